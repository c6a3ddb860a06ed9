//! What the buttons under an import mean, in their `custom_id`.
//!
//! **Invariant:** only a number stands in them: what is to be changed lies in the store, so that a
//! press means the same after a restart.

use std::fmt;

use crate::moderation::MovingCommand;

/// What these ids start with. The number changes when their meaning does.
const PREFIX: &str = "m1";

/// A button under an import that is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MovingButton {
    /// Put it in force, or before a second person.
    Publish(u64),
    /// Give it up.
    Cancel(u64),
    /// Put somebody else's in force.
    Approve(u64),
    /// Refuse somebody else's.
    Refuse(u64),
}

impl MovingButton {
    /// Reads a `custom_id`. None for one of another kind, or of an earlier version.
    #[must_use]
    pub fn parse(custom_id: &str) -> Option<Self> {
        let rest = custom_id.strip_prefix(PREFIX)?.strip_prefix(':')?;
        let (code, change) = rest.split_once(':')?;
        let change = change.parse().ok()?;
        Some(match code {
            "pu" => MovingButton::Publish(change),
            "ca" => MovingButton::Cancel(change),
            "ap" => MovingButton::Approve(change),
            "re" => MovingButton::Refuse(change),
            _ => return None,
        })
    }

    /// The change that it is about.
    #[must_use]
    pub fn change(self) -> u64 {
        let (MovingButton::Publish(change)
        | MovingButton::Cancel(change)
        | MovingButton::Approve(change)
        | MovingButton::Refuse(change)) = self;
        change
    }

    /// What whoever presses it wants.
    #[must_use]
    pub fn command(self) -> MovingCommand {
        match self {
            MovingButton::Publish(change) => MovingCommand::Publish { change },
            MovingButton::Cancel(change) => MovingCommand::Cancel { change },
            MovingButton::Approve(change) => MovingCommand::Approve { change },
            MovingButton::Refuse(change) => MovingCommand::Refuse { change },
        }
    }
}

impl fmt::Display for MovingButton {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = match self {
            MovingButton::Publish(_) => "pu",
            MovingButton::Cancel(_) => "ca",
            MovingButton::Approve(_) => "ap",
            MovingButton::Refuse(_) => "re",
        };
        write!(f, "{PREFIX}:{code}:{}", self.change())
    }
}
