//! What tells entries apart: a linear model over the features of the phrasings, learnt at load.
//!
//! A multinomial logistic regression with a ridge, by stochastic gradient descent over words, pairs
//! and letters together. A cosine asks how alike two texts are; this asks which features speak for
//! one entry *against* the others, which decides where entries share most of their words.
//!
//! **Invariant:** the same phrasings always give the same weights: no randomness, a fixed order.

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

/// Weights that are kept, at most: 4 MiB. A knowledge base beyond it does without this part.
const MOST_WEIGHTS: usize = 1 << 22;

/// More phrasings than this take longer to learn from than a start should.
const MOST_PHRASINGS: usize = 10_000;

/// Fewer than two entries have nothing to be told from.
const FEWEST_ENTRIES: usize = 2;

/// What is learnt from: features and phrasings as the index has them.
pub(super) struct Lesson<'i> {
    pub(super) entries: usize,
    pub(super) owners: &'i [Owner],
    pub(super) known: &'i [Known],
    pub(super) lists: &'i Lists,
    /// For words, pairs and letters one over the length of each phrasing in them.
    pub(super) shrink: &'i [Vec<f32>; 3],
    /// What each phrasing means, where there are word vectors.
    pub(super) senses: &'i Senses,
}

impl Lesson<'_> {
    /// Whether a knowledge base of this size can be learnt from in a moment.
    pub(super) fn is_short(&self) -> bool {
        self.entries >= FEWEST_ENTRIES
            && self.known.len().saturating_mul(width(self.entries)) <= MOST_WEIGHTS
            && self.owners.len() <= MOST_PHRASINGS
    }

    /// The features of a phrasing, each with its weight in a text of length one, and the numbers of its
    /// sense, which has the same length. With half of that, or half as much again, one question in a
    /// hundred fewer is ranked right on one of the validation splits of three public sets.
    fn features(&self, phrasing: usize, roots: [f32; 3]) -> impl Iterator<Item = (usize, f32)> {
        let shrink = self.shrink.each_ref().map(|part| part[phrasing]);
        let of_sense = self.senses.of_phrasing(phrasing as PhrasingPlace);
        self.lists
            .of(phrasing as PhrasingPlace)
            .iter()
            .map(move |feature| {
                let known = &self.known[feature as usize];
                let weight =
                    known.weight * shrink[known.part as usize] * roots[known.part as usize];
                (feature as usize, weight)
            })
            .chain((self.known.len()..).zip(of_sense.iter().copied()))
    }
}

/// The learnt weights: for each feature, one an entry, as a whole number of the feature's unit. In
/// eight bits they take a quarter of what they were learnt in; rounding moves log odds by less than a
/// hundredth.
pub(super) struct Contrast {
    /// The length of a row: the entries, and what fills it up.
    width: usize,
    weights: Box<[i8]>,
    /// For each feature what one step of its weights is worth.
    units: Box<[f32]>,
    /// Dimensions of senses, whose weights come last.
    senses: usize,
}

/// What each phrasing brought to the weights, to see how the model does without it.
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
        let ours: Vec<(usize, usize)> = lesson
            .owners
            .iter()
            .enumerate()
            .filter_map(|(place, owner)| match owner {
                Owner::Entry(entry) => Some((place, *entry as usize)),
                Owner::OutOfScope => None,
            })
            .collect();
        let mut weights = vec![0.0_f32; (lesson.known.len() + lesson.senses.dimensions) * width];
        let mut shares = vec![0.0_f32; lesson.owners.len() * entries];
        let ridge = 1.0 / (LOOSENESS * ours.len() as f32);
        // The ridge shrinks all weights at every step: one factor stands for all of them.
        let mut scale = 1.0_f32;
        let mut odds = vec![0.0_f32; width];
        let mut features: Vec<(usize, f32)> = Vec::new();
        let roots = [Part::Words, Part::Pairs, Part::Letters].map(root);
        let stride = stride(ours.len());
        let mut steps = 0;
        let epochs = (MOST_STEPS / ours.len().max(1)).clamp(1, EPOCHS);
        for epoch in 0..epochs {
            for turn in 0..ours.len() {
                let (place, owner) = ours[(turn * stride + epoch) % ours.len()];
                features.clear();
                features.extend(lesson.features(place, roots));
                odds.fill(0.0);
                for (feature, weight) in &features {
                    let row = &weights[feature * width..][..width];
                    add_times(row, weight * scale, &mut odds);
                }
                // What fills a row up to its width stays nought.
                let errors = &mut odds[..entries];
                to_shares(errors);
                errors[owner] -= 1.0;
                let step = STEP / (1.0 + STEP * ridge * steps as f32);
                steps += 1;
                scale *= 1.0 - step * ridge;
                let step = step / scale;
                for (feature, weight) in &features {
                    let row = &mut weights[feature * width..][..width];
                    add_times(&odds, -weight * step, row);
                }
                let share = &mut shares[place * entries..][..entries];
                for (share, error) in share.iter_mut().zip(&odds) {
                    *share -= step * error;
                }
            }
        }
        shares.iter_mut().for_each(|share| *share *= scale);
        let senses = lesson.senses.dimensions;
        let contrast = Contrast::new(entries, senses, &weights, scale);
        (contrast, Shares { entries, of_phrasing: shares, _learnt: weights })
    }

    /// Keeps the weights, each times a factor.
    fn new(entries: usize, senses: usize, weights: &[f32], factor: f32) -> Self {
        let mut kept = Vec::with_capacity(weights.len());
        let units = weights.chunks_exact(width(entries)).map(|row| {
            let greatest = row.iter().fold(0.0_f32, |most, weight| most.max(weight.abs()));
            let unit = greatest.max(f32::MIN_POSITIVE) / f32::from(i8::MAX);
            // Rounded by hand: older processors, for which programs are built, take a call for it.
            #[expect(
                clippy::cast_possible_truncation,
                reason = "no weight is greater than the greatest, which fits"
            )]
            kept.extend(row.iter().map(|weight| (weight / unit + 0.5_f32.copysign(*weight)) as i8));
            unit * factor
        });
        let units = units.collect();
        Contrast { width: width(entries), weights: kept.into_boxed_slice(), units, senses }
    }

    /// How many log odds there are: one an entry, and what fills up a row.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Adds to the log odds of every entry what one feature of a question says.
    pub(super) fn add(&self, feature: u32, part: Part, weight: f32, odds: &mut [f32]) {
        let row = &self.weights[feature as usize * self.width..][..self.width];
        add_row(row, weight * root(part) * self.units[feature as usize], odds);
    }

    /// Adds to the log odds of every entry what the sense of a question says.
    pub(super) fn add_sense(&self, sense: &[f32], odds: &mut [f32]) {
        let first = self.units.len() - self.senses;
        let rows = self.weights[first * self.width..].chunks_exact(self.width.max(1));
        for ((value, row), unit) in sense.iter().zip(rows).zip(&self.units[first..]) {
            add_row(row, value * unit, odds);
        }
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

/// Steps that visit every one of so many places once, far from the one before: the golden section,
/// moved until the two have no divisor in common.
fn stride(count: usize) -> usize {
    let start = (count as f32 * 0.618) as usize;
    (start.max(1)..).find(|stride| divisor(*stride, count) == 1).unwrap_or(1)
}

fn divisor(mut left: usize, mut right: usize) -> usize {
    while right != 0 {
        (left, right) = (right, left % right);
    }
    left
}
