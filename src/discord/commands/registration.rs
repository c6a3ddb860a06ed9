//! Makes the commands that Discord has into ours, and writes only what differs.
//!
//! **Invariant:** where all is as it should be, nothing is written: creations are limited to 200 a
//! day.

use reqwest::Method;
use serde_json::{Map, Value, json};
use serenity::model::id::{ApplicationId, CommandId};

use super::Name;
use crate::discord::rest::{Request, Rest, RestError};

/// What has to be written.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A command that Discord does not have.
    Create(Value),
    /// A command that Discord has otherwise.
    Change(CommandId, Value),
    /// A command that we do not have any more.
    Remove(CommandId),
}

/// Our commands, as they are sent.
#[must_use]
pub fn wanted() -> Vec<Value> {
    Name::ALL.map(|name| json!(name.definition())).to_vec()
}

/// What makes the commands that Discord has into the wanted ones.
#[must_use]
pub fn steps(wanted: &[Value], present: &[Value]) -> Vec<Step> {
    let mut steps = Vec::new();
    for command in wanted {
        match present.iter().find(|other| is_same(command, other)) {
            Some(other) if normal(command) == normal(other) => {}
            Some(other) => {
                if let Some(id) = id_of(other) {
                    steps.push(Step::Change(id, command.clone()));
                }
            }
            None => steps.push(Step::Create(command.clone())),
        }
    }
    for other in present {
        if !wanted.iter().any(|command| is_same(command, other))
            && let Some(id) = id_of(other)
        {
            steps.push(Step::Remove(id));
        }
    }
    steps
}

/// Compares and writes. Returns how many commands were written.
///
/// # Errors
///
/// When Discord cannot be reached or refuses.
pub async fn register(rest: &Rest, application: ApplicationId) -> Result<usize, RestError> {
    let path = format!("/applications/{application}/commands");
    let request = Request::new(Method::GET, path.clone()).query("with_localizations", true);
    let present: Vec<Value> = rest.send(request).await?;
    let steps = steps(&wanted(), &present);
    for step in &steps {
        let request = match step {
            Step::Create(body) => Request::new(Method::POST, path.clone()).body(body.clone()),
            Step::Change(id, body) => {
                Request::new(Method::PATCH, format!("{path}/{id}")).body(body.clone())
            }
            Step::Remove(id) => Request::new(Method::DELETE, format!("{path}/{id}")),
        };
        rest.run(request).await?;
    }
    Ok(steps.len())
}

/// A command is known by name and kind; one kind may have the name of another.
fn is_same(left: &Value, right: &Value) -> bool {
    let kind = |command: &Value| command["type"].as_u64().unwrap_or(1);
    left["name"] == right["name"] && kind(left) == kind(right)
}

fn id_of(command: &Value) -> Option<CommandId> {
    serde_json::from_value(command["id"].clone()).ok()
}

/// What we say of a command or an option. Discord adds more, which is not ours to compare.
const COMPARED: [&str; 17] = [
    "name",
    "type",
    "description",
    "name_localizations",
    "description_localizations",
    "options",
    "default_member_permissions",
    "contexts",
    "integration_types",
    "required",
    "autocomplete",
    "max_length",
    "min_length",
    "max_value",
    "min_value",
    "choices",
    "nsfw",
];

/// A command without what says nothing: null, false, and what is empty; lists of numbers in order.
fn normal(command: &Value) -> Value {
    let Some(command) = command.as_object() else { return Value::Null };
    let mut kept = Map::new();
    for key in COMPARED {
        let value = match (key, command.get(key)) {
            ("options", Some(Value::Array(options))) => {
                Value::Array(options.iter().map(normal).collect())
            }
            ("contexts" | "integration_types", Some(Value::Array(numbers))) => {
                let mut numbers: Vec<u64> = numbers.iter().filter_map(Value::as_u64).collect();
                numbers.sort_unstable();
                json!(numbers)
            }
            (_, Some(value)) => value.clone(),
            (_, None) => continue,
        };
        let says_nothing = match &value {
            Value::Null | Value::Bool(false) => true,
            Value::String(text) => text.is_empty(),
            Value::Array(items) => items.is_empty(),
            Value::Object(items) => items.is_empty(),
            Value::Bool(true) | Value::Number(_) => false,
        };
        if !says_nothing {
            kept.insert(key.to_owned(), value);
        }
    }
    Value::Object(kept)
}
