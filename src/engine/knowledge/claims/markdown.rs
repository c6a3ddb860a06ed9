//! How a line of Markdown begins: what it does to the sentences before and after it.
//!
//! **Invariant:** one line is looked at; nothing is remembered.

/// How a line of Markdown begins.
pub(super) enum Opening<'a> {
    Blank,
    /// A heading or a table row: a sentence of its own.
    Alone(&'a str),
    Item(&'a str),
    Plain(&'a str),
}

pub(super) fn opening(line: &str) -> Opening<'_> {
    let mut rest = line.trim();
    while let Some(quoted) = rest.strip_prefix('>') {
        rest = quoted.trim_start();
    }
    let is_rule = |mark: char| rest.chars().all(|character| character == mark || character == ' ');
    if rest.is_empty() || ['-', '*', '_', '='].into_iter().any(is_rule) {
        return Opening::Blank;
    }
    if rest.starts_with('|') {
        return Opening::Alone(rest);
    }
    for mark in ["-# ", "# ", "## ", "### ", "#### ", "##### ", "###### "] {
        if let Some(heading) = rest.strip_prefix(mark) {
            return Opening::Alone(heading);
        }
    }
    for mark in ["- ", "* ", "+ ", "• ", "– "] {
        if let Some(item) = rest.strip_prefix(mark) {
            return Opening::Item(item);
        }
    }
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    if (1..=3).contains(&digits)
        && let Some(item) =
            rest[digits..].strip_prefix(". ").or_else(|| rest[digits..].strip_prefix(") "))
    {
        return Opening::Item(item);
    }
    Opening::Plain(rest)
}
