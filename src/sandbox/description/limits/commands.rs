//! Limits of commands: names, their options and their size.
//!
//! **Invariant:** the rules for names of chat commands hold for options too, as those are typed.

use serde_json::Value;

use super::super::place::{Findings, Place};

/// Names, descriptions and values of a command with all its options and choices; of a text in
/// several languages the longest counts.
const CHARACTERS: usize = 8_000;
/// Kinds of command with how many an application may have of each.
const KINDS: [(u64, &str, usize); 3] =
    [(CHAT, "chat", 100), (USER, "user", 15), (MESSAGE, "message", 15)];
const CHAT: u64 = 1;
const USER: u64 = 2;
const MESSAGE: u64 = 3;
const SUBCOMMAND: u64 = 1;
const SUBCOMMAND_GROUP: u64 = 2;

/// Checks the list that replaces all commands.
pub(super) fn check_all(body: &Place<'_>, findings: &mut Findings) {
    let all: Vec<Place<'_>> = body.items().collect();
    for (kind, named, limit) in KINDS {
        let same: Vec<&Place<'_>> = all.iter().filter(|one| kind_of(one) == kind).collect();
        findings.at_most(limit, same.len(), &format!("{named} commands"), body.at.clone());
        let names = same.iter().filter_map(|one| Some((one.text("name")?, one.key("name"))));
        findings.unique("name", names);
    }
    for command in &all {
        check(command, findings);
    }
}

/// Checks a command that is made.
pub(super) fn check(command: &Place<'_>, findings: &mut Findings) {
    match kind_of(command) {
        CHAT => {
            typed_names(command, findings);
            if command.text("description").is_none_or(str::is_empty) {
                let problem = "is missing, and a chat command needs it";
                findings.add(command.key("description"), problem);
            }
        }
        USER | MESSAGE => {
            blank_name(command, findings);
            for key in ["description", "options"] {
                if command.get(key).is_some_and(|held| !is_empty(held.value)) {
                    findings.add(command.key(key), "is for chat commands only");
                }
            }
        }
        // The command that opens an activity has no rules here; the schema refuses other kinds.
        _ => {}
    }
    check_body(command, findings);
}

/// Checks a change of a command, whose kind is not known here.
pub(super) fn check_change(command: &Place<'_>, findings: &mut Findings) {
    blank_name(command, findings);
    check_body(command, findings);
}

fn check_body(command: &Place<'_>, findings: &mut Findings) {
    options(command, findings);
    findings.at_most(CHARACTERS, characters(command), "characters", command.at.clone());
}

fn kind_of(command: &Place<'_>) -> u64 {
    command.number("type").unwrap_or(CHAT)
}

fn is_empty(value: &Value) -> bool {
    value.as_str().is_some_and(str::is_empty) || value.as_array().is_some_and(Vec::is_empty)
}

fn options(above: &Place<'_>, findings: &mut Findings) {
    let all: Vec<Place<'_>> = above.items_of("options").collect();
    let names = all.iter().filter_map(|one| Some((one.text("name")?, one.key("name"))));
    findings.unique("name", names);
    let mut optional_before = false;
    let nests = |one: &Place<'_>| matches!(one.number("type"), Some(SUBCOMMAND | SUBCOMMAND_GROUP));
    let nesting = all.iter().filter(|one| nests(one)).count();
    if nesting > 0 && nesting < all.len() {
        findings.add(above.key("options"), "subcommands and other options exclude each other");
    }
    for option in &all {
        typed_names(option, findings);
        options(option, findings);
        choices(option, findings);
        if nests(option) {
            continue;
        }
        let required = option.is_true("required");
        if required && optional_before {
            findings.add(option.key("required"), "required options come before optional ones");
        }
        optional_before |= !required;
    }
}

fn choices(option: &Place<'_>, findings: &mut Findings) {
    let all: Vec<Place<'_>> = option.items_of("choices").collect();
    if option.is_true("autocomplete") && !all.is_empty() {
        findings.add(option.key("choices"), "choices and autocomplete exclude each other");
    }
    let names = all.iter().filter_map(|one| Some((one.text("name")?, one.key("name"))));
    findings.unique("name", names);
}

/// The name and its translations, where people type them.
fn typed_names(named: &Place<'_>, findings: &mut Findings) {
    for (name, at) in texts(named, "name") {
        if name.is_empty() {
            continue; // The schema says so.
        }
        if let Some(wrong) = name.chars().find(|character| !is_typed(*character)) {
            findings.add(at, format!("`{wrong}` cannot be in the name of a chat command"));
        } else if name.to_lowercase() != name {
            findings.add(at, "must be in lower case");
        }
    }
}

/// The other kinds are chosen from a menu: any letters and spaces will do.
fn blank_name(command: &Place<'_>, findings: &mut Findings) {
    if command.text("name").is_some_and(|name| name.trim().is_empty()) {
        findings.add(command.key("name"), "is blank");
    }
}

/// Letters and digits of any script, `-`, `_` and `'`, and all of Devanagari and Thai, whose
/// vowel signs are no letters.
fn is_typed(character: char) -> bool {
    character.is_alphanumeric()
        || matches!(character, '-' | '_' | '\'' | '\u{900}'..='\u{97F}' | '\u{E00}'..='\u{E7F}')
}

/// A text and its translations, with their places.
fn texts<'a>(named: &Place<'a>, key: &str) -> Vec<(&'a str, String)> {
    let mut all: Vec<(&'a str, String)> =
        named.text(key).map(|text| (text, named.key(key))).into_iter().collect();
    if let Some(translated) = named.get(&format!("{key}_localizations")) {
        for (language, text) in translated.value.as_object().into_iter().flatten() {
            all.extend(text.as_str().map(|text| (text, translated.key(language))));
        }
    }
    all
}

/// What counts towards [`CHARACTERS`], of a command, an option or a choice.
fn characters(place: &Place<'_>) -> usize {
    let longest = |key: &str| {
        texts(place, key).iter().map(|(text, _)| text.chars().count()).max().unwrap_or_default()
    };
    let own = longest("name") + longest("description");
    let value = place.text("value").map_or(0, |value| value.chars().count());
    let options = place.items_of("options").map(|option| characters(&option)).sum::<usize>();
    let choices = place.items_of("choices").map(|choice| characters(&choice)).sum::<usize>();
    own + value + options + choices
}
