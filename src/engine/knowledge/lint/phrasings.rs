//! Ways of asking: each belongs to one entry, and no question out of scope is one.
//!
//! **Invariant:** phrasings are compared as matching reads them, so that case and punctuation,
//! which it does not see, do not hide that two are one.

use std::collections::hash_map::Entry as Slot;

use rustc_hash::FxHashMap;

use super::{file_of, line_of};
use crate::diagnostic::{Diagnostic, Source};
use crate::engine::knowledge::{Entry, KnowledgeBase, Pack};
use crate::engine::query::normalise;

/// The line of a way of asking: the question first, then the phrasings.
pub(super) fn line_of_asking(entry: &Entry, place: usize) -> usize {
    match place.checked_sub(1) {
        None => entry.lines.question,
        Some(phrasing) => line_of(&entry.lines.phrasings, phrasing, entry),
    }
}

pub(super) fn lint(knowledge: &KnowledgeBase, diagnostics: &mut Vec<Diagnostic>) {
    let mut owners: FxHashMap<String, usize> = FxHashMap::default();
    for (place, entry) in knowledge.entries().enumerate() {
        if entry.phrasings.is_empty() {
            diagnostics.push(file_of(entry).warning(
                "no-phrasings",
                entry.lines.id,
                format!("`{}` has no phrasings", entry.id),
                "add the ways in which people would type the question",
            ));
        }
        for (asking, text) in entry.ways_of_asking().enumerate() {
            let line = line_of_asking(entry, asking);
            let folded = folded(text);
            if folded.is_empty() {
                let message = if text.trim().is_empty() {
                    "a phrasing is empty".to_owned()
                } else {
                    format!("`{text}` holds no word")
                };
                diagnostics.push(file_of(entry).warning(
                    "empty-phrasing",
                    line,
                    message,
                    "write what people would type, or take it out",
                ));
                continue;
            }
            match owners.entry(folded) {
                Slot::Vacant(slot) => {
                    slot.insert(place);
                }
                Slot::Occupied(slot) if *slot.get() == place => {
                    diagnostics.push(file_of(entry).warning(
                        "duplicate-phrasing",
                        line,
                        format!("`{text}` stands twice in `{}`", entry.id),
                        "take one of the two out; case and punctuation make no difference",
                    ));
                }
                Slot::Occupied(slot) => {
                    let owner = knowledge.entry_at(*slot.get());
                    diagnostics.push(file_of(entry).error(
                        "shared-phrasing",
                        line,
                        format!("`{text}` belongs to `{}` already", owner.id),
                        format!("leave it in `{}` or in `{}`, not in both", owner.id, entry.id),
                    ));
                }
            }
        }
    }
    for pack in knowledge.packs() {
        out_of_scope(knowledge, pack, &owners, diagnostics);
    }
}

fn out_of_scope(
    knowledge: &KnowledgeBase,
    pack: &Pack,
    owners: &FxHashMap<String, usize>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(manifest) = &pack.manifest else {
        return;
    };
    for (question, line) in pack.out_of_scope.iter().zip(&manifest.out_of_scope) {
        if let Some(&owner) = owners.get(&folded(question)) {
            diagnostics.push(Source::new(&manifest.out_of_scope_path, "").error(
                "answered-out-of-scope",
                *line,
                format!("`{question}` is a phrasing of `{}`", knowledge.entry_at(owner).id),
                "take it out here or there: it is answered, or it is out of scope",
            ));
        }
    }
}

/// For the words of each way of asking, the one entry that it belongs to; none where several
/// entries share it, or where there are no words: that is reported above.
pub(super) fn owners(knowledge: &KnowledgeBase) -> FxHashMap<String, Option<usize>> {
    let mut owners: FxHashMap<String, Option<usize>> = FxHashMap::default();
    for (place, entry) in knowledge.entries().enumerate() {
        for text in entry.ways_of_asking() {
            let owner = owners.entry(folded(text)).or_insert(Some(place));
            *owner = owner.filter(|owner| *owner == place);
        }
    }
    owners.remove("");
    owners
}

/// The words as matching reads them.
#[must_use]
pub fn folded(text: &str) -> String {
    normalise(text).own_words().collect::<Vec<_>>().join(" ")
}
