//! A change is in force: the questions that waited for it are handled, and whoever asked is told.
//!
//! **Invariant:** of two changes that answer one question, the first that is in force tells whoever
//! asked, and nobody is told twice.

use std::collections::BTreeMap;
use std::sync::Arc;

use serenity::model::id::{ChannelId, GuildId, UserId};

use super::asked::{Asked, Fetched};
use crate::discord::bot::Bot;
use crate::discord::bot::faq::who;
use crate::discord::bot::interactions::Handle;
use crate::discord::bot::questions::{Sent, post};
use crate::discord::render::message::Audience;
use crate::discord::render::{self, Frame};
use crate::engine::knowledge::EntryId;
use crate::engine::outcome::Outcome;
use crate::store::{
    Awaited, AwaitedKind, Change, ChangeKind, Exchange, InboxState, Settled, StoreError,
};

/// What stands above an answer that comes later.
const OPENING: &str = "The moderators have answered your question:";

impl Bot {
    /// Handles what waited for a proposal that is in force now. Says what became of it; nothing where
    /// nothing waited.
    pub(in crate::discord::bot) async fn handle_awaited(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        proposal: u64,
        change: &Change,
    ) -> Result<Option<String>, StoreError> {
        let is_answer = matches!(change.kind, ChangeKind::Add | ChangeKind::Edit);
        let state = if is_answer { InboxState::Answered } else { InboxState::Phrasing };
        let (server, by, now) = (guild.get(), handle.user.get(), (self.clock)());
        let Settled { first, late } =
            self.store.settle_awaited(server, proposal, state, by, now).await?;
        if first.is_empty() && late.is_empty() {
            return Ok(None);
        }
        for waiting in first.iter().filter(|waiting| waiting.kind == AwaitedKind::Request) {
            if let Some(request) = self.store.request(server, waiting.question).await? {
                let bot = Arc::clone(self);
                self.tasks.spawn(async move { bot.show_answered(&request, by).await });
            }
        }
        let mut faster = None;
        for waiting in late {
            faster = faster.or(self.handler_of(guild, waiting).await?);
        }
        if first.is_empty() {
            let by = faster.map_or_else(|| "Somebody".to_owned(), |by| who(Some(by)));
            return Ok(Some(format!(
                "{by} had handled the question before, so nobody was told again."
            )));
        }
        if !is_answer {
            return Ok(Some("It is out of the inbox.".to_owned()));
        }
        // A question may wait in two places; whoever asked it is told once.
        let first: BTreeMap<u64, Awaited> =
            first.into_iter().map(|waiting| (waiting.question, waiting)).collect();
        let mut told = 0;
        for waiting in first.values() {
            if self.tell_asker(guild, *waiting, change).await {
                told += 1;
            }
        }
        Ok(Some(match (told, first.len()) {
            (0, _) => "Whoever asked could not be told: the question is gone, or I may not write \
                       there."
                .to_owned(),
            (1, 1) => "Whoever asked has been told.".to_owned(),
            (told, all) if told == all => format!("All {all} who asked have been told."),
            (told, all) => format!("{told} of {all} who asked have been told."),
        }))
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

    /// Replies to a question with the entry that answers it now. True once that arrived.
    async fn tell_asker(
        self: &Arc<Self>,
        guild: GuildId,
        waiting: Awaited,
        change: &Change,
    ) -> bool {
        let Fetched::Here(asked) = self.asked(guild, waiting.channel, waiting.question).await
        else {
            return false;
        };
        let entry = change.entry.as_deref().and_then(EntryId::foreign);
        let reply = entry.as_ref().and_then(|id| self.library.of(Some(guild)).reply_with(id));
        let (Some(entry), Some(reply)) = (entry, reply) else { return false };
        let Asked { channel, message, .. } = asked;
        let frame = Frame {
            asker: asked
                .asker
                .unwrap_or_else(|| self.look_up(crate::discord::directory::Directory::bot)),
            look: self.look_in(channel),
            audience: Audience::Channel,
            opening: OPENING,
        };
        let body = render::reply(&reply, Outcome::Answer, frame)
            .post(Some(message), &format!("i{}", waiting.question));
        match self.rest.send::<Sent>(post(channel, &body)).await {
            Ok(sent) => {
                self.keep_answered(guild, channel, waiting, &asked, &entry, sent).await;
                true
            }
            Err(error) => {
                tracing::warn!(%error, "whoever asked is not told of an answer");
                false
            }
        }
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
        Bot::report_unkept(self.store.record(&exchange, (self.clock)()).await);
    }
}
