//! One FAQ item: a Markdown file with TOML front matter.
//!
//! **Invariant:** an [`Entry`] has an id, a question and an answer.

use std::fmt;

use serde::Serialize;
use toml::value::Date;

use super::pack::SourceId;
use crate::diagnostic::{Diagnostic, Source, has_errors};
use crate::engine::Confidence;
use crate::toml_reader::{self, Located, Table};

/// The id of an entry: lower-case letters, digits, hyphens and underscores, at most 64 of them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct EntryId(String);

impl EntryId {
    /// Longest id, in characters: it has to fit a Discord `custom_id` of 100 with room to spare.
    pub const MAX_LENGTH: usize = 64;

    /// An id, if the text is one.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let fits = !text.is_empty()
            && text.len() <= Self::MAX_LENGTH
            && text.bytes().all(|byte| {
                byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'_'
            });
        fits.then(|| EntryId(text.to_owned()))
    }

    /// An id for an entry whose question makes none.
    #[must_use]
    pub fn numbered(number: u64) -> Self {
        EntryId(format!("entry-{number}"))
    }

    /// An id of a knowledge base that was not written for Discord: any text of up to 100
    /// characters without white space or control characters at its ends.
    #[must_use]
    pub fn foreign(text: &str) -> Option<Self> {
        let fits = !text.is_empty()
            && text.trim() == text
            && text.chars().count() <= 100
            && !text.chars().any(char::is_control);
        fits.then(|| EntryId(text.to_owned()))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EntryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One FAQ item.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Its id, unique in a knowledge base.
    pub id: EntryId,
    /// The question as the bot shows it. It is a phrasing too.
    pub question: String,
    /// Other ways of asking for it.
    pub phrasings: Vec<String>,
    /// What it belongs to, for browsing.
    pub topics: Vec<String>,
    /// The documents behind it.
    pub sources: Vec<SourceId>,
    /// Entries that a reader may want next.
    pub related: Vec<EntryId>,
    /// A stricter confidence floor of its own, for contested or medical entries.
    pub floor: Option<Confidence>,
    /// When a person last checked it against its sources.
    pub reviewed_on: Option<Date>,
    /// When it has to be reviewed again.
    pub expires: Option<Date>,
    /// The answer, in Markdown.
    pub answer: String,
    /// The file it was read from.
    pub path: String,
    /// Where in that file its parts stand.
    pub lines: EntryLines,
}

/// The lines of an entry's file at which its parts stand, for diagnostics.
#[derive(Clone, Debug, Default)]
pub struct EntryLines {
    /// The line of the id.
    pub id: usize,
    /// The line of the question.
    pub question: usize,
    /// The line of each phrasing.
    pub phrasings: Vec<usize>,
    /// The line of each source.
    pub sources: Vec<usize>,
    /// The line of each related id.
    pub related: Vec<usize>,
    /// The line of the review dates.
    pub dates: usize,
    /// The first line of the answer.
    pub answer: usize,
}

impl Entry {
    /// Every way of asking for it: the question, then the phrasings.
    pub fn ways_of_asking(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.question.as_str()).chain(self.phrasings.iter().map(String::as_str))
    }
}

/// The line that opens and closes front matter.
const FENCE: &str = "+++";

/// Parses an entry's file. There is no entry where the file has an error: without a floor that was
/// mistyped, an entry that is to be sure would answer in doubt.
#[must_use]
pub fn parse_entry(source: Source<'_>) -> (Option<Entry>, Vec<Diagnostic>) {
    let (entry, diagnostics) = read_entry(source);
    (entry.filter(|_| !has_errors(&diagnostics)), diagnostics)
}

/// What can be read of an entry's file, even where the file has an error.
pub(super) fn read_entry(source: Source<'_>) -> (Option<Entry>, Vec<Diagnostic>) {
    let (front, answer) = match split(source) {
        Ok(parts) => parts,
        Err(diagnostic) => return (None, vec![diagnostic]),
    };
    let mut diagnostics = Vec::new();
    let entry = toml_reader::read(front, &mut diagnostics, |table, diagnostics| {
        read_front(table, diagnostics)
    });
    let text = answer.text.trim();
    if text.is_empty() {
        diagnostics.push(source.error(
            "empty-answer",
            answer.first_line,
            "the answer is empty",
            "write it below the front matter",
        ));
        return (None, diagnostics);
    }
    let blank_lines = answer.text.lines().take_while(|line| line.trim().is_empty()).count();
    let entry = entry.map(|mut entry| {
        // Files from Windows end their lines with CR LF. Replies hold plain line feeds.
        entry.answer = text.replace("\r\n", "\n");
        entry.lines.answer = answer.first_line + blank_lines;
        entry
    });
    (entry, diagnostics)
}

/// Takes the front matter and the answer apart.
fn split(source: Source<'_>) -> Result<(Source<'_>, Source<'_>), Diagnostic> {
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(source.text);
    let wrong = |message: &str, help: &str| Err(source.error("front-matter", 1, message, help));
    let mut offset = 0;
    let mut front_start = None;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let end = offset + line.len();
        match (line.trim_end() == FENCE, front_start) {
            (true, None) => front_start = Some(end),
            (true, Some(start)) => {
                let front = Source { text: &text[start..offset], first_line: 2, ..source };
                let answer = Source { text: &text[end..], first_line: number + 2, ..source };
                return Ok((front, answer));
            }
            (false, Some(_)) => {}
            (false, None) if line.trim_end() == "---" => {
                return wrong(
                    "the front matter is not TOML",
                    "open and close it with `+++` instead of `---`, and write `key = \"value\"`",
                );
            }
            (false, None) => {
                return wrong(
                    "the front matter is missing",
                    "start the file with a line `+++`, the keys, and a second line `+++`",
                );
            }
        }
        offset = end;
    }
    if front_start.is_some() {
        return wrong(
            "the front matter has no end",
            "close it with a second line `+++`, and write the answer below",
        );
    }
    wrong(
        "the file is empty",
        "write an entry: front matter between two lines `+++`, then the answer",
    )
}

/// What is wrong with the id of an entry or a pack.
pub(super) fn invalid_id(source: Source<'_>, id: &Located<String>) -> Diagnostic {
    const LONGEST: usize = EntryId::MAX_LENGTH;
    let length = id.value.chars().count();
    if length > LONGEST {
        return source.error(
            "invalid-id",
            id.line,
            format!("the id is {length} characters long"),
            format!("shorten it to {LONGEST}, so that a button of Discord can carry it"),
        );
    }
    source.error(
        "invalid-id",
        id.line,
        format!("`{}` is not an id", id.value),
        "use lower-case letters, digits, hyphens and underscores, such as `what-is-kratom`",
    )
}

fn read_front(table: &mut Table<'_>, diagnostics: &mut Vec<Diagnostic>) -> Option<Entry> {
    let id = table.required_string("id", diagnostics);
    let question = table.required_string("question", diagnostics);
    let phrasings = table.strings("phrasings", diagnostics);
    let topics = table.strings("topics", diagnostics);
    let sources = table.strings("sources", diagnostics);
    let related = table.strings("related", diagnostics);
    let floor = table.number("floor", diagnostics);
    let reviewed_on = table.date("reviewed_on", diagnostics);
    let expires = table.date("expires", diagnostics);

    let source = table.source();
    let mut entry_id = |id: &Located<String>| {
        let parsed = EntryId::new(&id.value);
        if parsed.is_none() {
            diagnostics.push(invalid_id(source, id));
        }
        parsed
    };
    let related: Vec<_> = related.iter().filter_map(|id| Some((entry_id(id)?, id.line))).collect();
    let id = id.and_then(|id| Some((entry_id(&id)?, id.line)));
    let floor = floor.and_then(|floor| {
        if !(0.0..=1.0).contains(&floor.value) {
            diagnostics.push(source.error(
                "out-of-range",
                floor.line,
                format!("`floor` is {}", floor.value),
                "write a number from 0 to 1",
            ));
            return None;
        }
        Some(Confidence::from_share(floor.value))
    });
    let (id, id_line) = id?;
    let question = question?;
    Some(Entry {
        lines: EntryLines {
            id: id_line,
            question: question.line,
            phrasings: phrasings.iter().map(|phrasing| phrasing.line).collect(),
            sources: sources.iter().map(|source| source.line).collect(),
            related: related.iter().map(|(_, line)| *line).collect(),
            dates: expires.as_ref().or(reviewed_on.as_ref()).map_or(id_line, |date| date.line),
            answer: 0,
        },
        id,
        question: question.value,
        phrasings: phrasings.into_iter().map(|phrasing| phrasing.value).collect(),
        topics: topics.into_iter().map(|topic| topic.value).collect(),
        sources: sources.into_iter().map(|source| SourceId(source.value)).collect(),
        related: related.into_iter().map(|(id, _)| id).collect(),
        floor,
        reviewed_on: reviewed_on.map(|date| date.value),
        expires: expires.map(|date| date.value),
        answer: String::new(),
        path: source.path.to_owned(),
    })
}
