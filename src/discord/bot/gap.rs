//! Since when something may have been missed, and where it has still to be looked for.
//!
//! **Invariant:** while a gap is open, the bot does not count as having been there, so that
//! whatever ends the process, the next run looks from the start of the gap on.

use std::collections::HashSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serenity::model::id::GuildId;

/// Where to look for what was missed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Search {
    /// In the channels of a server.
    Server(GuildId),
    /// In direct messages.
    People,
}

/// The gap, if there is one. Times are milliseconds since the Unix epoch.
#[derive(Default)]
pub(super) struct Gap(Mutex<State>);

#[derive(Default)]
struct State {
    since: Option<u64>,
    connected: bool,
    heard_at: Option<u64>,
    to_search: HashSet<Search>,
}

impl Gap {
    /// The process was away since then.
    pub(super) fn open(&self, since: u64) {
        self.lock().since = Some(since);
    }

    /// Something came over the connection.
    pub(super) fn hear(&self, now: u64) {
        let mut state = self.lock();
        // Before the login, it says nothing of what was missed.
        if state.connected {
            state.heard_at = Some(now);
        }
    }

    /// The connection is lost.
    pub(super) fn lose(&self) {
        let mut state = self.lock();
        state.connected = false;
        state.since = state.since.or(state.heard_at);
    }

    /// Whether what comes was missed before: a lost session sends that before it goes on.
    pub(super) fn is_replayed(&self) -> bool {
        !self.lock().connected
    }

    /// A new session is there, with these servers: nobody sends what was missed.
    pub(super) fn start_anew(&self, servers: impl Iterator<Item = GuildId>, now: u64) {
        let mut state = self.lock();
        state.connected = true;
        state.heard_at = Some(now);
        if state.since.is_some() {
            state.to_search.extend(servers.map(Search::Server));
            state.to_search.insert(Search::People);
        }
    }

    /// The session goes on, and what was missed has been sent.
    pub(super) fn resume(&self, now: u64) {
        let mut state = self.lock();
        state.connected = true;
        state.heard_at = Some(now);
        state.close_if_searched();
    }

    /// Since when a place has to be looked through, if it has.
    pub(super) fn search(&self, place: Search) -> Option<u64> {
        let mut state = self.lock();
        let since = state.since?;
        state.to_search.insert(place);
        Some(since)
    }

    /// A place has been looked through.
    pub(super) fn searched(&self, place: Search) {
        let mut state = self.lock();
        state.to_search.remove(&place);
        if state.connected {
            state.close_if_searched();
        }
    }

    /// When the bot was last there without a gap behind it.
    pub(super) fn last_there(&self) -> Option<u64> {
        let state = self.lock();
        state.heard_at.filter(|_| state.since.is_none())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn close_if_searched(&mut self) {
        if self.to_search.is_empty() {
            self.since = None;
        }
    }
}
