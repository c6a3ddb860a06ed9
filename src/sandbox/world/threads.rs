//! Threads and posts of forums.
//!
//! **Invariant:** a thread on a message, and the first message of a forum's post, share one id.

use std::collections::BTreeMap;

use serde_json::json;

use super::World;
use super::channels::{ARCHIVE_AFTER, Channel, ChannelKind, Thread};
use super::events::{Audience, Event, intents};
use super::ids::Id;

/// A thread to be.
#[derive(Clone, Debug)]
pub(super) struct ThreadDraft {
    pub(super) owner: Id,
    pub(super) parent: Id,
    pub(super) name: String,
    pub(super) private: bool,
    pub(super) archive_after: u64,
    pub(super) tags: Vec<Id>,
    /// The message that it hangs on.
    pub(super) on_message: Option<Id>,
}

impl ThreadDraft {
    pub(super) fn new(owner: Id, parent: Id, name: &str) -> ThreadDraft {
        ThreadDraft {
            owner,
            parent,
            name: name.to_owned(),
            private: false,
            archive_after: ARCHIVE_AFTER,
            tags: Vec::new(),
            on_message: None,
        }
    }
}

impl World {
    /// Opens a thread, and tells of it. The caller has checked everything.
    pub(super) fn open_thread(&mut self, draft: ThreadDraft) -> Id {
        let id = draft.on_message.unwrap_or_else(|| self.next_id());
        let parent = self.channels.get(&draft.parent);
        let announced = parent.is_some_and(|parent| parent.kind == ChannelKind::Announcement);
        let kind = match (draft.private, announced) {
            (true, _) => ChannelKind::PrivateThread,
            (false, true) => ChannelKind::AnnouncementThread,
            (false, false) => ChannelKind::PublicThread,
        };
        let guild = parent.and_then(|parent| parent.guild);
        let mut channel = Channel::new(id, kind, guild, &draft.name);
        channel.parent = Some(draft.parent);
        channel.thread = Some(Thread {
            owner: draft.owner,
            created: self.now,
            changed: self.now,
            private: draft.private,
            archived: false,
            locked: false,
            archive_after: draft.archive_after,
            applied_tags: draft.tags,
            members: BTreeMap::from([(draft.owner, self.now)]),
            messages: 0,
            total_sent: 0,
        });
        let mut data = channel.json();
        data["newly_created"] = json!(true);
        self.channels.insert(id, channel);
        if let Some(parent) = self.channels.get_mut(&draft.parent)
            && parent.kind == ChannelKind::Forum
        {
            parent.last_message = Some(id);
        }
        let audience = Audience::Channel { channel: id, intents: intents::GUILDS };
        self.events.push(Event { name: "THREAD_CREATE", data, audience });
        id
    }

    /// Lets somebody into a thread, and tells of it. Nothing happens to who is in it already.
    pub(super) fn join_thread(&mut self, thread: Id, user: Id) {
        let now = self.now;
        let Some(place) = self.channels.get_mut(&thread) else { return };
        let (Some(guild), Some(inside)) = (place.guild, &mut place.thread) else { return };
        if inside.members.contains_key(&user) {
            return;
        }
        inside.members.insert(user, now);
        let count = inside.members.len();
        let data = json!({
            "id": thread,
            "guild_id": guild,
            "member_count": count,
            "added_members": [{
                "id": thread,
                "user_id": user,
                "join_timestamp": now,
                "flags": 0,
                "member": self.member_json(guild, user),
                "presence": null,
            }],
            "removed_member_ids": [],
        });
        let audience = Audience::Channel { channel: thread, intents: intents::GUILD_MEMBERS };
        self.events.push(Event { name: "THREAD_MEMBERS_UPDATE", data, audience });
    }

    /// What a message in a thread does to it: its author joins, and an archived one comes back.
    pub(super) fn wake_thread(&mut self, channel: Id, author: Id) {
        self.join_thread(channel, author);
        let now = self.now;
        let thread = self.channels.get_mut(&channel).and_then(|place| place.thread.as_mut());
        if let Some(thread) = thread
            && thread.archived
        {
            thread.archived = false;
            thread.changed = now;
            self.announce_channel("THREAD_UPDATE", channel);
        }
    }
}
