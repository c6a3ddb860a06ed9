//! Messages: making, changing and removing them.
//!
//! **Invariant:** a message that everybody sees is in its channel's list, in order; an ephemeral
//! one is in none, and no event tells of it.

use serde_json::{Value, json};

use super::World;
use super::events::{Audience, Event, intents};
use super::ids::Id;
use super::mentions::Allowed;

/// A message that only one person sees.
pub(super) const EPHEMERAL: u64 = 1 << 6;

/// A response that is yet to come.
pub(super) const LOADING: u64 = 1 << 7;

/// A message that a thread hangs on.
pub(super) const HAS_THREAD: u64 = 1 << 5;

/// Made of components only: no content, no embeds.
pub(super) const COMPONENTS_ONLY: u64 = 1 << 15;

/// The flags that a bot can set: no previews, ephemeral, silent, components only.
pub(super) const SETTABLE_FLAGS: u64 = 1 << 2 | EPHEMERAL | 1 << 12 | COMPONENTS_ONLY;

/// Types of messages, with Discord's numbers.
pub(super) mod kinds {
    pub(in super::super) const DEFAULT: u8 = 0;
    pub(in super::super) const THREAD_CREATED: u8 = 18;
    pub(in super::super) const REPLY: u8 = 19;
    pub(in super::super) const CHAT_COMMAND: u8 = 20;
    pub(in super::super) const THREAD_STARTER: u8 = 21;
    pub(in super::super) const CONTEXT_MENU: u8 = 23;
}

/// A message to be.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) author: Id,
    pub(super) channel: Id,
    pub(super) kind: u8,
    pub(super) content: String,
    pub(super) embeds: Value,
    pub(super) components: Value,
    pub(super) attachments: Value,
    pub(super) flags: u64,
    pub(super) tts: bool,
    pub(super) nonce: Option<Value>,
    pub(super) allowed: Allowed,
    /// The message that this one answers.
    pub(super) answers: Option<Id>,
    /// Who sees it, if not everybody.
    pub(super) only_for: Option<Id>,
    /// Further fields, as those that tell of an interaction.
    pub(super) more: Vec<(&'static str, Value)>,
    /// The id, where it is given beforehand: the first message of a forum's post.
    pub(super) id: Option<Id>,
}

impl Draft {
    pub(super) fn new(author: Id, channel: Id, content: &str) -> Draft {
        Draft {
            author,
            channel,
            kind: kinds::DEFAULT,
            content: content.to_owned(),
            embeds: json!([]),
            components: json!([]),
            attachments: json!([]),
            flags: 0,
            tts: false,
            nonce: None,
            allowed: Allowed::everything(),
            answers: None,
            only_for: None,
            more: Vec::new(),
            id: None,
        }
    }
}

/// A message, and what its JSON does not tell.
#[derive(Clone, Debug)]
pub(super) struct Message {
    pub(super) channel: Id,
    pub(super) author: Id,
    /// Who sees it, if not everybody.
    pub(super) only_for: Option<Id>,
    pub(super) json: Value,
}

/// What changes about a message; `None` leaves a part as it is.
#[derive(Clone, Debug, Default)]
pub(super) struct Change {
    pub(super) content: Option<String>,
    pub(super) embeds: Option<Value>,
    pub(super) components: Option<Value>,
    pub(super) attachments: Option<Value>,
    pub(super) flags: Option<u64>,
    pub(super) allowed: Option<Allowed>,
}

impl World {
    /// Puts a message into its channel, and tells of it. The caller has checked everything.
    pub(super) fn send(&mut self, draft: Draft) -> Id {
        let id = draft.id.unwrap_or_else(|| self.next_id());
        let (author, channel) = (draft.author, draft.channel);
        let mut mentions = self.mentions(&draft.content, author, channel, &draft.allowed);
        let answered = draft.answers.and_then(|answered| self.messages.get(&answered));
        if let Some(answered) = answered
            && draft.allowed.replied_user
            && !mentions.users.contains(&answered.author)
        {
            mentions.users.push(answered.author);
        }
        let mut message = json!({
            "id": id,
            "channel_id": channel,
            "type": draft.kind,
            "content": draft.content,
            "author": self.user_json(author),
            "timestamp": self.now,
            "edited_timestamp": null,
            "tts": draft.tts,
            "pinned": false,
            "mention_everyone": mentions.everyone,
            "mentions": mentions.users.iter().map(|user| self.user_json(*user)).collect::<Vec<_>>(),
            "mention_roles": mentions.roles,
            "attachments": draft.attachments,
            "embeds": draft.embeds,
            "components": draft.components,
            "flags": draft.flags,
        });
        if let Some(answered) = draft.answers {
            self.add_reference(&mut message, answered);
        }
        for (field, value) in draft.more {
            message[field] = value;
        }
        if draft.only_for.is_none() {
            self.enter(id, author, channel, &mut message);
            self.announce_message("MESSAGE_CREATE", &message, draft.nonce);
        }
        let stored = Message { channel, author, only_for: draft.only_for, json: message };
        self.messages.insert(id, stored);
        id
    }

    fn add_reference(&mut self, message: &mut Value, answered: Id) {
        let channel = self.messages.get(&answered).map(|answered| answered.channel);
        let channel = channel.and_then(|channel| self.channels.get(&channel));
        let Some(channel) = channel else { return };
        let mut reference = json!({ "type": 0, "message_id": answered, "channel_id": channel.id });
        if let Some(guild) = channel.guild {
            reference["guild_id"] = json!(guild);
        }
        message["message_reference"] = reference;
        message["referenced_message"] = self.quoted(answered);
        if let Some(id) = Id::from_json(&message["id"]) {
            self.replies.entry(answered).or_default().push(id);
        }
    }

    /// A message as one that answers it shows it: without the one that it answers itself.
    fn quoted(&self, id: Id) -> Value {
        let Some(message) = self.messages.get(&id) else { return Value::Null };
        let mut quoted = message.json.clone();
        if let Some(fields) = quoted.as_object_mut() {
            fields.remove("referenced_message");
        }
        quoted
    }

    /// Enters a message in its channel's books.
    fn enter(&mut self, id: Id, author: Id, channel: Id, message: &mut Value) {
        self.wake_thread(channel, author);
        let Some(place) = self.channels.get_mut(&channel) else { return };
        place.messages.push(id);
        place.last_message = Some(id);
        if let Some(thread) = &mut place.thread {
            message["position"] = json!(thread.messages);
            if id != channel {
                thread.messages += 1;
                thread.total_sent += 1;
            }
        }
    }

    /// Tells of a message, with what events carry beyond REST: guild, member, nonce.
    fn announce_message(&mut self, name: &'static str, message: &Value, nonce: Option<Value>) {
        let Some(channel) = Id::from_json(&message["channel_id"]) else { return };
        let Some(place) = self.channels.get(&channel) else { return };
        let mut data = message.clone();
        data["channel_type"] = json!(place.kind.number());
        let mut needed = intents::DIRECT_MESSAGES;
        if let Some(guild) = place.guild {
            needed = intents::GUILD_MESSAGES;
            data["guild_id"] = json!(guild);
            let members = self.guilds.get(&guild).map(|guild| &guild.members);
            let member = |user: &Value| {
                let id = Id::from_json(&user["id"])?;
                Some(members?.get(&id)?.partial_json())
            };
            if let Some(member) = member(&data["author"]) {
                data["member"] = member;
            }
            for user in data["mentions"].as_array_mut().into_iter().flatten() {
                if let Some(member) = member(user) {
                    user["member"] = member;
                }
            }
        }
        if let Some(nonce) = nonce {
            data["nonce"] = nonce;
        }
        let audience = Audience::Channel { channel, intents: needed };
        self.events.push(Event { name, data, audience });
    }

    /// Changes a message, and tells of it. Nothing happens if there is none.
    pub(super) fn change(&mut self, id: Id, change: Change) {
        let Some(message) = self.messages.get(&id) else { return };
        let (author, channel) = (message.author, message.channel);
        let allowed = change.allowed.unwrap_or_else(Allowed::everything);
        let mentioned = change.content.as_ref().map(|content| {
            let found = self.mentions(content, author, channel, &allowed);
            let users: Vec<Value> = found.users.iter().map(|user| self.user_json(*user)).collect();
            (users, found.roles, found.everyone)
        });
        let now = self.now;
        let Some(message) = self.messages.get_mut(&id) else { return };
        let json = &mut message.json;
        if let Some(content) = change.content {
            json["content"] = json!(content);
        }
        if let Some((users, roles, everyone)) = mentioned {
            json["mentions"] = json!(users);
            json["mention_roles"] = json!(roles);
            json["mention_everyone"] = json!(everyone);
        }
        if let Some(embeds) = change.embeds {
            json["embeds"] = embeds;
        }
        if let Some(components) = change.components {
            json["components"] = components;
        }
        if let Some(attachments) = change.attachments {
            json["attachments"] = attachments;
        }
        if let Some(flags) = change.flags {
            json["flags"] = json!(flags);
        }
        json["edited_timestamp"] = json!(now);
        self.announce_change(id);
    }

    /// Tells of a message that changed, in the messages that answer it too.
    pub(super) fn announce_change(&mut self, id: Id) {
        let Some(message) = self.messages.get(&id) else { return };
        if message.only_for.is_none() {
            let json = message.json.clone();
            self.announce_message("MESSAGE_UPDATE", &json, None);
        }
        self.refresh_replies(id);
    }

    fn refresh_replies(&mut self, id: Id) {
        let Some(replies) = self.replies.get(&id) else { return };
        let quoted = self.quoted(id);
        for reply in replies {
            if let Some(reply) = self.messages.get_mut(reply) {
                reply.json["referenced_message"] = quoted.clone();
            }
        }
    }

    /// Removes a message, and tells of it. Nothing happens if there is none.
    pub(super) fn remove(&mut self, id: Id) {
        let Some(message) = self.messages.remove(&id) else { return };
        if self.nonces.values().any(|(known, _)| *known == id) {
            // Whoever sends it again is told of it as it was.
            self.gone.insert(id, message.json.clone());
        }
        let channel = message.channel;
        if message.only_for.is_none()
            && let Some(place) = self.channels.get_mut(&channel)
        {
            if let Ok(index) = place.messages.binary_search(&id) {
                place.messages.remove(index);
            }
            if let Some(thread) = &mut place.thread
                && id != channel
            {
                thread.messages = thread.messages.saturating_sub(1);
            }
            let mut data = json!({ "id": id, "channel_id": channel });
            let mut needed = intents::DIRECT_MESSAGES;
            if let Some(guild) = place.guild {
                needed = intents::GUILD_MESSAGES;
                data["guild_id"] = json!(guild);
            }
            let audience = Audience::Channel { channel, intents: needed };
            self.events.push(Event { name: "MESSAGE_DELETE", data, audience });
        }
        self.refresh_replies(id);
    }
}
