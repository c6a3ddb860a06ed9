//! The time of day for the world, which has no clock of its own.
//!
//! **Invariant:** time never goes back, even where the system's clock is set back.

use std::time::{Instant, SystemTime};

use super::world::Moment;

/// The system's time at its making, and how long ago that was.
#[derive(Debug)]
pub(super) struct Clock {
    start: Moment,
    since: Instant,
}

impl Clock {
    pub(super) fn new() -> Self {
        // A clock before 1970 is no concern of a test.
        let start = SystemTime::UNIX_EPOCH.elapsed().unwrap_or_default();
        let start = Moment(u64::try_from(start.as_millis()).unwrap_or(u64::MAX));
        Self { start, since: Instant::now() }
    }

    pub(super) fn now(&self) -> Moment {
        let passed = u64::try_from(self.since.elapsed().as_millis()).unwrap_or(u64::MAX);
        Moment(self.start.0.saturating_add(passed))
    }
}
