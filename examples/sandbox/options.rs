//! The options of commands as the bot registered them: what they take, and what was typed as that.
//!
//! **Invariant:** a value is sent as the type that its option has, or not at all.

use anyhow::{Context as _, anyhow, bail};
use serde_json::{Value, json};

use crate::files;
use crate::show::{list, text};
use crate::town::Town;

/// Discord's numbers of a subcommand and of a group of them.
const NESTED: [u64; 2] = [1, 2];

/// A command or subcommand, by its words.
fn definition(town: &Town, name: &str) -> anyhow::Result<Value> {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    let commands = town.sandbox.act(|world| world.commands(town.bot));
    let known = commands.iter().filter(|command| command["type"] == 1);
    let names: Vec<String> = known.map(|command| format!("/{}", text(&command["name"]))).collect();
    let mut found = commands
        .into_iter()
        .find(|command| command["type"] == 1 && command["name"] == first)
        .with_context(|| format!("there is no /{first}; the bot has {}", names.join(", ")))?;
    for word in words {
        let inner = list(&found["options"]).find(|inner| is_nested(inner) && inner["name"] == word);
        found = inner.cloned().ok_or_else(|| anyhow!("there is no {word} in /{name}"))?;
    }
    Ok(found)
}

fn is_nested(option: &Value) -> bool {
    option["type"].as_u64().is_some_and(|kind| NESTED.contains(&kind))
}

/// A command with all that is below it: what each does, and its options.
pub(crate) fn help(town: &Town, name: &str) -> anyhow::Result<Vec<String>> {
    let name = name.trim_start_matches('/');
    let mut lines = Vec::new();
    describe(&definition(town, name)?, name, &mut lines);
    Ok(lines)
}

fn describe(command: &Value, name: &str, lines: &mut Vec<String>) {
    let (nested, options): (Vec<&Value>, Vec<&Value>) =
        list(&command["options"]).partition(|option| is_nested(option));
    for inner in &nested {
        describe(inner, &format!("{name} {}", text(&inner["name"])), lines);
    }
    if nested.is_empty() {
        lines.push(format!("/{name}: {}", text(&command["description"])));
        lines.extend(options.into_iter().map(describe_option));
    }
}

fn describe_option(option: &Value) -> String {
    let need = if option["required"] == true { "required" } else { "may be left out" };
    let (name, what) = (text(&option["name"]), text(&option["description"]));
    let mut line = format!("    {name}: {}, {need}: {what}", kind_of(option));
    let choices: Vec<&str> = list(&option["choices"]).map(|it| text(&it["name"])).collect();
    if !choices.is_empty() {
        line.push_str(&format!("; one of {}", choices.join(", ")));
    }
    line
}

/// What an option takes, in words.
fn kind_of(option: &Value) -> &'static str {
    match option["type"].as_u64() {
        Some(4) => "a whole number",
        Some(5) => "true or false",
        Some(6) => "@PERSON",
        Some(7) => "#CHANNEL",
        Some(8) => "@ROLE",
        Some(9) => "@PERSON or @ROLE",
        Some(10) => "a number",
        Some(11) => "the path of a file",
        _ => "text",
    }
}

/// The options of a command as they are sent, each as the type that the bot registered.
pub(crate) fn typed<'name>(
    town: &Town,
    command: &str,
    given: &[(&'name str, String)],
) -> anyhow::Result<Vec<(&'name str, Value)>> {
    let definition = definition(town, command)?;
    let known = |name: &str| list(&definition["options"]).find(|option| option["name"] == name);
    let mut sent = Vec::new();
    for (name, value) in given {
        let option = known(name).ok_or_else(|| anyhow!("{name} is no option of /{command}"));
        let value = option.and_then(|option| {
            meant(town, option, value).with_context(|| format!("the option {name}"))
        });
        match value {
            Ok(value) => sent.push((*name, value)),
            Err(problem) => bail!("{problem:#}{}", with_help(town, command)),
        }
    }
    Ok(sent)
}

/// What a command takes, to stand below an error.
pub(crate) fn with_help(town: &Town, command: &str) -> String {
    help(town, command).map_or_else(|_| String::new(), |lines| format!("\n{}", lines.join("\n")))
}

/// What was typed, as the type of its option.
fn meant(town: &Town, option: &Value, typed: &str) -> anyhow::Result<Value> {
    let choice = list(&option["choices"]).find(|choice| {
        let same = |value: &Value| value.as_str().is_some_and(|it| it.eq_ignore_ascii_case(typed));
        same(&choice["name"]) || same(&choice["value"])
    });
    if let Some(choice) = choice {
        return Ok(choice["value"].clone());
    }
    let named = match (typed.strip_prefix('@'), typed.strip_prefix('#')) {
        (Some("staff"), _) => Some(&town.staff),
        (Some(person), _) => town.people.get(person),
        (_, Some(place)) => town.places.get(place),
        (None, None) => None,
    };
    let needed = || format!("takes {}, not `{typed}`", kind_of(option));
    Ok(match option["type"].as_u64() {
        Some(4) => json!(typed.parse::<i64>().ok().with_context(needed)?),
        Some(10) => json!(typed.parse::<f64>().ok().with_context(needed)?),
        Some(5) => json!(typed.parse::<bool>().ok().with_context(needed)?),
        Some(6..=9) => json!(named.with_context(needed)?),
        Some(11) => json!(files::upload(town, typed)?),
        _ => named.map_or_else(|| json!(typed), |id| json!(id)),
    })
}
