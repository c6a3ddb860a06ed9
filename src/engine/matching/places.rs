//! A set of places that is read in order.
//!
//! One bit a place: putting one in costs less than noting it in a list, and reading all of them in order
//! costs a look at every 64 rather than sorting.
//!
//! **Invariant:** what was read is no longer in it.

/// Places from nought up.
#[derive(Default)]
pub(super) struct Places {
    bits: Vec<u64>,
}

impl Places {
    /// Makes room for places below this.
    pub(super) fn reach(&mut self, end: usize) {
        let words = end.div_ceil(64);
        if self.bits.len() < words {
            self.bits.resize(words, 0);
        }
    }

    /// Puts a place in, for which there is room.
    pub(super) fn insert(&mut self, place: u32) {
        self.bits[place as usize / 64] |= 1 << (place % 64);
    }

    /// Takes every place below this out, in order. There is none from there on.
    pub(super) fn drain(&mut self, end: usize, mut take: impl FnMut(u32)) {
        for (first, bits) in (0..).step_by(64).zip(&mut self.bits[..end.div_ceil(64)]) {
            let mut left = std::mem::take(bits);
            while left != 0 {
                take(first + left.trailing_zeros());
                left &= left - 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Places;

    #[test]
    fn places_are_read_once_and_in_order() {
        let mut places = Places::default();
        places.reach(200);
        for place in [130, 0, 63, 64, 199, 63] {
            places.insert(place);
        }
        let mut read = Vec::new();
        places.drain(200, |place| read.push(place));
        assert_eq!(read, [0, 63, 64, 130, 199]);
        places.drain(200, |place| panic!("{place} is still in it"));
    }
}
