//! A change is in force: the questions that waited for it are handled, and whoever asked is told.
//!
//! What is settled is owed to whoever asked until they are told; what a kill or a failure cut off is
//! taken up when the server is looked after.
//!
//! **Invariant:** of two changes that answer one question, the first that is in force tells whoever
//! asked, and nobody is told twice. Whom the bot cannot tell, the staff comes to know of.

use std::collections::BTreeMap;
use std::sync::Arc;

use serenity::model::id::{ChannelId, GuildId, UserId};

use super::asked::{Asked, Fetched};
use crate::discord::bot::Bot;
use crate::discord::bot::catch_up::id_at;
use crate::discord::bot::faq::who;
use crate::discord::bot::interactions::Handle;
use crate::discord::bot::questions::{Sent, post};
use crate::discord::directory::Directory;
use crate::discord::render::message::{Audience, Message};
use crate::discord::render::{self, Frame};
use crate::discord::rest::RestError;
use crate::engine::knowledge::EntryId;
use crate::engine::outcome::Outcome;
use crate::store::{
    Awaited, AwaitedKind, Change, ChangeKind, Exchange, InboxState, Settled, StoreError,
};

/// What stands above an answer that comes later.
const OPENING: &str = "The moderators have answered your question:";

/// How far clocks may be apart, in milliseconds: an answer is looked for from before its change on.
const SKEW: u64 = 60_000;

/// Whether whoever asked was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// The answer is there.
    Arrived,
    /// Discord does not take it just now.
    Later,
    /// The question or the entry is gone, or the bot may not write there.
    Never,
}

/// What was settled when a change came in force.
struct Settlement {
    /// The questions of whoever is to be told, once each: one may wait in two places.
    owed: Vec<Awaited>,
    /// Whether anything was handled by it.
    is_first: bool,
    /// What somebody had handled before.
    late: Vec<Awaited>,
}

impl Bot {
    /// Handles what waited for a proposal that is in force now. Says what became of it; nothing where
    /// nothing waited.
    pub(in crate::discord::bot) async fn handle_awaited(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        change: &Change,
    ) -> Result<Option<String>, StoreError> {
        let settlement = self.settle_change(change, Some(handle.user.get())).await?;
        if !settlement.is_first {
            let mut faster = None;
            for waiting in &settlement.late {
                faster = faster.or(self.handler_of(guild, *waiting).await?);
            }
            let by = faster.map_or_else(|| "Somebody".to_owned(), |by| who(Some(by)));
            return Ok((!settlement.late.is_empty()).then(|| {
                format!("{by} had handled the question before, so nobody was told again.")
            }));
        }
        if !is_answer(change) {
            return Ok(Some("It is out of the inbox.".to_owned()));
        }
        let (mut told, mut later) = (0, 0);
        for waiting in &settlement.owed {
            match self.tell_asker(guild, *waiting, change, false).await {
                Told::Arrived => told += 1,
                Told::Later => {
                    later += 1;
                    continue;
                }
                Told::Never => {}
            }
            self.owe_no_more(change, *waiting).await;
        }
        let all = settlement.owed.len();
        let mut text = match (told, all) {
            (0, _) if later > 0 => String::new(),
            (0, _) => "Whoever asked could not be told: the question is gone, or I may not write \
                       there."
                .to_owned(),
            (1, 1) => "Whoever asked has been told.".to_owned(),
            (told, all) if told == all => format!("All {all} who asked have been told."),
            (told, all) => format!("{told} of {all} who asked have been told."),
        };
        if later > 0 {
            let them =
                if all == 1 { "Whoever asked".to_owned() } else { format!("{later} of {all}") };
            text.push_str(&format!(
                "{}{them} could not be told yet: Discord does not take it just now. I try again.",
                if text.is_empty() { "" } else { " " },
            ));
        }
        Ok(Some(text))
    }

    /// Handles what waited for a change, in the name of whoever put it in force.
    async fn settle_change(
        self: &Arc<Self>,
        change: &Change,
        by: Option<u64>,
    ) -> Result<Settlement, StoreError> {
        let state = if is_answer(change) { InboxState::Answered } else { InboxState::Phrasing };
        let Settled { first, late } =
            self.store.settle_awaited(change, state, by, (self.clock)()).await?;
        for waiting in first.iter().filter(|waiting| waiting.kind == AwaitedKind::Request) {
            if let Some(request) = self.store.request(change.server, waiting.question).await?
                && let Some(by) = by
            {
                let bot = Arc::clone(self);
                self.tasks.spawn(async move { bot.show_answered(&request, by).await });
            }
        }
        let is_first = !first.is_empty();
        Ok(Settlement { owed: once_each(first), is_first, late })
    }

    /// Tells whoever is still to be told of a change that answers what they asked: a kill or a failure
    /// came between.
    pub(in crate::discord::bot) async fn tell_what_is_owed(
        self: &Arc<Self>,
        guild: GuildId,
    ) -> Result<(), StoreError> {
        for change in self.store.owing(guild.get()).await? {
            let Some(proposal) = change.proposal else { continue };
            self.settle_change(&change, change.approved_by.or(change.actor)).await?;
            let owed = once_each(self.store.owed_by(guild.get(), proposal).await?);
            if owed.is_empty() {
                continue;
            }
            self.learn(guild).await;
            // Else what is not there yet would count as gone.
            self.library.load(&self.store, guild).await?;
            for waiting in owed {
                match self.tell_asker(guild, waiting, &change, true).await {
                    Told::Arrived => {}
                    Told::Later => continue,
                    Told::Never if self.tell_of_untold(guild, waiting, &change).await => {}
                    Told::Never => continue,
                }
                self.owe_no_more(&change, waiting).await;
            }
        }
        Ok(())
    }

    async fn owe_no_more(&self, change: &Change, waiting: Awaited) {
        let Some(proposal) = change.proposal else { return };
        let done = self.store.no_longer_owed(change.server, proposal, waiting.question).await;
        Bot::report_unkept(done);
    }

    /// Tells the staff that somebody could not be told. True once that arrived.
    async fn tell_of_untold(
        self: &Arc<Self>,
        guild: GuildId,
        waiting: Awaited,
        change: &Change,
    ) -> bool {
        let Awaited { question, channel, .. } = waiting;
        let place = self.place_of_question(guild, channel, question).await;
        let text = format!(
            "**Whoever asked was not told** that change {} answers their question: it is gone, or I may \
             not write there. The question: {place}",
            change.id,
        );
        self.post_to_staff(guild, &Message::text(text), &format!("o{question}")).await.is_some()
    }

    async fn handler_of(
        &self,
        guild: GuildId,
        waiting: Awaited,
    ) -> Result<Option<u64>, StoreError> {
        let (server, question) = (guild.get(), waiting.question);
        Ok(match waiting.kind.in_inbox() {
            Some(kind) => {
                self.store.inbox_item(server, question, kind).await?.and_then(|it| it.handled_by)
            }
            None => self.store.request(server, question).await?.and_then(|it| it.taken_by),
        })
    }

    /// Replies to a question with the entry that answers it now, unless that was done before the bot
    /// was stopped.
    async fn tell_asker(
        self: &Arc<Self>,
        guild: GuildId,
        waiting: Awaited,
        change: &Change,
        is_again: bool,
    ) -> Told {
        let asked = match self.asked(guild, waiting.channel, waiting.question).await {
            Fetched::Here(asked) => asked,
            Fetched::Away => return Told::Later,
            Fetched::Gone | Fetched::Unkept => return Told::Never,
        };
        let Some(entry) = change.entry.as_deref().and_then(EntryId::foreign) else {
            return Told::Never;
        };
        let Asked { channel, message, .. } = asked;
        if is_again {
            match self.answer_after(&asked, change).await {
                Ok(Some(sent)) => {
                    self.keep_answered(guild, channel, waiting, &asked, &entry, sent).await;
                    return Told::Arrived;
                }
                Ok(None) => {}
                Err(error) => return told_by(&error),
            }
        }
        let Some(reply) = self.library.of(Some(guild)).reply_with(&entry) else {
            return Told::Never;
        };
        let frame = Frame {
            asker: asked.asker.unwrap_or_else(|| self.look_up(Directory::bot)),
            look: self.look_in(channel),
            audience: Audience::Channel,
            opening: OPENING,
        };
        let body = render::reply(&reply, Outcome::Answer, frame)
            .post(Some(message), &format!("i{}", waiting.question));
        match self.rest.send::<Sent>(post(channel, &body)).await {
            Ok(sent) => {
                self.keep_answered(guild, channel, waiting, &asked, &entry, sent).await;
                Told::Arrived
            }
            Err(error) => {
                tracing::warn!(%error, "whoever asked is not told of an answer");
                told_by(&error)
            }
        }
    }

    /// The answer that was posted to a question since a change, if one was.
    async fn answer_after(
        &self,
        asked: &Asked,
        change: &Change,
    ) -> Result<Option<Sent>, RestError> {
        let since = id_at(change.at.saturating_sub(SKEW));
        let later = self.page_after(asked.channel, since.max(asked.message.get())).await?;
        let bot = self.look_up(Directory::bot);
        let found = later.iter().find(|later| {
            let to = later.message_reference.as_ref().and_then(|it| it.message_id);
            later.author.id == bot
                && to == Some(asked.message)
                && later.content.starts_with(OPENING)
        });
        Ok(found.map(|found| Sent { id: found.id }))
    }

    async fn keep_answered(
        &self,
        guild: GuildId,
        channel: ChannelId,
        waiting: Awaited,
        asked: &Asked,
        entry: &EntryId,
        sent: Sent,
    ) {
        let known = self.store.exchange_of(waiting.question).await.ok().flatten();
        let by_command = known.as_ref().is_some_and(|known| known.by_command);
        let is_second = known.as_ref().is_some_and(|known| known.reply != sent.id.get());
        let exchange = Exchange {
            question: waiting.question,
            channel: channel.get(),
            server: Some(guild.get()),
            asker: asked.asker.map(UserId::get),
            reply: sent.id.get(),
            outcome: Outcome::Answer.name().to_owned(),
            category: None,
            entries: vec![entry.to_string()],
            edited_at: known.map_or(0, |known| known.edited_at),
            response_ms: None,
            by_command,
        };
        let now = (self.clock)();
        // What was replied at first stays what it was: it may have to be corrected, and is what the
        // figures and the ratings of that day are of.
        let kept = if is_second {
            self.store.record_beside(&exchange, now).await
        } else {
            self.store.record(&exchange, now).await
        };
        Bot::report_unkept(kept);
    }
}

/// Whether a change answers what waited for it, rather than has it found.
fn is_answer(change: &Change) -> bool {
    matches!(change.kind, ChangeKind::Add | ChangeKind::Edit)
}

/// Each question once.
fn once_each(awaited: Vec<Awaited>) -> Vec<Awaited> {
    let all: BTreeMap<u64, Awaited> =
        awaited.into_iter().map(|waiting| (waiting.question, waiting)).collect();
    all.into_values().collect()
}

/// What an error means for whoever is to be told.
fn told_by(error: &RestError) -> Told {
    if error.is_refusal() && error.status() != Some(429) { Told::Never } else { Told::Later }
}
