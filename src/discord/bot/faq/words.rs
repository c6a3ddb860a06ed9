//! Differences between two states of an entry, in words.
//!
//! **Invariant:** what moderators wrote stands in a block of code that it cannot leave, so that
//! nothing in it is a link, a mention or formatting.

use serde_json::Value;

use super::line_changes::{LineChange, line_changes};
use crate::discord::render::text::shorten;
use crate::discord::rest::File;

/// What an entry has besides its phrasings and its answer, and what it is called.
const FIELDS: [(&str, &str); 7] = [
    ("question", "question"),
    ("topics", "topics"),
    ("sources", "sources"),
    ("related", "related"),
    ("floor", "floor"),
    ("reviewed_on", "reviewed on"),
    ("expires", "expires"),
];

/// What is different between two states of an entry.
pub(in crate::discord::bot) struct Difference {
    lines: Vec<String>,
}

/// What is different.
pub(in crate::discord::bot) fn difference(
    before: Option<&Value>,
    after: Option<&Value>,
) -> Difference {
    let mut lines = Vec::new();
    for (key, title) in FIELDS {
        let (old, new) = (text_of(before, key), text_of(after, key));
        if old != new {
            lines.extend(old.map(|old| format!("- {title}: {old}")));
            lines.extend(new.map(|new| format!("+ {title}: {new}")));
        }
    }
    // The order of these means nothing.
    for (key, title) in [("phrasings", "asked"), ("out_of_scope", "not answered")] {
        let (old, new) = (list_of(before, key), list_of(after, key));
        lines
            .extend(old.iter().filter(|it| !new.contains(it)).map(|it| format!("- {title}: {it}")));
        lines
            .extend(new.iter().filter(|it| !old.contains(it)).map(|it| format!("+ {title}: {it}")));
    }
    match (text_of(before, "answer"), text_of(after, "answer")) {
        (Some(old), Some(new)) if old != new => of_answers(&old, &new, &mut lines),
        (Some(_), Some(_)) | (None, None) => {}
        (Some(old), None) => lines.extend(old.split('\n').map(|line| marked('-', line))),
        (None, Some(new)) => lines.extend(new.split('\n').map(|line| marked('+', line))),
    }
    Difference { lines }
}

/// The lines of an answer that went and came, each run of them below the line that it follows, so
/// that whoever looks sees where.
fn of_answers(old: &str, new: &str, lines: &mut Vec<String>) {
    let mut above = None;
    for change in line_changes(old, new) {
        let (mark, line) = match change {
            LineChange::Stayed(line) => {
                above = Some(line);
                continue;
            }
            LineChange::Went(line) => ('-', line),
            LineChange::Came(line) => ('+', line),
        };
        lines.extend(above.take().map(|above| marked(' ', above)));
        lines.push(marked(mark, line));
    }
}

/// A line of an answer behind its mark. An empty one would be overlooked.
fn marked(mark: char, line: &str) -> String {
    match line.trim() {
        "" => format!("{mark} (an empty line)"),
        _ => format!("{mark} {line}"),
    }
}

impl Difference {
    /// It as a block, cut to some room.
    pub(in crate::discord::bot) fn block(&self, room: usize) -> String {
        if self.lines.is_empty() {
            return "Nothing that the entry says is different.".to_owned();
        }
        // A grave accent would end the block.
        let text = self.lines.join("\n").replace('`', "ˋ");
        format!("```diff\n{}\n```", shorten(&text, room))
    }

    /// All of it in a file, where a block of that room is cut.
    pub(in crate::discord::bot) fn file(&self, room: usize) -> Option<File> {
        let text = self.lines.join("\n");
        (text.chars().count() > room).then(|| File {
            name: "difference.txt".to_owned(),
            content_type: "text/plain; charset=utf-8",
            description: "Everything that is different, a line each".to_owned(),
            content: (text + "\n").into_bytes(),
        })
    }
}

fn text_of(entry: Option<&Value>, key: &str) -> Option<String> {
    match entry?.get(key)? {
        Value::String(text) => Some(text.clone()),
        Value::Array(_) => Some(list_of(entry, key).join(", ")),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
    .filter(|text| !text.is_empty())
}

fn list_of(entry: Option<&Value>, key: &str) -> Vec<String> {
    let items = entry.and_then(|entry| entry.get(key)).and_then(Value::as_array);
    let texts = items.into_iter().flatten().filter_map(Value::as_str);
    texts.map(str::to_owned).collect()
}
