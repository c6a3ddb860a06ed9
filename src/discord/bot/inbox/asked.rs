//! A question as it reads now, fetched from Discord when somebody looks.
//!
//! **Invariant:** the text is held while it is looked at, and no longer; what its author deleted is
//! gone.

use std::num::NonZeroU64;

use serenity::all::Message as DiscordMessage;
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};

use crate::discord::bot::Bot;
use crate::discord::bot::interactions::ASKED;
use crate::discord::inbound;
use crate::discord::rest::codes;
use crate::store::Exchange;

/// A question as it reads now.
#[derive(Clone, Debug)]
pub(in crate::discord::bot) struct Asked {
    /// The message that shows it: the question, or the bot's reply to a command.
    pub(in crate::discord::bot) message: MessageId,
    pub(in crate::discord::bot) channel: ChannelId,
    pub(in crate::discord::bot) guild: GuildId,
    pub(in crate::discord::bot) text: String,
    /// Who asked, where that can be told.
    pub(in crate::discord::bot) asker: Option<UserId>,
}

impl Asked {
    pub(in crate::discord::bot) fn link(&self) -> String {
        self.message.link(self.channel, Some(self.guild))
    }
}

/// What came of fetching it.
#[derive(Clone, Debug)]
pub(in crate::discord::bot) enum Fetched {
    Here(Asked),
    /// It was deleted, or was never there for others to see.
    Gone,
    /// It was asked with a command, and no reply shows it.
    Unkept,
    /// Discord does not say just now.
    Away,
}

/// What is said of a question that was asked with a command and that no reply shows.
pub(in crate::discord::bot) const UNKEPT: &str = "asked with /ask; its text is not kept";

impl Bot {
    /// Fetches a question of a server. What was asked with a command has no message of its own, so that
    /// none is looked for: it is read from the reply.
    pub(in crate::discord::bot) async fn asked(
        &self,
        guild: GuildId,
        channel: u64,
        question: u64,
    ) -> Fetched {
        let (Some(place), Some(message)) = (NonZeroU64::new(channel), NonZeroU64::new(question))
        else {
            return Fetched::Gone;
        };
        let known = self.store.exchange_of(question).await;
        let reply = |known: &Exchange| NonZeroU64::new(known.reply).map(MessageId::from);
        if let Ok(Some(known)) = &known
            && known.by_command
        {
            return match reply(known) {
                Some(reply) => self.asked_with_command(guild, channel, reply).await,
                None => Fetched::Unkept,
            };
        }
        let found = self.seen(guild, place.into(), message.into()).await;
        if !matches!(found, Fetched::Gone) {
            return found;
        }
        match known {
            // What was kept before it was known how somebody asked.
            Ok(Some(known)) => match reply(&known) {
                Some(reply) => self.seen(guild, place.into(), reply).await,
                None => Fetched::Gone,
            },
            Ok(None) => Fetched::Gone,
            Err(error) => {
                tracing::warn!(%error, "a question cannot be looked up just now");
                Fetched::Away
            }
        }
    }

    /// The same where it is known that it was asked with a command, by what the reply shows.
    pub(in crate::discord::bot) async fn asked_with_command(
        &self,
        guild: GuildId,
        channel: u64,
        reply: MessageId,
    ) -> Fetched {
        let Some(channel) = NonZeroU64::new(channel) else { return Fetched::Unkept };
        match self.seen(guild, channel.into(), reply).await {
            Fetched::Gone => Fetched::Unkept,
            found => found,
        }
    }

    /// Where a question of a server can be looked at, without fetching it. What was asked with a command
    /// has no message of its own: the reply shows it.
    pub(in crate::discord::bot) async fn place_of_question(
        &self,
        guild: GuildId,
        channel: u64,
        question: u64,
    ) -> String {
        let link = |message: u64| inbound::link_to(guild, channel, message);
        match self.store.exchange_of(question).await {
            Ok(Some(known)) if known.by_command => {
                format!("asked with /ask, and replied to here: {}", link(known.reply))
            }
            Ok(_) | Err(_) => link(question),
        }
    }

    async fn seen(&self, guild: GuildId, channel: ChannelId, message: MessageId) -> Fetched {
        let found = match self.fetch(channel, message).await {
            Ok(found) if found.guild_id == Some(guild) => found,
            Ok(_) => return Fetched::Gone,
            // The channel is gone, or is not shown to the bot any more.
            Err(error) if error.is_refusal() && error.status() != Some(429) => {
                if error.code() != Some(codes::UNKNOWN_MESSAGE) {
                    tracing::debug!(%error, "a question cannot be looked at");
                }
                return Fetched::Gone;
            }
            Err(error) => {
                tracing::warn!(%error, "a question cannot be looked at just now");
                return Fetched::Away;
            }
        };
        self.read_asked(&found, guild).map_or(Fetched::Gone, Fetched::Here)
    }

    fn read_asked(&self, message: &DiscordMessage, guild: GuildId) -> Option<Asked> {
        let asked = |text, asker| {
            Some(Asked { message: message.id, channel: message.channel_id, guild, text, asker })
        };
        if let Some(question) = self.look_up(|all| inbound::question(message, all)) {
            return asked(question.text.trim().to_owned(), Some(question.asker));
        }
        if message.author.id != self.look_up(crate::discord::directory::Directory::bot) {
            return None;
        }
        let shown = shown_in(message)?;
        let asker = message.interaction_metadata.as_deref().and_then(|by| match by {
            serenity::all::MessageInteractionMetadata::Command(by) => Some(by.user.id),
            _ => None,
        });
        asked(shown, asker)
    }
}

/// The question that a reply to a command shows. None where it shows none.
pub(in crate::discord::bot) fn shown_in(reply: &DiscordMessage) -> Option<String> {
    reply.content.lines().next()?.strip_prefix(ASKED).map(unescaped)
}

/// What was made harmless to be shown, as it was.
fn unescaped(shown: &str) -> String {
    let mut text = String::with_capacity(shown.len());
    let mut letters = shown.chars().filter(|letter| *letter != '\u{200b}');
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => text.extend(letters.next()),
            other => text.push(other),
        }
    }
    text.trim().to_owned()
}
