//! What moderators do to questions that wait, where no entry is changed: put aside, or have questions
//! like them not answered.
//!
//! **Invariant:** what somebody handled stays handled, and whoever comes second is told by whom. What
//! is confirmed is in the store.

use std::sync::Arc;

use serenity::all::ButtonStyle;
use serenity::builder::{CreateActionRow, CreateButton};
use serenity::model::id::GuildId;

use super::Allowed;
use super::groups::Group;
use crate::discord::bot::Bot;
use crate::discord::bot::faq::who;
use crate::discord::bot::interactions::Handle;
use crate::discord::inbox_button::{GroupRef, InboxButton};
use crate::discord::render::message::Message;
use crate::discord::render::text::harmless;
use crate::engine::knowledge::{NOT_ANSWERED, examples, examples_json};
use crate::store::{
    Change, ChangeKind, ChangeState, Draft, InboxKind, InboxState, Publication, StoreError,
};

/// How often a list that somebody else changed in the same moment is read again.
const ATTEMPTS: usize = 4;

/// The most examples of what is not answered. With more, most of a server's subject is, and a list
/// does not say so well.
const MOST_EXAMPLES: usize = 200;

impl Bot {
    pub(super) async fn dismiss(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        _allowed: &Allowed,
        wanted: GroupRef,
    ) -> Result<Message, StoreError> {
        let Some(group) = self.group(guild, wanted).await? else {
            return self.handled_already(guild, wanted).await;
        };
        let done = self.handle_group(handle, guild, &group, InboxState::Dismissed).await?;
        if done == 0 {
            return self.handled_already(guild, wanted).await;
        }
        Ok(with_inbox(&format!("Dismissed: {}.", questions(done))))
    }

    /// Has questions like these not answered any more, from now on; or says why not.
    pub(super) async fn refuse_scope(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        wanted: GroupRef,
        written: &str,
    ) -> Result<Result<Message, Message>, StoreError> {
        let Some(group) = self.group(guild, wanted).await? else {
            return self.handled_already(guild, wanted).await.map(Err);
        };
        let example = written.split_whitespace().collect::<Vec<_>>().join(" ");
        if example.is_empty() {
            let text = "An empty example is like no question. Nothing was changed.";
            return Ok(Err(Message::text(text)));
        }
        if let Some(entry) = self.entry_asked_as(guild, &example) {
            return Ok(Err(Message::text(format!(
                "The entry {} is asked for like that, so it would not be found any more. Take the \
                 phrasing away first, or write another example. Nothing was changed.",
                harmless(&entry, 64),
            ))));
        }
        let added = match self.add_example(handle, guild, &example).await? {
            Ok(added) => added,
            Err(refused) => return Ok(Err(refused)),
        };
        let done = self.handle_group(handle, guild, &group, InboxState::OutOfScope).await?;
        let number = added.map_or_else(String::new, |change| format!(" (change {})", change.id));
        Ok(Ok(with_inbox(&format!(
            "**Questions like “{}” are not answered any more**, since now{number}; {} out of the \
             inbox. /faq revert with the entry {NOT_ANSWERED} takes it back.",
            harmless(&example, 200),
            if done == 1 { "1 question is".to_owned() } else { format!("{done} questions are") },
        ))))
    }

    /// The entry that has a text as a way of asking.
    fn entry_asked_as(&self, guild: GuildId, text: &str) -> Option<String> {
        let plain = |text: &str| crate::engine::query::normalise(text).canonical();
        let wanted = plain(text);
        let engine = self.library.of(Some(guild));
        let mut entries = engine.knowledge().entries();
        let found = entries.find(|entry| entry.ways_of_asking().any(|it| plain(it) == wanted))?;
        Some(found.id.to_string())
    }

    /// Adds an example to what is not answered. None where it is there already.
    async fn add_example(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        example: &str,
    ) -> Result<Result<Option<Change>, Message>, StoreError> {
        for _ in 0..ATTEMPTS {
            let history = self.store.history(guild.get(), NOT_ANSWERED).await?;
            let last = history.iter().find(|change| change.state == ChangeState::Published);
            let base = last.map_or(0, |change| change.id);
            let before = last.and_then(|change| change.after.clone());
            let mut listed = before.as_ref().map(examples).unwrap_or_default();
            if listed.iter().any(|known| known.to_lowercase() == example.to_lowercase()) {
                return Ok(Ok(None));
            }
            if listed.len() >= MOST_EXAMPLES {
                return Ok(Err(Message::text(format!(
                    "There are {MOST_EXAMPLES} examples of what is not answered here, and more are \
                     not taken. Nothing was changed."
                ))));
            }
            listed.push(example.to_owned());
            let after = Some(examples_json(&listed));
            let kind = ChangeKind::OutOfScope;
            if let Some(change) =
                self.publish_list(handle, guild, kind, before, after, base).await?
            {
                return Ok(Ok(Some(change)));
            }
        }
        Ok(Err(Message::text(
            "Others change what is not answered here just now. Nothing was changed; please try again.",
        )))
    }

    /// Publishes what is not answered, and has it in force. None where somebody else was faster.
    pub(in crate::discord::bot) async fn publish_list(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        kind: ChangeKind,
        before: Option<serde_json::Value>,
        after: Option<serde_json::Value>,
        base: u64,
    ) -> Result<Option<Change>, StoreError> {
        let draft = Draft {
            server: guild.get(),
            entry: Some(NOT_ANSWERED.to_owned()),
            kind,
            actor: handle.user.get(),
            before,
            after,
        };
        match self.store.publish(&draft, base, (self.clock)()).await? {
            Publication::Done(change) => {
                self.library.note(&change);
                self.reload(guild).await;
                Ok(Some(*change))
            }
            Publication::Conflict(_) => Ok(None),
        }
    }

    /// Handles what nobody else has handled of a group. Tells how many that were.
    async fn handle_group(
        &self,
        handle: &Handle,
        guild: GuildId,
        group: &Group,
        state: InboxState,
    ) -> Result<u64, StoreError> {
        let questions: Vec<(u64, InboxKind)> =
            group.members.iter().map(|member| (member.item.question, member.item.kind)).collect();
        let (by, now) = (handle.user.get(), (self.clock)());
        self.store.handle(guild.get(), &questions, state, by, now).await
    }

    /// What is said of questions that do not wait any more.
    pub(super) async fn handled_already(
        &self,
        guild: GuildId,
        wanted: GroupRef,
    ) -> Result<Message, StoreError> {
        let item = self.store.inbox_item(guild.get(), wanted.question, wanted.kind).await?;
        let text = match item {
            Some(item) if item.state == InboxState::Open => {
                "I cannot look at that question just now. Nothing was changed; please try again."
                    .to_owned()
            }
            Some(item) => format!(
                "{} has handled that already: it {}. Nothing was changed.",
                item.handled_by.map_or_else(|| "Somebody".to_owned(), |by| who(Some(by))),
                match item.state {
                    InboxState::Answered => "was answered",
                    InboxState::Phrasing => "became a phrasing",
                    InboxState::OutOfScope => "was put out of scope",
                    InboxState::Dismissed | InboxState::Open => "was dismissed",
                },
            ),
            None => "That question waits no more. Nothing was changed.".to_owned(),
        };
        Ok(with_inbox(&text))
    }
}

/// A text with a way back to the inbox.
pub(super) fn with_inbox(text: &str) -> Message {
    let back = CreateButton::new(InboxButton::Page(None, 1).to_string());
    let row = vec![back.label("Inbox").style(ButtonStyle::Secondary)];
    Message { components: vec![CreateActionRow::Buttons(row)], ..Message::text(text) }
}

fn questions(count: u64) -> String {
    if count == 1 { "1 question".to_owned() } else { format!("{count} questions") }
}
