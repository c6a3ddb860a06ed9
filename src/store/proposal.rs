//! Proposals, what was decided on them, and what becomes of the texts of those that never came into force.
//!
//! A proposal is kept before anybody has agreed to it, and may hold what a member asked.
//!
//! **Invariant:** of what was refused or given up, and of what nobody decided on for a week, the log keeps
//! who and when, and no text.

use super::change::{Change, ChangeKind, ChangeState, Draft, Line, log, read};
use super::database::{Pools, Transaction};
use super::{Store, StoreError};

/// How long a proposal waits for a decision, in milliseconds: a week, in which whoever is asked to approve
/// it looks in once.
const WAITS: u64 = 7 * 24 * 3_600 * 1_000;

/// What stands in place of the id of an entry that never came to be: ids are made of questions. No entry
/// can have it.
const NOT_KEPT: &str = "(not kept)";

/// The name under which the refusal of a proposal stands in the log.
pub(super) fn kept_name(of: &Change) -> Option<String> {
    let is_new = of.kind == ChangeKind::Add;
    of.entry.clone().map(|entry| if is_new { NOT_KEPT.to_owned() } else { entry })
}

/// Takes the texts out of a proposal.
pub(super) async fn blank(transaction: &mut Transaction, of: &Change) -> Result<(), StoreError> {
    let sql = "UPDATE change SET before = NULL, after = NULL, entry = $2 \
               WHERE id = $1 AND state = 'proposed'";
    transaction.execute(sql, &[of.id.into(), kept_name(of).as_deref().into()]).await?;
    Ok(())
}

/// A proposal of a server, decided on or not.
pub(super) async fn proposed(
    transaction: &mut Transaction,
    server: u64,
    id: u64,
) -> Result<Option<Change>, StoreError> {
    let sql = "SELECT * FROM change WHERE id = $1 AND server = $2 AND state = 'proposed'";
    let row = transaction.fetch_optional(sql, &[id.into(), server.into()]).await?;
    Ok(row.as_ref().map(read).transpose()?)
}

/// What was decided on a proposal, if anything was.
pub(super) async fn decision_of(
    transaction: &mut Transaction,
    proposal: u64,
) -> Result<Option<Change>, StoreError> {
    let sql = "SELECT * FROM change WHERE proposal = $1";
    let row = transaction.fetch_optional(sql, &[proposal.into()]).await?;
    Ok(row.as_ref().map(read).transpose()?)
}

impl Store {
    /// Closes the proposals that nobody decided on for a week, as refused by nobody, and takes their texts
    /// out. Tells how many.
    ///
    /// # Errors
    ///
    /// When the database is away. What was closed until then stays so.
    pub async fn expire_proposals(&self, now: u64) -> Result<u64, StoreError> {
        let oldest = now.saturating_sub(WAITS);
        let open = "SELECT id, server FROM change WHERE state = 'proposed' AND at < $1 AND NOT EXISTS \
                    (SELECT 1 FROM change AS later WHERE later.proposal = change.id) \
                    ORDER BY id LIMIT 1";
        let mut expired = 0;
        loop {
            // One at a time: nobody waits long for it.
            let mut transaction = self.database.begin().await?;
            let Some(row) = transaction.fetch_optional(open, &[oldest.into()]).await? else {
                break;
            };
            let (id, server) = (row.id("id")?, row.id("server")?);
            let Some(of) = proposed(&mut transaction, server, id).await? else { break };
            let (entry, kind, actor) = (kept_name(&of), of.kind, 0);
            let draft = Draft { server, entry, kind, actor, before: None, after: None };
            let line = Line {
                actor: of.actor,
                base: of.base,
                proposal: Some(id),
                ..Line::new(&draft, ChangeState::Refused, now)
            };
            log(&mut transaction, line).await?;
            blank(&mut transaction, &of).await?;
            transaction.commit().await?;
            expired += 1;
        }
        if expired > 0 {
            self.write_over().await;
        }
        Ok(expired)
    }

    /// Has what was blanked gone from the files, too: what `SQLite` wrote ahead holds it until that is written
    /// over. A server sees to that itself.
    pub(super) async fn write_over(&self) {
        if !matches!(self.database.pools, Pools::Sqlite { .. }) {
            return;
        }
        // Where somebody reads just now, the next one does it.
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        if let Err(error) = self.database.execute(sql, &[]).await {
            tracing::debug!(%error, "what was written ahead is not written over yet");
        }
    }
}
