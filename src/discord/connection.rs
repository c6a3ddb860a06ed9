//! The connection to Discord's gateway: connects, resumes, and says what came.
//!
//! **Invariant:** reading never waits for what is done with what was read, so that heartbeats are
//! answered however much there is to do.

use std::time::Duration;

use futures_util::StreamExt as _;
use secrecy::{ExposeSecret as _, SecretString};
use thiserror::Error;
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use twilight_gateway::error::ReceiveMessageErrorType;
use twilight_gateway::{
    CloseFrame, ConfigBuilder, Intents, Message, Session, Shard, ShardId, ShardState,
};

use super::arrival::{self, Arrival};
use crate::store::{SavedSession, Store};

/// What happens on the connection, in order.
#[derive(Debug)]
pub enum Signal {
    /// Discord sent something.
    Arrived(Arrival),
    /// The connection broke and is made anew.
    Lost {
        /// What ended it.
        reason: String,
    },
}

/// Why the connection cannot be made: Discord would refuse the next attempt as well.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{explanation}")]
pub struct Fatal {
    /// Discord's close code.
    pub code: u16,
    explanation: String,
}

impl Fatal {
    fn new(code: u16) -> Self {
        let explanation = match code {
            4004 => {
                "Discord does not accept the token. Copy it anew from the Developer Portal \
                 (https://discord.com/developers/applications, your application, Bot, Reset \
                 Token) and set DISCORD_TOKEN to it"
            }
            4010 | 4011 => {
                "Discord wants this bot to be split over several connections, because it is in \
                 too many servers for one"
            }
            4012 => "Discord does not speak this version of its protocol any more; update Signpost",
            4013 => "Discord does not know an intent that this version asks for; update Signpost",
            4014 => {
                "the application may not read message content. Enable it in the Developer Portal \
                 (https://discord.com/developers/applications, your application, Bot, Message \
                 Content Intent), or set discord.message_content to \"if_enabled\""
            }
            _ => "Discord closed the connection for good",
        };
        Fatal { code, explanation: format!("{explanation} (close code {code})") }
    }
}

/// How to connect.
pub struct Options<'a> {
    /// The bot's token.
    pub token: &'a SecretString,
    /// Where the gateway is.
    pub gateway_url: &'a str,
    /// Which events to ask for.
    pub intents: Intents,
    /// The bot's id, to which a saved session belongs.
    pub bot: u64,
}

/// The number of the only shard.
const SHARD: u32 = 0;

/// How often the session is saved. After a kill, Discord replays what came since; claims keep it
/// from being answered twice.
const SAVE_EVERY: Duration = Duration::from_secs(5);

/// The most that a reconnection is put off at random, so that many bots do not come back at once
/// after Discord had trouble.
const JITTER: Duration = Duration::from_millis(250);

/// How long the server may take to confirm that the connection ends.
const CLOSING: Duration = Duration::from_secs(2);

/// Keeps up the connection until `stop` says so, and sends what comes to `signals`.
///
/// The session is saved on the way and at the end.
///
/// # Errors
///
/// When Discord refuses for good. The text says what to do.
pub async fn run(
    options: &Options<'_>,
    store: &Store,
    signals: &mpsc::UnboundedSender<Signal>,
    stop: CancellationToken,
) -> Result<(), Fatal> {
    let mut shard = open(options, store).await;
    let mut saved = 0;
    let mut save_at = Instant::now() + SAVE_EVERY;
    let ended = loop {
        let message = tokio::select! {
            // Whoever stops the bot wants no further message.
            biased;
            () = stop.cancelled() => break Ok(()),
            message = shard.next() => message,
            () = tokio::time::sleep_until(save_at) => {
                save_at = Instant::now() + SAVE_EVERY;
                let session = unsaved(&shard, saved);
                save(store, options.bot, session, &mut saved).await;
                continue;
            }
        };
        match message {
            Some(Ok(Message::Text(text))) => {
                // The receiver only goes when the bot stops.
                let _ = signals.send(Signal::Arrived(arrival::read(&text)));
            }
            Some(Ok(Message::Close(frame))) => {
                let code = frame.as_ref().map(|frame| frame.code);
                if shard.state() == ShardState::FatallyClosed {
                    break Err(Fatal::new(code.unwrap_or_default()));
                }
                let reason = code.map_or("without a code".to_owned(), |code| code.to_string());
                let _ = signals.send(Signal::Lost { reason: format!("closed, {reason}") });
            }
            Some(Err(error)) => match error.kind() {
                ReceiveMessageErrorType::Reconnect => {
                    // twilight waits longer after each attempt; this spreads the bots out.
                    let _ = signals.send(Signal::Lost { reason: error.to_string() });
                    tokio::time::sleep(JITTER.mul_f64(fastrand::f64())).await;
                }
                ReceiveMessageErrorType::Deserializing { .. } => {
                    let name = "a frame that is no JSON".to_owned();
                    let _ = signals.send(Signal::Arrived(Arrival::Unreadable { name }));
                }
                _ => {
                    let _ = signals.send(Signal::Lost { reason: error.to_string() });
                }
            },
            None => break Err(Fatal::new(0)),
        }
    };
    if ended.is_err() {
        if let Err(error) = store.forget_session(SHARD).await {
            tracing::error!(%error, "the refused session stays on disk");
        }
        return ended;
    }
    let session = unsaved(&shard, saved);
    save(store, options.bot, session, &mut saved).await;
    // With this code Discord keeps the session, so that a restart can resume it.
    shard.close(CloseFrame::RESUME);
    let closed = async {
        while let Some(Ok(message)) = shard.next().await {
            if message.is_close() {
                break;
            }
        }
    };
    if tokio::time::timeout(CLOSING, closed).await.is_err() {
        tracing::debug!("the gateway did not confirm the end of the connection");
    }
    ended
}

async fn open(options: &Options<'_>, store: &Store) -> Shard {
    let token = options.token.expose_secret().to_owned();
    let mut config =
        ConfigBuilder::new(token, options.intents).proxy_url(options.gateway_url.to_owned());
    match store.saved_session(SHARD, options.bot).await {
        Ok(Some(saved)) => {
            tracing::info!("resuming the session of the last run");
            config = config.session(Session::new(saved.sequence, saved.id));
            if let Some(url) = saved.resume_url {
                config = config.resume_url(url);
            }
        }
        Ok(None) => {}
        Err(error) => tracing::error!(%error, "the last session cannot be read; starting anew"),
    }
    Shard::with_config(ShardId::ONE, config.build())
}

/// Where the connection stands, if something came since it was saved last.
fn unsaved(shard: &Shard, saved: u64) -> Option<SavedSession> {
    let session = shard.session().filter(|session| session.sequence() != saved)?;
    Some(SavedSession {
        id: session.id().to_owned(),
        sequence: session.sequence(),
        resume_url: shard.resume_url().map(str::to_owned),
    })
}

async fn save(store: &Store, bot: u64, session: Option<SavedSession>, saved: &mut u64) {
    let Some(session) = session else { return };
    *saved = session.sequence;
    if let Err(error) = store.save_session(SHARD, bot, &session).await {
        tracing::error!(%error, "the session is not saved; a restart starts anew");
    }
}
