//! What the button means that has posted replies corrected, in its `custom_id`.
//!
//! **Invariant:** only the number of a change stands in it: which replies are left lies in the store,
//! so that a press after a restart goes on where it stopped.

use std::fmt;

/// What these ids start with. The number changes when their meaning does.
const PREFIX: &str = "c1";

/// Correct the replies that are older than a change of their entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CorrectionButton {
    /// The change.
    pub change: u64,
}

impl CorrectionButton {
    /// Reads a `custom_id`. None for one of another kind, or of an earlier version.
    #[must_use]
    pub fn parse(custom_id: &str) -> Option<Self> {
        let change = custom_id.strip_prefix(PREFIX)?.strip_prefix(':')?.parse().ok()?;
        Some(CorrectionButton { change })
    }
}

impl fmt::Display for CorrectionButton {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}:{}", self.change)
    }
}
