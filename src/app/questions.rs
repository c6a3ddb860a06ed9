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
    let mut take = |shown: &str, text: &str| {
        let (rows, found) = parse_rows(Source::new(shown, text));
        labelled.extend(rows.into_iter().filter_map(known));
        diagnostics.extend(found);
    };
    let mut unreadable = Vec::new();
    for path in of_packs(&knowledge.paths.value) {
        let shown = path.display().to_string();
        match read_text(&path) {
            Ok(text) => take(&shown, &text),
            Err(error) => unreadable.push(unreadable_file(&shown, &error)),
        }
    }
    for path in &knowledge.labelled.value {
        take(&path.display().to_string(), &read_text(path)?);
    }
    diagnostics.extend(unreadable);
    Ok((labelled, diagnostics))
}

/// What is wrong with the questions that packs bring, which together make a knowledge base.
pub(super) fn check(packs: &[PathBuf], knowledge: &KnowledgeBase) -> Vec<Diagnostic> {
    // An entry with a mistake is there, whatever else is said of it.
    let left_out = knowledge.packs().iter().flat_map(Pack::left_out);
    let entries: Vec<&str> =
        knowledge.entries().chain(left_out).map(|entry| entry.id.as_str()).collect();
    let mut diagnostics = Vec::new();
    for path in of_packs(packs) {
        let shown = path.display().to_string();
        match read_text(&path) {
            Ok(text) => {
                let source = Source::new(&shown, &text);
                diagnostics.extend(parse_rows(source).1);
                diagnostics.extend(unknown_entries(source, &entries));
            }
            Err(error) => diagnostics.push(unreadable_file(&shown, &error)),
        }
    }
    diagnostics
}

/// The files of questions in the folders of packs, where there are any.
fn of_packs(packs: &[PathBuf]) -> impl Iterator<Item = PathBuf> {
    // A folder in the place of a file is there too, and is said to be wrong.
    packs.iter().map(|pack| pack.join(QUESTIONS)).filter(|path| path.exists())
}

fn known(row: Row) -> Option<Labelled> {
    let entry = EntryId::foreign(row.expect.entry.as_deref()?)?;
    Some(Labelled { question: row.question, entry })
}
