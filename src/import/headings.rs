//! Headings that are not written as headings: lines in bold, questions above their answer.
//!
//! **Invariant:** no text is lost; blocks are only split and renamed.

use super::block::{Block, BlockKind};
use super::markdown::BOLD_LINE_LEVEL;
use super::marker::marker;
use super::words::{asks, plain};

/// Questions of people are shorter than this, in characters.
const LONGEST_QUESTION: usize = 200;

/// Splits headings off the paragraphs that begin with them.
pub(super) fn settle(blocks: Vec<Block>) -> Vec<Block> {
    // One paragraph that begins with a question is rhetoric; two are a list of questions.
    let asking = blocks.iter().filter(|block| question_line(block).is_some()).count();
    let has_faq = blocks.iter().any(|block| block.is_heading() && names_faq(&block.text));
    let split_questions = asking >= 2 || (asking == 1 && has_faq);
    let mut settled = Vec::with_capacity(blocks.len());
    for block in blocks {
        let counts = block.kind == BlockKind::Text && block.is_content();
        let head = if counts { bold_line(&block) } else { None };
        let head = head.or_else(|| question_line(&block).filter(|_| split_questions));
        let Some((head, rest)) = head else {
            settled.push(block);
            continue;
        };
        let kind = BlockKind::Heading(Some(BOLD_LINE_LEVEL));
        settled.push(Block::new(kind, head, block.from, block.from));
        if !rest.trim().is_empty() {
            let from = block.line_of(1);
            settled.push(Block::new(BlockKind::Text, rest.trim(), from, block.to));
        }
    }
    settled
}

/// Whether a heading opens a list of questions and answers.
pub(super) fn names_faq(heading: &str) -> bool {
    let heading = format!(" {} ", plain(heading));
    [" faq ", " faqs ", " frequently asked ", " common questions ", " q a ", " q and a "]
        .iter()
        .any(|words| heading.contains(words))
        || matches!(heading.trim(), "questions and answers" | "questions answers" | "questions")
}

/// `**What is it?**` alone or above its answer. Without a question mark only where it is alone.
fn bold_line(block: &Block) -> Option<(String, String)> {
    let (first, rest) = block.text.split_once('\n').unwrap_or((&block.text, ""));
    let first = first.trim();
    let inner = ["**", "__"].iter().find_map(|mark| {
        let inner = first.strip_prefix(mark)?.strip_suffix(mark)?;
        (!inner.contains(mark) && !inner.is_empty()).then_some(inner)
    })?;
    let is_sentence = inner.ends_with(['.', '!', ',', ';']);
    let heads = asks(inner) || (rest.is_empty() && !is_sentence);
    let is_short = inner.chars().count() <= LONGEST_QUESTION;
    (heads && is_short && marker(first).is_none()).then(|| (inner.to_owned(), rest.to_owned()))
}

/// A paragraph whose first line is a question and whose other lines answer it.
fn question_line(block: &Block) -> Option<(String, String)> {
    if block.kind != BlockKind::Text || !block.is_content() {
        return None;
    }
    let (first, rest) = block.text.split_once('\n')?;
    let starts_well = first.chars().find(|letter| letter.is_alphanumeric())?.is_uppercase();
    let is_short = first.chars().count() <= LONGEST_QUESTION;
    (asks(first) && starts_well && is_short && marker(first).is_none())
        .then(|| (first.trim().to_owned(), rest.to_owned()))
}
