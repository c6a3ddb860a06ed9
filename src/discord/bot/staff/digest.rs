//! The week in a message to the staff, each line with its button.
//!
//! **Invariant:** a week is told once in a server, whichever process does it and however often it
//! starts; one of which there is nothing to tell, or not the whole, is not.

use std::sync::Arc;

use serenity::all::ButtonStyle;
use serenity::builder::{CreateActionRow, CreateButton};
use serenity::model::id::GuildId;

use super::alerts::{Expiring, nonce_of, rows_of};
use crate::discord::bot::Bot;
use crate::discord::bot::inbox::SEVERAL;
use crate::discord::inbound;
use crate::discord::inbox_button::InboxButton;
use crate::discord::render::message::Message;
use crate::discord::render::text::harmless;
use crate::discord::staff_button::StaffButton;
use crate::store::{InboxKind, StaffRequest, StoreError};

const HOUR: u64 = 3_600 * 1_000;
const WEEK: u64 = 7 * 24 * HOUR;

/// Monday at nine in the morning, UTC: a week begins with what the last one left. The epoch began on a
/// Thursday.
const BEGINS: u64 = 4 * 24 * HOUR + 9 * HOUR;

/// What the store calls it.
const NAME: &str = "digest";

/// What there is to tell of a week.
struct Week {
    begins: u64,
    asked: u64,
    answered: u64,
    unknown: u64,
    wrong: u64,
    waiting: Vec<(InboxKind, u64)>,
    requests: Vec<StaffRequest>,
    /// Where the oldest of them can be looked at.
    oldest: Option<String>,
    expiring: Vec<Expiring>,
    suggestions: Vec<String>,
}

impl Bot {
    /// Tells the staff of the last week, if nobody has.
    pub(super) async fn send_digest(self: &Arc<Self>, guild: GuildId) -> Result<(), StoreError> {
        let (server, now) = (guild.get(), (self.clock)());
        let ended = last_monday(now);
        let is_first = self.store.told_at(server, NAME).await?.is_none();
        // Of a week before the first nothing is known.
        if !self.store.take_notice(server, NAME, ended, now).await? || is_first {
            return Ok(());
        }
        let week = match self.week(guild, ended).await {
            Ok(week) => week,
            Err(error) => {
                self.store.return_notice(server, NAME).await?;
                return Err(error);
            }
        };
        if !week.has_anything() {
            return Ok(());
        }
        let mut message = week.message();
        message.components.extend(self.menu_of_requests(&week.requests));
        if self.post_to_staff(guild, &message, &nonce_of(NAME, ended)).await.is_none() {
            self.store.return_notice(server, NAME).await?;
        }
        Ok(())
    }

    async fn week(&self, guild: GuildId, ended: u64) -> Result<Week, StoreError> {
        let server = guild.get();
        let begins = ended.saturating_sub(WEEK);
        let statistics = self.store.statistics(server, begins, ended).await?;
        let sum = |of: fn(&crate::store::Counts) -> u64| -> u64 {
            statistics.days.iter().map(|day| of(&day.counts)).sum()
        };
        let requests = self.store.open_requests(server).await?;
        let oldest = match requests.first() {
            Some(StaffRequest { staff: Some((channel, message)), .. }) => {
                Some(inbound::link_to(guild, *channel, *message))
            }
            Some(first) => Some(self.place_of_question(guild, first.channel, first.question).await),
            None => None,
        };
        Ok(Week {
            begins,
            asked: sum(|counts| counts.asked),
            answered: sum(|counts| counts.answered),
            unknown: sum(|counts| counts.unknown),
            wrong: sum(|counts| counts.wrong),
            waiting: self.store.inbox_sizes(server).await?,
            requests,
            oldest,
            expiring: self.expiring(guild).await?,
            suggestions: self.store.chosen_by(server, SEVERAL).await?,
        })
    }
}

impl Week {
    fn waiting(&self) -> u64 {
        self.waiting.iter().map(|(_, size)| size).sum()
    }

    fn waiting_of(&self, kind: InboxKind) -> u64 {
        self.waiting.iter().find(|(known, _)| *known == kind).map_or(0, |(_, size)| *size)
    }

    fn has_anything(&self) -> bool {
        self.asked > 0
            || self.waiting() > 0
            || !self.requests.is_empty()
            || !self.expiring.is_empty()
    }

    fn message(&self) -> Message {
        let mut lines = vec![format!("**The week from <t:{}:D>**", self.begins / 1_000)];
        let mut buttons = Vec::new();
        let mut line = |text: String, button: Option<(String, String)>| {
            lines.push(format!("- {text}"));
            buttons.extend(button.map(|(id, label)| {
                CreateButton::new(id).label(label).style(ButtonStyle::Secondary)
            }));
        };
        let open = |kind: Option<InboxKind>, label: &str, size: u64| {
            (size > 0).then(|| (InboxButton::Open(kind).to_string(), format!("{label} ({size})")))
        };
        line(
            format!("Asked: {}; answered: {}", self.asked, self.answered),
            Some((StaffButton::Figures.to_string(), "Figures".to_owned())),
        );
        let kind = InboxKind::Unanswered;
        let size = self.waiting_of(kind);
        line(format!("Not known: {}", self.unknown), open(Some(kind), "Not known", size));
        let kind = InboxKind::Wrong;
        let size = self.waiting_of(kind);
        line(format!("Called wrong: {}", self.wrong), open(Some(kind), "Called wrong", size));
        line(format!("In the inbox: {}", self.waiting()), open(None, "Inbox", self.waiting()));
        if let Some(oldest) = &self.oldest {
            let text = format!("Before the staff: {}, the oldest: {oldest}", self.requests.len());
            line(text, None);
        }
        if !self.suggestions.is_empty() {
            let named: Vec<String> =
                self.suggestions.iter().take(5).map(|entry| harmless(entry, 64)).collect();
            let size = self.waiting_of(InboxKind::Clarified);
            line(
                format!("Chosen by several people: {}", named.join(", ")),
                open(Some(InboxKind::Clarified), "Suggestions", size),
            );
        }
        if !self.expiring.is_empty() {
            line(format!("To be checked again soon: {}", self.expiring.len()), None);
        }
        let mut message = Message::text(lines.join("\n"));
        message.components = vec![CreateActionRow::Buttons(buttons)];
        message.components.extend(rows_of(&self.expiring));
        message
    }
}

/// When the last week ended, in milliseconds since the Unix epoch.
fn last_monday(now: u64) -> u64 {
    let since = now.saturating_sub(BEGINS);
    since - since % WEEK + BEGINS
}
