//! Between people and the staff: questions that are put before it, crises that somebody looks after,
//! and what it is told without asking.
//!
//! **Invariant:** nothing is done but what the check of roles let through, in the server that the
//! interaction came from.

mod alerts;
mod asking;
pub(super) mod chores;
mod crisis;
mod digest;
mod picking;
mod requests;
mod telling;

use std::num::NonZeroU32;
use std::sync::Arc;

pub(super) use alerts::Whence;
pub(super) use crisis::alert_of;

use serenity::all::ComponentInteraction;
use serenity::model::id::GuildId;

use super::Bot;
use super::interactions::Handle;
use crate::discord::render::message::Message;
use crate::discord::rest::RestError;
use crate::discord::staff_button::StaffButton;
use crate::moderation::{FaqCommand, InboxCommand, StaffCommand, StatisticsCommand};
use crate::store::RequestState;

/// What is said where there is no server.
const ONLY_IN_SERVERS: &str = "This works only in a server.";

/// The days of a week.
const WEEK: NonZeroU32 = NonZeroU32::MIN.saturating_add(6);

impl Bot {
    pub(super) async fn press_staff(
        self: &Arc<Self>,
        handle: &Handle,
        press: &ComponentInteraction,
        button: &StaffButton,
    ) -> Result<(), RestError> {
        if let StaffButton::AskPerson { asker, reply } = *button {
            return self.ask_person(handle, press, asker, reply).await;
        }
        let Some(guild) = handle.guild else {
            return self.whisper(handle, &Message::text(ONLY_IN_SERVERS)).await;
        };
        match self.press_checked(handle, guild, press, button).await {
            Ok(done) => done,
            Err(refused) => self.whisper(handle, &refused).await,
        }
    }

    /// Does what a button stands for, if whoever pressed may; else gives why not.
    async fn press_checked(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        press: &ComponentInteraction,
        button: &StaffButton,
    ) -> Result<Result<(), RestError>, Message> {
        let member = press.member.as_ref();
        Ok(match button {
            StaffButton::Take(question) => {
                let allowed = self.permit(member, StaffCommand::Take).await?;
                self.take_request(handle, guild, &allowed, press, *question).await
            }
            StaffButton::PickRequest => {
                let allowed = self.permit(member, StaffCommand::Take).await?;
                self.pick_request(handle, guild, &allowed, press).await
            }
            StaffButton::Answered(question) => {
                let allowed = self.permit(member, StaffCommand::End).await?;
                let ended = (*question, RequestState::Answered);
                self.end_request(handle, guild, &allowed, press, ended).await
            }
            StaffButton::Close(question) => {
                let allowed = self.permit(member, StaffCommand::End).await?;
                let ended = (*question, RequestState::Closed);
                self.end_request(handle, guild, &allowed, press, ended).await
            }
            StaffButton::MakeEntry(question) => {
                let allowed = self.permit(member, InboxCommand::Answer).await?;
                self.open_request_form(handle, guild, &allowed, *question).await
            }
            StaffButton::HandleCrisis => {
                let allowed = self.permit(member, StaffCommand::HandleCrisis).await?;
                self.handle_alert(handle, guild, &allowed, press).await
            }
            StaffButton::Quarantine(_) => {
                let wanted = FaqCommand::Quarantine { entry: String::new() };
                let allowed = self.permit(member, wanted).await?;
                self.press_entry(handle, guild, &allowed, press, button).await
            }
            StaffButton::Reviewed(_) | StaffButton::ReviewedOneOf => {
                let wanted = FaqCommand::Review { entry: String::new() };
                let allowed = self.permit(member, wanted).await?;
                self.press_entry(handle, guild, &allowed, press, button).await
            }
            StaffButton::Show(_) | StaffButton::ShowOneOf => {
                let wanted = FaqCommand::Show { entry: String::new() };
                let allowed = self.permit(member, wanted).await?;
                self.press_entry(handle, guild, &allowed, press, button).await
            }
            StaffButton::Figures => {
                let allowed = self.permit(member, StatisticsCommand::Show { days: WEEK }).await?;
                self.give_statistics(handle, guild, &allowed).await
            }
            // Whoever asks needs no role, and was heard before.
            StaffButton::AskPerson { .. } => Ok(()),
        })
    }
}
