//! The whole store as one file, from either kind of database to either.
//!
//! The file is JSON Lines: a heading, a row a line in the order of tables and keys, and an ending with
//! a checksum over all before it. What an earlier version of the program wrote goes into the tables of
//! that version, which then take the steps to today's.
//!
//! **Invariant:** a backup is what the database held at one moment. A restoration is all of a file or
//! nothing, and is read back before it counts.

mod check;
mod line;
mod tables;

use std::io::{self, BufRead, Write};

use futures_util::TryStreamExt as _;
use sha2::{Digest as _, Sha256};
use sqlx::AssertSqlSafe;
use thiserror::Error;

pub use check::check;

use super::database::{Transaction, Value};
use super::migrations::{self, VERSION};
use super::{Store, StoreError};
use line::{Ending, FORM, Heading, cells_of, line_of, parse_row};
use tables::TABLES;

/// How many rows a backup holds of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// The version of the tables that it is of.
    version: usize,
    counts: [u64; TABLES.len()],
}

impl Summary {
    const fn of(version: usize) -> Self {
        Summary { version, counts: [0; TABLES.len()] }
    }

    fn count(&mut self, table: usize) {
        self.counts[table] += 1;
    }

    /// All rows.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// Whether an earlier version of the program wrote it.
    #[must_use]
    pub const fn is_earlier(&self) -> bool {
        self.version < VERSION
    }

    /// What there is any of, and how much: what people know it as.
    pub fn held(&self) -> impl Iterator<Item = (&'static str, u64)> {
        let counted = TABLES.iter().zip(&self.counts).filter(|(_, count)| **count > 0);
        counted.map(|(table, count)| (tables::known_as(table.name), *count))
    }
}

/// Every column that a backup holds, with its table.
pub fn columns() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLES.iter().flat_map(|table| table.columns(VERSION).map(|column| (table.name, column.name)))
}

/// Why a backup could not be made or restored.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The database cannot be used.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file cannot be read or written.
    #[error("the backup cannot be read or written: {0}")]
    File(#[from] io::Error),
    /// The database holds something, and nobody said that it may go.
    #[error(
        "the database already holds {held}; name another in database.url, or add --force to replace \
         all of it"
    )]
    NotEmpty {
        /// How much of what.
        held: String,
    },
    /// A row of the file does not go into the database.
    #[error("line {line} cannot be restored: {reason}; nothing was changed")]
    Row {
        /// The line, from 1.
        line: usize,
        /// What the database said.
        reason: StoreError,
    },
    /// The rows that were written do not read back as they were.
    #[error(
        "what was restored does not read back as it was written; nothing was changed. If the bot \
         runs, stop it, and try again"
    )]
    Differs,
}

impl From<sqlx::Error> for BackupError {
    fn from(error: sqlx::Error) -> Self {
        BackupError::Store(error.into())
    }
}

impl Store {
    /// Writes everything as it is now, while others go on writing.
    ///
    /// # Errors
    ///
    /// When the database cannot be read or the file not be written to.
    pub async fn back_up(
        &self,
        out: &mut (dyn Write + Send),
        now: u64,
    ) -> Result<Summary, BackupError> {
        let mut transaction = self.database.begin_reading().await?;
        let mut hash = Sha256::new();
        let heading = Heading { signpost_backup: FORM, tables: VERSION as u64, made_at: now };
        let mut write = |line: &str| {
            hash.update(line);
            hash.update("\n");
            out.write_all(line.as_bytes()).and_then(|()| out.write_all(b"\n"))
        };
        write(&json(&heading)?)?;
        let summary = dump(&mut transaction, VERSION, &mut write).await?;
        let sha256 = hex(&hash.finalize());
        let ending = json(&Ending { rows: summary.rows(), sha256 })?;
        writeln!(out, "{ending}")?;
        Ok(summary)
    }

    /// Puts the rows of a backup in the place of everything. `checked` is what [`check`] found in it.
    /// Those of an earlier version of the tables are brought up to date as a database of that version
    /// would be.
    ///
    /// # Errors
    ///
    /// When the database holds something and `force` does not say that it may go, or anything else
    /// is in the way. Then nothing was changed.
    pub async fn restore(
        &self,
        input: &mut (dyn BufRead + Send),
        checked: &Summary,
        force: bool,
    ) -> Result<Summary, BackupError> {
        let version = checked.version;
        let mut transaction = self.database.begin_long().await?;
        empty(&mut transaction, force).await?;
        if checked.is_earlier() {
            for table in table_names() {
                transaction.execute(AssertSqlSafe(format!("DROP TABLE {table}")), &[]).await?;
            }
            migrations::take(&mut transaction, 0..version).await?;
        }
        let statements: Vec<String> = TABLES
            .iter()
            .map(|table| {
                let places: Vec<String> =
                    (1..=table.columns(version).count()).map(|place| format!("${place}")).collect();
                let (name, columns) = (table.name, table.column_list(version));
                format!("INSERT INTO {name} ({columns}) VALUES ({})", places.join(", "))
            })
            .collect();
        let mut summary = Summary::of(version);
        let mut wanted = Sha256::new();
        for (place, line) in io::BufRead::lines(input).enumerate() {
            let line = line?;
            // The heading and the ending hold no row; what else is wrong was found before.
            let Ok((table, cells)) = parse_row(&line, version) else { continue };
            wanted.update(line_of(&TABLES[table], &cells));
            let values: Vec<Value<'_>> = cells.iter().map(line::Cell::value).collect();
            // Made of the names of tables and columns alone, which are ours.
            let sql = AssertSqlSafe(statements[table].as_str());
            transaction
                .execute(sql, &values)
                .await
                .map_err(|reason| BackupError::Row { line: place + 1, reason })?;
            summary.count(table);
        }
        let mut there = Sha256::new();
        let mut hash = |line: &str| {
            there.update(line);
            Ok(())
        };
        let read_back = dump(&mut transaction, version, &mut hash).await?;
        if read_back != *checked || there.finalize() != wanted.finalize() {
            return Err(BackupError::Differs);
        }
        migrations::take(&mut transaction, version..VERSION).await?;
        transaction.commit().await?;
        Ok(summary)
    }
}

/// Hands out every row of the tables of a version as a line, in the order of a backup.
async fn dump(
    transaction: &mut Transaction,
    version: usize,
    write: &mut (dyn FnMut(&str) -> io::Result<()> + Send),
) -> Result<Summary, BackupError> {
    let mut summary = Summary::of(version);
    for (place, table) in TABLES.iter().enumerate().filter(|(_, table)| table.is_in(version)) {
        let columns = table.column_list(version);
        let sql = format!("SELECT {columns} FROM {} ORDER BY {}", table.name, table.key);
        // As above: made of names that are ours.
        let mut rows = transaction.fetch(AssertSqlSafe(sql));
        while let Some(row) = rows.try_next().await? {
            write(&line_of(table, &cells_of(table, version, &row)?))?;
            summary.count(place);
        }
    }
    Ok(summary)
}

/// Makes the database empty. What nobody would miss is no reason to refuse.
async fn empty(transaction: &mut Transaction, force: bool) -> Result<(), BackupError> {
    let mut held = Vec::new();
    for table in &TABLES {
        let sql = AssertSqlSafe(format!("SELECT COUNT(*) AS count FROM {}", table.name));
        let row = transaction.fetch_optional(sql, &[]).await?;
        let count = row.map_or(Ok(0), |row| row.id("count"))?;
        if count > 0 && table.name != "presence" {
            held.push(format!("{}: {count}", tables::known_as(table.name)));
        }
    }
    if !held.is_empty() && !force {
        return Err(BackupError::NotEmpty { held: held.join(", ") });
    }
    for table in table_names() {
        transaction.execute(AssertSqlSafe(format!("DELETE FROM {table}")), &[]).await?;
    }
    Ok(())
}

/// Every table, also the one that no backup holds.
fn table_names() -> impl Iterator<Item = &'static str> {
    TABLES.iter().map(|table| table.name).chain(["session"])
}

fn json(line: &impl serde::Serialize) -> io::Result<String> {
    Ok(serde_json::to_string(line)?)
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a text cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
