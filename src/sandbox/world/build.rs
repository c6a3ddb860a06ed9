//! Building a world: bots, people, guilds, roles and channels.
//!
//! **Invariant:** whatever is added is announced to the bots that are logged in and may know.

use std::collections::BTreeMap;

use serde_json::json;

use super::channels::{Channel, ChannelKind, Tag};
use super::events::{Audience, intents};
use super::guilds::{Guild, Member, Role};
use super::ids::Id;
use super::people::{Bot, User};
use super::permissions::{DEFAULT, Overwrite};
use super::{Event, World};

impl World {
    /// Adds a bot: a user and its application, of the same id. Its privileged intents are granted.
    pub fn add_bot(&mut self, name: &str, token: &str) -> Id {
        let id = self.add_account(name, true);
        let token = token.to_owned();
        self.bots.insert(id, Bot { id, token, message_content: true, connected: false });
        id
    }

    /// Takes message content from a bot: it may not ask for it, and REST does not show it either.
    ///
    /// # Panics
    ///
    /// When there is no such bot.
    pub fn deny_message_content(&mut self, bot: Id) {
        self.bots.get_mut(&bot).expect("a bot of this world").message_content = false;
    }

    /// Adds a person.
    pub fn add_user(&mut self, name: &str) -> Id {
        self.add_account(name, false)
    }

    fn add_account(&mut self, name: &str, bot: bool) -> Id {
        let id = self.next_id();
        let name = name.to_owned();
        self.users.insert(id, User { id, name, bot, takes_directs: true });
        id
    }

    /// From now on bots cannot send this person direct messages.
    ///
    /// # Panics
    ///
    /// When there is no such person.
    pub fn refuse_directs(&mut self, user: Id) {
        self.users.get_mut(&user).expect("a user of this world").takes_directs = false;
    }

    /// Adds a guild with its owner as the only member, and the usual permissions for everyone.
    ///
    /// # Panics
    ///
    /// When there is no such owner.
    pub fn add_guild(&mut self, name: &str, owner: Id) -> Id {
        let id = self.next_id();
        let everyone = Role {
            id,
            name: "@everyone".to_owned(),
            permissions: DEFAULT,
            position: 0,
            mentionable: false,
        };
        let guild = Guild {
            id,
            name: name.to_owned(),
            owner,
            roles: BTreeMap::from([(id, everyone)]),
            members: BTreeMap::new(),
            safety_alerts_channel: None,
        };
        self.guilds.insert(id, guild);
        self.add_member(id, owner, &[]);
        id
    }

    /// Sets where a guild's moderators are told of things.
    ///
    /// # Panics
    ///
    /// When there is no such guild.
    pub fn set_safety_alerts_channel(&mut self, guild: Id, channel: Id) {
        let guild = self.guilds.get_mut(&guild).expect("a guild of this world");
        guild.safety_alerts_channel = Some(channel);
    }

    /// Adds a role. Mentioning it takes the permission to mention everyone.
    ///
    /// # Panics
    ///
    /// When there is no such guild.
    pub fn add_role(&mut self, guild: Id, name: &str, permissions: u64) -> Id {
        let id = self.next_id();
        let place = self.guilds.get_mut(&guild).expect("a guild of this world");
        let position = place.roles.len();
        let role = Role { id, name: name.to_owned(), permissions, position, mentionable: false };
        let data = json!({ "guild_id": guild, "role": role.json() });
        place.roles.insert(id, role);
        let audience = Audience::Guild { guild, intents: intents::GUILDS };
        self.events.push(Event { name: "GUILD_ROLE_CREATE", data, audience });
        id
    }

    /// Changes what a role may do: that of everyone has the id of the guild.
    ///
    /// # Panics
    ///
    /// When there is no such guild or role.
    pub fn set_role_permissions(&mut self, guild: Id, role: Id, permissions: u64) {
        let place = self.guilds.get_mut(&guild).expect("a guild of this world");
        let changed = place.roles.get_mut(&role).expect("a role of this guild");
        changed.permissions = permissions;
        let data = json!({ "guild_id": guild, "role": changed.json() });
        let audience = Audience::Guild { guild, intents: intents::GUILDS };
        self.events.push(Event { name: "GUILD_ROLE_UPDATE", data, audience });
    }

    /// Lets a user or a bot into a guild, or changes the roles of one who is in it.
    ///
    /// # Panics
    ///
    /// When the guild, the user or a role is not there.
    pub fn add_member(&mut self, guild: Id, user: Id, roles: &[Id]) {
        let account = self.users.get(&user).expect("a user of this world");
        let place = self.guilds.get_mut(&guild).expect("a guild of this world");
        assert!(roles.iter().all(|role| place.roles.contains_key(role)), "a role of this guild");
        let known = place.members.get(&user).map(|member| member.joined);
        let member = Member { roles: roles.to_vec(), joined: known.unwrap_or(self.now) };
        let mut data = member.json(account);
        data["guild_id"] = json!(guild);
        place.members.insert(user, member);
        if known.is_none() && self.bots.get(&user).is_some_and(|bot| bot.connected) {
            let data = self.guild_create(guild, user);
            let audience = Audience::One { bot: user, intents: intents::GUILDS };
            self.events.push(Event { name: "GUILD_CREATE", data, audience });
        }
        let name = if known.is_some() { "GUILD_MEMBER_UPDATE" } else { "GUILD_MEMBER_ADD" };
        let audience = Audience::Guild { guild, intents: intents::GUILD_MEMBERS };
        self.events.push(Event { name, data, audience });
    }

    /// Takes a user or a bot out of a guild. Nothing happens to who is not in it.
    ///
    /// # Panics
    ///
    /// When there is no such guild or user.
    pub fn remove_member(&mut self, guild: Id, user: Id) {
        let place = self.guilds.get_mut(&guild).expect("a guild of this world");
        if place.members.remove(&user).is_none() {
            return;
        }
        if self.bots.contains_key(&user) {
            let data = json!({ "id": guild });
            let audience = Audience::One { bot: user, intents: intents::GUILDS };
            self.events.push(Event { name: "GUILD_DELETE", data, audience });
        }
        let account = self.users.get(&user).expect("a user of this world");
        let data = json!({ "guild_id": guild, "user": account.json() });
        let audience = Audience::Guild { guild, intents: intents::GUILD_MEMBERS };
        self.events.push(Event { name: "GUILD_MEMBER_REMOVE", data, audience });
    }

    /// Adds a channel to a guild.
    ///
    /// # Panics
    ///
    /// When there is no such guild, or the kind is a thread or a direct channel: those have acts
    /// of their own.
    pub fn add_channel(
        &mut self,
        guild: Id,
        kind: ChannelKind,
        name: &str,
        parent: Option<Id>,
    ) -> Id {
        assert!(self.guilds.contains_key(&guild), "a guild of this world");
        match kind {
            ChannelKind::Text
            | ChannelKind::Category
            | ChannelKind::Announcement
            | ChannelKind::Forum => {}
            ChannelKind::Direct
            | ChannelKind::AnnouncementThread
            | ChannelKind::PublicThread
            | ChannelKind::PrivateThread => panic!("a kind of channel that is added to a guild"),
        }
        let id = self.next_id();
        let mut channel = Channel::new(id, kind, Some(guild), name);
        channel.parent = parent;
        channel.position = self.channels_of(guild).count();
        self.channels.insert(id, channel);
        self.announce_channel("CHANNEL_CREATE", id);
        id
    }

    /// Changes permissions in a channel for a role or a member.
    ///
    /// # Panics
    ///
    /// When there is no such channel.
    pub fn set_overwrite(&mut self, channel: Id, role_or_member: Id, allow: u64, deny: u64) {
        let is_member = self.users.contains_key(&role_or_member);
        let place = self.channels.get_mut(&channel).expect("a channel of this world");
        place.overwrites.retain(|overwrite| overwrite.target != role_or_member);
        place.overwrites.push(Overwrite { target: role_or_member, is_member, allow, deny });
        self.announce_channel("CHANNEL_UPDATE", channel);
    }

    /// Adds a tag to a forum.
    ///
    /// # Panics
    ///
    /// When there is no such forum.
    pub fn add_forum_tag(&mut self, forum: Id, name: &str) -> Id {
        let id = self.next_id();
        let place = self.channels.get_mut(&forum).expect("a forum of this world");
        place.tags.push(Tag { id, name: name.to_owned() });
        self.announce_channel("CHANNEL_UPDATE", forum);
        id
    }

    /// Channels of a guild, without threads.
    pub(super) fn channels_of(&self, guild: Id) -> impl Iterator<Item = &Channel> {
        self.channels
            .values()
            .filter(move |channel| channel.guild == Some(guild) && channel.thread.is_none())
    }

    pub(super) fn announce_channel(&mut self, name: &'static str, channel: Id) {
        let Some(place) = self.channels.get(&channel) else { return };
        let Some(guild) = place.guild else { return };
        let data = place.json();
        let audience = if place.thread.is_some() {
            Audience::Channel { channel, intents: intents::GUILDS }
        } else {
            Audience::Guild { guild, intents: intents::GUILDS }
        };
        self.events.push(Event { name, data, audience });
    }
}
