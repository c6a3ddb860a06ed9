//! Whoever speaks to the bot while it is paused is told so, once in a while.
//!
//! In memory only: nothing is kept by person.
//!
//! **Invariant:** it is no answer: it says nothing but that there is none, to nobody who did not speak
//! to the bot.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use serenity::model::id::{GuildId, UserId};

use super::Bot;
use super::decisions::Hush;
use super::questions::post;
use crate::discord::inbound::Question;

/// How long somebody who was told is not told again, in milliseconds. What they said longer ago than
/// that is history.
const AGAIN: u64 = 600_000;

/// Those who were told long ago are forgotten when there are so many.
const MANY: usize = 1_024;

/// Who was told where, and when.
#[derive(Default)]
pub(super) struct ToldOfPause {
    told: Mutex<HashMap<(GuildId, UserId), u64>>,
}

impl ToldOfPause {
    /// Whether somebody is to be told now. Then they count as told.
    fn is_due(&self, guild: GuildId, person: UserId, now: u64) -> bool {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let is_recent = |at: u64| now.saturating_sub(at) < AGAIN;
        if told.get(&(guild, person)).is_some_and(|at| is_recent(*at)) {
            return false;
        }
        if told.len() >= MANY {
            told.retain(|_, at| is_recent(*at));
        }
        told.insert((guild, person), now);
        true
    }
}

impl Bot {
    /// Tells whoever spoke to the bot that the moderators have paused it.
    pub(super) async fn tell_of_pause(self: &Arc<Self>, question: &Question, hush: Hush) {
        let (Hush::Paused(_), Some(guild)) = (hush, question.guild) else { return };
        let now = (self.clock)();
        let is_recent = now.saturating_sub(question.asked_at()) < AGAIN;
        let is_meant = question.address.is_to_bot() && is_recent;
        if !is_meant || !self.told_of_pause.is_due(guild, question.asker, now) {
            return;
        }
        // Of several processes one tells.
        if !self.claim(question).await {
            return;
        }
        let (bot, channel, id) = (Arc::clone(self), question.channel, question.id);
        self.tasks.spawn(async move {
            let request = post(channel, &hush.message().post(Some(id), &id.to_string()));
            if let Err(error) = bot.rest.run(request).await {
                tracing::warn!(%error, "somebody is not told that I am paused");
            }
            bot.settle(id, channel).await;
        });
    }
}
