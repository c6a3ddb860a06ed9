//! Turns words into units: stems, with the group of synonyms that each belongs to.
//!
//! The same code reads phrasings and questions, so what is the same in both stays the same.
//! **Invariant:** units keep the order of the words; no word is lost.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use super::features::term_key;
use super::language::{Language, pieces};
use crate::engine::knowledge::Synonyms;
use crate::engine::parallel;
use crate::engine::query::normalise;

/// Most questions have no more words, so that room is made for them once.
const USUAL_WORDS: usize = 16;

/// The longest synonym, in words.
const LONGEST_SYNONYM: usize = 4;

/// One meaningful piece of a text: a word, or a phrase that is a known synonym.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Unit<'t> {
    /// The stem of the word, or the stems of the phrase.
    pub(super) stem: Cow<'t, str>,
    /// The words as they were normalised.
    pub(super) surface: Cow<'t, str>,
    /// The group of synonyms that it belongs to.
    pub(super) concept: Option<u32>,
    /// How common it is in its language; 15 where it is on no list of it at all.
    pub(super) band: u8,
    /// The key of its stem among the features.
    pub(super) key: u64,
    /// Whether a synonym of several words begins with it.
    opens: bool,
}

impl Unit<'_> {
    /// How many words it has.
    pub(super) fn length(&self) -> usize {
        1 + self.surface.bytes().filter(|byte| *byte == b' ').count()
    }
}

/// What is known of a word.
#[derive(Serialize, Deserialize)]
struct Known {
    stem: Box<str>,
    concept: Option<u32>,
    band: u8,
    key: u64,
    opens: bool,
}

/// Splits texts into units.
#[derive(Serialize, Deserialize)]
pub(super) struct Analyser {
    pub(super) language: Language,
    /// The words of the knowledge base, each read once.
    known: FxHashMap<Box<str>, Known>,
    /// The group of each synonym, by the keys of its stems.
    concepts: FxHashMap<[u64; LONGEST_SYNONYM], u32>,
    /// How the synonyms of several words begin.
    openings: FxHashSet<u64>,
    groups: u32,
}

impl Analyser {
    /// An analyser for a language (`en`, `fr`, …) with groups of synonyms.
    pub(super) fn new<'a>(locale: &str, synonyms: impl Iterator<Item = &'a Synonyms>) -> Self {
        let mut analyser = Analyser {
            language: Language::new(locale),
            known: FxHashMap::default(),
            concepts: FxHashMap::default(),
            openings: FxHashSet::default(),
            groups: 0,
        };
        for group in synonyms.flat_map(|synonyms| &synonyms.groups) {
            for member in group {
                let query = normalise(member);
                let stems = query.own_words().map(|word| analyser.language.stem(word));
                let keys: Vec<u64> = stems.map(|stem| term_key(&stem)).collect();
                if keys.len() > 1 {
                    analyser.openings.insert(keys[0]);
                }
                if let Some(words) = synonym(keys.into_iter()) {
                    analyser.concepts.entry(words).or_insert(analyser.groups);
                }
            }
            analyser.groups += 1;
        }
        analyser
    }

    /// Reads words, each for every later time that it is met.
    pub(super) fn learn<'w>(&mut self, words: impl Iterator<Item = &'w str>) {
        let words: Vec<&str> = words.collect();
        let known = parallel::map(&words, |word| {
            let Unit { stem, concept, band, key, opens, .. } = self.read(word);
            Known { stem: stem.into(), concept, band, key, opens }
        });
        self.known.extend(words.into_iter().map(Into::into).zip(known));
    }

    /// The unit of a normalised word.
    fn read<'t>(&'t self, word: &'t str) -> Unit<'t> {
        let surface = Cow::Borrowed(word);
        if let Some(Known { stem, concept, band, key, opens }) = self.known.get(word) {
            let (stem, concept, band) = (Cow::Borrowed(&**stem), *concept, *band);
            return Unit { stem, surface, concept, band, key: *key, opens: *opens };
        }
        let stem = self.language.stem(word);
        let key = term_key(&stem);
        Unit {
            stem,
            surface,
            concept: self.concept([key].into_iter()),
            band: self.language.band(word),
            key,
            opens: self.openings.contains(&key),
        }
    }

    /// The group of a word or of some, by the keys of their stems.
    fn concept(&self, keys: impl Iterator<Item = u64>) -> Option<u32> {
        self.concepts.get(&synonym(keys)?).copied()
    }

    /// The units of a list of words.
    pub(super) fn units<'t, 'w: 't>(
        &'t self,
        words: impl Iterator<Item = &'w str>,
    ) -> Vec<Unit<'t>> {
        let mut units = Vec::with_capacity(words.size_hint().0.max(USUAL_WORDS));
        let mut opens = false;
        for word in words {
            for piece in pieces(word) {
                let unit = self.read(piece);
                opens |= unit.opens;
                units.push(unit);
            }
        }
        if opens { self.joined(units) } else { units }
    }

    /// Units with synonyms of several words as one.
    fn joined<'t>(&self, units: Vec<Unit<'t>>) -> Vec<Unit<'t>> {
        let mut joined = Vec::with_capacity(units.len());
        let mut rest = units.into_iter();
        while !rest.as_slice().is_empty() {
            match self.phrase(rest.as_slice()) {
                Some((unit, length)) => {
                    joined.push(unit);
                    rest.nth(length - 1);
                }
                None => joined.extend(rest.next()),
            }
        }
        joined
    }

    /// The longest synonym of several words that these start with.
    fn phrase(&self, words: &[Unit<'_>]) -> Option<(Unit<'static>, usize)> {
        if !words[0].opens {
            return None;
        }
        (2..=LONGEST_SYNONYM.min(words.len())).rev().find_map(|length| {
            let words = &words[..length];
            let concept = self.concept(words.iter().map(|unit| unit.key))?;
            let stems: Vec<&str> = words.iter().map(|unit| &*unit.stem).collect();
            let surface: Vec<&str> = words.iter().map(|unit| &*unit.surface).collect();
            let stem = stems.join(" ");
            let unit = Unit {
                key: term_key(&stem),
                stem: stem.into(),
                surface: surface.join(" ").into(),
                concept: Some(concept),
                band: words.iter().map(|unit| unit.band).max().unwrap_or(u8::MAX),
                opens: false,
            };
            Some((unit, length))
        })
    }
}

/// A synonym by the keys of its stems, the rest of its places being nought. `None` where it has no words,
/// or more than any.
fn synonym(mut keys: impl Iterator<Item = u64>) -> Option<[u64; LONGEST_SYNONYM]> {
    let mut synonym = [0; LONGEST_SYNONYM];
    for (place, key) in synonym.iter_mut().zip(&mut keys) {
        *place = key;
    }
    (synonym[0] != 0 && keys.next().is_none()).then_some(synonym)
}
