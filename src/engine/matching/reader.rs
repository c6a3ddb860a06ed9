//! From the stretches of a message to entries with their confidence.
//!
//! **Invariant:** an exact phrasing comes first with full confidence, whatever stands around it.

use super::index::{Owner, PhrasingPlace};
use super::ranking::{Heard, Judged, Scored, Stretch, judge};
use super::{Candidate, MAX_CANDIDATES, Matcher, Ranked};
use crate::engine::Confidence;

impl Matcher {
    /// Ranks the entries for words that are one question.
    #[must_use]
    pub fn rank(&self, words: &[&str]) -> Ranked {
        self.rank_message(&[Stretch { words: words.to_vec(), weight: 1.0 }])
    }

    /// Ranks the entries for a message: its words as a whole, then its stretches.
    #[must_use]
    pub fn rank_message(&self, stretches: &[Stretch<'_>]) -> Ranked {
        self.reader().rank(stretches)
    }

    /// Reads one message, whose stretches may be looked at together and apart.
    #[must_use]
    pub fn reader<'r>(&'r self) -> Reader<'r> {
        Reader { matcher: self, scored: Vec::new() }
    }

    /// Turns what was judged of stretches into candidates.
    fn ranked(&self, stretches: &[Stretch<'_>], judged: &Judged) -> Ranked {
        let mut candidates: Vec<Candidate> = judged
            .candidates
            .iter()
            .map(|found| Candidate {
                entry: found.entry as usize,
                confidence: self.calibration.confidence(found.signals, found.substance),
                score: found.signals.score,
                coverage: found.signals.coverage,
                phrasing: found.phrasing,
                stretch: found.stretch,
                support: found.support,
                contrast: found.contrast,
                meaning: found.meaning,
            })
            .collect();
        candidates.sort_by(|left, right| {
            right.confidence.cmp(&left.confidence).then(right.score.total_cmp(&left.score))
        });
        let mut out_of_scope = judged.out_of_scope;
        // The whole is listed first, so that what it is outranks what a part of it is.
        let exact = stretches
            .iter()
            .enumerate()
            .find_map(|(place, stretch)| Some((place, self.exact(&stretch.words.join(" "))?)));
        if let Some((stretch, (phrasing, owner))) = exact {
            match owner {
                Owner::Entry(entry) => {
                    out_of_scope = None;
                    let certain = Candidate {
                        entry: entry as usize,
                        confidence: Confidence::CERTAIN,
                        score: 1.0,
                        coverage: 1.0,
                        phrasing,
                        stretch,
                        support: 0.0,
                        contrast: 0.0,
                        meaning: 0.0,
                    };
                    candidates.retain(|candidate| candidate.entry != certain.entry);
                    candidates.insert(0, certain);
                    candidates.truncate(MAX_CANDIDATES);
                }
                Owner::OutOfScope => out_of_scope = Some(phrasing),
            }
        }
        Ranked { candidates, out_of_scope }
    }

    /// The phrasing that a text is, with its owner by its place in the knowledge base. An entry goes
    /// before what is out of scope, and of several entries the first.
    fn exact(&self, text: &str) -> Option<(PhrasingPlace, Owner)> {
        let found = self.layers.iter().flat_map(|layer| {
            layer.segment.with_text(text).filter_map(|phrasing| {
                let owner = match layer.segment.index.owners[phrasing as usize] {
                    Owner::Entry(entry) => Owner::Entry(layer.place_of(entry)?),
                    Owner::OutOfScope => Owner::OutOfScope,
                };
                Some((layer.first + phrasing, owner))
            })
        });
        found.min_by_key(|(phrasing, owner)| match owner {
            Owner::Entry(place) => (*place, *phrasing),
            Owner::OutOfScope => (u32::MAX, *phrasing),
        })
    }

    /// The entries nearest to some words with their scores from 0 to 1, best first.
    ///
    /// What [`Matcher::rank`] starts from: without confidence, and an exact phrasing counts only
    /// by its features. Used to lint a knowledge base.
    #[must_use]
    pub fn scores(&self, words: &[&str]) -> Vec<(usize, f64)> {
        judge(&self.layers, &[Heard::from(&Scored::new(&self.layers, words))], None)
            .candidates
            .iter()
            .map(|found| (found.entry as usize, f64::from(found.signals.score)))
            .collect()
    }
}

/// Reads a message, each stretch of it once.
pub struct Reader<'r> {
    matcher: &'r Matcher,
    scored: Vec<(Vec<&'r str>, Scored<'r>)>,
}

impl<'r> Reader<'r> {
    /// Ranks the entries for some stretches, the first of which is the whole of what is looked at.
    pub fn rank(&mut self, stretches: &[Stretch<'r>]) -> Ranked {
        let places: Vec<usize> = stretches
            .iter()
            .map(|stretch| {
                let known = self.scored.iter().position(|(words, _)| *words == stretch.words);
                known.unwrap_or_else(|| {
                    let scored = Scored::new(&self.matcher.layers, &stretch.words);
                    self.scored.push((stretch.words.clone(), scored));
                    self.scored.len() - 1
                })
            })
            .collect();
        let heard: Vec<Heard<'_, '_>> = places
            .iter()
            .zip(stretches)
            .map(|(place, stretch)| Heard {
                scored: &self.scored[*place].1,
                weight: stretch.weight,
            })
            .collect();
        self.matcher.ranked(stretches, &judge(&self.matcher.layers, &heard, None))
    }
}
