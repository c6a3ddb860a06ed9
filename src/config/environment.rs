//! The environment's part of the configuration: `SIGNPOST_<SECTION>_<KEY>`.
//!
//! The variables are handed in; nothing here looks at the process.
//! **Invariant:** no diagnostic holds the value of a variable that may be a secret.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use super::origin::Origin;
use super::raw::Given;
use crate::diagnostic::{Diagnostic, nearest};

/// What all our variables start with.
const PREFIX: &str = "SIGNPOST_";

/// Our variables, and which of them were asked for.
pub(super) struct Environment {
    variables: BTreeMap<String, OsString>,
    /// Section and key of every setting, in the order in which they were read.
    asked: Vec<(&'static str, &'static str)>,
}

impl Environment {
    /// Keeps those variables that are ours.
    pub(super) fn new(variables: impl IntoIterator<Item = (OsString, OsString)>) -> Self {
        let ours = |(name, value): (OsString, OsString)| {
            let name = name.into_string().ok()?;
            name.starts_with(PREFIX).then_some((name, value))
        };
        Environment {
            variables: variables.into_iter().filter_map(ours).collect(),
            asked: Vec::new(),
        }
    }

    /// A text, if it is set. It has to be UTF-8.
    pub(super) fn text(
        &mut self,
        section: &'static str,
        key: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Given<String>> {
        let Given { value, origin } = self.raw(section, key)?;
        let Ok(value) = value.into_string() else {
            let message = format!("`{section}.{key}` is not UTF-8");
            diagnostics.push(origin.error("not-utf8", message, "set it to plain text"));
            return None;
        };
        Some(Given { value, origin })
    }

    /// A number or a truth value, if it is set. Blanks around it do not matter.
    pub(super) fn number<T: std::str::FromStr>(
        &mut self,
        section: &'static str,
        key: &'static str,
        expected: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Given<T>> {
        let Given { value, origin } = self.text(section, key, diagnostics)?;
        let Ok(number) = value.trim().parse() else {
            let message = format!("`{section}.{key}` is \"{}\"", value.escape_debug());
            diagnostics.push(origin.error("wrong-type", message, format!("set it to {expected}")));
            return None;
        };
        Some(Given { value: number, origin })
    }

    /// A list of texts, if it is set, separated by commas.
    pub(super) fn texts(
        &mut self,
        section: &'static str,
        key: &'static str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<Given<Vec<Given<String>>>> {
        let Given { value, origin } = self.text(section, key, diagnostics)?;
        let texts = value
            .split(',')
            .filter(|text| !text.trim().is_empty())
            .map(|text| Given { value: text.trim().to_owned(), origin: origin.clone() })
            .collect();
        Some(Given { value: texts, origin })
    }

    /// A path, if it is set.
    pub(super) fn path(
        &mut self,
        section: &'static str,
        key: &'static str,
    ) -> Option<Given<PathBuf>> {
        let Given { value, origin } = self.raw(section, key)?;
        Some(Given { value: PathBuf::from(value), origin })
    }

    /// A list of paths, if it is set, separated as in the platform's `PATH`.
    pub(super) fn paths(
        &mut self,
        section: &'static str,
        key: &'static str,
    ) -> Option<Given<Vec<Given<PathBuf>>>> {
        let Given { value, origin } = self.raw(section, key)?;
        let paths = std::env::split_paths(&value)
            .map(|value| Given { value, origin: origin.clone() })
            .collect();
        Some(Given { value: paths, origin })
    }

    /// Reports every variable of ours that no setting asked for.
    pub(super) fn report_unknown(&self, diagnostics: &mut Vec<Diagnostic>) {
        let known: Vec<_> =
            self.asked.iter().map(|(section, key)| variable_of(section, key)).collect();
        for variable in self.variables.keys().filter(|variable| !known.contains(variable)) {
            let origin = Origin::Environment { variable: variable.clone() };
            let name = variable[PREFIX.len()..].to_lowercase();
            if name == "discord_token" {
                diagnostics.push(origin.error(
                    "refused-key",
                    format!("{variable} is not read"),
                    "the bot's token is read from DISCORD_TOKEN",
                ));
                continue;
            }
            let (section, key) = name.split_once('_').unwrap_or((&name, ""));
            let keys = self.asked.iter().filter(|(known, _)| *known == section);
            let keys: Vec<_> = keys.map(|(_, key)| *key).collect();
            if !keys.is_empty() {
                let help = match nearest(key, keys.iter().copied()) {
                    Some(known) => format!("did you mean {}?", variable_of(section, known)),
                    None => format!(
                        "known variables are {}",
                        keys.iter()
                            .map(|key| variable_of(section, key))
                            .collect::<Vec<_>>()
                            .join(", ")
                    ),
                };
                let message = format!("unknown variable {variable}");
                diagnostics.push(origin.error("unknown-variable", message, help));
                continue;
            }
            // Somebody else's variable may share the prefix, so this is no error.
            let sections = self.asked.iter().map(|(section, _)| *section);
            if let Some(section) = nearest(section, sections) {
                diagnostics.push(origin.warning(
                    "unknown-variable",
                    format!("{variable} sets nothing"),
                    format!("did you mean the section {PREFIX}{}?", section.to_uppercase()),
                ));
            }
        }
    }

    fn raw(&mut self, section: &'static str, key: &'static str) -> Option<Given<OsString>> {
        self.asked.push((section, key));
        let variable = variable_of(section, key);
        let value = self.variables.get(&variable)?.clone();
        Some(Given { value, origin: Origin::Environment { variable } })
    }
}

/// The variable that overrides a setting.
fn variable_of(section: &str, key: &str) -> String {
    format!("{PREFIX}{section}_{key}").to_uppercase()
}
