//! What somebody wrote while somebody else changed the same entry: it is laid over the new state, and
//! shown before anything is in force. What was written of a new entry whose name another has waits for
//! another question.
//!
//! **Invariant:** nothing that was written is lost, and nothing that somebody else changed is
//! overwritten unseen: the preview shows what would be different from what is in force.

use std::sync::Arc;

use serde_json::{Map, Value, json};
use serenity::all::ButtonStyle;
use serenity::builder::CreateActionRow;
use serenity::model::id::GuildId;

use super::entries::{Current, changed_since, conflict};
use super::preview::{Plan, button};
use super::{Bot, Handle};
use crate::discord::faq_button::FaqButton;
use crate::discord::limits::{CONTENT, SUGGESTION};
use crate::discord::render::message::Message;
use crate::discord::render::text::{harmless, shorten};
use crate::engine::knowledge::EntryId;
use crate::store::{Awaited, Change, ChangeKind, ChangeState, Publication, StoreError};

/// How often an entry that somebody else changed in the same moment is read again.
const ATTEMPTS: usize = 4;

/// Said above what was written, laid over what is in force.
const LAID_OVER: &str = "**What you wrote is kept, and laid over it:** you see below what it would change \
                         of what is in force now.";

impl Bot {
    /// Lays what was written over what is in force of an entry, and proposes that. `in_the_way` is the
    /// change that came between.
    pub(super) async fn propose_anew(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        plan: Plan,
        in_the_way: Option<&Change>,
        awaited: &[Awaited],
    ) -> Result<Message, StoreError> {
        let refused = conflict(in_the_way, handle.user);
        let why = changed_since(in_the_way, handle.user);
        // What only takes an entry out, or back, holds nothing that somebody wrote.
        let wrote = match plan.kind {
            ChangeKind::Add | ChangeKind::Edit | ChangeKind::Phrasing => plan.after.as_ref(),
            ChangeKind::Retire
            | ChangeKind::Quarantine
            | ChangeKind::Revert
            | ChangeKind::OutOfScope
            | ChangeKind::Crisis
            | ChangeKind::Inbox
            | ChangeKind::Request
            | ChangeKind::Correction
            | ChangeKind::Setting
            | ChangeKind::Role
            | ChangeKind::Ignore
            | ChangeKind::Pause
            | ChangeKind::OptOut
            | ChangeKind::Import => None,
        };
        let Some(wrote) = wrote else { return Ok(refused) };
        for _ in 0..ATTEMPTS {
            let Some(current) = self.current(guild, plan.entry.as_str()).await? else {
                return Ok(self.no_such_entry(guild, plan.entry.as_str()));
            };
            let (before, is_used) = (current.json(), current.is_used);
            let after = laid_over(plan.before.as_ref(), wrote, before.as_ref());
            if is_used && before.as_ref() == Some(&after) {
                let text = format!("{why}\nIt reads as you wrote it now.");
                return Ok(Message::text(text));
            }
            let (entry, kind, base) = (plan.entry.clone(), plan.kind, current.revision);
            let anew = Plan { entry, kind, base, before, after: Some(after) };
            if let Publication::Done(change) =
                self.lay_down_change(handle, guild, &anew, awaited).await?
            {
                let tried = self.try_out(guild, &anew).await?;
                let mut message = self.preview_change(handle, &anew, &tried, change.id);
                let told = format!("{why}\n{LAID_OVER}\n{}", message.content);
                message.content = shorten(&told, CONTENT);
                return Ok(message);
            }
        }
        Ok(refused)
    }

    /// The same for a change that was proposed before somebody else's came in force: it takes the place
    /// of that proposal.
    pub(super) async fn propose_again(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        proposed: &Change,
        in_the_way: Option<&Change>,
    ) -> Result<Message, StoreError> {
        let Some(plan) = super::deciding::plan_of(proposed) else {
            return Ok(conflict(in_the_way, handle.user));
        };
        let awaited = self.store.awaited_by(guild.get(), proposed.id).await?;
        let message = self.propose_anew(handle, guild, plan, in_the_way, &awaited).await?;
        if !message.components.is_empty() {
            // What is laid over the new state is not published as well.
            let _ = self.withdraw(handle, guild, proposed.id).await?;
        }
        Ok(message)
    }

    /// Keeps what was written of a new entry where there is one of that name: under a name that nobody
    /// else has, until it is written with another question.
    pub(super) async fn propose_beside(
        &self,
        handle: &Handle,
        guild: GuildId,
        taken: &EntryId,
        wrote: Value,
        awaited: &[Awaited],
    ) -> Result<Message, StoreError> {
        let entry = EntryId::numbered(handle.id.get());
        let plan = Plan { entry, kind: ChangeKind::Add, base: 0, before: None, after: Some(wrote) };
        let change = match self.lay_down_change(handle, guild, &plan, awaited).await? {
            Publication::Done(change) => change.id,
            // No two interactions have one number, so that nothing can be in its way.
            Publication::Conflict(_) => return Err(StoreError::Away),
        };
        let mut message = Message::text(format!(
            "**There is an entry {} already, so nothing was changed.** An entry is named after its \
             question. **What you wrote is kept** for a week: *Edit again* opens the form with it, so \
             that you can ask in other words. To change the entry that is there, use /faq edit.",
            harmless(taken.as_str(), SUGGESTION)
        ));
        message.components = vec![CreateActionRow::Buttons(vec![
            button(FaqButton::Again(change), "Edit again", ButtonStyle::Primary),
            button(FaqButton::Cancel(change), "Cancel", ButtonStyle::Secondary),
        ])];
        Ok(message)
    }

    /// What an entry said at a revision. None where it said nothing, or that is not known any more.
    pub(super) async fn said_at(
        &self,
        guild: GuildId,
        entry: &EntryId,
        revision: u64,
    ) -> Result<Option<Value>, StoreError> {
        let history = self.store.history(guild.get(), entry.as_str()).await?;
        let then =
            history.iter().find(|it| it.id == revision && it.state == ChangeState::Published);
        if then.is_none() && revision != 0 {
            return Ok(None);
        }
        Ok(self.state_after(entry, then).as_ref().and_then(Current::json))
    }
}

/// What somebody made of an entry, laid over what somebody else made of it: what they did not touch
/// stays as it is in force; of lists what they added is added, and what they took out is taken out.
fn laid_over(from: Option<&Value>, wrote: &Value, current: Option<&Value>) -> Value {
    let nothing = Map::new();
    let fields = |entry: Option<&Value>| entry.and_then(Value::as_object).cloned();
    let (from, current) = (fields(from), fields(current));
    let from = from.as_ref().unwrap_or(&nothing);
    let wrote = wrote.as_object().unwrap_or(&nothing);
    let mut laid = current.unwrap_or_default();
    let keys: Vec<&String> = from.keys().chain(wrote.keys()).collect();
    for key in keys {
        let (before, after) = (from.get(key), wrote.get(key));
        if before == after {
            continue;
        }
        let lists = (before.and_then(Value::as_array), after.and_then(Value::as_array));
        match (lists, after) {
            ((before, Some(after)), _) => {
                let before = before.map(Vec::as_slice).unwrap_or_default();
                let now = laid.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
                let is_kept = |item: &&Value| !before.contains(item) || after.contains(item);
                let mut items: Vec<Value> = now.iter().filter(is_kept).cloned().collect();
                let added: Vec<Value> =
                    after.iter().filter(|it| !before.contains(it)).cloned().collect();
                items.extend(added.into_iter().filter(|item| !now.contains(item)));
                laid.insert(key.clone(), json!(items));
            }
            (_, Some(after)) => {
                laid.insert(key.clone(), after.clone());
            }
            ((Some(_), None), None) | ((None, None), None) => {
                laid.remove(key);
            }
        }
    }
    Value::Object(laid)
}
