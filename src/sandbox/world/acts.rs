//! What people do: speak, answer, edit, delete, open threads.
//!
//! **Invariant:** people are not held to permissions here; whoever writes the act decides.

use serde_json::json;

use super::World;
use super::channels::{Channel, ChannelKind};
use super::events::{Audience, Event, intents};
use super::ids::Id;
use super::messages::{Change, Draft, HAS_THREAD, kinds};
use super::threads::ThreadDraft;

impl World {
    /// Says something in a channel or thread. Returns the message.
    ///
    /// # Panics
    ///
    /// When the author or the channel is not there.
    pub fn say(&mut self, author: Id, channel: Id, content: &str) -> Id {
        assert!(self.users.contains_key(&author), "a user of this world");
        assert!(self.channels.contains_key(&channel), "a channel of this world");
        self.send(Draft::new(author, channel, content))
    }

    /// Answers a message where it is, mentioning its author.
    ///
    /// # Panics
    ///
    /// When the author or the message is not there.
    pub fn reply(&mut self, author: Id, to_message: Id, content: &str) -> Id {
        assert!(self.users.contains_key(&author), "a user of this world");
        let channel = self.messages.get(&to_message).expect("a message of this world").channel;
        let mut draft = Draft::new(author, channel, content);
        draft.kind = kinds::REPLY;
        draft.answers = Some(to_message);
        self.send(draft)
    }

    /// Changes what a message says.
    ///
    /// # Panics
    ///
    /// When there is no such message.
    pub fn edit(&mut self, message: Id, content: &str) {
        assert!(self.messages.contains_key(&message), "a message of this world");
        self.change(message, Change { content: Some(content.to_owned()), ..Change::default() });
    }

    /// Deletes a message.
    ///
    /// # Panics
    ///
    /// When there is no such message.
    pub fn delete(&mut self, message: Id) {
        assert!(self.messages.contains_key(&message), "a message of this world");
        self.remove(message);
    }

    /// Opens the direct channel of two, or finds it if they have one.
    ///
    /// # Panics
    ///
    /// When one of them is not there.
    pub fn open_direct(&mut self, user: Id, bot: Id) -> Id {
        assert!(self.users.contains_key(&user), "a user of this world");
        assert!(self.users.contains_key(&bot), "a bot of this world");
        let known = self.channels.values().find(|channel| {
            channel.kind == ChannelKind::Direct
                && channel.recipients.contains(&user)
                && channel.recipients.contains(&bot)
        });
        if let Some(channel) = known {
            return channel.id;
        }
        let id = self.next_id();
        let mut channel = Channel::new(id, ChannelKind::Direct, None, "");
        channel.recipients = vec![user, bot];
        self.channels.insert(id, channel);
        id
    }

    /// Opens a thread in a channel, on a message if one is named; it then has that message's id.
    ///
    /// # Panics
    ///
    /// When the author, the channel or the message is not there.
    pub fn start_thread(
        &mut self,
        author: Id,
        channel: Id,
        name: &str,
        from_message: Option<Id>,
    ) -> Id {
        assert!(self.users.contains_key(&author), "a user of this world");
        assert!(self.channels.contains_key(&channel), "a channel of this world");
        let known = from_message.is_none_or(|message| self.messages.contains_key(&message));
        assert!(known, "a message of this world");
        let mut draft = ThreadDraft::new(author, channel, name);
        draft.on_message = from_message;
        let thread = self.open_thread(draft);
        match from_message {
            Some(message) => self.mark_with_thread(message),
            None => self.announce_thread_in_parent(thread),
        }
        thread
    }

    /// Opens a post in a forum. Returns the thread; its first message has the same id.
    ///
    /// # Panics
    ///
    /// When the author or the forum is not there.
    pub fn post_in_forum(
        &mut self,
        author: Id,
        forum: Id,
        title: &str,
        body: &str,
        tags: &[Id],
    ) -> Id {
        assert!(self.users.contains_key(&author), "a user of this world");
        assert!(self.channels.contains_key(&forum), "a forum of this world");
        let mut draft = ThreadDraft::new(author, forum, title);
        draft.tags = tags.to_vec();
        let thread = self.open_thread(draft);
        let mut first = Draft::new(author, thread, body);
        first.id = Some(thread);
        self.send(first)
    }

    /// Hides or reopens a thread, and locks or unlocks it.
    ///
    /// # Panics
    ///
    /// When there is no such thread.
    pub fn archive(&mut self, thread: Id, archived: bool, locked: bool) {
        let place = self.channels.get_mut(&thread).expect("a thread of this world");
        let inside = place.thread.as_mut().expect("a thread, not a channel");
        inside.archived = archived;
        inside.locked = locked;
        inside.changed = self.now;
        self.announce_channel("THREAD_UPDATE", thread);
    }

    /// Deletes a channel or a thread with all that is in it. Nothing happens if there is none.
    pub fn delete_channel(&mut self, channel: Id) {
        let Some(place) = self.channels.remove(&channel) else { return };
        for message in &place.messages {
            self.messages.remove(message);
        }
        let threads: Vec<Id> = self
            .channels
            .values()
            .filter(|inner| inner.thread.is_some() && inner.parent == Some(channel))
            .map(|inner| inner.id)
            .collect();
        for thread in threads {
            self.delete_channel(thread);
        }
        let Some(guild) = place.guild else { return };
        let (name, data, audience) = match (&place.thread, place.parent) {
            // Who saw a thread is told by its parent, as the thread is gone.
            (Some(_), Some(parent)) => (
                "THREAD_DELETE",
                json!({
                    "id": channel, "guild_id": guild, "parent_id": parent,
                    "type": place.kind.number(),
                }),
                Audience::Channel { channel: parent, intents: intents::GUILDS },
            ),
            (Some(_) | None, _) => (
                "CHANNEL_DELETE",
                place.json(),
                Audience::Guild { guild, intents: intents::GUILDS },
            ),
        };
        self.events.push(Event { name, data, audience });
    }

    /// Marks a message as one that a thread hangs on, and begins the thread with a message that
    /// refers to it.
    pub(super) fn mark_with_thread(&mut self, message: Id) {
        let thread = self.channels.get(&message).map(Channel::json);
        let owner = self.channels.get(&message).and_then(|place| place.thread.as_ref());
        let Some(owner) = owner.map(|thread| thread.owner) else { return };
        let Some(stored) = self.messages.get_mut(&message) else { return };
        let flags = stored.json["flags"].as_u64().unwrap_or_default() | HAS_THREAD;
        stored.json["flags"] = flags.into();
        stored.json["thread"] = thread.into();
        self.announce_change(message);
        let mut starter = Draft::new(owner, message, "");
        starter.kind = kinds::THREAD_STARTER;
        starter.answers = Some(message);
        starter.allowed.replied_user = false;
        self.send(starter);
    }
}
