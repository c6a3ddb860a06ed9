//! Pieces of JSON that need more than one part of the world.
//!
//! **Invariant:** they hold what the common client libraries require, and show nothing secret.

use serde_json::{Value, json};

use super::World;
use super::channels::ChannelKind;
use super::ids::Id;

impl World {
    /// A user; a stand-in for one who is not known.
    pub(super) fn user_json(&self, id: Id) -> Value {
        match self.users.get(&id) {
            Some(user) => user.json(),
            None => json!({
                "id": id, "username": "deleted_user", "discriminator": "0", "global_name": null,
                "avatar": null, "public_flags": 0,
            }),
        }
    }

    /// A member with its user, if it is one.
    pub(super) fn member_json(&self, guild: Id, user: Id) -> Option<Value> {
        let member = self.guilds.get(&guild)?.members.get(&user)?;
        Some(member.json(self.users.get(&user)?))
    }

    /// A channel of any kind, as this bot is shown it.
    pub(super) fn channel_json(&self, id: Id, viewer: Id) -> Value {
        let Some(channel) = self.channels.get(&id) else { return Value::Null };
        if channel.kind == ChannelKind::Direct {
            let others = channel.recipients.iter().filter(|other| **other != viewer);
            return json!({
                "id": id,
                "type": channel.kind.number(),
                "last_message_id": channel.last_message,
                "flags": 0,
                "recipients": others.map(|other| self.user_json(*other)).collect::<Vec<_>>(),
            });
        }
        let mut json = channel.json();
        if let Some(joined) = channel.thread.as_ref().and_then(|thread| thread.members.get(&viewer))
        {
            json["member"] = json!({
                "id": id, "user_id": viewer, "join_timestamp": joined, "flags": 0,
            });
        }
        json
    }

    /// All of a guild, as a bot is told of it when it logs in or joins.
    pub(super) fn guild_create(&self, guild: Id, bot: Id) -> Value {
        let Some(place) = self.guilds.get(&guild) else { return Value::Null };
        let mut data = place.json();
        let channels = self.channels_of(guild).map(|channel| {
            let mut json = channel.json();
            if let Some(fields) = json.as_object_mut() {
                fields.remove("guild_id");
            }
            json
        });
        data["channels"] = channels.collect();
        data["threads"] =
            self.active_threads(guild, bot).map(|id| self.channel_json(id, bot)).collect();
        data["members"] = self.member_json(guild, bot).into_iter().collect();
        data["joined_at"] = json!(place.members.get(&bot).map(|member| member.joined));
        data["member_count"] = json!(place.members.len());
        data["large"] = json!(false);
        data["unavailable"] = json!(false);
        for list in [
            "voice_states",
            "presences",
            "stage_instances",
            "guild_scheduled_events",
            "soundboard_sounds",
        ] {
            data[list] = json!([]);
        }
        data
    }

    /// Threads that are not archived and that this user sees.
    pub(super) fn active_threads(&self, guild: Id, user: Id) -> impl Iterator<Item = Id> {
        self.channels
            .values()
            .filter(move |channel| channel.guild == Some(guild))
            .filter(|channel| channel.thread.as_ref().is_some_and(|thread| !thread.archived))
            .map(|channel| channel.id)
            .filter(move |channel| self.sees(*channel, user))
    }
}
