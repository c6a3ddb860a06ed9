//! Starting and changing threads over REST.
//!
//! **Invariant:** a thread has a name of 1 to 100 characters, an archive time that Discord knows,
//! and no more than five tags, each of them of its forum.

use serde_json::{Value, json};

use super::World;
use super::channels::{ARCHIVE_AFTER, ChannelKind};
use super::failure::{Complaints, Failure};
use super::form::MessageForm;
use super::ids::Id;
use super::messages::Draft;
use super::permissions::{
    CREATE_PRIVATE_THREADS, CREATE_PUBLIC_THREADS, EMBED_LINKS, MANAGE_CHANNELS, MANAGE_THREADS,
    READ_MESSAGE_HISTORY, SEND_MESSAGES, SEND_MESSAGES_IN_THREADS,
};
use super::rest::{Outcome, found};
use super::threads::ThreadDraft;

/// Minutes after which a silent thread is hidden.
const ARCHIVE_TIMES: [u64; 4] = [60, ARCHIVE_AFTER, 4320, 10_080];
/// The most characters of a channel's name.
const NAME: usize = 100;
/// The most characters of a channel's topic.
const TOPIC: usize = 1024;
/// The most tags of a post.
const TAGS: usize = 5;

impl World {
    /// `POST /channels/{id}/threads`: a thread on nothing, or a post in a forum.
    pub(super) fn start_thread_here(&mut self, bot: Id, channel: Id, body: &Value) -> Outcome {
        let kind = self.kind_of(channel)?;
        match kind {
            ChannelKind::Forum => return self.post_over_rest(bot, channel, body),
            ChannelKind::Text | ChannelKind::Announcement => {}
            ChannelKind::Direct
            | ChannelKind::Category
            | ChannelKind::AnnouncementThread
            | ChannelKind::PublicThread
            | ChannelKind::PrivateThread => return Err(Failure::wrong_channel_type()),
        }
        // Without a type Discord opens a private thread.
        let private = match body["type"].as_u64() {
            None | Some(12) => true,
            Some(10 | 11) => false,
            Some(_) => {
                return Err(Complaints::only("type", "BASE_TYPE_CHOICES", "Invalid thread type"));
            }
        };
        let needed = if private { CREATE_PRIVATE_THREADS } else { CREATE_PUBLIC_THREADS };
        self.require(bot, channel, needed)?;
        let mut draft = self.read_thread(bot, channel, body)?;
        draft.private = private;
        let thread = self.open_thread(draft);
        if !private {
            self.announce_thread_in_parent(thread);
        }
        Ok((201, Some(self.channel_json(thread, bot))))
    }

    /// `POST /channels/{id}/messages/{id}/threads`
    pub(super) fn start_thread_on(
        &mut self,
        bot: Id,
        channel: Id,
        message: Id,
        body: &Value,
    ) -> Outcome {
        self.require(bot, channel, CREATE_PUBLIC_THREADS | READ_MESSAGE_HISTORY)?;
        match self.kind_of(channel)? {
            ChannelKind::Text | ChannelKind::Announcement => {}
            ChannelKind::Direct
            | ChannelKind::Category
            | ChannelKind::Forum
            | ChannelKind::AnnouncementThread
            | ChannelKind::PublicThread
            | ChannelKind::PrivateThread => return Err(Failure::wrong_channel_type()),
        }
        if self.channels.contains_key(&message) {
            return Err(Failure::thread_exists());
        }
        let mut draft = self.read_thread(bot, channel, body)?;
        draft.on_message = Some(message);
        let thread = self.open_thread(draft);
        self.mark_with_thread(message);
        Ok((201, Some(self.channel_json(thread, bot))))
    }

    fn post_over_rest(&mut self, bot: Id, forum: Id, body: &Value) -> Outcome {
        self.require(bot, forum, SEND_MESSAGES)?;
        let draft = self.read_thread(bot, forum, body)?;
        let form = MessageForm::read(&body["message"])?;
        if form.is_empty() {
            return Err(Failure::empty_message());
        }
        if form.has_embeds() {
            self.require(bot, forum, EMBED_LINKS)?;
        }
        let thread = self.open_thread(draft);
        let mut first = Draft::new(bot, thread, "");
        form.fill(&mut first);
        first.id = Some(thread);
        self.send(first);
        let mut json = self.channel_json(thread, bot);
        json["message"] = self.message(thread).cloned().unwrap_or_default();
        Ok((201, Some(json)))
    }

    fn kind_of(&self, channel: Id) -> Result<ChannelKind, Failure> {
        let channel = self.channels.get(&channel);
        channel.map(|channel| channel.kind).ok_or_else(Failure::unknown_channel)
    }

    fn read_thread(&self, bot: Id, parent: Id, body: &Value) -> Result<ThreadDraft, Failure> {
        let mut complaints = Complaints::default();
        let name = body["name"].as_str().unwrap_or_default();
        complaints.length("name", name, 1, NAME);
        let mut draft = ThreadDraft::new(bot, parent, name);
        draft.archive_after = read_archive_time(body, &mut complaints).unwrap_or(ARCHIVE_AFTER);
        draft.tags = self.read_tags(parent, body, &mut complaints).unwrap_or_default();
        complaints.finish()?;
        Ok(draft)
    }

    fn read_tags(&self, forum: Id, body: &Value, complaints: &mut Complaints) -> Option<Vec<Id>> {
        let tags: Vec<Id> =
            body["applied_tags"].as_array()?.iter().filter_map(Id::from_json).collect();
        complaints.at_most("applied_tags", tags.len(), TAGS);
        let known = self.channels.get(&forum).map(|forum| forum.tags.as_slice());
        for (index, tag) in tags.iter().enumerate() {
            if !known.unwrap_or_default().iter().any(|known| known.id == *tag) {
                complaints.choice(&format!("applied_tags.{index}"), "Unknown tag");
            }
        }
        Some(tags)
    }

    /// `PATCH /channels/{id}`: name and topic of a channel; name, tags and state of a thread.
    pub(super) fn patch_channel(&mut self, bot: Id, channel: Id, body: &Value) -> Outcome {
        let place = self.channels.get(&channel).ok_or_else(Failure::unknown_channel)?;
        let (parent, is_thread) = (place.parent, place.thread.is_some());
        if place.guild.is_none() {
            return Err(Failure::wrong_channel_type());
        }
        if is_thread {
            self.may_change_thread(bot, channel, body)?;
        } else {
            self.require(bot, channel, MANAGE_CHANNELS)?;
        }
        let mut complaints = Complaints::default();
        let name = body["name"].as_str();
        if let Some(name) = name {
            complaints.length("name", name, 1, NAME);
        }
        let topic = body["topic"].as_str();
        complaints.length("topic", topic.unwrap_or_default(), 0, TOPIC);
        let archive_after = read_archive_time(body, &mut complaints);
        let tags = parent.and_then(|parent| self.read_tags(parent, body, &mut complaints));
        complaints.finish()?;
        let now = self.now;
        if let Some(place) = self.channels.get_mut(&channel) {
            if let Some(name) = name {
                name.clone_into(&mut place.name);
            }
            if let Some(thread) = &mut place.thread {
                let archived = body["archived"].as_bool().unwrap_or(thread.archived);
                if archived != thread.archived {
                    thread.archived = archived;
                    thread.changed = now;
                }
                thread.locked = body["locked"].as_bool().unwrap_or(thread.locked);
                thread.archive_after = archive_after.unwrap_or(thread.archive_after);
                if let Some(tags) = tags {
                    thread.applied_tags = tags;
                }
            } else if let Some(topic) = topic {
                place.topic = Some(topic.to_owned());
            }
        }
        self.announce_channel(if is_thread { "THREAD_UPDATE" } else { "CHANNEL_UPDATE" }, channel);
        found(self.channel_json(channel, bot))
    }

    /// The owner of a thread may change it; locking and reopening what is locked, and threads of
    /// others, take the permission to manage threads.
    fn may_change_thread(&self, bot: Id, channel: Id, body: &Value) -> Result<(), Failure> {
        let thread = self.channels.get(&channel).and_then(|channel| channel.thread.as_ref());
        let thread = thread.ok_or_else(Failure::unknown_channel)?;
        let manages = self.permissions_in(channel, bot) & MANAGE_THREADS != 0;
        let reopens = body["archived"].as_bool() == Some(false);
        if thread.archived && !reopens {
            return Err(Failure::thread_archived());
        }
        let only_reopens = reopens && body.as_object().is_some_and(|fields| fields.len() == 1);
        let changes_lock = body["locked"].as_bool().is_some_and(|locked| locked != thread.locked);
        if manages {
            Ok(())
        } else if changes_lock || thread.locked {
            Err(Failure::missing_permissions())
        } else if only_reopens {
            self.require(bot, channel, SEND_MESSAGES_IN_THREADS)
        } else if thread.owner == bot {
            Ok(())
        } else {
            Err(Failure::missing_permissions())
        }
    }

    /// `DELETE /channels/{id}`
    pub(super) fn delete_over_rest(&mut self, bot: Id, channel: Id) -> Outcome {
        let place = self.channels.get(&channel).ok_or_else(Failure::unknown_channel)?;
        if place.guild.is_none() {
            return Err(Failure::wrong_channel_type());
        }
        let is_thread = place.thread.is_some();
        self.require(bot, channel, if is_thread { MANAGE_THREADS } else { MANAGE_CHANNELS })?;
        let json = self.channel_json(channel, bot);
        self.delete_channel(channel);
        found(json)
    }

    /// The message in the channel that tells of a new thread.
    pub(super) fn announce_thread_in_parent(&mut self, thread: Id) {
        let Some(place) = self.channels.get(&thread) else { return };
        let (Some(parent), Some(inside)) = (place.parent, &place.thread) else { return };
        let mut draft = Draft::new(inside.owner, parent, &place.name);
        draft.kind = super::messages::kinds::THREAD_CREATED;
        let reference = json!({ "type": 0, "channel_id": thread, "guild_id": place.guild });
        draft.more = vec![("message_reference", reference)];
        self.send(draft);
    }
}

fn read_archive_time(body: &Value, complaints: &mut Complaints) -> Option<u64> {
    let minutes = body["auto_archive_duration"].as_u64()?;
    if !ARCHIVE_TIMES.contains(&minutes) {
        let message = "Value must be one of {60, 1440, 4320, 10080}.";
        complaints.choice("auto_archive_duration", message);
    }
    Some(minutes)
}
