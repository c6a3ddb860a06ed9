//! Keeps what servers answer from up to date, whichever process changed it.
//!
//! **Invariant:** nothing that was published is missed: the log is read from before the list of
//! servers that have changes.

use std::collections::BTreeSet;
use std::num::NonZeroU64;
use std::sync::Arc;
use std::time::Duration;

use serenity::model::id::GuildId;
use tokio::task::JoinHandle;

use super::Bot;
use crate::store::{Change, ChangeState, StoreError};

/// How long a command waits for what its server changed. It has to be answered within three seconds;
/// what the packs say is better than nothing.
pub(super) const SHORTLY: Duration = Duration::from_millis(1_500);

/// The same for a message, where nothing but the reader's patience is a limit.
pub(super) const PATIENTLY: Duration = Duration::from_secs(10);

/// How often it is tried to read what was changed while the store is away.
const RETRY: Duration = Duration::from_secs(1);

impl Bot {
    /// Learns which servers have changes of their own, and follows what is changed from then on.
    pub(super) async fn start_following_changes(self: &Arc<Self>) -> JoinHandle<()> {
        let first = self.learn_what_changed().await;
        let bot = Arc::clone(self);
        tokio::spawn(async move {
            let mut last = first;
            let last = loop {
                match last {
                    Ok(last) => break last,
                    Err(error) => {
                        tracing::warn!(%error, "what servers changed cannot be read yet");
                        tokio::time::sleep(RETRY).await;
                        last = bot.learn_what_changed().await;
                    }
                }
            };
            let mut watch = bot.store.watch(last);
            loop {
                let changes = watch.next().await;
                for guild in changed_servers(&changes) {
                    // What nobody asks is built when somebody does.
                    if bot.library.spoil(guild) {
                        bot.reload(guild).await;
                    }
                }
            }
        })
    }

    async fn learn_what_changed(&self) -> Result<u64, StoreError> {
        let last = self.store.last_change().await?;
        self.library.know(self.store.changed_servers().await?);
        Ok(last)
    }

    /// Makes what is in force in a server what the bot answers from.
    pub(super) async fn reload(self: &Arc<Self>, guild: GuildId) {
        match self.library.load(&self.store, guild).await {
            Ok(unread) if unread.is_empty() => {}
            Ok(unread) => {
                let bot = Arc::clone(self);
                self.tasks.spawn(async move { bot.tell_of_unread(guild, &unread).await });
            }
            Err(error) => {
                tracing::warn!(%error, %guild, "what a server changed cannot be read just now");
            }
        }
    }

    /// Has what a server answers from ready, if that does not take longer than a limit.
    pub(super) async fn prepare(self: &Arc<Self>, guild: Option<GuildId>, limit: Duration) {
        let Some(guild) = guild.filter(|&guild| !self.library.is_ready(guild)) else { return };
        let bot = Arc::clone(self);
        let loading = self.tasks.spawn(async move { bot.reload(guild).await });
        if tokio::time::timeout(limit, loading).await.is_err() {
            tracing::warn!(%guild, "a server is answered from the packs, its changes take too long");
        }
    }
}

/// The servers whose entries were changed.
fn changed_servers(changes: &[Change]) -> BTreeSet<GuildId> {
    let counts =
        |change: &&Change| change.state == ChangeState::Published && change.entry.is_some();
    let servers = changes.iter().filter(counts).filter_map(|it| NonZeroU64::new(it.server));
    servers.map(GuildId::from).collect()
}
