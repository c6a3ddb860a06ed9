//! Where a group of patterns matched, and how near two matches are.
//!
//! **Invariant:** looking for what is near a match costs no more than the words around it.

/// A guard further away than this belongs to something else, even without a full stop between.
pub(super) const GUARD_REACH: usize = 14;

/// Groups further apart than this have nothing to do with each other.
pub(super) const NEARBY: usize = 25;

/// What stands so near to the evidence is its subject or its object.
pub(super) const BESIDE_REACH: usize = 3;

/// Sharing a word, or standing next to each other.
pub(super) const ADJACENT: usize = 1;

/// A group that matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// Words of the message.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) sentence: usize,
    pub(super) quoted: bool,
    /// A word of it is a guess: enough for evidence, not for what silences it.
    pub(super) guessed: bool,
}

impl Hit {
    /// Whether the two share a word.
    pub(super) fn overlaps(&self, other: &Hit) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether all of the other's words are among this one's.
    pub(super) fn covers(&self, other: &Hit) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// Whether one of the hits is not far away, in this sentence or another. They are in order.
pub(super) fn near(hit: Hit, others: &[Hit], reach: usize) -> bool {
    around(hit, others, reach).any(|other| other.quoted == hit.quoted)
}

/// The same, for what silences the hit: in its own sentence, and no guesses.
pub(super) fn guards(hit: Hit, others: &[Hit], reach: usize) -> bool {
    around(hit, others, reach).any(|other| other.sentence == hit.sentence && !other.guessed)
}

fn around(hit: Hit, others: &[Hit], reach: usize) -> impl Iterator<Item = &Hit> {
    // A match spans fewer words than this, so that none is missed.
    const WIDEST: usize = 40;
    let from = others.partition_point(|other| other.start + reach + WIDEST < hit.start);
    others[from..]
        .iter()
        .take_while(move |other| other.start < hit.end + reach)
        .filter(move |other| other.end + reach > hit.start)
}
