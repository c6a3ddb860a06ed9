//! Labelled questions, one JSON object a line.
//!
//! **Invariant:** a row that cannot be read is named with its line, never skipped in silence.

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Source, json_reason, nearest};

/// What a question should come to. What is left out matches anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// The name of an outcome.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// The id of an entry.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// The name of a category.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
}

impl Expectation {
    /// Whether a result is what was expected.
    #[must_use]
    pub fn fits(&self, outcome: &str, entries: &[&str], category: Option<&str>) -> bool {
        self.outcome.as_deref().is_none_or(|expected| expected == outcome)
            && self.entry.as_deref().is_none_or(|expected| entries.contains(&expected))
            && self.category.as_deref().is_none_or(|expected| category == Some(expected))
    }
}

/// One labelled question.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// What somebody wrote.
    pub question: String,
    /// What it should come to.
    pub expect: Expectation,
    /// What would be right too.
    #[serde(default)]
    pub also: Vec<Expectation>,
    /// The kind of question, for the report.
    #[serde(default)]
    pub kind: String,
}

impl Row {
    /// What is accepted: the expectation, then what would be right too.
    pub fn accepted(&self) -> impl Iterator<Item = &Expectation> {
        std::iter::once(&self.expect).chain(&self.also)
    }

    /// Whether this outcome is expected, or would be right too.
    #[must_use]
    pub fn accepts_outcome(&self, outcome: &str) -> bool {
        self.accepted().any(|expected| expected.outcome.as_deref().is_none_or(|o| o == outcome))
    }
}

/// What a row looks like.
const FORM: &str =
    "write {\"question\": \"…\", \"expect\": {\"outcome\": \"…\"}, \"also\": [], \"kind\": \"…\"}";

/// What labels name that is no entry: such a question could only ever come out wrong.
#[must_use]
pub fn unknown_entries(source: Source<'_>, entries: &[&str]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for (place, text) in source.text.lines().enumerate() {
        let Ok(row) = serde_json::from_str::<Row>(text) else { continue };
        let named = row.accepted().filter_map(|expected| expected.entry.as_deref());
        for entry in named.filter(|entry| !entries.contains(entry)) {
            let help = match nearest(entry, entries.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "name an entry of the packs that are answered from".to_owned(),
            };
            let message = format!("`{entry}` is no entry");
            diagnostics.push(source.error(
                "unknown-entry",
                source.first_line + place,
                message,
                help,
            ));
        }
    }
    diagnostics
}

/// Reads labelled questions.
#[must_use]
pub fn parse_rows(source: Source<'_>) -> (Vec<Row>, Vec<Diagnostic>) {
    const OUTCOMES: [&str; 5] = ["escalate", "refer", "answer", "clarify", "fallback"];
    let mut rows = Vec::new();
    let mut diagnostics = Vec::new();
    for (place, text) in source.text.lines().enumerate() {
        let line = source.first_line + place;
        if text.trim().is_empty() {
            continue;
        }
        let row: Row = match serde_json::from_str(text) {
            Ok(row) => row,
            Err(error) => {
                diagnostics.push(source.error(
                    "syntax",
                    line,
                    format!("not a labelled question: {}", json_reason(&error)),
                    FORM,
                ));
                continue;
            }
        };
        let unknown = row
            .accepted()
            .filter_map(|expected| expected.outcome.as_deref())
            .find(|outcome| !OUTCOMES.contains(outcome));
        if let Some(outcome) = unknown {
            diagnostics.push(source.error(
                "unknown-outcome",
                line,
                format!("`{outcome}` is not an outcome"),
                format!("write one of {}", OUTCOMES.join(", ")),
            ));
            continue;
        }
        rows.push(row);
    }
    if rows.is_empty() && diagnostics.is_empty() {
        diagnostics.push(source.error(
            "no-rows",
            source.first_line,
            "there is no question in the file, so nothing was measured",
            FORM,
        ));
    }
    (rows, diagnostics)
}
