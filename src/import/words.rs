//! Small things said about texts: what a heading says, whether it asks, an id made of it.
//!
//! **Invariant:** a slug is an [`EntryId`] or nothing.

use unicode_normalization::UnicodeNormalization as _;

use crate::engine::knowledge::EntryId;

/// The words of a text in lower case, joined by single spaces: for looking it up in a table.
pub(super) fn plain(text: &str) -> String {
    let mut words = String::new();
    let letters = text.nfkc().flat_map(char::to_lowercase);
    for letter in letters.map(|letter| if letter == '’' { '\'' } else { letter }) {
        if letter.is_alphanumeric() || letter == '\'' {
            words.push(letter);
        } else if !words.ends_with(' ') && !words.is_empty() {
            words.push(' ');
        }
    }
    words.truncate(words.trim_end().len());
    words
}

/// Whether a text asks: it ends in a question mark, whatever closes behind that.
pub(super) fn asks(text: &str) -> bool {
    text.trim_end_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, '*' | '_' | '"' | '”' | '’' | ')' | '»' | '#')
    })
    .ends_with(['?', '？', '؟'])
}

/// A heading or question without what decorates it: emphasis, numbers, a closing colon.
pub(super) fn bare(text: &str) -> String {
    let joined = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut text = joined.as_str();
    text = text.trim_start_matches('#').trim();
    for mark in ["**", "__", "*", "_"] {
        let inner = text.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
        if let Some(inner) = inner.filter(|inner| !inner.contains(mark)) {
            text = inner.trim();
        }
    }
    text = without_number(text);
    text.trim_end_matches(':').trim().to_owned()
}

/// A text without a number such as `3.`, `3)` or `2.1` at its start.
pub(super) fn without_number(text: &str) -> &str {
    let rest = text.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    let number = &text[..text.len() - rest.len()];
    if number.is_empty() || number.starts_with('.') || number.len() > 6 {
        return text;
    }
    let rest = match rest.strip_prefix([')', ':']) {
        Some(rest) => rest,
        None if number.contains('.') => rest,
        None => return text,
    };
    // "3.5 grams" is an amount and "2.0" a version: a number that counts has a word behind it.
    let decimal = number.trim_end_matches('.').contains('.');
    let starts_word = rest.trim_start().starts_with(|letter: char| letter.is_uppercase());
    if rest.starts_with(char::is_whitespace) && (!decimal || starts_word) {
        rest.trim_start()
    } else {
        text
    }
}

/// An id made of a text: its letters without accents, its words joined by hyphens.
///
/// A text in a script without Latin letters gives none.
pub(super) fn slug(text: &str) -> Option<String> {
    let mut slug = String::new();
    for letter in text.nfkd().flat_map(char::to_lowercase) {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !is_inside_word(letter) && !slug.ends_with('-') && !slug.is_empty() {
            slug.push('-');
        }
        if slug.len() > EntryId::MAX_LENGTH {
            break;
        }
    }
    if slug.len() > EntryId::MAX_LENGTH {
        slug.truncate(EntryId::MAX_LENGTH);
        // Cut between words, unless that would leave almost nothing of it.
        if let Some(end) = slug.rfind('-').filter(|end| *end > EntryId::MAX_LENGTH / 2) {
            slug.truncate(end);
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    (!slug.is_empty()).then_some(slug)
}

/// Accents and apostrophes leave no gap: `don’t` is `dont`.
fn is_inside_word(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '‘' | '`')
        || unicode_normalization::char::is_combining_mark(letter)
}

/// A name that is not taken: the name itself, else with a number.
pub(super) fn untaken(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    if !is_taken(name) {
        return name.to_owned();
    }
    let mut number = 2_usize;
    loop {
        let suffix = format!("-{number}");
        let room = EntryId::MAX_LENGTH.saturating_sub(suffix.len()).min(name.len());
        let candidate = format!("{}{suffix}", name[..room].trim_end_matches('-'));
        if !is_taken(&candidate) {
            return candidate;
        }
        number += 1;
    }
}

/// The start of a text, for saying which part of a document is meant.
pub(super) fn excerpt(text: &str) -> String {
    const LENGTH: usize = 60;
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LENGTH) {
        Some((end, _)) => format!("{}…", line[..end].trim_end()),
        None => line,
    }
}
