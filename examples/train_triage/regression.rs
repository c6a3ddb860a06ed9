//! Multinomial logistic regression with a ridge, by averaged stochastic gradient descent.
//!
//! Every weight is pulled to nothing at every step, also where its feature was not met: a rare feature
//! then needs more than one example to be believed. One factor stands for that pull on all of
//! them (Bottou, "Stochastic Gradient Descent Tricks", 2012), and the weights are averaged over the
//! last rounds (Polyak and Juditsky, 1992), so that the order of the examples hardly matters.

use signpost::engine::triage::likeness::{BUCKETS, CLASSES, softmax};

use super::Row;
use super::augment::Numbers;

/// How often every example is seen. With 20 rounds the loss still went up and down from one to the next.
const ROUNDS: u32 = 30;

/// Of so many rounds, the last ones, the weights are averaged: half of them, by when the step has fallen to a
/// third.
const AVERAGED: u32 = 15;

/// So often in each of these rounds. What the last examples before a look taught is in the weights more than
/// it should be: with one look a round, eight lines more among 80,000 took one in two hundred of the cries
/// that are found.
const LOOKS: usize = 20;

/// The first step. A message has a length of about one and a half, so that a step moves its log odds
/// by about as much as they are wrong.
const STEP: f32 = 0.8;

/// How many examples' worth of evidence a weight is held down by is the inverse of this. Of 30,000 examples kept
/// from training, by blocks of a writer's lines, 3 found more crises at the same share of false alarms than 0.3,
/// 1, 10 and 30. With 80,000 examples 5 has 98.3% found in the first halves of the labelled questions and of
/// everything else 1.1% taken for one, where with 3 it were 98.2 and 1.2.
const LOOSENESS: f32 = 5.0;

/// The weights, a row a bucket, and a bias a class.
pub(crate) fn fit(rows: &[Row]) -> (Vec<[f32; CLASSES]>, [f32; CLASSES]) {
    let mut weights = vec![[0.0_f32; CLASSES]; BUCKETS];
    let mut biases = [0.0_f32; CLASSES];
    let mut mean_weights = vec![[0.0_f32; CLASSES]; BUCKETS];
    let mut mean_biases = [0.0_f32; CLASSES];
    let ridge = 1.0 / (LOOSENESS * rows.len() as f32);
    let mut scale = 1.0_f32;
    let mut steps = 0.0_f32;
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut numbers = Numbers::new(1);
    for round in 0..ROUNDS {
        numbers.shuffle(&mut order);
        let mut loss = 0.0_f64;
        for (turn, &place) in order.iter().enumerate() {
            let row = &rows[place];
            let mut sums = [0.0_f32; CLASSES];
            for feature in &row.features {
                for (sum, weight) in sums.iter_mut().zip(&weights[feature.bucket as usize]) {
                    *sum += feature.value * weight;
                }
            }
            for (sum, bias) in sums.iter_mut().zip(&biases) {
                *sum = *sum * scale + bias;
            }
            let mut errors = softmax(sums);
            loss -= f64::from(row.weight * errors[row.class].max(1e-9).ln());
            errors[row.class] -= 1.0;
            let step = STEP / (1.0 + STEP * ridge * steps);
            steps += 1.0;
            scale *= 1.0 - step * ridge;
            for class in 0..CLASSES {
                biases[class] -= step * errors[class] * row.weight;
                errors[class] *= step * row.weight / scale;
            }
            for feature in &row.features {
                let row = &mut weights[feature.bucket as usize];
                for (weight, error) in row.iter_mut().zip(&errors) {
                    *weight -= error * feature.value;
                }
            }
            if round + AVERAGED >= ROUNDS && is_look(turn, rows.len(), LOOKS) {
                let share = 1.0 / (AVERAGED as usize * LOOKS) as f32;
                let flat = weights.iter().flatten();
                for (mean, weight) in mean_weights.iter_mut().flatten().zip(flat) {
                    *mean += weight * scale * share;
                }
                for (mean, bias) in mean_biases.iter_mut().zip(&biases) {
                    *mean += bias * share;
                }
            }
        }
        println!("round {}: loss {:.4}", round + 1, loss / rows.len() as f64);
    }
    (mean_weights, mean_biases)
}

/// Whether one of so many looks, evenly spread over a round of so many turns, is due after this turn.
pub(crate) const fn is_look(turn: usize, turns: usize, looks: usize) -> bool {
    (turn + 1) * looks / turns > turn * looks / turns
}
