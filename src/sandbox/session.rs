//! A gateway session: what was dispatched to a bot, kept for sending and for replay.
//!
//! **Invariant:** sequence numbers start at 1 and have no gap; at most one connection reads a
//! session, and it reads every dispatch from its start on once, in order.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::world::Id;

/// How many dispatches a session keeps for replay. The busiest test sends 20,000; Discord keeps
/// fewer. What a connection has yet to read is kept beyond that.
pub(super) const REPLAY_LIMIT: usize = 50_000;

/// An event as it is sent to one bot.
#[derive(Clone, Debug)]
pub(super) struct Dispatch {
    /// The event's name.
    pub(super) name: Arc<str>,
    /// Its number in the session.
    pub(super) sequence: u64,
    /// The payload as JSON text, shared by all who are sent the same.
    pub(super) data: Arc<str>,
    /// For the connection that caused it alone: READY and RESUMED are not replayed.
    once: bool,
}

impl Dispatch {
    /// The whole frame. The payload comes last, since clients find the other keys by searching
    /// from the start, and Discord sends them first.
    pub(super) fn text(&self) -> String {
        let Self { name, sequence, data, once: _ } = self;
        format!(r#"{{"t":"{name}","s":{sequence},"op":0,"d":{data}}}"#)
    }
}

/// Why a session cannot be resumed from a sequence number.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum NotResumable {
    /// What follows the number is no longer kept.
    Forgotten,
    /// No dispatch had that number yet: close code 4007.
    Ahead,
}

/// A login of a bot. It outlives its connections.
#[derive(Debug)]
pub(super) struct Session {
    /// What the client resumes it by.
    pub(super) id: String,
    /// The token it was opened with.
    pub(super) token: String,
    /// Whose it is.
    pub(super) bot: Id,
    /// What it asked to be sent.
    pub(super) intents: u64,
    outbox: Mutex<Outbox>,
}

#[derive(Debug, Default)]
struct Outbox {
    kept: VecDeque<Dispatch>,
    /// The number of the last dispatch, 0 before the first.
    last: u64,
    reader: Option<Reader>,
}

/// The connection that reads, and how far it is.
#[derive(Debug)]
struct Reader {
    connection: u64,
    wake: Arc<Notify>,
    /// The next number it reads.
    next: u64,
    /// Up to here dispatches are replayed: the last number when it came.
    replayed_to: u64,
}

impl Outbox {
    fn push(&mut self, name: Arc<str>, data: Arc<str>, once: bool) {
        self.last += 1;
        self.kept.push_back(Dispatch { name, sequence: self.last, data, once });
        let unread = self.reader.as_ref().map_or(self.last + 1, |reader| reader.next);
        while self.kept.len() > REPLAY_LIMIT
            && self.kept.front().is_some_and(|oldest| oldest.sequence < unread)
        {
            self.kept.pop_front();
        }
    }

    /// The number of the oldest dispatch that is kept.
    fn oldest(&self) -> u64 {
        self.last + 1 - self.kept.len() as u64
    }
}

impl Session {
    pub(super) fn new(id: String, token: String, bot: Id, intents: u64) -> Self {
        Self { id, token, bot, intents, outbox: Mutex::default() }
    }

    fn lock(&self) -> MutexGuard<'_, Outbox> {
        // No step between changes can panic, so a poisoned outbox is still whole.
        self.outbox.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Appends an event and wakes the connection.
    pub(super) fn push(&self, name: Arc<str>, data: Arc<str>) {
        self.append(name, data, false);
    }

    /// Appends an event that is not replayed, and wakes the connection.
    pub(super) fn push_once(&self, name: &str, data: &str) {
        self.append(name.into(), data.into(), true);
    }

    fn append(&self, name: Arc<str>, data: Arc<str>, once: bool) {
        let mut outbox = self.lock();
        outbox.push(name, data, once);
        if let Some(reader) = &outbox.reader {
            reader.wake.notify_one();
        }
    }

    /// Makes `connection` the reader of what follows `after`, in place of any other, which is
    /// woken to learn of it. `wake` is told whenever there is something to read.
    ///
    /// # Errors
    ///
    /// When `after` was not reached yet or lies too far back. The reader stays who it was.
    pub(super) fn attach(
        &self,
        connection: u64,
        after: u64,
        wake: Arc<Notify>,
    ) -> Result<(), NotResumable> {
        let mut outbox = self.lock();
        if after > outbox.last {
            return Err(NotResumable::Ahead);
        }
        if after + 1 < outbox.oldest() {
            return Err(NotResumable::Forgotten);
        }
        let reader = Reader { connection, wake, next: after + 1, replayed_to: outbox.last };
        if let Some(former) = outbox.reader.replace(reader) {
            former.wake.notify_one();
        }
        Ok(())
    }

    /// Ends the reading of `connection`, if it still is the reader.
    pub(super) fn detach(&self, connection: u64) {
        let mut outbox = self.lock();
        if outbox.reader.as_ref().is_some_and(|reader| reader.connection == connection) {
            outbox.reader = None;
        }
    }

    /// Whether any connection reads it.
    pub(super) fn is_read(&self) -> bool {
        self.lock().reader.is_some()
    }

    /// Whether `connection` is the reader.
    pub(super) fn is_read_by(&self, connection: u64) -> bool {
        self.lock().reader.as_ref().is_some_and(|reader| reader.connection == connection)
    }

    /// The next dispatches for `connection`, `most` at most; none if it is no longer the reader.
    pub(super) fn read(&self, connection: u64, most: usize) -> Vec<Dispatch> {
        let mut outbox = self.lock();
        let oldest = outbox.oldest();
        let Outbox { kept, reader, .. } = &mut *outbox;
        let Some(reader) = reader.as_mut().filter(|reader| reader.connection == connection) else {
            return Vec::new();
        };
        let mut read = Vec::new();
        while read.len() < most {
            // A place in a queue in memory fits a usize.
            let place = usize::try_from(reader.next - oldest).unwrap_or(usize::MAX);
            let Some(dispatch) = kept.get(place) else { break };
            if !dispatch.once || dispatch.sequence > reader.replayed_to {
                read.push(dispatch.clone());
            }
            reader.next += 1;
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn session() -> Session {
        Session::new("s".into(), "t".into(), Id(1), 0)
    }

    fn numbers(session: &Session, connection: u64) -> Vec<u64> {
        session.read(connection, usize::MAX).iter().map(|dispatch| dispatch.sequence).collect()
    }

    #[test]
    fn a_reader_gets_what_follows_without_what_was_meant_for_another() {
        let session = session();
        session.attach(1, 0, Arc::default()).expect("nothing is forgotten yet");
        session.push_once("READY", "{}");
        session.push("A".into(), "{}".into());
        assert_eq!(numbers(&session, 1), [1, 2]);
        session.push("B".into(), "{}".into());
        session.attach(2, 0, Arc::default()).expect("all is kept");
        session.push_once("RESUMED", "{}");
        assert!(numbers(&session, 1).is_empty(), "the first is no longer the reader");
        assert_eq!(numbers(&session, 2), [2, 3, 4]);
        session.detach(1);
        assert!(session.is_read_by(2));
        assert_eq!(session.attach(3, 5, Arc::default()), Err(NotResumable::Ahead));
    }

    #[test]
    fn what_is_long_past_is_forgotten_unless_it_waits_to_be_read() {
        let session = session();
        session.attach(1, 0, Arc::default()).expect("nothing is forgotten yet");
        for _ in 0..REPLAY_LIMIT + 5 {
            session.push("A".into(), "{}".into());
        }
        assert_eq!(numbers(&session, 1).len(), REPLAY_LIMIT + 5, "all waited to be read");
        session.detach(1);
        session.push("A".into(), "{}".into());
        assert_eq!(session.attach(2, 5, Arc::default()), Err(NotResumable::Forgotten));
        session.attach(2, 6, Arc::default()).expect("the limit is kept");
        assert_eq!(numbers(&session, 2).len(), REPLAY_LIMIT);
    }
}
