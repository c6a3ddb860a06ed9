//! What tells entries apart: a linear model over the features of the phrasings, learnt at load.
//!
//! A multinomial logistic regression with a ridge, by stochastic gradient descent over words, pairs
//! and letters together. A cosine asks how alike two texts are; this asks which features speak for
//! one entry *against* the others, which decides where entries share most of their words.
//!
//! **Invariant:** the same phrasings always give the same weights: no randomness, an order that depends on
//! their texts alone.

use std::hash::Hasher as _;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::features::Part;
use super::gathering::{Known, Lists, Owner, PhrasingPlace};
use super::senses::Senses;

/// What words, pairs and letters weigh, before what is learnt. They add up to one.
///
/// A coarse search on splits of two public sets: anything near does as well within half a point.
const SHARES: [(Part, f32); 3] = [(Part::Words, 0.4), (Part::Pairs, 0.15), (Part::Letters, 0.45)];

/// Rounds over the phrasings. Five find half a point less, twenty nothing more.
const EPOCHS: usize = 10;

/// Steps, at most: of thousands of phrasings, one round teaches what ten teach of hundreds, and a
/// start should not wait for more.
const MOST_STEPS: usize = 6_000;

/// The length of a step. A text has length one, so that two moves its log odds by about one.
const STEP: f32 = 2.0;

/// How many observations' worth of evidence the ridge allows for: 10 to 30 do equally well.
const LOOSENESS: f32 = 15.0;

/// Weights, at most: 16 MiB while they are learnt, 4 MiB kept. A knowledge base beyond it does without this
/// part. Those of names, of which there is at most one an entry, come on top.
const MOST_WEIGHTS: usize = 1 << 22;

/// More phrasings than this take longer to learn from than a start should.
pub(super) const MOST_PHRASINGS: usize = 10_000;

/// Fewer than two entries have nothing to be told from.
const FEWEST_ENTRIES: usize = 2;

/// What is learnt from: features and phrasings as the index has them.
pub(super) struct Lesson<'i> {
    /// The text of each phrasing.
    pub(super) texts: &'i [Arc<str>],
    pub(super) entries: usize,
    pub(super) owners: &'i [Owner],
    pub(super) known: &'i [Known],
    pub(super) lists: &'i Lists,
    /// How many phrasings are names. They take no room from what can be learnt from without them.
    pub(super) names: usize,
    /// For words, pairs and letters one over the length of each phrasing in them.
    pub(super) shrink: &'i [Vec<f32>; 3],
    /// What each phrasing means, where there are word vectors.
    pub(super) senses: &'i Senses,
}

impl Lesson<'_> {
    /// Whether a knowledge base of this size can be learnt from in a moment.
    pub(super) fn is_short(&self) -> bool {
        self.entries >= FEWEST_ENTRIES
            && self.owners.len() <= MOST_PHRASINGS
            && (self.rows() - self.names).saturating_mul(width(self.entries)) <= MOST_WEIGHTS
    }

    /// How many rows of weights there are, at most: of features that several phrasings have, of senses and
    /// of phrasings.
    fn rows(&self) -> usize {
        let shared = self.known.iter().filter(|known| known.phrasings > 1).count();
        shared + self.senses.dimensions + self.ours().count()
    }

    /// The phrasings of entries, each with its entry. Nothing is learnt from questions out of scope.
    fn ours(&self) -> impl Iterator<Item = (usize, usize)> {
        self.owners.iter().enumerate().filter_map(|(place, owner)| match owner {
            Owner::Entry(entry) => Some((place, *entry as usize)),
            Owner::OutOfScope => None,
        })
    }

    /// The features of a phrasing, each with its weight in a text of length one.
    fn features(&self, phrasing: usize, roots: [f32; 3]) -> impl Iterator<Item = (usize, f32)> {
        let shrink = self.shrink.each_ref().map(|part| part[phrasing]);
        self.lists.of(phrasing as PhrasingPlace).iter().map(move |feature| {
            let known = &self.known[feature as usize];
            let weight = known.weight * shrink[known.part as usize] * roots[known.part as usize];
            (feature as usize, weight)
        })
    }
}

/// Where the weights of each feature are learnt.
struct Rows {
    /// For each feature its row, [`ALONE`] or [`UNTAUGHT`].
    of_feature: Vec<u32>,
    /// How many rows there are of features. Those of senses follow.
    shared: usize,
}

/// One phrasing has the feature. Whatever is learnt of it is learnt of that phrasing, so that its weights
/// are what the phrasing taught, times its own weight there. Most features are such.
const ALONE: u32 = u32::MAX - 1;

/// Only questions out of scope have the feature.
const UNTAUGHT: u32 = u32::MAX;

impl Rows {
    fn new(lesson: &Lesson, ours: &[(usize, usize)]) -> Self {
        let mut of_feature = vec![UNTAUGHT; lesson.known.len()];
        let mut shared = 0;
        for (place, _) in ours {
            for feature in lesson.lists.of(*place as PhrasingPlace).iter() {
                let row = &mut of_feature[feature as usize];
                if lesson.known[feature as usize].phrasings == 1 {
                    *row = ALONE;
                } else if *row == UNTAUGHT {
                    *row = shared;
                    shared += 1;
                }
            }
        }
        Rows { of_feature, shared: shared as usize }
    }
}

/// The learnt weights: rows of whole numbers, one an entry. In eight bits they take a quarter of what they
/// were learnt in; rounding moves log odds by less than a hundredth.
#[derive(Serialize, Deserialize)]
pub(super) struct Contrast {
    /// The length of a row: the entries, and what fills it up.
    width: usize,
    /// The rows of features that several phrasings have, those of senses, and those of phrasings.
    weights: Box<[i8]>,
    /// For each feature its row, and what one step of a weight is worth.
    features: Box<[(u32, f32)]>,
    /// The first row of senses.
    first_sense: usize,
    /// For each dimension of senses what one step of its weights is worth.
    senses: Box<[f32]>,
}

/// What each phrasing brought to the weights, to see how the model does without it. What it taught of a
/// feature is this times the weight that the feature has in it.
#[derive(Default)]
pub(super) struct Shares {
    entries: usize,
    of_phrasing: Vec<f32>,
    /// The weights as they were learnt, which are let go with the rest of the scaffold.
    _learnt: Vec<f32>,
}

impl Contrast {
    /// Learns from the phrasings. Questions out of scope are passed over.
    pub(super) fn learn(lesson: &Lesson) -> (Self, Shares) {
        let entries = lesson.entries;
        let width = width(entries);
        let ours: Vec<(usize, usize)> = lesson.ours().collect();
        let mut turns = ours.clone();
        let rows = Rows::new(lesson, &ours);
        let mut weights = vec![0.0_f32; (rows.shared + lesson.senses.dimensions) * width];
        let mut shares = vec![0.0_f32; lesson.owners.len() * entries];
        let ridge = 1.0 / (LOOSENESS * ours.len() as f32);
        // The ridge shrinks all weights at every step: one factor stands for all of them.
        let mut scale = 1.0_f32;
        let mut odds = vec![0.0_f32; width];
        let mut features: Vec<(usize, f32)> = Vec::new();
        let roots = [Part::Words, Part::Pairs, Part::Letters].map(root);
        let mut steps = 0;
        let epochs = (MOST_STEPS / ours.len().max(1)).clamp(1, EPOCHS);
        for epoch in 0..epochs {
            turns.sort_by_cached_key(|(place, _)| shuffled(&lesson.texts[*place], epoch));
            for &(place, owner) in &turns {
                features.clear();
                // Squares of the weights of features that no other phrasing has.
                let mut alone = 0.0;
                for (feature, weight) in lesson.features(place, roots) {
                    match rows.of_feature[feature] {
                        ALONE => alone += weight * weight,
                        row => features.push((row as usize, weight)),
                    }
                }
                // The numbers of its sense have the same length. With half of that, or half as much again,
                // one question in a hundred fewer is ranked right on one of three validation splits.
                let of_sense = lesson.senses.of_phrasing(place as PhrasingPlace);
                features.extend((rows.shared..).zip(of_sense.iter().copied()));
                odds.fill(0.0);
                for (row, weight) in &features {
                    let row = &weights[row * width..][..width];
                    add_times(row, weight * scale, &mut odds);
                }
                let share = &mut shares[place * entries..][..entries];
                add_times(share, alone * scale, &mut odds[..entries]);
                // What fills a row up to its width stays nought.
                let errors = &mut odds[..entries];
                to_shares(errors);
                errors[owner] -= 1.0;
                let step = STEP / (1.0 + STEP * ridge * steps as f32);
                steps += 1;
                scale *= 1.0 - step * ridge;
                let step = step / scale;
                for (row, weight) in &features {
                    let row = &mut weights[row * width..][..width];
                    add_times(&odds, -weight * step, row);
                }
                for (share, error) in share.iter_mut().zip(&odds) {
                    *share -= step * error;
                }
            }
        }
        shares.iter_mut().for_each(|share| *share *= scale);
        let contrast = Contrast::new(lesson, &rows, &weights, scale, &shares);
        (contrast, Shares { entries, of_phrasing: shares, _learnt: weights })
    }

    /// Keeps the weights, each times a factor, and what phrasings taught.
    fn new(lesson: &Lesson, rows: &Rows, weights: &[f32], factor: f32, shares: &[f32]) -> Self {
        let (entries, width) = (lesson.entries, width(lesson.entries));
        let first_phrasing = weights.len() / width;
        let mut kept = Kept::new(width, weights.len() + lesson.ours().count() * width);
        weights.chunks_exact(width).for_each(|row| kept.add(row, factor));
        for (phrasing, _) in lesson.ours() {
            kept.add(&shares[phrasing * entries..][..entries], 1.0);
        }
        let mut features: Vec<(u32, f32)> = rows
            .of_feature
            .iter()
            .map(|row| (*row, kept.units.get(*row as usize).copied().unwrap_or_default()))
            .collect();
        let roots = [Part::Words, Part::Pairs, Part::Letters].map(root);
        for ((phrasing, _), row) in lesson.ours().zip(first_phrasing..) {
            for (feature, weight) in lesson.features(phrasing, roots) {
                if features[feature].0 == ALONE {
                    features[feature] = (row as u32, weight * kept.units[row]);
                }
            }
        }
        Contrast {
            width,
            weights: kept.weights.into_boxed_slice(),
            features: features.into_boxed_slice(),
            first_sense: rows.shared,
            senses: kept.units[rows.shared..first_phrasing].into(),
        }
    }

    /// How many log odds there are: one an entry, and what fills up a row.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Adds to the log odds of every entry what one feature of a question says.
    pub(super) fn add(&self, feature: u32, part: Part, weight: f32, odds: &mut [f32]) {
        let (row, unit) = self.features[feature as usize];
        if row != UNTAUGHT {
            let row = &self.weights[row as usize * self.width..][..self.width];
            add_row(row, weight * root(part) * unit, odds);
        }
    }

    /// Adds to the log odds of every entry what the sense of a question says.
    pub(super) fn add_sense(&self, sense: &[f32], odds: &mut [f32]) {
        let rows = self.weights[self.first_sense * self.width..].chunks_exact(self.width.max(1));
        for ((value, row), unit) in sense.iter().zip(rows).zip(&self.senses) {
            add_row(row, value * unit, odds);
        }
    }
}

/// Rows of weights as they are kept.
struct Kept {
    width: usize,
    weights: Vec<i8>,
    /// What one step of each row is worth.
    units: Vec<f32>,
}

impl Kept {
    fn new(width: usize, capacity: usize) -> Self {
        Kept { width, weights: Vec::with_capacity(capacity), units: Vec::new() }
    }

    /// Adds a row, filled up to its width, each weight times a factor.
    fn add(&mut self, row: &[f32], factor: f32) {
        let greatest = row.iter().fold(0.0_f32, |most, weight| most.max(weight.abs()));
        let unit = greatest.max(f32::MIN_POSITIVE) / f32::from(i8::MAX);
        // Rounded by hand: older processors, for which programs are built, take a call for it.
        #[expect(
            clippy::cast_possible_truncation,
            reason = "no weight is greater than the greatest, which fits"
        )]
        self.weights
            .extend(row.iter().map(|weight| (weight / unit + 0.5_f32.copysign(*weight)) as i8));
        self.units.push(unit * factor);
        self.weights.resize(self.units.len() * self.width, 0);
    }
}

/// Adds a row of weights, each times a factor.
fn add_row(row: &[i8], factor: f32, odds: &mut [f32]) {
    for (sum, learnt) in odds.iter_mut().zip(row) {
        *sum += factor * f32::from(*learnt);
    }
}

/// Adds numbers, each times a factor.
fn add_times(numbers: &[f32], factor: f32, sums: &mut [f32]) {
    for (sum, number) in sums.iter_mut().zip(numbers) {
        *sum += factor * number;
    }
}

/// Numbers that are worked out at once: a whole number of what a processor's registers hold.
const LANES: usize = 8;

/// The length of a row with a number for each of so many entries.
fn width(entries: usize) -> usize {
    entries.next_multiple_of(LANES)
}

impl Shares {
    /// Takes out of the log odds what a phrasing taught, by its likeness to the question.
    pub(super) fn take_out(&self, phrasing: u32, likeness: f32, odds: &mut [f32]) {
        let Some(shares) = self.of_phrasing.get(phrasing as usize * self.entries..) else { return };
        for (odds, share) in odds.iter_mut().zip(&shares[..self.entries]) {
            *odds -= share * likeness;
        }
    }
}

/// How much a product of weights of this part counts in the likeness of two texts.
pub(super) fn share(part: Part) -> f32 {
    SHARES.iter().find(|(known, _)| *known == part).map_or(0.0, |(_, share)| *share)
}

fn root(part: Part) -> f32 {
    share(part).sqrt()
}

/// Turns log odds into shares of one.
fn to_shares(odds: &mut [f32]) {
    let most = odds.iter().copied().fold(f32::MIN, f32::max);
    let mut sum = 0.0;
    for value in odds.iter_mut() {
        *value = (*value - most).exp();
        sum += *value;
    }
    for value in odds {
        *value /= sum;
    }
}

/// A number for a text in a round, which has nothing to do with what it says. In the order of these the
/// phrasings of an entry stand far apart, and where one comes or goes all others keep their turns: of 2,079
/// labelled questions four come out otherwise with one phrasing fewer, where with turns by count it were 22.
fn shuffled(text: &str, epoch: usize) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.write_usize(epoch);
    hasher.finish()
}
