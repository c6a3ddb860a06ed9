//! What was asked while the bot was away, and what it was about to say when it was stopped.
//!
//! **Invariant:** every message found goes the way of any other, so that none is answered twice.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use serenity::all::{ChannelType, GuildChannel, Message, PartialMember, Permissions};
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};

use super::gap::Search;
use super::keeping_up::PATIENTLY;
use super::questions::exchange_of;
use super::{Bot, SAVE_PRESENCE_EVERY};
use crate::discord::directory::Directory;
use crate::discord::inbound::milliseconds;
use crate::discord::limits::PAGE;
use crate::discord::progress::Receipt;
use crate::discord::rest::{Request, RestError};
use crate::discord::told;
use crate::store::Exchange;

/// How many pages of a channel are looked at, the oldest first. A channel with more messages in the
/// time that the bot was away did well without it.
const PAGES: usize = 10;

/// How long a command waits for what Discord says of its server. Together with what it waits for from
/// the store, it has to be answered within three seconds.
const AT_MOST: Duration = Duration::from_secs(1);

/// The members of a server who wrote something, as far as they were asked for. None for who is no
/// member any more.
type Members = HashMap<UserId, Option<Box<PartialMember>>>;

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
                    if let Err(error) = bot.take_up(channel, message).await {
                        tracing::warn!(%error, "an unanswered question is gone");
                    }
                }
            });
        }
    }

    /// Takes up one question, unless its reply went out and only that was not kept any more.
    async fn take_up(
        self: &Arc<Self>,
        channel: ChannelId,
        question: MessageId,
    ) -> Result<(), RestError> {
        let message = self.fetch(channel, question).await?;
        let bot = self.look_up(Directory::bot);
        let is_reply = |later: &&Message| {
            let reference = later.message_reference.as_ref();
            later.author.id == bot
                && reference.is_some_and(|reference| reference.message_id == Some(question))
        };
        let later = self.page_after(channel, question.get()).await.unwrap_or_default();
        let Some(reply) = later.iter().find(is_reply) else {
            self.handle_message(message, None).await;
            return Ok(());
        };
        // Read anew, to keep what it came to.
        if let Some(question) = self.read(&message) {
            self.prepare(question.guild, PATIENTLY).await;
            let response = self.think(question.guild, &question.text);
            let exchange = exchange_of(&question.origin(), &response);
            let exchange = Exchange { reply: reply.id.get(), ..exchange };
            Bot::report_unkept(self.store.record(&exchange, (self.clock)()).await);
        }
        self.settle(question, channel).await;
        Ok(())
    }

    fn missed_span(&self) -> u64 {
        u64::try_from(self.answer_missed.as_millis()).unwrap_or(u64::MAX)
    }

    /// Looks in a server for what was asked while the bot was away, if it was away.
    ///
    /// The receipt is that of the event that told of the server: after a kill, it is to come again.
    pub(super) fn start_catching_up(self: &Arc<Self>, guild: GuildId, receipt: Option<Receipt>) {
        let Some(since) = self.search_from(Search::Server(guild)) else { return };
        let bot = Arc::clone(self);
        self.tasks.spawn(async move {
            bot.catch_up(guild, since).await;
            bot.gap.searched(Search::Server(guild));
            drop(receipt);
        });
    }

    /// From when on to look, where something may have been missed and is still to be answered.
    fn search_from(&self, search: Search) -> Option<u64> {
        let away_since = self.gap.search(search)?;
        if self.answer_missed.is_zero() {
            self.gap.searched(search);
            return None;
        }
        let now = (self.clock)();
        // The time was saved some seconds before the bot went.
        let save_gap = u64::try_from(SAVE_PRESENCE_EVERY.as_millis()).unwrap_or(0);
        Some(away_since.saturating_sub(save_gap).max(now.saturating_sub(self.missed_span())))
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
        let mut members = HashMap::new();
        for channel in channels {
            self.catch_up_in(channel, Some((guild, &mut members)), since).await;
        }
    }

    /// Looks through the direct messages with everybody who ever got a reply in one: Discord has no
    /// list of them.
    pub(super) fn start_catching_up_with_people(self: &Arc<Self>, receipt: Option<Receipt>) {
        let Some(since) = self.search_from(Search::People) else { return };
        let bot = Arc::clone(self);
        self.tasks.spawn(async move {
            match bot.store.direct_channels().await {
                Ok(channels) => {
                    for channel in channels.into_iter().filter_map(nonzero) {
                        bot.catch_up_in(channel.into(), None, since).await;
                    }
                }
                Err(error) => {
                    tracing::error!(%error, "cannot tell who wrote to me while I was away");
                }
            }
            bot.gap.searched(Search::People);
            drop(receipt);
        });
    }

    /// Handles what was written in a channel since, with what of the server's members is known.
    async fn catch_up_in(
        self: &Arc<Self>,
        channel: ChannelId,
        server: Option<(GuildId, &mut Members)>,
        since: u64,
    ) {
        let mut messages = match self.messages_after(channel, since).await {
            Ok(messages) => messages,
            Err(error) => {
                tracing::warn!(%error, "cannot look for what was asked while I was away");
                return;
            }
        };
        messages.sort_by_key(|message| message.id);
        if let Some((guild, members)) = server {
            for message in &mut messages {
                message.guild_id = Some(guild);
                message.member = self.member(guild, message, members).await;
            }
        }
        let staffs = self.look_up(|directory| {
            let by_staff = |message: &Message| {
                let (guild, member) = (message.guild_id?, message.member.as_deref());
                Some(directory.is_staff(guild, &message.author, member))
            };
            messages.iter().map(|message| by_staff(message) == Some(true)).collect::<Vec<_>>()
        });
        // From the end, so that it is known what staff wrote later.
        let mut later_by_staff = false;
        let mut answered = HashSet::new();
        let mut left = Vec::new();
        for (message, by_staff) in messages.into_iter().zip(staffs).rev() {
            let reply_to = message.message_reference.as_ref().and_then(|it| it.message_id);
            let is_done = answered.contains(&message.id);
            left.push((message, is_done, later_by_staff));
            later_by_staff |= by_staff;
            answered.extend(reply_to.filter(|_| by_staff));
        }
        for (message, is_done, staff_was_there) in left.into_iter().rev() {
            let question = self.read(&message);
            let is_addressed = question.is_some_and(|question| question.address.is_to_bot());
            let is_crisis = self.is_crisis(&message.content);
            // Staff has looked after it meanwhile. A crisis gets its card all the same.
            if !is_crisis && (is_done || (staff_was_there && !is_addressed)) {
                continue;
            }
            self.handle_message(message, None).await;
        }
    }

    /// The member who wrote a message, which Discord does not tell with a message that is asked
    /// for.
    async fn member(
        &self,
        guild: GuildId,
        message: &Message,
        members: &mut Members,
    ) -> Option<Box<PartialMember>> {
        if message.author.bot || message.webhook_id.is_some() {
            return None;
        }
        let author = message.author.id;
        if let Some(known) = members.get(&author) {
            return known.clone();
        }
        let path = format!("/guilds/{guild}/members/{author}");
        // Whoever has left is nobody's staff.
        let member: Option<Box<PartialMember>> =
            self.rest.send(Request::new(Method::GET, path)).await.ok();
        members.insert(author, member.clone());
        member
    }

    async fn messages_after(
        &self,
        channel: ChannelId,
        since: u64,
    ) -> Result<Vec<Message>, RestError> {
        let mut found: Vec<Message> = Vec::new();
        let mut after = id_at(since);
        for _ in 0..PAGES {
            let page = self.page_after(channel, after).await?;
            let count = page.len();
            after = page.iter().map(|message| message.id.get()).max().unwrap_or(after);
            found.extend(page);
            if count < PAGE {
                return Ok(found);
            }
        }
        tracing::warn!(
            %channel,
            looked_at = found.len(),
            "more was written while I was away than I look at; later questions stay unanswered"
        );
        Ok(found)
    }

    /// The messages of a channel after an id: as many as Discord gives at once.
    pub(super) async fn page_after(
        &self,
        channel: ChannelId,
        after: u64,
    ) -> Result<Vec<Message>, RestError> {
        let request = Request::new(Method::GET, format!("/channels/{channel}/messages"))
            .query("after", after)
            .query("limit", PAGE);
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

    /// The same for a command or a press, if it does not take too long.
    pub(super) async fn learn_shortly(self: &Arc<Self>, guild: Option<GuildId>) {
        let is_unknown = |guild: &GuildId| !self.look_up(|directory| directory.knows(*guild));
        let Some(guild) = guild.filter(is_unknown) else { return };
        let bot = Arc::clone(self);
        let learning = self.tasks.spawn(async move { bot.learn(guild).await });
        if tokio::time::timeout(AT_MOST, learning).await.is_err() {
            tracing::warn!(%guild, "a command is answered without what Discord says of its server");
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
            | ChannelType::Voice
            | ChannelType::Stage
    )
}

/// The lowest id of a time: the reverse of [`milliseconds`].
pub(super) fn id_at(time: u64) -> u64 {
    let epoch = milliseconds(MessageId::new(1));
    (time.saturating_sub(epoch) << 22).max(1)
}

fn nonzero(id: u64) -> Option<std::num::NonZeroU64> {
    std::num::NonZeroU64::new(id)
}
