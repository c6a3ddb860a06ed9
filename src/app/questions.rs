//! Labelled questions: those that a pack brings, and those of files that the settings name.
//!
//! **Invariant:** they are read by whoever tries changes out or checks packs, and by nobody who only
//! answers. A pack's file that cannot be used takes nothing else down with it.

use std::path::PathBuf;

use super::{ReadError, read_text, unreadable_file};
use crate::config::Knowledge;
use crate::diagnostic::{Diagnostic, Source};
use crate::engine::knowledge::{EntryId, KnowledgeBase, Pack, QUESTIONS};
use crate::engine::trial::Labelled;
use crate::eval::{Row, parse_rows, unknown_entries};

/// Reads all labelled questions of which it is known which entry answers them.
///
/// # Errors
///
/// When a file that the settings name cannot be read at all. What is wrong inside one is a diagnostic.
pub fn load_labelled(knowledge: &Knowledge) -> Result<(Vec<Labelled>, Vec<Diagnostic>), ReadError> {
    let (mut labelled, mut diagnostics) = (Vec::new(), Vec::new());
    let mut take = |file: Source<'_>| {
        let (rows, found) = parse_rows(file);
        labelled.extend(rows.into_iter().filter_map(known));
        found
    };
    diagnostics.extend(read_packs(&knowledge.paths.value, &mut take));
    for path in &knowledge.labelled.value {
        diagnostics.extend(take(Source::new(&path.display().to_string(), &read_text(path)?)));
    }
    Ok((labelled, diagnostics))
}

/// What is wrong with the questions that packs bring, which together make a knowledge base.
pub(super) fn check(packs: &[PathBuf], knowledge: &KnowledgeBase) -> Vec<Diagnostic> {
    // An entry with a mistake is there, whatever else is said of it.
    let left_out = knowledge.packs().iter().flat_map(Pack::left_out);
    let entries: Vec<&str> =
        knowledge.entries().chain(left_out).map(|entry| entry.id.as_str()).collect();
    read_packs(packs, |file| {
        let (_, mut found) = parse_rows(file);
        found.extend(unknown_entries(file, &entries));
        found
    })
}

/// Reads the files of questions in the folders of packs, where there are any. Gives what was found in
/// them, and which of them cannot be read.
fn read_packs(
    packs: &[PathBuf],
    mut read: impl FnMut(Source<'_>) -> Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    // A folder in the place of a file is there too, and is said to be wrong.
    for path in packs.iter().map(|pack| pack.join(QUESTIONS)).filter(|path| path.exists()) {
        let shown = path.display().to_string();
        match read_text(&path) {
            Ok(text) => diagnostics.extend(read(Source::new(&shown, &text))),
            Err(error) => diagnostics.push(unreadable_file(&shown, &error)),
        }
    }
    diagnostics
}

fn known(row: Row) -> Option<Labelled> {
    let entry = EntryId::foreign(row.expect.entry.as_deref()?)?;
    Some(Labelled { question: row.question, entry })
}
