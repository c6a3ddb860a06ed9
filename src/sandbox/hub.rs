//! What all connections share: the world, the sessions, the log, the faults.
//!
//! **Invariant:** whatever happens in the world is dispatched before anything else happens in it,
//! so every session is told of it in the order in which it happened.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use tokio::sync::Notify;
use tokio::sync::mpsc::UnboundedSender;

use super::clock::Clock;
use super::faults::{ConnectionFault, Fault, Faults};
use super::log::{Log, Logged};
use super::session::Session;
use super::world::{Event, Id, Moment, RestAnswer, RestRequest, World};

/// How many sessions of one bot can be resumed. A bot has one, and one more for each restart; the
/// oldest are forgotten so that a test that never resumes does not fill the memory.
const SESSIONS_OF_A_BOT: usize = 8;

/// An event whose name no library knows.
const UNKNOWN_NAME: &str = "SANDBOX_UNKNOWN_EVENT";

/// A message whose fields all have wrong types.
const WRONG_TYPES: &str = r#"{"id":[],"channel_id":{},"author":"nobody","content":17,"type":"?"}"#;

/// What all connections share.
#[derive(Debug)]
pub(super) struct Hub {
    core: Mutex<Core>,
    pub(super) log: Log,
    pub(super) faults: Faults,
    clock: Clock,
    pub(super) gateway_url: String,
    last_connection: AtomicU64,
}

#[derive(Debug)]
struct Core {
    world: World,
    sessions: Vec<Arc<Session>>,
    connections: BTreeMap<u64, UnboundedSender<ConnectionFault>>,
}

/// What a client says of itself when it logs in.
pub(super) struct Identity<'a> {
    pub(super) token: &'a str,
    pub(super) intents: u64,
    /// Which of how many shards it is, if it says so.
    pub(super) shard: Option<&'a Value>,
}

impl Hub {
    pub(super) fn new(mut world: World, gateway_url: String) -> Self {
        world.set_gateway_url(&gateway_url);
        // What happened while the world was built: nobody was there to be told.
        drop(world.take_events());
        Self {
            core: Mutex::new(Core { world, sessions: Vec::new(), connections: BTreeMap::new() }),
            log: Log::new(),
            faults: Faults::new(),
            clock: Clock::new(),
            gateway_url,
            last_connection: AtomicU64::new(0),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Core> {
        // A test whose act panics fails by that; the others shall not fail by a poisoned lock.
        self.core.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What time it is.
    pub(super) fn now(&self) -> Moment {
        self.clock.now()
    }

    /// Acts in the world, and sends what came of it.
    pub(super) fn act<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        let mut core = self.lock();
        core.world.tick(self.clock.now());
        let result = act(&mut core.world);
        core.dispatch();
        result
    }

    /// Answers a request, logs it and sends what came of it.
    pub(super) fn answer(&self, request: &RestRequest) -> RestAnswer {
        let mut core = self.lock();
        let now = self.clock.now();
        let answer = core.world.answer(request, now);
        // Logged before it is dispatched, so that the log has the cause before what follows.
        self.log_request(request, answer.status, answer.body.as_ref());
        core.dispatch();
        answer
    }

    /// Writes down a request and its answer.
    pub(super) fn log_request(&self, request: &RestRequest, status: u16, answer: Option<&Value>) {
        self.log.push(Logged::Request {
            method: request.method.as_str().into(),
            path: request.path.as_str().into(),
            body: request.body.clone().map(Arc::new),
            status,
            answer: answer.cloned().map(Arc::new),
            at: self.clock.now(),
        });
    }

    /// Takes in a connection to the gateway. Gives its number.
    pub(super) fn connect(&self, tell: UnboundedSender<ConnectionFault>) -> u64 {
        let number = self.last_connection.fetch_add(1, Ordering::SeqCst) + 1;
        self.lock().connections.insert(number, tell);
        self.log.push(Logged::Connected);
        number
    }

    /// Takes out a connection to the gateway.
    pub(super) fn disconnect(&self, connection: u64) {
        self.lock().connections.remove(&connection);
    }

    /// Logs a bot in, and puts READY and its guilds into the new session.
    ///
    /// # Errors
    ///
    /// The close code when it is not let in.
    pub(super) fn identify(
        &self,
        identity: &Identity<'_>,
        connection: u64,
        wake: Arc<Notify>,
    ) -> Result<Arc<Session>, u16> {
        let mut core = self.lock();
        core.world.tick(self.clock.now());
        let login = core.world.identify(identity.token, identity.intents).map_err(|code| code.0)?;
        let id = format!("{:032x}", fastrand::u128(..));
        let mut ready = login.ready;
        ready["session_id"] = id.as_str().into();
        ready["resume_gateway_url"] = self.gateway_url.as_str().into();
        if let Some(shard) = identity.shard {
            ready["shard"] = shard.clone();
        }
        let session = Session::new(id, identity.token.to_owned(), login.bot, identity.intents);
        // A session that was just made starts at 0, so this cannot be refused.
        if session.attach(connection, 0, wake).is_err() {
            return Err(4000);
        }
        session.push_once("READY", &ready.to_string());
        for event in &login.then {
            if let Some(data) = core.world.view(event, login.bot, identity.intents) {
                session.push(event.name.into(), data.to_string().into());
            }
        }
        let session = Arc::new(session);
        core.sessions.push(Arc::clone(&session));
        core.forget_oldest(login.bot);
        core.dispatch();
        Ok(session)
    }

    /// The session of this id, if the token is the one it was opened with.
    pub(super) fn session(&self, id: &str, token: &str) -> Option<Arc<Session>> {
        let core = self.lock();
        let mut sessions = core.sessions.iter();
        sessions.find(|session| session.id == id && session.token == token).cloned()
    }

    /// Forgets a session: it cannot be resumed any more.
    pub(super) fn forget(&self, id: &str) {
        self.lock().sessions.retain(|session| session.id != id);
    }

    /// How many sessions have a connection.
    pub(super) fn connected_sessions(&self) -> usize {
        self.lock().sessions.iter().filter(|session| session.is_read()).count()
    }

    /// The answer to a request for a guild's members.
    pub(super) fn members_chunk(&self, bot: Id, request: &Value) -> Option<Value> {
        self.lock().world.members_chunk(bot, request)
    }

    /// Makes something go wrong.
    pub(super) fn fault(&self, fault: Fault) {
        let Some(fault) = self.faults.add(fault) else { return };
        let mut core = self.lock();
        if fault == (ConnectionFault::InvalidSession { resumable: false }) {
            core.sessions.retain(|session| session.is_read());
        }
        if fault == ConnectionFault::UnknownEvent {
            for session in &core.sessions {
                session.push(UNKNOWN_NAME.into(), r#"{"what":"nobody knows"}"#.into());
                session.push("MESSAGE_CREATE".into(), WRONG_TYPES.into());
            }
            return;
        }
        for tell in core.connections.values() {
            // A connection that just ended has nothing left to go wrong.
            tell.send(fault).ok();
        }
    }
}

impl Core {
    /// Puts what happened into the sessions.
    fn dispatch(&mut self) {
        for event in self.world.take_events() {
            self.dispatch_one(&event);
        }
    }

    fn dispatch_one(&self, event: &Event) {
        let name: Arc<str> = event.name.into();
        // A bot with many sessions is sent the same in each: it is written once.
        let mut views: Vec<(Id, u64, Option<Arc<str>>)> = Vec::new();
        for session in &self.sessions {
            let known = views
                .iter()
                .find(|(bot, intents, _)| *bot == session.bot && *intents == session.intents);
            let data = match known {
                Some((_, _, data)) => data.clone(),
                None => {
                    let view = self.world.view(event, session.bot, session.intents);
                    let data: Option<Arc<str>> = view.map(|view| view.to_string().into());
                    views.push((session.bot, session.intents, data.clone()));
                    data
                }
            };
            if let Some(data) = data {
                session.push(Arc::clone(&name), data);
            }
        }
    }

    /// Forgets the oldest sessions of a bot that has too many.
    fn forget_oldest(&mut self, bot: Id) {
        let of_bot = self.sessions.iter().filter(|session| session.bot == bot);
        let mut too_many = of_bot.count().saturating_sub(SESSIONS_OF_A_BOT);
        self.sessions.retain(|session| {
            let forget = too_many > 0 && session.bot == bot && !session.is_read();
            too_many -= usize::from(forget);
            !forget
        });
    }
}
