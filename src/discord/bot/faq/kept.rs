//! What was written in a form that could not be taken is handed back: shown, and kept for a while so
//! that the form can be opened again with it.
//!
//! **Invariant:** it lies in memory alone, for a bounded time and in a bounded number; whoever wrote
//! it gets it, in the server where they did, and nobody else.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serenity::all::{ButtonStyle, ModalInteraction};
use serenity::builder::CreateActionRow;
use serenity::model::id::{GuildId, UserId};

use super::forms::{Field, read};
use super::preview::button;
use super::{Bot, Handle, failed};
use crate::discord::faq_button::FaqButton;
use crate::discord::limits::CONTENT;
use crate::discord::render::message::Message;
use crate::discord::rest::{File, RestError};
use crate::moderation::{Authorized, FaqCommand};
use crate::store::StoreError;

/// How long what was written is kept, in milliseconds: longer than a database is away at a restart of
/// its machine, and short enough to be no place where texts lie.
const KEPT_FOR: u64 = 3_600 * 1_000;

/// How many are kept at once. A form holds some 8,000 characters, so that all of them hold a few
/// megabytes; the oldest makes room.
const MOST: usize = 100;

/// Said above what was written.
const HANDED_BACK: &str = "**What you wrote is not lost.** *Open it again* opens the form with it, for an \
                           hour and as long as I am not started anew. To be copied, it is";

/// A form with what was written in it.
#[derive(Clone)]
pub(in crate::discord::bot) struct WrittenForm {
    /// Its `custom_id`.
    id: String,
    title: &'static str,
    fields: Vec<Field>,
}

impl WrittenForm {
    /// What somebody sent off. `fields` are those of the form, whatever they were filled in with.
    pub(in crate::discord::bot) fn new(
        form: &ModalInteraction,
        title: &'static str,
        fields: Vec<Field>,
    ) -> Self {
        let mut written = read(form);
        // A field that was not shown is not shown again: it would take away what it does not hold.
        let filled = |field: Field| {
            let value = written.remove(field.name)?;
            Some(field.filled_in(value))
        };
        let fields = fields.into_iter().filter_map(filled).collect();
        WrittenForm { id: form.data.custom_id.clone(), title, fields }
    }

    /// What was written, each field below its name.
    fn text(&self) -> String {
        let fields = self.fields.iter().filter(|field| !field.value.trim().is_empty());
        let fields = fields.map(|field| format!("{}:\n{}", field.label, field.value.trim()));
        fields.collect::<Vec<_>>().join("\n\n")
    }
}

/// What is kept, the oldest first.
#[derive(Default)]
pub(in crate::discord::bot) struct KeptForms(Mutex<VecDeque<Kept>>);

struct Kept {
    /// The number of the interaction that sent the form.
    number: u64,
    at: u64,
    person: UserId,
    guild: GuildId,
    form: WrittenForm,
}

impl KeptForms {
    fn keep(&self, kept: Kept) {
        let mut all = self.recent(kept.at);
        if all.len() == MOST {
            all.pop_front();
        }
        all.push_back(kept);
    }

    fn find(&self, number: u64, handle: &Handle, guild: GuildId, now: u64) -> Option<WrittenForm> {
        let all = self.recent(now);
        let is_wanted =
            |kept: &&Kept| (kept.number, kept.person, kept.guild) == (number, handle.user, guild);
        all.iter().find(is_wanted).map(|kept| kept.form.clone())
    }

    /// Drops what somebody wrote.
    pub(in crate::discord::bot) fn forget(&self, person: UserId) {
        self.recent(0).retain(|kept| kept.person != person);
    }

    /// What is not too old.
    fn recent(&self, now: u64) -> MutexGuard<'_, VecDeque<Kept>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|kept| now.saturating_sub(kept.at) < KEPT_FOR);
        all
    }
}

impl Bot {
    /// What to say of a form that was sent off: what came of it, or why it was not taken, with what
    /// was written in it.
    pub(in crate::discord::bot) fn taken_or_handed_back(
        &self,
        handle: &Handle,
        guild: GuildId,
        form: WrittenForm,
        outcome: Result<Result<Message, Message>, StoreError>,
    ) -> Message {
        match outcome {
            Ok(Ok(taken)) => taken,
            Ok(Err(refused)) => self.hand_back(handle, guild, form, refused),
            Err(error) => self.hand_back(handle, guild, form, failed(&error)),
        }
    }

    /// Says why a form was not taken to whoever may not have sent it off, or of whom that is not known
    /// just now.
    pub(in crate::discord::bot) async fn refuse_form(
        self: &Arc<Self>,
        handle: &Handle,
        form: WrittenForm,
        refused: Message,
    ) -> Result<(), RestError> {
        let Some(guild) = handle.guild else { return self.whisper(handle, &refused).await };
        self.put_answer_off(handle).await?;
        self.give_answer(handle, &self.hand_back(handle, guild, form, refused)).await
    }

    /// Hands back what was written, below why it was not taken.
    fn hand_back(
        &self,
        handle: &Handle,
        guild: GuildId,
        form: WrittenForm,
        mut why: Message,
    ) -> Message {
        let text = form.text();
        let above = format!("{}\n{HANDED_BACK}", why.content);
        let shown = format!("{above} here:\n```\n{text}\n```");
        // Three grave accents would end the block.
        let is_shown = shown.chars().count() <= CONTENT && !text.contains("```");
        if is_shown {
            why.content = shown;
        } else {
            why.content = format!("{above} in the file.");
            why.file = Some(File {
                name: "what-you-wrote.txt".to_owned(),
                content_type: "text/plain; charset=utf-8",
                description: "What you wrote in the form".to_owned(),
                content: (text + "\n").into_bytes(),
            });
        }
        let (number, at) = (handle.id.get(), (self.clock)());
        let again = FaqButton::OpenWritten(number);
        why.components.push(CreateActionRow::Buttons(vec![button(
            again,
            "Open it again",
            ButtonStyle::Primary,
        )]));
        self.kept_forms.keep(Kept { number, at, person: handle.user, guild, form });
        why
    }

    /// Opens a form again with what was written in it.
    pub(super) async fn open_written(
        &self,
        handle: &Handle,
        guild: GuildId,
        _allowed: &Authorized<FaqCommand>,
        number: u64,
    ) -> Result<(), RestError> {
        let Some(form) = self.kept_forms.find(number, handle, guild, (self.clock)()) else {
            let text = "**I do not have what you wrote any more**: I keep it for an hour, and not over \
                        a restart. If it is shown above, copy it from there into the form that the \
                        command opens.";
            return self.whisper(handle, &Message::text(text)).await;
        };
        self.open_form(handle, &form.id, form.title, &form.fields).await
    }
}
