//! Publishing, giving up, approving and refusing what a file brings.
//!
//! **Invariant:** what is sensitive is put in force by somebody else than who brought it; what is
//! confirmed here is in the log whole, and is what the server is answered from.

use std::sync::Arc;

use serenity::all::{ButtonStyle, ComponentInteraction};
use serenity::builder::CreateActionRow;
use serenity::model::id::GuildId;

use super::shown::counted;
use super::{button, proposal};
use crate::discord::bot::Bot;
use crate::discord::bot::faq::deciding::{Approval, NOBODYS};
use crate::discord::bot::faq::entries::who;
use crate::discord::bot::interactions::Handle;
use crate::discord::bot::moderation::failed;
use crate::discord::bot::questions::post;
use crate::discord::moving_button::MovingButton;
use crate::discord::render::message::Message;
use crate::discord::render::text::harmless;
use crate::discord::rest::RestError;
use crate::engine::knowledge::NOT_ANSWERED;
use crate::moderation::{Authorized, MovingCommand};
use crate::store::{Batch, Carried, Change, ChangeKind, ChangeState, Decision, StoreError};

/// How many entries are named that somebody else changed meanwhile.
const NAMED: usize = 20;

impl Bot {
    pub(in crate::discord::bot) async fn press_moving(
        self: &Arc<Self>,
        handle: &Handle,
        press: &ComponentInteraction,
        pressed: MovingButton,
    ) -> Result<(), RestError> {
        let allowed = match self.permit(press.member.as_ref(), pressed.command()).await {
            Ok(allowed) => allowed,
            Err(refused) => return self.whisper(handle, &refused).await,
        };
        let guild = std::num::NonZeroU64::new(allowed.actor().server.0).map(GuildId::from);
        let Some(guild) = guild else { return self.whisper(handle, &gone()).await };
        let proposed = match self.import_for(handle, guild, pressed).await {
            Ok(proposed) => proposed,
            // What is wrong is told to whoever pressed, and leaves the message with its buttons.
            Err(refused) => return self.whisper(handle, &refused).await,
        };
        self.put_off(handle).await?;
        let outcome = match pressed {
            MovingButton::Publish(_) => {
                self.publish_import(handle, guild, &allowed, &proposed).await
            }
            MovingButton::Approve(_) => self.carry_out(handle, guild, &allowed, &proposed).await,
            MovingButton::Cancel(id) | MovingButton::Refuse(id) => {
                self.refuse_import(handle, guild, &allowed, id).await
            }
        };
        let message = outcome.unwrap_or_else(|error| failed(&error));
        self.give_answer(handle, &message).await
    }

    /// The import that a button is about, if whoever pressed may decide on it.
    async fn import_for(
        &self,
        handle: &Handle,
        guild: GuildId,
        pressed: MovingButton,
    ) -> Result<Change, Message> {
        let change = self.store.change(guild.get(), pressed.change()).await;
        let change = change.map_err(|error| failed(&error))?.filter(|change| {
            change.state == ChangeState::Proposed && change.kind == ChangeKind::Import
        });
        let Some(change) = change else { return Err(gone()) };
        let is_own = change.actor == Some(handle.user.get());
        match pressed {
            MovingButton::Publish(_) | MovingButton::Cancel(_) if !is_own => {
                Err(Message::text("Only whoever brought this file can do that."))
            }
            MovingButton::Approve(_) if is_own => Err(Message::text(
                "A second person has to approve it: you brought this file yourself.",
            )),
            MovingButton::Approve(_) if change.actor.is_none() => Err(Message::text(NOBODYS)),
            MovingButton::Publish(_)
            | MovingButton::Cancel(_)
            | MovingButton::Approve(_)
            | MovingButton::Refuse(_) => Ok(change),
        }
    }

    async fn publish_import(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        allowed: &Authorized<MovingCommand>,
        proposed: &Change,
    ) -> Result<Message, StoreError> {
        let Some(batch) = batch_of(proposed) else { return Ok(gone()) };
        if !self.has_sensitive(&batch) {
            return self.carry_out(handle, guild, allowed, proposed).await;
        }
        let id = proposed.id;
        let waiting = self.store.proposals(guild.get()).await?;
        if !waiting.iter().any(|waiting| waiting.id == id) {
            return Ok(Message::text("That was decided already."));
        }
        let asked = self.ask_to_approve_import(guild, proposed, &batch).await;
        let Some(why_not) = asked.why_not() else {
            return self.waits_for_approver(guild, &format!("Import {id}")).await;
        };
        let mut message = Message::text(why_not);
        message.components = vec![CreateActionRow::Buttons(vec![
            button(MovingButton::Publish(id), "Publish", ButtonStyle::Success),
            button(MovingButton::Cancel(id), "Cancel", ButtonStyle::Secondary),
        ])];
        Ok(message)
    }

    fn has_sensitive(&self, batch: &Batch) -> bool {
        batch.entries.iter().any(|entry| {
            let steps = entry.steps.iter();
            steps.into_iter().any(|it| self.is_sensitive(&entry.entry, [&it.before, &it.after]))
        })
    }

    /// Puts an import before those who may approve it.
    async fn ask_to_approve_import(
        self: &Arc<Self>,
        guild: GuildId,
        proposed: &Change,
        batch: &Batch,
    ) -> Approval {
        self.learn(guild).await;
        let channel = self.look_up(|directory| directory.alert_channel(guild));
        let Some(channel) = channel else { return Approval::NoChannel };
        let named = batch.entries.iter().take(NAMED).map(|it| harmless(&it.entry, 60));
        let named = named.collect::<Vec<_>>().join(", ");
        let mut message = Message::text(format!(
            "**Import {} waits for an approver.** It is {}'s, and changes {}: {named}{}. Roles and \
             settings in it: {}.",
            proposed.id,
            who(proposed.actor),
            counted(entries_in(batch), "entry", "entries"),
            if batch.entries.len() > NAMED { ", and more" } else { "" },
            batch.grants.len() + batch.settings.len(),
        ));
        message.components = vec![CreateActionRow::Buttons(vec![
            button(MovingButton::Approve(proposed.id), "Approve", ButtonStyle::Success),
            button(MovingButton::Refuse(proposed.id), "Refuse", ButtonStyle::Danger),
        ])];
        // One an import, however often Publish is pressed. The differences go along, so that whoever
        // approves can read what.
        let body = message.post(None, &format!("m{}", proposed.id));
        match self.rest.run(post(channel, &body).file(super::shown::of_batch(batch))).await {
            Ok(()) => Approval::Asked,
            Err(error) => {
                tracing::error!(%error, "nobody could be asked to approve an import");
                Approval::Refused
            }
        }
    }

    async fn carry_out(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        _allowed: &Authorized<MovingCommand>,
        proposed: &Change,
    ) -> Result<Message, StoreError> {
        let Some(batch) = batch_of(proposed) else { return Ok(gone()) };
        let by = handle.user.get();
        let carried = self.carry_out_import(guild, proposed.id, &batch, by).await;
        // What was decided before is read anew, whatever became of it.
        self.forget_decisions(guild).await;
        let carried = match carried? {
            Ok(carried) => carried,
            Err(why) => {
                return Ok(Message::text(format!(
                    "**Nothing was changed:** {why}. Mend the file, and import it anew."
                )));
            }
        };
        let change = match carried {
            Carried::Done(change) => change,
            Carried::Unknown => return Ok(gone()),
            Carried::Decided(change) => return Ok(decided(&change)),
            Carried::Conflict(entries) => {
                let named = entries.iter().take(NAMED).map(|entry| harmless(entry, 60));
                return Ok(Message::text(format!(
                    "**Somebody else changed {} meanwhile, so nothing was changed:** {}. Import the \
                     file anew to see what it would change now.",
                    counted(entries.len(), "of its entries", "of its entries"),
                    named.collect::<Vec<_>>().join(", "),
                )));
            }
        };
        let changed = batch.entries.iter().filter_map(|it| {
            let last = it.steps.last()?;
            Some((it.entry.as_str(), last.kind, last.after.as_ref()))
        });
        self.library.spoil(guild, changed);
        self.reload(guild).await;
        let second = change.approved_by.filter(|_| change.approved_by != change.actor);
        let by = second.map_or_else(String::new, |by| format!(", approved by {}", who(Some(by))));
        Ok(Message::text(format!(
            "**Import {} is in force**{by}: {}, {}, {} and {} to ignore. /faq revert takes an entry \
             back.",
            proposed.id,
            counted(entries_in(&batch), "entry", "entries"),
            counted(batch.settings.len(), "setting", "settings"),
            counted(batch.grants.len(), "role", "roles"),
            counted(batch.ignored.len(), "person", "people"),
        )))
    }

    async fn refuse_import(
        &self,
        handle: &Handle,
        guild: GuildId,
        _allowed: &Authorized<MovingCommand>,
        id: u64,
    ) -> Result<Message, StoreError> {
        let (by, now) = (handle.user.get(), (self.clock)());
        Ok(match self.store.decide(guild.get(), id, false, by, now).await? {
            Decision::Done(change) if change.actor == Some(by) => {
                Message::text("Given up. Everything is as it was.")
            }
            Decision::Done(_) => Message::text(format!(
                "Import {id} was refused by {}. Everything is as it was.",
                who(Some(by))
            )),
            Decision::Decided(change) => decided(&change),
            Decision::Conflict(_) | Decision::Unknown => gone(),
        })
    }
}

fn batch_of(proposed: &Change) -> Option<Batch> {
    proposed.after.as_ref().and_then(proposal::read)
}

fn decided(change: &Change) -> Message {
    Message::text(format!(
        "That was decided already, by {}: it was {}.",
        who(change.approved_by),
        change.state.name()
    ))
}

fn gone() -> Message {
    Message::text("This server has no such import. Nothing was changed.")
}

/// How many entries a batch changes: the list of what is not answered is none.
fn entries_in(batch: &Batch) -> usize {
    batch.entries.iter().filter(|it| it.entry != NOT_ANSWERED).count()
}
