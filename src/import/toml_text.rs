//! Writes TOML values.
//!
//! The crate for TOML breaks strings over lines, and a line of front matter must never read as
//! its end; so strings are written here, always on one line.
//! **Invariant:** what is written is one line, and reads back as what it was made of.

use std::fmt::Write as _;

/// A string in double quotes.
pub(super) fn string(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            letter if letter.is_control() || matches!(letter, '\u{2028}' | '\u{2029}') => {
                // Writing to a string cannot fail.
                let _ = write!(quoted, "\\u{:04X}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}

/// A list of strings: on one line where it is short, else an item a line.
pub(super) fn list<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    const SHORT: usize = 80;
    let items: Vec<String> = items.into_iter().map(string).collect();
    let line = items.join(", ");
    if line.len() <= SHORT {
        return format!("[{line}]");
    }
    let lines: Vec<String> = items.iter().map(|item| format!("  {item},\n")).collect();
    format!("[\n{}]", lines.concat())
}

/// A comment of one line, whatever the text holds.
pub(super) fn comment(text: &str) -> String {
    let line: String =
        text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    format!("# {}\n", line.trim())
}
