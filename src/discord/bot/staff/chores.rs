//! What is looked after from time to time in every server.
//!
//! **Invariant:** nothing here is needed for an answer, and what fails is tried again. A process looks
//! after a server once at a time, so that what belongs together is told together.

use std::collections::{BTreeSet, HashMap};
use std::num::NonZeroU64;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serenity::model::id::GuildId;
use tokio::task::JoinHandle;

use super::alerts::Whence;
use crate::discord::bot::Bot;
use crate::discord::directory::Directory;

/// How often: a digest that comes a quarter of an hour late is not missed.
const EVERY: Duration = Duration::from_secs(900);

/// Of a server in which nothing was asked for so many milliseconds there is no week to tell: 14 days.
const RECENTLY: u64 = 14 * 24 * 3_600 * 1_000;

/// The servers that are being looked after, and whether that was asked for again meanwhile.
#[derive(Debug, Default)]
pub(in crate::discord::bot) struct Chores(Mutex<HashMap<GuildId, bool>>);

impl Chores {
    /// Whether to begin with a server. Otherwise it is gone over once more after this time.
    fn begin(&self, guild: GuildId) -> bool {
        let mut under_way = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        under_way.insert(guild, true).is_none()
    }

    /// Whether to go over a server, or go over it again.
    fn go_on(&self, guild: GuildId) -> bool {
        let mut under_way = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_asked_for = under_way.insert(guild, false) == Some(true);
        if !is_asked_for {
            under_way.remove(&guild);
        }
        is_asked_for
    }
}

impl Bot {
    /// Looks after the servers that are known, from time to time.
    pub(in crate::discord::bot) fn start_chores(self: &Arc<Self>) -> JoinHandle<()> {
        let bot = Arc::clone(self);
        tokio::spawn(async move {
            if bot.unread_at_start().is_empty() {
                bot.take_back_unread(Whence::Start).await;
                bot.take_back_unread(Whence::Files).await;
            }
            // A resumed session brings no servers, and a quiet one is not heard of.
            let since = (bot.clock)().saturating_sub(RECENTLY);
            let active = bot.store.active_servers(since).await.unwrap_or_default();
            let owing = bot.store.owing_servers().await.unwrap_or_default();
            let all: BTreeSet<u64> = active.into_iter().chain(owing).collect();
            for guild in all.into_iter().filter_map(NonZeroU64::new) {
                bot.start_chores_in(guild.into());
            }
            let mut times = tokio::time::interval(EVERY);
            loop {
                times.tick().await;
                for guild in bot.look_up(Directory::guilds) {
                    bot.start_chores_in(guild);
                }
            }
        })
    }

    /// Looks after a server, beside everything else.
    pub(in crate::discord::bot) fn start_chores_in(self: &Arc<Self>, guild: GuildId) {
        if !self.chores.begin(guild) {
            return;
        }
        let bot = Arc::clone(self);
        self.tasks.spawn(async move {
            while bot.chores.go_on(guild) {
                let again = Arc::clone(&bot);
                let round = bot.tasks.spawn(async move { again.do_chores(guild).await });
                if let Err(error) = round.await {
                    tracing::error!(%error, "a server was not looked after to the end");
                }
            }
        });
    }

    async fn do_chores(self: &Arc<Self>, guild: GuildId) {
        self.tell_of_unread(guild, Whence::Start, self.unread_at_start()).await;
        self.tell_of_unread(guild, Whence::Files, &self.unread_files()).await;
        self.tell_audit(guild);
        if let Err(error) = self.tell_what_is_owed(guild).await {
            tracing::warn!(%error, "whoever waits for an entry is not told yet");
        }
        if let Err(error) = self.tell_of_expiring(guild).await {
            tracing::warn!(%error, "the staff is not told yet of what expires");
        }
        if let Err(error) = self.send_digest(guild).await {
            tracing::warn!(%error, "the staff is not told yet of the week");
        }
    }
}

#[cfg(test)]
mod tests {
    use serenity::model::id::GuildId;

    use super::Chores;

    #[test]
    fn what_is_asked_for_meanwhile_is_done_once_more_after_it() {
        let (chores, here, there) = (Chores::default(), GuildId::new(1), GuildId::new(2));
        assert!(chores.begin(here) && chores.go_on(here));
        assert!(!chores.begin(here) && !chores.begin(here), "it is under way");
        assert!(chores.begin(there), "another server waits for nobody");
        assert!(chores.go_on(here), "once more, however often it was asked for");
        assert!(!chores.go_on(here));
        assert!(chores.begin(here), "and from the start");
    }
}
