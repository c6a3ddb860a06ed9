//! What a button or a menu means, in its `custom_id`.
//!
//! Everything that a press needs stands in it, so that buttons work after a restart.
//!
//! **Invariant:** what is written here is read back the same, and is 1 to 100 characters long.

use std::fmt;

use serenity::model::id::{ChannelId, MessageId, UserId};

use crate::engine::knowledge::EntryId;
use crate::engine::outcome::Category;
use crate::engine::triage::{Concern, Level};

/// What our ids start with. The number changes when their meaning does, so that an old button is
/// not taken for another.
const PREFIX: &str = "s1";

/// Discord's limit for a `custom_id`, in characters.
const LONGEST: usize = 100;

/// What somebody pressed or chose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Button {
    /// The reply helped.
    Helpful,
    /// The reply did not help.
    NotHelpful,
    /// A reply answers another question.
    WrongTopic {
        /// That reply.
        reply: MessageId,
    },
    /// Something in a reply is not true.
    WrongFacts {
        /// That reply.
        reply: MessageId,
    },
    /// A menu of related entries.
    Related,
    /// A menu of entries by topic.
    Topics {
        /// Which of the menus in its message it is: two may not have the same id.
        menu: u8,
    },
    /// Take the reply away.
    Remove {
        /// Who asked and may do so, besides moderators.
        asker: UserId,
    },
    /// This is what I meant.
    Choose {
        /// Who asked and may choose.
        asker: UserId,
        /// What is meant.
        entry: EntryId,
    },
    /// None of the choices is what I meant.
    NoneOfThese {
        /// Who asked and may choose.
        asker: UserId,
    },
    /// A menu of countries on a crisis card.
    Region {
        /// What the card is about.
        card: CardKind,
    },
    /// Post what was shown in private as a reply to a message.
    Post {
        /// Where the message stands.
        channel: ChannelId,
        /// The message that asks.
        question: MessageId,
    },
}

/// What a crisis card needs to be shown again for another country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardKind {
    /// The category of the crisis.
    pub category: Category,
    /// Another person is in danger.
    pub about_other: bool,
    /// An animal is in danger.
    pub about_animal: bool,
}

impl CardKind {
    /// That of a concern.
    #[must_use]
    pub fn of(concern: &Concern) -> Self {
        CardKind {
            category: concern.category,
            about_other: concern.about_other || concern.level == Level::Quoted,
            about_animal: concern.about_animal,
        }
    }

    /// A concern that makes the same card.
    #[must_use]
    pub fn concern(self) -> Concern {
        Concern {
            category: self.category,
            level: Level::Direct,
            rule: "region",
            evidence: Vec::new(),
            about_other: self.about_other,
            about_animal: self.about_animal,
        }
    }
}

impl fmt::Display for Button {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Button::Helpful => write!(f, "{PREFIX}:ok"),
            Button::NotHelpful => write!(f, "{PREFIX}:no"),
            Button::WrongTopic { reply } => write!(f, "{PREFIX}:wt:{reply}"),
            Button::WrongFacts { reply } => write!(f, "{PREFIX}:wf:{reply}"),
            Button::Related => write!(f, "{PREFIX}:re"),
            Button::Topics { menu } => write!(f, "{PREFIX}:to:{menu}"),
            Button::Remove { asker } => write!(f, "{PREFIX}:rm:{asker}"),
            Button::Choose { asker, entry } => write!(f, "{PREFIX}:ch:{asker}:{entry}"),
            Button::NoneOfThese { asker } => write!(f, "{PREFIX}:nn:{asker}"),
            Button::Region { card } => {
                let whom = match (card.about_animal, card.about_other) {
                    (true, _) => "animal",
                    (false, true) => "other",
                    (false, false) => "self",
                };
                write!(f, "{PREFIX}:rg:{}:{whom}", card.category)
            }
            Button::Post { channel, question } => write!(f, "{PREFIX}:po:{channel}:{question}"),
        }
    }
}

impl Button {
    /// The `custom_id`, where it fits. It does not where an entry has an id from a knowledge base
    /// that was not written for Discord.
    #[must_use]
    pub fn custom_id(&self) -> Option<String> {
        let text = self.to_string();
        (text.chars().count() <= LONGEST).then_some(text)
    }

    /// Reads a `custom_id`. None for one that is not ours, or of an earlier version.
    #[must_use]
    pub fn parse(custom_id: &str) -> Option<Self> {
        let rest = custom_id.strip_prefix(PREFIX)?.strip_prefix(':')?;
        let (code, rest) = rest.split_once(':').unwrap_or((rest, ""));
        Some(match (code, rest) {
            ("ok", "") => Button::Helpful,
            ("no", "") => Button::NotHelpful,
            ("re", "") => Button::Related,
            ("to", menu) => Button::Topics { menu: menu.parse().ok()? },
            ("wt", reply) => Button::WrongTopic { reply: id(reply)?.into() },
            ("wf", reply) => Button::WrongFacts { reply: id(reply)?.into() },
            ("rm", asker) => Button::Remove { asker: id(asker)?.into() },
            ("nn", asker) => Button::NoneOfThese { asker: id(asker)?.into() },
            ("po", rest) => {
                let (channel, question) = rest.split_once(':')?;
                Button::Post { channel: id(channel)?.into(), question: id(question)?.into() }
            }
            ("ch", rest) => {
                let (asker, entry) = rest.split_once(':')?;
                Button::Choose { asker: id(asker)?.into(), entry: EntryId::foreign(entry)? }
            }
            ("rg", rest) => {
                let (category, whom) = rest.split_once(':')?;
                let category = Category::ALL.into_iter().find(|known| known.name() == category)?;
                let (about_other, about_animal) = match whom {
                    "self" => (false, false),
                    "other" => (true, false),
                    "animal" => (false, true),
                    _ => return None,
                };
                Button::Region { card: CardKind { category, about_other, about_animal } }
            }
            _ => return None,
        })
    }
}

/// An id of Discord's: a number that is not nought.
fn id(text: &str) -> Option<std::num::NonZeroU64> {
    text.parse().ok()
}
