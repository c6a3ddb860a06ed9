//! From scores of phrasings to ranked entries.
//!
//! A message is read as a whole and stretch by stretch: a stretch says how well an entry fits what
//! was asked, the whole says which entry the talk is about.
//!
//! **Invariant:** an exact phrasing comes first with full confidence, whatever stands around it.

use super::calibration::Signals;
use super::index::{Hidden, Index, Owner, PhrasingPlace};
use super::scoring::{Probe, Scores};
use super::senses::NEARNESS;
use super::{Candidate, MAX_CANDIDATES, Matcher, Ranked};
use crate::engine::Confidence;

/// A run of words of a message that may be the question.
#[derive(Clone, Debug, PartialEq)]
pub struct Stretch<'q> {
    /// Its words, normalised.
    pub words: Vec<&'q str>,
    /// What its scores are multiplied by, from 0 to 1: less than one where the writer tells
    /// rather than asks.
    pub weight: f32,
}

/// How far the whole message decides among the entries that a stretch finds.
///
/// With nothing, "what is it?" after a story finds any entry; with all, an entry that the story
/// names beats the one that is asked for. Nine tenths of the squared share of the best found most
/// on the first half of the project's own questions.
const WHOLE: f32 = 0.9;

/// What one step of log odds in the learnt part adds to a score.
///
/// From 0.06 to 0.15 as many questions are ranked right on splits of two public sets.
const CONTRAST: f32 = 0.1;

/// Log odds above this add nothing more. A phrasing itself has about four.
const MOST_ODDS: f32 = 4.0;

/// What the likeness to phrasings has where there is a learnt part beside it.
pub(super) const LIKENESS: f32 = 1.0 - CONTRAST * MOST_ODDS;

/// An entry with what is known of it.
pub(super) struct Judgement {
    pub(super) entry: u32,
    pub(super) phrasing: PhrasingPlace,
    pub(super) stretch: usize,
    pub(super) support: f32,
    pub(super) contrast: f32,
    /// What the senses of words add.
    pub(super) meaning: f32,
    /// How far the stretch says anything at all, from 0 to 1.
    pub(super) substance: f32,
    pub(super) signals: Signals,
}

/// The best entries, best first.
pub(super) struct Judged {
    pub(super) candidates: Vec<Judgement>,
    /// The question out of scope that fits better than any phrasing.
    pub(super) out_of_scope: Option<PhrasingPlace>,
}

/// How an entry fits one stretch.
#[derive(Clone, Copy, Default)]
struct Fit {
    /// The score of its best phrasing alone.
    phrasing_score: f32,
    phrasing: PhrasingPlace,
    /// The scores of the next two.
    next: [f32; 2],
    /// What these add.
    support: f32,
    /// What the learnt part says for it, in log odds.
    odds: f32,
    /// What of that the sense of the words says.
    sense_odds: f32,
    /// What the nearness of the senses adds.
    near: f32,
    /// The sum of all parts.
    score: f32,
    stretch: usize,
}

impl Fit {
    /// What the learnt part adds: nothing where it speaks against an entry, so that a score stays
    /// above nothing.
    fn contrast(&self) -> f32 {
        CONTRAST * (self.odds - self.sense_odds).clamp(0.0, MOST_ODDS)
    }

    /// What the sense of the words adds to that, or takes from it.
    fn meaning(&self) -> f32 {
        let both = CONTRAST * self.odds.clamp(0.0, MOST_ODDS) - self.contrast();
        both + self.near
    }
}

/// The best entries so far, best first, each by the stretch that fits it best.
#[derive(Default)]
struct Best {
    kept: Vec<(u32, Fit)>,
}

impl Best {
    /// Takes an entry in that scores more than nothing, where it is among the best.
    fn offer(&mut self, entry: u32, fit: &Fit, score: f32, stretch: usize) {
        let is_before = |(other, kept): &(u32, Fit)| {
            kept.score > score || kept.score == score && *other < entry
        };
        if score <= 0.0 || self.kept.get(MAX_CANDIDATES - 1).is_some_and(is_before) {
            return;
        }
        if let Some(known) = self.kept.iter().position(|(other, _)| *other == entry) {
            if self.kept[known].1.score >= score {
                return;
            }
            self.kept.remove(known);
        }
        let place = self.kept.partition_point(is_before);
        self.kept.truncate(MAX_CANDIDATES - 1);
        self.kept.insert(place, (entry, Fit { score, stretch, ..*fit }));
    }
}

/// Words with their scores.
pub(super) struct Scored<'q> {
    probe: Probe<'q>,
    scores: Scores,
}

impl<'q> Scored<'q> {
    /// Scores words.
    pub(super) fn new(index: &'q Index, words: &[&'q str]) -> Self {
        let probe = index.probe(words);
        let scores = index.score(&probe);
        Scored { probe, scores }
    }
}

/// A stretch with its scores.
pub(super) struct Heard<'s, 'q> {
    pub(super) scored: &'s Scored<'q>,
    pub(super) weight: f32,
}

impl<'s, 'q> From<&'s Scored<'q>> for Heard<'s, 'q> {
    /// Words as a whole question.
    fn from(scored: &'s Scored<'q>) -> Self {
        Heard { scored, weight: 1.0 }
    }
}

/// How one stretch fits the entries that have something of it, in order; and the best question out
/// of scope.
fn fits(index: &Index, scored: &Scored<'_>, hidden: Option<Hidden<'_>>) -> (Vec<(u32, Fit)>, Fit) {
    let Scored { probe, scores, .. } = scored;
    let mut fits: Vec<(u32, Fit)> =
        scores.entries.iter().map(|(entry, _)| (*entry, Fit::default())).collect();
    let mut out_of_scope = Fit::default();
    let mut at = 0;
    for &(place, score) in &scores.phrasings {
        let fit = match index.owners[place as usize] {
            Owner::Entry(entry) => {
                while fits[at].0 != entry {
                    at += 1;
                }
                &mut fits[at].1
            }
            Owner::OutOfScope => &mut out_of_scope,
        };
        if score <= fit.next[1] || hidden.is_some_and(|hidden| hidden.phrasing == place) {
            continue;
        }
        if score > fit.phrasing_score {
            fit.next = [fit.phrasing_score, fit.next[0]];
            fit.phrasing_score = score;
            fit.phrasing = place;
        } else if score > fit.next[0] {
            fit.next = [score, fit.next[0]];
        } else {
            fit.next[1] = score;
        }
    }
    let mut odds = std::borrow::Cow::Borrowed(&scores.odds);
    if let Some(hidden) = hidden {
        index.odds_without(probe, hidden, odds.to_mut());
    }
    for ((entry, fit), (_, own)) in fits.iter_mut().zip(&scores.entries) {
        let own = match hidden {
            Some(hidden) if hidden.entry == *entry && hidden.whole_entry => {
                *fit = Fit::default();
                continue;
            }
            Some(hidden) if hidden.entry == *entry => {
                index.entry_without(probe, *entry, hidden.phrasing)
            }
            Some(_) | None => *own,
        };
        let [second, third] = index.recipe.next;
        fit.support = second * fit.next[0] + third * fit.next[1];
        let alike = index.recipe.best() * fit.phrasing_score + fit.support + own;
        fit.odds = odds.get(*entry as usize).copied().unwrap_or(0.0);
        fit.sense_odds = scores.sense_odds.get(*entry as usize).copied().unwrap_or(0.0);
        if !probe.sense.is_empty() && index.contrast.is_empty() {
            let without = hidden.filter(|hidden| hidden.entry == *entry).map(|it| it.phrasing);
            let near = index.senses.nearness(&probe.sense, *entry, without);
            fit.near = NEARNESS * near.max(0.0);
        }
        fit.score = index.likeness_share() * alike + fit.contrast() + fit.meaning();
    }
    (fits, out_of_scope)
}

/// Ranks the entries by the stretches of a message, the whole of it first, and gathers the signals
/// of the best.
pub(super) fn judge(
    index: &Index,
    stretches: &[Heard<'_, '_>],
    hidden: Option<Hidden<'_>>,
) -> Judged {
    let mut best = Best::default();
    let mut whole: Vec<(u32, f32)> = Vec::new();
    let mut out_of_scope: Vec<Fit> = Vec::with_capacity(stretches.len());
    for (stretch, Heard { scored, weight }) in stretches.iter().enumerate() {
        let (found, outside) = fits(index, scored, hidden);
        out_of_scope.push(outside);
        if stretch == 0 {
            let most = found.iter().map(|(_, fit)| fit.score).fold(f32::MIN_POSITIVE, f32::max);
            let share = |fit: &Fit| 1.0 - WHOLE + WHOLE * (fit.score / most).powi(2);
            whole = found.iter().map(|(entry, fit)| (*entry, share(fit))).collect();
            if stretches.len() > 1 {
                continue;
            }
        }
        let mut of_whole = whole.iter().peekable();
        for (entry, fit) in &found {
            while of_whole.next_if(|(other, _)| other < entry).is_some() {}
            let share = of_whole.next_if(|(other, _)| other == entry);
            let share = share.map_or(1.0 - WHOLE, |(_, share)| *share);
            best.offer(*entry, fit, fit.score * weight * share, stretch);
        }
    }
    let ranked = best.kept;
    // Judged by the whole message: a stretch may only point to what it is about.
    let topical = stretches.first().is_some_and(|whole| index.is_topical(&whole.scored.probe));
    let topical = if topical { 1.0 } else { 0.0 };
    let native: Vec<f32> =
        stretches.iter().map(|heard| index.native(&heard.scored.probe, hidden)).collect();
    let score_of = |place: usize| ranked.get(place).map_or(0.0, |(_, fit)| fit.score);
    let candidates = ranked
        .iter()
        .enumerate()
        .map(|(place, (entry, fit))| {
            let other = if place == 0 { score_of(1) } else { score_of(0) };
            let probe = &stretches[fit.stretch].scored.probe;
            // An entry that shares no feature with the question was found by its sense.
            let phrasing = if fit.phrasing_score > 0.0 {
                fit.phrasing
            } else {
                let (start, end) = index.phrasings_of[*entry as usize];
                index.senses.nearest(&probe.sense, start..end).unwrap_or(fit.phrasing)
            };
            let signals = Signals {
                score: fit.score,
                lead: fit.score - other,
                coverage: index.coverage(probe, *entry, hidden),
                echo: index.echo(probe, phrasing),
                native: native[fit.stretch],
                topical,
                inside: fit.phrasing_score - out_of_scope[fit.stretch].phrasing_score,
            };
            Judgement {
                entry: *entry,
                phrasing,
                stretch: fit.stretch,
                support: fit.support,
                contrast: fit.contrast(),
                meaning: fit.meaning(),
                substance: probe.substance(),
                signals,
            }
        })
        .collect::<Vec<_>>();
    let out_of_scope = candidates.first().and_then(|best| {
        (best.signals.inside < 0.0).then_some(out_of_scope[best.stretch].phrasing)
    });
    Judged { candidates, out_of_scope }
}

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
        let exact = stretches.iter().enumerate().find_map(|(place, stretch)| {
            Some((place, *self.exact.get(stretch.words.join(" ").as_str())?))
        });
        if let Some((stretch, phrasing)) = exact {
            match self.index.owners[phrasing as usize] {
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

    /// The entries nearest to some words with their scores from 0 to 1, best first.
    ///
    /// What [`Matcher::rank`] starts from: without confidence, and an exact phrasing counts only
    /// by its features. Used to lint a knowledge base.
    #[must_use]
    pub fn scores(&self, words: &[&str]) -> Vec<(usize, f64)> {
        judge(&self.index, &[Heard::from(&Scored::new(&self.index, words))], None)
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
        let index = &self.matcher.index;
        let places: Vec<usize> = stretches
            .iter()
            .map(|stretch| {
                let known = self.scored.iter().position(|(words, _)| *words == stretch.words);
                known.unwrap_or_else(|| {
                    let scored = Scored::new(index, &stretch.words);
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
        self.matcher.ranked(stretches, &judge(index, &heard, None))
    }
}
