//! Looking at entries: nothing here changes anything.
//!
//! **Invariant:** what somebody typed comes back harmless, and every text fits a message.

use std::sync::Arc;

use serenity::all::ButtonStyle;
use serenity::builder::CreateActionRow;
use serenity::model::id::GuildId;

use super::entries::who;
use super::preview::button;
use super::words::difference;
use super::{Bot, Handle};
use crate::discord::faq_button::FaqButton;
use crate::discord::limits::{CONTENT, SUGGESTION};
use crate::discord::render::message::{Audience, Message};
use crate::discord::render::text::{harmless, shorten};
use crate::discord::render::{self, Frame, Look};
use crate::discord::rest::File;
use crate::engine::Confidence;
use crate::engine::knowledge::NOT_ANSWERED;
use crate::engine::outcome::Outcome;
use crate::engine::why;
use crate::store::{Change, ChangeKind, ChangeState, StoreError};

/// Entries or changes on a page: each takes a line or two on a phone.
const ON_A_PAGE: usize = 15;

/// Room for what is different, in characters: the line above it and the marks of the block stand in
/// the same message.
const DIFFERENT: usize = CONTENT - 500;

/// Room for a list in a message, in characters.
const LISTED: usize = 500;

/// Room for one of its texts.
const LONG: usize = 120;

/// As near as this something always is: of words that no shipped entry has, such as "zebra" and "film
/// evening", the nearest entry is sure by 0.02 to 0.03; of a word that one has, by 0.7 and more.
const FAR: Confidence = Confidence::thousandths(40);

/// The file that holds every phrasing of an entry.
const PHRASINGS_FILE: &str = "phrasings.txt";

impl Bot {
    pub(in crate::discord::bot) async fn show_entry(
        self: &Arc<Self>,
        handle: &Handle,
        guild: GuildId,
        id: &str,
    ) -> Result<Message, StoreError> {
        let Some(current) = self.current(guild, id).await? else {
            return Ok(self.no_such_entry(guild, id));
        };
        let mut lines = vec![format!("**{}**", harmless(current.id.as_str(), SUGGESTION))];
        lines.push(match (current.revision, current.is_used) {
            (0, _) => "As shipped.".to_owned(),
            (revision, true) if self.as_shipped(&current.id) == current.json() => {
                format!("As shipped (since change {revision}).")
            }
            (revision, true) => format!("In force since change {revision}."),
            (revision, false) => format!("**Not used** since change {revision}."),
        });
        if let Some(entry) = &current.entry {
            lines.push(format!("Topics: {}", listed(&entry.topics)));
            lines.push(if holds_all(&entry.phrasings) {
                format!("Asked as: {}", listed(&entry.phrasings))
            } else {
                let (count, first) = (entry.phrasings.len(), listed(&entry.phrasings));
                format!("Asked in {count} ways ({PHRASINGS_FILE} of /faq show holds all): {first}")
            });
            if !current.is_used {
                lines.push(format!("**{}**", harmless(&entry.question, 256)));
                lines.push(shorten(&entry.answer, 800));
            }
        }
        let reply = self.library.of(Some(guild)).reply_with(&current.id);
        let mut message = match reply.filter(|_| current.is_used) {
            Some(reply) => render::reply(&reply, Outcome::Answer, alone(handle)),
            None => Message::default(),
        };
        message.components = Vec::new();
        message.content = shorten(&lines.join("\n"), CONTENT);
        Ok(message)
    }

    /// Every phrasing of an entry, where they are more than a message shows.
    pub(super) async fn phrasings_file(&self, guild: GuildId, id: &str) -> Option<File> {
        // Where the store does not answer, that was said instead of the entry.
        let entry = self.current(guild, id).await.ok().flatten()?.entry?;
        (!holds_all(&entry.phrasings)).then(|| File {
            name: PHRASINGS_FILE.to_owned(),
            content_type: "text/plain; charset=utf-8",
            description: format!("Every phrasing of {}, one a line", entry.id),
            content: (entry.phrasings.join("\n") + "\n").into_bytes(),
        })
    }

    pub(super) async fn list_entries(
        self: &Arc<Self>,
        guild: GuildId,
        page: usize,
    ) -> Result<Message, StoreError> {
        let engine = self.library.of(Some(guild));
        let mut lines: Vec<String> = engine
            .knowledge()
            .entries()
            .map(|entry| line(entry.id.as_str(), &entry.question))
            .collect();
        for change in self.store.overlay(guild.get()).await? {
            let Some(id) = change.entry.as_ref().filter(|id| *id != NOT_ANSWERED) else { continue };
            let is_used = engine.knowledge().entries().any(|entry| entry.id.as_str() == id);
            if !is_used {
                lines.push(format!("~~{}~~ · not used", harmless(id, SUGGESTION)));
            }
        }
        if lines.is_empty() {
            return Ok(Message::text("This server has no entries. Write one with /faq add."));
        }
        Ok(page_of(lines, page, None, FaqButton::Page))
    }

    pub(super) fn search_entries(&self, guild: GuildId, text: &str) -> Message {
        let engine = self.library.of(Some(guild));
        let ranked = engine.rank(text);
        let is_near = ranked.first().is_some_and(|(_, confidence)| *confidence >= FAR);
        let lines: Vec<String> = ranked
            .into_iter()
            .filter(|_| is_near)
            .filter_map(|(id, confidence)| {
                let place = engine.knowledge().find(&id)?;
                let question = &engine.knowledge().entry_at(place).question;
                Some(format!("{} ({confidence})", line(id.as_str(), question)))
            })
            .collect();
        if lines.is_empty() {
            return Message::text(format!("Nothing is near “{}”.", harmless(text, 300)));
        }
        Message::text(shorten(&lines.join("\n"), CONTENT))
    }

    /// What would be said. Nothing is kept of it, and nobody is alarmed.
    pub(super) fn test_question(&self, handle: &Handle, question: &str) -> Message {
        let response = self.think(handle.guild, question);
        let opening = format!(
            "“{}”: {}",
            harmless(question, 300),
            match response.outcome {
                Outcome::Answer => "I would answer this.",
                Outcome::Refer => "I would refer to a professional.",
                Outcome::Escalate => "**I would show this card and tell the moderators.**",
                Outcome::Clarify => "I would ask back.",
                Outcome::Fallback => "I would say that I do not know.",
            }
        );
        let frame =
            Frame { opening: &opening, look: self.look_in(handle.channel), ..alone(handle) };
        let mut message = render::response(&response, frame);
        if response.outcome == Outcome::Clarify {
            let choices = response.reply.choices.iter();
            let choices: Vec<String> =
                choices.map(|choice| line(choice.entry.as_str(), &choice.question)).collect();
            message.content =
                shorten(&format!("{}\n{}", message.content, choices.join("\n")), CONTENT);
        }
        // Buttons would rate what nobody asked.
        message.components = Vec::new();
        message
    }

    /// Why a question comes to what it comes to.
    pub(super) fn explain_question(&self, guild: GuildId, question: &str) -> Message {
        let response = self.think(Some(guild), question);
        let floors = self.library.of(Some(guild)).floors();
        let mut lines = vec![format!("**{}**: “{}”", response.outcome, harmless(question, 300))];
        lines.extend(why::lines(&response).iter().map(|line| harmless(line, 400)));
        if response.triage.concerns.is_empty() {
            lines.push("triage: nothing found".to_owned());
        }
        let others: Vec<String> = response
            .candidates
            .iter()
            .take(4)
            .map(|(id, confidence)| format!("{} {confidence}", harmless(id.as_str(), SUGGESTION)))
            .collect();
        if !others.is_empty() {
            lines.push(format!("candidates: {}", others.join(", ")));
        }
        lines.push(format!(
            "floors: answer {}, asking back {}; margin {}; coverage {}",
            floors.answer, floors.clarify, floors.margin, floors.coverage
        ));
        Message::text(shorten(&lines.join("\n"), CONTENT))
    }

    pub(super) async fn show_history(
        &self,
        guild: GuildId,
        id: &str,
        page: usize,
    ) -> Result<Message, StoreError> {
        let history = self.store.history(guild.get(), id).await?;
        let Some(newest) = history.first().map(|change| change.id) else {
            return Ok(match self.current(guild, id).await? {
                Some(_) => Message::text("It is as shipped: nobody has changed it here."),
                None => self.no_such_entry(guild, id),
            });
        };
        let decided: Vec<u64> = history.iter().filter_map(|change| change.proposal).collect();
        let open = |change: &&Change| !decided.contains(&change.id);
        let lines: Vec<String> = history.iter().filter(open).map(history_line).collect();
        let title = format!("**{}**, the last first", harmless(id, SUGGESTION));
        let turn = |page| FaqButton::History { change: newest, page };
        Ok(page_of(lines, page, Some(title), turn))
    }

    /// A page of what was done to the entry that a change is of.
    pub(super) async fn turn_history(
        &self,
        guild: GuildId,
        change: u64,
        page: usize,
    ) -> Result<Message, StoreError> {
        let change = self.store.change(guild.get(), change).await?;
        match change.and_then(|change| change.entry) {
            Some(entry) => self.show_history(guild, &entry, page).await,
            None => Ok(Message::text("This server has no such change.")),
        }
    }

    pub(super) async fn show_difference(
        &self,
        guild: GuildId,
        id: &str,
        revision: Option<u64>,
    ) -> Result<Message, StoreError> {
        let history = self.store.history(guild.get(), id).await?;
        let found = match revision {
            Some(revision) => history.iter().find(|change| change.id == revision),
            None => history.iter().find(|change| change.state == ChangeState::Published),
        };
        let Some(change) = found else {
            let text = "There is no such change of that entry here. /faq history shows them.";
            return Ok(Message::text(text));
        };
        let after = self.said_after(change.kind, id, change.after.as_ref());
        // Room for the lines above and the marks of the block.
        let difference = difference(change.before.as_ref(), after.as_ref());
        let mut lines = vec![history_line(change)];
        let mut earlier =
            history.iter().filter(|it| it.state == ChangeState::Published && it.id < change.id);
        let was_used = earlier
            .next()
            .is_none_or(|it| !matches!(it.kind, ChangeKind::Retire | ChangeKind::Quarantine));
        if !was_used && after.is_some() {
            lines.push("It was not used before, and this puts it **back in use**.".to_owned());
        }
        lines.push(difference.block(DIFFERENT));
        let file = difference.file(DIFFERENT);
        Ok(Message { file, ..Message::text(lines.join("\n")) })
    }
}

/// A page of some lines, with buttons to the next and the one before.
fn page_of(
    lines: Vec<String>,
    wanted: usize,
    title: Option<String>,
    turn: impl Fn(u64) -> FaqButton,
) -> Message {
    let pages = lines.len().div_ceil(ON_A_PAGE).max(1);
    let page = wanted.clamp(1, pages);
    let mut heading = format!("Page {page} of {pages}");
    if wanted > pages {
        heading.push_str(&format!(": there is no page {wanted}, so this is the last"));
    }
    let shown = lines.into_iter().skip((page - 1) * ON_A_PAGE).take(ON_A_PAGE);
    let text: Vec<String> = title.into_iter().chain([heading]).chain(shown).collect();
    let mut message = Message::text(shorten(&text.join("\n"), CONTENT));
    if pages > 1 {
        let button = |label: &str, to: usize, is_there: bool| {
            let id = turn(u64::try_from(to).unwrap_or(u64::MAX));
            button(id, label, ButtonStyle::Secondary).disabled(!is_there)
        };
        message.components = vec![CreateActionRow::Buttons(vec![
            button("Back", page.saturating_sub(1), page > 1),
            button("Next", page + 1, page < pages),
        ])];
    }
    message
}

/// A line of a history.
fn history_line(change: &Change) -> String {
    let state = match change.state {
        ChangeState::Proposed => ", **not in force**".to_owned(),
        ChangeState::Refused if change.approved_by == change.actor => ", given up".to_owned(),
        ChangeState::Refused => format!(", refused by {}", who(change.approved_by)),
        ChangeState::Published => String::new(),
    };
    let by = who(change.actor);
    let approved = match change.approved_by.filter(|_| change.approved_by != change.actor) {
        Some(other) if change.state == ChangeState::Published => {
            format!(", approved by {}", who(Some(other)))
        }
        Some(_) | None => String::new(),
    };
    format!(
        "{} · {} by {by}{approved} <t:{}:f>{state}",
        change.id,
        change.kind.name(),
        change.at / 1_000
    )
}

/// An entry in a list.
fn line(id: &str, question: &str) -> String {
    format!("**{}** · {}", harmless(id, 64), harmless(question, 90))
}

fn listed(texts: &[String]) -> String {
    if texts.is_empty() {
        return "none".to_owned();
    }
    shorten(&joined(texts), LISTED)
}

/// Whether a list shows all of some texts, and each whole.
fn holds_all(texts: &[String]) -> bool {
    joined(texts).chars().count() <= LISTED && texts.iter().all(|it| it.chars().count() <= LONG)
}

fn joined(texts: &[String]) -> String {
    texts.iter().map(|text| harmless(text, LONG)).collect::<Vec<_>>().join("; ")
}

/// The frame of what the invoker alone sees.
pub(super) fn alone(handle: &Handle) -> Frame<'static> {
    let audience = Audience::Invoker;
    Frame { asker: handle.user, look: Look::Embed, audience, opening: "" }
}
