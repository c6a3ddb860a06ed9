//! How many people say that an entry is wrong, and how many chose one.
//!
//! **Invariant:** people are counted, and nobody is named.

use std::collections::BTreeSet;

use super::exchange::entries_of;
use super::{Store, StoreError};

impl Store {
    /// How many different people said since a time that an answer of an entry is wrong in a server.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn complaints(
        &self,
        server: u64,
        entry: &str,
        since: u64,
    ) -> Result<usize, StoreError> {
        let sql = "SELECT person, entries FROM reaction JOIN exchange ON \
                   exchange.reply = reaction.reply WHERE server = $1 AND given_at >= $2 AND \
                   verdict IN ('wrong_topic', 'wrong_facts')";
        let rows = self.database.fetch_all(sql, &[server.into(), since.into()]).await?;
        let mut people = BTreeSet::new();
        for row in &rows {
            if entries_of(&row.text("entries")?).iter().any(|known| known == entry) {
                people.insert(row.id("person")?);
            }
        }
        Ok(people.len())
    }

    /// The entries that at least so many different people chose in questions that wait in a server's
    /// inbox.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn chosen_by(&self, server: u64, people: u32) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT entry FROM inbox JOIN exchange ON exchange.question = inbox.question \
                   WHERE inbox.server = $1 AND state = 'open' AND kind = 'clarified' \
                   AND entry IS NOT NULL GROUP BY entry HAVING COUNT(DISTINCT asker) >= $2 \
                   ORDER BY entry";
        let values = [server.into(), i64::from(people).into()];
        let rows = self.database.fetch_all(sql, &values).await?;
        Ok(rows.iter().map(|row| row.text("entry")).collect::<Result<_, sqlx::Error>>()?)
    }
}
