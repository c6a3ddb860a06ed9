//! Differences between two states of an entry, in words.
//!
//! **Invariant:** what moderators wrote stands in a block of code that it cannot leave, so that
//! nothing in it is a link, a mention or formatting.

use serde_json::Value;

use crate::discord::render::text::shorten;

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

/// What is different, as a block; none where nothing is.
pub(in crate::discord::bot) fn difference(
    before: Option<&Value>,
    after: Option<&Value>,
    room: usize,
) -> String {
    let mut lines = Vec::new();
    for (key, title) in FIELDS {
        let (old, new) = (text_of(before, key), text_of(after, key));
        if old != new {
            lines.extend(old.map(|old| format!("- {title}: {old}")));
            lines.extend(new.map(|new| format!("+ {title}: {new}")));
        }
    }
    let (old, new) = (list_of(before, "phrasings"), list_of(after, "phrasings"));
    lines.extend(old.iter().filter(|it| !new.contains(it)).map(|it| format!("- asked: {it}")));
    lines.extend(new.iter().filter(|it| !old.contains(it)).map(|it| format!("+ asked: {it}")));
    let (old, new) = (list_of(before, "out_of_scope"), list_of(after, "out_of_scope"));
    lines.extend(
        old.iter().filter(|it| !new.contains(it)).map(|it| format!("- not answered: {it}")),
    );
    lines.extend(
        new.iter().filter(|it| !old.contains(it)).map(|it| format!("+ not answered: {it}")),
    );
    let (old, new) = (text_of(before, "answer"), text_of(after, "answer"));
    if old != new {
        let (old, new) = (old.unwrap_or_default(), new.unwrap_or_default());
        let old_lines: Vec<&str> = old.lines().collect();
        let new_lines: Vec<&str> = new.lines().collect();
        let gone = old_lines.iter().filter(|line| !new_lines.contains(line));
        lines.extend(gone.map(|line| format!("- {line}")));
        let come = new_lines.iter().filter(|line| !old_lines.contains(line));
        lines.extend(come.map(|line| format!("+ {line}")));
        if old_lines.len() == new_lines.len() && old_lines.iter().all(|it| new_lines.contains(it)) {
            lines.push("! the paragraphs of the answer stand in another order".to_owned());
        }
    }
    if lines.is_empty() {
        return "Nothing that the entry says is different.".to_owned();
    }
    // A grave accent would end the block.
    let text = lines.join("\n").replace('`', "ˋ");
    format!("```diff\n{}\n```", shorten(&text, room))
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
