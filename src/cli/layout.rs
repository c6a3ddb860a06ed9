//! Lays a reply out for a terminal.
//!
//! **Invariant:** everything that the Discord message says is there, in the same order, and
//! nothing is said by colour alone. User text is not echoed.

use anstyle::{AnsiColor, Style};

use crate::engine::Response;
use crate::engine::matching::How;
use crate::engine::outcome::Outcome;
use crate::engine::reply::Reply;

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
    let kind = match response.outcome {
        Outcome::Escalate => Some("Please read this first"),
        Outcome::Refer => Some("One for a professional"),
        Outcome::Answer | Outcome::Clarify | Outcome::Fallback => None,
    };
    let mut text = String::new();
    if let Some(kind) = kind {
        let style = if response.outcome == Outcome::Escalate { ALERT } else { HEADING };
        text.push_str(&format!("{style}{kind}{style:#}\n"));
    }
    text.push_str(&reply(&response.reply));
    text
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
    let mut lines = vec![format!("read as: {}", response.query.canonical())];
    for concern in &response.triage.concerns {
        lines.push(format!(
            "triage: {} by the rule \"{}\", from: {}",
            concern.category,
            concern.rule,
            concern.evidence.join(" … ")
        ));
    }
    if response.triage.past_crisis {
        lines.push("triage: speaks of a crisis that is over".to_owned());
    }
    if let Some(question) = &response.out_of_scope {
        lines.push(format!("nearest is a question known to be out of scope: \"{question}\""));
    }
    if let Some(explanation) = &response.explanation {
        let best = response.candidates.first().map_or("nothing", |(id, _)| id.as_str());
        lines.push(format!(
            "best: {best}, confidence {}, by its phrasing \"{}\"",
            response.confidence, explanation.phrasing
        ));
        let words: Vec<String> = explanation
            .aligned
            .iter()
            .map(|word| match word.how {
                How::Exact => word.asked.clone(),
                How::Form => format!("{} = {} (form)", word.asked, word.phrasing),
                How::Synonym => format!("{} = {} (synonym)", word.asked, word.phrasing),
                How::Corrected => format!("{} = {} (typing error)", word.asked, word.phrasing),
            })
            .collect();
        lines.push(format!("words that met: {}", or_none(&words)));
        lines.push(format!("words that did not: {}", or_none(&explanation.missing)));
        let parts: Vec<String> = explanation
            .parts
            .iter()
            .map(|(part, value)| format!("{} {value:.3}", part.name()))
            .collect();
        lines.push(format!("score: {} = {:.3}", parts.join(" + "), explanation.score));
        if explanation.of_message < 0.9995 {
            lines.push(format!(
                "of the message: times {:.3}, for what else it speaks of",
                explanation.of_message
            ));
        }
        lines.push(format!("coverage: {:.0}% of what was said", explanation.coverage * 100.0));
        match &response.runner_up {
            Some((id, behind)) => lines.push(format!("second: {id}, behind by {behind}")),
            None => lines.push("second: nothing".to_owned()),
        }
    }
    let mut text = String::new();
    for line in lines {
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

fn or_none(words: &[String]) -> String {
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
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
