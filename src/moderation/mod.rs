//! Who may do what from Discord: roles, commands as plain data, and the check between them.
//!
//! What a command does is done elsewhere, by whoever holds an [`Authorized`] one.
//!
//! **Invariant:** pure: no async, clock, file, network, Discord or SQL; nothing is performed here.

mod abilities;
mod actor;
mod authorize;
mod command;
mod faq;
mod inbox;
mod moving;
mod role;
mod setting;

pub use abilities::abilities;
pub use actor::{Actor, Person, Server, ServerRole};
pub use authorize::{Authorized, Refusal, authorize};
pub use command::{Command, Needs, StatisticsCommand};
pub use faq::FaqCommand;
pub use inbox::{InboxCommand, StaffCommand};
pub use moving::MovingCommand;
pub use role::Role;
pub use setting::{SettingKey, SettingsCommand};
