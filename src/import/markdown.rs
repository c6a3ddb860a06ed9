//! Markdown as blocks.
//!
//! Answers keep the document's own Markdown: it is cut out of the text, not written anew.
//! **Invariant:** a block's text holds no image and no link that is defined elsewhere.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::block::{Block, BlockKind, Document, DropReason};
use super::definitions::{self, Definition};
use super::markdown_text::{dedent, is_navigation, split_item, text_of};
use super::words::asks;
use super::{dates, html};

/// Below every heading that Markdown knows: a line in bold that stands for one.
pub(super) const BOLD_LINE_LEVEL: u8 = 7;

/// Reads Markdown; lines are counted from `first_line`.
pub(super) fn read(text: &str, first_line: usize) -> Document {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut reader = Reader {
        text,
        first_line,
        line_starts: std::iter::once(0)
            .chain(text.match_indices('\n').map(|(place, _)| place + 1))
            .collect(),
        open_details: 0,
        document: Document::default(),
    };
    let mut depth = 0_usize;
    let mut part: Vec<(Event<'_>, Range<usize>)> = Vec::new();
    for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
        match &event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        part.push((event, range));
        if depth == 0 {
            reader.block(&part);
            part.clear();
        }
    }
    reader.document
}

struct Reader<'a> {
    text: &'a str,
    first_line: usize,
    line_starts: Vec<usize>,
    /// `<details>` that a block of HTML opened and left for a later one to close.
    open_details: usize,
    document: Document,
}

impl Reader<'_> {
    /// Takes one block of the top level: its events from start to end.
    fn block(&mut self, events: &[(Event<'_>, Range<usize>)]) {
        let Some((first, range)) = events.first() else { return };
        let (from, to) = self.lines(range);
        match first {
            Event::Start(Tag::Heading { level, .. }) => {
                let level = BlockKind::Heading(Some(*level as u8));
                self.push(Block::new(level, text_of(events), from, to));
            }
            Event::Start(Tag::List(_)) => self.list(events, range),
            Event::Start(Tag::DefinitionList) => self.definitions(events),
            Event::Start(Tag::HtmlBlock) => self.html(&self.text[range.clone()], from),
            Event::Start(Tag::MetadataBlock(_)) => self.metadata(&text_of(events)),
            Event::Rule => self.push(Block::new(BlockKind::Break, "", from, to)),
            _ => self.paragraph(events, range),
        }
    }

    fn paragraph(&mut self, events: &[(Event<'_>, Range<usize>)], range: &Range<usize>) {
        let (from, to) = self.lines(range);
        let text = self.cut(events, range.clone());
        let text = text.trim();
        let has_image =
            events.iter().any(|(event, _)| matches!(event, Event::Start(Tag::Image { .. })));
        // Nothing else in the paragraph, or a caption in emphasis below.
        let is_caption = text.is_empty()
            || !text.contains(char::is_alphanumeric)
            || super::noise::is_emphasised(text);
        if has_image && is_caption {
            let mut image = Block::new(BlockKind::Image, text_of(events), from, to);
            image.dropped = Some(DropReason::Image);
            return self.push(image);
        }
        let is_spacer = matches!(text, "&nbsp;" | "\u{a0}" | "\\" | "");
        let kind = if is_spacer { BlockKind::Break } else { BlockKind::Text };
        self.push(Block::new(kind, if is_spacer { "" } else { text }, from, to));
    }

    fn list(&mut self, events: &[(Event<'_>, Range<usize>)], range: &Range<usize>) {
        let (from, to) = self.lines(range);
        let text = self.cut(events, range.clone());
        if is_navigation(events) {
            let mut block = Block::new(BlockKind::List, text.trim(), from, to);
            block.dropped = Some(DropReason::Navigation);
            return self.push(block);
        }
        let items = self.items(events);
        if let [(question, answer, from, to)] = &items[..]
            && asks(question)
            && answer.is_empty()
        {
            let kind = BlockKind::Heading(Some(BOLD_LINE_LEVEL));
            return self.push(Block::new(kind, question, *from, *to));
        }
        let is_pair = |(question, answer, ..): &(String, String, usize, usize)| {
            asks(question) && !answer.is_empty() && super::marker::marker(question).is_none()
        };
        if items.is_empty() || !items.iter().all(is_pair) {
            return self.push(Block::new(BlockKind::List, text.trim(), from, to));
        }
        for (question, answer, from, to) in items {
            self.push(Block::new(BlockKind::Question, question, from, from));
            self.push(Block::new(BlockKind::Text, answer, from, to));
            self.push(Block::new(BlockKind::EndOfAnswer, "", to, to));
        }
    }

    /// The items of the outermost list: first line, the rest, and where they stand.
    fn items(&self, events: &[(Event<'_>, Range<usize>)]) -> Vec<(String, String, usize, usize)> {
        let mut items = Vec::new();
        let mut depth = 0_usize;
        let mut start = 0;
        for (place, (event, range)) in events.iter().enumerate() {
            match event {
                Event::Start(tag) => {
                    depth += 1;
                    if depth == 2 && matches!(tag, Tag::Item) {
                        start = place;
                    }
                }
                Event::End(tag) => {
                    if depth == 2 && matches!(tag, TagEnd::Item) {
                        let text = self.cut(&events[start..=place], range.clone());
                        let (from, to) = self.lines(range);
                        let (question, answer) = split_item(&text);
                        items.push((question, answer, from, to));
                    }
                    depth -= 1;
                }
                _ => {}
            }
        }
        items
    }

    fn definitions(&mut self, events: &[(Event<'_>, Range<usize>)]) {
        let mut found: Vec<Definition> = Vec::new();
        let mut start = 0;
        for (place, (event, range)) in events.iter().enumerate() {
            let (from, to) = self.lines(range);
            match event {
                Event::Start(Tag::DefinitionListTitle | Tag::DefinitionListDefinition) => {
                    start = place;
                }
                Event::End(TagEnd::DefinitionListTitle) => {
                    let term = text_of(&events[start..=place]);
                    definitions::add_term(&mut found, term, from, to);
                }
                Event::End(TagEnd::DefinitionListDefinition) => {
                    let text = self.cut(&events[start..=place], range.clone());
                    let text = text.trim().trim_start_matches(':').trim();
                    definitions::add_meaning(&mut found, &dedent(text), to);
                }
                _ => {}
            }
        }
        for block in definitions::blocks(found) {
            self.push(block);
        }
    }

    /// A block of HTML. `<details>` may open in one block, and close in another with Markdown
    /// between.
    fn html(&mut self, text: &str, from: usize) {
        let lower = text.to_lowercase();
        let opened = lower.matches("<details").count();
        let closed = lower.matches("</details").count();
        let mut blocks = html::read(text, from).0.blocks;
        let ends = |block: &Block| block.kind == BlockKind::EndOfAnswer;
        if opened > closed {
            // The parser closed what was left open: the answer goes on below.
            if let Some(end) = blocks.iter().rposition(ends) {
                blocks.remove(end);
            }
            self.open_details += opened - closed;
        }
        for block in blocks {
            self.push(block);
        }
        for _ in 0..closed.saturating_sub(opened).min(self.open_details) {
            self.open_details -= 1;
            let line = from + text.trim_end().matches('\n').count();
            self.push(Block::new(BlockKind::EndOfAnswer, "", line, line));
        }
    }

    /// `title: …` and its like between the first two rules of the file.
    fn metadata(&mut self, text: &str) {
        for line in text.lines() {
            let Some((key, value)) = line.split_once([':', '=']) else { continue };
            let value = value.trim().trim_matches(['"', '\'']).trim();
            if value.is_empty() {
                continue;
            }
            match key.trim().to_lowercase().as_str() {
                "title" => self.document.title = Some(value.to_owned()),
                "updated" | "lastmod" | "last_modified" | "modified" | "date" => {
                    let found = dates::find(value);
                    self.document.updated = self.document.updated.max(found);
                }
                "url" | "canonical" | "canonical_url" if value.starts_with("http") => {
                    self.document.url = Some(value.to_owned());
                }
                _ => {}
            }
        }
    }

    /// The text of a range without images and markup of HTML, and with the targets of links that
    /// are defined elsewhere.
    fn cut(&self, events: &[(Event<'_>, Range<usize>)], range: Range<usize>) -> String {
        let mut text = String::new();
        let mut at = range.start;
        let mut links: Vec<(usize, String)> = Vec::new();
        let mut replace = |range: &Range<usize>, with: &str| {
            if range.start >= at {
                text.push_str(&self.text[at..range.start]);
                text.push_str(with);
                at = range.end;
            }
        };
        for (event, span) in events {
            match event {
                Event::Start(Tag::Image { .. }) => replace(span, ""),
                Event::InlineHtml(tag) => {
                    let is_break = tag.to_lowercase().starts_with("<br");
                    replace(span, if is_break { "\n" } else { "" });
                }
                Event::Start(Tag::Link { link_type, dest_url, .. })
                    if !matches!(
                        link_type,
                        LinkType::Inline | LinkType::Autolink | LinkType::Email
                    ) =>
                {
                    replace(&(span.start..span.start + 1), "[");
                    links.push((span.end, dest_url.to_string()));
                }
                Event::End(TagEnd::Link) if links.last().is_some_and(|it| it.0 == span.end) => {
                    let Some((end, target)) = links.pop() else { continue };
                    // From the `]` that closes the link's text to the link's end.
                    let inner = &self.text[span.start..end];
                    let close = inner.rfind("][").or_else(|| inner.rfind(']'));
                    if let Some(close) = close {
                        replace(&(span.start + close..end), &format!("]({target})"));
                    }
                }
                _ => {}
            }
        }
        text.push_str(&self.text[at.min(range.end)..range.end]);
        text
    }

    fn push(&mut self, block: Block) {
        self.document.blocks.push(block);
    }

    fn lines(&self, range: &Range<usize>) -> (usize, usize) {
        let line = |place: usize| self.line_starts.partition_point(|&start| start <= place);
        let text = self.text[range.clone()].trim_end();
        let last = range.start + text.len().saturating_sub(1);
        let first = self.first_line - 1;
        (first + line(range.start), first + line(last.max(range.start)))
    }
}
