//! Reads a backup and says what is wrong with it, without a database.
//!
//! **Invariant:** a file that passes is, byte for byte, what was once written.

use std::io::{self, BufRead};

use sha2::{Digest as _, Sha256};

use super::line::{Ending, FORM, Heading, parse_row};
use super::{Summary, hex};
use crate::diagnostic::{Diagnostic, Source};
use crate::store::migrations::VERSION;

/// More than this is noise: something happened to the whole file.
const MOST: usize = 20;

/// Reads a whole backup. What it holds, or everything that is wrong with it.
///
/// # Errors
///
/// When the file cannot be read to its end.
pub fn check(path: &str, input: &mut dyn BufRead) -> io::Result<Result<Summary, Vec<Diagnostic>>> {
    let source = Source::new(path, "");
    let mut found = Vec::new();
    let mut lines = Lines::new(input);
    let headed = match lines.next()? {
        Some(line) => heading(&source, &line),
        None => Err(source.error("not-a-backup", 1, "the file is empty", NAME_ANOTHER)),
    };
    let version = match headed {
        Ok(version) => version,
        Err(wrong) => return Ok(Err(vec![wrong])),
    };
    let mut summary = Summary::of(version);
    let mut last = None;
    while let Some(line) = lines.next()? {
        // The ending is known as such only when nothing follows it.
        if let Some((line, number)) = last.replace((line, lines.number)) {
            match std::str::from_utf8(&line).map(|line| parse_row(line, version)) {
                Ok(Ok((table, _))) => summary.count(table),
                Ok(Err(wrong)) => {
                    found.push(source.error(wrong.code, number, wrong.message, wrong.help));
                }
                Err(_) => found.push(source.error(
                    "not-utf-8",
                    number,
                    "this line is not UTF-8",
                    TAKE_ANOTHER,
                )),
            }
        }
        if found.len() >= MOST {
            return Ok(Err(found));
        }
    }
    let (line, number) = last.unwrap_or_default();
    match serde_json::from_slice::<Ending>(&line) {
        Ok(ending) if ending.rows != summary.rows() && found.is_empty() => {
            let (wanted, there) = (ending.rows, summary.rows());
            let message = format!("{wanted} rows were written, and {there} are there");
            found.push(source.error("rows-missing", number, message, TAKE_ANOTHER));
        }
        Ok(ending) if ending.sha256 != lines.hash_before_last => found.push(source.error(
            "wrong-checksum",
            number,
            "the lines above are not those that were written",
            TAKE_ANOTHER,
        )),
        Ok(_) => {}
        Err(_) => found.push(source.error(
            "cut-off",
            number.max(1),
            "the file ends before its end: its last line should hold a checksum",
            TAKE_ANOTHER,
        )),
    }
    Ok(if found.is_empty() { Ok(summary) } else { Err(found) })
}

const NAME_ANOTHER: &str = "name a file that `signpost backup` wrote";
const TAKE_ANOTHER: &str = "take a whole and unchanged copy of the file, or an earlier backup";

/// The version of the tables that a backup is of: today's or an earlier one.
fn heading(source: &Source<'_>, line: &[u8]) -> Result<usize, Diagnostic> {
    let none = |message: &str| source.error("not-a-backup", 1, message, NAME_ANOTHER);
    let Ok(heading) = serde_json::from_slice::<Heading>(line) else {
        return Err(none("this is no backup"));
    };
    if heading.signpost_backup > FORM || heading.tables > VERSION as u64 {
        let message = "a newer version of the program wrote this backup";
        return Err(source.error("newer-backup", 1, message, "update the program"));
    }
    let version = usize::try_from(heading.tables).unwrap_or_default();
    if heading.signpost_backup != FORM || version == 0 {
        return Err(none("no version of the program writes such a backup"));
    }
    Ok(version)
}

/// The lines of a file, with a hash over all but the last.
struct Lines<'i> {
    input: &'i mut dyn BufRead,
    number: usize,
    hash: Sha256,
    hash_before_last: String,
}

impl<'i> Lines<'i> {
    fn new(input: &'i mut dyn BufRead) -> Self {
        Lines { input, number: 0, hash: Sha256::new(), hash_before_last: String::new() }
    }

    fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        if self.input.read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        self.number += 1;
        self.hash_before_last = hex(&self.hash.clone().finalize());
        self.hash.update(&line);
        if line.last() == Some(&b'\n') {
            line.pop();
        }
        Ok(Some(line))
    }
}
