//! Logging in at the gateway, as far as it is not the connection's business.
//!
//! **Invariant:** a bot that asks for what it was not granted is not let in.

use serde_json::{Value, json};

use super::World;
use super::events::{Audience, Event, intents};
use super::ids::Id;

/// Why the gateway closes a connection: Discord's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CloseCode(pub u16);

impl CloseCode {
    /// The token is no bot's.
    pub const AUTHENTICATION_FAILED: CloseCode = CloseCode(4004);
    /// An intent that does not exist.
    pub const INVALID_INTENTS: CloseCode = CloseCode(4013);
    /// An intent that was not granted.
    pub const DISALLOWED_INTENTS: CloseCode = CloseCode(4014);
}

/// What a bot is sent on logging in.
#[derive(Clone, Debug)]
pub struct Login {
    /// Who it is.
    pub bot: Id,
    /// READY, without `session_id`, `resume_gateway_url` and `shard`, which belong to the
    /// connection.
    pub ready: Value,
    /// A `GUILD_CREATE` for each of its guilds. Empty without the intent for guilds.
    pub then: Vec<Event>,
}

impl World {
    /// Logs a bot in.
    ///
    /// # Errors
    ///
    /// 4004 for an unknown token, 4013 for an unknown intent, 4014 for one that was not granted.
    pub fn identify(&mut self, token: &str, asked: u64) -> Result<Login, CloseCode> {
        let token = token.strip_prefix("Bot ").unwrap_or(token);
        let bot = self
            .bots
            .values_mut()
            .find(|bot| bot.token == token)
            .ok_or(CloseCode::AUTHENTICATION_FAILED)?;
        if asked & !intents::ALL != 0 {
            return Err(CloseCode::INVALID_INTENTS);
        }
        if asked & intents::MESSAGE_CONTENT != 0 && !bot.message_content {
            return Err(CloseCode::DISALLOWED_INTENTS);
        }
        bot.connected = true;
        let (bot, flags) = (bot.id, bot.flags());
        let guilds = self.guilds_of(bot);
        let listed: Vec<Value> =
            guilds.iter().map(|guild| json!({ "id": guild, "unavailable": true })).collect();
        let ready = json!({
            "v": 10,
            "user": self.users.get(&bot).map(super::people::User::own_json),
            "user_settings": {},
            "guilds": listed,
            "private_channels": [],
            "presences": [],
            "relationships": [],
            "guild_join_requests": [],
            "geo_ordered_rtc_regions": [],
            "session_type": "normal",
            "application": { "id": bot, "flags": flags },
            "_trace": [],
        });
        let then = guilds.into_iter().filter(|_| asked & intents::GUILDS != 0);
        let then = then
            .map(|guild| Event {
                name: "GUILD_CREATE",
                data: self.guild_create(guild, bot),
                audience: Audience::One { bot, intents: intents::GUILDS },
            })
            .collect();
        Ok(Login { bot, ready, then })
    }

    /// The guilds that somebody is in, oldest first.
    pub(super) fn guilds_of(&self, user: Id) -> Vec<Id> {
        let guilds = self.guilds.values();
        guilds.filter(|guild| guild.members.contains_key(&user)).map(|guild| guild.id).collect()
    }

    /// `GUILD_MEMBERS_CHUNK` in answer to a request for members (gateway operation 8), whose `d` is
    /// given; all of them in one chunk. `None` when the bot is not in that guild.
    #[must_use]
    pub fn members_chunk(&self, bot: Id, request: &Value) -> Option<Value> {
        let guild = self.guilds.get(&Id::from_json(&request["guild_id"])?)?;
        guild.members.get(&bot)?;
        let asked: Option<Vec<Id>> = match &request["user_ids"] {
            Value::Array(ids) => Some(ids.iter().filter_map(Id::from_json).collect()),
            single => Id::from_json(single).map(|id| vec![id]),
        };
        let start = request["query"].as_str().unwrap_or_default();
        let limit = request["limit"].as_u64().and_then(|limit| usize::try_from(limit).ok());
        let limit = limit.filter(|limit| *limit > 0).unwrap_or(usize::MAX);
        let members: Vec<Value> = guild
            .members
            .iter()
            .filter_map(|(id, member)| Some((member, self.users.get(id)?)))
            .filter(|(_, user)| match &asked {
                Some(ids) => ids.contains(&user.id),
                None => user.name.starts_with(start),
            })
            .take(limit)
            .map(|(member, user)| member.json(user))
            .collect();
        let missing: Vec<Id> = asked
            .unwrap_or_default()
            .into_iter()
            .filter(|id| !guild.members.contains_key(id))
            .collect();
        let mut chunk = json!({
            "guild_id": guild.id,
            "members": members,
            "chunk_index": 0,
            "chunk_count": 1,
            "not_found": missing,
        });
        if let Some(nonce) = request.get("nonce") {
            chunk["nonce"] = nonce.clone();
        }
        if request["presences"].as_bool() == Some(true) {
            chunk["presences"] = json!([]);
        }
        Some(chunk)
    }
}
