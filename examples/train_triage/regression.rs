//! Multinomial logistic regression by stochastic gradient descent.
//!
//! Steps shrink where much was seen already (`AdaGrad`; Duchi, Hazan and Singer, 2011), so rare
//! features learn as fast as frequent ones.

use signpost::engine::triage::likeness::{BUCKETS, CLASSES, softmax};

use super::Row;
use super::augment::Numbers;

/// How often every example is seen. Held-out messages came out alike after six rounds and
/// after twelve.
const ROUNDS: u32 = 12;

/// The first step. Not tuned.
const STEP: f32 = 0.35;

/// How strongly a weight is pulled to nothing, each time that it is met. Not tuned.
const DECAY: f32 = 2e-6;

/// The weights, a row a bucket, and a bias a class.
pub(crate) fn fit(rows: &[Row]) -> (Vec<[f32; CLASSES]>, [f32; CLASSES]) {
    let mut weights = vec![[0.0_f32; CLASSES]; BUCKETS];
    let mut seen = vec![[1e-6_f32; CLASSES]; BUCKETS];
    let mut biases = [0.0_f32; CLASSES];
    let mut seen_biases = [1e-6_f32; CLASSES];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut numbers = Numbers::new(1);
    for round in 0..ROUNDS {
        for last in (1..order.len()).rev() {
            order.swap(last, numbers.below(last as u64 + 1) as usize);
        }
        let mut loss = 0.0_f64;
        for &place in &order {
            let row = &rows[place];
            let mut sums = biases;
            for feature in &row.features {
                for (sum, weight) in sums.iter_mut().zip(&weights[feature.bucket as usize]) {
                    *sum += feature.value * weight;
                }
            }
            let mut errors = softmax(sums);
            loss -= f64::from(row.weight * errors[row.class].max(1e-9).ln());
            errors[row.class] -= 1.0;
            for class in 0..CLASSES {
                let error = errors[class] * row.weight;
                seen_biases[class] += error * error;
                biases[class] -= STEP * error / seen_biases[class].sqrt();
                for feature in &row.features {
                    let bucket = feature.bucket as usize;
                    let weight = &mut weights[bucket][class];
                    let gradient = error * feature.value + DECAY * *weight;
                    seen[bucket][class] += gradient * gradient;
                    *weight -= STEP * gradient / seen[bucket][class].sqrt();
                }
            }
        }
        println!("round {}: loss {:.4}", round + 1, loss / rows.len() as f64);
    }
    (weights, biases)
}
