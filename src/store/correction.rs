//! Replies that are to be corrected, since an entry in them was changed.
//!
//! **Invariant:** a reply that was corrected for a change does not come up for it again, so that whoever
//! goes on after a restart goes on where it stopped.

use super::database::Row;
use super::exchange::{Exchange, SEPARATOR, read};
use super::{Store, StoreError};

/// The replies of a server from before a change, in which an entry answers, and that were not
/// corrected since. Ids of entries stand between separators, so that none is taken for a part of
/// another.
macro_rules! stale {
    ($what:literal, $rest:literal) => {
        concat!(
            "SELECT ",
            $what,
            " FROM exchange WHERE server = $1 AND outcome = 'answer' AND recorded_at < $3 \
             AND (corrected_at IS NULL OR corrected_at < $3) AND reply > $5 \
             AND REPLACE($4 || entries || $4, $4 || $2 || $4, '') <> $4 || entries || $4",
            $rest
        )
    };
}

impl Store {
    /// How many replies of a server are stale since a change of an entry, made at a time.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn count_stale(
        &self,
        server: u64,
        entry: &str,
        since: u64,
    ) -> Result<u64, StoreError> {
        let separator = SEPARATOR.to_string();
        let values =
            [server.into(), entry.into(), since.into(), separator.as_str().into(), 0_u64.into()];
        let sql = stale!("COUNT(*) AS stale", "");
        let row = self.database.fetch_optional(sql, &values).await?;
        Ok(row.map_or(Ok(0), |row| row.id("stale"))?)
    }

    /// Those of them after a reply, the oldest first: at most fifty.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn stale_replies(
        &self,
        server: u64,
        entry: &str,
        since: u64,
        after: u64,
    ) -> Result<Vec<Exchange>, StoreError> {
        let separator = SEPARATOR.to_string();
        let values =
            [server.into(), entry.into(), since.into(), separator.as_str().into(), after.into()];
        let sql = stale!("*", " ORDER BY reply LIMIT 50");
        let rows = self.database.fetch_all(sql, &values).await?;
        Ok(rows.iter().map(|row: &Row| read(row)).collect::<Result<_, _>>()?)
    }

    /// Keeps that a reply says now what is in force, or is not there any more.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn corrected(&self, reply: u64, now: u64) -> Result<(), StoreError> {
        let sql = "UPDATE exchange SET corrected_at = $2 WHERE reply = $1";
        self.database.execute(sql, &[reply.into(), now.into()]).await?;
        Ok(())
    }
}
