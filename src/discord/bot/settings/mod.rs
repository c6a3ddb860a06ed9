//! What servers set for themselves: read, kept in memory, and changed with `/settings`.
//!
//! **Invariant:** what was confirmed is in the store and in memory. Memory is written while nothing
//! else is read or changed, so that the last change stands in both.

mod changing;
mod show;
mod suggest;

use std::num::NonZeroU64;
use std::sync::{Arc, PoisonError};

use serde_json::Value as Json;
use serenity::all::CommandInteraction;
use serenity::model::id::GuildId;

use super::Bot;
use super::interactions::unknown_command;
use super::moderation::failed;
use crate::discord::commands;
use crate::discord::library::Tuning;
use crate::discord::render::message::Message;
use crate::discord::settings::value::Bounds;
use crate::discord::settings::{Own, conflict};
use crate::discord::zones::system_zone;
use crate::moderation::{Authorized, SettingsCommand};
use crate::store::{Batch, Carried, Pruned, Setting, StoreError};

impl Bot {
    /// What a server set for itself, as far as is known.
    pub(super) fn own(&self, guild: GuildId) -> Arc<Own> {
        self.look_up(|directory| directory.own(guild))
    }

    /// Reads what every server set.
    ///
    /// # Errors
    ///
    /// When the store is away.
    pub(super) async fn read_all_settings(&self) -> Result<(), StoreError> {
        let _turn = self.decisions.turn().await;
        let all = self.store.all_settings().await?;
        let known: Vec<GuildId> = self.look_up(|it| it.all_own().map(|(guild, _)| guild).collect());
        for guild in known.into_iter().filter(|guild| !all.contains_key(&guild.get())) {
            self.adopt(guild, Own::default());
        }
        for (server, kept) in all {
            if let Some(guild) = NonZeroU64::new(server).map(GuildId::from) {
                self.adopt(guild, self.own_of(guild, &kept));
            }
        }
        self.decisions.know_settings();
        Ok(())
    }

    /// Reads what a server set.
    ///
    /// # Errors
    ///
    /// When the store is away.
    pub(super) async fn read_settings(&self, guild: GuildId) -> Result<(), StoreError> {
        let _turn = self.decisions.turn().await;
        let kept = self.store.settings(guild.get()).await?;
        self.adopt(guild, self.own_of(guild, &kept));
        Ok(())
    }

    /// Deletes what is older than the operator keeps it, and in servers that keep it for less, what
    /// is older than that.
    ///
    /// # Errors
    ///
    /// When the store is away. What was deleted until then stays so.
    pub(in crate::discord) async fn prune(&self) -> Result<Pruned, StoreError> {
        let now = (self.clock)();
        let longest = self.config.database.retention.value;
        let mut pruned = self.store.prune(now, longest).await?;
        // Read anew: another process may have set it, and this runs once before the rest is read.
        for (server, kept) in self.store.all_settings().await? {
            let Some(guild) = NonZeroU64::new(server).map(GuildId::from) else { continue };
            if let Some(retention) = self.own_of(guild, &kept).retention(longest) {
                pruned += self.store.prune_server(server, now, retention).await?;
            }
        }
        Ok(pruned)
    }

    fn own_of(&self, guild: GuildId, kept: &[Setting]) -> Own {
        let locales = self.library.shipped().knowledge().locales();
        let kept = kept.iter().map(|it| (it.scope, it.key.as_str(), &it.value));
        let (own, unreadable) = Own::read(guild.get(), kept, self.bounds(&locales));
        for key in unreadable {
            tracing::warn!(%guild, key, "a setting of a server means nothing here, and is left out");
        }
        own
    }

    /// What limits the values of a server.
    pub(super) fn bounds<'b>(&self, locales: &'b [String]) -> Bounds<'b> {
        Bounds::new(&self.config, locales, system_zone)
    }

    /// How a server is answered that set this.
    pub(super) fn tuning_of(&self, own: &Own) -> Tuning {
        let shipped = self.library.shipped();
        Tuning {
            region: own.region().unwrap_or(shipped.region()),
            floors: own.floors(shipped.floors()),
            languages: own.languages().map(<[String]>::to_vec),
        }
    }

    /// What a server has set once these are set too.
    ///
    /// # Errors
    ///
    /// Says why they cannot hold, and what may be written.
    pub(super) fn own_with(
        &self,
        guild: GuildId,
        settings: &[(u64, String, Json)],
    ) -> Result<Own, String> {
        let (locales, now) = (self.library.shipped().knowledge().locales(), (self.clock)());
        let mut own = Own::clone(&self.own(guild));
        for (scope, key, value) in settings {
            own.take(guild.get(), (*scope, key, value), self.bounds(&locales), now)?;
        }
        conflict(&own, &self.config).map_or(Ok(own), Err)
    }

    /// Carries out what a file brings, and takes on what it sets as a command's value is taken on.
    ///
    /// Says why, where what it sets cannot hold any more; then nothing was changed.
    ///
    /// # Errors
    ///
    /// When the store refuses. Then memory is as it was.
    pub(super) async fn carry_out_import(
        &self,
        guild: GuildId,
        proposal: u64,
        batch: &Batch,
        by: u64,
    ) -> Result<Result<Carried, String>, StoreError> {
        let _turn = self.decisions.turn().await;
        let own = match self.own_with(guild, &batch.settings) {
            Ok(own) => own,
            Err(why) => return Ok(Err(why)),
        };
        let now = (self.clock)();
        let carried = self.store.carry_out(guild.get(), proposal, batch, by, now).await?;
        if matches!(carried, Carried::Done(_)) && !batch.settings.is_empty() {
            self.adopt(guild, own);
        }
        Ok(Ok(carried))
    }

    /// Takes on what a server set. The caller has the turn.
    fn adopt(&self, guild: GuildId, own: Own) {
        self.library.tune(guild, Some(self.tuning_of(&own)));
        self.directory.write().unwrap_or_else(PoisonError::into_inner).set_own(guild, own);
    }

    /// Changes a setting in the store, and then in memory.
    ///
    /// # Errors
    ///
    /// When the store refuses. Then memory is as it was.
    pub(super) async fn change_setting(
        &self,
        guild: GuildId,
        place: (u64, &str),
        value: Option<&Json>,
        actor: u64,
        memory: impl FnOnce(&mut Own),
    ) -> Result<(), StoreError> {
        let _turn = self.decisions.turn().await;
        let (scope, key) = place;
        self.store.set(guild.get(), scope, key, value, actor, (self.clock)()).await?;
        let mut own = Own::clone(&self.own(guild));
        memory(&mut own);
        self.adopt(guild, own);
        Ok(())
    }

    /// Reads a command about settings, checks it, and performs it.
    pub(super) async fn run_settings(self: &Arc<Self>, command: &CommandInteraction) -> Message {
        let Some(wanted) = commands::settings::read(&command.data.options) else {
            return unknown_command();
        };
        match self.permit(command.member.as_deref(), wanted).await {
            Ok(authorized) => self.perform_settings(&authorized).await,
            Err(refused) => refused,
        }
    }

    /// Performs what was let through.
    pub(super) async fn perform_settings(
        self: &Arc<Self>,
        authorized: &Authorized<SettingsCommand>,
    ) -> Message {
        let (server, person) = (authorized.actor().server, authorized.actor().person.0);
        let Some(guild) = NonZeroU64::new(server.0).map(GuildId::from) else {
            return Message::text("Use this in a server.");
        };
        let done = match authorized.command() {
            SettingsCommand::Show { channel } => self.show_settings(guild, *channel).await,
            SettingsCommand::Set { key, value, channel, role } => {
                let typed = changing::Typed {
                    value: value.as_deref(),
                    channel: *channel,
                    role: role.map(|role| role.0),
                };
                self.set(guild, person, *key, typed).await
            }
            SettingsCommand::Reset { key, channel } => {
                self.reset(guild, person, *key, *channel).await
            }
            SettingsCommand::StartShadow => self.start_shadow(guild, person).await,
            SettingsCommand::EndShadow => self.end_shadow(guild, person).await,
            SettingsCommand::ReportShadow => self.show_shadow(guild).await,
        };
        done.unwrap_or_else(|error| failed(&error))
    }
}
