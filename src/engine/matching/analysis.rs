//! Turns words into units: stems, with the group of synonyms that each belongs to.
//!
//! The same code reads phrasings and questions, so what is the same in both stays the same.
//! **Invariant:** units keep the order of the words; no word is lost.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::language::{Language, pieces};
use crate::engine::knowledge::Synonyms;
use crate::engine::query::normalise;

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
}

impl Unit<'_> {
    /// How many words it has.
    pub(super) fn length(&self) -> usize {
        1 + self.surface.bytes().filter(|byte| *byte == b' ').count()
    }
}

/// Splits texts into units.
pub(super) struct Analyser {
    pub(super) language: Language,
    /// The stems of the words of the knowledge base, each worked out once.
    stems: FxHashMap<String, String>,
    /// Stemmed words of each synonym, to its group.
    concepts: FxHashMap<String, u32>,
    /// The first stems of synonyms of several words.
    openings: FxHashMap<String, ()>,
    groups: u32,
}

impl Analyser {
    /// An analyser for a language (`en`, `fr`, …) with groups of synonyms.
    pub(super) fn new<'a>(locale: &str, synonyms: impl Iterator<Item = &'a Synonyms>) -> Self {
        let mut analyser = Analyser {
            language: Language::new(locale),
            stems: FxHashMap::default(),
            concepts: FxHashMap::default(),
            openings: FxHashMap::default(),
            groups: 0,
        };
        for group in synonyms.flat_map(|synonyms| &synonyms.groups) {
            for member in group {
                let query = normalise(member);
                let stems: Vec<String> =
                    query.own_words().map(|word| analyser.stem(word).into_owned()).collect();
                if let [opening, _, ..] = stems.as_slice() {
                    analyser.openings.insert(opening.clone(), ());
                }
                if !stems.is_empty() {
                    analyser.concepts.entry(stems.join(" ")).or_insert(analyser.groups);
                }
            }
            analyser.groups += 1;
        }
        analyser
    }

    /// Works out the stem of a word once, for every later time that it is met.
    pub(super) fn learn(&mut self, word: &str) {
        if !self.stems.contains_key(word) {
            let stem = self.stem(word).into_owned();
            self.stems.insert(word.to_owned(), stem);
        }
    }

    /// The stem of a normalised word.
    pub(super) fn stem<'t>(&'t self, word: &'t str) -> Cow<'t, str> {
        if let Some(stem) = self.stems.get(word) {
            return stem.into();
        }
        self.language.stem(word)
    }

    /// The group of a stem, or of stems parted by spaces.
    pub(super) fn concept(&self, stem: &str) -> Option<u32> {
        self.concepts.get(stem).copied()
    }

    /// The units of a list of words.
    pub(super) fn units<'t, 'w: 't>(
        &'t self,
        words: impl Iterator<Item = &'w str>,
    ) -> Vec<Unit<'t>> {
        let mut words: Vec<(&str, Cow<'_, str>)> =
            words.flat_map(pieces).map(|word| (word, self.stem(word))).collect();
        let mut units = Vec::with_capacity(words.len());
        let mut place = 0;
        while place < words.len() {
            let (unit, length) = self.phrase(&words[place..]).unwrap_or_else(|| {
                let (word, stem) = &mut words[place];
                let unit = Unit {
                    concept: self.concept(stem),
                    band: self.language.band(word),
                    stem: std::mem::take(stem),
                    surface: (*word).into(),
                };
                (unit, 1)
            });
            units.push(unit);
            place += length;
        }
        units
    }

    /// The longest synonym of several words that these start with.
    fn phrase(&self, words: &[(&str, Cow<'_, str>)]) -> Option<(Unit<'static>, usize)> {
        if words.len() < 2 || !self.openings.contains_key(&*words[0].1) {
            return None;
        }
        (2..=LONGEST_SYNONYM.min(words.len())).rev().find_map(|length| {
            let stems: Vec<&str> = words[..length].iter().map(|(_, stem)| &**stem).collect();
            let stem = stems.join(" ");
            let concept = self.concept(&stem)?;
            let surface: Vec<&str> = words[..length].iter().map(|(word, _)| *word).collect();
            let rarest = words[..length]
                .iter()
                .map(|(word, _)| self.language.band(word))
                .max()
                .unwrap_or(u8::MAX);
            let unit = Unit {
                stem: stem.into(),
                surface: surface.join(" ").into(),
                concept: Some(concept),
                band: rarest,
            };
            Some((unit, length))
        })
    }
}
