//! Shadow: the bot answers nobody in a server, counts what it would have answered, and reports that
//! after a week.
//!
//! **Invariant:** a crisis gets its card and its alarm all the same. Only ids and names of outcomes
//! are kept. A time in shadow is reported once, whatever is restarted meanwhile.

mod report;

use std::num::NonZeroU64;
use std::sync::Arc;
use std::time::Duration;

use serenity::all::ComponentInteraction;
use serenity::model::id::GuildId;
use tokio::task::JoinHandle;

use super::Bot;
use super::interactions::Handle;
use super::moderation::failed;
use super::questions::post;
use crate::discord::attention::millis;
use crate::discord::inbound::Question;
use crate::discord::render::message::Message;
use crate::discord::rest::RestError;
use crate::discord::settings::{DAY, Own, SHADOW, shadow_json};
use crate::engine::Response;
use crate::engine::outcome::Outcome;
use crate::engine::smalltalk;
use crate::moderation::SettingsCommand;
use crate::store::{Shadowed, StoreError};

/// How long it takes to the report: a week holds every day of a week.
const REPORT_AFTER: Duration = DAY.saturating_mul(7);

/// How often it is looked whether a report is due. After a week nobody minds ten minutes.
const LOOK_EVERY: Duration = Duration::from_secs(600);

impl Bot {
    /// Whether the bot answers nobody in a server yet.
    pub(super) fn is_in_shadow(&self, guild: GuildId) -> bool {
        self.own(guild).shadow().is_some()
    }

    /// Takes a question that would be answered, and keeps what it came to.
    pub(super) async fn shadow(&self, question: &Question, response: &Response, suggested: bool) {
        if !self.claim(question).await {
            return;
        }
        // A greeting is no question that was not known.
        let is_small_talk =
            response.outcome == Outcome::Fallback && smalltalk::read(&question.text).is_some();
        if !is_small_talk {
            self.note_shadowed(question, response, suggested).await;
        }
        self.settle(question.id, question.channel).await;
    }

    /// Keeps what a question came to.
    pub(super) async fn note_shadowed(
        &self,
        question: &Question,
        response: &Response,
        suggested: bool,
    ) {
        let Some(guild) = question.guild else { return };
        let origin = question.origin();
        let channel = Some(origin.channel.get());
        let it = shadowed(guild, origin.id, channel, origin.asker.get(), response);
        let it = Shadowed { suggested, ..it };
        Bot::report_unkept(self.store.shadow(&it, (self.clock)()).await);
    }

    /// Keeps what a command came to.
    pub(super) async fn note_shadowed_command(&self, handle: &Handle, response: &Response) {
        let Some(guild) = handle.guild else { return };
        let it = shadowed(guild, handle.id.get(), None, handle.user.get(), response);
        Bot::report_unkept(self.store.shadow(&it, (self.clock)()).await);
    }

    pub(super) async fn start_shadow(
        &self,
        guild: GuildId,
        actor: u64,
    ) -> Result<Message, StoreError> {
        if let Some(since) = self.own(guild).shadow() {
            return Ok(Message::text(format!(
                "I am in shadow here already, since <t:{}:f>, so nothing was changed.",
                since / 1_000,
            )));
        }
        let now = (self.clock)();
        let value = shadow_json(now);
        let place = (guild.get(), SHADOW);
        let memory = |own: &mut Own| own.set_shadow(Some(now));
        self.change_setting(guild, place, Some(&value), actor, memory).await?;
        let due = (now + millis(REPORT_AFTER)) / 1_000;
        let whither = match self.look_up(|all| all.alert_channel(guild)) {
            Some(channel) => format!("In <#{channel}> I report on <t:{due}:f>"),
            None => format!(
                "I report on <t:{due}:f>, once there is a channel for it: /settings set alert_channel. \
                 Until then use /settings shadow report to see"
            ),
        };
        Ok(Message::text(format!(
            "I am in shadow in this server: I answer nobody, and count what I would have answered. \
             {whither} what that was. Whoever may be in danger still gets the helplines, and you are \
             still told of it. /settings shadow off ends it."
        )))
    }

    pub(super) async fn end_shadow(
        &self,
        guild: GuildId,
        actor: u64,
    ) -> Result<Message, StoreError> {
        if !self.is_in_shadow(guild) {
            let text = "I am not in shadow here, so nothing was changed.";
            return Ok(Message::text(text));
        }
        let place = (guild.get(), SHADOW);
        let memory = |own: &mut Own| own.set_shadow(None);
        self.change_setting(guild, place, None, actor, memory).await?;
        Ok(Message::text(
            "I answer in this server from now on. What was asked before I leave alone.",
        ))
    }

    pub(super) async fn show_shadow(&self, guild: GuildId) -> Result<Message, StoreError> {
        match self.own(guild).shadow() {
            Some(since) => self.shadow_report(guild, since).await,
            None => Ok(Message::text(
                "I am not in shadow here. /settings shadow on starts it: I answer nobody, and report \
                 after a week what I would have answered.",
            )),
        }
    }

    /// Ends the time in shadow that a report is about.
    pub(super) async fn press_end_shadow(
        self: &Arc<Self>,
        handle: &Handle,
        press: &ComponentInteraction,
        since: u64,
    ) -> Result<(), RestError> {
        let authorized = match self.permit(press.member.as_ref(), SettingsCommand::EndShadow).await
        {
            Ok(authorized) => authorized,
            Err(refused) => return self.whisper(handle, &refused).await,
        };
        let Some(guild) = NonZeroU64::new(authorized.actor().server.0).map(GuildId::from) else {
            return self.whisper(handle, &Message::text("Use this in a server.")).await;
        };
        if self.own(guild).shadow() != Some(since) {
            let text = "That time in shadow is over already, so nothing was changed.";
            return self.whisper(handle, &Message::text(text)).await;
        }
        // Before it ends: the report is kept above the line that says so.
        let mut report = match self.shadow_report(guild, since).await {
            Ok(report) => report,
            Err(error) => return self.whisper(handle, &failed(&error)).await,
        };
        if let Err(error) = self.end_shadow(guild, handle.user.get()).await {
            return self.whisper(handle, &failed(&error)).await;
        }
        report.components.clear();
        report.content.push_str(&format!(
            "\n**I answer in this server from now on:** <@{}> switched me on.",
            handle.user
        ));
        self.change(handle, &report).await
    }

    /// Reports when it is due, from now on.
    pub(super) fn start_reporting_shadows(self: &Arc<Self>) -> JoinHandle<()> {
        let bot = Arc::clone(self);
        tokio::spawn(async move {
            let mut times = tokio::time::interval(LOOK_EVERY);
            loop {
                times.tick().await;
                bot.report_due_shadows().await;
            }
        })
    }

    async fn report_due_shadows(self: &Arc<Self>) {
        let now = (self.clock)();
        let in_shadow: Vec<(GuildId, u64)> = self.look_up(|directory| {
            let all = directory.all_own();
            all.filter_map(|(guild, own)| Some((guild, own.shadow()?))).collect()
        });
        for (guild, since) in in_shadow {
            if now < since.saturating_add(millis(REPORT_AFTER)) {
                continue;
            }
            if let Err(error) = self.report_shadow(guild, since, now).await {
                tracing::warn!(%error, %guild, "a time in shadow is not reported yet");
            }
        }
    }

    async fn report_shadow(
        self: &Arc<Self>,
        guild: GuildId,
        since: u64,
        now: u64,
    ) -> Result<(), StoreError> {
        if self.store.reported_shadow(guild.get()).await? == Some(since) {
            return Ok(());
        }
        let report = self.shadow_report(guild, since).await?;
        self.learn(guild).await;
        // One, if two processes find it due at once.
        let body = report.post(None, &format!("h{guild}"));
        for channel in self.look_up(|directory| directory.alert_channels(guild)) {
            match self.rest.run(post(channel, &body)).await {
                Ok(()) => return self.store.shadow_was_reported(guild.get(), since, now).await,
                Err(error) => tracing::error!(%error, "a report could not be posted"),
            }
        }
        tracing::warn!(%guild, "there is no channel to report in; set alert_channel");
        Ok(())
    }
}

fn shadowed(
    guild: GuildId,
    question: u64,
    channel: Option<u64>,
    asker: u64,
    response: &Response,
) -> Shadowed {
    Shadowed {
        server: guild.get(),
        question,
        channel,
        asker,
        outcome: response.outcome.name().to_owned(),
        entries: response.answers.iter().map(|entry| entry.as_str().to_owned()).collect(),
        suggested: false,
    }
}
