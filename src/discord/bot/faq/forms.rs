//! The form in which an entry is written, filled in where there is one.
//!
//! **Invariant:** a form carries the revision that it was filled in with, so that nothing that
//! somebody else changed meanwhile is overwritten; what did not fit the form stays as it is.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::{Value, json};
use serenity::all::{ActionRowComponent, ModalInteraction};
use serenity::model::id::GuildId;

use super::changing::blank;
use super::entries::{Current, json_of};
use super::preview::Plan;
use super::{AWAY, Bot, Handle, Kind};
use crate::discord::button::EntryTag;
use crate::discord::faq_button::FaqForm;
use crate::discord::render::message::Message;
use crate::discord::render::text::harmless;
use crate::discord::rest::RestError;
use crate::engine::knowledge::{EntryId, laid_entry};
use crate::store::{ChangeKind, StoreError};

/// Discord's limit for a field of a form, in characters.
const FIELD: usize = 4_000;

const QUESTION: &str = "question";
const PHRASINGS: &str = "phrasings";
const ANSWER: &str = "answer";
const TOPICS: &str = "topics";

/// What was written in a form, by the name of its field.
pub(super) type Written = BTreeMap<String, String>;

/// What a form holds.
pub(super) fn read(form: &ModalInteraction) -> Written {
    let parts = form.data.components.iter().flat_map(|row| &row.components);
    parts
        .filter_map(|part| match part {
            ActionRowComponent::InputText(field) => {
                Some((field.custom_id.clone(), field.value.clone().unwrap_or_default()))
            }
            _ => None,
        })
        .collect()
}

impl Bot {
    pub(super) async fn open_new(&self, handle: &Handle, guild: GuildId) -> Result<(), RestError> {
        let form = FaqForm { guild, entry: None, base: 0, instead_of: 0 };
        self.open(handle, &form, "A new entry", &blank()).await
    }

    pub(super) async fn open_edit(
        &self,
        handle: &Handle,
        guild: GuildId,
        id: &str,
    ) -> Result<(), RestError> {
        let current = match self.current(guild, id).await {
            Ok(Some(current)) => current,
            Ok(None) => return self.whisper(handle, &self.no_such_entry(guild, id)).await,
            Err(_) => return self.whisper(handle, &Message::text(AWAY)).await,
        };
        let (entry, base) = (Some(EntryTag::of(&current.id)), current.revision);
        let form = FaqForm { guild, entry, base, instead_of: 0 };
        let filled = current.json().unwrap_or_else(blank);
        self.open(handle, &form, "Change an entry", &filled).await
    }

    /// Opens the form again with what was proposed.
    pub(super) async fn open_again(
        &self,
        handle: &Handle,
        guild: GuildId,
        change: u64,
    ) -> Result<(), RestError> {
        let Ok(proposed) = self.store.change(guild.get(), change).await else {
            return self.whisper(handle, &Message::text(AWAY)).await;
        };
        let own = proposed.filter(|change| change.actor == Some(handle.user.get()));
        let Some((proposed, entry)) =
            own.and_then(|it| Some((it.clone(), EntryId::foreign(it.entry.as_deref()?)?)))
        else {
            let text = "That is no change of yours in this server.";
            return self.whisper(handle, &Message::text(text)).await;
        };
        let entry = (proposed.kind != ChangeKind::Add).then(|| EntryTag::of(&entry));
        let form = FaqForm { guild, entry, base: proposed.base, instead_of: proposed.id };
        let filled = proposed.after.unwrap_or_else(blank);
        self.open(handle, &form, "Change an entry", &filled).await
    }

    async fn open(
        &self,
        handle: &Handle,
        form: &FaqForm,
        title: &str,
        filled: &Value,
    ) -> Result<(), RestError> {
        let list = |key: &str, between: &str| {
            let items = filled[key].as_array().into_iter().flatten().filter_map(Value::as_str);
            items.collect::<Vec<_>>().join(between)
        };
        let text = |key: &str| filled[key].as_str().unwrap_or_default().to_owned();
        let fields = [
            (QUESTION, "Question", 1, true, 256, text(QUESTION)),
            (PHRASINGS, "Other ways of asking, one a line", 2, false, FIELD, list(PHRASINGS, "\n")),
            (ANSWER, "Answer", 2, true, FIELD, text(ANSWER)),
            (TOPICS, "Topics, with commas between them", 1, false, 200, list(TOPICS, ", ")),
        ];
        let rows: Vec<Value> = fields
            .into_iter()
            // What does not fit cannot be changed here, and must not be cut.
            .filter(|(.., longest, value)| value.chars().count() <= *longest)
            .map(|(name, label, style, required, longest, value)| {
                let mut field = json!({
                    "type": 4, "custom_id": name, "label": label, "style": style,
                    "required": required, "max_length": longest,
                });
                if !value.is_empty() {
                    field["value"] = json!(value);
                }
                json!({ "type": 1, "components": [field] })
            })
            .collect();
        let data = json!({ "custom_id": form.to_string(), "title": title, "components": rows });
        let body = json!({ "type": Kind::Form as u8, "data": data });
        self.rest.run(handle.callback(body)).await
    }

    /// Takes what was written in a form.
    pub(super) async fn take_written(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        form: &FaqForm,
        written: &Written,
    ) -> Result<Message, StoreError> {
        let question = written.get(QUESTION).map(|text| text.trim()).unwrap_or_default();
        let id = match &form.entry {
            Some(tag) => match self.entry_of(guild, tag).await? {
                Some(id) => id,
                None => {
                    let text = "That entry is not one of this server's. Nothing was changed.";
                    return Ok(Message::text(text));
                }
            },
            None => self.id_for(handle, question),
        };
        let current = self.current(guild, id.as_str()).await?;
        let is_used = current.as_ref().is_some_and(|current| current.is_used);
        if form.entry.is_none() && is_used {
            return Ok(Message::text(format!(
                "There is an entry {} already. Change it with /faq edit, or ask differently.",
                harmless(id.as_str(), 100)
            )));
        }
        let before = current.as_ref().and_then(Current::json);
        let template = before.clone().unwrap_or_else(blank);
        let after = written_over(&template, written);
        // As the log holds entries, where it is one.
        let after = laid_entry(id.as_str(), 0, &after).map_or(after, |entry| json_of(&entry));
        if is_used && before.as_ref() == Some(&after) {
            return Ok(Message::text("Nothing is different, so there is nothing to publish."));
        }
        // A new entry has no revision but that at which it was retired, if it was.
        let base = match (&form.entry, &current) {
            (Some(_), _) => form.base,
            (None, current) => current.as_ref().map_or(0, |current| current.revision),
        };
        if form.instead_of != 0 {
            let earlier = self.store.change(guild.get(), form.instead_of).await?;
            if earlier.is_some_and(|earlier| earlier.actor == Some(handle.user.get())) {
                // What is written anew is not published as well.
                let _ = self.withdraw(handle, guild, form.instead_of).await?;
            }
        }
        let kind = if form.entry.is_some() { ChangeKind::Edit } else { ChangeKind::Add };
        self.propose(handle, guild, Plan { entry: id, kind, base, before, after: Some(after) })
            .await
    }
}

/// An entry with what was written in place of what it said.
fn written_over(entry: &Value, written: &Written) -> Value {
    let mut entry = entry.clone();
    let parts = |text: &str, at: char| -> Vec<String> {
        let parts = text.split(at).map(str::trim).filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    };
    for (name, text) in written {
        entry[name.as_str()] = match name.as_str() {
            QUESTION | ANSWER => json!(text.trim()),
            PHRASINGS => json!(parts(text, '\n')),
            TOPICS => {
                json!(parts(text, ',').iter().map(|it| it.to_lowercase()).collect::<Vec<_>>())
            }
            // Nothing else is a field of ours.
            _ => continue,
        };
    }
    entry
}
