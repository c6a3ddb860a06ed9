//! Lists, definition lists and tables of HTML.
//!
//! **Invariant:** what is nested in an item is kept, as blocks or as indented text.

use scraper::ElementRef;

use super::elements::text_of;
use super::walk::Walker;
use super::{line_of, select};
use crate::import::block::{Block, BlockKind, DropReason};
use crate::import::definitions::{self, Definition};
use crate::import::words::asks;

/// How many lines the text of an element goes on for.
pub(super) fn newlines(element: ElementRef<'_>) -> usize {
    element.text().map(|text| text.matches('\n').count()).sum()
}

/// `<ul>` and `<ol>`: one block, unless the items are questions or hold headings.
pub(super) fn list<'a>(walker: &mut Walker<'a>, element: ElementRef<'a>) {
    let from = walker.line;
    let items: Vec<_> =
        element.child_elements().filter(|item| item.value().name() == "li").collect();
    let is_menu = is_navigation(&items);
    let mut read: Vec<Vec<Block>> = Vec::new();
    for item in items {
        walker.line = walker.line.max(line_of(item).unwrap_or(0));
        let blocks = walker.below(item);
        if !blocks.is_empty() {
            read.push(blocks);
        }
    }
    let is_outline = |block: &Block| {
        matches!(block.kind, BlockKind::Heading(_) | BlockKind::Question) && block.dropped.is_none()
    };
    if read.iter().flatten().any(is_outline) {
        walker.blocks.extend(read.into_iter().flatten());
        return;
    }
    if !read.is_empty() && read.iter().all(|blocks| is_pair(blocks)) {
        for blocks in read {
            pair(walker, &blocks);
        }
        return;
    }
    let ordered = element.value().name() == "ol";
    let mut text = String::new();
    for (place, blocks) in read.iter().enumerate() {
        let mark = if ordered { format!("{}. ", place + 1) } else { "- ".to_owned() };
        let indent = " ".repeat(mark.len());
        let item: Vec<String> = blocks.iter().map(Block::in_answer).collect();
        for (place, line) in item.join("\n").lines().enumerate() {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(if place == 0 { &mark } else { &indent });
            text.push_str(line);
        }
    }
    if text.is_empty() {
        return;
    }
    walker.push(BlockKind::List, text, from);
    if let Some(list) = walker.blocks.last_mut().filter(|_| is_menu) {
        list.dropped = list.dropped.or(Some(DropReason::Navigation));
    }
}

/// An item that asks in its first paragraph or line, and answers below.
fn is_pair(blocks: &[Block]) -> bool {
    let Some(first) = blocks.first() else { return false };
    let (question, rest) = first.text.split_once('\n').unwrap_or((&first.text, ""));
    let is_marked = crate::import::marker::marker(question).is_some();
    asks(question) && !is_marked && (!rest.is_empty() || blocks.len() > 1)
}

fn pair(walker: &mut Walker<'_>, blocks: &[Block]) {
    let Some((first, others)) = blocks.split_first() else { return };
    let (question, rest) = first.text.split_once('\n').unwrap_or((&first.text, ""));
    walker.push_until(BlockKind::Question, question, first.from, first.from);
    if !rest.is_empty() {
        walker.push_until(BlockKind::Text, rest, first.from, first.to);
    }
    walker.blocks.extend(others.iter().cloned());
    let end = blocks.last().map_or(first.to, |last| last.to);
    walker.push_until(BlockKind::EndOfAnswer, "", end, end);
}

/// Items that are links and nothing else: a menu or a table of contents.
fn is_navigation(items: &[ElementRef<'_>]) -> bool {
    let mut links = 0;
    let mut all_local = true;
    for item in items {
        let found = select(*item, "a[href]");
        let length = |text: String| text.chars().filter(|letter| !letter.is_whitespace()).count();
        let linked: usize = found.iter().map(|link| length(text_of(*link))).sum();
        if linked == 0 || linked < length(text_of(*item)) {
            return false;
        }
        links += found.len();
        all_local &= found
            .iter()
            .all(|link| link.attr("href").is_some_and(|target| target.starts_with('#')));
    }
    links >= 3 || (links > 0 && all_local)
}

/// `<dl>`: also where each pair stands in a `<div>` of its own.
pub(super) fn definitions<'a>(walker: &mut Walker<'a>, element: ElementRef<'a>) {
    let mut found: Vec<Definition> = Vec::new();
    let own = |part: &ElementRef<'_>| {
        let above = part.ancestors().filter_map(ElementRef::wrap);
        above.take(8).find(|above| above.value().name() == "dl") == Some(element)
    };
    for part in select(element, "dt, dd").into_iter().filter(own) {
        walker.line = walker.line.max(line_of(part).unwrap_or(0));
        let from = walker.line;
        if part.value().name() == "dt" {
            walker.line += newlines(part);
            definitions::add_term(&mut found, text_of(part), from, walker.line);
        } else {
            let meaning = super::joined(&walker.below(part));
            definitions::add_meaning(&mut found, &meaning, walker.line);
        }
    }
    for block in definitions::blocks(found) {
        walker.push_until(block.kind, block.text, block.from, block.to);
    }
}

/// `<table>`: rows that ask and answer are pairs, a table that lays out a page is read through,
/// and any other becomes a list, because Discord shows no tables.
pub(super) fn table<'a>(walker: &mut Walker<'a>, element: ElementRef<'a>) {
    if !select(element, "table, h1, h2, h3, h4, ul, ol, details").is_empty() {
        return walker.children(element);
    }
    let from = walker.line;
    let mut rows: Vec<(usize, usize, Vec<String>)> = Vec::new();
    for row in select(element, "tr") {
        walker.line = walker.line.max(line_of(row).unwrap_or(0));
        let start = walker.line;
        let cells: Vec<String> = row
            .child_elements()
            .filter(|cell| matches!(cell.value().name(), "td" | "th"))
            .map(|cell| super::joined(&walker.below(cell)))
            .collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push((start, walker.line, cells));
        }
    }
    let asking = |(_, _, cells): &&(usize, usize, Vec<String>)| matches!(&cells[..], [question, answer] if asks(question) && !answer.is_empty());
    let pairs = rows.iter().filter(asking).count();
    // The first row may name the columns.
    if pairs > 0 && pairs + 1 >= rows.len() {
        for (from, to, cells) in rows.iter().filter(asking) {
            walker.push_until(BlockKind::Question, &*cells[0], *from, *from);
            walker.push_until(BlockKind::Text, &*cells[1], *from, *to);
            walker.push_until(BlockKind::EndOfAnswer, "", *to, *to);
        }
        return;
    }
    let lines: Vec<String> = rows
        .iter()
        .map(|(_, _, cells)| format!("- {}", cells.join(" · ").replace('\n', " ")))
        .collect();
    if !lines.is_empty() {
        walker.push(BlockKind::List, lines.join("\n"), from);
    }
}
