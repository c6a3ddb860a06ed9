//! The marks that say "here is a question" and "here is its answer": `Q:`, `A1.`, `**Question:**`.
//!
//! **Invariant:** what follows a mark is returned without what decorates it.

/// Which mark a line begins with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// It begins a question.
    Question,
    /// It begins an answer.
    Answer,
}

/// Words that are marks, in the languages that documents are likely to come in.
const WORDS: [(&str, Mark); 9] = [
    ("question", Mark::Question),
    ("frage", Mark::Question),
    ("pregunta", Mark::Question),
    ("answer", Mark::Answer),
    ("antwort", Mark::Answer),
    ("respuesta", Mark::Answer),
    ("réponse", Mark::Answer),
    ("reponse", Mark::Answer),
    ("ans", Mark::Answer),
];

/// The mark that a line begins with, and what follows it.
pub(super) fn marker(line: &str) -> Option<(Mark, String)> {
    let mut rest = line.trim();
    let mut bold = None;
    // `> `, `### `, `- `, `1. ` and `**` may stand before a mark, in any order.
    loop {
        let before = rest;
        rest = rest.trim_start_matches(['>', '#']).trim_start();
        for bullet in ["- ", "* ", "+ ", "• "] {
            rest = rest.strip_prefix(bullet).unwrap_or(rest).trim_start();
        }
        for mark in ["**", "__"] {
            if let Some(inner) = rest.strip_prefix(mark) {
                (rest, bold) = (inner.trim_start(), Some(mark));
            }
        }
        rest = super::words::without_number(rest);
        if rest == before {
            break;
        }
    }
    let (mark, after, is_word) = mark_at(rest)?;
    let (number, after) = number_at(after);
    let (mut text, closed) = separated(after, mark, number, is_word, bold)?;
    if let Some(mark) = bold.filter(|_| !closed) {
        text = text.strip_suffix(mark).unwrap_or(text);
    }
    // `**Q:** **What is it?**`: the question is bold on its own.
    let inner = text.strip_prefix("**").and_then(|inner| inner.strip_suffix("**"));
    let text = inner.filter(|inner| !inner.contains("**")).unwrap_or(text);
    Some((mark, text.trim().to_owned()))
}

fn mark_at(text: &str) -> Option<(Mark, &str, bool)> {
    for (word, mark) in WORDS {
        let length: usize = text.chars().take(word.chars().count()).map(char::len_utf8).sum();
        if text[..length].to_lowercase() == word {
            return Some((mark, &text[length..], true));
        }
    }
    let after = text.get(1..)?;
    match text.as_bytes().first()? {
        b'Q' => Some((Mark::Question, after, false)),
        b'A' => Some((Mark::Answer, after, false)),
        // In lower case only the colon says that it is not a word: "q: how", not "a dog".
        b'q' if after.starts_with(':') => Some((Mark::Question, after, false)),
        b'a' if after.starts_with(':') => Some((Mark::Answer, after, false)),
        _ => None,
    }
}

/// `Q1`, `Q 12`, `Question #3`: the number's length and what follows it.
fn number_at(text: &str) -> (bool, &str) {
    let rest = text.strip_prefix(' ').unwrap_or(text);
    let rest = rest.strip_prefix('#').unwrap_or(rest);
    let after = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let digits = rest.len() - after.len();
    if (1..=4).contains(&digits) { (true, after) } else { (false, text) }
}

/// What stands behind the separator of a mark, and whether the emphasis around it was closed.
fn separated<'a>(
    text: &'a str,
    mark: Mark,
    number: bool,
    is_word: bool,
    bold: Option<&str>,
) -> Option<(&'a str, bool)> {
    let close = |text: &'a str| match bold.and_then(|mark| text.strip_prefix(mark)) {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    // `**Q**: …` closes before the separator, `**Q:** …` behind it.
    let (text, closed_before) = close(text.trim_start());
    let text = text.trim_start();
    let strong = text.strip_prefix([':', '：']);
    let weak = || {
        let rest = text.strip_prefix(['.', ')', '-', '–', '—', ']'])?;
        // "A. b" and "Q - b", but not "A.B." or "Q-tips".
        (rest.is_empty() || rest.starts_with([' ', '*', '\t'])).then_some(rest)
    };
    let bare = || {
        let is_question = mark == Mark::Question && super::words::asks(text);
        (number && is_question && !is_word).then_some(text)
    };
    let after = strong.or_else(weak).or_else(bare)?;
    let (after, closed_behind) = close(after);
    Some((after.trim(), closed_before || closed_behind))
}

/// Splits `What is it? A: This.` where question and answer share a line.
pub(super) fn split_inline(question: &str) -> Option<(&str, String)> {
    question.match_indices(char::is_whitespace).find_map(|(place, _)| {
        let (asked, rest) = question.split_at(place);
        if !super::words::asks(asked) {
            return None;
        }
        let with_colon = rest.chars().take(14).any(|letter| letter == ':');
        match marker(rest).filter(|_| with_colon)? {
            (Mark::Answer, answer) => Some((asked.trim(), answer)),
            (Mark::Question, _) => None,
        }
    })
}
