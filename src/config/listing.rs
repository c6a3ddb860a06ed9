//! All settings in order, as they are shown.
//!
//! **Invariant:** every setting is listed and no secret is: what is listed may be pasted anywhere.

use std::path::{Path, PathBuf};
use std::time::Duration;

use toml::Value;

use super::origin::{Origin, Setting};
use super::{Config, Database, Discord, Knowledge, Matching, Moderation, Safety, Snowflake};
use crate::engine::Confidence;

/// A setting as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Listed {
    /// The section it stands in, such as `matching`.
    pub section: &'static str,
    /// Its key in that section, such as `margin`.
    pub key: &'static str,
    /// What is in force, as one would write it in the file. Passwords are masked.
    pub value: Value,
    /// Whence it came.
    pub origin: Origin,
}

impl Config {
    /// Every setting in force, in the order of config/signpost.toml.
    #[must_use]
    pub fn list(&self) -> Vec<Listed> {
        // Taken apart in full, so that a new setting that is not listed does not compile.
        let Config { knowledge, matching, safety, discord, moderation, database } = self;
        let Knowledge { paths, labelled, cache } = knowledge;
        let Matching { answer_floor, clarify_floor, margin, coverage, max_answers, word_vectors } =
            matching;
        let Safety { region, helplines } = safety;
        let Discord {
            api_base,
            gateway_url,
            message_content,
            default_mode,
            auto_channels,
            mention_channels,
            suggest_channels,
            off_channels,
            staff_roles,
            alert_channels,
            staff_requests,
            staff_hours,
            plain_text,
            person_cooldown,
            channel_cooldown,
            entry_cooldown,
            answer_missed,
        } = discord;
        let Moderation { sensitive_topics } = moderation;
        let Database { url, retention } = database;
        vec![
            listed("knowledge", "paths", paths, |paths| {
                Value::Array(paths.iter().map(|path| path_value(path)).collect())
            }),
            listed("knowledge", "labelled", labelled, |paths| {
                Value::Array(paths.iter().map(|path| path_value(path)).collect())
            }),
            listed("knowledge", "cache", cache, optional_path_value),
            listed("matching", "answer_floor", answer_floor, share_value),
            listed("matching", "clarify_floor", clarify_floor, share_value),
            listed("matching", "margin", margin, share_value),
            listed("matching", "coverage", coverage, share_value),
            listed("matching", "max_answers", max_answers, |&count| Value::from(i64::from(count))),
            listed("matching", "word_vectors", word_vectors, optional_path_value),
            listed("safety", "region", region, |region| Value::from(region.name())),
            listed("safety", "helplines", helplines, |path| path_value(path)),
            listed("discord", "api_base", api_base, |url| Value::from(url.as_str())),
            listed("discord", "gateway_url", gateway_url, |url| Value::from(url.as_str())),
            listed("discord", "message_content", message_content, |it| Value::from(it.name())),
            listed("discord", "default_mode", default_mode, |mode| Value::from(mode.name())),
            listed("discord", "auto_channels", auto_channels, |ids| ids_value(ids)),
            listed("discord", "mention_channels", mention_channels, |ids| ids_value(ids)),
            listed("discord", "suggest_channels", suggest_channels, |ids| ids_value(ids)),
            listed("discord", "off_channels", off_channels, |ids| ids_value(ids)),
            listed("discord", "staff_roles", staff_roles, |ids| ids_value(ids)),
            listed("discord", "alert_channels", alert_channels, |ids| ids_value(ids)),
            listed("discord", "staff_requests", staff_requests, |how| Value::from(how.name())),
            listed("discord", "staff_hours", staff_hours, |hours| {
                Value::Array(hours.iter().map(|it| Value::from(it.to_string())).collect())
            }),
            listed("discord", "plain_text", plain_text, |&plain| Value::from(plain)),
            listed("discord", "person_cooldown_seconds", person_cooldown, seconds_value),
            listed("discord", "channel_cooldown_seconds", channel_cooldown, seconds_value),
            listed("discord", "entry_cooldown_seconds", entry_cooldown, seconds_value),
            listed("discord", "answer_missed_minutes", answer_missed, |span| {
                Value::from(span.as_secs().cast_signed() / 60)
            }),
            listed("moderation", "sensitive_topics", sensitive_topics, |topics| {
                Value::Array(topics.iter().map(|topic| Value::from(topic.as_str())).collect())
            }),
            // As it shows itself, which is with the password masked.
            listed("database", "url", url, |url| Value::from(url.to_string())),
            listed("database", "retention_days", retention, |span| {
                Value::from(span.as_secs().cast_signed() / (24 * 3600))
            }),
        ]
    }
}

fn listed<T>(
    section: &'static str,
    key: &'static str,
    setting: &Setting<T>,
    value: impl FnOnce(&T) -> Value,
) -> Listed {
    Listed { section, key, value: value(&setting.value), origin: setting.origin.clone() }
}

fn share_value(share: &Confidence) -> Value {
    Value::from(share.share())
}

fn ids_value(ids: &[Snowflake]) -> Value {
    Value::Array(ids.iter().map(|id| Value::from(id.0.to_string())).collect())
}

fn seconds_value(span: &Duration) -> Value {
    Value::from(span.as_secs().cast_signed())
}

fn path_value(path: &Path) -> Value {
    Value::from(path.to_string_lossy().into_owned())
}

fn optional_path_value(path: &Option<PathBuf>) -> Value {
    path.as_deref().map_or_else(|| Value::from(""), path_value)
}
