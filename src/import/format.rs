//! Which kind of document a file is.
//!
//! **Invariant:** every file has a format: what is none of the others is plain text.

use clap::ValueEnum;
use serde::Serialize;

/// A kind of document that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ValueEnum, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Plain text.
    #[value(name = "text", aliases = ["txt", "plain"])]
    PlainText,
    /// Markdown.
    #[value(alias = "md")]
    Markdown,
    /// HTML.
    #[value(alias = "htm")]
    Html,
    /// JSON Lines: one entry a line.
    #[value(name = "jsonl", alias = "ndjson")]
    JsonLines,
    /// Comma-separated values with a first row that names the columns.
    Csv,
    /// Tab-separated values with a first row that names the columns.
    Tsv,
}

impl Format {
    /// The format of a file: by its extension, else by what it holds.
    #[must_use]
    pub fn of(path: &str, text: &str) -> Self {
        Self::by_extension(path).unwrap_or_else(|| Self::by_content(text))
    }

    /// The format that the extension of a file names.
    #[must_use]
    pub fn by_extension(path: &str) -> Option<Self> {
        let name = path.rsplit(['/', '\\']).next()?;
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "txt" | "text" => Some(Format::PlainText),
            "md" | "markdown" | "mdown" | "mkd" | "mdx" => Some(Format::Markdown),
            "html" | "htm" | "xhtml" => Some(Format::Html),
            "jsonl" | "ndjson" | "jsonlines" => Some(Format::JsonLines),
            "csv" => Some(Format::Csv),
            "tsv" | "tab" => Some(Format::Tsv),
            _ => None,
        }
    }

    fn by_content(text: &str) -> Self {
        /// What a file is shows at its start.
        const SHOWS: usize = 4000;
        let start: String = text.trim_start().chars().take(SHOWS).collect();
        let lower = start.to_lowercase();
        let first = start.lines().next().unwrap_or_default();
        if first.starts_with('{') && first.contains("\":") {
            return Format::JsonLines;
        }
        let opens = ["<!doctype html", "<html", "<head", "<body", "<article", "<main"];
        let tags = lower.matches("</p>").count() + lower.matches("</div>").count();
        if opens.iter().any(|opening| lower.starts_with(opening)) || tags >= 2 {
            return Format::Html;
        }
        let header = first.to_lowercase();
        if header.contains("question") && header.contains("answer") {
            if header.contains('\t') {
                return Format::Tsv;
            }
            if header.contains([',', ';']) && !header.contains('?') {
                return Format::Csv;
            }
        }
        let heading =
            |line: &str| line.starts_with('#') && line.trim_start_matches('#').starts_with(' ');
        if first == "---" || first == "+++" || start.contains("](") || start.lines().any(heading) {
            return Format::Markdown;
        }
        Format::PlainText
    }
}
