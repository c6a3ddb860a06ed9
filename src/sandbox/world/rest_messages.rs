//! Messages over REST.
//!
//! **Invariant:** what a bot may not see or do in a channel is refused before anything changes.

use serde_json::{Value, json};

use super::World;
use super::channels::Channel;
use super::events::{Audience, Event, intents};
use super::failure::{Complaints, Failure};
use super::form::MessageForm;
use super::ids::{Id, Moment};
use super::messages::{Change, Draft, kinds};
use super::permissions::{
    EMBED_LINKS, MANAGE_MESSAGES, MANAGE_THREADS, READ_MESSAGE_HISTORY, VIEW_CHANNEL,
};
use super::rest::{Call, Outcome, done, found};

/// How long a nonce is remembered: Discord says "the past few minutes".
const NONCE_LIFE: u64 = 5 * 60 * 1000;

/// How many messages a list holds unless the bot asks for another number, and at most.
const USUAL_LIST: usize = 50;
const LONGEST_LIST: usize = 100;

impl World {
    pub(super) fn route_messages(&mut self, bot: Id, channel: Id, call: &Call) -> Outcome {
        match (call.method, call.path.get(3..).unwrap_or_default()) {
            ("GET", []) => self.list_messages(bot, channel, call),
            ("POST", []) => self.post_message(bot, channel, call.body),
            ("GET", [message]) => {
                self.require(bot, channel, READ_MESSAGE_HISTORY)?;
                let message = self.message_in(channel, message)?;
                found(self.shown(message, bot))
            }
            ("PATCH", [message]) => {
                let message = self.message_in(channel, message)?;
                self.patch_message(bot, channel, message, call.body)
            }
            ("DELETE", [message]) => {
                let message = self.message_in(channel, message)?;
                let own = self.messages.get(&message).is_some_and(|known| known.author == bot);
                self.require(bot, channel, if own { VIEW_CHANNEL } else { MANAGE_MESSAGES })?;
                self.remove(message);
                done()
            }
            _ => Err(Failure::no_such_route()),
        }
    }

    /// A message that everybody sees in this channel.
    pub(super) fn message_in(&self, channel: Id, message: &str) -> Result<Id, Failure> {
        let id = Id::parse(message).ok_or_else(Failure::unknown_message)?;
        let known = self.messages.get(&id);
        known
            .filter(|message| message.channel == channel && message.only_for.is_none())
            .map(|_| id)
            .ok_or_else(Failure::unknown_message)
    }

    /// A channel that this bot sees.
    pub(super) fn visible_channel(&self, bot: Id, channel: &str) -> Result<&Channel, Failure> {
        let id = Id::parse(channel).and_then(|id| self.channels.get(&id));
        let channel = id.ok_or_else(Failure::unknown_channel)?;
        if self.sees(channel.id, bot) { Ok(channel) } else { Err(Failure::missing_access()) }
    }

    /// Refuses a bot that lacks one of these permissions.
    pub(super) fn require(&self, bot: Id, channel: Id, needed: u64) -> Result<(), Failure> {
        let granted = self.permissions_in(channel, bot);
        if granted & VIEW_CHANNEL == 0 {
            return Err(Failure::missing_access());
        }
        if granted & needed == needed { Ok(()) } else { Err(Failure::missing_permissions()) }
    }

    /// A message as REST shows it to this bot.
    pub(super) fn shown(&self, message: Id, bot: Id) -> Value {
        let mut json = self.message(message).cloned().unwrap_or_default();
        if !self.may_read(bot) {
            self.strip(&mut json, bot);
        }
        json
    }

    fn list_messages(&self, bot: Id, channel: Id, call: &Call) -> Outcome {
        let granted = self.permissions_in(channel, bot);
        let limit = match call.query("limit").map(str::parse::<usize>) {
            None => USUAL_LIST,
            Some(Ok(limit @ 1..=LONGEST_LIST)) => limit,
            Some(_) => {
                let message = "int value should be between 1 and 100.";
                return Err(Complaints::only("limit", "NUMBER_TYPE_RANGE", message));
            }
        };
        let all = self.channels.get(&channel).map(|channel| channel.messages.as_slice());
        let all = if granted & READ_MESSAGE_HISTORY == 0 { None } else { all };
        let all = all.unwrap_or_default();
        let place = |name: &str| call.query(name).and_then(Id::parse);
        let (start, end) = if let Some(around) = place("around") {
            let middle = all.partition_point(|id| *id < around);
            (middle.saturating_sub(limit / 2), middle + limit.div_ceil(2))
        } else if let Some(after) = place("after") {
            let start = all.partition_point(|id| *id <= after);
            (start, start + limit)
        } else {
            let end =
                place("before").map_or(all.len(), |before| all.partition_point(|id| *id < before));
            (end.saturating_sub(limit), end)
        };
        let chosen = all.get(start..end.min(all.len())).unwrap_or_default();
        found(chosen.iter().rev().map(|id| self.shown(*id, bot)).collect())
    }

    /// Sends a message as a bot; the answer's body is the message.
    pub(super) fn post_message(&mut self, bot: Id, channel: Id, body: &Value) -> Outcome {
        self.may_speak(bot, channel)?;
        let form = MessageForm::read(body)?;
        if form.is_empty() {
            return Err(Failure::empty_message());
        }
        if form.has_embeds() {
            self.require(bot, channel, EMBED_LINKS)?;
        }
        let answers = self.answered(bot, channel, body)?;
        let nonce = match &body["nonce"] {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        };
        if let Some(nonce) = &nonce
            && body["enforce_nonce"].as_bool() == Some(true)
            && let Some(earlier) = self.sent_with(bot, nonce)
        {
            return found(self.answered_with(earlier, &body["nonce"]));
        }
        let mut draft = Draft::new(bot, channel, "");
        form.fill(&mut draft);
        draft.nonce = nonce.is_some().then(|| body["nonce"].clone());
        draft.tts = body["tts"].as_bool().unwrap_or(false);
        if answers.is_some() {
            draft.kind = kinds::REPLY;
            draft.answers = answers;
        }
        let id = self.send(draft);
        if let Some(nonce) = nonce {
            self.nonces.insert((bot, nonce), (id, self.now));
        }
        found(self.answered_with(id, &body["nonce"]))
    }

    /// The message that this author sent with this nonce in the last minutes.
    fn sent_with(&self, author: Id, nonce: &str) -> Option<Id> {
        let (id, at): &(Id, Moment) = self.nonces.get(&(author, nonce.to_owned()))?;
        (self.now.since(*at) < NONCE_LIFE).then_some(*id)
    }

    fn answered_with(&self, id: Id, nonce: &Value) -> Value {
        let known = self.message(id).or_else(|| self.gone.get(&id));
        let mut json = known.cloned().unwrap_or_default();
        if !nonce.is_null() {
            json["nonce"] = nonce.clone();
        }
        json
    }

    /// Whether a bot may send something here at all.
    fn may_speak(&self, bot: Id, channel: Id) -> Result<(), Failure> {
        let place = self.channels.get(&channel).ok_or_else(Failure::unknown_channel)?;
        if !place.kind.holds_messages() {
            return Err(Failure::not_a_text_channel());
        }
        if place.guild.is_none() {
            return self.may_write_to(bot, place);
        }
        self.require(bot, channel, place.permission_to_speak())?;
        let locked = place.thread.as_ref().is_some_and(|thread| thread.locked && thread.archived);
        if locked && self.permissions_in(channel, bot) & MANAGE_THREADS == 0 {
            return Err(Failure::thread_locked());
        }
        Ok(())
    }

    /// A person can be written to who shares a guild with the bot, and did not refuse.
    fn may_write_to(&self, bot: Id, direct: &Channel) -> Result<(), Failure> {
        let others = direct.recipients.iter().filter(|other| **other != bot);
        let reachable = others.filter_map(|other| self.users.get(other)).all(|other| {
            let together = self.guilds.values().any(|guild| {
                guild.members.contains_key(&bot) && guild.members.contains_key(&other.id)
            });
            other.takes_directs && together
        });
        if reachable { Ok(()) } else { Err(Failure::no_directs()) }
    }

    /// The message that a body answers, if it names one that is there.
    fn answered(&self, bot: Id, channel: Id, body: &Value) -> Result<Option<Id>, Failure> {
        let reference = &body["message_reference"];
        let Some(id) = Id::from_json(&reference["message_id"]) else { return Ok(None) };
        if self.permissions_in(channel, bot) & READ_MESSAGE_HISTORY == 0 {
            return Err(Failure::reply_without_history());
        }
        let known = self
            .messages
            .get(&id)
            .filter(|message| message.channel == channel && message.only_for.is_none());
        if known.is_some() {
            return Ok(Some(id));
        }
        if reference["fail_if_not_exists"].as_bool() == Some(false) {
            return Ok(None);
        }
        let code = "REPLIES_UNKNOWN_MESSAGE";
        Err(Complaints::only("message_reference", code, "Unknown message"))
    }

    fn patch_message(&mut self, bot: Id, channel: Id, message: Id, body: &Value) -> Outcome {
        self.require(bot, channel, VIEW_CHANNEL)?;
        if self.messages.get(&message).is_some_and(|known| known.author != bot) {
            return Err(Failure::not_the_author());
        }
        let form = MessageForm::read(body)?;
        if form.has_embeds() {
            self.require(bot, channel, EMBED_LINKS)?;
        }
        self.apply(message, &form)?;
        found(self.shown(message, bot))
    }

    /// Changes a message by a form. One that would be left empty is refused.
    pub(super) fn apply(&mut self, message: Id, form: &MessageForm) -> Result<(), Failure> {
        let current = self.message(message).ok_or_else(Failure::unknown_message)?;
        if form.would_empty(current) {
            return Err(Failure::empty_message());
        }
        let change: Change = form.change(current);
        self.change(message, change);
        Ok(())
    }

    pub(super) fn show_typing(&mut self, bot: Id, channel: Id) -> Outcome {
        self.may_speak(bot, channel)?;
        let guild = self.channels.get(&channel).and_then(|channel| channel.guild);
        let seconds = self.now.0 / 1000;
        let mut data = json!({ "channel_id": channel, "user_id": bot, "timestamp": seconds });
        let mut needed = intents::DIRECT_MESSAGE_TYPING;
        if let Some(guild) = guild {
            needed = intents::GUILD_MESSAGE_TYPING;
            data["guild_id"] = json!(guild);
            data["member"] = json!(self.member_json(guild, bot));
        }
        let audience = Audience::Channel { channel, intents: needed };
        self.events.push(Event { name: "TYPING_START", data, audience });
        done()
    }
}
