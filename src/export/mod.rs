//! A knowledge base as one text that `import` reads back. Pure.
//!
//! **Invariant:** whatever an entry or a pack holds is in the text, but for where it was read.

mod json_lines;
pub mod patch;
pub mod server;
mod table;

use clap::ValueEnum;

use crate::engine::knowledge::{Entry, KnowledgeBase, Pack};

/// The form of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// JSON Lines: a line for each pack and each entry.
    Jsonl,
    /// Comma-separated values.
    Csv,
    /// Tab-separated values.
    Tsv,
}

/// The whole knowledge base as one text.
#[must_use]
pub fn export(knowledge: &KnowledgeBase, format: Format) -> String {
    match format {
        Format::Jsonl => json_lines::write(knowledge),
        Format::Csv => table::write(knowledge, b','),
        Format::Tsv => table::write(knowledge, b'\t'),
    }
}

/// Each pack with those of its entries that the knowledge base uses, in order.
fn packs(knowledge: &KnowledgeBase) -> impl Iterator<Item = (&Pack, Vec<&Entry>)> {
    let mut place = 0;
    knowledge.packs().iter().map(move |pack| {
        let start = place;
        // Entries stand in the order of their packs, so each pack's are a run.
        while place < knowledge.len() && std::ptr::eq(knowledge.pack_of(place), pack) {
            place += 1;
        }
        (pack, (start..place).map(|place| knowledge.entry_at(place)).collect())
    })
}
