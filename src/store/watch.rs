//! Changes that others make, as they come.
//!
//! A server tells of them at once; a file is looked at twice a second. Either way the log is read
//! from where one stood, so that nothing is missed while the connection was gone.
//!
//! **Invariant:** every change comes once, in order.

use std::time::Duration;

use sqlx::postgres::PgListener;

use super::change::Change;
use super::database::{CALL, CHANGED, Pools};
use super::{Store, StoreError};

/// How often the log is looked at, whoever tells of it: a change is in force everywhere within a
/// second.
pub const LOOK_EVERY: Duration = Duration::from_millis(500);

/// How many changes come at once.
const AT_ONCE: u32 = 500;

/// Somebody who waits for changes.
pub struct Watch<'s> {
    store: &'s Store,
    /// The number of the last change that was handed out.
    last: u64,
    listener: Option<PgListener>,
    /// Whether it was said that the database does not answer.
    has_complained: bool,
}

impl Store {
    /// Waits for changes with higher numbers than `last`.
    #[must_use]
    pub fn watch(&self, last: u64) -> Watch<'_> {
        Watch { store: self, last, listener: None, has_complained: false }
    }
}

impl Watch<'_> {
    /// The next changes, of all servers, this process's own among them. Waits while there are none,
    /// and while the database is away.
    pub async fn next(&mut self) -> Vec<Change> {
        loop {
            match self.store.changes_after(self.last, AT_ONCE).await {
                Ok(changes) => {
                    self.has_complained = false;
                    if let Some(last) = changes.last() {
                        self.last = last.id;
                        return changes;
                    }
                }
                Err(error) => self.complain(&error),
            }
            self.wait().await;
        }
    }

    fn complain(&mut self, error: &StoreError) {
        if !std::mem::replace(&mut self.has_complained, true) {
            tracing::warn!(%error, "what other processes change is not seen until this is mended");
        }
    }

    /// Waits until there may be something new.
    async fn wait(&mut self) {
        let look = tokio::time::sleep(LOOK_EVERY);
        let Pools::Postgres { .. } = &self.store.database.pools else { return look.await };
        if self.listener.is_none() {
            self.listener = self.listen().await;
        }
        let Some(listener) = &mut self.listener else { return look.await };
        let is_lost = tokio::select! {
            told = listener.recv() => told.is_err(),
            () = look => return,
        };
        if is_lost {
            self.listener = None;
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    async fn listen(&self) -> Option<PgListener> {
        let Pools::Postgres { pool } = &self.store.database.pools else { return None };
        let listening = async {
            let mut listener = PgListener::connect_with(pool).await?;
            listener.listen(CHANGED).await?;
            Ok::<_, sqlx::Error>(listener)
        };
        tokio::time::timeout(CALL, listening).await.ok()?.ok()
    }
}
