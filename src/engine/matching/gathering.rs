//! Gathers the features of all phrasings while an index is built.
//!
//! **Invariant:** a feature gets its number when it is first seen, so the same phrasings always
//! give the same numbers.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::features::{Feature, Part};
use super::numbers::{Numbers, Slice};

/// The place of a phrasing in the index.
pub(super) type PhrasingPlace = u32;

/// What a phrasing belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) enum Owner {
    /// The entry at this place of the knowledge base.
    Entry(u32),
    /// Nobody: a question that is known to be out of scope.
    OutOfScope,
}

/// One feature that the index knows.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Known {
    /// What it weighs in a text, before the text is given length one.
    pub(super) weight: f32,
    pub(super) part: Part,
    /// How many phrasings have it.
    pub(super) phrasings: u32,
    /// Where `Postings` has its phrasings; empty where there are too many.
    pub(super) start: u32,
    pub(super) end: u32,
    /// The postings of entries: a range of `entry_postings`.
    pub(super) entry_start: u32,
    pub(super) entry_end: u32,
}

/// How a word stands in an entry.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct InEntry {
    pub(super) entry: u32,
    /// Its weight in the direction of all phrasings together.
    pub(super) weight: f32,
    /// How many of the entry's phrasings have it.
    pub(super) phrasings: u32,
}

/// What is counted of a feature.
pub(super) struct Count {
    pub(super) key: u64,
    pub(super) part: Part,
    /// The share of its weight that it carries in every text.
    pub(super) share: f32,
    /// How common it is in English, where it is a word.
    pub(super) band: u8,
    /// How many phrasings have it.
    pub(super) phrasings: u32,
    /// How many entries have it.
    pub(super) entries: u32,
    last_owner: Owner,
}

/// The features of every phrasing, by number and in order.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) owners: Vec<Owner>,
    /// The number of each feature, by its key.
    pub(super) places: FxHashMap<u64, u32>,
    pub(super) counts: Vec<Count>,
    features: Vec<u32>,
    ends: Vec<u32>,
}

impl Texts {
    /// Adds a phrasing.
    pub(super) fn add(&mut self, owner: Owner, features: &[Feature]) {
        for feature in features {
            let next = self.counts.len() as u32;
            let place = *self.places.entry(feature.key).or_insert(next);
            if place == next {
                self.counts.push(Count {
                    key: feature.key,
                    part: feature.part,
                    share: feature.share,
                    band: feature.band,
                    phrasings: 0,
                    entries: 0,
                    last_owner: Owner::OutOfScope,
                });
            }
            let count = &mut self.counts[place as usize];
            count.phrasings += 1;
            // Questions out of scope tell no entry from another, so they do not count here.
            if count.last_owner != owner && owner != Owner::OutOfScope {
                count.entries += 1;
                count.last_owner = owner;
            }
            self.features.push(place);
        }
        let start = self.ends.last().map_or(0, |end| *end as usize);
        self.features[start..].sort_unstable();
        self.ends.push(self.features.len() as u32);
        self.owners.push(owner);
    }

    /// The features of each phrasing.
    pub(super) fn lists(&self) -> Lists {
        Lists { features: Numbers::new(&self.features), ends: self.ends.as_slice().into() }
    }
}

/// The features of each phrasing, by number and in order.
#[derive(Serialize, Deserialize)]
pub(super) struct Lists {
    features: Numbers,
    ends: Box<[u32]>,
}

impl Lists {
    /// The features of a phrasing.
    pub(super) fn of(&self, phrasing: PhrasingPlace) -> Slice<'_> {
        let place = phrasing as usize;
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        self.features.at(start..self.ends[place])
    }
}

/// Sums of the phrasings of each entry, one entry after the other.
pub(super) struct Sums {
    /// For each feature its sum in the entry at hand, and in how many phrasings.
    current: Vec<(f32, u32)>,
    /// Features with a sum.
    touched: Vec<u32>,
    entry: Option<u32>,
    lengths: Vec<f32>,
    /// Features with what they are in an entry.
    found: Vec<(u32, InEntry)>,
}

impl Sums {
    /// Sums over so many features and entries.
    pub(super) fn new(features: usize, entries: usize) -> Self {
        Sums {
            current: vec![(0.0, 0); features],
            touched: Vec::new(),
            entry: None,
            lengths: vec![0.0; entries],
            found: Vec::new(),
        }
    }

    /// Adds a feature of a phrasing of an entry.
    pub(super) fn add(&mut self, entry: u32, feature: u32, weight: f32) {
        if self.entry != Some(entry) {
            self.close();
            self.entry = Some(entry);
        }
        let sum = &mut self.current[feature as usize];
        if sum.1 == 0 {
            self.touched.push(feature);
        }
        sum.0 += weight;
        sum.1 += 1;
    }

    /// Every sum as a direction, listed by feature; and how long each sum was.
    pub(super) fn finish(mut self, known: &mut [Known]) -> (Vec<InEntry>, Vec<f32>) {
        self.close();
        self.found.sort_unstable_by_key(|(feature, found)| (*feature, found.entry));
        for (place, (feature, _)) in (0..).zip(&self.found) {
            let known = &mut known[*feature as usize];
            if known.entry_end == 0 {
                known.entry_start = place;
            }
            known.entry_end = place + 1;
        }
        (self.found.into_iter().map(|(_, found)| found).collect(), self.lengths)
    }

    fn close(&mut self) {
        let Some(entry) = self.entry else { return };
        let squared = |&feature: &u32| self.current[feature as usize].0.powi(2);
        let length = self.touched.iter().map(squared).sum::<f32>().sqrt();
        self.lengths[entry as usize] = length;
        for feature in self.touched.drain(..) {
            let (sum, phrasings) = std::mem::take(&mut self.current[feature as usize]);
            let weight = sum / length.max(f32::MIN_POSITIVE);
            self.found.push((feature, InEntry { entry, weight, phrasings }));
        }
    }
}
