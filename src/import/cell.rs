//! Lists inside one cell of a table.
//!
//! Items stand apart by `|` or by a line break. White space around an item and empty items do not
//! count. A backslash makes the next `|`, `\`, or white space part of the item; before anything
//! else it stands for itself.
//! **Invariant:** splitting what was joined gives the items back, but for empty ones.

/// The items of a cell.
#[must_use]
pub fn split(cell: &str) -> Vec<String> {
    let mut items = Vec::new();
    let mut item = String::new();
    // Up to here the item was escaped or is no white space, so trimming stops.
    let mut keep = 0;
    let mut letters = cell.chars().peekable();
    loop {
        let letter = letters.next();
        match letter {
            Some('\\') if letters.peek().is_some_and(|next| is_escaped(*next)) => {
                item.extend(letters.next());
                keep = item.len();
            }
            None | Some('|' | '\n' | '\r') => {
                item.truncate(keep);
                if !item.is_empty() {
                    items.push(std::mem::take(&mut item));
                }
                item.clear();
                keep = 0;
                if letter.is_none() {
                    return items;
                }
            }
            Some(letter) if letter.is_whitespace() => {
                if !item.is_empty() {
                    item.push(letter);
                }
            }
            Some(letter) => {
                item.push(letter);
                keep = item.len();
            }
        }
    }
}

/// One cell for many items.
#[must_use]
pub fn join<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let mut cell = String::new();
    for item in items.into_iter().filter(|item| !item.is_empty()) {
        if !cell.is_empty() {
            cell.push_str(" | ");
        }
        let inner = item.trim_start();
        let start = item.len() - inner.len();
        let end = item.trim_end().len();
        for (place, letter) in item.char_indices() {
            let at_edge = letter.is_whitespace() && (place < start || place >= end);
            if at_edge || matches!(letter, '|' | '\\' | '\n' | '\r') {
                cell.push('\\');
            }
            cell.push(letter);
        }
    }
    cell
}

fn is_escaped(letter: char) -> bool {
    letter == '|' || letter == '\\' || letter.is_whitespace()
}
