//! What the bot would have said in a server where it answers nobody yet.
//!
//! **Invariant:** ids and names only, and nothing of a crisis: there it speaks.

use super::database::Row;
use super::exchange::{SEPARATOR, entries_of};
use super::{Store, StoreError, counted};

/// A question that the bot would have answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shadowed {
    /// The server.
    pub server: u64,
    /// The message that asked, or the interaction.
    pub question: u64,
    /// Where it was asked. None if with a command, to which no link leads.
    pub channel: Option<u64>,
    /// Who asked.
    pub asker: u64,
    /// The name of the outcome.
    pub outcome: String,
    /// The ids of the entries that would have answered.
    pub entries: Vec<String>,
    /// The answer would have been suggested to the staff alone.
    pub suggested: bool,
}

impl Store {
    /// Keeps what a question came to, in place of what was kept of it before.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn shadow(&self, it: &Shadowed, now: u64) -> Result<(), StoreError> {
        let entries = it.entries.join(&SEPARATOR.to_string());
        let values = [
            it.server.into(),
            it.question.into(),
            it.channel.into(),
            it.asker.into(),
            it.outcome.as_str().into(),
            entries.as_str().into(),
            i64::from(it.suggested).into(),
            now.into(),
        ];
        let sql = "INSERT INTO shadowed (server, question, channel, asker, outcome, entries, \
                   suggested, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
                   ON CONFLICT (server, question) DO UPDATE SET outcome = excluded.outcome, \
                   entries = excluded.entries, suggested = excluded.suggested";
        let kept = self.database.execute(sql, &values).await;
        counted(kept, &self.losses.shadows)?;
        Ok(())
    }

    /// What was kept of a server since a time, the latest first: at most `limit`.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn shadowed(
        &self,
        server: u64,
        since: u64,
        limit: u32,
    ) -> Result<Vec<Shadowed>, StoreError> {
        let sql = "SELECT * FROM shadowed WHERE server = $1 AND at >= $2 \
                   ORDER BY at DESC, question DESC LIMIT $3";
        let values = [server.into(), since.into(), i64::from(limit).into()];
        let rows = self.database.fetch_all(sql, &values).await?;
        Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
    }

    /// Forgets a question that is not there any more.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn forget_shadowed(&self, question: u64) -> Result<(), StoreError> {
        let sql = "DELETE FROM shadowed WHERE question = $1";
        self.database.execute(sql, &[question.into()]).await?;
        Ok(())
    }

    /// Keeps that the time in shadow that began at `since` was reported.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn shadow_was_reported(
        &self,
        server: u64,
        since: u64,
        now: u64,
    ) -> Result<(), StoreError> {
        let sql = "INSERT INTO shadow_report (server, since, at) VALUES ($1, $2, $3) \
                   ON CONFLICT (server) DO UPDATE SET since = excluded.since, at = excluded.at";
        self.database.execute(sql, &[server.into(), since.into(), now.into()]).await?;
        Ok(())
    }

    /// When the time in shadow of a server began that was reported last.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn reported_shadow(&self, server: u64) -> Result<Option<u64>, StoreError> {
        let sql = "SELECT since FROM shadow_report WHERE server = $1";
        let row = self.database.fetch_optional(sql, &[server.into()]).await?;
        Ok(row.map(|row| row.id("since")).transpose()?)
    }
}

fn read(row: &Row) -> Result<Shadowed, sqlx::Error> {
    Ok(Shadowed {
        server: row.id("server")?,
        question: row.id("question")?,
        channel: row.optional_id("channel")?,
        asker: row.id("asker")?,
        outcome: row.text("outcome")?,
        entries: entries_of(&row.text("entries")?),
        suggested: row.integer("suggested")? > 0,
    })
}
