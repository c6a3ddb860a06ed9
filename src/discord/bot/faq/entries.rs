//! What is in force of an entry, as the store has it.
//!
//! **Invariant:** what is read here stands beside the revision at which it is so; a change made
//! from it names that revision.

use serde_json::Value;
use serenity::model::id::{GuildId, UserId};

use super::Bot;
use super::preview::Plan;
use crate::diagnostic::nearest;
use crate::discord::button::EntryTag;
use crate::discord::library::layer;
use crate::discord::limits::SUGGESTION;
use crate::discord::render::message::Message;
use crate::discord::render::text::harmless;
use crate::engine::knowledge::{Entry, EntryId, Laid, NOT_ANSWERED, Row, laid_entry};
use crate::store::{Change, ChangeKind, ChangeState, StoreError};

/// An entry of a server.
pub(in crate::discord::bot) struct Current {
    pub(in crate::discord::bot) id: EntryId,
    /// The number of the change published last; nought for as shipped.
    pub(in crate::discord::bot) revision: u64,
    /// What it says, or last said.
    pub(in crate::discord::bot) entry: Option<Entry>,
    /// Whether it is used.
    pub(in crate::discord::bot) is_used: bool,
}

impl Current {
    /// The entry as the log holds it.
    pub(in crate::discord::bot) fn json(&self) -> Option<Value> {
        self.entry.as_ref().map(json_of)
    }

    /// A change of it, made from what it says now.
    pub(super) fn plan(&self, kind: ChangeKind, after: Option<Value>) -> Plan {
        let (entry, base, before) = (self.id.clone(), self.revision, self.json());
        Plan { entry, kind, base, before, after }
    }
}

/// An entry as the log holds it.
pub(in crate::discord::bot) fn json_of(entry: &Entry) -> Value {
    // A row is made of texts, lists and numbers, all of which are JSON.
    serde_json::to_value(Row::from(entry)).unwrap_or_default()
}

impl Bot {
    /// An entry of a server, used or not. None if there never was one.
    pub(super) async fn current(
        &self,
        guild: GuildId,
        id: &str,
    ) -> Result<Option<Current>, StoreError> {
        // What stands in the log beside entries is none of them.
        let id = EntryId::foreign(id).filter(|id| id.as_str() != NOT_ANSWERED);
        let Some(id) = id else { return Ok(None) };
        let history = self.store.history(guild.get(), id.as_str()).await?;
        let last = history.iter().find(|change| change.state == ChangeState::Published);
        Ok(self.state_after(&id, last))
    }

    /// What an entry is after the change that was published last. None if there never was one.
    pub(in crate::discord::bot) fn state_after(
        &self,
        id: &EntryId,
        last: Option<&Change>,
    ) -> Option<Current> {
        let shipped = || {
            let shipped = self.library.shipped();
            let knowledge = shipped.knowledge();
            knowledge.find(id).map(|place| knowledge.entry_at(place).clone())
        };
        let Some(last) = last else {
            return shipped().map(|entry| Current {
                id: entry.id.clone(),
                revision: 0,
                entry: Some(entry),
                is_used: true,
            });
        };
        let entry = match layer(last).map(|layer| layer.laid) {
            Some(Laid::Shipped) => shipped(),
            Some(Laid::Entry(value)) => laid_entry(id.as_str(), last.id, &value).ok(),
            Some(Laid::Nothing | Laid::Quarantined(_) | Laid::NotAnswered(_)) | None => {
                let before = last.before.as_ref();
                before.and_then(|before| laid_entry(id.as_str(), last.id, before).ok())
            }
        };
        let is_used = entry.is_some()
            && !matches!(layer(last).map(|it| it.laid), Some(Laid::Nothing | Laid::Quarantined(_)));
        Some(Current { id: id.clone(), revision: last.id, entry, is_used })
    }

    /// What an entry says after a change: a revert to what is shipped holds nothing of its own.
    pub(in crate::discord::bot) fn said_after(
        &self,
        kind: ChangeKind,
        entry: &str,
        after: Option<&Value>,
    ) -> Option<Value> {
        match (kind, after) {
            (ChangeKind::Revert, None) => self.as_shipped(&EntryId::foreign(entry)?),
            (_, after) => after.cloned(),
        }
    }

    /// A shipped entry as the log would hold it.
    pub(super) fn as_shipped(&self, id: &EntryId) -> Option<Value> {
        let shipped = self.library.shipped();
        let knowledge = shipped.knowledge();
        knowledge.find(id).map(|place| json_of(knowledge.entry_at(place)))
    }

    /// The id that a tag stands for, among all that a server has or had.
    pub(in crate::discord::bot) async fn entry_of(
        &self,
        guild: GuildId,
        tag: &EntryTag,
    ) -> Result<Option<EntryId>, StoreError> {
        let changes = self.store.overlay(guild.get()).await?;
        let changed = changes.iter().filter_map(|it| EntryId::foreign(it.entry.as_deref()?));
        let shipped = self.library.shipped();
        let shipped = shipped.knowledge().entries().map(|entry| entry.id.clone());
        Ok(shipped.chain(changed).find(|id| EntryTag::of(id) == *tag))
    }

    /// What is said where a server has no such entry.
    pub(super) fn no_such_entry(&self, guild: GuildId, id: &str) -> Message {
        let engine = self.library.of(Some(guild));
        let known = engine.knowledge().entries().map(|entry| entry.id.as_str());
        let near = nearest(id, known).map_or_else(
            || "/faq list shows what there is.".to_owned(),
            |near| format!("Did you mean {}?", harmless(near, SUGGESTION)),
        );
        Message::text(format!("This server has no entry {}. {near}", harmless(id, SUGGESTION)))
    }
}

/// Who made a change, shown and not called.
pub(in crate::discord::bot) fn who(person: Option<u64>) -> String {
    person.map_or_else(|| "somebody".to_owned(), |person| format!("<@{person}>"))
}

/// What is said where an entry was changed since a change of it was begun: by whoever is told, or by
/// somebody else.
pub(super) fn conflict(current: Option<&Change>, told: UserId) -> Message {
    Message::text(format!(
        "{} Look at it with /faq diff, then make this one anew.",
        changed_since(current, told)
    ))
}

/// The same, without what to do.
pub(super) fn changed_since(current: Option<&Change>, told: UserId) -> String {
    if let Some(own) = current.filter(|change| change.actor == Some(told.get())) {
        return format!(
            "**You published another change of this entry since, so nothing was overwritten.** It is \
             change {}, in force since <t:{}:R>.",
            own.id,
            own.at / 1_000
        );
    }
    let what = current.map_or_else(
        || "It is as shipped again".to_owned(),
        |change| {
            format!(
                "Change {} by {} is in force since <t:{}:R>",
                change.id,
                who(change.actor),
                change.at / 1_000
            )
        },
    );
    format!("**Somebody else changed this entry meanwhile, so nothing was overwritten.** {what}.")
}
