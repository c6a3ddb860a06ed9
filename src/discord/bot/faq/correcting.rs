//! Corrections of what was already posted: a press puts them in place of replies whose entry was
//! changed or taken out since.
//!
//! **Invariant:** a reply is corrected once for a change, also after a restart; what is put in its place
//! is in force, and keeps disclaimer and pointer. Progress that is shown is progress that is kept.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::Method;
use serenity::all::{ButtonStyle, ComponentInteraction};
use serenity::builder::{CreateActionRow, CreateButton};
use serenity::model::id::{ChannelId, GuildId, UserId};
use tokio::sync::oneshot;
use tokio::time::Instant;

use super::{Bot, Handle, failed};
use crate::discord::bot::questions::post;
use crate::discord::correction_button::CorrectionButton;
use crate::discord::limits::SUGGESTION;
use crate::discord::render::message::{Audience, Message};
use crate::discord::render::text::harmless;
use crate::discord::render::{self, Frame};
use crate::discord::rest::{Request, RestError, codes};
use crate::engine::Recalled;
use crate::engine::knowledge::EntryId;
use crate::engine::outcome::Outcome;
use crate::engine::reply::Reply;
use crate::moderation::{Authorized, FaqCommand};
use crate::store::{Change, ChangeKind, ChangeState, Exchange, StoreError};

/// How often progress is shown: as often as Discord lets a message be changed without a wait.
const SHOW_EVERY: Duration = Duration::from_secs(1);

/// The changes whose replies are being corrected.
#[derive(Default)]
pub(in crate::discord::bot) struct Correcting {
    under_way: Mutex<HashSet<u64>>,
}

/// A change whose replies are being corrected. It leaves when this is dropped.
struct Turn {
    bot: Arc<Bot>,
    change: u64,
}

impl Turn {
    fn take(bot: &Arc<Bot>, change: u64) -> Option<Self> {
        let under_way = &bot.correcting.under_way;
        let is_first = under_way.lock().unwrap_or_else(PoisonError::into_inner).insert(change);
        is_first.then(|| Turn { bot: Arc::clone(bot), change })
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let under_way = &self.bot.correcting.under_way;
        under_way.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.change);
    }
}

/// How far it has come.
#[derive(Clone, Copy, Default)]
struct Progress {
    all: u64,
    corrected: u64,
    gone: u64,
    failed: u64,
}

impl Progress {
    fn done(self) -> u64 {
        self.corrected + self.gone + self.failed
    }

    fn in_words(self) -> String {
        let mut text = format!("{} corrected", self.corrected);
        if self.gone > 0 {
            text.push_str(&format!(", {} not there any more, or shown to one person", self.gone));
        }
        if self.failed > 0 {
            text.push_str(&format!(", {} that I could not change", self.failed));
        }
        text
    }
}

impl Bot {
    /// Adds to what is confirmed how many replies are stale since, and a button to correct them.
    pub(super) async fn offer_correction(&self, message: &mut Message, change: &Change) {
        let Some(entry) = &change.entry else { return };
        // Another way of asking is in no reply.
        if change.kind == ChangeKind::Phrasing {
            return;
        }
        let stale = self.store.count_stale(change.server, entry, change.at).await;
        let Some(count) = stale.ok().filter(|count| *count > 0) else { return };
        let replies = if count == 1 { "1 reply" } else { &format!("{count} replies") };
        message.content.push_str(&format!(
            "\nIt was used in {replies} posted before. **Correct {} then says that it was corrected, \
             and what is in force.",
            if count == 1 { "it?** It" } else { "them all?** Each" },
        ));
        message.components = vec![offer(change.id, &format!("Correct {replies}"))];
    }

    pub(in crate::discord::bot) async fn press_correction(
        self: &Arc<Self>,
        handle: &Handle,
        press: &ComponentInteraction,
        CorrectionButton { change: id }: CorrectionButton,
    ) -> Result<(), RestError> {
        let wanted = FaqCommand::Correct { change: id };
        match self.allow(handle, press.member.as_ref(), wanted).await {
            Ok((guild, allowed)) => self.start_correcting(handle, guild, &allowed, id).await,
            Err(refused) => self.whisper(handle, &refused).await,
        }
    }

    async fn start_correcting(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        _allowed: &Authorized<FaqCommand>,
        id: u64,
    ) -> Result<(), RestError> {
        let change = match self.store.change(guild.get(), id).await {
            Ok(change) => change,
            Err(error) => return self.whisper(handle, &failed(&error)).await,
        };
        let published = change.filter(|it| it.state == ChangeState::Published);
        let entry = published.as_ref().and_then(|it| EntryId::foreign(it.entry.as_deref()?));
        let (Some(change), Some(entry)) = (published, entry) else {
            let text = "This server has no such change. Nothing was changed.";
            return self.whisper(handle, &Message::text(text)).await;
        };
        let Some(turn) = Turn::take(self, id) else {
            let text = "That is under way already.";
            return self.whisper(handle, &Message::text(text)).await;
        };
        self.put_off(handle).await?;
        let (bot, handle) = (Arc::clone(self), handle.clone());
        self.tasks.spawn(async move {
            let _turn = turn;
            bot.correct_all(&handle, guild, &change, &entry).await;
        });
        Ok(())
    }

    async fn correct_all(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        change: &Change,
        entry: &EntryId,
    ) {
        let mut progress = Progress::default();
        let outcome = self.correct_each(handle, guild, change, entry, &mut progress).await;
        let id = harmless(entry.as_str(), SUGGESTION);
        let told = progress.in_words();
        let message = match outcome {
            Ok(()) => Message::text(format!("**The replies from {id} are corrected:** {told}.")),
            Err(error) => {
                tracing::warn!(%error, "not all replies could be corrected");
                let mut message = Message::text(format!(
                    "**The database does not answer, so I stopped:** {told}, of {}. Press the button \
                     to go on.",
                    progress.all,
                ));
                message.components = vec![offer(change.id, "Go on")];
                message
            }
        };
        if self.give_answer(handle, &message).await.is_ok() {
            return;
        }
        // Discord lets a response be changed for a quarter of an hour.
        let Some(channel) = self.look_up(|all| all.alert_channel(guild)) else { return };
        let body = message.post(None, &format!("c{}", change.id));
        if let Err(error) = self.rest.run(post(channel, &body)).await {
            tracing::warn!(%error, "nobody could be told that replies are corrected");
        }
    }

    async fn correct_each(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        change: &Change,
        entry: &EntryId,
        progress: &mut Progress,
    ) -> Result<(), StoreError> {
        let (server, id) = (guild.get(), entry.as_str());
        progress.all = self.store.count_stale(server, id, change.at).await?;
        if progress.all > 0 {
            let (by, now) = (handle.user.get(), (self.clock)());
            self.store.note_correction(change, progress.all, by, now).await?;
        }
        let mut shown = Instant::now();
        self.show_progress(handle, change, *progress).await;
        let mut after = 0;
        loop {
            let stale = self.store.stale_replies(server, id, change.at, after).await?;
            let Some(last) = stale.last() else { return Ok(()) };
            after = last.reply;
            for exchange in &stale {
                self.prepare(Some(guild), super::PATIENTLY).await;
                match self.correct(guild, exchange).await {
                    Ok(()) => progress.corrected += 1,
                    Err(error) if error.code() == Some(codes::UNKNOWN_MESSAGE) => {
                        progress.gone += 1;
                    }
                    Err(error) => {
                        tracing::warn!(%error, "a reply could not be corrected");
                        progress.failed += 1;
                        continue;
                    }
                }
                self.store.corrected(exchange.reply, (self.clock)()).await?;
                if shown.elapsed() >= SHOW_EVERY {
                    shown = Instant::now();
                    self.show_progress(handle, change, *progress).await;
                }
            }
        }
    }

    /// Shows how far it has come. The button stays, for whoever finds it stopped by a restart.
    async fn show_progress(&self, handle: &Handle, change: &Change, progress: Progress) {
        let mut message = Message::text(format!(
            "Correcting replies: {} of {} done. Should I stop before the end, press the button to go \
             on.",
            progress.done(),
            progress.all,
        ));
        message.components = vec![offer(change.id, "Go on")];
        if let Err(error) = self.give_answer(handle, &message).await {
            tracing::debug!(%error, "progress is not shown any more");
        }
    }

    /// Puts a correction in place of a reply, behind whatever waits to be sent to its channel.
    async fn correct(
        self: &Arc<Self>,
        guild: GuildId,
        exchange: &Exchange,
    ) -> Result<(), RestError> {
        let (Some(channel), Some(reply)) = (id_of(exchange.channel), id_of(exchange.reply)) else {
            return Ok(());
        };
        if !self.library.is_ready(guild) {
            // What is in force now is not known, so nothing can be said of it.
            let reason = "what the server answers from cannot be read just now".to_owned();
            return Err(RestError::Unreachable { request: "a correction".to_owned(), reason });
        }
        let channel = ChannelId::from(channel);
        let body = self.correction_of(guild, channel, exchange).edit();
        let path = format!("/channels/{channel}/messages/{reply}");
        let (tell, told) = oneshot::channel();
        let bot = Arc::clone(self);
        let job = async move {
            let request = Request::new(Method::PATCH, path).body(body);
            // Whoever waits may have stopped waiting; it is corrected all the same.
            let _ = tell.send(bot.rest.run(request).await);
        };
        self.enqueue(channel, Box::pin(job));
        told.await.unwrap_or_else(|_| {
            Err(RestError::Unreachable {
                request: "a correction".to_owned(),
                reason: "too much waits to be sent to its channel".to_owned(),
            })
        })
    }

    /// What stands in place of a reply: that it was corrected, and what is in force of it.
    fn correction_of(&self, guild: GuildId, channel: ChannelId, exchange: &Exchange) -> Message {
        let engine = self.library.of(Some(guild));
        let now = (self.clock)() / 1_000;
        let ids = exchange.entries.iter().filter_map(|id| EntryId::foreign(id));
        let used: Vec<EntryId> = ids.filter(|id| engine.knowledge().find(id).is_some()).collect();
        let asker = exchange.asker.and_then(id_of);
        let frame = |opening| Frame {
            // Nobody has the id of a server's own role; buttons for a person are left out then.
            asker: asker.map_or(UserId::from(guild_as_number(guild)), UserId::from),
            look: self.look_in(channel),
            audience: Audience::Channel,
            opening,
        };
        let recalled =
            (!used.is_empty()).then(|| engine.recall(&Recalled::Answers(used))).flatten();
        let mut message = match recalled {
            Some(response) => {
                let opening = format!(
                    "**Corrected by the moderators on <t:{now}:D>.** This is how the answer reads now:"
                );
                render::response(&response, frame(&opening))
            }
            None => {
                let opening = format!(
                    "**Withdrawn by the moderators on <t:{now}:D>.** Please do not rely on what stood \
                     here. Sorry for that, and thank you for your patience."
                );
                let text =
                    "If it still matters to you, ask again, or ask the moderators.".to_owned();
                let reply = Reply::plain(text, engine.knowledge().notice());
                let mut message = render::reply(&reply, Outcome::Fallback, frame(&opening));
                message.components = Vec::new();
                message
            }
        };
        if asker.is_none() {
            message.components = Vec::new();
        }
        message
    }
}

fn offer(change: u64, label: &str) -> CreateActionRow {
    let id = CorrectionButton { change }.to_string();
    CreateActionRow::Buttons(vec![
        CreateButton::new(id).label(label.to_owned()).style(ButtonStyle::Primary),
    ])
}

fn id_of(number: u64) -> Option<std::num::NonZeroU64> {
    std::num::NonZeroU64::new(number)
}

fn guild_as_number(guild: GuildId) -> std::num::NonZeroU64 {
    std::num::NonZeroU64::new(guild.get()).unwrap_or(std::num::NonZeroU64::MIN)
}
