//! Questions that moderators are to look at.
//!
//! **Invariant:** links and names only; how a question is handled stands in `handling` alone.

use super::database::Row;
use super::names::named;
use super::{Store, StoreError};

named! {
    /// Why a question is to be looked at.
    pub enum InboxKind {
        /// Nothing was known to answer.
        Unanswered = "unanswered",
        /// Somebody said that the answer is wrong.
        Wrong = "wrong",
        /// The asker chose among what may have been meant.
        Clarified = "clarified",
    }
}

named! {
    /// What became of it.
    pub enum InboxState {
        /// Nobody has handled it.
        Open = "open",
        /// It was answered.
        Answered = "answered",
        /// It became a phrasing.
        Phrasing = "phrasing",
        /// It became an example of what is not answered.
        OutOfScope = "out_of_scope",
        /// It was put aside.
        Dismissed = "dismissed",
    }
}

/// A question that moderators are to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxItem {
    /// The server.
    pub server: u64,
    /// The message that asked.
    pub question: u64,
    /// Where it was asked.
    pub channel: u64,
    /// Why it is here.
    pub kind: InboxKind,
    /// The entry that was chosen, or complained of.
    pub entry: Option<String>,
    /// The name of the outcome.
    pub outcome: String,
    /// What became of it.
    pub state: InboxState,
    /// Who handled it. None while it is open, or once they had their data deleted.
    pub handled_by: Option<u64>,
    /// When it came, in milliseconds since the Unix epoch.
    pub at: u64,
}

impl Store {
    /// Lays a question before the moderators. One that is there already for the same reason gets the
    /// entry and the outcome of the last time, and stays in its state.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn file(&self, item: &InboxItem) -> Result<(), StoreError> {
        self.database
            .execute(
                "INSERT INTO inbox (server, question, kind, channel, entry, outcome, state, \
                 handled_by, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) \
                 ON CONFLICT (server, question, kind) DO UPDATE SET entry = excluded.entry, \
                 outcome = excluded.outcome",
                &[
                    item.server.into(),
                    item.question.into(),
                    item.kind.name().into(),
                    item.channel.into(),
                    item.entry.as_deref().into(),
                    item.outcome.as_str().into(),
                    item.state.name().into(),
                    item.handled_by.into(),
                    item.at.into(),
                ],
            )
            .await?;
        Ok(())
    }

    /// The questions of a server in a state, the oldest first: at most `limit`.
    ///
    /// # Errors
    ///
    /// When the database is away, or a row was written by something else.
    pub async fn inbox(
        &self,
        server: u64,
        state: InboxState,
        limit: u32,
    ) -> Result<Vec<InboxItem>, StoreError> {
        let sql = "SELECT * FROM inbox WHERE server = $1 AND state = $2 \
                   ORDER BY at, question, kind LIMIT $3";
        let values = [server.into(), state.name().into(), i64::from(limit).into()];
        let rows = self.database.fetch_all(sql, &values).await?;
        Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
    }

    /// The questions of a server that nobody has handled, of one kind or of all, the oldest first: at
    /// most `limit`.
    ///
    /// # Errors
    ///
    /// As for [`Store::inbox`].
    pub async fn open_inbox(
        &self,
        server: u64,
        kind: Option<InboxKind>,
        limit: u32,
    ) -> Result<Vec<InboxItem>, StoreError> {
        let Some(kind) = kind else { return self.inbox(server, InboxState::Open, limit).await };
        let sql = "SELECT * FROM inbox WHERE server = $1 AND state = 'open' AND kind = $2 \
                   ORDER BY at, question LIMIT $3";
        let values = [server.into(), kind.name().into(), i64::from(limit).into()];
        let rows = self.database.fetch_all(sql, &values).await?;
        Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
    }

    /// How many questions of a server nobody has handled.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn inbox_size(&self, server: u64) -> Result<u64, StoreError> {
        let sql = "SELECT COUNT(*) AS size FROM inbox WHERE server = $1 AND state = 'open'";
        let row = self.database.fetch_optional(sql, &[server.into()]).await?;
        Ok(row.map_or(Ok(0), |row| row.id("size"))?)
    }

    /// How many questions of a server nobody has handled, by kind.
    ///
    /// # Errors
    ///
    /// As for [`Store::inbox`].
    pub async fn inbox_sizes(&self, server: u64) -> Result<Vec<(InboxKind, u64)>, StoreError> {
        let sql = "SELECT kind, COUNT(*) AS size FROM inbox WHERE server = $1 AND \
                   state = 'open' GROUP BY kind ORDER BY kind";
        let rows = self.database.fetch_all(sql, &[server.into()]).await?;
        let read = |row: &Row| Ok((row.named("kind", InboxKind::parse)?, row.id("size")?));
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }

    /// Takes an open question back, as if it had never been filed.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn unfile(
        &self,
        server: u64,
        question: u64,
        kind: InboxKind,
    ) -> Result<(), StoreError> {
        let sql = "DELETE FROM inbox WHERE server = $1 AND question = $2 AND kind = $3 AND \
                   state = 'open'";
        let values = [server.into(), question.into(), kind.name().into()];
        self.database.execute(sql, &values).await?;
        Ok(())
    }

    /// One question of a server.
    ///
    /// # Errors
    ///
    /// As for [`Store::inbox`].
    pub async fn inbox_item(
        &self,
        server: u64,
        question: u64,
        kind: InboxKind,
    ) -> Result<Option<InboxItem>, StoreError> {
        let sql = "SELECT * FROM inbox WHERE server = $1 AND question = $2 AND kind = $3";
        let values = [server.into(), question.into(), kind.name().into()];
        let row = self.database.fetch_optional(sql, &values).await?;
        Ok(row.as_ref().map(read).transpose()?)
    }
}

fn read(row: &Row) -> Result<InboxItem, sqlx::Error> {
    Ok(InboxItem {
        server: row.id("server")?,
        question: row.id("question")?,
        channel: row.id("channel")?,
        kind: row.named("kind", InboxKind::parse)?,
        entry: row.optional_text("entry")?,
        outcome: row.text("outcome")?,
        state: row.named("state", InboxState::parse)?,
        handled_by: row.optional_id("handled_by")?,
        at: row.id("at")?,
    })
}
