//! What is old is deleted.
//!
//! **Invariant:** what moderators changed or set is never old.

use std::time::Duration;

use super::claim::KEPT;
use super::database::Value;
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
    /// Questions that would have been answered.
    pub shadowed: u64,
    /// Questions that wait for a change of an entry.
    pub awaited: u64,
    /// Claims, which have an age of their own.
    pub claims: u64,
}

impl std::ops::AddAssign for Pruned {
    fn add_assign(&mut self, other: Pruned) {
        self.exchanges += other.exchanges;
        self.verdicts += other.verdicts;
        self.inbox += other.inbox;
        self.requests += other.requests;
        self.shadowed += other.shadowed;
        self.awaited += other.awaited;
        self.claims += other.claims;
    }
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
        let shadowed = "DELETE FROM shadowed WHERE (server, question) IN \
                        (SELECT server, question FROM shadowed WHERE at < $1 LIMIT $2)";
        let awaited = "DELETE FROM awaited WHERE (server, proposal, question, kind) IN \
                       (SELECT server, proposal, question, kind FROM awaited WHERE at < $1 LIMIT $2)";
        let claims = "DELETE FROM claim WHERE id IN \
                      (SELECT id FROM claim WHERE claimed_at < $1 LIMIT $2)";
        Ok(Pruned {
            exchanges: self.delete_older(exchanges, oldest).await?,
            verdicts: self.delete_older(verdicts, oldest).await?,
            inbox: self.delete_older(inbox, oldest).await?,
            requests: self.delete_older(requests, oldest).await?,
            shadowed: self.delete_older(shadowed, oldest).await?,
            awaited: self.delete_older(awaited, oldest).await?,
            claims: self.delete_older(claims, now.saturating_sub(KEPT)).await?,
        })
    }

    /// Deletes what is older than `retention` in one server that keeps it for a shorter time. A
    /// rating goes with the question that it is about.
    ///
    /// # Errors
    ///
    /// As for [`Store::prune`].
    pub async fn prune_server(
        &self,
        server: u64,
        now: u64,
        retention: Duration,
    ) -> Result<Pruned, StoreError> {
        let retention = u64::try_from(retention.as_millis()).unwrap_or(u64::MAX);
        let oldest = now.saturating_sub(retention);
        let verdicts = "DELETE FROM reaction WHERE (reply, person) IN \
                        (SELECT reaction.reply, person FROM reaction JOIN exchange \
                        ON exchange.reply = reaction.reply \
                        WHERE recorded_at < $1 AND server = $3 LIMIT $2)";
        let exchanges = "DELETE FROM exchange WHERE question IN (SELECT question FROM exchange \
                         WHERE recorded_at < $1 AND server = $3 LIMIT $2)";
        let inbox = "DELETE FROM inbox WHERE (server, question, kind) IN (SELECT server, \
                     question, kind FROM inbox WHERE at < $1 AND server = $3 LIMIT $2)";
        let requests = "DELETE FROM request WHERE (server, question) IN (SELECT server, question \
                        FROM request WHERE at < $1 AND server = $3 LIMIT $2)";
        let shadowed = "DELETE FROM shadowed WHERE (server, question) IN (SELECT server, \
                        question FROM shadowed WHERE at < $1 AND server = $3 LIMIT $2)";
        let awaited = "DELETE FROM awaited WHERE (server, proposal, question, kind) IN (SELECT \
                       server, proposal, question, kind FROM awaited WHERE at < $1 \
                       AND server = $3 LIMIT $2)";
        let values = [oldest.into(), AT_ONCE.into(), server.into()];
        Ok(Pruned {
            verdicts: self.delete(verdicts, &values).await?,
            exchanges: self.delete(exchanges, &values).await?,
            inbox: self.delete(inbox, &values).await?,
            requests: self.delete(requests, &values).await?,
            shadowed: self.delete(shadowed, &values).await?,
            awaited: self.delete(awaited, &values).await?,
            claims: 0,
        })
    }

    async fn delete_older(&self, sql: &'static str, oldest: u64) -> Result<u64, StoreError> {
        self.delete(sql, &[oldest.into(), AT_ONCE.into()]).await
    }

    /// Deletes part by part until nothing is left of it.
    async fn delete(&self, sql: &'static str, values: &[Value<'_>]) -> Result<u64, StoreError> {
        let mut deleted = 0;
        loop {
            let count = self.database.execute(sql, values).await?;
            deleted += count;
            if count < AT_ONCE.cast_unsigned() {
                return Ok(deleted);
            }
        }
    }
}
