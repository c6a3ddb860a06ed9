//! What keeps the bot from answering, and what to do about it: for `/status` and for `doctor`.
//!
//! **Invariant:** pure: it only looks at what is known of servers.

use std::num::NonZeroU64;

use serenity::all::{ChannelType, GuildChannel, Permissions};
use serenity::model::id::{ChannelId, RoleId};

use super::directory::{Directory, Server};
use super::settings::Own;
use crate::config::Mode;
use crate::moderation::{Role, SettingKey};

/// Something that is in the way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What does not work, in the bot's words.
    pub problem: String,
    /// What to do.
    pub help: String,
}

/// What the application may, besides permissions in channels.
#[derive(Clone, Copy, Debug)]
pub struct Abilities {
    /// It reads messages that are not addressed to it.
    pub reads_messages: bool,
}

/// Everything that is in the way in one server.
#[must_use]
pub fn findings(directory: &Directory, server: &Server, abilities: Abilities) -> Vec<Finding> {
    let mut findings = Vec::new();
    let own = directory.own(server.guild.id);
    let mut channels: Vec<&GuildChannel> =
        server.channels.values().filter(|channel| holds_questions(channel.kind)).collect();
    channels.sort_by_key(|channel| (channel.position, channel.id));
    let mut watched = false;
    for channel in channels {
        let mode = directory.place(channel.id).map_or(Mode::Mention, |place| place.mode);
        watched |= matches!(mode, Mode::Auto | Mode::Suggest);
        let permissions = server.permissions_in(channel.id).unwrap_or(Permissions::empty());
        findings.extend(in_channel(channel, mode, permissions));
    }
    if !abilities.reads_messages {
        let lost = if watched {
            "I cannot answer overheard questions, though a channel is set to `auto` or `suggest`"
        } else {
            "I see only what is addressed to me"
        };
        findings.push(Finding {
            problem: format!(
                "{lost}, and a cry for help that is not addressed to me goes unseen: I may not \
                 read message content"
            ),
            help: "enable it in the Developer Portal, your application, Bot, Message Content \
                   Intent, and restart me"
                .to_owned(),
        });
    }
    findings.extend(alerts(directory, server));
    findings.extend(audit(server, &own));
    findings.extend(gone(server, &own));
    findings
}

/// Channels and roles that a server set something for and that are not there any more, so that it
/// does nothing: which, and what to do.
#[must_use]
pub fn idle(server: &Server, own: &Own, grants: &[(u64, Role)]) -> Vec<Finding> {
    let modes = own.modes().iter().filter(|(id, _)| !has_channel(server, **id));
    let modes = modes.map(|(id, mode)| Finding {
        problem: format!(
            "`mode` is {} for the channel {id}, which is not there any more",
            mode.name()
        ),
        help:
            "if another took its place, set its mode with /settings set; the old one does no harm"
                .to_owned(),
    });
    let grants = grants.iter().filter(|(role, _)| !has_role(server, *role));
    let grants = grants.map(|(role, may)| Finding {
        problem: format!("the role {role} may run me as {may}, and is not there any more"),
        help:
            "if another took its place, give it its part with /settings roles; the old one does no \
               harm"
                .to_owned(),
    });
    modes.chain(grants).collect()
}

/// The channels that a server set something for and that are not known: they are no more, or threads
/// that are put away.
#[must_use]
pub fn unknown_channels(server: &Server, own: &Own) -> Vec<ChannelId> {
    let named = NAMING_CHANNELS.iter().filter_map(|key| own.channel(*key));
    let ids = own.modes().keys().copied().chain(named).filter(|id| !has_channel(server, *id));
    ids.filter_map(NonZeroU64::new).map(ChannelId::from).collect()
}

/// The settings that name a channel.
const NAMING_CHANNELS: [SettingKey; 2] = [SettingKey::AlertChannel, SettingKey::AuditChannel];

fn has_channel(server: &Server, id: u64) -> bool {
    NonZeroU64::new(id).is_some_and(|id| server.channels.contains_key(&ChannelId::from(id)))
}

fn has_role(server: &Server, id: u64) -> bool {
    NonZeroU64::new(id).is_some_and(|id| server.guild.roles.contains_key(&RoleId::from(id)))
}

/// What a server named and is not there any more, so that something does not work.
fn gone(server: &Server, own: &Own) -> Vec<Finding> {
    let named = NAMING_CHANNELS.iter().filter_map(|key| Some((*key, own.channel(*key)?)));
    let channels = named.filter(|(_, id)| !has_channel(server, *id)).map(|(key, id)| Finding {
        problem: format!("`{key}` is the channel {id}, which I do not find here any more"),
        help: format!(
            "name another with /settings set {key}, or take it back with /settings reset"
        ),
    });
    let roles = own.staff_roles().unwrap_or_default().iter().filter(|id| !has_role(server, **id));
    let roles = roles.map(|id| Finding {
        problem: format!("`staff_roles` names the role {id}, which is not there any more"),
        help: "name those that are staff with /settings set staff_roles".to_owned(),
    });
    channels.chain(roles).collect()
}

/// Whether changes reach the channel that is to be told of them.
fn audit(server: &Server, own: &Own) -> Option<Finding> {
    let id = own.channel(SettingKey::AuditChannel).and_then(NonZeroU64::new)?;
    let channel = server.channels.get(&ChannelId::from(id))?;
    let needed = Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES;
    let may = server.permissions_in(channel.id).is_some_and(|all| all.contains(needed));
    (!may).then(|| Finding {
        problem: format!("nobody is told of changes: I may not send messages in #{}", channel.name),
        help: "allow me View Channel and Send Messages there".to_owned(),
    })
}

/// Whether people ask in channels of a kind.
fn holds_questions(kind: ChannelType) -> bool {
    matches!(kind, ChannelType::Text | ChannelType::News | ChannelType::Forum)
}

fn in_channel(channel: &GuildChannel, mode: Mode, permissions: Permissions) -> Option<Finding> {
    if mode == Mode::Off {
        return None;
    }
    let name = &channel.name;
    if !permissions.contains(Permissions::VIEW_CHANNEL) {
        // A channel that it cannot see is most often one that it should not.
        return (mode != Mode::Mention).then(|| Finding {
            problem: format!("I will not answer in #{name}: I may not view it"),
            help: "allow me View Channel there".to_owned(),
        });
    }
    let is_forum = channel.kind == ChannelType::Forum;
    let needed = [
        (!is_forum, Permissions::SEND_MESSAGES, "send messages", "Send Messages"),
        (true, Permissions::READ_MESSAGE_HISTORY, "read its history", "Read Message History"),
        (
            is_forum,
            Permissions::SEND_MESSAGES_IN_THREADS,
            "send in threads",
            "Send Messages in Threads",
        ),
    ];
    let missing: Vec<_> = needed
        .into_iter()
        .filter(|(applies, permission, ..)| *applies && !permissions.contains(*permission))
        .collect();
    if !missing.is_empty() {
        let may_not: Vec<_> = missing.iter().map(|(_, _, words, _)| *words).collect();
        let allow: Vec<_> = missing.iter().map(|(.., label)| *label).collect();
        return Some(Finding {
            problem: format!("I will not answer in #{name}: I may not {}", may_not.join(" or ")),
            help: format!("allow me {} there", allow.join(" and ")),
        });
    }
    if !is_forum && !permissions.contains(Permissions::SEND_MESSAGES_IN_THREADS) {
        return Some(Finding {
            problem: format!("I will not answer in threads of #{name}: I may not send in threads"),
            help: "allow me Send Messages in Threads there".to_owned(),
        });
    }
    (!permissions.contains(Permissions::EMBED_LINKS)).then(|| Finding {
        problem: format!("I answer in plain text in #{name}: I may not embed links"),
        help: "allow me Embed Links there".to_owned(),
    })
}

fn alerts(directory: &Directory, server: &Server) -> Vec<Finding> {
    let Some(channel) = directory.alert_channel(server.guild.id) else {
        return vec![Finding {
            problem: "nobody is told of a crisis".to_owned(),
            help:
                "name a channel of the staff with /settings set alert_channel, or set the server's \
                   channel for safety notifications"
                    .to_owned(),
        }];
    };
    let needed = Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES;
    let may = server.permissions_in(channel).unwrap_or(Permissions::empty());
    let name = server.channels.get(&channel).map_or("the staff's channel", |it| it.name.as_str());
    if !may.contains(needed) {
        return vec![Finding {
            problem: format!("nobody is told of a crisis: I may not send messages in #{name}"),
            help: "allow me View Channel and Send Messages there".to_owned(),
        }];
    }
    threads(directory, server, name, may).into_iter().collect()
}

/// Whether questions for the staff get the thread that they should have.
fn threads(
    directory: &Directory,
    server: &Server,
    name: &str,
    may: Permissions,
) -> Option<Finding> {
    if !directory.opens_staff_threads(server.guild.id) {
        return None;
    }
    let opening = [
        (Permissions::CREATE_PUBLIC_THREADS, "create public threads", "Create Public Threads"),
        (Permissions::READ_MESSAGE_HISTORY, "read its history", "Read Message History"),
    ];
    let writing =
        (Permissions::SEND_MESSAGES_IN_THREADS, "send in threads", "Send Messages in Threads");
    let lacks = |(permission, ..): &(Permissions, &str, &str)| !may.contains(*permission);
    let cannot_open = opening.iter().any(lacks);
    let missing: Vec<_> = opening.into_iter().chain([writing]).filter(lacks).collect();
    if missing.is_empty() {
        return None;
    }
    let may_not: Vec<_> = missing.iter().map(|(_, words, _)| *words).collect();
    let allow: Vec<_> = missing.iter().map(|(.., label)| *label).collect();
    let lost = if cannot_open {
        format!("questions for the staff come without a thread in #{name}")
    } else {
        format!("I cannot write in the threads of questions for the staff in #{name}")
    };
    Some(Finding {
        problem: format!("{lost}: I may not {}", may_not.join(" or ")),
        help: format!(
            "allow me {} there, or have questions come without a thread \
             (/settings set staff_requests)",
            allow.join(" and ")
        ),
    })
}
