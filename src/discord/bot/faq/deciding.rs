//! Publishing, giving up, approving and refusing what was proposed.
//!
//! **Invariant:** what is sensitive is put in force by somebody else than who wrote it; whatever is
//! confirmed here is in the log, and is what the server is answered from.

use std::sync::Arc;

use serenity::all::ButtonStyle;
use serenity::builder::CreateActionRow;
use serenity::model::id::{GuildId, UserId};

use super::entries::{changed_since, conflict, who};
use super::preview::{Plan, button, look_of};
use super::words::difference;
use super::{Bot, Handle, failed, with_file};
use crate::discord::bot::questions::post;
use crate::discord::faq_button::FaqButton;
use crate::discord::limits::{CONTENT, SUGGESTION};
use crate::discord::render::message::Message;
use crate::discord::render::text::{harmless, shorten};
use crate::engine::knowledge::EntryId;
use crate::moderation::Role;
use crate::store::{Change, ChangeState, Decision, StoreError};

/// What came of asking for an approval.
pub(in crate::discord::bot) enum Approval {
    /// It stands where approvers see it.
    Asked,
    /// There is no channel for it.
    NoChannel,
    /// Discord did not take it.
    Refused,
}

impl Approval {
    /// Why nobody was asked. None where somebody was.
    pub(in crate::discord::bot) const fn why_not(&self) -> Option<&'static str> {
        match self {
            Approval::Asked => None,
            Approval::NoChannel => Some(NO_CHANNEL),
            Approval::Refused => Some(REFUSED),
        }
    }
}

/// Said where there is no channel to ask for an approval in.
const NO_CHANNEL: &str = "It takes an approver, and there is no channel \
    where I could ask one: set one with /settings set alert_channel, or give the server a channel for \
    safety alerts. Then press Publish again. Nothing was changed.";

/// Said where the channel did not take it.
const REFUSED: &str = "It takes an approver, and I could not write to the \
    channel where I would ask one: /status says what is in the way. Then press Publish again. Nothing \
    was changed.";

/// Said where nobody but those who manage the server can approve anything.
const NO_APPROVERS: &str = "\nNo role here is an approver yet, so only somebody who manages the server \
    can approve it, and not whoever wrote it. `/settings roles give` with `may:approver` lets others.";

/// Said where the name of whoever proposed something was deleted: they could be the one who approves it.
pub(in crate::discord::bot) const NOBODYS: &str = "Whoever proposed this had their data deleted, so I \
    cannot tell that you are a second person. Refuse it, and have it proposed anew.";

impl Bot {
    /// Whether somebody may press a button under a change, besides having the role for it.
    pub(super) async fn may_decide(
        &self,
        handle: &Handle,
        guild: GuildId,
        button: FaqButton,
    ) -> Result<(), Message> {
        let (FaqButton::Publish(id)
        | FaqButton::Again(id)
        | FaqButton::Cancel(id)
        | FaqButton::Approve(id)
        | FaqButton::Refuse(id)) = button
        else {
            return Ok(());
        };
        let change = self.store.change(guild.get(), id).await.map_err(|error| failed(&error))?;
        let change =
            change.filter(|change| change.state == ChangeState::Proposed && change.entry.is_some());
        let Some(change) = change else {
            return Err(Message::text("This server has no such change. Nothing was changed."));
        };
        let is_own = change.actor == Some(handle.user.get());
        let text = match button {
            FaqButton::Publish(_) | FaqButton::Cancel(_) | FaqButton::Again(_) if !is_own => {
                "Only whoever made this change can do that."
            }
            FaqButton::Approve(_) if is_own => {
                "A second person has to approve it: you made this change yourself."
            }
            FaqButton::Approve(_) if change.actor.is_none() => NOBODYS,
            FaqButton::Publish(_)
            | FaqButton::Again(_)
            | FaqButton::Cancel(_)
            | FaqButton::Approve(_)
            | FaqButton::Refuse(_)
            | FaqButton::OpenWritten(_)
            | FaqButton::Page(_)
            | FaqButton::History { .. } => return Ok(()),
        };
        Err(Message::text(text))
    }

    pub(super) async fn publish_change(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        id: u64,
    ) -> Result<Message, StoreError> {
        let Some(change) = self.store.change(guild.get(), id).await? else { return Ok(gone()) };
        let id_of_entry = change.entry.as_deref().unwrap_or_default();
        if self.is_still_wrong(guild, &change).await? {
            return Ok(Message::text(STILL_WRONG));
        }
        if !self.is_sensitive(id_of_entry, [&change.before, &change.after]) {
            return self.decide_change(handle, guild, id, true).await;
        }
        let waiting = self.store.proposals(guild.get()).await?;
        if !waiting.iter().any(|waiting| waiting.id == id) {
            return Ok(Message::text("That was decided already. /faq history shows how."));
        }
        let asked = self.ask_for_approval(handle, guild, &change).await?;
        let Some(why_not) = asked.why_not() else {
            return self.waits_for_approver(guild, &format!("Change {id}")).await;
        };
        let mut message = Message::text(why_not);
        message.components = vec![CreateActionRow::Buttons(vec![
            button(FaqButton::Publish(id), "Publish", ButtonStyle::Success),
            button(FaqButton::Cancel(id), "Cancel", ButtonStyle::Secondary),
        ])];
        Ok(message)
    }

    /// What is said once an approver was asked, and where no role of the server may approve anything, who
    /// can.
    pub(in crate::discord::bot) async fn waits_for_approver(
        &self,
        guild: GuildId,
        what: &str,
    ) -> Result<Message, StoreError> {
        let mut text = format!(
            "**{what} waits for an approver**, who has been asked and has a week for it. Until then \
             everything is as it was."
        );
        let granted = self.store.grants(guild.get()).await?;
        if granted.iter().all(|(_, role)| *role < Role::Approver) {
            text.push_str(NO_APPROVERS);
        }
        Ok(Message::text(text))
    }

    /// Puts a change before those who may approve it.
    async fn ask_for_approval(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        change: &Change,
    ) -> Result<Approval, StoreError> {
        self.learn(guild).await;
        let Some(channel) = self.look_up(|directory| directory.alert_channel(guild)) else {
            return Ok(Approval::NoChannel);
        };
        let Some(plan) = plan_of(change) else { return Ok(Approval::Refused) };
        let reply = self.try_out(guild, &plan).await?.reply;
        let after = self.said_after(plan.kind, plan.entry.as_str(), plan.after.as_ref());
        let difference = difference(plan.before.as_ref(), after.as_ref());
        let block = difference.block(CONTENT - 500);
        let mut message = look_of(handle, reply.as_ref());
        message.content = shorten(
            &format!(
                "**Change {} of {} waits for an approver.** It is {}'s ({}).\n{block}",
                change.id,
                harmless(plan.entry.as_str(), SUGGESTION),
                who(change.actor),
                change.kind.name(),
            ),
            CONTENT,
        );
        message.components = vec![CreateActionRow::Buttons(vec![
            button(FaqButton::Approve(change.id), "Approve", ButtonStyle::Success),
            button(FaqButton::Refuse(change.id), "Refuse", ButtonStyle::Danger),
        ])];
        // One a change, however often Publish is pressed.
        let body = message.post(None, &format!("f{}", change.id));
        // All of it goes along, so that nobody approves what they could not read.
        message.file = difference.file(CONTENT - 500);
        match self.rest.run(with_file(post(channel, &body), &message)).await {
            Ok(()) => Ok(Approval::Asked),
            Err(error) => {
                tracing::error!(%error, "nobody could be asked to approve a change");
                Ok(Approval::Refused)
            }
        }
    }

    /// Whether a change has mistakes that its preview named, or that came about since.
    async fn is_still_wrong(&self, guild: GuildId, change: &Change) -> Result<bool, StoreError> {
        match plan_of(change) {
            Some(plan) => self.bars(guild, &plan).await,
            None => Ok(false),
        }
    }

    pub(super) async fn cancel_change(
        &self,
        handle: &Handle,
        guild: GuildId,
        id: u64,
    ) -> Result<Message, StoreError> {
        Ok(match self.withdraw(handle, guild, id).await? {
            Decision::Done(_) => Message::text("Given up. Everything is as it was."),
            other => told(other, handle.user),
        })
    }

    /// Puts a change in force, or refuses it.
    pub(super) async fn decide_change(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        id: u64,
        publish: bool,
    ) -> Result<Message, StoreError> {
        let proposed = if publish { self.store.change(guild.get(), id).await? } else { None };
        if let Some(proposed) = proposed
            && self.is_still_wrong(guild, &proposed).await?
        {
            return Ok(Message::text(STILL_WRONG));
        }
        let (by, now) = (handle.user.get(), (self.clock)());
        let change = match self.store.decide(guild.get(), id, publish, by, now).await? {
            Decision::Done(change) => change,
            Decision::Conflict(current) => {
                return self.decided_too_late(handle, guild, id, current.as_deref()).await;
            }
            other @ (Decision::Decided(_) | Decision::Unknown) => {
                return Ok(told(other, handle.user));
            }
        };
        let entry = harmless(change.entry.as_deref().unwrap_or_default(), SUGGESTION);
        if !publish {
            return Ok(Message::text(format!(
                "The change of {entry} was refused by {}. Everything is as it was.",
                who(change.approved_by)
            )));
        }
        self.library.note(&change);
        self.reload(guild).await;
        let second = change.approved_by.filter(|_| change.approved_by != change.actor);
        let by = second.map_or_else(String::new, |by| format!(", approved by {}", who(Some(by))));
        let mut text = format!(
            "**Change {} of {entry} is in force**{by}. /faq revert takes it back.",
            change.id
        );
        // It is in force, whatever becomes of those who wait for it.
        match self.handle_awaited(handle, guild, &change).await {
            Ok(handled) => text.extend(handled.map(|handled| format!("\n{handled}"))),
            Err(error) => {
                tracing::error!(%error, "whoever waits for an entry is not told");
                text.push_str(
                    "\nThe database does not answer, so whoever asked is told once it does.",
                );
            }
        }
        let mut message = Message::text(text);
        self.offer_correction(&mut message, &change).await;
        Ok(message)
    }

    /// The entry was changed since a change of it was proposed. Whoever proposed it goes on from what
    /// is in force now; whoever was to approve it learns where it stands.
    async fn decided_too_late(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        id: u64,
        current: Option<&Change>,
    ) -> Result<Message, StoreError> {
        let Some(proposed) = self.store.change(guild.get(), id).await? else { return Ok(gone()) };
        if proposed.actor == Some(handle.user.get()) {
            return self.propose_again(handle, guild, &proposed, current).await;
        }
        Ok(Message::text(format!(
            "{} What {} proposed is not lost: /faq diff shows it with revision:{id}, and they can \
             make it anew.",
            changed_since(current, handle.user),
            who(proposed.actor),
        )))
    }
}

/// What is said of a change with mistakes, whatever a button claims.
const STILL_WRONG: &str = "There are errors in it, so it cannot be published. Make the change anew \
                           without them; nothing was changed.";

/// What a change in the log wants. None where it is about no entry.
pub(super) fn plan_of(change: &Change) -> Option<Plan> {
    let entry = change.entry.as_deref().and_then(EntryId::foreign)?;
    let (kind, base) = (change.kind, change.base);
    let (before, after) = (change.before.clone(), change.after.clone());
    Some(Plan { entry, kind, base, before, after })
}

/// What is said where nothing was decided.
fn told(decision: Decision, to: UserId) -> Message {
    match decision {
        Decision::Conflict(current) => conflict(current.as_deref(), to),
        Decision::Decided(change) => Message::text(format!(
            "That was decided already, by {}: it was {}.",
            who(change.approved_by),
            change.state.name()
        )),
        Decision::Done(_) | Decision::Unknown => gone(),
    }
}

fn gone() -> Message {
    Message::text("This server has no such change. Nothing was changed.")
}
