//! How far the events of a session have been dealt with, so that a killed process is sent the rest
//! again.
//!
//! **Invariant:** what [`Progress::done`] says was dealt with to the end, and so was all before it.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The progress of one session.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    /// Events that are being dealt with, by their numbers.
    under_way: BTreeSet<u64>,
    /// The number of the last event that came.
    last: u64,
}

/// An event that is being dealt with. It counts as done once this is dropped.
#[derive(Debug)]
pub struct Receipt {
    progress: Progress,
    sequence: u64,
}

impl Progress {
    /// Takes in an event with its number in the session.
    #[must_use]
    pub fn take_in(&self, sequence: u64) -> Receipt {
        let mut state = self.lock();
        state.under_way.insert(sequence);
        state.last = state.last.max(sequence);
        Receipt { progress: self.clone(), sequence }
    }

    /// The number of the last event before which nothing is under way. None before the first.
    #[must_use]
    pub fn done(&self) -> Option<u64> {
        let state = self.lock();
        let done = state.under_way.first().map_or(state.last, |first| first.saturating_sub(1));
        (done > 0).then_some(done)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Receipt {
    fn drop(&mut self) {
        self.progress.lock().under_way.remove(&self.sequence);
    }
}
