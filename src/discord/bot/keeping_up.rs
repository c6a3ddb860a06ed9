//! Keeps what servers answer from, what they set and decided, and who opted out, up to date, whichever
//! process changed it.
//!
//! **Invariant:** nothing that was published is missed: the log is read from before what is in force
//! is read, and what could not be read anew is tried again until it can.

use std::collections::BTreeSet;
use std::num::NonZeroU64;
use std::sync::Arc;
use std::time::Duration;

use serenity::model::id::GuildId;
use tokio::task::JoinHandle;

use super::Bot;
use super::staff::Whence;
use crate::store::{Change, ChangeKind, ChangeState, StoreError};

/// How long a command waits for what its server changed. It has to be answered within three seconds;
/// what the packs say is better than nothing.
pub(super) const SHORTLY: Duration = Duration::from_millis(1_500);

/// The same for a message, where nothing but the reader's patience is a limit.
pub(super) const PATIENTLY: Duration = Duration::from_secs(10);

/// How often it is tried to read what was changed while the store is away.
const RETRY: Duration = Duration::from_secs(1);

/// How often what was changed is tried to be read while the store is away: so often that it is in
/// force within a second of the store's return. While it is away a try costs nothing.
const READ_AGAIN: Duration = Duration::from_millis(200);

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
            bot.tell_what_was_not_told(last).await;
            let mut watch = bot.store.watch(last);
            let mut unread = Unread::default();
            loop {
                let changes = tokio::select! {
                    changes = watch.next() => changes,
                    () = tokio::time::sleep(READ_AGAIN), if !unread.is_empty() => Vec::new(),
                };
                for guild in bot.note_changed_entries(&changes) {
                    let bot = Arc::clone(&bot);
                    // Beside this: building takes longer than what else was changed may wait.
                    tokio::spawn(async move { bot.reload(guild).await });
                }
                unread.add(&changes);
                unread = bot.read_anew(unread).await;
                bot.tell_of_changes(&changes);
            }
        })
    }

    /// Reads anew what was changed. Returns what could not be read.
    async fn read_anew(&self, unread: Unread) -> Unread {
        let mut left = Unread::default();
        let is_first = !unread.has_failed;
        let complain = |error: StoreError| {
            if is_first {
                tracing::warn!(%error, "what was changed cannot be read just now; trying again");
            }
        };
        for guild in unread.settings {
            if let Err(error) = self.read_settings(guild).await {
                complain(error);
                left.settings.insert(guild);
            }
        }
        for guild in unread.decisions {
            if let Err(error) = self.refresh_decisions(guild).await {
                complain(error);
                left.decisions.insert(guild);
            }
        }
        if unread.opt_outs
            && let Err(error) = self.refresh_opt_outs().await
        {
            complain(error);
            left.opt_outs = true;
        }
        left.has_failed = !left.is_empty();
        left
    }

    async fn learn_what_changed(&self) -> Result<u64, StoreError> {
        let last = self.store.last_change().await?;
        let changed = self.store.changed_servers().await?;
        let mut replaced = self.store.replaced_entries().await?;
        replaced.extend(self.added_under_shipped_names().await?);
        self.library.know(changed, &replaced);
        self.read_all_settings().await?;
        // Some may have been read before the log was.
        self.refresh_all_decisions().await?;
        Ok(last)
    }

    /// Takes note anew of what servers added under a name that there is in the packs, which are others
    /// now.
    pub(super) async fn note_added_under_shipped_names(&self) {
        match self.added_under_shipped_names().await {
            Ok(added) => {
                for change in &added {
                    self.library.note(change);
                }
            }
            Err(error) => {
                tracing::warn!(%error, "it is not known which entries of servers have names of packs");
            }
        }
    }

    /// The entries that servers added under a name that there is in the packs: they say something else
    /// than those.
    async fn added_under_shipped_names(&self) -> Result<Vec<Change>, StoreError> {
        let shipped = self.library.shipped();
        let names: Vec<&str> = shipped.knowledge().entries().map(|it| it.id.as_str()).collect();
        self.store.added_entries(&names).await
    }

    /// Takes note of the entries that were changed. Tells the servers whose engine has to be made anew;
    /// what nobody asks is built when somebody does.
    fn note_changed_entries(&self, changes: &[Change]) -> BTreeSet<GuildId> {
        let counts =
            |change: &&Change| change.state == ChangeState::Published && change.entry.is_some();
        let kept = changes.iter().filter(counts).filter(|change| self.library.note(change));
        kept.filter_map(|change| NonZeroU64::new(change.server).map(GuildId::from)).collect()
    }

    /// Makes what is in force in a server what the bot answers from.
    pub(super) async fn reload(self: &Arc<Self>, guild: GuildId) {
        match self.library.load(&self.store, guild).await {
            Ok(unread) if unread.is_empty() => {}
            Ok(unread) => {
                let bot = Arc::clone(self);
                self.tasks.spawn(async move {
                    bot.tell_of_unread(guild, Whence::Changes, &unread).await;
                });
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

/// What was changed and has to be read anew.
#[derive(Default)]
struct Unread {
    settings: BTreeSet<GuildId>,
    decisions: BTreeSet<GuildId>,
    opt_outs: bool,
    /// It was tried before, and that was said.
    has_failed: bool,
}

impl Unread {
    fn is_empty(&self) -> bool {
        self.settings.is_empty() && self.decisions.is_empty() && !self.opt_outs
    }

    fn add(&mut self, changes: &[Change]) {
        for change in changes {
            let guild = NonZeroU64::new(change.server).map(GuildId::from);
            match change.kind {
                ChangeKind::Setting => self.settings.extend(guild),
                ChangeKind::Role | ChangeKind::Ignore | ChangeKind::Pause => {
                    self.decisions.extend(guild);
                }
                ChangeKind::OptOut => self.opt_outs = true,
                ChangeKind::Add
                | ChangeKind::Edit
                | ChangeKind::Phrasing
                | ChangeKind::Retire
                | ChangeKind::Quarantine
                | ChangeKind::Revert
                | ChangeKind::OutOfScope
                | ChangeKind::Inbox
                | ChangeKind::Request
                | ChangeKind::Correction
                | ChangeKind::Import
                | ChangeKind::Crisis => {}
            }
        }
    }
}
