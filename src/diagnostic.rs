//! What is wrong with a file, where, and how to mend it.
//!
//! Parsing never fails here: it returns a value and a list of these.
//! **Invariant:** every diagnostic names its file and its line, and says what to do.

use std::fmt;

use serde::Serialize;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; everything is still used.
    Warning,
    /// The thing named is not used until it is mended.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Warning => "warning",
            Severity::Error => "error",
        })
    }
}

/// One finding in one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// Whether the thing named can still be used.
    pub severity: Severity,
    /// A short stable name of the kind of finding, such as `unknown-key`.
    pub code: &'static str,
    /// The file, as it was named when it was read.
    pub path: String,
    /// The line in that file, from 1. Nought where there are no lines: an environment variable.
    pub line: usize,
    /// What is wrong: a lowercase fragment without a full stop.
    pub message: String,
    /// How to mend it: a lowercase fragment without a full stop.
    pub help: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Diagnostic { severity, code, path, line, message, help } = self;
        write!(f, "{severity}[{code}]: {message}\n  --> {path}")?;
        if *line > 0 {
            write!(f, ":{line}")?;
        }
        write!(f, "\n  = help: {help}")
    }
}

/// Whether any of these stops something from being used.
#[must_use]
pub fn has_errors(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
}

/// A text together with the name it was read under.
///
/// Lines are counted from `first_line`, so that a part of a file reports lines of the whole.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The file, as people should see it.
    pub path: &'a str,
    /// What the file (or the part of it) holds.
    pub text: &'a str,
    /// The line of the file at which `text` starts, from 1.
    pub first_line: usize,
}

impl<'a> Source<'a> {
    /// A whole file.
    #[must_use]
    pub fn new(path: &'a str, text: &'a str) -> Self {
        Source { path, text, first_line: 1 }
    }

    /// The line at a byte offset into the text.
    #[must_use]
    pub fn line_at(&self, offset: usize) -> usize {
        let end = offset.min(self.text.len());
        self.first_line + self.text.as_bytes()[..end].iter().filter(|&&byte| byte == b'\n').count()
    }

    /// An error in this file.
    #[must_use]
    pub fn error(
        &self,
        code: &'static str,
        line: usize,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic {
            severity: Severity::Error,
            code,
            path: self.path.to_owned(),
            line,
            message: one_line(message.into()),
            help: one_line(help.into()),
        }
    }

    /// A warning in this file.
    #[must_use]
    pub fn warning(
        &self,
        code: &'static str,
        line: usize,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..self.error(code, line, message, help) }
    }
}

/// A text that quotes a file, as one line of readable length: a quoted line break would tear a
/// diagnostic apart, and a quoted control character would reach the terminal.
fn one_line(text: String) -> String {
    /// Longer than any message of ours; only a quotation can pass it.
    const LONGEST: usize = 400;
    if text.len() <= LONGEST && !text.contains(char::is_control) {
        return text;
    }
    let plain = |character: char| if character.is_control() { ' ' } else { character };
    let mut line: String = text.chars().take(LONGEST).map(plain).collect();
    if text.chars().nth(LONGEST).is_some() {
        line.push('…');
    }
    line
}

/// What a JSON reader says of one line, with the column, and without the number that the line has
/// for the reader: that is always 1.
#[must_use]
pub fn json_reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let reason = text.split(" at line ").next().unwrap_or(&text);
    let reason = match reason {
        // Programs that cut texts in the middle of an emoji write these.
        "unexpected end of hex escape" | "lone leading surrogate in hex escape" => {
            "half of a character, such as \\ud83d without what follows it"
        }
        other => other,
    };
    format!("{reason} (column {})", error.column())
}

/// The known name nearest to an unknown one, if any is near enough to be what was meant.
#[must_use]
pub fn nearest<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    /// Below this Jaro-Winkler similarity two names rarely share more than letters.
    const NEAR: f64 = 0.8;
    known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(unknown, name), name))
        .filter(|(similarity, _)| *similarity >= NEAR)
        .max_by(|left, right| left.0.total_cmp(&right.0))
        .map(|(_, name)| name)
}
