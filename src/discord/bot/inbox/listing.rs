//! The inbox as it is shown: pages of groups, and one group with what can be done to it.
//!
//! **Invariant:** what people wrote comes out harmless, and every text fits a message.

use serenity::all::ButtonStyle;
use serenity::builder::{
    CreateActionRow, CreateButton, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
};

use super::asked::{Fetched, UNKEPT};
use super::groups::{Group, LOOKED_AT};
use crate::discord::button::EntryTag;
use crate::discord::inbound;
use crate::discord::inbox_button::{Act, Filter, InboxButton};
use crate::discord::limits::{CONTENT, OPTION};
use crate::discord::render::message::Message;
use crate::discord::render::text::{harmless, shorten};
use crate::discord::staff_button::StaffButton;
use crate::engine::knowledge::EntryId;
use crate::store::{Complaints, InboxKind};

/// Groups on a page: so many lines with links fit a message.
const ON_A_PAGE: usize = 6;

/// Questions of a group that are shown: enough to see that they are alike.
const SHOWN: usize = 6;

/// A page of an inbox in which so many questions wait.
pub(super) fn page(groups: &[Group], filter: Filter, page: u32, waiting: u64) -> Message {
    let pages = groups.len().div_ceil(ON_A_PAGE).max(1);
    let page = usize::try_from(page).unwrap_or(1).clamp(1, pages);
    let of = match filter {
        None => "",
        Some(InboxKind::Unanswered) => ", of what was not known",
        Some(InboxKind::Wrong) => ", of what was called wrong",
        Some(InboxKind::Clarified) => ", of what was chosen",
    };
    if groups.is_empty() {
        return Message::text(format!("**Inbox**{of}: nothing waits. Well done."));
    }
    let questions = if waiting == 1 { "question waits" } else { "questions wait" };
    let mut lines = vec![format!("**Inbox**{of} · {waiting} {questions} · page {page} of {pages}")];
    let first = (page - 1) * ON_A_PAGE;
    let shown: Vec<&Group> = groups.iter().skip(first).take(ON_A_PAGE).collect();
    for (place, group) in shown.iter().enumerate() {
        lines.push(format!("**{}.** {}", first + place + 1, line(group)));
    }
    if waiting > u64::from(LOOKED_AT) {
        lines.push(format!(
            "The first {LOOKED_AT} are shown; the others come when these are handled."
        ));
    }
    let mut message = Message::text(shorten(&lines.join("\n"), CONTENT));
    let options: Vec<CreateSelectMenuOption> = shown
        .iter()
        .enumerate()
        .filter_map(|(place, group)| {
            // A menu shows one line.
            let title = title(group).split_whitespace().collect::<Vec<_>>().join(" ");
            let label = format!("{}. {title}", first + place + 1);
            let value = group.reference()?.to_string();
            Some(CreateSelectMenuOption::new(shorten(&label, OPTION), value))
        })
        .collect();
    let menu = CreateSelectMenu::new(
        InboxButton::Pick(filter).to_string(),
        CreateSelectMenuKind::String { options },
    );
    message.components =
        vec![CreateActionRow::SelectMenu(menu.placeholder("Look at one and decide"))];
    let turn = |label: &str, page: usize, is_there: bool| {
        let page = u32::try_from(page).unwrap_or(u32::MAX);
        CreateButton::new(InboxButton::Page(filter, page).to_string())
            .label(label)
            .style(ButtonStyle::Secondary)
            .disabled(!is_there)
    };
    if pages > 1 {
        message.components.push(CreateActionRow::Buttons(vec![
            turn("Back", page.saturating_sub(1), page > 1),
            turn("Next", page + 1, page < pages),
        ]));
    }
    message
}

/// What a group is, in plain text.
fn title(group: &Group) -> String {
    let Some(asked) = group.asked().next() else {
        return match group.members.first().map(|member| &member.found) {
            Some(Fetched::Away) => "cannot be read just now".to_owned(),
            Some(Fetched::Unkept) => UNKEPT.to_owned(),
            Some(Fetched::Gone | Fetched::Here(_)) | None => "deleted by whoever asked".to_owned(),
        };
    };
    if asked.text.is_empty() { "a message without text".to_owned() } else { asked.text.clone() }
}

/// A group in a list.
fn line(group: &Group) -> String {
    let what = match group.asked().next() {
        Some(_) => format!("“{}”", harmless(&title(group), 90)),
        None => format!("*{}*", title(group)),
    };
    let mut parts = vec![what, why(group)];
    parts.extend(counted(group));
    parts.extend(group.asked().next().map(super::asked::Asked::link));
    parts.join(" · ")
}

/// Why a group is here.
fn why(group: &Group) -> String {
    let entry = group.entry.as_deref().unwrap_or("an entry");
    match group.kind {
        InboxKind::Unanswered => "not known".to_owned(),
        InboxKind::Wrong => format!("{} {}", harmless(entry, 64), complaint(group.complaints())),
        InboxKind::Clarified if group.is_suggestion() => {
            format!("**{} people chose {}**", group.people(), harmless(entry, 64))
        }
        InboxKind::Clarified => format!("{} was chosen", harmless(entry, 64)),
    }
}

/// What an answer is called.
fn complaint(said: Complaints) -> String {
    const FACTS: &str = "is called untrue";
    const TOPIC: &str = "is said to answer another question";
    match (said.facts, said.topic) {
        // Whoever said it had their data deleted, or the reply is not known any more.
        (0, 0) => "was called wrong".to_owned(),
        (_, 0) => FACTS.to_owned(),
        (0, _) => TOPIC.to_owned(),
        (facts, topic) => format!("{FACTS} ({facts}), and {TOPIC} ({topic})"),
    }
}

fn counted(group: &Group) -> Option<String> {
    let times = group.members.len();
    (times > 1).then(|| match group.people() {
        0 => format!("{times} times"),
        1 => format!("{times} times by one person"),
        people => format!("{times} times by {people} people"),
    })
}

/// One group with what can be done. `nearest` is the entry that comes nearest to it.
pub(super) fn group(group: &Group, nearest: Option<(&str, &str)>) -> Message {
    let mut lines = vec![match counted(group) {
        Some(counted) => format!("**{}**, {counted}", why(group).replace("**", "")),
        None => format!("**{}**", why(group).replace("**", "")),
    }];
    for asked in group.asked().take(SHOWN) {
        lines.push(format!(
            "- “{}” · <t:{}:R> · {}",
            harmless(&asked.text, 120),
            inbound::milliseconds(asked.message) / 1_000,
            asked.link(),
        ));
    }
    let more = group.asked().count().saturating_sub(SHOWN);
    if more > 0 {
        lines.push(format!("- and {more} more"));
    }
    let is_readable = group.asked().next().is_some();
    if !is_readable {
        lines.push(match group.members.first().map(|member| &member.found) {
            Some(Fetched::Away) => "It cannot be read just now.".to_owned(),
            Some(Fetched::Unkept) => format!("It was {UNKEPT}. It can be dismissed."),
            Some(Fetched::Gone | Fetched::Here(_)) | None => {
                "Whoever asked has deleted it. It can be dismissed.".to_owned()
            }
        });
    }
    if let Some((id, question)) = nearest {
        lines.push(format!("Nearest entry: **{}** · {}", harmless(id, 64), harmless(question, 90)));
    }
    if group.is_suggestion() {
        lines.push(
            "Several people chose the same entry: “Add as a phrasing” has it found at once."
                .to_owned(),
        );
    }
    let mut message = Message::text(shorten(&lines.join("\n"), CONTENT));
    let Some(reference) = group.reference() else { return message };
    let act = |act: Act, label: &str, style: ButtonStyle| {
        CreateButton::new(InboxButton::Act(act, reference).to_string()).label(label).style(style)
    };
    let mut buttons = Vec::new();
    if is_readable {
        let (answer, phrasing) = if group.is_suggestion() {
            (ButtonStyle::Secondary, ButtonStyle::Success)
        } else {
            (ButtonStyle::Success, ButtonStyle::Secondary)
        };
        buttons.push(act(Act::Answer, "Answer it now", answer));
        buttons.push(act(Act::Phrasing, "Add as a phrasing", phrasing));
        buttons.push(act(Act::OutOfScope, "Out of scope", ButtonStyle::Secondary));
    }
    buttons.push(act(Act::Dismiss, "Dismiss", ButtonStyle::Secondary));
    let back = InboxButton::Page(None, 1).to_string();
    buttons.push(CreateButton::new(back).label("Back").style(ButtonStyle::Secondary));
    message.components = vec![CreateActionRow::Buttons(buttons)];
    if let Some(entry) = group.entry.as_deref().and_then(EntryId::foreign) {
        let tag = EntryTag::of(&entry);
        let button = |id: StaffButton, label: &str, style: ButtonStyle| {
            CreateButton::new(id.to_string()).label(label).style(style)
        };
        let show = StaffButton::Show(tag.clone());
        let mut row = vec![button(show, "Show the entry", ButtonStyle::Secondary)];
        if group.kind == InboxKind::Wrong {
            row.push(button(StaffButton::Quarantine(tag), "Quarantine", ButtonStyle::Danger));
        }
        message.components.push(CreateActionRow::Buttons(row));
    }
    message
}
