//! Two kinds of databases behind one set of calls.
//!
//! Statements are the same text for both: `$1` is a parameter in either. Every column is a 64-bit
//! number or a text.
//!
//! **Invariant:** no call waits longer than its limit, whatever the database does.

use std::future::Future;
use std::time::Duration;

use futures_util::stream::BoxStream;
use futures_util::{StreamExt as _, TryStreamExt as _};
use sqlx::postgres::{PgPool, PgRow};
use sqlx::sqlite::{SqlitePool, SqliteRow};
use sqlx::{Postgres, Row as _, SqlSafeStr, Sqlite};
use tokio::sync::OnceCell;

use super::availability::Gate;
use super::{StoreError, migrations};

/// How long a call may take. What is asked here takes milliseconds, and Discord gives up on a
/// button after three seconds.
pub(super) const CALL: Duration = Duration::from_millis(1_500);

/// Whoever holds this lock of the server writes what is confirmed: one after the other, so that
/// what has a higher number is also committed later.
const WRITERS: i64 = 0x7369_676e_7772_6974;

/// Where a server tells of changes.
pub(super) const CHANGED: &str = "signpost_changed";

/// How long a statement may take that goes over everything.
const LONG: Duration = Duration::from_secs(3_600);

/// How long a call may take that somebody waits for. Together with all else an answer is still there
/// within the time in which it feels prompt.
const QUICK_CALL: Duration = Duration::from_millis(250);

/// The connections to either kind.
pub(super) enum Pools {
    /// A file.
    Sqlite {
        /// For what a bot keeps of its own accord: nothing is lost to a kill.
        pool: SqlitePool,
        /// For what somebody saw confirmed: nothing is lost to a power cut either.
        durable: SqlitePool,
    },
    /// A server.
    Postgres { pool: PgPool },
}

/// A database of either kind.
pub(super) struct Database {
    pub(super) pools: Pools,
    /// The address, with its password masked.
    pub(super) shown: String,
    /// Set once the tables are up to date. A server may be away when the bot starts.
    pub(super) ready: OnceCell<()>,
    gate: Gate,
    /// Closed besides for what cannot wait, so that a flood is not slowed down by a database that
    /// is.
    quick: Gate,
}

/// A parameter of a statement.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value<'v> {
    /// A number, or nothing.
    Integer(Option<i64>),
    /// A text, or nothing.
    Text(Option<&'v str>),
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Value::Integer(Some(number))
    }
}

impl From<u64> for Value<'_> {
    /// Ids use all 64 bits, so they are kept bit by bit.
    fn from(id: u64) -> Self {
        Value::Integer(Some(id.cast_signed()))
    }
}

impl From<Option<u64>> for Value<'_> {
    fn from(id: Option<u64>) -> Self {
        Value::Integer(id.map(u64::cast_signed))
    }
}

impl<'v> From<&'v str> for Value<'v> {
    fn from(text: &'v str) -> Self {
        Value::Text(Some(text))
    }
}

impl<'v> From<Option<&'v str>> for Value<'v> {
    fn from(text: Option<&'v str>) -> Self {
        Value::Text(text)
    }
}

/// A row of either kind.
pub(super) enum Row {
    Sqlite(SqliteRow),
    Postgres(PgRow),
}

impl Row {
    pub(super) fn optional_integer(&self, column: &str) -> Result<Option<i64>, sqlx::Error> {
        match self {
            Row::Sqlite(row) => row.try_get(column),
            Row::Postgres(row) => row.try_get(column),
        }
    }

    pub(super) fn optional_text(&self, column: &str) -> Result<Option<String>, sqlx::Error> {
        match self {
            Row::Sqlite(row) => row.try_get(column),
            Row::Postgres(row) => row.try_get(column),
        }
    }

    pub(super) fn integer(&self, column: &str) -> Result<i64, sqlx::Error> {
        self.optional_integer(column)?.ok_or_else(|| missing(column))
    }

    pub(super) fn text(&self, column: &str) -> Result<String, sqlx::Error> {
        self.optional_text(column)?.ok_or_else(|| missing(column))
    }

    pub(super) fn id(&self, column: &str) -> Result<u64, sqlx::Error> {
        self.integer(column).map(i64::cast_unsigned)
    }

    /// A column that holds JSON, or nothing.
    pub(super) fn json(&self, column: &str) -> Result<Option<serde_json::Value>, sqlx::Error> {
        let parse = |text: String| serde_json::from_str(&text);
        let parsed = self.optional_text(column)?.map(parse).transpose();
        parsed.map_err(|error| sqlx::Error::Decode(format!("`{column}`: {error}").into()))
    }

    /// A column that holds one of a closed set of names.
    pub(super) fn named<T>(
        &self,
        column: &str,
        parse: fn(&str) -> Option<T>,
    ) -> Result<T, sqlx::Error> {
        let name = self.text(column)?;
        parse(&name).ok_or_else(|| {
            sqlx::Error::Decode(format!("`{column}` holds `{name}`, which means nothing").into())
        })
    }

    pub(super) fn optional_id(&self, column: &str) -> Result<Option<u64>, sqlx::Error> {
        Ok(self.optional_integer(column)?.map(i64::cast_unsigned))
    }
}

fn missing(column: &str) -> sqlx::Error {
    sqlx::Error::Decode(format!("`{column}` is empty").into())
}

/// A statement with its parameters, for the kind that the place where it stands asks for.
macro_rules! prepared {
    ($sql:expr, $values:expr) => {
        $values.iter().fold(sqlx::query($sql), |query, value| match value {
            Value::Integer(number) => query.bind(*number),
            Value::Text(text) => query.bind(*text),
        })
    };
}

impl Database {
    pub(super) fn new(pools: Pools, shown: &str) -> Self {
        Database {
            pools,
            shown: shown.to_owned(),
            ready: OnceCell::new(),
            gate: Gate::default(),
            quick: Gate::default(),
        }
    }

    /// Does something to rows, and tells to how many.
    pub(super) async fn execute(
        &self,
        sql: impl SqlSafeStr,
        values: &[Value<'_>],
    ) -> Result<u64, StoreError> {
        self.bounded(CALL, self.execution(sql, values)).await
    }

    /// As [`Database::execute`], for what somebody waits for: it gives up much sooner.
    pub(super) async fn execute_quickly(
        &self,
        sql: impl SqlSafeStr,
        values: &[Value<'_>],
    ) -> Result<u64, StoreError> {
        if !self.quick.pass() {
            return Err(StoreError::Away);
        }
        let outcome = self.bounded(QUICK_CALL, self.execution(sql, values)).await;
        if outcome.is_err() {
            self.quick.close();
        }
        outcome
    }

    async fn execution(
        &self,
        sql: impl SqlSafeStr,
        values: &[Value<'_>],
    ) -> Result<u64, sqlx::Error> {
        Ok(match &self.pools {
            Pools::Sqlite { pool, .. } => {
                prepared!(sql, values).execute(pool).await?.rows_affected()
            }
            Pools::Postgres { pool } => prepared!(sql, values).execute(pool).await?.rows_affected(),
        })
    }

    /// The rows of a query.
    pub(super) async fn fetch_all(
        &self,
        sql: impl SqlSafeStr,
        values: &[Value<'_>],
    ) -> Result<Vec<Row>, StoreError> {
        let work = async {
            Ok(match &self.pools {
                Pools::Sqlite { pool, .. } => {
                    let rows = prepared!(sql, values).fetch_all(pool).await?;
                    rows.into_iter().map(Row::Sqlite).collect()
                }
                Pools::Postgres { pool } => {
                    let rows = prepared!(sql, values).fetch_all(pool).await?;
                    rows.into_iter().map(Row::Postgres).collect()
                }
            })
        };
        self.bounded(CALL, work).await
    }

    /// The first row of a query, if it has any.
    pub(super) async fn fetch_optional(
        &self,
        sql: impl SqlSafeStr,
        values: &[Value<'_>],
    ) -> Result<Option<Row>, StoreError> {
        let work = async {
            Ok(match &self.pools {
                Pools::Sqlite { pool, .. } => {
                    prepared!(sql, values).fetch_optional(pool).await?.map(Row::Sqlite)
                }
                Pools::Postgres { pool } => {
                    prepared!(sql, values).fetch_optional(pool).await?.map(Row::Postgres)
                }
            })
        };
        self.bounded(CALL, work).await
    }

    /// Starts a transaction that nobody else writes beside, for what somebody sees confirmed: once it
    /// is committed, it is on disk.
    pub(super) async fn begin(&self) -> Result<Transaction, StoreError> {
        let work = async {
            Ok(match &self.pools {
                Pools::Sqlite { durable, .. } => {
                    Kind::Sqlite(durable.begin_with("BEGIN IMMEDIATE").await?)
                }
                Pools::Postgres { pool } => {
                    let mut transaction = pool.begin().await?;
                    sqlx::query("SELECT pg_advisory_xact_lock($1)")
                        .bind(WRITERS)
                        .execute(&mut *transaction)
                        .await?;
                    Kind::Postgres(transaction)
                }
            })
        };
        Ok(Transaction { kind: self.bounded(CALL, work).await?, limit: CALL })
    }

    /// As [`Database::begin`], for what takes as long as it takes.
    pub(super) async fn begin_long(&self) -> Result<Transaction, StoreError> {
        let mut transaction = Transaction { limit: LONG, ..self.begin().await? };
        if let Kind::Postgres(_) = transaction.kind {
            transaction.execute("SET LOCAL statement_timeout = 0", &[]).await?;
        }
        Ok(transaction)
    }

    /// Starts to read everything as it is at one moment, while others write.
    pub(super) async fn begin_reading(&self) -> Result<Transaction, StoreError> {
        let work = async {
            Ok(match &self.pools {
                Pools::Sqlite { durable, .. } => Kind::Sqlite(durable.begin().await?),
                Pools::Postgres { pool } => {
                    let whole = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                    let mut transaction = pool.begin_with(whole).await?;
                    let patience = "SET LOCAL statement_timeout = 0";
                    sqlx::raw_sql(patience).execute(&mut *transaction).await?;
                    Kind::Postgres(transaction)
                }
            })
        };
        Ok(Transaction { kind: self.bounded(CALL, work).await?, limit: LONG })
    }

    /// Does something within a limit, if the database is there. Its tables are brought up to date
    /// before, if it was away at the start.
    async fn bounded<T>(
        &self,
        limit: Duration,
        work: impl Future<Output = Result<T, sqlx::Error>>,
    ) -> Result<T, StoreError> {
        if !self.gate.pass() {
            return Err(StoreError::Away);
        }
        let work = async {
            self.ready.get_or_try_init(|| migrations::migrate(self)).await?;
            Ok(work.await?)
        };
        let outcome = tokio::time::timeout(limit, work).await.unwrap_or(Err(StoreError::Away));
        match &outcome {
            Ok(_) => {
                self.gate.open();
                self.quick.open();
            }
            // What is too slow for somebody who waits is not too slow for the rest.
            Err(error) if error.is_away() && limit >= CALL => self.gate.close(),
            Err(_) => {}
        }
        outcome
    }

    /// It was found to be away.
    pub(super) fn miss(&self) {
        self.gate.close();
    }

    /// Whether the last call found nobody, or was too slow.
    pub(super) fn is_away(&self) -> bool {
        self.gate.is_closed() || self.quick.is_closed()
    }

    /// Closes every connection.
    pub(super) async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { pool, durable } => {
                durable.close().await;
                pool.close().await;
            }
            Pools::Postgres { pool } => pool.close().await,
        }
    }
}

/// A transaction. Without a commit nothing of it is done.
pub(super) struct Transaction {
    kind: Kind,
    /// How long each of its statements may take.
    limit: Duration,
}

enum Kind {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

impl Transaction {
    pub(super) async fn execute(
        &mut self,
        sql: impl SqlSafeStr,
        values: &[Value<'_>],
    ) -> Result<u64, StoreError> {
        in_time(self.limit, async {
            Ok(match &mut self.kind {
                Kind::Sqlite(it) => {
                    prepared!(sql, values).execute(&mut **it).await?.rows_affected()
                }
                Kind::Postgres(it) => {
                    prepared!(sql, values).execute(&mut **it).await?.rows_affected()
                }
            })
        })
        .await
    }

    pub(super) async fn fetch_optional(
        &mut self,
        sql: impl SqlSafeStr,
        values: &[Value<'_>],
    ) -> Result<Option<Row>, StoreError> {
        in_time(self.limit, async {
            Ok(match &mut self.kind {
                Kind::Sqlite(it) => {
                    prepared!(sql, values).fetch_optional(&mut **it).await?.map(Row::Sqlite)
                }
                Kind::Postgres(it) => {
                    prepared!(sql, values).fetch_optional(&mut **it).await?.map(Row::Postgres)
                }
            })
        })
        .await
    }

    /// The rows of a query, one after the other: they may be more than fit in memory.
    pub(super) fn fetch(
        &mut self,
        sql: impl SqlSafeStr,
    ) -> BoxStream<'_, Result<Row, sqlx::Error>> {
        match &mut self.kind {
            Kind::Sqlite(it) => sqlx::query(sql).fetch(&mut **it).map_ok(Row::Sqlite).boxed(),
            Kind::Postgres(it) => sqlx::query(sql).fetch(&mut **it).map_ok(Row::Postgres).boxed(),
        }
    }

    /// Runs all statements of a text, which each kind has its own of.
    pub(super) async fn run(
        &mut self,
        sqlite: &'static str,
        postgres: &'static str,
    ) -> Result<(), StoreError> {
        in_time(self.limit, async {
            match &mut self.kind {
                Kind::Sqlite(it) => sqlx::raw_sql(sqlite).execute(&mut **it).await.map(drop),
                Kind::Postgres(it) => sqlx::raw_sql(postgres).execute(&mut **it).await.map(drop),
            }
        })
        .await
    }

    /// Tells other processes of a server that there is a change, once it is committed.
    pub(super) async fn notify(&mut self, id: u64) -> Result<(), StoreError> {
        if let Kind::Postgres(_) = self.kind {
            let values = [CHANGED.into(), Value::Text(Some(&id.to_string()))];
            self.execute("SELECT pg_notify($1, $2)", &values).await?;
        }
        Ok(())
    }

    /// Makes all of it so.
    pub(super) async fn commit(self) -> Result<(), StoreError> {
        in_time(self.limit, async {
            match self.kind {
                Kind::Sqlite(it) => it.commit().await,
                Kind::Postgres(it) => it.commit().await,
            }
        })
        .await
    }
}

async fn in_time<T>(
    limit: Duration,
    work: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, StoreError> {
    match tokio::time::timeout(limit, work).await {
        Ok(outcome) => Ok(outcome?),
        Err(_) => Err(StoreError::Away),
    }
}
