//! What everybody may ask for themselves: to see what is kept of them, to have it deleted, to get no
//! answers that they did not ask for.
//!
//! **Invariant:** whoever asks is the one it is about; nothing is deleted without asking back, and
//! what is said to be deleted is.

use serenity::all::ButtonStyle;
use serenity::builder::{CreateActionRow, CreateButton};
use serenity::model::id::UserId;

use super::Bot;
use super::moderation::failed;
use crate::discord::button::Button;
use crate::discord::commands::personal::Wish;
use crate::discord::render::message::Message;
use crate::store::{PersonalData, StoreError};

impl Bot {
    /// What comes of a wish.
    pub(super) async fn grant_wish(&self, person: UserId, wish: Wish) -> Message {
        let done = match wish {
            Wish::KnowWhatIsKept => return self.privacy(),
            Wish::DeleteOwnData => return ask_back(person),
            Wish::KnowOwnData => self.store.data_of(person.get()).await.map(|data| shown(&data)),
            Wish::OptOut { out } => self.opt_out(person, out).await,
        };
        done.unwrap_or_else(|error| failed(&error))
    }

    /// Deletes what is kept of somebody, and says what that was.
    pub(super) async fn delete_data(&self, person: UserId) -> Result<Message, StoreError> {
        let deleted = self.store.delete_person(person.get()).await?;
        self.kept_forms.forget(person);
        let mut lines = match listed(&deleted) {
            lines if lines.is_empty() => {
                vec!["I kept nothing of you, so nothing was deleted.".into()]
            }
            mut lines => {
                lines.insert(0, "**I have deleted what I kept of you:**".to_owned());
                lines
            }
        };
        lines.extend(left(&deleted));
        Ok(Message::text(lines.join("\n")))
    }

    async fn opt_out(&self, person: UserId, out: bool) -> Result<Message, StoreError> {
        self.change_opt_out(person, out).await?;
        Ok(Message::text(if out {
            "I do not answer any more what you did not ask me, in any server. If you mention me, \
             reply to me or use /ask, I answer as before. If you may be in danger, I still show \
             the helplines. To take it back, use /optout with undo."
        } else {
            "I may answer again what you ask in a channel without mentioning me, where the \
             moderators want me to."
        }))
    }
}

/// Asks whether to delete what is kept of somebody.
fn ask_back(person: UserId) -> Message {
    let button = CreateButton::new(Button::DeleteData { person }.to_string())
        .style(ButtonStyle::Danger)
        .label("Delete it");
    let mut message = Message::text(
        "This deletes what I keep of you, in every server: links to your questions, which entry \
         answered them, and your ratings. It cannot be taken back. My replies stay where they are. \
         Shall I delete it? If not, dismiss this message.",
    );
    message.components = vec![CreateActionRow::Buttons(vec![button])];
    message
}

fn shown(data: &PersonalData) -> Message {
    let mut lines = match listed(data) {
        lines if lines.is_empty() => vec!["I keep nothing of you.".to_owned()],
        mut lines => {
            lines.insert(0, "**What I keep of you, in all servers together:**".to_owned());
            lines
                .push("No text that you wrote is among it. /privacy delete deletes it.".to_owned());
            lines
        }
    };
    lines.extend(left(data));
    Message::text(lines.join("\n"))
}

/// What a deletion deletes, a line each.
fn listed(data: &PersonalData) -> Vec<String> {
    let counted = [
        (data.exchanges, "questions of yours that I replied to: links, times and outcomes"),
        (data.verdicts, "ratings that you gave"),
        (data.requests, "questions that you put before the staff"),
        (data.inbox, "questions of yours that moderators are to look at"),
        (data.shadowed, "questions of yours that I would have replied to where I am in shadow"),
        (data.acts, "changes that name you as who made them; only your name goes"),
    ];
    let counted = counted.into_iter().filter(|(count, _)| *count > 0);
    counted.map(|(count, what)| format!("- {count} · {what}")).collect()
}

/// What a deletion leaves, a line each.
fn left(data: &PersonalData) -> Vec<String> {
    let mut lines = Vec::new();
    if data.has_opted_out {
        lines.push("I remember that you opted out, until you use /optout with undo.".to_owned());
    }
    if data.ignored_in > 0 {
        lines.push(format!(
            "The moderators of {} of my servers have me ignore you. That is theirs to take back.",
            data.ignored_in,
        ));
    }
    lines
}
