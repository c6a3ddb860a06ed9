//! What follows the first response to an interaction: its original message, and further ones.
//!
//! **Invariant:** a token reaches the messages of its own interaction only, after its first
//! response and within its life.

use super::World;
use super::failure::Failure;
use super::form::MessageForm;
use super::ids::Id;
use super::interactions::InteractionRecord;
use super::messages::{EPHEMERAL, LOADING};
use super::rest::{Call, Outcome, done, found};

impl World {
    /// `/webhooks/{application}/{token}…`
    pub(super) fn route_webhooks(&mut self, call: &Call) -> Outcome {
        let ["webhooks", application, token, rest @ ..] = call.path.as_slice() else {
            return Err(Failure::no_such_route());
        };
        let record = self.record_of(application, token)?;
        match (call.method, rest) {
            ("POST", []) => self.follow_up(&record, call),
            (method, ["messages", message]) => {
                let message = message_of(&record, message)?;
                if self.message(message).is_none() {
                    return Err(Failure::unknown_message());
                }
                match method {
                    "GET" => found(self.message(message).cloned().unwrap_or_default()),
                    "PATCH" => self.edit_response(message, call),
                    "DELETE" => {
                        self.remove(message);
                        done()
                    }
                    _ => Err(Failure::no_such_route()),
                }
            }
            _ => Err(Failure::no_such_route()),
        }
    }

    /// The interaction that a token belongs to.
    fn record_of(&self, application: &str, token: &str) -> Result<InteractionRecord, Failure> {
        let bot = Id::parse(application).filter(|bot| self.bots.contains_key(bot));
        let bot = bot.ok_or_else(Failure::unknown_webhook)?;
        let id = token_id(token).and_then(|id| self.interactions.get(&id));
        let record = id.filter(|record| record.token == token && record.bot == bot);
        let record = record.ok_or_else(Failure::invalid_webhook_token)?;
        if record.over(self.now) {
            return Err(Failure::invalid_webhook_token());
        }
        if record.response.is_none() {
            return Err(Failure::unknown_webhook());
        }
        Ok(record.clone())
    }

    fn follow_up(&mut self, record: &InteractionRecord, call: &Call) -> Outcome {
        let waiting = record.original.filter(|original| self.is_loading(*original));
        if let Some(original) = waiting {
            return self.edit_response(original, call);
        }
        let form = MessageForm::read(call.body)?;
        if form.is_empty() {
            return Err(Failure::empty_message());
        }
        let mut draft = self.draft_for(record, form.flags() & EPHEMERAL != 0);
        for (field, value) in &mut draft.more {
            if let ("interaction_metadata", Some(original)) = (*field, record.original) {
                value["original_response_message_id"] = original.to_string().into();
            }
        }
        draft.tts = call.body["tts"].as_bool().unwrap_or(false);
        form.fill(&mut draft);
        let id = self.send(draft);
        if let Some(known) = self.interactions.get_mut(&record.id) {
            known.followups.push(id);
        }
        found(self.message(id).cloned().unwrap_or_default())
    }

    fn is_loading(&self, message: Id) -> bool {
        let flags = self.message(message).and_then(|message| message["flags"].as_u64());
        flags.unwrap_or_default() & LOADING != 0
    }

    /// Changes a message of an interaction. One that was put off is then there.
    fn edit_response(&mut self, message: Id, call: &Call) -> Outcome {
        let form = MessageForm::read(call.body)?;
        let loading = self.is_loading(message);
        if loading && form.is_empty() {
            return Err(Failure::empty_message());
        }
        if loading && let Some(stored) = self.messages.get_mut(&message) {
            let flags = stored.json["flags"].as_u64().unwrap_or_default();
            stored.json["flags"] = (flags & !LOADING).into();
        }
        self.apply(message, &form)?;
        found(self.message(message).cloned().unwrap_or_default())
    }
}

/// Which message of an interaction is meant.
fn message_of(record: &InteractionRecord, named: &str) -> Result<Id, Failure> {
    let id = if named == "@original" { record.original } else { Id::parse(named) };
    let id = id.ok_or_else(Failure::unknown_message)?;
    let own = record.original == Some(id) || record.followups.contains(&id);
    if own { Ok(id) } else { Err(Failure::unknown_message()) }
}

/// The interaction's id, which its token begins with.
fn token_id(token: &str) -> Option<Id> {
    // 40 digits of a digest follow it: see `World::mint_token`.
    let inside = token.strip_prefix("aW")?;
    Id::parse(inside.get(..inside.len().checked_sub(40)?)?)
}
