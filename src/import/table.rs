//! Tables: CSV and TSV whose first row names the columns.
//!
//! Lists share a cell (see [`super::cell`]). What a pack says of itself stands in rows whose id
//! is `pack.` and a key, with the value in the column of answers: `pack.title`,
//! `pack.source.blog.url`, `pack.synonyms`.
//! **Invariant:** a cell that cannot be read is named with its line; the other rows are used.

use csv::{ReaderBuilder, StringRecord};

use super::cell;
use super::pack_keys::set;
use super::rows::Placed;
use crate::diagnostic::{Diagnostic, Source, nearest};
use crate::engine::knowledge::{PackRow, Row};

/// The columns, in the order in which they are written.
pub(crate) const COLUMNS: [&str; Row::KEYS.len()] = Row::KEYS;

/// Reads a table into rows.
pub(super) fn read(
    source: Source<'_>,
    delimiter: u8,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Placed> {
    let (text, skipped, delimiter) = delimited(source.text, delimiter);
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut lines = Lines { text, at: 0, line: source.first_line + skipped };
    let mut rows = Vec::new();
    let mut columns: Option<Columns> = None;
    let mut pack: Option<(usize, PackRow)> = None;
    let mut record = StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let place = error.position().map_or(0, csv::Position::byte);
                let (line, _) = lines.of(place, place);
                let help = "save the table as UTF-8, with quotes around cells of several lines";
                diagnostics.push(source.error(
                    "syntax",
                    line,
                    format!("not a table: {error}"),
                    help,
                ));
                break;
            }
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let start = record.position().map_or(0, csv::Position::byte);
        let (from, to) = lines.of(start, reader.position().byte());
        let Some(columns) = &columns else {
            match Columns::read(&record, source, from, diagnostics) {
                Some(read) => columns = Some(read),
                None => return rows,
            }
            continue;
        };
        if !columns.fits(&record, source, from, diagnostics) {
            continue;
        }
        if let Some(key) = columns.get(&record, 0).and_then(|id| id.trim().strip_prefix("pack.")) {
            // A second `pack.id` begins a second pack.
            if key == "id"
                && let Some((line, pack)) = pack.take()
            {
                rows.push(of_pack(pack, line));
            }
            let value = columns.get(&record, 3).unwrap_or_default();
            let (_, pack) = pack.get_or_insert_with(|| (from, PackRow::default()));
            set(pack, key, value, source, from, diagnostics);
            continue;
        }
        if let Some((line, pack)) = pack.take() {
            rows.push(of_pack(pack, line));
        }
        let row = columns.row(&record, source, from, diagnostics);
        rows.extend(row.map(|row| Placed { from, to, row }));
    }
    rows.extend(pack.map(|(line, pack)| of_pack(pack, line)));
    rows
}

/// Counts lines along with the reader, whose own count lags behind where lines end in CR LF.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The first and the last line of what stands between two places. Places only go forward.
    fn of(&mut self, start: u64, end: u64) -> (usize, usize) {
        let bytes = self.text.as_bytes();
        let place = |place: u64| usize::try_from(place).unwrap_or(usize::MAX).min(bytes.len());
        let (mut start, mut end) = (place(start).max(self.at), place(end));
        // The break that ends a row may still stand before the next.
        while start < end && matches!(bytes[start], b'\r' | b'\n') {
            start += 1;
        }
        while end > start && matches!(bytes[end - 1], b'\r' | b'\n') {
            end -= 1;
        }
        let breaks = |from: usize, to: usize| {
            (from..to)
                .filter(|&at| match bytes[at] {
                    b'\n' => true,
                    b'\r' => bytes.get(at + 1) != Some(&b'\n'),
                    _ => false,
                })
                .count()
        };
        let from = self.line + breaks(self.at, start);
        (self.at, self.line) = (start, from);
        (from, from + breaks(start, end))
    }
}

fn of_pack(pack: PackRow, line: usize) -> Placed {
    Placed { from: line, to: line, row: Row { pack: Some(pack), ..Row::default() } }
}

/// The text without the `sep=;` line of spreadsheets, how many lines that is, and the delimiter
/// in use: spreadsheets of many countries write `;` into what they call comma-separated.
fn delimited(text: &str, delimiter: u8) -> (&str, usize, u8) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_end();
    let stated = first.get(..4).filter(|start| start.eq_ignore_ascii_case("sep="));
    if stated.is_some()
        && let [mark] = first.as_bytes()[4..]
    {
        return (rest, 1, mark);
    }
    let columns = |mark: char| {
        let names = first.split(mark).map(|name| column_of(name).0);
        names.flatten().filter(|column| matches!(column, 1 | 3)).count()
    };
    let written = char::from(delimiter);
    let best = [written, ',', ';', '\t'].into_iter().find(|mark| columns(*mark) == 2);
    let best = best.and_then(|mark| u8::try_from(mark).ok());
    (text, 0, best.unwrap_or(delimiter))
}

/// The column that a name in the first row stands for, and the name as it was understood.
fn column_of(name: &str) -> (Option<usize>, String) {
    let name = name.trim().trim_matches('"').trim().to_lowercase().replace([' ', '-'], "_");
    let known = match name.as_str() {
        "q" | "questions" => "question",
        "a" | "answers" => "answer",
        "phrasing" | "alternate_phrasings" | "alternative_phrasings" => "phrasings",
        "topic" => "topics",
        "source" => "sources",
        "reviewed" => "reviewed_on",
        other => other,
    };
    (COLUMNS.iter().position(|column| *column == known), name)
}

/// For each of [`COLUMNS`] the cell in which it stands.
struct Columns {
    places: [Option<usize>; COLUMNS.len()],
    count: usize,
}

impl Columns {
    fn read(
        header: &StringRecord,
        source: Source<'_>,
        line: usize,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let mut columns = Columns { places: [None; COLUMNS.len()], count: header.len() };
        for (place, name) in header.iter().enumerate() {
            match column_of(name) {
                (Some(column), _) if columns.places[column].is_none() => {
                    columns.places[column] = Some(place);
                }
                (Some(column), _) => diagnostics.push(source.warning(
                    "repeated-column",
                    line,
                    format!("the column `{}` stands twice", COLUMNS[column]),
                    "the first is used; rename or remove the other",
                )),
                (None, name) if name.is_empty() => {}
                (None, name) => diagnostics.push(source.warning(
                    "unknown-column",
                    line,
                    format!("unknown column `{name}`"),
                    match nearest(&name, COLUMNS) {
                        Some(known) => {
                            format!("did you mean `{known}`? it is not used as it stands")
                        }
                        None => format!("it is not used; columns are {}", COLUMNS.join(", ")),
                    },
                )),
            }
        }
        let missing: Vec<_> =
            [1, 3].into_iter().filter(|&column| columns.places[column].is_none()).collect();
        if missing.is_empty() {
            return Some(columns);
        }
        let missing: Vec<_> = missing.iter().map(|&at| format!("`{}`", COLUMNS[at])).collect();
        diagnostics.push(source.error(
            "missing-column",
            line,
            format!("the first row names no column {}", missing.join(" and no column ")),
            format!("name the columns in the first row: {}", COLUMNS.join(", ")),
        ));
        None
    }

    /// Whether a row has no more cells than there are columns, but for empty ones.
    fn fits(
        &self,
        record: &StringRecord,
        source: Source<'_>,
        line: usize,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> bool {
        let fits = record.iter().skip(self.count).all(|cell| cell.trim().is_empty());
        if !fits {
            diagnostics.push(source.error(
                "too-many-cells",
                line,
                format!("the row has {} cells, the first row {}", record.len(), self.count),
                "put quotes around a cell that holds the delimiter, and double quotes inside of it",
            ));
        }
        fits
    }

    fn get<'r>(&self, record: &'r StringRecord, column: usize) -> Option<&'r str> {
        record.get(self.places[column]?).filter(|cell| !cell.is_empty())
    }

    /// The row, if its floor is a number: without it the entry would be less careful than it was
    /// meant to be.
    fn row(
        &self,
        record: &StringRecord,
        source: Source<'_>,
        line: usize,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Row> {
        let text = |column| self.get(record, column).map(str::to_owned);
        let list = |column| self.get(record, column).map(cell::split).unwrap_or_default();
        let floor = self.get(record, 7).map(str::trim).filter(|floor| !floor.is_empty());
        let Ok(floor) = floor.map(str::parse::<f64>).transpose() else {
            diagnostics.push(source.error(
                "wrong-type",
                line,
                format!("`floor` is `{}`", floor.unwrap_or_default()),
                "write a number from 0 to 1, such as 0.8",
            ));
            return None;
        };
        Some(Row {
            pack: None,
            id: text(0),
            question: text(1),
            phrasings: list(2),
            answer: text(3),
            topics: list(4),
            sources: list(5),
            related: list(6),
            floor,
            reviewed_on: text(8),
            expires: text(9),
        })
    }
}
