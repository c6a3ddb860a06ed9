//! What can be made to go wrong, and what is still to go wrong.
//!
//! **Invariant:** a fault that is counted goes off as often as it was asked for, and each request
//! meets one fault at most: the oldest that fits.

use std::sync::atomic::{AtomicU32, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Milliseconds between heartbeats unless a fault sets another: what Discord asks for.
const HEARTBEAT_INTERVAL: u64 = 41_250;

/// Something that goes wrong between Discord and a client.
///
/// Faults of connections go to all connections to the gateway that are open; the rest waits for
/// what it fits. A `matching` is a part of a request's method and path, as in
/// `POST /channels/1/messages`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The gateway closes every connection, with this code or without one.
    Close(Option<u16>),
    /// Every connection to the gateway is reset, as by a machine that restarts.
    Reset,
    /// Every connection to the gateway stays open, and nothing is read or written any more.
    Stall,
    /// That many heartbeats from now on get no answer.
    IgnoreHeartbeats(u32),
    /// That many attempts to connect to the gateway are accepted and reset at once.
    RefuseConnections(u32),
    /// Every connection gets a text frame that is no JSON.
    Garbage,
    /// Every session gets an event that no library knows, and one that has wrong types.
    UnknownEvent,
    /// Every connection is told that its session is not valid (op 9). Unless it is `resumable`,
    /// the session is forgotten, and so are those that nobody reads just now.
    InvalidSession {
        /// Whether the client may resume.
        resumable: bool,
    },
    /// Every connection is asked to connect anew (op 7).
    Reconnect,
    /// That many dispatches from now on are sent twice, with the same sequence number.
    Duplicate(u32),
    /// Every connection to the gateway is dropped, without a close frame, after that many
    /// dispatches on it, from its next one on. 0 ends this.
    DropConnectionEvery(u32),
    /// Requests get this status, and are not carried out.
    Status {
        /// Which requests.
        matching: String,
        /// The status.
        status: u16,
        /// How many requests.
        times: u32,
    },
    /// Requests get status 429, and are not carried out.
    RateLimited {
        /// Which requests.
        matching: String,
        /// When the client may try again, in milliseconds from then.
        retry_after_ms: u64,
        /// Whether the limit holds for all routes.
        global: bool,
        /// How many requests.
        times: u32,
    },
    /// Requests are carried out, and answered late.
    SlowResponse {
        /// Which requests.
        matching: String,
        /// How late, in milliseconds.
        delay_ms: u64,
        /// How many requests.
        times: u32,
    },
    /// Requests are carried out, and half the answer is sent before the connection closes.
    CutResponse {
        /// Which requests.
        matching: String,
        /// How many requests.
        times: u32,
    },
    /// Requests are carried out, and the connection closes without an answer.
    NoResponse {
        /// Which requests.
        matching: String,
        /// How many requests.
        times: u32,
    },
    /// Connections made from now on are told to send a heartbeat every so many milliseconds.
    HeartbeatInterval(u64),
}

/// What a request meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meets {
    /// This status instead of being carried out.
    Status(u16),
    /// Status 429 instead of being carried out.
    RateLimited {
        /// Milliseconds until it may be tried again.
        retry_after_ms: u64,
        /// Whether the limit holds for all routes.
        global: bool,
    },
    /// Its answer comes so late.
    Late(Duration),
    /// Half its answer comes.
    Half,
    /// No answer comes.
    Silence,
}

#[derive(Debug)]
struct Waiting {
    matching: String,
    times: u32,
    meets: Meets,
}

/// What is still to go wrong.
#[derive(Debug)]
pub(super) struct Faults {
    ignored_heartbeats: AtomicU32,
    refused_connections: AtomicU32,
    duplicates: AtomicU32,
    drop_every: AtomicU32,
    heartbeat_interval: AtomicU64,
    requests: Mutex<Vec<Waiting>>,
}

impl Faults {
    pub(super) fn new() -> Self {
        Self {
            ignored_heartbeats: AtomicU32::new(0),
            refused_connections: AtomicU32::new(0),
            duplicates: AtomicU32::new(0),
            drop_every: AtomicU32::new(0),
            heartbeat_interval: AtomicU64::new(HEARTBEAT_INTERVAL),
            requests: Mutex::default(),
        }
    }

    /// Takes in a fault that waits for what it fits. Gives back a fault of connections.
    pub(super) fn add(&self, fault: Fault) -> Option<ConnectionFault> {
        match fault {
            Fault::Close(code) => return Some(ConnectionFault::Close(code)),
            Fault::Reset => return Some(ConnectionFault::Reset),
            Fault::Stall => return Some(ConnectionFault::Stall),
            Fault::Garbage => return Some(ConnectionFault::Garbage),
            Fault::UnknownEvent => return Some(ConnectionFault::UnknownEvent),
            Fault::Reconnect => return Some(ConnectionFault::Reconnect),
            Fault::InvalidSession { resumable } => {
                return Some(ConnectionFault::InvalidSession { resumable });
            }
            Fault::IgnoreHeartbeats(times) => more(&self.ignored_heartbeats, times),
            Fault::RefuseConnections(times) => more(&self.refused_connections, times),
            Fault::Duplicate(times) => more(&self.duplicates, times),
            Fault::DropConnectionEvery(dispatches) => {
                self.drop_every.store(dispatches, Ordering::SeqCst);
            }
            Fault::HeartbeatInterval(interval) => {
                self.heartbeat_interval.store(interval.max(1), Ordering::SeqCst);
            }
            Fault::Status { matching, status, times } => {
                self.wait(matching, times, Meets::Status(status));
            }
            Fault::RateLimited { matching, retry_after_ms, global, times } => {
                self.wait(matching, times, Meets::RateLimited { retry_after_ms, global });
            }
            Fault::SlowResponse { matching, delay_ms, times } => {
                self.wait(matching, times, Meets::Late(Duration::from_millis(delay_ms)));
            }
            Fault::CutResponse { matching, times } => self.wait(matching, times, Meets::Half),
            Fault::NoResponse { matching, times } => self.wait(matching, times, Meets::Silence),
        }
        None
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Waiting>> {
        // The list is whole between any two steps.
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait(&self, matching: String, times: u32, meets: Meets) {
        if times > 0 {
            self.lock().push(Waiting { matching, times, meets });
        }
    }

    /// What this request meets: the oldest fault that fits. `request` is its method and path.
    pub(super) fn meet(&self, request: &str) -> Option<Meets> {
        let mut waiting = self.lock();
        let place = waiting.iter().position(|waiting| request.contains(&waiting.matching))?;
        let meets = waiting[place].meets;
        waiting[place].times -= 1;
        if waiting[place].times == 0 {
            waiting.remove(place);
        }
        Some(meets)
    }

    /// Whether this heartbeat gets no answer.
    pub(super) fn ignores_heartbeat(&self) -> bool {
        take_one(&self.ignored_heartbeats)
    }

    /// Whether this attempt to connect is refused.
    pub(super) fn refuses_connection(&self) -> bool {
        take_one(&self.refused_connections)
    }

    /// Whether this dispatch is sent twice.
    pub(super) fn doubles(&self) -> bool {
        take_one(&self.duplicates)
    }

    /// After how many dispatches a connection is dropped.
    pub(super) fn drop_every(&self) -> Option<u32> {
        Some(self.drop_every.load(Ordering::SeqCst)).filter(|dispatches| *dispatches > 0)
    }

    /// The interval of heartbeats for new connections, in milliseconds.
    pub(super) fn heartbeat_interval(&self) -> u64 {
        self.heartbeat_interval.load(Ordering::SeqCst)
    }
}

/// A fault that goes to the connections that are open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ConnectionFault {
    /// A close frame.
    Close(Option<u16>),
    /// A reset.
    Reset,
    /// Nothing read or written any more.
    Stall,
    /// A frame that is no JSON.
    Garbage,
    /// Events that cannot be understood.
    UnknownEvent,
    /// Op 9.
    InvalidSession {
        /// Whether the client may resume.
        resumable: bool,
    },
    /// Op 7.
    Reconnect,
}

fn more(counter: &AtomicU32, times: u32) {
    let add = |count: u32| Some(count.saturating_add(times));
    // The update always gives a number, so it cannot fail.
    counter.fetch_update(Ordering::SeqCst, Ordering::SeqCst, add).ok();
}

fn take_one(counter: &AtomicU32) -> bool {
    let less = |count: u32| count.checked_sub(1);
    counter.fetch_update(Ordering::SeqCst, Ordering::SeqCst, less).is_ok()
}
