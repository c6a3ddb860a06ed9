//! Which phrasings have a feature.
//!
//! Of a rare feature the places of its phrasings are listed. Of a common one in a small index there is a
//! row with a number for every phrasing: adding a row to the sums takes an instruction for several
//! phrasings, where each place of a list takes a dozen.
//!
//! **Invariant:** a list and a row of the same feature lead to the same sums.

use serde::{Deserialize, Serialize};

use super::gathering::{Known, PhrasingPlace};
use super::numbers::{Numbers, Slice};

/// An index of up to so many phrasings is small: the postings of all features of a question are visited,
/// and common ones have rows, which would be most of the memory of a larger one.
pub(super) const FEW: usize = 2_048;

/// A feature is common that one phrasing in so many has: from there on a row is quicker than a list.
const COMMON: usize = 8;

/// The phrasings that have a feature.
pub(super) enum Having<'p> {
    /// Their places, in order.
    Places(Slice<'p>),
    /// For every phrasing one over its length in the part of the feature, and nought where it lacks it.
    Row(&'p [f32]),
}

/// For every feature the phrasings that have it.
#[derive(Serialize, Deserialize)]
pub(super) struct Postings {
    places: Numbers,
    rows: Box<[f32]>,
    phrasings: usize,
}

/// Whether a feature that so many of all phrasings have has a row.
fn has_row(known: &Known, phrasings: usize) -> bool {
    phrasings <= FEW && known.phrasings as usize * COMMON >= phrasings
}

impl Postings {
    /// The phrasings that have a feature.
    pub(super) fn of(&self, known: &Known) -> Having<'_> {
        if self.has_row(known) {
            Having::Row(&self.rows[known.start as usize..known.end as usize])
        } else {
            Having::Places(self.places.at(known.start..known.end))
        }
    }

    /// Whether a feature has a row.
    pub(super) fn has_row(&self, known: &Known) -> bool {
        has_row(known, self.phrasings)
    }
}

/// Postings that are still gathered.
pub(super) struct Gathered {
    places: Vec<PhrasingPlace>,
    rows: Vec<f32>,
    phrasings: usize,
    most_listed: usize,
}

impl Gathered {
    /// Makes room for the phrasings of each feature, and notes where. What more than so many have is left
    /// out.
    pub(super) fn new(known: &mut [Known], phrasings: usize, most_listed: usize) -> Self {
        let (mut places, mut rows) = (0, 0);
        for known in known {
            if has_row(known, phrasings) {
                known.start = rows;
                rows += phrasings as u32;
                known.end = rows;
            } else {
                (known.start, known.end) = (places, places);
                if known.phrasings as usize <= most_listed {
                    places += known.phrasings;
                }
            }
        }
        let (places, rows) = (vec![0; places as usize], vec![0.0; rows as usize]);
        Gathered { places, rows, phrasings, most_listed }
    }

    /// Notes that a phrasing, whose length in the part of the feature is one over this, has a feature.
    pub(super) fn add(&mut self, known: &mut Known, phrasing: PhrasingPlace, length: f32) {
        if has_row(known, self.phrasings) {
            self.rows[known.start as usize + phrasing as usize] = length;
        } else if known.phrasings as usize <= self.most_listed {
            self.places[known.end as usize] = phrasing;
            known.end += 1;
        }
    }

    /// The postings, and the room that they took while they were gathered.
    pub(super) fn finish(self) -> (Postings, Vec<PhrasingPlace>) {
        let places = Numbers::new(&self.places);
        let postings =
            Postings { places, rows: self.rows.into_boxed_slice(), phrasings: self.phrasings };
        (postings, self.places)
    }
}

#[cfg(test)]
mod tests {
    use super::super::features::Part;
    use super::{FEW, Gathered, Having, Known};

    /// For each of so many phrasings what it has of a feature that every so manieth has.
    fn lengths(phrasings: usize, every: usize) -> (Vec<f32>, bool) {
        let has: Vec<u32> = (0..phrasings as u32).step_by(every).collect();
        let mut known = [Known {
            weight: 1.0,
            part: Part::Words,
            phrasings: has.len() as u32,
            start: 0,
            end: 0,
            entry_start: 0,
            entry_end: 0,
        }];
        let mut gathered = Gathered::new(&mut known, phrasings, usize::MAX);
        for place in has {
            gathered.add(&mut known[0], place, 0.5);
        }
        let (postings, _) = gathered.finish();
        let mut lengths = vec![0.0; phrasings];
        match postings.of(&known[0]) {
            Having::Row(row) => lengths.copy_from_slice(row),
            Having::Places(places) => places.each(|place| lengths[place as usize] = 0.5),
        }
        (lengths, postings.has_row(&known[0]))
    }

    #[test]
    fn a_row_and_a_list_say_the_same() {
        for (phrasings, every, has_row) in
            [(40, 5, true), (40, 20, false), (FEW, 8, true), (FEW + 1, 2, false)]
        {
            let expected: Vec<f32> =
                (0..phrasings).map(|at| if at % every == 0 { 0.5 } else { 0.0 }).collect();
            assert_eq!(lengths(phrasings, every), (expected, has_row), "{phrasings} {every}");
        }
    }
}
