//! Posting as a reply what was shown to a moderator in private.
//!
//! **Invariant:** a question is answered once, by whichever way; what stands in another server is none
//! of theirs.

use std::sync::Arc;

use reqwest::Method;
use serenity::model::id::{ChannelId, GuildId, MessageId};
use tokio::sync::oneshot;

use super::Bot;
use super::interactions::Handle;
use super::questions::{exchange_of, post};
use crate::discord::button::Shown;
use crate::discord::inbound::{self, Question};
use crate::discord::render::message::Message;
use crate::discord::rest::{RestError, codes};
use crate::engine::Response;
use crate::engine::outcome::Outcome;
use crate::moderation::{Authorized, StaffCommand};

/// Why nothing was posted.
enum Unposted {
    Gone,
    Answered,
    NoText,
    /// The helplines could not be posted.
    Card,
    Busy,
    /// What the server answers with is not known just now.
    OutOfReach,
    Refused(RestError),
}

impl Bot {
    /// Posts what was shown to a moderator as a reply to the message that asks.
    pub(super) async fn post_previewed(
        self: &Arc<Self>,
        handle: &Handle,
        _allowed: &Authorized<StaffCommand>,
        channel: ChannelId,
        id: MessageId,
        shown: &Shown,
    ) -> Result<(), RestError> {
        // Fetching and posting may take longer than Discord waits.
        self.put_off(handle).await?;
        let text = match self.post_reply_to(handle.guild, channel, id, shown).await {
            Ok(link) => format!("Posted: {link}"),
            Err(Unposted::Gone) => "That message is gone, so I posted nothing.".to_owned(),
            Err(Unposted::Answered) => "I have answered that message already.".to_owned(),
            Err(Unposted::NoText) => {
                "I cannot read that message any more. Use “Answer with Signpost” on it again."
                    .to_owned()
            }
            Err(Unposted::Card) => {
                "**I could not post the helplines there.** Please go to them yourself.".to_owned()
            }
            Err(Unposted::Busy) => {
                "Too much waits to be sent there. Please try again in a minute.".to_owned()
            }
            Err(Unposted::OutOfReach) => {
                "I cannot reach what this server answers from just now, so I posted nothing. Please try \
                 again in a few minutes."
                    .to_owned()
            }
            Err(Unposted::Refused(error)) => {
                format!("I could not post it: {error}. Look at /status for what I may do there.")
            }
        };
        let request = self.original(handle, Method::PATCH).body(Message::text(text).edit());
        self.rest.run(request).await
    }

    async fn post_reply_to(
        self: &Arc<Self>,
        guild: Option<GuildId>,
        channel: ChannelId,
        id: MessageId,
        shown: &Shown,
    ) -> Result<String, Unposted> {
        let message = match self.fetch(channel, id).await {
            Ok(message) if message.guild_id == guild => message,
            // No button of ours is about a message of another server.
            Ok(_) => return Err(Unposted::Gone),
            Err(error) if error.code() == Some(codes::UNKNOWN_MESSAGE) => {
                return Err(Unposted::Gone);
            }
            Err(error) => return Err(Unposted::Refused(error)),
        };
        let question = self
            .look_up(|directory| inbound::question(&message, directory))
            .ok_or(Unposted::NoText)?;
        let response = if question.text.trim().is_empty() {
            // Without message content, what was shown is all there is.
            let engine = self.library.of(question.guild);
            let recalled = shown.recalled(engine.knowledge());
            recalled.and_then(|it| engine.recall(&it)).ok_or(Unposted::NoText)?
        } else {
            self.think(question.guild, &question.text)
        };
        if response.is_withheld {
            return Err(Unposted::OutOfReach);
        }
        let link = |sent: MessageId| sent.link(channel, question.guild);
        if response.outcome == Outcome::Escalate {
            if self.is_answered(id).await {
                return Err(Unposted::Answered);
            }
            self.claim(&question).await;
            return self.handle_crisis(&question, &response).await.map(link).ok_or(Unposted::Card);
        }
        // Behind an answer of the bot's own that is still waiting to be sent.
        let (tell, told) = oneshot::channel();
        let bot = Arc::clone(self);
        let asked = question.clone();
        let job = async move {
            // Whoever pressed may have stopped waiting; it is posted all the same.
            let _ = tell.send(bot.post_unless_answered(&asked, &response).await);
        };
        self.enqueue(channel, Box::pin(job));
        told.await.unwrap_or(Err(Unposted::Busy)).map(link)
    }

    async fn post_unless_answered(
        &self,
        question: &Question,
        response: &Response,
    ) -> Result<MessageId, Unposted> {
        if self.is_answered(question.id).await {
            return Err(Unposted::Answered);
        }
        // A suggestion has claimed the question, and is what is posted now.
        self.claim(question).await;
        let id = question.id;
        let body = self.compose(question, response).post(Some(id), &format!("p{id}"));
        let exchange = exchange_of(&question.origin(), response);
        self.send_reply(post(question.channel, &body), exchange).await.map_err(Unposted::Refused)
    }

    async fn is_answered(&self, question: MessageId) -> bool {
        self.store.exchange_of(question.get()).await.is_ok_and(|known| known.is_some())
    }
}
