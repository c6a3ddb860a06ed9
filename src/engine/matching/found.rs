//! What a question has in common with the entries: of each its best phrasings.
//!
//! **Invariant:** entries stand in order, each once; of two phrasings that score alike the first goes
//! before.

use super::index::{Owner, PhrasingPlace};

/// So many phrasings of an entry count: the best, and the two that support it (`recipe`).
const COUNTED: usize = 3;

/// So many are kept of an entry: where one is hidden, the next takes its place.
const TOP: usize = COUNTED + 1;

/// The best phrasings of one entry, best first.
///
/// Each is one whole number, its score before its place: a phrasing is then put among them without a branch,
/// of which a processor would guess every second one wrong.
#[derive(Clone, Copy, Default)]
pub(super) struct Top {
    kept: [u64; TOP],
}

/// A score above nought with its place. Numbers above nought are in the order of their bits; of equals the
/// first place is the greatest.
fn pack(score: f32, place: PhrasingPlace) -> u64 {
    u64::from(score.to_bits()) << 32 | u64::from(!place)
}

/// What was packed; nought where nothing was.
fn unpack(packed: u64) -> (f32, PhrasingPlace) {
    let place = if packed == 0 { 0 } else { !(packed as u32) };
    (f32::from_bits((packed >> 32) as u32), place)
}

impl Top {
    /// Takes a phrasing in that scores more than nought, if it is among the best.
    pub(super) fn offer(&mut self, place: PhrasingPlace, score: f32) {
        let mut next = pack(score, place);
        for kept in &mut self.kept {
            (*kept, next) = ((*kept).max(next), (*kept).min(next));
        }
    }

    /// The best scores without those of a hidden phrasing, and the phrasing that has the best of them.
    pub(super) fn without(&self, hidden: Option<PhrasingPlace>) -> ([f32; COUNTED], PhrasingPlace) {
        let mut kept = self.kept.map(unpack);
        if let Some(hidden) = hidden {
            let at = kept.iter().position(|(score, place)| *place == hidden && *score > 0.0);
            kept[at.unwrap_or(COUNTED)..].rotate_left(1);
        }
        let [first, second, third, _] = kept;
        ([first.0, second.0, third.0], first.1)
    }
}

/// An entry that has something of a question.
#[derive(Clone, Copy)]
pub(super) struct Found {
    pub(super) entry: u32,
    /// The entry's own part of the score.
    pub(super) own: f32,
    pub(super) top: Top,
}

impl Found {
    pub(super) fn new(entry: u32) -> Self {
        Found { entry, own: 0.0, top: Top::default() }
    }
}

/// Gathers phrasings, which come in order, by what they belong to.
pub(super) struct Collector<'o> {
    owners: &'o [Owner],
    pub(super) entries: Vec<Found>,
    /// The best of what is known to be out of scope.
    pub(super) outside: Top,
}

impl<'o> Collector<'o> {
    /// Nothing yet, with room for so many entries.
    pub(super) fn new(owners: &'o [Owner], entries: usize) -> Self {
        Collector { owners, entries: Vec::with_capacity(entries), outside: Top::default() }
    }

    /// Adds a phrasing, if it is there.
    pub(super) fn add(&mut self, place: PhrasingPlace, score: f32, is_there: impl Fn(u32) -> bool) {
        let entry = match self.owners[place as usize] {
            Owner::Entry(entry) if is_there(entry) => entry,
            Owner::Entry(_) => return,
            Owner::OutOfScope => return self.outside.offer(place, score),
        };
        match self.entries.last_mut() {
            Some(last) if last.entry == entry => last.top.offer(place, score),
            Some(_) | None => {
                let mut found = Found::new(entry);
                found.top.offer(place, score);
                self.entries.push(found);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Top;

    fn of(scores: &[f32]) -> Top {
        let mut top = Top::default();
        for (place, score) in (0..).zip(scores) {
            top.offer(place, *score);
        }
        top
    }

    #[test]
    fn the_best_are_kept_in_order_and_the_first_of_equals_goes_before() {
        let top = of(&[0.2, 0.5, 0.1, 0.5, 0.4, 0.3]);
        assert_eq!(top.without(None), ([0.5, 0.5, 0.4], 1));
        assert_eq!(of(&[0.3]).without(None), ([0.3, 0.0, 0.0], 0));
        let top = of(&[0.5, 0.5, 0.5, 0.5, 0.6]);
        assert_eq!(top.without(None), ([0.6, 0.5, 0.5], 4));
        assert_eq!(top.without(Some(4)), ([0.5, 0.5, 0.5], 0));
    }

    #[test]
    fn the_next_takes_the_place_of_what_is_hidden() {
        let top = of(&[0.2, 0.5, 0.1, 0.6, 0.4]);
        assert_eq!(top.without(Some(3)), ([0.5, 0.4, 0.2], 1));
        assert_eq!(top.without(Some(1)), ([0.6, 0.4, 0.2], 3));
        assert_eq!(top.without(Some(4)), ([0.6, 0.5, 0.2], 3));
        // What is not among the best changes nothing; nor does a place that nothing stands at.
        assert_eq!(top.without(Some(2)), top.without(None));
        assert_eq!(of(&[0.3]).without(Some(1)), ([0.3, 0.0, 0.0], 0));
    }
}
