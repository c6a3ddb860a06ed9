//! Looks words up in the list where it lies.
//!
//! A hash table of places (linear probing; Knuth, volume 3) over a text that the program holds
//! anyway: a map of its words would take six times the memory of these places.
//!
//! **Invariant:** every word of the list is found, and nothing else.

use std::hash::Hasher as _;

/// A place in the list that is no place.
const FREE: u32 = u32::MAX;

/// Twice as many places as words, so that one look nearly always does.
const PLACES_A_WORD: usize = 2;

/// The words of a list of `word letter` lines, by their hashes.
pub(super) struct Table {
    list: &'static str,
    /// Where in the list the word of this hash begins.
    places: Box<[u32]>,
}

impl Table {
    /// The table of a list. No word may be listed twice.
    pub(super) fn new(list: &'static str) -> Self {
        let words = list.bytes().filter(|&byte| byte == b'\n').count() + 1;
        let size = (words * PLACES_A_WORD).next_power_of_two();
        let mut places = vec![FREE; size].into_boxed_slice();
        let (mut start, mut is_word) = (0, true);
        for (at, byte) in list.bytes().enumerate() {
            if byte == b' ' && is_word {
                let mut place = hash(&list[start..at]) & (size - 1);
                while places[place] != FREE {
                    place = (place + 1) & (size - 1);
                }
                places[place] = start as u32;
                is_word = false;
            } else if byte == b'\n' {
                (start, is_word) = (at + 1, true);
            }
        }
        Table { list, places }
    }

    /// A word of the list as it stands there, with its letter, by its [`hash`].
    pub(super) fn find(&self, word: &str, hash: usize) -> Option<(&'static str, u8)> {
        let wanted = word.as_bytes();
        let mut place = hash & (self.places.len() - 1);
        while self.places[place] != FREE {
            let start = self.places[place] as usize;
            let rest = &self.list.as_bytes()[start..];
            if let [b' ', letter, ..] = rest.strip_prefix(wanted).unwrap_or_default() {
                return Some((&self.list[start..start + word.len()], *letter));
            }
            place = (place + 1) & (self.places.len() - 1);
        }
        None
    }

    /// Every word of the list.
    pub(super) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.list.lines().filter_map(|line| line.split_once(' ')).map(|(word, _)| word)
    }
}

/// What a word is found by in any list.
pub(super) fn hash(word: &str) -> usize {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(word.as_bytes());
    (hasher.finish() >> 32) as usize
}
