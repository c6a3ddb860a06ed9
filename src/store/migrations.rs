//! The steps that make an empty database into today's tables.
//!
//! **Invariant:** of several processes that start together one takes the steps, and the others find
//! them taken. A step is taken whole or not at all. What a newer program wrote is left alone.

use std::ops::Range;

use sqlx::{AssertSqlSafe, PgConnection, SqliteConnection};

use super::StoreError;
use super::database::{Database, Pools, Transaction};

/// What a step says to each kind of database.
struct Step {
    sqlite: &'static str,
    postgres: &'static str,
}

macro_rules! step {
    ($name:literal) => {
        Step {
            sqlite: include_str!(concat!("migrations/sqlite/", $name, ".sql")),
            postgres: include_str!(concat!("migrations/postgres/", $name, ".sql")),
        }
    };
}

/// The steps in order. Their count is the version.
const STEPS: [Step; 11] = [
    step!("0001_exchanges"),
    step!("0002_moderation"),
    step!("0003_shadow"),
    step!("0004_inbox"),
    step!("0005_corrections"),
    step!("0006_audit"),
    step!("0007_commands"),
    step!("0008_owed"),
    step!("0009_replaced"),
    step!("0010_proposals"),
    step!("0011_later"),
];

/// The version of today's tables.
pub(super) const VERSION: usize = STEPS.len();

/// Whoever holds this lock of the server takes the steps: "signpost" in ASCII, so that no other
/// program in the same database comes upon it.
const LOCK: i64 = 0x7369_676e_706f_7374;

/// Brings the tables of a database up to date.
pub(super) async fn migrate(database: &Database) -> Result<(), StoreError> {
    let shown = &database.shown;
    match &database.pools {
        Pools::Sqlite { pool, .. } => {
            // The write lock from the start: otherwise two could read the same version.
            let mut transaction = pool.begin_with("BEGIN IMMEDIATE").await?;
            sqlite(&mut transaction, shown).await?;
            transaction.commit().await?;
        }
        Pools::Postgres { pool } => {
            let mut transaction = pool.begin().await?;
            postgres(&mut transaction, shown).await?;
            transaction.commit().await?;
        }
    }
    Ok(())
}

/// Takes some of the steps within a transaction, for rows of an earlier version. The version that the
/// database notes stays today's: nobody sees what is between.
pub(super) async fn take(
    transaction: &mut Transaction,
    steps: Range<usize>,
) -> Result<(), StoreError> {
    for step in STEPS.get(steps).unwrap_or_default() {
        transaction.run(step.sqlite, step.postgres).await?;
    }
    Ok(())
}

/// Whether the tables of a database are today's. Only reads.
pub(super) async fn check(database: &Database) -> Result<(), StoreError> {
    let url = database.shown.clone();
    let version: i64 = match &database.pools {
        Pools::Sqlite { pool, .. } => {
            sqlx::query_scalar("PRAGMA user_version").fetch_one(pool).await?
        }
        Pools::Postgres { pool } => {
            let is_there = "SELECT to_regclass('schema_version') IS NOT NULL";
            if !sqlx::query_scalar::<_, bool>(is_there).fetch_one(pool).await? {
                return Err(StoreError::Missing { url });
            }
            let version = "SELECT COALESCE(MAX(version), 0) FROM schema_version";
            sqlx::query_scalar(version).fetch_one(pool).await?
        }
    };
    match steps_after(version, &url)? {
        [] => Ok(()),
        _ if version == 0 => Err(StoreError::Missing { url }),
        _ => Err(StoreError::TooOld { url }),
    }
}

async fn sqlite(connection: &mut SqliteConnection, shown: &str) -> Result<(), StoreError> {
    let version: i64 =
        sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut *connection).await?;
    let steps = steps_after(version, shown)?;
    for step in steps {
        sqlx::raw_sql(step.sqlite).execute(&mut *connection).await?;
    }
    if steps.is_empty() {
        return Ok(());
    }
    // A pragma takes no parameters. The number is ours, not anybody's input.
    let set_version = AssertSqlSafe(format!("PRAGMA user_version = {VERSION}"));
    sqlx::raw_sql(set_version).execute(connection).await?;
    Ok(())
}

async fn postgres(connection: &mut PgConnection, shown: &str) -> Result<(), StoreError> {
    sqlx::query("SELECT pg_advisory_xact_lock($1)").bind(LOCK).execute(&mut *connection).await?;
    sqlx::raw_sql("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)")
        .execute(&mut *connection)
        .await?;
    let version: Option<i64> = sqlx::query_scalar("SELECT MAX(version) FROM schema_version")
        .fetch_one(&mut *connection)
        .await?;
    let steps = steps_after(version.unwrap_or(0), shown)?;
    for step in steps {
        sqlx::raw_sql(step.postgres).execute(&mut *connection).await?;
    }
    if steps.is_empty() {
        return Ok(());
    }
    sqlx::raw_sql("DELETE FROM schema_version").execute(&mut *connection).await?;
    sqlx::query("INSERT INTO schema_version (version) VALUES ($1)")
        .bind(i64::try_from(VERSION).unwrap_or(i64::MAX))
        .execute(connection)
        .await?;
    Ok(())
}

fn steps_after(version: i64, shown: &str) -> Result<&'static [Step], StoreError> {
    usize::try_from(version)
        .ok()
        .and_then(|done| STEPS.get(done..))
        .ok_or_else(|| StoreError::TooNew { url: shown.to_owned() })
}
