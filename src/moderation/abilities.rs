//! What each role may do, in words.
//!
//! **Invariant:** whose it is comes from what the command itself needs, so that what is said of a role
//! is what the check lets through.

use std::num::NonZeroU32;

use super::{
    Command, FaqCommand, InboxCommand, MovingCommand, Needs, Person, Role, SettingKey,
    SettingsCommand, StatisticsCommand,
};

/// What a role may do that those before it may not, each a verb and its object.
#[must_use]
pub fn abilities(role: Role) -> Vec<&'static str> {
    let (entry, change, days) = (String::new, 0, NonZeroU32::MIN);
    let set =
        SettingsCommand::Set { key: SettingKey::Mode, value: None, channel: None, role: None };
    let all: [(&dyn Needs, &'static str); 13] = [
        (&FaqCommand::List { page: 1 }, "look at answers"),
        (&InboxCommand::Look, "see the inbox"),
        (&StatisticsCommand::Show { days }, "see figures"),
        (&SettingsCommand::Show { channel: None }, "see settings"),
        (&FaqCommand::Edit { entry: entry() }, "change answers"),
        (&FaqCommand::Quarantine { entry: entry() }, "quarantine answers"),
        (&InboxCommand::Answer, "work through the inbox"),
        (&Command::Pause { minutes: None }, "pause me"),
        (&Command::Ignore { person: Person(0), ignore: true }, "have me ignore somebody"),
        (&FaqCommand::Approve { change }, "approve sensitive changes of others"),
        (&set, "change settings"),
        (&Command::Grant { role: super::ServerRole(0), may: None }, "give roles"),
        (&MovingCommand::Import, "export and import"),
    ];
    all.into_iter().filter(|(command, _)| command.needs() == role).map(|(_, what)| what).collect()
}
