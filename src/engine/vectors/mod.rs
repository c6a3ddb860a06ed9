//! Word vectors: which words mean something alike, as learnt elsewhere from much text.
//!
//! A vector places a word among all others (`GloVe`: Pennington, Socher and Manning, 2014; `fastText`:
//! Bojanowski and others, 2017). They are read where they lie, a row at a time: the bytes may be a
//! file of gigabytes, of which a question needs a few hundred.
//!
//! **Invariant:** bytes that are not as they should be give no vector, never a wrong length or a
//! value that is no number.

mod common;
mod compact;
mod format;
mod text;

use std::sync::Arc;

pub use compact::Compactor;
pub use format::{Malformed, is_compact};
pub use text::{LineError, Lines, MOST_DIMENSIONS};

use common::Common;
use format::{Header, Layout, key, room};

/// Bytes that can be read from any position, by many threads at once.
pub trait Bytes: Send + Sync {
    /// How many there are.
    fn length(&self) -> u64;

    /// Fills a buffer from a position on; whether all of it could be filled.
    fn read_at(&self, position: u64, into: &mut [u8]) -> bool;
}

impl Bytes for Vec<u8> {
    fn length(&self) -> u64 {
        self.len() as u64
    }

    fn read_at(&self, position: u64, into: &mut [u8]) -> bool {
        let found = usize::try_from(position).ok().and_then(|start| {
            let end = start.checked_add(into.len())?;
            self.get(start..end)
        });
        if let Some(found) = found {
            into.copy_from_slice(found);
        }
        found.is_some()
    }
}

/// Vectors of words, the most frequent words first.
pub struct WordVectors {
    bytes: Arc<dyn Bytes>,
    layout: Layout,
    /// Where the keys of each bucket start: a few hundred kilobytes for millions of words, so that a
    /// look-up reads twice and no more.
    starts: Box<[u32]>,
    common: Common,
}

impl std::fmt::Debug for WordVectors {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("WordVectors")
            .field("words", &self.count())
            .field("dimensions", &self.dimensions())
            .finish_non_exhaustive()
    }
}

/// A vector that was found, without what all words have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// How many words are more frequent.
    pub rank: u32,
}

impl WordVectors {
    /// Vectors in the compact form.
    ///
    /// # Errors
    ///
    /// When the bytes are not in that form, or cut off.
    pub fn open(bytes: Arc<dyn Bytes>) -> Result<Self, Malformed> {
        let mut head = [0; Header::LENGTH];
        if !bytes.read_at(0, &mut head) {
            return Err(Malformed::TooShort { found: bytes.length() });
        }
        let layout = Header::parse(&head)?.layout();
        if bytes.length() != layout.length {
            return Err(Malformed::Length { found: bytes.length(), expected: layout.length });
        }
        let mut read = vec![0; layout.starts_length()];
        if !bytes.read_at(layout.starts_at, &mut read) {
            return Err(Malformed::TooShort { found: bytes.length() });
        }
        let starts: Box<[u32]> =
            read.as_chunks::<4>().0.iter().map(|four| u32::from_le_bytes(*four)).collect();
        let ends_right = starts.last() == Some(&layout.header.count);
        if !ends_right || !starts.is_sorted() {
            return Err(Malformed::Table);
        }
        let common = Common::none(layout.dimensions());
        let mut vectors = WordVectors { bytes, layout, starts, common };
        vectors.common = Common::of(&vectors);
        Ok(vectors)
    }

    /// How many numbers a vector has.
    #[must_use]
    pub fn dimensions(&self) -> usize {
        self.layout.dimensions()
    }

    /// How many words there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.layout.header.count
    }

    /// Puts the vector of a normalised word into a buffer of as many numbers as there are
    /// dimensions, without what all words have in common.
    pub fn find(&self, word: &str, into: &mut [f32]) -> Option<Found> {
        let rank = self.rank(word)?;
        self.row(rank, into)?;
        self.common.take_out(into);
        Some(Found { rank })
    }

    /// How many words are more frequent than this one.
    fn rank(&self, word: &str) -> Option<u32> {
        /// Keys that are read at once: a bucket has sixteen at the mean.
        const AT_ONCE: usize = 32;
        const LENGTH: usize = format::KEY_LENGTH;
        let key = key(word);
        let bucket = self.layout.bucket(key);
        let (start, end) = (*self.starts.get(bucket)?, *self.starts.get(bucket + 1)?);
        let mut read = [0; AT_ONCE * LENGTH];
        let mut at = start;
        while at < end {
            let few = ((end - at) as usize).min(AT_ONCE);
            let room = &mut read[..few * LENGTH];
            if !self.bytes.read_at(self.layout.key_at(at), room) {
                return None;
            }
            let found = room.as_chunks::<LENGTH>().0.iter().find_map(|entry| {
                let (theirs, row) = format::read_key(entry);
                (theirs == key).then_some(row)
            });
            if found.is_some() {
                return found;
            }
            at += few as u32;
        }
        None
    }

    /// The vector of the word of this rank, as it was learnt.
    fn row(&self, rank: u32, into: &mut [f32]) -> Option<()> {
        if rank >= self.count() || into.len() != self.dimensions() {
            return None;
        }
        let mut room = room();
        let read = &mut room[..self.layout.row_length()];
        if !self.bytes.read_at(self.layout.row_at(rank), read) {
            return None;
        }
        format::read_row(read, into)
    }
}
