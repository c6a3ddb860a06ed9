//! One helpline: a row of the file, read and checked.
//!
//! **Invariant:** a row has a name and a way to reach it, an emergency row a number to call. Only
//! for the region `other`, where nobody can know one, may the name alone say what to look for.

use std::fmt;

use toml::value::Date;
use url::Url;

use super::region::{HelplineKind, Region};
use crate::diagnostic::{Diagnostic, nearest};
use crate::toml_reader::{Located, Table};

/// A row that is longer than this, in characters, crowds a crisis card: a card has 600 for
/// everything, and shows up to three rows.
const MAX_LENGTH: usize = 80;

/// Fewer digits than this are no telephone number. Some countries have numbers of two.
const MIN_DIGITS: usize = 2;

/// A line to call, to text or to visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helpline {
    /// Where it can be reached.
    pub region: Region,
    /// What it is for.
    pub kind: HelplineKind,
    /// Its name, short.
    pub name: String,
    /// The number to call, written as people there write it.
    pub number: Option<String>,
    /// What to text: a number, or a word and a number such as `SHOUT to 85258`.
    pub text: Option<String>,
    /// Where it is on the web.
    pub url: Option<String>,
    /// Who publishes these facts.
    pub source: Option<String>,
    /// When a person last checked them.
    pub verified_on: Option<Date>,
    /// The day from which they count as unchecked.
    pub expires: Option<Date>,
    /// The file it was read from.
    pub path: String,
    /// The line of that file on which it starts.
    pub line: usize,
    /// The line of `expires`; that of the start where there is none.
    pub expires_line: usize,
}

impl Helpline {
    /// How to reach it, as an instruction: `call or text 988`. Empty where no way is known.
    #[must_use]
    pub fn routes(&self) -> String {
        let mut routes = match (&self.number, &self.text) {
            (Some(number), Some(text)) if number == text => format!("call or text {number}"),
            (Some(number), Some(text)) => format!("call {number} or text {text}"),
            (Some(number), None) => format!("call {number}"),
            (None, Some(text)) => format!("text {text}"),
            (None, None) => String::new(),
        };
        if let Some(url) = &self.url {
            if !routes.is_empty() {
                routes.push_str(" or see ");
            }
            routes.push_str(short_address(url));
        }
        routes
    }
}

impl fmt::Display for Helpline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let routes = self.routes();
        if routes.is_empty() {
            return f.write_str(&self.name);
        }
        write!(f, "{}: {routes}", self.name)
    }
}

/// The address as people say it: without `https://` and a slash at its end.
fn short_address(url: &str) -> &str {
    let address = url.split_once("://").map_or(url, |(_, address)| address);
    address.strip_suffix('/').unwrap_or(address)
}

/// Reads one row. There is none where a reader could not use it.
///
/// What only concerns the operator (source and dates) is reported and does not cost the row.
pub(super) fn read_row(
    table: &mut Table<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Helpline> {
    let region = table.required_string("region", diagnostics);
    let kind = table.required_string("kind", diagnostics);
    let name = table.required_string("name", diagnostics);
    let number = table.string("number", diagnostics);
    let text = table.string("text", diagnostics);
    let url = table.string("url", diagnostics);
    warn_if_missing(table, "source", "\"who publishes the number\"", diagnostics);
    let source = table.string("source", diagnostics);
    warn_if_missing(table, "verified_on", "2026-11-22", diagnostics);
    let verified_on = table.date("verified_on", diagnostics);
    warn_if_missing(table, "expires", "2027-11-22", diagnostics);
    let expires = table.date("expires", diagnostics);

    let region = region.and_then(|found| region_of(table, &found, diagnostics));
    let kind = kind.and_then(|found| kind_of(table, &found, diagnostics));
    let name = name.and_then(|found| printable(table, "name", &found, diagnostics));
    let number = number.and_then(|found| telephone_number(table, &found, diagnostics));
    let text = text.and_then(|found| text_route(table, &found, diagnostics));
    let url = url.and_then(|found| web_address(table, &found, diagnostics));
    if let (Some(verified), Some(expires)) = (&verified_on, &expires)
        && expires.value <= verified.value
    {
        diagnostics.push(table.source().warning(
            "dates",
            expires.line,
            format!("`expires` ({}) is not after `verified_on`", expires.value),
            "set it to a year after the day on which the row was checked",
        ));
    }

    let row = Helpline {
        region: region?,
        kind: kind?,
        name: name?,
        number,
        text,
        url,
        source: source.map(|found| found.value),
        line: table.line(),
        expires_line: expires.as_ref().map_or(table.line(), |found| found.line),
        verified_on: verified_on.map(|found| found.value),
        expires: expires.map(|found| found.value),
        path: table.source().path.to_owned(),
    };
    let missing = if row.region == Region::Other {
        None
    } else if row.kind == HelplineKind::Emergency && row.number.is_none() {
        Some(("has no number to call", "add `number`: in an emergency people call"))
    } else if row.routes().is_empty() {
        Some(("cannot be reached", "add `number`, `text` or `url`"))
    } else {
        None
    };
    if let Some((reason, help)) = missing {
        let message = format!("{} ({}) {reason}", row.name, row.region);
        diagnostics.push(table.source().error("missing-route", table.line(), message, help));
        return None;
    }
    let length = row.to_string().chars().count();
    if length > MAX_LENGTH {
        diagnostics.push(table.source().warning(
            "long-row",
            table.line(),
            format!("the row takes {length} characters of a card"),
            format!("shorten its name; a row has {MAX_LENGTH}"),
        ));
    }
    Some(row)
}

/// Warns where something is missing that only the operator needs.
fn warn_if_missing(table: &Table<'_>, key: &str, example: &str, diagnostics: &mut Vec<Diagnostic>) {
    if table.line_of(key).is_none() {
        diagnostics.push(table.source().warning(
            "missing-key",
            table.line(),
            format!("`helpline.{key}` is missing; the row is shown all the same"),
            format!("add `{key} = {example}`"),
        ));
    }
}

fn region_of(
    table: &Table<'_>,
    found: &Located<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Region> {
    let region = Region::parse(&found.value);
    if region.is_none() {
        let names = Region::ALL.map(Region::name).join(", ");
        diagnostics.push(table.source().error(
            "unknown-region",
            found.line,
            format!("`{}` is not a region", found.value),
            format!("regions are {names}"),
        ));
    }
    region
}

fn kind_of(
    table: &Table<'_>,
    found: &Located<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<HelplineKind> {
    let kind = HelplineKind::parse(&found.value);
    if kind.is_none() {
        let names = HelplineKind::ALL.map(HelplineKind::name);
        let help = match nearest(&found.value, names) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("kinds are {}", names.join(", ")),
        };
        diagnostics.push(table.source().error(
            "unknown-kind",
            found.line,
            format!("`{}` is not a kind of helpline", found.value),
            help,
        ));
    }
    kind
}

fn printable(
    table: &Table<'_>,
    key: &str,
    found: &Located<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    if found.value.chars().any(char::is_control) {
        diagnostics.push(table.source().error(
            "control-character",
            found.line,
            format!("`helpline.{key}` holds a line break or another control character"),
            "write it on one line",
        ));
        return None;
    }
    Some(found.value.trim().to_owned())
}

fn telephone_number(
    table: &Table<'_>,
    found: &Located<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    let number = found.value.trim();
    let written_right = number.chars().all(|character| {
        character.is_ascii_digit() || matches!(character, ' ' | '-' | '+' | '(' | ')' | '.')
    });
    if !written_right || digits(number) < MIN_DIGITS {
        diagnostics.push(table.source().error(
            "not-a-number",
            found.line,
            format!("`helpline.number` is `{}`, which nobody can dial", number.escape_debug()),
            "write digits, with spaces or hyphens between them, such as \"1-800-222-1222\"",
        ));
        return None;
    }
    Some(number.to_owned())
}

fn text_route(
    table: &Table<'_>,
    found: &Located<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    if digits(&found.value) < MIN_DIGITS {
        diagnostics.push(table.source().error(
            "not-a-number",
            found.line,
            format!("`helpline.text` is `{}`, which names no number", found.value.escape_debug()),
            "write the number to text, such as \"988\", or the word too, such as \"SHOUT to 85258\"",
        ));
        return None;
    }
    printable(table, "text", found, diagnostics)
}

fn web_address(
    table: &Table<'_>,
    found: &Located<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<String> {
    let right = Url::parse(&found.value)
        .is_ok_and(|url| matches!(url.scheme(), "https" | "http") && url.has_host());
    if !right {
        diagnostics.push(table.source().error(
            "not-a-url",
            found.line,
            format!("`helpline.url` is `{}`, which is no web address", found.value.escape_debug()),
            "write it whole, such as \"https://findahelpline.com\"",
        ));
        return None;
    }
    printable(table, "url", found, diagnostics)
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}
