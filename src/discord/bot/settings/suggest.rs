//! Suggests values while somebody types them into `/settings set`.
//!
//! **Invariant:** only what may be typed is suggested, and nothing of channels or roles, which not
//! everybody sees.

use std::sync::Arc;

use serde_json::json;
use serenity::all::CommandInteraction;

use crate::discord::bot::Bot;
use crate::discord::bot::interactions::{Handle, Kind};
use crate::discord::commands;
use crate::discord::limits::{SUGGESTION, SUGGESTIONS};
use crate::discord::render::country;
use crate::discord::rest::RestError;
use crate::engine::helplines::Region;
use crate::moderation::SettingKey;

impl Bot {
    pub(in crate::discord::bot) async fn suggest_values(
        self: &Arc<Self>,
        handle: &Handle,
        command: &CommandInteraction,
    ) -> Result<(), RestError> {
        let typed = command.data.autocomplete().map(|it| it.value.to_lowercase());
        let typed = typed.unwrap_or_default();
        let key = commands::settings::chosen_key(&command.data.options);
        let choices: Vec<_> = key
            .map(|key| self.values_of(key))
            .unwrap_or_default()
            .into_iter()
            .filter(|(name, _)| name.to_lowercase().contains(typed.trim()))
            .filter(|(name, _)| name.chars().count() <= SUGGESTION)
            .take(SUGGESTIONS)
            .map(|(name, value)| json!({ "name": name, "value": value }))
            .collect();
        let body = json!({ "type": Kind::Suggestions as u8, "data": { "choices": choices } });
        self.rest.run(handle.callback(body)).await
    }

    /// Values that are worth choosing, each with what it means.
    fn values_of(&self, key: SettingKey) -> Vec<(String, String)> {
        let named = |pairs: &[(&str, &str)]| -> Vec<(String, String)> {
            let named = |(value, what): &(&str, &str)| {
                let name = if what.is_empty() {
                    (*value).to_owned()
                } else {
                    format!("{value} · {what}")
                };
                (name, (*value).to_owned())
            };
            pairs.iter().map(named).collect()
        };
        match key {
            SettingKey::Mode => named(&[
                ("off", "I say nothing; helplines still come"),
                ("mention", "I answer who speaks to me, and new forum posts"),
                ("suggest", "besides, I show the staff what I would answer"),
                ("auto", "besides, I answer what I overhear, where it is clear"),
            ]),
            SettingKey::PersonCooldown
            | SettingKey::ChannelCooldown
            | SettingKey::EntryCooldown => named(&[
                ("0 s", ""),
                ("20 s", ""),
                ("60 s", ""),
                ("5 min", ""),
                ("10 min", ""),
                ("30 min", ""),
                ("1 h", ""),
            ]),
            SettingKey::AnswerFloor => named(&[
                ("0.4", "bolder"),
                ("0.5", "as shipped"),
                ("0.6", "more careful"),
                ("0.75", "only what is very clear"),
            ]),
            SettingKey::ClarifyFloor => {
                named(&[("0.3", "ask back more"), ("0.4", "as shipped"), ("0.5", "ask back less")])
            }
            SettingKey::Margin => named(&[
                ("0.02", "ask back less"),
                ("0.05", "as shipped"),
                ("0.1", "ask back more"),
            ]),
            SettingKey::Region => Region::ALL
                .map(|it| (format!("{} · {}", it.name(), country(it)), it.name().to_owned()))
                .to_vec(),
            SettingKey::PlainText => named(&[("yes", "text alone"), ("no", "embeds")]),
            SettingKey::StaffRoles => named(&[("none", "only whoever may manage messages")]),
            SettingKey::StaffRequests => named(&[
                ("line", "a message in the channel for alerts"),
                ("thread", "with a thread of its own"),
            ]),
            SettingKey::StaffHours => named(&[
                ("mon-fri 09:00-17:30 +00:00", "with the distance from UTC"),
                ("mon-fri 18:00-22:00 +01:00, sat-sun 10:00-20:00 +01:00", ""),
                ("none", "I cannot say when somebody looks"),
            ]),
            SettingKey::AlertChannel => Vec::new(),
            SettingKey::AuditChannel => named(&[("none", "I tell of no changes")]),
            SettingKey::QuietHours => named(&[
                ("22:00-07:00 +00:00", "with the distance from UTC"),
                ("22:00-07:00 Europe/Berlin", "with the name of a time zone"),
                ("22:00-07:00 America/New_York", "with the name of a time zone"),
                ("none", "I answer at any hour"),
            ]),
            SettingKey::Languages => {
                let locales = self.library.shipped().knowledge().locales();
                let all = locales.join(", ");
                let mut choices: Vec<(String, String)> =
                    locales.into_iter().map(|it| (it.clone(), it)).collect();
                if choices.len() > 1 {
                    choices.push((all.clone(), all));
                }
                choices
            }
            SettingKey::RetentionDays => {
                let locales = [];
                let most = self.bounds(&locales).most_days;
                let days = [1, 7, 14, 30, 60, 90, 180, 365];
                let fitting = days.into_iter().filter(|days| *days <= most);
                fitting.map(|days| (format!("{days} days"), days.to_string())).collect()
            }
        }
    }
}
