//! What the regression and the networks say together.
//!
//! **Invariant:** the log odds are a weighted mean of theirs, so that what each word contributed adds up as
//! well.

use super::features::{Feature, features};
use super::model::{BENIGN, CLASSES, Model, softmax};
use super::networks::{AllPooled, Networks};

/// How much the networks count, of one. With 0.35 and with 0.45 one cry in a thousand fewer is found in the first
/// halves of the labelled questions, with 0.55 three.
const SHARE_OF_NETWORKS: f32 = 0.4;

/// The same in few words, of which the regression knows more than their meaning tells. As much was found, and of
/// the lines of `tests/triage` two were still misjudged where it were four; with a threshold of 0.67, none.
const SHARE_IN_FEW_WORDS: f32 = 0.2;

/// So many words are few.
const FEW: usize = 6;

/// Both, asked about the same words.
#[derive(Clone, Debug)]
pub struct Judges<'a> {
    /// The regression.
    pub weights: Model<'a>,
    /// The networks.
    pub networks: Networks<'a>,
}

/// What both made of some words, and what they saw in them.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// How likely each category is, in order of `Category::ALL`, and last none of them; they add up to one.
    pub likely: [f32; CLASSES],
    words: usize,
    features: Vec<Feature>,
    pooled: AllPooled,
}

impl Judges<'_> {
    /// Judges some words.
    #[must_use]
    pub fn judge(&self, words: &[&str]) -> Judgement {
        let features = features(words);
        let pooled = self.networks.pool(words);
        let mut sums = self.weights.sums(&features);
        join(&mut sums, &self.networks.sums(&pooled), share_of_networks(words.len()));
        Judgement { likely: softmax(sums), words: words.len(), features, pooled }
    }

    /// What both hold before they have read any of so many words.
    #[must_use]
    pub fn before(&self, words: usize) -> [f32; CLASSES] {
        let mut sums = self.weights.sums(&[]);
        let pooled = self.networks.pool(&[]);
        join(&mut sums, &self.networks.sums(&pooled), share_of_networks(words));
        softmax(sums)
    }

    /// What each word adds to a class against what only sounds alike, in log odds, by its place.
    #[must_use]
    pub fn contributions(&self, judgement: &Judgement, class: usize) -> Vec<f32> {
        let Judgement { words, features, pooled, .. } = judgement;
        let mut shares = self.weights.contributions(features, class);
        shares.resize(*words, 0.0);
        let others = self.networks.contributions(pooled, *words, class, BENIGN);
        join(&mut shares, &others, share_of_networks(*words));
        shares
    }
}

/// How much the networks count for so many words, of one.
fn share_of_networks(words: usize) -> f32 {
    if words <= FEW { SHARE_IN_FEW_WORDS } else { SHARE_OF_NETWORKS }
}

/// Moves numbers towards others by a share of the way.
fn join(numbers: &mut [f32], others: &[f32], share: f32) {
    for (number, other) in numbers.iter_mut().zip(others) {
        *number += share * (other - *number);
    }
}
