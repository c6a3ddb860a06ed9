//! What moves a server's own knowledge and settings in and out, as plain data.
//!
//! **Invariant:** a command does nothing; each says which role it needs.

use super::{Needs, Role};

/// A command about everything that a server has of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MovingCommand {
    /// Write it to a file.
    Export,
    /// Show what a file would change.
    Import,
    /// Put what a file brings in force, or before a second person.
    Publish {
        /// The number of the change that proposed it.
        change: u64,
    },
    /// Give an import of one's own up.
    Cancel {
        /// The number of the change that proposed it.
        change: u64,
    },
    /// Put somebody else's in force.
    Approve {
        /// The number of the change that proposed it.
        change: u64,
    },
    /// Refuse somebody else's.
    Refuse {
        /// The number of the change that proposed it.
        change: u64,
    },
}

impl Needs for MovingCommand {
    fn needs(&self) -> Role {
        match self {
            // A file may say what roles may do, so that it takes who may say that.
            MovingCommand::Export
            | MovingCommand::Import
            | MovingCommand::Publish { .. }
            | MovingCommand::Cancel { .. } => Role::Administrator,
            MovingCommand::Approve { .. } | MovingCommand::Refuse { .. } => Role::Approver,
        }
    }
}
