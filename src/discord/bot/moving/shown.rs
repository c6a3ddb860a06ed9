//! What a file would change, in words: in short in the message, whole in a file beside it.
//!
//! **Invariant:** what stands in a file comes out harmless in the message, which fits.

use super::plan::{Becomes, Plan, Planned};
use crate::discord::bot::faq::words::difference;
use crate::discord::limits::CONTENT;
use crate::discord::render::text::{harmless, shorten};
use crate::discord::rest::File;
use crate::engine::knowledge::{NOT_ANSWERED, examples};
use crate::store::{Batch, EntrySteps};

/// How many of a kind are named in the message.
const NAMED: usize = 12;

/// How many reasons are given in the message.
const REASONS: usize = 6;

/// How much of one entry's difference stands in the file.
const ONE_DIFFERENCE: usize = 3_000;

/// How much the file may hold: some hundreds of changed entries, which nobody reads to the end.
const WHOLE: usize = 1_000_000;

/// The message, below its first line.
pub(super) fn in_short(plan: &Plan) -> Vec<String> {
    let mut lines = Vec::new();
    for (becomes, does) in
        [(Becomes::Added, "Adds"), (Becomes::Changed, "Changes"), (Becomes::Stopped, "Stops using")]
    {
        let those: Vec<&Planned> =
            plan.entries.iter().filter(|planned| planned.becomes == becomes).collect();
        if !those.is_empty() {
            let named = those.iter().map(|planned| harmless(&planned.does.entry, 60));
            let count = counted(those.len(), "entry", "entries");
            lines.push(format!("- {does} {count}: {}", list(named)));
        }
    }
    if let Some(list) = &plan.not_answered {
        let count = counted(new_examples(list).len(), "example", "examples");
        lines.push(format!("- Adds {count} of what is not answered here"));
    }
    let others = &plan.others;
    if !others.settings.is_empty() {
        let named = others.settings.iter().map(|(_, key, _)| harmless(key, 60));
        let count = counted(others.settings.len(), "setting", "settings");
        lines.push(format!("- Sets {count}: {}", list(named)));
    }
    if !others.grants.is_empty() {
        let named = others.grants.iter().map(|(role, may)| format!("<@&{role}> as {may}"));
        lines.push(format!("- Gives roles: {}", list(named)));
    }
    if !others.ignored.is_empty() {
        let named = others.ignored.iter().map(|person| format!("<@{person}>"));
        lines.push(format!("- Ignores: {}", list(named)));
    }
    if plan.same > 0 {
        lines.push(format!("- As it is already: {}", plan.same));
    }
    if !plan.left_out.is_empty() {
        lines.push(format!("**Left out: {}**", plan.left_out.len()));
        for left_out in plan.left_out.iter().take(REASONS) {
            let (what, why) = (harmless(&left_out.what, 60), harmless(&left_out.why, 160));
            lines.push(format!("- {what}: {why}"));
        }
        if plan.left_out.len() > REASONS {
            lines.push(format!("- and {} more, in the file", plan.left_out.len() - REASONS));
        }
    }
    lines
}

/// A message of these lines, that fits.
pub(super) fn fitting(lines: &[String]) -> String {
    shorten(&lines.join("\n"), CONTENT)
}

/// All of it, to be read before it is put in force.
pub(super) fn whole(plan: &Plan) -> File {
    let mut text = in_full(&plan.batch());
    if !plan.left_out.is_empty() {
        text.push_str("\nLeft out:\n");
    }
    for left_out in &plan.left_out {
        text.push_str(&format!("{}: {}\n", left_out.what, left_out.why));
    }
    file_of(text)
}

/// The same for what was proposed before.
pub(super) fn of_batch(batch: &Batch) -> File {
    file_of(in_full(batch))
}

fn file_of(text: String) -> File {
    File {
        name: "preview.txt".to_owned(),
        content_type: "text/plain; charset=utf-8",
        description: "Everything that would be changed, and what is left out with the reason"
            .to_owned(),
        content: text.into_bytes(),
    }
}

fn in_full(batch: &Batch) -> String {
    let mut text = String::new();
    for does in &batch.entries {
        if does.entry == NOT_ANSWERED {
            for example in new_examples(does) {
                text.push_str(&format!("not answered: {example}\n"));
            }
            continue;
        }
        let before = does.steps.first().and_then(|step| step.before.as_ref());
        let after = does.steps.last().and_then(|step| step.after.as_ref());
        let block = difference(before, after).block(ONE_DIFFERENCE);
        let kinds: Vec<&str> = does.steps.iter().map(|step| step.kind.name()).collect();
        text.push_str(&format!("{} ({})\n{block}\n\n", does.entry, kinds.join(", ")));
        if text.len() > WHOLE {
            text.push_str("and more\n\n");
            break;
        }
    }
    for (scope, key, value) in &batch.settings {
        text.push_str(&format!("setting {key} of {scope}: {value}\n"));
    }
    for (role, may) in &batch.grants {
        text.push_str(&format!("role {role}: {may}\n"));
    }
    for person in &batch.ignored {
        text.push_str(&format!("ignored: {person}\n"));
    }
    text
}

/// The examples that a list has after a change and had not before.
fn new_examples(list: &EntrySteps) -> Vec<String> {
    let before = list.steps.first().and_then(|step| step.before.as_ref());
    let before = before.map(examples).unwrap_or_default();
    let after = list.steps.last().and_then(|step| step.after.as_ref());
    let after = after.map(examples).unwrap_or_default();
    after.into_iter().filter(|example| !before.contains(example)).collect()
}

pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

fn list(names: impl ExactSizeIterator<Item = String>) -> String {
    let more = names.len().saturating_sub(NAMED);
    let mut named: Vec<String> = names.take(NAMED).collect();
    if more > 0 {
        named.push(format!("and {more} more"));
    }
    named.join(", ")
}
