//! Dates as people write them: `May 16, 2025`, `16 May 2025`, `2025-05-16`.
//!
//! **Invariant:** only dates that exist are found; one that could be read in two ways is not.

use jiff::civil;
use toml::value::Date;

/// The first date in a text.
pub(super) fn find(text: &str) -> Option<Date> {
    const FORMATS: [(&str, usize); 6] = [
        ("%Y-%m-%d", 1),
        ("%B %d %Y", 3),
        ("%b %d %Y", 3),
        ("%d %B %Y", 3),
        ("%d %b %Y", 3),
        ("%Y/%m/%d", 1),
    ];
    let words: Vec<String> = text.split_whitespace().take(40).map(word).collect();
    (0..words.len()).find_map(|start| {
        FORMATS.iter().find_map(|(format, length)| {
            let words = words.get(start..start + length)?;
            let date = civil::Date::strptime(format, words.join(" ")).ok()?;
            Some(Date {
                year: u16::try_from(date.year()).ok()?,
                month: u8::try_from(date.month()).ok()?,
                day: u8::try_from(date.day()).ok()?,
            })
        })
    })
}

/// A word without what stands around it and without `st`, `nd`, `rd` or `th` behind a number.
fn word(text: &str) -> String {
    let text = text.trim_matches(|letter: char| !letter.is_alphanumeric());
    // `2025-05-16T08:00:00Z` is a date with a time.
    let text = match text.split_once('T') {
        Some((date, _)) if date.starts_with(|it: char| it.is_ascii_digit()) => date,
        _ => text,
    };
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
    let is_ordinal = matches!(&text[digits.len()..], "st" | "nd" | "rd" | "th")
        && !digits.is_empty()
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_ordinal { digits.to_owned() } else { text.to_owned() }
}
