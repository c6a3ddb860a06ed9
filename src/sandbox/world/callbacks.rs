//! First responses to interactions.
//!
//! **Invariant:** an interaction is answered once, in time, and in a way that its kind allows.

use serde_json::{Value, json};

use super::World;
use super::command_form::{ON_MESSAGE, check_choice_list, options};
use super::components;
use super::failure::{Complaints, Failure};
use super::form::MessageForm;
use super::ids::Id;
use super::interactions::{InteractionKind, InteractionRecord, Response};
use super::messages::{Draft, EPHEMERAL, LOADING, kinds};
use super::rest::{Call, Outcome, done, found};

/// Types of responses, with Discord's numbers.
mod responses {
    pub(super) const MESSAGE: u64 = 4;
    pub(super) const LATER: u64 = 5;
    pub(super) const UPDATE_LATER: u64 = 6;
    pub(super) const UPDATE: u64 = 7;
    pub(super) const SUGGESTIONS: u64 = 8;
    pub(super) const MODAL: u64 = 9;
}

/// The most suggestions.
const SUGGESTIONS: usize = 25;
/// The most characters of a form's title, and of a label in it.
const TITLE: usize = 45;
/// The most parts of a form.
const PARTS: usize = 5;

impl World {
    /// `POST /interactions/{id}/{token}/callback`
    pub(super) fn respond(&mut self, call: &Call) -> Outcome {
        let ("POST", ["interactions", id, token, "callback"]) = (call.method, call.path.as_slice())
        else {
            return Err(Failure::no_such_route());
        };
        let record = Id::parse(id).and_then(|id| self.interactions.get(&id));
        let record = record.filter(|record| record.token == *token && !record.missed(self.now));
        let record = record.ok_or_else(Failure::unknown_interaction)?.clone();
        if record.response.is_some() {
            return Err(Failure::already_acknowledged());
        }
        let data = &call.body["data"];
        let kind = allowed_kind(&record, &call.body["type"])?;
        let original = match kind {
            responses::MESSAGE => Some(self.respond_with_message(&record, data)?),
            responses::LATER => Some(self.respond_later(&record, data)),
            responses::UPDATE => Some(self.respond_with_update(&record, data)?),
            responses::UPDATE_LATER => Id::from_json(&record.payload["message"]["id"]),
            responses::SUGGESTIONS => {
                check_suggestions(&record, data)?;
                None
            }
            _ => None,
        };
        let mut data = data.clone();
        if kind == responses::MODAL {
            data["components"] = read_modal(&data)?;
        }
        if let Some(known) = self.interactions.get_mut(&record.id) {
            known.response = Some(Response { kind, data, at: self.now });
            known.original = original;
        }
        if matches!(call.query("with_response"), Some("true" | "1")) {
            return found(self.callback_json(&record, kind, original));
        }
        done()
    }

    fn respond_with_message(
        &mut self,
        record: &InteractionRecord,
        data: &Value,
    ) -> Result<Id, Failure> {
        let form = MessageForm::read(data)?;
        if form.is_empty() {
            return Err(Failure::empty_message());
        }
        let mut draft = self.draft_for(record, form.flags() & EPHEMERAL != 0);
        draft.tts = data["tts"].as_bool().unwrap_or(false);
        form.fill(&mut draft);
        Ok(self.send(draft))
    }

    fn respond_later(&mut self, record: &InteractionRecord, data: &Value) -> Id {
        let hidden = data["flags"].as_u64().unwrap_or_default() & EPHEMERAL;
        let mut draft = self.draft_for(record, hidden != 0);
        draft.flags = LOADING | hidden;
        self.send(draft)
    }

    fn respond_with_update(
        &mut self,
        record: &InteractionRecord,
        data: &Value,
    ) -> Result<Id, Failure> {
        let form = MessageForm::read(data)?;
        let message = Id::from_json(&record.payload["message"]["id"]);
        let message = message.ok_or_else(Failure::unknown_message)?;
        self.apply(message, &form)?;
        Ok(message)
    }

    /// An empty message of the bot that tells which interaction it came of.
    pub(super) fn draft_for(&self, record: &InteractionRecord, hidden: bool) -> Draft {
        let mut draft = Draft::new(record.bot, record.channel, "");
        draft.only_for = hidden.then_some(record.user);
        let payload = &record.payload;
        draft.more = vec![
            ("webhook_id", json!(record.bot)),
            ("application_id", json!(record.bot)),
            ("interaction_metadata", self.metadata(record)),
        ];
        match record.kind {
            InteractionKind::Command => {
                let on_message = payload["data"]["type"].as_u64() == Some(ON_MESSAGE);
                draft.kind = if on_message { kinds::CONTEXT_MENU } else { kinds::CHAT_COMMAND };
                let name = payload["data"]["name"].clone();
                let user = self.user_json(record.user);
                let told = json!({ "id": record.id, "type": 2, "name": name, "user": user });
                draft.more.push(("interaction", told));
            }
            InteractionKind::Component | InteractionKind::Modal => {
                draft.answers = Id::from_json(&payload["message"]["id"]);
                draft.allowed.replied_user = false;
                if draft.answers.is_some() {
                    draft.kind = kinds::REPLY;
                }
            }
            InteractionKind::Autocomplete => {}
        }
        draft
    }

    fn callback_json(&self, record: &InteractionRecord, kind: u64, original: Option<Id>) -> Value {
        let mut told = json!({
            "id": record.id,
            "type": record.kind as u8,
            "channel_id": record.channel,
        });
        if !record.payload["guild_id"].is_null() {
            told["guild_id"] = record.payload["guild_id"].clone();
        }
        let message = original.and_then(|original| self.message(original));
        let Some(message) = message else { return json!({ "interaction": told }) };
        let flags = message["flags"].as_u64().unwrap_or_default();
        told["response_message_id"] = message["id"].clone();
        told["response_message_loading"] = json!(flags & LOADING != 0);
        told["response_message_ephemeral"] = json!(flags & EPHEMERAL != 0);
        json!({ "interaction": told, "resource": { "type": kind, "message": message } })
    }
}

/// The type of a response, if the interaction can be answered so.
fn allowed_kind(record: &InteractionRecord, kind: &Value) -> Result<u64, Failure> {
    let on_message = !record.payload["message"].is_null();
    let known = kind.as_u64().filter(|kind| match *kind {
        responses::MESSAGE | responses::LATER => record.kind != InteractionKind::Autocomplete,
        responses::UPDATE_LATER | responses::UPDATE => on_message,
        responses::SUGGESTIONS => record.kind == InteractionKind::Autocomplete,
        responses::MODAL => {
            matches!(record.kind, InteractionKind::Command | InteractionKind::Component)
        }
        _ => false,
    });
    known.ok_or_else(|| {
        let message = "This type of response does not fit the interaction.";
        Complaints::only("type", "INTERACTION_CALLBACK_TYPE_INVALID", message)
    })
}

fn check_suggestions(record: &InteractionRecord, data: &Value) -> Result<(), Failure> {
    let mut complaints = Complaints::default();
    let choices = data["choices"].as_array().map(Vec::as_slice).unwrap_or_default();
    complaints.at_most("data.choices", choices.len(), SUGGESTIONS);
    let kind = focused(&record.payload["data"]["options"]).unwrap_or(options::TEXT);
    check_choice_list(choices, kind, "data.choices", &mut complaints);
    complaints.finish()
}

/// The type of the option that is typed into.
fn focused(list: &Value) -> Option<u64> {
    list.as_array()?.iter().find_map(|option| {
        if option["focused"].as_bool() == Some(true) {
            return option["type"].as_u64();
        }
        focused(&option["options"])
    })
}

/// The parts of a form: checked and numbered.
fn read_modal(data: &Value) -> Result<Value, Failure> {
    let mut complaints = Complaints::default();
    let title = data["title"].as_str().unwrap_or_default();
    complaints.length("data.title", title, 1, TITLE);
    let custom_id = data["custom_id"].as_str().unwrap_or_default();
    complaints.length("data.custom_id", custom_id, 1, 100);
    let parts = data["components"].as_array().map(Vec::as_slice).unwrap_or_default();
    if parts.is_empty() || parts.len() > PARTS {
        let message = format!("Must be between 1 and {PARTS} in length.");
        complaints.add("data.components", "BASE_TYPE_BAD_LENGTH", &message);
    }
    for (index, part) in parts.iter().enumerate() {
        let row = part["components"].as_array().and_then(|row| row.first());
        for (place, labelled) in [("", Some(part)), (".components.0", row)] {
            let label = labelled.and_then(|labelled| labelled["label"].as_str());
            let at = format!("data.components.{index}{place}.label");
            complaints.length(&at, label.unwrap_or_default(), 0, TITLE);
        }
    }
    let kept = components::read(&data["components"], &mut complaints);
    complaints.finish()?;
    Ok(kept)
}
