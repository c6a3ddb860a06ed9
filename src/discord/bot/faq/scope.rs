//! The server's own list of questions that are not answered, which stands in the log beside its
//! entries.
//!
//! **Invariant:** going back is a change like any other, made from what is in force.

use std::sync::Arc;

use serenity::all::CommandInteraction;
use serenity::model::id::GuildId;

use super::entries::conflict;
use super::{Bot, Handle};
use crate::discord::limits::CONTENT;
use crate::discord::render::message::Message;
use crate::discord::render::text::{harmless, shorten};
use crate::engine::knowledge::{NOT_ANSWERED, examples, examples_json};
use crate::store::{Change, ChangeKind, ChangeState, StoreError};

/// The subcommands that take the list in place of an entry.
const TAKE_THE_LIST: [&str; 4] = ["show", "history", "diff", "revert"];

impl Bot {
    /// Whether what is typed may mean the list: the command takes it, and the server has one.
    pub(super) async fn offers_not_answered(
        &self,
        handle: &Handle,
        command: &CommandInteraction,
        typed: &str,
    ) -> bool {
        let takes_it = command
            .data
            .options
            .first()
            .is_some_and(|it| TAKE_THE_LIST.contains(&it.name.as_str()));
        let Some(guild) = handle.guild.filter(|_| takes_it && NOT_ANSWERED.contains(typed)) else {
            return false;
        };
        // Where the store does not say, the list can still be typed.
        self.store.revision(guild.get(), NOT_ANSWERED).await.is_ok_and(|revision| revision > 0)
    }

    pub(super) async fn show_not_answered(&self, guild: GuildId) -> Result<Message, StoreError> {
        let history = self.store.history(guild.get(), NOT_ANSWERED).await?;
        let last = history.iter().find(|change| change.state == ChangeState::Published);
        let listed = last.and_then(|it| it.after.as_ref()).map(examples).unwrap_or_default();
        if listed.is_empty() {
            let text = "This server has no examples of its own of what is not answered. /inbox adds \
                        some.";
            return Ok(Message::text(text));
        }
        let mut lines = vec![format!("**{NOT_ANSWERED}** Questions like these are not answered:")];
        lines.extend(listed.iter().map(|example| format!("- {}", harmless(example, 200))));
        Ok(Message::text(shorten(&lines.join("\n"), CONTENT)))
    }

    /// Goes back to the list after a change, nought for none; without one, to the list before the
    /// last. In force at once: examples go by themselves, and nothing is shown by them.
    pub(super) async fn revert_not_answered(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        revision: Option<u64>,
    ) -> Result<Message, StoreError> {
        let history = self.store.history(guild.get(), NOT_ANSWERED).await?;
        let mut published = history.iter().filter(|it| it.state == ChangeState::Published);
        let Some(last) = published.next() else {
            return Ok(Message::text("Nobody has put anything out of scope here."));
        };
        let wanted: Option<&Change> = match revision {
            None => published.next(),
            Some(0) => None,
            Some(number) => match history.iter().find(|change| change.id == number) {
                Some(found) => Some(found),
                None => {
                    let text = "No change of that number was published for that. /faq history shows \
                                them.";
                    return Ok(Message::text(text));
                }
            },
        };
        let after = wanted.and_then(|change| change.after.clone());
        let after = after.unwrap_or_else(|| examples_json(&[]));
        let count = examples(&after).len();
        let (before, kind) = (last.after.clone(), ChangeKind::Revert);
        let changed = self.publish_list(handle, guild, kind, before, Some(after), last.id).await?;
        let Some(change) = changed else { return Ok(conflict(None, handle.user)) };
        let listed = match count {
            0 => "No question is put out of scope here now".to_owned(),
            1 => "1 example is left".to_owned(),
            count => format!("{count} examples are left"),
        };
        Ok(Message::text(format!("**{listed}** (change {}).", change.id)))
    }
}
