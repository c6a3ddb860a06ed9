//! What the regression and the network say together.
//!
//! **Invariant:** the log odds are the mean of theirs, so that what each word contributed adds up as well.

use super::features::features;
use super::model::{BENIGN, CLASSES, Model, softmax};
use super::network::Network;

/// How much the network counts, of one. With 0.3 to 0.6 as much was found.
const NETWORK: f32 = 0.45;

/// The same in few words, of which the regression knows more than their meaning tells. As much was found, and no
/// line of `tests/triage` came to depend on a handful of examples.
const NETWORK_IN_FEW_WORDS: f32 = 0.2;

/// So many words are few.
const FEW: usize = 6;

/// How much the network counts for these words, of one.
#[must_use]
pub fn share_of_network(words: &[&str]) -> f32 {
    if words.len() <= FEW { NETWORK_IN_FEW_WORDS } else { NETWORK }
}

/// Both, asked about the same words.
#[derive(Clone, Debug)]
pub struct Judges<'a> {
    /// The regression.
    pub weights: Model<'a>,
    /// The network.
    pub network: Network<'a>,
}

impl Judges<'_> {
    /// How likely each class is; they add up to one.
    #[must_use]
    pub fn likelihoods(&self, words: &[&str]) -> [f32; CLASSES] {
        let share = share_of_network(words);
        let mut sums = self.weights.sums(&features(words));
        for (sum, other) in sums.iter_mut().zip(self.network.sums(words)) {
            *sum += share * (other - *sum);
        }
        softmax(sums)
    }

    /// What each word adds to a class against what only sounds alike, in log odds, by its place.
    #[must_use]
    pub fn contributions(&self, words: &[&str], class: usize) -> Vec<f32> {
        let network = share_of_network(words);
        let mut shares = self.weights.contributions(&features(words), class);
        shares.resize(words.len(), 0.0);
        let others = self.network.contributions(words, class, BENIGN);
        for (share, other) in shares.iter_mut().zip(others) {
            *share += network * (other - *share);
        }
        shares
    }
}
