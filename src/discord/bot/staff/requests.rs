//! What the staff does with a question that was put before it.
//!
//! **Invariant:** one looks after a question, and one ends it; whoever comes second is told who was
//! first. The message says what is so.

use std::num::NonZeroU64;
use std::sync::Arc;

use reqwest::Method;
use serde_json::{Value, json};
use serenity::all::{
    ButtonStyle, ComponentInteraction, Message as DiscordMessage, ModalInteraction,
};
use serenity::builder::{CreateActionRow, CreateButton};
use serenity::model::id::{ChannelId, GuildId, MessageId};

use crate::discord::bot::Bot;
use crate::discord::bot::faq::{self, WrittenForm, who};
use crate::discord::bot::inbox::{FILLED_IN, Fetched, short};
use crate::discord::bot::interactions::{Handle, Kind};
use crate::discord::bot::keeping_up::PATIENTLY;
use crate::discord::bot::moderation::failed;
use crate::discord::bot::presses::is_held;
use crate::discord::limits::CONTENT;
use crate::discord::render::message::Message;
use crate::discord::render::text::shorten;
use crate::discord::rest::{Request, RestError};
use crate::discord::staff_button::{RequestForm, StaffButton};
use crate::moderation::{Authorized, InboxCommand, StaffCommand};
use crate::store::{
    Awaited, AwaitedKind, InboxKind, InboxState, RequestState, StaffRequest, StoreError, Taking,
};

/// What stands above the form of an entry that answers a question.
const TITLE: &str = "Make it an entry";

/// The room for a line above a message to the staff.
const LINE: usize = 150;

/// How many messages after a question are looked through for the staff's answer: in a busy channel
/// that is some minutes, and what is farther away is filled in by hand.
const LOOKED_THROUGH: usize = 50;

/// The buttons under a question for the staff.
pub(super) fn buttons(question: u64, taken_by: Option<u64>, is_over: bool) -> Vec<CreateActionRow> {
    let button = |id: StaffButton, label: &str, style: ButtonStyle| {
        CreateButton::new(id.to_string()).label(label).style(style)
    };
    let mut row = Vec::new();
    if !is_over && taken_by.is_none() {
        row.push(button(StaffButton::Take(question), "I take it", ButtonStyle::Primary));
    }
    if !is_over {
        row.push(button(StaffButton::Answered(question), "Answered", ButtonStyle::Success));
    }
    row.push(button(StaffButton::MakeEntry(question), "Make it an entry", ButtonStyle::Secondary));
    if !is_over {
        row.push(button(StaffButton::Close(question), "Close", ButtonStyle::Secondary));
    }
    vec![CreateActionRow::Buttons(row)]
}

/// A message of the bot's with a line above it that says what is so, and other buttons; its embeds
/// stay. Above, since what the text ends with may introduce what stands in the embeds.
pub(super) fn amended(content: &str, line: &str, components: &[CreateActionRow]) -> Value {
    let content = format!("{line}\n{}", shorten(content, CONTENT - LINE));
    json!({ "content": content, "components": components, "allowed_mentions": { "parse": [] } })
}

impl Bot {
    /// Puts a line above the message that holds the button.
    pub(super) async fn amend(
        &self,
        handle: &Handle,
        press: &ComponentInteraction,
        line: &str,
        components: &[CreateActionRow],
    ) -> Result<(), RestError> {
        if !is_held(press) {
            // It is none about that question, and stays what it is.
            return self.whisper(handle, &Message::text(line)).await;
        }
        let data = amended(&press.message.content, line, components);
        let body = json!({ "type": Kind::Change as u8, "data": data });
        self.rest.run(handle.callback(body)).await
    }

    pub(super) async fn take_request(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        _allowed: &Authorized<StaffCommand>,
        press: &ComponentInteraction,
        question: u64,
    ) -> Result<(), RestError> {
        let by = handle.user.get();
        match self.store.take_request(guild.get(), question, by, (self.clock)()).await {
            Ok(Taking::Taken) => {
                let now = (self.clock)() / 1_000;
                let line = format!("**{} looks after it**, since <t:{now}:R>.", who(Some(by)));
                let buttons = buttons(question, Some(by), false);
                self.amend(handle, press, &line, &buttons).await?;
                self.amend_own_message(guild, press, question, &line, &buttons).await;
                Ok(())
            }
            Ok(Taking::Refused(known)) => self.whisper(handle, &over(&known)).await,
            Ok(Taking::Unknown) => self.whisper(handle, &unknown()).await,
            Err(error) => self.whisper(handle, &failed(&error)).await,
        }
    }

    pub(super) async fn end_request(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        _allowed: &Authorized<StaffCommand>,
        press: &ComponentInteraction,
        (question, state): (u64, RequestState),
    ) -> Result<(), RestError> {
        match self.end(handle, guild, question, state).await {
            Ok(None) => {
                let now = (self.clock)() / 1_000;
                let what = match state {
                    RequestState::Answered => "Answered",
                    RequestState::Closed | RequestState::Open => "Closed",
                };
                let line =
                    format!("**{what}**, says {}, <t:{now}:R>.", who(Some(handle.user.get())));
                let buttons = buttons(question, None, true);
                self.amend(handle, press, &line, &buttons).await?;
                self.amend_own_message(guild, press, question, &line, &buttons).await;
                Ok(())
            }
            Ok(Some(refused)) => self.whisper(handle, &refused).await,
            Err(error) => self.whisper(handle, &failed(&error)).await,
        }
    }

    /// Ends an open question; or says why not.
    async fn end(
        &self,
        handle: &Handle,
        guild: GuildId,
        question: u64,
        state: RequestState,
    ) -> Result<Option<Message>, StoreError> {
        let (server, by, now) = (guild.get(), handle.user.get(), (self.clock)());
        if !self.store.end_request(server, question, state, by, now).await? {
            let known = self.store.request(server, question).await?;
            return Ok(Some(known.as_ref().map_or_else(unknown, over)));
        }
        if state == RequestState::Answered {
            // It need not be answered a second time. Where it is not in the inbox, nothing is done.
            let (kind, state) = (InboxKind::Unanswered, InboxState::Answered);
            self.store.handle(server, &[(question, kind)], state, by, now).await?;
        }
        Ok(None)
    }

    /// Opens the form of a new entry, filled in with the question and with what staff replied to it.
    pub(super) async fn open_request_form(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        _allowed: &Authorized<InboxCommand>,
        question: u64,
    ) -> Result<(), RestError> {
        let known = match self.store.request(guild.get(), question).await {
            Ok(Some(known)) => known,
            Ok(None) => return self.whisper(handle, &unknown()).await,
            Err(error) => return self.whisper(handle, &failed(&error)).await,
        };
        let fetching = async {
            tokio::join!(
                self.asked(guild, known.channel, question),
                self.staff_answer(guild, &known)
            )
        };
        let (asked, answer) =
            tokio::time::timeout(FILLED_IN, fetching).await.unwrap_or((Fetched::Away, None));
        let text = match asked {
            Fetched::Here(asked) => short(&asked.text),
            // It can be written by hand.
            Fetched::Gone | Fetched::Unkept | Fetched::Away => String::new(),
        };
        let filled =
            json!({ "question": text, "phrasings": [], "answer": answer.unwrap_or_default() });
        let form = RequestForm { guild, question }.to_string();
        self.open_form(handle, &form, TITLE, &faq::entry_fields(&filled)).await
    }

    /// What somebody of the staff said to a question: in reply to it, or else in its thread.
    async fn staff_answer(&self, guild: GuildId, request: &StaffRequest) -> Option<String> {
        match self.replied(request).await {
            Some(answer) => Some(answer),
            None if self.opens_staff_threads(guild) => self.said_in_thread(request).await,
            None => None,
        }
    }

    /// What somebody of the staff said last in the thread of the question.
    async fn said_in_thread(&self, request: &StaffRequest) -> Option<String> {
        // A thread has the id of the message that it hangs from.
        let thread = ChannelId::from(NonZeroU64::new(request.staff?.1)?);
        let fetching = Request::new(Method::GET, format!("/channels/{thread}/messages"))
            .query("limit", LOOKED_THROUGH);
        let messages: Vec<DiscordMessage> = self.rest.send(fetching).await.ok()?;
        let says = |message: &&DiscordMessage| {
            let is_staff = !message.author.bot && message.author.id.get() != request.asker;
            is_staff && !message.content.trim().is_empty()
        };
        let found = messages.iter().filter(says).max_by_key(|message| message.id)?;
        Some(found.content.clone())
    }

    /// What somebody else than the asker replied to a question, if they did soon after it.
    async fn replied(&self, request: &StaffRequest) -> Option<String> {
        let question = MessageId::from(NonZeroU64::new(request.question)?);
        let channel = ChannelId::from(NonZeroU64::new(request.channel)?);
        let fetching = Request::new(Method::GET, format!("/channels/{channel}/messages"))
            .query("after", question)
            .query("limit", LOOKED_THROUGH);
        let messages: Vec<DiscordMessage> = self.rest.send(fetching).await.ok()?;
        let reply = self.store.exchange_of(question.get()).await.ok().flatten();
        let answers = |message: &&DiscordMessage| {
            let to = message.message_reference.as_ref().and_then(|it| it.message_id);
            let is_to_it = to == Some(question)
                || to.is_some_and(|to| reply.as_ref().is_some_and(|it| it.reply == to.get()));
            is_to_it && !message.author.bot && message.author.id.get() != request.asker
        };
        // The newest come first: of several replies the first is what was said to the question.
        let found = messages.iter().filter(answers).min_by_key(|message| message.id)?;
        Some(found.content.clone())
    }

    /// Takes the form of an entry that answers what was put before the staff.
    pub(in crate::discord::bot) async fn take_request_form(
        self: &Arc<Self>,
        handle: &Handle,
        form: &ModalInteraction,
        meant: RequestForm,
    ) -> Result<(), RestError> {
        let written = WrittenForm::new(form, TITLE, faq::entry_fields(&json!({})));
        let allowed = match self.permit(form.member.as_ref(), InboxCommand::Answer).await {
            Ok(allowed) => allowed,
            Err(refused) => return self.refuse_form(handle, written, refused).await,
        };
        let Some(guild) = handle.guild.filter(|guild| *guild == meant.guild) else {
            let text = "This form is about a question of another server. Nothing was changed.";
            return self.whisper(handle, &Message::text(text)).await;
        };
        self.put_answer_off(handle).await?;
        self.prepare(Some(guild), PATIENTLY).await;
        let done =
            self.write_for_request(handle, guild, &allowed, meant.question, &faq::read(form)).await;
        let message = self.taken_or_handed_back(handle, guild, written, done);
        self.give_answer(handle, &message).await
    }

    /// Takes what was written for a question; or says why not.
    async fn write_for_request(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        allowed: &Authorized<InboxCommand>,
        question: u64,
        written: &faq::Written,
    ) -> Result<Result<Message, Message>, StoreError> {
        let Some(known) = self.store.request(guild.get(), question).await? else {
            return Ok(Err(unknown()));
        };
        let channel = known.channel;
        let kinds = [AwaitedKind::Request, AwaitedKind::Unanswered];
        let awaited = kinds.map(|kind| Awaited { question, channel, kind }).to_vec();
        self.write_answer(handle, guild, allowed, written, awaited).await
    }

    /// Has the message to the staff about a question say what was done with a button elsewhere.
    async fn amend_own_message(
        &self,
        guild: GuildId,
        press: &ComponentInteraction,
        question: u64,
        line: &str,
        components: &[CreateActionRow],
    ) {
        match self.store.request(guild.get(), question).await {
            Ok(Some(known)) if known.staff.is_some_and(|it| it.1 != press.message.id.get()) => {
                self.say_above(&known, line, components).await;
            }
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(%error, "a message to the staff does not say what is so");
            }
        }
    }

    /// Has the message to the staff say that an entry answers the question now.
    pub(in crate::discord::bot) async fn show_answered(&self, request: &StaffRequest, by: u64) {
        let line = format!("**Answered** with an entry by {}.", who(Some(by)));
        self.say_above(request, &line, &[]).await;
    }

    /// Puts a line above the message to the staff about a question.
    async fn say_above(&self, request: &StaffRequest, line: &str, components: &[CreateActionRow]) {
        let Some((channel, message)) = request.staff else { return };
        let (Some(channel), Some(message)) = (NonZeroU64::new(channel), NonZeroU64::new(message))
        else {
            return;
        };
        let (channel, message) = (ChannelId::from(channel), MessageId::from(message));
        let shown = match self.fetch(channel, message).await {
            Ok(shown) => shown,
            Err(error) => {
                tracing::debug!(%error, "the staff's message about a question is gone");
                return;
            }
        };
        let path = format!("/channels/{channel}/messages/{message}");
        let body = amended(&shown.content, line, components);
        if let Err(error) = self.rest.run(Request::new(Method::PATCH, path).body(body)).await {
            tracing::warn!(%error, "a message to the staff does not say what is so");
        }
    }
}

/// What is said where somebody else was first.
pub(super) fn over(known: &StaffRequest) -> Message {
    let by = known.taken_by.map_or_else(|| "somebody".to_owned(), |by| who(Some(by)));
    Message::text(match known.state {
        RequestState::Open => format!("Already looked after, by {by}."),
        RequestState::Answered => format!("Already answered, by {by}."),
        RequestState::Closed => format!("Already closed, by {by}."),
    })
}

pub(super) fn unknown() -> Message {
    Message::text("I do not know that question any more. Nothing was changed.")
}
