//! Prints diagnostics for people.
//!
//! **Invariant:** without colour the text is that of the diagnostic's own `Display`.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::diagnostic::{Diagnostic, Severity};

/// The style of a severity.
pub(super) fn style_of(severity: Severity) -> Style {
    let colour = match severity {
        Severity::Warning => AnsiColor::Yellow,
        Severity::Error => AnsiColor::Red,
    };
    colour.on_default().bold()
}

/// Prints diagnostics, each followed by an empty line. The stream drops colour where none is
/// wanted.
pub(super) fn print(out: &mut dyn Write, diagnostics: &[Diagnostic]) -> io::Result<()> {
    const BOLD: Style = Style::new().bold();
    const QUIET: Style = AnsiColor::Blue.on_default().bold();
    for found in diagnostics {
        let severity = style_of(found.severity);
        // The text is laid out once, in `Display`; here its lines are only given colour.
        let text = found.to_string();
        let mut lines = text.lines();
        let head = lines.next().unwrap_or_default();
        let (label, message) = head.split_once("]: ").unwrap_or(("", head));
        writeln!(out, "{severity}{label}]{severity:#}{BOLD}: {message}{BOLD:#}")?;
        for line in lines {
            let mark = line.len() - line.trim_start().len();
            let mark = line[mark..].find(' ').map_or(line.len(), |end| mark + end);
            let (mark, rest) = line.split_at(mark);
            writeln!(out, "{QUIET}{mark}{QUIET:#}{rest}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}
