//! Why a message was answered as it was, or would be: from its menu.
//!
//! **Invariant:** nothing is kept of a text: that of a question is fetched where it stands.

use std::sync::Arc;

use serenity::all::{CommandInteraction, Message as DiscordMessage};
use serenity::model::id::{ChannelId, GuildId, MessageId};

use super::{Bot, Handle, failed};
use crate::discord::bot::inbox::{UNKEPT, shown_in};
use crate::discord::bot::keeping_up::PATIENTLY;
use crate::discord::directory::Directory;
use crate::discord::inbound;
use crate::discord::limits::{CONTENT, SUGGESTION};
use crate::discord::render::message::Message;
use crate::discord::render::text::{harmless, shorten};
use crate::discord::rest::RestError;
use crate::moderation::{Authorized, FaqCommand};
use crate::store::Exchange;

impl Bot {
    /// Explains a reply of the bot's, or somebody's question.
    pub(in crate::discord::bot) async fn explain_message(
        self: &Arc<Self>,
        handle: &Handle,
        command: &CommandInteraction,
    ) -> Result<(), RestError> {
        let wanted = FaqCommand::Why { question: String::new() };
        match self.allow(handle, command.member.as_deref(), wanted).await {
            Ok((guild, allowed)) => self.explain_target(handle, guild, &allowed, command).await,
            Err(refused) => self.whisper(handle, &refused).await,
        }
    }

    async fn explain_target(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        _allowed: &Authorized<FaqCommand>,
        command: &CommandInteraction,
    ) -> Result<(), RestError> {
        let data = &command.data;
        let target = data.target_id.and_then(|id| data.resolved.messages.get(&id.to_message_id()));
        let Some(target) = target else {
            return self.whisper(handle, &Message::text("There is no such message.")).await;
        };
        self.put_answer_off(handle).await?;
        self.prepare(Some(guild), PATIENTLY).await;
        let is_own = self.look_up(Directory::bot) == target.author.id;
        let message = if is_own {
            self.explain_reply(guild, target).await
        } else {
            match self.asked_in(guild, target) {
                Some(text) => self.explain_question(guild, &text),
                None => Message::text("That message holds no text that I can read."),
            }
        };
        self.give_answer(handle, &message).await
    }

    /// Why the bot said what it said.
    async fn explain_reply(&self, guild: GuildId, reply: &DiscordMessage) -> Message {
        let known = match self.answered_by(reply.id).await {
            Ok(known) => known.filter(|known| known.server == Some(guild.get())),
            Err(error) => return failed(&error),
        };
        let Some(known) = known else {
            let text = "I keep nothing of that message: it is no reply of mine to a question, or it \
                        is older than I may remember.";
            return Message::text(text);
        };
        let then = then(&known);
        // A command has no message that could be fetched. Its reply shows others what was asked.
        if known.by_command {
            let Some(text) = shown_in(reply) else {
                let text = format!("{then}\nIt was {UNKEPT}. Try its words with /faq why.");
                return Message::text(text);
            };
            let now =
                format!("It was {UNKEPT}. **As the reply shows it, and the entries stand now**");
            return self.explained_anew(guild, &text, &format!("{then}\n{now}"));
        }
        let question = std::num::NonZeroU64::new(known.question).map(MessageId::from);
        let channel = std::num::NonZeroU64::new(known.channel).map(ChannelId::from);
        let asked = match question.zip(channel) {
            Some((question, channel)) => self.fetch(channel, question).await.ok(),
            None => None,
        };
        let Some(text) = asked.and_then(|asked| self.asked_in(guild, &asked)) else {
            let why = "The question is not there any more, or was asked with /ask, and I keep no \
                       text. Try its words with /faq why.";
            return Message::text(format!("{then}\n{why}"));
        };
        let now = "**As the question reads and the entries stand now**";
        self.explained_anew(guild, &text, &format!("{then}\n{now}"))
    }

    /// What would be said to a text now, below an opening.
    fn explained_anew(&self, guild: GuildId, text: &str, opening: &str) -> Message {
        let mut message = self.explain_question(guild, text);
        message.content = shorten(&format!("{opening}\n{}", message.content), CONTENT);
        message
    }

    /// What a message asks, without the mention of the bot.
    fn asked_in(&self, guild: GuildId, message: &DiscordMessage) -> Option<String> {
        let mut message = message.clone();
        message.guild_id = Some(guild);
        let question = self.look_up(|directory| inbound::question(&message, directory));
        let text = question.map_or_else(|| message.content.clone(), |question| question.text);
        (!text.trim().is_empty()).then_some(text)
    }
}

/// What a question came to when it was answered.
fn then(known: &Exchange) -> String {
    let mut text = format!("**Then:** {}", known.outcome);
    if let Some(category) = &known.category {
        text.push_str(&format!(" ({category})"));
    }
    if !known.entries.is_empty() {
        let entries: Vec<String> =
            known.entries.iter().map(|id| harmless(id, SUGGESTION)).collect();
        text.push_str(&format!(", from {}", entries.join(", ")));
    }
    text
}
