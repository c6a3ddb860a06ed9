//! What the staff is told once, or once in a while, whichever process comes to it first.
//!
//! **Invariant:** of several that want to tell the same, one does; what did not arrive is told
//! later.

use super::{Store, StoreError};

impl Store {
    /// Takes it upon this process to tell a server something; false where that was done at or after
    /// `since`. With `since` nought, what was told once is told again only after it was taken back.
    ///
    /// # Errors
    ///
    /// When the database is away. Then nobody tells, unless it went away in the very moment of
    /// writing.
    pub async fn take_notice(
        &self,
        server: u64,
        name: &str,
        since: u64,
        now: u64,
    ) -> Result<bool, StoreError> {
        let sql = "INSERT INTO notice (server, name, at) VALUES ($1, $2, $3) \
                   ON CONFLICT (server, name) DO UPDATE SET at = excluded.at \
                   WHERE notice.at < $4 OR notice.at = 0";
        let values = [server.into(), name.into(), now.into(), since.into()];
        Ok(self.database.execute(sql, &values).await? > 0)
    }

    /// When something was last told to a server, in milliseconds since the Unix epoch; nought if that
    /// did not arrive. None if it never was.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn told_at(&self, server: u64, name: &str) -> Result<Option<u64>, StoreError> {
        let sql = "SELECT at FROM notice WHERE server = $1 AND name = $2";
        let row = self.database.fetch_optional(sql, &[server.into(), name.into()]).await?;
        Ok(row.map(|row| row.id("at")).transpose()?)
    }

    /// Takes back what servers were told whose names begin with something, since it is so no more: should
    /// it be so again, it is told again.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn take_back_notices(&self, beginning: &str) -> Result<(), StoreError> {
        let sql = "DELETE FROM notice WHERE SUBSTR(name, 1, LENGTH($1)) = $1";
        self.database.execute(sql, &[beginning.into()]).await?;
        Ok(())
    }

    /// Gives back what could not be told, so that it is tried again.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn return_notice(&self, server: u64, name: &str) -> Result<(), StoreError> {
        let sql = "UPDATE notice SET at = 0 WHERE server = $1 AND name = $2";
        self.database.execute(sql, &[server.into(), name.into()]).await?;
        Ok(())
    }
}
