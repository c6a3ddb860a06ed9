//! What can be done with the questions that wait for the staff, as plain data.
//!
//! **Invariant:** a command does nothing; each says which role it needs, and whether whoever is staff
//! in the server may do it without one.

use super::{Needs, Role};

/// A command about the inbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InboxCommand {
    /// See what waits.
    Look,
    /// Write an entry that answers it.
    Answer,
    /// Make it a way of asking for an entry.
    Phrasing,
    /// Have questions like it not answered.
    OutOfScope,
    /// Put it aside.
    Dismiss,
}

impl Needs for InboxCommand {
    fn needs(&self) -> Role {
        match self {
            InboxCommand::Look => Role::Viewer,
            InboxCommand::Answer
            | InboxCommand::Phrasing
            | InboxCommand::OutOfScope
            | InboxCommand::Dismiss => Role::Editor,
        }
    }
}

/// A command of the staff: about a person who waits, somebody in danger or who asked for the staff, or
/// about the bot itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaffCommand {
    /// Say that one looks after a crisis.
    HandleCrisis,
    /// Say that one looks after a question.
    Take,
    /// Say that a question was answered, or that it will not be.
    End,
    /// See what is in the bot's way.
    Status,
    /// See what would be answered to somebody's message.
    Preview,
    /// Have that posted.
    Post,
}

impl Needs for StaffCommand {
    fn needs(&self) -> Role {
        match self {
            StaffCommand::HandleCrisis
            | StaffCommand::Take
            | StaffCommand::End
            | StaffCommand::Status
            | StaffCommand::Preview => Role::Viewer,
            StaffCommand::Post => Role::Editor,
        }
    }

    /// Who of the staff is there first helps, whatever part they have in running the bot.
    fn staff_may(&self) -> bool {
        match self {
            StaffCommand::HandleCrisis
            | StaffCommand::Take
            | StaffCommand::End
            | StaffCommand::Status
            | StaffCommand::Preview
            | StaffCommand::Post => true,
        }
    }
}
