//! `/settings show`: what is in force in a server, and whence.
//!
//! **Invariant:** what is shown is of this server alone: the settings' file names channels of others
//! too.

use std::num::NonZeroU64;
use std::time::Duration;

use serenity::model::id::{ChannelId, GuildId, RoleId};

use crate::config::{Origin, Setting, Snowflake};
use crate::discord::bot::Bot;
use crate::discord::bot::decisions::until;
use crate::discord::bot::moderation::list;
use crate::discord::directory::{Server, Whence};
use crate::discord::limits::CONTENT;
use crate::discord::render::message::Message;
use crate::discord::render::text::shorten;
use crate::discord::settings::value::Value;
use crate::moderation::SettingKey;
use crate::store::StoreError;

impl Bot {
    pub(super) async fn show_settings(
        &self,
        guild: GuildId,
        channel: Option<u64>,
    ) -> Result<Message, StoreError> {
        if let Some(channel) = channel {
            return Ok(self.show_channel(guild, channel));
        }
        let decided = self.decided(guild).await?;
        let mut lines = Vec::new();
        if let Some(since) = self.own(guild).shadow() {
            lines.push(format!(
                "**I am in shadow here** since <t:{}:f>: I answer nobody, and count what I would \
                 have answered. /settings shadow off ends it.",
                since / 1_000,
            ));
        }
        lines.push("**Set in this server**".to_owned());
        let counted = match decided.grants.len() {
            0 => "none; whoever manages the server runs me".to_owned(),
            1 => "1; /settings roles show names it".to_owned(),
            many => format!("{many}; /settings roles show names them"),
        };
        lines.push(format!("- Roles that may do something with me: {counted}"));
        let paused = match decided.pause((self.clock)()) {
            Some(pause) if pause.until.is_some() => format!("yes,{}", until(pause)),
            Some(_) => "yes, until /resume".to_owned(),
            None => "no".to_owned(),
        };
        lines.push(format!("- Paused: {paused}"));
        let ignored = decided.ignored.len();
        lines.push(format!("- People whom I ignore: {ignored}; /ignore person list names them"));
        lines.push(String::new());
        lines.push("**In force here**, and where it was set".to_owned());
        for key in SettingKey::ALL {
            let (value, whence) = self.in_force(guild, key, guild.get());
            lines.push(format!("- `{key}`: {value} ({whence})"));
        }
        lines.push("/settings set changes one, /settings reset lets it be inherited.".to_owned());
        let modes = self.modes_of_channels(guild);
        if !modes.is_empty() {
            // Last: where there are so many that some have to be left out, it is some of these.
            lines.push("**Channels and categories with a mode of their own**".to_owned());
            lines.extend(modes);
        }
        Ok(Message::text(shorten(&lines.join("\n"), CONTENT)))
    }

    fn show_channel(&self, guild: GuildId, channel: u64) -> Message {
        let (mode, whence) = self.in_force(guild, SettingKey::Mode, channel);
        Message::text(format!(
            "**In force in <#{channel}>**\n- `mode`: {mode} ({whence})\nEverything else holds for \
             the whole server: /settings show without a channel lists it.",
        ))
    }

    /// Channels and categories with a mode of their own.
    fn modes_of_channels(&self, guild: GuildId) -> Vec<String> {
        let mut lines: Vec<String> = self
            .own(guild)
            .modes()
            .iter()
            .map(|(channel, mode)| format!("- in <#{channel}>: {} (this server)", mode.name()))
            .collect();
        let own = self.own(guild);
        self.look_up(|directory| {
            for (mode, _, listed) in self.config.discord.modes() {
                let mut here = channels(directory.server(guild), listed);
                here.retain(|channel| !own.modes().contains_key(&channel.get()));
                if !here.is_empty() {
                    let named = list(here.into_iter().map(|channel| format!("<#{channel}>")));
                    let whence = whence(&listed.origin);
                    lines.push(format!("- in {named}: {} ({whence})", mode.name()));
                }
            }
        });
        lines
    }

    /// What is in force for a key in the server or in a channel, and whence, in words.
    pub(super) fn in_force(&self, guild: GuildId, key: SettingKey, scope: u64) -> (String, String) {
        let own = self.own(guild);
        if key == SettingKey::Mode && scope != guild.get() {
            return self.mode_in_force(guild, scope);
        }
        if let Some(value) = own.get(key) {
            return (value.to_string(), "this server".to_owned());
        }
        let discord = &self.config.discord;
        let matching = &self.config.matching;
        let span = |it: &Setting<Duration>| shown(&Value::Span(it.value), &it.origin);
        let nothing = |what: &str| (what.to_owned(), whence(&Origin::Default));
        match key {
            SettingKey::Mode => {
                let default = &discord.default_mode;
                shown(&Value::Mode(default.value), &default.origin)
            }
            SettingKey::PersonCooldown => span(&discord.person_cooldown),
            SettingKey::ChannelCooldown => span(&discord.channel_cooldown),
            SettingKey::EntryCooldown => span(&discord.entry_cooldown),
            SettingKey::AnswerFloor => {
                let floor = &matching.answer_floor;
                shown(&Value::Share(floor.value), &floor.origin)
            }
            SettingKey::ClarifyFloor => {
                let floor = &matching.clarify_floor;
                shown(&Value::Share(floor.value), &floor.origin)
            }
            SettingKey::Margin => {
                shown(&Value::Share(matching.margin.value), &matching.margin.origin)
            }
            SettingKey::Region => {
                let region = &self.config.safety.region;
                shown(&Value::Region(region.value), &region.origin)
            }
            SettingKey::PlainText => {
                shown(&Value::Switch(discord.plain_text.value), &discord.plain_text.origin)
            }
            SettingKey::StaffRoles => {
                let roles = self.look_up(|all| roles(all.server(guild), &discord.staff_roles));
                if roles.is_empty() {
                    return nothing("whoever may manage messages");
                }
                shown(&Value::Roles(roles), &discord.staff_roles.origin)
            }
            SettingKey::StaffRequests => {
                let requests = &discord.staff_requests;
                shown(&Value::Requests(requests.value), &requests.origin)
            }
            SettingKey::StaffHours => {
                let hours = &discord.staff_hours;
                shown(&Value::Hours(hours.value.clone()), &hours.origin)
            }
            SettingKey::AlertChannel => self.alerts_in_force(guild),
            SettingKey::AuditChannel => nothing("none"),
            SettingKey::QuietHours => nothing("none"),
            SettingKey::Languages => {
                let locales = self.library.shipped().knowledge().locales();
                shown(&Value::Languages(locales), &self.config.knowledge.paths.origin)
            }
            SettingKey::RetentionDays => {
                let retention = &self.config.database.retention;
                let days = retention.value.as_secs() / (24 * 3_600);
                let days = u32::try_from(days).unwrap_or(u32::MAX);
                shown(&Value::Days(days), &retention.origin)
            }
        }
    }

    fn alerts_in_force(&self, guild: GuildId) -> (String, String) {
        let setting = &self.config.discord.alert_channels;
        let named = self.look_up(|all| channels(all.server(guild), setting));
        if !named.is_empty() {
            let named = list(named.into_iter().map(|channel| format!("<#{channel}>")));
            return (named, whence(&setting.origin));
        }
        match self.look_up(|all| all.alert_channel(guild)) {
            Some(channel) => (format!("<#{channel}>"), "set for Discord's own alerts".to_owned()),
            None => ("none, so nobody is told of a crisis".to_owned(), whence(&Origin::Default)),
        }
    }

    /// The mode of a channel or category.
    fn mode_in_force(&self, guild: GuildId, channel: u64) -> (String, String) {
        let id = NonZeroU64::new(channel).map(ChannelId::from);
        let found = id.and_then(|id| self.look_up(|all| all.mode_of(guild, id)));
        let Some((mode, found)) = found else {
            return self.in_force(guild, SettingKey::Mode, guild.get());
        };
        let of = |at: ChannelId| {
            if Some(at) == id { "here".to_owned() } else { format!("in <#{at}>") }
        };
        let whence = match found {
            Whence::Channel(at) => format!("set {} by this server", of(at)),
            Whence::ListOf(at) => {
                let lists = self.config.discord.modes();
                let holds = |list: &Setting<Vec<Snowflake>>| {
                    list.value.iter().any(|it| it.0.get() == at.get())
                };
                let list = lists.iter().find(|(_, _, list)| holds(list));
                let file = list.map_or_else(String::new, |(_, _, list)| whence(&list.origin));
                format!("set {} by {file}", of(at))
            }
            Whence::Server => "this server".to_owned(),
            Whence::Default => whence(&self.config.discord.default_mode.origin),
        };
        (mode.name().to_owned(), whence)
    }
}

fn shown(value: &Value, origin: &Origin) -> (String, String) {
    (value.to_string(), whence(origin))
}

/// Whence a value came, without the folders of the machine.
fn whence(origin: &Origin) -> String {
    match origin {
        Origin::Default => "default".to_owned(),
        Origin::File { path, line } => {
            let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
            format!("file {name}, line {line}")
        }
        Origin::Environment { variable } => format!("variable {variable}"),
        Origin::CommandLine { option } => format!("option {option}"),
    }
}

/// Those of a list of channels that a server has.
fn channels(server: Option<&Server>, list: &Setting<Vec<Snowflake>>) -> Vec<ChannelId> {
    let ids = list.value.iter().map(|id| ChannelId::from(id.0));
    ids.filter(|id| server.is_some_and(|all| all.channels.contains_key(id))).collect()
}

/// Those of a list of roles that a server has.
fn roles(server: Option<&Server>, list: &Setting<Vec<Snowflake>>) -> Vec<u64> {
    let ids = list.value.iter().map(|id| RoleId::from(id.0));
    let here = |id: &RoleId| server.is_some_and(|all| all.guild.roles.contains_key(id));
    ids.filter(here).map(RoleId::get).collect()
}
