//! Guilds over REST.
//!
//! **Invariant:** a bot gets nothing of a guild that it is not in.

use serde_json::{Value, json};

use super::World;
use super::channels::Channel;
use super::failure::Failure;
use super::ids::Id;
use super::rest::{Call, Outcome, found};

impl World {
    pub(super) fn route_guilds(&mut self, bot: Id, call: &Call) -> Outcome {
        let Some(id) = call.path.get(1) else { return Err(Failure::no_such_route()) };
        let guild = self.own_guild(bot, id)?;
        match (call.method, call.path.get(2..).unwrap_or_default()) {
            ("GET", []) => {
                let mut json = self.guilds.get(&guild).map(super::guilds::Guild::json);
                if let (Some(json), Some("true")) = (&mut json, call.query("with_counts")) {
                    let count = self.guilds.get(&guild).map(|guild| guild.members.len());
                    json["approximate_member_count"] = json!(count);
                    json["approximate_presence_count"] = json!(count);
                }
                found(json.unwrap_or_default())
            }
            ("GET", ["channels"]) => found(self.channels_of(guild).map(Channel::json).collect()),
            ("GET", ["roles"]) => {
                let roles = self.guilds.get(&guild).map(super::guilds::Guild::role_list);
                found(json!(roles.unwrap_or_default()))
            }
            ("GET", ["members", user]) => {
                let member = Id::parse(user).and_then(|user| self.member_json(guild, user));
                member.map_or_else(|| Err(Failure::unknown_member()), found)
            }
            ("GET", ["threads", "active"]) => {
                let threads: Vec<Value> = self
                    .active_threads(guild, bot)
                    .map(|thread| self.channel_json(thread, bot))
                    .collect();
                let members: Vec<Value> =
                    threads.iter().filter_map(|thread| thread.get("member").cloned()).collect();
                found(json!({ "threads": threads, "members": members, "has_more": false }))
            }
            _ => Err(Failure::no_such_route()),
        }
    }

    /// A guild that this bot is in.
    pub(super) fn own_guild(&self, bot: Id, guild: &str) -> Result<Id, Failure> {
        let guild = Id::parse(guild).and_then(|guild| self.guilds.get(&guild));
        let guild = guild.ok_or_else(Failure::unknown_guild)?;
        if guild.members.contains_key(&bot) { Ok(guild.id) } else { Err(Failure::missing_access()) }
    }
}
