//! Reads the words of a question as those that were meant.
//!
//! **Invariant:** a word that any index knows is never corrected.

use super::index::Index;
use super::speller::Correction;

/// A word as it is read, and what correcting it cost.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelt<'q> {
    pub(super) word: &'q str,
    /// Nothing where it was typed right.
    pub(super) cost: usize,
}

/// Corrects words by the words of some indexes, the first of which decides between equals.
pub(super) fn spell<'q>(indexes: &[&'q Index], words: &[&'q str]) -> Vec<Spelt<'q>> {
    let is_english = indexes.first().is_some_and(|index| index.analyser.language.is_english());
    let mut spelt = Vec::with_capacity(words.len());
    for &word in words {
        let mut spellers = indexes.iter().map(|index| &index.speller);
        if indexes.len() > 1 && spellers.clone().any(|speller| speller.knows(word)) {
            spelt.push(Spelt { word, cost: 0 });
            continue;
        }
        let corrections = spellers.clone().filter_map(|speller| speller.correct(word, is_english));
        if let Some(Correction { word, cost }) = corrections.min_by_key(|found| found.cost) {
            spelt.push(Spelt { word, cost });
        } else if let Some((head, tail)) =
            is_english.then(|| spellers.find_map(|speller| speller.split(word))).flatten()
        {
            spelt.extend([head, tail].map(|word| Spelt { word, cost: 0 }));
        } else {
            spelt.push(Spelt { word, cost: 0 });
        }
    }
    spelt
}
