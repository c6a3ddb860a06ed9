//! Lists of numbers, held as narrow as they fit.
//!
//! Most knowledge bases have fewer than 65,536 phrasings and features: two bytes a number do, which
//! halves the largest part of an index.
//!
//! **Invariant:** what is read is what was written, whichever form holds it.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Numbers, one after the other.
#[derive(Serialize, Deserialize)]
pub(super) enum Numbers {
    /// None is above 65,535.
    Narrow(Box<[u16]>),
    /// Any.
    Wide(Box<[u32]>),
}

impl Numbers {
    /// Holds these numbers.
    pub(super) fn new(numbers: &[u32]) -> Self {
        if numbers.iter().any(|number| *number > u32::from(u16::MAX)) {
            return Numbers::Wide(numbers.into());
        }
        // Room for all of them at once: a list that grows leaves holes behind.
        let mut narrow = Vec::with_capacity(numbers.len());
        narrow.extend(numbers.iter().map(|number| *number as u16));
        Numbers::Narrow(narrow.into_boxed_slice())
    }

    /// The numbers at these places.
    pub(super) fn at(&self, places: Range<u32>) -> Slice<'_> {
        let places = places.start as usize..places.end as usize;
        match self {
            Numbers::Narrow(numbers) => Slice::Narrow(&numbers[places]),
            Numbers::Wide(numbers) => Slice::Wide(&numbers[places]),
        }
    }
}

/// Some of the numbers.
#[derive(Clone, Copy)]
pub(super) enum Slice<'n> {
    /// None is above 65,535.
    Narrow(&'n [u16]),
    /// Any.
    Wide(&'n [u32]),
}

impl<'n> Slice<'n> {
    /// Whether a number is among these, which are in order.
    pub(super) fn holds(self, number: u32) -> bool {
        match self {
            Slice::Narrow(numbers) => {
                u16::try_from(number).is_ok_and(|it| numbers.binary_search(&it).is_ok())
            }
            Slice::Wide(numbers) => numbers.binary_search(&number).is_ok(),
        }
    }

    /// Which of some numbers, in order, are among these: for each of them its place.
    pub(super) fn shared_with(self, wanted: &[u32], found: impl FnMut(usize)) {
        match self {
            Slice::Narrow(numbers) => meet(numbers.iter().map(|it| u32::from(*it)), wanted, found),
            Slice::Wide(numbers) => meet(numbers.iter().copied(), wanted, found),
        }
    }

    /// Each of them, in one loop for either form: what is asked thousands of times a question.
    pub(super) fn each(self, mut look: impl FnMut(u32)) {
        match self {
            Slice::Narrow(numbers) => numbers.iter().for_each(|it| look(u32::from(*it))),
            Slice::Wide(numbers) => numbers.iter().for_each(|it| look(*it)),
        }
    }

    /// Each of them.
    pub(super) fn iter(self) -> impl Iterator<Item = u32> + use<'n> {
        let (narrow, wide): (&[u16], &[u32]) = match self {
            Slice::Narrow(numbers) => (numbers, &[]),
            Slice::Wide(numbers) => (&[], numbers),
        };
        narrow.iter().map(|it| u32::from(*it)).chain(wide.iter().copied())
    }
}

/// The places of those wanted that are among some numbers. Both are in order, so one look at each does.
fn meet(numbers: impl Iterator<Item = u32>, wanted: &[u32], mut found: impl FnMut(usize)) {
    let mut place = 0;
    for number in numbers {
        while wanted.get(place).is_some_and(|wanted| *wanted < number) {
            place += 1;
        }
        match wanted.get(place) {
            Some(wanted) if *wanted == number => found(place),
            Some(_) => {}
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Numbers;

    #[test]
    fn what_is_shared_is_found_in_either_form() {
        for most in [9, 70_000] {
            let numbers = Numbers::new(&[2, 3, 5, 8, most]);
            let mut places = Vec::new();
            numbers.at(0..5).shared_with(&[0, 3, 4, 8, most, most + 1], |place| places.push(place));
            assert_eq!(places, [1, 3, 4]);
        }
    }
}
