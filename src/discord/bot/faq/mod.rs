//! `/faq`: moderators look after what their server is answered from.
//!
//! **Invariant:** nothing is performed but what the check of roles let through, and only in the server
//! that the interaction came from; only its invoker sees the response.

mod anew;
mod changing;
pub(super) mod correcting;
pub(super) mod deciding;
pub(super) mod entries;
mod forms;
pub(super) mod kept;
mod line_changes;
mod looking;
pub(super) mod preview;
mod scope;
mod why;
pub(super) mod words;

use std::sync::Arc;

use changing::blank;
pub(super) use entries::who;
pub(super) use forms::{Field, Written, entry_fields, read};
pub(super) use kept::WrittenForm;
pub(super) use preview::day;

use reqwest::Method;
use serde_json::json;
use serenity::all::{CommandInteraction, ComponentInteraction, Member, ModalInteraction};
use serenity::model::id::GuildId;

use super::Bot;
use super::interactions::{Handle, Kind};
use super::keeping_up::{PATIENTLY, SHORTLY};
use super::moderation::failed;
use crate::discord::commands::faq as command;
use crate::discord::faq_button::{FaqButton, FaqForm};
use crate::discord::inbox_button::InboxForm;
use crate::discord::limits::{SUGGESTION, SUGGESTIONS};
use crate::discord::render::message::{Audience, Message};
use crate::discord::render::text::shorten;
use crate::discord::rest::{Request, RestError};
use crate::discord::staff_button::RequestForm;
use crate::engine::knowledge::NOT_ANSWERED;
use crate::moderation::{Authorized, FaqCommand};

/// What is said where there is no server, or none that is known.
const ONLY_IN_SERVERS: &str = "Entries belong to a server, so this works only in one.";

/// A command that was let through, and where.
type Allowed = (GuildId, Authorized<FaqCommand>);

impl Bot {
    pub(super) async fn run_faq(
        self: &Arc<Self>,
        handle: &Handle,
        command: &CommandInteraction,
    ) -> Result<(), RestError> {
        let Some(wanted) = command::parse(&command.data.options) else {
            let text = "I do not know this command any more. Please try /help.";
            return self.whisper(handle, &Message::text(text)).await;
        };
        let (guild, allowed) = match self.allow(handle, command.member.as_deref(), wanted).await {
            Ok(allowed) => allowed,
            Err(refused) => return self.whisper(handle, &refused).await,
        };
        match allowed.command() {
            FaqCommand::Add => self.open_new(handle, guild, &allowed).await,
            FaqCommand::Edit { entry } => self.open_edit(handle, guild, &allowed, entry).await,
            other => {
                self.put_answer_off(handle).await?;
                self.prepare(Some(guild), PATIENTLY).await;
                let message = self.perform_faq(handle, guild, &allowed).await;
                let file = match other {
                    FaqCommand::Show { entry } => self.phrasings_file(guild, entry).await,
                    _ => None,
                };
                match file {
                    Some(file) => self.give_file(handle, &message, file).await,
                    None => self.give_answer(handle, &message).await,
                }
            }
        }
    }

    /// What a command comes to that opens no form.
    async fn perform_faq(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        allowed: &Authorized<FaqCommand>,
    ) -> Message {
        let outcome = match allowed.command() {
            FaqCommand::Show { entry } if entry == NOT_ANSWERED => {
                self.show_not_answered(guild).await
            }
            FaqCommand::Revert { entry, revision } if entry == NOT_ANSWERED => {
                self.revert_not_answered(handle, guild, *revision).await
            }
            FaqCommand::Show { entry } => self.show_entry(handle, guild, entry).await,
            FaqCommand::List { page } => self.list_entries(guild, *page).await,
            FaqCommand::Search { text } => Ok(self.search_entries(guild, text)),
            FaqCommand::Test { question } => Ok(self.test_question(handle, question)),
            FaqCommand::Why { question } => Ok(self.explain_question(guild, question)),
            FaqCommand::History { entry, page } => self.show_history(guild, entry, *page).await,
            FaqCommand::HistoryWith { change, page } => {
                self.turn_history(guild, *change, *page).await
            }
            FaqCommand::Diff { entry, revision } => {
                self.show_difference(guild, entry, *revision).await
            }
            FaqCommand::AddPhrasing { entry, phrasing } => {
                self.add_phrasing(handle, guild, entry, phrasing, Vec::new()).await
            }
            FaqCommand::RemovePhrasing { entry, phrasing } => {
                self.remove_phrasing(handle, guild, entry, phrasing).await
            }
            FaqCommand::Retire { entry } => self.retire(handle, guild, entry).await,
            FaqCommand::Quarantine { entry } => self.quarantine(handle, guild, entry).await,
            FaqCommand::Review { entry } => self.review(handle, guild, entry).await,
            FaqCommand::Revert { entry, revision } => {
                self.revert(handle, guild, entry, *revision).await
            }
            FaqCommand::Publish { change } => self.publish_change(handle, guild, *change).await,
            FaqCommand::Cancel { change } => self.cancel_change(handle, guild, *change).await,
            FaqCommand::Approve { change } => {
                self.decide_change(handle, guild, *change, true).await
            }
            FaqCommand::Refuse { change } => {
                self.decide_change(handle, guild, *change, false).await
            }
            // They open forms, or take their time with a button of their own.
            FaqCommand::Add | FaqCommand::Edit { .. } | FaqCommand::Correct { .. } => {
                Ok(Message::text(ONLY_IN_SERVERS))
            }
        };
        outcome.unwrap_or_else(|error| failed(&error))
    }

    pub(super) async fn press_faq(
        self: &Arc<Self>,
        handle: &Handle,
        press: &ComponentInteraction,
        button: FaqButton,
    ) -> Result<(), RestError> {
        let wanted = match button {
            FaqButton::Publish(change) => FaqCommand::Publish { change },
            FaqButton::Again(_) | FaqButton::OpenWritten(_) => FaqCommand::Add,
            FaqButton::Cancel(change) => FaqCommand::Cancel { change },
            FaqButton::Approve(change) => FaqCommand::Approve { change },
            FaqButton::Refuse(change) => FaqCommand::Refuse { change },
            FaqButton::Page(page) => FaqCommand::List { page: number_of(page) },
            FaqButton::History { change, page } => {
                FaqCommand::HistoryWith { change, page: number_of(page) }
            }
        };
        let (guild, allowed) = match self.allow(handle, press.member.as_ref(), wanted).await {
            Ok(allowed) => allowed,
            Err(refused) => return self.whisper(handle, &refused).await,
        };
        match button {
            FaqButton::Again(change) => {
                return self.open_again(handle, guild, &allowed, change).await;
            }
            FaqButton::OpenWritten(number) => {
                return self.open_written(handle, guild, &allowed, number).await;
            }
            FaqButton::Publish(_)
            | FaqButton::Cancel(_)
            | FaqButton::Approve(_)
            | FaqButton::Refuse(_)
            | FaqButton::Page(_)
            | FaqButton::History { .. } => {}
        }
        // What is wrong is told to whoever pressed, and leaves the message with its buttons.
        if let Err(refused) = self.may_decide(handle, guild, button).await {
            return self.whisper(handle, &refused).await;
        }
        self.put_off(handle).await?;
        let message = self.perform_faq(handle, guild, &allowed).await;
        self.give_answer(handle, &message).await
    }

    pub(super) async fn take_form(
        self: &Arc<Self>,
        form: &ModalInteraction,
    ) -> Result<(), RestError> {
        let handle = Handle::of_form(form);
        if !self.claim_interaction(&handle).await {
            return Ok(());
        }
        if let Some(meant) = InboxForm::parse(&form.data.custom_id) {
            return self.take_inbox_form(&handle, form, meant).await;
        }
        if let Some(meant) = RequestForm::parse(&form.data.custom_id) {
            return self.take_request_form(&handle, form, meant).await;
        }
        let Some(meant) = FaqForm::parse(&form.data.custom_id) else {
            let text = "This form is from an earlier version of me. Please open it again.";
            return self.whisper(&handle, &Message::text(text)).await;
        };
        let written = WrittenForm::new(form, meant.title(), entry_fields(&blank()));
        let (guild, allowed) =
            match self.allow(&handle, form.member.as_ref(), FaqCommand::Add).await {
                Ok(allowed) => allowed,
                Err(refused) => return self.refuse_form(&handle, written, refused).await,
            };
        if meant.guild != guild {
            let text = "This form is about an entry of another server. Nothing was changed.";
            return self.whisper(&handle, &Message::text(text)).await;
        }
        self.put_answer_off(&handle).await?;
        self.prepare(Some(guild), PATIENTLY).await;
        let outcome = self.write_entry(&handle, guild, &allowed, &meant, &read(form)).await;
        let message = self.taken_or_handed_back(&handle, guild, written, outcome);
        self.give_answer(&handle, &message).await
    }

    /// Lets a command through, or says why not.
    async fn allow(
        &self,
        handle: &Handle,
        member: Option<&Member>,
        wanted: FaqCommand,
    ) -> Result<Allowed, Message> {
        let Some(guild) = handle.guild else { return Err(Message::text(ONLY_IN_SERVERS)) };
        Ok((guild, self.permit(member, wanted).await?))
    }

    /// Suggests entries while somebody types, by id and question.
    pub(super) async fn suggest_entries(
        self: &Arc<Self>,
        handle: &Handle,
        command: &CommandInteraction,
    ) -> Result<(), RestError> {
        let typed = command.data.autocomplete().map(|it| it.value.to_lowercase());
        let typed = typed.unwrap_or_default();
        self.prepare(handle.guild, SHORTLY).await;
        let engine = self.library.of(handle.guild);
        let lists = self.offers_not_answered(handle, command, &typed).await;
        let choices: Vec<_> = engine
            .knowledge()
            .entries()
            .filter(|entry| {
                entry.id.as_str().contains(&typed) || entry.question.to_lowercase().contains(&typed)
            })
            .take(SUGGESTIONS - usize::from(lists))
            .map(|entry| json!({ "name": shorten(&entry.question, SUGGESTION), "value": entry.id.as_str() }))
            .chain(lists.then(|| json!({ "name": NOT_ANSWERED, "value": NOT_ANSWERED })))
            .collect();
        let body = json!({ "type": Kind::Suggestions as u8, "data": { "choices": choices } });
        self.rest.run(handle.callback(body)).await
    }

    /// Says that a response comes later, for the invoker alone.
    pub(in crate::discord::bot) async fn put_answer_off(
        &self,
        handle: &Handle,
    ) -> Result<(), RestError> {
        let flags = Message::default().response(Audience::Invoker)["flags"].clone();
        let body = json!({ "type": Kind::MessageLater as u8, "data": { "flags": flags } });
        self.rest.run(handle.callback(body)).await
    }

    /// Gives the response that was put off.
    pub(in crate::discord::bot) async fn give_answer(
        &self,
        handle: &Handle,
        message: &Message,
    ) -> Result<(), RestError> {
        let request = self.original(handle, Method::PATCH).body(message.edit());
        self.rest.run(with_file(request, message)).await
    }
}

/// A request with the file of its message, if it has one.
fn with_file(request: Request, message: &Message) -> Request {
    match &message.file {
        Some(file) => request.file(file.clone()),
        None => request,
    }
}

/// The page that a button names, from 1.
fn number_of(page: u64) -> usize {
    usize::try_from(page).unwrap_or(usize::MAX).max(1)
}
