//! What has to outlive the process: which questions are taken, what was replied to them, and
//! where the connection stood.
//!
//! An embedded `SQLite` file, or a `PostgreSQL` server for several processes; it behaves the same on
//! both. The file is opened with a write-ahead log, so that what was confirmed survives a kill at any
//! moment (Hipp et al., "Write-Ahead Logging", sqlite.org/wal.html).
//!
//! **Invariant:** no text that anybody wrote in a channel is kept: ids, times, names of outcomes and
//! of entries are all there is.

mod audit;
mod availability;
mod awaited;
pub mod backup;
mod batch;
mod change;
mod changed;
mod claim;
mod complaint;
mod correction;
mod database;
mod exchange;
mod handling;
mod inbox;
mod migrations;
mod names;
mod notice;
mod open;
mod person;
mod proposal;
mod recent;
mod request;
mod retention;
mod session;
mod setting;
mod shadow;
mod statistics;
mod watch;

use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use thiserror::Error;

pub use audit::Untold;
pub use availability::Unrecorded;
pub use awaited::{Awaited, AwaitedKind};
pub use batch::{Batch, Carried, EntrySteps, Step};
pub use change::{Change, ChangeKind, ChangeState, Decision, Draft, Publication};
pub use claim::Open;
pub use complaint::Complaints;
pub use exchange::{Exchange, Verdict};
pub use handling::Settled;
pub use inbox::{InboxItem, InboxKind, InboxState};
pub use person::PersonalData;
pub use request::{Opening, RequestState, StaffRequest, Taking};
pub use retention::Pruned;
pub use session::SavedSession;
pub use setting::{Pause, Setting};
pub use shadow::Shadowed;
pub use statistics::{Counts, DayCounts, EntryCounts, ResponseTime, Statistics};
pub use watch::{LOOK_EVERY, Watch};

use availability::Losses;
use database::Database;
use recent::Recent;

/// Why the store could not do something.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The address names another database than the store speaks.
    #[error(
        "cannot keep anything in {url}: set database.url to sqlite://FILE or to \
         postgres://USER:PASSWORD@HOST/DATABASE"
    )]
    Unsupported {
        /// The address, with its password masked.
        url: String,
    },
    /// The file cannot be opened or made.
    #[error("cannot open {url}: {reason}; check that the folder exists and may be written to")]
    Unopened {
        /// The address.
        url: String,
        /// What the database said.
        reason: sqlx::Error,
    },
    /// There is no file to open.
    #[error(
        "there is no database at {url}; the bot makes it when it starts: run this where the bot runs, or \
             check database.url"
    )]
    Missing {
        /// The address.
        url: String,
    },
    /// The server does not let the bot in.
    #[error(
        "cannot use {url}: {reason}; check user, password and encryption in database.url, and that \
         the database exists and its user may make tables in it"
    )]
    Unconnected {
        /// The address, with its password masked.
        url: String,
        /// What the server said.
        reason: String,
    },
    /// The tables were written by an older version of the program, and whoever asks only looks.
    #[error(
        "cannot read {url} yet: an older version of the program wrote it; start the bot once, which \
         brings it up to date"
    )]
    TooOld {
        /// The address.
        url: String,
    },
    /// The tables were written by a newer version of the program.
    #[error("cannot use {url}: a newer version of the program wrote it; update the program")]
    TooNew {
        /// The address.
        url: String,
    },
    /// The database does not answer.
    #[error("the database does not answer just now")]
    Away,
    /// The database refused a statement.
    #[error("the database cannot be used just now: {0}")]
    Failed(#[from] sqlx::Error),
}

impl StoreError {
    /// Whether the database was not there, as opposed to refusing what was asked of it.
    fn is_away(&self) -> bool {
        let StoreError::Failed(error) = self else { return matches!(self, StoreError::Away) };
        match error {
            sqlx::Error::Io(_) | sqlx::Error::PoolTimedOut | sqlx::Error::WorkerCrashed => true,
            // A server that starts, stops, or has no connection left (PostgreSQL, appendix A).
            sqlx::Error::Database(error) => error.code().is_some_and(|code| {
                code.starts_with("57P") || code.starts_with("08") || code == "53300"
            }),
            _ => false,
        }
    }

    /// Whether another process holds the file for itself (sqlite.org/rescode.html#busy).
    fn is_busy(&self) -> bool {
        let StoreError::Failed(sqlx::Error::Database(error)) = self else { return false };
        // An extended code holds the primary one in its low byte.
        error.code().and_then(|code| code.parse::<u32>().ok()).is_some_and(|code| code & 0xff == 5)
    }
}

/// The store. Cheap to share by reference; every call may be made from any task.
pub struct Store {
    database: Database,
    /// Claims of this process, so that a question is taken once even while the database is away.
    recent: Mutex<Recent>,
    /// Claims that the last run left open and that this one has not taken yet.
    left: Mutex<HashSet<u64>>,
    losses: Losses,
}

impl Store {
    /// Opens the database, makes the file if it is not there, and brings its tables up to date.
    ///
    /// A server that cannot be reached is no error: the bot goes on without it.
    ///
    /// # Errors
    ///
    /// When the address is of no kind that the store speaks, the file cannot be opened, the server
    /// does not let the bot in, or the tables are newer than the program.
    pub async fn open(url: &str, shown: &str) -> Result<Self, StoreError> {
        Ok(Store::over(Database::open(url, shown).await?))
    }

    /// As [`Store::open`], for whoever can do nothing without it. A file must be there already, unless
    /// it may be made; a server must answer.
    ///
    /// # Errors
    ///
    /// As for [`Store::open`], and when the database is not there.
    pub async fn open_now(url: &str, shown: &str, may_make: bool) -> Result<Self, StoreError> {
        Ok(Store::over(Database::open_now(url, shown, may_make).await?))
    }

    /// Opens the database as it is for whoever only looks at it: nothing is made, brought up to date
    /// or written.
    ///
    /// # Errors
    ///
    /// As for [`Store::open_now`], and when an older program wrote the tables.
    pub async fn look(url: &str, shown: &str) -> Result<Self, StoreError> {
        Ok(Store::over(Database::look(url, shown).await?))
    }

    fn over(database: Database) -> Self {
        Store {
            database,
            recent: Mutex::default(),
            left: Mutex::default(),
            losses: Losses::default(),
        }
    }

    /// Closes the database. What was confirmed is on disk in any case.
    pub async fn close(&self) {
        self.database.close().await;
    }

    /// What was not recorded since the start, and whether anything is now.
    pub fn unrecorded(&self) -> Unrecorded {
        self.losses.unrecorded(self.database.is_away())
    }
}

/// Counts what could not be kept.
fn counted<T>(outcome: Result<T, StoreError>, losses: &AtomicU64) -> Result<T, StoreError> {
    if outcome.is_err() {
        losses.fetch_add(1, Ordering::Relaxed);
    }
    outcome
}
