//! What each server set for itself, and what is in force there.
//!
//! What a server set is laid over the settings' file: a channel's own value comes first, then that of
//! its category, then that of the server. At each of these the server comes before the file.
//!
//! **Invariant:** pure: no clock, file, network or request. What cannot be read is left out, and what
//! it would have been laid over holds.

pub mod quiet_hours;
pub mod value;

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::Value as Json;

use crate::config::{Config, Hours, Mode, StaffRequests};
use crate::diagnostic::nearest;
use crate::discord::render::text::shorten;
use crate::engine::Confidence;
use crate::engine::decide::Floors;
use crate::engine::helplines::Region;
use crate::moderation::SettingKey;
use quiet_hours::QuietHours;
use value::{Bounds, Value};

/// The key under which it is kept since when a server is in shadow.
pub const SHADOW: &str = "shadow";

/// Since when a server is in shadow, as it is kept.
#[must_use]
pub fn shadow_json(since: u64) -> Json {
    serde_json::json!({ "since": since })
}

/// What a server set for itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// The values of the whole server.
    values: BTreeMap<SettingKey, Value>,
    /// The modes of channels and categories.
    modes: BTreeMap<u64, Mode>,
    /// Since when it is in shadow.
    shadow: Option<u64>,
}

impl Own {
    /// What was kept of a server: where, under which key, what. Also the keys that could not be read.
    #[must_use]
    pub fn read<'k>(
        server: u64,
        kept: impl IntoIterator<Item = (u64, &'k str, &'k Json)>,
        bounds: Bounds<'_>,
    ) -> (Self, Vec<String>) {
        let (mut own, mut unreadable) = (Own::default(), Vec::new());
        for (scope, name, json) in kept {
            if name == SHADOW && scope == server {
                own.shadow = json["since"].as_u64();
                continue;
            }
            let key = SettingKey::parse(name);
            let value = key.and_then(|key| Some((key, Value::from_json(key, json, bounds)?)));
            match value {
                Some((key, value)) if scope == server || key.is_of_channels() => {
                    own.set(server, scope, key, Some(value));
                }
                Some(_) | None => unreadable.push(name.to_owned()),
            }
        }
        (own, unreadable)
    }

    /// Sets something, or with none lets it be inherited.
    pub fn set(&mut self, server: u64, scope: u64, key: SettingKey, value: Option<Value>) {
        if scope == server {
            match value {
                Some(value) => self.values.insert(key, value),
                None => self.values.remove(&key),
            };
            return;
        }
        match value {
            Some(Value::Mode(mode)) => self.modes.insert(scope, mode),
            Some(_) | None => self.modes.remove(&scope),
        };
    }

    /// Takes on what a file says was set: where, under which key, what. Gives what is to be kept.
    ///
    /// # Errors
    ///
    /// Says what is wrong, and what may be written. Then nothing was taken on.
    pub fn take(
        &mut self,
        server: u64,
        (scope, name, json): (u64, &str, &Json),
        bounds: Bounds<'_>,
        now: u64,
    ) -> Result<Json, String> {
        if name == SHADOW {
            let since = json["since"].as_u64().filter(|since| *since <= now && scope == server);
            let Some(since) = since else {
                return Err(format!(
                    "`{SHADOW}` says no time that has passed, for the whole server: write what \
                     /export writes, or take it out and use /settings shadow on"
                ));
            };
            self.shadow = Some(since);
            return Ok(shadow_json(since));
        }
        let Some(key) = SettingKey::parse(name) else { return Err(unknown_key(name)) };
        let value = Value::read(key, json, bounds)?;
        if scope != server && !key.is_of_channels() {
            return Err(format!("`{key}` holds for the whole server: write its id as `scope`"));
        }
        let kept = value.to_json();
        self.set(server, scope, key, Some(value));
        Ok(kept)
    }

    /// Says since when the server is in shadow, or that it is not.
    pub fn set_shadow(&mut self, since: Option<u64>) {
        self.shadow = since;
    }

    /// The value of the whole server.
    #[must_use]
    pub fn get(&self, key: SettingKey) -> Option<&Value> {
        self.values.get(&key)
    }

    /// The value of a place: the server, or a channel or category in it.
    #[must_use]
    pub fn get_at(&self, server: u64, scope: u64, key: SettingKey) -> Option<Value> {
        if scope == server {
            return self.get(key).cloned();
        }
        self.modes.get(&scope).map(|mode| Value::Mode(*mode))
    }

    /// The modes of channels and categories.
    #[must_use]
    pub fn modes(&self) -> &BTreeMap<u64, Mode> {
        &self.modes
    }

    /// The mode of the whole server.
    #[must_use]
    pub fn mode(&self) -> Option<Mode> {
        let Some(Value::Mode(mode)) = self.get(SettingKey::Mode) else { return None };
        Some(*mode)
    }

    /// Since when the server is in shadow, in milliseconds since the Unix epoch.
    #[must_use]
    pub fn shadow(&self) -> Option<u64> {
        self.shadow
    }

    fn span(&self, key: SettingKey) -> Option<Duration> {
        let Some(Value::Span(span)) = self.get(key) else { return None };
        Some(*span)
    }

    fn share(&self, key: SettingKey) -> Option<Confidence> {
        let Some(Value::Share(share)) = self.get(key) else { return None };
        Some(*share)
    }

    /// How long it waits between two overheard answers.
    #[must_use]
    pub fn pace(&self, inherited: Pace) -> Pace {
        Pace {
            person: self.span(SettingKey::PersonCooldown).unwrap_or(inherited.person),
            channel: self.span(SettingKey::ChannelCooldown).unwrap_or(inherited.channel),
            entry: self.span(SettingKey::EntryCooldown).unwrap_or(inherited.entry),
        }
    }

    /// What a candidate needs to be an answer. The two floors are in order, whatever was inherited.
    #[must_use]
    pub fn floors(&self, inherited: Floors) -> Floors {
        let answer = self.share(SettingKey::AnswerFloor).unwrap_or(inherited.answer);
        let clarify = self.share(SettingKey::ClarifyFloor).unwrap_or(inherited.clarify);
        let margin = self.share(SettingKey::Margin).unwrap_or(inherited.margin);
        Floors { answer, clarify: clarify.min(answer), margin, ..inherited }
    }

    /// Whose helplines come first.
    #[must_use]
    pub fn region(&self) -> Option<Region> {
        let Some(Value::Region(region)) = self.get(SettingKey::Region) else { return None };
        Some(*region)
    }

    /// Whether replies are text alone.
    #[must_use]
    pub fn plain_text(&self) -> Option<bool> {
        let Some(Value::Switch(plain)) = self.get(SettingKey::PlainText) else { return None };
        Some(*plain)
    }

    /// Whose members are staff, besides whoever may manage messages.
    #[must_use]
    pub fn staff_roles(&self) -> Option<&[u64]> {
        let Some(Value::Roles(roles)) = self.get(SettingKey::StaffRoles) else { return None };
        Some(roles)
    }

    /// How questions come before the staff.
    #[must_use]
    pub fn staff_requests(&self) -> Option<StaffRequests> {
        let Some(Value::Requests(how)) = self.get(SettingKey::StaffRequests) else { return None };
        Some(*how)
    }

    /// When somebody of the staff is likely to look; empty where nobody says.
    #[must_use]
    pub fn staff_hours(&self) -> Option<&[Hours]> {
        let Some(Value::Hours(hours)) = self.get(SettingKey::StaffHours) else { return None };
        Some(hours)
    }

    /// A channel of the server by the key that names it.
    #[must_use]
    pub fn channel(&self, key: SettingKey) -> Option<u64> {
        let Some(Value::Channel(channel)) = self.get(key) else { return None };
        Some(*channel)
    }

    /// When overheard questions are left alone.
    #[must_use]
    pub fn quiet_hours(&self) -> Option<&QuietHours> {
        let Some(Value::QuietHours(hours)) = self.get(SettingKey::QuietHours) else { return None };
        Some(hours)
    }

    /// The locales of the packs that it is answered from; none for all.
    #[must_use]
    pub fn languages(&self) -> Option<&[String]> {
        let Some(Value::Languages(locales)) = self.get(SettingKey::Languages) else { return None };
        Some(locales)
    }

    /// For how many days it is kept who asked what, where that is less than the operator's.
    #[must_use]
    pub fn retention(&self, longest: Duration) -> Option<Duration> {
        let Some(Value::Days(days)) = self.get(SettingKey::RetentionDays) else { return None };
        Some(DAY * *days).filter(|retention| *retention < longest)
    }
}

/// A day.
pub const DAY: Duration = Duration::from_secs(24 * 3_600);

/// How long the bot waits between two overheard answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// To one person.
    pub person: Duration,
    /// In one channel.
    pub channel: Duration,
    /// With one entry in one channel.
    pub entry: Duration,
}

impl Pace {
    /// That of the settings' file.
    #[must_use]
    pub fn new(settings: &crate::config::Discord) -> Self {
        Pace {
            person: settings.person_cooldown.value,
            channel: settings.channel_cooldown.value,
            entry: settings.entry_cooldown.value,
        }
    }
}

fn unknown_key(name: &str) -> String {
    let names = SettingKey::ALL.map(SettingKey::name);
    let shown = shorten(&name.replace('`', "'"), 60);
    match nearest(name, names) {
        Some(known) => format!("there is no setting `{shown}`; did you mean `{known}`?"),
        None => format!("there is no setting `{shown}`: write one of {}", names.join(", ")),
    }
}

/// Why a set of values cannot hold together, if it cannot.
#[must_use]
pub fn conflict(own: &Own, config: &Config) -> Option<String> {
    let matching = &config.matching;
    let answer = own.share(SettingKey::AnswerFloor).unwrap_or(matching.answer_floor.value);
    let clarify = own.share(SettingKey::ClarifyFloor).unwrap_or(matching.clarify_floor.value);
    (clarify > answer).then(|| {
        format!(
            "`clarify_floor` would be {}, above `answer_floor` with {}: I ask back between the two, \
             so `clarify_floor` must be the lower one",
            clarify.share(),
            answer.share(),
        )
    })
}
