//! Reads the words of a question as those that were meant.
//!
//! **Invariant:** a word that any layer knows is never corrected.

use super::segment::Layer;

/// A word as it is read, and what correcting it cost.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spelt<'q> {
    pub(super) word: &'q str,
    /// Nothing where it was typed right.
    pub(super) cost: usize,
}

/// Corrects words by the words of all layers.
pub(super) fn spell<'q>(layers: &'q [Layer], words: &[&'q str]) -> Vec<Spelt<'q>> {
    let indexes = || layers.iter().map(|layer| &layer.segment.index);
    let is_english = indexes().next().is_some_and(|index| index.analyser.language.is_english());
    let mut spelt = Vec::with_capacity(words.len());
    for &word in words {
        let spellers = || indexes().map(|index| &index.speller);
        if layers.len() > 1 && spellers().any(|speller| speller.knows(word)) {
            spelt.push(Spelt { word, cost: 0 });
            continue;
        }
        let corrected = spellers().filter_map(|speller| {
            let found = speller.correct(word, is_english)?;
            // Of two that are as near, a word of the knowledge base goes before one of the language.
            Some(((found.cost, !speller.knows(found.word)), found))
        });
        if let Some((_, found)) = corrected.min_by_key(|(order, _)| *order) {
            spelt.push(Spelt { word: found.word, cost: found.cost });
        } else if let Some((head, tail)) =
            is_english.then(|| spellers().find_map(|speller| speller.split(word))).flatten()
        {
            spelt.extend([head, tail].map(|word| Spelt { word, cost: 0 }));
        } else {
            spelt.push(Spelt { word, cost: 0 });
        }
    }
    spelt
}
