//! Between people and the staff: questions that are put before it, crises that somebody looks after,
//! and what it is told without asking.
//!
//! **Invariant:** nothing is done but what the check of roles let through, in the server that the
//! interaction came from.

mod alerts;
mod asking;
mod chores;
mod crisis;
mod digest;
mod picking;
mod requests;
mod telling;

use std::num::NonZeroU32;
use std::sync::Arc;

pub(super) use crisis::alert_of;

use serenity::all::ComponentInteraction;

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
        button: StaffButton,
    ) -> Result<(), RestError> {
        if let StaffButton::AskPerson { asker, reply } = button {
            return self.ask_person(handle, press, asker, reply).await;
        }
        let Some(guild) = handle.guild else {
            return self.whisper(handle, &Message::text(ONLY_IN_SERVERS)).await;
        };
        if let Err(refused) = self.may_press(press, &button).await {
            return self.whisper(handle, &refused).await;
        }
        match button {
            StaffButton::Take(question) => self.take_request(handle, guild, press, question).await,
            StaffButton::Answered(question) => {
                let state = RequestState::Answered;
                self.end_request(handle, guild, press, question, state).await
            }
            StaffButton::Close(question) => {
                self.end_request(handle, guild, press, question, RequestState::Closed).await
            }
            StaffButton::MakeEntry(question) => {
                self.open_request_form(handle, guild, question).await
            }
            StaffButton::HandleCrisis => self.handle_alert(handle, guild, press).await,
            StaffButton::Quarantine(_)
            | StaffButton::Show(_)
            | StaffButton::ShowOneOf
            | StaffButton::Reviewed(_)
            | StaffButton::ReviewedOneOf => self.press_entry(handle, guild, press, &button).await,
            StaffButton::PickRequest => self.pick_request(handle, guild, press).await,
            StaffButton::Figures => {
                let wanted = StatisticsCommand::Show { days: WEEK };
                self.give_statistics(handle, guild, wanted).await
            }
            // Handled above.
            StaffButton::AskPerson { .. } => Ok(()),
        }
    }

    /// The check before a button does anything.
    async fn may_press(
        &self,
        press: &ComponentInteraction,
        button: &StaffButton,
    ) -> Result<(), Message> {
        let member = press.member.as_ref();
        match button {
            StaffButton::Take(_) | StaffButton::PickRequest => {
                self.permit(member, StaffCommand::Take).await.map(|_| ())
            }
            StaffButton::Answered(_) | StaffButton::Close(_) => {
                self.permit(member, StaffCommand::End).await.map(|_| ())
            }
            StaffButton::MakeEntry(_) => {
                self.permit(member, InboxCommand::Answer).await.map(|_| ())
            }
            StaffButton::HandleCrisis => {
                self.permit(member, StaffCommand::HandleCrisis).await.map(|_| ())
            }
            StaffButton::Quarantine(_) => {
                let wanted = FaqCommand::Quarantine { entry: String::new() };
                self.permit(member, wanted).await.map(|_| ())
            }
            StaffButton::Reviewed(_) | StaffButton::ReviewedOneOf => {
                let wanted = FaqCommand::Review { entry: String::new() };
                self.permit(member, wanted).await.map(|_| ())
            }
            StaffButton::Show(_) | StaffButton::ShowOneOf => {
                let wanted = FaqCommand::Show { entry: String::new() };
                self.permit(member, wanted).await.map(|_| ())
            }
            StaffButton::Figures => {
                self.permit(member, StatisticsCommand::Show { days: WEEK }).await.map(|_| ())
            }
            // Whoever asks needs no role.
            StaffButton::AskPerson { .. } => Ok(()),
        }
    }
}
