//! Channels and threads.
//!
//! **Invariant:** a thread has a parent that is a channel of the same guild; a direct channel has
//! no guild and two recipients; every other channel has a guild and no recipients.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::ids::{Id, Moment};
use super::permissions::{Overwrite, SEND_MESSAGES, SEND_MESSAGES_IN_THREADS};

/// What a channel is. The numbers are Discord's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelKind {
    /// Messages in a guild.
    Text = 0,
    /// Messages between two.
    Direct = 1,
    /// A heading over other channels.
    Category = 4,
    /// Messages that other guilds may follow.
    Announcement = 5,
    /// A thread in an announcement channel.
    AnnouncementThread = 10,
    /// A thread, or a post of a forum.
    PublicThread = 11,
    /// A thread for those invited.
    PrivateThread = 12,
    /// Posts, each of them a thread.
    Forum = 15,
}

impl ChannelKind {
    /// The number in JSON.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8
    }

    /// Whether messages can be sent to it.
    pub(super) fn holds_messages(self) -> bool {
        match self {
            ChannelKind::Text
            | ChannelKind::Direct
            | ChannelKind::Announcement
            | ChannelKind::AnnouncementThread
            | ChannelKind::PublicThread
            | ChannelKind::PrivateThread => true,
            ChannelKind::Category | ChannelKind::Forum => false,
        }
    }
}

/// A label of posts in a forum.
#[derive(Clone, Debug)]
pub(super) struct Tag {
    pub(super) id: Id,
    pub(super) name: String,
}

/// What only threads have.
#[derive(Clone, Debug)]
pub(super) struct Thread {
    pub(super) owner: Id,
    pub(super) created: Moment,
    pub(super) changed: Moment,
    pub(super) private: bool,
    pub(super) archived: bool,
    pub(super) locked: bool,
    /// Minutes without a message after which it is hidden: 60, 1440, 4320 or 10080.
    pub(super) archive_after: u64,
    pub(super) applied_tags: Vec<Id>,
    pub(super) members: BTreeMap<Id, Moment>,
    /// How many messages it holds, apart from the one that it hangs on.
    pub(super) messages: usize,
    pub(super) total_sent: usize,
}

#[derive(Clone, Debug)]
pub(super) struct Channel {
    pub(super) id: Id,
    pub(super) kind: ChannelKind,
    pub(super) guild: Option<Id>,
    pub(super) parent: Option<Id>,
    pub(super) name: String,
    pub(super) topic: Option<String>,
    pub(super) position: usize,
    pub(super) overwrites: Vec<Overwrite>,
    pub(super) tags: Vec<Tag>,
    pub(super) recipients: Vec<Id>,
    pub(super) last_message: Option<Id>,
    pub(super) thread: Option<Thread>,
    /// Messages that everybody sees, oldest first.
    pub(super) messages: Vec<Id>,
}

/// How long a thread stays in sight by default: a day.
pub(super) const ARCHIVE_AFTER: u64 = 1440;

/// Discord stops counting members of a thread here.
const MOST_MEMBERS_COUNTED: usize = 50;

impl Channel {
    pub(super) fn new(id: Id, kind: ChannelKind, guild: Option<Id>, name: &str) -> Channel {
        Channel {
            id,
            kind,
            guild,
            parent: None,
            name: name.to_owned(),
            topic: None,
            position: 0,
            overwrites: Vec::new(),
            tags: Vec::new(),
            recipients: Vec::new(),
            last_message: None,
            thread: None,
            messages: Vec::new(),
        }
    }

    /// The permission that speaking here takes.
    pub(super) fn permission_to_speak(&self) -> u64 {
        if self.thread.is_some() { SEND_MESSAGES_IN_THREADS } else { SEND_MESSAGES }
    }

    /// A channel of a guild, or a thread. Direct channels need their recipients: see
    /// `World::channel_json`.
    pub(super) fn json(&self) -> Value {
        let mut channel = json!({
            "id": self.id,
            "type": self.kind.number(),
            "guild_id": self.guild,
            "parent_id": self.parent,
            "name": self.name,
            "last_message_id": self.last_message,
            "rate_limit_per_user": 0,
            "flags": 0,
        });
        if let Some(thread) = &self.thread {
            self.add_thread(thread, &mut channel);
            return channel;
        }
        channel["topic"] = json!(self.topic);
        channel["position"] = json!(self.position);
        channel["nsfw"] = json!(false);
        channel["icon_emoji"] = Value::Null;
        channel["theme_color"] = Value::Null;
        channel["permission_overwrites"] = self
            .overwrites
            .iter()
            .map(|overwrite| {
                json!({
                    "id": overwrite.target,
                    "type": u8::from(overwrite.is_member),
                    "allow": overwrite.allow.to_string(),
                    "deny": overwrite.deny.to_string(),
                })
            })
            .collect();
        if self.kind == ChannelKind::Forum {
            channel["available_tags"] = self.tags.iter().map(tag_json).collect();
            channel["default_reaction_emoji"] = Value::Null;
            channel["default_sort_order"] = Value::Null;
            channel["default_forum_layout"] = json!(0);
            channel["default_thread_rate_limit_per_user"] = json!(0);
            channel["template"] = json!("");
        }
        channel
    }

    fn add_thread(&self, thread: &Thread, channel: &mut Value) {
        channel["owner_id"] = json!(thread.owner);
        channel["message_count"] = json!(thread.messages);
        channel["total_message_sent"] = json!(thread.total_sent);
        channel["member_count"] = json!(thread.members.len().min(MOST_MEMBERS_COUNTED));
        channel["thread_metadata"] = json!({
            "archived": thread.archived,
            "archive_timestamp": thread.changed,
            "auto_archive_duration": thread.archive_after,
            "locked": thread.locked,
            "create_timestamp": thread.created,
        });
        if thread.private {
            channel["thread_metadata"]["invitable"] = json!(true);
        }
        channel["applied_tags"] = json!(thread.applied_tags);
    }
}

fn tag_json(tag: &Tag) -> Value {
    json!({
        "id": tag.id, "name": tag.name, "moderated": false, "emoji_id": null, "emoji_name": null,
    })
}
