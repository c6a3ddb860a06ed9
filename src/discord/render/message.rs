//! A message that is ready to be sent: content, embeds, components, and nobody mentioned.
//!
//! **Invariant:** every form of it switches all mentions off but that of the person replied to.

use serde_json::{Value, json};
use serenity::builder::{CreateActionRow, CreateEmbed};
use serenity::model::id::MessageId;

use crate::discord::rest::File;

/// Only the person who looks sees it.
const EPHEMERAL: u64 = 1 << 6;

/// What to send.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Message {
    /// Text above the embeds.
    pub content: String,
    /// Embeds.
    pub embeds: Vec<CreateEmbed>,
    /// Rows of buttons and menus.
    pub components: Vec<CreateActionRow>,
    /// A file that goes along with a response that was put off, or with a message of its own. The
    /// bodies below say nothing of it.
    pub file: Option<File>,
}

/// Who sees the response to an interaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody in the channel.
    Channel,
    /// Whoever used the command or pressed the button.
    Invoker,
}

impl Message {
    /// A message of text alone.
    #[must_use]
    pub fn text(content: impl Into<String>) -> Self {
        Message { content: content.into(), ..Message::default() }
    }

    /// The body of a new message, as a reply to another where one is given. The nonce, of up to
    /// 25 characters, keeps a second sending from posting twice.
    #[must_use]
    pub fn post(&self, reply_to: Option<MessageId>, nonce: &str) -> Value {
        let mut body = self.base();
        body["nonce"] = json!(nonce);
        body["enforce_nonce"] = json!(true);
        if let Some(message) = reply_to {
            // A question that was deleted meanwhile must not make the answer fail.
            body["message_reference"] =
                json!({ "message_id": message.to_string(), "fail_if_not_exists": false });
            body["allowed_mentions"] = json!({ "parse": [], "replied_user": true });
        }
        body
    }

    /// The body that puts this in place of what a message holds.
    #[must_use]
    pub fn edit(&self) -> Value {
        self.base()
    }

    /// The data of a response to an interaction.
    #[must_use]
    pub fn response(&self, audience: Audience) -> Value {
        let mut body = self.base();
        if audience == Audience::Invoker {
            body["flags"] = json!(EPHEMERAL);
        }
        body
    }

    fn base(&self) -> Value {
        json!({
            "content": self.content,
            "embeds": self.embeds,
            "components": self.components,
            "allowed_mentions": { "parse": [] },
        })
    }
}
