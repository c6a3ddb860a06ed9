//! Somebody asks for a person: their question is put before the staff.
//!
//! **Invariant:** whoever asks is told that the staff knows only once it does, and else that nobody
//! does; nobody has two questions there.

use std::sync::Arc;

use reqwest::Method;
use serde_json::json;
use serenity::all::{ButtonStyle, ComponentInteraction};
use serenity::builder::{CreateActionRow, CreateButton};
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};

use super::requests::buttons;
use crate::config::{Presence, presence};
use crate::discord::bot::Bot;
use crate::discord::bot::inbox::{Asked, Fetched, UNKEPT};
use crate::discord::bot::interactions::Handle;
use crate::discord::bot::keeping_up::PATIENTLY;
use crate::discord::bot::presses::{NOT_HELD, is_held};
use crate::discord::bot::questions::SHOWN_QUESTION;
use crate::discord::limits::CHANNEL_NAME;
use crate::discord::render::message::{Audience, Message};
use crate::discord::render::text::harmless;
use crate::discord::render::{self, Frame};
use crate::discord::rest::{Request, RestError};
use crate::discord::staff_button::StaffButton;
use crate::engine::Response;
use crate::engine::outcome::Outcome;
use crate::store::{Opening, RequestState, StaffRequest, StoreError};

/// After so many milliseconds a question that did not arrive at the staff never will: sending it takes
/// seconds, and was cut off by a restart.
const LOST: u64 = 300_000;

/// What is said where nothing can be kept.
const AWAY: &str = "**Nobody has been told**: the database does not answer just now. Please try again \
                    in a minute, or ask in the channel.";

impl Bot {
    /// Adds the button that asks for a person, where there is a staff to be told.
    pub(in crate::discord::bot) fn offer_person(
        &self,
        message: &mut Message,
        guild: Option<GuildId>,
        asker: Option<UserId>,
        reply: Option<MessageId>,
    ) {
        let is_staffed =
            guild.is_some_and(|guild| self.look_up(|all| all.alert_channel(guild)).is_some());
        if !is_staffed {
            return;
        }
        let id = StaffButton::AskPerson { asker, reply }.to_string();
        let button = CreateButton::new(id).label("Ask a person").style(ButtonStyle::Primary);
        match message.components.last_mut() {
            Some(CreateActionRow::Buttons(row)) => row.push(button),
            Some(_) | None => message.components.push(CreateActionRow::Buttons(vec![button])),
        }
    }

    /// The same beside what the bot does not know, or is not sure of.
    pub(in crate::discord::bot) fn offer_person_beside(
        &self,
        message: &mut Message,
        response: &Response,
        guild: Option<GuildId>,
        asker: UserId,
    ) {
        let is_unsure = matches!(response.outcome, Outcome::Fallback | Outcome::Clarify);
        if is_unsure && !response.query.is_empty() {
            self.offer_person(message, guild, Some(asker), None);
        }
    }

    pub(super) async fn ask_person(
        self: &Arc<Self>,
        handle: &Handle,
        press: &ComponentInteraction,
        asker: Option<UserId>,
        reply: Option<MessageId>,
    ) -> Result<(), RestError> {
        if asker.is_some_and(|asker| asker != handle.user) {
            let text = "Only whoever asked can do that. You can ask with /ask.";
            return self.whisper(handle, &Message::text(text)).await;
        }
        if !is_held(press) {
            let text = format!("**Nobody has been told.** {NOT_HELD}");
            return self.whisper(handle, &Message::text(text)).await;
        }
        let Some(guild) = handle.guild else {
            let text = "There is no staff here. Please ask in a server.";
            return self.whisper(handle, &Message::text(text)).await;
        };
        if let Some(hush) = self.hush(handle.guild, handle.user).await {
            return self.whisper(handle, &hush.message()).await;
        }
        self.put_answer_off(handle).await?;
        self.prepare(Some(guild), PATIENTLY).await;
        let reply = reply.unwrap_or(press.message.id);
        let text = self.put_before_staff(guild, handle.user, reply).await.unwrap_or_else(|error| {
            tracing::error!(%error, "a question could not be put before the staff");
            AWAY.to_owned()
        });
        self.give_answer(handle, &Message::text(text)).await
    }

    async fn put_before_staff(
        self: &Arc<Self>,
        guild: GuildId,
        asker: UserId,
        reply: MessageId,
    ) -> Result<String, StoreError> {
        let exchange = self.answered_by(reply).await?;
        let Some(exchange) = exchange.filter(|it| it.server == Some(guild.get())) else {
            return Ok(
                "**Nobody has been told**: I do not know any more what was asked there. Please \
                       ask again."
                    .to_owned(),
            );
        };
        let (channel, question) = (exchange.channel, exchange.question);
        let asked = match self.asked(guild, channel, question).await {
            Fetched::Here(asked) => asked,
            Fetched::Gone => {
                return Ok(
                    "**Nobody has been told**: that question was deleted. Please ask again."
                        .to_owned(),
                );
            }
            Fetched::Unkept => {
                return Ok(format!(
                    "**Nobody has been told**: that was {UNKEPT}. Please ask again in a message."
                ));
            }
            Fetched::Away => {
                return Ok(
                    "**Nobody has been told**: Discord does not show me the question just now. \
                           Please try again in a minute."
                        .to_owned(),
                );
            }
        };
        let (server, person) = (guild.get(), asker.get());
        let mut opening =
            self.store.open_request(server, question, channel, person, (self.clock)()).await?;
        if let Opening::Refused(known) = &opening
            && known.staff.is_none()
            && known.at.saturating_add(LOST) < (self.clock)()
        {
            self.store.withdraw_request(server, known.question).await?;
            opening =
                self.store.open_request(server, question, channel, person, (self.clock)()).await?;
        }
        if let Opening::Refused(known) = opening {
            let place = self.place_of_question(guild, known.channel, known.question).await;
            return Ok(refused(&known, question, &place));
        }
        let Some((staff_channel, message)) = self.tell_staff(guild, asker, question, &asked).await
        else {
            self.store.withdraw_request(server, question).await?;
            return Ok(
                "**Nobody has been told**: I could not write to the staff. Please ask in the \
                       channel, or write to one of the moderators yourself."
                    .to_owned(),
            );
        };
        let (at, id) = (staff_channel.get(), message.get());
        // They know, whether that is kept or not.
        Bot::report_unkept(self.store.request_arrived(server, question, at, id).await);
        if self.opens_staff_threads(guild) {
            self.open_thread(staff_channel, message, asked.channel).await;
        }
        Ok(format!(
            "**Your question is before the staff now.** {} If somebody is in danger, do not wait: call \
             your local emergency number.",
            self.when_somebody_looks(guild),
        ))
    }

    /// Whether questions for the staff of a server come with a thread.
    pub(super) fn opens_staff_threads(&self, guild: GuildId) -> bool {
        self.look_up(|directory| directory.opens_staff_threads(guild))
    }

    fn when_somebody_looks(&self, guild: GuildId) -> String {
        let own = self.own(guild);
        let hours = own.staff_hours().unwrap_or(&self.config.discord.staff_hours.value);
        match presence(hours, (self.clock)()) {
            Presence::Until(end) => format!(
                "Somebody is likely to look soon: they are about until <t:{}:t>.",
                end / 1_000
            ),
            Presence::From(begin) => format!(
                "Nobody is about just now; somebody is likely to look from <t:{0}:F> on (<t:{0}:R>).",
                begin / 1_000
            ),
            Presence::Unknown if self.is_quiet_in(guild) => {
                "These are quiet hours here, so it may take until they end.".to_owned()
            }
            Presence::Unknown => "When somebody looks I cannot say.".to_owned(),
        }
    }

    fn is_quiet_in(&self, guild: GuildId) -> bool {
        self.own(guild).quiet_hours().is_some_and(|hours| hours.hold((self.clock)()))
    }

    /// Tells the staff of a question, and where that arrived.
    async fn tell_staff(
        self: &Arc<Self>,
        guild: GuildId,
        asker: UserId,
        question: u64,
        asked: &Asked,
    ) -> Option<(ChannelId, MessageId)> {
        let response = self.think(Some(guild), &asked.text);
        let (what, would) = match response.outcome {
            Outcome::Escalate => {
                ("**Somebody may be in danger, and asks for a person**", "I would show this:")
            }
            Outcome::Answer | Outcome::Refer => {
                ("**Somebody asks for a person**", "I would say this:")
            }
            Outcome::Clarify => ("**Somebody asks for a person**", "I would ask back:"),
            Outcome::Fallback => ("**Somebody asks for a person**", "I would say this:"),
        };
        // What is too far to be asked back about is near to nothing.
        let floor = self.library.of(Some(guild)).floors().clarify;
        let is_near = response.outcome == Outcome::Fallback && response.confidence >= floor;
        let nearest = response.candidates.first().filter(|_| is_near);
        let nearest = nearest.map_or_else(String::new, |(id, _)| {
            format!("The nearest entry is {}. ", harmless(id.as_str(), 64))
        });
        let is_own_message = asked.message.get() == question;
        let how = if is_own_message { "" } else { ", with /ask; my reply shows it" };
        let opening = format!(
            "{what}: <@{asker}>, in <#{}>{how}: {}\n“{}”\n{nearest}{would}",
            asked.channel,
            asked.link(),
            harmless(&asked.text, SHOWN_QUESTION),
        );
        self.learn(guild).await;
        let channel = self.look_up(|all| all.alert_channel(guild))?;
        let look = self.look_in(channel);
        let frame = Frame { asker, look, audience: Audience::Channel, opening: &opening };
        let mut message = render::response(&response, frame);
        if response.outcome == Outcome::Clarify {
            let choices = response.reply.choices.iter();
            let choices: Vec<String> =
                choices.map(|it| format!("- {}", harmless(&it.question, 90))).collect();
            message.content = format!("{}\n{}", message.content, choices.join("\n"));
        }
        message.components = buttons(question, None, false);
        self.post_to_staff(guild, &message, &format!("q{question}")).await
    }

    /// Opens a thread on a message to the staff. Without one, the message is there all the same.
    async fn open_thread(&self, channel: ChannelId, message: MessageId, asked_in: ChannelId) {
        let name = self.look_up(|all| {
            let server = all.server(all.place(asked_in)?.guild)?;
            server.channels.get(&asked_in).map(|channel| channel.name.clone())
        });
        let name = name.map_or_else(|| "A question".to_owned(), |it| format!("A question in {it}"));
        let name: String = name.chars().take(CHANNEL_NAME).collect();
        let path = format!("/channels/{channel}/messages/{message}/threads");
        // A day without a word hides it from the list.
        let body = json!({ "name": name, "auto_archive_duration": 1_440 });
        if let Err(error) = self.rest.run(Request::new(Method::POST, path).body(body)).await {
            tracing::warn!(%error, "a question for the staff has no thread");
        }
    }
}

/// What is said to whoever may not put another question before the staff.
fn refused(known: &StaffRequest, question: u64, place: &str) -> String {
    let is_under_way = known.state == RequestState::Open && known.staff.is_none();
    if is_under_way {
        return "A question of yours is on its way to the staff just now. Please press again in a \
                minute to see whether it arrived."
            .to_owned();
    }
    if known.question == question {
        return match known.state {
            RequestState::Open => format!(
                "That question is before the staff already, since <t:{}:R>.",
                known.at / 1_000
            ),
            RequestState::Answered => {
                "The staff has answered that question. Ask anew if it is not settled.".to_owned()
            }
            RequestState::Closed => {
                "The staff has closed that question. Ask anew if it is not settled.".to_owned()
            }
        };
    }
    format!(
        "**Nobody has been told of this one**: you have a question before the staff already, and one at \
         a time is what they can look after: {place}"
    )
}
