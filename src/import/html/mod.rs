//! HTML as blocks.
//!
//! **Invariant:** menus, headers, footers, banners and forms reach the blocks only as dropped.

mod elements;
mod lines;
mod lists;
mod schema;
mod walk;

use scraper::{ElementRef, Html, Selector};

use super::block::Document;
use super::dates;
use walk::Walker;

/// Something in the document that could not be used.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub line: usize,
    pub message: String,
}

/// Reads HTML, a whole page or a part of one; lines are counted from `first_line`.
pub(super) fn read(text: &str, first_line: usize) -> (Document, Vec<Fault>) {
    let html = Html::parse_document(&lines::mark(text, first_line));
    let root = html.root_element();
    let main = main_of(root);
    let mut walker = Walker::new(first_line, main);
    walker.element(root);
    let mut document = Document { blocks: walker.finish(), ..Document::default() };
    describe(root, &mut document);
    let mut faults = Vec::new();
    document.stated = schema::pairs(root, &mut faults);
    // Lines are counted from tag to tag. Where the parser moved things about, the count runs ahead.
    let last = first_line + text.trim_end_matches('\n').matches('\n').count();
    for block in &mut document.blocks {
        (block.from, block.to) = (block.from.min(last), block.to.min(last));
    }
    for (from, to) in document.stated.iter_mut().flat_map(|pair| &mut pair.lines) {
        (*from, *to) = ((*from).min(last), (*to).min(last));
    }
    (document, faults)
}

/// A piece of HTML as Markdown.
fn markdown_of(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.trim().to_owned();
    }
    let html = Html::parse_fragment(text);
    let mut walker = Walker::new(1, None);
    walker.element(html.root_element());
    joined(&walker.finish())
}

/// Blocks as one text.
fn joined(blocks: &[super::block::Block]) -> String {
    let texts: Vec<String> = blocks
        .iter()
        .filter(|block| block.is_content())
        .map(super::block::Block::in_answer)
        .collect();
    texts.join("\n\n")
}

/// Everything that a selector finds below an element. A selector that is none finds nothing.
fn select<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    Selector::parse(selector)
        .map(|selector| element.select(&selector).collect())
        .unwrap_or_default()
}

/// The one element that holds the page's own text, where it says so and means it.
fn main_of(root: ElementRef<'_>) -> Option<ElementRef<'_>> {
    /// A `<main>` with less text than this was left empty for a script to fill.
    const LEAST_TEXT: usize = 200;
    let found = select(root, "main, [role=main]");
    let [main] = found[..] else { return None };
    (main.text().map(str::len).sum::<usize>() >= LEAST_TEXT).then_some(main)
}

/// The line that an element stands on.
fn line_of(element: ElementRef<'_>) -> Option<usize> {
    element.attr(lines::ATTRIBUTE)?.parse().ok()
}

/// Title, date and address, as the page gives them.
fn describe(root: ElementRef<'_>, document: &mut Document) {
    let attribute = |selector: &str, name: &str| {
        let found = select(root, selector).into_iter().find_map(|element| element.attr(name));
        found.map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned)
    };
    let text = |selector: &str| {
        let found = select(root, selector).into_iter().map(elements::text_of);
        found.filter(|text| !text.is_empty()).collect::<Vec<_>>()
    };
    // Several first headings are sections; one is the title.
    let heading = <[String; 1]>::try_from(text("h1")).ok().map(|[heading]| heading);
    let page_title = || {
        let title = text("title").into_iter().next()?;
        // "How it works | A shop": what the page is about stands first.
        let end = [" | ", " – ", " — ", " - "].iter().filter_map(|mark| title.find(mark)).min();
        Some(end.map_or(title.clone(), |end| title[..end].to_owned()))
    };
    document.title = heading
        .or_else(|| attribute("meta[property='og:title']", "content"))
        .or_else(page_title)
        .map(|title| title.trim().to_owned());
    document.url = attribute("link[rel=canonical]", "href")
        .or_else(|| attribute("meta[property='og:url']", "content"))
        .filter(|url| url.starts_with("http"));
    let updated = attribute("meta[property='article:modified_time']", "content")
        .or_else(|| attribute("time[itemprop=dateModified]", "datetime"))
        .or_else(|| attribute("meta[property='article:published_time']", "content"))
        .or_else(|| attribute("time[datetime]", "datetime"));
    document.updated = updated.and_then(|text| dates::find(&text));
}
