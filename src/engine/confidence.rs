//! How sure the bot is, as an integer.
//!
//! **Invariant:** always from 0 to 1000 thousandths, so it is ordered, never NaN, and reads the
//! same in every snapshot.

use std::fmt;

use serde::{Serialize, Serializer};

/// A share of certainty in thousandths, from 0 (none) to 1000 (certain).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Confidence(u16);

impl Confidence {
    /// No certainty at all.
    pub const NONE: Confidence = Confidence(0);
    /// Full certainty: the question is a phrasing, word for word.
    pub const CERTAIN: Confidence = Confidence(1000);

    /// A confidence of so many thousandths; more than 1000 counts as 1000.
    #[must_use]
    pub const fn thousandths(thousandths: u16) -> Self {
        if thousandths > 1000 { Confidence(1000) } else { Confidence(thousandths) }
    }

    /// The nearest confidence to a share from 0 to 1; what lies outside is cut off.
    #[must_use]
    pub fn from_share(share: f64) -> Self {
        if share.is_nan() {
            return Confidence::NONE;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the value was clamped to 0..=1000 in the same expression"
        )]
        Confidence((share * 1000.0).round().clamp(0.0, 1000.0) as u16)
    }

    /// As a share from 0 to 1.
    #[must_use]
    pub fn share(self) -> f64 {
        f64::from(self.0) / 1000.0
    }

    /// In thousandths, from 0 to 1000.
    #[must_use]
    pub const fn in_thousandths(self) -> u16 {
        self.0
    }

    /// How far this one lies above the other; nothing where it lies below.
    #[must_use]
    pub fn above(self, other: Confidence) -> Confidence {
        Confidence(self.0.saturating_sub(other.0))
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.share())
    }
}

impl Serialize for Confidence {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.share())
    }
}
