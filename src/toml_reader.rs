//! Reads TOML key by key, and says of everything wrong where it stands.
//!
//! A deserialiser stops at the first mistake and forgets the line. A moderator who edits a
//! file wants all of them at once, so this walks the spanned syntax tree instead.
//! **Invariant:** a key that nobody asked for is reported, with the nearest key that was.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Date;

use crate::diagnostic::{Diagnostic, Source, nearest};

/// A value and the line of its file that it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value itself.
    pub value: T,
    /// The line in the file, from 1.
    pub line: usize,
}

/// One TOML table being read.
pub struct Table<'a> {
    source: Source<'a>,
    /// Where each line of the text starts, so that no finding counts lines anew.
    line_starts: &'a [usize],
    table: &'a DeTable<'a>,
    line: usize,
    /// Where this table stands, for messages: `discord` or empty at the top.
    name: String,
    known: Vec<&'static str>,
    /// Keys that were found and reported as out of place.
    refused: Vec<&'static str>,
    /// Its keys are the file's own to choose, so none of them is unknown.
    free: bool,
}

/// Parses a whole text and hands its top table to `read`.
///
/// Syntax errors are reported and reading goes on with what could be understood.
pub fn read<T>(
    source: Source<'_>,
    diagnostics: &mut Vec<Diagnostic>,
    read: impl FnOnce(&mut Table<'_>, &mut Vec<Diagnostic>) -> T,
) -> T {
    let before = diagnostics.len();
    let (root, errors) = DeTable::parse_recoverable(source.text);
    for error in errors {
        let line = source.line_at(error.span().map_or(0, |span| span.start));
        let message = error.message().replace('\n', ", ");
        let help = if message == "duplicate key" {
            "this name stands above already; join the two or remove one"
        } else {
            "strings stand in double quotes, lists in [ ], and every line reads `key = value`"
        };
        diagnostics.push(source.error("syntax", line, format!("not valid TOML: {message}"), help));
    }
    let line_starts: Vec<usize> = std::iter::once(0)
        .chain(source.text.match_indices('\n').map(|(newline, _)| newline + 1))
        .collect();
    let mut table = Table {
        source,
        line_starts: &line_starts,
        table: root.get_ref(),
        line: source.first_line,
        name: String::new(),
        known: Vec::new(),
        refused: Vec::new(),
        free: false,
    };
    let value = read(&mut table, diagnostics);
    table.report_unknown(diagnostics);
    drop_consequences(diagnostics, before);
    value
}

/// Of the diagnostics of one file, drops those that only follow from a syntax error: a bracket
/// that is never closed makes every line after it wrong, and what stands on a broken line has no
/// type to speak of.
fn drop_consequences(diagnostics: &mut Vec<Diagnostic>, before: usize) {
    let mut found = diagnostics.split_off(before);
    let mut broken: Vec<usize> =
        found.iter().filter(|found| found.code == "syntax").map(|found| found.line).collect();
    broken.sort_unstable();
    let follows = |line: usize| line > 1 && broken.binary_search(&(line - 1)).is_ok();
    let mut reported: Vec<usize> = Vec::new();
    found.retain(|found| match found.code {
        "syntax" => {
            let is_first = !reported.contains(&found.line) && !follows(found.line);
            reported.push(found.line);
            is_first
        }
        "wrong-type" => broken.binary_search(&found.line).is_err(),
        _ => true,
    });
    diagnostics.append(&mut found);
}

impl<'a> Table<'a> {
    /// The file being read.
    #[must_use]
    pub fn source(&self) -> Source<'a> {
        self.source
    }

    /// The line at which this table starts.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The line on which the value of a key stands, if the key is there.
    #[must_use]
    pub fn line_of(&self, key: &str) -> Option<usize> {
        self.get(key).map(|(span, _)| self.line_at(span.start))
    }

    /// Reports a key that must not stand here, in words of its own, and never shows its value.
    pub fn refuse(
        &mut self,
        key: &'static str,
        reason: &str,
        help: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let Some(line) = self.line_of(key) else {
            return;
        };
        self.refused.push(key);
        let message = format!("`{}` {reason}", self.full_name(key));
        diagnostics.push(self.source.error("refused-key", line, message, help));
    }

    /// Every key of this table with its line, for a table whose keys the file chooses.
    pub fn keys(&mut self) -> Vec<Located<String>> {
        self.free = true;
        let mut keys: Vec<_> = self
            .table
            .iter()
            .map(|(key, _)| Located {
                value: key.get_ref().to_string(),
                line: self.line_at(key.span().start),
            })
            .collect();
        keys.sort_by_key(|key| key.line);
        keys
    }

    /// A string, if the key is there.
    pub fn string(
        &mut self,
        key: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Located<String>> {
        self.scalar(key, "a string in double quotes", diagnostics, |value| {
            value.as_str().map(str::to_owned)
        })
    }

    /// A string that must be there and must not be blank.
    pub fn required_string(
        &mut self,
        key: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Located<String>> {
        if !self.table.contains_key(key) {
            self.known.push(key);
            diagnostics.push(self.source.error(
                "missing-key",
                self.line,
                format!("`{}` is missing", self.full_name(key)),
                format!("add `{key} = \"…\"`"),
            ));
            return None;
        }
        let found = self.string(key, diagnostics)?;
        if found.value.trim().is_empty() {
            diagnostics.push(self.source.error(
                "empty-value",
                found.line,
                format!("`{}` is empty", self.full_name(key)),
                "write its text between the quotes",
            ));
            return None;
        }
        Some(found)
    }

    /// A list of strings; an empty list where the key is missing.
    pub fn strings(
        &mut self,
        key: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Located<String>> {
        self.known.push(key);
        self.list_of_strings(key, diagnostics)
    }

    /// A list of strings under a key that only the file knows.
    pub fn strings_of(
        &mut self,
        key: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Located<String>> {
        self.list_of_strings(key, diagnostics)
    }

    /// `true` or `false`, if the key is there.
    pub fn boolean(
        &mut self,
        key: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Located<bool>> {
        self.scalar(key, "true or false", diagnostics, |value| match value {
            DeValue::Boolean(boolean) => Some(*boolean),
            _ => None,
        })
    }

    /// A whole number, if the key is there.
    pub fn integer(
        &mut self,
        key: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Located<i64>> {
        self.scalar(key, "a whole number", diagnostics, |value| {
            let integer = value.as_integer()?;
            i64::from_str_radix(integer.as_str(), integer.radix()).ok()
        })
    }

    /// A number with or without a fraction, if the key is there.
    pub fn number(
        &mut self,
        key: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Located<f64>> {
        self.scalar(key, "a number", diagnostics, |value| match value {
            DeValue::Float(float) => float.as_str().parse().ok(),
            DeValue::Integer(integer) => integer.as_str().parse().ok(),
            _ => None,
        })
    }

    /// A date such as `2026-11-22`, if the key is there.
    pub fn date(
        &mut self,
        key: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Located<Date>> {
        self.scalar(
            key,
            "a date such as 2026-11-22, without quotes or a time",
            diagnostics,
            |value| {
                let date = value.as_datetime()?;
                if date.time.is_some() { None } else { date.date }
            },
        )
    }

    /// Reads the table under a key, if it is there.
    pub fn table<T>(
        &mut self,
        key: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
        read: impl FnOnce(&mut Table<'_>, &mut Vec<Diagnostic>) -> T,
    ) -> Option<T> {
        self.known.push(key);
        let (span, value) = self.get(key)?;
        let Some(table) = value.as_table() else {
            self.wrong_type(
                key,
                span,
                value,
                "a table, written [name] on its own line",
                diagnostics,
            );
            return None;
        };
        let mut inner = self.inner(key, table, span);
        let value = read(&mut inner, diagnostics);
        inner.report_unknown(diagnostics);
        Some(value)
    }

    /// Reads each table of an array of tables (`[[key]]`); none where the key is missing.
    pub fn tables<T>(
        &mut self,
        key: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
        mut read: impl FnMut(&mut Table<'_>, &mut Vec<Diagnostic>) -> T,
    ) -> Vec<T> {
        const EXPECTED: &str = "a list of tables, each under its own [[name]] line";
        self.known.push(key);
        let Some((span, value)) = self.get(key) else {
            return Vec::new();
        };
        let Some(array) = value.as_array() else {
            self.wrong_type(key, span, value, EXPECTED, diagnostics);
            return Vec::new();
        };
        let mut values = Vec::new();
        for item in array.iter() {
            let Some(table) = item.get_ref().as_table() else {
                self.wrong_type(key, item.span(), item.get_ref(), EXPECTED, diagnostics);
                continue;
            };
            let mut inner = self.inner(key, table, item.span());
            values.push(read(&mut inner, diagnostics));
            inner.report_unknown(diagnostics);
        }
        values
    }

    fn line_at(&self, offset: usize) -> usize {
        // The text starts a line, so that there is one at or before every offset.
        let line = self.line_starts.partition_point(|&start| start <= offset);
        self.source.first_line + line.saturating_sub(1)
    }

    fn inner(&self, key: &str, table: &'a DeTable<'a>, span: Range<usize>) -> Table<'a> {
        Table {
            source: self.source,
            line_starts: self.line_starts,
            table,
            line: self.line_at(span.start),
            name: self.full_name(key),
            known: Vec::new(),
            refused: Vec::new(),
            free: false,
        }
    }

    fn list_of_strings(
        &self,
        key: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Located<String>> {
        const EXPECTED: &str = "a list of strings, such as [\"one\", \"two\"]";
        let Some((span, value)) = self.get(key) else {
            return Vec::new();
        };
        let Some(array) = value.as_array() else {
            self.wrong_type(key, span, value, EXPECTED, diagnostics);
            return Vec::new();
        };
        let mut strings = Vec::new();
        for item in array.iter() {
            match item.get_ref().as_str() {
                Some(text) => strings.push(Located {
                    value: text.to_owned(),
                    line: self.line_at(item.span().start),
                }),
                None => diagnostics.push(self.source.error(
                    "wrong-type",
                    self.line_at(item.span().start),
                    format!(
                        "`{}` holds {}",
                        self.full_name(key),
                        with_article(item.get_ref().type_str())
                    ),
                    format!("write {EXPECTED}"),
                )),
            }
        }
        strings
    }

    fn scalar<T>(
        &mut self,
        key: &'static str,
        expected: &str,
        diagnostics: &mut Vec<Diagnostic>,
        convert: impl FnOnce(&DeValue<'_>) -> Option<T>,
    ) -> Option<Located<T>> {
        self.known.push(key);
        let (span, value) = self.get(key)?;
        match convert(value) {
            Some(converted) => Some(Located { value: converted, line: self.line_at(span.start) }),
            None => {
                self.wrong_type(key, span, value, expected, diagnostics);
                None
            }
        }
    }

    fn get(&self, key: &str) -> Option<(Range<usize>, &'a DeValue<'a>)> {
        let spanned: &Spanned<DeValue<'a>> = self.table.get(key)?;
        Some((spanned.span(), spanned.get_ref()))
    }

    fn wrong_type(
        &self,
        key: &str,
        span: Range<usize>,
        found: &DeValue<'_>,
        expected: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        diagnostics.push(self.source.error(
            "wrong-type",
            self.line_at(span.start),
            format!("`{}` is {}", self.full_name(key), with_article(found.type_str())),
            format!("write {expected}"),
        ));
    }

    fn report_unknown(&self, diagnostics: &mut Vec<Diagnostic>) {
        if self.free {
            return;
        }
        for (key, _) in self.table {
            let name = key.get_ref().as_ref();
            if self.known.contains(&name) || self.refused.contains(&name) {
                continue;
            }
            let help = match nearest(name, self.known.iter().copied()) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!("known keys are {}", self.known.join(", ")),
            };
            diagnostics.push(self.source.error(
                "unknown-key",
                self.line_at(key.span().start),
                format!("unknown key `{}`", self.full_name(name)),
                help,
            ));
        }
    }

    fn full_name(&self, key: &str) -> String {
        if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) }
    }
}

fn with_article(kind: &str) -> String {
    // What the standard calls an array, people call a list.
    let kind = if kind == "array" { "list" } else { kind };
    match kind.chars().next() {
        Some('a' | 'e' | 'i' | 'o' | 'u') => format!("an {kind}"),
        _ => format!("a {kind}"),
    }
}
