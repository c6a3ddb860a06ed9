//! What the bot does, as lines to read.
//!
//! **Invariant:** whatever people would see change in Discord becomes lines, and nothing else does.

use std::collections::HashMap;

use serde_json::Value;
use signpost::sandbox::Logged;
use signpost::sandbox::world::Id;

use crate::files;
use crate::form::{Form, Forms};
use crate::town::Town;

/// Only the person who asked or pressed sees the message.
const EPHEMERAL: u64 = 1 << 6;

/// How many options of a menu are listed.
const OPTIONS: usize = 6;

/// How many columns a line has.
const WIDTH: usize = 100;

/// What has been shown so far.
#[derive(Default)]
pub(crate) struct Screen {
    /// The bot's messages, oldest first.
    pub(crate) shown: Vec<Id>,
    /// The forms that are open.
    pub(crate) forms: Forms,
    /// How each begins, since one that is deleted cannot be looked up.
    beginnings: HashMap<Id, String>,
}

impl Screen {
    /// What an entry of the log changes for people, in lines. Most change nothing.
    pub(crate) fn show(&mut self, town: &mut Town, entry: &Logged) -> Vec<String> {
        match entry {
            Logged::Request { method, path, status, answer, .. } if *status < 300 => {
                self.show_request(town, method, path, answer.as_deref())
            }
            Logged::Request { method, path, status, answer, .. } => {
                let why = answer.as_deref().map(Value::to_string).unwrap_or_default();
                vec![format!("!! {method} {path} was refused with {status}: {why}")]
            }
            Logged::BadBody(problems) => vec![format!("!! not by the description: {problems:?}")],
            Logged::Sent { name: Some(name), .. } if &**name == "READY" => {
                vec!["-- the bot has logged in".to_owned()]
            }
            Logged::Closed { .. } => vec!["-- the bot's connection has ended".to_owned()],
            Logged::Sent { .. } | Logged::Received { .. } | Logged::Connected => Vec::new(),
        }
    }

    fn show_request(
        &mut self,
        town: &mut Town,
        method: &str,
        path: &str,
        answer: Option<&Value>,
    ) -> Vec<String> {
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        match (method, parts.as_slice()) {
            ("POST", ["channels", _, "messages"] | ["webhooks", _, _]) => {
                self.show_message(town, "posts", answer)
            }
            ("PATCH", ["channels", _, "messages", _] | ["webhooks", _, _, "messages", _]) => {
                self.show_message(town, "edits", answer)
            }
            ("POST", ["channels", parent, "messages", _, "threads"]) => {
                let (Some(thread), Some(parent)) = (answer, Id::parse(parent)) else {
                    return Vec::new();
                };
                let (name, place) = (text(&thread["name"]), town.place_name(parent));
                let Some(thread) = Id::from_json(&thread["id"]) else { return Vec::new() };
                let key = town.add_place("thread", thread);
                vec![format!("{place} signpost opens the thread “{name}”: /in {key}")]
            }
            ("DELETE", ["channels", _, "messages", message]) => {
                self.show_deletion(Id::parse(message))
            }
            ("DELETE", ["webhooks", _, token, "messages", "@original"]) => {
                let original = town
                    .sandbox
                    .act(|world| world.interactions().find(|one| one.token == *token)?.original);
                self.show_deletion(original)
            }
            ("POST", ["interactions", id, _, "callback"]) => {
                let record = town.sandbox.act(|world| world.interaction(Id::parse(id)?).cloned());
                if let Some(record) = &record
                    && let Some(form) = Form::opened(record)
                {
                    let lines = form.lines(town, record.user);
                    self.forms.insert(record.user, form);
                    return lines;
                }
                let message = town.sandbox.act(|world| {
                    let record = record?;
                    let verb = match record.response.as_ref()?.kind {
                        4 => "responds",
                        7 => "edits",
                        // Promises of a later response, and suggestions.
                        _ => return None,
                    };
                    Some((verb, world.message(record.original?)?.clone()))
                });
                let Some((verb, message)) = message else { return Vec::new() };
                self.show_message(town, verb, Some(&message))
            }
            _ => Vec::new(),
        }
    }

    fn show_deletion(&mut self, message: Option<Id>) -> Vec<String> {
        let Some(message) = message else { return Vec::new() };
        self.shown.retain(|id| *id != message);
        let beginning = self.beginnings.remove(&message).unwrap_or_default();
        vec![format!("signpost deletes: {beginning}")]
    }

    fn show_message(&mut self, town: &Town, verb: &str, message: Option<&Value>) -> Vec<String> {
        let Some(message) = message else { return Vec::new() };
        let place = Id::from_json(&message["channel_id"]).map(|id| town.place_name(id));
        let mut head = format!("{} signpost {verb}", place.unwrap_or_default());
        let answered = &message["referenced_message"];
        if answered.is_object() {
            head.push_str(&format!(" in reply to {}", text(&answered["author"]["username"])));
        }
        if message["flags"].as_u64().unwrap_or_default() & EPHEMERAL != 0 {
            let who = &message["interaction_metadata"]["user"]["username"];
            head.push_str(&format!(", only for {} to see", who.as_str().unwrap_or("one person")));
        }
        let lines = lines(message);
        if let Some(id) = Id::from_json(&message["id"]) {
            self.shown.retain(|known| *known != id);
            self.shown.push(id);
            self.beginnings.insert(id, lines.first().cloned().unwrap_or_default());
        }
        let shape =
            textwrap::Options::new(WIDTH).initial_indent("  | ").subsequent_indent("  |   ");
        let wrapped = lines.iter().map(|line| textwrap::fill(&readable(town, line), &shape));
        std::iter::once(format!("{head}:")).chain(wrapped).collect()
    }
}

/// Whether somebody sees a message, wherever it stands: some are for one person alone.
pub(crate) fn is_shown_to(message: &Value, who: Id) -> bool {
    message["flags"].as_u64().unwrap_or_default() & EPHEMERAL == 0
        || Id::from_json(&message["interaction_metadata"]["user"]["id"]) == Some(who)
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A list in a message, empty if it is not there.
pub(crate) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// All that a message shows, line by line.
fn lines(message: &Value) -> Vec<String> {
    let mut blocks = vec![text(&message["content"]).to_owned()];
    blocks.extend(files::lines(message));
    for embed in list(&message["embeds"]) {
        if let Some(title) = embed["title"].as_str() {
            blocks.push(format!("== {title} =="));
        }
        blocks.push(text(&embed["description"]).to_owned());
        for field in list(&embed["fields"]) {
            blocks.push(format!("* {}: {}", text(&field["name"]), text(&field["value"])));
        }
    }
    for row in list(&message["components"]) {
        let row: Vec<String> = list(&row["components"]).map(component).collect();
        blocks.push(row.join(" "));
    }
    blocks.iter().flat_map(|block| block.lines()).map(str::to_owned).collect()
}

/// A button as `[label]`, a menu as `[placeholder: options]`.
fn component(component: &Value) -> String {
    if let Some(label) = component["label"].as_str() {
        return format!("[{label}]");
    }
    let all: Vec<&str> = list(&component["options"]).map(|option| text(&option["label"])).collect();
    let mut options = all[..all.len().min(OPTIONS)].join("; ");
    if all.len() > OPTIONS {
        options.push_str(&format!("; and {} more", all.len() - OPTIONS));
    }
    format!("[{}: {options}]", component_label(component))
}

/// What is written on a button or a menu.
pub(crate) fn component_label(component: &Value) -> &str {
    component["label"].as_str().or(component["placeholder"].as_str()).unwrap_or_default()
}

/// A line with names in place of ids.
fn readable(town: &Town, line: &str) -> String {
    let mut line = line.replace(&format!("<@{}>", town.bot), "@signpost");
    for (name, id) in &town.people {
        line = line.replace(&format!("<@{id}>"), &format!("@{name}"));
    }
    for (name, id) in &town.places {
        line = line.replace(&format!("<#{id}>"), &format!("#{name}"));
    }
    line
}
