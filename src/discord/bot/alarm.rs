//! Somebody may be in danger: the moderators are told, and a card is sent.
//!
//! **Invariant:** "the moderators have been told" stands only where the alert arrived; a card never
//! waits long for it.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use reqwest::Method;
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};

use super::Bot;
use super::incidents::Pending;
use super::questions::{exchange_of, post};
use super::staff::alert_of;
use crate::discord::button::CardKind;
use crate::discord::inbound::Question;
use crate::discord::render;
use crate::discord::render::message::Message;
use crate::discord::rest::{Request, RestError};
use crate::engine::Response;
use crate::engine::cards;
use crate::engine::incident::{Danger, Showing};
use crate::engine::outcome::Category;

/// What the moderators are told of: no text, and nobody's name.
pub(super) struct Incident {
    /// The message or the interaction.
    pub(super) id: u64,
    /// Where it is.
    pub(super) channel: ChannelId,
    /// A link to it.
    pub(super) link: String,
    /// What it is about, in words.
    pub(super) what: &'static str,
    /// Nobody but the asker sees it.
    pub(super) in_private: bool,
}

impl Incident {
    /// That of a message.
    pub(super) fn of(question: &Question, response: &Response) -> Self {
        Incident {
            id: question.id.get(),
            channel: question.channel,
            link: question.link(),
            what: words_for(response),
            in_private: false,
        }
    }
}

/// How long a card waits for the alert to arrive. Discord takes a tenth of a second; somebody in
/// danger is not kept waiting for the staff's channel.
const ALERT_WAIT: Duration = Duration::from_millis(1_000);

impl Bot {
    /// Takes a crisis, and handles it beside everything else.
    pub(super) async fn raise_alarm(self: &Arc<Self>, question: Question, response: Response) {
        if !self.claim(&question).await {
            return;
        }
        let bot = Arc::clone(self);
        self.tasks.spawn(async move { bot.handle_crisis(&question, &response).await });
    }

    /// Tells the moderators, then sends the card. Tells the id of the card once it has arrived.
    pub(super) async fn handle_crisis(
        self: &Arc<Self>,
        question: &Question,
        response: &Response,
    ) -> Option<MessageId> {
        self.counts.escalated.fetch_add(1, Ordering::Relaxed);
        let alert = self.start_alert(question.guild, &Incident::of(question, response));
        let (told, alert) = wait_for(alert).await;
        let (pending, card) = self
            .card(question.guild, question.asker, question.channel, response, question.asked_at())
            .await;
        match self.send_card(question, response, &with_told(&card, told)).await {
            Ok(reply) => {
                pending.arrived();
                if !told {
                    let path = format!("/channels/{}/messages/{reply}", question.channel);
                    self.tell_later(alert, Request::new(Method::PATCH, path), &card).await;
                }
                Some(reply)
            }
            Err(_) => {
                let link = question.link();
                let text = format!("**I could not post the helplines there:** {link}");
                self.report_unsent_card(question.guild, &text, question.id.get()).await;
                None
            }
        }
    }

    /// Sends a card as a reply to the message, or, where Discord refuses a reply, beside it.
    async fn send_card(
        &self,
        question: &Question,
        response: &Response,
        card: &Message,
    ) -> Result<MessageId, RestError> {
        let exchange = exchange_of(&question.origin(), response);
        let post = |reply_to, nonce: &str| {
            post(question.channel, &card.post(reply_to, nonce))
                .insisting(self.answer_missed)
                .urgent()
        };
        let id = question.id;
        // The harasser gets no notice of their own; the line is for the one they wrote to.
        let is_reply = response.category != Some(Category::Harassment);
        let sent = self
            .send_reply(post(is_reply.then_some(id), &format!("c{id}")), exchange.clone())
            .await;
        match sent {
            // Where the bot may not read the channel back, it may write, and not reply.
            Err(error) if is_reply && error.is_refusal() => {
                self.send_reply(post(None, &format!("d{id}")), exchange).await
            }
            sent => sent,
        }
    }

    /// The card of a crisis, or the shorter line for who had it just now. What comes first is to
    /// be told when it arrived.
    pub(super) async fn card(
        &self,
        guild: Option<GuildId>,
        person: UserId,
        channel: ChannelId,
        response: &Response,
        now: u64,
    ) -> (Pending, Message) {
        let pending = self.incidents.begin(person, channel, response.danger(), now).await;
        let card = match pending.showing() {
            Showing::Card => {
                let kind = response.triage.concerns.first().map(CardKind::of);
                render::crisis(&response.reply, kind)
            }
            Showing::Reminder => {
                render::crisis(&self.library.of(guild).crisis_reminder(response), None)
            }
        };
        (pending, card)
    }

    /// Starts to tell the moderators. The task says whether it arrived.
    pub(super) fn start_alert(
        self: &Arc<Self>,
        guild: Option<GuildId>,
        incident: &Incident,
    ) -> Option<tokio::task::JoinHandle<bool>> {
        // In a direct message there are no moderators, and in their own channel they are there.
        let guild = guild?;
        let Incident { channel, link, what, in_private, .. } = incident;
        let where_found = if *in_private {
            format!("asked in private with /ask in <#{channel}>, so that I cannot show it")
        } else {
            format!("in <#{channel}>: {link}")
        };
        let text = format!(
            "**Possible {what}**, {where_found}\nPlease look now. I am sending the helplines; I can \
             be wrong, and I cannot call anyone.",
        );
        let nonce = format!("a{}", incident.id);
        let (bot, channel) = (Arc::clone(self), *channel);
        Some(self.tasks.spawn(async move {
            bot.learn(guild).await;
            let of_staff = bot.look_up(|directory| directory.alert_channel(guild));
            let alert = alert_of(&text);
            of_staff != Some(channel) && bot.post_to_staff(guild, &alert, &nonce).await.is_some()
        }))
    }

    /// Tells the staff of a server something, in the first of its channels that takes it. True once
    /// it arrived.
    pub(super) async fn alert(self: &Arc<Self>, guild: GuildId, text: &str, nonce: &str) -> bool {
        self.post_to_staff(guild, &Message::text(text), nonce).await.is_some()
    }

    /// Adds to a card that the moderators were told, once they are.
    pub(super) async fn tell_later(
        &self,
        alert: Option<tokio::task::JoinHandle<bool>>,
        edit: Request,
        card: &Message,
    ) {
        let Some(alert) = alert else { return };
        if !alert.await.unwrap_or(false) {
            return;
        }
        if let Err(error) = self.rest.run(edit.body(with_told(card, true).edit())).await {
            tracing::warn!(%error, "a card does not say that the moderators were told");
        }
    }

    /// The card could not be sent: then people have to go.
    pub(super) async fn report_unsent_card(
        self: &Arc<Self>,
        guild: Option<GuildId>,
        what: &str,
        id: u64,
    ) {
        let Some(guild) = guild else { return };
        let text = format!("{what}\nPlease go yourselves.");
        self.alert(guild, &text, &format!("u{id}")).await;
    }
}

/// Waits for an alert, but not long. Returns the task too if it has not ended.
pub(super) async fn wait_for(
    alert: Option<tokio::task::JoinHandle<bool>>,
) -> (bool, Option<tokio::task::JoinHandle<bool>>) {
    let Some(mut alert) = alert else { return (false, None) };
    match tokio::time::timeout(ALERT_WAIT, &mut alert).await {
        Ok(told) => (told.unwrap_or(false), None),
        Err(_) => (false, Some(alert)),
    }
}

/// A card that says that the moderators were told, if they were.
pub(super) fn with_told(card: &Message, told: bool) -> Message {
    let mut card = card.clone();
    if told {
        card.content.push('\n');
        card.content.push_str(cards::MODERATORS_TOLD);
    }
    card
}

/// A crisis in the words of a line to moderators.
pub(super) fn words_for(response: &Response) -> &'static str {
    match response.danger() {
        Danger::Emergency => "medical emergency",
        Danger::Violence => "violence",
        Danger::Threat => "threat to others",
        Danger::SelfHarm => "risk of self-harm",
        Danger::Poisoning => "poisoning",
        Danger::AnimalPoisoning => "poisoning of an animal",
        Danger::Harassment => "call to self-harm, said to somebody",
    }
}
