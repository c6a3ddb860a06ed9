//! What has to outlive the process: which questions are taken, what was replied to them, and
//! where the connection stood.
//!
//! An embedded `SQLite` file. It is opened with a write-ahead log, so that what was confirmed
//! survives a kill at any moment (Hipp et al., "Write-Ahead Logging", sqlite.org/wal.html).
//!
//! **Invariant:** no text that anybody wrote is kept: ids, times, names of outcomes and of
//! entries are all there is.

mod claim;
mod exchange;
mod recent;
mod session;

use std::collections::HashSet;
use std::str::FromStr as _;
use std::sync::Mutex;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use thiserror::Error;

pub use claim::Open;
pub use exchange::{Exchange, Verdict};
pub use session::SavedSession;

use recent::Recent;

/// The steps that make an empty file into today's tables, in order. Their count is the version.
const MIGRATIONS: [&str; 1] = [include_str!("migrations/0001_exchanges.sql")];

/// How long a statement waits for another process that writes. A write takes milliseconds, so
/// this is only reached when something hangs.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Why the store could not do something.
#[derive(Debug, Error)]
pub enum StoreError {
    /// The address names another database than the store speaks.
    #[error(
        "cannot keep anything in {url}: this version keeps what it must remember in SQLite; set \
         database.url to sqlite://FILE"
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
    /// The file was written by a newer version of the program.
    #[error("cannot use {url}: a newer version of the program wrote it; update the program")]
    TooNew {
        /// The address.
        url: String,
    },
    /// The database refused a statement.
    #[error("the database cannot be used just now: {0}")]
    Failed(#[from] sqlx::Error),
}

/// The store. Cheap to share by reference; every call may be made from any task.
pub struct Store {
    pool: SqlitePool,
    /// Claims of this process, so that a question is taken once even while the file is away.
    recent: Mutex<Recent>,
    /// Claims that the last run left open and that this one has not taken yet.
    left: Mutex<HashSet<u64>>,
}

impl Store {
    /// Opens the file, makes it if it is not there, and brings its tables up to date.
    ///
    /// # Errors
    ///
    /// When the address is not one of `SQLite`, the file cannot be opened, or it is newer than the
    /// program.
    pub async fn open(url: &str, shown: &str) -> Result<Self, StoreError> {
        if !url.starts_with("sqlite:") {
            return Err(StoreError::Unsupported { url: shown.to_owned() });
        }
        let unopened = |reason| StoreError::Unopened { url: shown.to_owned(), reason };
        let options = SqliteConnectOptions::from_str(url)
            .map_err(unopened)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // With a write-ahead log this loses nothing to a killed process; only a power cut may
            // take the last moments.
            .synchronous(SqliteSynchronous::Normal)
            .busy_timeout(BUSY_TIMEOUT);
        // One connection: SQLite has one writer at a time, and every call here is short.
        let pool = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(BUSY_TIMEOUT)
            .connect_with(options)
            .await
            .map_err(unopened)?;
        migrate(&pool, shown).await?;
        Ok(Store { pool, recent: Mutex::default(), left: Mutex::default() })
    }

    /// Closes the file. What was confirmed is on disk in any case.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}

/// Brings the tables up to date. Safe when several processes start together: the first to get the
/// write lock does it, the others then find it done.
async fn migrate(pool: &SqlitePool, shown: &str) -> Result<(), StoreError> {
    let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
    let version: i64 =
        sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *transaction).await?;
    let done = usize::try_from(version).unwrap_or(0);
    if done > MIGRATIONS.len() {
        return Err(StoreError::TooNew { url: shown.to_owned() });
    }
    for step in &MIGRATIONS[done..] {
        sqlx::raw_sql(*step).execute(&mut *transaction).await?;
    }
    if done < MIGRATIONS.len() {
        // A pragma takes no parameters. The number is ours, not anybody's input.
        let set_version = format!("PRAGMA user_version = {}", MIGRATIONS.len());
        sqlx::raw_sql(sqlx::AssertSqlSafe(set_version)).execute(&mut *transaction).await?;
    }
    transaction.commit().await?;
    Ok(())
}
