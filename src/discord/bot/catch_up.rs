//! What was asked while the bot was away, and what it was about to say when it was stopped.
//!
//! **Invariant:** every message found goes the way of any other, so that none is answered twice.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use reqwest::Method;
use serenity::all::{ChannelType, GuildChannel, Message, Permissions};
use serenity::model::id::{ChannelId, GuildId, MessageId};

use super::{Bot, SAVE_PRESENCE_EVERY};
use crate::discord::directory::Directory;
use crate::discord::inbound::milliseconds;
use crate::discord::rest::{Request, RestError};
use crate::discord::told;

/// How many messages of a channel are looked at: the most that Discord returns at once. A channel
/// with more of them in the time that the bot was away did well without it.
const MOST: u64 = 100;

impl Bot {
    /// Takes up the questions that were claimed and not settled when the last run ended.
    pub(super) async fn take_up_what_was_left(self: &Arc<Self>) {
        let now = (self.clock)();
        let since = now.saturating_sub(self.missed_span());
        let left = match self.store.reopen(since, now).await {
            Ok(left) => left,
            Err(error) => {
                tracing::error!(%error, "cannot tell what was left unanswered");
                return;
            }
        };
        for open in left {
            let (Some(channel), Some(id)) = (nonzero(open.channel), nonzero(open.id)) else {
                continue;
            };
            let bot = Arc::clone(self);
            self.tasks.spawn(async move {
                match bot.fetch(ChannelId::from(channel), MessageId::from(id)).await {
                    Ok(message) => bot.handle_message(message).await,
                    Err(error) => tracing::warn!(%error, "an unanswered question is gone"),
                }
            });
        }
    }

    fn missed_span(&self) -> u64 {
        u64::try_from(self.answer_missed.as_millis()).unwrap_or(u64::MAX)
    }

    /// Looks in a server for what was asked while the bot was away, if it was away.
    pub(super) fn start_catching_up(self: &Arc<Self>, guild: GuildId) {
        let away_since = self.away_since.load(Ordering::Relaxed);
        if away_since == 0 || self.answer_missed.is_zero() {
            return;
        }
        let now = (self.clock)();
        // The time was saved some seconds before the bot went.
        let save_gap = u64::try_from(SAVE_PRESENCE_EVERY.as_millis()).unwrap_or(0);
        let since = away_since.saturating_sub(save_gap).max(now.saturating_sub(self.missed_span()));
        let bot = Arc::clone(self);
        self.tasks.spawn(async move { bot.catch_up(guild, since).await });
    }

    async fn catch_up(self: &Arc<Self>, guild: GuildId, since: u64) {
        let channels = self.look_up(|directory| {
            let Some(server) = directory.server(guild) else { return Vec::new() };
            let readable = |channel: &&GuildChannel| {
                let needed = Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY;
                is_written_in(channel.kind)
                    && channel.last_message_id.is_some_and(|last| milliseconds(last) >= since)
                    && server.permissions_in(channel.id).is_some_and(|all| all.contains(needed))
            };
            server.channels.values().filter(readable).map(|channel| channel.id).collect()
        });
        for channel in channels {
            match self.messages_after(channel, since).await {
                Ok(mut messages) => {
                    messages.sort_by_key(|message| message.id);
                    for mut message in messages {
                        message.guild_id = Some(guild);
                        self.handle_message(message).await;
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "cannot look for what was asked while I was away");
                }
            }
        }
    }

    async fn messages_after(
        &self,
        channel: ChannelId,
        since: u64,
    ) -> Result<Vec<Message>, RestError> {
        let request = Request::new(Method::GET, format!("/channels/{channel}/messages"))
            .query("after", id_at(since))
            .query("limit", MOST);
        self.rest.send(request).await
    }

    /// Asks for a server that no event has told of, if it is not known.
    pub(super) async fn learn(self: &Arc<Self>, guild: GuildId) {
        if self.look_up(|directory| directory.knows(guild)) {
            return;
        }
        // One at a time, so that a burst of messages asks once.
        let _turn = self.learning.lock().await;
        if self.look_up(|directory| directory.knows(guild)) {
            return;
        }
        if let Err(error) = self.ask_for_server(guild).await {
            tracing::error!(%error, "nothing is known of a server; its channels count as `mention`");
        }
    }

    async fn ask_for_server(&self, guild: GuildId) -> Result<(), RestError> {
        let user = self.look_up(Directory::bot);
        let told = told::server(&self.rest, user, guild).await?;
        let mut directory =
            self.directory.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        directory.add(told);
        Ok(())
    }
}

/// Whether people write messages in a channel of a kind.
fn is_written_in(kind: ChannelType) -> bool {
    matches!(
        kind,
        ChannelType::Text
            | ChannelType::News
            | ChannelType::PublicThread
            | ChannelType::PrivateThread
            | ChannelType::NewsThread
    )
}

/// The lowest id of a time: the reverse of [`milliseconds`].
fn id_at(time: u64) -> u64 {
    let epoch = milliseconds(MessageId::new(1));
    (time.saturating_sub(epoch) << 22).max(1)
}

fn nonzero(id: u64) -> Option<std::num::NonZeroU64> {
    std::num::NonZeroU64::new(id)
}
