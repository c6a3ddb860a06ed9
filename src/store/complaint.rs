//! How many people say that an entry is wrong, and how many chose one.
//!
//! **Invariant:** people are counted, and nobody is named.

use std::collections::{BTreeMap, BTreeSet};

use super::exchange::entries_of;
use super::{Store, StoreError};

/// How many people said what is wrong with an answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Complaints {
    /// Something in it is not true.
    pub facts: u64,
    /// It answers another question.
    pub topic: u64,
}

impl Store {
    /// What people say is wrong with the answers to the questions that wait in a server's inbox, by
    /// question.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn complaints_waiting(
        &self,
        server: u64,
    ) -> Result<BTreeMap<u64, Complaints>, StoreError> {
        let sql = "SELECT inbox.question AS question, verdict, COUNT(*) AS people FROM reaction \
                   JOIN exchange ON exchange.reply = reaction.reply \
                   JOIN inbox ON inbox.question = COALESCE(exchange.answers, exchange.question) AND \
                   inbox.server = exchange.server \
                   WHERE inbox.server = $1 AND inbox.state = 'open' AND inbox.kind = 'wrong' AND \
                   verdict IN ('wrong_topic', 'wrong_facts') GROUP BY inbox.question, verdict";
        let rows = self.database.fetch_all(sql, &[server.into()]).await?;
        let mut found: BTreeMap<u64, Complaints> = BTreeMap::new();
        for row in &rows {
            let of_question = found.entry(row.id("question")?).or_default();
            let people = row.id("people")?;
            match row.text("verdict")?.as_str() {
                "wrong_facts" => of_question.facts += people,
                _ => of_question.topic += people,
            }
        }
        Ok(found)
    }

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
