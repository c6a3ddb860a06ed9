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
use twilight_gateway::queue::InMemoryQueue;
use twilight_gateway::{
    CloseFrame, ConfigBuilder, Intents, Message, Session, Shard, ShardId, ShardState,
};

use serenity::all::Event;

use super::arrival::{self, Arrival};
use super::progress::{Progress, Receipt};
use crate::store::{SavedSession, Store};

/// What happens on the connection, in order.
#[derive(Debug)]
pub enum Signal {
    /// Discord sent something.
    Arrived {
        /// What came.
        arrival: Arrival,
        /// To be kept, where it is an event, until it has been dealt with.
        receipt: Option<Receipt>,
        /// When it came, in milliseconds since the Unix epoch. It may wait long to be handled.
        at: u64,
    },
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
    /// Milliseconds since the Unix epoch.
    pub clock: fn() -> u64,
}

/// The number of the only shard.
pub(super) const SHARD: u32 = 0;

/// How often the session is saved. After a kill, Discord replays what came since; claims keep it
/// from being answered twice.
const SAVE_EVERY: Duration = Duration::from_secs(5);

/// How soon a new session is saved: when its first event, which names it, has been dealt with.
const SAVE_NEW_AFTER: Duration = Duration::from_millis(100);

/// The wait after a second connection in a row that brought nothing. It doubles with each.
const FIRST_WAIT: Duration = Duration::from_millis(250);

/// The longest of these waits, before what chance adds. It can fall between a greeting and the
/// login, so it stays below the 41 seconds after which Discord misses a heartbeat.
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// A connection that held so long was a good one, however little it brought.
const LONG_LIVED: Duration = Duration::from_secs(60);

/// The close code of a session whose number of events is not the one that Discord knows.
const INVALID_SEQUENCE: u16 = 4007;

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
    stop: &CancellationToken,
) -> Result<(), Fatal> {
    // One for all shards that follow each other: Discord counts logins.
    let queue = InMemoryQueue::default();
    let mut shard = open(options, store, &queue).await;
    let mut stand = Stand::default();
    let mut pace = Pace::new();
    // Whether it is known that the connection before the next one has ended.
    let mut ended_before = true;
    let mut save_at = Instant::now() + SAVE_EVERY;
    let ended = loop {
        let message = tokio::select! {
            // Whoever stops the bot wants no further message.
            biased;
            () = stop.cancelled() => break Ok(()),
            message = shard.next() => message,
            () = tokio::time::sleep_until(save_at) => {
                save_at = Instant::now() + SAVE_EVERY;
                // Before the save: the connection may not be looked at from two threads.
                let unsaved = stand.unsaved(&shard);
                stand.save(unsaved, store, options.bot).await;
                continue;
            }
        };
        let reason = match message {
            Some(Ok(Message::Text(text))) => {
                let arrival = arrival::read(&text);
                if matches!(arrival, Arrival::Hello) && !std::mem::take(&mut ended_before) {
                    // twilight does not tell of a connection that ended without a close frame.
                    let reason = "ended without a close frame".to_owned();
                    let _ = signals.send(Signal::Lost { reason });
                    pause(&mut pace, stop).await;
                }
                pace.note(&arrival);
                if stand.follow(&shard) {
                    save_at = Instant::now() + SAVE_NEW_AFTER;
                }
                let receipt = stand.receipt(&shard, &arrival);
                // The receiver only goes when the bot stops.
                let at = (options.clock)();
                let _ = signals.send(Signal::Arrived { arrival, receipt, at });
                continue;
            }
            Some(Ok(Message::Close(frame))) => {
                let code = frame.as_ref().map(|frame| frame.code);
                if shard.state() == ShardState::FatallyClosed {
                    break Err(Fatal::new(code.unwrap_or_default()));
                }
                if code == Some(INVALID_SEQUENCE) {
                    // twilight would resume with the same number for ever.
                    shard = Shard::with_config(ShardId::ONE, settings(options, &queue).build());
                } else if !is_discords_own(options.gateway_url) {
                    shard = with_fresh_patience(&shard, options, &queue);
                }
                let code = code.map_or("without a code".to_owned(), |code| code.to_string());
                format!("closed, {code}")
            }
            Some(Err(error)) => match error.kind() {
                ReceiveMessageErrorType::Reconnect => {
                    let _ = signals.send(Signal::Lost { reason: error.to_string() });
                    ended_before = true;
                    if is_out_of_patience(&shard) {
                        shard = with_fresh_patience(&shard, options, &queue);
                    }
                    continue;
                }
                ReceiveMessageErrorType::Deserializing { .. } => {
                    let name = "a frame that is no JSON".to_owned();
                    let arrival = Arrival::Unreadable { name };
                    let at = (options.clock)();
                    let _ = signals.send(Signal::Arrived { arrival, receipt: None, at });
                    continue;
                }
                _ => error.to_string(),
            },
            None => break Err(Fatal::new(0)),
        };
        let _ = signals.send(Signal::Lost { reason });
        ended_before = true;
        pause(&mut pace, stop).await;
    };
    if ended.is_err() {
        if let Err(error) = store.forget_session(SHARD).await {
            tracing::error!(%error, "the refused session stays on disk");
        }
        return ended;
    }
    let unsaved = stand.unsaved(&shard);
    stand.save(unsaved, store, options.bot).await;
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

async fn open(options: &Options<'_>, store: &Store, queue: &InMemoryQueue) -> Shard {
    let mut config = settings(options, queue);
    match store.saved_session(SHARD, options.bot).await {
        Ok(Some(saved)) => {
            tracing::info!("resuming the session of the last run");
            config = config.session(Session::new(saved.sequence, saved.id));
            if let Some(url) = saved.resume_url.filter(|_| is_discords_own(options.gateway_url)) {
                config = config.resume_url(url);
            }
        }
        Ok(None) => {}
        Err(error) => tracing::error!(%error, "the last session cannot be read; starting anew"),
    }
    Shard::with_config(ShardId::ONE, config.build())
}

/// Waits as long as is fit after a connection that ended, or until the bot is stopped.
async fn pause(pace: &mut Pace, stop: &CancellationToken) {
    tokio::select! {
        biased;
        () = stop.cancelled() => {}
        () = tokio::time::sleep(pace.wait()) => {}
    }
}

fn settings(options: &Options<'_>, queue: &InMemoryQueue) -> ConfigBuilder {
    let token = options.token.expose_secret().to_owned();
    ConfigBuilder::new(token, options.intents)
        .proxy_url(options.gateway_url.to_owned())
        .queue(queue.clone())
}

/// A shard with the session of another that starts with short waits again, and at the address of
/// the settings.
fn with_fresh_patience(shard: &Shard, options: &Options<'_>, queue: &InMemoryQueue) -> Shard {
    let mut config = settings(options, queue);
    if let Some(session) = shard.session().cloned() {
        config = config.session(session);
    }
    Shard::with_config(ShardId::ONE, config.build())
}

/// Whether Discord itself is at an address, and no proxy. A session that was opened through a proxy
/// is resumed through it: Discord's own address for that would lead past it.
fn is_discords_own(gateway_url: &str) -> bool {
    let url = url::Url::parse(gateway_url).ok();
    url.as_ref().and_then(url::Url::host_str).is_some_and(|host| host.ends_with("discord.gg"))
}

/// Whether twilight would wait a minute or more before it tries to connect again. A new shard
/// starts with short waits.
fn is_out_of_patience(shard: &Shard) -> bool {
    // It waits 1, 2, 4, … seconds: 32 before the sixth attempt, 64 before this one.
    const ATTEMPT: u8 = 7;
    match shard.state() {
        ShardState::Disconnected { reconnect_attempts } => reconnect_attempts >= ATTEMPT,
        ShardState::Active
        | ShardState::FatallyClosed
        | ShardState::Identifying
        | ShardState::Resuming => false,
    }
}

/// How far the current session is, and how far it was when it was saved.
#[derive(Default)]
struct Stand {
    session: String,
    progress: Progress,
    saved: u64,
}

impl Stand {
    /// Follows the connection to another session. True if it has another one now.
    fn follow(&mut self, shard: &Shard) -> bool {
        let Some(session) = shard.session() else { return false };
        if session.id() == self.session {
            return false;
        }
        *self = Stand { session: session.id().to_owned(), ..Stand::default() };
        true
    }

    fn receipt(&self, shard: &Shard, arrival: &Arrival) -> Option<Receipt> {
        match arrival {
            Arrival::Event(_) | Arrival::Edited(_) | Arrival::Unreadable { .. } => {
                shard.session().map(|session| self.progress.take_in(session.sequence()))
            }
            Arrival::Hello | Arrival::Connection => None,
        }
    }

    /// Where it stands, if more was dealt with since it was saved last.
    fn unsaved(&self, shard: &Shard) -> Option<SavedSession> {
        let current = shard.session().is_some_and(|session| session.id() == self.session);
        let sequence = self.progress.done().filter(|done| current && *done > self.saved)?;
        let resume_url = shard.resume_url().map(str::to_owned);
        Some(SavedSession { id: self.session.clone(), sequence, resume_url })
    }

    /// Saves it, if there is anything to save.
    async fn save(&mut self, unsaved: Option<SavedSession>, store: &Store, bot: u64) {
        let Some(session) = unsaved else { return };
        match store.save_session(SHARD, bot, &session).await {
            Ok(()) => self.saved = session.sequence,
            Err(error) => tracing::error!(%error, "the session is not saved"),
        }
    }
}

/// How soon to connect again.
///
/// twilight waits longer after each attempt that fails to connect, but not at all where the
/// connection is made and ends at once.
struct Pace {
    /// How many connections in a row ended without having brought anything.
    fruitless: u32,
    since: Instant,
}

impl Pace {
    fn new() -> Self {
        Pace { fruitless: 0, since: Instant::now() }
    }

    fn note(&mut self, arrival: &Arrival) {
        match arrival {
            Arrival::Event(event) => {
                if !matches!(**event, Event::Ready(_) | Event::Resumed(_)) {
                    self.fruitless = 0;
                }
            }
            Arrival::Edited(_) => self.fruitless = 0,
            Arrival::Hello | Arrival::Connection | Arrival::Unreadable { .. } => {}
        }
    }

    /// How long to wait now that a connection has ended.
    fn wait(&mut self) -> Duration {
        if self.since.elapsed() > LONG_LIVED {
            self.fruitless = 0;
        }
        self.since = Instant::now();
        self.fruitless = self.fruitless.saturating_add(1);
        match self.fruitless {
            // One end alone is everyday life: Discord moves its bots about.
            1 => Duration::ZERO,
            again => {
                let wait = FIRST_WAIT.saturating_mul(2_u32.saturating_pow(again - 2));
                // Up to half as long again, so that many bots do not come back at once.
                wait.min(LONGEST_WAIT).mul_f64(1.0 + fastrand::f64() / 2.0)
            }
        }
    }
}
