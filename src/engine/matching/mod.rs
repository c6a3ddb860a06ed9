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
mod found;
mod gathering;
mod index;
mod language;
mod measures;
mod names;
mod numbers;
mod observations;
mod places;
mod postings;
mod ranking;
mod reader;
mod recipe;
mod revision;
mod saved;
mod scoring;
mod segment;
mod senses;
mod speller;
mod spelling;

use std::sync::Arc;

pub use explanation::{Alignment, Explanation, How};
pub use features::Part;
pub use ranking::Stretch;
pub use reader::Reader;

use analysis::Analyser;
use calibration::Calibration;
use index::{Owner, PhrasingPlace};
use names::names;
use recipe::Recipe;
use revision::{Origin, out_of_scope};
use segment::{Ground, Layer, Segment, Wording};

use super::Confidence;
use super::knowledge::KnowledgeBase;
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
    /// What was built at once; then, where there is anything, what was changed since.
    layers: Vec<Layer>,
    calibration: Calibration,
    /// What it was built from, where it may be revised.
    origin: Option<Arc<Origin>>,
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
        let language = Ground::Language(Analyser::new(locale, synonyms));
        let names = names(knowledge);
        let all: Vec<Wording<'_>> = asked(knowledge, &names).collect();
        let recipe = Recipe::without(left_out);
        let vectors = vectors.filter(|_| all.len() <= senses::MOST_PHRASINGS);
        let (segment, scaffold) = Segment::build(recipe, language, vectors, knowledge.len(), &all);
        let layers = vec![Layer { segment: Arc::new(segment), first: 0, places: None }];
        let (seen, taught) = observations::observe(&layers[0]);
        let calibration = Calibration::fit(&seen);
        // A revision has every part, so one without some is not revised.
        let origin = if left_out.is_empty() { Origin::of(knowledge, &layers[0]) } else { None };
        let origin = origin.map(Arc::new);
        // Nothing of what was needed on the way goes before everything that stays has its place.
        drop((scaffold, taught));
        Matcher { layers, calibration, origin }
    }

    /// The layer that holds a phrasing, and the place of the phrasing in it.
    fn layer_of(&self, phrasing: PhrasingPlace) -> (usize, PhrasingPlace) {
        let number = self.layers.iter().rposition(|layer| layer.first <= phrasing).unwrap_or(0);
        (number, phrasing - self.layers[number].first)
    }

    /// The text of a phrasing, as it was normalised.
    fn text_of(&self, phrasing: PhrasingPlace) -> &str {
        let (number, place) = self.layer_of(phrasing);
        &self.layers[number].segment.texts[place as usize]
    }
}

/// Everything that may be asked, with what it belongs to: the phrasings of each entry and its name, then
/// what is out of scope.
fn asked<'k>(
    knowledge: &'k KnowledgeBase,
    names: &'k [Option<String>],
) -> impl Iterator<Item = Wording<'k>> {
    let ours = (0..).zip(knowledge.entries().zip(names)).flat_map(|(place, (entry, name))| {
        let owner = Owner::Entry(place);
        let phrasings = entry.ways_of_asking().map(move |text| Wording::phrasing(owner, text));
        phrasings.chain(name.iter().map(move |text| Wording { owner, text, is_name: true }))
    });
    let outside = out_of_scope(knowledge).map(|text| Wording::phrasing(Owner::OutOfScope, text));
    ours.chain(outside)
}

/// The words of a normalised text.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(' ').filter(|word| !word.is_empty())
}
