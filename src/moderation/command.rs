//! What can be asked of the bot by those who run it, as plain data.
//!
//! **Invariant:** a command does nothing; each says which role it needs.

use std::num::NonZeroU32;

use super::{Person, Role, ServerRole};

/// Something that takes a role.
pub trait Needs {
    /// The least role that may do it.
    fn needs(&self) -> Role;

    /// Whether whoever is staff in the server may do it without a role.
    fn staff_may(&self) -> bool {
        false
    }
}

/// A command about the server itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Show which roles of the server may do what.
    ShowRoles,
    /// Say what the members of one of the server's roles may do.
    Grant {
        /// That role.
        role: ServerRole,
        /// What they may; none for nothing.
        may: Option<Role>,
    },
    /// Answer nobody in the server.
    Pause {
        /// For how long; none until somebody says so.
        minutes: Option<NonZeroU32>,
    },
    /// Answer again.
    Resume,
    /// Answer a person no more, or again.
    Ignore {
        /// Whom.
        person: Person,
        /// Whether to ignore them.
        ignore: bool,
    },
    /// Show who is ignored.
    ShowIgnored,
}

/// A command about what was asked and how it went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatisticsCommand {
    /// Show it.
    Show {
        /// Of how many days, today among them.
        days: NonZeroU32,
    },
    /// Write it to a file.
    Export {
        /// Of how many days, today among them.
        days: NonZeroU32,
    },
}

impl Needs for StatisticsCommand {
    fn needs(&self) -> Role {
        match self {
            StatisticsCommand::Show { .. } | StatisticsCommand::Export { .. } => Role::Viewer,
        }
    }
}

impl Needs for Command {
    fn needs(&self) -> Role {
        match self {
            Command::ShowRoles | Command::ShowIgnored => Role::Viewer,
            // A bot that says something wrong is stopped by whoever sees it first.
            Command::Pause { .. } | Command::Resume | Command::Ignore { .. } => Role::Editor,
            Command::Grant { .. } => Role::Administrator,
        }
    }
}
