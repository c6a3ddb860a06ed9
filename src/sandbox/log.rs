//! The record of every request and frame, and waiting for what it does not hold yet.
//!
//! **Invariant:** entries are only ever appended; a waiter looks at each entry once, in order, and
//! misses none.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::watch;
use tokio::time::{Instant, timeout_at};

use super::world::Moment;

/// How many entries a waiter copies at once. More would hold up writers, fewer would lock often.
const BATCH: usize = 256;

/// How many entries [`Waited`] prints: the last ones say what went wrong.
const PRINTED_ENTRIES: usize = 60;

/// How many characters of an entry [`Waited`] prints. A line of a terminal or two.
const PRINTED_CHARACTERS: usize = 240;

/// Something that happened between a client and the sandbox. Cheap to clone: bodies are shared.
#[derive(Clone, Debug)]
pub enum Logged {
    /// A request to the REST API, written down when its answer is known and before it is sent.
    Request {
        /// The method, in capitals.
        method: Arc<str>,
        /// The path without `/api/v10` and without the query.
        path: Arc<str>,
        /// The body as JSON; of a form, its `payload_json`.
        body: Option<Arc<Value>>,
        /// The status of the answer.
        status: u16,
        /// The body of the answer.
        answer: Option<Arc<Value>>,
        /// When it was carried out.
        at: Moment,
    },
    /// A frame from a client of the gateway.
    Received {
        /// The opcode.
        op: u64,
        /// The payload.
        data: Arc<Value>,
    },
    /// A frame put into the queue of a connection to the gateway.
    Sent {
        /// The opcode.
        op: u64,
        /// The event's name, of a dispatch.
        name: Option<Arc<str>>,
        /// The sequence number, of a dispatch.
        sequence: Option<u64>,
        /// When.
        at: Moment,
    },
    /// A client opened a connection to the gateway.
    Connected,
    /// A connection to the gateway ended, by either side.
    Closed {
        /// The code of the close frame, if there was one that had a code.
        code: Option<u16>,
    },
    /// A request whose body goes against the published description.
    BadBody(
        /// What is wrong, each with the request and the place.
        Arc<[String]>,
    ),
}

impl fmt::Display for Logged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request { method, path, body, status, answer, at: _ } => {
                write!(f, "{method} {path}")?;
                if let Some(body) = body {
                    write!(f, " {body}")?;
                }
                write!(f, " -> {status}")?;
                match answer {
                    Some(answer) => write!(f, " {answer}"),
                    None => Ok(()),
                }
            }
            Self::Received { op, data } => write!(f, "received op {op} {data}"),
            Self::Sent { op, name, sequence, at: _ } => {
                write!(f, "sent op {op}")?;
                if let Some(name) = name {
                    write!(f, " {name}")?;
                }
                match sequence {
                    Some(sequence) => write!(f, " #{sequence}"),
                    None => Ok(()),
                }
            }
            Self::Connected => f.write_str("connected"),
            Self::Closed { code: Some(code) } => write!(f, "closed with {code}"),
            Self::Closed { code: None } => f.write_str("closed"),
            Self::BadBody(violations) => write!(f, "bad body: {}", violations.join("; ")),
        }
    }
}

/// What was waited for did not come in time. Prints the end of the log, shortened.
#[derive(Clone)]
pub struct Waited {
    deadline: Duration,
    entries: usize,
    end: Vec<Logged>,
}

impl fmt::Display for Waited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nothing that fits in {:?}; {} entries", self.deadline, self.entries)?;
        if self.end.len() < self.entries {
            write!(f, ", the last {}", self.end.len())?;
        }
        for (place, entry) in self.end.iter().enumerate() {
            let line = entry.to_string();
            let place = self.entries - self.end.len() + place;
            let cut = line.char_indices().nth(PRINTED_CHARACTERS).map(|(cut, _)| cut);
            match cut {
                Some(cut) => write!(f, "\n  {place}: {}…", &line[..cut])?,
                None => write!(f, "\n  {place}: {line}")?,
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Waited {
    /// As it is displayed: a test that unwraps it shall be readable.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Waited {}

/// Every request and frame, in order.
#[derive(Debug)]
pub struct Log {
    entries: Mutex<Vec<Logged>>,
    length: watch::Sender<usize>,
}

impl Log {
    pub(super) fn new() -> Self {
        Self { entries: Mutex::new(Vec::new()), length: watch::Sender::new(0) }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Logged>> {
        // A push or a copy leaves the list whole, even where a panic cut it short.
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn push(&self, entry: Logged) {
        let length = {
            let mut entries = self.lock();
            entries.push(entry);
            entries.len()
        };
        self.length.send_if_modified(|known| {
            let longer = length > *known;
            *known = length.max(*known);
            longer
        });
    }

    /// How many entries there are: a position for [`Log::wait_after`].
    #[must_use]
    pub fn len(&self) -> usize {
        self.lock().len()
    }

    /// Whether nothing has happened yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All that happened so far.
    #[must_use]
    pub fn entries(&self) -> Vec<Logged> {
        self.lock().clone()
    }

    /// What requests' bodies had wrong by the published description, in order.
    #[must_use]
    pub fn bad_bodies(&self) -> Vec<String> {
        let entries = self.lock();
        let bad = entries.iter().filter_map(|entry| match entry {
            Logged::BadBody(violations) => Some(violations.iter().cloned()),
            Logged::Request { .. }
            | Logged::Received { .. }
            | Logged::Sent { .. }
            | Logged::Connected
            | Logged::Closed { .. } => None,
        });
        bad.flatten().collect()
    }

    /// The first thing that `find` finds, in what happened so far or in what comes.
    ///
    /// # Errors
    ///
    /// When it has not come within `deadline`.
    pub async fn wait_for<T>(
        &self,
        deadline: Duration,
        find: impl FnMut(&Logged) -> Option<T>,
    ) -> Result<T, Waited> {
        self.wait_after(0, deadline, find).await
    }

    /// Like [`Log::wait_for`], from the entry at `position` on.
    ///
    /// # Errors
    ///
    /// When it has not come within `deadline`.
    pub async fn wait_after<T>(
        &self,
        position: usize,
        deadline: Duration,
        mut find: impl FnMut(&Logged) -> Option<T>,
    ) -> Result<T, Waited> {
        let until = Instant::now() + deadline;
        let mut length = self.length.subscribe();
        let mut next = position;
        loop {
            loop {
                // `find` runs on a copy: it may well look at the log itself.
                let batch: Vec<Logged> =
                    self.lock().iter().skip(next).take(BATCH).cloned().collect();
                if batch.is_empty() {
                    break;
                }
                next += batch.len();
                if let Some(found) = batch.iter().find_map(&mut find) {
                    return Ok(found);
                }
            }
            let longer = timeout_at(until, length.wait_for(|length| *length > next)).await;
            if !matches!(longer, Ok(Ok(_))) {
                return Err(self.waited(deadline));
            }
        }
    }

    fn waited(&self, deadline: Duration) -> Waited {
        let entries = self.lock();
        let start = entries.len().saturating_sub(PRINTED_ENTRIES);
        Waited { deadline, entries: entries.len(), end: entries[start..].to_vec() }
    }
}
