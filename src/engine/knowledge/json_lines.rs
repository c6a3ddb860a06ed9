//! A knowledge base as JSON Lines: one entry a line.
//!
//! The form in which large knowledge bases are exchanged and measured. A line
//! `{"pack": {…}}` begins a pack, as `signpost export` writes it; a file without one brings no
//! notice, so the general notice goes with its answers.
//! **Invariant:** a line that cannot be read is reported and left out; the others are used.

use std::sync::Arc;

use super::entry::EntryId;
use super::pack::{Notice, Pack, PackId};
use super::row::Row;
use super::synonyms::Synonyms;
use crate::diagnostic::{Diagnostic, Source, json_reason, nearest};

/// The keys of what a pack says of itself, for naming the nearest to a mistyped one.
const PACK_KEYS: [&str; 10] = [
    "pack",
    "title",
    "locale",
    "disclaimer",
    "pointer",
    "synonyms",
    "out_of_scope",
    "label",
    "updated",
    "url",
];

/// Parses a JSON Lines file into its packs: at least one, even where it is empty.
#[must_use]
pub fn parse_json_lines(source: Source<'_>) -> (Vec<Pack>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut packs: Vec<Pack> = Vec::new();
    read_rows(source, &mut diagnostics, |line, mut row, diagnostics| {
        if let Some(pack) = row.pack.take() {
            packs.push(pack.into_pack(source, line, diagnostics));
            return;
        }
        let id = row.id.take().unwrap_or_default();
        let Some(id) = EntryId::foreign(&id) else {
            diagnostics.push(wrong_id(source, line, &id));
            return;
        };
        let entry = row.into_entry(id, source, line, diagnostics);
        if packs.is_empty() {
            packs.push(unnamed(source));
        }
        if let Some(pack) = packs.last_mut() {
            pack.entries.extend(entry.map(Arc::new));
        }
    });
    if packs.is_empty() {
        packs.push(unnamed(source));
    }
    (packs, diagnostics)
}

/// Hands every row with its line to `take`. Says of each that cannot be read what is wrong.
pub fn read_rows(
    source: Source<'_>,
    diagnostics: &mut Vec<Diagnostic>,
    mut take: impl FnMut(usize, Row, &mut Vec<Diagnostic>),
) {
    // A key that nobody knows stands in every row of a large file: once is enough.
    let mut unknown: Vec<String> = Vec::new();
    for (place, text) in source.text.lines().enumerate() {
        let line = source.first_line + place;
        if text.trim().is_empty() {
            continue;
        }
        let mut json = serde_json::Deserializer::from_str(text);
        let row = serde_ignored::deserialize(&mut json, |path| {
            // The reader shows an optional value on the way as `?`.
            let key = path.to_string().replace(".?", "");
            if !unknown.contains(&key) {
                diagnostics.push(unknown_key(source, line, &key));
                unknown.push(key);
            }
        });
        match row.and_then(|row: Row| json.end().map(|()| row)) {
            Ok(row) => take(line, row, diagnostics),
            Err(error) => diagnostics.push(source.error(
                "syntax",
                line,
                wrong_row(&error),
                "write {\"id\": \"…\", \"question\": \"…\", \"phrasings\": [], \"answer\": \"…\"} \
                 on one line",
            )),
        }
    }
}

fn wrong_id(source: Source<'_>, line: usize, id: &str) -> Diagnostic {
    if id.is_empty() {
        let help = "add `id`, of at most 100 characters, different from those of the other rows";
        return source.error("invalid-entry", line, "the entry has no id", help);
    }
    source.error(
        "invalid-entry",
        line,
        format!("`{id}` is not an id"),
        "write at most 100 characters, without spaces at the ends and control characters",
    )
}

fn unknown_key(source: Source<'_>, line: usize, key: &str) -> Diagnostic {
    let name = key.rsplit('.').next().unwrap_or(key);
    let help = match nearest(name, Row::KEYS.into_iter().chain(PACK_KEYS)) {
        Some(known) => format!("did you mean `{known}`? it is not used as it stands"),
        None => "it is not used; take it out, or rename it to what it is".to_owned(),
    };
    source.warning("unknown-key", line, format!("unknown key `{key}`"), help)
}

/// The pack of a file that does not say which it is.
fn unnamed(source: Source<'_>) -> Pack {
    Pack {
        id: PackId("json-lines".to_owned()),
        title: source.path.to_owned(),
        locale: "en".to_owned(),
        notice: Notice::general(),
        sources: Vec::new(),
        entries: Vec::new(),
        synonyms: Synonyms::default(),
        out_of_scope: Vec::new(),
        manifest: None,
    }
}

/// What the JSON reader says, without its line, which is that of the row.
fn wrong_row(error: &serde_json::Error) -> String {
    let kind = if error.is_data() { "not an entry" } else { "not JSON" };
    format!("{kind}: {}", json_reason(error))
}
