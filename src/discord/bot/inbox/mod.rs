//! `/inbox`: the questions that moderators are to look at.
//!
//! **Invariant:** nothing is done but what the check of roles let through, in the server that the
//! interaction came from, to what nobody else has handled; only its invoker sees the response.

mod acting;
mod asked;
mod awaiting;
mod filing;
mod forms;
mod groups;
mod listing;

use std::sync::Arc;

pub(super) use asked::{Asked, Fetched, UNKEPT, shown_in};
pub(super) use forms::{FILLED_IN, short};
pub(super) use groups::SEVERAL;

use serenity::all::{
    CommandInteraction, ComponentInteraction, ComponentInteractionDataKind, Member,
};
use serenity::model::id::GuildId;

use super::Bot;
use super::interactions::Handle;
use super::keeping_up::PATIENTLY;
use super::moderation::failed;
use crate::discord::inbox_button::{Act, Filter, GroupRef, InboxButton};
use crate::discord::render::message::Message;
use crate::discord::rest::RestError;
use crate::moderation::{Authorized, InboxCommand};
use crate::store::StoreError;

/// What is said where there is no server.
const ONLY_IN_SERVERS: &str = "An inbox belongs to a server, so this works only in one.";

/// A command that was let through. What acts takes one, and so cannot be reached without the check.
type Allowed = Authorized<InboxCommand>;

impl Bot {
    pub(super) async fn run_inbox(
        self: &Arc<Self>,
        handle: &Handle,
        command: &CommandInteraction,
    ) -> Result<(), RestError> {
        match self.allow_inbox(handle, command.member.as_deref(), InboxCommand::Look).await {
            Ok((guild, allowed)) => {
                self.put_answer_off(handle).await?;
                let shown = self.inbox_page(guild, &allowed, None, 1).await;
                self.give_inbox(handle, shown).await
            }
            Err(refused) => self.whisper(handle, &refused).await,
        }
    }

    pub(super) async fn press_inbox(
        self: &Arc<Self>,
        handle: &Handle,
        press: &ComponentInteraction,
        button: InboxButton,
    ) -> Result<(), RestError> {
        let wanted = match button {
            InboxButton::Open(_) | InboxButton::Page(..) | InboxButton::Pick(_) => {
                InboxCommand::Look
            }
            InboxButton::Act(act, _) => command_of(act),
        };
        let allowed = self.allow_inbox(handle, press.member.as_ref(), wanted).await;
        let (guild, allowed) = match allowed {
            Ok(allowed) => allowed,
            Err(refused) => return self.whisper(handle, &refused).await,
        };
        match button {
            InboxButton::Open(filter) => {
                self.put_answer_off(handle).await?;
                let shown = self.inbox_page(guild, &allowed, filter, 1).await;
                self.give_inbox(handle, shown).await
            }
            InboxButton::Page(filter, page) => {
                self.put_off(handle).await?;
                let shown = self.inbox_page(guild, &allowed, filter, page).await;
                self.give_inbox(handle, shown).await
            }
            InboxButton::Pick(_) => {
                let Some(group) = chosen_group(press) else {
                    let text = "That is not in the inbox. Open it again with /inbox.";
                    return self.whisper(handle, &Message::text(text)).await;
                };
                self.put_off(handle).await?;
                let shown = self.inbox_group(guild, &allowed, group).await;
                self.give_inbox(handle, shown).await
            }
            InboxButton::Act(Act::Dismiss, group) => {
                self.put_off(handle).await?;
                let done = self.dismiss(handle, guild, &allowed, group).await;
                self.give_inbox(handle, done).await
            }
            InboxButton::Act(act, group) => {
                self.open_inbox_form(handle, guild, &allowed, act, group).await
            }
        }
    }

    /// Lets a command through, or says why not.
    async fn allow_inbox(
        &self,
        handle: &Handle,
        member: Option<&Member>,
        wanted: InboxCommand,
    ) -> Result<(GuildId, Allowed), Message> {
        let Some(guild) = handle.guild else { return Err(Message::text(ONLY_IN_SERVERS)) };
        Ok((guild, self.permit(member, wanted).await?))
    }

    async fn inbox_page(
        self: &Arc<Self>,
        guild: GuildId,
        _allowed: &Allowed,
        filter: Filter,
        page: u32,
    ) -> Result<Message, StoreError> {
        self.prepare(Some(guild), PATIENTLY).await;
        let groups = self.groups(guild, filter).await?;
        let sizes = self.store.inbox_sizes(guild.get()).await?;
        let counts = sizes.iter().filter(|(kind, _)| filter.is_none_or(|wanted| wanted == *kind));
        let waiting = counts.map(|(_, size)| size).sum();
        Ok(listing::page(&groups, filter, page, waiting))
    }

    async fn inbox_group(
        self: &Arc<Self>,
        guild: GuildId,
        _allowed: &Allowed,
        wanted: GroupRef,
    ) -> Result<Message, StoreError> {
        self.prepare(Some(guild), PATIENTLY).await;
        let Some(group) = self.group(guild, wanted).await? else {
            return self.handled_already(guild, wanted).await;
        };
        let nearest = group.asked().next().and_then(|asked| self.nearest(guild, &asked.text));
        let nearest = nearest.as_ref().map(|(id, question)| (id.as_str(), question.as_str()));
        Ok(listing::group(&group, nearest))
    }

    /// The entry that comes nearest to a text, by id and question.
    pub(super) fn nearest(&self, guild: GuildId, text: &str) -> Option<(String, String)> {
        let engine = self.library.of(Some(guild));
        let (id, _) = engine.rank(text).into_iter().next()?;
        let place = engine.knowledge().find(&id)?;
        Some((id.to_string(), engine.knowledge().entry_at(place).question.clone()))
    }

    async fn give_inbox(
        &self,
        handle: &Handle,
        shown: Result<Message, StoreError>,
    ) -> Result<(), RestError> {
        let message = shown.unwrap_or_else(|error| failed(&error));
        self.give_answer(handle, &message).await
    }
}

/// What it takes to do something to a group.
const fn command_of(act: Act) -> InboxCommand {
    match act {
        Act::Answer => InboxCommand::Answer,
        Act::Phrasing => InboxCommand::Phrasing,
        Act::OutOfScope => InboxCommand::OutOfScope,
        Act::Dismiss => InboxCommand::Dismiss,
    }
}

fn chosen_group(press: &ComponentInteraction) -> Option<GroupRef> {
    match &press.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => GroupRef::parse(values.first()?),
        _ => None,
    }
}
