//! The value of a setting: read from what was typed, shown, and kept.
//!
//! **Invariant:** pure. What is shown of a value, and what is kept of it, is read back the same.

use std::fmt;
use std::time::Duration;

use serde_json::{Value as Json, json};

use super::quiet_hours::{FORM, QuietHours, Zones};
use crate::config::{Config, Hours, Mode, StaffRequests};
use crate::discord::render::text::shorten;
use crate::engine::Confidence;
use crate::engine::helplines::Region;
use crate::moderation::SettingKey;

/// What a server set something to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A mode.
    Mode(Mode),
    /// A span of time, in whole seconds.
    Span(Duration),
    /// A share.
    Share(Confidence),
    /// A region.
    Region(Region),
    /// Yes or no.
    Switch(bool),
    /// Roles; none at all too.
    Roles(Vec<u64>),
    /// How questions come before the staff.
    Requests(StaffRequests),
    /// Hours of a week; none at all too.
    Hours(Vec<Hours>),
    /// A channel.
    Channel(u64),
    /// Hours of the day.
    QuietHours(QuietHours),
    /// Locales of packs, at least one.
    Languages(Vec<String>),
    /// Days.
    Days(u32),
    /// Nothing, where something else would be inherited.
    Nothing,
}

/// What limits the values of a server.
#[derive(Clone, Copy)]
pub struct Bounds<'b> {
    /// How many days the operator keeps who asked what. A server may keep it for less.
    pub most_days: u32,
    /// The locales of the packs that are loaded.
    pub locales: &'b [String],
    /// What names of time zones mean.
    pub zones: Zones,
}

/// The longest cooldown, as in the settings' file: longer is a slip of the pen.
const LONGEST_SECONDS: u32 = 1_000_000;

/// More hours than that are more than two a day, and would not be shown.
const MOST_HOURS: usize = 14;

/// What may be written as hours of a week.
const WEEK: &str = "write days, hours and the distance from UTC, such as `mon-fri 09:00-17:30 +01:00, \
                    sat 10:00-14:00 +01:00`, or `none`; hours past midnight are two, one a day";

/// More roles than that are a slip, and would not be shown.
const MOST_ROLES: usize = 20;

impl<'b> Bounds<'b> {
    /// Those of the settings' file and of the packs.
    #[must_use]
    pub fn new(config: &Config, locales: &'b [String], zones: Zones) -> Self {
        let days = config.database.retention.value.as_secs() / (24 * 3_600);
        Bounds { most_days: u32::try_from(days).unwrap_or(u32::MAX), locales, zones }
    }
}

impl Value {
    /// Reads what was typed for a key.
    ///
    /// # Errors
    ///
    /// Says what is wrong, and what may be written.
    pub fn parse(key: SettingKey, typed: &str, bounds: Bounds<'_>) -> Result<Self, String> {
        let text = typed.trim();
        let lower = text.to_lowercase();
        let is_none = matches!(lower.as_str(), "none" | "nobody" | "never" | "nowhere" | "-");
        let shown = quoted(text);
        let wrong = |allowed: String| Err(format!("`{shown}` is no value of `{key}`: {allowed}"));
        match key {
            SettingKey::Mode => {
                let mode = Mode::ALL.into_iter().find(|mode| mode.name() == lower);
                let names = Mode::ALL.map(Mode::name).join(", ");
                mode.map_or_else(
                    || wrong(format!("write one of {names}")),
                    |it| Ok(Value::Mode(it)),
                )
            }
            SettingKey::PersonCooldown
            | SettingKey::ChannelCooldown
            | SettingKey::EntryCooldown => {
                match seconds(&lower).filter(|seconds| *seconds <= LONGEST_SECONDS) {
                    Some(seconds) => Ok(Value::Span(Duration::from_secs(seconds.into()))),
                    None => wrong(format!(
                        "write seconds from 0 to {LONGEST_SECONDS}, or a span such as `90 s`, \
                         `5 min` or `1 h`"
                    )),
                }
            }
            SettingKey::AnswerFloor | SettingKey::ClarifyFloor | SettingKey::Margin => {
                share(&lower).map_or_else(
                    || wrong("write a share from 0 to 1, such as 0.5, or 50%".to_owned()),
                    |share| Ok(Value::Share(share)),
                )
            }
            SettingKey::Region => {
                let names = Region::ALL.map(Region::name).join(", ");
                Region::parse(text).map_or_else(
                    || wrong(format!("write one of {names}")),
                    |it| Ok(Value::Region(it)),
                )
            }
            SettingKey::PlainText => match lower.as_str() {
                "yes" | "on" | "true" => Ok(Value::Switch(true)),
                "no" | "off" | "false" => Ok(Value::Switch(false)),
                _ => wrong("write yes or no".to_owned()),
            },
            SettingKey::StaffRoles if is_none => Ok(Value::Roles(Vec::new())),
            SettingKey::StaffRoles => match ids(text, "<@&") {
                Some(roles) if roles.len() <= MOST_ROLES => Ok(Value::Roles(roles)),
                Some(roles) => {
                    wrong(format!("name at most {MOST_ROLES} roles, and not {}", roles.len()))
                }
                None => wrong("choose a role, or write roles such as @Staff, or `none`".to_owned()),
            },
            SettingKey::StaffRequests => {
                let how = StaffRequests::ALL.into_iter().find(|how| how.name() == lower);
                let names = StaffRequests::ALL.map(StaffRequests::name).join(", ");
                how.map_or_else(
                    || wrong(format!("write one of {names}")),
                    |it| Ok(Value::Requests(it)),
                )
            }
            SettingKey::StaffHours if is_none => Ok(Value::Hours(Vec::new())),
            SettingKey::StaffHours => {
                let hours: Option<Vec<Hours>> = lower.split([',', ';']).map(Hours::parse).collect();
                match hours {
                    Some(hours) if hours.len() <= MOST_HOURS => Ok(Value::Hours(hours)),
                    Some(hours) => {
                        wrong(format!("name at most {MOST_HOURS} hours, and not {}", hours.len()))
                    }
                    None => wrong(WEEK.to_owned()),
                }
            }
            SettingKey::AuditChannel | SettingKey::QuietHours if is_none => Ok(Value::Nothing),
            SettingKey::AlertChannel | SettingKey::AuditChannel => match ids(text, "<#").as_deref()
            {
                Some([channel]) => Ok(Value::Channel(*channel)),
                Some(_) | None => wrong("choose one channel with the option `channel`".to_owned()),
            },
            SettingKey::QuietHours => match QuietHours::parse(text, bounds.zones) {
                Ok(hours) => Ok(Value::QuietHours(hours)),
                Err(why) => wrong(format!("{why}; write {FORM}")),
            },
            SettingKey::Languages => match languages(&lower, bounds.locales) {
                Ok(locales) => Ok(Value::Languages(locales)),
                Err(unknown) => wrong(format!(
                    "I have no documents in `{}`; I have them in {}",
                    quoted(&unknown),
                    bounds.locales.join(", ")
                )),
            },
            SettingKey::RetentionDays => {
                let days = lower.trim_end_matches("days").trim_end_matches("day").trim().parse();
                match days {
                    Ok(days) if (1..=bounds.most_days).contains(&days) => Ok(Value::Days(days)),
                    Ok(_) | Err(_) => wrong(format!(
                        "write days from 1 to {}, which is as long as I keep it anywhere",
                        bounds.most_days
                    )),
                }
            }
        }
    }

    /// Reads what was written to a file as it is kept, as strictly as what is typed.
    ///
    /// # Errors
    ///
    /// As for [`Value::parse`].
    pub fn read(key: SettingKey, written: &Json, bounds: Bounds<'_>) -> Result<Self, String> {
        // What is no value of anything is shown as it stands, and is no value of this key.
        let text = typed(written).unwrap_or_else(|| written.to_string());
        Value::parse(key, &text, bounds)
    }

    /// Reads what was kept. None for what no longer means anything.
    #[must_use]
    pub fn from_json(key: SettingKey, kept: &Json, bounds: Bounds<'_>) -> Option<Self> {
        let text = typed(kept)?;
        // What the operator keeps and has loaded may have changed since: then that holds.
        if key == SettingKey::RetentionDays {
            return text.parse().ok().map(Value::Days);
        }
        if key == SettingKey::Languages {
            return Some(Value::Languages(text.split(", ").map(str::to_owned).collect()));
        }
        Value::parse(key, &text, bounds).ok()
    }

    /// What is kept of it.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match self {
            Value::Mode(mode) => json!(mode.name()),
            Value::Span(span) => json!(span.as_secs()),
            Value::Share(share) => json!(share.share()),
            Value::Region(region) => json!(region.name()),
            Value::Switch(yes) => json!(yes),
            Value::Roles(roles) => json!(roles.iter().map(u64::to_string).collect::<Vec<_>>()),
            Value::Requests(how) => json!(how.name()),
            Value::Hours(hours) => json!(hours.iter().map(Hours::to_string).collect::<Vec<_>>()),
            Value::Channel(channel) => json!(channel.to_string()),
            Value::QuietHours(hours) => json!(hours.to_string()),
            Value::Languages(locales) => json!(locales),
            Value::Days(days) => json!(days),
            Value::Nothing => Json::Null,
        }
    }
}

/// As a moderator reads it in Discord, and may type it.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Mode(mode) => f.write_str(mode.name()),
            Value::Span(span) => {
                let seconds = span.as_secs();
                match seconds {
                    120.. if seconds.is_multiple_of(3_600) => write!(f, "{} h", seconds / 3_600),
                    120.. if seconds.is_multiple_of(60) => write!(f, "{} min", seconds / 60),
                    _ => write!(f, "{seconds} s"),
                }
            }
            Value::Share(share) => write!(f, "{}", share.share()),
            Value::Region(region) => f.write_str(region.name()),
            Value::Switch(true) => f.write_str("yes"),
            Value::Switch(false) => f.write_str("no"),
            Value::Roles(roles) if roles.is_empty() => f.write_str("none"),
            Value::Roles(roles) => {
                let roles: Vec<String> = roles.iter().map(|role| format!("<@&{role}>")).collect();
                f.write_str(&roles.join(", "))
            }
            Value::Requests(how) => f.write_str(how.name()),
            Value::Hours(hours) if hours.is_empty() => f.write_str("none"),
            Value::Hours(hours) => {
                let hours: Vec<String> = hours.iter().map(Hours::to_string).collect();
                f.write_str(&hours.join(", "))
            }
            Value::Channel(channel) => write!(f, "<#{channel}>"),
            Value::QuietHours(hours) => write!(f, "{hours}"),
            Value::Languages(locales) => f.write_str(&locales.join(", ")),
            Value::Days(1) => f.write_str("1 day"),
            Value::Days(days) => write!(f, "{days} days"),
            Value::Nothing => f.write_str("none"),
        }
    }
}

/// How what is kept would be typed. None for what is no value of any key.
fn typed(kept: &Json) -> Option<String> {
    let one = |value: &Json| match value {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        Json::Bool(yes) => Some(yes.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    };
    match kept {
        Json::Null => Some("none".to_owned()),
        Json::Array(items) if items.is_empty() => Some("none".to_owned()),
        Json::Array(items) => Some(items.iter().map(one).collect::<Option<Vec<_>>>()?.join(", ")),
        value => one(value),
    }
}

/// What somebody wrote, to be quoted as code where what may be written follows: no sign in it ends the
/// code, so that nothing in it is a mention, a link or formatting.
pub(super) fn quoted(text: &str) -> String {
    shorten(&text.replace('`', "'"), 80)
}

/// Seconds of `90`, `90 s`, `5 min`, `1 h`.
fn seconds(text: &str) -> Option<u32> {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    let count: u32 = text[..end].parse().ok()?;
    let unit = match text[end..].trim() {
        "" | "s" | "sec" | "second" | "seconds" => 1,
        "m" | "min" | "minute" | "minutes" => 60,
        "h" | "hour" | "hours" => 3_600,
        _ => return None,
    };
    count.checked_mul(unit)
}

fn share(text: &str) -> Option<Confidence> {
    let (number, whole) = match text.strip_suffix('%') {
        Some(number) => (number.trim(), 100.0),
        None => (text, 1.0),
    };
    let share = number.replace(',', ".").parse::<f64>().ok()? / whole;
    (0.0..=1.0).contains(&share).then(|| Confidence::from_share(share))
}

/// Ids between blanks and commas, bare or as a mention that begins with `opening`. None if anything
/// else is among them, or nothing is there.
fn ids(text: &str, opening: &str) -> Option<Vec<u64>> {
    let mut found = Vec::new();
    let apart = text.replace('>', "> ");
    for word in apart.split([' ', ',', '\n']).filter(|word| !word.is_empty()) {
        let bare = match word.strip_prefix(opening) {
            Some(rest) => rest.strip_suffix('>')?,
            None => word,
        };
        let id = bare.parse::<u64>().ok().filter(|id| *id != 0)?;
        if !found.contains(&id) {
            found.push(id);
        }
    }
    (!found.is_empty()).then_some(found)
}

/// Locales of the packs, in the order of the packs. A language stands for all of its locales.
fn languages(text: &str, locales: &[String]) -> Result<Vec<String>, String> {
    let mut wanted = Vec::new();
    for word in text.split([' ', ',', ';']).filter(|word| !word.is_empty()) {
        let fits = |locale: &&String| {
            let locale = locale.to_lowercase();
            locale == word || locale.split(['-', '_']).next() == Some(word)
        };
        let before = wanted.len();
        wanted.extend(locales.iter().filter(fits));
        if wanted.len() == before {
            return Err(word.to_owned());
        }
    }
    let kept: Vec<String> =
        locales.iter().filter(|locale| wanted.contains(locale)).cloned().collect();
    if kept.is_empty() { Err("no language".to_owned()) } else { Ok(kept) }
}
