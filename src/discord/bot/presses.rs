//! Buttons and menus.
//!
//! **Invariant:** all that a press needs stands in its `custom_id` and in the event; what only one
//! person may press is checked here, and what a message does not hold changes nothing.

use std::sync::Arc;

use reqwest::Method;
use serenity::all::{
    ActionRowComponent, ButtonKind, ComponentInteraction, ComponentInteractionDataKind, Permissions,
};
use serenity::model::id::{MessageId, UserId};

use super::Bot;
use super::alarm::wait_for;
use super::interactions::{Handle, Kind};
use super::keeping_up::SHORTLY;
use super::moderation::failed;
use super::topics::out_of_reach;
use crate::discord::button::{Button, Way};
use crate::discord::correction_button::CorrectionButton;
use crate::discord::faq_button::FaqButton;
use crate::discord::inbox_button::InboxButton;
use crate::discord::moving_button::MovingButton;
use crate::discord::render::message::{Audience, Message};
use crate::discord::render::{self, Frame};
use crate::discord::rest::{RestError, codes};
use crate::discord::staff_button::StaffButton;
use crate::engine::helplines::Region;
use crate::engine::knowledge::EntryId;
use crate::engine::outcome::Outcome;
use crate::moderation::StaffCommand;
use crate::store::Verdict;

/// What is said to a rating that could not be kept.
const UNKEPT: &str = "Thank you, but the database does not answer, so **I could not keep that**. Please \
                      press again in a minute.";

/// What is said to a press on a button that its message does not hold.
pub(super) const NOT_HELD: &str = "That message has no such button. Nothing was changed.";

impl Bot {
    pub(super) async fn take_press(
        self: &Arc<Self>,
        press: &ComponentInteraction,
    ) -> Result<(), RestError> {
        let handle = Handle::of_press(press);
        if !self.claim_interaction(&handle).await {
            return Ok(());
        }
        let button = Button::parse(&press.data.custom_id);
        // Numbers for another country wait for nothing; else a resumed session brings no servers.
        if !matches!(button, Some(Button::Region { .. })) {
            self.learn_shortly(handle.guild).await;
        }
        if let Some(button) = FaqButton::parse(&press.data.custom_id) {
            return self.press_faq(&handle, press, button).await;
        }
        if let Some(button) = InboxButton::parse(&press.data.custom_id) {
            return self.press_inbox(&handle, press, button).await;
        }
        if let Some(button) = StaffButton::parse(&press.data.custom_id) {
            return self.press_staff(&handle, press, &button).await;
        }
        if let Some(button) = CorrectionButton::parse(&press.data.custom_id) {
            return self.press_correction(&handle, press, button).await;
        }
        if let Some(button) = MovingButton::parse(&press.data.custom_id) {
            return self.press_moving(&handle, press, button).await;
        }
        let Some(button) = button else {
            let text = "This button is from an earlier version of me. Please ask again.";
            return self.whisper(&handle, &Message::text(text)).await;
        };
        if acts_on_its_message(&button) && !is_held(press) {
            return self.whisper(&handle, &Message::text(NOT_HELD)).await;
        }
        if !matches!(button, Button::Region { .. }) {
            self.prepare(handle.guild, SHORTLY).await;
        }
        let asks =
            matches!(button, Button::Related | Button::Topics { .. } | Button::Choose { .. });
        if asks && let Some(hush) = self.hush(handle.guild, handle.user).await {
            return self.whisper(&handle, &hush.message()).await;
        }
        match button {
            Button::Helpful => {
                let is_kept = self.judge(&handle, press.message.id, Verdict::Helpful).await;
                let text = if is_kept { "Good to know. Thank you." } else { UNKEPT };
                self.whisper(&handle, &Message::text(text)).await
            }
            Button::NotHelpful => {
                let is_kept = self.judge(&handle, press.message.id, Verdict::NotHelpful).await;
                let way = match (audience_of(press), &press.message.interaction_metadata) {
                    (Audience::Invoker, _) => Way::Private,
                    (Audience::Channel, Some(_)) => Way::Command,
                    (Audience::Channel, None) => Way::Message,
                };
                let mut message = render::what_is_wrong(press.message.id, way);
                if !is_kept {
                    message.content = format!("{UNKEPT}\n{}", message.content);
                }
                // What was answered in private is nobody else's.
                if audience_of(press) == Audience::Channel {
                    let reply = Some(press.message.id);
                    self.offer_person(&mut message, handle.guild, None, reply);
                }
                self.whisper(&handle, &message).await
            }
            Button::WrongTopic { reply, way } => {
                let is_kept = self.judge(&handle, reply, Verdict::WrongTopic).await;
                self.start_filing_wrong(reply, way);
                if !is_kept {
                    return self.change(&handle, &unkept(reply, way)).await;
                }
                let text = "Noted, thank you. Try other words, or look through /topics.";
                let mut message = Message::text(text);
                if offers_person(press) {
                    self.offer_person(&mut message, handle.guild, None, Some(reply));
                }
                self.change(&handle, &message).await
            }
            Button::WrongFacts { reply, way } => {
                let is_kept = self.judge(&handle, reply, Verdict::WrongFacts).await;
                self.start_filing_wrong(reply, way);
                let told = self.tell_of_wrong_facts(&handle, reply, way).await;
                let text = match (is_kept, told) {
                    (true, true) => "Noted, thank you. The moderators have been told.",
                    (true, false) => {
                        "Noted, thank you. Please tell a moderator what is wrong, so that they can \
                         mend it."
                    }
                    (false, true) => {
                        "Thank you. The moderators have been told. The database does not answer, so \
                         **I could not keep it** besides."
                    }
                    (false, false) => return self.change(&handle, &unkept(reply, way)).await,
                };
                self.change(&handle, &Message::text(text)).await
            }
            Button::Related | Button::Topics { .. } => {
                let message = self.chosen_entry(&handle, press, Audience::Invoker);
                self.whisper(&handle, &message).await
            }
            Button::DeleteData { person } => {
                if handle.user != person {
                    let text = "Only whoever it is about can have it deleted.";
                    return self.whisper(&handle, &Message::text(text)).await;
                }
                match self.delete_data(person).await {
                    Ok(message) => self.change(&handle, &message).await,
                    Err(error) => self.whisper(&handle, &failed(&error)).await,
                }
            }
            Button::Remove { asker } => self.remove(&handle, press, asker).await,
            Button::Choose { asker, entry } => self.choose(&handle, press, asker, &entry).await,
            Button::NoneOfThese { asker } => {
                if handle.user != asker {
                    return self.whisper(&handle, &only_the_asker()).await;
                }
                let frame = self.frame(&handle, asker, audience_of(press));
                let reply = self.library.of(handle.guild).none_of_these();
                let mut message = render::reply(&reply, Outcome::Fallback, frame);
                Bot::report_unkept(
                    self.store.choose(press.message.id.get(), Outcome::Fallback.name(), "").await,
                );
                if audience_of(press) == Audience::Channel {
                    self.file_choice(press.message.id, None).await;
                    self.offer_person(&mut message, handle.guild, Some(asker), None);
                }
                self.change(&handle, &message).await
            }
            Button::Region { card } => {
                let region = chosen(press).and_then(Region::parse);
                let message = match region {
                    Some(region) => {
                        let reply = self.library.shipped().crisis_card(&card.concern(), region);
                        render::crisis(&reply, Some(card))
                    }
                    None => Message::text("I have no numbers for that. See findahelpline.com."),
                };
                self.whisper(&handle, &message).await
            }
            Button::EndShadow { since } => self.press_end_shadow(&handle, press, since).await,
            Button::Post { channel, question, shown } => {
                match self.permit(press.member.as_ref(), StaffCommand::Post).await {
                    Ok(allowed) => {
                        self.post_previewed(&handle, &allowed, channel, question, &shown).await
                    }
                    Err(refused) => self.whisper(&handle, &refused).await,
                }
            }
        }
    }

    /// A reply that only the person who pressed sees.
    pub(super) async fn whisper(
        &self,
        handle: &Handle,
        message: &Message,
    ) -> Result<(), RestError> {
        self.respond(handle, Kind::Message, message, Audience::Invoker).await.map(|_| ())
    }

    /// Puts something in place of the message that holds the button.
    pub(super) async fn change(&self, handle: &Handle, message: &Message) -> Result<(), RestError> {
        self.respond(handle, Kind::Change, message, Audience::Channel).await.map(|_| ())
    }

    /// Keeps what somebody says of a reply. True if it is kept.
    async fn judge(&self, handle: &Handle, reply: MessageId, verdict: Verdict) -> bool {
        let now = (self.clock)();
        let kept = self.store.judge(reply.get(), handle.user.get(), verdict, now).await;
        let is_kept = kept.is_ok();
        Bot::report_unkept(kept);
        is_kept
    }

    /// Tells the staff that somebody finds a reply untrue. True if that arrived soon.
    async fn tell_of_wrong_facts(
        self: &Arc<Self>,
        handle: &Handle,
        reply: MessageId,
        way: Way,
    ) -> bool {
        let Some(guild) = handle.guild else { return false };
        let exchange = self.store.exchange_by_reply(reply.get()).await.ok().flatten();
        let entries = exchange.filter(|it| it.server == Some(guild.get())).map(|it| it.entries);
        let named: Vec<String> =
            entries.iter().flatten().map(|entry| self.named_entry(guild, entry)).collect();
        let of = if named.is_empty() { String::new() } else { format!(" of {}", named.join(", ")) };
        let text = match way {
            Way::Message | Way::Command => format!(
                "Somebody says that something in this answer{of} is not true: {}",
                reply.link(handle.channel, handle.guild),
            ),
            // A link to it would open for nobody else.
            Way::Private => format!(
                "Somebody says that something in an answer{of} is not true. They asked with /ask, in \
                 private, so that nobody else sees it."
            ),
        };
        let nonce = format!("w{}", handle.id);
        let bot = Arc::clone(self);
        let alert = self.tasks.spawn(async move { bot.alert(guild, &text, &nonce).await });
        wait_for(Some(alert)).await.0
    }

    fn frame(&self, handle: &Handle, asker: UserId, audience: Audience) -> Frame<'static> {
        Frame { asker, look: self.look_in(handle.channel), audience, opening: "" }
    }

    fn chosen_entry(
        &self,
        handle: &Handle,
        press: &ComponentInteraction,
        audience: Audience,
    ) -> Message {
        let engine = self.library.of(handle.guild);
        let entry = chosen(press).and_then(EntryId::foreign);
        if entry.as_ref().is_some_and(|entry| engine.withholds(entry)) {
            return out_of_reach();
        }
        let reply = entry.and_then(|entry| engine.reply_with(&entry));
        match reply {
            Some(reply) => {
                let frame = self.frame(handle, handle.user, audience);
                render::reply(&reply, Outcome::Answer, frame)
            }
            None => gone(),
        }
    }

    async fn choose(
        &self,
        handle: &Handle,
        press: &ComponentInteraction,
        asker: UserId,
        entry: &EntryId,
    ) -> Result<(), RestError> {
        if handle.user != asker {
            return self.whisper(handle, &only_the_asker()).await;
        }
        let engine = self.library.of(handle.guild);
        if engine.withholds(entry) {
            // The choice stays, to be made once it is known again.
            return self.whisper(handle, &out_of_reach()).await;
        }
        let Some(reply) = engine.reply_with(entry) else {
            return self.change(handle, &gone()).await;
        };
        let message =
            render::reply(&reply, Outcome::Answer, self.frame(handle, asker, audience_of(press)));
        let kept =
            self.store.choose(press.message.id.get(), Outcome::Answer.name(), entry.as_str()).await;
        Bot::report_unkept(kept);
        if audience_of(press) == Audience::Channel {
            self.file_choice(press.message.id, Some(entry.as_str())).await;
        }
        self.change(handle, &message).await
    }

    async fn remove(
        &self,
        handle: &Handle,
        press: &ComponentInteraction,
        asker: UserId,
    ) -> Result<(), RestError> {
        if handle.user != asker && !self.is_moderator(press) {
            let text = "Only whoever asked, or a moderator, can remove this.";
            return self.whisper(handle, &Message::text(text)).await;
        }
        self.put_off(handle).await?;
        match self.rest.run(self.original(handle, Method::DELETE)).await {
            // Somebody was faster.
            Err(error) if error.code() != Some(codes::UNKNOWN_MESSAGE) => return Err(error),
            Ok(()) | Err(_) => {}
        }
        Bot::report_unkept(self.store.forget_reply(press.message.id.get()).await);
        Ok(())
    }

    fn is_moderator(&self, press: &ComponentInteraction) -> bool {
        let Some(member) = &press.member else { return false };
        let may = member.permissions.is_some_and(|permissions| {
            permissions.intersects(Permissions::MANAGE_MESSAGES | Permissions::ADMINISTRATOR)
        });
        may || press.guild_id.is_some_and(|guild| {
            self.look_up(|all| all.is_staff_by_roles(guild, press.user.id, &member.roles))
        })
    }
}

/// Whether a button does something to what it names, or to the message that holds it. Such a one counts
/// only where the message holds it: what it names is else the word of whoever presses.
const fn acts_on_its_message(button: &Button) -> bool {
    match button {
        Button::Helpful
        | Button::NotHelpful
        | Button::WrongTopic { .. }
        | Button::WrongFacts { .. }
        | Button::Remove { .. }
        | Button::Choose { .. }
        | Button::NoneOfThese { .. } => true,
        // They show what everybody may see, concern whoever presses, or take a role.
        Button::Related
        | Button::Topics { .. }
        | Button::Region { .. }
        | Button::DeleteData { .. }
        | Button::EndShadow { .. }
        | Button::Post { .. } => false,
    }
}

/// Whether the message of a press holds the button that was pressed, as Discord says.
pub(super) fn is_held(press: &ComponentInteraction) -> bool {
    buttons_of(press).any(|custom_id| custom_id == press.data.custom_id)
}

/// Whether the message that holds a button offers to ask a person, too.
fn offers_person(press: &ComponentInteraction) -> bool {
    buttons_of(press).any(|custom_id| StaffButton::parse(custom_id).is_some())
}

/// The ids of the buttons in the message of a press.
fn buttons_of(press: &ComponentInteraction) -> impl Iterator<Item = &str> {
    let rows = press.message.components.iter().flat_map(|row| &row.components);
    rows.filter_map(|part| match part {
        ActionRowComponent::Button(button) => match &button.data {
            ButtonKind::NonLink { custom_id, .. } => Some(custom_id.as_str()),
            _ => None,
        },
        _ => None,
    })
}

/// What was chosen from a menu.
fn chosen(press: &ComponentInteraction) -> Option<&str> {
    match &press.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => values.first().map(String::as_str),
        _ => None,
    }
}

/// Who sees the message that holds a button.
fn audience_of(press: &ComponentInteraction) -> Audience {
    let flags = press.message.flags.unwrap_or_default();
    if flags.contains(serenity::all::MessageFlags::EPHEMERAL) {
        Audience::Invoker
    } else {
        Audience::Channel
    }
}

/// What stands in place of the question what is wrong, where the answer to it could not be kept.
fn unkept(reply: MessageId, way: Way) -> Message {
    Message { content: UNKEPT.to_owned(), ..render::what_is_wrong(reply, way) }
}

fn only_the_asker() -> Message {
    Message::text("Only whoever asked can choose. You can ask with /ask, or look through /topics.")
}

fn gone() -> Message {
    Message::text("That entry is not there any more. Please ask again, or look through /topics.")
}
