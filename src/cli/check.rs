//! `signpost check`: what is wrong with packs and settings, and how to mend it.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{Ending, Global, diagnostics};
use crate::app;
use crate::app::check::{Checked, check};
use crate::config::{Origin, defaults};
use crate::diagnostic::{Diagnostic, Severity};

/// Find what is wrong with packs and settings.
#[derive(Debug, Args)]
pub struct Check {
    /// A pack's folder, an entry, a JSON Lines file, signpost.toml or helplines.toml.
    ///
    /// Without any: the packs, settings and helplines that a run would use.
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
    /// Let warnings fail the check as well.
    #[arg(long)]
    strict: bool,
}

impl Check {
    /// Checks and prints.
    pub(super) fn run(&self, global: &Global) -> anyhow::Result<Ending> {
        let (paths, of_settings) =
            if self.paths.is_empty() { usual_paths(global)? } else { (self.paths.clone(), vec![]) };
        let mut checked = check(&paths, app::today())?;
        // What the settings' file holds was found again; what the environment holds was not.
        for found in of_settings {
            if !checked.diagnostics.contains(&found) {
                checked.diagnostics.push(found);
            }
        }
        let mut out = anstream::stdout().lock();
        let printed =
            if self.json { print_json(&mut out, &checked) } else { print_text(&mut out, &checked) };
        match printed.and_then(|()| out.flush()) {
            // Whoever reads has seen enough, as in `signpost check | head`. What was found still
            // decides how it ends.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            printed => printed?,
        }
        let fails = |severity| checked.number_of(severity) > 0;
        let failed = fails(Severity::Error) || self.strict && fails(Severity::Warning);
        Ok(if failed { Ending::Found } else { Ending::Fine })
    }
}

/// The packs and the settings that a run without further words would use, and what is wrong with
/// these settings.
fn usual_paths(global: &Global) -> anyhow::Result<(Vec<PathBuf>, Vec<Diagnostic>)> {
    let (config, mut found) = app::load_config(global.config.as_deref(), &global.knowledge)?;
    let mut paths = config.knowledge.paths.value.clone();
    if let Some(missing) = paths.iter().find(|path| !path.exists()) {
        anyhow::bail!(
            "there is no {} here; name what to check: `signpost check PATH`",
            missing.display()
        );
    }
    // What is wrong with the packs is found when they are checked.
    let (knowledge, _) = app::load_knowledge(&paths)?;
    found.extend(app::unmatched_topics(&config, &knowledge));
    let file = global.config.clone().unwrap_or_else(|| PathBuf::from(defaults::CONFIG_PATH));
    // Without these files the defaults are in force, and there is nothing to check. A file that
    // was named has to be there.
    if file.exists() || global.config.is_some() {
        paths.push(file);
    }
    let helplines = config.safety.helplines;
    if helplines.value.exists() || helplines.origin != Origin::Default {
        paths.push(helplines.value);
    }
    Ok((paths, found))
}

fn print_json(out: &mut dyn Write, checked: &Checked) -> io::Result<()> {
    let object = json!({
        "diagnostics": checked.diagnostics,
        "entries": checked.entries,
        "phrasings": checked.phrasings,
        "errors": checked.number_of(Severity::Error),
        "warnings": checked.number_of(Severity::Warning),
    });
    writeln!(out, "{object:#}")
}

fn print_text(out: &mut dyn Write, checked: &Checked) -> io::Result<()> {
    diagnostics::print(out, &checked.diagnostics)?;
    let worst = checked.diagnostics.iter().map(|found| found.severity).max();
    let style = worst.map_or_else(anstyle::Style::new, diagnostics::style_of);
    writeln!(out, "{style}{}{style:#}", checked.summary())
}
