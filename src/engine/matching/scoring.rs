//! Reads a question and scores the phrasings.
//!
//! Scores are cosines (Salton's vector space model) of inverse-frequency weights, one a part,
//! added with fixed shares. Words that no phrasing has stay in the question's length, which is
//! what makes a question from elsewhere score low.
//!
//! The postings of rare features are visited first. Where all of them are more than may be visited
//! in a moment, the best found by then are looked up among the postings left aside, so that the time
//! for a question has a bound at any size.
//!
//! **Invariant:** the same question always gets the same scores, whatever was asked before it on
//! the same thread.

use std::cell::RefCell;
use std::sync::OnceLock;

use super::analysis::Unit;
use super::features::{Features, Part};
use super::found::{Collector, Found, Top};
use super::gathering::Known;
use super::index::{Index, Owner, PhrasingPlace};
use super::places::Places;
use super::postings::{FEW, Having};
use super::spelling::Spelt;

/// What each part brings to a score. They add up to one.
///
/// Found by a coordinate search on the validation splits of three public sets and on the first
/// half of the project's own questions; all four agree within a point around these values.
pub(super) const SHARES: [(Part, f32); 4] =
    [(Part::Words, 0.26), (Part::Pairs, 0.08), (Part::Letters, 0.22), (Part::Entry, 0.44)];

/// How much a word that no phrasing has lengthens the question, against a known one.
///
/// Low, since it must not shift the balance between the parts; that a word is unknown counts
/// against an answer in the coverage instead.
const UNKNOWN_WORD: f32 = 0.2;

/// What a question must say to be about something: the meaning of about one plain word.
pub(super) const SUBSTANCE: f32 = 0.8;

/// The same for pairs and letters, which are mostly unknown in any new wording.
const UNKNOWN_OTHER: f32 = 0.5;

/// A corrected word counts for a little less than one typed right, for each edit.
const CORRECTED: [f32; 4] = [1.0, 0.92, 0.8, 0.7];

/// Postings that are visited for a question, at most.
///
/// Visiting so many takes some fifty microseconds. With three times as many no more is ranked right
/// among 100,000 made-up phrasings.
pub(super) const MOST_VISITED: usize = 8_000;

/// Phrasings that are looked up among the postings left aside, at least: many times what any ranking
/// shows, so that the best is hardly ever left out. With half as many, two phrasings of the shipped
/// knowledge base find another entry first.
const COMPARED: usize = 96;

/// Of these, so many are ranked.
const KEPT: usize = 40;

/// A question as the index reads it.
pub(super) struct Probe<'q> {
    pub(super) units: Vec<Unit<'q>>,
    /// For each unit what correcting it cost: nothing where it was typed right.
    pub(super) costs: Vec<usize>,
    /// Features that the index knows, by number.
    pub(super) features: Vec<Probed>,
    /// Where among these the words are.
    words: Vec<u32>,
    /// The sum of the squared weights of all words, known or not.
    pub(super) meaning: f32,
    /// The share of each part, with those that the question lacks given to the rest.
    pub(super) shares: [f32; 4],
    /// What it means; empty where there are no vectors.
    pub(super) sense: Vec<f32>,
}

/// A feature of a question that the index knows.
pub(super) struct Probed {
    pub(super) known: Known,
    /// Its number.
    pub(super) feature: u32,
    pub(super) part: Part,
    /// Its share of the question's length in its part, after correction.
    pub(super) weight: f32,
    /// Its share of the question's meaning.
    pub(super) meaning: f32,
    /// How common it is in English, where it is a word.
    pub(super) band: u8,
}

impl Probe<'_> {
    /// Words that the index knows.
    pub(super) fn words(&self) -> impl Iterator<Item = &Probed> {
        self.words.iter().map(|&place| &self.features[place as usize])
    }

    /// How far a question says anything: one from half of what makes it about something.
    pub(super) fn substance(&self) -> f32 {
        (2.0 * self.meaning / SUBSTANCE).min(1.0)
    }
}

/// How the phrasings scored that have something of a question.
pub(super) struct Scores {
    /// Entries with a phrasing among them, in order.
    pub(super) entries: Vec<Found>,
    /// The best questions out of scope.
    pub(super) outside: Top,
    /// What the learnt part says, once it is asked: that may be learnt after the words were scored, and what
    /// is looked at several times is worked out once.
    pub(super) odds: OnceLock<Odds>,
}

/// What the learnt part says for each entry, in log odds.
#[derive(Default)]
pub(super) struct Odds {
    /// All of it; empty where nothing was learnt.
    pub(super) all: Vec<f32>,
    /// What of that the sense of the words says; empty where there are no vectors.
    pub(super) of_sense: Vec<f32>,
}

/// Sums by place. All are nought between two questions.
#[derive(Default)]
struct Scratch {
    phrasings: Vec<f32>,
    /// The phrasings that have a sum.
    touched: Places,
    entries: Vec<f32>,
}

thread_local! {
    /// Kept from one question to the next, since clearing what was touched is quicker than making
    /// room for every phrasing anew. Each thread has its own, so that none waits.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Index {
    /// Weighs the features of a question's words.
    pub(super) fn probe<'q>(&'q self, spelt: &[Spelt<'q>]) -> Probe<'q> {
        let units = self.analyser.units(spelt.iter().map(|spelt| spelt.word));
        let mut of_words = spelt.iter().map(|spelt| spelt.cost);
        let costs: Vec<usize> = units
            .iter()
            .map(|unit| of_words.by_ref().take(unit.length()).max().unwrap_or(0))
            .collect();
        let mut list = Features::default();
        let list = list.read(&units);
        let mut norms = [0.0_f32; 4];
        let mut found = Vec::with_capacity(list.len());
        let mut meaning = 0.0;
        for feature in list {
            let place = self.places.get(&feature.key).copied();
            let known = place.map(|place| self.known[place as usize]);
            let below = || self.ground.as_ref()?.index.weight_of(feature.key);
            let known_weight = known.map(|known| known.weight).or_else(below);
            let weight = known_weight.unwrap_or_else(|| {
                feature.share * weight(feature.part, feature.band, 0, self.all_entries())
            });
            let squared = weight * weight;
            let meaning_here = squared * meaning_of(feature.band);
            norms[feature.part as usize] += match (known_weight, feature.part) {
                (Some(_), _) => squared,
                (
                    None,
                    Part::Words | Part::Entry | Part::Support | Part::Contrast | Part::Meaning,
                ) => squared * UNKNOWN_WORD,
                (None, Part::Pairs | Part::Letters) => squared * UNKNOWN_OTHER,
            };
            if feature.part == Part::Words {
                meaning += meaning_here;
            }
            if let (Some(known), Some(place)) = (known, place) {
                let cost = costs[feature.unit as usize];
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
        found.sort_unstable_by_key(|probed| probed.feature);
        let mut words = Vec::with_capacity(units.len() * 2);
        for (place, probed) in (0..).zip(&mut found) {
            probed.weight /= norms[probed.part as usize].sqrt().max(f32::MIN_POSITIVE);
            if probed.part == Part::Words {
                words.push(place);
            }
        }
        norms[Part::Entry as usize] = norms[Part::Words as usize];
        let present: f32 = self
            .recipe
            .shares
            .iter()
            .filter(|(part, _)| norms[*part as usize] > 0.0)
            .map(|(_, share)| share)
            .sum();
        let shares = self.recipe.shares.map(|(part, share)| {
            if norms[part as usize] > 0.0 && present > 0.0 { share / present } else { 0.0 }
        });
        let sense = self.senses.of_question(&units);
        Probe { sense, units, costs, features: found, words, meaning, shares }
    }

    /// Scores the phrasings and entries that have something of a question and are still there.
    pub(super) fn score(&self, probe: &Probe<'_>, is_there: impl Fn(u32) -> bool) -> Scores {
        SCRATCH.with_borrow_mut(|scratch| self.score_with(probe, scratch, is_there))
    }

    fn score_with(
        &self,
        probe: &Probe<'_>,
        scratch: &mut Scratch,
        is_there: impl Fn(u32) -> bool,
    ) -> Scores {
        if scratch.phrasings.len() < self.owners.len() {
            scratch.phrasings.resize(self.owners.len(), 0.0);
            scratch.touched.reach(self.owners.len());
        }
        let visits: usize =
            probe.features.iter().map(|probed| probed.known.phrasings as usize).sum();
        let is_whole = visits <= MOST_VISITED || self.owners.len() <= FEW;
        // Where most phrasings have a sum, looking at all is quicker than noting which have one; and a row
        // adds to all at once.
        let is_dense = visits.min(MOST_VISITED) > self.owners.len() / 2
            || probe.features.iter().any(|probed| self.postings.has_row(&probed.known));
        let mut collector = Collector::new(&self.owners, self.entries.min(visits));
        if is_whole {
            probe.features.iter().for_each(|probed| self.visit(probe, probed, scratch, is_dense));
            let Scratch { phrasings: sums, touched, .. } = &mut *scratch;
            let sums = &mut sums[..self.owners.len()];
            if is_dense {
                for (place, sum) in (0..).zip(sums) {
                    let sum = std::mem::take(sum);
                    if sum > 0.0 {
                        collector.add(place, sum, &is_there);
                    }
                }
            } else {
                touched.drain(sums.len(), |place| {
                    let sum = std::mem::take(&mut sums[place as usize]);
                    collector.add(place, sum, &is_there);
                });
            }
        } else {
            let left_aside = self.visit_rarest(probe, scratch, is_dense);
            for (place, score) in self.best(probe, scratch, &left_aside, is_dense, is_there) {
                collector.add(place, score, |_| true);
            }
        }
        let Collector { mut entries, outside, .. } = collector;
        if is_whole {
            self.add_own_parts(probe, &mut scratch.entries, &mut entries);
        } else {
            let share = probe.shares[Part::Entry as usize];
            for found in &mut entries {
                let in_entry = probe.words().filter_map(|probed| {
                    Some(probed.weight * self.in_entry(probed, found.entry)?.weight)
                });
                found.own = in_entry.sum::<f32>() * share;
            }
        }
        if !probe.sense.is_empty() {
            // Words may be alike where none is the same: every entry may be meant.
            let mut shared = entries.into_iter().peekable();
            entries = (0..self.entries as u32)
                .map(|entry| {
                    let found = shared.next_if(|found| found.entry == entry);
                    found.unwrap_or_else(|| Found::new(entry))
                })
                .collect();
        }
        Scores { entries, outside, odds: OnceLock::new() }
    }

    /// The best of the phrasings that have a sum by now, with what the features that were left aside add,
    /// in order.
    fn best(
        &self,
        probe: &Probe<'_>,
        scratch: &mut Scratch,
        left_aside: &[&Probed],
        is_dense: bool,
        is_there: impl Fn(u32) -> bool,
    ) -> Vec<(PhrasingPlace, f32)> {
        let is_there = |place: PhrasingPlace| match self.owners[place as usize] {
            Owner::Entry(entry) => is_there(entry),
            Owner::OutOfScope => true,
        };
        let Scratch { phrasings: sums, touched, .. } = scratch;
        let sums = &mut sums[..self.owners.len()];
        let mut found: Vec<(PhrasingPlace, f32)>;
        if is_dense {
            for (place, sum) in (0..).zip(&mut *sums) {
                if !is_there(place) {
                    *sum = 0.0;
                }
            }
            found = best_of(sums);
            sums.fill(0.0);
        } else {
            found = Vec::with_capacity(MOST_VISITED);
            touched.drain(sums.len(), |place| {
                let sum = std::mem::take(&mut sums[place as usize]);
                if is_there(place) {
                    found.push((place, sum));
                }
            });
            let least = least_of_best(found.iter().map(|(_, sum)| *sum));
            found.retain(|(_, sum)| *sum >= least);
        }
        let mut order: Vec<usize> = (0..left_aside.len()).collect();
        order.sort_unstable_by_key(|at| left_aside[*at].feature);
        let features: Vec<u32> = order.iter().map(|at| left_aside[*at].feature).collect();
        let mut has = vec![false; left_aside.len()];
        for (place, score) in &mut found {
            has.fill(false);
            self.lists.of(*place).shared_with(&features, |at| has[order[at]] = true);
            let there = left_aside.iter().zip(&has).filter(|(_, has)| **has);
            let rest = there.map(|(probed, _)| {
                let share = probe.shares[probed.part as usize];
                share * probed.weight * self.weight_in(probed, *place)
            });
            *score += rest.sum::<f32>();
        }
        if found.len() > KEPT {
            found.select_nth_unstable_by(KEPT, |left, right| {
                right.1.total_cmp(&left.1).then(left.0.cmp(&right.0))
            });
            found.truncate(KEPT);
            found.sort_unstable_by_key(|(place, _)| *place);
        }
        found
    }

    /// Adds the own part of each entry that was found, by the postings of entries.
    fn add_own_parts(&self, probe: &Probe<'_>, sums: &mut Vec<f32>, entries: &mut [Found]) {
        let share = probe.shares[Part::Entry as usize];
        if sums.len() < self.entries {
            sums.resize(self.entries, 0.0);
        }
        for probed in probe.words() {
            for in_entry in self.entries_with(probed) {
                sums[in_entry.entry as usize] += share * probed.weight * in_entry.weight;
            }
        }
        for found in entries {
            found.own = sums[found.entry as usize];
        }
        // Of those that are not there any more as well.
        for probed in probe.words() {
            for in_entry in self.entries_with(probed) {
                sums[in_entry.entry as usize] = 0.0;
            }
        }
    }

    /// Adds to the sum of each phrasing that has a feature.
    fn visit(&self, probe: &Probe<'_>, probed: &Probed, scratch: &mut Scratch, is_dense: bool) {
        let part = probed.part as usize;
        let weight = probed.weight * probe.shares[part] * probed.known.weight;
        let Scratch { phrasings: sums, touched, .. } = scratch;
        let shrink = self.shrink[part].as_slice();
        let sums = &mut sums[..shrink.len()];
        let mut add = |place: PhrasingPlace| {
            sums[place as usize] += weight * shrink[place as usize];
        };
        match self.postings.of(&probed.known) {
            Having::Row(row) => {
                for (sum, length) in sums.iter_mut().zip(row) {
                    *sum += weight * length;
                }
            }
            Having::Places(places) if is_dense => places.each(add),
            Having::Places(places) => places.each(|place| {
                touched.insert(place);
                add(place);
            }),
        }
    }

    /// Visits the postings of the rarest features, as many as may be, and says which it left aside.
    fn visit_rarest<'p>(
        &self,
        probe: &'p Probe<'_>,
        scratch: &mut Scratch,
        is_dense: bool,
    ) -> Vec<&'p Probed> {
        let mut order: Vec<&Probed> = probe.features.iter().collect();
        order.sort_by_key(|probed| (probed.known.phrasings, probed.feature));
        let mut left = MOST_VISITED;
        let mut visited = 0;
        for probed in &order {
            let Some(rest) = left.checked_sub(probed.known.phrasings as usize) else { break };
            left = rest;
            self.visit(probe, probed, scratch, is_dense);
            visited += 1;
        }
        order.split_off(visited)
    }

    /// The features that a question and a phrasing share. Both are sorted, so one look at each does.
    pub(super) fn shared<'p>(
        &'p self,
        probe: &'p Probe<'_>,
        phrasing: PhrasingPlace,
    ) -> impl Iterator<Item = &'p Probed> {
        let mut ours = probe.features.iter().peekable();
        self.lists.of(phrasing).iter().filter_map(move |theirs| {
            while ours.next_if(|probed| probed.feature < theirs).is_some() {}
            ours.next_if(|probed| probed.feature == theirs)
        })
    }
}

/// The best [`COMPARED`] sums and those that are hardly less, in order.
///
/// Sums are looked at by the highest of each block first, of which many are compared at a time: most blocks
/// have none of the best.
fn best_of(sums: &[f32]) -> Vec<(PhrasingPlace, f32)> {
    const BLOCK: usize = 16;
    let blocks: Vec<f32> = sums.chunks(BLOCK).map(highest).collect();
    // What so many blocks reach, so many sums reach.
    let least = least_of_best(blocks.iter().copied());
    let mut found = Vec::new();
    for (first, highest) in (0..).step_by(BLOCK).zip(&blocks) {
        if *highest > 0.0 && *highest >= least {
            let block = sums.iter().skip(first).take(BLOCK).copied();
            found.extend((first as PhrasingPlace..).zip(block).filter(|(_, sum)| *sum > 0.0));
        }
    }
    let least = least_of_best(found.iter().map(|(_, sum)| *sum));
    found.retain(|(_, sum)| *sum >= least);
    found
}

/// The highest of some sums, compared in four lanes: in one order alone they cannot be compared many at a time.
fn highest(sums: &[f32]) -> f32 {
    let (fours, rest) = sums.as_chunks::<4>();
    let mut lanes = [0.0_f32; 4];
    for four in fours {
        for (lane, sum) in lanes.iter_mut().zip(four) {
            *lane = if *sum > *lane { *sum } else { *lane };
        }
    }
    lanes.iter().chain(rest).copied().fold(0.0, f32::max)
}

/// The sum that the best [`COMPARED`] reach, rounded down: counting sums by size finds it in one
/// look at each, where sorting takes many.
fn least_of_best(sums: impl Iterator<Item = f32>) -> f32 {
    /// Sums lie between nought and one.
    const SIZES: usize = 512;
    let mut counts = [0_usize; SIZES];
    for sum in sums {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a sum from 0 to 1 of a length is a place in it"
        )]
        // By way of `i32`, which a float becomes in one instruction.
        let size = (sum * SIZES as f32) as i32 as usize;
        counts[size.min(SIZES - 1)] += 1;
    }
    let mut above = 0;
    for size in (0..SIZES).rev() {
        above += counts[size];
        if above >= COMPARED {
            return size as f32 / SIZES as f32;
        }
    }
    0.0
}

/// How much a feature says about which entry is meant: how few entries have it (an inverse entry
/// frequency after Sparck Jones, 1972, its square root taken so that one rare word does not
/// outweigh the rest) and, for words, how rare they are in English.
pub(super) fn weight(part: Part, band: u8, entries_with: u32, entries: usize) -> f32 {
    /// Flattens the bands: the rarest words weigh 1.9 times the most frequent, not 16 times.
    const BAND_OFFSET: f32 = 6.0;
    let rarity = (1.0 + (entries as f32 + 1.0) / (entries_with as f32 + 1.0)).ln().sqrt();
    match part {
        Part::Words | Part::Entry | Part::Support | Part::Contrast | Part::Meaning => {
            let in_english = (f32::from(band) + BAND_OFFSET) / (15.0 + BAND_OFFSET);
            rarity * in_english.sqrt()
        }
        Part::Pairs | Part::Letters => rarity,
    }
}

/// How much of what is said lies in a word, by how common it is in English.
pub(super) fn meaning_of(band: u8) -> f32 {
    (f32::from(band) / 15.0).powi(2)
}
