//! What a server can set, by name, and the commands that set it, as plain data.
//!
//! **Invariant:** a command does nothing; each says which role it needs. A key has the name that it
//! has in the settings' file, where it is there too.

use std::fmt;

use super::{Needs, Role, ServerRole};

/// Something that a server can set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SettingKey {
    /// What the bot does in a channel.
    Mode,
    /// How long one person gets no second overheard answer.
    PersonCooldown,
    /// How long one channel gets no second overheard answer.
    ChannelCooldown,
    /// How long an entry is not given again to overheard questions of a channel.
    EntryCooldown,
    /// How sure an answer must be.
    AnswerFloor,
    /// How sure it must be to ask back.
    ClarifyFloor,
    /// How close the second-best entry is where the bot asks back.
    Margin,
    /// Whose helplines come first.
    Region,
    /// Text instead of embeds.
    PlainText,
    /// Whose members are staff.
    StaffRoles,
    /// How a question of somebody who asks for a person is put before the staff.
    StaffRequests,
    /// When somebody of the staff is likely to look.
    StaffHours,
    /// Where the staff is told of things.
    AlertChannel,
    /// Where every change is told.
    AuditChannel,
    /// When overheard questions are left alone.
    QuietHours,
    /// The languages of the packs that the server is answered from.
    Languages,
    /// How long it is kept who asked what.
    RetentionDays,
}

impl SettingKey {
    /// Every key, in the order in which they are shown.
    pub const ALL: [SettingKey; 17] = [
        SettingKey::Mode,
        SettingKey::PersonCooldown,
        SettingKey::ChannelCooldown,
        SettingKey::EntryCooldown,
        SettingKey::QuietHours,
        SettingKey::AnswerFloor,
        SettingKey::ClarifyFloor,
        SettingKey::Margin,
        SettingKey::Languages,
        SettingKey::Region,
        SettingKey::PlainText,
        SettingKey::StaffRoles,
        SettingKey::StaffRequests,
        SettingKey::StaffHours,
        SettingKey::AlertChannel,
        SettingKey::AuditChannel,
        SettingKey::RetentionDays,
    ];

    /// The name, in commands and in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            SettingKey::Mode => "mode",
            SettingKey::PersonCooldown => "person_cooldown_seconds",
            SettingKey::ChannelCooldown => "channel_cooldown_seconds",
            SettingKey::EntryCooldown => "entry_cooldown_seconds",
            SettingKey::AnswerFloor => "answer_floor",
            SettingKey::ClarifyFloor => "clarify_floor",
            SettingKey::Margin => "margin",
            SettingKey::Region => "region",
            SettingKey::PlainText => "plain_text",
            SettingKey::StaffRoles => "staff_roles",
            SettingKey::StaffRequests => "staff_requests",
            SettingKey::StaffHours => "staff_hours",
            SettingKey::AlertChannel => "alert_channel",
            SettingKey::AuditChannel => "audit_channel",
            SettingKey::QuietHours => "quiet_hours",
            SettingKey::Languages => "languages",
            SettingKey::RetentionDays => "retention_days",
        }
    }

    /// The key of a name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        SettingKey::ALL.into_iter().find(|key| key.name() == name)
    }

    /// What it is, in a line.
    #[must_use]
    pub const fn description(self) -> &'static str {
        match self {
            SettingKey::Mode => "what I do in a channel, a category or the server",
            SettingKey::PersonCooldown => "between two overheard answers to one person",
            SettingKey::ChannelCooldown => "between two overheard answers in one channel",
            SettingKey::EntryCooldown => "until an entry is given again in one channel",
            SettingKey::AnswerFloor => "how sure I must be to answer",
            SettingKey::ClarifyFloor => "how sure I must be to ask back",
            SettingKey::Margin => "how close a second entry makes me ask back",
            SettingKey::Region => "whose emergency numbers and helplines come first",
            SettingKey::PlainText => "text instead of embeds",
            SettingKey::StaffRoles => "roles that are staff; I leave them the word",
            SettingKey::StaffRequests => "how questions come before the staff",
            SettingKey::StaffHours => "when the staff is likely to look",
            SettingKey::AlertChannel => "where I tell the staff of a crisis",
            SettingKey::AuditChannel => "where I tell of every change",
            SettingKey::QuietHours => "when I answer only who speaks to me",
            SettingKey::Languages => "languages of what I answer from",
            SettingKey::RetentionDays => "for how many days I keep who asked what",
        }
    }

    /// Whether a category or a channel can have a value of its own.
    #[must_use]
    pub const fn is_of_channels(self) -> bool {
        matches!(self, SettingKey::Mode)
    }

    /// Whether its value is a channel.
    #[must_use]
    pub const fn is_channel(self) -> bool {
        matches!(self, SettingKey::AlertChannel | SettingKey::AuditChannel)
    }
}

impl fmt::Display for SettingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A command about settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingsCommand {
    /// Show what is in force, and whence.
    Show {
        /// In which channel or category; none for the server.
        channel: Option<u64>,
    },
    /// Set something.
    Set {
        /// What.
        key: SettingKey,
        /// To what, as it was typed.
        value: Option<String>,
        /// The channel that was chosen: where it holds, or the value itself.
        channel: Option<u64>,
        /// The role that was chosen: the value itself.
        role: Option<ServerRole>,
    },
    /// Let something be inherited again.
    Reset {
        /// What.
        key: SettingKey,
        /// In which channel or category; none for the server.
        channel: Option<u64>,
    },
    /// Answer nobody, and count what would have been answered.
    StartShadow,
    /// Answer from now on.
    EndShadow,
    /// Show what would have been answered so far.
    ReportShadow,
}

impl Needs for SettingsCommand {
    fn needs(&self) -> Role {
        match self {
            SettingsCommand::Show { .. } | SettingsCommand::ReportShadow => Role::Viewer,
            SettingsCommand::Set { .. }
            | SettingsCommand::Reset { .. }
            | SettingsCommand::StartShadow
            | SettingsCommand::EndShadow => Role::Administrator,
        }
    }
}
