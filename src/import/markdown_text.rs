//! What is read off the events of Markdown and off its items.
//!
//! **Invariant:** what is returned holds the words of the text in their order.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::words::without_number;

/// What events say, without their markup.
pub(super) fn text_of(events: &[(Event<'_>, Range<usize>)]) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(part) | Event::Code(part) => text.push_str(part),
            Event::SoftBreak => text.push(' '),
            Event::HardBreak => text.push('\n'),
            _ => {}
        }
    }
    text.trim().to_owned()
}

/// A list of nothing but links: a table of contents or a menu.
pub(super) fn is_navigation(events: &[(Event<'_>, Range<usize>)]) -> bool {
    let (mut inside, mut links, mut outside) = (0_usize, 0_usize, false);
    let mut all_local = true;
    for (event, _) in events {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                inside += 1;
                links += 1;
                all_local &= dest_url.starts_with('#');
            }
            Event::End(TagEnd::Link) => inside -= 1,
            Event::Text(text) if inside == 0 && !text.trim().is_empty() => outside = true,
            Event::Code(_) if inside == 0 => outside = true,
            _ => {}
        }
    }
    !outside && links > 0 && (all_local || links >= 3)
}

/// An item's first line without its mark, and what stands below it.
pub(super) fn split_item(text: &str) -> (String, String) {
    let text = text.trim();
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let bulleted = first.strip_prefix(['-', '*', '+']).map(str::trim);
    let first = bulleted.unwrap_or_else(|| without_number(first));
    (first.to_owned(), dedent(rest))
}

/// A text without the indentation that its lines share.
pub(super) fn dedent(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let shared =
        text.lines().skip(1).chain(text.lines().take(1).filter(|line| line.starts_with(' ')));
    let shared = shared.filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let line = |line: &str| line.get(shared.min(indent(line))..).unwrap_or(line).to_owned();
    let lines: Vec<_> = text.lines().map(line).collect();
    lines.join("\n").trim().to_owned()
}
