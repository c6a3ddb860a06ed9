//! Which parts a score has, and what each counts.
//!
//! **Invariant:** the shares of the parts add up to one, whatever is left out.

use super::features::Part;
use super::scoring::SHARES;

/// What the second and the third best phrasing of an entry add to its score; the best has the
/// rest. One phrasing may fit by chance, three rarely do.
const NEXT: [f32; 2] = [0.2, 0.2];

/// The parts of a score with their shares.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recipe {
    pub(super) shares: [(Part, f32); 4],
    /// What the second and the third best phrasing have.
    pub(super) next: [f32; 2],
    /// Whether what tells entries apart is learnt.
    pub(super) contrast: bool,
    /// Whether the vectors of words count, where there are any.
    pub(super) meaning: bool,
}

impl Recipe {
    /// Every part but these.
    pub(super) fn without(left_out: &[Part]) -> Self {
        let kept = |part: Part| !left_out.contains(&part);
        let all: f32 = SHARES.iter().filter(|(part, _)| kept(*part)).map(|(_, share)| share).sum();
        let shares = SHARES.map(|(part, share)| (part, if kept(part) { share / all } else { 0.0 }));
        Recipe {
            shares,
            next: if kept(Part::Support) { NEXT } else { [0.0; 2] },
            contrast: kept(Part::Contrast),
            meaning: kept(Part::Meaning),
        }
    }

    /// What the best phrasing has.
    pub(super) fn best(&self) -> f32 {
        1.0 - self.next[0] - self.next[1]
    }
}
