//! What the buttons and forms between people and the staff mean, in their `custom_id`.
//!
//! **Invariant:** ids and tags stand in them, and no text; what is written here is read back the same,
//! in 100 characters.

use std::fmt;
use std::num::NonZeroU64;

use serenity::model::id::{GuildId, MessageId, UserId};

use super::button::EntryTag;

/// What these ids start with. The number changes when their meaning does.
const PREFIX: &str = "p1";

/// What somebody pressed or chose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StaffButton {
    /// Put a question before the staff.
    AskPerson {
        /// Who may press; none where only one person sees the button.
        asker: Option<UserId>,
        /// The reply that did not help; none for the message with the button.
        reply: Option<MessageId>,
    },
    /// I look after this question.
    Take(u64),
    /// It was answered.
    Answered(u64),
    /// An entry is written that answers it.
    MakeEntry(u64),
    /// It will not be answered.
    Close(u64),
    /// I look after this crisis.
    HandleCrisis,
    /// Do not use an entry until somebody has looked at it.
    Quarantine(EntryTag),
    /// Show an entry.
    Show(EntryTag),
    /// A menu of entries to be shown; each of its values is an id.
    ShowOneOf,
    /// An entry was read against its sources.
    Reviewed(EntryTag),
    /// A menu of entries of which one was; each of its values is an id.
    ReviewedOneOf,
    /// A menu of open questions; each of its values is one.
    PickRequest,
    /// Show what was asked, and how it went.
    Figures,
}

impl StaffButton {
    /// Reads a `custom_id`. None for one of another kind, or of an earlier version.
    #[must_use]
    pub fn parse(custom_id: &str) -> Option<Self> {
        let rest = custom_id.strip_prefix(PREFIX)?.strip_prefix(':')?;
        let (code, rest) = rest.split_once(':').unwrap_or((rest, ""));
        Some(match (code, rest) {
            ("as", rest) => {
                let (asker, reply) = rest.split_once(':')?;
                let asker = NonZeroU64::new(asker.parse().ok()?).map(UserId::from);
                let reply = NonZeroU64::new(reply.parse().ok()?).map(MessageId::from);
                StaffButton::AskPerson { asker, reply }
            }
            ("ta", question) => StaffButton::Take(question.parse().ok()?),
            ("an", question) => StaffButton::Answered(question.parse().ok()?),
            ("en", question) => StaffButton::MakeEntry(question.parse().ok()?),
            ("cl", question) => StaffButton::Close(question.parse().ok()?),
            ("cr", "") => StaffButton::HandleCrisis,
            ("qu", tag) => StaffButton::Quarantine(EntryTag::parse(tag)?),
            ("sh", tag) => StaffButton::Show(EntryTag::parse(tag)?),
            ("rv", tag) => StaffButton::Reviewed(EntryTag::parse(tag)?),
            ("ro", "") => StaffButton::ReviewedOneOf,
            ("so", "") => StaffButton::ShowOneOf,
            ("re", "") => StaffButton::PickRequest,
            ("fi", "") => StaffButton::Figures,
            _ => return None,
        })
    }
}

impl fmt::Display for StaffButton {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StaffButton::AskPerson { asker, reply } => {
                let asker = asker.map_or(0, UserId::get);
                write!(f, "{PREFIX}:as:{asker}:{}", reply.map_or(0, MessageId::get))
            }
            StaffButton::Take(question) => write!(f, "{PREFIX}:ta:{question}"),
            StaffButton::Answered(question) => write!(f, "{PREFIX}:an:{question}"),
            StaffButton::MakeEntry(question) => write!(f, "{PREFIX}:en:{question}"),
            StaffButton::Close(question) => write!(f, "{PREFIX}:cl:{question}"),
            StaffButton::HandleCrisis => write!(f, "{PREFIX}:cr"),
            StaffButton::Quarantine(tag) => write!(f, "{PREFIX}:qu:{}", tag.as_str()),
            StaffButton::Show(tag) => write!(f, "{PREFIX}:sh:{}", tag.as_str()),
            StaffButton::Reviewed(tag) => write!(f, "{PREFIX}:rv:{}", tag.as_str()),
            StaffButton::ReviewedOneOf => write!(f, "{PREFIX}:ro"),
            StaffButton::ShowOneOf => write!(f, "{PREFIX}:so"),
            StaffButton::PickRequest => write!(f, "{PREFIX}:re"),
            StaffButton::Figures => write!(f, "{PREFIX}:fi"),
        }
    }
}

/// A form in which an entry is written that answers what was put before the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestForm {
    /// The server.
    pub guild: GuildId,
    /// The question.
    pub question: u64,
}

impl RequestForm {
    /// Reads a `custom_id`. None for one of another kind, or of an earlier version.
    #[must_use]
    pub fn parse(custom_id: &str) -> Option<Self> {
        let rest = custom_id.strip_prefix(PREFIX)?.strip_prefix(":fo:")?;
        let (guild, question) = rest.split_once(':')?;
        let guild: NonZeroU64 = guild.parse().ok()?;
        Some(RequestForm { guild: guild.into(), question: question.parse().ok()? })
    }
}

impl fmt::Display for RequestForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}:fo:{}:{}", self.guild, self.question)
    }
}
