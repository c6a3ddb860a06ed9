//! What the elements of HTML are to a reader: blocks, marks, or nothing to read.
//!
//! **Invariant:** an element that holds the page's first heading is never taken for a menu.

use scraper::ElementRef;

use crate::import::block::DropReason;

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 37] = [
    "button",
    "caption",
    "figcaption",
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
];

/// Elements that say nothing to a reader.
const SILENT: [&str; 21] = [
    "script", "style", "template", "noscript", "iframe", "object", "embed", "canvas", "svg",
    "head", "input", "select", "textarea", "option", "audio", "video", "map", "dialog", "meta",
    "link", "math",
];

/// Classes and ids by which sites name what surrounds their text.
const SURROUNDINGS: [(&str, DropReason); 32] = [
    ("announcement", DropReason::Notice),
    ("announcement-bar", DropReason::Notice),
    ("announcements", DropReason::Notice),
    ("notice-bar", DropReason::Notice),
    ("site-notice", DropReason::Notice),
    ("cookie-banner", DropReason::Notice),
    ("cookie-notice", DropReason::Notice),
    ("cookie-consent", DropReason::Notice),
    ("promo-bar", DropReason::CallToAction),
    ("newsletter", DropReason::CallToAction),
    ("newsletter-signup", DropReason::CallToAction),
    ("call-to-action", DropReason::CallToAction),
    ("cta", DropReason::CallToAction),
    ("share", DropReason::CallToAction),
    ("share-buttons", DropReason::CallToAction),
    ("social-share", DropReason::CallToAction),
    ("social-links", DropReason::CallToAction),
    ("related-posts", DropReason::Navigation),
    ("related-articles", DropReason::Navigation),
    ("breadcrumb", DropReason::Navigation),
    ("breadcrumbs", DropReason::Navigation),
    ("navbar", DropReason::Navigation),
    ("site-header", DropReason::Navigation),
    ("site-footer", DropReason::Navigation),
    ("sidebar", DropReason::Navigation),
    ("pagination", DropReason::Navigation),
    ("toc", DropReason::Navigation),
    ("table-of-contents", DropReason::Navigation),
    ("skip-link", DropReason::Navigation),
    ("skip-to-content", DropReason::Navigation),
    ("comments", DropReason::Comments),
    ("comment-list", DropReason::Comments),
];

/// Whether an element stands on lines of its own.
pub(super) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// Whether an element holds nothing to read.
pub(super) fn is_silent(name: &str) -> bool {
    SILENT.contains(&name)
}

/// Whether anything below an element stands on lines of its own.
pub(super) fn holds_blocks(element: ElementRef<'_>) -> bool {
    element.descendent_elements().skip(1).any(|below| is_block(below.value().name()))
}

/// Why what an element holds is not the page's text.
pub(super) fn surroundings(element: ElementRef<'_>) -> Option<DropReason> {
    let value = element.value();
    let name = value.name();
    if matches!(name, "html" | "body" | "main" | "article") {
        return None;
    }
    let role = value.attr("role").unwrap_or_default();
    let by_name = match name {
        "nav" | "footer" | "aside" | "menu" => Some(DropReason::Navigation),
        "header" if !is_inside(element, &["main", "article", "section"]) => {
            Some(DropReason::Navigation)
        }
        _ => None,
    };
    let by_role = matches!(role, "navigation" | "banner" | "contentinfo" | "search")
        .then_some(DropReason::Navigation);
    let named = || {
        let names = value.classes().chain(value.id());
        names.map(str::to_ascii_lowercase).find_map(|name| {
            SURROUNDINGS.iter().find(|(known, _)| *known == name).map(|(_, reason)| *reason)
        })
    };
    let reason = by_name.or(by_role).or_else(named)?;
    let holds_title = element.descendent_elements().any(|below| below.value().name() == "h1");
    (!holds_title).then_some(reason)
}

fn is_inside(element: ElementRef<'_>, names: &[&str]) -> bool {
    let above = element.ancestors().filter_map(ElementRef::wrap);
    above.take(64).any(|above| names.contains(&above.value().name()))
}

/// What an element says, on one line, without the marks by which sites link to their headings.
pub(super) fn text_of(element: ElementRef<'_>) -> String {
    let text: String = element
        .descendants()
        .filter(|node| {
            let above = node.parent().and_then(ElementRef::wrap);
            !above.is_some_and(|above| is_silent(above.value().name()))
        })
        .filter_map(|node| node.value().as_text().map(|text| text.to_string()))
        .collect();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.trim_end_matches(['#', '¶', '§']).trim().to_owned()
}
