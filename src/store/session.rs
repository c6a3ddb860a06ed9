//! Where the connection to Discord stood, so that a restart goes on from there.
//!
//! **Invariant:** a session is handed out only to the bot that it belongs to.

use super::{Store, StoreError};

/// A session of the gateway.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedSession {
    /// Discord's id of it.
    pub id: String,
    /// The number of the last event that was handled.
    pub sequence: u64,
    /// Where to resume it.
    pub resume_url: Option<String>,
}

impl Store {
    /// Keeps the session of a shard.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn save_session(
        &self,
        shard: u32,
        bot: u64,
        session: &SavedSession,
    ) -> Result<(), StoreError> {
        self.database
            .execute(
                "INSERT INTO session (shard, id, sequence, resume_url, bot) VALUES ($1, $2, $3, $4, \
                 $5) ON CONFLICT (shard) DO UPDATE SET id = excluded.id, sequence = \
                 excluded.sequence, resume_url = excluded.resume_url, bot = excluded.bot",
                &[
                    i64::from(shard).into(),
                    session.id.as_str().into(),
                    session.sequence.into(),
                    session.resume_url.as_deref().into(),
                    bot.into(),
                ],
            )
            .await?;
        Ok(())
    }

    /// The session of a shard of a bot, if there is one.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn saved_session(
        &self,
        shard: u32,
        bot: u64,
    ) -> Result<Option<SavedSession>, StoreError> {
        let row = self
            .database
            .fetch_optional(
                "SELECT id, sequence, resume_url FROM session WHERE shard = $1 AND bot = $2",
                &[i64::from(shard).into(), bot.into()],
            )
            .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(SavedSession {
            id: row.text("id")?,
            sequence: row.id("sequence")?,
            resume_url: row.optional_text("resume_url")?,
        }))
    }

    /// Forgets the session of a shard, which Discord no longer knows.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn forget_session(&self, shard: u32) -> Result<(), StoreError> {
        self.database
            .execute("DELETE FROM session WHERE shard = $1", &[i64::from(shard).into()])
            .await?;
        Ok(())
    }

    /// Keeps when the bot was last connected.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn save_last_seen(&self, shard: u32, now: u64) -> Result<(), StoreError> {
        self.database
            .execute(
                "INSERT INTO presence (shard, last_seen) VALUES ($1, $2) \
                 ON CONFLICT (shard) DO UPDATE SET last_seen = excluded.last_seen",
                &[i64::from(shard).into(), now.into()],
            )
            .await?;
        Ok(())
    }

    /// When the bot was last connected: milliseconds since the Unix epoch.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn last_seen(&self, shard: u32) -> Result<Option<u64>, StoreError> {
        let row = self
            .database
            .fetch_optional(
                "SELECT last_seen FROM presence WHERE shard = $1",
                &[i64::from(shard).into()],
            )
            .await?;
        Ok(row.map(|row| row.id("last_seen")).transpose()?)
    }
}
