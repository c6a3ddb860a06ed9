//! What can be done with a server's entries, as plain data.
//!
//! **Invariant:** a command does nothing; each says which role it needs.

use super::{Needs, Role};

/// A command about entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaqCommand {
    /// Show an entry and what is known of it.
    Show {
        /// Its id.
        entry: String,
    },
    /// List the entries.
    List {
        /// Which page, from 1.
        page: usize,
    },
    /// Find entries.
    Search {
        /// What to look for.
        text: String,
    },
    /// Show what would be said to a question.
    Test {
        /// The question.
        question: String,
    },
    /// Show why.
    Why {
        /// The question.
        question: String,
    },
    /// Show what was done to an entry.
    History {
        /// Its id.
        entry: String,
        /// Which page, from 1.
        page: usize,
    },
    /// Show what was done to the entry that a change is of.
    HistoryWith {
        /// The number of the change.
        change: u64,
        /// Which page, from 1.
        page: usize,
    },
    /// Show what a change made different.
    Diff {
        /// The id of the entry.
        entry: String,
        /// The change; none for the last that was published.
        revision: Option<u64>,
    },
    /// Write a new entry.
    Add,
    /// Write an entry anew.
    Edit {
        /// Its id.
        entry: String,
    },
    /// Add a way of asking for an entry.
    AddPhrasing {
        /// Its id.
        entry: String,
        /// How one asks.
        phrasing: String,
    },
    /// Take a way of asking away.
    RemovePhrasing {
        /// The id of the entry.
        entry: String,
        /// How one does not ask for it.
        phrasing: String,
    },
    /// Do not use an entry any more.
    Retire {
        /// Its id.
        entry: String,
    },
    /// Do not use an entry until somebody has looked at it; at once.
    Quarantine {
        /// Its id.
        entry: String,
    },
    /// Say that an entry was read against its sources.
    Review {
        /// Its id.
        entry: String,
    },
    /// Make an entry what it was.
    Revert {
        /// Its id.
        entry: String,
        /// The change after which it was so, nought for as shipped; none for the one before.
        revision: Option<u64>,
    },
    /// Put a change of one's own in force, or before a second person.
    Publish {
        /// Its number.
        change: u64,
    },
    /// Give a change of one's own up.
    Cancel {
        /// Its number.
        change: u64,
    },
    /// Put somebody else's change in force.
    Approve {
        /// Its number.
        change: u64,
    },
    /// Put corrections in place of the replies that are older than a change.
    Correct {
        /// Its number.
        change: u64,
    },
    /// Refuse somebody else's change.
    Refuse {
        /// Its number.
        change: u64,
    },
}

impl Needs for FaqCommand {
    fn needs(&self) -> Role {
        match self {
            FaqCommand::Show { .. }
            | FaqCommand::List { .. }
            | FaqCommand::Search { .. }
            | FaqCommand::Test { .. }
            | FaqCommand::Why { .. }
            | FaqCommand::History { .. }
            | FaqCommand::HistoryWith { .. }
            | FaqCommand::Diff { .. } => Role::Viewer,
            FaqCommand::Add
            | FaqCommand::Edit { .. }
            | FaqCommand::AddPhrasing { .. }
            | FaqCommand::RemovePhrasing { .. }
            | FaqCommand::Retire { .. }
            | FaqCommand::Quarantine { .. }
            | FaqCommand::Review { .. }
            | FaqCommand::Revert { .. }
            | FaqCommand::Publish { .. }
            | FaqCommand::Correct { .. }
            | FaqCommand::Cancel { .. } => Role::Editor,
            FaqCommand::Approve { .. } | FaqCommand::Refuse { .. } => Role::Approver,
        }
    }
}
