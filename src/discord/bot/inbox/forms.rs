//! The forms of the inbox: filled in with what was asked, for the moderator to write anew.
//!
//! **Invariant:** nothing that somebody asked is kept unless a moderator sends it off as their own
//! words.

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use serenity::all::ModalInteraction;
use serenity::model::id::GuildId;

use super::asked::{Fetched, UNKEPT};
use super::{Allowed, command_of};
use crate::discord::bot::Bot;
use crate::discord::bot::faq::{self, Field, WrittenForm};
use crate::discord::bot::interactions::Handle;
use crate::discord::bot::keeping_up::PATIENTLY;
use crate::discord::bot::moderation::failed;
use crate::discord::inbox_button::{Act, GroupRef, InboxForm};
use crate::discord::limits::SUGGESTION;
use crate::discord::render::message::Message;
use crate::discord::rest::RestError;
use crate::store::{InboxState, StoreError};

/// How long a form waits for what it is filled in with. It has to be opened within three seconds, and
/// can be filled in by hand.
pub(in crate::discord::bot) const FILLED_IN: Duration = Duration::from_millis(1_500);

/// The longest way of asking, in characters: that of a question in an entry's form.
const LONGEST: usize = 256;

const ENTRY: &str = "entry";
const PHRASING: &str = "phrasing";
const EXAMPLE: &str = "example";

impl Bot {
    pub(super) async fn open_inbox_form(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        _allowed: &Allowed,
        act: Act,
        group: GroupRef,
    ) -> Result<(), RestError> {
        let item = match self.store.inbox_item(guild.get(), group.question, group.kind).await {
            Ok(item) => item.filter(|item| item.state == InboxState::Open),
            Err(error) => return self.whisper(handle, &failed(&error)).await,
        };
        let Some(item) = item else {
            let told = self.handled_already(guild, group).await;
            return self.whisper(handle, &told.unwrap_or_else(|error| failed(&error))).await;
        };
        let fetching = self.asked(guild, item.channel, item.question);
        let text = match tokio::time::timeout(FILLED_IN, fetching).await {
            Ok(Fetched::Here(asked)) => asked.text,
            Ok(Fetched::Gone) => {
                let text = "Whoever asked has deleted that message. It can be dismissed.";
                return self.whisper(handle, &Message::text(text)).await;
            }
            Ok(Fetched::Unkept) => {
                let text = format!("That question was {UNKEPT}. It can be dismissed.");
                return self.whisper(handle, &Message::text(text)).await;
            }
            Ok(Fetched::Away) | Err(_) => String::new(),
        };
        let text = short(&text);
        let form = InboxForm { act, guild, group }.to_string();
        let near = match act {
            Act::Phrasing => item.entry.or_else(|| Some(self.nearest(guild, &text)?.0)),
            Act::Answer | Act::OutOfScope | Act::Dismiss => None,
        };
        let (title, fields) = form_of(act, &text, &near.unwrap_or_default());
        self.open_form(handle, &form, title, &fields).await
    }

    /// Takes what was written in a form.
    pub(in crate::discord::bot) async fn take_inbox_form(
        self: &Arc<Self>,
        handle: &Handle,
        form: &ModalInteraction,
        meant: InboxForm,
    ) -> Result<(), RestError> {
        let (title, fields) = form_of(meant.act, "", "");
        let written = WrittenForm::new(form, title, fields);
        let member = form.member.as_ref();
        let allowed = self.allow_inbox(handle, member, command_of(meant.act)).await;
        let (guild, allowed) = match allowed {
            Ok(allowed) => allowed,
            Err(refused) => return self.refuse_form(handle, written, refused).await,
        };
        if meant.guild != guild {
            let text = "This form is about a question of another server. Nothing was changed.";
            return self.whisper(handle, &Message::text(text)).await;
        }
        self.put_answer_off(handle).await?;
        self.prepare(Some(guild), PATIENTLY).await;
        let done = self.do_written(handle, guild, &allowed, &meant, &faq::read(form)).await;
        let message = self.taken_or_handed_back(handle, guild, written, done);
        self.give_answer(handle, &message).await
    }

    /// Does what a form is for; or says why not.
    async fn do_written(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        allowed: &Allowed,
        meant: &InboxForm,
        written: &faq::Written,
    ) -> Result<Result<Message, Message>, StoreError> {
        let text = |field: &str| written.get(field).map(|text| text.trim()).unwrap_or_default();
        if meant.act == Act::OutOfScope {
            return self.refuse_scope(handle, guild, meant.group, text(EXAMPLE)).await;
        }
        let Some(group) = self.group(guild, meant.group).await? else {
            return self.handled_already(guild, meant.group).await.map(Err);
        };
        let awaited = group.awaited();
        match meant.act {
            Act::Answer => self.write_answer(handle, guild, allowed, written, awaited).await,
            Act::Phrasing => {
                let (entry, phrasing) = (text(ENTRY), text(PHRASING));
                let told = self.add_phrasing(handle, guild, entry, phrasing, awaited).await?;
                // What was taken comes with the buttons of its preview.
                Ok(if told.components.is_empty() { Err(told) } else { Ok(told) })
            }
            Act::OutOfScope | Act::Dismiss => {
                self.handled_already(guild, meant.group).await.map(Err)
            }
        }
    }
}

/// The title and the fields of the form of an act, filled in with what was asked and with the entry
/// that comes nearest to it.
fn form_of(act: Act, asked: &str, near: &str) -> (&'static str, Vec<Field>) {
    match act {
        Act::Answer => {
            let filled = json!({ "question": asked, "phrasings": [] });
            ("Answer it now", faq::entry_fields(&filled))
        }
        Act::Phrasing => {
            let fields = vec![
                Field::line(PHRASING, "The way of asking, in your words", LONGEST, asked),
                Field::line(ENTRY, "The id of the entry", SUGGESTION, near),
            ];
            ("Add as a phrasing", fields)
        }
        Act::OutOfScope => {
            let label = "What is not answered, in your words";
            ("Out of scope", vec![Field::line(EXAMPLE, label, LONGEST, asked)])
        }
        // It is done with a press, and none of ours opens a form for it.
        Act::Dismiss => ("Dismiss", Vec::new()),
    }
}

/// A text as it fits a field of one line.
pub(in crate::discord::bot) fn short(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect()
}
