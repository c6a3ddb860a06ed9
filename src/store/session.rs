//! Where the connection to Discord stood, so that a restart goes on from there.
//!
//! **Invariant:** a session is handed out only to the bot that it belongs to.

use sqlx::Row as _;

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
        sqlx::query(
            "INSERT OR REPLACE INTO session (shard, id, sequence, resume_url, bot) VALUES (?, ?, \
             ?, ?, ?)",
        )
        .bind(i64::from(shard))
        .bind(&session.id)
        .bind(session.sequence.cast_signed())
        .bind(&session.resume_url)
        .bind(bot.cast_signed())
        .execute(&self.pool)
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
        let row =
            sqlx::query("SELECT id, sequence, resume_url FROM session WHERE shard = ? AND bot = ?")
                .bind(i64::from(shard))
                .bind(bot.cast_signed())
                .fetch_optional(&self.pool)
                .await?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(SavedSession {
            id: row.try_get("id")?,
            sequence: row.try_get::<i64, _>("sequence")?.cast_unsigned(),
            resume_url: row.try_get("resume_url")?,
        }))
    }

    /// Forgets the session of a shard, which Discord no longer knows.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn forget_session(&self, shard: u32) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM session WHERE shard = ?")
            .bind(i64::from(shard))
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Keeps when the bot was last connected.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn save_last_seen(&self, shard: u32, now: u64) -> Result<(), StoreError> {
        sqlx::query("INSERT OR REPLACE INTO presence (shard, last_seen) VALUES (?, ?)")
            .bind(i64::from(shard))
            .bind(now.cast_signed())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// When the bot was last connected: milliseconds since the Unix epoch.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn last_seen(&self, shard: u32) -> Result<Option<u64>, StoreError> {
        let seen: Option<i64> =
            sqlx::query_scalar("SELECT last_seen FROM presence WHERE shard = ?")
                .bind(i64::from(shard))
                .fetch_optional(&self.pool)
                .await?;
        Ok(seen.map(i64::cast_unsigned))
    }
}
