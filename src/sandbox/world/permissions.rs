//! What a member may do, computed as Discord documents it.
//!
//! **Invariant:** the owner and administrators may do everything; nobody may do anything in a
//! channel that they cannot see.

use super::World;
use super::channels::Channel;
use super::ids::Id;

/// See a channel.
pub const VIEW_CHANNEL: u64 = 1 << 10;
/// Send messages in a channel, and open posts in a forum.
pub const SEND_MESSAGES: u64 = 1 << 11;
/// Send messages in threads.
pub const SEND_MESSAGES_IN_THREADS: u64 = 1 << 38;
/// Do everything.
pub const ADMINISTRATOR: u64 = 1 << 3;
/// Change a guild.
pub const MANAGE_GUILD: u64 = 1 << 5;
/// Change a channel.
pub const MANAGE_CHANNELS: u64 = 1 << 4;
/// Delete messages of others.
pub const MANAGE_MESSAGES: u64 = 1 << 13;
/// Change threads of others, and open locked ones.
pub const MANAGE_THREADS: u64 = 1 << 34;
/// Send embeds.
pub const EMBED_LINKS: u64 = 1 << 14;
/// Send files.
pub const ATTACH_FILES: u64 = 1 << 15;
/// Read messages that were sent earlier.
pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
/// Mention everyone, and roles that are not for everybody to mention.
pub const MENTION_EVERYONE: u64 = 1 << 17;
/// Use commands of applications.
pub const USE_APPLICATION_COMMANDS: u64 = 1 << 31;
/// Start threads that everybody sees.
pub const CREATE_PUBLIC_THREADS: u64 = 1 << 35;
/// Start threads that only those invited see.
pub const CREATE_PRIVATE_THREADS: u64 = 1 << 36;

/// What a new guild lets everyone do: the switches that are on when one is made by hand.
pub const DEFAULT: u64 = 1 // create invites
    | 1 << 6 // add reactions
    | 1 << 9 // video
    | VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | MENTION_EVERYONE
    | 1 << 18 // emoji from elsewhere
    | 1 << 20 // connect
    | 1 << 21 // speak
    | 1 << 25 // voice activity
    | 1 << 26 // change nickname
    | USE_APPLICATION_COMMANDS
    | 1 << 32 // request to speak
    | CREATE_PUBLIC_THREADS
    | CREATE_PRIVATE_THREADS
    | 1 << 37 // stickers from elsewhere
    | SEND_MESSAGES_IN_THREADS
    | 1 << 46 // voice messages
    | 1 << 49 // polls
    | 1 << 50; // applications from elsewhere

/// Every permission there is.
pub const ALL: u64 = (1 << 53) - 1;

/// What both sides of a direct conversation may do.
const DIRECT: u64 = VIEW_CHANNEL
    | SEND_MESSAGES
    | EMBED_LINKS
    | ATTACH_FILES
    | READ_MESSAGE_HISTORY
    | MENTION_EVERYONE
    | USE_APPLICATION_COMMANDS;

/// A change of permissions in one channel, for a role or a member.
#[derive(Clone, Copy, Debug)]
pub(super) struct Overwrite {
    pub(super) target: Id,
    pub(super) is_member: bool,
    pub(super) allow: u64,
    pub(super) deny: u64,
}

impl World {
    /// What somebody may do in a guild as a whole; 0 for strangers.
    #[must_use]
    pub fn permissions_in_guild(&self, guild: Id, user: Id) -> u64 {
        let Some(guild) = self.guilds.get(&guild) else { return 0 };
        let Some(member) = guild.members.get(&user) else { return 0 };
        if guild.owner == user {
            return ALL;
        }
        let granted = member
            .roles
            .iter()
            .chain([&guild.id])
            .filter_map(|role| guild.roles.get(role))
            .fold(0, |granted, role| granted | role.permissions);
        if granted & ADMINISTRATOR != 0 { ALL } else { granted }
    }

    /// What somebody may do in a channel; 0 for strangers, and where they cannot see it. A thread
    /// takes its permissions from the channel that it is in.
    #[must_use]
    pub fn permissions_in(&self, channel: Id, user: Id) -> u64 {
        let Some(channel) = self.channels.get(&channel) else { return 0 };
        let Some(guild) = channel.guild else {
            return if channel.recipients.contains(&user) { DIRECT } else { 0 };
        };
        let whole = self.permissions_in_guild(guild, user);
        if whole == ALL {
            return ALL;
        }
        let ruling = self.ruling_channel(channel);
        let roles = self.guilds.get(&guild).and_then(|guild| guild.members.get(&user));
        let Some(member) = roles else { return 0 };
        let mut granted = whole;
        for overwrite in ruling.overwrites.iter().filter(|overwrite| overwrite.target == guild) {
            granted = granted & !overwrite.deny | overwrite.allow;
        }
        let mut allowed = 0;
        let mut denied = 0;
        for overwrite in &ruling.overwrites {
            if !overwrite.is_member && member.roles.contains(&overwrite.target) {
                allowed |= overwrite.allow;
                denied |= overwrite.deny;
            }
        }
        granted = granted & !denied | allowed;
        for overwrite in &ruling.overwrites {
            if overwrite.is_member && overwrite.target == user {
                granted = granted & !overwrite.deny | overwrite.allow;
            }
        }
        if granted & VIEW_CHANNEL == 0 {
            return 0;
        }
        if let Some(thread) = &channel.thread
            && thread.private
            && !thread.members.contains_key(&user)
            && granted & MANAGE_THREADS == 0
        {
            return 0;
        }
        without_speech(channel, granted)
    }

    /// The channel whose overwrites count: the parent's for a thread.
    fn ruling_channel<'world>(&'world self, channel: &'world Channel) -> &'world Channel {
        if channel.thread.is_none() {
            return channel;
        }
        channel.parent.and_then(|parent| self.channels.get(&parent)).unwrap_or(channel)
    }

    /// Whether somebody sees a channel.
    pub(super) fn sees(&self, channel: Id, user: Id) -> bool {
        self.permissions_in(channel, user) & VIEW_CHANNEL != 0
    }
}

/// Who may not speak may not embed, attach or mention everyone either.
fn without_speech(channel: &Channel, granted: u64) -> u64 {
    if granted & channel.permission_to_speak() != 0 {
        return granted;
    }
    granted & !(EMBED_LINKS | ATTACH_FILES | MENTION_EVERYONE)
}
