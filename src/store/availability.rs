//! Whether the database can be used, and what was lost while it could not.
//!
//! **Invariant:** while the database is away, one call a second tries it; the others fail at once,
//! so that nobody waits for what does not come.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// How long nothing is tried after a failure: short, so that little goes unrecorded once the
/// database is back, and long enough that trying costs nothing.
const TRY_AGAIN_AFTER: Duration = Duration::from_secs(1);

/// Lets calls through while the database is there, and one a second while it is not.
#[derive(Debug, Default)]
pub(super) struct Gate {
    /// When it may be tried again; none while it is there.
    closed_until: Mutex<Option<Instant>>,
}

impl Gate {
    /// Whether a call may be made now.
    pub(super) fn pass(&self) -> bool {
        let mut closed_until = self.closed_until.lock().unwrap_or_else(PoisonError::into_inner);
        match *closed_until {
            Some(until) if Instant::now() < until => false,
            Some(_) => {
                *closed_until = Some(Instant::now() + TRY_AGAIN_AFTER);
                true
            }
            None => true,
        }
    }

    /// A call came through.
    pub(super) fn open(&self) {
        *self.closed_until.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// A call found nobody.
    pub(super) fn close(&self) {
        let until = Instant::now() + TRY_AGAIN_AFTER;
        *self.closed_until.lock().unwrap_or_else(PoisonError::into_inner) = Some(until);
    }

    /// Whether the last call found nobody.
    pub(super) fn is_closed(&self) -> bool {
        self.closed_until.lock().unwrap_or_else(PoisonError::into_inner).is_some()
    }
}

/// What was not recorded since the start.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unrecorded {
    /// Whether the database is away now, so that nothing is being recorded.
    pub is_away: bool,
    /// Questions of which only this process knows that they are done with.
    pub claims: u64,
    /// Replies of which it is not known whom they answered, so that they do not follow an edit.
    pub exchanges: u64,
    /// Ratings that were lost.
    pub verdicts: u64,
    /// Questions that should wait for the moderators, and do not.
    pub filings: u64,
    /// Questions that a server in shadow does not count.
    pub shadows: u64,
    /// Questions before the staff of which it is not known where they stand.
    pub requests: u64,
}

impl Unrecorded {
    /// Whether everything is and was recorded.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        *self == Unrecorded::default()
    }
}

/// What is counted for [`Unrecorded`].
#[derive(Debug, Default)]
pub(super) struct Losses {
    pub(super) claims: AtomicU64,
    pub(super) exchanges: AtomicU64,
    pub(super) verdicts: AtomicU64,
    pub(super) filings: AtomicU64,
    pub(super) shadows: AtomicU64,
    pub(super) requests: AtomicU64,
}

impl Losses {
    pub(super) fn unrecorded(&self, is_away: bool) -> Unrecorded {
        Unrecorded {
            is_away,
            claims: self.claims.load(Ordering::Relaxed),
            exchanges: self.exchanges.load(Ordering::Relaxed),
            verdicts: self.verdicts.load(Ordering::Relaxed),
            filings: self.filings.load(Ordering::Relaxed),
            shadows: self.shadows.load(Ordering::Relaxed),
            requests: self.requests.load(Ordering::Relaxed),
        }
    }
}
