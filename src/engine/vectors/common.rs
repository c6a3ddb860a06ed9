//! What all word vectors have in common, which tells no word from another.
//!
//! The mean of all vectors, and the few directions along which frequent words differ from rare ones:
//! taking both out leaves what words mean (Mu, Bhat and Viswanath, 2018, "All-but-the-Top").
//!
//! **Invariant:** the same vectors always give the same directions: the start and the number of
//! steps are fixed.

use super::WordVectors;

/// Directions that are taken out. The paper takes one for each hundred dimensions; with three, more
/// questions are ranked right on the splits of two public sets than with one, for vectors of a hundred.
const DIRECTIONS: usize = 3;

/// Dimensions for each direction, at least: short vectors have none to spare.
const DIMENSIONS_EACH: usize = 32;

/// Words that are looked at: enough for a covariance of a thousand dimensions.
const SAMPLE: u32 = 4_096;

/// Rarer words than these have vectors that were learnt from little.
const MOST_FREQUENT: u32 = 50_000;

/// Steps of the power iteration. After so many the directions move by less than a hundredth.
const STEPS: usize = 30;

/// The mean and the strongest directions.
pub(super) struct Common {
    mean: Vec<f32>,
    directions: Vec<Vec<f32>>,
}

impl Common {
    /// Nothing in common.
    pub(super) fn none(dimensions: usize) -> Self {
        Common { mean: vec![0.0; dimensions], directions: Vec::new() }
    }

    /// What a sample of the frequent words has in common.
    pub(super) fn of(vectors: &WordVectors) -> Self {
        let dimensions = vectors.dimensions();
        let most = vectors.count().min(MOST_FREQUENT);
        let step = most.div_ceil(SAMPLE).max(1) as usize;
        let mut sample = Vec::new();
        let mut row = vec![0.0; dimensions];
        for rank in (0..most).step_by(step) {
            if vectors.row(rank, &mut row).is_some() {
                sample.extend_from_slice(&row);
            }
        }
        let mut common = Common::none(dimensions);
        let rows = sample.len() / dimensions;
        // Of a few words nothing can be said.
        if rows < 2 * dimensions {
            return common;
        }
        for row in sample.chunks_exact(dimensions) {
            for (sum, value) in common.mean.iter_mut().zip(row) {
                *sum += value / rows as f32;
            }
        }
        for row in sample.chunks_exact_mut(dimensions) {
            row.iter_mut().zip(&common.mean).for_each(|(value, mean)| *value -= mean);
        }
        for _ in 0..DIRECTIONS.min(dimensions / DIMENSIONS_EACH) {
            let direction = strongest(&sample, dimensions);
            for row in sample.chunks_exact_mut(dimensions) {
                take_out(row, &direction);
            }
            common.directions.push(direction);
        }
        common
    }

    /// Takes out of a vector what it has in common with all.
    pub(super) fn take_out(&self, vector: &mut [f32]) {
        vector.iter_mut().zip(&self.mean).for_each(|(value, mean)| *value -= mean);
        for direction in &self.directions {
            take_out(vector, direction);
        }
    }
}

fn take_out(vector: &mut [f32], direction: &[f32]) {
    let along: f32 = vector.iter().zip(direction).map(|(value, other)| value * other).sum();
    vector.iter_mut().zip(direction).for_each(|(value, other)| *value -= along * other);
}

/// The direction along which rows differ most, by power iteration.
fn strongest(rows: &[f32], dimensions: usize) -> Vec<f32> {
    // Any start does that is not at a right angle to it; that of one number everywhere might be.
    let mut direction: Vec<f32> = (0..dimensions).map(|place| 1.0 / (1.0 + place as f32)).collect();
    let mut next = vec![0.0; dimensions];
    for _ in 0..STEPS {
        next.fill(0.0);
        for row in rows.chunks_exact(dimensions) {
            let along: f32 = row.iter().zip(&direction).map(|(value, other)| value * other).sum();
            next.iter_mut().zip(row).for_each(|(sum, value)| *sum += along * value);
        }
        let length = next.iter().map(|value| value * value).sum::<f32>().sqrt();
        if length <= f32::MIN_POSITIVE {
            break;
        }
        next.iter_mut().for_each(|value| *value /= length);
        std::mem::swap(&mut direction, &mut next);
    }
    let length = direction.iter().map(|value| value * value).sum::<f32>().sqrt();
    direction.iter_mut().for_each(|value| *value /= length.max(f32::MIN_POSITIVE));
    direction
}
