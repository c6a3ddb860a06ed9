//! Commands and what is typed into them.
//!
//! **Invariant:** the first response goes out at once: nothing here waits for anything slower than
//! an alert to the moderators, which has its own short limit.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};
use serenity::all::{
    CommandInteraction, ComponentInteraction, Interaction, Message as DiscordMessage,
    ModalInteraction,
};
use serenity::model::id::{ChannelId, GuildId, InteractionId, MessageId, UserId};

use super::Bot;
use super::alarm::{Incident, wait_for, with_told, words_for};
use super::decisions::Hush;
use super::keeping_up::SHORTLY;
use super::questions::{Origin, SHOWN_QUESTION, exchange_of, post, post_button, response_time};
use super::topics::out_of_reach;
use crate::discord::commands::{self, Name};
use crate::discord::limits::{SUGGESTION, SUGGESTIONS};
use crate::discord::render::message::{Audience, Message};
use crate::discord::render::{self, Frame, text};
use crate::discord::rest::{Request, RestError};
use crate::engine::Response;
use crate::engine::knowledge::{Entry, EntryId};
use crate::engine::outcome::Outcome;
use crate::moderation::{Authorized, StaffCommand};
use crate::store::Exchange;

/// What stands before a question that was asked with a command, where others see it.
pub(super) const ASKED: &str = "Asked: ";

/// Kinds of first response, by Discord's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A new message.
    Message = 4,
    /// Nothing for now; a new message comes later.
    MessageLater = 5,
    /// Nothing for now; the message that holds the button may be changed later.
    ChangeLater = 6,
    /// The message that holds the button is changed.
    Change = 7,
    /// Suggestions for what is typed.
    Suggestions = 8,
    /// A form to fill in.
    Form = 9,
}

/// Who used what, where, and how to respond.
#[derive(Clone, Debug)]
pub(super) struct Handle {
    pub(super) id: InteractionId,
    pub(super) token: String,
    pub(super) guild: Option<GuildId>,
    pub(super) channel: ChannelId,
    pub(super) user: UserId,
}

/// What Discord says of a response that made a message.
#[derive(Deserialize)]
struct Responded {
    resource: Option<Resource>,
}

#[derive(Deserialize)]
struct Resource {
    message: Option<super::questions::Sent>,
}

impl Bot {
    pub(super) fn handle_interaction(self: &Arc<Self>, interaction: Interaction) {
        let bot = Arc::clone(self);
        self.tasks.spawn(async move {
            let outcome = match interaction {
                Interaction::Command(command) => bot.run_command(&command).await,
                Interaction::Autocomplete(command) => bot.suggest_questions(&command).await,
                Interaction::Component(press) => bot.take_press(&press).await,
                Interaction::Modal(form) => bot.take_form(&form).await,
                // Pings come over HTTP only.
                Interaction::Ping(_) => return,
                _ => return,
            };
            if let Err(error) = outcome {
                tracing::error!(%error, "a command or button got no response");
            }
        });
    }

    /// An interaction is handled once, even if its event comes twice.
    pub(super) async fn claim_interaction(&self, handle: &Handle) -> bool {
        let (id, channel) = (handle.id.get(), handle.channel.get());
        let is_first = self.store.claim(id, channel, (self.clock)()).await;
        if is_first {
            // It lives for seconds, so that no later run could take it up.
            self.settle(id, channel).await;
        }
        is_first
    }

    async fn run_command(self: &Arc<Self>, command: &CommandInteraction) -> Result<(), RestError> {
        let handle = Handle::of_command(command);
        if !self.claim_interaction(&handle).await {
            return Ok(());
        }
        let options = &command.data.options;
        let name = Name::parse(&command.data.name);
        // A resumed session brings no servers. `/ask` looks for danger before it asks for one, and
        // `/status` takes its time.
        if !matches!(name, Some(Name::Ask | Name::Status)) {
            self.learn_shortly(handle.guild).await;
        }
        let message = match name {
            Some(Name::Ask) => return self.ask(&handle, command).await,
            Some(Name::AnswerMessage) => return self.preview(&handle, command).await,
            Some(Name::ExplainMessage) => return self.explain_message(&handle, command).await,
            Some(Name::Topics) => match self.hush(handle.guild, handle.user).await {
                Some(hush) => hush.message(),
                None => {
                    self.prepare(handle.guild, SHORTLY).await;
                    self.topics(handle.guild)
                }
            },
            Some(Name::Help) => self.help_for(command.member.as_deref()).await,
            Some(Name::About) => self.about(handle.guild),
            Some(Name::Faq) => return self.run_faq(&handle, command).await,
            Some(Name::Inbox) => return self.run_inbox(&handle, command).await,
            Some(Name::Status) => return self.run_status(&handle, command).await,
            Some(name @ (Name::Privacy | Name::OptOut)) => {
                match commands::personal::read(name, &command.data.options) {
                    Some(wish) => self.grant_wish(handle.user, wish).await,
                    None => unknown_command(),
                }
            }
            Some(Name::Settings) => match commands::moderation::read(Name::Settings, options) {
                Some(_) => self.moderate(Name::Settings, command).await,
                None => self.run_settings(command).await,
            },
            Some(name @ (Name::Pause | Name::Resume | Name::Ignore)) => {
                self.moderate(name, command).await
            }
            Some(Name::Stats) => return self.run_statistics(&handle, command).await,
            Some(Name::Export) => return self.run_export(&handle, command).await,
            Some(Name::Import) => return self.run_import(&handle, command).await,
            None => unknown_command(),
        };
        self.respond(&handle, Kind::Message, &message, Audience::Invoker).await.map(|_| ())
    }

    async fn ask(
        self: &Arc<Self>,
        handle: &Handle,
        command: &CommandInteraction,
    ) -> Result<(), RestError> {
        let options = &command.data.options;
        let option = |name| options.iter().find(|option| option.name == name);
        let question =
            option(commands::QUESTION).and_then(|option| option.value.as_str()).unwrap_or_default();
        let private =
            option(commands::PRIVATE).and_then(|option| option.value.as_bool()).unwrap_or(false);
        let audience = if private { Audience::Invoker } else { Audience::Channel };
        // A cry for help waits for nothing.
        if !self.is_crisis(question) {
            tokio::join!(self.learn_shortly(handle.guild), self.prepare(handle.guild, SHORTLY));
        }
        // A suggestion whose question is too long for Discord comes back as its entry's id.
        let engine = self.library.of(handle.guild);
        let typed = EntryId::foreign(question)
            .and_then(|id| engine.offered(&id))
            .map_or(question, |entry| &entry.question);
        let response = self.think(handle.guild, typed);
        if response.outcome == Outcome::Escalate {
            return self.respond_to_crisis(handle, &response, audience).await;
        }
        if let Some(hush) = self.hush(handle.guild, handle.user).await {
            if hush == Hush::Shadow {
                self.note_shadowed_command(handle, &response).await;
            }
            let message = hush.message();
            let sent = self.respond(handle, Kind::Message, &message, Audience::Invoker).await;
            return sent.map(|_| ());
        }
        let asked = match audience {
            // Others see that somebody asked, and not what.
            Audience::Channel => format!("{ASKED}{}", text::harmless(typed, SHOWN_QUESTION)),
            Audience::Invoker => String::new(),
        };
        let (asker, look) = (handle.user, self.look_in(handle.channel));
        let mut message =
            render::response(&response, Frame { asker, look, audience, opening: &asked });
        if !private {
            self.offer_person_beside(&mut message, &response, handle.guild, asker);
        }
        let sent = self.respond(handle, Kind::Message, &message, audience).await?;
        self.keep(handle, &response, sent).await;
        let is_unknown = response.outcome == Outcome::Fallback
            && !response.is_withheld
            && !response.query.is_empty();
        if let Some(guild) = handle.guild.filter(|_| is_unknown && !private) {
            self.file_unknown(guild, handle.channel, handle.id.get()).await;
        }
        Ok(())
    }

    /// Keeps what a command came to.
    async fn keep(&self, handle: &Handle, response: &Response, reply: Option<MessageId>) {
        let Some(reply) = reply else { return };
        let exchange = exchange_of(&handle.origin(), response);
        let response_ms = Some(response_time(exchange.question, reply));
        let exchange = Exchange { reply: reply.get(), response_ms, ..exchange };
        Bot::report_unkept(self.store.record(&exchange, (self.clock)()).await);
    }

    async fn respond_to_crisis(
        self: &Arc<Self>,
        handle: &Handle,
        response: &Response,
        audience: Audience,
    ) -> Result<(), RestError> {
        let incident = Incident {
            id: handle.id.get(),
            channel: handle.channel,
            link: handle.channel_link(),
            what: words_for(response),
            in_private: audience == Audience::Invoker,
        };
        self.counts.escalated.fetch_add(1, Ordering::Relaxed);
        let (told, alert) = wait_for(self.start_alert(handle.guild, &incident)).await;
        let (pending, card) =
            self.card(handle.guild, handle.user, handle.channel, response, (self.clock)()).await;
        let shown = with_told(&card, told);
        let error = match self.respond(handle, Kind::Message, &shown, audience).await {
            Ok(sent) => {
                pending.arrived();
                self.keep(handle, response, sent).await;
                if !told {
                    self.tell_later(alert, self.original(handle, Method::PATCH), &card).await;
                }
                return Ok(());
            }
            Err(error) => error,
        };
        if self.show_card_otherwise(handle, response, &shown, audience).await {
            pending.arrived();
        } else {
            let what = format!(
                "**I could not show the helplines to somebody who asked with /ask:** {}",
                incident.link,
            );
            self.report_unsent_card(handle.guild, &what, handle.id.get()).await;
        }
        Err(error)
    }

    /// The response to a command did not arrive: the card goes another way, and to nobody who was
    /// not to see it. True once it arrived.
    async fn show_card_otherwise(
        &self,
        handle: &Handle,
        response: &Response,
        card: &Message,
        audience: Audience,
    ) -> bool {
        let (application, token) = (self.application, &handle.token);
        let follow_up = Request::new(Method::POST, format!("/webhooks/{application}/{token}"))
            .body(card.response(audience));
        if self.rest.run(follow_up).await.is_ok() {
            return true;
        }
        if audience == Audience::Invoker {
            return false;
        }
        let request = post(handle.channel, &card.post(None, &format!("c{}", handle.id))).urgent();
        self.send_reply(request, exchange_of(&handle.origin(), response)).await.is_ok()
    }

    /// Shows where the bot can answer. Takes its time where the server has to be asked for.
    async fn run_status(
        self: &Arc<Self>,
        handle: &Handle,
        command: &CommandInteraction,
    ) -> Result<(), RestError> {
        match self.permit(command.member.as_deref(), StaffCommand::Status).await {
            Ok(allowed) => self.show_status(handle, &allowed).await,
            Err(refused) => self.whisper(handle, &refused).await,
        }
    }

    async fn show_status(
        self: &Arc<Self>,
        handle: &Handle,
        _allowed: &Authorized<StaffCommand>,
    ) -> Result<(), RestError> {
        let known = handle.guild.is_none_or(|guild| self.look_up(|all| all.knows(guild)));
        if known {
            let message = self.status(handle.guild).await;
            return self
                .respond(handle, Kind::Message, &message, Audience::Invoker)
                .await
                .map(|_| ());
        }
        let later = Message::default().response(Audience::Invoker)["flags"].clone();
        let body = json!({ "type": Kind::MessageLater as u8, "data": { "flags": later } });
        self.rest.run(handle.callback(body)).await?;
        let message = self.status(handle.guild).await;
        self.rest.run(self.original(handle, Method::PATCH).body(message.edit())).await
    }

    /// Shows the invoker what would be answered to somebody else's message.
    async fn preview(
        self: &Arc<Self>,
        handle: &Handle,
        command: &CommandInteraction,
    ) -> Result<(), RestError> {
        let allowed = self.permit(command.member.as_deref(), StaffCommand::Preview).await;
        let allowed = match allowed {
            Ok(allowed) => allowed,
            Err(refused) => return self.whisper(handle, &refused).await,
        };
        let target = command
            .data
            .target_id
            .and_then(|id| command.data.resolved.messages.get(&id.to_message_id()));
        let message = match target {
            Some(target) if !target.content.trim().is_empty() => {
                match self.store.exchange_of(target.id.get()).await {
                    Ok(Some(known)) => already_answered(handle, &known),
                    Ok(None) | Err(_) => {
                        self.prepare(handle.guild, SHORTLY).await;
                        self.preview_of(handle, &allowed, target)
                    }
                }
            }
            Some(_) | None => Message::text("That message holds no text that I could answer."),
        };
        self.respond(handle, Kind::Message, &message, Audience::Invoker).await.map(|_| ())
    }

    fn preview_of(
        &self,
        handle: &Handle,
        _allowed: &Authorized<StaffCommand>,
        target: &DiscordMessage,
    ) -> Message {
        let response = self.think(handle.guild, &target.content);
        if response.is_withheld {
            return out_of_reach();
        }
        if response.outcome == Outcome::Fallback {
            return Message::text(
                "I have no answer to that message, and would post none. Other words may find one: \
                 try /ask, or look through /topics.",
            );
        }
        let opening = match response.outcome {
            Outcome::Answer | Outcome::Refer => "I would reply with this:",
            Outcome::Escalate => "**Somebody may be in danger. I would reply with this:**",
            Outcome::Clarify | Outcome::Fallback => "I am not sure, and would ask back:",
        };
        let frame = Frame {
            asker: target.author.id,
            look: self.look_in(handle.channel),
            audience: Audience::Invoker,
            opening,
        };
        let mut message = render::response(&response, frame);
        message.components = vec![post_button(handle.channel, target.id, &response)];
        message
    }

    async fn suggest_questions(
        self: &Arc<Self>,
        command: &CommandInteraction,
    ) -> Result<(), RestError> {
        let handle = Handle::of_command(command);
        if command.data.name == Name::Faq.name() {
            return self.suggest_entries(&handle, command).await;
        }
        if command.data.name == Name::Settings.name() {
            return self.suggest_values(&handle, command).await;
        }
        let typed = command.data.autocomplete().map(|option| option.value).unwrap_or_default();
        self.prepare(handle.guild, SHORTLY).await;
        let engine = self.library.of(handle.guild);
        let choice = |entry: &Entry| {
            let question = &entry.question;
            let fits = question.chars().count() <= SUGGESTION;
            let value = if fits { question.as_str() } else { entry.id.as_str() };
            json!({ "name": text::shorten(question, SUGGESTION), "value": value })
        };
        let choices: Vec<Value> =
            engine.suggestions(typed, SUGGESTIONS).into_iter().map(choice).collect();
        let body = json!({ "type": Kind::Suggestions as u8, "data": { "choices": choices } });
        self.rest.run(handle.callback(body)).await
    }

    /// Sends the first response. Tells the id of the message that it made, where it made one.
    pub(super) async fn respond(
        &self,
        handle: &Handle,
        kind: Kind,
        message: &Message,
        audience: Audience,
    ) -> Result<Option<MessageId>, RestError> {
        let body = json!({ "type": kind as u8, "data": message.response(audience) });
        let request = handle.callback(body).query("with_response", true);
        let responded: Option<Responded> = self.rest.send(request).await?;
        Ok(responded.and_then(|it| it.resource).and_then(|it| it.message).map(|sent| sent.id))
    }

    /// Says that the message with the button may be changed later.
    pub(super) async fn put_off(&self, handle: &Handle) -> Result<(), RestError> {
        self.rest.run(handle.callback(json!({ "type": Kind::ChangeLater as u8 }))).await
    }

    /// The message with the button, for a change or for its removal.
    pub(super) fn original(&self, handle: &Handle, method: Method) -> Request {
        let (application, token) = (self.application, &handle.token);
        Request::new(method, format!("/webhooks/{application}/{token}/messages/@original"))
    }
}

/// For a command that is not one of this version's.
pub(super) fn unknown_command() -> Message {
    Message::text("I do not know this command any more. Please try /help.")
}

fn already_answered(handle: &Handle, known: &Exchange) -> Message {
    let link = std::num::NonZeroU64::new(known.reply)
        .map(|reply| MessageId::from(reply).link(handle.channel, handle.guild));
    Message::text(format!("I have answered that message: {}", link.unwrap_or_default()))
}

impl Handle {
    fn of_command(command: &CommandInteraction) -> Self {
        Handle {
            id: command.id,
            token: command.token.clone(),
            guild: command.guild_id,
            channel: command.channel_id,
            user: command.user.id,
        }
    }

    pub(super) fn of_form(form: &ModalInteraction) -> Self {
        Handle {
            id: form.id,
            token: form.token.clone(),
            guild: form.guild_id,
            channel: form.channel_id,
            user: form.user.id,
        }
    }

    pub(super) fn of_press(press: &ComponentInteraction) -> Self {
        Handle {
            id: press.id,
            token: press.token.clone(),
            guild: press.guild_id,
            channel: press.channel_id,
            user: press.user.id,
        }
    }

    fn origin(&self) -> Origin {
        Origin {
            id: self.id.get(),
            channel: self.channel,
            guild: self.guild,
            asker: self.user,
            edited_at: 0,
            by_command: true,
        }
    }

    pub(super) fn callback(&self, body: Value) -> Request {
        let path = format!("/interactions/{}/{}/callback", self.id, self.token);
        Request::new(Method::POST, path).body(body).soon()
    }

    /// A link to where it was used: a command has no message that could be linked to.
    fn channel_link(&self) -> String {
        let guild = self.guild.map_or_else(|| "@me".to_owned(), |guild| guild.to_string());
        format!("https://discord.com/channels/{guild}/{}", self.channel)
    }
}
