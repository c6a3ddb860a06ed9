//! What is old is deleted.
//!
//! **Invariant:** what moderators changed or set is never old.

use std::time::Duration;

use super::claim::KEPT;
use super::{Store, StoreError};

/// What was deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Questions handled.
    pub exchanges: u64,
    /// Ratings.
    pub verdicts: u64,
    /// Questions for moderators.
    pub inbox: u64,
    /// Questions put before the staff.
    pub requests: u64,
    /// Claims, which have an age of their own.
    pub claims: u64,
}

/// How many rows are deleted at once, so that nobody waits long for the others.
const AT_ONCE: i64 = 1_000;

impl Store {
    /// Deletes what is older than `retention`, and claims that are older than a week.
    ///
    /// # Errors
    ///
    /// When the database is away. What was deleted until then stays so.
    pub async fn prune(&self, now: u64, retention: Duration) -> Result<Pruned, StoreError> {
        let retention = u64::try_from(retention.as_millis()).unwrap_or(u64::MAX);
        let oldest = now.saturating_sub(retention);
        let exchanges = "DELETE FROM exchange WHERE question IN \
                         (SELECT question FROM exchange WHERE recorded_at < $1 LIMIT $2)";
        let verdicts = "DELETE FROM reaction WHERE (reply, person) IN \
                        (SELECT reply, person FROM reaction WHERE given_at < $1 LIMIT $2)";
        let inbox = "DELETE FROM inbox WHERE (server, question, kind) IN \
                     (SELECT server, question, kind FROM inbox WHERE at < $1 LIMIT $2)";
        let requests = "DELETE FROM request WHERE (server, question) IN \
                        (SELECT server, question FROM request WHERE at < $1 LIMIT $2)";
        let awaited = "DELETE FROM awaited WHERE (server, proposal, question, kind) IN \
                       (SELECT server, proposal, question, kind FROM awaited WHERE at < $1 LIMIT $2)";
        // With the questions that they are about.
        self.delete_older(awaited, oldest).await?;
        let claims = "DELETE FROM claim WHERE id IN \
                      (SELECT id FROM claim WHERE claimed_at < $1 LIMIT $2)";
        Ok(Pruned {
            exchanges: self.delete_older(exchanges, oldest).await?,
            verdicts: self.delete_older(verdicts, oldest).await?,
            inbox: self.delete_older(inbox, oldest).await?,
            requests: self.delete_older(requests, oldest).await?,
            claims: self.delete_older(claims, now.saturating_sub(KEPT)).await?,
        })
    }

    async fn delete_older(&self, sql: &'static str, oldest: u64) -> Result<u64, StoreError> {
        let mut deleted = 0;
        loop {
            let count = self.database.execute(sql, &[oldest.into(), AT_ONCE.into()]).await?;
            deleted += count;
            if count < AT_ONCE.cast_unsigned() {
                return Ok(deleted);
            }
        }
    }
}
