//! The state of a small Discord: its people, guilds, channels, messages, commands and
//! interactions; what happens in it, what REST answers, and what each bot is told of it.
//!
//! **Invariant:** pure and synchronous. It opens no socket and reads no clock: the time is the
//! latest moment that it was told. Everything that bots can ask of it is answered, with an error of
//! Discord's if need be. Acts of people, on the other hand, panic where they name something that is
//! not there: that is a mistake of whoever wrote the act.

mod acts;
mod build;
mod callbacks;
mod channels;
mod command_form;
mod commands;
mod components;
mod events;
mod failure;
mod files;
mod form;
mod guilds;
mod ids;
mod interactions;
mod invoke;
mod json;
mod limits;
mod login;
mod mentions;
mod messages;
mod operate;
mod people;
/// Permissions: their bits, and how they are computed.
pub mod permissions;
mod rest;
mod rest_channels;
mod rest_guilds;
mod rest_messages;
mod rest_threads;
mod threads;
mod webhooks;

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

pub use channels::ChannelKind;
pub use events::{Event, intents};
pub use ids::{Id, Moment};
pub use interactions::{InteractionKind, InteractionRecord, RESPONSE_TIME, Response, TOKEN_LIFE};
pub use limits::{Limits, Window};
pub use login::{CloseCode, Login};
pub use rest::{RestAnswer, RestRequest, Uploaded};

use channels::Channel;
use commands::Command;
use guilds::Guild;
use messages::Message;
use people::{Bot, User};

/// A small Discord.
#[derive(Debug)]
pub struct World {
    now: Moment,
    mint: ids::Mint,
    gateway_url: String,
    users: BTreeMap<Id, User>,
    bots: BTreeMap<Id, Bot>,
    guilds: BTreeMap<Id, Guild>,
    channels: BTreeMap<Id, Channel>,
    messages: HashMap<Id, Message>,
    /// Which messages answer a message.
    replies: HashMap<Id, Vec<Id>>,
    /// The messages that carried a nonce, by author and nonce.
    nonces: HashMap<(Id, String), (Id, Moment)>,
    /// Messages that carried a nonce and were removed, as they were.
    gone: HashMap<Id, Value>,
    commands: BTreeMap<Id, Command>,
    interactions: BTreeMap<Id, InteractionRecord>,
    files: HashMap<Id, files::File>,
    /// Which interaction opened the form that an interaction sent off.
    openers: HashMap<Id, Id>,
    limiter: limits::Limiter,
    events: Vec<Event>,
}

impl World {
    /// A world without anybody in it.
    #[must_use]
    pub fn new(now: Moment) -> World {
        World {
            now,
            mint: ids::Mint::default(),
            gateway_url: "ws://127.0.0.1".to_owned(),
            users: BTreeMap::new(),
            bots: BTreeMap::new(),
            guilds: BTreeMap::new(),
            channels: BTreeMap::new(),
            messages: HashMap::new(),
            replies: HashMap::new(),
            nonces: HashMap::new(),
            gone: HashMap::new(),
            commands: BTreeMap::new(),
            interactions: BTreeMap::new(),
            files: HashMap::new(),
            openers: HashMap::new(),
            limiter: limits::Limiter::new(),
            events: Vec::new(),
        }
    }

    /// Tells the world what time it is. Earlier moments than the last are ignored.
    pub fn tick(&mut self, now: Moment) {
        self.now = self.now.max(now);
    }

    /// The latest moment that the world was told.
    #[must_use]
    pub fn now(&self) -> Moment {
        self.now
    }

    /// From here on no id is one that a world with another number gives out, from 0 to 31: for worlds that
    /// share a database.
    pub fn set_worker(&mut self, worker: u8) {
        self.mint.set_worker(worker);
    }

    /// Sets the address that REST names for the gateway.
    pub fn set_gateway_url(&mut self, url: &str) {
        url.clone_into(&mut self.gateway_url);
    }

    /// A message as Discord shows it to those who see it, ephemeral ones too.
    #[must_use]
    pub fn message(&self, id: Id) -> Option<&Value> {
        self.messages.get(&id).map(|message| &message.json)
    }

    /// What everybody sees in a channel, oldest first. Nothing for an unknown channel.
    #[must_use]
    pub fn messages_in(&self, channel: Id) -> Vec<&Value> {
        let Some(channel) = self.channels.get(&channel) else { return Vec::new() };
        channel.messages.iter().filter_map(|id| self.message(*id)).collect()
    }

    /// What happened since this was last asked, in order.
    pub fn take_events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    fn next_id(&mut self) -> Id {
        self.mint.next(self.now)
    }
}
