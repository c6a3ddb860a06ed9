//! Whom to call: the helplines of each region.
//!
//! Parsing is pure and cannot fail: it takes a text and returns lines and diagnostics.
//! **Invariant:** for every region and every kind there is something to show. A row that is
//! expired is shown; where the file is missing or broken, the built-in rows stand in.

mod region;
mod row;

use std::sync::LazyLock;

use toml::value::Date;

pub use region::{HelplineKind, Region};
pub use row::Helpline;

use crate::diagnostic::{Diagnostic, Source, has_errors};
use crate::toml_reader;

/// The shipped file, which is also what is left when the operator's file cannot be used.
const BUILT_IN: &str = include_str!("../../../config/helplines.toml");

/// The name under which the built-in rows appear in diagnostics.
const BUILT_IN_PATH: &str = "the built-in copy of config/helplines.toml";

/// The helplines of every region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Helplines {
    /// Sorted by region and kind; within these in the order of the file.
    rows: Vec<Helpline>,
}

impl Helplines {
    /// The rows that the program brings with it.
    #[must_use]
    pub fn built_in() -> Self {
        // The same text each time, so reading it once serves for good.
        static PARSED: LazyLock<Helplines> = LazyLock::new(|| {
            Helplines::new(read_rows(Source::new(BUILT_IN_PATH, BUILT_IN), &mut Vec::new()))
        });
        PARSED.clone()
    }

    /// Parses a `helplines.toml`: a row each `[[helpline]]`.
    ///
    /// Where the file has an error, the built-in rows fill what its good rows leave open. Where it
    /// has none, it means what it says: a region without a row of some kind has none, and shows
    /// the rows of `other`, which are always there.
    #[must_use]
    pub fn parse(source: Source<'_>) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let mut helplines = Helplines::new(read_rows(source, &mut diagnostics));
        if helplines.rows.is_empty() && diagnostics.is_empty() {
            diagnostics.push(source.error(
                "no-rows",
                1,
                "there is no helpline in this file; the built-in ones are shown",
                "add rows, each under a line [[helpline]], or remove the file from the settings",
            ));
        }
        let broken = has_errors(&diagnostics);
        if !broken {
            helplines.report_gaps(source, &mut diagnostics);
        }
        helplines.fill(broken);
        (helplines, diagnostics)
    }

    /// The lines of a kind in a region, the first to be named first. Where the region has none,
    /// those of [`Region::Other`]. Never empty.
    #[must_use]
    pub fn for_region(&self, region: Region, kind: HelplineKind) -> &[Helpline] {
        let own = self.exactly(region, kind);
        if own.is_empty() { self.exactly(Region::Other, kind) } else { own }
    }

    /// Every row, by region and kind.
    #[must_use]
    pub fn rows(&self) -> &[Helpline] {
        &self.rows
    }

    /// Warns of every row whose day has come. Such a row is shown all the same.
    #[must_use]
    pub fn expired(&self, today: Date) -> Vec<Diagnostic> {
        let mut rows: Vec<_> = self
            .rows
            .iter()
            .filter_map(|row| Some((row, row.expires.filter(|&expires| expires <= today)?)))
            .collect();
        rows.sort_by_key(|(row, _)| row.expires_line);
        let warning = |(row, expires): (&Helpline, Date)| {
            Source::new(&row.path, "").warning(
                "expired",
                row.expires_line,
                format!("{} ({}) expired on {expires}", row.name, row.region),
                match &row.source {
                    Some(source) => format!("check it against {source}, then move both dates on"),
                    None => "check it against its source, then move both dates on".to_owned(),
                },
            )
        };
        rows.into_iter().map(warning).collect()
    }

    fn new(mut rows: Vec<Helpline>) -> Self {
        rows.sort_by_key(|row| (row.region, row.kind));
        Helplines { rows }
    }

    fn exactly(&self, region: Region, kind: HelplineKind) -> &[Helpline] {
        let wanted = (region, kind);
        let start = self.rows.partition_point(|row| (row.region, row.kind) < wanted);
        let end = self.rows.partition_point(|row| (row.region, row.kind) <= wanted);
        &self.rows[start..end]
    }

    /// Adds the built-in rows where there are none: for every region, or for `other` alone.
    fn fill(&mut self, every_region: bool) {
        let open = |region: Region, kind: HelplineKind| {
            (every_region || region == Region::Other) && self.exactly(region, kind).is_empty()
        };
        let is_full = Region::ALL
            .iter()
            .all(|&region| HelplineKind::ALL.iter().all(|&kind| !open(region, kind)));
        if is_full {
            return;
        }
        let added: Vec<_> = Helplines::built_in()
            .rows
            .into_iter()
            .filter(|row| open(row.region, row.kind))
            .collect();
        *self = Helplines::new(std::mem::take(&mut self.rows).into_iter().chain(added).collect());
    }

    /// A region that has lines but no emergency number is rarely meant.
    fn report_gaps(&self, source: Source<'_>, diagnostics: &mut Vec<Diagnostic>) {
        for region in Region::ALL {
            let first =
                self.rows.iter().filter(|row| row.region == region).map(|row| row.line).min();
            let Some(line) = first else {
                continue;
            };
            if self.exactly(region, HelplineKind::Emergency).is_empty() {
                diagnostics.push(source.warning(
                    "missing-row",
                    line,
                    format!("the region {region} has no row of the kind `emergency`"),
                    "add one with the emergency number; until then no number is shown",
                ));
            }
        }
    }
}

/// Everything that is wrong with a `helplines.toml` on a given day, in order of lines.
#[must_use]
pub fn check(source: Source<'_>, today: Date) -> Vec<Diagnostic> {
    let (helplines, mut diagnostics) = Helplines::parse(source);
    let expired = helplines.expired(today);
    diagnostics.extend(expired.into_iter().filter(|found| found.path == source.path));
    diagnostics.sort_by_key(|found| found.line);
    diagnostics
}

fn read_rows(source: Source<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Helpline> {
    let rows = toml_reader::read(source, diagnostics, |root, diagnostics| {
        root.tables("helpline", diagnostics, row::read_row)
    });
    let mut kept: Vec<Helpline> = Vec::new();
    for row in rows.into_iter().flatten() {
        let same = |other: &&Helpline| {
            (other.region, other.kind) == (row.region, row.kind) && other.routes() == row.routes()
        };
        if let Some(first) = kept.iter().find(same) {
            diagnostics.push(source.warning(
                "duplicate-row",
                row.line,
                format!("{} ({}) stands twice", row.name, row.region),
                format!("remove one; {} has the same routes", first.name),
            ));
            continue;
        }
        kept.push(row);
    }
    kept
}
