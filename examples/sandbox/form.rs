//! Forms that the bot opens: shown, filled in by lines, and sent off.
//!
//! **Invariant:** nothing is sent off that the form does not take.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail};
use serde_json::Value;
use signpost::sandbox::world::{Id, InteractionRecord};

use crate::show::{list, text};
use crate::town::Town;

/// Discord's number of a field that is written in.
const TEXT_INPUT: u64 = 4;

/// A form that is open before somebody.
pub(crate) struct Form {
    opened_by: Id,
    title: String,
    fields: Vec<Field>,
}

struct Field {
    id: String,
    label: String,
    value: String,
    required: bool,
    longest: u64,
}

/// Who has which form before them: Discord shows one at a time.
pub(crate) type Forms = BTreeMap<Id, Form>;

impl Form {
    /// The form that the bot opened on an interaction.
    pub(crate) fn opened(record: &InteractionRecord) -> Option<Form> {
        let modal = record.modal()?;
        let mut fields = Vec::new();
        collect_fields(&modal["components"], "", &mut fields);
        Some(Form { opened_by: record.id, title: text(&modal["title"]).to_owned(), fields })
    }

    /// The form as it is filled in now.
    pub(crate) fn lines(&self, town: &Town, whose: Id) -> Vec<String> {
        let name = town.people.iter().find(|(_, id)| **id == whose).map_or("somebody", |it| it.0);
        let mut lines = vec![format!("signpost opens a form for {name}: {}", self.title)];
        for (place, field) in self.fields.iter().enumerate() {
            let need = if field.required { "" } else { ", may be empty" };
            let Field { id, label, longest, .. } = field;
            lines.push(format!(
                "  | {}. {label} ({id}, up to {longest} characters{need})",
                place + 1
            ));
            lines.extend(field.value.lines().map(|line| format!("  |      {line}")));
        }
        lines
            .push("  | /fill FIELD TEXT fills one in, /send sends it off, /close leaves it".into());
        lines
    }

    /// Fills in a field: its number, id or label, then the text, with `\n` for a new line.
    pub(crate) fn fill(&mut self, words: &str) -> anyhow::Result<Vec<String>> {
        let (place, value) = self.part(words)?;
        let field = &mut self.fields[place];
        field.value = value.replace("\\n", "\n");
        Ok(vec![format!("-- {} is filled in", field.label)])
    }

    fn part<'words>(&self, words: &'words str) -> anyhow::Result<(usize, &'words str)> {
        let (first, rest) = words.split_once(' ').unwrap_or((words, ""));
        if let Ok(number) = first.parse::<usize>() {
            let place = number.checked_sub(1).filter(|place| *place < self.fields.len());
            return Ok((place.with_context(|| self.names())?, rest.trim()));
        }
        let named = |(place, field): (usize, &Field)| {
            let names = [&field.label, &field.id].into_iter();
            let rest = names.filter_map(|name| after(words, name)).min_by_key(|rest| rest.len())?;
            Some((place, rest))
        };
        // The longest name wins, where one begins another.
        let found = self.fields.iter().enumerate().filter_map(named);
        found.min_by_key(|(_, rest)| rest.len()).with_context(|| self.names())
    }

    fn names(&self) -> String {
        let names: Vec<String> =
            (1..).zip(&self.fields).map(|(n, f)| format!("{n} or {}", f.label)).collect();
        format!("name a field of the form: {}", names.join("; "))
    }

    /// Sends it off, in the name of whoever opened it.
    pub(crate) fn send(&self, town: &Town) -> anyhow::Result<()> {
        let values: Vec<(&str, &str)> =
            self.fields.iter().map(|field| (field.id.as_str(), field.value.as_str())).collect();
        match town.sandbox.act(|world| world.submit_modal(self.opened_by, &values)) {
            Ok(_) => Ok(()),
            Err(problem) => bail!("{problem}; /fill it in, or /close the form"),
        }
    }
}

/// What stands after a name, if the words begin with it.
fn after<'words>(words: &'words str, name: &str) -> Option<&'words str> {
    let (head, rest) = words.split_at_checked(name.len())?;
    let parted = rest.is_empty() || rest.starts_with([' ', ':']);
    let same = parted && head.to_lowercase() == name.to_lowercase();
    same.then(|| rest.trim_start_matches(':').trim())
}

/// The fields of a form, wherever they are in it.
fn collect_fields(components: &Value, label: &str, fields: &mut Vec<Field>) {
    for component in list(components) {
        collect_field(component, label, fields);
    }
}

fn collect_field(component: &Value, label: &str, fields: &mut Vec<Field>) {
    let label = component["label"].as_str().unwrap_or(label);
    if component["type"] == TEXT_INPUT {
        fields.push(Field {
            id: text(&component["custom_id"]).to_owned(),
            label: label.to_owned(),
            value: text(&component["value"]).to_owned(),
            required: component["required"].as_bool().unwrap_or(true),
            longest: component["max_length"].as_u64().unwrap_or(4_000),
        });
    }
    collect_fields(&component["components"], label, fields);
    if component["component"].is_object() {
        collect_field(&component["component"], label, fields);
    }
}
