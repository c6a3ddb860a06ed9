//! `[discord]`: where the bot connects, and when it speaks.
//!
//! **Invariant:** a channel has one mode; a channel that two lists name is an error.

use std::num::NonZeroU64;
use std::time::Duration;

use super::address::{self, ServerUrl};
use super::checked::choose;
use super::defaults;
use super::hours::{self, Hours};
use super::origin::Setting;
use super::raw::{Given, RawDiscord};
use crate::diagnostic::Diagnostic;

/// `[discord]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discord {
    /// The HTTP API, with its version: `http://` or `https://`.
    pub api_base: Setting<ServerUrl>,
    /// The gateway: `ws://` or `wss://`.
    pub gateway_url: Setting<ServerUrl>,
    /// Whether to read messages that are not addressed to the bot.
    pub message_content: Setting<MessageContent>,
    /// The mode of channels that no list names, nor their category.
    pub default_mode: Setting<Mode>,
    /// Channels and categories in the mode `auto`.
    pub auto_channels: Setting<Vec<Snowflake>>,
    /// Channels and categories in the mode `mention`.
    pub mention_channels: Setting<Vec<Snowflake>>,
    /// Channels and categories in the mode `suggest`.
    pub suggest_channels: Setting<Vec<Snowflake>>,
    /// Channels and categories in the mode `off`.
    pub off_channels: Setting<Vec<Snowflake>>,
    /// Roles whose members count as staff, besides whoever may manage messages.
    pub staff_roles: Setting<Vec<Snowflake>>,
    /// Where moderators are told of a crisis and of suggestions; one a server.
    pub alert_channels: Setting<Vec<Snowflake>>,
    /// How a question is put before the staff.
    pub staff_requests: Setting<StaffRequests>,
    /// When somebody of the staff is likely to look.
    pub staff_hours: Setting<Vec<Hours>>,
    /// Reply in plain text instead of embeds.
    pub plain_text: Setting<bool>,
    /// How long one person gets no second overheard answer.
    pub person_cooldown: Setting<Duration>,
    /// How long one channel gets no second overheard answer.
    pub channel_cooldown: Setting<Duration>,
    /// How long one entry is not given again to overheard questions of a channel.
    pub entry_cooldown: Setting<Duration>,
    /// How old a question may be that was asked while the bot was away. Nought: none is answered.
    pub answer_missed: Setting<Duration>,
}

/// The id of something in Discord: a channel, a category, a role.
///
/// A number that is not nought, as Discord's developer mode copies it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Snowflake(pub NonZeroU64);

/// What the bot does with what it overhears in a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Nothing, even when it is addressed. Crisis cards are still sent.
    Off,
    /// It answers whoever addresses it.
    Mention,
    /// It answers whoever addresses it, and suggests answers to overheard questions to the staff.
    Suggest,
    /// It also answers overheard questions, where it is clear what is asked.
    Auto,
}

impl Mode {
    /// Every mode, from the quietest on.
    pub const ALL: [Mode; 4] = [Mode::Off, Mode::Mention, Mode::Suggest, Mode::Auto];

    /// The name in settings.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Mode::Off => "off",
            Mode::Mention => "mention",
            Mode::Suggest => "suggest",
            Mode::Auto => "auto",
        }
    }
}

/// How a question of somebody who asks for a person is put before the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaffRequests {
    /// As a message in the channel of the staff.
    Line,
    /// As a message with a thread of its own.
    Thread,
}

impl StaffRequests {
    /// Every value.
    pub const ALL: [StaffRequests; 2] = [StaffRequests::Line, StaffRequests::Thread];

    /// The name in settings.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            StaffRequests::Line => "line",
            StaffRequests::Thread => "thread",
        }
    }
}

/// Whether the bot asks Discord for the text of messages that are not addressed to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageContent {
    /// If the application may have it.
    IfEnabled,
    /// Yes; where the application may not, the bot does not start.
    Required,
    /// No.
    Off,
}

impl MessageContent {
    /// Every value.
    pub const ALL: [MessageContent; 3] =
        [MessageContent::IfEnabled, MessageContent::Required, MessageContent::Off];

    /// The name in settings.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            MessageContent::IfEnabled => "if_enabled",
            MessageContent::Required => "required",
            MessageContent::Off => "off",
        }
    }
}

pub(super) fn check(raw: &RawDiscord, diagnostics: &mut Vec<Diagnostic>) -> Discord {
    let discord = Discord {
        api_base: choose(
            "discord.api_base",
            &raw.api_base,
            ServerUrl::known(defaults::DISCORD_API_BASE),
            diagnostics,
            address::http_url,
        ),
        gateway_url: choose(
            "discord.gateway_url",
            &raw.gateway_url,
            ServerUrl::known(defaults::DISCORD_GATEWAY_URL),
            diagnostics,
            address::websocket_url,
        ),
        message_content: choose(
            "discord.message_content",
            &raw.message_content,
            defaults::MESSAGE_CONTENT,
            diagnostics,
            |name, given, diagnostics| {
                one_of(name, given, &MessageContent::ALL, MessageContent::name, diagnostics)
            },
        ),
        default_mode: choose(
            "discord.default_mode",
            &raw.default_mode,
            defaults::MODE,
            diagnostics,
            |name, given, diagnostics| one_of(name, given, &Mode::ALL, Mode::name, diagnostics),
        ),
        auto_channels: ids("discord.auto_channels", &raw.auto_channels, diagnostics),
        mention_channels: ids("discord.mention_channels", &raw.mention_channels, diagnostics),
        suggest_channels: ids("discord.suggest_channels", &raw.suggest_channels, diagnostics),
        off_channels: ids("discord.off_channels", &raw.off_channels, diagnostics),
        staff_roles: ids("discord.staff_roles", &raw.staff_roles, diagnostics),
        alert_channels: ids("discord.alert_channels", &raw.alert_channels, diagnostics),
        staff_requests: choose(
            "discord.staff_requests",
            &raw.staff_requests,
            defaults::STAFF_REQUESTS,
            diagnostics,
            |name, given, diagnostics| {
                one_of(name, given, &StaffRequests::ALL, StaffRequests::name, diagnostics)
            },
        ),
        staff_hours: choose(
            "discord.staff_hours",
            &raw.staff_hours,
            Vec::new(),
            diagnostics,
            hours::check,
        ),
        plain_text: choose(
            "discord.plain_text",
            &raw.plain_text,
            defaults::PLAIN_TEXT,
            diagnostics,
            |_, given, _| Some(given.value),
        ),
        person_cooldown: span(
            "discord.person_cooldown_seconds",
            &raw.person_cooldown_seconds,
            defaults::PERSON_COOLDOWN,
            SECOND,
            diagnostics,
        ),
        channel_cooldown: span(
            "discord.channel_cooldown_seconds",
            &raw.channel_cooldown_seconds,
            defaults::CHANNEL_COOLDOWN,
            SECOND,
            diagnostics,
        ),
        entry_cooldown: span(
            "discord.entry_cooldown_seconds",
            &raw.entry_cooldown_seconds,
            defaults::ENTRY_COOLDOWN,
            SECOND,
            diagnostics,
        ),
        answer_missed: span(
            "discord.answer_missed_minutes",
            &raw.answer_missed_minutes,
            defaults::ANSWER_MISSED,
            60 * SECOND,
            diagnostics,
        ),
    };
    report_two_modes(&discord, diagnostics);
    discord
}

impl Discord {
    /// The lists of channels, each with the mode that it gives and its key.
    #[must_use]
    pub fn modes(&self) -> [(Mode, &'static str, &Setting<Vec<Snowflake>>); 4] {
        [
            (Mode::Auto, "auto_channels", &self.auto_channels),
            (Mode::Mention, "mention_channels", &self.mention_channels),
            (Mode::Suggest, "suggest_channels", &self.suggest_channels),
            (Mode::Off, "off_channels", &self.off_channels),
        ]
    }
}

fn report_two_modes(discord: &Discord, diagnostics: &mut Vec<Diagnostic>) {
    let lists = discord.modes();
    for (place, (_, key, list)) in lists.iter().enumerate() {
        for id in &list.value {
            let earlier = lists[..place].iter().find(|(_, _, earlier)| earlier.value.contains(id));
            if let Some((_, other, _)) = earlier {
                diagnostics.push(list.origin.error(
                    "two-modes",
                    format!("{} stands in `discord.{other}` and in `discord.{key}`", id.0),
                    "name a channel in one of them",
                ));
            }
        }
    }
}

const SECOND: Duration = Duration::from_secs(1);

/// The longest time that a setting may name, in its own unit: longer is a slip of the pen.
const LONGEST: i64 = 1_000_000;

fn span(
    name: &str,
    written: &[Given<i64>],
    default: Duration,
    unit: Duration,
    diagnostics: &mut Vec<Diagnostic>,
) -> Setting<Duration> {
    choose(name, written, default, diagnostics, |name, given, diagnostics| {
        match u32::try_from(given.value) {
            Ok(count) if given.value <= LONGEST => Some(unit * count),
            Ok(_) | Err(_) => {
                let message = format!("`{name}` is {}", given.value);
                let help = format!("write a whole number from 0 to {LONGEST}");
                diagnostics.push(given.origin.error("out-of-range", message, help));
                None
            }
        }
    })
}

fn one_of<T: Copy>(
    name: &str,
    given: &Given<String>,
    all: &[T],
    name_of: impl Fn(T) -> &'static str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<T> {
    let found = all.iter().copied().find(|&value| name_of(value) == given.value.trim());
    if found.is_none() {
        let names: Vec<_> = all.iter().map(|&value| name_of(value)).collect();
        diagnostics.push(given.origin.error(
            "unknown-value",
            format!("`{name}` is \"{}\"", given.value.escape_debug()),
            format!("write one of {}", names.join(", ")),
        ));
    }
    found
}

fn ids(
    name: &str,
    written: &[Given<Vec<Given<String>>>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Setting<Vec<Snowflake>> {
    choose(name, written, Vec::new(), diagnostics, |name, given, diagnostics| {
        let mut ids = Vec::new();
        let mut all_right = true;
        for item in &given.value {
            let Some(id) = item.value.trim().parse().ok().map(Snowflake) else {
                diagnostics.push(item.origin.error(
                    "not-an-id",
                    format!("`{name}` holds \"{}\"", item.value.escape_debug()),
                    "write ids, such as \"123456789012345678\": in Discord turn on Settings, \
                     Advanced, Developer Mode, then right-click the channel or role and copy its id",
                ));
                all_right = false;
                continue;
            };
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        all_right.then_some(ids)
    })
}
