//! What happens, and who is told of it.
//!
//! **Invariant:** a bot is told of nothing that it may not see, or did not ask for by its intents.

use serde_json::{Value, json};

use super::World;
use super::ids::Id;

/// What a bot asks to be told of when it logs in.
pub mod intents {
    /// Guilds, their roles, channels and threads.
    pub const GUILDS: u64 = 1;
    /// Who joins and leaves. Privileged.
    pub const GUILD_MEMBERS: u64 = 1 << 1;
    /// Who is online. Privileged.
    pub const GUILD_PRESENCES: u64 = 1 << 8;
    /// Messages in guilds.
    pub const GUILD_MESSAGES: u64 = 1 << 9;
    /// Who types in guilds.
    pub const GUILD_MESSAGE_TYPING: u64 = 1 << 11;
    /// Direct messages.
    pub const DIRECT_MESSAGES: u64 = 1 << 12;
    /// Who types to the bot.
    pub const DIRECT_MESSAGE_TYPING: u64 = 1 << 14;
    /// What messages say. Privileged.
    pub const MESSAGE_CONTENT: u64 = 1 << 15;
    /// Every intent there is.
    pub const ALL: u64 = 0x1_ffff | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25;
}

/// Who may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Audience {
    /// Bots that see this channel and have one of these intents.
    Channel { channel: Id, intents: u64 },
    /// Bots in this guild that have one of these intents.
    Guild { guild: Id, intents: u64 },
    /// This bot, if it has one of these intents; 0 asks for none.
    One { bot: Id, intents: u64 },
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Event {
    /// Discord's name of it, as `MESSAGE_CREATE`.
    pub name: &'static str,
    /// All of it. What a bot is sent can be less: see [`World::view`].
    pub data: Value,
    pub(super) audience: Audience,
}

impl World {
    /// What this bot is sent of an event, with these intents; `None` if it is not told at all.
    /// Permissions are those of now, so ask as soon as the event is taken.
    #[must_use]
    pub fn view(&self, event: &Event, viewer: Id, intents: u64) -> Option<Value> {
        let told = match &event.audience {
            Audience::Channel { channel, intents: needed } => {
                intents & needed != 0 && self.sees(*channel, viewer)
            }
            Audience::Guild { guild, intents: needed } => {
                let member =
                    self.guilds.get(guild).is_some_and(|guild| guild.members.contains_key(&viewer));
                let about_itself = event.data["user"]["id"].as_str() == Some(&viewer.to_string());
                member
                    && intents & needed != 0
                    && !(event.name == "GUILD_MEMBER_ADD" && about_itself)
            }
            Audience::One { bot, intents: needed } => {
                *bot == viewer && (*needed == 0 || intents & needed != 0)
            }
        };
        if !told {
            return None;
        }
        let mut data = event.data.clone();
        if event.name == "MESSAGE_CREATE" || event.name == "MESSAGE_UPDATE" {
            let shown = intents & self::intents::MESSAGE_CONTENT != 0 && self.may_read(viewer);
            if !shown {
                self.strip(&mut data, viewer);
            }
        }
        Some(data)
    }

    /// Whether a bot was granted message content.
    pub(super) fn may_read(&self, bot: Id) -> bool {
        self.bots.get(&bot).is_some_and(|bot| bot.message_content)
    }

    /// Takes away what a bot without message content does not see of a message. It keeps its own
    /// messages, direct ones, and those that mention it.
    pub(super) fn strip(&self, message: &mut Value, viewer: Id) {
        let viewer_text = viewer.to_string();
        let own = message["author"]["id"].as_str() == Some(&viewer_text);
        let mentioned = message["mentions"]
            .as_array()
            .is_some_and(|users| users.iter().any(|user| user["id"] == viewer_text.as_str()));
        let channel = Id::from_json(&message["channel_id"]);
        let direct = channel
            .and_then(|channel| self.channels.get(&channel))
            .is_some_and(|channel| channel.guild.is_none());
        if !own && !mentioned && !direct {
            message["content"] = json!("");
            for list in ["embeds", "attachments", "components"] {
                message[list] = json!([]);
            }
        }
        if let Some(referenced) = message.get_mut("referenced_message")
            && referenced.is_object()
        {
            self.strip(referenced, viewer);
        }
    }
}
