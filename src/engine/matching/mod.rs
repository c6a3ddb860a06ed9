//! Finds the entry that is meant, and says how sure it is and why.
//!
//! Words become units (`analysis`) and features (`features`); the `index` scores them;
//! `calibration` turns scores into confidence.
//!
//! **Invariant:** [`Ranked`] is sorted, best first, and holds an entry at most once.

mod analysis;
mod calibration;
mod contrast;
mod explanation;
mod features;
mod gathering;
mod index;
mod language;
mod measures;
mod numbers;
mod observations;
mod places;
mod ranking;
mod recipe;
mod scoring;
mod senses;
mod speller;

use std::sync::Arc;

use rustc_hash::FxHashMap;

pub use explanation::{Alignment, Explanation, How};
pub use features::Part;

use calibration::Calibration;
use index::{Index, Owner, PhrasingPlace};
use language::pieces;
pub use ranking::{Reader, Stretch};
use recipe::Recipe;
use speller::Speller;

use super::Confidence;
use super::knowledge::KnowledgeBase;
use super::parallel;
use super::query::normalise;
use super::segments::without_filler;
use super::vectors::WordVectors;

/// An entry that may be meant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// The place of the entry in its knowledge base.
    pub entry: usize,
    /// How sure the bot is that this entry is meant.
    pub confidence: Confidence,
    /// The score that the confidence was judged by, from 0 to 1.
    pub score: f32,
    /// The share of the question's meaning that the entry has words for, from 0 to 1.
    pub coverage: f32,
    /// The phrasing that fits best.
    phrasing: PhrasingPlace,
    /// The stretch of the message that it was found by.
    stretch: usize,
    /// What the entry's next best phrasings add to its score.
    support: f32,
    /// What the learnt part adds to it.
    contrast: f32,
    /// What the vectors of the words add to it.
    meaning: f32,
}

/// Candidates, best first.
#[derive(Clone, Debug, Default)]
pub struct Ranked {
    candidates: Vec<Candidate>,
    /// The question that is known to be out of scope and fits better than any phrasing.
    out_of_scope: Option<PhrasingPlace>,
}

impl Ranked {
    /// The best candidate.
    #[must_use]
    pub fn best(&self) -> Option<&Candidate> {
        self.candidates.first()
    }

    /// Every candidate, best first.
    #[must_use]
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// Whether a question that is known to be out of scope fits better than any phrasing.
    #[must_use]
    pub fn is_out_of_scope(&self) -> bool {
        self.out_of_scope.is_some()
    }
}

/// Searches the phrasings of one knowledge base.
pub struct Matcher {
    index: Index,
    calibration: Calibration,
    /// Every phrasing as normalised text, for exact hits and for explanations.
    texts: Vec<Arc<str>>,
    exact: FxHashMap<Arc<str>, PhrasingPlace>,
}

/// More candidates than this are never shown or measured.
const MAX_CANDIDATES: usize = 10;

impl Matcher {
    /// Builds the index of a knowledge base and calibrates it.
    #[must_use]
    pub fn new(knowledge: &KnowledgeBase) -> Self {
        Self::of(knowledge, &[], None)
    }

    /// The same with parts of the score left out, to see what each brings, and with vectors of words
    /// where there are any.
    #[must_use]
    pub fn of(
        knowledge: &KnowledgeBase,
        left_out: &[Part],
        vectors: Option<&Arc<WordVectors>>,
    ) -> Self {
        let locale = knowledge.packs().first().map_or("en", |pack| pack.locale.as_str());
        let synonyms = knowledge.packs().iter().map(|pack| &pack.synonyms);
        let analyser = analysis::Analyser::new(locale, synonyms);
        let ours = (0..).zip(knowledge.entries()).flat_map(|(place, entry)| {
            entry.ways_of_asking().map(move |text| (Owner::Entry(place), text))
        });
        let out_of_scope = knowledge.packs().iter().flat_map(|pack| &pack.out_of_scope);
        let all = ours.chain(out_of_scope.map(|text| (Owner::OutOfScope, text.as_str())));
        Self::build(Recipe::without(left_out), analyser, vectors, knowledge.len(), all)
    }

    fn build<'t>(
        recipe: Recipe,
        mut analyser: analysis::Analyser,
        vectors: Option<&Arc<WordVectors>>,
        entries: usize,
        all: impl Iterator<Item = (Owner, &'t str)>,
    ) -> Self {
        let all: Vec<(Owner, &str)> = all.collect();
        let vectors = vectors.filter(|_| all.len() <= senses::MOST_PHRASINGS);
        let read = parallel::map(&all, |(_, text)| ReadText::of(text));
        let mut texts: Vec<Arc<str>> = Vec::with_capacity(read.len());
        let mut exact = FxHashMap::default();
        for ReadText { text, core } in read {
            // The first owner keeps a text; `check` reports the second.
            exact.entry(text.clone()).or_insert(texts.len() as PhrasingPlace);
            if let Some(core) = core {
                exact.entry(core).or_insert(texts.len() as PhrasingPlace);
            }
            texts.push(text);
        }
        let mut speller = Speller::default();
        texts
            .iter()
            .flat_map(|text| words(text))
            .flat_map(pieces)
            .for_each(|word| speller.add(word));
        analyser.learn(speller.words());
        let owners = all.iter().map(|(owner, _)| *owner);
        let phrasings = owners.zip(texts.iter().map(|text| words(text)));
        let (index, scaffold) =
            Index::build(recipe, analyser, speller, vectors, entries, phrasings);
        let seen = observations::observe(&index, &scaffold.taught, &texts);
        let calibration = Calibration::fit(&seen);
        Matcher { index, calibration, texts, exact }
    }
}

/// A phrasing as questions are compared with it.
struct ReadText {
    text: Arc<str>,
    /// The same without what leads up to it, where anything does: questions come without it.
    core: Option<Arc<str>>,
}

impl ReadText {
    fn of(text: &str) -> Self {
        let query = normalise(text);
        let words: Vec<&str> = query.own_words().collect();
        let core = without_filler(&words);
        let has_filler = core.len() < words.len() && !core.is_empty();
        ReadText { core: has_filler.then(|| core.join(" ").into()), text: words.join(" ").into() }
    }
}

/// The words of a normalised text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|word| !word.is_empty())
}
