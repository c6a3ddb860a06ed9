//! `/settings set` and `/settings reset`.
//!
//! **Invariant:** a value that cannot hold is refused with what may be written, and nothing is
//! changed; what is confirmed is in force.

use std::num::NonZeroU64;

use serenity::all::{ChannelType, Permissions};
use serenity::model::id::{ChannelId, GuildId, RoleId};

use crate::config::Mode;
use crate::discord::bot::Bot;
use crate::discord::render::message::Message;
use crate::discord::settings::value::Value;
use crate::discord::settings::{Own, conflict};
use crate::moderation::SettingKey;
use crate::store::StoreError;

/// What came with a command.
#[derive(Clone, Copy)]
pub(super) struct Typed<'t> {
    pub(super) value: Option<&'t str>,
    pub(super) channel: Option<u64>,
    pub(super) role: Option<u64>,
}

impl Bot {
    pub(super) async fn set(
        &self,
        guild: GuildId,
        actor: u64,
        key: SettingKey,
        typed: Typed<'_>,
    ) -> Result<Message, StoreError> {
        let refused = |why: String| Ok(Message::text(format!("{why}. Nothing was changed.")));
        let (scope, value) = match self.read_typed(guild, key, typed) {
            Ok(read) => read,
            Err(why) => return refused(why),
        };
        let own = self.own(guild);
        let place = place(guild, key, scope);
        if own.get_at(guild.get(), scope, key).as_ref() == Some(&value) {
            return refused(format!("`{key}`{place} is {value} already"));
        }
        let mut changed = Own::clone(&own);
        changed.set(guild.get(), scope, key, Some(value.clone()));
        if let Some(why) = conflict(&changed, &self.config) {
            return refused(why);
        }
        let (before, whence) = self.in_force(guild, key, scope);
        let json = value.to_json();
        let memory = |own: &mut Own| own.set(guild.get(), scope, key, Some(value.clone()));
        self.change_setting(guild, (scope, key.name()), Some(&json), actor, memory).await?;
        let mut text = format!("`{key}`{place} is now {value}. It was {before} ({whence}).");
        text.push_str(self.what_it_takes(&value));
        if let Value::Channel(channel) = value
            && self.is_open(guild, channel)
        {
            text.push_str(&format!(
                " **Everybody here can read <#{channel}>**, and what is told there is for the staff: \
                 better choose a channel that only the staff sees."
            ));
        }
        Ok(Message::text(text))
    }

    pub(super) async fn reset(
        &self,
        guild: GuildId,
        actor: u64,
        key: SettingKey,
        channel: Option<u64>,
    ) -> Result<Message, StoreError> {
        let refused = |why: String| Ok(Message::text(format!("{why}. Nothing was changed.")));
        if channel.is_some() && !key.is_of_channels() {
            return refused(whole_server(key));
        }
        let scope = channel.unwrap_or(guild.get());
        let place = place(guild, key, scope);
        let own = self.own(guild);
        if own.get_at(guild.get(), scope, key).is_none() {
            return refused(format!("`{key}`{place} is not set in this server"));
        }
        let mut changed = Own::clone(&own);
        changed.set(guild.get(), scope, key, None);
        if let Some(why) = conflict(&changed, &self.config) {
            return refused(why);
        }
        let memory = |own: &mut Own| own.set(guild.get(), scope, key, None);
        self.change_setting(guild, (scope, key.name()), None, actor, memory).await?;
        let (now, whence) = self.in_force(guild, key, scope);
        Ok(Message::text(format!("`{key}`{place} is inherited again: {now} ({whence}).")))
    }

    /// Where something is to hold, and what.
    fn read_typed(
        &self,
        guild: GuildId,
        key: SettingKey,
        typed: Typed<'_>,
    ) -> Result<(u64, Value), String> {
        let Typed { value, channel, role } = typed;
        if role.is_some() && key != SettingKey::StaffRoles {
            return Err(format!("`{key}` is no role, so choose none"));
        }
        if channel.is_some() && !key.is_of_channels() && !key.is_channel() {
            return Err(whole_server(key));
        }
        let mut text = value.unwrap_or_default().to_owned();
        if let Some(role) = role {
            text.push_str(&format!(" <@&{role}>"));
        }
        if let Some(channel) = channel.filter(|_| key.is_channel()) {
            if value.is_some() {
                return Err(format!("choose the channel of `{key}` or write it, not both"));
            }
            text = format!("<#{channel}>");
        }
        if text.trim().is_empty() {
            let option = if key == SettingKey::StaffRoles {
                "`role` or `value`"
            } else if key.is_channel() {
                "`channel`"
            } else {
                "`value`"
            };
            return Err(format!("say what `{key}` is to be with the option {option}"));
        }
        let locales = self.library.shipped().knowledge().locales();
        let value = Value::parse(key, &text, self.bounds(&locales))?;
        let place = channel.filter(|_| key.is_of_channels());
        if let Some(place) = place {
            self.has_channel(guild, place)?;
        }
        self.fits_here(guild, &value)?;
        Ok((place.unwrap_or(guild.get()), value))
    }

    /// Whether a server has what a value names, and the bot may use it. Says why not.
    pub(in crate::discord::bot) fn fits_here(
        &self,
        guild: GuildId,
        value: &Value,
    ) -> Result<(), String> {
        match value {
            Value::Channel(channel) => self.may_write_in(guild, *channel),
            Value::Roles(roles) => self.has_roles(guild, roles),
            Value::Mode(_)
            | Value::Span(_)
            | Value::Share(_)
            | Value::Region(_)
            | Value::Switch(_)
            | Value::Requests(_)
            | Value::Hours(_)
            | Value::QuietHours(_)
            | Value::Languages(_)
            | Value::Days(_)
            | Value::Nothing => Ok(()),
        }
    }

    fn has_channel(&self, guild: GuildId, channel: u64) -> Result<(), String> {
        let Some(id) = NonZeroU64::new(channel).map(ChannelId::from) else {
            return Err("there is no such channel".to_owned());
        };
        let is_here = self.look_up(|directory| {
            directory.server(guild).is_none_or(|server| server.channels.contains_key(&id))
        });
        if is_here { Ok(()) } else { Err(format!("I see no channel <#{channel}> in this server")) }
    }

    /// Whether everybody in a server can read a channel of it.
    fn is_open(&self, guild: GuildId, channel: u64) -> bool {
        let Some(id) = NonZeroU64::new(channel).map(ChannelId::from) else { return false };
        self.look_up(|directory| directory.server(guild).is_some_and(|server| server.is_open(id)))
    }

    /// What is told where the bot may not write reaches nobody.
    fn may_write_in(&self, guild: GuildId, channel: u64) -> Result<(), String> {
        self.has_channel(guild, channel)?;
        let Some(id) = NonZeroU64::new(channel).map(ChannelId::from) else { return Ok(()) };
        self.look_up(|directory| {
            let Some(server) = directory.server(guild) else { return Ok(()) };
            let kind = server.channels.get(&id).map(|channel| channel.kind);
            if matches!(
                kind,
                Some(ChannelType::Category | ChannelType::Forum | ChannelType::Directory)
            ) {
                return Err(format!("one cannot write messages in <#{channel}>; choose another"));
            }
            let needed = Permissions::VIEW_CHANNEL | Permissions::SEND_MESSAGES;
            let may = server.permissions_in(id).is_some_and(|all| all.contains(needed));
            if may {
                return Ok(());
            }
            Err(format!(
                "I may not write in <#{channel}>; allow me View Channel and Send Messages there first"
            ))
        })
    }

    fn has_roles(&self, guild: GuildId, roles: &[u64]) -> Result<(), String> {
        if roles.contains(&guild.get()) {
            return Err("that role is everybody's; name one that only staff has".to_owned());
        }
        let unknown = self.look_up(|directory| {
            let server = directory.server(guild)?;
            let here = |role: &u64| {
                NonZeroU64::new(*role)
                    .is_some_and(|role| server.guild.roles.contains_key(&RoleId::from(role)))
            };
            roles.iter().copied().find(|role| !here(role))
        });
        match unknown {
            Some(role) => Err(format!("this server has no role {role}")),
            None => Ok(()),
        }
    }

    /// What else has to be so for a value to have an effect.
    fn what_it_takes(&self, value: &Value) -> &'static str {
        match value {
            Value::Mode(Mode::Auto | Mode::Suggest) if !self.reads_messages => {
                " But I may not read messages that are not addressed to me, so I overhear nothing: \
                 /status says what to do."
            }
            Value::Mode(Mode::Off) => " Whoever may be in danger still gets the helplines.",
            Value::QuietHours(_) => {
                " Who mentions me, replies to me or uses a command is answered at any hour, and \
                 whoever may be in danger gets the helplines."
            }
            Value::Mode(Mode::Mention | Mode::Suggest | Mode::Auto)
            | Value::Span(_)
            | Value::Share(_)
            | Value::Region(_)
            | Value::Switch(_)
            | Value::Requests(_)
            | Value::Hours(_)
            | Value::Roles(_)
            | Value::Channel(_)
            | Value::Languages(_)
            | Value::Days(_)
            | Value::Nothing => "",
        }
    }
}

fn whole_server(key: SettingKey) -> String {
    format!("`{key}` holds for the whole server, so choose no channel")
}

/// Where something holds, in words.
pub(super) fn place(guild: GuildId, key: SettingKey, scope: u64) -> String {
    match key.is_of_channels() {
        true if scope == guild.get() => " of this server".to_owned(),
        true => format!(" in <#{scope}>"),
        false => String::new(),
    }
}
