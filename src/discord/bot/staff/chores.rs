//! What is looked after from time to time in every server.
//!
//! **Invariant:** nothing here is needed for an answer, and what fails is tried again.

use std::collections::BTreeSet;
use std::num::NonZeroU64;
use std::sync::Arc;
use std::time::Duration;

use serenity::model::id::GuildId;
use tokio::task::JoinHandle;

use crate::discord::bot::Bot;
use crate::discord::directory::Directory;

/// How often: a digest that comes a quarter of an hour late is not missed.
const EVERY: Duration = Duration::from_secs(900);

/// Of a server in which nothing was asked for so many milliseconds there is no week to tell: 14 days.
const RECENTLY: u64 = 14 * 24 * 3_600 * 1_000;

impl Bot {
    /// Looks after the servers that are known, from time to time.
    pub(in crate::discord::bot) fn start_chores(self: &Arc<Self>) -> JoinHandle<()> {
        let bot = Arc::clone(self);
        tokio::spawn(async move {
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
        let bot = Arc::clone(self);
        self.tasks.spawn(async move { bot.do_chores(guild).await });
    }

    async fn do_chores(self: &Arc<Self>, guild: GuildId) {
        self.tell_of_unread(guild, &self.unread).await;
        self.tell_of_unread(guild, &self.unread_files()).await;
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
