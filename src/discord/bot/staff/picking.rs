//! The open questions of people in a menu, each of which comes with the buttons of its own message.
//!
//! **Invariant:** what is shown is what the store holds at that moment, to whoever may look after
//! it; a question that is over comes without buttons.

use std::sync::Arc;

use serenity::all::{ComponentInteraction, CreateSelectMenuKind, CreateSelectMenuOption};
use serenity::builder::{CreateActionRow, CreateSelectMenu};
use serenity::model::id::{ChannelId, GuildId};

use super::alerts::chosen;
use super::requests::{buttons, over, unknown};
use crate::discord::bot::Bot;
use crate::discord::bot::faq::{day, who};
use crate::discord::bot::inbox::{FILLED_IN, Fetched, UNKEPT, short};
use crate::discord::bot::interactions::Handle;
use crate::discord::bot::moderation::failed;
use crate::discord::inbound;
use crate::discord::limits::{CONTENT, OPTION, OPTIONS};
use crate::discord::render::message::Message;
use crate::discord::render::text::{harmless, shorten};
use crate::discord::rest::RestError;
use crate::discord::staff_button::StaffButton;
use crate::moderation::{Authorized, StaffCommand};
use crate::store::{RequestState, StaffRequest, StoreError};

impl Bot {
    /// A menu of the open questions of a server, the oldest first. None where there is none.
    pub(super) fn menu_of_requests(&self, open: &[StaffRequest]) -> Option<CreateActionRow> {
        if open.is_empty() {
            return None;
        }
        let options: Vec<CreateSelectMenuOption> = open
            .iter()
            .take(OPTIONS)
            .map(|request| {
                let taken = if request.taken_by.is_some() { ", looked after" } else { "" };
                let channel = self.name_of(request.channel);
                let channel = channel.map_or_else(String::new, |name| format!(" in #{name}"));
                let label = format!("Asked on {}{channel}{taken}", day(request.at));
                CreateSelectMenuOption::new(shorten(&label, OPTION), request.question.to_string())
            })
            .collect();
        let kind = CreateSelectMenuKind::String { options };
        let menu = CreateSelectMenu::new(StaffButton::PickRequest.to_string(), kind);
        Some(CreateActionRow::SelectMenu(menu.placeholder("Look after an open question")))
    }

    fn name_of(&self, channel: u64) -> Option<String> {
        let channel = ChannelId::from(std::num::NonZeroU64::new(channel)?);
        self.look_up(|all| {
            let server = all.server(all.place(channel)?.guild)?;
            server.channels.get(&channel).map(|channel| channel.name.clone())
        })
    }

    /// Shows the question that somebody chose, with what can be done about it.
    pub(super) async fn pick_request(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        _allowed: &Authorized<StaffCommand>,
        press: &ComponentInteraction,
    ) -> Result<(), RestError> {
        let question = chosen(press).and_then(|value| value.parse().ok());
        let Some(question) = question else { return self.whisper(handle, &unknown()).await };
        self.put_answer_off(handle).await?;
        let shown = self.picked(guild, question).await;
        self.give_answer(handle, &shown.unwrap_or_else(|error| failed(&error))).await
    }

    async fn picked(&self, guild: GuildId, question: u64) -> Result<Message, StoreError> {
        let Some(known) = self.store.request(guild.get(), question).await? else {
            return Ok(unknown());
        };
        if known.state != RequestState::Open {
            return Ok(over(&known));
        }
        let fetching = self.asked(guild, known.channel, question);
        let asked = tokio::time::timeout(FILLED_IN, fetching).await.unwrap_or(Fetched::Away);
        let text = match asked {
            Fetched::Here(asked) => {
                format!("{}\n“{}”", asked.link(), harmless(&short(&asked.text), 600))
            }
            Fetched::Gone => "it was deleted.".to_owned(),
            Fetched::Unkept => format!("it was {UNKEPT}."),
            Fetched::Away => format!(
                "{}\nDiscord does not show me its text just now.",
                self.place_of_question(guild, known.channel, question).await,
            ),
        };
        let mut lines = vec![format!(
            "**Somebody asks for a person**: <@{}>, in <#{}>, since <t:{}:R>: {text}",
            known.asker,
            known.channel,
            known.at / 1_000,
        )];
        if let Some((channel, message)) = known.staff {
            lines.push(format!(
                "What I would say stands here: {}",
                inbound::link_to(guild, channel, message)
            ));
        }
        if known.taken_by.is_some() {
            lines.push(format!("**{} looks after it.**", who(known.taken_by)));
        }
        let mut message = Message::text(shorten(&lines.join("\n"), CONTENT));
        message.components = buttons(question, known.taken_by, false);
        Ok(message)
    }
}
