//! Lists of numbers, held as narrow as they fit.
//!
//! Most knowledge bases have fewer than 65,536 phrasings and features: two bytes a number do, which
//! halves the largest part of an index.
//!
//! **Invariant:** what is read is what was written, whichever form holds it.

use std::ops::Range;

/// Numbers, one after the other.
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
