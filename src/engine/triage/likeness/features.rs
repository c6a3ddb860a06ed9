//! What the likeness of a message is judged by: its words, their neighbours, their letters, and the
//! frames that they stand in.
//!
//! Every feature is hashed into one of [`BUCKETS`] places, as in the hashing trick of Weinberger
//! et al. (2009): no dictionary is kept, and a word that nobody has seen still has the letters of
//! one that somebody has.
//!
//! **Invariant:** the same words always give the same features; each kind of feature has a length
//! that does not grow with the message.

use std::hash::Hasher as _;

use rustc_hash::FxHasher;

use super::frames::{Part, part_of};
use crate::engine::english;

/// How many bits the place of a feature has. Chosen for the size of the
/// weights (1.8 MB); other sizes were not compared.
const BITS: u32 = 17;

/// How many places features are hashed into.
pub const BUCKETS: usize = 1 << BITS;

/// What pairs of neighbours count beside words, and runs of letters: what a word is says most,
/// its letters help where the word is new or misspelt.
const PAIRS: f32 = 0.8;
const LETTERS: f32 = 0.6;

/// What frames count beside words. Of cries that no example was made for they found two or three in a
/// hundred more at the same share of false alarms; 0.6 and 0.9 found the same.
const FRAMES: f32 = 0.8;

/// The lengths of the runs of letters.
const RUNS: std::ops::RangeInclusive<usize> = 3..=5;

/// The 31 most frequent words are articles and the like: their letters are noise.
const LETTERS_BAND: u8 = 5;

/// The band of what is no English word: rarer than all that are.
const UNKNOWN_BAND: u8 = 15;

/// One feature of some words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Feature {
    /// Its place, below [`BUCKETS`].
    pub bucket: u32,
    /// How much of it there is, from 0 to 1.
    pub value: f32,
    /// The place of the word that it stems from; of a pair, the second.
    pub word: u32,
}

/// The kinds of features, which never share a hash.
#[derive(Clone, Copy)]
enum Kind {
    Word,
    Pair,
    Apart,
    Letters,
    Frame,
}

/// The features of normalised words.
#[must_use]
pub fn features(words: &[&str]) -> Vec<Feature> {
    let words: Vec<(&str, f32)> = words
        .iter()
        .map(|&word| {
            let word = counted_as(word);
            (word, rarity(word))
        })
        .collect();
    let mut found = Vec::with_capacity(words.len() * 16);
    let singles = (0..).zip(&words).map(|(place, (word, rarity))| Feature {
        bucket: bucket(Kind::Word, &[word]),
        value: *rarity,
        word: place,
    });
    add(&mut found, singles.collect(), 1.0);

    let at = |place: usize| match place.checked_sub(1).map(|place| words.get(place)) {
        Some(Some(&word)) => word,
        // What stands first and what stands last is a pair too.
        Some(None) | None => ("", 0.0),
    };
    let pair = |kind, left: usize, right: usize| {
        let ((first, one), (second, other)) = (at(left), at(right));
        Feature {
            bucket: bucket(kind, &[first, second]),
            value: f32::midpoint(one, other),
            word: u32::try_from(right.min(words.len()).saturating_sub(1)).unwrap_or(u32::MAX),
        }
    };
    let neighbours = (0..=words.len()).map(|place| pair(Kind::Pair, place, place + 1));
    let apart = (0..words.len()).map(|place| pair(Kind::Apart, place, place + 2));
    add(&mut found, neighbours.chain(apart).collect(), PAIRS);

    let parts: Vec<Part<'_>> = words.iter().map(|(word, _)| part_of(word)).collect();
    add(&mut found, frames(&parts), FRAMES);

    let mut runs = Vec::with_capacity(words.len() * 12);
    let mut letters: Vec<char> = Vec::new();
    for (place, (word, _)) in (0..).zip(&words) {
        if english::band(word).is_some_and(|band| band < LETTERS_BAND) {
            continue;
        }
        letters.clear();
        letters.extend([' '].into_iter().chain(word.chars()).chain([' ']));
        for length in RUNS {
            runs.extend(letters.windows(length).map(|run| Feature {
                bucket: bucket_of_letters(run),
                value: 1.0,
                word: place,
            }));
        }
    }
    add(&mut found, runs, LETTERS);
    found
}

/// Up to three neighbours, with a class in the place of each word that has one.
fn frames(parts: &[Part<'_>]) -> Vec<Feature> {
    let at = |place: usize| match place.checked_sub(1).map(|place| parts.get(place)) {
        Some(Some(&part)) => part,
        Some(None) | None => Part::Edge,
    };
    let mut frames = Vec::with_capacity(parts.len() * 3);
    for (place, word) in (0..parts.len()).zip(0..) {
        let three = [at(place), at(place + 1), at(place + 2)];
        if three[1].is_class() {
            frames.push(frame(&three[1..2], word));
        }
        for run in [&three[..], &three[1..]] {
            let said = run.iter().filter(|part| part.is_said()).count();
            if said >= 2 && run.iter().any(Part::is_class) {
                frames.push(frame(run, word));
            }
        }
    }
    frames
}

fn frame(parts: &[Part<'_>], word: u32) -> Feature {
    let mut hasher = FxHasher::default();
    hasher.write_u8(Kind::Frame as u8);
    for part in parts {
        part.write(&mut hasher);
    }
    let weights: f32 = parts.iter().map(Part::weight).sum();
    Feature { bucket: folded(hasher.finish()), value: weights / parts.len() as f32, word }
}

/// Adds features of one kind, each once, at a length of their own.
fn add(found: &mut Vec<Feature>, mut kind: Vec<Feature>, length: f32) {
    kind.sort_unstable_by_key(|feature| (feature.bucket, feature.word));
    kind.dedup_by_key(|feature| feature.bucket);
    let squares: f32 = kind.iter().map(|feature| feature.value * feature.value).sum();
    let scale = length / squares.sqrt().max(f32::MIN_POSITIVE);
    found.extend(
        kind.into_iter().map(|feature| Feature { value: feature.value * scale, ..feature }),
    );
}

/// How much a word says by being rare in English, from 0 to 1.
fn rarity(word: &str) -> f32 {
    f32::from(english::band(word).unwrap_or(UNKNOWN_BAND) + 2) / f32::from(UNKNOWN_BAND + 2)
}

fn bucket(kind: Kind, words: &[&str]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write_u8(kind as u8);
    for word in words {
        hasher.write(word.as_bytes());
        hasher.write_u8(0xff);
    }
    folded(hasher.finish())
}

fn bucket_of_letters(run: &[char]) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write_u8(Kind::Letters as u8);
    for letter in run {
        hasher.write_u32(u32::from(*letter));
    }
    folded(hasher.finish())
}

/// What a word is counted as: what a number is, is for the rules; that one stands here is enough.
pub(super) fn counted_as(word: &str) -> &str {
    if word.bytes().all(|byte| byte.is_ascii_digit()) { "#" } else { word }
}

fn folded(hash: u64) -> u32 {
    upper_bits(hash, BITS)
}

/// The upper bits, which this hash mixes best.
pub(super) fn upper_bits(hash: u64, bits: u32) -> u32 {
    (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - bits)) as u32
}
