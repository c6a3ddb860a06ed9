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
    /// Discord does not say just now.
    Away,
}

impl Bot {
    /// Fetches a question of a server. What was asked with a command has no message of its own, and is
    /// read from the reply.
    pub(in crate::discord::bot) async fn asked(
        &self,
        guild: GuildId,
        channel: u64,
        question: u64,
    ) -> Fetched {
        let (Some(channel), Some(question)) = (NonZeroU64::new(channel), NonZeroU64::new(question))
        else {
            return Fetched::Gone;
        };
        let channel = ChannelId::from(channel);
        let found = self.seen(guild, channel, MessageId::from(question)).await;
        if !matches!(found, Fetched::Gone) {
            return found;
        }
        let known = self.store.exchange_of(question.get()).await;
        match known {
            Ok(Some(known)) => match NonZeroU64::new(known.reply) {
                Some(reply) => self.seen(guild, channel, MessageId::from(reply)).await,
                None => Fetched::Gone,
            },
            Ok(None) => Fetched::Gone,
            Err(_) => Fetched::Away,
        }
    }

    /// The same where it is known that it was asked with a command: there is no message to look for.
    pub(in crate::discord::bot) async fn asked_with_command(
        &self,
        guild: GuildId,
        channel: u64,
        reply: MessageId,
    ) -> Fetched {
        match NonZeroU64::new(channel) {
            Some(channel) => self.seen(guild, ChannelId::from(channel), reply).await,
            None => Fetched::Gone,
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
        let shown = message.content.lines().next()?.strip_prefix(ASKED)?;
        let asker = message.interaction_metadata.as_deref().and_then(|by| match by {
            serenity::all::MessageInteractionMetadata::Command(by) => Some(by.user.id),
            _ => None,
        });
        asked(unescaped(shown), asker)
    }
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
