//! What an import did, for people.

use anstyle::{AnsiColor, Style};

use super::Report;
use crate::cli::output;
use crate::engine::knowledge::claims::Claim;
use crate::import::{Draft, Span};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const CARE: Style = AnsiColor::Yellow.on_default();
const WRONG: Style = AnsiColor::Red.on_default();

/// Prints drafts, what was left out, what needs mending, and what was written.
pub(super) fn print(report: &Report<'_>) {
    let mut places = report.plan.entries.iter().zip(report.findings);
    for import in report.imports {
        for draft in &import.drafts {
            let Some((planned, findings)) = places.next() else { break };
            self::draft(draft, &planned.name, report.dry_run);
            for finding in findings {
                let kind = kind(&finding.claim);
                let (excerpt, help) = (&finding.claim.excerpt, finding.claim.help);
                // The line of the draft, which is where it is mended.
                let (file, line) = (report.into.join(&planned.name), finding.line);
                let file = file.display();
                output::line!("  {CARE}{kind}{CARE:#} at {file}:{line}: “{excerpt}”: {help}");
            }
            output::line!();
        }
        if let Some(found) = &import.disclaimer {
            output::line!("{BOLD}disclaimer{BOLD:#} {}", place(&found.span));
            paragraph(&found.text);
            output::line!();
        }
        if !import.dropped.is_empty() {
            output::line!("{BOLD}left out of {}{BOLD:#}", import.file);
            for dropped in &import.dropped {
                let lines = lines(&dropped.span);
                let (reason, excerpt) = (dropped.reason, &dropped.excerpt);
                output::line!("  {lines:>9}  {reason}: {DIM}{excerpt}{DIM:#}");
            }
            output::line!();
        }
    }
    for diagnostic in report.diagnostics {
        anstream::eprintln!("{diagnostic}");
    }
    summary(report);
}

fn draft(draft: &Draft, name: &str, whole: bool) {
    let from: Vec<String> = draft.spans.iter().map(place).collect();
    output::line!("{BOLD}{name}{BOLD:#} {DIM}from {}{DIM:#}", from.join(" and "));
    output::line!("  {BOLD}{}{BOLD:#}", draft.entry.question);
    if whole {
        return paragraph(&draft.entry.answer);
    }
    /// Enough of an answer to know it by; all of it is in the file.
    const SHOWN: usize = 240;
    match draft.entry.answer.char_indices().nth(SHOWN) {
        Some((end, _)) => paragraph(&format!("{}…", draft.entry.answer[..end].trim_end())),
        None => paragraph(&draft.entry.answer),
    }
}

fn paragraph(text: &str) {
    let width = textwrap::termwidth().clamp(40, 100);
    let options = textwrap::Options::new(width).initial_indent("  ").subsequent_indent("  ");
    output::line!("{}", textwrap::fill(text, options));
}

fn summary(report: &Report<'_>) {
    let into = report.into.display();
    if !report.plan.in_the_way.is_empty() {
        anstream::eprintln!("{WRONG}nothing was written{WRONG:#}: these files are in the way");
        for name in &report.plan.in_the_way {
            anstream::eprintln!("  {}", report.into.join(name).display());
        }
        anstream::eprintln!("move them, import into another pack, or overwrite them with --force");
        return;
    }
    if report.written.is_empty() {
        anstream::eprintln!("nothing was written to {into}");
        return;
    }
    let count = report.plan.entries.len();
    let drafts = if count == 1 { "draft" } else { "drafts" };
    let claims: usize = report.findings.iter().map(Vec::len).sum();
    let verb = if report.dry_run { "would write" } else { "wrote" };
    let others: Vec<&str> = report
        .written
        .iter()
        .map(String::as_str)
        .filter(|name| report.plan.entries.iter().all(|planned| planned.name != *name))
        .collect();
    let others =
        if others.is_empty() { String::new() } else { format!(" and {}", others.join(", ")) };
    output::line!("{verb} {count} {drafts}{others} to {into}");
    if claims > 0 {
        let noun = if claims == 1 { "claim needs" } else { "claims need" };
        output::line!("{CARE}{claims} {noun} care{CARE:#} before they go live, as said above");
    }
    if !report.dry_run {
        output::line!("review them, then run `signpost check {into}`");
        if !report.is_named {
            output::line!(
                "nothing is answered from it yet: add \"{into}\" to `knowledge.paths` in the settings"
            );
        }
    }
}

/// A claim's kind in lower-case words.
pub(super) fn kind(claim: &Claim) -> String {
    let name = format!("{:?}", claim.kind);
    let mut words = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push('_');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

fn place(span: &Span) -> String {
    format!("{}:{}", span.file, lines(span))
}

fn lines(span: &Span) -> String {
    if span.from == span.to { span.from.to_string() } else { format!("{}-{}", span.from, span.to) }
}
