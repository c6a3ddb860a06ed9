//! Turns a score into a confidence, learnt from the knowledge base itself.
//!
//! What a good score is differs from one knowledge base to the next. Each phrasing is asked with
//! itself hidden (a question that has an answer) and with its whole entry hidden (a question that
//! has none), and a logistic regression learns from the signals how likely the best
//! candidate is right. No labels are needed.
//!
//! **Invariant:** a better signal never lowers the confidence: no coefficient is negative.

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
}

/// The learnt curve: log odds as a sum of weighted signals.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calibration {
    weights: [f64; SIGNALS],
}

/// What people ask is easier than a phrasing without itself, whose nearest kin are by design
/// other wordings. Log odds; at this value three in four of the answers given at a confidence
/// near 0.6 are right on the first half of the project's own questions.
const EASIER_THAN_HIDDEN: f64 = 1.5;

/// A constant and the signals.
const SIGNALS: usize = 8;

/// How strongly the weights are held to [`PRIOR`]: as much as so many observations would.
const RIDGE: f64 = 1.0;

/// Log odds before anything is seen: what knowledge bases of different kinds roughly agree on.
const PRIOR: [f64; SIGNALS] = [-6.5, 5.0, 6.0, 3.0, 1.0, 1.0, 1.0, 1.0];

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
        Calibration { weights }
    }

    /// How likely a candidate with these signals is the right one.
    pub(super) fn confidence(&self, signals: Signals) -> Confidence {
        // Only an exact phrasing is certain.
        const MOST: f64 = 0.999;
        let log_odds = dot(&self.weights, &inputs(signals)) + EASIER_THAN_HIDDEN;
        Confidence::from_share(logistic(log_odds).min(MOST))
    }
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
