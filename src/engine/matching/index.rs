//! The index: every phrasing as weighted features, and for each feature who has it.
//!
//! Scores are cosines (Salton's vector space model) of inverse-frequency weights, one a part,
//! added with fixed shares. Words that no phrasing has stay in the question's length, which is
//! what makes a question from elsewhere score low.
//!
//! **Invariant:** immutable once built, and a score depends on nothing but the index and the
//! question.

use rustc_hash::FxHashMap;

use super::analysis::{Analyser, Unit};
use super::contrast::{self, Contrast, Shares, Weighted};
use super::features::{Feature, Part, features};
use super::gathering::{InEntry, Known, Sums, Texts};
pub(super) use super::gathering::{Owner, PhrasingPlace};
use super::ranking::LIKENESS;
use super::speller::Speller;

/// What each part brings to a score. They add up to one.
///
/// Found by a coordinate search on the validation splits of three public sets and on the first
/// half of the project's own questions; all four agree within a point around these values.
const SHARES: [(Part, f32); 4] =
    [(Part::Words, 0.26), (Part::Pairs, 0.08), (Part::Letters, 0.22), (Part::Entry, 0.44)];

/// How much a word that no phrasing has lengthens the question, against a known one.
///
/// Low, since it must not shift the balance between the parts; that a word is unknown counts
/// against an answer in the coverage instead.
const UNKNOWN_WORD: f32 = 0.2;

/// What a question must say to be about something: the meaning of about one plain word.
const SUBSTANCE: f32 = 0.8;

/// The same for pairs and letters, which are mostly unknown in any new wording.
const UNKNOWN_OTHER: f32 = 0.5;

/// A corrected word counts for a little less than one typed right, for each edit.
const CORRECTED: [f32; 4] = [1.0, 0.92, 0.8, 0.7];

/// Every phrasing, ready to be searched.
pub(super) struct Index {
    pub(super) analyser: Analyser,
    pub(super) speller: Speller,
    pub(super) owners: Vec<Owner>,
    entries: usize,
    /// For each phrasing the sum of what its words mean.
    phrasing_meanings: Vec<f32>,
    /// For each entry the length of the sum of its phrasings.
    entry_lengths: Vec<f32>,
    /// The place of each feature in `known`, by its key.
    places: FxHashMap<u64, u32>,
    known: Vec<Known>,
    postings: Vec<(PhrasingPlace, f32)>,
    entry_postings: Vec<InEntry>,
    contrast: Contrast,
}

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

/// A question as the index reads it.
pub(super) struct Probe {
    pub(super) units: Vec<Unit>,
    /// For each unit what it was corrected to, with the cost.
    pub(super) corrections: Vec<Option<(String, usize)>>,
    /// Features that the index knows.
    features: Vec<Probed>,
    /// The sum of the squared weights of all words, known or not.
    meaning: f32,
    /// The share of each part, with those that the question lacks given to the rest.
    shares: [f32; 4],
}

/// A feature of a question that the index knows.
struct Probed {
    known: Known,
    /// Its number.
    feature: u32,
    part: Part,
    /// Its share of the question's length in its part, after correction.
    weight: f32,
    /// Its share of the question's meaning.
    meaning: f32,
    /// How common it is in English, where it is a word.
    band: u8,
}

/// How each phrasing and each entry scored.
pub(super) struct Scores {
    pub(super) phrasings: Vec<f32>,
    pub(super) entries: Vec<f32>,
    /// What the learnt part says for each entry, in log odds.
    pub(super) odds: Vec<f32>,
}

impl Index {
    /// Builds the index of phrasings with their owners. The phrasings of an entry follow each
    /// other.
    pub(super) fn build<'w, Words: Iterator<Item = &'w str>>(
        analyser: Analyser,
        entries: usize,
        phrasings: impl Iterator<Item = (Owner, Words)>,
    ) -> (Self, Shares) {
        let mut speller = Speller::default();
        let mut texts = Texts::default();
        for (owner, words) in phrasings {
            // One phrasing at a time: the units of all of them take more than the index itself.
            let units = analyser.units(words);
            for word in units.iter().flat_map(|unit| unit.surface.split(' ')) {
                speller.add(word);
            }
            texts.add(owner, &units);
        }
        let weights: Vec<f32> = texts
            .counts
            .iter()
            .map(|count| weight(count.part, count.band, count.entries, entries))
            .collect();
        let mut known: Vec<Known> = Vec::with_capacity(weights.len());
        let mut start = 0;
        for (weight, count) in weights.iter().zip(&texts.counts) {
            let (weight, end) = (*weight, start);
            known.push(Known { weight, start, end, entry_start: 0, entry_end: 0 });
            start += count.phrasings;
        }
        let mut phrasing_meanings = Vec::with_capacity(texts.owners.len());
        let mut postings = vec![(0, 0.0); start as usize];
        let mut sums = Sums::new(known.len(), entries);
        let mut weighted: Vec<Vec<Weighted>> = Vec::with_capacity(texts.owners.len());
        for ((place, owner), text) in (0..).zip(&texts.owners).zip(texts.iter()) {
            let mut norms = [0.0_f32; 4];
            let mut meaning = 0.0;
            for &(feature, share) in text {
                let count = &texts.counts[feature as usize];
                let squared = (weights[feature as usize] * share).powi(2);
                norms[count.part as usize] += squared;
                if count.part == Part::Words {
                    meaning += squared * meaning_of(count.band);
                }
            }
            phrasing_meanings.push(meaning);
            let norms = norms.map(|norm| norm.sqrt().max(f32::MIN_POSITIVE));
            let mut in_text = Vec::with_capacity(text.len());
            for &(feature, share) in text {
                let part = texts.counts[feature as usize].part;
                let weight = weights[feature as usize] * share / norms[part as usize];
                let known = &mut known[feature as usize];
                postings[known.end as usize] = (place, weight);
                known.end += 1;
                in_text.push((feature, part, weight));
                if let (Owner::Entry(entry), Part::Words) = (*owner, part) {
                    sums.add(entry, feature, weight);
                }
            }
            weighted.push(in_text);
        }
        let (contrast, taught) = Contrast::learn(known.len(), entries, &texts.owners, &weighted);
        let (entry_postings, entry_lengths) = sums.finish(&mut known);
        let index = Index {
            analyser,
            speller,
            owners: texts.owners,
            entries,
            phrasing_meanings,
            entry_lengths,
            places: texts.places,
            known,
            postings,
            entry_postings,
            contrast,
        };
        (index, taught)
    }

    /// Reads a question: corrects its words and weighs its features.
    pub(super) fn probe(&self, words: &[&str]) -> Probe {
        let mut corrected: Vec<(String, usize)> = Vec::with_capacity(words.len());
        for word in words {
            if let Some(correction) = self.speller.correct(word) {
                corrected.push((correction.word.to_owned(), correction.cost));
            } else if let Some((head, tail)) = self.speller.split(word) {
                corrected.push((head.to_owned(), 0));
                corrected.push((tail.to_owned(), 0));
            } else {
                corrected.push(((*word).to_owned(), 0));
            }
        }
        let units = self.analyser.units(corrected.iter().map(|(word, _)| word.as_str()));
        let mut costs = corrected.iter();
        let corrections: Vec<Option<(String, usize)>> = units
            .iter()
            .map(|unit| {
                let words = unit.surface.split(' ').count();
                let cost = costs.by_ref().take(words).map(|(_, cost)| *cost).max().unwrap_or(0);
                (cost > 0).then(|| (unit.surface.clone(), cost))
            })
            .collect();
        let mut list: Vec<Feature> = Vec::new();
        features(&units, &mut list);
        let mut norms = [0.0_f32; 4];
        let mut found = Vec::with_capacity(list.len());
        let mut meaning = 0.0;
        for feature in &list {
            let place = self.places.get(&feature.key).copied();
            let known = place.map(|place| self.known[place as usize]);
            let weight = feature.share
                * match known {
                    Some(known) => known.weight,
                    None => weight(feature.part, feature.band, 0, self.entries),
                };
            let squared = weight * weight;
            let meaning_here = squared * meaning_of(feature.band);
            norms[feature.part as usize] += match (known, feature.part) {
                (Some(_), _) => squared,
                (None, Part::Words | Part::Entry | Part::Support | Part::Contrast) => {
                    squared * UNKNOWN_WORD
                }
                (None, Part::Pairs | Part::Letters) => squared * UNKNOWN_OTHER,
            };
            if feature.part == Part::Words {
                meaning += meaning_here;
            }
            if let (Some(known), Some(place)) = (known, place) {
                let cost = corrections[feature.unit as usize].as_ref().map_or(0, |(_, cost)| *cost);
                let kept = CORRECTED[cost.min(CORRECTED.len() - 1)];
                found.push(Probed {
                    known,
                    feature: place,
                    part: feature.part,
                    weight: weight * kept,
                    meaning: meaning_here * kept,
                    band: feature.band,
                });
            }
        }
        for probed in &mut found {
            probed.weight /= norms[probed.part as usize].sqrt().max(f32::MIN_POSITIVE);
        }
        norms[Part::Entry as usize] = norms[Part::Words as usize];
        let present: f32 = SHARES
            .iter()
            .filter(|(part, _)| norms[*part as usize] > 0.0)
            .map(|(_, share)| share)
            .sum();
        let shares = SHARES.map(|(part, share)| {
            if norms[part as usize] > 0.0 && present > 0.0 { share / present } else { 0.0 }
        });
        Probe { units, corrections, features: found, meaning, shares }
    }

    /// Scores every phrasing and every entry against a question.
    pub(super) fn score(&self, probe: &Probe) -> Scores {
        let mut scores = Scores {
            phrasings: vec![0.0; self.owners.len()],
            entries: vec![0.0; self.entries],
            odds: vec![0.0; self.entries],
        };
        for probed in &probe.features {
            self.contrast.add(probed.feature, probed.part, probed.weight, &mut scores.odds);
            let weight = probed.weight * probe.shares[probed.part as usize];
            for &(place, in_phrasing) in self.phrasings_with(probed) {
                scores.phrasings[place as usize] += weight * in_phrasing;
            }
            if probed.part == Part::Words {
                let weight = probed.weight * probe.shares[Part::Entry as usize];
                for in_entry in self.entries_with(probed) {
                    scores.entries[in_entry.entry as usize] += weight * in_entry.weight;
                }
            }
        }
        scores
    }

    /// What an entry's own part would be without one of its phrasings.
    pub(super) fn entry_without(&self, probe: &Probe, entry: u32, phrasing: PhrasingPlace) -> f32 {
        let length = self.entry_lengths[entry as usize];
        let (mut with_sum, mut with_phrasing, mut overlap) = (0.0, 0.0, 0.0);
        for probed in probe.features.iter().filter(|probed| probed.part == Part::Words) {
            let in_entry = self.in_entry(probed, entry).map_or(0.0, |found| found.weight * length);
            let in_phrasing = self.in_phrasing(probed, phrasing);
            with_sum += probed.weight * in_entry;
            with_phrasing += probed.weight * in_phrasing;
            overlap += in_entry * in_phrasing;
        }
        // |sum - phrasing|, where the phrasing has length one.
        let rest = (length * length - 2.0 * overlap + 1.0).max(0.0).sqrt();
        let share = probe.shares[Part::Entry as usize];
        if rest > 0.01 { share * (with_sum - with_phrasing) / rest } else { 0.0 }
    }

    /// The share of a question's meaning that an entry's phrasings have words for.
    pub(super) fn coverage(&self, probe: &Probe, entry: u32, hidden: Option<Hidden<'_>>) -> f32 {
        let covered: f32 = probe
            .features
            .iter()
            .filter(|probed| probed.part == Part::Words)
            .filter(|probed| {
                let Some(found) = self.in_entry(probed, entry) else { return false };
                let only_in_hidden = hidden.is_some_and(|hidden| {
                    hidden.entry == entry
                        && found.phrasings == 1
                        && self.in_phrasing(probed, hidden.phrasing) > 0.0
                });
                !only_in_hidden
            })
            .map(|probed| probed.meaning)
            .sum();
        // A question of common words alone says too little to be about anything.
        covered / probe.meaning.max(SUBSTANCE)
    }

    /// The share of a phrasing's meaning that the question has words for.
    pub(super) fn echo(&self, probe: &Probe, phrasing: PhrasingPlace) -> f32 {
        let echoed: f32 = probe
            .features
            .iter()
            .filter(|probed| probed.part == Part::Words)
            .filter(|probed| self.in_phrasing(probed, phrasing) > 0.0)
            .map(|probed| probed.meaning)
            .sum();
        let meaning = self.phrasing_meanings[phrasing as usize];
        (echoed / meaning.max(f32::MIN_POSITIVE)).min(1.0)
    }

    /// The share of a question's meaning that any entry has words for: what is missing is foreign
    /// here.
    pub(super) fn native(&self, probe: &Probe, hidden: Option<Hidden<'_>>) -> f32 {
        let native: f32 = probe
            .features
            .iter()
            .filter(|probed| probed.part == Part::Words)
            .filter(|probed| match (self.entries_with(probed), hidden) {
                ([], _) => false,
                ([only], Some(hidden)) if only.entry == hidden.entry => {
                    !hidden.whole_entry
                        && (only.phrasings > 1 || self.in_phrasing(probed, hidden.phrasing) <= 0.0)
                }
                _ => true,
            })
            .map(|probed| probed.meaning)
            .sum();
        native / probe.meaning.max(f32::MIN_POSITIVE)
    }

    /// Whether a question names what this knowledge base is about: a word that is rare in English
    /// and frequent here.
    pub(super) fn is_topical(&self, probe: &Probe) -> bool {
        /// Rarer than the 1,000 most frequent English words.
        const RARE: u8 = 10;
        /// In one phrasing of fifty: a handful of words in any knowledge base.
        const FREQUENT: f32 = 0.02;
        let phrasings = self.owners.iter().filter(|owner| **owner != Owner::OutOfScope).count();
        let enough = FREQUENT * phrasings as f32;
        probe.features.iter().any(|probed| {
            let with =
                || self.entries_with(probed).iter().map(|found| found.phrasings).sum::<u32>();
            probed.part == Part::Words && probed.band >= RARE && with() as f32 >= enough
        })
    }

    /// What each part adds to the score of one phrasing, in the order of [`Part::ALL`].
    pub(super) fn parts(&self, probe: &Probe, phrasing: PhrasingPlace) -> [f32; 4] {
        let mut parts = [0.0; 4];
        for probed in &probe.features {
            let share = probe.shares[probed.part as usize];
            parts[probed.part as usize] +=
                share * probed.weight * self.in_phrasing(probed, phrasing);
            if let (Part::Words, Owner::Entry(owner)) =
                (probed.part, self.owners[phrasing as usize])
            {
                let in_entry = self.in_entry(probed, owner).map_or(0.0, |found| found.weight);
                parts[Part::Entry as usize] +=
                    probe.shares[Part::Entry as usize] * probed.weight * in_entry;
            }
        }
        parts
    }

    /// Whether an entry has a single phrasing.
    pub(super) fn has_one_phrasing(&self, entry: u32) -> bool {
        self.owners.iter().filter(|owner| **owner == Owner::Entry(entry)).nth(1).is_none()
    }

    /// Takes what is hidden out of what the learnt part says.
    ///
    /// Learning anew without it would be exact and take as long as building the index.
    pub(super) fn odds_without(&self, probe: &Probe, hidden: Hidden<'_>, odds: &mut [f32]) {
        let is_hidden = |place: PhrasingPlace, owner: Owner| {
            place == hidden.phrasing || hidden.whole_entry && owner == Owner::Entry(hidden.entry)
        };
        for (place, owner) in (0..).zip(&self.owners) {
            if is_hidden(place, *owner) {
                hidden.taught.take_out(place, self.likeness(probe, place), odds);
            }
        }
    }

    /// How alike a question and a phrasing are, as the learnt part sees them.
    pub(super) fn likeness(&self, probe: &Probe, phrasing: PhrasingPlace) -> f32 {
        let product = |probed: &Probed| {
            contrast::share(probed.part) * probed.weight * self.in_phrasing(probed, phrasing)
        };
        probe.features.iter().map(product).sum()
    }

    /// What the likeness to phrasings has of a score.
    pub(super) fn likeness_share(&self) -> f32 {
        if self.has_contrast() { LIKENESS } else { 1.0 }
    }

    /// Whether there is a learnt part.
    pub(super) fn has_contrast(&self) -> bool {
        !self.contrast.is_empty()
    }

    fn phrasings_with(&self, probed: &Probed) -> &[(PhrasingPlace, f32)] {
        &self.postings[probed.known.start as usize..probed.known.end as usize]
    }

    fn entries_with(&self, probed: &Probed) -> &[InEntry] {
        &self.entry_postings[probed.known.entry_start as usize..probed.known.entry_end as usize]
    }

    fn in_phrasing(&self, probed: &Probed, phrasing: PhrasingPlace) -> f32 {
        let postings = self.phrasings_with(probed);
        postings
            .binary_search_by_key(&phrasing, |(place, _)| *place)
            .map_or(0.0, |at| postings[at].1)
    }

    fn in_entry(&self, probed: &Probed, entry: u32) -> Option<InEntry> {
        let postings = self.entries_with(probed);
        postings.binary_search_by_key(&entry, |found| found.entry).ok().map(|at| postings[at])
    }
}

/// How much a feature says about which entry is meant: how few entries have it (an inverse entry
/// frequency after Sparck Jones, 1972, its square root taken so that one rare word does not
/// outweigh the rest) and, for words, how rare they are in English.
fn weight(part: Part, band: u8, entries_with: u32, entries: usize) -> f32 {
    /// Flattens the bands: the rarest words weigh 1.9 times the most frequent, not 16 times.
    const BAND_OFFSET: f32 = 6.0;
    let rarity = (1.0 + (entries as f32 + 1.0) / (entries_with as f32 + 1.0)).ln().sqrt();
    match part {
        Part::Words | Part::Entry | Part::Support | Part::Contrast => {
            let in_english = (f32::from(band) + BAND_OFFSET) / (15.0 + BAND_OFFSET);
            rarity * in_english.sqrt()
        }
        Part::Pairs | Part::Letters => rarity,
    }
}

/// How much of what is said lies in a word, by how common it is in English.
fn meaning_of(band: u8) -> f32 {
    (f32::from(band) / 15.0).powi(2)
}
