//! The form in which an entry is written, filled in where there is one.
//!
//! Where the form of an entry answers questions of others, they wait for what comes of it.
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
use super::{Bot, Handle, Kind, failed};
use crate::discord::button::EntryTag;
use crate::discord::faq_button::FaqForm;
use crate::discord::limits::FORM_FIELD;
use crate::discord::render::message::Message;
use crate::discord::rest::RestError;
use crate::engine::knowledge::{EntryId, laid_entry};
use crate::moderation::{Authorized, FaqCommand, InboxCommand};
use crate::store::{Awaited, ChangeKind, StoreError};

const QUESTION: &str = "question";
const PHRASINGS: &str = "phrasings";
const ANSWER: &str = "answer";
const TOPICS: &str = "topics";

/// What was written in a form, by the name of its field.
pub(in crate::discord::bot) type Written = BTreeMap<String, String>;

/// What a form holds.
pub(in crate::discord::bot) fn read(form: &ModalInteraction) -> Written {
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

/// A field of a form.
#[derive(Clone)]
pub(in crate::discord::bot) struct Field {
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    /// 1 for a line, 2 for a paragraph.
    style: u8,
    is_required: bool,
    longest: usize,
    pub(super) value: String,
}

impl Field {
    /// A line that has to be filled in.
    pub(in crate::discord::bot) fn line(
        name: &'static str,
        label: &'static str,
        longest: usize,
        value: &str,
    ) -> Self {
        Field { name, label, style: 1, is_required: true, longest, value: value.to_owned() }
    }

    /// The same field with something in it.
    pub(super) fn filled_in(self, value: String) -> Self {
        Field { value, ..self }
    }

    fn json(&self) -> Value {
        let mut field = json!({
            "type": 4, "custom_id": self.name, "label": self.label, "style": self.style,
            "required": self.is_required, "max_length": self.longest,
        });
        if !self.value.is_empty() {
            field["value"] = json!(self.value);
        }
        json!({ "type": 1, "components": [field] })
    }
}

/// The fields of the form of an entry, with what they are filled in with.
pub(in crate::discord::bot) fn entry_fields(filled: &Value) -> Vec<Field> {
    let list = |key: &str, between: &str| {
        let items = filled[key].as_array().into_iter().flatten().filter_map(Value::as_str);
        items.collect::<Vec<_>>().join(between)
    };
    let text = |key: &str| filled[key].as_str().unwrap_or_default().to_owned();
    let field = |name, label, style, is_required, longest, value| Field {
        name,
        label,
        style,
        is_required,
        longest,
        value,
    };
    let mut fields = vec![
        field(QUESTION, "Question", 1, true, 256, text(QUESTION)),
        field(
            PHRASINGS,
            "Other ways of asking, one a line",
            2,
            false,
            FORM_FIELD,
            list(PHRASINGS, "\n"),
        ),
        field(ANSWER, "Answer", 2, true, FORM_FIELD, text(ANSWER)),
        field(TOPICS, "Topics, with commas between them", 1, false, 200, list(TOPICS, ", ")),
    ];
    // What does not fit cannot be changed here, and must not be cut.
    fields.retain(|field| field.value.chars().count() <= field.longest);
    fields
}

impl Bot {
    pub(super) async fn open_new(
        &self,
        handle: &Handle,
        guild: GuildId,
        _allowed: &Authorized<FaqCommand>,
    ) -> Result<(), RestError> {
        let form = FaqForm { guild, entry: None, base: 0, instead_of: 0 };
        self.open_entry_form(handle, &form, &blank()).await
    }

    pub(super) async fn open_edit(
        &self,
        handle: &Handle,
        guild: GuildId,
        _allowed: &Authorized<FaqCommand>,
        id: &str,
    ) -> Result<(), RestError> {
        let current = match self.current(guild, id).await {
            Ok(Some(current)) => current,
            Ok(None) => return self.whisper(handle, &self.no_such_entry(guild, id)).await,
            Err(error) => return self.whisper(handle, &failed(&error)).await,
        };
        let (entry, base) = (Some(EntryTag::of(&current.id)), current.revision);
        let form = FaqForm { guild, entry, base, instead_of: 0 };
        let filled = current.json().unwrap_or_else(blank);
        self.open_entry_form(handle, &form, &filled).await
    }

    /// Opens the form again with what was proposed.
    pub(super) async fn open_again(
        &self,
        handle: &Handle,
        guild: GuildId,
        _allowed: &Authorized<FaqCommand>,
        change: u64,
    ) -> Result<(), RestError> {
        let proposed = match self.store.change(guild.get(), change).await {
            Ok(proposed) => proposed,
            Err(error) => return self.whisper(handle, &failed(&error)).await,
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
        self.open_entry_form(handle, &form, &filled).await
    }

    async fn open_entry_form(
        &self,
        handle: &Handle,
        form: &FaqForm,
        filled: &Value,
    ) -> Result<(), RestError> {
        self.open_form(handle, &form.to_string(), form.title(), &entry_fields(filled)).await
    }

    /// Opens a form under an id.
    pub(in crate::discord::bot) async fn open_form(
        &self,
        handle: &Handle,
        form: &str,
        title: &str,
        fields: &[Field],
    ) -> Result<(), RestError> {
        let rows: Vec<Value> = fields.iter().map(Field::json).collect();
        let data = json!({ "custom_id": form, "title": title, "components": rows });
        let body = json!({ "type": Kind::Form as u8, "data": data });
        self.rest.run(handle.callback(body)).await
    }

    /// Takes what was written in the form of a new entry that answers questions; or says why not.
    pub(in crate::discord::bot) async fn write_answer(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        _allowed: &Authorized<InboxCommand>,
        written: &Written,
        awaited: Vec<Awaited>,
    ) -> Result<Result<Message, Message>, StoreError> {
        let form = FaqForm { guild, entry: None, base: 0, instead_of: 0 };
        self.take_written(handle, guild, &form, written, awaited).await
    }

    /// Takes what was written in the form of an entry; or says why not.
    pub(super) async fn write_entry(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        _allowed: &Authorized<FaqCommand>,
        form: &FaqForm,
        written: &Written,
    ) -> Result<Result<Message, Message>, StoreError> {
        self.take_written(handle, guild, form, written, Vec::new()).await
    }

    async fn take_written(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        form: &FaqForm,
        written: &Written,
        mut awaited: Vec<Awaited>,
    ) -> Result<Result<Message, Message>, StoreError> {
        let question = written.get(QUESTION).map(|text| text.trim()).unwrap_or_default();
        let id = match &form.entry {
            Some(tag) => match self.entry_of(guild, tag).await? {
                Some(id) => id,
                None => {
                    let text = "That entry is not one of this server's. Nothing was changed.";
                    return Ok(Err(Message::text(text)));
                }
            },
            None => self.id_for(handle, question),
        };
        let current = self.current(guild, id.as_str()).await?;
        let is_used = current.as_ref().is_some_and(|current| current.is_used);
        let is_taken = form.entry.is_none() && is_used;
        let revision = current.as_ref().map_or(0, |current| current.revision);
        // What was written was written over what the form was filled in with.
        let is_stale = form.entry.is_some() && form.base != revision;
        let before = if is_stale {
            self.said_at(guild, &id, form.base).await?
        } else {
            current.as_ref().filter(|_| !is_taken).and_then(Current::json)
        };
        let template = before.clone().unwrap_or_else(blank);
        let after = written_over(&template, written);
        // As the log holds entries, where it is one.
        let after = laid_entry(id.as_str(), 0, &after).map_or(after, |entry| json_of(&entry));
        if !is_taken && (is_used || is_stale) && before.as_ref() == Some(&after) {
            let text = "Nothing is different, so there is nothing to publish.";
            return Ok(Ok(Message::text(text)));
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
                awaited.extend(self.store.awaited_by(guild.get(), form.instead_of).await?);
            }
        }
        if is_taken {
            return self.propose_beside(handle, guild, &id, after, &awaited).await.map(Ok);
        }
        let kind = if form.entry.is_some() { ChangeKind::Edit } else { ChangeKind::Add };
        let plan = Plan { entry: id, kind, base, before, after: Some(after) };
        if is_stale {
            let in_the_way = self.store.change(guild.get(), revision).await?;
            let in_the_way = in_the_way.as_ref();
            return self.propose_anew(handle, guild, plan, in_the_way, &awaited).await.map(Ok);
        }
        self.propose_for(handle, guild, plan, &awaited).await.map(Ok)
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
