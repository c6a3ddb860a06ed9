//! The lines of a backup: a heading, a row a line, and an ending with what proves it whole.
//!
//! **Invariant:** a row is written in one way, so that the same rows make the same bytes, whichever
//! database they come from.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::tables::{Column, TABLES, Table};
use crate::store::database::{Row, Value};

/// The version of the form of the file.
pub(super) const FORM: u64 = 1;

/// The first line.
#[derive(Debug, Deserialize, Serialize)]
pub(super) struct Heading {
    /// [`FORM`]; it also says what the file is.
    pub(super) signpost_backup: u64,
    /// The version of the tables.
    pub(super) tables: u64,
    /// When it was made, in milliseconds since the Unix epoch.
    pub(super) made_at: u64,
}

/// The last line.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ending {
    /// How many rows there are.
    pub(super) rows: u64,
    /// Of everything before this line.
    pub(super) sha256: String,
}

/// What stands in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Cell {
    Number(Option<i64>),
    Text(Option<String>),
}

impl Cell {
    /// As a parameter of a statement.
    pub(super) fn value(&self) -> Value<'_> {
        match self {
            Cell::Number(number) => Value::Integer(*number),
            Cell::Text(text) => Value::Text(text.as_deref()),
        }
    }
}

/// What is wrong with a line, and how to mend it.
#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) help: &'static str,
}

/// What one should do about a file that is not as it was written.
const TAKE_ANOTHER: &str = "take an unchanged copy of the file, or an earlier backup";

fn wrong(code: &'static str, message: impl Into<String>) -> Wrong {
    Wrong { code, message: message.into(), help: TAKE_ANOTHER }
}

/// The row of a table as a line.
pub(super) fn line_of(table: &Table, cells: &[Cell]) -> String {
    let json = |cell: &Cell| match cell {
        Cell::Number(number) => Json::from(*number),
        Cell::Text(text) => Json::from(text.as_deref()),
    };
    let cells: Vec<Json> = cells.iter().map(json).collect();
    let mut row = Map::new();
    row.insert(table.name.to_owned(), Json::Array(cells));
    Json::Object(row).to_string()
}

/// A row of a database with the tables of a version.
pub(super) fn cells_of(table: &Table, version: usize, row: &Row) -> Result<Vec<Cell>, sqlx::Error> {
    let cell = |column: &Column| {
        Ok(if column.is_text {
            Cell::Text(row.optional_text(column.name)?)
        } else {
            Cell::Number(row.optional_integer(column.name)?)
        })
    };
    table.columns(version).map(cell).collect()
}

/// Reads a line that holds a row of a version: which table, and what stands in its columns.
pub(super) fn parse_row(line: &str, version: usize) -> Result<(usize, Vec<Cell>), Wrong> {
    let json: Json = serde_json::from_str(line)
        .map_err(|error| wrong("not-json", crate::diagnostic::json_reason(&error)))?;
    let Some((name, cells)) =
        json.as_object().filter(|it| it.len() == 1).and_then(|it| it.iter().next())
    else {
        return Err(wrong("not-a-row", "this line holds no row of a table"));
    };
    let is_it = |table: &Table| table.name == name && table.is_in(version);
    let Some(place) = TABLES.iter().position(is_it) else {
        return Err(wrong("unknown-table", format!("there is no table `{name}`")));
    };
    let columns: Vec<&Column> = TABLES[place].columns(version).collect();
    let Some(cells) = cells.as_array().filter(|cells| cells.len() == columns.len()) else {
        let message = format!("a row of `{name}` has {} columns", columns.len());
        return Err(wrong("wrong-columns", message));
    };
    let read = |(column, cell): (&&Column, &Json)| {
        let cell = match (cell, column.is_text) {
            (Json::Null, true) if column.is_optional => Some(Cell::Text(None)),
            (Json::Null, false) if column.is_optional => Some(Cell::Number(None)),
            (Json::String(text), true) if !text.contains('\0') => {
                Some(Cell::Text(Some(text.clone())))
            }
            (Json::Number(number), false) => number.as_i64().map(|it| Cell::Number(Some(it))),
            _ => None,
        };
        cell.ok_or_else(|| {
            let kind = if column.is_text { "a text" } else { "a whole number" };
            wrong("wrong-type", format!("`{name}.{}` is not {kind}", column.name))
        })
    };
    let cells = columns.iter().zip(cells).map(read).collect::<Result<_, _>>()?;
    Ok((place, cells))
}
