//! What the buttons, menus and forms of `/inbox` mean, in their `custom_id`.
//!
//! **Invariant:** ids and names of kinds stand in them, and no text; what is written here is read back
//! the same, in 100 characters.

use std::fmt;
use std::num::NonZeroU64;

use serenity::model::id::GuildId;

use crate::store::InboxKind;

/// What these ids start with. The number changes when their meaning does.
const PREFIX: &str = "i1";

/// Which questions of an inbox: all of them, or those of a kind.
pub type Filter = Option<InboxKind>;

/// Questions that are alike, as somebody saw them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GroupRef {
    /// Why they are there.
    pub kind: InboxKind,
    /// One of them.
    pub question: u64,
    /// When the last of them came, in milliseconds since the Unix epoch: nothing is done to those
    /// that nobody has seen.
    pub seen: u64,
}

/// What is done to them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// An entry is written that answers them.
    Answer,
    /// They become a way of asking for an entry.
    Phrasing,
    /// They become an example of what is not answered.
    OutOfScope,
    /// They are put aside.
    Dismiss,
}

impl Act {
    const ALL: [Act; 4] = [Act::Answer, Act::Phrasing, Act::OutOfScope, Act::Dismiss];

    const fn code(self) -> &'static str {
        match self {
            Act::Answer => "an",
            Act::Phrasing => "ph",
            Act::OutOfScope => "os",
            Act::Dismiss => "di",
        }
    }

    fn parse(code: &str) -> Option<Self> {
        Act::ALL.into_iter().find(|act| act.code() == code)
    }
}

/// What somebody pressed or chose from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InboxButton {
    /// Show the inbox beside what is there.
    Open(Filter),
    /// Show a page of it in place of what is there, from 1.
    Page(Filter, u32),
    /// A menu of groups; each of its values is a [`GroupRef`].
    Pick(Filter),
    /// Do something to a group.
    Act(Act, GroupRef),
}

impl InboxButton {
    /// Reads a `custom_id`. None for one of another kind, or of an earlier version.
    #[must_use]
    pub fn parse(custom_id: &str) -> Option<Self> {
        let rest = custom_id.strip_prefix(PREFIX)?.strip_prefix(':')?;
        let (code, rest) = rest.split_once(':')?;
        Some(match code {
            "op" => InboxButton::Open(filter(rest)?),
            "pa" => {
                let (kind, page) = rest.split_once(':')?;
                InboxButton::Page(filter(kind)?, page.parse().ok()?)
            }
            "pi" => InboxButton::Pick(filter(rest)?),
            "ac" => {
                let (act, group) = rest.split_once(':')?;
                InboxButton::Act(Act::parse(act)?, GroupRef::parse(group)?)
            }
            _ => return None,
        })
    }
}

impl fmt::Display for InboxButton {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InboxButton::Open(kind) => write!(f, "{PREFIX}:op:{}", filter_code(*kind)),
            InboxButton::Page(kind, page) => {
                write!(f, "{PREFIX}:pa:{}:{page}", filter_code(*kind))
            }
            InboxButton::Pick(kind) => write!(f, "{PREFIX}:pi:{}", filter_code(*kind)),
            InboxButton::Act(act, group) => write!(f, "{PREFIX}:ac:{}:{group}", act.code()),
        }
    }
}

impl GroupRef {
    /// Reads what [`fmt::Display`] writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split(':').collect();
        let [kind, question, seen] = parts.as_slice() else { return None };
        let kind = filter(kind)??;
        Some(GroupRef { kind, question: question.parse().ok()?, seen: seen.parse().ok()? })
    }
}

impl fmt::Display for GroupRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", filter_code(Some(self.kind)), self.question, self.seen)
    }
}

/// A form about a group of questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InboxForm {
    /// What is done to them.
    pub act: Act,
    /// The server whose questions they are.
    pub guild: GuildId,
    /// Which questions.
    pub group: GroupRef,
}

impl InboxForm {
    /// Reads a `custom_id`. None for one of another kind, or of an earlier version.
    #[must_use]
    pub fn parse(custom_id: &str) -> Option<Self> {
        let rest = custom_id.strip_prefix(PREFIX)?.strip_prefix(":fo:")?;
        let (act, rest) = rest.split_once(':')?;
        let (guild, group) = rest.split_once(':')?;
        let guild: NonZeroU64 = guild.parse().ok()?;
        let (act, group) = (Act::parse(act)?, GroupRef::parse(group)?);
        Some(InboxForm { act, guild: guild.into(), group })
    }
}

impl fmt::Display for InboxForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}:fo:{}:{}:{}", self.act.code(), self.guild, self.group)
    }
}

const fn filter_code(filter: Filter) -> &'static str {
    match filter {
        None => "a",
        Some(InboxKind::Unanswered) => "u",
        Some(InboxKind::Wrong) => "w",
        Some(InboxKind::Clarified) => "c",
    }
}

fn filter(code: &str) -> Option<Filter> {
    let all = InboxKind::ALL.iter().copied().map(Some);
    std::iter::once(None).chain(all).find(|filter| filter_code(*filter) == code)
}
