//! Reviews: whether a person checked an entry against its sources, and until when that holds.
//!
//! **Invariant:** a date never takes an entry out of use; it asks for a person.

use toml::value::Date;

use super::{file_of, is_folder};
use crate::diagnostic::Diagnostic;
use crate::engine::knowledge::{Entry, Pack};

pub(super) fn lint(pack: &Pack, entry: &Entry, today: Date, diagnostics: &mut Vec<Diagnostic>) {
    if !is_folder(pack) {
        return;
    }
    let mut warn = |code, message: String, help: &str| {
        diagnostics.push(file_of(entry).warning(code, entry.lines.dates, message, help));
    };
    let id = &entry.id;
    match entry.reviewed_on {
        None => warn(
            "never-reviewed",
            format!("`{id}` has no review date"),
            "check it against its sources, and write the day as `reviewed_on = 2026-11-22`",
        ),
        Some(reviewed) if reviewed > today => warn(
            "review-ahead",
            format!("the review of `{id}` lies ahead, on {reviewed}"),
            "write the day on which a person last checked it",
        ),
        Some(_) => {}
    }
    if let Some(expires) = entry.expires.filter(|expires| *expires < today) {
        warn(
            "review-expired",
            format!("the review of `{id}` expired on {expires}"),
            "check it against its sources again, then set `reviewed_on` and `expires` anew",
        );
    }
}
