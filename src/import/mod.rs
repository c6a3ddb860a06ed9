//! From documents to drafts of entries. Pure: texts in, values and diagnostics out.
//!
//! Documents for people become blocks, from which come the disclaimer and either the FAQ or the
//! sections; tables and JSON Lines are entries already.
//! **Invariant:** every draft has an id of its own, a question, an answer, and the lines it came
//! from; what became no draft is listed with the reason.

mod block;
pub mod cell;
mod dates;
mod definitions;
mod disclaimer;
mod document;
mod faq;
mod files;
mod format;
mod headings;
mod html;
mod markdown;
mod markdown_text;
mod marker;
mod noise;
mod pack_keys;
mod phrases;
mod plain_text;
mod plan;
mod rows;
mod sections;
mod table;
mod toml_text;
mod words;

use serde::Serialize;
use toml::value::Date;

use crate::diagnostic::{Diagnostic, Source};
use crate::engine::knowledge::{Entry, Pack};
pub use block::DropReason;
pub use files::{entry_file, entry_text};
pub(crate) use files::{sources as source_lines, with_questions};
pub use format::Format;
pub use plan::{NewFile, Plan, PlannedEntry, Target, plan};
pub(crate) use table::COLUMNS;

/// Lines of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Span {
    /// The file, as it was named.
    pub file: String,
    /// The first line, from 1.
    pub from: usize,
    /// The last line.
    pub to: usize,
}

/// An entry that nobody has reviewed.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The entry as it would be.
    pub entry: Entry,
    /// Where it came from: more than one span where parts of a document were put together.
    pub spans: Vec<Span>,
}

/// A disclaimer that a document makes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Disclaimer {
    /// Its text, in Markdown.
    pub text: String,
    /// Where it stands.
    pub span: Span,
}

/// A part of a document that became no draft.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Dropped {
    /// Where it stands.
    pub span: Span,
    /// Why it is no knowledge.
    pub reason: DropReason,
    /// How it begins.
    pub excerpt: String,
}

/// What one file gave.
#[derive(Clone, Debug)]
pub struct Import {
    /// The file, as it was named.
    pub file: String,
    /// The title of the document, or the file's name in words.
    pub title: String,
    /// When the document was last changed, where it says so.
    pub updated: Option<Date>,
    /// Where it can be read, where it says so.
    pub url: Option<String>,
    /// The drafts, in the order of the document.
    pub drafts: Vec<Draft>,
    /// The disclaimer, if it makes one.
    pub disclaimer: Option<Disclaimer>,
    /// What became no draft.
    pub dropped: Vec<Dropped>,
    /// The pack that the file says its entries belong to. It holds none of them.
    pub pack: Option<Pack>,
}

/// What to take from a file.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    /// Its format; told by its name and content where there is none.
    pub format: Option<Format>,
    /// Whether to take the sections of a document that has an FAQ too.
    pub sections: bool,
    /// The id of the pack to take from a file of several.
    pub pack: Option<&'a str>,
}

/// Makes drafts of a file.
#[must_use]
pub fn import(source: Source<'_>, options: Options<'_>) -> (Import, Vec<Diagnostic>) {
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(source.text);
    let source = Source { text, ..source };
    let format = options.format.unwrap_or_else(|| Format::of(source.path, source.text));
    let mut diagnostics = Vec::new();
    let import = match format {
        Format::PlainText | Format::Markdown | Format::Html => {
            let text = plain_lines(text);
            let source = Source { text: &text, ..source };
            document::import(source, format, options.sections, &mut diagnostics)
        }
        // Rows keep the line ends inside of their cells: an export reads back letter by letter.
        Format::JsonLines => rows::json_lines(source, options.pack, &mut diagnostics),
        Format::Csv => rows::table(source, b',', options.pack, &mut diagnostics),
        Format::Tsv => rows::table(source, b'\t', options.pack, &mut diagnostics),
    };
    if import.drafts.is_empty() && !crate::diagnostic::has_errors(&diagnostics) {
        let (message, help) = if text.trim().is_empty() {
            ("the file is empty", "name a file with text in it")
        } else {
            ("nothing in the file became a draft", "see what was dropped and why, or try --format")
        };
        diagnostics.push(source.error("no-drafts", source.first_line, message, help));
    }
    (import, diagnostics)
}

/// A text with plain line feeds, whichever system wrote it.
fn plain_lines(text: &str) -> String {
    if !text.contains('\r') {
        return text.to_owned();
    }
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// A file's name in words: `docs/shipping_faq.md` is "shipping faq".
fn name_in_words(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let words = stem.replace(['_', '-', '.'], " ");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() { "document".to_owned() } else { words }
}
