//! `signpost config`: the settings in force, and whence each of them came.
//!
//! **Invariant:** the listing is itself a valid configuration file, but for masked passwords.

use clap::Args;
use serde_json::{Map, Value, json};

use super::{Ending, Global, output, report_diagnostics};
use crate::app;
use crate::config::{Listed, Origin};
use crate::diagnostic::has_errors;

/// A listing is aligned up to this column. One long value does not push all others aside.
const WIDEST: usize = 56;

/// Show the settings in force, and where each comes from.
#[derive(Debug, Args)]
pub struct Config {
    /// Print one JSON object.
    #[arg(long)]
    json: bool,
}

impl Config {
    /// Prints the settings.
    pub(super) fn run(&self, global: &Global) -> anyhow::Result<Ending> {
        let (config, diagnostics) = app::load_config(global.config.as_deref(), &global.knowledge)?;
        report_diagnostics(&diagnostics)?;
        if has_errors(&diagnostics) {
            return Ok(Ending::Usage);
        }
        let listing = config.list();
        let text = if self.json { in_json(&listing) } else { in_toml(&listing) };
        output::write(&text);
        Ok(Ending::Fine)
    }
}

/// As a configuration file, with the origins as comments.
fn in_toml(listing: &[Listed]) -> String {
    let assignments: Vec<String> =
        listing.iter().map(|Listed { key, value, .. }| format!("{key} = {value}")).collect();
    let width = |line: &String| line.chars().count();
    let column = assignments.iter().map(width).filter(|&width| width <= WIDEST).max().unwrap_or(0);
    let mut text = String::new();
    let mut section = "";
    for (Listed { section: own, origin, .. }, assignment) in listing.iter().zip(&assignments) {
        if *own != section {
            let gap = if section.is_empty() { "" } else { "\n" };
            text.push_str(&format!("{gap}[{own}]\n"));
            section = own;
        }
        text.push_str(&format!("{assignment:column$}  # {origin}\n"));
    }
    text
}

/// As one object: `{"matching": {"margin": {"value": 0.05, "origin": "default"}, …}, …}`.
fn in_json(listing: &[Listed]) -> String {
    let mut sections = Map::new();
    for Listed { section, key, value, origin } in listing {
        let mut setting = match origin {
            Origin::Default => json!({ "origin": "default" }),
            Origin::File { path, line } => json!({ "origin": "file", "path": path, "line": line }),
            Origin::Environment { variable } => {
                json!({ "origin": "environment", "variable": variable })
            }
            Origin::CommandLine { option } => {
                json!({ "origin": "command line", "option": option })
            }
        };
        setting["value"] = json!(value);
        let keys = sections.entry(*section).or_insert_with(|| Value::Object(Map::new()));
        keys[*key] = setting;
    }
    format!("{:#}\n", Value::Object(sections))
}
