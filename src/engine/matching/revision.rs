//! A matcher for a knowledge base of which a few entries changed.
//!
//! What was built stays as it is, and is shared; the entries that changed are hidden in it and, as they
//! are now, built into a second, small segment over it. Both are asked, and what they find is ranked
//! together. A feature weighs in the second what it weighs in the first, and the calibration stays: with
//! a few entries among thousands neither would move by much. Two things are given up until all is built
//! anew: a word that only hidden entries had counts as known, and one that only the second segment has as
//! unknown to the entries of the first.
//!
//! **Invariant:** an entry is never found as it was before a change.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::Matcher;
use super::index::Owner;
use super::recipe::Recipe;
use super::segment::{Ground, Layer, Segment, Wording};
use crate::engine::knowledge::{Entry, KnowledgeBase, Synonyms};

/// Smaller knowledge bases are built anew: that takes a moment, and what tells their entries apart is
/// learnt from all phrasings together.
const FEWEST_PHRASINGS: usize = 10_000;

/// Phrasings of changed entries, as they were and as they are, at most. Beyond, everything is built anew:
/// what features weigh would be too far from what they weigh now.
const MOST_CHANGED: usize = 1_000;

/// What a matcher was built from.
pub(super) struct Origin {
    entries: Vec<Arc<Entry>>,
    locale: Option<String>,
    synonyms: Vec<Synonyms>,
    out_of_scope: FxHashSet<String>,
}

impl Origin {
    /// What a matcher is built from that may be revised; none for one that is better built anew.
    pub(super) fn of(knowledge: &KnowledgeBase, layer: &Layer) -> Option<Self> {
        let index = &layer.segment.index;
        let is_large = index.owners.len() >= FEWEST_PHRASINGS && index.contrast().is_none();
        let is_plain = is_large && index.senses.is_empty();
        is_plain.then(|| Origin {
            entries: knowledge.shared_entries().map(Arc::clone).collect(),
            locale: locale(knowledge),
            synonyms: synonyms(knowledge).cloned().collect(),
            out_of_scope: out_of_scope(knowledge).cloned().collect(),
        })
    }

    /// For each of its entries the place where it stands in another knowledge base, asked for as here.
    fn places_in(&self, knowledge: &KnowledgeBase) -> Vec<Option<u32>> {
        let mut theirs = (0..).zip(knowledge.shared_entries()).peekable();
        let place_of = |entry: &Arc<Entry>| {
            // Most stand where they stood; one that does not is looked up.
            if let Some((place, other)) = theirs.next_if(|(_, other)| entry.id == other.id) {
                return is_asked_alike(entry, other).then_some(place);
            }
            let place = knowledge.find(&entry.id)?;
            is_asked_alike(entry, knowledge.entry_at(place)).then_some(place as u32)
        };
        self.entries.iter().map(place_of).collect()
    }
}

/// Whether two entries are asked for in the same ways: nothing else of an entry is in an index.
fn is_asked_alike(left: &Entry, right: &Entry) -> bool {
    std::ptr::eq(left, right) || left.ways_of_asking().eq(right.ways_of_asking())
}

fn locale(knowledge: &KnowledgeBase) -> Option<String> {
    knowledge.packs().first().map(|pack| pack.locale.clone())
}

fn synonyms(knowledge: &KnowledgeBase) -> impl Iterator<Item = &Synonyms> {
    knowledge.packs().iter().map(|pack| &pack.synonyms).filter(|it| !it.groups.is_empty())
}

/// Every question that is known to be out of scope.
pub(super) fn out_of_scope(knowledge: &KnowledgeBase) -> impl Iterator<Item = &String> {
    knowledge.packs().iter().flat_map(|pack| &pack.out_of_scope)
}

impl Matcher {
    /// A matcher for another knowledge base, made from this one in a fraction of the time.
    ///
    /// None where more differs than a few entries or questions out of scope, or where this one is
    /// small: then it is to be built anew.
    #[must_use]
    pub fn revised(&self, knowledge: &KnowledgeBase) -> Option<Self> {
        let origin = self.origin.as_ref()?;
        let ground = &self.layers.first()?.segment;
        let now_out: FxHashSet<&String> = out_of_scope(knowledge).collect();
        let is_alike = origin.locale == locale(knowledge)
            && origin.synonyms.iter().eq(synonyms(knowledge))
            && origin.out_of_scope.iter().all(|text| now_out.contains(text));
        if !is_alike {
            return None;
        }
        let kept = origin.places_in(knowledge);
        let mut is_kept = vec![false; knowledge.len()];
        kept.iter().flatten().for_each(|place| is_kept[*place as usize] = true);
        let changed: Vec<u32> =
            (0..).zip(&is_kept).filter(|(_, is_kept)| !**is_kept).map(|(place, _)| place).collect();
        let ours = (0..).zip(&changed).flat_map(|(number, place)| {
            let entry = knowledge.entry_at(*place as usize);
            entry.ways_of_asking().map(move |text| Wording::phrasing(Owner::Entry(number), text))
        });
        let is_new = |text: &&String| !origin.out_of_scope.contains(*text);
        let newly_out = out_of_scope(knowledge).filter(is_new);
        let newly_out = newly_out.map(|text| Wording::phrasing(Owner::OutOfScope, text));
        let all: Vec<Wording<'_>> = ours.chain(newly_out).collect();
        let hidden = kept.iter().zip(&ground.index.phrasings_of).filter(|(kept, _)| kept.is_none());
        let hidden: u32 = hidden.map(|(_, (start, end))| end - start).sum();
        if all.len() + hidden as usize > MOST_CHANGED {
            return None;
        }
        // As below it: there is too little to be learnt from.
        let recipe = Recipe { contrast: false, meaning: false, ..ground.index.recipe };
        let (segment, _) =
            Segment::build(recipe, Ground::Segment(ground), None, changed.len(), &all);
        let below = Layer { segment: Arc::clone(ground), first: 0, places: Some(kept.into()) };
        let above = Layer {
            segment: Arc::new(segment),
            first: ground.texts.len() as u32,
            places: Some(changed.into_iter().map(Some).collect()),
        };
        Some(Matcher {
            layers: vec![below, above],
            calibration: self.calibration,
            origin: self.origin.clone(),
        })
    }
}
