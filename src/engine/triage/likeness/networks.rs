//! Several networks that were taught the same in another order, and what they say on the whole.
//!
//! What one network makes of a short message depends on the order in which it saw its examples: thirty more of
//! 95,000 moved one cry in two hundred across the threshold. The mean of several depends on it less.
//!
//! **Invariant:** a mean of log odds, so that what each word contributed adds up.

use super::model::CLASSES;
use super::network::{Network, Pooled};

/// How many there are. Two that look at one to three words in a row take as long as one that also looks at
/// five, and in the first halves of the labelled questions 1,093 of 1,108 cries are found where three that
/// looked at five as well, one at a time, found 1,088 to 1,090; and 33 to 35 of 2,933 others are taken for one, where
/// it were 35 to 38.
pub const NETWORKS: usize = 2;

/// The networks of one file, one after the other.
#[derive(Clone, Debug)]
pub struct Networks<'a> {
    all: [Network<'a>; NETWORKS],
}

/// What the filters of each network found.
pub(super) type AllPooled = [Pooled; NETWORKS];

impl<'a> Networks<'a> {
    /// The networks over the bytes of a file; none where they are not of its length.
    #[must_use]
    pub fn open(file: &'a [u8]) -> Option<Self> {
        let length = file.len() / NETWORKS;
        if length == 0 || !file.len().is_multiple_of(NETWORKS) {
            return None;
        }
        let networks: Option<Vec<_>> = file.chunks(length).map(Network::open).collect();
        Some(Networks { all: networks?.try_into().ok()? })
    }

    /// What the filters find in some words.
    #[must_use]
    pub fn pool(&self, words: &[&str]) -> AllPooled {
        self.all.each_ref().map(|network| network.pool(words))
    }

    /// The log odds of each class for what was found, up to what is the same for all.
    #[must_use]
    pub fn sums(&self, pooled: &AllPooled) -> [f32; CLASSES] {
        let mut mean = [0.0; CLASSES];
        for (network, pooled) in self.all.iter().zip(pooled) {
            add_share(&mut mean, &network.sums(pooled));
        }
        mean
    }

    /// What each of so many words adds to a class against another, in log odds, by what was found in them.
    #[must_use]
    pub fn contributions(
        &self,
        pooled: &AllPooled,
        words: usize,
        class: usize,
        other: usize,
    ) -> Vec<f32> {
        let mut mean = vec![0.0; words];
        for (network, pooled) in self.all.iter().zip(pooled) {
            add_share(&mut mean, &network.contributions(pooled, words, class, other));
        }
        mean
    }
}

/// Adds to a mean what one of the networks says.
fn add_share(mean: &mut [f32], of_one: &[f32]) {
    for (mean, one) in mean.iter_mut().zip(of_one) {
        *mean += one / NETWORKS as f32;
    }
}
