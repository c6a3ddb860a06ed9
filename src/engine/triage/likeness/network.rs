//! What a small network makes of some words: what the regression beside it cannot see.
//!
//! Each word is a vector. Filters look at one, two and three words in a row, and of each filter the
//! place where it finds most counts (a convolutional network with max pooling: Kim 2014, "Convolutional
//! Neural Networks for Sentence Classification"). So a word may mean something else beside another, and
//! long talk around a cry outweighs nothing. The vectors began as those of `GloVe` (Pennington, Socher and
//! Manning, 2014), so that a word that no example has is like those that mean something alike.
//!
//! **Invariant:** the vectors are read where they lie in the program; what a filter found is told with the
//! words that it found it in, so that what each word contributed adds up.

use std::hash::Hasher as _;

use rustc_hash::FxHasher;

use super::features::{counted_as, upper_bits};
use super::model::{CLASSES, in_bytes};

/// How many numbers the vector of a word has. With 64 it takes twice as long and found less than one cry in a
/// hundred more.
pub const DIMENSIONS: usize = 32;

/// How many filters of each width there are.
pub const FILTERS: usize = 48;

/// How many words in a row the filters look at. With five as well, it takes twice as long: a second network
/// instead finds more.
pub const WIDTHS: [usize; 3] = [1, 2, 3];

/// How many filters there are.
pub const POOLED: usize = FILTERS * WIDTHS.len();

/// How many vectors the words share that have none of their own.
pub const UNKNOWN: usize = 4096;

/// The vector of a word.
pub type Vector = [f32; DIMENSIONS];

/// The filters, and what their findings say of the classes.
#[derive(Clone, Debug)]
pub struct Layers {
    /// For each width: for each word and number of a vector, a weight a filter.
    pub filters: [Vec<f32>; WIDTHS.len()],
    /// What is added to the finding of each filter.
    pub offsets: Vec<f32>,
    /// For each filter, a weight a class.
    pub outputs: Vec<f32>,
    /// A bias a class.
    pub biases: [f32; CLASSES],
}

/// What the filters found.
#[derive(Clone, Debug, PartialEq)]
pub struct Pooled {
    /// How much, never negative.
    pub found: [f32; POOLED],
    /// At which word the filter stood, from 0.
    pub places: [usize; POOLED],
}

impl Layers {
    /// Layers of zeros.
    #[must_use]
    pub fn empty() -> Self {
        Layers {
            filters: WIDTHS.map(|width| vec![0.0; width * DIMENSIONS * FILTERS]),
            offsets: vec![0.0; POOLED],
            outputs: vec![0.0; POOLED * CLASSES],
            biases: [0.0; CLASSES],
        }
    }

    /// All numbers, in the order of a file.
    pub fn numbers_mut(&mut self) -> impl Iterator<Item = &mut f32> {
        let filters = self.filters.iter_mut().flatten();
        filters.chain(&mut self.offsets).chain(&mut self.outputs).chain(&mut self.biases)
    }

    /// What the filters find in some words.
    #[must_use]
    pub fn pool(&self, words: &[Vector]) -> Pooled {
        let mut pooled = Pooled { found: [f32::MIN; POOLED], places: [0; POOLED] };
        for (group, width) in WIDTHS.into_iter().enumerate() {
            let weights = self.filters[group].as_chunks::<FILTERS>().0;
            let found = &mut pooled.found[group * FILTERS..][..FILTERS];
            let places = &mut pooled.places[group * FILTERS..][..FILTERS];
            for place in 0..words.len() {
                let mut sums = [0.0_f32; FILTERS];
                for (word, weights) in seen(width, place).zip(weights.chunks(DIMENSIONS)) {
                    let Some(word) = word.and_then(|word| words.get(word)) else { continue };
                    for (value, row) in word.iter().zip(weights) {
                        for (sum, weight) in sums.iter_mut().zip(row) {
                            *sum += value * weight;
                        }
                    }
                }
                for ((most, at), sum) in found.iter_mut().zip(places.iter_mut()).zip(sums) {
                    if sum > *most {
                        (*most, *at) = (sum, place);
                    }
                }
            }
        }
        for (found, offset) in pooled.found.iter_mut().zip(&self.offsets) {
            *found = (*found + offset).max(0.0);
        }
        pooled
    }

    /// The log odds of each class, up to what is the same for all.
    #[must_use]
    pub fn sums(&self, found: &[f32; POOLED]) -> [f32; CLASSES] {
        let mut sums = self.biases;
        for (found, outputs) in found.iter().zip(self.outputs.as_chunks::<CLASSES>().0) {
            if *found > 0.0 {
                for (sum, output) in sums.iter_mut().zip(outputs) {
                    *sum += found * output;
                }
            }
        }
        sums
    }
}

/// The words that a filter of this width sees where it stands at this one; none before the first.
pub fn seen(width: usize, place: usize) -> impl Iterator<Item = Option<usize>> {
    let before = (width - 1) / 2;
    (0..width).map(move |step| (place + step).checked_sub(before))
}

/// A network as a file holds it: the number of words and the scale of the vectors, then their hashes, the
/// vectors and the layers.
#[derive(Clone, Debug)]
pub(super) struct Network<'a> {
    /// The hashes of the words that have a vector of their own, sorted.
    hashes: &'a [[u8; 4]],
    /// Their vectors, and behind them those that other words share.
    vectors: &'a [[u8; DIMENSIONS]],
    /// What a step of a vector's bytes is.
    scale: f32,
    layers: Layers,
}

impl<'a> Network<'a> {
    /// A network over the bytes of a file; none where they are not of its length.
    #[must_use]
    pub(super) fn open(file: &'a [u8]) -> Option<Self> {
        let (count, rest) = file.split_first_chunk::<4>()?;
        let (scale, rest) = rest.split_first_chunk::<4>()?;
        let count = u32::from_le_bytes(*count) as usize;
        let (hashes, rest) = rest.split_at_checked(count.checked_mul(4)?)?;
        let rows = count.checked_add(UNKNOWN)?;
        let (vectors, rest) = rest.split_at_checked(rows.checked_mul(DIMENSIONS)?)?;
        let mut layers = Layers::empty();
        let (numbers, left) = rest.as_chunks::<4>();
        let mut read = numbers.iter();
        for number in layers.numbers_mut() {
            *number = f32::from_le_bytes(*read.next()?);
        }
        let is_whole = read.next().is_none() && left.is_empty();
        is_whole.then_some(Network {
            hashes: hashes.as_chunks::<4>().0,
            vectors: vectors.as_chunks::<DIMENSIONS>().0,
            scale: f32::from_le_bytes(*scale),
            layers,
        })
    }

    /// What the filters find in some words.
    #[must_use]
    pub(super) fn pool(&self, words: &[&str]) -> Pooled {
        let vectors: Vec<Vector> = words.iter().map(|word| self.vector(word)).collect();
        self.layers.pool(&vectors)
    }

    /// The log odds of each class for what was found, up to what is the same for all.
    #[must_use]
    pub(super) fn sums(&self, pooled: &Pooled) -> [f32; CLASSES] {
        self.layers.sums(&pooled.found)
    }

    /// What each of so many words adds to a class against another, in log odds, by what was found in them. What
    /// a filter found in several words is theirs in equal parts.
    #[must_use]
    pub(super) fn contributions(
        &self,
        pooled: &Pooled,
        words: usize,
        class: usize,
        other: usize,
    ) -> Vec<f32> {
        let mut shares = vec![0.0; words];
        for (filter, outputs) in self.layers.outputs.as_chunks::<CLASSES>().0.iter().enumerate() {
            let added = pooled.found[filter] * (outputs[class] - outputs[other]);
            let stood = seen(WIDTHS[filter / FILTERS], pooled.places[filter]);
            let seen: Vec<usize> = stood.flatten().filter(|&word| word < words).collect();
            for &word in &seen {
                shares[word] += added / seen.len() as f32;
            }
        }
        shares
    }

    fn vector(&self, word: &str) -> Vector {
        let hash = hash(word);
        let own = self.hashes.binary_search_by_key(&hash, |bytes| u32::from_le_bytes(*bytes));
        let place = own.unwrap_or_else(|_| self.hashes.len() + shared(hash));
        self.vectors[place].map(|byte| f32::from(byte.cast_signed()) * self.scale)
    }
}

/// The number of a word. All that are written in figures have one.
#[must_use]
pub fn hash(word: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(counted_as(word).as_bytes());
    upper_bits(hasher.finish(), u32::BITS)
}

/// Which of the shared vectors a word with this hash has.
#[must_use]
pub const fn shared(hash: u32) -> usize {
    hash as usize % UNKNOWN
}

/// Writes a network as a file that [`super::Networks`] reads: the sorted hashes of the words that have vectors of
/// their own, a vector for each and then those that are shared, and the layers.
#[must_use]
pub fn write_network(hashes: &[u32], vectors: &[Vector], mut layers: Layers) -> Vec<u8> {
    let (scale, bytes) = in_bytes(vectors.as_flattened());
    let mut file = Vec::new();
    file.extend((hashes.len() as u32).to_le_bytes());
    file.extend(scale.to_le_bytes());
    file.extend(hashes.iter().flat_map(|hash| hash.to_le_bytes()));
    file.extend(bytes);
    file.extend(layers.numbers_mut().flat_map(|number| number.to_le_bytes()));
    file
}
