//! One row of a knowledge base that is exchanged: an entry, or what a pack says of itself.
//!
//! JSON Lines, CSV and TSV share it, so what one of them can carry all of them can.
//! **Invariant:** a row made from an entry gives that entry back, but for where it was read.

use serde::{Deserialize, Deserializer, Serialize};
use toml::value::{Date, Datetime};

use super::entry::{Entry, EntryId, EntryLines};
use super::lint::claims_of_unusable;
use super::pack::{Notice, Pack, PackId, SourceId, SourceNote, usable_title};
use super::synonyms::Synonyms;
use crate::diagnostic::{Diagnostic, Source, has_errors};
use crate::engine::Confidence;

/// A row as it was written: nothing in it is checked yet.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct Row {
    /// Begins a pack: the rows below belong to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pack: Option<PackRow>,
    /// The entry's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The entry's question.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// Other ways of asking for it.
    #[serde(deserialize_with = "null_as_default")]
    pub phrasings: Vec<String>,
    /// The answer, in Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// What it belongs to.
    #[serde(deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// The ids of the documents behind it.
    #[serde(deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// The ids of entries that a reader may want next.
    #[serde(deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<String>,
    /// Its own confidence floor, from 0 to 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub floor: Option<f64>,
    /// When it was last reviewed, such as `2026-11-22`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reviewed_on: Option<String>,
    /// When it has to be reviewed again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires: Option<String>,
}

/// What a pack says of itself, without its entries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct PackRow {
    /// Its id.
    #[serde(deserialize_with = "null_as_default")]
    pub id: String,
    /// What it is about.
    #[serde(deserialize_with = "null_as_default")]
    pub title: String,
    /// The language of its phrasings.
    #[serde(deserialize_with = "null_as_default")]
    pub locale: String,
    /// What its answers are not.
    #[serde(deserialize_with = "null_as_default")]
    pub disclaimer: String,
    /// Whom to ask instead.
    #[serde(deserialize_with = "null_as_default")]
    pub pointer: String,
    /// The documents behind it.
    #[serde(deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceRow>,
    /// Groups of words that mean the same, the name of a group first.
    #[serde(deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub synonyms: Vec<Vec<String>>,
    /// Questions near the subject that no entry answers.
    #[serde(deserialize_with = "null_as_default", skip_serializing_if = "Vec::is_empty")]
    pub out_of_scope: Vec<String>,
}

/// One document behind a pack.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct SourceRow {
    /// Its id inside the pack.
    pub id: String,
    /// The title of the document.
    pub title: String,
    /// What kind of source it is.
    pub label: String,
    /// When it was last changed, such as `2026-11-22`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    /// Where it can be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

fn null_as_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

impl Row {
    /// The keys of an entry's row, in the order in which tables have them.
    pub const KEYS: [&str; 10] = [
        "id",
        "question",
        "phrasings",
        "answer",
        "topics",
        "sources",
        "related",
        "floor",
        "reviewed_on",
        "expires",
    ];

    /// The row that begins a pack.
    #[must_use]
    pub fn of_pack(pack: &Pack) -> Self {
        Row { pack: Some(PackRow::from(pack)), ..Row::default() }
    }

    /// The entry under an id, if nothing is wrong with the row. Says what is.
    #[must_use]
    pub fn into_entry(
        self,
        id: EntryId,
        source: Source<'_>,
        line: usize,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Entry> {
        let question = self.question.filter(|question| !question.trim().is_empty());
        let answer = self.answer.map(|answer| plain_answer(&answer)).filter(|it| !it.is_empty());
        let missing = match (&question, &answer) {
            (None, None) => "question and no answer",
            (None, Some(_)) => "question",
            (Some(_), None) => "answer",
            (Some(_), Some(_)) => "",
        };
        let before = diagnostics.len();
        if !missing.is_empty() {
            diagnostics.push(source.error(
                "invalid-entry",
                line,
                format!("`{id}` has no {missing}"),
                "an entry needs both `question` and `answer`",
            ));
        }
        let mut date = |key: &str, text: Option<String>| {
            let text = text.filter(|text| !text.trim().is_empty())?;
            let date = parse_date(&text);
            if date.is_none() {
                diagnostics.push(source.error(
                    "wrong-type",
                    line,
                    format!("`{key}` of `{id}` is `{text}`"),
                    "write a date such as 2026-11-22",
                ));
            }
            date
        };
        let reviewed_on = date("reviewed_on", self.reviewed_on);
        let expires = date("expires", self.expires);
        let floor = self.floor.and_then(|floor| {
            if (0.0..=1.0).contains(&floor) {
                return Some(Confidence::from_share(floor));
            }
            diagnostics.push(source.error(
                "out-of-range",
                line,
                format!("`floor` of `{id}` is {floor}"),
                "write a number from 0 to 1",
            ));
            None
        });
        let related = self.related.iter().filter_map(|related| {
            let found = EntryId::foreign(related);
            if found.is_none() {
                diagnostics.push(source.error(
                    "invalid-id",
                    line,
                    format!("`{id}` is related to `{related}`, which is not an id"),
                    "name an entry by its id",
                ));
            }
            found
        });
        let related: Vec<_> = related.collect();
        if has_errors(&diagnostics[before..]) {
            return None;
        }
        let (question, answer) = (question?, answer?);
        Some(Entry {
            lines: EntryLines {
                id: line,
                question: line,
                phrasings: vec![line; self.phrasings.len()],
                sources: vec![line; self.sources.len()],
                related: vec![line; related.len()],
                dates: line,
                answer: line,
            },
            id,
            question,
            phrasings: self.phrasings,
            topics: self.topics,
            sources: self.sources.into_iter().map(SourceId).collect(),
            related,
            floor,
            reviewed_on,
            expires,
            answer,
            path: source.path.to_owned(),
        })
    }
}

/// A date such as `2026-11-22`, without a time.
#[must_use]
pub fn parse_date(text: &str) -> Option<Date> {
    let date: Datetime = text.trim().parse().ok()?;
    if date.time.is_some() { None } else { date.date }
}

/// An answer as entries hold it: no white space around it, plain line feeds.
fn plain_answer(text: &str) -> String {
    let text = text.trim();
    if text.contains('\r') { text.replace("\r\n", "\n") } else { text.to_owned() }
}

impl From<&Entry> for Row {
    fn from(entry: &Entry) -> Self {
        Row {
            pack: None,
            id: Some(entry.id.to_string()),
            question: Some(entry.question.clone()),
            phrasings: entry.phrasings.clone(),
            answer: Some(entry.answer.clone()),
            topics: entry.topics.clone(),
            sources: entry.sources.iter().map(ToString::to_string).collect(),
            related: entry.related.iter().map(ToString::to_string).collect(),
            floor: entry.floor.map(Confidence::share),
            reviewed_on: entry.reviewed_on.map(|date| date.to_string()),
            expires: entry.expires.map(|date| date.to_string()),
        }
    }
}

impl From<&Pack> for PackRow {
    fn from(pack: &Pack) -> Self {
        let source = |source: &SourceNote| SourceRow {
            id: source.id.to_string(),
            title: source.title.clone(),
            label: source.label.clone(),
            updated: source.updated.map(|date| date.to_string()),
            url: source.url.clone(),
        };
        PackRow {
            id: pack.id.0.clone(),
            title: pack.title.clone(),
            locale: pack.locale.clone(),
            disclaimer: pack.notice.disclaimer().to_owned(),
            pointer: pack.notice.pointer().to_owned(),
            sources: pack.sources.iter().map(source).collect(),
            synonyms: pack.synonyms.groups.clone(),
            out_of_scope: pack.out_of_scope.clone(),
        }
    }
}

impl PackRow {
    /// The pack, still without entries. Says what is wrong with it.
    #[must_use]
    pub fn into_pack(
        self,
        source: Source<'_>,
        line: usize,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Pack {
        let mut sources = Vec::new();
        for row in self.sources {
            if row.id.trim().is_empty()
                || row.title.trim().is_empty()
                || row.label.trim().is_empty()
            {
                diagnostics.push(source.error(
                    "missing-key",
                    line,
                    format!("the source `{}` has no id, no title or no label", row.id),
                    "write all three",
                ));
                continue;
            }
            let updated = row.updated.as_deref().and_then(|text| {
                let date = parse_date(text);
                if date.is_none() {
                    diagnostics.push(source.error(
                        "wrong-type",
                        line,
                        format!("`updated` of the source `{}` is `{text}`", row.id),
                        "write a date such as 2026-11-22",
                    ));
                }
                date
            });
            let (title, label, url) = (row.title, row.label, row.url);
            let note = SourceNote { id: SourceId(row.id), title, label, updated, url };
            match note.amount_in(source, line) {
                Some(found) => diagnostics.push(found),
                None => sources.push(note),
            }
        }
        if self.disclaimer.trim().is_empty() || self.pointer.trim().is_empty() {
            diagnostics.push(source.warning(
                "missing-key",
                line,
                "the pack has no disclaimer or no pointer to professional advice",
                "write both `disclaimer` and `pointer`; until then the general ones are used",
            ));
        }
        let texts =
            [("the disclaimer", line, &*self.disclaimer), ("the pointer", line, &*self.pointer)];
        diagnostics.extend(claims_of_unusable(source, texts));
        let notice = Notice::new(&self.disclaimer, &self.pointer).unwrap_or_else(Notice::general);
        Pack {
            id: PackId(self.id),
            title: usable_title(source, line, self.title, diagnostics),
            locale: if self.locale.trim().is_empty() { "en".to_owned() } else { self.locale },
            notice,
            sources,
            entries: Vec::new(),
            synonyms: Synonyms { groups: self.synonyms },
            out_of_scope: self.out_of_scope,
            manifest: None,
        }
    }
}
