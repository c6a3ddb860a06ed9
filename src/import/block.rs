//! What every document becomes first: blocks in order, each with its lines.
//!
//! Plain text, Markdown and HTML differ only in how they get here; noise, disclaimer, FAQ pairs
//! and sections are found on blocks.
//! **Invariant:** blocks are in the order of the document, and `from` is never above `to`.

use std::fmt;

use serde::Serialize;
use toml::value::Date;

/// A document as blocks, with what it says of itself.
#[derive(Clone, Debug, Default)]
pub(super) struct Document {
    /// Its title, where the format has a place for one.
    pub title: Option<String>,
    /// When it was last changed.
    pub updated: Option<Date>,
    /// Where it can be read.
    pub url: Option<String>,
    /// Its text.
    pub blocks: Vec<Block>,
    /// Questions and answers that it states for machines, beside its text.
    pub stated: Vec<Pair>,
}

/// One heading, paragraph or list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    pub kind: BlockKind,
    /// Its text as Markdown, without the marks of its kind (`#` of a heading).
    pub text: String,
    /// Its first line in the file, from 1.
    pub from: usize,
    /// Its last line in the file.
    pub to: usize,
    /// Why it is no knowledge, once that is known.
    pub dropped: Option<DropReason>,
}

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// A heading; its level from 1, where the format tells.
    Heading(Option<u8>),
    /// A paragraph, a quotation, code or a table.
    Text,
    /// A list with all of its items.
    List,
    /// A question that the format marks as one: what follows, up to the end, answers it.
    Question,
    /// Ends the answer to the last question.
    EndOfAnswer,
    /// An image, by its description or caption.
    Image,
    /// A line or an empty paragraph that sets apart what stands above and below it.
    Break,
}

/// A question with its answer and where both stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub question: String,
    pub answer: String,
    pub topic: Option<String>,
    /// First and last line of each part that it was put together from.
    pub lines: Vec<(usize, usize)>,
}

/// Why a part of a document became no draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DropReason {
    /// A menu, a link to skip or go back, a table of contents.
    Navigation,
    /// An image, its description or its caption.
    Image,
    /// An announcement of a store or a site.
    Notice,
    /// Asks readers to buy, subscribe or read on.
    CallToAction,
    /// What readers left under the document.
    Comments,
    /// A date, an author, tags.
    Metadata,
    /// Stands beside the FAQ of a document that has one.
    BesideFaq,
    /// A question that nothing answers, or a heading with nothing below it.
    Unanswered,
}

impl fmt::Display for DropReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DropReason::Navigation => "navigation",
            DropReason::Image => "an image or its caption",
            DropReason::Notice => "a notice of the site",
            DropReason::CallToAction => "a call to action",
            DropReason::Comments => "comments of readers",
            DropReason::Metadata => "a date, an author or tags",
            DropReason::BesideFaq => "text beside the FAQ",
            DropReason::Unanswered => "a heading without text",
        })
    }
}

impl Block {
    /// A block of these lines.
    pub(super) fn new(kind: BlockKind, text: impl Into<String>, from: usize, to: usize) -> Self {
        Block { kind, text: text.into(), from, to: to.max(from), dropped: None }
    }

    /// Whether it still counts, and holds text.
    pub(super) fn is_content(&self) -> bool {
        self.dropped.is_none()
            && match self.kind {
                BlockKind::Heading(_) | BlockKind::Text | BlockKind::List | BlockKind::Question => {
                    true
                }
                BlockKind::EndOfAnswer | BlockKind::Image | BlockKind::Break => false,
            }
    }

    /// Whether it is a heading that still counts.
    pub(super) fn is_heading(&self) -> bool {
        matches!(self.kind, BlockKind::Heading(_)) && self.dropped.is_none()
    }

    /// How it reads inside an answer.
    pub(super) fn in_answer(&self) -> String {
        match self.kind {
            BlockKind::Heading(_) | BlockKind::Question => format!("**{}**", self.text),
            BlockKind::Text | BlockKind::List => self.text.clone(),
            BlockKind::EndOfAnswer | BlockKind::Image | BlockKind::Break => String::new(),
        }
    }

    /// The line of the file at which the text's line of this place (from 0) stands, as near as
    /// the format tells.
    pub(super) fn line_of(&self, place: usize) -> usize {
        (self.from + place).min(self.to)
    }
}

/// Where the section that a heading opens ends: at the next heading that is not below it.
///
/// Headings without a level are all alike, so such a section ends at any heading.
pub(super) fn end_of_section(blocks: &[Block], heading: usize) -> usize {
    let level = match blocks[heading].kind {
        BlockKind::Heading(level) => level,
        BlockKind::Text
        | BlockKind::List
        | BlockKind::Question
        | BlockKind::EndOfAnswer
        | BlockKind::Image
        | BlockKind::Break => None,
    };
    let ends = |block: &Block| match (block.kind, level) {
        (BlockKind::Heading(Some(other)), Some(level)) => other <= level,
        (BlockKind::Heading(_), _) => true,
        (
            BlockKind::Text
            | BlockKind::List
            | BlockKind::Question
            | BlockKind::EndOfAnswer
            | BlockKind::Image
            | BlockKind::Break,
            _,
        ) => false,
    };
    let below = &blocks[heading + 1..];
    below.iter().position(ends).map_or(blocks.len(), |place| heading + 1 + place)
}
