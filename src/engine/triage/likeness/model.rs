//! The weights that were learnt from the examples, and what they make of some words.
//!
//! A multinomial logistic regression over hashed features: linear, so that what each word
//! contributed can be told exactly.
//!
//! **Invariant:** read where they lie in the program; nothing is built when it starts.

use super::features::{BUCKETS, Feature};
use crate::engine::outcome::Category;

/// The categories, and last what only sounds like one.
pub const CLASSES: usize = Category::ALL.len() + 1;

/// The place of what only sounds like a category.
pub const BENIGN: usize = CLASSES - 1;

/// The bytes before the weights: a scale, then a bias a class, as little-endian `f32`.
const HEADER: usize = 4 * (1 + CLASSES);

/// The size of the file of weights, in bytes.
pub const FILE_LENGTH: usize = HEADER + BUCKETS * CLASSES;

/// Weights as a file holds them.
#[derive(Clone, Copy, Debug)]
pub struct Model<'a> {
    file: &'a [u8; FILE_LENGTH],
}

impl<'a> Model<'a> {
    /// A model over the bytes of a file.
    #[must_use]
    pub const fn new(file: &'a [u8; FILE_LENGTH]) -> Self {
        Model { file }
    }

    /// The log odds of each class, up to what is the same for all.
    #[must_use]
    pub fn sums(&self, features: &[Feature]) -> [f32; CLASSES] {
        let mut sums = [0.0_f32; CLASSES];
        for feature in features {
            for (sum, weight) in sums.iter_mut().zip(self.row(feature)) {
                *sum += feature.value * weight;
            }
        }
        let scale = self.number(0);
        for (class, sum) in sums.iter_mut().enumerate() {
            *sum = *sum * scale + self.number(1 + class);
        }
        sums
    }

    /// What each word adds to a class against what only sounds alike, in log odds, by its place.
    #[must_use]
    pub fn contributions(&self, features: &[Feature], class: usize) -> Vec<f32> {
        let scale = self.number(0);
        let mut words: Vec<f32> = Vec::new();
        for feature in features {
            let place = feature.word as usize;
            if place >= words.len() {
                words.resize(place + 1, 0.0);
            }
            let row: Vec<f32> = self.row(feature).collect();
            words[place] += feature.value * scale * (row[class] - row[BENIGN]);
        }
        words
    }

    fn row(&self, feature: &Feature) -> impl Iterator<Item = f32> {
        let start = HEADER + feature.bucket as usize * CLASSES;
        self.file[start..start + CLASSES].iter().map(|&byte| f32::from(byte.cast_signed()))
    }

    fn number(&self, place: usize) -> f32 {
        let bytes = &self.file[4 * place..4 * place + 4];
        f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
    }
}

/// Turns log odds into shares of one.
#[must_use]
pub fn softmax(mut sums: [f32; CLASSES]) -> [f32; CLASSES] {
    let highest = sums.iter().copied().fold(f32::MIN, f32::max);
    let mut total = 0.0;
    for sum in &mut sums {
        *sum = (*sum - highest).exp();
        total += *sum;
    }
    sums.map(|sum| sum / total)
}

/// Writes weights (one row of classes a bucket) and biases as a file that [`Model`] reads.
#[must_use]
pub fn write(weights: &[[f32; CLASSES]], biases: [f32; CLASSES]) -> Vec<u8> {
    let (scale, bytes) = in_bytes(weights.as_flattened());
    let mut file = Vec::with_capacity(FILE_LENGTH);
    file.extend(scale.to_le_bytes());
    file.extend(biases.iter().flat_map(|bias| bias.to_le_bytes()));
    file.extend(bytes);
    file
}

/// Numbers as one signed byte each, and what a step of these is.
///
/// The few that are larger than all but a ten-thousandth of the others are cut to that size: they would
/// make the steps of all others coarser.
pub(super) fn in_bytes(numbers: &[f32]) -> (f32, impl Iterator<Item = u8>) {
    let mut sizes: Vec<f32> = numbers.iter().map(|number| number.abs()).collect();
    sizes.sort_unstable_by(f32::total_cmp);
    let most = sizes.get(sizes.len() - sizes.len() / 10_000 - 1).copied().unwrap_or(1.0);
    let scale = (most / 127.0).max(f32::MIN_POSITIVE);
    let bytes = numbers.iter().map(move |number| {
        let step = (number / scale).round().clamp(-127.0, 127.0);
        (step as i8).cast_unsigned()
    });
    (scale, bytes)
}
