//! `signpost doctor`: everything that keeps the bot from working, asked of Discord.
//!
//! **Invariant:** it only reads: nothing is sent, registered or changed.

use serde_json::Value;
use serenity::all::Permissions;
use serenity::model::id::ApplicationId;

use super::commands::registration;
use super::directory::{Directory, Rules};
use super::health::{self, Abilities, Finding};
use super::rest::{Request, Rest, RestError};
use super::told::{self, Application};
use crate::config::{Discord, MessageContent};

/// What was found.
#[derive(Debug, Default)]
pub struct Examination {
    /// What is well, a line each.
    pub well: Vec<String>,
    /// What is in the way everywhere.
    pub findings: Vec<Finding>,
    /// What is in the way in a server, by its name.
    pub servers: Vec<(String, Vec<Finding>)>,
}

impl Examination {
    /// Whether nothing is in the way.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.findings.is_empty() && self.servers.iter().all(|(_, findings)| findings.is_empty())
    }
}

/// Asks Discord about the bot, its servers and its commands.
pub async fn examine(rest: &Rest, settings: &Discord) -> Examination {
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
    examine_servers(rest, settings, &application, reads_messages, &mut examination).await;
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
    settings: &Discord,
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
    let mut directory = Directory::new(application.user, Rules::new(settings));
    for server in &listed {
        match told::server(rest, application.user, server.id).await {
            Ok(told) => directory.add(told),
            Err(error) => {
                examination.servers.push((server.name.clone(), vec![unreachable(&error)]));
            }
        }
    }
    for server in directory.servers() {
        let findings = health::findings(&directory, server, Abilities { reads_messages });
        examination.servers.push((server.guild.name.clone(), findings));
    }
    for id in directory.unknown_ids() {
        examination.findings.push(Finding {
            problem: format!("the settings name {id}, which is in no server of the bot"),
            help: "check the id, or invite the bot there".to_owned(),
        });
    }
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
