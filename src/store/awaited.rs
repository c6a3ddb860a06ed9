//! Questions that wait for a change of an entry: once it is in force, whoever asked is told.
//!
//! **Invariant:** links and names only; what waits for a change names the proposal that it waits for. It
//! stays until whoever asked is told, so that a kill at any step leaves it to the next run.

use super::change::{Change, read_all};
use super::database::Row;
use super::inbox::InboxKind;
use super::names::named;
use super::{Store, StoreError};

named! {
    /// Where a question waits.
    pub enum AwaitedKind {
        /// In the inbox: nothing was known to answer.
        Unanswered = "unanswered",
        /// In the inbox: the answer was said to be wrong.
        Wrong = "wrong",
        /// In the inbox: the asker chose what was meant.
        Clarified = "clarified",
        /// Before the staff.
        Request = "request",
    }
}

impl AwaitedKind {
    /// The kind in the inbox, if it waits there.
    #[must_use]
    pub fn in_inbox(self) -> Option<InboxKind> {
        match self {
            AwaitedKind::Unanswered => Some(InboxKind::Unanswered),
            AwaitedKind::Wrong => Some(InboxKind::Wrong),
            AwaitedKind::Clarified => Some(InboxKind::Clarified),
            AwaitedKind::Request => None,
        }
    }
}

impl From<InboxKind> for AwaitedKind {
    fn from(kind: InboxKind) -> Self {
        match kind {
            InboxKind::Unanswered => AwaitedKind::Unanswered,
            InboxKind::Wrong => AwaitedKind::Wrong,
            InboxKind::Clarified => AwaitedKind::Clarified,
        }
    }
}

/// A question that waits for a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// The message that asked.
    pub question: u64,
    /// Where it was asked.
    pub channel: u64,
    /// Where it waits.
    pub kind: AwaitedKind,
}

impl Store {
    /// Keeps which questions wait for a proposal of a server.
    ///
    /// # Errors
    ///
    /// When the database is away. Then none is kept, unless it went away in the very moment of
    /// writing.
    pub async fn await_change(
        &self,
        server: u64,
        proposal: u64,
        questions: &[Awaited],
        now: u64,
    ) -> Result<(), StoreError> {
        let mut transaction = self.database.begin().await?;
        for waiting in questions {
            let sql = "INSERT INTO awaited (server, proposal, question, kind, channel, at) \
                       VALUES ($1, $2, $3, $4, $5, $6) \
                       ON CONFLICT (server, proposal, question, kind) DO NOTHING";
            let values = [
                server.into(),
                proposal.into(),
                waiting.question.into(),
                waiting.kind.name().into(),
                waiting.channel.into(),
                now.into(),
            ];
            transaction.execute(sql, &values).await?;
        }
        transaction.commit().await
    }

    /// The questions that wait for a proposal of a server, in order of their ids.
    ///
    /// # Errors
    ///
    /// When the database is away, or a row was written by something else.
    pub async fn awaited_by(&self, server: u64, proposal: u64) -> Result<Vec<Awaited>, StoreError> {
        let sql = "SELECT * FROM awaited WHERE server = $1 AND proposal = $2 AND owed IS NULL \
                   ORDER BY question, kind";
        self.read_awaited(sql, server, proposal).await
    }

    /// The questions that a proposal of a server answered when it came in force, where whoever asked
    /// is not told of it yet.
    ///
    /// # Errors
    ///
    /// As for [`Store::awaited_by`].
    pub async fn owed_by(&self, server: u64, proposal: u64) -> Result<Vec<Awaited>, StoreError> {
        let sql = "SELECT * FROM awaited WHERE server = $1 AND proposal = $2 AND \
                   owed IS NOT NULL ORDER BY question, kind";
        self.read_awaited(sql, server, proposal).await
    }

    async fn read_awaited(
        &self,
        sql: &'static str,
        server: u64,
        proposal: u64,
    ) -> Result<Vec<Awaited>, StoreError> {
        let read = |row: &Row| {
            Ok(Awaited {
                question: row.id("question")?,
                channel: row.id("channel")?,
                kind: row.named("kind", AwaitedKind::parse)?,
            })
        };
        let rows = self.database.fetch_all(sql, &[server.into(), proposal.into()]).await?;
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }

    /// The changes of a server that are in force and for which something still waits, or of which
    /// somebody is still to be told.
    ///
    /// # Errors
    ///
    /// As for [`Store::awaited_by`].
    pub async fn owing(&self, server: u64) -> Result<Vec<Change>, StoreError> {
        let sql = "SELECT * FROM change WHERE server = $1 AND state = 'published' AND proposal IN \
                   (SELECT proposal FROM awaited WHERE server = $1) ORDER BY id";
        read_all(&self.database.fetch_all(sql, &[server.into()]).await?)
    }

    /// The servers that have such changes.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn owing_servers(&self) -> Result<Vec<u64>, StoreError> {
        let sql = "SELECT DISTINCT awaited.server FROM awaited \
                   JOIN change ON change.proposal = awaited.proposal \
                   WHERE change.state = 'published' ORDER BY awaited.server";
        let rows = self.database.fetch_all(sql, &[]).await?;
        Ok(rows.iter().map(|row| row.id("server")).collect::<Result<_, sqlx::Error>>()?)
    }

    /// Keeps that whoever asked a question is told of the change that answers it, or that the staff is
    /// told that they are not.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn no_longer_owed(
        &self,
        server: u64,
        proposal: u64,
        question: u64,
    ) -> Result<(), StoreError> {
        let sql = "DELETE FROM awaited WHERE server = $1 AND proposal = $2 AND question = $3 AND \
                   owed IS NOT NULL";
        let values = [server.into(), proposal.into(), question.into()];
        self.database.execute(sql, &values).await?;
        Ok(())
    }
}
