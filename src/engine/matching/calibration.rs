//! Turns a score into a confidence, learnt from the knowledge base itself.
//!
//! What a good score is differs from one knowledge base to the next. Each phrasing is asked with
//! itself hidden (a question that has an answer) and with its whole entry hidden (a question that
//! has none), and a logistic regression learns from the signals how likely the best
//! candidate is right. No labels are needed.
//!
//! **Invariant:** a better signal never lowers the confidence: no coefficient is negative.

use serde::{Deserialize, Serialize};

use crate::engine::Confidence;

/// What is known of a candidate when its confidence is judged.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Signals {
    /// Its score, from 0 to 1.
    pub(super) score: f32,
    /// How far it lies above the best other one; negative where it lies below.
    pub(super) lead: f32,
    /// The share of the question's meaning that the entry has words for.
    pub(super) coverage: f32,
    /// The share of its phrasing's meaning that the question has words for.
    pub(super) echo: f32,
    /// The share of the question's meaning that any entry has words for.
    pub(super) native: f32,
    /// One where the question names what the knowledge base is about, else nothing.
    pub(super) topical: f32,
    /// How far its phrasing lies above the best question out of scope.
    pub(super) inside: f32,
}

/// One thing that was seen: the signals of a candidate, and whether it was the right one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Observation {
    pub(super) signals: Signals,
    pub(super) right: bool,
    pub(super) weight: f64,
    /// What was asked, where this was the best candidate.
    pub(super) best_of: Option<Asked>,
}

/// What was asked to learn how sure to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// A phrasing without itself: it has an answer.
    Phrasing,
    /// The only phrasing of its entry, without itself: it has no answer.
    Alone,
    /// A phrasing without its whole entry: it has none, and is as near to the others as can be.
    WithoutEntry,
    /// A question that the pack says is out of scope, without itself.
    OutOfScope,
    /// Small talk.
    Chatter,
}

/// The learnt curve: log odds as a sum of weighted signals.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct Calibration {
    weights: [f64; SIGNALS],
    /// Log odds that lie at an even confidence.
    even: f64,
}

/// What people ask is easier than a phrasing without itself, whose nearest kin are by design other
/// wordings. Log odds; at this value more than nine in ten of the answers given are right on the
/// first half of the project's own questions.
const EASIER_THAN_HIDDEN: f64 = 0.8;

/// So many questions out of scope show what people ask in vain; a handful shows a few of them.
pub(super) const ENOUGH_OUT_OF_SCOPE: usize = 10;

/// The share of phrasings with a hidden entry that is refused where nothing is known to be out of
/// scope. On three public sets nine in ten of the answers given are then right, and more than nine
/// in ten of the questions out of scope refused; at nine tenths either falls short on one of them.
const REFUSED: f64 = 0.95;

/// The same where every entry has one phrasing: how right answers score is then unknown, and most
/// questions that are worded another way find another entry.
const REFUSED_ALONE: f64 = 0.99;

/// A constant and the signals.
const SIGNALS: usize = 8;

/// How strongly the weights are held to [`PRIOR`]: as much as so many observations would. Phrasings
/// are not questions, so what they teach about the weights is believed with reserve: with one, a
/// third fewer questions are right at 95% refusal on the hardest public set than with 30 or 100.
const RIDGE: f64 = 30.0;

/// Log odds before anything is seen: what splits of two public sets roughly agree on, fitted to
/// their validation questions together.
const PRIOR: [f64; SIGNALS] = [-4.8, 4.5, 2.8, 1.1, 0.6, 0.2, 0.2, 0.8];

impl Calibration {
    /// Fits the curve by Newton's method (iteratively reweighted least squares).
    pub(super) fn fit(observations: &[Observation]) -> Self {
        /// It converges in five or six steps.
        const STEPS: usize = 12;
        let mut weights = PRIOR;
        for _ in 0..STEPS {
            let mut gradient = [0.0; SIGNALS];
            let mut hessian = [[0.0; SIGNALS]; SIGNALS];
            for place in 0..SIGNALS {
                gradient[place] = RIDGE * (PRIOR[place] - weights[place]);
                hessian[place][place] = RIDGE;
            }
            for observation in observations {
                let inputs = inputs(observation.signals);
                let likely = logistic(dot(&weights, &inputs));
                let target = if observation.right { 1.0 } else { 0.0 };
                let curvature = observation.weight * likely * (1.0 - likely);
                for row in 0..SIGNALS {
                    gradient[row] += observation.weight * (target - likely) * inputs[row];
                    for column in 0..SIGNALS {
                        hessian[row][column] += curvature * inputs[row] * inputs[column];
                    }
                }
            }
            let Some(step) = solve(hessian, gradient) else { break };
            for place in 0..SIGNALS {
                weights[place] += step[place];
                if place > 0 {
                    weights[place] = weights[place].max(0.0);
                }
            }
        }
        let even = even(&weights, observations);
        Calibration { weights, even }
    }

    /// How likely a candidate with these signals is the right one. What says little is believed
    /// little, by its substance from 0 to 1.
    pub(super) fn confidence(&self, signals: Signals, substance: f32) -> Confidence {
        // Only an exact phrasing is certain.
        const MOST: f64 = 0.999;
        let log_odds = dot(&self.weights, &inputs(signals)) - self.even;
        Confidence::from_share(logistic(log_odds).min(MOST) * f64::from(substance))
    }
}

/// The log odds that stand for an even confidence.
///
/// Where the pack lists what is out of scope, the curve has seen what people ask in vain, and only
/// the difference between phrasings and questions is made up for. Else the hidden entries say where
/// to stop: answers begin where nearly all of them are refused.
fn even(weights: &[f64; SIGNALS], observations: &[Observation]) -> f64 {
    let asked = |asked: Asked| observations.iter().filter(move |seen| seen.best_of == Some(asked));
    if asked(Asked::OutOfScope).count() >= ENOUGH_OUT_OF_SCOPE {
        return -EASIER_THAN_HIDDEN;
    }
    let mut odds: Vec<f64> =
        asked(Asked::WithoutEntry).map(|seen| dot(weights, &inputs(seen.signals))).collect();
    odds.sort_by(f64::total_cmp);
    let alone = asked(Asked::Alone).count() as f64 / odds.len().max(1) as f64;
    let refused = REFUSED + (REFUSED_ALONE - REFUSED) * alone;
    let last = odds.len().saturating_sub(1);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share from 0 to 1 of a length is a place in it"
    )]
    let place = (refused * odds.len() as f64) as usize;
    odds.get(place.min(last)).copied().unwrap_or(0.0)
}

fn inputs(signals: Signals) -> [f64; SIGNALS] {
    [
        1.0,
        f64::from(signals.score),
        f64::from(signals.lead),
        f64::from(signals.coverage),
        f64::from(signals.echo),
        f64::from(signals.native),
        f64::from(signals.topical),
        f64::from(signals.inside),
    ]
}

fn dot(left: &[f64; SIGNALS], right: &[f64; SIGNALS]) -> f64 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}

fn logistic(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// Solves a symmetric system of equations by Gaussian elimination with pivots.
fn solve(
    mut matrix: [[f64; SIGNALS]; SIGNALS],
    mut right: [f64; SIGNALS],
) -> Option<[f64; SIGNALS]> {
    for column in 0..SIGNALS {
        let pivot = (column..SIGNALS)
            .max_by(|&l, &r| matrix[l][column].abs().total_cmp(&matrix[r][column].abs()))?;
        if matrix[pivot][column].abs() < 1e-9 {
            return None;
        }
        matrix.swap(column, pivot);
        right.swap(column, pivot);
        for row in column + 1..SIGNALS {
            let factor = matrix[row][column] / matrix[column][column];
            let pivot_row = matrix[column];
            for (cell, above) in matrix[row].iter_mut().zip(pivot_row).skip(column) {
                *cell -= factor * above;
            }
            right[row] -= factor * right[column];
        }
    }
    let mut solution = [0.0; SIGNALS];
    for row in (0..SIGNALS).rev() {
        let known: f64 =
            (row + 1..SIGNALS).map(|column| matrix[row][column] * solution[column]).sum();
        solution[row] = (right[row] - known) / matrix[row][row];
    }
    Some(solution)
}
