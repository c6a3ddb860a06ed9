//! Limits of components: rows, buttons, selects, and the windows that they open.
//!
//! **Invariant:** every component is visited once, in the order in which it is shown.

use super::super::place::{Findings, Place};
use super::messages::scheme;

/// Counted with all that lie within others.
const COMPONENTS: usize = 40;
/// Of a message that is not laid out freely.
const ROWS: usize = 5;
/// Text of all text displays of a message together.
const DISPLAYED_TEXT: usize = 4_000;
/// A window holds 1 to 5 fields; the schema has the lower end.
const MODAL_FIELDS: usize = 5;

const ROW: u64 = 1;
const BUTTON: u64 = 2;
const STRING_SELECT: u64 = 3;
const TEXT_DISPLAY: u64 = 10;
/// Selects of strings, users, roles, mentionables and channels.
const SELECTS: [u64; 5] = [STRING_SELECT, 5, 6, 7, 8];
const LINK_STYLE: u64 = 5;
const PREMIUM_STYLE: u64 = 6;

/// What may stand at the top of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Rows only.
    Rows,
    /// Anything: the message has the flag for components v2.
    Free,
    /// An edit that does not tell whether the message has that flag.
    Unknown,
}

/// Checks the components of a message.
pub(super) fn check_message(message: &Place<'_>, layout: Layout, findings: &mut Findings) {
    let top: Vec<Place<'_>> = message.items_of("components").collect();
    if layout == Layout::Rows {
        findings.at_most(ROWS, top.len(), "rows", message.key("components"));
        for other in top.iter().filter(|one| one.number("type").is_some_and(|kind| kind != ROW)) {
            findings.add(other.key("type"), "needs the flag for components v2 (1 << 15)");
        }
    }
    let all = flattened(top);
    findings.at_most(COMPONENTS, all.len(), "components", message.key("components"));
    let displays = all.iter().filter(|one| one.number("type") == Some(TEXT_DISPLAY));
    let shown = displays.filter_map(|one| one.text("content"));
    let shown = shown.map(|text| text.chars().count()).sum();
    findings.at_most(DISPLAYED_TEXT, shown, "characters of text", message.key("components"));
    check_each(&all, findings);
}

/// Checks the window that is opened in response to an interaction.
pub(super) fn check_modal(modal: &Place<'_>, findings: &mut Findings) {
    let top: Vec<Place<'_>> = modal.items_of("components").collect();
    findings.at_most(MODAL_FIELDS, top.len(), "components", modal.key("components"));
    for row in top.iter().filter(|one| one.number("type") == Some(ROW)) {
        findings.at_most(1, row.items_of("components").count(), "inputs", row.key("components"));
        // Elsewhere a label component around the input carries the label.
        for input in row.items_of("components").filter(|input| input.get("label").is_none()) {
            findings.add(input.key("label"), "is missing");
        }
    }
    check_each(&flattened(top), findings);
}

/// Each component and all within it.
fn flattened(top: Vec<Place<'_>>) -> Vec<Place<'_>> {
    let mut waiting: Vec<Place<'_>> = top.into_iter().rev().collect();
    let mut all = Vec::new();
    while let Some(one) = waiting.pop() {
        let mut within: Vec<Place<'_>> = one.items_of("components").collect();
        within.extend(one.get("accessory"));
        within.extend(one.get("component"));
        waiting.extend(within.into_iter().rev());
        all.push(one);
    }
    all
}

fn check_each(all: &[Place<'_>], findings: &mut Findings) {
    for one in all {
        match one.number("type") {
            Some(ROW) => row(one, findings),
            Some(BUTTON) => button(one, findings),
            Some(kind) if SELECTS.contains(&kind) => select(one, findings),
            // A wrong type is for the schema; the other kinds have no further limit.
            _ => {}
        }
    }
    let ids = all.iter().filter_map(|one| Some((one.text("custom_id")?, one.key("custom_id"))));
    findings.unique("custom_id", ids);
}

/// A row holds up to five buttons, or one select.
fn row(row: &Place<'_>, findings: &mut Findings) {
    let children: Vec<Place<'_>> = row.items_of("components").collect();
    let is_select =
        |one: &Place<'_>| one.number("type").is_some_and(|kind| SELECTS.contains(&kind));
    if children.len() > 1 && children.iter().any(is_select) {
        findings.add(row.key("components"), "a select must be alone in its row");
    }
}

/// A link leads somewhere, a premium button sells something, any other reports its `custom_id`.
fn button(button: &Place<'_>, findings: &mut Findings) {
    let (needed, excluded): (&str, &[&str]) = match button.number("style") {
        Some(LINK_STYLE) => ("url", &["custom_id", "sku_id"]),
        Some(PREMIUM_STYLE) => ("sku_id", &["custom_id", "url", "label", "emoji"]),
        Some(_) => ("custom_id", &["url", "sku_id"]),
        None => return,
    };
    if button.get(needed).is_none() {
        findings.add(button.key(needed), "is missing, and this style of button needs it");
    }
    for key in excluded.iter().filter(|key| button.get(key).is_some()) {
        findings.add(button.key(key), "does not go with this style of button");
    }
    scheme(button, "url", &["http", "https", "discord"], findings);
}

fn select(select: &Place<'_>, findings: &mut Findings) {
    // Left out, both are 1.
    let least = select.number("min_values").unwrap_or(1);
    let most = select.number("max_values").unwrap_or(1);
    if least > most {
        findings.add(select.key("min_values"), format!("is above `max_values`, {most}"));
    }
    if select.number("type") == Some(STRING_SELECT) {
        let options: Vec<Place<'_>> = select.items_of("options").collect();
        let values = options.iter().filter_map(|one| Some((one.text("value")?, one.key("value"))));
        findings.unique("value", values);
    }
}
