//! What the buttons and forms of `/faq` mean, in their `custom_id`.
//!
//! **Invariant:** only numbers and a tag stand in them: what is to become of an entry lies in the
//! store, so that a press means the same after a restart, or says why it cannot.

use std::fmt;

use serenity::model::id::GuildId;

use super::button::EntryTag;
use crate::engine::knowledge::EntryId;

/// What these ids start with. The number changes when their meaning does.
const PREFIX: &str = "f1";

/// A button under a change that is proposed, under the list of entries, or under a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaqButton {
    /// Put it in force, or before a second person.
    Publish(u64),
    /// Write it anew.
    Again(u64),
    /// Open the form again that was sent off with the interaction of a number, and not taken.
    OpenWritten(u64),
    /// Give it up.
    Cancel(u64),
    /// Put somebody else's in force.
    Approve(u64),
    /// Refuse somebody else's.
    Refuse(u64),
    /// Turn to a page of the list of entries.
    Page(u64),
    /// Turn to a page of what was done to an entry.
    History {
        /// A change of the entry.
        change: u64,
        /// The page, from 1.
        page: u64,
    },
}

impl FaqButton {
    /// Reads a `custom_id`. None for one of another kind, or of an earlier version.
    #[must_use]
    pub fn parse(custom_id: &str) -> Option<Self> {
        let rest = custom_id.strip_prefix(PREFIX)?.strip_prefix(':')?;
        let (code, change) = rest.split_once(':')?;
        if code == "hi" {
            let (change, page) = change.split_once(':')?;
            let (change, page) = (change.parse().ok()?, page.parse().ok()?);
            return Some(FaqButton::History { change, page });
        }
        let change = change.parse().ok()?;
        Some(match code {
            "pu" => FaqButton::Publish(change),
            "ag" => FaqButton::Again(change),
            "ow" => FaqButton::OpenWritten(change),
            "ca" => FaqButton::Cancel(change),
            "ap" => FaqButton::Approve(change),
            "re" => FaqButton::Refuse(change),
            "pg" => FaqButton::Page(change),
            _ => return None,
        })
    }
}

impl fmt::Display for FaqButton {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (code, change) = match self {
            FaqButton::Publish(change) => ("pu", change),
            FaqButton::Again(change) => ("ag", change),
            FaqButton::OpenWritten(number) => ("ow", number),
            FaqButton::Cancel(change) => ("ca", change),
            FaqButton::Approve(change) => ("ap", change),
            FaqButton::Refuse(change) => ("re", change),
            FaqButton::Page(page) => ("pg", page),
            FaqButton::History { change, page } => {
                return write!(f, "{PREFIX}:hi:{change}:{page}");
            }
        };
        write!(f, "{PREFIX}:{code}:{change}")
    }
}

/// A form in which an entry is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaqForm {
    /// The server whose entry it is.
    pub guild: GuildId,
    /// The entry; none for a new one.
    pub entry: Option<EntryTag>,
    /// The revision of the entry that the form was filled in with.
    pub base: u64,
    /// The proposal that is written anew; nought for none.
    pub instead_of: u64,
}

impl FaqForm {
    /// What stands above it.
    #[must_use]
    pub const fn title(&self) -> &'static str {
        if self.entry.is_some() { "Change an entry" } else { "A new entry" }
    }

    /// Whether it is about an entry.
    #[must_use]
    pub fn is_about(&self, entry: &EntryId) -> bool {
        self.entry.as_ref() == Some(&EntryTag::of(entry))
    }

    /// Reads a `custom_id`. None for one of another kind, or of an earlier version.
    #[must_use]
    pub fn parse(custom_id: &str) -> Option<Self> {
        let rest = custom_id.strip_prefix(PREFIX)?.strip_prefix(":fo:")?;
        let parts: Vec<&str> = rest.split(':').collect();
        let [guild, entry, base, instead_of] = parts.as_slice() else { return None };
        let guild: std::num::NonZeroU64 = guild.parse().ok()?;
        let entry = match *entry {
            "" => None,
            tag => Some(EntryTag::parse(tag)?),
        };
        let (base, instead_of) = (base.parse().ok()?, instead_of.parse().ok()?);
        Some(FaqForm { guild: guild.into(), entry, base, instead_of })
    }
}

impl fmt::Display for FaqForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tag = self.entry.as_ref().map_or("", EntryTag::as_str);
        write!(f, "{PREFIX}:fo:{}:{tag}:{}:{}", self.guild, self.base, self.instead_of)
    }
}
