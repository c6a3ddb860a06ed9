//! Routes, and parts of bodies from which the tables are built.

use serde_json::{Value, json};
use signpost::sandbox::description::{Description, Violation};

pub(crate) const MESSAGES: &str = "POST /channels/1/messages";
pub(crate) const EDIT: &str = "PATCH /channels/1/messages/2";
pub(crate) const FOLLOWUP: &str = "POST /webhooks/1/token";
pub(crate) const CHANGE: &str = "PATCH /webhooks/1/token/messages/@original";
pub(crate) const CALLBACK: &str = "POST /interactions/1/token/callback";
pub(crate) const THREADS: &str = "POST /channels/1/threads";
pub(crate) const COMMAND: &str = "POST /applications/1/commands";
pub(crate) const COMMANDS: &str = "PUT /applications/1/guilds/2/commands";

pub(crate) fn check(route: &str, body: Option<&Value>) -> Vec<Violation> {
    let (method, path) = route.split_once(' ').expect("a method and a path");
    Description::shipped().check(method, path, body)
}

pub(crate) fn shown(found: &[Violation]) -> String {
    found.iter().map(|one| format!("  {one}\n")).collect()
}

pub(crate) fn text(length: usize) -> String {
    "é".repeat(length)
}

pub(crate) fn button(custom_id: &str) -> Value {
    json!({"type": 2, "style": 1, "label": "Yes", "custom_id": custom_id})
}

pub(crate) fn row(children: &[Value]) -> Value {
    json!({"type": 1, "components": children})
}

pub(crate) fn select(values: &[&str]) -> Value {
    let options: Vec<Value> =
        values.iter().map(|value| json!({"label": "one", "value": value})).collect();
    json!({"type": 3, "custom_id": "topic", "options": options})
}

pub(crate) fn with_rows(rows: &[Value]) -> Value {
    json!({"content": "hello", "components": rows})
}

pub(crate) fn with_embed(embed: &Value) -> Value {
    json!({ "embeds": [embed] })
}

pub(crate) fn chat(options: &Value) -> Value {
    json!({"name": "ask", "description": "Ask a question", "options": options})
}

pub(crate) fn option(kind: u64, name: &str, required: bool) -> Value {
    json!({"type": kind, "name": name, "description": "What", "required": required})
}

pub(crate) fn modal(components: &[Value]) -> Value {
    json!({"type": 9, "data": {"custom_id": "report", "title": "Report", "components": components}})
}

pub(crate) fn input(custom_id: &str) -> Value {
    json!({"type": 4, "custom_id": custom_id, "style": 2, "label": "What is wrong?"})
}

pub(crate) fn label(component: &Value) -> Value {
    json!({"type": 18, "label": "What is wrong?", "component": component})
}

pub(crate) fn choices(count: usize) -> Value {
    let all: Vec<Value> =
        (0..count).map(|one| json!({"name": format!("{one}"), "value": "x"})).collect();
    json!({"type": 8, "data": {"choices": all}})
}

/// Each body has a violation at its place, in few words.
pub(crate) fn refused(table: Vec<(&str, Value, &str)>) {
    let mut wrong = String::new();
    for (route, body, place) in table {
        let found = check(route, Some(&body));
        let long = found.iter().any(|one| one.problem.chars().count() >= 200);
        if long || !found.iter().any(|one| one.at == place) {
            wrong += &format!("{route} {body:.200}\nwanted {place:?}, found\n{}", shown(&found));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
