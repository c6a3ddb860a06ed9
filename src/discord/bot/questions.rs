//! A message comes in: is it a question, what does it come to, and is it answered here.
//!
//! **Invariant:** what is answered is claimed before, and settled after.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use reqwest::Method;
use serde::Deserialize;
use serde_json::Value;
use serenity::all::{Channel, Message as DiscordMessage, Permissions};
use serenity::builder::{CreateActionRow, CreateButton};
use serenity::model::id::{ChannelId, GuildId, MessageId};

use super::Bot;
use crate::discord::attention::Speech;
use crate::discord::button::Button;
use crate::discord::inbound::{self, Address, Question};
use crate::discord::progress::Receipt;
use crate::discord::render::message::{Audience, Message};
use crate::discord::render::{self, Frame, Look, text};
use crate::discord::rest::{Request, RestError};
use crate::discord::smalltalk::{self, SmallTalk};
use crate::engine::Response;
use crate::engine::outcome::Outcome;
use crate::store::Exchange;

/// How much of an overheard question is shown to the staff: enough to judge the answer.
const SHOWN_QUESTION: usize = 300;

/// What is needed of a message that was sent.
#[derive(Deserialize)]
pub(super) struct Sent {
    pub(super) id: MessageId,
}

impl Bot {
    /// Handles a message. The receipt is kept until the message is claimed, or is known to be none
    /// of the bot's business.
    pub(super) async fn handle_message(
        self: &Arc<Self>,
        message: DiscordMessage,
        receipt: Option<Receipt>,
    ) {
        let Some(question) = self.read(&message) else { return };
        let response = self.engine.respond(&question.text);
        if response.outcome == Outcome::Escalate {
            self.raise_alarm(question, response).await;
            return;
        }
        let unknown = question.guild.filter(|&guild| !self.look_up(|all| all.knows(guild)));
        let Some(guild) = unknown else {
            self.consider(question, response).await;
            return;
        };
        // A resumed session brings no servers. Without them nothing is known of modes and staff.
        let bot = Arc::clone(self);
        self.tasks.spawn(async move {
            bot.learn(guild).await;
            // Read anew: the title of a thread belongs to its first message.
            if let Some(question) = bot.read(&message) {
                let response = bot.engine.respond(&question.text);
                if response.outcome == Outcome::Escalate {
                    bot.raise_alarm(question, response).await;
                } else {
                    bot.consider(question, response).await;
                }
            }
            drop(receipt);
        });
    }

    /// A message as a question, if it is one. What is overheard without its text is none.
    pub(super) fn read(&self, message: &DiscordMessage) -> Option<Question> {
        let question = self.look_up(|directory| inbound::question(message, directory))?;
        let says_nothing = question.text.trim().is_empty() && !question.address.is_to_bot();
        (!says_nothing).then_some(question)
    }

    async fn consider(self: &Arc<Self>, question: Question, response: Response) {
        let speech = self.attention().decide(&question, &response);
        match speech {
            Speech::Silence(reason) => tracing::debug!(?reason, "nothing is said"),
            Speech::Reply if response.outcome == Outcome::Fallback => {
                self.answer_unknown(question, &response).await;
            }
            Speech::Reply => self.answer(question, &response).await,
            Speech::Suggest => self.suggest(question, &response).await,
        }
    }

    /// Takes a question, if nobody has it yet.
    pub(super) async fn claim(&self, question: &Question) -> bool {
        let (id, channel) = (question.id.get(), question.channel.get());
        let now = (self.clock)();
        let is_second_attempt = self.store.is_left(id);
        if !self.store.claim(id, channel, now).await {
            return false;
        }
        // A thread is answered once, whichever of its messages counts as the first.
        let opens_thread = question.address == Address::ThreadOpening && id != channel;
        if opens_thread {
            let is_first = self.store.claim(channel, channel, now).await;
            Bot::report_unkept(self.store.settle(channel).await);
            if !is_first && !is_second_attempt {
                self.settle(question.id).await;
                return false;
            }
        }
        true
    }

    pub(super) async fn settle(&self, question: MessageId) {
        Bot::report_unkept(self.store.settle(question.get()).await);
    }

    /// Queues the reply to a question.
    async fn answer(self: &Arc<Self>, question: Question, response: &Response) {
        let message = self.compose(&question, response);
        self.send_answer(question, response, message).await;
    }

    async fn send_answer(
        self: &Arc<Self>,
        question: Question,
        response: &Response,
        message: Message,
    ) {
        if !self.claim(&question).await {
            return;
        }
        let exchange = exchange_of(&question, response);
        let (channel, id) = (question.channel, question.id);
        let bot = Arc::clone(self);
        let job = Box::pin(async move {
            let request = post(channel, &message.post(Some(id), &id.to_string()));
            // What went wrong has been logged, and there is nobody to tell.
            let _ = bot.send_reply(request, exchange).await;
        });
        self.enqueue(channel, job);
    }

    pub(super) fn enqueue(&self, channel: ChannelId, job: super::queues::Job) {
        if !self.queues.push(channel, job, &self.tasks) {
            self.counts.unanswered.fetch_add(1, Ordering::Relaxed);
            tracing::error!(%channel, "too much waits to be sent to a channel; a reply is left out");
        }
    }

    /// Sends a reply, keeps what it was, and settles the claim. Tells the id of the reply.
    pub(super) async fn send_reply(
        &self,
        request: Request,
        mut exchange: Exchange,
    ) -> Result<MessageId, RestError> {
        match self.rest.send::<Sent>(request).await {
            Ok(sent) => {
                self.counts.replies.fetch_add(1, Ordering::Relaxed);
                exchange.reply = sent.id.get();
                exchange.response_ms = Some(response_time(exchange.question, sent.id));
                Bot::report_unkept(self.store.record(&exchange, (self.clock)()).await);
                Bot::report_unkept(self.store.settle(exchange.question).await);
                Ok(sent.id)
            }
            Err(error) => {
                self.counts.unanswered.fetch_add(1, Ordering::Relaxed);
                tracing::error!(%error, "a reply could not be sent");
                // What did not arrive is left open, and taken up again after a restart. What was
                // refused would be refused again.
                if error.status().is_some_and(|status| status < 500) {
                    Bot::report_unkept(self.store.settle(exchange.question).await);
                }
                Err(error)
            }
        }
    }

    /// Shows the staff what would be answered to an overheard question.
    async fn suggest(self: &Arc<Self>, question: Question, response: &Response) {
        let alert_channel =
            question.guild.and_then(|guild| self.look_up(|all| all.alert_channel(guild)));
        let Some(alert_channel) = alert_channel else {
            tracing::warn!("there is no channel to suggest answers in; set discord.alert_channels");
            return;
        };
        if !self.claim(&question).await {
            return;
        }
        let mut message = self.compose(&question, response);
        message.content = text::shorten(
            &format!(
                "Overheard: {}\n“{}”\nI would answer this:\n{}",
                question.link(),
                text::harmless(&question.text, SHOWN_QUESTION),
                message.content,
            ),
            2_000,
        );
        message.components = vec![post_button(question.channel, question.id)];
        let id = question.id;
        let bot = Arc::clone(self);
        let job = Box::pin(async move {
            let body = message.post(None, &format!("s{id}"));
            if let Err(error) = bot.rest.run(post(alert_channel, &body)).await {
                tracing::error!(%error, "a suggestion could not be sent");
            }
            bot.settle(id).await;
        });
        self.enqueue(alert_channel, job);
    }

    /// Something was said to the bot that is no question it knows.
    async fn answer_unknown(self: &Arc<Self>, question: Question, response: &Response) {
        let now = question.asked_at();
        let in_crisis = self
            .incidents
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
            .is_open(question.asker, question.channel, now);
        let message = if in_crisis {
            render::crisis(&self.engine.still_here(), None)
        } else {
            match smalltalk::read(&question.text) {
                Some(SmallTalk::Thanks) => Message::text("You are welcome."),
                Some(SmallTalk::Greeting) => Message::text(
                    "Hello! Ask me in your own words, or look through /topics. I am a bot and can \
                     be wrong.",
                ),
                Some(SmallTalk::AboutBot) => self.help(),
                Some(SmallTalk::Topics) => self.topics(),
                // Staff answers people by replying to the bot's messages.
                None if question.by_staff && question.address == Address::Reply => return,
                None => self.compose(&question, response),
            }
        };
        self.send_answer(question, response, message).await;
    }

    /// The message for what a question came to.
    pub(super) fn compose(&self, question: &Question, response: &Response) -> Message {
        let look = self.look_in(question.channel);
        render::response(
            response,
            Frame { asker: question.asker, look, audience: Audience::Channel },
        )
    }

    /// How replies look in a channel: without the permission to embed, an embed is not shown.
    pub(super) fn look_in(&self, channel: ChannelId) -> Look {
        let permissions = self.look_up(|directory| {
            let guild = directory.place(channel)?.guild;
            directory.server(guild)?.permissions_in(channel)
        });
        match permissions {
            Some(permissions) if !permissions.contains(Permissions::EMBED_LINKS) => Look::Plain,
            Some(_) | None => self.look,
        }
    }

    /// Fetches a message as it reads now.
    pub(super) async fn fetch(
        &self,
        channel: ChannelId,
        message: MessageId,
    ) -> Result<DiscordMessage, RestError> {
        let path = format!("/channels/{channel}/messages/{message}");
        let mut found: DiscordMessage = self.rest.send(Request::new(Method::GET, path)).await?;
        // What is fetched does not say in which server it stands.
        found.guild_id = self.look_up(|directory| directory.place(channel)).map(|it| it.guild);
        if found.guild_id.is_none() {
            let request = Request::new(Method::GET, format!("/channels/{channel}"));
            if let Channel::Guild(channel) = self.rest.send(request).await? {
                found.guild_id = Some(channel.guild_id);
            }
        }
        Ok(found)
    }
}

/// A button that posts what is shown as a reply to a message.
pub(super) fn post_button(channel: ChannelId, question: MessageId) -> CreateActionRow {
    let id = Button::Post { channel, question }.to_string();
    CreateActionRow::Buttons(vec![CreateButton::new(id).label("Post this as a reply")])
}

/// A request that sends a message.
pub(super) fn post(channel: ChannelId, body: &Value) -> Request {
    Request::new(Method::POST, format!("/channels/{channel}/messages")).body(body.clone())
}

/// What is kept of a question. Its reply is not known yet.
pub(super) fn exchange_of(question: &Question, response: &Response) -> Exchange {
    Exchange {
        question: question.id.get(),
        channel: question.channel.get(),
        server: question.guild.map(GuildId::get),
        asker: (response.outcome != Outcome::Escalate).then_some(question.asker.get()),
        reply: 0,
        outcome: response.outcome.name().to_owned(),
        category: response.category.map(|category| category.name().to_owned()),
        entries: response.answers.iter().map(|entry| entry.as_str().to_owned()).collect(),
        edited_at: question.edited_at,
        response_ms: None,
    }
}

/// How long a reply took: ids hold the time at which Discord got what they name.
fn response_time(question: u64, reply: MessageId) -> u64 {
    let asked = if question == 0 { reply } else { MessageId::new(question) };
    inbound::milliseconds(reply).saturating_sub(inbound::milliseconds(asked))
}
