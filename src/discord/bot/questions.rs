//! A message comes in: is it a question, what does it come to, and is it answered here.
//!
//! **Invariant:** what is answered is claimed before, and settled after.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use reqwest::Method;
use serde::Deserialize;
use serde_json::Value;
use serenity::all::{Channel, Message as DiscordMessage, Permissions};
use serenity::builder::{CreateActionRow, CreateButton};
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};

use super::Bot;
use super::decisions::Hush;
use super::keeping_up::PATIENTLY;
use crate::discord::attention::{Speech, millis};
use crate::discord::button::{Button, Shown};
use crate::discord::inbound::{self, Address, Question};
use crate::discord::progress::Receipt;
use crate::discord::render::message::{Audience, Message};
use crate::discord::render::{self, Frame, Look, text};
use crate::discord::rest::{Request, RestError};
use crate::engine::Response;
use crate::engine::outcome::Outcome;
use crate::engine::smalltalk::{self, SmallTalk};
use crate::store::{Exchange, StoreError};

/// How much of a question is shown above what is answered: enough to know it again, and to judge
/// the answer.
pub(super) const SHOWN_QUESTION: usize = 300;

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
        let response = self.think(question.guild, &question.text);
        if response.outcome == Outcome::Escalate {
            self.raise_alarm(question, response).await;
            return;
        }
        let Some(guild) = question.guild.filter(|&guild| !self.is_at_hand(guild)) else {
            self.consider(question, response).await;
            return;
        };
        // A resumed session brings no servers. Without them nothing is known of modes and staff. And
        // what a server changed is read when it first asks.
        let bot = Arc::clone(self);
        self.tasks.spawn(async move {
            bot.learn(guild).await;
            bot.prepare(Some(guild), PATIENTLY).await;
            // Read anew: the title of a thread belongs to its first message.
            if let Some(question) = bot.read(&message) {
                let response = bot.think(question.guild, &question.text);
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
        let hush = self.keeps_quiet(&question, &response).await;
        if let Some(hush) = hush.filter(|hush| *hush != Hush::Shadow) {
            self.attention().hear(&question);
            self.tell_of_pause(&question, hush).await;
            return;
        }
        let own = question.guild.map(|guild| self.own(guild)).unwrap_or_default();
        let speech = self.attention().decide_in(&question, &response, &own);
        match speech {
            Speech::Silence(reason) => tracing::debug!(?reason, "nothing is said"),
            Speech::Reply | Speech::Suggest if hush == Some(Hush::Shadow) => {
                self.shadow(&question, &response, speech == Speech::Suggest).await;
            }
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
            self.settle(channel, channel).await;
            if !is_first && !is_second_attempt {
                self.settle(question.id, question.channel).await;
                return false;
            }
        }
        true
    }

    /// Whatever had to be handled once is done with.
    pub(super) async fn settle(&self, id: impl Into<u64>, channel: impl Into<u64>) {
        let settled = self.store.settle(id.into(), channel.into(), (self.clock)());
        Bot::report_unkept(settled.await);
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
        let exchange = exchange_of(&question.origin(), response);
        let (channel, id) = (question.channel, question.id);
        let bot = Arc::clone(self);
        let job = Box::pin(async move {
            let request = post(channel, &message.post(Some(id), &id.to_string()))
                .insisting(bot.time_left(&question));
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
                self.settle(exchange.question, exchange.channel).await;
                Ok(sent.id)
            }
            Err(error) => {
                self.counts.unanswered.fetch_add(1, Ordering::Relaxed);
                tracing::error!(%error, "a reply could not be sent");
                // What did not arrive is left open, and taken up again after a restart. What was
                // refused would be refused again.
                if error.is_refusal() {
                    self.settle(exchange.question, exchange.channel).await;
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
            tracing::warn!("there is no channel to suggest answers in; set alert_channel");
            return;
        };
        if !self.claim(&question).await {
            return;
        }
        let opening = format!(
            "Overheard: {}\n“{}”\nI would answer this:",
            question.link(),
            text::harmless(&question.text, SHOWN_QUESTION),
        );
        let frame = Frame {
            asker: question.asker,
            look: self.look_in(alert_channel),
            audience: Audience::Channel,
            opening: &opening,
        };
        let mut message = render::response(response, frame);
        message.components = vec![post_button(question.channel, question.id, response)];
        let id = question.id;
        let bot = Arc::clone(self);
        let job = Box::pin(async move {
            let body = message.post(None, &format!("s{id}"));
            let request = post(alert_channel, &body).insisting(bot.time_left(&question));
            if let Err(error) = bot.rest.run(request).await {
                tracing::error!(%error, "a suggestion could not be sent");
            }
            bot.settle(id, question.channel).await;
        });
        self.enqueue(alert_channel, job);
    }

    /// Something was said to the bot that is no question it knows.
    async fn answer_unknown(self: &Arc<Self>, question: Question, response: &Response) {
        let danger = self.incidents.follow_up(&question, response);
        let message = if let Some(danger) = danger {
            render::crisis(&self.library.of(question.guild).still_here(danger), None)
        } else {
            match smalltalk::read(&question.text) {
                Some(SmallTalk::AboutBot) => self.help(),
                Some(SmallTalk::Topics) => self.topics(question.guild),
                Some(said @ (SmallTalk::Thanks | SmallTalk::Greeting)) => {
                    Message::text(said.reply().unwrap_or_default())
                }
                // Staff answers people by replying to the bot's messages.
                None if question.by_staff && question.address == Address::Reply => return,
                None => {
                    self.file_question(&question, response).await;
                    self.compose(&question, response)
                }
            }
        };
        self.send_answer(question, response, message).await;
    }

    /// What a text comes to in a server. A fault in matching does not keep a cry for help from being
    /// heard.
    pub(super) fn think(&self, guild: Option<GuildId>, text: &str) -> Response {
        let engine = self.library.of(guild);
        guarded(|| engine.respond(text))
            .or_else(|| guarded(|| engine.respond_to_danger(text)))
            .unwrap_or_else(|| engine.respond_to_danger(""))
    }

    /// Whether somebody may be in danger, by triage alone.
    pub(super) fn is_crisis(&self, text: &str) -> bool {
        // What makes this fail is looked at again in its turn.
        guarded(|| self.library.shipped().is_crisis(text)).unwrap_or(false)
    }

    /// The message for what a question came to.
    pub(super) fn compose(&self, question: &Question, response: &Response) -> Message {
        let look = self.look_in(question.channel);
        let (asker, audience) = (question.asker, Audience::Channel);
        let mut message = render::response(response, Frame { asker, look, audience, opening: "" });
        self.offer_person_beside(&mut message, response, question.guild, asker);
        message
    }

    /// How long the answer to a question is worth sending.
    fn time_left(&self, question: &Question) -> Duration {
        let until = question.asked_at().saturating_add(millis(self.answer_missed));
        Duration::from_millis(until.saturating_sub((self.clock)()))
    }

    /// How replies look in a channel: without the permission to embed, an embed is not shown.
    pub(super) fn look_in(&self, channel: ChannelId) -> Look {
        let found = self.look_up(|directory| {
            let guild = directory.place(channel)?.guild;
            let permissions = directory.server(guild)?.permissions_in(channel);
            Some((permissions, directory.own(guild).plain_text()))
        });
        let (permissions, plain) = found.unwrap_or((None, None));
        match (permissions, plain) {
            (Some(permissions), _) if !permissions.contains(Permissions::EMBED_LINKS) => {
                Look::Plain
            }
            (_, Some(true)) => Look::Plain,
            (_, Some(false)) => Look::Embed,
            (_, None) => self.look,
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
pub(super) fn post_button(
    channel: ChannelId,
    question: MessageId,
    response: &Response,
) -> CreateActionRow {
    let shown = Shown::of(response);
    let id = Button::Post { channel, question, shown }.to_string();
    CreateActionRow::Buttons(vec![CreateButton::new(id).label("Post this as a reply")])
}

/// A request that sends a message.
pub(super) fn post(channel: ChannelId, body: &Value) -> Request {
    Request::new(Method::POST, format!("/channels/{channel}/messages")).body(body.clone())
}

/// What something comes to, unless it panics. The place of the panic has been logged.
fn guarded<T>(think: impl FnOnce() -> T) -> Option<T> {
    // Nothing that a panic could leave half done outlives it: the engine is only read.
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(think)).ok()
}

/// What is kept of a question besides what it came to.
pub(super) struct Origin {
    /// The message, or the interaction.
    pub(super) id: u64,
    pub(super) channel: ChannelId,
    pub(super) guild: Option<GuildId>,
    pub(super) asker: UserId,
    pub(super) edited_at: u64,
    pub(super) by_command: bool,
}

impl Question {
    pub(super) fn origin(&self) -> Origin {
        Origin {
            id: self.id.get(),
            channel: self.channel,
            guild: self.guild,
            asker: self.asker,
            edited_at: self.edited_at,
            by_command: false,
        }
    }
}

/// What a reply answers is kept after it was posted. For so long after that it is looked for again where
/// it is not there yet, since whoever presses a button at once asks a moment too early. A press has to be
/// responded to within three.
const KEPT_WITHIN: Duration = Duration::from_secs(2);

/// How often it is looked for: nobody notices such a wait, and the database is asked ten times at the most.
const LOOK_AGAIN: Duration = Duration::from_millis(200);

impl Bot {
    /// What a reply answers.
    pub(super) async fn answered_by(
        &self,
        reply: MessageId,
    ) -> Result<Option<Exchange>, StoreError> {
        let is_new = || {
            let age = (self.clock)().saturating_sub(inbound::milliseconds(reply));
            u128::from(age) < KEPT_WITHIN.as_millis()
        };
        // The clock here may be behind Discord's.
        let until = tokio::time::Instant::now() + KEPT_WITHIN;
        loop {
            let known = self.store.exchange_by_reply(reply.get()).await?;
            if known.is_some() || !is_new() || tokio::time::Instant::now() >= until {
                return Ok(known);
            }
            tokio::time::sleep(LOOK_AGAIN).await;
        }
    }
}

/// What is kept of a question. Its reply is not known yet.
pub(super) fn exchange_of(origin: &Origin, response: &Response) -> Exchange {
    Exchange {
        question: origin.id,
        channel: origin.channel.get(),
        server: origin.guild.map(GuildId::get),
        asker: (response.outcome != Outcome::Escalate).then_some(origin.asker.get()),
        reply: 0,
        outcome: response.outcome.name().to_owned(),
        category: response.category.map(|category| category.name().to_owned()),
        entries: response.answers.iter().map(|entry| entry.as_str().to_owned()).collect(),
        edited_at: origin.edited_at,
        response_ms: None,
        by_command: origin.by_command,
    }
}

/// How long a reply took: ids hold the time at which Discord got what they name.
pub(super) fn response_time(question: u64, reply: MessageId) -> u64 {
    let asked = if question == 0 { reply } else { MessageId::new(question) };
    inbound::milliseconds(reply).saturating_sub(inbound::milliseconds(asked))
}
