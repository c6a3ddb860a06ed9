//! What lays a question before the moderators: nothing was known, somebody chose, somebody said that
//! an answer is wrong.
//!
//! **Invariant:** only what was asked of the bot, where others see it; a crisis and a referral never;
//! links and names alone.

use std::sync::Arc;

use serenity::model::id::{ChannelId, GuildId, MessageId};

use super::asked::Fetched;
use crate::discord::bot::Bot;
use crate::discord::button::Way;
use crate::discord::inbound::Question;
use crate::engine::Response;
use crate::engine::outcome::Outcome;
use crate::store::{Exchange, InboxItem, InboxKind, InboxState, StoreError};

impl Bot {
    /// Files a question that was asked of the bot and that it does not know. What it knows after an
    /// edit is filed no longer.
    pub(in crate::discord::bot) async fn file_question(
        &self,
        question: &Question,
        response: &Response,
    ) {
        let Some(guild) = question.guild.filter(|_| question.address.is_to_bot()) else { return };
        if response.is_withheld {
            return;
        }
        if response.outcome == Outcome::Fallback && !response.query.is_empty() {
            self.file_unknown(guild, question.channel, question.id.get()).await;
        } else {
            self.unfile(guild, question.id.get()).await;
        }
    }

    /// Files a question that nothing was known to answer.
    pub(in crate::discord::bot) async fn file_unknown(
        &self,
        guild: GuildId,
        channel: ChannelId,
        question: u64,
    ) {
        let kind = InboxKind::Unanswered;
        self.file(guild.get(), channel.get(), question, kind, None, Outcome::Fallback).await;
    }

    /// A question is not asked any more, or is answered.
    pub(in crate::discord::bot) async fn unfile(&self, guild: GuildId, question: u64) {
        let kind = InboxKind::Unanswered;
        Bot::report_unkept(self.store.unfile(guild.get(), question, kind).await);
    }

    /// Files what the asker said to what the bot asked back: an entry, or none of them.
    pub(in crate::discord::bot) async fn file_choice(&self, reply: MessageId, entry: Option<&str>) {
        // The press is responded to after this: it does not wait for what is not kept yet.
        let known = self.store.exchange_by_reply(reply.get()).await;
        let Some((server, exchange)) = self.of_a_server(known) else { return };
        let kind = if entry.is_some() { InboxKind::Clarified } else { InboxKind::Unanswered };
        let (channel, question) = (exchange.channel, exchange.question);
        self.file(server, channel, question, kind, entry, Outcome::Clarify).await;
    }

    /// Files an answer that somebody calls wrong, and tells the staff where several people do.
    pub(in crate::discord::bot) fn start_filing_wrong(
        self: &Arc<Self>,
        reply: MessageId,
        way: Way,
    ) {
        let bot = Arc::clone(self);
        self.tasks.spawn(async move {
            let known = bot.answered_by(reply).await;
            let Some((server, exchange)) = bot.of_a_server(known) else { return };
            if exchange.outcome != Outcome::Answer.name() {
                return;
            }
            let Some(guild) = std::num::NonZeroU64::new(server).map(GuildId::from) else { return };
            let (channel, question) = (exchange.channel, exchange.question);
            let found = match way {
                Way::Message => bot.asked(guild, channel, question).await,
                Way::Command => match bot.asked_with_command(guild, channel, reply).await {
                    // A reply that does not show the question.
                    Fetched::Unkept => bot.asked(guild, channel, question).await,
                    found => found,
                },
                Way::Private => Fetched::Gone,
            };
            // What only its asker saw is no link for others.
            let shown = matches!(found, Fetched::Here(_) | Fetched::Away);
            bot.tell_of_complaints(guild, &exchange, shown).await;
            if shown {
                let entry = exchange.entries.first().map(String::as_str);
                let kind = InboxKind::Wrong;
                bot.file(server, channel, question, kind, entry, Outcome::Answer).await;
            }
        });
    }

    /// An exchange with its server, where it was in one.
    fn of_a_server(&self, known: Result<Option<Exchange>, StoreError>) -> Option<(u64, Exchange)> {
        let exchange = match known {
            Ok(exchange) => exchange?,
            Err(error) => {
                tracing::error!(%error, "a question is not laid before the moderators");
                self.store.count_unfiled();
                return None;
            }
        };
        Some((exchange.server?, exchange))
    }

    async fn file(
        &self,
        server: u64,
        channel: u64,
        question: u64,
        kind: InboxKind,
        entry: Option<&str>,
        outcome: Outcome,
    ) {
        let item = InboxItem {
            server,
            question,
            channel,
            kind,
            entry: entry.map(str::to_owned),
            outcome: outcome.name().to_owned(),
            state: InboxState::Open,
            handled_by: None,
            at: (self.clock)(),
        };
        Bot::report_unkept(self.store.file(&item).await);
    }
}
