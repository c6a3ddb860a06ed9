//! Which letters a word has: tells most words that are far apart before their distance is worked out.
//!
//! **Invariant:** two words within so many edits are never told apart.

use serde::{Deserialize, Serialize};

/// The letters of a word as bits. Letters whose code points are 32 apart share one.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Letters(u32);

impl Letters {
    /// The letters of a word.
    pub(crate) fn of(word: &str) -> Self {
        Letters(word.chars().fold(0, |letters, letter| letters | 1 << (u32::from(letter) % 32)))
    }

    /// Whether two words may be within so many edits: an edit brings one letter in and takes one out,
    /// at most.
    pub(crate) fn may_be_within(self, edits: usize, other: Letters) -> bool {
        (self.0 ^ other.0).count_ones() as usize <= 2 * edits
    }
}

#[cfg(test)]
mod tests {
    use super::Letters;

    #[test]
    fn only_what_is_far_apart_is_told_apart() {
        for (left, right, edits) in
            [("seizure", "siezure", 1), ("overdose", "overdoze", 1), ("sucide", "suicide", 1)]
        {
            assert!(Letters::of(left).may_be_within(edits, Letters::of(right)), "{left} {right}");
        }
        assert!(!Letters::of("endorphins").may_be_within(2, Letters::of("emergencies")));
    }
}
