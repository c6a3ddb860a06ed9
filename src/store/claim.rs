//! At most once, and at least once: a question is claimed before it is answered, and settled after.
//!
//! **Invariant:** of two that claim the same id, in one process or in two on one database, one gets
//! it. A claim that a killed process left open is found when the next one starts. One that was too slow
//! to be kept is kept when it is settled, so that nothing is done twice that is done with.

use std::sync::PoisonError;

use super::{Store, StoreError, counted};

/// A claim that was never settled: its process was stopped between question and answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Open {
    /// The message.
    pub id: u64,
    /// Where it stands.
    pub channel: u64,
}

/// How long settled claims are kept, in milliseconds: Discord replays a session for minutes, and
/// catching up never looks back more than some days.
pub(super) const KEPT: u64 = 7 * 24 * 3600 * 1000;

impl Store {
    /// Takes a question, or whatever else has an id and must be handled once: true for whoever
    /// comes first.
    ///
    /// If the database is away, what this process remembers decides: answering twice after a
    /// restart is better than not answering at all.
    pub async fn claim(&self, id: u64, channel: u64, now: u64) -> bool {
        if !self.recent.lock().unwrap_or_else(PoisonError::into_inner).insert(id) {
            return false;
        }
        let sql = "INSERT INTO claim (id, channel, claimed_at) VALUES ($1, $2, $3) \
                   ON CONFLICT (id) DO NOTHING";
        let values = [id.into(), channel.into(), now.into()];
        let claimed = self.database.execute_quickly(sql, &values).await;
        match claimed {
            Ok(taken) => taken > 0 || self.take_left(id),
            // It is counted as lost if it cannot be settled either.
            Err(error) => {
                tracing::error!(%error, "a claim is not on disk yet");
                true
            }
        }
    }

    /// Gives a claim back, since nothing came of it: whoever comes next may take it.
    ///
    /// # Errors
    ///
    /// When the database is away. Then only this process gives it back.
    pub async fn give_back(&self, id: u64) -> Result<(), StoreError> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner).remove(id);
        self.database.execute("DELETE FROM claim WHERE id = $1", &[id.into()]).await?;
        Ok(())
    }

    /// Marks a claim as done with, so that a restart does not take it up again. A claim that was too
    /// slow to be kept is kept now.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn settle(&self, id: u64, channel: u64, now: u64) -> Result<(), StoreError> {
        let sql = "INSERT INTO claim (id, channel, claimed_at, settled) VALUES ($1, $2, $3, 1) \
                   ON CONFLICT (id) DO UPDATE SET settled = 1";
        let values = [id.into(), channel.into(), now.into()];
        self.left.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
        self.recent.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
        counted(self.database.execute(sql, &values).await, &self.losses.claims)?;
        Ok(())
    }

    /// Whether a claim was left open by the last run, and has not been taken up again.
    pub fn is_left(&self, id: u64) -> bool {
        self.left.lock().unwrap_or_else(PoisonError::into_inner).contains(&id)
    }

    /// Takes up a claim that the last run left open.
    fn take_left(&self, id: u64) -> bool {
        self.left.lock().unwrap_or_else(PoisonError::into_inner).remove(&id)
    }

    /// Returns the claims that were left open and made at or after `since`, the oldest first. Each
    /// can be claimed once more. They stay on disk, so that another kill does not lose them. Older
    /// ones are given up, and long settled ones forgotten.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn reopen(&self, since: u64, now: u64) -> Result<Vec<Open>, StoreError> {
        let rows = self
            .database
            .fetch_all(
                "SELECT id, channel FROM claim WHERE settled = 0 AND claimed_at >= $1 ORDER BY id",
                &[since.into()],
            )
            .await?;
        let open = rows
            .iter()
            .map(|row| Ok(Open { id: row.id("id")?, channel: row.id("channel")? }))
            .collect::<Result<Vec<Open>, sqlx::Error>>()?;
        self.left
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(open.iter().map(|open| open.id));
        self.database
            .execute(
                "DELETE FROM claim WHERE (settled = 0 AND claimed_at < $1) OR claimed_at < $2",
                &[since.into(), now.saturating_sub(KEPT).into()],
            )
            .await?;
        Ok(open)
    }
}
