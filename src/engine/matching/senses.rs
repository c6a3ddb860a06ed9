//! What texts mean, by the vectors of their words: for questions in other words than the phrasings'.
//!
//! The sense of a text is the mean of its words' vectors, frequent words counting less (smooth
//! inverse frequency: Arora, Liang and Ma, 2017), made one long.
//!
//! **Invariant:** without vectors there are no senses, and every score is what it was.

use std::sync::Arc;

use super::analysis::Unit;
use super::gathering::{Owner, PhrasingPlace};
use crate::engine::vectors::WordVectors;

/// Phrasings that count as having nothing in common, so that a handful is not emptied of what it means.
const FEW: f32 = 10.0;

/// What the nearness of senses has of a score where no contrast is learnt. Without their contrast, one
/// question in a hundred more is ranked right on the validation splits of the two public sets on banks;
/// with twice as much, the in-house words of a third one count too little.
pub(super) const NEARNESS: f32 = 0.15;

/// More phrasings than this do without, as they do without the contrast, so that neither the memory nor
/// the time for a question grows with them.
pub(super) const MOST_PHRASINGS: usize = 10_000;

/// How alike two words are, at least, to be shown as brought together. Vectors of unlike words have
/// cosines around nought once what is common to all was taken out.
const ALIKE: f32 = 0.4;

/// Words with this share of a text count half. The paper takes 0.001 for sentences; with a third of it,
/// half a question in a hundred to a whole one more is ranked right on each of three public sets.
const SMOOTHING: f32 = 3e-4;

/// The senses of all phrasings and entries.
#[derive(Default)]
pub(super) struct Senses {
    vectors: Option<Arc<WordVectors>>,
    /// How many numbers a sense has.
    pub(super) dimensions: usize,
    /// Of each phrasing, one after the other; nought where no word of it is known.
    phrasings: Vec<f32>,
    /// What the phrasings have in common, which tells none from another.
    middle: Vec<f32>,
    /// Of each entry the sum of its phrasings'.
    entries: Vec<f32>,
}

/// The mean of a text's words, frequent ones counting less, and the share of it that has vectors; nothing
/// where there are none.
pub(super) fn mean(vectors: Option<&Arc<WordVectors>>, units: &[Unit<'_>]) -> (Vec<f32>, f32) {
    let Some(vectors) = vectors else { return (Vec::new(), 0.0) };
    let mut sense = vec![0.0; vectors.dimensions()];
    let mut word_vector = vec![0.0; vectors.dimensions()];
    let (mut known, mut total) = (0.0, 0.0);
    for word in units.iter().flat_map(|unit| unit.surface.split(' ')) {
        if let Some(found) = vectors.find(word, &mut word_vector) {
            let share = smooth(found.rank);
            known += share;
            total += share;
            for (sum, value) in sense.iter_mut().zip(&word_vector) {
                *sum += share * value;
            }
        } else {
            total += 1.0;
        }
    }
    to_length_one(&mut sense);
    let known: f32 = if total > 0.0 { known / total } else { 0.0 };
    (sense, known)
}

impl Senses {
    /// No senses yet.
    pub(super) fn new(vectors: Option<&Arc<WordVectors>>) -> Self {
        let dimensions = vectors.map_or(0, |vectors| vectors.dimensions());
        Senses { vectors: vectors.cloned(), dimensions, ..Senses::default() }
    }

    /// Whether there are no vectors.
    pub(super) fn is_empty(&self) -> bool {
        self.vectors.is_none()
    }

    /// The sense of a question; empty where there are no vectors.
    ///
    /// Words without a vector make it shorter, by as much as they would if theirs stood at a right
    /// angle to the rest: misspelt and in-house words say nothing here, and the less of a question is
    /// known, the less its sense should count. Of phrasings nothing is taken; that they are as long as
    /// each other helps to learn.
    pub(super) fn of_question(&self, units: &[Unit<'_>]) -> Vec<f32> {
        if self.is_empty() {
            return Vec::new();
        }
        let (mut sense, known) = mean(self.vectors.as_ref(), units);
        self.centre(&mut sense);
        let length = known.sqrt();
        sense.iter_mut().for_each(|value| *value *= length);
        sense
    }

    /// Takes out of a sense what all phrasings mean.
    fn centre(&self, sense: &mut [f32]) {
        if sense.iter().any(|value| *value != 0.0) {
            sense.iter_mut().zip(&self.middle).for_each(|(value, middle)| *value -= middle);
            to_length_one(sense);
        }
    }

    /// Adds the means of some phrasings, one after the other.
    pub(super) fn add(&mut self, means: &[f32]) {
        self.phrasings.extend(means);
    }

    /// Sums up what the entries are about.
    pub(super) fn finish(&mut self, owners: &[Owner], entries: usize) {
        if self.is_empty() {
            return;
        }
        let mut middle = vec![0.0; self.dimensions];
        let few = FEW + owners.len() as f32;
        for sense in self.phrasings.chunks_exact(self.dimensions) {
            middle.iter_mut().zip(sense).for_each(|(sum, value)| *sum += value / few);
        }
        self.middle = middle;
        let mut phrasings = std::mem::take(&mut self.phrasings);
        phrasings.chunks_exact_mut(self.dimensions).for_each(|sense| self.centre(sense));
        self.phrasings = phrasings;
        self.entries = vec![0.0; entries * self.dimensions];
        for (owner, sense) in owners.iter().zip(self.phrasings.chunks_exact(self.dimensions)) {
            if let Owner::Entry(entry) = owner {
                let sum = &mut self.entries[*entry as usize * self.dimensions..];
                sum.iter_mut().zip(sense).for_each(|(sum, value)| *sum += value);
            }
        }
    }

    /// The phrasing of these that is nearest to a sense.
    pub(super) fn nearest(
        &self,
        sense: &[f32],
        phrasings: std::ops::Range<PhrasingPlace>,
    ) -> Option<PhrasingPlace> {
        let near = |phrasing: &PhrasingPlace| product(sense, self.of_phrasing(*phrasing));
        phrasings.max_by(|left, right| near(left).total_cmp(&near(right)))
    }

    /// The word of some units that is most like those of a unit, if it is alike enough.
    pub(super) fn most_alike<'u, 't>(
        &self,
        unit: &Unit<'_>,
        others: &'u [Unit<'t>],
    ) -> Option<&'u Unit<'t>> {
        let of = |unit: &Unit<'_>| {
            let mut vector = vec![0.0; self.dimensions];
            self.vectors.as_ref()?.find(&unit.surface, &mut vector)?;
            to_length_one(&mut vector);
            Some(vector)
        };
        let ours = of(unit)?;
        let alike = |other: &'u Unit<'t>| Some((product(&ours, &of(other)?), other));
        let best = others.iter().filter_map(alike).max_by(|left, right| left.0.total_cmp(&right.0));
        best.filter(|(cosine, _)| *cosine >= ALIKE).map(|(_, other)| other)
    }

    /// The sense of a phrasing.
    pub(super) fn of_phrasing(&self, phrasing: PhrasingPlace) -> &[f32] {
        let start = phrasing as usize * self.dimensions;
        self.phrasings.get(start..start + self.dimensions).unwrap_or_default()
    }

    /// How near a sense is to that of an entry, from -1 to 1, without one of its phrasings.
    pub(super) fn nearness(
        &self,
        sense: &[f32],
        entry: u32,
        without: Option<PhrasingPlace>,
    ) -> f32 {
        let start = entry as usize * self.dimensions;
        let Some(sum) = self.entries.get(start..start + self.dimensions) else { return 0.0 };
        let (mut along, mut length) = (0.0, 0.0);
        let hidden = without.map_or(&[][..], |phrasing| self.of_phrasing(phrasing));
        for (place, (value, sum)) in sense.iter().zip(sum).enumerate() {
            let left = sum - hidden.get(place).copied().unwrap_or(0.0);
            along += value * left;
            length += left * left;
        }
        if length > 1e-6 { along / length.sqrt() } else { 0.0 }
    }
}

/// How much a word counts by how many are more frequent (Zipf's law gives how frequent it is).
fn smooth(rank: u32) -> f32 {
    let frequency = 0.1 / (rank as f32 + 10.0);
    SMOOTHING / (SMOOTHING + frequency)
}

/// The scalar product, summed in eight lanes: a sum in one order alone cannot be done many at a time.
pub(super) fn product(left: &[f32], right: &[f32]) -> f32 {
    let (left, left_rest) = left.as_chunks::<8>();
    let (right, right_rest) = right.as_chunks::<8>();
    let mut lanes = [0.0; 8];
    for (left, right) in left.iter().zip(right) {
        for (lane, (left, right)) in lanes.iter_mut().zip(left.iter().zip(right)) {
            *lane += left * right;
        }
    }
    let rest: f32 = left_rest.iter().zip(right_rest).map(|(left, right)| left * right).sum();
    lanes.iter().sum::<f32>() + rest
}

fn to_length_one(vector: &mut [f32]) {
    let length = product(vector, vector).sqrt();
    if length > f32::MIN_POSITIVE {
        vector.iter_mut().for_each(|value| *value /= length);
    }
}
