//! Finds what is wrong with knowledge that parses: links, phrasings, reviews, lengths, claims.
//!
//! Parsers report what they cannot read. This reads what they made, and looks at how its parts
//! fit together.
//! **Invariant:** pure and linear in the size of the knowledge; the day is an argument.

mod limits;
mod links;
mod packs;
mod phrasings;
mod retrieval;
mod review;
mod spoken;

use toml::value::Date;

pub use limits::{EMBED_DESCRIPTION, EMBED_TITLE, EMBED_TOTAL, MESSAGE};
pub use packs::LOCALES;
pub use phrasings::folded;
pub use retrieval::{FINDS_ANOTHER, lint_retrieval, lint_triage};
pub(super) use spoken::{amount_in, claims_of_unusable};

use super::{Entry, KnowledgeBase, Pack};
use crate::diagnostic::{Diagnostic, Source};

/// Everything that is wrong with a knowledge base on a day, in no particular order.
#[must_use]
pub fn lint(knowledge: &KnowledgeBase, today: Date) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    packs::lint(knowledge, &mut diagnostics);
    phrasings::lint(knowledge, &mut diagnostics);
    for pack in knowledge.packs() {
        spoken::lint_notice(pack, &mut diagnostics);
        // Also the entries that lost their id to another, and those that are left out for another
        // mistake: they are to be mended and used.
        for entry in pack.entries.iter().map(|entry| &**entry).chain(pack.left_out()) {
            links::lint(knowledge, pack, entry, &mut diagnostics);
            review::lint(pack, entry, today, &mut diagnostics);
            limits::lint(pack, entry, &mut diagnostics);
            spoken::lint(pack, entry, &mut diagnostics);
        }
    }
    diagnostics
}

/// The file of an entry, to report about.
fn file_of(entry: &Entry) -> Source<'_> {
    Source::new(&entry.path, "")
}

/// The line of a list's member; the line of the id where the list is not known by lines.
fn line_of(lines: &[usize], place: usize, entry: &Entry) -> usize {
    lines.get(place).copied().unwrap_or(entry.lines.id)
}

/// Whether the entries of a pack are files of their own, with sources and reviews. Those of a
/// JSON Lines file are lines without.
fn is_folder(pack: &Pack) -> bool {
    pack.manifest.is_some()
}
