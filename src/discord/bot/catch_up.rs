//! What was asked while the bot was away, and what it was about to say when it was stopped.
//!
//! **Invariant:** every message found goes the way of any other, so that none is answered twice.

use std::collections::BTreeMap;
use std::sync::Arc;

use reqwest::Method;
use serenity::all::{ChannelType, GuildChannel, Message, Permissions};
use serenity::model::id::{ChannelId, GuildId, MessageId};

use super::{Bot, SAVE_PRESENCE_EVERY};
use crate::discord::directory::Directory;
use crate::discord::inbound::milliseconds;
use crate::discord::progress::Receipt;
use crate::discord::rest::{Request, RestError};
use crate::discord::told;

/// How many messages are asked for: the most that Discord returns at once.
const PAGE: usize = 100;

/// How many pages of a channel are looked at, the oldest first. A channel with more messages in the
/// time that the bot was away did well without it.
const PAGES: usize = 10;

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
        // One after the other in a channel: after a flood, there are more than Discord allows to
        // ask for at once.
        let mut channels = BTreeMap::<ChannelId, Vec<MessageId>>::new();
        for open in left {
            if let (Some(channel), Some(id)) = (nonzero(open.channel), nonzero(open.id)) {
                channels.entry(channel.into()).or_default().push(id.into());
            }
        }
        for (channel, messages) in channels {
            let bot = Arc::clone(self);
            self.tasks.spawn(async move {
                for message in messages {
                    match bot.fetch(channel, message).await {
                        Ok(message) => bot.handle_message(message, None).await,
                        Err(error) => tracing::warn!(%error, "an unanswered question is gone"),
                    }
                }
            });
        }
    }

    fn missed_span(&self) -> u64 {
        u64::try_from(self.answer_missed.as_millis()).unwrap_or(u64::MAX)
    }

    /// Looks in a server for what was asked while the bot was away, if it was away.
    ///
    /// The receipt is that of the event that told of the server: after a kill, it is to come again.
    pub(super) fn start_catching_up(self: &Arc<Self>, guild: GuildId, receipt: Option<Receipt>) {
        let Some(away_since) = self.gap.search(guild) else { return };
        if self.answer_missed.is_zero() {
            self.gap.searched(guild);
            return;
        }
        let now = (self.clock)();
        // The time was saved some seconds before the bot went.
        let save_gap = u64::try_from(SAVE_PRESENCE_EVERY.as_millis()).unwrap_or(0);
        let since = away_since.saturating_sub(save_gap).max(now.saturating_sub(self.missed_span()));
        let bot = Arc::clone(self);
        self.tasks.spawn(async move {
            bot.catch_up(guild, since).await;
            bot.gap.searched(guild);
            drop(receipt);
        });
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
                        self.handle_message(message, None).await;
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
        let mut found: Vec<Message> = Vec::new();
        let mut after = id_at(since);
        for _ in 0..PAGES {
            let request = Request::new(Method::GET, format!("/channels/{channel}/messages"))
                .query("after", after)
                .query("limit", PAGE);
            let page: Vec<Message> = self.rest.send(request).await?;
            let count = page.len();
            after = page.iter().map(|message| message.id.get()).max().unwrap_or(after);
            found.extend(page);
            if count < PAGE {
                break;
            }
        }
        Ok(found)
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
