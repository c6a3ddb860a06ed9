//! What servers changed, in short: enough to tell what is not as shipped, without reading what it is.
//!
//! **Invariant:** of each entry only the change that was published last counts; no text of an entry is
//! read.

use sqlx::AssertSqlSafe;

use super::change::{Change, read_all};
use super::{Store, StoreError};
use crate::engine::knowledge::NOT_ANSWERED;

/// The last published change of every entry, without what it was and is; of the list of what is not
/// answered with what it is. `$1` is the name of that list.
const LAST: &str = "SELECT id, server, entry, kind, state, actor, approved_by, subject, at, base, \
    proposal, NULL AS before, CASE WHEN entry = $1 THEN after WHEN after IS NULL THEN NULL ELSE '{}' END \
    AS after FROM change WHERE state = 'published' AND entry IS NOT NULL AND NOT EXISTS \
    (SELECT 1 FROM change AS later WHERE later.server = change.server AND later.entry = change.entry \
    AND later.state = 'published' AND later.entry IS NOT NULL AND later.id > change.id)";

/// Names that are looked for at once: any database takes so many values in a query.
const NAMES: usize = 500;

impl Store {
    /// The servers that have changed entries.
    ///
    /// # Errors
    ///
    /// As for [`Store::change`].
    pub async fn changed_servers(&self) -> Result<Vec<u64>, StoreError> {
        let sql = "SELECT DISTINCT server FROM change \
                   WHERE state = 'published' AND entry IS NOT NULL";
        let rows = self.database.fetch_all(sql, &[]).await?;
        Ok(rows.iter().map(|row| row.id("server")).collect::<Result<_, _>>()?)
    }

    /// The last published change of every entry that servers may not use as it is shipped, without what
    /// it was and is: not of those that they only added. The list of what a server does not answer comes
    /// with what is on it.
    ///
    /// # Errors
    ///
    /// As for [`Store::change`].
    pub async fn replaced_entries(&self) -> Result<Vec<Change>, StoreError> {
        let sql = format!("{LAST} AND kind <> 'add' ORDER BY id");
        read_all(&self.database.fetch_all(AssertSqlSafe(sql), &[NOT_ANSWERED.into()]).await?)
    }

    /// The same of those among some names that servers only added.
    ///
    /// # Errors
    ///
    /// As for [`Store::change`].
    pub async fn added_entries(&self, names: &[&str]) -> Result<Vec<Change>, StoreError> {
        let mut found = Vec::new();
        for names in names.chunks(NAMES) {
            let places: Vec<String> = (2..names.len() + 2).map(|it| format!("${it}")).collect();
            let places = places.join(", ");
            let sql = format!("{LAST} AND kind = 'add' AND entry IN ({places}) ORDER BY id");
            let first = std::iter::once(NOT_ANSWERED.into());
            let values: Vec<_> = first.chain(names.iter().map(|name| (*name).into())).collect();
            found.extend(read_all(&self.database.fetch_all(AssertSqlSafe(sql), &values).await?)?);
        }
        Ok(found)
    }
}
