//! Definition lists, of Markdown and of HTML alike.
//!
//! **Invariant:** every term of a list reaches the blocks, as a question or as text.

use super::block::{Block, BlockKind};
use super::words::asks;

/// One term with what it means.
#[derive(Clone, Debug, Default)]
pub(super) struct Definition {
    term: String,
    meaning: String,
    from: usize,
    to: usize,
}

/// Adds a term. Terms that follow each other share a meaning.
pub(super) fn add_term(found: &mut Vec<Definition>, term: String, from: usize, to: usize) {
    if let Some(last) = found.last_mut().filter(|last| last.meaning.is_empty()) {
        last.term = format!("{} / {term}", last.term);
        return;
    }
    found.push(Definition { term, meaning: String::new(), from, to });
}

/// Adds to the meaning of the last term. A meaning without a term is nobody's.
pub(super) fn add_meaning(found: &mut [Definition], meaning: &str, to: usize) {
    let Some(last) = found.last_mut() else { return };
    if !last.meaning.is_empty() {
        last.meaning.push_str("\n\n");
    }
    last.meaning.push_str(meaning.trim());
    last.to = last.to.max(to);
}

/// The list as questions with answers. Where it only labels values ("Author: A. Smith"), text.
pub(super) fn blocks(found: Vec<Definition>) -> Vec<Block> {
    /// A meaning of so few words is a value.
    const VALUE: usize = 3;
    let labels =
        found.iter().all(|it| !asks(&it.term) && it.meaning.split_whitespace().count() <= VALUE);
    let mut blocks = Vec::new();
    for Definition { term, meaning, from, to } in found {
        if labels {
            blocks.push(Block::new(BlockKind::Text, format!("**{term}**: {meaning}"), from, to));
            continue;
        }
        blocks.push(Block::new(BlockKind::Question, term, from, from));
        blocks.push(Block::new(BlockKind::Text, meaning, from, to));
        blocks.push(Block::new(BlockKind::EndOfAnswer, "", to, to));
    }
    blocks
}
