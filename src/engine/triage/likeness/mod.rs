//! What a message is like, where no rule foresaw its words.
//!
//! A rule knows what must stand near what; examples know how people put it. The files under
//! `examples` hold messages by category, one a line; those named `benign_…` hold messages that
//! only sound alike. `cargo run --release --example train_triage` learns `weights.bin` from them
//! and from the questions of the shipped pack; only the weights are part of the program.
//!
//! **Invariant:** it only says how likely each category is; what comes of that is weighed elsewhere.

mod features;
mod frames;
mod model;

pub use features::{BUCKETS, Feature, features};
pub use model::{BENIGN, CLASSES, FILE_LENGTH, Model, softmax, write};

pub(super) use frames::prepare;

use super::Confidence;
use crate::engine::outcome::{Category, Outcome};
use crate::engine::query::Query;

/// The weights, where they lie in the program.
static WEIGHTS: Model<'static> = Model::new(include_bytes!("weights.bin"));

/// So many words are read together. A cry in the middle of as many words of other talk may still
/// drown; not tuned.
const WINDOW: usize = 60;

/// So many words are named as the evidence.
const EVIDENCE: usize = 4;

/// What a message is most like.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness<'q> {
    /// How likely each category is, in order of [`Category::ALL`], and last none of them.
    likely: [f32; CLASSES],
    /// The words of the window that is most like a category.
    words: Vec<&'q str>,
    features: Vec<Feature>,
}

/// Words as they were meant: what is no word is read as one that the rules know, where it may be a slip
/// for it. A misspelt cry is then like one that is spelt right: of cries by writers that nothing was learnt
/// from half a point to a point more were found at the same share of false alarms.
#[must_use]
pub fn as_meant<'w>(words: &[&'w str]) -> Vec<&'w str> {
    let vocabulary = &super::book::BOOK.vocabulary;
    words.iter().map(|&word| vocabulary.meant(word).unwrap_or(word)).collect()
}

/// Compares a query with what was learnt; nothing where the writer said nothing.
#[must_use]
pub fn likeness(query: &Query) -> Option<Likeness<'_>> {
    windows(query)
        .into_iter()
        .map(|words| {
            let features = features(&as_meant(&words));
            let likely = WEIGHTS.likelihoods(&features);
            (words, features, likely)
        })
        .min_by(|(.., left), (.., right)| left[BENIGN].total_cmp(&right[BENIGN]))
        .map(|(words, features, likely)| Likeness { likely, words, features })
}

impl Likeness<'_> {
    /// The likeliest category that is decided like this, and how likely all of these are together.
    #[must_use]
    pub fn best(&self, outcome: Outcome) -> Option<(Category, Confidence)> {
        let such = || {
            let all = Category::ALL.into_iter().zip(self.likely);
            all.filter(move |(category, _)| category.outcome() == outcome)
        };
        let (best, _) = such().max_by(|(_, left), (_, right)| left.total_cmp(right))?;
        let together: f32 = such().map(|(_, likely)| likely).sum();
        Some((best, Confidence::from_share(f64::from(together))))
    }

    /// How likely one category is.
    #[must_use]
    pub fn of(&self, category: Category) -> Confidence {
        let place = Category::ALL.iter().position(|&known| known == category).unwrap_or(BENIGN);
        Confidence::from_share(f64::from(self.likely[place]))
    }

    /// How likely it is that none of them is meant.
    #[must_use]
    pub fn harmless(&self) -> Confidence {
        Confidence::from_share(f64::from(self.likely[BENIGN]))
    }

    /// The words that speak most for a category, in their order.
    #[must_use]
    pub fn evidence(&self, category: Category) -> Vec<String> {
        let class = Category::ALL.iter().position(|&known| known == category).unwrap_or(BENIGN);
        let shares = WEIGHTS.contributions(&self.features, class);
        let mut places: Vec<usize> =
            (0..shares.len()).filter(|&place| shares[place] > 0.0).collect();
        places.sort_by(|&left, &right| shares[right].total_cmp(&shares[left]));
        places.truncate(EVIDENCE);
        places.sort_unstable();
        places
            .into_iter()
            .filter_map(|place| self.words.get(place))
            .map(|&word| word.to_owned())
            .collect()
    }
}

/// The writer's own words, a run of sentences at a time.
fn windows(query: &Query) -> Vec<Vec<&str>> {
    let tokens = query.tokens();
    let mut windows: Vec<Vec<&str>> = Vec::new();
    for sentence in query.sentences() {
        if tokens[sentence.start].quoted {
            continue;
        }
        let words: Vec<&str> = tokens[sentence].iter().map(|token| query.text_of(token)).collect();
        for part in words.chunks(WINDOW) {
            match windows.last_mut() {
                Some(last) if last.len() + part.len() <= WINDOW => last.extend(part),
                Some(_) | None => windows.push(part.to_vec()),
            }
        }
    }
    windows
}
