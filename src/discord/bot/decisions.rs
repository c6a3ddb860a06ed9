//! What servers and people decided about the bot, as far as every message needs it: who may do
//! what, whether it is paused, whom it ignores, who opted out.
//!
//! Read from the store when a server is first heard of, and kept in memory.
//!
//! **Invariant:** what was confirmed to somebody is in memory and in the store; changes are made one
//! after the other, so that the last one stands in both.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use serenity::model::id::{GuildId, UserId};

use super::Bot;
use crate::discord::inbound::Question;
use crate::discord::render::message::Message;
use crate::engine::Response;
use crate::moderation::{Role, ServerRole};
use crate::store::{Pause, StoreError};

/// What a server decided.
#[derive(Clone, Debug, Default)]
pub(super) struct Decided {
    /// What members of its roles may do.
    pub(super) grants: Vec<(ServerRole, Role)>,
    pause: Option<Pause>,
    /// Whom the bot ignores.
    pub(super) ignored: HashSet<u64>,
}

impl Decided {
    /// The pause that holds now.
    pub(super) fn pause(&self, now: u64) -> Option<Pause> {
        self.pause.filter(|pause| pause.until.is_none_or(|until| now < until))
    }

    pub(super) fn set_pause(&mut self, pause: Option<Pause>) {
        self.pause = pause;
    }
}

/// What is known of all of them.
#[derive(Default)]
pub(super) struct Decisions {
    servers: RwLock<HashMap<GuildId, Arc<Decided>>>,
    /// None until it could be read.
    opted_out: RwLock<Option<HashSet<u64>>>,
    /// What servers set was read once, so that it is known in which mode each channel is.
    knows_settings: AtomicBool,
    /// Held while something is read or changed in the store and then in memory.
    turn: tokio::sync::Mutex<()>,
}

impl Decisions {
    /// To be held while something is read or changed in the store and then in memory.
    pub(super) async fn turn(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.turn.lock().await
    }

    /// From now on it is known what servers set.
    pub(super) fn know_settings(&self) {
        self.knows_settings.store(true, Ordering::Relaxed);
    }

    /// Whether it is known what servers set.
    pub(super) fn knows_settings(&self) -> bool {
        self.knows_settings.load(Ordering::Relaxed)
    }
}

/// Why somebody gets no answer in a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hush {
    /// Nobody does.
    Paused(Pause),
    /// This person does not.
    Ignored,
    /// Nobody does, and what they would get is counted.
    Shadow,
    /// Whoever did not ask does not: it cannot be read whether they may be spoken to.
    Unknown,
}

impl Hush {
    /// What is said to whoever uses a command or a button all the same.
    pub(super) fn message(self) -> Message {
        Message::text(match self {
            Hush::Paused(pause) => format!(
                "The moderators have paused me in this server{}, so I answer nobody here. If \
                 somebody is in danger, please call your local emergency number.",
                until(pause),
            ),
            Hush::Ignored => "The moderators of this server do not want me to answer you here. If \
                              you think that this is a mistake, please ask them."
                .to_owned(),
            Hush::Shadow => "The moderators are trying me out in this server, so I answer nobody \
                             here yet. If somebody is in danger, please call your local emergency \
                             number."
                .to_owned(),
            Hush::Unknown => "I cannot read just now what the moderators of this server decided. \
                              Please try again in a few minutes."
                .to_owned(),
        })
    }
}

/// Until when a pause lasts, in Discord's form for times, or nothing.
pub(super) fn until(pause: Pause) -> String {
    pause.until.map_or_else(String::new, |until| format!(" until <t:{}:f>", until / 1_000))
}

impl Bot {
    /// What a server decided.
    ///
    /// # Errors
    ///
    /// When it is not in memory yet, and the database is away.
    pub(super) async fn decided(&self, guild: GuildId) -> Result<Arc<Decided>, StoreError> {
        if let Some(known) = self.remembered(guild) {
            return Ok(known);
        }
        let _turn = self.decisions.turn.lock().await;
        // Somebody else may have read it meanwhile.
        match self.remembered(guild) {
            Some(known) => Ok(known),
            None => self.read_decisions(guild).await,
        }
    }

    fn remembered(&self, guild: GuildId) -> Option<Arc<Decided>> {
        let servers = self.decisions.servers.read().unwrap_or_else(PoisonError::into_inner);
        servers.get(&guild).map(Arc::clone)
    }

    /// Reads what a server decided. The caller has the turn.
    async fn read_decisions(&self, guild: GuildId) -> Result<Arc<Decided>, StoreError> {
        let server = guild.get();
        let grants = self.store.grants(server).await?;
        let pauses = self.store.pauses().await?;
        let ignored = self.store.ignored(server).await?;
        let decided = Arc::new(Decided {
            grants: grants.into_iter().map(|(role, may)| (ServerRole(role), may)).collect(),
            pause: pauses.into_iter().find(|pause| pause.server == server),
            ignored: ignored.into_iter().collect(),
        });
        self.remember(guild, &decided);
        Ok(decided)
    }

    /// Forgets what a server decided, so that it is read anew: many things were changed at once.
    pub(super) async fn forget_decisions(&self, guild: GuildId) {
        let _turn = self.decisions.turn.lock().await;
        let mut servers = self.decisions.servers.write().unwrap_or_else(PoisonError::into_inner);
        servers.remove(&guild);
    }

    fn remember(&self, guild: GuildId, decided: &Arc<Decided>) {
        let mut servers = self.decisions.servers.write().unwrap_or_else(PoisonError::into_inner);
        servers.insert(guild, Arc::clone(decided));
    }

    /// Changes something in the store, and then in memory.
    ///
    /// # Errors
    ///
    /// When the store refuses. Then memory is as it was.
    pub(super) async fn change_decision<T>(
        &self,
        guild: GuildId,
        store: impl Future<Output = Result<T, StoreError>>,
        memory: impl FnOnce(&mut Decided),
    ) -> Result<T, StoreError> {
        // Read before, so that what is in memory afterwards is the whole of it.
        self.decided(guild).await?;
        let _turn = self.decisions.turn.lock().await;
        let changed = store.await?;
        if let Some(known) = self.remembered(guild) {
            let mut decided = Decided::clone(&known);
            memory(&mut decided);
            self.remember(guild, &Arc::new(decided));
        }
        Ok(changed)
    }

    /// Why somebody who asks gets no answer in a server, if they get none. What cannot be read holds
    /// nobody back who asks.
    pub(super) async fn hush(&self, guild: Option<GuildId>, person: UserId) -> Option<Hush> {
        let guild = guild?;
        match self.decided(guild).await {
            Ok(decided) => self.hush_by(guild, person, &decided),
            Err(error) => {
                tracing::warn!(%error, "cannot tell whether a server has paused me; I go on");
                None
            }
        }
    }

    /// The same for somebody who did not ask: nobody is spoken to where it cannot be read whether they
    /// may be.
    async fn hush_unasked(&self, guild: GuildId, person: UserId) -> Option<Hush> {
        if !self.decisions.knows_settings() {
            return Some(Hush::Unknown);
        }
        match self.decided(guild).await {
            Ok(decided) => self.hush_by(guild, person, &decided),
            Err(error) => {
                tracing::warn!(%error, "cannot tell whether a server has paused me; I speak unasked to nobody");
                Some(Hush::Unknown)
            }
        }
    }

    fn hush_by(&self, guild: GuildId, person: UserId, decided: &Decided) -> Option<Hush> {
        if let Some(pause) = decided.pause((self.clock)()) {
            return Some(Hush::Paused(pause));
        }
        if decided.ignored.contains(&person.get()) {
            return Some(Hush::Ignored);
        }
        self.is_in_shadow(guild).then_some(Hush::Shadow)
    }

    /// Why a question that is no crisis gets no answer, by what servers and people decided.
    pub(super) async fn keeps_quiet(
        &self,
        question: &Question,
        response: &Response,
    ) -> Option<Hush> {
        let asker = question.asker;
        let is_to_bot = question.address.is_to_bot();
        // Whoever was in danger a moment ago and speaks to the bot is not left alone.
        let in_crisis = is_to_bot && self.incidents.follow_up(question, response).is_some();
        if in_crisis {
            return None;
        }
        if is_to_bot {
            return self.hush(question.guild, asker).await;
        }
        if self.has_opted_out(asker).await {
            return Some(Hush::Ignored);
        }
        match question.guild {
            Some(guild) => self.hush_unasked(guild, asker).await,
            None => None,
        }
    }

    /// Whether somebody wants no answers to what they did not ask the bot, or may want none: that
    /// cannot be read.
    async fn has_opted_out(&self, person: UserId) -> bool {
        let known = || {
            let all = self.decisions.opted_out.read().unwrap_or_else(PoisonError::into_inner);
            all.as_ref().map(|all| all.contains(&person.get()))
        };
        if let Some(known) = known() {
            return known;
        }
        let _turn = self.decisions.turn.lock().await;
        match self.store.opted_out().await {
            Ok(all) => {
                let has = all.contains(&person.get());
                *self.opted_out_mut() = Some(all.into_iter().collect());
                has
            }
            Err(error) => {
                tracing::warn!(%error, "cannot tell who opted out of overheard answers");
                true
            }
        }
    }

    /// Keeps whether somebody wants no answers to what they did not ask the bot.
    ///
    /// # Errors
    ///
    /// When the store refuses. Then memory is as it was.
    pub(super) async fn change_opt_out(&self, person: UserId, out: bool) -> Result<(), StoreError> {
        let _turn = self.decisions.turn.lock().await;
        self.store.opt_out(person.get(), out, (self.clock)()).await?;
        if let Some(all) = self.opted_out_mut().as_mut() {
            if out {
                all.insert(person.get());
            } else {
                all.remove(&person.get());
            }
        }
        Ok(())
    }

    /// Reads anew what a server decided, if it is in memory.
    ///
    /// # Errors
    ///
    /// When the store is away. Then memory is as it was.
    pub(super) async fn refresh_decisions(&self, guild: GuildId) -> Result<(), StoreError> {
        let _turn = self.decisions.turn.lock().await;
        if self.remembered(guild).is_some() {
            self.read_decisions(guild).await?;
        }
        Ok(())
    }

    /// Reads anew what every server decided that is in memory, and who opted out.
    ///
    /// # Errors
    ///
    /// As for [`Bot::refresh_decisions`].
    pub(super) async fn refresh_all_decisions(&self) -> Result<(), StoreError> {
        let servers: Vec<GuildId> = {
            let known = self.decisions.servers.read().unwrap_or_else(PoisonError::into_inner);
            known.keys().copied().collect()
        };
        for guild in servers {
            self.refresh_decisions(guild).await?;
        }
        self.refresh_opt_outs().await
    }

    /// Reads anew who opted out, if that is in memory.
    ///
    /// # Errors
    ///
    /// As for [`Bot::refresh_decisions`].
    pub(super) async fn refresh_opt_outs(&self) -> Result<(), StoreError> {
        let _turn = self.decisions.turn.lock().await;
        if self.opted_out_mut().is_some() {
            let all = self.store.opted_out().await?;
            *self.opted_out_mut() = Some(all.into_iter().collect());
        }
        Ok(())
    }

    fn opted_out_mut(&self) -> std::sync::RwLockWriteGuard<'_, Option<HashSet<u64>>> {
        self.decisions.opted_out.write().unwrap_or_else(PoisonError::into_inner)
    }
}
