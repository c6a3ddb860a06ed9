//! What the staff of a server is told, in the first of its channels that takes it.
//!
//! **Invariant:** what arrived is known by where it stands; what did not is not called told.

use std::sync::Arc;

use serenity::model::id::{ChannelId, GuildId, MessageId};

use crate::discord::bot::Bot;
use crate::discord::bot::questions::{Sent, post};
use crate::discord::render::message::Message;

impl Bot {
    /// Tells the staff something. Where it arrived; nothing where it did not.
    pub(in crate::discord::bot) async fn post_to_staff(
        self: &Arc<Self>,
        guild: GuildId,
        message: &Message,
        nonce: &str,
    ) -> Option<(ChannelId, MessageId)> {
        self.learn(guild).await;
        let channels = self.look_up(|directory| directory.alert_channels(guild));
        if channels.is_empty() {
            tracing::error!("the moderators are told of nothing; set discord.alert_channels");
        }
        let body = message.post(None, nonce);
        for channel in channels {
            match self.rest.send::<Sent>(post(channel, &body).urgent()).await {
                Ok(sent) => return Some((channel, sent.id)),
                Err(error) => tracing::error!(%error, "the moderators could not be told"),
            }
        }
        None
    }
}
