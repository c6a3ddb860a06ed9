//! Why an entry was chosen: which phrasing, which words, what each part added, who came second.
//!
//! **Invariant:** the parts add up to the score.

use serde::Serialize;

use super::analysis::Unit;
use super::scoring::Probe;
use super::spelling::spell;
use super::{Candidate, Matcher, Part, Ranked, Stretch};
use crate::engine::Confidence;

/// How a word of the question met a word of the phrasing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// Letter for letter.
    Exact,
    /// Another form of the same word.
    Form,
    /// A word that means the same in this pack.
    Synonym,
    /// After a typing error was corrected.
    Corrected,
    /// Another word that means something alike, by the word vectors.
    Alike,
}

/// A word of the question and the word of the phrasing that it met.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alignment {
    /// The word of the question, as it was read.
    pub asked: String,
    /// The word of the phrasing.
    pub phrasing: String,
    /// How they met.
    pub how: How,
}

/// Why a candidate scored what it scored.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// The phrasing that fits best, as it was normalised.
    pub phrasing: String,
    /// Whether that is what the entry is called, by its id, and not among its phrasings.
    pub is_name: bool,
    /// The words that met.
    pub aligned: Vec<Alignment>,
    /// Words of the question that the phrasing lacks.
    pub missing: Vec<String>,
    /// What each part added to the score, in thousandths.
    pub parts: Vec<(Part, f32)>,
    /// The sum of the parts.
    pub score: f32,
    /// What the rest of the message leaves of that score, from 0 to 1: how far the whole of it is
    /// about this entry. One where the message is one question.
    pub of_message: f32,
    /// The share of the question's meaning that the entry has words for.
    pub coverage: f32,
    /// The place of the entry that came second, and how far behind it is in confidence.
    pub runner_up: Option<(usize, Confidence)>,
}

impl Matcher {
    /// Explains a candidate of a ranking of these stretches.
    #[must_use]
    pub fn explain(
        &self,
        stretches: &[Stretch<'_>],
        ranked: &Ranked,
        candidate: &Candidate,
    ) -> Explanation {
        let typed = &stretches[candidate.stretch].words;
        let (layer, place) = self.layer_of(candidate.phrasing);
        let index = &self.layers[layer].segment.index;
        let probe = index.probe(&spell(&self.layers, typed));
        let [words, pairs, letters, entry] = index.parts(&probe, place);
        // Of an exact phrasing the parts say why it fits, and nothing needs support.
        let exact = candidate.confidence == Confidence::CERTAIN;
        let alike = if exact { 1.0 } else { index.likeness_share() };
        let best = alike * if exact { 1.0 } else { index.of_phrasings()[0] };
        let parts = [
            words * best,
            pairs * best,
            letters * best,
            entry * alike,
            candidate.support * alike,
            candidate.contrast,
            candidate.meaning,
        ]
        .map(in_thousandths);
        let score: f32 = parts.iter().sum();
        let of_message = if candidate.confidence == Confidence::CERTAIN || score <= 0.0 {
            1.0
        } else {
            candidate.score / score
        };
        let phrasing = self.text_of(candidate.phrasing);
        let theirs = index.analyser.units(phrasing.split(' '));
        let mut aligned = Vec::new();
        let mut missing = Vec::new();
        let mut taken = vec![false; theirs.len()];
        for (ours, cost) in probe.units.iter().zip(&probe.costs) {
            let same = theirs.iter().position(|unit| unit.stem == ours.stem);
            let alike = || {
                ours.concept?;
                theirs.iter().position(|unit| unit.concept == ours.concept)
            };
            let Some(place) = same.or_else(alike) else {
                if let Some(their) = index.senses.most_alike(ours, &theirs) {
                    aligned.push(Alignment {
                        asked: asked(&probe, ours, typed),
                        phrasing: their.surface.to_string(),
                        how: How::Alike,
                    });
                    continue;
                }
                missing.push(asked(&probe, ours, typed));
                continue;
            };
            let their = &theirs[place];
            taken[place] = true;
            let how = if *cost > 0 {
                How::Corrected
            } else if their.surface == ours.surface {
                How::Exact
            } else if same.is_some() {
                How::Form
            } else {
                How::Synonym
            };
            aligned.push(Alignment {
                asked: asked(&probe, ours, typed),
                phrasing: their.surface.to_string(),
                how,
            });
        }
        let runner_up = ranked
            .candidates()
            .iter()
            .find(|other| other.entry != candidate.entry)
            .map(|other| (other.entry, candidate.confidence.above(other.confidence)));
        Explanation {
            phrasing: phrasing.to_string(),
            is_name: self.layers[layer].segment.is_name(place),
            aligned,
            missing,
            score,
            of_message,
            parts: Part::ALL.into_iter().zip(parts).collect(),
            coverage: candidate.coverage,
            runner_up,
        }
    }

    /// The text of the out-of-scope question that fits better than any phrasing.
    #[must_use]
    pub fn out_of_scope_question(&self, ranked: &Ranked) -> Option<&str> {
        ranked.out_of_scope.map(|phrasing| self.text_of(phrasing))
    }
}

/// Rounded, so that what is printed adds up to what is printed.
fn in_thousandths(value: f32) -> f32 {
    (value * 1000.0).round() / 1000.0
}

/// The word as it was typed, where a correction changed it.
fn asked(probe: &Probe<'_>, unit: &Unit<'_>, words: &[&str]) -> String {
    let place = probe.units.iter().position(|other| std::ptr::eq(other, unit)).unwrap_or_default();
    let before: usize = probe.units[..place].iter().map(Unit::length).sum();
    let typed = words.get(before).filter(|_| probe.costs[place] > 0);
    typed.map_or_else(|| unit.surface.to_string(), |word| (*word).to_owned())
}
