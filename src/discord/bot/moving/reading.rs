//! What a file asks for: that of `/export`, or a document. Pure.
//!
//! **Invariant:** a file that cannot be read asks for nothing; what in it cannot be meant here is
//! named with the reason, and never guessed.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::engine::knowledge::{Entry, EntryId, NOT_ANSWERED, laid_entry};
use crate::export::server::{self, EntryState, ServerFile};
use crate::import::{self, Options};
use crate::moderation::Role;

/// The most entries that one file may bring: twice what a large server has of its own, and few enough
/// that the database is held for less than a second.
pub(super) const MOST_ENTRIES: usize = 1_000;

/// The most settings, roles and people of a file, each: far more than a server has.
const MOST_OTHERS: usize = 10_000;

/// The longest key of a setting, in characters.
const LONGEST_KEY: usize = 64;

/// The longest example of a question that is not answered, in characters: what fits in a form.
const LONGEST_EXAMPLE: usize = 500;

/// The longest value of a setting, in bytes of JSON: a list of a hundred channels.
const LONGEST_VALUE: usize = 4_000;

/// What is there in the server that a file is read for, by id and name.
#[derive(Debug, Default)]
pub(super) struct Place {
    pub(super) guild: u64,
    pub(super) channels: Vec<(u64, String)>,
    pub(super) roles: Vec<(u64, String)>,
}

/// An entry that a file asks for.
#[derive(Debug)]
pub(super) struct WantedEntry {
    pub(super) id: EntryId,
    pub(super) state: EntryState,
    /// What it is to say; none where it is not used and the file does not know.
    pub(super) entry: Option<Entry>,
}

/// Something that a file asks for and that is not done, and why.
#[derive(Clone, Debug)]
pub(super) struct LeftOut {
    pub(super) what: String,
    pub(super) why: String,
}

/// What a file asks for.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub(super) entries: Vec<WantedEntry>,
    /// Examples of questions that are not answered.
    pub(super) not_answered: Vec<String>,
    pub(super) settings: Vec<(u64, String, Value)>,
    pub(super) grants: Vec<(u64, Role)>,
    pub(super) ignored: Vec<u64>,
    pub(super) left_out: Vec<LeftOut>,
}

impl Wanted {
    fn leave_out(&mut self, what: impl Into<String>, why: impl Into<String>) {
        self.left_out.push(LeftOut { what: what.into(), why: why.into() });
    }
}

/// Reads a file. What is wrong with it as a whole is the error.
pub(super) fn read(
    name: &str,
    text: &str,
    pack: Option<&str>,
    place: &Place,
) -> Result<Wanted, String> {
    if server::is_server_file(text) {
        let file = server::read(text).map_err(|why| format!("it cannot be read: {why}"))?;
        return of_server(file, place);
    }
    if text.trim_start().starts_with('{') && text.trim_start().lines().next() == Some("{") {
        // JSON over several lines, and not ours: every line of it would be a mistake.
        return Err("it is JSON, and neither what /export writes nor one entry a line".to_owned());
    }
    of_document(name, text, pack)
}

fn too_many(count: usize) -> String {
    format!("it holds {count} entries, and I take {MOST_ENTRIES} at once; split it")
}

fn of_server(file: ServerFile, place: &Place) -> Result<Wanted, String> {
    if file.entries.len() > MOST_ENTRIES {
        return Err(too_many(file.entries.len()));
    }
    if [file.settings.len(), file.roles.len(), file.ignored.len(), file.not_answered.len()]
        .iter()
        .any(|it| *it > MOST_OTHERS)
    {
        return Err(format!(
            "it holds more than {MOST_OTHERS} settings, roles, people or examples"
        ));
    }
    let mut wanted = Wanted::default();
    let mut seen = BTreeSet::new();
    for given in file.entries {
        let id = EntryId::foreign(&given.id).filter(|id| id.as_str() != NOT_ANSWERED);
        let Some(id) = id else {
            wanted.leave_out(&given.id, "that is no id of an entry");
            continue;
        };
        if !seen.insert(id.clone()) {
            wanted.leave_out(id.as_str(), "the file has it twice; the first counts");
            continue;
        }
        let entry = given.entry.as_ref().map(|value| laid_entry(id.as_str(), 0, value)).transpose();
        match entry {
            Err(found) => wanted.leave_out(id.as_str(), first_of(&found)),
            Ok(None) if given.state == EntryState::Used => {
                wanted.leave_out(id.as_str(), "the file does not say what it says");
            }
            Ok(entry) => wanted.entries.push(WantedEntry { id, state: given.state, entry }),
        }
    }
    for example in file.not_answered {
        if example.trim().is_empty() || example.chars().count() > LONGEST_EXAMPLE {
            wanted.leave_out("an example of what is not answered", "it is empty or too long");
        } else {
            wanted.not_answered.push(example);
        }
    }
    for setting in file.settings {
        let (key, value) = (setting.key, setting.value);
        let is_key = |letter: char| letter.is_ascii_lowercase() || "_.-0123456789".contains(letter);
        if key.is_empty() || key.len() > LONGEST_KEY || !key.chars().all(is_key) {
            wanted.leave_out(format!("the setting {key}"), "that is no name of a setting");
        } else if value.to_string().len() > LONGEST_VALUE {
            wanted.leave_out(format!("the setting {key}"), "its value is too long");
        } else if setting.scope == file.server {
            wanted.settings.push((place.guild, key, value));
        } else {
            match known(&setting.scope, setting.name.as_deref(), &place.channels) {
                Some(scope) => wanted.settings.push((scope, key, value)),
                None => {
                    let what = setting.name.unwrap_or(setting.scope);
                    wanted
                        .leave_out(format!("the setting {key} of {what}"), "no such channel here");
                }
            }
        }
    }
    for grant in file.roles {
        let shown = grant.name.clone().unwrap_or_else(|| grant.role.clone());
        let role = known(&grant.role, grant.name.as_deref(), &place.roles);
        match (role, Role::parse(&grant.may)) {
            (Some(role), Some(_)) if role == place.guild => {
                wanted.leave_out(format!("the role {shown}"), "that role is everybody's");
            }
            (Some(role), Some(may)) => wanted.grants.push((role, may)),
            (None, _) => wanted.leave_out(format!("the role {shown}"), "no such role here"),
            (_, None) => {
                let why = format!("{} is nothing that a role may do", grant.may);
                wanted.leave_out(format!("the role {shown}"), why);
            }
        }
    }
    for person in file.ignored {
        match person.parse::<u64>() {
            Ok(id) if id != 0 => wanted.ignored.push(id),
            Ok(_) | Err(_) => wanted.leave_out(format!("the person {person}"), "that is no id"),
        }
    }
    Ok(wanted)
}

/// What is there under an id, or else the only one of a name.
fn known(id: &str, name: Option<&str>, there: &[(u64, String)]) -> Option<u64> {
    let id: u64 = id.parse().ok()?;
    if there.iter().any(|(known, _)| *known == id) {
        return Some(id);
    }
    let mut named = there.iter().filter(|(_, known)| Some(known.as_str()) == name);
    let first = named.next();
    first.filter(|_| named.next().is_none()).map(|(id, _)| *id)
}

fn of_document(name: &str, text: &str, pack: Option<&str>) -> Result<Wanted, String> {
    let options = Options { format: None, sections: false, pack };
    let (import, found) = import::import(Source::new(name, text), options);
    if import.drafts.len() > MOST_ENTRIES {
        return Err(too_many(import.drafts.len()));
    }
    let errors = || found.iter().filter(|it| it.severity == Severity::Error);
    if import.drafts.is_empty() {
        return Err(errors().next().map_or_else(
            || "it holds no questions and answers".to_owned(),
            |first| match first.code {
                // The help names an option of the command line.
                "several-packs" => format!("{}; name one as pack", first.message),
                _ => format!("line {}: {}; {}", first.line, first.message, first.help),
            },
        ));
    }
    let mut wanted = Wanted::default();
    for error in errors().take(MOST_ENTRIES) {
        let why = format!("{}; {}", error.message, error.help);
        wanted.leave_out(format!("line {}", error.line), why);
    }
    for dropped in &import.dropped {
        let what = format!("lines {} to {}", dropped.span.from, dropped.span.to);
        wanted.leave_out(what, dropped.reason.to_string());
    }
    wanted.entries = import
        .drafts
        .into_iter()
        .map(|draft| WantedEntry {
            id: draft.entry.id.clone(),
            state: EntryState::Used,
            entry: Some(draft.entry),
        })
        .collect();
    Ok(wanted)
}

fn first_of(found: &[Diagnostic]) -> String {
    let first = found.iter().find(|it| it.severity == Severity::Error);
    // The help is for whoever reads the log of changes.
    first.map_or_else(String::new, |it| it.message.replace("the change of", "what it says of"))
}
