//! JSON Lines: `{"pack": {…}}` for a pack, then a line for each of its entries.
//!
//! **Invariant:** every line is one JSON object.

use serde::Serialize;

use crate::engine::knowledge::{KnowledgeBase, PackRow, Row};

#[derive(Serialize)]
struct OfPack {
    pack: PackRow,
}

/// The whole knowledge base.
pub(super) fn write(knowledge: &KnowledgeBase) -> String {
    let mut text = String::new();
    for (pack, entries) in super::packs(knowledge) {
        line(&mut text, &OfPack { pack: PackRow::from(pack) });
        for entry in entries {
            line(&mut text, &Row::from(entry));
        }
    }
    text
}

fn line(text: &mut String, row: &impl Serialize) {
    // Strings, lists and finite numbers under string keys: there is nothing JSON cannot hold.
    if let Ok(json) = serde_json::to_string(row) {
        text.push_str(&json);
        text.push('\n');
    }
}
