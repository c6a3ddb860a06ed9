//! Takes out of a large file of word vectors what the network starts from.
//!
//! Kept are the words of English and of the examples, and of each vector its share along the directions in
//! which these words differ most (principal components). The file beside this one was made of the 150,000 most
//! frequent words of `GloVe`'s 100 dimensions (6 billion words; public domain).

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context as _;
use signpost::app;
use signpost::engine::query::normalise;
use signpost::engine::triage::likeness::DIMENSIONS;

use super::{Example, english};

/// Steps of the orthogonal iteration (Golub and Van Loan, "Matrix Computations", 8.2.4). After so many the
/// directions hardly move.
const STEPS: usize = 60;

/// The root mean square of what is written: about what the filters are made for.
const SIZE: f32 = 0.5;

/// Writes a compact file of the few words and dimensions that are needed.
pub(crate) fn reduce(from: &Path, to: &Path, examples: &[Example]) -> anyhow::Result<()> {
    let vectors = app::vectors::open(from)?;
    let mut words: BTreeSet<String> = english().map(|(word, _)| word.to_owned()).collect();
    for example in examples {
        words.extend(normalise(&example.text).own_words().map(str::to_owned));
    }
    let mut rows: Vec<(String, Vec<f32>)> = Vec::new();
    for word in words {
        let mut vector = vec![0.0; vectors.dimensions()];
        if vectors.find(&word, &mut vector).is_some() {
            rows.push((word, vector));
        }
    }
    let directions = strongest(&rows, vectors.dimensions());
    let along = |vector: &[f32]| -> Vec<f32> {
        directions.iter().map(|direction| product(direction, vector)).collect()
    };
    let reduced: Vec<Vec<f32>> = rows.iter().map(|(_, vector)| along(vector)).collect();
    let squares: f32 = reduced.iter().map(|row| product(row, row)).sum();
    let scale = SIZE / (squares / (reduced.len() * DIMENSIONS).max(1) as f32).sqrt();
    let mut text = String::new();
    for ((word, _), row) in rows.iter().zip(&reduced) {
        text.push_str(word);
        for number in row {
            write!(text, " {:.4}", number * scale)?;
        }
        text.push('\n');
    }
    let middle = to.with_extension("txt");
    std::fs::write(&middle, text).context("the text cannot be written")?;
    app::vectors::compact(&middle, to, None)?;
    std::fs::remove_file(&middle).context("the text cannot be removed")?;
    println!("{} words of {DIMENSIONS} dimensions", rows.len());
    Ok(())
}

/// The directions in which rows differ most, at right angles to each other.
fn strongest(rows: &[(String, Vec<f32>)], dimensions: usize) -> Vec<Vec<f32>> {
    let mut products = vec![vec![0.0_f32; dimensions]; dimensions];
    for (_, row) in rows {
        for (sums, value) in products.iter_mut().zip(row) {
            sums.iter_mut().zip(row).for_each(|(sum, other)| *sum += value * other);
        }
    }
    let unit =
        |place: usize| (0..dimensions).map(|at| if at == place { 1.0 } else { 0.0 }).collect();
    let mut found: Vec<Vec<f32>> = (0..DIMENSIONS.min(dimensions)).map(unit).collect();
    for _ in 0..STEPS {
        for direction in &mut found {
            *direction = products.iter().map(|row| product(row, direction)).collect();
        }
        for place in 0..found.len() {
            let (before, rest) = found.split_at_mut(place);
            let direction = &mut rest[0];
            for other in before {
                let share = product(other, direction);
                direction
                    .iter_mut()
                    .zip(&*other)
                    .for_each(|(value, other)| *value -= share * other);
            }
            let length = product(direction, direction).sqrt().max(f32::MIN_POSITIVE);
            direction.iter_mut().for_each(|value| *value /= length);
        }
    }
    found
}

fn product(left: &[f32], right: &[f32]) -> f32 {
    left.iter().zip(right).map(|(left, right)| left * right).sum()
}
