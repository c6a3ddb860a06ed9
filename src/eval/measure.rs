//! What is counted, and how.
//!
//! **Invariant:** a share over no rows is null, never zero or one.

use std::collections::BTreeMap;

use serde::Serialize;

use super::rows::Row;
use crate::engine::{Confidence, Engine};

/// What is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// The whole engine call.
    Respond,
    /// Ranking alone: without triage and floors.
    MatchOnly,
}

/// One question with what it came to.
#[derive(Clone, Debug, Serialize)]
pub struct Graded {
    /// The question.
    pub question: String,
    /// Its kind.
    pub kind: String,
    /// The result is what was expected, or right too. Null when only matching is measured.
    pub right: Option<bool>,
    /// The outcome.
    pub outcome: Option<&'static str>,
    /// The category, where there is one.
    pub category: Option<&'static str>,
    /// The entries that answered.
    pub entries: Vec<String>,
    /// The confidence of the best candidate.
    pub confidence: Confidence,
    /// The best candidates.
    pub candidates: Vec<String>,
    /// What was expected.
    pub expect: super::Expectation,
}

/// Shares from 0 to 1; null where no row applies.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Scores {
    /// Questions.
    pub n: usize,
    /// Outcome, entry and category as expected, or as would be right too.
    pub right_outcome: Option<f64>,
    /// Of the questions that an entry answers: the right one ranked first.
    pub rank1: Option<f64>,
    /// The right one among the first three.
    pub rank3: Option<f64>,
    /// The mean of one over the rank of the right one, nothing past ten.
    pub mrr10: Option<f64>,
    /// Of the questions with an expectation other than fallback: answered, and wrongly so.
    pub wrong_answers: Option<f64>,
    /// Of the questions out of scope: answered.
    pub false_answers: Option<f64>,
    /// How well confidence tells in from out of scope: the area under the curve.
    pub auroc: Option<f64>,
    /// Of the questions in scope: ranked right, at the confidence that refuses 95% of the rest.
    pub right_at_95: Option<f64>,
    /// Of the crises: escalated.
    pub escalations_found: Option<f64>,
    /// Of all others: escalated.
    pub false_escalations: Option<f64>,
    /// Of the questions for a professional: referred.
    pub referrals_found: Option<f64>,
}

/// Everything that was measured.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Over all questions.
    #[serde(flatten)]
    pub scores: Scores,
    /// Questions a second, one after the other on one thread.
    pub questions_per_second: f64,
    /// The median time for one, in microseconds.
    pub p50_us: f64,
    /// The 99th percentile of the time for one, in microseconds.
    pub p99_us: f64,
    /// The time to build the index, in milliseconds.
    pub index_build_ms: f64,
    /// The most memory that the process has held, in mebibytes; null where it cannot be read.
    pub peak_rss_mb: Option<f64>,
    /// How far confidence can be relied on, in tenths.
    pub reliability: Vec<Tenth>,
    /// The same shares by kind.
    pub by_kind: BTreeMap<String, Scores>,
}

/// The questions whose best candidate had a confidence within one tenth.
#[derive(Clone, Debug, Serialize)]
pub struct Tenth {
    /// The least confidence.
    pub from: f64,
    /// Questions.
    pub n: usize,
    /// Their mean confidence.
    pub confidence: f64,
    /// The share whose best candidate was the right one. For a question out of scope none is.
    pub right: f64,
}

/// The questions graded, and how long each took in microseconds.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// Each question with what it came to.
    pub graded: Vec<Graded>,
    /// The time for each, in microseconds.
    pub micros: Vec<f64>,
}

/// Asks every question. `clock` gives microseconds from any start.
pub fn measure(
    engine: &Engine,
    rows: &[Row],
    mode: Mode,
    mut clock: impl FnMut() -> f64,
) -> Measured {
    let mut measured = Measured::default();
    for row in rows {
        let before = clock();
        let (outcome, category, entries, confidence, candidates) = match mode {
            Mode::Respond => {
                let response = engine.respond(&row.question);
                (
                    Some(response.outcome.name()),
                    response.category.map(crate::engine::outcome::Category::name),
                    response.answers,
                    if response.out_of_scope.is_some() {
                        Confidence::NONE
                    } else {
                        response.confidence
                    },
                    response.candidates,
                )
            }
            Mode::MatchOnly => {
                let candidates = engine.rank(&row.question);
                let best = candidates.first().map_or(Confidence::NONE, |(_, best)| *best);
                (None, None, Vec::new(), best, candidates)
            }
        };
        measured.micros.push(clock() - before);
        let entries: Vec<String> = entries.iter().map(ToString::to_string).collect();
        let names: Vec<&str> = entries.iter().map(String::as_str).collect();
        let right = outcome
            .map(|outcome| row.accepted().any(|expected| expected.fits(outcome, &names, category)));
        measured.graded.push(Graded {
            question: row.question.clone(),
            kind: row.kind.clone(),
            right,
            outcome,
            category,
            entries,
            confidence,
            candidates: candidates.iter().map(|(id, _)| id.to_string()).collect(),
            expect: row.expect.clone(),
        });
    }
    measured
}

impl Measured {
    /// The shares over all questions, and by kind.
    #[must_use]
    pub fn scores(&self, rows: &[Row]) -> (Scores, BTreeMap<String, Scores>) {
        let pairs: Vec<(&Row, &Graded)> = rows.iter().zip(&self.graded).collect();
        let mut kinds: BTreeMap<String, Vec<(&Row, &Graded)>> = BTreeMap::new();
        for pair in &pairs {
            kinds.entry(pair.0.kind.clone()).or_default().push(*pair);
        }
        let by_kind = kinds.into_iter().map(|(kind, pairs)| (kind, score(&pairs))).collect();
        (score(&pairs), by_kind)
    }

    /// How often the best candidate was right, by how sure it was. Tenths without a question are
    /// left out, and so are crises and referrals, which never come to matching.
    #[must_use]
    pub fn reliability(&self, rows: &[Row]) -> Vec<Tenth> {
        let matched: Vec<(f64, bool)> = rows
            .iter()
            .zip(&self.graded)
            .filter(|(row, _)| {
                row.expect.entry.is_some() || row.expect.outcome.as_deref() == Some("fallback")
            })
            .map(|(row, graded)| {
                let best = graded.candidates.first();
                let right = best.is_some_and(|best| {
                    row.accepted().any(|expected| expected.entry.as_ref() == Some(best))
                });
                (graded.confidence.share(), right)
            })
            .collect();
        let mut tenths = Vec::new();
        for tenth in 0..10 {
            let from = f64::from(tenth) / 10.0;
            let within: Vec<_> = matched
                .iter()
                .filter(|(sure, _)| *sure >= from && (*sure < from + 0.1 || tenth == 9))
                .collect();
            if within.is_empty() {
                continue;
            }
            let n = within.len();
            let confidence = within.iter().map(|(sure, _)| sure).sum::<f64>() / n as f64;
            let right = within.iter().filter(|(_, right)| *right).count() as f64 / n as f64;
            tenths.push(Tenth { from, n, confidence, right });
        }
        tenths
    }

    /// The time below which this share of the questions stayed, in microseconds.
    #[must_use]
    pub fn percentile(&self, share: f64) -> f64 {
        let mut micros = self.micros.clone();
        micros.sort_by(f64::total_cmp);
        quantile(&micros, share).unwrap_or(0.0)
    }
}

fn score(pairs: &[(&Row, &Graded)]) -> Scores {
    let outcome_of = |row: &Row| row.expect.outcome.clone().unwrap_or_default();
    let share = |of: &dyn Fn(&Row) -> bool, is: &dyn Fn(&Row, &Graded) -> bool| {
        let all: Vec<_> = pairs.iter().filter(|(row, _)| of(row)).collect();
        let hits = all.iter().filter(|(row, graded)| is(row, graded)).count();
        (!all.is_empty()).then(|| hits as f64 / all.len() as f64)
    };
    let responded = pairs.iter().any(|(_, graded)| graded.outcome.is_some());
    let full = |value: Option<f64>| value.filter(|_| responded);
    let has_entry = |row: &Row| row.expect.entry.is_some() && outcome_of(row) != "fallback";
    let rank = |row: &Row, graded: &Graded| {
        graded.candidates.iter().position(|candidate| {
            row.accepted().any(|expected| expected.entry.as_deref() == Some(candidate))
        })
    };
    let answered = |graded: &Graded| graded.outcome == Some("answer");
    let reciprocal: Vec<f64> = pairs
        .iter()
        .filter(|(row, _)| has_entry(row))
        .map(|(row, graded)| match rank(row, graded) {
            Some(rank) if rank < 10 => 1.0 / (rank as f64 + 1.0),
            Some(_) | None => 0.0,
        })
        .collect();
    // The curve is drawn over questions for the FAQ and questions that nothing covers; crises and
    // referrals never come to matching.
    let inside: Vec<(f64, bool)> = pairs
        .iter()
        .filter(|(row, _)| has_entry(row))
        .map(|(row, graded)| (graded.confidence.share(), rank(row, graded) == Some(0)))
        .collect();
    let mut outside: Vec<f64> = pairs
        .iter()
        .filter(|(row, _)| outcome_of(row) == "fallback")
        .map(|(_, graded)| graded.confidence.share())
        .collect();
    outside.sort_by(f64::total_cmp);
    let right_at_95 = quantile(&outside, 0.95).filter(|_| !inside.is_empty()).map(|cut| {
        let kept = inside.iter().filter(|(confidence, right)| *right && *confidence > cut);
        kept.count() as f64 / inside.len() as f64
    });
    Scores {
        n: pairs.len(),
        right_outcome: share(&|_| responded, &|_, graded| graded.right == Some(true)),
        rank1: share(&has_entry, &|row, graded| rank(row, graded) == Some(0)),
        rank3: share(&has_entry, &|row, graded| rank(row, graded).is_some_and(|rank| rank < 3)),
        mrr10: (!reciprocal.is_empty())
            .then(|| reciprocal.iter().sum::<f64>() / reciprocal.len() as f64),
        wrong_answers: full(share(&|row| outcome_of(row) != "fallback", &|_, graded| {
            answered(graded) && graded.right == Some(false)
        })),
        false_answers: full(share(&|row| outcome_of(row) == "fallback", &|row, graded| {
            answered(graded) && !row.accepts_outcome("answer")
        })),
        auroc: area_under_curve(&inside, &outside),
        right_at_95,
        escalations_found: full(share(&|row| outcome_of(row) == "escalate", &|_, graded| {
            graded.outcome == Some("escalate")
        })),
        false_escalations: full(share(&|row| !row.accepts_outcome("escalate"), &|_, graded| {
            graded.outcome == Some("escalate")
        })),
        referrals_found: full(share(&|row| outcome_of(row) == "refer", &|_, graded| {
            graded.outcome == Some("refer")
        })),
    }
}

/// The chance that a question in scope is more confident than one out of scope; ties count half.
fn area_under_curve(inside: &[(f64, bool)], outside: &[f64]) -> Option<f64> {
    if inside.is_empty() || outside.is_empty() {
        return None;
    }
    let wins: f64 = inside
        .iter()
        .map(|(confidence, _)| {
            let below = outside.partition_point(|other| other < confidence);
            let up_to = outside.partition_point(|other| other <= confidence);
            below as f64 + (up_to - below) as f64 / 2.0
        })
        .sum();
    Some(wins / (inside.len() as f64 * outside.len() as f64))
}

/// The value below which a share of sorted values lies.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share from 0 to 1 of a length is a place in it"
    )]
    let place = (share * sorted.len() as f64) as usize;
    sorted.get(place.min(last)).copied()
}
