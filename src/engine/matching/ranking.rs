//! From scores of phrasings to ranked entries.
//!
//! A message is read as a whole and stretch by stretch: a stretch says how well an entry fits what
//! was asked, the whole says which entry the talk is about.
//!
//! **Invariant:** an entry is found at most once, by the stretch that fits it best.

use std::borrow::Cow;

use super::MAX_CANDIDATES;
use super::calibration::Signals;
use super::found::{Found, Top};
use super::index::{Hidden, Index, PhrasingPlace};
use super::scoring::{Probe, Scores};
use super::segment::Layer;
use super::senses::NEARNESS;
use super::spelling::spell;

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
    /// Its place in the knowledge base.
    pub(super) entry: u32,
    /// Its best phrasing, among those of all layers.
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
    /// The layer that it was found in, and its number there.
    layer: usize,
    entry: u32,
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

/// Words with their scores in each layer.
pub(super) struct Scored<'q> {
    layers: Vec<(Probe<'q>, Scores)>,
}

impl<'q> Scored<'q> {
    /// Scores words in each layer.
    pub(super) fn new(layers: &'q [Layer], words: &[&'q str]) -> Self {
        let spelt = spell(layers, words);
        let score = |layer: &'q Layer| {
            let index = &layer.segment.index;
            let probe = index.probe(&spelt);
            // Where none is gone, nothing is asked of thousands of phrasings.
            let scores = match &layer.places {
                None => index.score(&probe, |_| true),
                Some(places) => index.score(&probe, |entry| places[entry as usize].is_some()),
            };
            (probe, scores)
        };
        Scored { layers: layers.iter().map(score).collect() }
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
fn fits(
    index: &Index,
    (probe, scores): &(Probe<'_>, Scores),
    hidden: Option<Hidden<'_>>,
) -> (Vec<(u32, Fit)>, Fit) {
    let without = hidden.map(|hidden| hidden.phrasing);
    let fit_of = |top: &Top| {
        let ([phrasing_score, second, third], phrasing) = top.without(without);
        Fit { phrasing_score, phrasing, next: [second, third], ..Fit::default() }
    };
    let out_of_scope = fit_of(&scores.outside);
    let said = scores.odds.get_or_init(|| index.odds(probe));
    let mut odds = Cow::Borrowed(&said.all[..]);
    if let Some(hidden) = hidden {
        index.odds_without(probe, hidden, odds.to_mut());
    }
    let [best, second, third] = index.of_phrasings();
    let fit = |found: &Found| {
        let entry = found.entry;
        let hidden = hidden.filter(|hidden| hidden.entry == entry);
        let own = match hidden {
            Some(hidden) if hidden.whole_entry => return (entry, Fit { entry, ..Fit::default() }),
            Some(hidden) => index.entry_without(probe, entry, hidden.phrasing),
            None => found.own,
        };
        let mut fit = Fit { entry, ..fit_of(&found.top) };
        fit.support = second * fit.next[0] + third * fit.next[1];
        let alike = best * fit.phrasing_score + fit.support + own;
        fit.odds = odds.get(entry as usize).copied().unwrap_or(0.0);
        fit.sense_odds = said.of_sense.get(entry as usize).copied().unwrap_or(0.0);
        if !probe.sense.is_empty() && index.contrast().is_none() {
            let near =
                index.senses.nearness(&probe.sense, entry, hidden.map(|hidden| hidden.phrasing));
            fit.near = NEARNESS * near.max(0.0);
        }
        fit.score = index.likeness_share() * alike + fit.contrast() + fit.meaning();
        (entry, fit)
    };
    (scores.entries.iter().map(fit).collect(), out_of_scope)
}

/// How one stretch fits the entries of all layers, by their places in the knowledge base; and the best
/// question out of scope.
fn fits_in(
    layers: &[Layer],
    scored: &Scored<'_>,
    hidden: Option<Hidden<'_>>,
) -> (Vec<(u32, Fit)>, Fit) {
    let mut all: Option<(Vec<(u32, Fit)>, Fit)> = None;
    for (number, (layer, scored)) in layers.iter().zip(&scored.layers).enumerate() {
        let (mut found, mut outside) = fits(&layer.segment.index, scored, hidden);
        outside.layer = number;
        if layer.places.is_some() {
            for (entry, fit) in &mut found {
                fit.layer = number;
                // Only what is there was scored.
                *entry = layer.place_of(*entry).unwrap_or_default();
            }
        }
        all = Some(match all {
            None => (found, outside),
            Some((mut before, best_outside)) => {
                before.extend(found);
                before.sort_unstable_by_key(|(entry, _)| *entry);
                let is_better = outside.phrasing_score > best_outside.phrasing_score;
                (before, if is_better { outside } else { best_outside })
            }
        });
    }
    all.unwrap_or_default()
}

/// Ranks the entries by the stretches of a message, the whole of it first, and gathers the signals
/// of the best.
pub(super) fn judge(
    layers: &[Layer],
    stretches: &[Heard<'_, '_>],
    hidden: Option<Hidden<'_>>,
) -> Judged {
    let mut best = Best::default();
    let mut whole: Vec<(u32, f32)> = Vec::new();
    let mut out_of_scope: Vec<Fit> = Vec::with_capacity(stretches.len());
    for (stretch, Heard { scored, weight }) in stretches.iter().enumerate() {
        let (found, outside) = fits_in(layers, scored, hidden);
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
    let in_layers = |scored: &Scored<'_>, look: &dyn Fn(&Index, &Probe<'_>) -> f32| {
        let layers = layers.iter().zip(&scored.layers);
        layers.map(|(layer, (probe, _))| look(&layer.segment.index, probe)).fold(0.0, f32::max)
    };
    let topical = stretches.first().map_or(0.0, |whole| {
        in_layers(whole.scored, &|index, probe| if index.is_topical(probe) { 1.0 } else { 0.0 })
    });
    let native: Vec<f32> = stretches
        .iter()
        .map(|heard| in_layers(heard.scored, &|index, probe| index.native(probe, hidden)))
        .collect();
    let score_of = |place: usize| ranked.get(place).map_or(0.0, |(_, fit)| fit.score);
    let candidates = ranked
        .iter()
        .enumerate()
        .map(|(place, (entry, fit))| {
            let other = if place == 0 { score_of(1) } else { score_of(0) };
            let (probe, _) = &stretches[fit.stretch].scored.layers[fit.layer];
            let Layer { segment, first, .. } = &layers[fit.layer];
            let index = &segment.index;
            // An entry that shares no feature with the question was found by its sense.
            let phrasing = if fit.phrasing_score > 0.0 {
                fit.phrasing
            } else {
                let (start, end) = index.phrasings_of[fit.entry as usize];
                index.senses.nearest(&probe.sense, start..end).unwrap_or(fit.phrasing)
            };
            let signals = Signals {
                score: fit.score,
                lead: fit.score - other,
                coverage: index.coverage(probe, fit.entry, hidden),
                echo: index.echo(probe, phrasing),
                native: native[fit.stretch],
                topical,
                inside: fit.phrasing_score - out_of_scope[fit.stretch].phrasing_score,
            };
            Judgement {
                entry: *entry,
                phrasing: first + phrasing,
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
        let outside = &out_of_scope[best.stretch];
        (best.signals.inside < 0.0).then(|| layers[outside.layer].first + outside.phrasing)
    });
    Judged { candidates, out_of_scope }
}
