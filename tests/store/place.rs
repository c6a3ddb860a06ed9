//! Where a test keeps its database: a file in a folder, or a database on the private server.
//!
//! **Invariant:** every test has a database of its own.

use signpost::store::Store;
use sqlx::Connection as _;
use tempfile::TempDir;

use crate::postgres::Server;

/// A database of either kind.
pub(crate) struct Place {
    pub(crate) url: String,
    /// Removed with the place.
    _folder: Option<TempDir>,
}

impl Place {
    pub(crate) async fn sqlite() -> Option<Place> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = format!("sqlite://{}", folder.path().join("signpost.db").display());
        Some(Place { url, _folder: Some(folder) })
    }

    pub(crate) async fn postgres() -> Option<Place> {
        let server = Server::shared()?;
        Some(Place { url: server.database().await, _folder: None })
    }

    /// Opens the database, as a process does.
    pub(crate) async fn open(&self) -> Store {
        Store::open(&self.url, &self.url).await.expect("the database can be opened")
    }

    /// Opens it and runs statements that the store would not.
    pub(crate) async fn meddle(&self, sql: &'static str) {
        self.hold(sql).await.close().await;
    }

    /// As [`Place::meddle`], and keeps the connection.
    pub(crate) async fn hold(&self, sql: &'static str) -> Hold {
        let hold = if self.is_file() {
            let connection = sqlx::SqliteConnection::connect(&self.url).await;
            Hold::Sqlite(connection.expect("a connection"))
        } else {
            Hold::Postgres(sqlx::PgConnection::connect(&self.url).await.expect("a connection"))
        };
        hold.run(sql).await
    }

    /// Whether the database itself refuses a statement.
    pub(crate) async fn refuses(&self, sql: &'static str) -> bool {
        if self.is_file() {
            let mut connection = sqlx::SqliteConnection::connect(&self.url).await.expect("there");
            sqlx::raw_sql(sql).execute(&mut connection).await.is_err()
        } else {
            let mut connection = sqlx::PgConnection::connect(&self.url).await.expect("there");
            sqlx::raw_sql(sql).execute(&mut connection).await.is_err()
        }
    }

    /// Every column of every table, as `table.column`.
    pub(crate) async fn columns(&self) -> Vec<String> {
        if self.is_file() {
            let sql = "SELECT m.name || '.' || p.name AS it FROM sqlite_master AS m \
                       JOIN pragma_table_info(m.name) AS p WHERE m.type = 'table'";
            let mut connection = sqlx::SqliteConnection::connect(&self.url).await.expect("there");
            sqlx::query_scalar(sql).fetch_all(&mut connection).await.expect("it can be asked")
        } else {
            let sql = "SELECT table_name || '.' || column_name AS it \
                       FROM information_schema.columns WHERE table_schema = 'public'";
            let mut connection = sqlx::PgConnection::connect(&self.url).await.expect("there");
            sqlx::query_scalar(sql).fetch_all(&mut connection).await.expect("it can be asked")
        }
    }

    pub(crate) fn is_file(&self) -> bool {
        self.url.starts_with("sqlite:")
    }
}

/// A connection of somebody else.
pub(crate) enum Hold {
    Sqlite(sqlx::SqliteConnection),
    Postgres(sqlx::PgConnection),
}

impl Hold {
    async fn run(mut self, sql: &'static str) -> Hold {
        let done = match &mut self {
            Hold::Sqlite(connection) => sqlx::raw_sql(sql).execute(connection).await.map(|_| ()),
            Hold::Postgres(connection) => sqlx::raw_sql(sql).execute(connection).await.map(|_| ()),
        };
        done.expect("the statements are right");
        self
    }

    /// Lets go.
    pub(crate) async fn close(self) {
        match self {
            Hold::Sqlite(connection) => connection.close().await.expect("it closes"),
            Hold::Postgres(connection) => connection.close().await.expect("it closes"),
        }
    }
}
