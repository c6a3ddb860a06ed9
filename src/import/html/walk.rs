//! Walks a page in reading order and writes what it says as Markdown blocks.
//!
//! **Invariant:** the depth of the walk is bounded, whatever the depth of the page.

use scraper::{ElementRef, Node};

use super::elements::{holds_blocks, is_block, is_silent, surroundings, text_of};
use super::{line_of, lists};
use crate::import::block::{Block, BlockKind, DropReason};
use crate::import::markdown::BOLD_LINE_LEVEL;
use crate::import::words::asks;

/// Pages that people write nest a few dozen deep; what lies deeper is read as text alone, so
/// that no page can exhaust the stack.
const DEEPEST: usize = 120;

/// A walk in progress.
pub(super) struct Walker<'a> {
    /// The element that holds the page's own text, if the page says which.
    main: Option<ElementRef<'a>>,
    pub(super) blocks: Vec<Block>,
    /// The line being read.
    pub(super) line: usize,
    /// The paragraph being read, and where it started.
    inline: String,
    from: usize,
    /// Why what is being read is not the page's text.
    dropped: Option<DropReason>,
    depth: usize,
}

impl<'a> Walker<'a> {
    pub(super) fn new(first_line: usize, main: Option<ElementRef<'a>>) -> Self {
        Walker {
            main,
            blocks: Vec::new(),
            line: first_line,
            inline: String::new(),
            from: first_line,
            dropped: main.map(|_| DropReason::Navigation),
            depth: 0,
        }
    }

    pub(super) fn finish(mut self) -> Vec<Block> {
        self.flush();
        self.blocks
    }

    /// Reads an element and all below it.
    pub(super) fn element(&mut self, element: ElementRef<'a>) {
        if let Some(line) = line_of(element) {
            self.line = self.line.max(line);
        }
        let name = element.value().name();
        if is_silent(name) {
            return;
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            self.text(&element.text().collect::<String>());
        } else if self.main == Some(element) {
            self.within(None, |walker| walker.children(element));
        } else if let Some(reason) = surroundings(element).filter(|_| self.dropped.is_none()) {
            self.within(Some(reason), |walker| walker.children(element));
        } else {
            self.read(element, name);
        }
        self.depth -= 1;
    }

    /// Reads what lies below an element, as blocks of their own.
    pub(super) fn below(&mut self, element: ElementRef<'a>) -> Vec<Block> {
        let blocks = std::mem::take(&mut self.blocks);
        self.children(element);
        self.flush();
        std::mem::replace(&mut self.blocks, blocks)
    }

    pub(super) fn push(&mut self, kind: BlockKind, text: impl Into<String>, from: usize) {
        self.push_until(kind, text, from, self.line);
    }

    pub(super) fn push_until(
        &mut self,
        kind: BlockKind,
        text: impl Into<String>,
        from: usize,
        to: usize,
    ) {
        let mut block = Block::new(kind, text, from, to);
        block.dropped = self.dropped;
        self.blocks.push(block);
    }

    fn read(&mut self, element: ElementRef<'a>, name: &str) {
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name.bytes().last().map(|digit| digit - b'0');
                self.heading(element, BlockKind::Heading(level));
            }
            "ul" | "ol" => self.alone(|walker| lists::list(walker, element)),
            "dl" => self.alone(|walker| lists::definitions(walker, element)),
            "table" => self.alone(|walker| lists::table(walker, element)),
            "details" => self.alone(|walker| walker.details(element)),
            "pre" => self.alone(|walker| walker.preformatted(element)),
            "blockquote" => self.alone(|walker| walker.quotation(element)),
            "figcaption" | "caption" => {
                self.within(Some(DropReason::Image), |walker| {
                    let from = walker.line;
                    walker.push(BlockKind::Image, text_of(element), from);
                });
            }
            "img" | "picture" => self.image(element),
            "br" => self.inline.push('\n'),
            "hr" => self.alone(|walker| walker.push(BlockKind::Break, "", walker.line)),
            // Buttons open the answers of an accordion; others do things.
            "button" if asks(&text_of(element)) => {
                self.heading(element, BlockKind::Heading(Some(BOLD_LINE_LEVEL)));
            }
            "button" => {}
            "strong" | "b" => self.marked("**", element),
            "em" | "i" => self.marked("*", element),
            "code" | "kbd" => self.marked("`", element),
            "del" | "s" => self.marked("~~", element),
            "a" => self.link(element),
            _ if is_block(name) => self.alone(|walker| walker.children(element)),
            _ => self.children(element),
        }
    }

    pub(super) fn children(&mut self, element: ElementRef<'a>) {
        for node in element.children() {
            match node.value() {
                Node::Text(text) => self.text(text),
                Node::Element(_) => {
                    if let Some(element) = ElementRef::wrap(node) {
                        self.element(element);
                    }
                }
                _ => {}
            }
        }
    }

    /// Text between tags: white space is one space, but a hard space stays.
    fn text(&mut self, text: &str) {
        for letter in text.chars() {
            if letter.is_ascii_whitespace() {
                if letter == '\n' {
                    self.line += 1;
                }
                if !self.inline.is_empty() && !self.inline.ends_with([' ', '\n']) {
                    self.inline.push(' ');
                }
                continue;
            }
            if self.inline.trim().is_empty() {
                self.from = self.line;
            }
            self.inline.push(letter);
        }
    }

    /// Ends the paragraph being read.
    fn flush(&mut self) {
        let inline = std::mem::take(&mut self.inline).replace('\u{0}', "");
        if inline.is_empty() {
            return;
        }
        let lines: Vec<&str> = inline.lines().map(str::trim).collect();
        let text = lines.join("\n");
        let text = text.trim();
        if !text.is_empty() {
            self.push(BlockKind::Text, text, self.from);
        } else if inline.contains('\u{a0}') {
            self.push(BlockKind::Break, "", self.from);
        }
    }

    /// Reads something that stands on lines of its own.
    fn alone(&mut self, read: impl FnOnce(&mut Self)) {
        self.flush();
        read(self);
        self.flush();
    }

    /// Reads something for which another reason to drop it holds, or none.
    fn within(&mut self, dropped: Option<DropReason>, read: impl FnOnce(&mut Self)) {
        self.flush();
        let before = std::mem::replace(&mut self.dropped, dropped);
        read(self);
        self.flush();
        self.dropped = before;
    }

    fn heading(&mut self, element: ElementRef<'a>, kind: BlockKind) {
        self.flush();
        let from = self.line;
        self.line += lists::newlines(element);
        let text = text_of(element);
        if !text.is_empty() {
            self.push(kind, text, from);
        }
    }

    fn image(&mut self, element: ElementRef<'a>) {
        let text = element.attr("alt").unwrap_or_default().trim();
        if !text.is_empty() {
            // It does not end the paragraph it stands in.
            let mut block = Block::new(BlockKind::Image, text, self.line, self.line);
            block.dropped = Some(DropReason::Image);
            self.blocks.push(block);
        }
    }

    /// Text between marks. White space inside of them moves out, where Markdown wants it.
    fn marked(&mut self, mark: &str, element: ElementRef<'a>) {
        if holds_blocks(element) {
            return self.children(element);
        }
        let inner = self.inner(element);
        let text = inner.trim();
        if text.is_empty() || text.contains(mark) || text.contains('\n') {
            return self.inline.push_str(&inner);
        }
        let start = inner.len() - inner.trim_start().len();
        let end = inner.trim_end().len();
        self.inline.push_str(&format!("{}{mark}{text}{mark}{}", &inner[..start], &inner[end..]));
    }

    fn link(&mut self, element: ElementRef<'a>) {
        if holds_blocks(element) {
            return self.children(element);
        }
        let inner = self.inner(element);
        let text = inner.trim();
        match element.attr("href").filter(|target| target.starts_with("http")) {
            Some(target) if !text.is_empty() && !target.contains([' ', ')', '\n']) => {
                let end = inner.trim_end().len();
                self.inline.push_str(&format!("[{text}]({target}){}", &inner[end..]));
            }
            Some(_) | None => self.inline.push_str(&inner),
        }
    }

    /// What lies below an inline element, as inline text.
    fn inner(&mut self, element: ElementRef<'a>) -> String {
        if self.inline.trim().is_empty() {
            self.from = self.line;
        }
        let from = self.from;
        let before = std::mem::take(&mut self.inline);
        // A stand-in for what came before, so that a leading space is kept.
        self.inline.push('\u{0}');
        self.children(element);
        let inner = std::mem::replace(&mut self.inline, before);
        if !self.inline.trim().is_empty() {
            self.from = from;
        }
        let inner = inner.trim_start_matches('\u{0}');
        if self.inline.is_empty() || self.inline.ends_with([' ', '\n']) {
            inner.trim_start_matches(' ').to_owned()
        } else {
            inner.to_owned()
        }
    }

    /// A disclosure: its summary asks, the rest answers.
    fn details(&mut self, element: ElementRef<'a>) {
        let summary = element.child_elements().find(|below| below.value().name() == "summary");
        let Some(summary) = summary else { return self.children(element) };
        let from = line_of(summary).unwrap_or(self.line);
        self.line = self.line.max(from) + lists::newlines(summary);
        self.push(BlockKind::Question, text_of(summary), from);
        for node in element.children().filter(|node| node.id() != summary.id()) {
            match (node.value(), ElementRef::wrap(node)) {
                (Node::Text(text), _) => self.text(text),
                (_, Some(element)) => self.element(element),
                (_, None) => {}
            }
        }
        self.flush();
        self.push(BlockKind::EndOfAnswer, "", self.line);
    }

    fn preformatted(&mut self, element: ElementRef<'a>) {
        let from = self.line;
        let text: String = element.text().collect();
        self.line += text.matches('\n').count();
        if !text.trim().is_empty() {
            self.push(BlockKind::Text, format!("```\n{}\n```", text.trim_matches('\n')), from);
        }
    }

    fn quotation(&mut self, element: ElementRef<'a>) {
        let from = self.line;
        let text = super::joined(&self.below(element));
        let quoted: Vec<_> = text.lines().map(|line| format!("> {line}")).collect();
        if !quoted.is_empty() {
            self.push(BlockKind::Text, quoted.join("\n"), from);
        }
    }
}
