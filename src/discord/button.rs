//! What a button or a menu means, in its `custom_id`.
//!
//! Everything that a press needs stands in it, so that buttons work after a restart.
//!
//! **Invariant:** what is written here is read back the same, and is 1 to 100 characters long.

use std::fmt;

use serenity::model::id::{ChannelId, MessageId, UserId};

use crate::discord::limits::CUSTOM_ID;
use crate::engine::knowledge::{EntryId, KnowledgeBase};
use crate::engine::outcome::{Category, Outcome};
use crate::engine::triage::{Concern, Level, Violence};
use crate::engine::{Recalled, Response};

/// What our ids start with. The number changes when their meaning does, so that an old button is
/// not taken for another.
const PREFIX: &str = "s1";

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
        /// How the question was asked.
        way: Way,
    },
    /// Something in a reply is not true.
    WrongFacts {
        /// That reply.
        reply: MessageId,
        /// How the question was asked.
        way: Way,
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
    /// Delete what is kept of a person.
    DeleteData {
        /// Whom it is about, and who may press.
        person: UserId,
    },
    /// End the time in shadow that a report is about, and answer from now on.
    EndShadow {
        /// When it began, in milliseconds since the Unix epoch.
        since: u64,
    },
    /// Post what was shown in private as a reply to a message.
    Post {
        /// Where the message stands.
        channel: ChannelId,
        /// The message that asks.
        question: MessageId,
        /// What was shown.
        shown: Shown,
    },
}

/// What was shown in private, for where the question itself cannot be read: without message
/// content, Discord hands it out only with the command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Nothing that could be posted.
    Nothing,
    /// The answers of entries.
    Answers(Vec<EntryTag>),
    /// A choice between entries.
    Choices(Vec<EntryTag>),
    /// A referral.
    Referral(Category),
    /// A crisis card.
    Card(CardKind),
}

/// Eight letters that stand for an entry's id, so that several fit: the start of its SHA-1. Of a
/// thousand entries, two share a tag once in ten thousand knowledge bases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryTag(String);

impl EntryTag {
    const LENGTH: usize = 8;

    /// That of an entry.
    #[must_use]
    pub fn of(entry: &EntryId) -> Self {
        let mut tag = sha1_smol::Sha1::from(entry.as_str()).digest().to_string();
        tag.truncate(EntryTag::LENGTH);
        EntryTag(tag)
    }

    /// The tag as text.
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    pub(super) fn parse(text: &str) -> Option<Self> {
        let is_tag = text.len() == EntryTag::LENGTH
            && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_tag.then(|| EntryTag(text.to_owned()))
    }
}

/// How a question was asked that a reply answers: where its text can be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// With a message, which can be fetched.
    Message,
    /// With a command: there is no message of it, and the reply shows the question.
    Command,
    /// With a command, and answered to one person only: neither can be fetched.
    Private,
}

impl Way {
    /// What stands for it behind an id. Nothing for a message: so it was written before.
    const fn letter(self) -> &'static str {
        match self {
            Way::Message => "",
            Way::Command => "c",
            Way::Private => "p",
        }
    }

    /// An id, and the way behind it.
    fn part(text: &str) -> (&str, Way) {
        if let Some(id) = text.strip_suffix('c') {
            return (id, Way::Command);
        }
        match text.strip_suffix('p') {
            Some(id) => (id, Way::Private),
            None => (text, Way::Message),
        }
    }
}

impl Shown {
    /// That of a response.
    #[must_use]
    pub fn of(response: &Response) -> Self {
        let choices = response.reply.choices.iter();
        match response.outcome {
            Outcome::Answer => Shown::Answers(response.answers.iter().map(EntryTag::of).collect()),
            Outcome::Clarify => {
                Shown::Choices(choices.map(|choice| EntryTag::of(&choice.entry)).collect())
            }
            Outcome::Refer => response.category.map_or(Shown::Nothing, Shown::Referral),
            Outcome::Escalate => {
                let first = response.triage.concerns.first();
                first.map_or(Shown::Nothing, |concern| Shown::Card(CardKind::of(concern)))
            }
            Outcome::Fallback => Shown::Nothing,
        }
    }

    /// What to respond again. None where an entry is not there any more.
    #[must_use]
    pub fn recalled(&self, knowledge: &KnowledgeBase) -> Option<Recalled> {
        let find = |tag: &EntryTag| {
            let mut entries = knowledge.entries();
            entries.find(|entry| EntryTag::of(&entry.id) == *tag).map(|entry| entry.id.clone())
        };
        Some(match self {
            Shown::Nothing => return None,
            Shown::Answers(tags) => {
                Recalled::Answers(tags.iter().map(find).collect::<Option<_>>()?)
            }
            Shown::Choices(tags) => {
                Recalled::Choices(tags.iter().map(find).collect::<Option<_>>()?)
            }
            Shown::Referral(category) => {
                let whole = CardKind {
                    category: *category,
                    about_other: false,
                    about_writer: false,
                    about_animal: false,
                    violence: None,
                };
                Recalled::Concern(whole.concern())
            }
            Shown::Card(card) => Recalled::Concern(card.concern()),
        })
    }

    fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
        let tags = || rest.split('.').map(EntryTag::parse).collect::<Option<Vec<_>>>();
        Some(match kind {
            "" => Shown::Nothing,
            "a" => Shown::Answers(tags()?),
            "c" => Shown::Choices(tags()?),
            "r" => Shown::Referral(category(rest)?),
            "e" => Shown::Card(CardKind::parse(rest)?),
            _ => return None,
        })
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let joined =
            |tags: &[EntryTag]| tags.iter().map(|tag| tag.0.as_str()).collect::<Vec<_>>().join(".");
        match self {
            Shown::Nothing => Ok(()),
            Shown::Answers(tags) => write!(f, "a:{}", joined(tags)),
            Shown::Choices(tags) => write!(f, "c:{}", joined(tags)),
            Shown::Referral(category) => write!(f, "r:{category}"),
            Shown::Card(card) => write!(f, "e:{card}"),
        }
    }
}

/// What a crisis card needs to be shown again for another country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardKind {
    /// The category of the crisis.
    pub category: Category,
    /// Another person is in danger.
    pub about_other: bool,
    /// Whoever wrote is, for sure.
    pub about_writer: bool,
    /// An animal is in danger.
    pub about_animal: bool,
    /// What people do to each other, where it is that.
    pub violence: Option<Violence>,
}

impl CardKind {
    /// That of a concern.
    #[must_use]
    pub fn of(concern: &Concern) -> Self {
        CardKind {
            category: concern.category,
            about_other: concern.about_other || concern.level == Level::Quoted,
            about_writer: concern.about_writer && concern.level == Level::Direct,
            about_animal: concern.about_animal,
            violence: concern.violence,
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
            about_writer: self.about_writer,
            about_animal: self.about_animal,
            violence: self.violence,
        }
    }
}

impl CardKind {
    fn parse(text: &str) -> Option<Self> {
        let (name, whom) = text.split_once(':')?;
        let is = |kind| whom == kind;
        let violence = match whom {
            "violence" => Some(Violence::Suffered),
            "threat" => Some(Violence::Meant),
            _ => None,
        };
        // "self" is whoever it may be.
        let is_known = violence.is_some() || ["self", "writer", "other", "animal"].contains(&whom);
        is_known.then_some(CardKind {
            category: category(name)?,
            about_other: is("other"),
            about_writer: is("writer"),
            about_animal: is("animal"),
            violence,
        })
    }
}

impl fmt::Display for CardKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // One card is made of each: whom violence is about makes no difference to it.
        let whom = match (self.violence, self.about_animal, self.about_other) {
            (Some(Violence::Suffered), _, _) => "violence",
            (Some(Violence::Meant), _, _) => "threat",
            (None, true, _) => "animal",
            (None, false, true) => "other",
            (None, false, false) if self.about_writer => "writer",
            (None, false, false) => "self",
        };
        write!(f, "{}:{whom}", self.category)
    }
}

impl fmt::Display for Button {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Button::Helpful => write!(f, "{PREFIX}:ok"),
            Button::NotHelpful => write!(f, "{PREFIX}:no"),
            Button::WrongTopic { reply, way } => write!(f, "{PREFIX}:wt:{reply}{}", way.letter()),
            Button::WrongFacts { reply, way } => write!(f, "{PREFIX}:wf:{reply}{}", way.letter()),
            Button::Related => write!(f, "{PREFIX}:re"),
            Button::Topics { menu } => write!(f, "{PREFIX}:to:{menu}"),
            Button::Remove { asker } => write!(f, "{PREFIX}:rm:{asker}"),
            Button::DeleteData { person } => write!(f, "{PREFIX}:dd:{person}"),
            Button::Choose { asker, entry } => write!(f, "{PREFIX}:ch:{asker}:{entry}"),
            Button::NoneOfThese { asker } => write!(f, "{PREFIX}:nn:{asker}"),
            Button::Region { card } => write!(f, "{PREFIX}:rg:{card}"),
            Button::EndShadow { since } => write!(f, "{PREFIX}:es:{since}"),
            Button::Post { channel, question, shown } => {
                write!(f, "{PREFIX}:po:{channel}:{question}:{shown}")
            }
        }
    }
}

impl Button {
    /// The `custom_id`, where it fits. It does not where an entry has an id from a knowledge base
    /// that was not written for Discord.
    #[must_use]
    pub fn custom_id(&self) -> Option<String> {
        let text = self.to_string();
        (text.chars().count() <= CUSTOM_ID).then_some(text)
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
            ("wt", rest) => {
                let (reply, way) = Way::part(rest);
                Button::WrongTopic { reply: id(reply)?.into(), way }
            }
            ("wf", rest) => {
                let (reply, way) = Way::part(rest);
                Button::WrongFacts { reply: id(reply)?.into(), way }
            }
            ("rm", asker) => Button::Remove { asker: id(asker)?.into() },
            ("dd", person) => Button::DeleteData { person: id(person)?.into() },
            ("es", since) => Button::EndShadow { since: since.parse().ok()? },
            ("nn", asker) => Button::NoneOfThese { asker: id(asker)?.into() },
            ("po", rest) => {
                let (channel, rest) = rest.split_once(':')?;
                let (question, shown) = rest.split_once(':').unwrap_or((rest, ""));
                let (channel, question) = (id(channel)?.into(), id(question)?.into());
                Button::Post { channel, question, shown: Shown::parse(shown)? }
            }
            ("ch", rest) => {
                let (asker, entry) = rest.split_once(':')?;
                Button::Choose { asker: id(asker)?.into(), entry: EntryId::foreign(entry)? }
            }
            ("rg", rest) => Button::Region { card: CardKind::parse(rest)? },
            _ => return None,
        })
    }
}

fn category(name: &str) -> Option<Category> {
    Category::ALL.into_iter().find(|known| known.name() == name)
}

/// An id of Discord's: a number that is not nought.
fn id(text: &str) -> Option<std::num::NonZeroU64> {
    text.parse().ok()
}
