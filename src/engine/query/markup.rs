//! Takes Discord's markup off: links, mentions, code, quotations.
//!
//! The syntax is Discord's own (message formatting reference: mentions `<@id>`, custom emoji
//! `<:name:id>`, time stamps `<t:…>`, quotes `> ` and `>>> `, code in back-ticks).
//!
//! **Invariant:** every character of the input is either the writer's, quoted, or markup; none is
//! both, and none of the writer's words is lost.

use std::borrow::Cow;

/// A stretch of text with one author.
#[derive(Debug)]
pub(super) struct Piece<'a> {
    pub(super) text: Cow<'a, str>,
    /// Somebody else's words, or code.
    pub(super) quoted: bool,
}

/// Quotation marks around fewer words than this name a term ("what does "agonist" mean").
const QUOTATION_WORDS: usize = 4;

/// Whether every line with anything on it is a block quote or inside a code block.
pub(super) fn is_block_quoted(text: &str) -> bool {
    let first = text.trim_start();
    first.starts_with('>') || first.starts_with('`')
}

/// Splits a message into the writer's own words and quoted ones, without markup.
pub(super) fn strip(text: &str) -> Vec<Piece<'_>> {
    let plain = !text
        .bytes()
        .any(|byte| matches!(byte, b'>' | b'`' | b'<' | b'[' | b'"' | b':' | b'|') || byte >= 0x80);
    if plain && !text.contains("www.") {
        return vec![Piece { text: Cow::Borrowed(text), quoted: false }];
    }
    let mut pieces = Vec::new();
    for (part, code) in split_code(text) {
        if code {
            pieces.push(Piece { text: Cow::Borrowed(part), quoted: true });
            continue;
        }
        for (part, quoted) in split_block_quotes(part) {
            let cleaned = strip_links(part);
            if quoted {
                pieces.push(Piece { text: Cow::Owned(cleaned), quoted: true });
            } else {
                split_quotations(&cleaned, &mut pieces);
            }
        }
    }
    pieces
}

/// Parts that stand in back-ticks, and parts that do not. An opening without an end is text.
fn split_code(text: &str) -> Vec<(&str, bool)> {
    let mut parts = Vec::new();
    let mut rest = text;
    // One failed search is remembered, so that a text of back-ticks stays linear.
    let mut hopeless = [false; 4];
    let mut from = 0;
    while let Some(at) = rest[from..].find('`').map(|at| at + from) {
        let opening = &rest[at..];
        let fence = ["```", "``"].into_iter().find(|fence| opening.starts_with(fence));
        let fence = fence.unwrap_or("`");
        let open = at + fence.len();
        let close = if hopeless[fence.len()] { None } else { rest[open..].find(fence) };
        match close {
            Some(length) => {
                parts.push((&rest[..at], false));
                parts.push((&rest[open..open + length], true));
                rest = &rest[open + length + fence.len()..];
                from = 0;
            }
            None => {
                hopeless[fence.len()] = true;
                from = at + opening.bytes().take_while(|&byte| byte == b'`').count();
            }
        }
    }
    parts.push((rest, false));
    parts
}

fn split_block_quotes(text: &str) -> Vec<(&str, bool)> {
    let mut parts: Vec<(&str, bool)> = Vec::new();
    let mut start = 0;
    let mut offset = 0;
    let mut current = false;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        if trimmed.starts_with(">>>") {
            parts.push((&text[start..offset], current));
            parts.push((&text[offset..], true));
            return parts;
        }
        let quoted = trimmed.starts_with('>');
        if quoted != current {
            parts.push((&text[start..offset], current));
            start = offset;
            current = quoted;
        }
        offset += line.len();
    }
    parts.push((&text[start..], current));
    parts
}

/// Drops URLs, mentions and the markup of masked links and spoilers.
fn strip_links(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    // One failed search is remembered, so that a text of openings stays linear.
    let mut unclosed = false;
    while let Some(character) = rest.chars().next() {
        if let Some(length) = link_length(rest) {
            kept.push(' ');
            rest = &rest[length..];
            continue;
        }
        let length = character.len_utf8();
        match character {
            '<' => match tag_length(rest) {
                Some(length) => {
                    kept.push(' ');
                    rest = &rest[length..];
                    continue;
                }
                None => kept.push(' '),
            },
            '[' | '|' => kept.push(' '),
            ']' => {
                kept.push(' ');
                if let Some(target) = target_start(&rest[length..]).filter(|_| !unclosed) {
                    if let Some(end) = target.find([')', '\n']) {
                        rest = &target[end + 1..];
                        continue;
                    }
                    unclosed = true;
                }
            }
            other => kept.push(other),
        }
        rest = &rest[length..];
    }
    kept
}

/// The length of a URL at the start of the text.
fn link_length(text: &str) -> Option<usize> {
    const STARTS: [&str; 4] = ["http://", "https://", "www.", "discord.gg/"];
    let starts =
        |start: &&str| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    STARTS.iter().find(|start| starts(start))?;
    let end = text.find(|character: char| {
        character.is_whitespace() || matches!(character, '>' | '<' | ')' | ']' | '"')
    });
    Some(end.unwrap_or(text.len()))
}

/// The length of a mention, custom emoji or time stamp at the start of the text.
fn tag_length(text: &str) -> Option<usize> {
    /// The longest of them: an animated emoji with a name of 32 and an id of 20.
    const LONGEST: usize = 64;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b'>')?;
    let inner = &text[1..end];
    let markup = inner.starts_with(['@', '#', ':', '/'])
        || inner.starts_with("a:")
        || inner.starts_with("t:")
        || inner.starts_with("id:");
    markup.then_some(end + 1)
}

/// What follows the opening of the `(target)` of a masked link at the start of the text.
fn target_start(text: &str) -> Option<&str> {
    let target = text.strip_prefix('(')?;
    let address = target.strip_prefix('<').unwrap_or(target);
    address.starts_with("http").then_some(target)
}

/// Parts stretches in double quotation marks that are long enough to be somebody's words.
fn split_quotations(text: &str, pieces: &mut Vec<Piece<'_>>) {
    let is_mark = |character: char| matches!(character, '"' | '“' | '”' | '„' | '«' | '»');
    let mut parts = text.split(is_mark);
    let own = |text: &str| Piece { text: Cow::Owned(text.to_owned()), quoted: false };
    let mut outside = parts.next().unwrap_or_default().to_owned();
    while let (Some(inside), after) = (parts.next(), parts.next()) {
        let is_quotation =
            after.is_some() && inside.split_whitespace().nth(QUOTATION_WORDS - 1).is_some();
        if is_quotation {
            pieces.push(own(&outside));
            pieces.push(Piece { text: Cow::Owned(inside.to_owned()), quoted: true });
            outside.clear();
        } else {
            outside.push(' ');
            outside.push_str(inside);
        }
        outside.push(' ');
        outside.push_str(after.unwrap_or_default());
    }
    pieces.push(own(&outside));
}
