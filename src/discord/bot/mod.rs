//! What the bot does with what comes: the one place where engine, store and requests meet.
//!
//! **Invariant:** triage comes before everything: a crisis is handled in a task of its own, beside
//! every queue, before cooldowns and modes are looked at.

mod alarm;
mod audit;
mod catch_up;
mod decisions;
mod edits;
mod faq;
mod files;
mod gap;
mod inbox;
mod incidents;
mod interactions;
mod keeping_up;
mod moderation;
mod moving;
mod paused;
mod personal;
mod posting;
mod presses;
mod questions;
mod queues;
mod replay;
mod settings;
mod shadow;
mod staff;
mod status;
mod topics;

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use serenity::all::Event;
use serenity::model::id::{ApplicationId, UserId};
use tokio::sync::mpsc;
use tokio_util::task::TaskTracker;

use super::arrival::Arrival;
use super::attention::Attention;
use super::connection::{SHARD, Signal};
use super::directory::{Directory, Rules};
use super::library::Library;
use super::progress::Receipt;
use super::render::Look;
use super::rest::Rest;
use crate::config::Config;
use crate::engine::Engine;
use crate::engine::trial::Labelled;
use crate::store::Store;

use decisions::Decisions;
use faq::correcting::Correcting;
use faq::kept::KeptForms;
use files::Files;
pub use files::Reread;
use gap::Gap;
use incidents::Incidents;
use paused::ToldOfPause;
use queues::Queues;
use replay::Replay;
use staff::chores::Chores;

/// What a bot is made of.
pub struct Parts {
    /// What answers.
    pub engine: Engine,
    /// What sends.
    pub rest: Rest,
    /// What remembers.
    pub store: Store,
    /// The application.
    pub application: ApplicationId,
    /// Its user.
    pub user: UserId,
    /// Whether Discord hands out the text of messages that are not addressed to the bot.
    pub reads_messages: bool,
    /// Topics of entries whose changes a second person approves, in lower case.
    pub sensitive_topics: Vec<String>,
    /// What could not be read of what the bot is to answer from, a line each.
    pub unread: Vec<String>,
    /// What a change is tried against before it is published.
    pub labelled: Vec<Labelled>,
    /// Milliseconds since the Unix epoch.
    pub clock: fn() -> u64,
}

/// The bot.
pub struct Bot {
    /// What answers, for each server.
    library: Arc<Library>,
    files: Files,
    rest: Rest,
    store: Store,
    application: ApplicationId,
    reads_messages: bool,
    sensitive_topics: Vec<String>,
    unread: Vec<String>,
    labelled: Arc<Vec<Labelled>>,
    clock: fn() -> u64,
    look: Look,
    /// What the operator set, for every server.
    config: Config,
    answer_missed: Duration,
    directory: RwLock<Directory>,
    attention: Mutex<Attention>,
    incidents: Incidents,
    told_of_pause: ToldOfPause,
    decisions: Decisions,
    queues: Queues,
    correcting: Correcting,
    chores: Chores,
    kept_forms: KeptForms,
    /// Held while a server is asked for.
    learning: tokio::sync::Mutex<()>,
    /// Everything under way, so that a stop can wait for it.
    tasks: TaskTracker,
    /// What may have been missed.
    gap: Gap,
    replay: Replay,
    counts: Counts,
}

/// What is counted for `/status` and the log.
#[derive(Debug, Default)]
struct Counts {
    unreadable: AtomicU64,
    lost_connections: AtomicU64,
    replies: AtomicU64,
    escalated: AtomicU64,
    unanswered: AtomicU64,
}

/// How long a stop waits for what is under way.
const LAST_WORDS: Duration = Duration::from_secs(10);

/// How often it is saved that the bot is there. What is asked in between and missed is looked for
/// from a little earlier.
const SAVE_PRESENCE_EVERY: Duration = Duration::from_secs(15);

impl Bot {
    /// A bot with the settings of a server's operator.
    #[must_use]
    pub fn new(parts: Parts, config: Config) -> Arc<Self> {
        let Parts {
            engine,
            rest,
            store,
            application,
            user,
            reads_messages,
            sensitive_topics,
            unread,
            labelled,
            clock,
        } = parts;
        let settings = &config.discord;
        let directory = Directory::new(user, Rules::new(settings));
        Arc::new(Bot {
            library: Arc::new(Library::new(engine)),
            files: Files::default(),
            rest,
            store,
            application,
            reads_messages,
            sensitive_topics,
            unread,
            labelled: Arc::new(labelled),
            clock,
            look: if settings.plain_text.value { Look::Plain } else { Look::Embed },
            answer_missed: settings.answer_missed.value,
            directory: RwLock::new(directory),
            attention: Mutex::new(Attention::new(settings)),
            incidents: Incidents::default(),
            told_of_pause: ToldOfPause::default(),
            decisions: Decisions::default(),
            queues: Queues::default(),
            correcting: Correcting::default(),
            chores: Chores::default(),
            kept_forms: KeptForms::default(),
            learning: tokio::sync::Mutex::default(),
            tasks: TaskTracker::new(),
            gap: Gap::default(),
            replay: Replay::default(),
            counts: Counts::default(),
            config,
        })
    }

    /// What remembers.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// What sends.
    #[must_use]
    pub fn rest(&self) -> &Rest {
        &self.rest
    }

    /// Handles what comes until nothing more does, then finishes what is under way.
    pub async fn serve(self: &Arc<Self>, mut signals: mpsc::UnboundedReceiver<Signal>) {
        match self.store.last_seen(SHARD).await {
            Ok(Some(seen)) => self.gap.open(seen),
            Ok(None) => {}
            Err(error) => tracing::error!(%error, "cannot tell since when the bot was away"),
        }
        let following = self.start_following_changes().await;
        let reporting = self.start_reporting_shadows();
        self.take_up_what_was_left().await;
        let chores = self.start_chores();
        let mut save = tokio::time::interval(SAVE_PRESENCE_EVERY);
        let mut backlog = Backlog::default();
        loop {
            // Whoever uses a command or a button waits for it, and Discord gives up after three
            // seconds, whatever else there is to read.
            while let Ok(signal) = signals.try_recv() {
                if is_interaction(&signal) {
                    self.handle(signal, Turn::Early).await;
                } else {
                    backlog.unread.push_back(signal);
                }
            }
            // A cry for help goes before all that waits, too.
            while let Some(cry) = backlog.next_cry(|signal| self.is_cry(signal)) {
                self.handle(cry, Turn::Early).await;
            }
            tokio::select! {
                biased;
                _ = save.tick() => self.save_presence().await,
                signal = backlog.next(&mut signals) => match signal {
                    Some(signal) => self.handle(signal, Turn::InOrder).await,
                    None => break,
                },
            }
        }
        following.abort();
        reporting.abort();
        chores.abort();
        self.queues.close();
        self.tasks.close();
        if tokio::time::timeout(LAST_WORDS, self.tasks.wait()).await.is_err() {
            tracing::warn!(left = self.tasks.len(), "not everything under way was finished");
        }
        self.save_presence().await;
    }

    async fn handle(self: &Arc<Self>, signal: Signal, turn: Turn) {
        match signal {
            Signal::Lost { reason } => {
                self.gap.lose();
                self.counts.lost_connections.fetch_add(1, Ordering::Relaxed);
                tracing::warn!(reason, "the connection to Discord was lost and is made anew");
            }
            Signal::Arrived { arrival, receipt, at } => {
                // What is handled early says nothing of what came before it, which could yet be
                // lost.
                if turn == Turn::InOrder {
                    self.gap.hear(at);
                }
                match arrival {
                    Arrival::Event(event) => self.handle_event(*event, receipt, at).await,
                    Arrival::Edited(message) => self.take_in_edit(&message, receipt),
                    Arrival::Hello | Arrival::Connection => {}
                    Arrival::Unreadable { name } => {
                        let count = self.counts.unreadable.fetch_add(1, Ordering::Relaxed) + 1;
                        tracing::warn!(name, count, "an event could not be read");
                    }
                }
            }
        }
    }

    async fn handle_event(self: &Arc<Self>, event: Event, receipt: Option<Receipt>, at: u64) {
        match event {
            Event::MessageCreate(event) => self.take_in(event.message, receipt).await,
            Event::MessageDelete(event) => {
                self.handle_deletion(event.channel_id, event.message_id, receipt);
            }
            Event::MessageDeleteBulk(event) => {
                let receipt = receipt.map(Arc::new);
                for id in event.ids {
                    self.handle_deletion(event.channel_id, id, receipt.clone());
                }
            }
            Event::InteractionCreate(event) => self.handle_interaction(event.interaction),
            Event::Ready(event) => {
                let servers = event.ready.guilds.iter().map(|guild| guild.id);
                self.gap.start_anew(servers, at);
                self.replay.forget();
                self.start_catching_up_with_people(receipt);
                // At once: what a kill in the next seconds cuts off is looked for from here on.
                self.save_presence().await;
                tracing::info!(
                    name = event.ready.user.name,
                    servers = event.ready.guilds.len(),
                    "connected to Discord"
                );
                if event.ready.guilds.is_empty() {
                    tracing::warn!(
                        "I am in no server yet; to invite me open {}",
                        super::doctor::invitation(self.application)
                    );
                }
            }
            Event::Resumed(_) => {
                self.gap.resume(at);
                self.end_replay().await;
                tracing::info!("the session goes on; Discord has sent what was missed");
            }
            Event::GuildCreate(event) => {
                let guild = event.guild.id;
                self.note(&Event::GuildCreate(event));
                self.start_catching_up(guild, receipt);
                self.start_chores_in(guild);
            }
            other => self.note(&other),
        }
    }

    /// Whether somebody may be in danger, by the words of a message alone.
    fn is_cry(&self, signal: &Signal) -> bool {
        let Signal::Arrived { arrival, .. } = signal else { return false };
        let message = match arrival {
            Arrival::Event(event) => match &**event {
                Event::MessageCreate(event) => &event.message,
                _ => return false,
            },
            Arrival::Edited(message) => message,
            Arrival::Hello | Arrival::Connection | Arrival::Unreadable { .. } => return false,
        };
        self.is_crisis(&message.content)
    }

    fn note(&self, event: &Event) {
        self.directory.write().unwrap_or_else(PoisonError::into_inner).note(event);
    }

    /// Looks something up in the directory.
    fn look_up<T>(&self, look: impl FnOnce(&Directory) -> T) -> T {
        look(&self.directory.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn attention(&self) -> MutexGuard<'_, Attention> {
        self.attention.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn save_presence(&self) {
        if let Some(seen) = self.gap.last_there()
            && let Err(error) = self.store.save_last_seen(SHARD, seen).await
        {
            tracing::error!(%error, "it is not saved that the bot is there");
        }
    }

    /// Reports what could not be kept. What was said stays said.
    fn report_unkept(outcome: Result<(), crate::store::StoreError>) {
        if let Err(error) = outcome {
            tracing::error!(%error, "something is not on disk");
        }
    }
}

/// What came and is not handled yet, in order.
#[derive(Default)]
struct Backlog {
    /// No cry for help is among these.
    read: VecDeque<Signal>,
    /// Not looked at yet.
    unread: VecDeque<Signal>,
    /// How many more are looked at before the next is handled.
    turn: usize,
}

impl Backlog {
    /// How many are looked at between two that are handled: so many that a cry behind thousands is
    /// found in a second, so few that a command that comes meanwhile is answered in time.
    const AHEAD: usize = 32;

    /// Looks ahead for a cry, and takes it out.
    fn next_cry(&mut self, is_cry: impl Fn(&Signal) -> bool) -> Option<Signal> {
        // One that comes alone is next in any case.
        if self.read.is_empty() && self.unread.len() < 2 {
            return None;
        }
        while self.turn < Backlog::AHEAD {
            self.turn += 1;
            let signal = self.unread.pop_front()?;
            if is_cry(&signal) {
                return Some(signal);
            }
            self.read.push_back(signal);
        }
        None
    }

    /// The next thing to handle: what waits, or else what comes. None once nothing more does.
    async fn next(&mut self, signals: &mut mpsc::UnboundedReceiver<Signal>) -> Option<Signal> {
        self.turn = 0;
        match self.read.pop_front().or_else(|| self.unread.pop_front()) {
            Some(signal) => Some(signal),
            None => signals.recv().await,
        }
    }
}

/// Whether something is handled where it stands in the order of what came.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    InOrder,
    Early,
}

fn is_interaction(signal: &Signal) -> bool {
    let Signal::Arrived { arrival: Arrival::Event(event), .. } = signal else { return false };
    matches!(**event, Event::InteractionCreate(_))
}
