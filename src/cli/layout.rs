//! Lays a reply out for a terminal.
//!
//! **Invariant:** everything that the Discord message says is there, in the same order, and
//! nothing is said by colour alone. User text is not echoed.

use anstyle::{AnsiColor, Style};

use crate::engine::Response;
use crate::engine::outcome::Outcome;
use crate::engine::reply::Reply;
use crate::engine::why;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const ALERT: Style = AnsiColor::Red.on_default().bold();
const HEADING: Style = AnsiColor::Cyan.on_default().bold();

/// Longer lines are hard to read, however wide the terminal.
const WIDEST: usize = 88;

/// The columns to lay text out in.
fn width() -> usize {
    textwrap::termwidth().clamp(30, WIDEST)
}

/// The reply to a message.
pub(super) fn response(response: &Response) -> String {
    match response.outcome {
        Outcome::Escalate => crisis(&response.reply),
        Outcome::Refer => {
            let text = reply(&response.reply);
            format!("{HEADING}One for a professional{HEADING:#}\n{text}")
        }
        Outcome::Answer | Outcome::Clarify | Outcome::Fallback => reply(&response.reply),
    }
}

/// A crisis card, or a line after it.
pub(super) fn crisis(card: &Reply) -> String {
    format!("{ALERT}Please read this first{ALERT:#}\n{}", reply(card))
}

/// A reply: sections, choices, sources, disclaimer, pointer.
pub(super) fn reply(reply: &Reply) -> String {
    let mut text = String::new();
    for section in reply.sections() {
        if let Some(heading) = &section.heading {
            text.push_str(&format!("{HEADING}{heading}{HEADING:#}\n"));
        }
        text.push_str(&paragraphs(&section.body, ""));
        text.push('\n');
    }
    let mut number = 0;
    for choice in &reply.choices {
        number += 1;
        text.push_str(&format!("  {BOLD}{number}{BOLD:#}  {}\n", choice.question));
    }
    if !reply.choices.is_empty() {
        text.push_str(&format!("  {BOLD}{}{BOLD:#}  None of these\n\n", number + 1));
    }
    for source in &reply.sources {
        text.push_str(&dim(&format!("Source: {source}")));
    }
    text.push_str(&dim(reply.disclaimer()));
    text.push_str(&dim(reply.pointer()));
    if reply.choices.is_empty() && !reply.related.is_empty() {
        text.push_str(&dim("Related:"));
        for choice in &reply.related {
            number += 1;
            text.push_str(&format!("{DIM}  {number}  {}{DIM:#}\n", choice.question));
        }
    }
    text
}

/// Why a message came to what it came to.
pub(super) fn why(response: &Response) -> String {
    let mut text = String::new();
    for line in why::lines(response) {
        let options = wrapping().subsequent_indent("    ");
        text.push_str(&textwrap::fill(&line, options));
        text.push('\n');
    }
    text
}

/// A heading on a line of its own.
pub(super) fn heading(text: &str) -> String {
    format!("{HEADING}{text}{HEADING:#}\n")
}

/// How lines are broken: never inside a word, as the numbers of helplines hold hyphens.
fn wrapping<'o>() -> textwrap::Options<'o> {
    textwrap::Options::new(width()).word_splitter(textwrap::WordSplitter::NoHyphenation)
}

fn dim(text: &str) -> String {
    format!("{DIM}{}{DIM:#}\n", textwrap::fill(text, wrapping()))
}

/// Wraps text line by line and shows `**bold**` as bold.
pub(super) fn paragraphs(text: &str, indent: &str) -> String {
    let mut shown = String::new();
    for line in text.lines() {
        let options = wrapping().initial_indent(indent).subsequent_indent(indent);
        shown.push_str(&textwrap::fill(line, options));
        shown.push('\n');
    }
    let mut styled = String::new();
    for (place, part) in shown.split("**").enumerate() {
        if place > 0 {
            styled.push_str(&if place % 2 == 1 { format!("{BOLD}") } else { format!("{BOLD:#}") });
        }
        styled.push_str(part);
    }
    styled
}
