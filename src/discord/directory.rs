//! What is known of servers: channels, threads, roles, and what the bot may do where.
//!
//! Filled by events, and by requests where a resumed session brings no servers.
//!
//! **Invariant:** nothing that anybody wrote is kept but the names of servers, channels, roles
//! and tags.

use std::collections::{HashMap, HashSet};
use std::num::NonZeroU64;
use std::sync::Arc;

use serenity::all::{
    ChannelType, Event, Guild, GuildChannel, PartialGuild, PartialMember, Permissions, User,
};
use serenity::model::id::{ChannelId, GuildId, RoleId, UserId};

use super::settings::Own;
use super::told::Told;
use crate::config::{Discord, Mode, Snowflake, StaffRequests};
use crate::moderation::SettingKey;

/// Everything known of the servers that the bot is in.
pub struct Directory {
    bot: UserId,
    servers: HashMap<GuildId, Server>,
    /// The server of each channel and thread.
    homes: HashMap<ChannelId, GuildId>,
    rules: Rules,
    /// What servers set for themselves.
    own: HashMap<GuildId, Arc<Own>>,
}

/// One server.
pub struct Server {
    /// Name, owner, roles.
    pub guild: PartialGuild,
    /// Channels, categories and active threads.
    pub channels: HashMap<ChannelId, GuildChannel>,
    /// The bot's own roles.
    roles: Vec<RoleId>,
    bot: UserId,
}

/// What the settings say of channels and roles.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    default_mode: Option<Mode>,
    modes: HashMap<u64, Mode>,
    staff_roles: HashSet<u64>,
    alert_channels: HashSet<u64>,
    opens_threads: bool,
}

impl Rules {
    /// Those of the settings.
    #[must_use]
    pub fn new(settings: &Discord) -> Self {
        let numbers = |ids: &[Snowflake]| ids.iter().map(|id| id.0.get()).collect();
        let mut modes = HashMap::new();
        for (mode, _, list) in settings.modes() {
            modes.extend(list.value.iter().map(|id| (id.0.get(), mode)));
        }
        Rules {
            default_mode: Some(settings.default_mode.value),
            modes,
            staff_roles: numbers(&settings.staff_roles.value),
            alert_channels: numbers(&settings.alert_channels.value),
            opens_threads: settings.staff_requests.value == StaffRequests::Thread,
        }
    }
}

/// Whence the mode of a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whence {
    /// The server set it for this channel or category.
    Channel(ChannelId),
    /// A list of the settings' file names this channel or category.
    ListOf(ChannelId),
    /// The server set it for all of its channels.
    Server,
    /// It is the default of the settings' file.
    Default,
}

/// Where a message stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The server.
    pub guild: GuildId,
    /// The mode that holds there.
    pub mode: Mode,
    /// The thread, if it is one.
    pub thread: Option<Thread>,
}

/// A thread or a forum post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// Its title.
    pub title: String,
    /// The names of its tags.
    pub tags: Vec<String>,
    /// Who opened it.
    pub owner: Option<UserId>,
    /// It is a post in a forum.
    pub in_forum: bool,
}

impl Directory {
    /// An empty directory of a bot.
    #[must_use]
    pub fn new(bot: UserId, rules: Rules) -> Self {
        Directory {
            bot,
            servers: HashMap::new(),
            homes: HashMap::new(),
            rules,
            own: HashMap::new(),
        }
    }

    /// The servers that are known.
    #[must_use]
    pub fn guilds(&self) -> Vec<GuildId> {
        self.servers.keys().copied().collect()
    }

    /// The bot.
    #[must_use]
    pub fn bot(&self) -> UserId {
        self.bot
    }

    /// Every server.
    pub fn servers(&self) -> impl Iterator<Item = &Server> {
        self.servers.values()
    }

    /// A server, if it is known.
    #[must_use]
    pub fn server(&self, guild: GuildId) -> Option<&Server> {
        self.servers.get(&guild)
    }

    /// What a server set for itself; nothing where that is not known.
    #[must_use]
    pub fn own(&self, guild: GuildId) -> Arc<Own> {
        self.own.get(&guild).map(Arc::clone).unwrap_or_default()
    }

    /// Takes on what a server set for itself.
    pub fn set_own(&mut self, guild: GuildId, own: Own) {
        self.own.insert(guild, Arc::new(own));
    }

    /// Every server that set something for itself.
    pub fn all_own(&self) -> impl Iterator<Item = (GuildId, &Arc<Own>)> {
        self.own.iter().map(|(guild, own)| (*guild, own))
    }

    /// Whether a server is known with its channels.
    #[must_use]
    pub fn knows(&self, guild: GuildId) -> bool {
        self.servers.contains_key(&guild)
    }

    /// Adds a server as requests told of it.
    pub fn add(&mut self, told: Told) {
        let Told { guild, channels, me } = told;
        let channels = channels.into_iter().map(|channel| (channel.id, channel)).collect();
        self.insert(Server { guild, channels, roles: me.roles, bot: self.bot });
    }

    fn insert(&mut self, mut server: Server) {
        // Pictures are never looked at, and a server may have hundreds.
        server.guild.emojis = HashMap::new();
        server.guild.stickers = HashMap::new();
        for channel in server.channels.values_mut() {
            // A channel's topic is text that somebody wrote.
            channel.topic = None;
            self.homes.insert(channel.id, server.guild.id);
        }
        self.servers.insert(server.guild.id, server);
    }

    /// Takes note of what an event says of servers. Events of other kinds change nothing.
    pub fn note(&mut self, event: &Event) {
        match event {
            Event::GuildCreate(event) => self.note_server(event.guild.clone()),
            // Unavailable only means that Discord has trouble; what is known stays true.
            Event::GuildDelete(event) if !event.guild.unavailable => {
                self.servers.remove(&event.guild.id);
                self.homes.retain(|_, home| *home != event.guild.id);
            }
            Event::GuildUpdate(event) => {
                if let Some(server) = self.servers.get_mut(&event.guild.id) {
                    let roles = std::mem::take(&mut server.guild.roles);
                    server.guild = event.guild.clone();
                    if server.guild.roles.is_empty() {
                        server.guild.roles = roles;
                    }
                }
            }
            Event::GuildRoleCreate(event) => self.note_role(event.role.clone()),
            Event::GuildRoleUpdate(event) => self.note_role(event.role.clone()),
            Event::GuildRoleDelete(event) => {
                if let Some(server) = self.servers.get_mut(&event.guild_id) {
                    server.guild.roles.remove(&event.role_id);
                }
            }
            Event::GuildMemberUpdate(event) if event.user.id == self.bot => {
                if let Some(server) = self.servers.get_mut(&event.guild_id) {
                    server.roles.clone_from(&event.roles);
                }
            }
            Event::ChannelCreate(event) => self.note_channel(event.channel.clone()),
            Event::ChannelUpdate(event) => self.note_channel(event.channel.clone()),
            Event::ChannelDelete(event) => self.forget(event.channel.id),
            Event::ThreadCreate(event) => self.note_channel(event.thread.clone()),
            Event::ThreadUpdate(event) => self.note_channel(event.thread.clone()),
            Event::ThreadDelete(event) => self.forget(event.thread.id),
            Event::ThreadListSync(event) => {
                for thread in &event.threads {
                    self.note_channel(thread.clone());
                }
            }
            _ => {}
        }
    }

    fn note_server(&mut self, mut guild: Guild) {
        let mut channels = std::mem::take(&mut guild.channels);
        let threads = std::mem::take(&mut guild.threads);
        channels.extend(threads.into_iter().map(|thread| (thread.id, thread)));
        let roles = guild.members.get(&self.bot).map(|me| me.roles.clone()).unwrap_or_default();
        let guild = PartialGuild::from(guild);
        self.insert(Server { guild, channels, roles, bot: self.bot });
    }

    fn note_role(&mut self, role: serenity::model::guild::Role) {
        if let Some(server) = self.servers.get_mut(&role.guild_id) {
            server.guild.roles.insert(role.id, role);
        }
    }

    /// Takes note of a channel or thread, and forgets what is written about it.
    pub fn note_channel(&mut self, mut channel: GuildChannel) {
        if let Some(server) = self.servers.get_mut(&channel.guild_id) {
            channel.topic = None;
            self.homes.insert(channel.id, channel.guild_id);
            server.channels.insert(channel.id, channel);
        }
    }

    fn forget(&mut self, channel: ChannelId) {
        if let Some(home) = self.homes.remove(&channel)
            && let Some(server) = self.servers.get_mut(&home)
        {
            server.channels.remove(&channel);
        }
    }

    /// Where a channel stands. None where it is not known, which a direct message never is.
    #[must_use]
    pub fn place(&self, channel: ChannelId) -> Option<Place> {
        let server = self.servers.get(self.homes.get(&channel)?)?;
        let found = server.channels.get(&channel)?;
        let thread = is_thread(found.kind).then(|| server.thread(found));
        Some(Place { guild: server.guild.id, mode: self.mode_in(server, found).0, thread })
    }

    /// The mode of a channel and whence it is; none where the channel is not known.
    #[must_use]
    pub fn mode_of(&self, guild: GuildId, channel: ChannelId) -> Option<(Mode, Whence)> {
        let server = self.servers.get(&guild)?;
        Some(self.mode_in(server, server.channels.get(&channel)?))
    }

    /// The mode of a channel: its own, or that of its channel, or of its category, or the default.
    /// At each of these the server comes before the settings' file.
    fn mode_in(&self, server: &Server, channel: &GuildChannel) -> (Mode, Whence) {
        let own = self.own.get(&server.guild.id);
        let mut at = Some(channel);
        while let Some(channel) = at {
            let id = channel.id.get();
            if let Some(mode) = own.and_then(|own| own.modes().get(&id)) {
                return (*mode, Whence::Channel(channel.id));
            }
            if let Some(mode) = self.rules.modes.get(&id) {
                return (*mode, Whence::ListOf(channel.id));
            }
            at = channel.parent_id.and_then(|parent| server.channels.get(&parent));
        }
        match own.and_then(|own| own.mode()) {
            Some(mode) => (mode, Whence::Server),
            None => (self.rules.default_mode.unwrap_or(Mode::Mention), Whence::Default),
        }
    }

    /// Whether a member is staff: by a role that the settings name, or because they may manage
    /// messages in the server, or because it is theirs.
    #[must_use]
    pub fn is_staff(&self, guild: GuildId, user: &User, member: Option<&PartialMember>) -> bool {
        let roles = member.map_or(&[] as &[RoleId], |member| &member.roles);
        self.is_staff_by_roles(guild, user.id, roles)
    }

    /// The same, by the roles that a member has.
    #[must_use]
    pub fn is_staff_by_roles(&self, guild: GuildId, user: UserId, roles: &[RoleId]) -> bool {
        let own = self.own.get(&guild).and_then(|own| own.staff_roles());
        let counts = |role: &RoleId| match own {
            Some(own) => own.contains(&role.get()),
            None => self.rules.staff_roles.contains(&role.get()),
        };
        if roles.iter().any(counts) {
            return true;
        }
        let Some(server) = self.servers.get(&guild) else { return false };
        if server.guild.owner_id == user {
            return true;
        }
        let everyone = RoleId::new(guild.get());
        let permissions = std::iter::once(&everyone)
            .chain(roles)
            .filter_map(|role| server.guild.roles.get(role))
            .fold(Permissions::empty(), |all, role| all | role.permissions);
        permissions.intersects(Permissions::MANAGE_MESSAGES | Permissions::ADMINISTRATOR)
    }

    /// Where the staff of a server is told of things, the best place first: the channel that the
    /// server set, those that the settings' file names, then those that the server has set for
    /// Discord's own alerts to moderators.
    #[must_use]
    pub fn alert_channels(&self, guild: GuildId) -> Vec<ChannelId> {
        let Some(server) = self.servers.get(&guild) else { return Vec::new() };
        let is_named = |id: &&ChannelId| self.rules.alert_channels.contains(&id.get());
        let mut channels: Vec<ChannelId> =
            server.channels.keys().filter(is_named).copied().collect();
        channels.sort_unstable();
        let own = self.own.get(&guild).and_then(|own| own.channel(SettingKey::AlertChannel));
        let own = own.and_then(NonZeroU64::new).map(ChannelId::from);
        if let Some(own) = own.filter(|own| server.channels.contains_key(own)) {
            channels.retain(|channel| *channel != own);
            channels.insert(0, own);
        }
        let of_the_server =
            [server.guild.safety_alerts_channel_id, server.guild.public_updates_channel_id];
        for channel in of_the_server.into_iter().flatten() {
            if !channels.contains(&channel) {
                channels.push(channel);
            }
        }
        channels
    }

    /// The first of [`Directory::alert_channels`].
    #[must_use]
    pub fn alert_channel(&self, guild: GuildId) -> Option<ChannelId> {
        self.alert_channels(guild).first().copied()
    }

    /// Whether questions for the staff of a server come with a thread.
    #[must_use]
    pub fn opens_staff_threads(&self, guild: GuildId) -> bool {
        let own = self.own.get(&guild).and_then(|own| own.staff_requests());
        own.map_or(self.rules.opens_threads, |own| own == StaffRequests::Thread)
    }

    /// The role that Discord made for the bot: mentioning it is mentioning the bot.
    #[must_use]
    pub fn own_role(&self, guild: GuildId) -> Option<RoleId> {
        let server = self.servers.get(&guild)?;
        let mut roles = server.guild.roles.values();
        roles.find(|role| role.tags.bot_id == Some(self.bot)).map(|role| role.id)
    }

    /// The settings' channels and roles that no server has, which are most likely slips.
    #[must_use]
    pub fn unknown_ids(&self) -> Vec<u64> {
        let known = |id: u64| {
            self.servers.values().any(|server| {
                NonZeroU64::new(id).is_none_or(|id| {
                    server.channels.contains_key(&ChannelId::from(id))
                        || server.guild.roles.contains_key(&RoleId::from(id))
                })
            })
        };
        let rules = &self.rules;
        let mut ids: Vec<u64> = rules
            .modes
            .keys()
            .chain(&rules.staff_roles)
            .chain(&rules.alert_channels)
            .copied()
            .filter(|&id| !known(id))
            .collect();
        ids.sort_unstable();
        ids
    }
}

impl Server {
    /// What the bot may do in a channel. In a thread that is what it may do in its channel.
    #[must_use]
    pub fn permissions_in(&self, channel: ChannelId) -> Option<Permissions> {
        let base = self.base(channel)?;
        let mut allowed = self
            .roles
            .iter()
            .chain(std::iter::once(&RoleId::new(self.guild.id.get())))
            .filter_map(|role| self.guild.roles.get(role))
            .fold(Permissions::empty(), |all, role| all | role.permissions);
        if self.guild.owner_id == self.bot || allowed.administrator() {
            return Some(Permissions::all());
        }
        allowed = with_overwrites(allowed, base, self.guild.id, self.bot, &self.roles);
        Some(allowed)
    }

    /// Whether whoever joins the server can read a channel.
    #[must_use]
    pub fn is_open(&self, channel: ChannelId) -> bool {
        let kind = self.channels.get(&channel).map(|channel| channel.kind);
        let everyone = self.guild.roles.get(&RoleId::new(self.guild.id.get()));
        kind != Some(ChannelType::PrivateThread)
            && self.base(channel).zip(everyone).is_some_and(|(base, everyone)| {
                // Nobody in particular, who has no role but that of everybody.
                let nobody = UserId::new(self.guild.id.get());
                with_overwrites(everyone.permissions, base, self.guild.id, nobody, &[])
                    .contains(Permissions::VIEW_CHANNEL)
            })
    }

    /// The channel that says who may do what in a channel: that of a thread, or itself.
    fn base(&self, channel: ChannelId) -> Option<&GuildChannel> {
        let channel = self.channels.get(&channel)?;
        if is_thread(channel.kind) { self.channels.get(&channel.parent_id?) } else { Some(channel) }
    }

    fn thread(&self, thread: &GuildChannel) -> Thread {
        let parent = thread.parent_id.and_then(|parent| self.channels.get(&parent));
        let tags = parent.map_or_else(Vec::new, |parent| {
            let applied = |tag: &&serenity::all::ForumTag| thread.applied_tags.contains(&tag.id);
            parent.available_tags.iter().filter(applied).map(|tag| tag.name.clone()).collect()
        });
        Thread {
            title: thread.name.clone(),
            tags,
            owner: thread.owner_id,
            in_forum: parent.is_some_and(|parent| parent.kind == ChannelType::Forum),
        }
    }
}

/// Applies a channel's overwrites in the documented order: everyone's, then those of the roles
/// together, then the member's own. (Discord's documentation, "Permission Overwrites".)
fn with_overwrites(
    mut allowed: Permissions,
    channel: &GuildChannel,
    guild: GuildId,
    user: UserId,
    roles: &[RoleId],
) -> Permissions {
    use serenity::all::PermissionOverwriteType::{Member, Role};

    let everyone = RoleId::new(guild.get());
    let overwrites = &channel.permission_overwrites;
    let apply =
        |allowed: Permissions, deny: Permissions, allow: Permissions| (allowed - deny) | allow;
    for overwrite in overwrites.iter().filter(|overwrite| overwrite.kind == Role(everyone)) {
        allowed = apply(allowed, overwrite.deny, overwrite.allow);
    }
    let (mut deny, mut allow) = (Permissions::empty(), Permissions::empty());
    for overwrite in overwrites {
        if let Role(role) = overwrite.kind
            && role != everyone
            && roles.contains(&role)
        {
            deny |= overwrite.deny;
            allow |= overwrite.allow;
        }
    }
    allowed = apply(allowed, deny, allow);
    for overwrite in overwrites.iter().filter(|overwrite| overwrite.kind == Member(user)) {
        allowed = apply(allowed, overwrite.deny, overwrite.allow);
    }
    allowed
}

/// Whether a channel is a thread of some kind.
#[must_use]
pub fn is_thread(kind: ChannelType) -> bool {
    matches!(kind, ChannelType::PublicThread | ChannelType::PrivateThread | ChannelType::NewsThread)
}
