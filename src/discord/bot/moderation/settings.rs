//! `/settings`: who may do what, and what is in force and whence.
//!
//! **Invariant:** what is shown is of this server alone: the settings' file names channels of others
//! too.

use std::time::Duration;

use serenity::model::id::{ChannelId, GuildId, RoleId};

use super::list;
use crate::config::{Origin, Setting, Snowflake};
use crate::discord::bot::Bot;
use crate::discord::bot::decisions::until;
use crate::discord::directory::Server;
use crate::discord::render::message::Message;
use crate::discord::render::text::shorten;
use crate::moderation::{Role, ServerRole};
use crate::store::StoreError;

impl Bot {
    pub(super) async fn grant(
        &self,
        guild: GuildId,
        actor: u64,
        role: ServerRole,
        may: Option<Role>,
    ) -> Result<Message, StoreError> {
        if role.0 == guild.get() {
            let text = "That role is everybody's, so nothing was changed. Name one that only those \
                        have who should run me.";
            return Ok(Message::text(text));
        }
        let decided = self.decided(guild).await?;
        let before = decided.grants.iter().find(|(known, _)| *known == role).map(|(_, may)| *may);
        if before == may {
            let text = format!("That is so already, so nothing was changed. {}", told(role, may));
            return Ok(Message::text(text));
        }
        let change = self.store.grant(guild.get(), role.0, may, actor, (self.clock)());
        self.change_decision(guild, change, |decided| {
            decided.grants.retain(|(known, _)| *known != role);
            decided.grants.extend(may.map(|may| (role, may)));
        })
        .await?;
        Ok(Message::text(told(role, may)))
    }

    pub(super) async fn show_roles(&self, guild: GuildId) -> Result<Message, StoreError> {
        let decided = self.decided(guild).await?;
        let mut lines = vec!["**Who may do what with me**".to_owned()];
        let what = |role: Role| match role {
            Role::Viewer => "look at settings and figures",
            Role::Editor => "also pause me and have me ignore somebody",
            Role::Approver => "also approve what needs a second person",
            Role::Administrator => "everything, also give roles",
        };
        for role in Role::ALL {
            let holders: Vec<String> = decided
                .grants
                .iter()
                .filter(|(_, may)| *may == role)
                .map(|(holder, _)| format!("<@&{}>", holder.0))
                .collect();
            let holders =
                if holders.is_empty() { "no role".to_owned() } else { list(holders.into_iter()) };
            lines.push(format!("- {role} ({}): {holders}", what(role)));
        }
        lines.push("Whoever manages this server is an administrator in any case.".to_owned());
        Ok(Message::text(shorten(&lines.join("\n"), 2_000)))
    }

    pub(super) async fn show_settings(&self, guild: GuildId) -> Result<Message, StoreError> {
        let decided = self.decided(guild).await?;
        let mut lines = vec!["**Set in this server**".to_owned()];
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
        lines.push("**Set where I run**, for every server that I am in".to_owned());
        self.look_up(|directory| {
            lines.extend(self.set_in_file(directory.server(guild)));
        });
        Ok(Message::text(shorten(&lines.join("\n"), 2_000)))
    }

    /// What the settings of the program say for a server.
    fn set_in_file(&self, server: Option<&Server>) -> Vec<String> {
        let settings = &self.settings;
        let channels = |list: &Setting<Vec<Snowflake>>| {
            let ids = list.value.iter().map(|id| ChannelId::from(id.0));
            let here = |id: &ChannelId| server.is_some_and(|all| all.channels.contains_key(id));
            ids.filter(here).map(|id| format!("<#{id}>")).collect::<Vec<_>>()
        };
        let mut lines = Vec::new();
        for (mode, _, listed) in settings.modes() {
            let named = channels(listed);
            if !named.is_empty() {
                let named = list(named.into_iter());
                lines.push(line(&format!("Mode {} in", mode.name()), &named, &listed.origin));
            }
        }
        let default = &settings.default_mode;
        lines.push(line("Mode of other channels", default.value.name(), &default.origin));
        let alerts = channels(&settings.alert_channels);
        let alerts =
            if alerts.is_empty() { "none of this server".to_owned() } else { alerts.join(", ") };
        lines.push(line("Moderators are told in", &alerts, &settings.alert_channels.origin));
        let roles = settings.staff_roles.value.iter().map(|id| RoleId::from(id.0));
        let here = |id: &RoleId| server.is_some_and(|all| all.guild.roles.contains_key(id));
        let roles: Vec<String> = roles.filter(here).map(|id| format!("<@&{id}>")).collect();
        let roles = if roles.is_empty() {
            "whoever may manage messages".to_owned()
        } else {
            format!("whoever may manage messages, and {}", list(roles.into_iter()))
        };
        lines.push(line("Staff", &roles, &settings.staff_roles.origin));
        let requests = settings.staff_requests.value.name();
        lines.push(line(
            "Questions for the staff come as a",
            requests,
            &settings.staff_requests.origin,
        ));
        let hours = settings.staff_hours.value.iter().map(ToString::to_string);
        let hours: Vec<String> = hours.collect();
        let hours = if hours.is_empty() { "not said".to_owned() } else { list(hours.into_iter()) };
        lines.push(line("When the staff looks", &hours, &settings.staff_hours.origin));
        let plain = if settings.plain_text.value { "yes" } else { "no" };
        lines.push(line("Plain text", plain, &settings.plain_text.origin));
        let spans = [
            ("Between two overheard answers to one person", &settings.person_cooldown),
            ("Between two overheard answers in one channel", &settings.channel_cooldown),
            ("Until an entry is given again in one channel", &settings.entry_cooldown),
            ("How old a missed question may be", &settings.answer_missed),
        ];
        lines.extend(spans.map(|(what, span)| line(what, &in_words(span.value), &span.origin)));
        lines
    }
}

fn told(role: ServerRole, may: Option<Role>) -> String {
    match may {
        Some(may) => format!("<@&{}> has the role of {may} with me.", role.0),
        None => format!("<@&{}> has no role with me.", role.0),
    }
}

fn line(what: &str, value: &str, origin: &Origin) -> String {
    format!("- {what}: {value} ({})", whence(origin))
}

/// Whence a value came, without the folders of the machine.
fn whence(origin: &Origin) -> String {
    match origin {
        Origin::Default => "nobody set it".to_owned(),
        Origin::File { path, line } => {
            let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
            format!("file {name}, line {line}")
        }
        Origin::Environment { variable } => format!("variable {variable}"),
        Origin::CommandLine { option } => format!("option {option}"),
    }
}

fn in_words(span: Duration) -> String {
    let seconds = span.as_secs();
    if seconds >= 120 && seconds.is_multiple_of(60) {
        format!("{} minutes", seconds / 60)
    } else {
        format!("{seconds} seconds")
    }
}
