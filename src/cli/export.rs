//! `signpost export`: the knowledge base as one file that `import` reads back.

use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::{Ending, Global, report_diagnostics};
use crate::app;
use crate::diagnostic::has_errors;
use crate::export::{Format, export};

/// Write a whole knowledge base as JSON Lines or as a table.
///
/// What is written holds the packs with their notices, sources, synonyms and out-of-scope
/// questions, and every entry. `signpost import` makes packs of it again, and a JSON Lines file can
/// be given to --knowledge as it is.
#[derive(Debug, Args)]
pub struct Export {
    /// The form; told by the name of --out where it is not given, else JSON Lines.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The file to write; standard output where it is not given.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Export {
    /// Writes the knowledge base.
    pub(super) fn run(&self, global: &Global) -> anyhow::Result<Ending> {
        let (config, diagnostics) = app::load_config(global.config.as_deref(), &global.knowledge)?;
        report_diagnostics(&diagnostics)?;
        if has_errors(&diagnostics) {
            return Ok(Ending::Usage);
        }
        let (knowledge, diagnostics) = app::load_knowledge(&config.knowledge.paths.value)?;
        report_diagnostics(&diagnostics)?;
        let text = export(&knowledge, self.format());
        match &self.out {
            Some(path) => {
                app::write_file(path, &text)?;
                let count = knowledge.len();
                let entries = if count == 1 { "entry" } else { "entries" };
                anstream::eprintln!("wrote {count} {entries} to {}", path.display());
            }
            None => std::io::stdout().lock().write_all(text.as_bytes())?,
        }
        // What could not be read is not in the export: nobody should take it for a whole one.
        Ok(if has_errors(&diagnostics) { Ending::Found } else { Ending::Fine })
    }

    fn format(&self) -> Format {
        let extension = self.out.as_deref().and_then(|path| path.extension());
        let named = match extension.map(|it| it.to_string_lossy().to_ascii_lowercase()).as_deref() {
            Some("csv") => Some(Format::Csv),
            Some("tsv" | "tab") => Some(Format::Tsv),
            Some(_) | None => None,
        };
        self.format.or(named).unwrap_or(Format::Jsonl)
    }
}
