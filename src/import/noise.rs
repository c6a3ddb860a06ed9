//! What surrounds a document's text: navigation, notices, captions, comments.
//!
//! It is told by what it says and where it stands. In doubt a block stays: a moderator sees a
//! draft too many and cannot see one too few.
//! **Invariant:** no block is removed, only marked with the reason why it does not count.

use std::collections::BTreeSet;

use super::block::{Block, BlockKind, DropReason, end_of_section};
use super::phrases::{
    ANNOUNCING, CAPTION_LABELS, NAVIGATION, OPENS_METADATA, SCENE, SECTIONS, STORE,
};
use super::words::{asks, plain};

/// Marks everything that surrounds the text.
pub(super) fn mark(blocks: &mut [Block]) {
    // First what a heading opens: "Leave a comment" leads elsewhere, and what stands below it
    // was written by readers.
    sections(blocks);
    navigation(blocks);
    captions(blocks);
    notices(blocks);
}

/// Lines that only lead elsewhere, and, above the first heading, what they share a paragraph with.
fn navigation(blocks: &mut [Block]) {
    let first_heading = blocks
        .iter()
        .position(|block| block.is_heading() && !is_navigation(&block.text))
        .unwrap_or(0);
    for (place, block) in blocks.iter_mut().enumerate() {
        if block.dropped.is_some() || block.text.is_empty() {
            continue;
        }
        let lines = block.text.lines().count();
        let leading = block.text.lines().filter(|line| is_navigation(line)).count();
        if leading > 0 && (leading == lines || place < first_heading) {
            block.dropped = Some(DropReason::Navigation);
        } else if lines == 1 && is_metadata(&block.text) {
            block.dropped = Some(DropReason::Metadata);
        }
    }
}

/// Whether a line only leads elsewhere.
pub(super) fn is_navigation(line: &str) -> bool {
    /// Longer lines are sentences.
    const MOST_LETTERS: usize = 60;
    if line.len() > MOST_LETTERS * 4 || line.chars().count() > MOST_LETTERS {
        return false;
    }
    let is_trail = line.trim_start().to_lowercase().starts_with("home ")
        && line.contains(['>', '›', '»', '/', '|']);
    is_trail || NAVIGATION.contains(&plain(line).as_str())
}

/// A line that dates or signs the document.
fn is_metadata(line: &str) -> bool {
    const MOST_LETTERS: usize = 100;
    line.chars().take(MOST_LETTERS + 1).count() <= MOST_LETTERS && {
        let line = line.trim_matches(['*', '_', ' ']).to_lowercase();
        OPENS_METADATA.iter().any(|opening| line.starts_with(opening))
            || (line.starts_with('©') || line.starts_with("(c) "))
    }
}

/// Captions under images, and descriptions of them where a page was copied as text.
fn captions(blocks: &mut [Block]) {
    let apart = |block: Option<&Block>| {
        block.is_none_or(|block| {
            matches!(block.kind, BlockKind::Break | BlockKind::Image) || block.dropped.is_some()
        })
    };
    for place in 0..blocks.len() {
        let block = &blocks[place];
        if block.dropped.is_some() || !matches!(block.kind, BlockKind::Text) {
            continue;
        }
        let before = place.checked_sub(1).and_then(|before| blocks.get(before));
        let stands_apart = apart(before) && apart(blocks.get(place + 1));
        let below_image = before.is_some_and(|before| before.kind == BlockKind::Image);
        if is_labelled(&block.text)
            || (below_image && is_emphasised(&block.text))
            || (stands_apart && depicts(&block.text))
        {
            blocks[place].dropped = Some(DropReason::Image);
            blocks[place].kind = BlockKind::Image;
        }
    }
}

/// `Photo by …`, `Figure 3: …`, `[image: …]`.
fn is_labelled(text: &str) -> bool {
    const MOST_LETTERS: usize = 240;
    let start = text.trim_start_matches(['[', '(', '*', '_', ' ']);
    let lower: String = start.chars().take(MOST_LETTERS + 1).collect::<String>().to_lowercase();
    let figure = lower.strip_prefix("figure ").or_else(|| lower.strip_prefix("fig. "));
    let numbered = figure.is_some_and(|rest| {
        let after = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
        after.len() < rest.len() && after.starts_with([':', '.'])
    });
    lower.chars().count() <= MOST_LETTERS
        && (numbered || CAPTION_LABELS.iter().any(|label| lower.starts_with(label)))
}

/// Whether a text of one line stands in emphasis as a whole.
pub(super) fn is_emphasised(text: &str) -> bool {
    let inner = text.strip_prefix('*').and_then(|text| text.strip_suffix('*'));
    let inner = inner.or_else(|| text.strip_prefix('_').and_then(|text| text.strip_suffix('_')));
    inner.is_some_and(|inner| !inner.starts_with(['*', '_']) && !inner.contains('\n'))
}

/// Whether a text shows a scene: short sentences that say what is to be seen, or two lines that
/// say the same in other words, as the description of an image and its caption do.
fn depicts(text: &str) -> bool {
    const MOST_LINES: usize = 3;
    const MOST_WORDS: usize = 45;
    /// Of the shorter line's words, in hundredths.
    const SHARED: usize = 25;
    let lines: Vec<&str> = text.lines().take(MOST_LINES + 1).collect();
    let sentence_like = |line: &&str| {
        line.split_whitespace().take(MOST_WORDS + 1).count() <= MOST_WORDS
            && super::marker::marker(line).is_none()
            && !asks(line)
    };
    if lines.len() > MOST_LINES || !lines.iter().all(sentence_like) {
        return false;
    }
    let text = format!(" {} ", plain(text));
    let scene = SCENE.iter().filter(|words| text.contains(*words)).count();
    if scene >= 2 {
        return true;
    }
    let [first, second] = lines[..] else { return false };
    let (first, second) = (long_words(first), long_words(second));
    let shared = first.intersection(&second).count();
    let shorter = first.len().min(second.len());
    shared >= 3 && shared * 100 >= shorter * SHARED
}

/// The words of a line that carry its meaning, roughly: those of more than three letters.
fn long_words(line: &str) -> BTreeSet<String> {
    plain(line).split(' ').filter(|word| word.chars().count() > 3).map(str::to_owned).collect()
}

/// Sections that are no knowledge by their heading: calls to action, comments, what to read next.
fn sections(blocks: &mut [Block]) {
    for place in 0..blocks.len() {
        if !blocks[place].is_heading() {
            continue;
        }
        let heading = plain(&blocks[place].text);
        let Some((_, reason)) = SECTIONS.iter().find(|(known, _)| *known == heading) else {
            continue;
        };
        let end = end_of_section(blocks, place);
        drop_all(&mut blocks[place..end], *reason);
    }
}

/// Announcements of a store or a site.
///
/// Where headings have no level, what follows an announcement belongs to it as long as it speaks
/// of a store's business too.
fn notices(blocks: &mut [Block]) {
    let mut place = 0;
    while place < blocks.len() {
        let heading = &blocks[place];
        if !heading.is_heading() || !announces(&heading.text) {
            place += 1;
            continue;
        }
        let has_level = matches!(heading.kind, BlockKind::Heading(Some(_)));
        let mut end = end_of_section(blocks, place);
        while !has_level && end < blocks.len() {
            let next = end_of_section(blocks, end);
            if !speaks_of_business(&blocks[end..next]) {
                break;
            }
            end = next;
        }
        drop_all(&mut blocks[place..end], DropReason::Notice);
        place = end;
    }
}

fn announces(heading: &str) -> bool {
    let heading = plain(heading);
    ANNOUNCING.exact.contains(&heading.as_str())
        || ANNOUNCING.inside.iter().any(|words| format!(" {heading} ").contains(words))
}

fn speaks_of_business(section: &[Block]) -> bool {
    let text: Vec<String> = section.iter().map(|block| plain(&block.text)).collect();
    let text = format!(" {} ", text.join(" "));
    STORE.iter().filter(|words| text.contains(*words)).count() >= 2
}

fn drop_all(blocks: &mut [Block], reason: DropReason) {
    for block in blocks {
        block.dropped = block.dropped.or(Some(reason));
    }
}
