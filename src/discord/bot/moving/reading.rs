//! What a file asks for: that of `/export`, or a document. Pure.
//!
//! **Invariant:** a file that cannot be read asks for nothing; what in it cannot be meant here is
//! named with the reason, and never guessed.

use std::collections::BTreeSet;

use serde_json::Value;

use super::LARGEST;
use super::shown::counted;
use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::discord::settings::Own;
use crate::discord::settings::quiet_hours::Zones;
use crate::discord::settings::value::Bounds;
use crate::engine::knowledge::{Entry, EntryId, NOT_ANSWERED, Notice, Pack, laid_entry};
use crate::export::server::{self, EntryState, ServerFile};
use crate::import::{self, Options};
use crate::moderation::Role;

/// The most entries that one document may bring: twice what a large server has of its own, and few
/// enough to be read through before they are published.
const MOST_OF_DOCUMENT: usize = 1_000;

/// The most entries that the file of a server may bring. What a server has of its own is limited by
/// the size of its file alone, so that it always comes back: an entry that says something takes more
/// than 200 bytes there, of which not as many as this fit.
const MOST_OF_SERVER: usize = LARGEST / 200;

/// The most settings, roles and people of a file, each: far more than a server has.
const MOST_OTHERS: usize = 10_000;

/// The longest example of a question that is not answered, in characters: what fits in a form.
const LONGEST_EXAMPLE: usize = 500;

/// Why a disclaimer is left out.
const OF_EVERY_REPLY: &str =
    "whoever runs me sets what goes with every reply, in the files of a pack";

/// The longest value of a setting, in bytes of JSON: a list of a hundred channels.
const LONGEST_VALUE: usize = 4_000;

/// What is there in the server that a file is read for, by id and name.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) guild: u64,
    pub(super) channels: Vec<(u64, String)>,
    pub(super) roles: Vec<(u64, String)>,
    /// What limits the values of settings.
    pub(super) limits: Limits,
}

/// What limits the values of settings.
#[derive(Debug)]
pub(super) struct Limits {
    pub(super) most_days: u32,
    pub(super) locales: Vec<String>,
    pub(super) zones: Zones,
    pub(super) now: u64,
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
    pub(super) fn leave_out(&mut self, what: impl Into<String>, why: impl Into<String>) {
        self.left_out.push(LeftOut { what: what.into(), why: why.into() });
    }
}

/// Reads a file. What is wrong with it as a whole is the error.
pub(super) fn read(
    name: &str,
    text: &str,
    options: Options<'_>,
    place: &Place,
) -> Result<Wanted, String> {
    if server::is_server_file(text) {
        let file = server::read(text).map_err(|why| format!("it cannot be read: {why}"))?;
        return of_server(file, text, place);
    }
    if text.trim_start().starts_with('{') && text.trim_start().lines().next() == Some("{") {
        // JSON over several lines, and not ours: every line of it would be a mistake.
        return Err("it is JSON, and neither what /export writes nor one entry a line".to_owned());
    }
    of_document(name, text, options)
}

fn too_many(count: usize, most: usize) -> String {
    format!("it holds {count} entries, and I take {most} at once; split it")
}

fn of_server(mut file: ServerFile, text: &str, place: &Place) -> Result<Wanted, String> {
    if file.entries.len() > MOST_OF_SERVER {
        return Err(too_many(file.entries.len(), MOST_OF_SERVER));
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
    read_settings(&mut file, text, place, &mut wanted)?;
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
    take_not_answered(file.not_answered, &mut wanted);
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

/// Reads the settings of a file. One that could hold nowhere is an error of the whole file; one for a
/// channel that is not here is left out.
fn read_settings(
    file: &mut ServerFile,
    text: &str,
    place: &Place,
    wanted: &mut Wanted,
) -> Result<(), String> {
    /// No server and no channel has this id.
    const NOWHERE: u64 = u64::MAX;
    let Limits { most_days, locales, zones, now } = &place.limits;
    let bounds = Bounds { most_days: *most_days, locales, zones: *zones };
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    for (number, setting) in std::mem::take(&mut file.settings).into_iter().enumerate() {
        let (key, value) = (setting.key, setting.value);
        let scope = if setting.scope == file.server {
            Some(place.guild)
        } else {
            known(&setting.scope, setting.name.as_deref(), &place.channels)
        };
        let read = if value.to_string().len() > LONGEST_VALUE {
            Err("the value of that setting is too long".to_owned())
        } else {
            let at = (scope.unwrap_or(NOWHERE), key.as_str(), &value);
            Own::default().take(place.guild, at, bounds, *now)
        };
        match (read, scope) {
            (Err(why), _) => wrong.push((number, why)),
            (Ok(_), None) => {
                let what = setting.name.unwrap_or(setting.scope);
                wanted.leave_out(format!("the setting {key} of {what}"), "no such channel here");
            }
            (Ok(_), Some(scope)) if !seen.insert((scope, key.clone())) => {
                let why = "the file has it twice; the first counts";
                wanted.leave_out(format!("the setting {key}"), why);
            }
            (Ok(kept), Some(scope)) => wanted.settings.push((scope, key, kept)),
        }
    }
    let Some((number, why)) = wrong.first() else { return Ok(()) };
    let line = server::line_of_setting(text, *number);
    let line = line.map_or_else(String::new, |line| format!("line {line}: "));
    let more = match wrong.len() - 1 {
        0 => String::new(),
        1 => "; one more setting is wrong".to_owned(),
        more => format!("; {more} more settings are wrong"),
    };
    Err(format!("{line}{why}{more}"))
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

fn of_document(name: &str, text: &str, options: Options<'_>) -> Result<Wanted, String> {
    let (import, found) = import::import(Source::new(name, text), options);
    if import.drafts.len() > MOST_OF_DOCUMENT {
        return Err(too_many(import.drafts.len(), MOST_OF_DOCUMENT));
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
    if let Some(disclaimer) = &import.disclaimer {
        let span = &disclaimer.span;
        let what = format!("the disclaimer in lines {} to {}", span.from, span.to);
        wanted.leave_out(what, OF_EVERY_REPLY);
    }
    read_pack(import.pack, &mut wanted);
    for error in errors().take(MOST_OF_DOCUMENT) {
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

/// Takes from a pack what a server can have of its own besides entries, and names the rest.
fn read_pack(pack: Option<Pack>, wanted: &mut Wanted) {
    let Some(pack) = pack else { return };
    if pack.notice != Notice::general() {
        wanted.leave_out(format!("the disclaimer of the pack {}", pack.id.0), OF_EVERY_REPLY);
    }
    if !pack.synonyms.groups.is_empty() {
        let groups = counted(pack.synonyms.groups.len(), "group", "groups");
        let why = "only whoever runs me sets them, in the files of a pack";
        wanted.leave_out(format!("{groups} of words that mean the same"), why);
    }
    take_not_answered(pack.out_of_scope, wanted);
}

/// Takes examples of questions that are not answered.
fn take_not_answered(examples: Vec<String>, wanted: &mut Wanted) {
    for example in examples {
        if example.trim().is_empty() || example.chars().count() > LONGEST_EXAMPLE {
            wanted.leave_out("an example of what is not answered", "it is empty or too long");
        } else {
            wanted.not_answered.push(example);
        }
    }
}

fn first_of(found: &[Diagnostic]) -> String {
    let first = found.iter().find(|it| it.severity == Severity::Error);
    // The help is for whoever reads the log of changes.
    first.map_or_else(String::new, |it| it.message.replace("the change of", "what it says of"))
}
