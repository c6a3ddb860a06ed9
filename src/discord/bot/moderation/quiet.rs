//! `/pause`, `/resume` and `/ignore`: where and to whom the bot says nothing.
//!
//! **Invariant:** a crisis is spoken to all the same, and whoever uses these is told so.

use std::num::NonZeroU32;

use serenity::model::id::GuildId;

use super::list;
use crate::discord::bot::Bot;
use crate::discord::bot::decisions::until;
use crate::discord::render::message::Message;
use crate::moderation::Person;
use crate::store::{Pause, StoreError};

const MINUTE: u64 = 60 * 1_000;

impl Bot {
    pub(super) async fn pause(
        &self,
        guild: GuildId,
        actor: u64,
        minutes: Option<NonZeroU32>,
    ) -> Result<Message, StoreError> {
        let now = (self.clock)();
        let end = minutes.map(|minutes| now.saturating_add(u64::from(minutes.get()) * MINUTE));
        let pause = Pause { server: guild.get(), until: end, at: now };
        let change = self.store.pause(guild.get(), end, actor, now);
        self.change_decision(guild, change, |decided| decided.set_pause(Some(pause))).await?;
        let end = if minutes.is_some() { until(pause) } else { " until /resume".to_owned() };
        Ok(Message::text(format!(
            "I answer nobody in this server{end}. Whoever may be in danger still gets the \
             helplines, and you are still told of it."
        )))
    }

    pub(super) async fn resume(&self, guild: GuildId, actor: u64) -> Result<Message, StoreError> {
        let now = (self.clock)();
        let was_paused = self.decided(guild).await?.pause(now).is_some();
        if !was_paused {
            return Ok(Message::text("I am not paused here, so nothing was changed."));
        }
        let change = self.store.resume(guild.get(), actor, now);
        self.change_decision(guild, change, |decided| decided.set_pause(None)).await?;
        let text = "I answer again in this server. What was asked meanwhile I leave alone.";
        Ok(Message::text(text))
    }

    pub(super) async fn ignore(
        &self,
        guild: GuildId,
        actor: u64,
        whom: Person,
        ignore: bool,
    ) -> Result<Message, StoreError> {
        let is_ignored = self.decided(guild).await?.ignored.contains(&whom.0);
        if is_ignored == ignore {
            let text = if ignore { "I ignore" } else { "I do not ignore" };
            let text = format!("{text} <@{}> here already, so nothing was changed.", whom.0);
            return Ok(Message::text(text));
        }
        let change = self.store.ignore(guild.get(), whom.0, ignore, actor, (self.clock)());
        self.change_decision(guild, change, |decided| {
            if ignore {
                decided.ignored.insert(whom.0);
            } else {
                decided.ignored.remove(&whom.0);
            }
        })
        .await?;
        Ok(Message::text(if ignore {
            format!(
                "I do not answer <@{}> any more in this server. If they may be in danger, they \
                 still get the helplines, and you are still told of it.",
                whom.0,
            )
        } else {
            format!("I answer <@{}> again.", whom.0)
        }))
    }

    pub(super) async fn show_ignored(&self, guild: GuildId) -> Result<Message, StoreError> {
        let decided = self.decided(guild).await?;
        if decided.ignored.is_empty() {
            return Ok(Message::text("I ignore nobody in this server."));
        }
        let mut people: Vec<u64> = decided.ignored.iter().copied().collect();
        people.sort_unstable();
        let named = list(people.iter().map(|person| format!("<@{person}>")));
        Ok(Message::text(format!("I do not answer these in this server: {named}.")))
    }
}
