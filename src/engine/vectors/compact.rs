//! Makes the compact form out of text, a word at a time.
//!
//! Only the keys of the words are held, so that a file of gigabytes takes some megabytes for a
//! million words.
//!
//! **Invariant:** of a word that comes twice the first vector is kept, which is the more frequent
//! one's.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::format::{Header, key, write_key, write_row};
use crate::engine::query::normalise;

/// What comes before the rows, after them, and how much there is.
#[derive(Debug)]
pub struct Finished {
    /// The first bytes, in place of those that [`Compactor::opening`] gave.
    pub header: Vec<u8>,
    /// The last bytes.
    pub tables: Vec<u8>,
    /// How many words there are.
    pub words: u32,
}

/// Writes rows and remembers where they are.
#[derive(Debug, Default)]
pub struct Compactor {
    dimensions: usize,
    keys: Vec<(u64, u32)>,
    seen: FxHashSet<u64>,
}

impl Compactor {
    /// The bytes that keep the place of the header until it is known.
    #[must_use]
    pub fn opening() -> Vec<u8> {
        vec![0; Header::LENGTH]
    }

    /// Adds a word and appends its row to what is to be written.
    ///
    /// Questions are normalised, so only what can stand in one is kept: `Apple` is kept as `apple`
    /// and `café` as `cafe`, the more frequent form's vector; `,` and `new_york` are left out.
    /// Returns whether the word was kept.
    pub fn add(&mut self, word: &str, vector: &[f32], rows: &mut Vec<u8>) -> bool {
        let Some(word) = as_asked(word) else { return false };
        let row = self.words();
        let key = key(&word);
        if row == u32::MAX || !self.seen.insert(key) {
            return false;
        }
        self.dimensions = vector.len();
        self.keys.push((key, row));
        write_row(vector, rows);
        true
    }

    /// How many words there are so far.
    #[must_use]
    pub fn words(&self) -> u32 {
        self.keys.len() as u32
    }

    /// How many numbers each vector has.
    #[must_use]
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// The header and the tables, once every word was added.
    #[must_use]
    pub fn finish(self) -> Finished {
        let Compactor { dimensions, mut keys, seen } = self;
        drop(seen);
        keys.sort_unstable();
        let header = Header::new(dimensions, keys.len() as u32);
        let layout = header.layout();
        let mut tables = Vec::with_capacity(layout.starts_length() + keys.len() * 12);
        let mut at = 0_usize;
        for bucket in 0..=header.buckets as usize {
            while keys.get(at).is_some_and(|(key, _)| layout.bucket(*key) < bucket) {
                at += 1;
            }
            tables.extend((at as u32).to_le_bytes());
        }
        for &(key, row) in &keys {
            write_key(key, row, &mut tables);
        }
        Finished { header: header.write().to_vec(), tables, words: keys.len() as u32 }
    }
}

/// A word as it stands in a normalised question, where it can stand in one.
fn as_asked(word: &str) -> Option<Cow<'_, str>> {
    /// Longer ones are addresses and slips of whoever made the file.
    const LONGEST: usize = 40;
    if word.is_empty() || word.len() > LONGEST {
        return None;
    }
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Some(Cow::Borrowed(word));
    }
    // What normalising would read as something else than a word is not looked into.
    if !word.chars().all(char::is_alphanumeric) {
        return None;
    }
    let query = normalise(word);
    let mut words = query.own_words();
    let only = words.next()?.to_owned();
    words.next().is_none().then_some(Cow::Owned(only))
}
