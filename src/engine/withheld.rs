//! Entries that an engine knows and must not answer with.
//!
//! An engine over other entries takes a while to build. Until it is there, the one at hand answers, and
//! holds back what it may not say.
//!
//! **Invariant:** what is held back is neither answered with, nor offered, nor listed.

use std::collections::HashSet;
use std::sync::Arc;

use super::knowledge::EntryId;

/// What is held back.
#[derive(Clone, Debug, Default)]
pub enum Withheld {
    /// Every entry may be used.
    #[default]
    Nothing,
    /// These may not.
    These(Arc<HashSet<EntryId>>),
    /// None may: it is not known which.
    Everything,
}

impl Withheld {
    /// Whether an entry is held back.
    #[must_use]
    pub fn holds(&self, entry: &EntryId) -> bool {
        match self {
            Withheld::Nothing => false,
            Withheld::These(entries) => entries.contains(entry),
            Withheld::Everything => true,
        }
    }
}
