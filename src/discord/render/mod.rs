//! From a reply to a message within Discord's limits.
//!
//! Limits are those of the API documentation, in characters: content 2,000; of an embed the title
//! 256, the description 4,096, a field's value 1,024, 6,000 in all; a button's label 80; a menu 25
//! options of 100.
//!
//! **Invariant:** disclaimer, pointer and sources are never cut; only the answer is.

pub mod message;
pub mod text;

use serenity::all::ButtonStyle;
use serenity::builder::{
    CreateActionRow, CreateButton, CreateEmbed, CreateSelectMenu, CreateSelectMenuKind,
    CreateSelectMenuOption,
};
use serenity::model::id::UserId;

use super::button::{Button, CardKind, Way};
use crate::discord::limits::{
    BUTTON_LABEL, CONTENT, EMBED_DESCRIPTION, EMBED_FIELD, EMBED_TITLE, EMBEDS, OPTION, OPTIONS,
};
use crate::engine::Response;
use crate::engine::helplines::Region;
use crate::engine::outcome::Outcome;
use crate::engine::reply::{Choice, Reply};
use message::{Audience, Message};
use text::shorten;

/// How replies look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// An embed.
    Embed,
    /// Text alone, which screen readers read in one go.
    Plain,
}

/// Whom a reply is for, and how it should look.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'t> {
    /// Who asked.
    pub asker: UserId,
    /// How it looks.
    pub look: Look,
    /// Who sees it. What only one person sees needs no button that removes it.
    pub audience: Audience,
    /// What stands above it, if not empty: at most [`OPENING`] characters.
    pub opening: &'t str,
}

/// The room for what stands above a reply: a link, a few words, and the longest question that is
/// shown with every sign of it escaped.
pub const OPENING: usize = 800;

/// The message for what a question came to.
#[must_use]
pub fn response(response: &Response, frame: Frame<'_>) -> Message {
    match response.outcome {
        Outcome::Escalate => {
            let card = response.triage.concerns.first().map(CardKind::of);
            under(frame.opening, crisis(&response.reply, card))
        }
        Outcome::Refer | Outcome::Answer | Outcome::Clarify | Outcome::Fallback => {
            reply(&response.reply, response.outcome, frame)
        }
    }
}

/// A crisis card: text alone, so that it is read where embeds are switched off, with a menu of
/// countries.
#[must_use]
pub fn crisis(reply: &Reply, card: Option<CardKind>) -> Message {
    let content = format!("{}\n{} {}", reply.text(), reply.disclaimer(), reply.pointer());
    let components = card.map(|card| region_menu(card).into_iter().collect()).unwrap_or_default();
    let content = shorten(&content, CONTENT);
    Message { content, components, ..Message::default() }
}

/// Every other reply, with its buttons.
#[must_use]
pub fn reply(reply: &Reply, outcome: Outcome, frame: Frame<'_>) -> Message {
    let above = if frame.opening.is_empty() { 0 } else { count(frame.opening) + 1 };
    let message = match frame.look {
        Look::Embed => embedded(reply),
        // A notice that leaves no room in plain text has its place in an embed.
        Look::Plain => {
            plain(reply, CONTENT - above.min(OPENING)).unwrap_or_else(|| embedded(reply))
        }
    };
    let mut message = under(frame.opening, message);
    message.components = match outcome {
        Outcome::Clarify => choices(&reply.choices, frame.asker),
        // There is nothing to rate where nothing was answered.
        Outcome::Fallback => removal(frame).into_iter().map(|it| buttons_row(vec![it])).collect(),
        Outcome::Escalate | Outcome::Refer | Outcome::Answer => buttons(reply, frame),
    };
    message
}

/// A message with something above it.
fn under(opening: &str, mut message: Message) -> Message {
    if !opening.is_empty() {
        let whole = format!("{}\n{}", shorten(opening, OPENING - 1), message.content);
        message.content = shorten(whole.trim_end(), CONTENT);
    }
    message
}

/// The heading of a reply that answers one question.
fn title(reply: &Reply) -> Option<&str> {
    let mut headings = reply.sections().iter().filter_map(|section| section.heading.as_deref());
    let first = headings.next();
    if headings.next().is_some() { None } else { first }
}

fn embedded(reply: &Reply) -> Message {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, text: &str| {
        for (place, part) in parts(text, EMBED_FIELD).into_iter().enumerate() {
            let name = if place == 0 { name.to_owned() } else { format!("{name} (continued)") };
            fields.push((name, part));
        }
    };
    if !reply.sources.is_empty() {
        add("Where this comes from", &reply.sources.join("\n"));
    }
    // In one field: two headings more would weigh as much as the answer.
    add("Please note", &format!("{} {}", reply.disclaimer(), reply.pointer()));
    let title = title(reply).map(|title| shorten(title, EMBED_TITLE));
    let taken: usize = fields.iter().map(|(name, value)| count(name) + count(value)).sum();
    let taken = taken + title.as_deref().map_or(0, count);
    let answer = shorten(&reply.text(), EMBED_DESCRIPTION.min(EMBEDS.saturating_sub(taken)));
    let mut embed = CreateEmbed::new().description(answer);
    if let Some(title) = title {
        embed = embed.title(title);
    }
    for (name, value) in fields {
        // Not side by side: on a phone that is a column a few letters wide.
        embed = embed.field(name, value, false);
    }
    Message { embeds: vec![embed], ..Message::default() }
}

/// As text alone in so many characters; none where disclaimer, pointer and sources leave no room
/// for an answer.
fn plain(reply: &Reply, longest: usize) -> Option<Message> {
    // Two sentences: less is no answer.
    const LEAST: usize = 200;
    let mut foot = String::new();
    if !reply.sources.is_empty() {
        foot.push_str(&format!("\n\nWhere this comes from: {}", reply.sources.join("; ")));
    }
    foot.push_str(&format!("\n\nPlease note: {} {}", reply.disclaimer(), reply.pointer()));
    let head = title(reply)
        .map(|title| format!("**{}**\n", shorten(title, EMBED_TITLE)))
        .unwrap_or_default();
    let room = longest.saturating_sub(count(&head) + count(&foot));
    let text = reply.text();
    if room < LEAST.min(count(&text)) {
        return None;
    }
    Some(Message::text(format!("{head}{}{foot}", shorten(&text, room))))
}

/// A text in pieces of at most `longest` characters.
fn parts(text: &str, longest: usize) -> Vec<String> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    while count(rest) > longest {
        let end = rest.char_indices().nth(longest).map_or(rest.len(), |(at, _)| at);
        let at = rest[..end].rfind(char::is_whitespace).unwrap_or(end);
        parts.push(rest[..at].trim_end().to_owned());
        rest = rest[at..].trim_start();
    }
    if !rest.is_empty() {
        parts.push(rest.to_owned());
    }
    parts
}

fn count(text: &str) -> usize {
    text.chars().count()
}

/// One row a choice, so that a phone shows each in full.
fn choices(choices: &[Choice], asker: UserId) -> Vec<CreateActionRow> {
    // Of Discord's five rows one is for "none of these".
    const MOST: usize = 4;
    let row = |button: CreateButton| CreateActionRow::Buttons(vec![button]);
    let mut rows: Vec<CreateActionRow> = choices
        .iter()
        .filter_map(|choice| {
            let id = Button::Choose { asker, entry: choice.entry.clone() }.custom_id()?;
            Some(row(CreateButton::new(id)
                .label(shorten(&choice.question, BUTTON_LABEL))
                .style(ButtonStyle::Secondary)))
        })
        .take(MOST)
        .collect();
    rows.push(row(grey(&Button::NoneOfThese { asker }, "None of these")));
    rows
}

fn buttons_row(buttons: Vec<CreateButton>) -> CreateActionRow {
    CreateActionRow::Buttons(buttons)
}

fn grey(button: &Button, label: &str) -> CreateButton {
    CreateButton::new(button.to_string()).label(label).style(ButtonStyle::Secondary)
}

/// The button that takes a reply away, where others see it too.
fn removal(frame: Frame<'_>) -> Option<CreateButton> {
    (frame.audience == Audience::Channel)
        .then(|| grey(&Button::Remove { asker: frame.asker }, "Remove"))
}

fn buttons(reply: &Reply, frame: Frame<'_>) -> Vec<CreateActionRow> {
    let mut row = vec![grey(&Button::Helpful, "Helpful"), grey(&Button::NotHelpful, "Not helpful")];
    row.extend(removal(frame));
    let mut rows = vec![buttons_row(row)];
    rows.extend(entry_menu(
        &Button::Related,
        "Related questions",
        reply.related.iter().map(|choice| (choice, None)),
    ));
    rows
}

/// A menu of entries, each with a line below its question or without. None where there are none to
/// show.
#[must_use]
pub fn entry_menu<'c>(
    button: &Button,
    placeholder: &str,
    choices: impl IntoIterator<Item = (&'c Choice, Option<&'c str>)>,
) -> Option<CreateActionRow> {
    let options: Vec<CreateSelectMenuOption> = choices
        .into_iter()
        .filter(|(choice, _)| count(choice.entry.as_str()) <= OPTION)
        .take(OPTIONS)
        .map(|(choice, below)| {
            let question = shorten(&choice.question, OPTION);
            let option = CreateSelectMenuOption::new(question, choice.entry.as_str());
            match below {
                Some(below) => option.description(shorten(below, OPTION)),
                None => option,
            }
        })
        .collect();
    if options.is_empty() {
        return None;
    }
    let menu = CreateSelectMenu::new(button.to_string(), CreateSelectMenuKind::String { options })
        .placeholder(placeholder);
    Some(CreateActionRow::SelectMenu(menu))
}

fn region_menu(card: CardKind) -> Option<CreateActionRow> {
    let id = Button::Region { card }.custom_id()?;
    let options = Region::ALL
        .map(|region| CreateSelectMenuOption::new(country(region), region.name()))
        .to_vec();
    let menu = CreateSelectMenu::new(id, CreateSelectMenuKind::String { options })
        .placeholder("Numbers for another country");
    Some(CreateActionRow::SelectMenu(menu))
}

/// A region as people call it.
#[must_use]
pub fn country(region: Region) -> &'static str {
    match region {
        Region::Us => "United States",
        Region::Ca => "Canada",
        Region::Gb => "United Kingdom",
        Region::Au => "Australia",
        Region::Eu => "European Union",
        Region::Other => "Another country",
    }
}

/// The question whether an answer misses the topic or the facts.
#[must_use]
pub fn what_is_wrong(reply: serenity::model::id::MessageId, way: Way) -> Message {
    Message {
        content: "Thank you for saying so. What is wrong with it?".to_owned(),
        components: vec![CreateActionRow::Buttons(vec![
            grey(&Button::WrongTopic { reply, way }, "It answers another question"),
            grey(&Button::WrongFacts { reply, way }, "Something in it is not true"),
        ])],
        ..Message::default()
    }
}
