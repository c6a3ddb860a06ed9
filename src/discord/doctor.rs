//! `signpost doctor`: everything that keeps the bot from working, asked of Discord and of the store.
//!
//! **Invariant:** it only reads: nothing is sent, registered or changed, in the store neither.

use std::collections::HashMap;

use serde_json::Value;
use serenity::all::Permissions;
use serenity::model::id::{ApplicationId, GuildId};

use super::commands::registration;
use super::directory::{Directory, Rules};
use super::health::{self, Abilities, Finding};
use super::rest::{Request, Rest, RestError};
use super::settings::Own;
use super::settings::value::Bounds;
use super::told::{self, Application};
use super::zones::system_zone;
use crate::config::{Config, Discord, MessageContent};
use crate::moderation::Role;
use crate::store::{Store, StoreError};

/// What was found.
#[derive(Debug, Default)]
pub struct Examination {
    /// What is well, a line each.
    pub well: Vec<String>,
    /// What is in the way everywhere.
    pub findings: Vec<Finding>,
    /// What is in the way in a server, by its name.
    pub servers: Vec<(String, Vec<Finding>)>,
    /// What is worth knowing, and in nobody's way.
    pub notes: Vec<Finding>,
}

/// What there is of the bot to examine.
pub struct Patient<'p> {
    /// The settings' file.
    pub config: &'p Config,
    /// The locales of the packs.
    pub locales: &'p [String],
    /// What servers set is in it, if it can be read.
    pub store: Result<Store, StoreError>,
}

impl Examination {
    /// Whether nothing is in the way.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.findings.is_empty() && self.servers.iter().all(|(_, findings)| findings.is_empty())
    }
}

/// Asks Discord about the bot, its servers and its commands, and the store what servers set.
pub async fn examine(rest: &Rest, patient: &Patient<'_>) -> Examination {
    let settings = &patient.config.discord;
    let mut examination = Examination::default();
    let application = match told::application(rest).await {
        Ok(application) => application,
        Err(error) => {
            examination.findings.push(unreachable(&error));
            return examination;
        }
    };
    examination.well.push(format!("the token is that of {}", application.name));
    let reads_messages = examine_intent(settings, &application, &mut examination);
    examine_commands(rest, &application, &mut examination).await;
    examine_servers(rest, patient, &application, reads_messages, &mut examination).await;
    examination
}

fn unreachable(error: &RestError) -> Finding {
    match error.status() {
        Some(401) => Finding {
            problem: "Discord does not accept the token".to_owned(),
            help:
                "copy it anew from the Developer Portal, your application, Bot, Reset Token, and \
                   set DISCORD_TOKEN to it"
                    .to_owned(),
        },
        Some(_) => {
            Finding { problem: error.to_string(), help: "see https://discordstatus.com".to_owned() }
        }
        None => Finding {
            problem: error.to_string(),
            help: "check the network, and discord.api_base".to_owned(),
        },
    }
}

fn examine_intent(
    settings: &Discord,
    application: &Application,
    examination: &mut Examination,
) -> bool {
    let wanted = settings.message_content.value;
    match (wanted, application.may_read_messages) {
        (MessageContent::Off, _) => false,
        (MessageContent::IfEnabled | MessageContent::Required, true) => {
            examination.well.push("the application may read message content".to_owned());
            true
        }
        (MessageContent::Required, false) => {
            examination.findings.push(Finding {
                problem: "the bot will not start: the application may not read message content"
                    .to_owned(),
                help: "enable it in the Developer Portal, your application, Bot, Message Content \
                       Intent, or set discord.message_content to \"if_enabled\""
                    .to_owned(),
            });
            false
        }
        // Each server's findings say what is lost.
        (MessageContent::IfEnabled, false) => false,
    }
}

async fn examine_commands(rest: &Rest, application: &Application, examination: &mut Examination) {
    let path = format!("/applications/{}/commands", application.id);
    let request = Request::new(reqwest::Method::GET, path).query("with_localizations", true);
    match rest.send::<Vec<Value>>(request).await {
        Ok(present) => {
            let steps = registration::steps(&registration::wanted(), &present).len();
            examination.well.push(if steps == 0 {
                "the commands are registered".to_owned()
            } else {
                format!("{steps} commands will be written when the bot starts")
            });
        }
        Err(error) => examination.findings.push(Finding {
            problem: format!("the commands cannot be looked at: {error}"),
            help: "invite the bot with the scope applications.commands".to_owned(),
        }),
    }
}

async fn examine_servers(
    rest: &Rest,
    patient: &Patient<'_>,
    application: &Application,
    reads_messages: bool,
    examination: &mut Examination,
) {
    let listed = match told::servers(rest).await {
        Ok(listed) => listed,
        Err(error) => {
            examination.findings.push(unreachable(&error));
            return;
        }
    };
    if listed.is_empty() {
        examination.findings.push(Finding {
            problem: "the bot is in no server".to_owned(),
            help: format!("open {} and choose one", invitation(application.id)),
        });
    }
    let mut directory = Directory::new(application.user, Rules::new(&patient.config.discord));
    for server in &listed {
        match told::server(rest, application.user, server.id).await {
            Ok(told) => directory.add(told),
            Err(error) => {
                examination.servers.push((server.name.clone(), vec![unreachable(&error)]));
            }
        }
    }
    let mut kept = examine_store(&directory, patient, examination).await;
    for (guild, (own, _, _)) in &mut kept {
        directory.set_own(*guild, std::mem::take(own));
    }
    let mut guilds = directory.guilds();
    guilds.sort_unstable();
    for guild in guilds {
        let unheard = look_for_channels(rest, &mut directory, guild).await;
        let Some(server) = directory.server(guild) else { continue };
        let mut findings = health::findings(&directory, server, Abilities { reads_messages });
        findings.extend(unheard.as_ref().map(unreachable));
        if let Some((_, unreadable, grants)) = kept.get(&guild) {
            findings.extend(unreadable.iter().map(|key| meaningless(key)));
            let idle = health::idle(server, &directory.own(guild), grants).into_iter();
            let of_server = |it: Finding| Finding {
                problem: format!("{}: {}", server.guild.name, it.problem),
                ..it
            };
            examination.notes.extend(idle.map(of_server));
        }
        examination.servers.push((server.guild.name.clone(), findings));
    }
    for id in directory.unknown_ids() {
        examination.findings.push(Finding {
            problem: format!("the settings name {id}, which is in no server of the bot"),
            help: "check the id, or invite the bot there".to_owned(),
        });
    }
}

/// What a server set, the keys of it that mean nothing, and what its roles may do.
type Kept = (Own, Vec<String>, Vec<(u64, Role)>);

/// Reads what servers set. Where that cannot be read, it is said, and the settings' file counts.
async fn examine_store(
    directory: &Directory,
    patient: &Patient<'_>,
    examination: &mut Examination,
) -> HashMap<GuildId, Kept> {
    let mut kept = HashMap::new();
    let failed = match &patient.store {
        Ok(store) => read_servers(store, directory, patient, &mut kept).await.err(),
        Err(StoreError::Missing { url }) => {
            examination.notes.push(Finding {
                problem: format!(
                    "there is no database at {url} yet, so no server has set anything with /settings"
                ),
                help: "the bot makes it when it starts; if it has run before, check database.url"
                    .to_owned(),
            });
            None
        }
        Err(error) => {
            examination.findings.push(unread(error));
            return kept;
        }
    };
    match failed {
        Some(error) => {
            kept.clear();
            examination.findings.push(unread(&error));
        }
        None if patient.store.is_ok() => {
            examination.well.push("what servers set with /settings can be read".to_owned());
        }
        None => {}
    }
    kept
}

async fn read_servers(
    store: &Store,
    directory: &Directory,
    patient: &Patient<'_>,
    kept: &mut HashMap<GuildId, Kept>,
) -> Result<(), StoreError> {
    let bounds = Bounds::new(patient.config, patient.locales, system_zone);
    for guild in directory.guilds() {
        let settings = store.settings(guild.get()).await?;
        let grants = store.grants(guild.get()).await?;
        let set = settings.iter().map(|it| (it.scope, it.key.as_str(), &it.value));
        let (own, unreadable) = Own::read(guild.get(), set, bounds);
        kept.insert(guild, (own, unreadable, grants));
    }
    Ok(())
}

fn unread(error: &StoreError) -> Finding {
    let text = error.to_string();
    let (problem, help) = text.split_once("; ").unwrap_or((
        text.as_str(),
        "see that the database runs and can be reached, and that database.url is right",
    ));
    let help = match error {
        StoreError::Unopened { .. } => {
            "see that database.url names the bot's own file, and that it may be read; signpost restore \
             puts a backup back"
        }
        _ => help,
    };
    Finding {
        problem: format!(
            "what servers set with /settings is not looked at, the rest goes by the settings' file: \
             {problem}"
        ),
        help: help.to_owned(),
    }
}

fn meaningless(key: &str) -> Finding {
    Finding {
        problem: format!("what was set as `{key}` means nothing to me, so it is left out"),
        help: format!(
            "set it anew with /settings set {key}, or update the program if a newer one set it"
        ),
    }
}

/// Asks for the channels that a server set something for and that were not listed: threads that are
/// put away are not. Gives what kept it from asking.
async fn look_for_channels(
    rest: &Rest,
    directory: &mut Directory,
    guild: GuildId,
) -> Option<RestError> {
    let own = directory.own(guild);
    let unknown = health::unknown_channels(directory.server(guild)?, &own);
    for id in unknown {
        match told::channel(rest, id).await {
            Ok(Some(channel)) if channel.guild_id == guild => directory.note_channel(channel),
            Ok(_) => {}
            Err(error) => return Some(error),
        }
    }
    None
}

/// What the bot asks for when it is invited: to see, to read, to reply, also in threads, and to
/// embed.
const INVITED_WITH: Permissions = Permissions::VIEW_CHANNEL
    .union(Permissions::SEND_MESSAGES)
    .union(Permissions::SEND_MESSAGES_IN_THREADS)
    .union(Permissions::EMBED_LINKS)
    .union(Permissions::READ_MESSAGE_HISTORY);

/// The page on which somebody who may manage a server invites the bot, with the permissions that
/// it needs and no other.
#[must_use]
pub fn invitation(application: ApplicationId) -> String {
    format!(
        "https://discord.com/oauth2/authorize?client_id={application}&scope=bot+applications.\
         commands&permissions={}",
        INVITED_WITH.bits(),
    )
}
