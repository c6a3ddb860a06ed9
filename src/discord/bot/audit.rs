//! The audit channel: a line for each change that is in force, in the channel that a server set for
//! it.
//!
//! **Invariant:** what is told is who did what: no text that a member wrote, and none of an entry.

use std::num::NonZeroU64;
use std::sync::Arc;

use serde_json::Value as Json;
use serenity::model::id::{ChannelId, GuildId};

use super::Bot;
use super::questions::post;
use crate::discord::render::message::Message;
use crate::discord::render::text::shorten;
use crate::discord::settings::value::Value;
use crate::discord::settings::{SHADOW, value::Bounds};
use crate::moderation::SettingKey;
use crate::store::{Change, ChangeKind, ChangeState};

impl Bot {
    /// Tells of changes where servers want it. Each process does, and Discord takes one.
    pub(super) fn tell_of_changes(self: &Arc<Self>, changes: &[Change]) {
        for change in changes.iter().filter(|change| change.state == ChangeState::Published) {
            let Some(guild) = NonZeroU64::new(change.server).map(GuildId::from) else { continue };
            let channel = self.own(guild).channel(SettingKey::AuditChannel);
            let Some(channel) = channel.and_then(NonZeroU64::new).map(ChannelId::from) else {
                continue;
            };
            let text = shorten(&self.told(guild, change), 2_000);
            let body = Message::text(text).post(None, &format!("l{}", change.id));
            let bot = Arc::clone(self);
            let job = async move {
                if let Err(error) = bot.rest.run(post(channel, &body)).await {
                    tracing::error!(%error, "a change could not be told in the audit channel");
                }
            };
            self.enqueue(channel, Box::pin(job));
        }
    }

    /// A change in a line.
    fn told(&self, guild: GuildId, change: &Change) -> String {
        let who = |person: Option<u64>| {
            person.map_or_else(|| "somebody".to_owned(), |person| format!("<@{person}>"))
        };
        let actor = who(change.actor);
        let what = match change.kind {
            ChangeKind::Setting => self.told_setting(guild, change),
            ChangeKind::Role => told_role(change),
            ChangeKind::Ignore => {
                let no_more = change.after != Some(Json::Bool(true));
                let what = if no_more { "has me answer" } else { "has me ignore" };
                format!("{what} {}{}", who(change.subject), if no_more { " again" } else { "" })
            }
            ChangeKind::Pause => match &change.after {
                None => "has me answer again".to_owned(),
                Some(pause) => match pause["until"].as_u64() {
                    Some(until) => format!("paused me until <t:{}:f>", until / 1_000),
                    None => "paused me until /resume".to_owned(),
                },
            },
            // It is of no server, so that none is told.
            ChangeKind::OptOut => "opted out".to_owned(),
            ChangeKind::Add => told_entry("added", change),
            ChangeKind::Edit => told_entry("edited", change),
            ChangeKind::Phrasing => told_entry("changed a phrasing of", change),
            ChangeKind::Retire => told_entry("retired", change),
            ChangeKind::Quarantine => told_entry("quarantined", change),
            ChangeKind::Revert => told_entry("reverted", change),
            ChangeKind::OutOfScope => "changed what I do not answer here".to_owned(),
            ChangeKind::Import => "imported a file".to_owned(),
            ChangeKind::Crisis => "looks after somebody in danger".to_owned(),
        };
        let approved = change.approved_by.filter(|by| Some(*by) != change.actor);
        let approved =
            approved.map_or_else(String::new, |by| format!(", approved by {}", who(Some(by))));
        format!("**Change {}** · {actor} {what}{approved} · <t:{}:f>", change.id, change.at / 1_000)
    }

    fn told_setting(&self, guild: GuildId, change: &Change) -> String {
        let Some(told) = change.after.as_ref().or(change.before.as_ref()) else {
            return "changed a setting".to_owned();
        };
        let name = told["key"].as_str().unwrap_or_default();
        if name == SHADOW {
            return match change.after {
                Some(_) => "put me in shadow: I answer nobody and count".to_owned(),
                None => "ended the shadow: I answer".to_owned(),
            };
        }
        let Some(key) = SettingKey::parse(name) else { return "changed a setting".to_owned() };
        let locales = self.library.shipped().knowledge().locales();
        let bounds: Bounds<'_> = self.bounds(&locales);
        let shown = |told: &Json| {
            Value::from_json(key, &told["value"], bounds).map(|value| value.to_string())
        };
        let scope = told["scope"].as_str().and_then(|scope| scope.parse::<u64>().ok());
        let place = match scope {
            Some(scope) if scope != guild.get() => format!(" in <#{scope}>"),
            Some(_) | None => String::new(),
        };
        let before = change.before.as_ref().and_then(shown);
        let before = before.map_or_else(String::new, |before| format!(" (it was {before})"));
        match change.after.as_ref().and_then(shown) {
            Some(after) => format!("set `{key}`{place} to {after}{before}"),
            None => format!("let `{key}`{place} be inherited{before}"),
        }
    }
}

fn told_role(change: &Change) -> String {
    let role = |told: &Json| told["role"].as_str().unwrap_or_default().to_owned();
    match (&change.before, &change.after) {
        (_, Some(after)) => {
            let may = after["may"].as_str().unwrap_or_default();
            format!("gave <@&{}> the role of {may} with me", role(after))
        }
        (Some(before), None) => format!("took from <@&{}> its role with me", role(before)),
        (None, None) => "changed what a role may do".to_owned(),
    }
}

fn told_entry(verb: &str, change: &Change) -> String {
    let entry = change.entry.as_deref().unwrap_or_default().replace('`', "'");
    format!("{verb} `{entry}`: `/faq diff entry:{entry} revision:{}`", change.id)
}
