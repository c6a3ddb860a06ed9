//! The features that a text is compared by, and how much each weighs.
//!
//! Three kinds: words (with their synonyms), pairs of neighbouring words, and runs of three
//! letters. Each is a key of 64 bits, so that comparing texts never compares strings.
//!
//! **Invariant:** the same text always gives the same features in the same order.

use std::hash::Hasher as _;

use serde::{Deserialize, Serialize};

use super::analysis::Unit;

/// A part of the score, in the order in which explanations list them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Words in common with the phrasing, synonyms among them.
    Words,
    /// Pairs of neighbouring words in common with the phrasing.
    Pairs,
    /// Runs of three letters in common with the phrasing.
    Letters,
    /// Words in common with all phrasings of the entry together.
    Entry,
    /// The scores of the entry's next two phrasings.
    Support,
    /// What tells the entry from the others, as learnt from all phrasings.
    Contrast,
    /// What the words mean, where word vectors are given.
    Meaning,
}

impl Part {
    /// Every part.
    pub const ALL: [Part; 7] = [
        Part::Words,
        Part::Pairs,
        Part::Letters,
        Part::Entry,
        Part::Support,
        Part::Contrast,
        Part::Meaning,
    ];

    /// The part of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.name() == name)
    }

    /// The name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Part::Words => "words",
            Part::Pairs => "pairs",
            Part::Letters => "letters",
            Part::Entry => "entry",
            Part::Support => "support",
            Part::Contrast => "contrast",
            Part::Meaning => "meaning",
        }
    }
}

/// A synonym counts for this much of the word itself.
///
/// High, since a pack's synonyms were chosen by hand; below one, so that the very word wins.
pub(super) const SYNONYM: f32 = 0.85;

/// One feature of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Feature {
    pub(super) key: u64,
    pub(super) part: Part,
    /// How common the word is in English, where the feature is a word.
    pub(super) band: u8,
    /// The share of the weight that this feature carries, from 0 to 1.
    pub(super) share: f32,
    /// The unit that it comes from.
    pub(super) unit: u32,
}

/// The features of a text, without weights. Kept from one text to the next, it needs no new room.
#[derive(Default)]
pub(super) struct Features {
    list: Vec<Feature>,
    /// The keys in the list, by their bits (linear probing; Knuth, volume 3): a quarter of what
    /// sorting them takes.
    seen: Vec<u64>,
}

impl Features {
    /// Reads a text: every feature once, in the order in which they stand in it.
    pub(super) fn read(&mut self, units: &[Unit<'_>]) -> &[Feature] {
        // A word has two features at most, a pair, and a run of letters for each letter.
        let most: usize = units.iter().map(|unit| unit.surface.len() + 4).sum();
        self.list.clear();
        self.list.reserve(most);
        self.seen.clear();
        self.seen.resize((most * 2).next_power_of_two(), 0);
        let mut before = START;
        for (place, unit) in (0..).zip(units) {
            let feature =
                |key, part, share| Feature { key, part, band: unit.band, share, unit: place };
            let name = match unit.concept {
                Some(concept) => {
                    let concept = concept_key(concept);
                    // Squares of the shares sum to one, as the weights are compared by their products.
                    self.push(feature(unit.key, Part::Words, (1.0 - SYNONYM).sqrt()));
                    self.push(feature(concept, Part::Words, SYNONYM.sqrt()));
                    concept
                }
                None => {
                    self.push(feature(unit.key, Part::Words, 1.0));
                    unit.key
                }
            };
            self.push(feature(pair_key(before, name), Part::Pairs, 1.0));
            before = name;
            if unit.band >= LETTERS_BAND {
                let mut window = [' ', ' ', ' '];
                for letter in unit.surface.chars().chain([' ']) {
                    window = [window[1], window[2], letter];
                    if window[1] != ' ' {
                        self.push(feature(letters_key(window), Part::Letters, 1.0));
                    }
                }
            }
        }
        &self.list
    }

    /// Adds a feature that is new: a repeated word is said once.
    fn push(&mut self, feature: Feature) {
        let last = self.seen.len() - 1;
        // Nought marks what is free.
        let key = feature.key.max(1);
        let mut place = (key >> 32) as usize & last;
        while self.seen[place] != 0 {
            if self.seen[place] == key {
                return;
            }
            place = (place + 1) & last;
        }
        self.seen[place] = key;
        self.list.push(feature);
    }
}

/// The 31 most frequent words are articles and the like: their letters are noise.
const LETTERS_BAND: u8 = 5;

/// Stands before the first word, so that how a text begins is a pair too.
const START: u64 = 0;

/// The key of a word or a phrase, by its stem.
pub(super) fn term_key(stem: &str) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(stem.as_bytes());
    hasher.write_u8(1);
    hasher.finish()
}

fn concept_key(concept: u32) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write_u32(concept);
    hasher.write_u8(2);
    hasher.finish()
}

fn pair_key(left: u64, right: u64) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write_u64(left);
    hasher.write_u64(right);
    hasher.write_u8(3);
    hasher.finish()
}

fn letters_key(letters: [char; 3]) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    for letter in letters {
        hasher.write_u32(u32::from(letter));
    }
    hasher.write_u8(4);
    hasher.finish()
}
