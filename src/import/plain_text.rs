//! Plain text as blocks.
//!
//! Plain text marks nothing, so headings, lists and titles are told by how they look.
//! **Invariant:** every line that is not blank lands in exactly one block.

use super::block::{Block, BlockKind, Document};
use super::marker::marker;
use super::noise::is_navigation;
use super::words::{asks, without_number};

/// A heading with more words than this would be a sentence.
const MOST_WORDS: usize = 14;
/// A heading that ends in a colon reads like the start of a list unless it is this short.
const MOST_WORDS_BEFORE_COLON: usize = 5;

/// Reads plain text; lines are counted from `first_line`.
pub(super) fn read(text: &str, first_line: usize) -> Document {
    let mut blocks = Vec::new();
    let mut paragraph: Vec<(usize, &str)> = Vec::new();
    for (place, line) in text.lines().enumerate() {
        let number = first_line + place;
        let is_break = is_spacer(line) || is_rule(line);
        if is_rule(line) && underlines(&paragraph) {
            let (from, heading) = paragraph[0];
            paragraph.clear();
            let level = if line.trim_start().starts_with('=') { 1 } else { 2 };
            blocks.push(Block::new(BlockKind::Heading(Some(level)), heading.trim(), from, number));
        } else if is_break || line.trim().is_empty() {
            close(&mut paragraph, &mut blocks);
            if is_break {
                blocks.push(Block::new(BlockKind::Break, "", number, number));
            }
        } else {
            paragraph.push((number, line));
        }
    }
    close(&mut paragraph, &mut blocks);
    settle_headings(&mut blocks);
    Document { blocks, ..Document::default() }
}

/// A line of hard spaces: what is left of an empty paragraph when a page is copied as text.
fn is_spacer(line: &str) -> bool {
    const INVISIBLE: [char; 4] = ['\u{a0}', '\u{200b}', '\u{2060}', '\u{feff}'];
    line.contains(INVISIBLE)
        && line.chars().all(|letter| letter.is_whitespace() || INVISIBLE.contains(&letter))
}

/// A line drawn with characters, such as `-----` or `* * *`.
fn is_rule(line: &str) -> bool {
    let mut letters = line.chars().filter(|letter| !letter.is_whitespace());
    let Some(first) = letters.next() else { return false };
    matches!(first, '-' | '=' | '*' | '_' | '~' | '—' | '─')
        && letters.clone().count() >= 2
        && letters.all(|letter| letter == first)
}

fn underlines(paragraph: &[(usize, &str)]) -> bool {
    matches!(paragraph, [(_, line)] if looks_like_heading(line) && marker(line).is_none())
}

/// Turns the lines of one paragraph into blocks.
fn close(paragraph: &mut Vec<(usize, &str)>, blocks: &mut Vec<Block>) {
    let mut lines = std::mem::take(paragraph);
    // "Heading", and its text on the next line without a blank one between.
    while let [(number, first), (_, second), ..] = lines[..] {
        if !heads(first, second) {
            break;
        }
        blocks.push(heading(number, first));
        lines.remove(0);
    }
    if let [(number, only)] = lines[..]
        && marker(only).is_none()
        && list_mark(only).is_none()
        && looks_like_heading(only)
    {
        blocks.push(heading(number, only));
        return;
    }
    while !lines.is_empty() {
        let in_list = list_mark(lines[0].1).is_some();
        let end = match in_list {
            // Lines below an item that bear no mark of their own go on with it.
            true => lines.len(),
            false => {
                lines.iter().position(|(_, line)| list_mark(line).is_some()).unwrap_or(lines.len())
            }
        };
        let part: Vec<_> = lines.drain(..end).collect();
        if in_list {
            list(&part, blocks);
        } else {
            let text: Vec<_> = part.iter().map(|(_, line)| line.trim()).collect();
            blocks.push(block_of(BlockKind::Text, text.join("\n"), &part));
        }
    }
}

fn block_of(kind: BlockKind, text: String, lines: &[(usize, &str)]) -> Block {
    let from = lines.first().map_or(1, |(number, _)| *number);
    let to = lines.last().map_or(from, |(number, _)| *number);
    Block::new(kind, text, from, to)
}

fn heading(number: usize, line: &str) -> Block {
    let line = line.trim();
    let text = line.trim_start_matches('#');
    let level = u8::try_from(line.len() - text.len()).ok().filter(|level| (1..=6).contains(level));
    Block::new(BlockKind::Heading(level), text.trim().trim_end_matches('#').trim(), number, number)
}

/// Whether the first line of a paragraph is the heading of the rest.
///
/// In text that is broken at a width the first line of a paragraph is as long as the others, so
/// one of half the length was ended on purpose.
fn heads(first: &str, second: &str) -> bool {
    marker(first).is_none()
        && marker(second).is_none()
        && list_mark(first).is_none()
        && list_mark(second).is_none()
        && looks_like_heading(first)
        && !is_navigation(first)
        && !first.trim_end().ends_with(':')
        && first.chars().count() * 2 < second.chars().count()
}

/// One list, or, where items are questions with an answer below them, those.
fn list(lines: &[(usize, &str)], blocks: &mut Vec<Block>) {
    let starts: Vec<usize> =
        (0..lines.len()).filter(|&place| list_mark(lines[place].1).is_some()).collect();
    let ends = starts.iter().skip(1).copied().chain([lines.len()]);
    let items: Vec<_> = starts.iter().zip(ends).map(|(&start, end)| &lines[start..end]).collect();
    let is_question = |item: &&[(usize, &str)]| {
        let (_, first) = item[0];
        asks(first) && marker(first).is_none()
    };
    if items.iter().all(|item| is_question(item) && item.len() > 1) {
        for item in items {
            let ((number, first), answer) = (item[0], &item[1..]);
            let question = first.trim()[list_mark(first).unwrap_or(0)..].trim();
            blocks.push(Block::new(BlockKind::Question, question, number, number));
            let text: Vec<_> = answer.iter().map(|(_, line)| line.trim()).collect();
            let answer = block_of(BlockKind::Text, text.join("\n"), answer);
            let end = Block::new(BlockKind::EndOfAnswer, "", answer.to, answer.to);
            blocks.extend([answer, end]);
        }
        return;
    }
    let text: Vec<_> = lines.iter().map(|(_, line)| with_hyphen(line)).collect();
    blocks.push(block_of(BlockKind::List, text.join("\n"), lines));
}

const BULLETS: [char; 9] = ['•', '◦', '▪', '‣', '·', '●', '-', '*', '+'];

/// The length of the mark that makes a line an item of a list, once it is trimmed.
fn list_mark(line: &str) -> Option<usize> {
    let line = line.trim();
    let after = match line.strip_prefix(BULLETS) {
        Some(rest) => rest,
        None => without_number(line),
    };
    let mark = line.len() - after.len();
    let bulleted = line.starts_with(BULLETS) && after.starts_with(char::is_whitespace);
    let numbered = !line.starts_with(BULLETS) && mark > 0;
    (bulleted || numbered).then_some(mark)
}

/// An item as Markdown writes it.
fn with_hyphen(line: &str) -> String {
    let trimmed = line.trim();
    match trimmed.strip_prefix(BULLETS) {
        Some(rest) if rest.starts_with(char::is_whitespace) => format!("- {}", rest.trim()),
        Some(_) | None => trimmed.to_owned(),
    }
}

/// Whether a line that stands alone reads like a heading and not like a sentence.
fn looks_like_heading(line: &str) -> bool {
    let line = line.trim();
    if line.starts_with('#') && line.trim_start_matches('#').starts_with(' ') {
        return true;
    }
    let words = line.split_whitespace().count();
    let ends_like_sentence = line.ends_with(['.', ',', ';', '!', '…', '。']);
    let long_before_colon = line.ends_with(':') && words > MOST_WORDS_BEFORE_COLON;
    let first = line.chars().find(|letter| letter.is_alphanumeric());
    words <= MOST_WORDS
        && line.chars().count() <= 110
        && !ends_like_sentence
        && !long_before_colon
        && line.chars().any(char::is_alphabetic)
        && first.is_some_and(|letter| !letter.is_lowercase())
        && !line.contains("://")
        && !line.contains('@')
        && !holds_a_full_stop(line)
}

/// Whether a sentence ends inside a line. "vs. Opioids" and "Dr. Lee" end none.
fn holds_a_full_stop(line: &str) -> bool {
    line.match_indices(". ").any(|(place, _)| {
        let word = line[..place].rsplit(char::is_whitespace).next().unwrap_or_default();
        word.chars().count() > 3
    })
}

/// A numbered question alone on its line is a heading, a heading that leads into a list is text.
fn settle_headings(blocks: &mut [Block]) {
    for place in 0..blocks.len() {
        let next = blocks.get(place + 1).map(|next| next.kind);
        let block = &mut blocks[place];
        match block.kind {
            BlockKind::List if !block.text.contains('\n') && asks(&block.text) => {
                let followed = matches!(next, Some(BlockKind::Text));
                if followed && marker(&block.text).is_none() {
                    let mark = list_mark(&block.text).unwrap_or(0);
                    block.text = block.text[mark..].trim().to_owned();
                    block.kind = BlockKind::Heading(None);
                }
            }
            BlockKind::Heading(None)
                if block.text.ends_with(':') && next == Some(BlockKind::List) =>
            {
                block.kind = BlockKind::Text;
            }
            BlockKind::Heading(_)
            | BlockKind::Text
            | BlockKind::List
            | BlockKind::Question
            | BlockKind::EndOfAnswer
            | BlockKind::Image
            | BlockKind::Break => {}
        }
    }
}
