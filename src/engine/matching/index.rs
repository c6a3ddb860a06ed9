//! The index: every phrasing as weighted features, and for each feature who has it.
//!
//! What a feature weighs in a phrasing is its own weight over the length of the phrasing, so that a
//! posting is no more than a place: that halves what the index takes.
//!
//! **Invariant:** immutable once built, but for what tells entries apart, which is learnt once and before
//! anything is judged; and a score depends on nothing but the index, what it was revised from and the
//! question.

use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::analysis::Analyser;
use super::contrast::{Contrast, Lesson, Shares};
use super::features::Features;
use super::features::Part;
use super::gathering::{InEntry, Known, Lists, Sums, Texts};
pub(super) use super::gathering::{Owner, PhrasingPlace};
use super::postings::{Gathered, Postings};
use super::ranking::LIKENESS;
use super::recipe::Recipe;
use super::scoring::{MOST_VISITED, meaning_of, weight};
use super::segment::Segment;
use super::senses::{self, NEARNESS, Senses};
use super::speller::Speller;
use super::words;
use crate::engine::parallel;
use crate::engine::vectors::WordVectors;

/// Every phrasing, ready to be searched.
#[derive(Serialize, Deserialize)]
pub(super) struct Index {
    pub(super) recipe: Recipe,
    pub(super) analyser: Arc<Analyser>,
    /// What this one was revised from: what a feature weighs there it weighs here.
    /// An index that was is never saved.
    #[serde(skip)]
    pub(super) ground: Option<Arc<Segment>>,
    pub(super) speller: Speller,
    pub(super) owners: Vec<Owner>,
    pub(super) entries: usize,
    /// How many phrasings belong to an entry.
    pub(super) owned: usize,
    /// For each entry the places of its phrasings.
    pub(super) phrasings_of: Vec<(PhrasingPlace, PhrasingPlace)>,
    /// For each phrasing the sum of what its words mean.
    pub(super) phrasing_meanings: Vec<f32>,
    /// For words, pairs and letters one over the length of each phrasing in them.
    pub(super) shrink: [Vec<f32>; 3],
    /// For each entry the length of the sum of its phrasings.
    pub(super) entry_lengths: Vec<f32>,
    /// The place of each feature in `known`, by its key.
    pub(super) places: FxHashMap<u64, u32>,
    pub(super) known: Vec<Known>,
    pub(super) postings: Postings,
    pub(super) lists: Lists,
    pub(super) entry_postings: Vec<InEntry>,
    /// What tells the entries apart, once it is learnt.
    #[serde(with = "learnt")]
    contrast: OnceLock<Contrast>,
    /// What everything means, where there are word vectors.
    #[serde(skip)]
    pub(super) senses: Senses,
}

/// What is learnt once, as it is saved.
mod learnt {
    use super::{Contrast, Deserialize, Deserializer, OnceLock, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(
        learnt: &OnceLock<Contrast>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        learnt.get().serialize(serializer)
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(
        deserializer: D,
    ) -> Result<OnceLock<Contrast>, D::Error> {
        let learnt = Option::<Contrast>::deserialize(deserializer)?;
        Ok(learnt.map_or_else(OnceLock::new, OnceLock::from))
    }
}

/// What an index is built of. The phrasings of an entry follow each other.
pub(super) struct Phrasings<'p> {
    /// The normalised text of each phrasing.
    pub(super) texts: &'p [Arc<str>],
    /// What each belongs to.
    pub(super) owners: &'p [Owner],
    /// How many entries there are.
    pub(super) entries: usize,
}

/// What an index was built with, to be let go once everything that stays has its place.
///
/// Memory that is freed while an index still grows is not given back to the system, but kept for what
/// comes; and from then on more is (glibc raises its thresholds: `mallopt(3)`). An idle bot holds two
/// megabytes less for it.
pub(super) struct Scaffold {
    _texts: Texts,
    _postings: Vec<PhrasingPlace>,
}

/// Beyond so many phrasings what was gathered of them goes as soon as it can: there the peak counts, and
/// what is kept after it is little beside the index.
const MOST_HELD: usize = 20_000;

/// A phrasing to leave out, to see how the index does without it.
#[derive(Clone, Copy)]
pub(super) struct Hidden<'t> {
    /// What each phrasing taught the learnt part.
    pub(super) taught: &'t Shares,
    pub(super) phrasing: PhrasingPlace,
    /// The entry that it belongs to.
    pub(super) entry: u32,
    /// Leave out the whole entry.
    pub(super) whole_entry: bool,
}

impl Index {
    /// Builds the index of phrasings, of whose words the speller has all.
    pub(super) fn build(
        recipe: Recipe,
        analyser: Arc<Analyser>,
        ground: Option<Arc<Segment>>,
        mut speller: Speller,
        vectors: Option<&Arc<WordVectors>>,
        phrasings: &Phrasings<'_>,
    ) -> (Self, Scaffold) {
        let Phrasings { entries, .. } = *phrasings;
        let vectors = vectors.filter(|_| recipe.meaning);
        let mut senses = Senses::new(vectors);
        let mut texts = Texts::default();
        let mut owners = phrasings.owners.iter();
        // One thread reads, this one gathers: what is read of all takes more than the index itself.
        let read = |some: &[Arc<str>]| {
            let mut buffer = Features::default();
            let (mut features, mut ends, mut means) = (Vec::new(), Vec::new(), Vec::new());
            for text in some {
                let units = analyser.units(words(text));
                features.extend_from_slice(buffer.read(&units));
                ends.push(features.len());
                means.extend(senses::mean(vectors, &units).0);
            }
            (features, ends, means)
        };
        parallel::feed(phrasings.texts, read, |(features, ends, means)| {
            let mut start = 0;
            for (end, owner) in ends.into_iter().zip(&mut owners) {
                texts.add(*owner, &features[start..end]);
                start = end;
            }
            senses.add(&means);
        });
        let mut known: Vec<Known> = Vec::with_capacity(texts.counts.len());
        let of_ground = |key: u64| ground.as_ref()?.index.weight_of(key);
        let all_entries = entries + ground.as_ref().map_or(0, |ground| ground.index.entries);
        for count in &texts.counts {
            let weight = of_ground(count.key).unwrap_or_else(|| {
                count.share * weight(count.part, count.band, count.entries, all_entries)
            });
            known.push(Known {
                weight,
                part: count.part,
                phrasings: count.phrasings,
                start: 0,
                end: 0,
                entry_start: 0,
                entry_end: 0,
            });
        }
        let bands: Vec<u8> = texts.counts.iter().map(|count| count.band).collect();
        let owners = std::mem::take(&mut texts.owners);
        let places = std::mem::take(&mut texts.places);
        let lists = texts.lists();
        if owners.len() > MOST_HELD {
            texts = Texts::default();
        }
        let mut postings = Gathered::new(&mut known, owners.len(), MOST_VISITED);
        let mut phrasing_meanings = Vec::with_capacity(owners.len());
        let mut shrink = [(); 3].map(|()| Vec::with_capacity(owners.len()));
        let mut sums = Sums::new(known.len(), entries);
        let mut phrasings_of = vec![(0, 0); entries];
        let post = || {
            for (place, owner) in (0..).zip(&owners) {
                let mut lengths = [0.0_f32; 3];
                let mut meaning = 0.0;
                for feature in lists.of(place).iter() {
                    let Known { part, weight, .. } = known[feature as usize];
                    lengths[part as usize] += weight * weight;
                    if part == Part::Words {
                        meaning += weight * weight * meaning_of(bands[feature as usize]);
                    }
                }
                phrasing_meanings.push(meaning);
                let lengths = lengths.map(|squared| 1.0 / squared.sqrt().max(f32::MIN_POSITIVE));
                for (shrink, length) in shrink.iter_mut().zip(lengths) {
                    shrink.push(length);
                }
                for feature in lists.of(place).iter() {
                    let known = &mut known[feature as usize];
                    postings.add(known, place, lengths[known.part as usize]);
                    if let (Owner::Entry(entry), Part::Words) = (*owner, known.part) {
                        sums.add(entry, feature, known.weight * lengths[known.part as usize]);
                    }
                }
                if let Owner::Entry(entry) = *owner {
                    let range: &mut (u32, u32) = &mut phrasings_of[entry as usize];
                    if range.1 == 0 {
                        range.0 = place;
                    }
                    range.1 = place + 1;
                }
            }
        };
        parallel::both(post, || speller.finish());
        senses.finish(&owners, entries);
        let (entry_postings, entry_lengths) = sums.finish(&mut known);
        let owned = phrasings_of.iter().map(|(start, end)| (end - start) as usize).sum();
        let (postings, held) = postings.finish();
        let index = Index {
            recipe,
            analyser,
            ground,
            speller,
            owners,
            entries,
            owned,
            phrasings_of,
            phrasing_meanings,
            shrink,
            entry_lengths,
            places,
            known,
            postings,
            lists,
            entry_postings,
            contrast: OnceLock::new(),
            senses,
        };
        (index, Scaffold { _texts: texts, _postings: held })
    }

    /// Learns what tells the entries apart from the phrasings, whose texts these are and of which so many are
    /// names, and gives what each taught. Until then scores do without.
    pub(super) fn learn(&self, texts: &[Arc<str>], names: usize) -> Shares {
        let lesson = Lesson {
            texts,
            entries: self.entries,
            owners: &self.owners,
            known: &self.known,
            lists: &self.lists,
            names,
            shrink: &self.shrink,
            senses: &self.senses,
        };
        if !self.recipe.contrast || !lesson.is_short() {
            return Shares::default();
        }
        let (contrast, taught) = Contrast::learn(&lesson);
        self.contrast.get_or_init(|| contrast);
        taught
    }

    /// What tells the entries apart, if that was learnt.
    pub(super) fn contrast(&self) -> Option<&Contrast> {
        self.contrast.get()
    }

    /// What a feature weighs that is known here, by its key.
    pub(super) fn weight_of(&self, key: u64) -> Option<f32> {
        self.places.get(&key).map(|place| self.known[*place as usize].weight)
    }

    /// How many entries there are, with those of what this one was revised from.
    pub(super) fn all_entries(&self) -> usize {
        self.entries + self.ground.as_ref().map_or(0, |ground| ground.index.entries)
    }

    /// What the best phrasing of an entry and the next two have of what its phrasings count.
    pub(super) fn of_phrasings(&self) -> [f32; 3] {
        self.recipe.of_phrasings(self.contrast().is_some())
    }

    /// What the likeness to phrasings has of a score.
    pub(super) fn likeness_share(&self) -> f32 {
        match (self.contrast(), self.senses.is_empty()) {
            (Some(_), _) => LIKENESS,
            (None, false) => 1.0 - NEARNESS,
            (None, true) => 1.0,
        }
    }
}
