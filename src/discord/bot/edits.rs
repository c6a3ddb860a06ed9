//! A question is edited or deleted: the reply follows it.
//!
//! **Invariant:** a crisis card stays, whatever becomes of the message: a later "just kidding" does
//! not take it back, and who deletes a cry for help still needs the numbers.

use std::sync::Arc;

use reqwest::Method;
use serenity::all::Message as DiscordMessage;
use serenity::model::id::{ChannelId, MessageId};

use super::Bot;
use super::decisions::Hush;
use super::keeping_up::PATIENTLY;
use super::questions::{exchange_of, post};
use crate::config::Mode;
use crate::discord::inbound::Question;
use crate::discord::progress::Receipt;
use crate::discord::render::message::Message;
use crate::discord::rest::{Request, codes};
use crate::engine::Response;
use crate::engine::outcome::Outcome;
use crate::store::Exchange;

impl Bot {
    /// Follows an edit. The receipt is kept until that is done.
    pub(super) fn handle_edit(
        self: &Arc<Self>,
        message: &DiscordMessage,
        receipt: Option<Receipt>,
    ) {
        // Without a time of editing, only what Discord adds to a message has changed: a preview of
        // a link, a pin, a thread.
        let Some(question) = self.read(message).filter(|question| question.edited_at > 0) else {
            return;
        };
        let response = self.think(question.guild, &question.text);
        let channel = question.channel;
        let is_crisis = response.outcome == Outcome::Escalate;
        let bot = Arc::clone(self);
        let follow = async move {
            // A cry for help waits for nothing.
            let response = if is_crisis {
                response
            } else {
                bot.prepare(question.guild, PATIENTLY).await;
                bot.think(question.guild, &question.text)
            };
            bot.follow_edit(&question, &response).await;
            drop(receipt);
        };
        if is_crisis {
            self.tasks.spawn(follow);
        } else {
            self.enqueue(channel, Box::pin(follow));
        }
    }

    async fn follow_edit(self: &Arc<Self>, question: &Question, response: &Response) {
        let known = match self.store.exchange_of(question.id.get()).await {
            Ok(known) => known,
            Err(error) => {
                tracing::error!(%error, "cannot tell what was replied to an edited question");
                return;
            }
        };
        match known {
            Some(known) => self.answer_anew(question, response, &known).await,
            None => self.answer_after_edit(question, response).await,
        }
    }

    /// The edit made a question of what was none, or addressed it to the bot.
    async fn answer_after_edit(self: &Arc<Self>, question: &Question, response: &Response) {
        let is_crisis = response.outcome == Outcome::Escalate;
        let hush = if is_crisis { None } else { self.keeps_quiet(question, response).await };
        let is_answered =
            question.address.is_to_bot() && question.mode != Mode::Off && hush.is_none();
        if hush == Some(Hush::Shadow) && question.address.is_to_bot() && question.mode != Mode::Off
        {
            self.note_shadowed(question, response, false).await;
            return;
        }
        // A crisis counts whoever has claimed the question: an answer may still be on its way.
        let is_first = (is_crisis || is_answered) && self.claim(question).await;
        if !(is_first || is_crisis) {
            return;
        }
        if is_crisis {
            self.handle_crisis(question, response).await;
            return;
        }
        self.file_question(question, response).await;
        let body =
            self.compose(question, response).post(Some(question.id), &question.id.to_string());
        // What went wrong has been logged.
        let _ = self
            .send_reply(post(question.channel, &body), exchange_of(&question.origin(), response))
            .await;
    }

    async fn answer_anew(
        self: &Arc<Self>,
        question: &Question,
        response: &Response,
        known: &Exchange,
    ) {
        if question.edited_at <= known.edited_at || known.outcome == Outcome::Escalate.name() {
            return;
        }
        if response.outcome == Outcome::Escalate {
            // A message of its own: nobody is notified of an edit.
            self.take_away(question.channel, known).await;
            self.handle_crisis(question, response).await;
            return;
        }
        if response.is_withheld {
            // What stands there may be right.
            return;
        }
        if response.outcome == Outcome::Fallback && !question.text.contains('?') {
            // "never mind, found it": nothing is asked any more.
            self.take_away(question.channel, known).await;
            if let Some(guild) = question.guild {
                self.unfile(guild, question.id.get()).await;
            }
            return;
        }
        if self.keeps_quiet(question, response).await.is_some() {
            return;
        }
        self.file_question(question, response).await;
        let message = self.compose(question, response);
        let exchange = Exchange { reply: known.reply, ..exchange_of(&question.origin(), response) };
        self.replace_reply(question.channel, &message, &exchange).await;
    }

    async fn replace_reply(&self, channel: ChannelId, message: &Message, exchange: &Exchange) {
        let path = format!("/channels/{channel}/messages/{}", exchange.reply);
        let request = Request::new(Method::PATCH, path).body(message.edit());
        match self.rest.run(request).await {
            Ok(()) => Bot::report_unkept(self.store.record(exchange, (self.clock)()).await),
            // Somebody removed the reply. They do not want it.
            Err(error) if error.code() == Some(codes::UNKNOWN_MESSAGE) => {
                Bot::report_unkept(self.store.forget(exchange.question).await);
            }
            Err(error) => tracing::error!(%error, "an edited question keeps its old answer"),
        }
    }

    /// Follows a deletion. What stands for its event is kept until that is done.
    pub(super) fn handle_deletion(
        self: &Arc<Self>,
        channel: ChannelId,
        question: MessageId,
        receipt: impl Send + 'static,
    ) {
        self.replay.drop_deleted(question);
        let bot = Arc::clone(self);
        let follow = async move {
            bot.follow_deletion(channel, question).await;
            drop(receipt);
        };
        // Behind the reply, if that is still waiting to be sent.
        self.enqueue(channel, Box::pin(follow));
    }

    async fn follow_deletion(&self, channel: ChannelId, question: MessageId) {
        Bot::report_unkept(self.store.forget_shadowed(question.get()).await);
        let known = match self.store.exchange_of(question.get()).await {
            Ok(known) => known,
            Err(error) => {
                tracing::error!(%error, "cannot tell what was replied to a deleted question");
                return;
            }
        };
        let Some(known) = known.filter(|known| known.outcome != Outcome::Escalate.name()) else {
            return;
        };
        match self.store.replied_beside(question.get()).await {
            Ok(others) => {
                for other in &others {
                    if self.delete_reply(channel, other).await {
                        Bot::report_unkept(self.store.forget_reply(other.reply).await);
                    }
                }
            }
            Err(error) => {
                tracing::error!(%error, "cannot tell what else was replied to a deleted question");
            }
        }
        self.take_away(channel, &known).await;
    }

    /// Deletes the reply to a question that is not asked any more.
    async fn take_away(&self, channel: ChannelId, known: &Exchange) {
        if self.delete_reply(channel, known).await {
            Bot::report_unkept(self.store.forget(known.question).await);
        }
    }

    /// Deletes a reply. True if it is not there any more.
    async fn delete_reply(&self, channel: ChannelId, known: &Exchange) -> bool {
        let path = format!("/channels/{channel}/messages/{}", known.reply);
        match self.rest.run(Request::new(Method::DELETE, path)).await {
            Err(error) if error.code() != Some(codes::UNKNOWN_MESSAGE) => {
                tracing::error!(%error, "the reply to a question that is gone stays");
                false
            }
            Ok(()) | Err(_) => true,
        }
    }
}
