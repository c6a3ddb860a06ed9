//! Somebody of the staff looks after a crisis, and the alert says so.
//!
//! **Invariant:** one alert is handled by one person; who that is stands in the alert and in the log
//! of changes, and nothing of whoever is in danger does. Where it cannot stand in the alert, nobody counts
//! as handling it.

use std::sync::Arc;

use reqwest::Method;
use serde_json::json;
use serenity::all::{ButtonStyle, ComponentInteraction};
use serenity::builder::{CreateActionRow, CreateButton};
use serenity::model::id::GuildId;

use super::requests::amended;
use crate::discord::bot::Bot;
use crate::discord::bot::faq::who;
use crate::discord::bot::interactions::Handle;
use crate::discord::bot::presses::{NOT_HELD, is_held};
use crate::discord::render::message::Message;
use crate::discord::rest::{Request, RestError};
use crate::discord::staff_button::StaffButton;
use crate::moderation::{Authorized, StaffCommand};
use crate::store::{ChangeKind, Draft};

/// An alert of a crisis, with the button of whoever looks after it.
pub(in crate::discord::bot) fn alert_of(text: &str) -> Message {
    let button = CreateButton::new(StaffButton::HandleCrisis.to_string())
        .label("I’m handling this")
        .style(ButtonStyle::Danger);
    Message { components: vec![CreateActionRow::Buttons(vec![button])], ..Message::text(text) }
}

/// What whoever pressed is told where the others cannot see it.
const UNSEEN: &str = "**The others do not see that you look after it:** I could not write it into the alert. \
                      Please tell them yourself, or press again.";

impl Bot {
    /// Has an alert say who looks after it: as the response to the press, or else by an edit.
    async fn name_in_alert(
        &self,
        handle: &Handle,
        press: &ComponentInteraction,
        line: &str,
    ) -> Result<(), RestError> {
        let Err(error) = self.amend(handle, press, line, &[]).await else { return Ok(()) };
        tracing::warn!(%error, "a press on an alert got no response; the alert is edited instead");
        let path = format!("/channels/{}/messages/{}", handle.channel, press.message.id);
        let body = amended(&press.message.content, line, &[]);
        self.rest.run(Request::new(Method::PATCH, path).body(body).urgent()).await
    }

    pub(super) async fn handle_alert(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        _allowed: &Authorized<StaffCommand>,
        press: &ComponentInteraction,
    ) -> Result<(), RestError> {
        let (alert, now) = (press.message.id.get(), (self.clock)());
        // A claim holds while the database is away, too: nobody in danger waits for it.
        if !self.store.claim(alert, handle.channel.get(), now).await {
            let text = "Somebody looks after it already: the alert says who.";
            return self.whisper(handle, &Message::text(text)).await;
        }
        if !is_held(press) {
            // It is no alert, or none that nobody looks after.
            Bot::report_unkept(self.store.give_back(alert).await);
            return self.whisper(handle, &Message::text(NOT_HELD)).await;
        }
        let by = handle.user.get();
        let line = format!("**Handled by {}** since <t:{}:f>.", who(Some(by)), now / 1_000);
        if let Err(error) = self.name_in_alert(handle, press, &line).await {
            tracing::error!(%error, "an alert of a crisis does not say who looks after it");
            // Whoever comes next would hear that somebody does, and could not see who.
            Bot::report_unkept(self.store.give_back(alert).await);
            return self.whisper(handle, &Message::text(UNSEEN)).await;
        }
        self.settle(alert, handle.channel).await;
        let draft = Draft {
            server: guild.get(),
            entry: None,
            kind: ChangeKind::Crisis,
            actor: by,
            before: None,
            after: Some(json!({
                "channel": handle.channel.to_string(), "alert": alert.to_string(),
            })),
        };
        Bot::report_unkept(self.store.publish(&draft, 0, now).await.map(|_| ()));
        Ok(())
    }
}
