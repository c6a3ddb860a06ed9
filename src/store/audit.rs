//! How far a server's audit channel was told of what was changed.
//!
//! **Invariant:** what was told once is never untold: the mark only moves forward.

use super::change::{Change, read_all};
use super::{Store, StoreError};

/// Changes of a server that are in force and of which its audit channel was not told.
#[derive(Clone, Debug, PartialEq)]
pub struct Untold {
    /// The first of them, in order.
    pub first: Vec<Change>,
    /// How many there are.
    pub many: u64,
    /// The number of the last of them; nought if there is none.
    pub last: u64,
}

impl Store {
    /// The changes of a server of which its audit channel was not told, `most` of them in full.
    ///
    /// # Errors
    ///
    /// When the database is away, or a row was written by something else.
    pub async fn untold(&self, server: u64, most: u32) -> Result<Untold, StoreError> {
        let sql = "SELECT COUNT(*) AS many, COALESCE(MAX(id), 0) AS last FROM change \
                   WHERE server = $1 AND state = 'published' AND id > \
                   COALESCE((SELECT told FROM audited WHERE server = $1), 0)";
        let row = self.database.fetch_optional(sql, &[server.into()]).await?;
        let (many, last) = match row {
            Some(row) => (row.id("many")?, row.id("last")?),
            None => (0, 0),
        };
        if many == 0 {
            return Ok(Untold { first: Vec::new(), many, last });
        }
        // What came meanwhile is told next.
        let sql = "SELECT * FROM change WHERE server = $1 AND state = 'published' AND id <= $2 \
                   AND id > COALESCE((SELECT told FROM audited WHERE server = $1), 0) \
                   ORDER BY id LIMIT $3";
        let values = [server.into(), last.into(), i64::from(most).into()];
        let first = read_all(&self.database.fetch_all(sql, &values).await?)?;
        Ok(Untold { first, many, last })
    }

    /// Keeps that the audit channel of a server was told of its changes up to a number, or need not
    /// be.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn told(&self, server: u64, change: u64) -> Result<(), StoreError> {
        let sql = "INSERT INTO audited (server, told) VALUES ($1, $2) \
                   ON CONFLICT (server) DO UPDATE SET told = excluded.told \
                   WHERE audited.told < excluded.told";
        self.database.execute(sql, &[server.into(), change.into()]).await?;
        Ok(())
    }

    /// The servers with changes of which their audit channels were not told.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn untold_servers(&self) -> Result<Vec<u64>, StoreError> {
        let sql = "SELECT DISTINCT change.server FROM change \
                   LEFT JOIN audited ON audited.server = change.server \
                   WHERE change.state = 'published' AND change.server <> 0 \
                   AND change.id > COALESCE(audited.told, 0) ORDER BY change.server";
        let rows = self.database.fetch_all(sql, &[]).await?;
        Ok(rows.iter().map(|row| row.id("server")).collect::<Result<_, _>>()?)
    }
}
