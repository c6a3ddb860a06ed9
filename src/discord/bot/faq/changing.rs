//! Changes of entries, up to the preview.
//!
//! **Invariant:** nothing is in force after these but a quarantine, which only ever says less.

use std::sync::Arc;

use serde_json::json;
use serenity::model::id::GuildId;
use toml::value::Date;

use super::entries::{Current, conflict, json_of};
use super::preview::{Plan, day};
use super::{Bot, Handle};
use crate::discord::library::layer;
use crate::discord::limits::SUGGESTION;
use crate::discord::render::message::Message;
use crate::discord::render::text::harmless;
use crate::engine::knowledge::{Entry, EntryId, Laid, lint};
use crate::store::{Awaited, ChangeKind, ChangeState, Decision, Draft, Publication, StoreError};

impl Bot {
    /// Tries a change out, lays it down in the store, and shows it with its buttons.
    pub(super) async fn propose(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        plan: Plan,
    ) -> Result<Message, StoreError> {
        self.propose_for(handle, guild, plan, &[]).await
    }

    /// The same, where questions wait for the change.
    pub(super) async fn propose_for(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        plan: Plan,
        awaited: &[Awaited],
    ) -> Result<Message, StoreError> {
        let tried = self.try_out(guild, &plan).await?;
        match self.lay_down_change(handle, guild, &plan, awaited).await? {
            Publication::Done(change) => Ok(self.preview_change(handle, &plan, &tried, change.id)),
            Publication::Conflict(current) => {
                let current = current.as_deref();
                self.propose_anew(handle, guild, plan, current, awaited).await
            }
        }
    }

    /// Lays a change down in the store, and what waits for it.
    pub(super) async fn lay_down_change(
        &self,
        handle: &Handle,
        guild: GuildId,
        plan: &Plan,
        awaited: &[Awaited],
    ) -> Result<Publication, StoreError> {
        let draft = draft_of(handle, guild, plan);
        let proposed = self.store.propose(&draft, plan.base, (self.clock)()).await?;
        if let Publication::Done(change) = &proposed
            && !awaited.is_empty()
        {
            let now = (self.clock)();
            self.store.await_change(guild.get(), change.id, awaited, now).await?;
        }
        Ok(proposed)
    }

    /// Closes a proposal of the invoker's.
    pub(super) async fn withdraw(
        &self,
        handle: &Handle,
        guild: GuildId,
        change: u64,
    ) -> Result<Decision, StoreError> {
        let (by, now) = (handle.user.get(), (self.clock)());
        self.store.decide(guild.get(), change, false, by, now).await
    }

    pub(in crate::discord::bot) async fn add_phrasing(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        id: &str,
        phrasing: &str,
        awaited: Vec<Awaited>,
    ) -> Result<Message, StoreError> {
        self.change_phrasings(handle, guild, id, &awaited, |entry| {
            if phrasing.trim().is_empty() {
                return Err("An empty phrasing asks for nothing.".to_owned());
            }
            if entry.ways_of_asking().any(|known| is_same(known, phrasing)) {
                return Err("The entry is asked for like that already.".to_owned());
            }
            entry.phrasings.push(phrasing.trim().to_owned());
            Ok(())
        })
        .await
    }

    pub(super) async fn remove_phrasing(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        id: &str,
        phrasing: &str,
    ) -> Result<Message, StoreError> {
        self.change_phrasings(handle, guild, id, &[], |entry| {
            let before = entry.phrasings.len();
            // As it was typed goes before what only reads the same.
            let typed = phrasing.trim();
            let stands_so = entry.phrasings.iter().any(|known| known == typed);
            if !stands_so && is_same(&entry.question, typed) {
                return Err("That is the entry's question. Change it with /faq edit.".to_owned());
            }
            let is_meant =
                |known: &str| if stands_so { known == typed } else { is_same(known, typed) };
            entry.phrasings.retain(|known| !is_meant(known));
            if entry.phrasings.len() == before {
                let text = "The entry is not asked for like that; /faq show lists its phrasings.";
                return Err(text.to_owned());
            }
            Ok(())
        })
        .await
    }

    async fn change_phrasings(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        id: &str,
        awaited: &[Awaited],
        change: impl FnOnce(&mut Entry) -> Result<(), String>,
    ) -> Result<Message, StoreError> {
        let current = match self.used(guild, id).await? {
            Ok(current) => current,
            Err(refused) => return Ok(refused),
        };
        let Some(mut entry) = current.entry.clone() else {
            return Ok(self.no_such_entry(guild, id));
        };
        if let Err(why) = change(&mut entry) {
            return Ok(Message::text(why));
        }
        let plan = current.plan(ChangeKind::Phrasing, Some(json_of(&entry)));
        self.propose_for(handle, guild, plan, awaited).await
    }

    pub(super) async fn retire(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        id: &str,
    ) -> Result<Message, StoreError> {
        let current = match self.used(guild, id).await? {
            Ok(current) => current,
            Err(refused) => return Ok(refused),
        };
        self.propose(handle, guild, current.plan(ChangeKind::Retire, None)).await
    }

    /// At once, without a preview: what may do harm is not waited with.
    pub(in crate::discord::bot) async fn quarantine(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        id: &str,
    ) -> Result<Message, StoreError> {
        let current = match self.used(guild, id).await? {
            Ok(current) => current,
            Err(refused) => return Ok(refused),
        };
        let plan = current.plan(ChangeKind::Quarantine, None);
        let draft = draft_of(handle, guild, &plan);
        match self.store.publish(&draft, plan.base, (self.clock)()).await? {
            Publication::Done(change) => {
                self.library.note(&change);
                self.reload(guild).await;
                let mut message = Message::text(format!(
                    "**{} is not used any more**, since now (change {}). Once somebody has looked at \
                     it, /faq revert puts it back and /faq edit changes it.",
                    harmless(plan.entry.as_str(), SUGGESTION),
                    change.id
                ));
                self.offer_correction(&mut message, &change).await;
                Ok(message)
            }
            Publication::Conflict(current) => Ok(conflict(current.as_deref(), handle.user)),
        }
    }

    /// Says that an entry was read against its sources today, which holds for a year. It says the
    /// same as before, so that it takes no preview; what is sensitive takes a second person.
    pub(in crate::discord::bot) async fn review(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        id: &str,
    ) -> Result<Message, StoreError> {
        let current = match self.used(guild, id).await? {
            Ok(current) => current,
            Err(refused) => return Ok(refused),
        };
        let today = day((self.clock)());
        let after = current.entry.clone().map(|entry| {
            let expires = Some(in_a_year(today));
            json_of(&Entry { reviewed_on: Some(today), expires, ..entry })
        });
        let plan = current.plan(ChangeKind::Edit, after);
        if plan.before == plan.after {
            return Ok(Message::text("Somebody has reviewed it today already."));
        }
        // Nothing is laid down that could not be published.
        if self.bars(guild, &plan).await? {
            return Ok(Message::text(
                "There are errors in that entry: mend them with /faq edit first. Nothing was changed.",
            ));
        }
        match self.lay_down_change(handle, guild, &plan, &[]).await? {
            Publication::Done(change) => self.publish_change(handle, guild, change.id).await,
            Publication::Conflict(current) => Ok(conflict(current.as_deref(), handle.user)),
        }
    }

    pub(super) async fn revert(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        id: &str,
        revision: Option<u64>,
    ) -> Result<Message, StoreError> {
        let Some(current) = self.current(guild, id).await? else {
            return Ok(self.no_such_entry(guild, id));
        };
        let history = self.store.history(guild.get(), current.id.as_str()).await?;
        let mut published = history.iter().filter(|change| change.state == ChangeState::Published);
        let Some(last) = published.clone().next() else {
            return Ok(Message::text("It is as shipped: nobody has changed it here."));
        };
        let target = match revision {
            Some(0) => None,
            Some(revision) => match published.find(|change| change.id == revision) {
                Some(change) => Some(change),
                None => {
                    let text = "No change of that number was published for that entry. /faq history \
                                shows them.";
                    return Ok(Message::text(text));
                }
            },
            None => published.nth(1),
        };
        let after = match target.and_then(layer).map(|layer| layer.laid) {
            Some(Laid::Entry(entry)) => Some(entry),
            Some(Laid::Nothing | Laid::Quarantined(_)) => {
                let text = "The entry was not used then. Use /faq retire to stop using it.";
                return Ok(Message::text(text));
            }
            Some(Laid::Shipped | Laid::NotAnswered(_)) | None => None,
        };
        let is_shipped = self.library.shipped().knowledge().find(&current.id).is_some();
        if after.is_none() && !is_shipped {
            let text = "The entry was not there then. Use /faq retire to stop using it.";
            return Ok(Message::text(text));
        }
        let before = current.json();
        let (kind, base) = (ChangeKind::Revert, last.id);
        let plan = Plan { entry: current.id, kind, base, before, after };
        self.propose(handle, guild, plan).await
    }

    /// An entry that is used, or what to say instead.
    async fn used(&self, guild: GuildId, id: &str) -> Result<Result<Current, Message>, StoreError> {
        Ok(match self.current(guild, id).await? {
            Some(current) if current.is_used => Ok(current),
            Some(_) => Err(Message::text(
                "That entry is not used. /faq revert puts it back, /faq edit changes it.",
            )),
            None => Err(self.no_such_entry(guild, id)),
        })
    }

    /// An id for a new entry, from its question.
    pub(super) fn id_for(&self, handle: &Handle, question: &str) -> EntryId {
        let mut slug = String::new();
        for letter in question.chars().flat_map(char::to_lowercase) {
            if letter.is_ascii_alphanumeric() {
                slug.push(letter);
            } else if !slug.ends_with('-') && !slug.is_empty() {
                slug.push('-');
            }
        }
        // Room for what the lints and buttons add.
        let slug: String = slug.chars().take(48).collect();
        EntryId::new(slug.trim_end_matches('-'))
            .unwrap_or_else(|| EntryId::numbered(handle.id.get()))
    }
}

/// Whether two phrasings are the same as matching reads them.
fn is_same(left: &str, right: &str) -> bool {
    let folded = lint::folded;
    // What has no words of its own is compared as it stands.
    left.trim() == right.trim() || !folded(left).is_empty() && folded(left) == folded(right)
}

fn draft_of(handle: &Handle, guild: GuildId, plan: &Plan) -> Draft {
    Draft {
        server: guild.get(),
        entry: Some(plan.entry.to_string()),
        kind: plan.kind,
        actor: handle.user.get(),
        before: plan.before.clone(),
        after: plan.after.clone(),
    }
}

/// An entry's row without what only a person knows, for a new one.
pub(super) fn blank() -> serde_json::Value {
    json!({ "phrasings": [] })
}

/// The same day of the next year. The 29th of February has none, and the day before it stands for it.
fn in_a_year(date: Date) -> Date {
    let day = if (date.month, date.day) == (2, 29) { 28 } else { date.day };
    Date { year: date.year + 1, day, ..date }
}
