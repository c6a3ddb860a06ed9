//! Interactions: what bots are sent of them, and what became of them.
//!
//! **Invariant:** an interaction belongs to one bot and one person, and is answered at most once;
//! a token is good for nothing but its own interaction.

use serde_json::{Value, json};

use super::World;
use super::events::{Audience, Event};
use super::ids::{Id, Moment};

/// How long a bot has for its first response, in milliseconds.
pub const RESPONSE_TIME: u64 = 3000;

/// How long the token of an interaction lives, in milliseconds.
pub const TOKEN_LIFE: u64 = 15 * 60 * 1000;

/// The most bytes of a file in a response: what Discord sends for guilds without boosts.
const LARGEST_FILE: u64 = 10 * 1024 * 1024;

/// What somebody did. The numbers are Discord's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InteractionKind {
    /// Used a command.
    Command = 2,
    /// Pressed a button, or chose from a list.
    Component = 3,
    /// Typed into an option that suggests values.
    Autocomplete = 4,
    /// Sent off a form.
    Modal = 5,
}

/// A response of the bot to an interaction.
#[derive(Clone, Debug)]
pub struct Response {
    /// Discord's number of its type: 4 message, 5 deferred message, 6 deferred update, 7 update,
    /// 8 suggestions, 9 form.
    pub kind: u64,
    /// The `data` of the response as the bot sent it.
    pub data: Value,
    /// When it came.
    pub at: Moment,
}

/// An interaction and what became of it.
#[derive(Clone, Debug)]
pub struct InteractionRecord {
    /// Its id.
    pub id: Id,
    /// The bot that it is for.
    pub bot: Id,
    /// Who did it.
    pub user: Id,
    /// Where.
    pub channel: Id,
    /// What was done.
    pub kind: InteractionKind,
    /// The token that responses carry.
    pub token: String,
    /// When.
    pub created: Moment,
    /// What the bot was sent.
    pub payload: Value,
    /// The first response, if the bot gave one.
    pub response: Option<Response>,
    /// The message that the first response made or changed.
    pub original: Option<Id>,
    /// Messages sent after the first response, oldest first.
    pub followups: Vec<Id>,
}

impl InteractionRecord {
    /// Whether the time for a first response passed without one.
    #[must_use]
    pub fn missed(&self, now: Moment) -> bool {
        self.response.is_none() && now.since(self.created) > RESPONSE_TIME
    }

    /// Whether the token is no longer good.
    #[must_use]
    pub fn over(&self, now: Moment) -> bool {
        now.since(self.created) > TOKEN_LIFE
    }

    /// Suggestions that the bot gave, if it was asked for them.
    #[must_use]
    pub fn suggestions(&self) -> &[Value] {
        let data = self.response.as_ref().filter(|response| response.kind == 8);
        data.and_then(|response| response.data["choices"].as_array())
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// The form that the bot opened, if it did.
    #[must_use]
    pub fn modal(&self) -> Option<&Value> {
        let response = self.response.as_ref().filter(|response| response.kind == 9);
        response.map(|response| &response.data)
    }
}

impl World {
    /// An interaction and what became of it.
    #[must_use]
    pub fn interaction(&self, id: Id) -> Option<&InteractionRecord> {
        self.interactions.get(&id)
    }

    /// Every interaction, oldest first.
    pub fn interactions(&self) -> impl Iterator<Item = &InteractionRecord> {
        self.interactions.values()
    }

    /// Sends an interaction to a bot.
    pub(super) fn interact(
        &mut self,
        bot: Id,
        user: Id,
        channel: Id,
        kind: InteractionKind,
        data: &Value,
        message: Option<Value>,
    ) -> Id {
        let id = self.next_id();
        let token = self.mint_token(id);
        let mut payload = json!({
            "id": id,
            "application_id": bot,
            "type": kind as u8,
            "data": data,
            "channel_id": channel,
            "channel": self.channel_json(channel, user),
            "token": token,
            "version": 1,
            "app_permissions": self.permissions_in(channel, bot).to_string(),
            "locale": "en-US",
            "entitlements": [],
            "entitlement_sku_ids": [],
            "attachment_size_limit": LARGEST_FILE,
        });
        payload["channel"]["permissions"] = json!(self.permissions_in(channel, user).to_string());
        match self.channels.get(&channel).and_then(|channel| channel.guild) {
            Some(guild) => {
                payload["guild_id"] = json!(guild);
                payload["guild_locale"] = json!("en-US");
                payload["guild"] =
                    json!({ "id": guild, "locale": "en-US", "features": ["COMMUNITY"] });
                payload["authorizing_integration_owners"] = json!({ "0": guild });
                payload["context"] = json!(0);
                payload["member"] = json!(self.member_json(guild, user));
                payload["member"]["permissions"] = payload["channel"]["permissions"].clone();
            }
            None => {
                payload["authorizing_integration_owners"] = json!({ "0": "0" });
                payload["context"] = json!(1);
                payload["user"] = self.user_json(user);
            }
        }
        if let Some(message) = message {
            payload["message"] = message;
        }
        let record = InteractionRecord {
            id,
            bot,
            user,
            channel,
            kind,
            token,
            created: self.now,
            payload: payload.clone(),
            response: None,
            original: None,
            followups: Vec::new(),
        };
        self.interactions.insert(id, record);
        let audience = Audience::One { bot, intents: 0 };
        self.events.push(Event { name: "INTERACTION_CREATE", data: payload, audience });
        id
    }

    /// A token that cannot be mistaken for another. It looks like Discord's: long, and of letters
    /// that need no escaping in a path.
    fn mint_token(&self, id: Id) -> String {
        let digest = sha1_smol::Sha1::from(format!("interaction {id}")).digest();
        format!("aW{id}{digest}")
    }

    /// What messages tell of the interaction that they came of.
    pub(super) fn metadata(&self, record: &InteractionRecord) -> Value {
        let mut metadata = json!({
            "id": record.id,
            "type": record.kind as u8,
            "user": self.user_json(record.user),
            "authorizing_integration_owners": record.payload["authorizing_integration_owners"],
        });
        let data = &record.payload["data"];
        match record.kind {
            InteractionKind::Command => {
                metadata["name"] = data["name"].clone();
                metadata["command_type"] = data["type"].clone();
                if !data["target_id"].is_null() {
                    metadata["target_message_id"] = data["target_id"].clone();
                }
            }
            InteractionKind::Component => {
                metadata["interacted_message_id"] = record.payload["message"]["id"].clone();
            }
            InteractionKind::Modal => {
                let opener = self.openers.get(&record.id).and_then(|id| self.interactions.get(id));
                if let Some(opener) = opener {
                    metadata["triggering_interaction_metadata"] = self.metadata(opener);
                }
            }
            InteractionKind::Autocomplete => {}
        }
        metadata
    }
}
