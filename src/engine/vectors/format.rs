//! The compact form: how vectors lie in a file.
//!
//! ```text
//! header   magic, dimensions, words, buckets, a checksum of these
//! rows     a scale and one signed byte a dimension, the most frequent word first
//! starts   for each bucket the first of its keys, and one past the last
//! keys     a hash of each word and the number of its row, in the order of the hashes
//! ```
//!
//! Numbers are little-endian. Words themselves are not kept: two of two million share a hash of 64
//! bits once in ten million files.
//!
//! **Invariant:** the header alone says how long a file is, so that one that was cut off is known.

use thiserror::Error;

use super::text::MOST_DIMENSIONS;

/// What a file begins with: the name and the version of the form.
const MAGIC: [u8; 8] = *b"SIGNVEC1";

/// Keys in a bucket, at the mean. Sixteen keys are read as fast as one.
const BUCKET: u32 = 16;

/// A hash and a number of a row.
pub(super) const KEY_LENGTH: usize = 12;

/// The length of the scale of a row.
const SCALE: usize = 4;

/// Bytes that are no vectors in the compact form.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum Malformed {
    /// Not even the header is there.
    #[error("it is cut off: {found} bytes are less than the shortest such file has")]
    TooShort {
        /// How many bytes there are.
        found: u64,
    },
    /// The first bytes are others.
    #[error("it does not begin like such a file")]
    Magic,
    /// The header does not fit its checksum, or says what cannot be.
    #[error("its header is damaged")]
    Header,
    /// The file is shorter or longer than its header says.
    #[error("it has {found} bytes where its header says {expected}, so it was cut off or damaged")]
    Length {
        /// How many bytes there are.
        found: u64,
        /// How many there should be.
        expected: u64,
    },
    /// The table of buckets is out of order.
    #[error("its table of words is damaged")]
    Table,
}

/// Whether bytes begin like the compact form.
#[must_use]
pub fn is_compact(start: &[u8]) -> bool {
    start.starts_with(&MAGIC)
}

/// What the first bytes say.
#[derive(Clone, Copy, Debug)]
pub(super) struct Header {
    pub(super) dimensions: u32,
    pub(super) count: u32,
    pub(super) buckets: u32,
}

impl Header {
    /// Its length in bytes.
    pub(super) const LENGTH: usize = 28;

    /// The header of so many words.
    pub(super) fn new(dimensions: usize, count: u32) -> Self {
        Header { dimensions: dimensions as u32, count, buckets: count.div_ceil(BUCKET).max(1) }
    }

    pub(super) fn parse(bytes: &[u8; Self::LENGTH]) -> Result<Self, Malformed> {
        if !is_compact(bytes) {
            return Err(Malformed::Magic);
        }
        let number = |at: usize| {
            let four = bytes[at..at + 4].try_into().unwrap_or_default();
            u32::from_le_bytes(four)
        };
        let header = Header { dimensions: number(8), count: number(12), buckets: number(16) };
        let can_be = (1..=MOST_DIMENSIONS).contains(&(header.dimensions as usize))
            && header.count > 0
            && header.buckets > 0
            && header.buckets <= header.count;
        if header.write() == *bytes && can_be { Ok(header) } else { Err(Malformed::Header) }
    }

    pub(super) fn write(self) -> [u8; Self::LENGTH] {
        let mut bytes = [0; Self::LENGTH];
        bytes[..8].copy_from_slice(&MAGIC);
        for (at, number) in [(8, self.dimensions), (12, self.count), (16, self.buckets)] {
            bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
        }
        let checksum = hash(&bytes[..20]);
        bytes[20..].copy_from_slice(&checksum.to_le_bytes());
        bytes
    }

    pub(super) fn layout(self) -> Layout {
        let row = SCALE as u64 + u64::from(self.dimensions);
        let starts_at = Self::LENGTH as u64 + u64::from(self.count) * row;
        let keys_at = starts_at + 4 * (u64::from(self.buckets) + 1);
        let length = keys_at + u64::from(self.count) * KEY_LENGTH as u64;
        Layout { header: self, starts_at, keys_at, length }
    }
}

/// Where everything lies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    pub(super) header: Header,
    pub(super) starts_at: u64,
    keys_at: u64,
    pub(super) length: u64,
}

impl Layout {
    pub(super) fn dimensions(&self) -> usize {
        self.header.dimensions as usize
    }

    pub(super) fn row_length(&self) -> usize {
        SCALE + self.dimensions()
    }

    pub(super) fn row_at(&self, row: u32) -> u64 {
        Header::LENGTH as u64 + u64::from(row) * self.row_length() as u64
    }

    pub(super) fn key_at(&self, place: u32) -> u64 {
        self.keys_at + u64::from(place) * KEY_LENGTH as u64
    }

    /// The length of the table of buckets, in bytes.
    pub(super) fn starts_length(&self) -> usize {
        4 * (self.header.buckets as usize + 1)
    }

    /// The bucket of a key. Keys in order have buckets in order.
    pub(super) fn bucket(&self, key: u64) -> usize {
        ((u128::from(key) * u128::from(self.header.buckets)) >> 64) as usize
    }
}

/// Room for the longest row.
pub(super) fn room() -> [u8; SCALE + MOST_DIMENSIONS] {
    [0; SCALE + MOST_DIMENSIONS]
}

/// The key of a word.
pub(super) fn key(word: &str) -> u64 {
    hash(word.as_bytes())
}

/// FNV-1a (Fowler, Noll and Vo, 1991), its bits mixed by the last step of `MurmurHash3` (Appleby, 2011),
/// since buckets go by the first bits. It is part of the form, so it must never change.
fn hash(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

/// Writes a vector as a row, each number rounded to one of 255 steps of its greatest: that moves the
/// cosine of two words by less than a hundredth.
pub(super) fn write_row(values: &[f32], into: &mut Vec<u8>) {
    let greatest = values.iter().fold(0.0_f32, |most, value| most.max(value.abs()));
    let scale = greatest / f32::from(i8::MAX);
    into.extend(scale.to_le_bytes());
    #[expect(
        clippy::cast_possible_truncation,
        reason = "no number is greater than the greatest, which is the greatest step"
    )]
    let step = |value: &f32| if scale > 0.0 { (value / scale).round() as i8 } else { 0 };
    into.extend(values.iter().map(step).map(i8::cast_unsigned));
}

/// Reads a row of the right length.
pub(super) fn read_row(row: &[u8], into: &mut [f32]) -> Option<()> {
    let (scale, steps) = row.split_first_chunk::<SCALE>()?;
    let scale = f32::from_le_bytes(*scale);
    if !scale.is_finite() || !(f32::from(i8::MAX) * scale).is_finite() {
        return None;
    }
    for (value, step) in into.iter_mut().zip(steps) {
        *value = f32::from(step.cast_signed()) * scale;
    }
    Some(())
}

pub(super) fn write_key(key: u64, row: u32, into: &mut Vec<u8>) {
    into.extend(key.to_le_bytes());
    into.extend(row.to_le_bytes());
}

pub(super) fn read_key(bytes: &[u8; KEY_LENGTH]) -> (u64, u32) {
    let key = bytes[..8].try_into().unwrap_or_default();
    let row = bytes[8..].try_into().unwrap_or_default();
    (u64::from_le_bytes(key), u32::from_le_bytes(row))
}
