//! What the staff is told once: an answer that several people call wrong, entries that expire, and
//! what could not be read.
//!
//! **Invariant:** of several processes one tells, and what did not arrive is told later.

use std::fmt::Write as _;
use std::sync::Arc;

use serenity::all::{
    ButtonStyle, ComponentInteraction, ComponentInteractionDataKind, CreateSelectMenuKind,
    CreateSelectMenuOption,
};
use serenity::builder::{CreateActionRow, CreateButton, CreateSelectMenu};
use serenity::model::id::GuildId;
use toml::value::Date;

use crate::discord::bot::Bot;
use crate::discord::bot::faq::day;
use crate::discord::bot::inbox::SEVERAL;
use crate::discord::bot::interactions::Handle;
use crate::discord::bot::keeping_up::PATIENTLY;
use crate::discord::bot::moderation::failed;
use crate::discord::button::EntryTag;
use crate::discord::inbound;
use crate::discord::library::layer;
use crate::discord::limits::{CONTENT, OPTIONS};
use crate::discord::render::message::Message;
use crate::discord::render::text::{harmless, shorten};
use crate::discord::rest::RestError;
use crate::discord::staff_button::StaffButton;
use crate::engine::knowledge::{EntryId, Laid, laid_entry};
use crate::moderation::{Authorized, FaqCommand};
use crate::store::{Exchange, StoreError};

const DAY: u64 = 24 * 3_600 * 1_000;

/// Complaints that lie farther apart are about different answers, or about a mood.
const COMPLAINTS: u64 = 7 * DAY;

/// How long before an entry expires the staff is told: time to read its sources again.
const NOTICE: u64 = 14 * DAY;

/// Entries that are named in a message; all of them are in its menu, as far as one holds them.
const NAMED: usize = 12;

/// What could not be read that is shown; more is in the log.
const UNREAD: usize = 8;

/// An entry, and when its review expires.
pub(super) type Expiring = (EntryId, Date);

/// Of what something could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::discord::bot) enum Whence {
    /// What was there at the start.
    Start,
    /// Files that changed while the bot runs.
    Files,
    /// What a server changed.
    Changes,
}

impl Whence {
    /// How the names begin under which the store keeps that it was told.
    fn beginning(self) -> &'static str {
        match self {
            Whence::Start => "unread:start:",
            Whence::Files => "unread:files:",
            Whence::Changes => "unread:changes:",
        }
    }
}

impl Bot {
    /// Tells the staff of the entries of an answer that several people call wrong.
    pub(in crate::discord::bot) async fn tell_of_complaints(
        self: &Arc<Self>,
        guild: GuildId,
        exchange: &Exchange,
        is_shown: bool,
    ) {
        for entry in &exchange.entries {
            if let Err(error) = self.tell_of_complaint(guild, entry, exchange, is_shown).await {
                tracing::error!(%error, "the staff is not told of an answer that is called wrong");
            }
        }
    }

    async fn tell_of_complaint(
        self: &Arc<Self>,
        guild: GuildId,
        entry: &str,
        exchange: &Exchange,
        is_shown: bool,
    ) -> Result<(), StoreError> {
        let since = (self.clock)().saturating_sub(COMPLAINTS);
        let people = self.store.complaints(guild.get(), entry, since).await?;
        let is_known = EntryId::foreign(entry)
            .is_some_and(|id| self.library.of(Some(guild)).knowledge().find(&id).is_some());
        if people < SEVERAL as usize || !is_known {
            return Ok(());
        }
        let Some(id) = EntryId::foreign(entry) else { return Ok(()) };
        let tag = EntryTag::of(&id);
        let (channel, reply) = (exchange.channel, exchange.reply);
        let link = if is_shown {
            format!(", last here: {}", inbound::link_to(guild, channel, reply))
        } else {
            ", last in private".to_owned()
        };
        let text = format!(
            "**{people} people called {} wrong** within a week{link}\nQuarantine takes it out of use \
             at once; /faq revert puts it back.",
            self.named_entry(guild, entry),
        );
        let button = |id: StaffButton, label: &str, style: ButtonStyle| {
            CreateButton::new(id.to_string()).label(label).style(style)
        };
        let row = vec![
            button(StaffButton::Quarantine(tag.clone()), "Quarantine", ButtonStyle::Danger),
            button(StaffButton::Show(tag), "Show", ButtonStyle::Secondary),
        ];
        let message =
            Message { components: vec![CreateActionRow::Buttons(row)], ..Message::text(text) };
        self.tell_once(guild, &format!("wrong:{entry}"), since, &message).await
    }

    /// An entry by its id and its question.
    pub(in crate::discord::bot) fn named_entry(&self, guild: GuildId, entry: &str) -> String {
        let engine = self.library.of(Some(guild));
        let knowledge = engine.knowledge();
        let place = EntryId::foreign(entry).and_then(|id| knowledge.find(&id));
        let question = place.map_or_else(String::new, |place| {
            format!(" (“{}”)", harmless(&knowledge.entry_at(place).question, 90))
        });
        format!("{}{question}", harmless(entry, 64))
    }

    /// Tells the staff of what could not be read, where nobody has.
    pub(in crate::discord::bot) async fn tell_of_unread(
        self: &Arc<Self>,
        guild: GuildId,
        whence: Whence,
        problems: &[String],
    ) {
        if problems.is_empty() {
            return;
        }
        let mut text =
            "**I could not read all that I am to answer from.** What can be read is used; \
                        `signpost check` says how to mend the rest:"
                .to_owned();
        for problem in problems.iter().take(UNREAD) {
            let _ = write!(text, "\n- {}", harmless(problem, 180));
        }
        if problems.len() > UNREAD {
            let _ = write!(text, "\n- and {} more", problems.len() - UNREAD);
        }
        let message = Message::text(shorten(&text, CONTENT));
        // The same problems are told once, others anew.
        let which = sha1_smol::Sha1::from(problems.join("\n")).digest().to_string();
        let name = format!("{}{which}", whence.beginning());
        if let Err(error) = self.tell_once(guild, &name, 0, &message).await {
            tracing::error!(%error, "the staff is not told of what could not be read");
        }
    }

    /// What could not be read can be read again: the same is told anew, should it come back.
    pub(in crate::discord::bot) async fn take_back_unread(&self, whence: Whence) {
        if let Err(error) = self.store.take_back_notices(whence.beginning()).await {
            tracing::warn!(%error, "what could not be read is not told anew, should it come back");
        }
    }

    /// Tells something, unless that was done at or after `since`.
    async fn tell_once(
        self: &Arc<Self>,
        guild: GuildId,
        name: &str,
        since: u64,
        message: &Message,
    ) -> Result<(), StoreError> {
        let (server, now) = (guild.get(), (self.clock)());
        if !self.store.take_notice(server, name, since, now).await? {
            return Ok(());
        }
        // Another nonce each time: what was taken back may come again within minutes.
        let nonce = nonce_of(&format!("{name}:{now}"), now);
        if self.post_to_staff(guild, message, &nonce).await.is_none() {
            self.store.return_notice(server, name).await?;
        }
        Ok(())
    }

    /// Tells the staff of the entries whose review expires soon, of each once.
    pub(super) async fn tell_of_expiring(
        self: &Arc<Self>,
        guild: GuildId,
    ) -> Result<(), StoreError> {
        let (server, now) = (guild.get(), (self.clock)());
        let name = |(entry, date): &Expiring| format!("expires:{entry}:{date}");
        let mut new = Vec::new();
        let mut outcome = Ok(());
        for expiring in self.expiring(guild).await? {
            match self.store.take_notice(server, &name(&expiring), 0, now).await {
                Ok(true) => new.push(expiring),
                Ok(false) => {}
                // What was taken by then is told all the same.
                Err(error) => {
                    outcome = Err(error);
                    break;
                }
            }
        }
        if new.is_empty() {
            return outcome;
        }
        let mut text =
            "**These entries are to be checked against their sources again:**".to_owned();
        for (entry, date) in new.iter().take(NAMED) {
            let _ = write!(text, "\n- {} by {date}", harmless(entry.as_str(), 64));
        }
        if new.len() > NAMED {
            let _ = write!(text, "\n- and {} more", new.len() - NAMED);
        }
        text.push_str(
            "\nThey stay in use. Once an editor has read one against its sources, Reviewed has it \
             stand for a year.",
        );
        let mut message = Message::text(shorten(&text, CONTENT));
        message.components = rows_of(&new);
        let first = new.first().map(name).unwrap_or_default();
        if self.post_to_staff(guild, &message, &nonce_of(&first, now)).await.is_none() {
            for expiring in &new {
                self.store.return_notice(server, &name(expiring)).await?;
            }
        }
        outcome
    }

    /// The entries of a server whose review expires soon, or has. Read without building its engine.
    pub(super) async fn expiring(&self, guild: GuildId) -> Result<Vec<Expiring>, StoreError> {
        let changes = self.store.overlay(guild.get()).await?;
        let layers: Vec<_> = changes.iter().filter_map(layer).collect();
        let own = layers.iter().filter_map(|layer| match &layer.laid {
            Laid::Entry(value) => laid_entry(&layer.id, layer.revision, value).ok(),
            Laid::Nothing | Laid::Quarantined(_) | Laid::Shipped | Laid::NotAnswered(_) => None,
        });
        let is_changed =
            |id: &str| layers.iter().any(|layer| layer.id == id && layer.laid != Laid::Shipped);
        let engine = self.library.shipped();
        let shipped = engine.knowledge().entries();
        let shipped = shipped.filter(|entry| !is_changed(entry.id.as_str())).cloned();
        let soon = day((self.clock)().saturating_add(NOTICE));
        let all = shipped.chain(own);
        let mut expiring: Vec<Expiring> = all
            .filter_map(|entry| Some((entry.id, entry.expires?)))
            .filter(|(_, date)| *date <= soon)
            .collect();
        expiring.sort_by(|left, right| left.1.cmp(&right.1).then_with(|| left.0.cmp(&right.0)));
        Ok(expiring)
    }

    /// Shows an entry to whoever pressed, or takes it out of use.
    pub(super) async fn press_entry(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        _allowed: &Authorized<FaqCommand>,
        press: &ComponentInteraction,
        button: &StaffButton,
    ) -> Result<(), RestError> {
        self.put_answer_off(handle).await?;
        self.prepare(Some(guild), PATIENTLY).await;
        let done = self.do_to_entry(handle, guild, press, button).await;
        let message = done.unwrap_or_else(|error| failed(&error));
        self.give_answer(handle, &message).await
    }

    async fn do_to_entry(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        press: &ComponentInteraction,
        button: &StaffButton,
    ) -> Result<Message, StoreError> {
        let id = match button {
            StaffButton::Quarantine(tag) | StaffButton::Show(tag) | StaffButton::Reviewed(tag) => {
                self.entry_of(guild, tag).await?.map(|id| id.to_string())
            }
            StaffButton::ShowOneOf | StaffButton::ReviewedOneOf => chosen(press),
            StaffButton::AskPerson { .. }
            | StaffButton::Take(_)
            | StaffButton::Answered(_)
            | StaffButton::MakeEntry(_)
            | StaffButton::Close(_)
            | StaffButton::HandleCrisis
            | StaffButton::PickRequest
            | StaffButton::Figures => None,
        };
        let Some(id) = id else {
            return Ok(Message::text("This server has no such entry any more."));
        };
        match button {
            StaffButton::Quarantine(_) => self.quarantine(handle, guild, &id).await,
            StaffButton::Reviewed(_) | StaffButton::ReviewedOneOf => {
                self.review(handle, guild, &id).await
            }
            StaffButton::Show(_)
            | StaffButton::ShowOneOf
            | StaffButton::AskPerson { .. }
            | StaffButton::Take(_)
            | StaffButton::Answered(_)
            | StaffButton::MakeEntry(_)
            | StaffButton::Close(_)
            | StaffButton::HandleCrisis
            | StaffButton::PickRequest
            | StaffButton::Figures => self.show_entry(handle, guild, &id).await,
        }
    }
}

/// What can be done about entries that expire: one is shown, or was reviewed.
pub(super) fn rows_of(expiring: &[Expiring]) -> Vec<CreateActionRow> {
    let shown = menu(&StaffButton::ShowOneOf, expiring, "Show an entry that expires");
    shown.into_iter().chain(reviewed(expiring)).collect()
}

/// A button for whoever has read the entry against its sources, or a menu where there are several.
fn reviewed(expiring: &[Expiring]) -> Option<CreateActionRow> {
    let [(entry, _)] = expiring else {
        return menu(&StaffButton::ReviewedOneOf, expiring, "Reviewed: choose which");
    };
    let id = StaffButton::Reviewed(EntryTag::of(entry)).to_string();
    let button = CreateButton::new(id).label("Reviewed").style(ButtonStyle::Success);
    Some(CreateActionRow::Buttons(vec![button]))
}

fn menu(id: &StaffButton, expiring: &[Expiring], placeholder: &str) -> Option<CreateActionRow> {
    let options: Vec<CreateSelectMenuOption> = expiring
        .iter()
        .take(OPTIONS)
        .map(|(entry, date)| {
            let label = format!("{} ({date})", shorten(entry.as_str(), 80));
            CreateSelectMenuOption::new(label, entry.as_str())
        })
        .collect();
    if options.is_empty() {
        return None;
    }
    let menu = CreateSelectMenu::new(id.to_string(), CreateSelectMenuKind::String { options });
    Some(CreateActionRow::SelectMenu(menu.placeholder(placeholder)))
}

/// A nonce of 25 characters at most, the same for whoever tells the same.
pub(super) fn nonce_of(name: &str, now: u64) -> String {
    let which = format!("{name}:{}", now / DAY);
    let mut nonce = sha1_smol::Sha1::from(which).digest().to_string();
    nonce.truncate(24);
    nonce
}

pub(super) fn chosen(press: &ComponentInteraction) -> Option<String> {
    match &press.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => values.first().cloned(),
        _ => None,
    }
}
