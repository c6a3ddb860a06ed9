//! What a message is like, where no rule foresaw its words.
//!
//! A rule knows what must stand near what; examples know how people put it. The files under
//! `examples` hold messages by category, one a line; those named `benign_…` hold messages that
//! only sound alike. `cargo run --release --example train_triage` learns `weights.bin` and
//! `network.bin` from them and from the questions of the shipped pack; only these are part of the
//! program.
//!
//! Two judges are asked: a regression over words, their neighbours and their letters ([`Model`]), and two
//! small networks over the meaning of words ([`Networks`]). They are wrong about different messages, so that
//! both together are wrong about fewer.
//!
//! **Invariant:** it only says how likely each category is; what comes of that is weighed elsewhere.

mod features;
mod frames;
mod judges;
mod model;
mod network;
mod networks;

pub use features::{BUCKETS, Feature, features};
pub use judges::{Judgement, Judges};
pub use model::{BENIGN, CLASSES, FILE_LENGTH, Model, softmax, write};
pub use network::{
    DIMENSIONS, FILTERS, Layers, POOLED, Pooled, UNKNOWN, Vector, WIDTHS, hash, seen, shared,
    write_network,
};

pub use networks::{NETWORKS, Networks};

use std::sync::LazyLock;

use super::Confidence;
use crate::engine::outcome::{Category, Outcome};
use crate::engine::query::Query;

/// What was learnt, where it lies in the program.
static JUDGES: LazyLock<Judges<'static>> = LazyLock::new(|| Judges {
    weights: Model::new(include_bytes!("weights.bin")),
    networks: Networks::open(include_bytes!("network.bin")).expect("the file was written whole"),
});

/// So many words are read together. A cry in the middle of as many words of other talk may still
/// drown; not tuned.
const WINDOW: usize = 60;

/// So many words are named as the evidence.
const EVIDENCE: usize = 4;

/// What a message is most like.
#[derive(Clone, Debug, PartialEq)]
pub struct Likeness<'q> {
    /// What the judges made of the window that is most like a category.
    judged: Judgement,
    /// Its words.
    words: Vec<&'q str>,
}

/// Looks up once what is otherwise looked up at the first message.
pub(super) fn prepare() {
    frames::prepare();
    LazyLock::force(&JUDGES);
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
    least_harmless(windows(query, &[]))
}

/// The same without some tokens, each run of the others by itself; nothing where these are too few to say anything.
#[must_use]
pub(super) fn of_rest<'q>(query: &'q Query, is_left_out: &[bool]) -> Option<Likeness<'q>> {
    /// "Relax" and "im ok" are all that is left of many a denial.
    const SHORTEST: usize = 3;
    let mut windows = windows(query, is_left_out);
    windows.retain(|words| words.len() >= SHORTEST);
    least_harmless(windows)
}

fn least_harmless(windows: Vec<Vec<&str>>) -> Option<Likeness<'_>> {
    windows
        .into_iter()
        .map(|words| Likeness { judged: JUDGES.judge(&as_meant(&words)), words })
        .min_by(|left, right| left.judged.likely[BENIGN].total_cmp(&right.judged.likely[BENIGN]))
}

impl Likeness<'_> {
    /// The likeliest category that is decided like this, and how likely all of these are together.
    #[must_use]
    pub fn best(&self, outcome: Outcome) -> Option<(Category, Confidence)> {
        let such = || {
            let all = Category::ALL.into_iter().zip(self.judged.likely);
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
        Confidence::from_share(f64::from(self.judged.likely[place]))
    }

    /// How likely it is that none of them is meant.
    #[must_use]
    pub fn harmless(&self) -> Confidence {
        Confidence::from_share(f64::from(self.judged.likely[BENIGN]))
    }

    /// The words that speak most for a category, in their order.
    #[must_use]
    pub fn evidence(&self, category: Category) -> Vec<String> {
        let class = Category::ALL.iter().position(|&known| known == category).unwrap_or(BENIGN);
        let shares = JUDGES.contributions(&self.judged, class);
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

/// The writer's own words, a run of sentences at a time. What is left out ends a run.
fn windows<'q>(query: &'q Query, is_left_out: &[bool]) -> Vec<Vec<&'q str>> {
    let is_left_out = |at: usize| is_left_out.get(at).copied().unwrap_or(false);
    let tokens = query.tokens();
    let mut windows: Vec<Vec<&str>> = Vec::new();
    let mut is_cut = false;
    for sentence in query.sentences() {
        if tokens[sentence.start].quoted {
            continue;
        }
        let places: Vec<usize> = sentence.collect();
        for run in places.chunk_by(|&left, &right| is_left_out(left) == is_left_out(right)) {
            if is_left_out(run[0]) {
                is_cut = true;
                continue;
            }
            for part in run.chunks(WINDOW) {
                let words = part.iter().map(|&place| query.text_of(&tokens[place]));
                match windows.last_mut() {
                    Some(last) if !is_cut && last.len() + part.len() <= WINDOW => {
                        last.extend(words);
                    }
                    Some(_) | None => windows.push(words.collect()),
                }
                is_cut = false;
            }
        }
    }
    windows
}
