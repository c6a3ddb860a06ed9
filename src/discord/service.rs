//! The bot's life: open, connect, serve, stop.
//!
//! **Invariant:** it takes its world as arguments, so that a test can own it: the engine, the
//! settings, the token, the clock, and when to stop.

use std::sync::Arc;
use std::time::Duration;

use secrecy::SecretString;
use serenity::model::id::ApplicationId;
use thiserror::Error;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use twilight_gateway::Intents;

use super::bot::{Bot, Parts, Reread};
use super::commands::registration;
use super::connection::{self, Fatal, Options};
use super::rest::{Rest, RestError};
use super::told::{self, Application};
use crate::config::{Config, MessageContent};
use crate::engine::Engine;
use crate::engine::trial::Labelled;
use crate::store::{Pruned, Store, StoreError};

/// What a run needs.
pub struct World {
    /// The settings.
    pub config: Config,
    /// What answers.
    pub engine: Engine,
    /// What the files of the knowledge say, as often as they change; nothing where nobody watches
    /// them.
    pub files: Option<mpsc::UnboundedReceiver<Reread>>,
    /// What a change is tried against before it is published.
    pub labelled: Vec<Labelled>,
    /// The bot's token.
    pub token: SecretString,
    /// What could not be read of what the bot is to answer from, a line each.
    pub unread: Vec<String>,
    /// Milliseconds since the Unix epoch.
    pub clock: fn() -> u64,
}

/// Why the bot cannot run.
#[derive(Debug, Error)]
pub enum ServiceError {
    /// Discord does not know the token.
    #[error(
        "Discord does not accept the token; copy it anew from the Developer Portal \
         (https://discord.com/developers/applications, your application, Bot, Reset Token) and set \
         DISCORD_TOKEN to it"
    )]
    Token,
    /// Discord refused something else.
    #[error(transparent)]
    Rest(#[from] RestError),
    /// The gateway refused for good.
    #[error(transparent)]
    Gateway(#[from] Fatal),
    /// The store cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The HTTP side cannot be set up.
    #[error(transparent)]
    Setup(anyhow::Error),
}

/// The wait before Discord is asked again at the start, if it cannot be reached. It doubles up to
/// a minute.
const FIRST_WAIT: Duration = Duration::from_secs(2);
const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// How often it is looked for what is older than it may be kept.
const PRUNE_EVERY: Duration = Duration::from_secs(3_600);

/// Runs until `stop` says so.
///
/// # Errors
///
/// When the bot cannot run, or Discord refuses for good. The text says what to do.
pub async fn run(world: World, stop: CancellationToken) -> Result<(), ServiceError> {
    let World { config, engine, files, labelled, token, unread, clock } = world;
    let rest =
        Rest::new(config.discord.api_base.value.as_str(), &token).map_err(ServiceError::Setup)?;
    let url = &config.database.url.value;
    let shown = url.to_string();
    let (store, application) =
        tokio::join!(Store::open(url.expose(), &shown), reach(&rest, &stop),);
    let store = store?;
    // Stopped before Discord could be reached.
    let Some(application) = application? else { return Ok(()) };
    let reads_messages = reads_messages(config.discord.message_content.value, &application);
    let bot = Bot::new(
        Parts {
            engine,
            rest,
            store,
            application: application.id,
            user: application.user,
            reads_messages,
            sensitive_topics: config.moderation.sensitive_topics.value.clone(),
            unread,
            labelled,
            clock,
        },
        config.clone(),
    );
    tracing::info!(name = application.name, "starting");
    let (signals, received) = mpsc::unbounded_channel();
    let options = Options {
        token: &token,
        gateway_url: config.discord.gateway_url.value.as_str(),
        intents: intents(reads_messages),
        bot: application.user.get(),
        clock,
    };
    let registering = tokio::spawn({
        let bot = Arc::clone(&bot);
        async move { register(&bot, application.id).await }
    });
    let pruning = tokio::spawn({
        let bot = Arc::clone(&bot);
        async move { prune(&bot).await }
    });
    let following = files.map(|files| tokio::spawn(Arc::clone(&bot).follow_files(files)));
    let served = bot.serve(received);
    let connected = async {
        // Moved in, so that the bot finishes what is under way, and ends, once this has ended.
        let signals = signals;
        connection::run(&options, bot.store(), &signals, &stop).await
    };
    let (ended, ()) = tokio::join!(connected, served);
    registering.abort();
    pruning.abort();
    if let Some(following) = following {
        following.abort();
    }
    bot.store().close().await;
    Ok(ended?)
}

async fn register(bot: &Bot, application: ApplicationId) {
    match registration::register(bot.rest(), application).await {
        Ok(0) => tracing::info!("the commands are as they should be"),
        Ok(written) => tracing::info!(written, "commands were written"),
        Err(error) => tracing::error!(%error, "the commands could not be registered"),
    }
}

/// Deletes what is older than it may be kept, now and from time to time.
async fn prune(bot: &Bot) {
    let mut times = tokio::time::interval(PRUNE_EVERY);
    loop {
        times.tick().await;
        match bot.prune().await {
            Ok(pruned) if pruned == Pruned::default() => {}
            Ok(pruned) => tracing::info!(
                exchanges = pruned.exchanges,
                ratings = pruned.verdicts,
                inbox = pruned.inbox,
                requests = pruned.requests,
                shadowed = pruned.shadowed,
                claims = pruned.claims,
                proposals = pruned.proposals,
                "what is older than it may be kept was deleted"
            ),
            Err(error) => tracing::warn!(%error, "what is old is not deleted yet"),
        }
    }
}

/// Asks who the bot is, until Discord answers. None if the bot is stopped before.
async fn reach(rest: &Rest, stop: &CancellationToken) -> Result<Option<Application>, ServiceError> {
    let mut wait = FIRST_WAIT;
    loop {
        let error = match told::application(rest).await {
            Ok(application) => return Ok(Some(application)),
            Err(error) if error.status() == Some(401) => return Err(ServiceError::Token),
            Err(error) => error,
        };
        // A server that has trouble gets over it; what else Discord refuses, it refuses again.
        if error.status().is_some_and(|status| status < 500) {
            return Err(error.into());
        }
        tracing::error!(%error, seconds = wait.as_secs(), "Discord cannot be reached; trying again");
        tokio::select! {
            () = stop.cancelled() => return Ok(None),
            () = tokio::time::sleep(wait) => wait = (wait * 2).min(LONGEST_WAIT),
        }
    }
}

/// Whether to ask for message content. Says plainly what is lost without it.
fn reads_messages(setting: MessageContent, application: &Application) -> bool {
    let reads = match setting {
        MessageContent::IfEnabled => application.may_read_messages,
        MessageContent::Required => true,
        MessageContent::Off => false,
    };
    if !reads {
        let how = match setting {
            MessageContent::Off => "discord.message_content is \"off\"",
            MessageContent::IfEnabled | MessageContent::Required => {
                "enable it in the Developer Portal, your application, Bot, Message Content Intent, \
                 and start anew"
            }
        };
        tracing::warn!(
            "without message content I see only what is addressed to me: mentions, replies, direct \
             messages, commands. Overheard questions are not answered, and a cry for help that is \
             not addressed to me goes unseen. ({how})"
        );
    }
    reads
}

fn intents(reads_messages: bool) -> Intents {
    let needed = Intents::GUILDS | Intents::GUILD_MESSAGES | Intents::DIRECT_MESSAGES;
    if reads_messages { needed | Intents::MESSAGE_CONTENT } else { needed }
}
