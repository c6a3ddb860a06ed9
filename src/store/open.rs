//! Opens either kind of database.
//!
//! **Invariant:** what a person has to mend is an error at the start; a server that cannot be
//! reached just now is not, since the bot goes on without.

use std::str::FromStr as _;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _, PgConnection};
use tokio::time::Instant;

use super::database::{CALL, Database, Pools};
use super::{StoreError, migrations};

/// How long a statement waits for another process that writes to the same file. A write takes
/// milliseconds, so this is only reached when something hangs.
const BUSY: Duration = Duration::from_millis(1_200);

/// How long opening a file goes on trying while other processes make its tables.
const BUSY_AT_START: Duration = Duration::from_secs(5);

/// How long it waits between two tries.
const BETWEEN_TRIES: Duration = Duration::from_millis(20);

/// How long the start waits for a server: a restart of one on the same machine takes about this.
const REACH: Duration = Duration::from_secs(3);

/// How many statements run at once on a server. Each takes a millisecond or two.
const CONNECTIONS: u32 = 5;

/// How long a connection for confirmed writes is kept without use.
const IDLE: Duration = Duration::from_secs(60);

impl Database {
    /// Opens what an address names. `shown` is the address with its password masked.
    pub(super) async fn open(url: &str, shown: &str) -> Result<Self, StoreError> {
        match url.split(':').next() {
            Some("sqlite") => open_file(url, shown, true).await,
            Some("postgres" | "postgresql") => open_server(url, shown).await,
            Some(_) | None => Err(StoreError::Unsupported { url: shown.to_owned() }),
        }
    }

    /// As [`Database::open`], for whoever can do nothing without it: a file must be there already,
    /// unless it may be made, and a server must answer.
    pub(super) async fn open_now(
        url: &str,
        shown: &str,
        may_make: bool,
    ) -> Result<Self, StoreError> {
        if url.starts_with("sqlite:") {
            let opened = open_file(url, shown, may_make).await;
            return opened.map_err(|error| match error {
                StoreError::Unopened { url, .. } if !may_make => StoreError::Missing { url },
                error => error,
            });
        }
        let database = Database::open(url, shown).await?;
        if database.ready.get().is_none() {
            let reason = "it does not answer".to_owned();
            return Err(StoreError::Unconnected { url: shown.to_owned(), reason });
        }
        Ok(database)
    }

    /// Opens what is there for whoever only looks at it.
    pub(super) async fn look(url: &str, shown: &str) -> Result<Self, StoreError> {
        let unopened = |reason| StoreError::Unopened { url: shown.to_owned(), reason };
        let pools = match url.split(':').next() {
            Some("sqlite") => {
                let options = SqliteConnectOptions::from_str(url).map_err(unopened)?;
                if !options.get_filename().exists() {
                    return Err(StoreError::Missing { url: shown.to_owned() });
                }
                let options = options.create_if_missing(false).read_only(true).busy_timeout(BUSY);
                let one = SqlitePoolOptions::new().max_connections(1).acquire_timeout(CALL);
                let pool = one.connect_lazy_with(options);
                Pools::Sqlite { durable: pool.clone(), pool }
            }
            Some("postgres" | "postgresql") => {
                let options =
                    PgConnectOptions::from_str(url).map_err(|error| unconnected(shown, &error))?;
                let pool = PgPoolOptions::new()
                    .max_connections(1)
                    .acquire_timeout(REACH)
                    .after_connect(|connection, _| Box::pin(set_read_only(connection)))
                    .connect_lazy_with(options.application_name("signpost"));
                Pools::Postgres { pool }
            }
            Some(_) | None => return Err(StoreError::Unsupported { url: shown.to_owned() }),
        };
        let database = Database::new(pools, shown);
        // What it finds is of today's version, so that no call has to take steps.
        match database.ready.get_or_try_init(|| migrations::check(&database)).await {
            Ok(()) => {}
            Err(error) if error.is_away() => return Err(StoreError::Away),
            Err(StoreError::Failed(reason)) if url.starts_with("sqlite:") => {
                return Err(unopened(reason));
            }
            Err(StoreError::Failed(reason)) => return Err(unconnected(shown, &reason)),
            Err(error) => return Err(error),
        }
        Ok(database)
    }
}

/// A server that refuses.
fn unconnected(shown: &str, error: &sqlx::Error) -> StoreError {
    StoreError::Unconnected {
        url: shown.to_owned(),
        // What else there is to an error of the server is about its own source.
        reason: error
            .as_database_error()
            .map_or_else(|| error.to_string(), |it| it.message().into()),
    }
}

async fn open_file(url: &str, shown: &str, may_make: bool) -> Result<Database, StoreError> {
    let unopened = |reason| StoreError::Unopened { url: shown.to_owned(), reason };
    let options = SqliteConnectOptions::from_str(url)
        .map_err(unopened)?
        .create_if_missing(may_make)
        .journal_mode(SqliteJournalMode::Wal)
        // What is deleted is written over, so that it is in the file no more.
        .pragma("secure_delete", "ON")
        // With a write-ahead log this loses nothing to a killed process; only a power cut may
        // take the last moments.
        .synchronous(SqliteSynchronous::Normal)
        .busy_timeout(BUSY);
    let durable = options.clone().synchronous(SqliteSynchronous::Full);
    // One connection: SQLite has one writer at a time, and every call here is short.
    let one = || SqlitePoolOptions::new().max_connections(1).acquire_timeout(CALL);
    let pools = Pools::Sqlite {
        pool: one().connect_lazy_with(options),
        durable: one().idle_timeout(IDLE).connect_lazy_with(durable),
    };
    let database = Database::new(pools, shown);
    let start = Instant::now();
    loop {
        match database.ready.get_or_try_init(|| migrations::migrate(&database)).await {
            Ok(()) => return Ok(database),
            // Turning the write-ahead log on does not wait for others, so it is tried again.
            Err(error) if error.is_busy() && start.elapsed() < BUSY_AT_START => {
                tokio::time::sleep(BETWEEN_TRIES).await;
            }
            Err(StoreError::Failed(reason)) => return Err(unopened(reason)),
            Err(error) => return Err(error),
        }
    }
}

async fn open_server(url: &str, shown: &str) -> Result<Database, StoreError> {
    let options = PgConnectOptions::from_str(url)
        .map_err(|error| unconnected(shown, &error))?
        .application_name("signpost");
    let pool = PgPoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(CALL)
        .after_connect(|connection, _| Box::pin(set_limits(connection)))
        .connect_lazy_with(options.clone());
    let database = Database::new(Pools::Postgres { pool }, shown);
    // Past the pool, which tries again until its time is up and then does not say why.
    let reached = async {
        options.connect().await?.close().await?;
        database.ready.get_or_try_init(|| migrations::migrate(&database)).await?;
        Ok(())
    };
    match tokio::time::timeout(REACH, reached).await.unwrap_or(Err(StoreError::Away)) {
        Ok(()) => {}
        Err(error) if error.is_away() => {
            database.miss();
            tracing::error!(
                %error,
                "{shown} cannot be reached; I go on without it and keep trying. Until then nothing \
                 is recorded"
            );
        }
        Err(StoreError::Failed(reason)) => return Err(unconnected(shown, &reason)),
        Err(error) => return Err(error),
    }
    Ok(database)
}

/// The same for whoever only looks, and may not write by mistake.
async fn set_read_only(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    set_limits(connection).await?;
    sqlx::raw_sql("SET default_transaction_read_only = on").execute(connection).await?;
    Ok(())
}

/// The server gives up on a statement when the bot does, and on a transaction whose bot is gone.
async fn set_limits(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    sqlx::raw_sql("SET statement_timeout = 1500; SET idle_in_transaction_session_timeout = 30000")
        .execute(connection)
        .await?;
    Ok(())
}
