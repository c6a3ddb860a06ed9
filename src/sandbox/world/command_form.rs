//! Bodies of commands: checking their limits, and bringing them into the form that is kept.
//!
//! **Invariant:** a command that was read keeps every limit that Discord sets.

use serde_json::{Map, Value, json};

use super::failure::Complaints;

/// Types of options, with Discord's numbers.
pub(super) mod options {
    pub(in super::super) const SUBCOMMAND: u64 = 1;
    pub(in super::super) const GROUP: u64 = 2;
    pub(in super::super) const TEXT: u64 = 3;
    pub(in super::super) const INTEGER: u64 = 4;
    pub(in super::super) const BOOLEAN: u64 = 5;
    pub(in super::super) const USER: u64 = 6;
    pub(in super::super) const CHANNEL: u64 = 7;
    pub(in super::super) const ROLE: u64 = 8;
    pub(in super::super) const MENTIONABLE: u64 = 9;
    pub(in super::super) const NUMBER: u64 = 10;
    pub(in super::super) const ATTACHMENT: u64 = 11;
}

/// The type of a slash command.
pub(super) const CHAT: u64 = 1;
/// The type of a command on a message.
pub(super) const ON_MESSAGE: u64 = 3;

/// The most characters of a name.
const NAME: usize = 32;
/// The most characters of a description, and of a choice's name and value.
const DESCRIPTION: usize = 100;
/// The most options, and the most choices of an option.
const ITEMS: usize = 25;
/// The most characters of names, descriptions and values of a command together.
const WHOLE: usize = 8000;

/// What commands have besides their names, and what it is unless the bot says otherwise.
fn defaults() -> Value {
    json!({
        "type": CHAT,
        "name_localizations": null,
        "description": "",
        "description_localizations": null,
        "default_member_permissions": null,
        "contexts": null,
        "integration_types": [0],
        "nsfw": false,
    })
}

/// The fields that a body may set.
const SETTABLE: [&str; 11] = [
    "type",
    "name",
    "name_localizations",
    "description",
    "description_localizations",
    "options",
    "default_member_permissions",
    "dm_permission",
    "contexts",
    "integration_types",
    "nsfw",
];

/// Reads a command; what the body does not say is as in `before`, or as usual without one.
pub(super) fn read(
    body: &Value,
    before: Option<&Value>,
    place: &str,
    complaints: &mut Complaints,
) -> Value {
    let mut command = before.cloned().unwrap_or_else(defaults);
    for field in SETTABLE {
        if let Some(value) = body.get(field) {
            command[field] = value.clone();
        }
    }
    let empty = command["options"].as_array().is_none_or(Vec::is_empty);
    if empty && let Some(fields) = command.as_object_mut() {
        fields.remove("options");
    }
    check(&command, place, complaints);
    command
}

fn check(command: &Value, place: &str, complaints: &mut Complaints) {
    let at = |field: &str| join(place, field);
    let chat = command["type"].as_u64() == Some(CHAT);
    if !command["type"].as_u64().is_some_and(|kind| (CHAT..=4).contains(&kind)) {
        complaints.choice(&at("type"), "Value must be one of {1, 2, 3, 4}.");
    }
    check_name(&command["name"], chat, &at("name"), complaints);
    let description = command["description"].as_str().unwrap_or_default();
    let most = if chat { DESCRIPTION } else { 0 };
    complaints.length(&at("description"), description, usize::from(chat), most);
    check_options(&command["options"], &at("options"), complaints);
    let size = size(command);
    if size > WHOLE {
        let message = format!("Command exceeds maximum size ({WHOLE})");
        complaints.add(place, "APPLICATION_COMMAND_TOO_LARGE", &message);
    }
}

fn join(place: &str, field: &str) -> String {
    if place.is_empty() { field.to_owned() } else { format!("{place}.{field}") }
}

fn check_name(name: &Value, lower: bool, place: &str, complaints: &mut Complaints) {
    let Some(name) = name.as_str() else {
        complaints.required(place);
        return;
    };
    complaints.length(place, name, 1, NAME);
    let fits = |letter: char| letter.is_alphanumeric() || "-_'".contains(letter);
    if lower && !(name.chars().all(fits) && name.to_lowercase() == name) {
        complaints.add(place, "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid");
    }
}

fn check_options(list: &Value, place: &str, complaints: &mut Complaints) {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    complaints.at_most(place, list.len(), ITEMS);
    let mut names = Vec::new();
    let mut optional_seen = false;
    for (index, option) in list.iter().enumerate() {
        let at = |field: &str| format!("{place}.{index}.{field}");
        check_name(&option["name"], true, &at("name"), complaints);
        let description = option["description"].as_str().unwrap_or_default();
        complaints.length(&at("description"), description, 1, DESCRIPTION);
        if names.contains(&&option["name"]) {
            let message = "Option name is already used";
            complaints.add(&at("name"), "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", message);
        }
        names.push(&option["name"]);
        let required = option["required"].as_bool().unwrap_or(false);
        if required && optional_seen {
            let message = "Required options must be placed before non-required options";
            complaints.add(&at(""), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
        }
        optional_seen |= !required;
        let kind = option["type"].as_u64().unwrap_or_default();
        if !(options::SUBCOMMAND..=options::ATTACHMENT).contains(&kind) {
            complaints.choice(&at("type"), "Value must be one of {1, 2, … 11}.");
        }
        check_choices(option, kind, &at("choices"), complaints);
        check_options(&option["options"], &at("options"), complaints);
    }
}

fn check_choices(option: &Value, kind: u64, place: &str, complaints: &mut Complaints) {
    let choices = option["choices"].as_array().map(Vec::as_slice).unwrap_or_default();
    complaints.at_most(place, choices.len(), ITEMS);
    if !choices.is_empty() && option["autocomplete"].as_bool() == Some(true) {
        let message = "Autocomplete options may not have choices";
        complaints.add(place, "APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES", message);
    }
    check_choice_list(choices, kind, place, complaints);
}

/// Checks choices of an option, or suggestions for it.
pub(super) fn check_choice_list(
    choices: &[Value],
    kind: u64,
    place: &str,
    complaints: &mut Complaints,
) {
    for (index, choice) in choices.iter().enumerate() {
        let name = choice["name"].as_str().unwrap_or_default();
        complaints.length(&format!("{place}.{index}.name"), name, 1, DESCRIPTION);
        let value = &choice["value"];
        let at = format!("{place}.{index}.value");
        let fits = match kind {
            options::INTEGER => value.is_i64(),
            options::NUMBER => value.is_number(),
            _ => value.is_string(),
        };
        if !fits {
            complaints.choice(&at, "Value does not fit the type of the option.");
        }
        complaints.length(&at, value.as_str().unwrap_or_default(), 0, DESCRIPTION);
    }
}

/// Characters of names, descriptions and values, at every depth.
fn size(value: &Value) -> usize {
    let text = |field: &str| value[field].as_str().unwrap_or_default().chars().count();
    let own = text("name") + text("description") + text("value");
    let inside = ["options", "choices"].into_iter().filter_map(|list| value[list].as_array());
    own + inside.flatten().map(size).sum::<usize>()
}

/// The fields of a command that make a new version when they change.
pub(super) fn substance(command: &Value) -> Map<String, Value> {
    let mut fields = command.as_object().cloned().unwrap_or_default();
    fields.remove("id");
    fields.remove("version");
    fields
}
