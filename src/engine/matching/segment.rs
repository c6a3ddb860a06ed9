//! Phrasings with their index, built at once and never changed.
//!
//! Search engines call it a segment (Lucene, tantivy): a knowledge base is one, or one with a second
//! small one over it for what was changed since.
//!
//! **Invariant:** a segment is shared by every matcher that has it, and none changes it.

use std::collections::hash_map::Entry;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::analysis::Analyser;
use super::index::{Index, Owner, PhrasingPlace, Phrasings, Scaffold};
use super::language::pieces;
use super::recipe::Recipe;
use super::speller::Speller;
use super::words;
use crate::engine::parallel;
use crate::engine::query::normalise;
use crate::engine::segments::without_filler;
use crate::engine::vectors::WordVectors;

/// Phrasings with their index.
#[derive(Serialize, Deserialize)]
pub(super) struct Segment {
    pub(super) index: Index,
    /// Every phrasing as normalised text, for exact hits and for explanations.
    pub(super) texts: Vec<Arc<str>>,
    /// The phrasings that are names, in order.
    pub(super) names: Vec<PhrasingPlace>,
    /// The first phrasing of each text.
    exact: FxHashMap<Arc<str>, PhrasingPlace>,
    /// The others of a text; as a rule there are none.
    further: FxHashMap<Arc<str>, Vec<PhrasingPlace>>,
}

/// A text by which something is found.
#[derive(Hash)]
pub(super) struct Wording<'k> {
    pub(super) owner: Owner,
    pub(super) text: &'k str,
    /// It is what an entry is called, and nothing that anybody asks.
    pub(super) is_name: bool,
}

impl<'k> Wording<'k> {
    /// A text that may be asked.
    pub(super) fn phrasing(owner: Owner, text: &'k str) -> Self {
        Wording { owner, text, is_name: false }
    }
}

/// What a segment is built on.
pub(super) enum Ground<'g> {
    /// Nothing: it is the first.
    Language(Analyser),
    /// Another one, of which a few entries changed.
    Segment(&'g Arc<Segment>),
}

impl Segment {
    /// Builds a segment of phrasings with their owners. The phrasings of an entry follow each other.
    pub(super) fn build(
        recipe: Recipe,
        ground: Ground<'_>,
        vectors: Option<&Arc<WordVectors>>,
        entries: usize,
        all: &[Wording<'_>],
    ) -> (Self, Scaffold) {
        let read = parallel::map(all, |wording| ReadText::of(wording.text));
        let texts: Vec<Arc<str>> = read.iter().map(|read| Arc::clone(&read.text)).collect();
        let mut speller = Speller::default();
        let list = || {
            let mut exact = FxHashMap::default();
            let mut further: FxHashMap<Arc<str>, Vec<PhrasingPlace>> = FxHashMap::default();
            for (place, (ReadText { text, core }, wording)) in (0..).zip(read.into_iter().zip(all))
            {
                if wording.is_name {
                    continue;
                }
                for text in [Some(text), core].into_iter().flatten() {
                    match exact.entry(text) {
                        Entry::Vacant(free) => {
                            free.insert(place);
                        }
                        // The first owner keeps a text; `check` reports the second.
                        Entry::Occupied(taken) => {
                            further.entry(taken.key().clone()).or_default().push(place);
                        }
                    }
                }
            }
            (exact, further)
        };
        let add = || {
            let words = texts.iter().flat_map(|text| words(text)).flat_map(pieces);
            words.for_each(|word| speller.add(word));
        };
        let ((exact, further), ()) = parallel::both(list, add);
        let (analyser, ground) = match ground {
            Ground::Language(mut analyser) => {
                analyser.learn(speller.words());
                (Arc::new(analyser), None)
            }
            Ground::Segment(below) => (Arc::clone(&below.index.analyser), Some(Arc::clone(below))),
        };
        let owners: Vec<Owner> = all.iter().map(|wording| wording.owner).collect();
        let named = (0..).zip(all).filter(|(_, wording)| wording.is_name);
        let names = named.map(|(place, _)| place).collect();
        let phrasings = Phrasings { texts: &texts, owners: &owners, entries };
        let (index, scaffold) =
            Index::build(recipe, analyser, ground, speller, vectors, &phrasings);
        (Segment { index, texts, names, exact, further }, scaffold)
    }

    /// Whether a phrasing is the name of its entry.
    pub(super) fn is_name(&self, phrasing: PhrasingPlace) -> bool {
        self.names.binary_search(&phrasing).is_ok()
    }

    /// Whether an entry has a single phrasing, but for its name.
    pub(super) fn has_one_phrasing(&self, entry: u32) -> bool {
        let (start, end) = self.index.phrasings_of[entry as usize];
        let named = end > start && self.is_name(end - 1);
        end - start - u32::from(named) <= 1
    }

    /// The phrasings that are a text, or are it without what leads up to them, in order.
    pub(super) fn with_text(&self, text: &str) -> impl Iterator<Item = PhrasingPlace> {
        let first = self.exact.get(text).copied();
        let further = first.and_then(|_| self.further.get(text)).into_iter().flatten().copied();
        first.into_iter().chain(further)
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

/// A segment as a knowledge base has it: which of its entries are still there, and where.
#[derive(Clone)]
pub(super) struct Layer {
    pub(super) segment: Arc<Segment>,
    /// The place of its first phrasing among those of all layers.
    pub(super) first: PhrasingPlace,
    /// The place of each of its entries in the knowledge base, in order, none where the entry is gone;
    /// nothing where they are all there, at the same places.
    pub(super) places: Option<Arc<[Option<u32>]>>,
}

impl Layer {
    /// The place of an entry in the knowledge base, if it is still there.
    pub(super) fn place_of(&self, entry: u32) -> Option<u32> {
        self.places.as_ref().map_or(Some(entry), |places| places[entry as usize])
    }
}
