//! The configuration as it was written: every section and key, wherever it is set.
//!
//! Reading does no more than find values and report unknown keys and wrong types.
//! **Invariant:** what is read here is what was written; nothing is judged, nothing filled in.

use std::path::PathBuf;

use super::environment::Environment;
use super::origin::Origin;
use crate::diagnostic::{Diagnostic, Source};
use crate::toml_reader::{self, Located, Table};

/// A value where it was written. It may be a secret, so it has no `Debug`.
pub(super) struct Given<T> {
    pub(super) value: T,
    pub(super) origin: Origin,
}

/// Every place where one setting was written, the strongest first.
///
/// All of them are kept, so that a mistake is reported even where something else overrides it.
pub(super) type Written<T> = Vec<Given<T>>;

/// The whole, section by section.
pub(super) struct Raw {
    pub(super) knowledge: RawKnowledge,
    pub(super) matching: RawMatching,
    pub(super) safety: RawSafety,
    pub(super) discord: RawDiscord,
    pub(super) moderation: RawModeration,
    pub(super) database: RawDatabase,
}

/// `[knowledge]`
pub(super) struct RawKnowledge {
    pub(super) paths: Written<Vec<Given<PathBuf>>>,
    pub(super) labelled: Written<Vec<Given<PathBuf>>>,
    pub(super) cache: Written<PathBuf>,
}

/// `[matching]`
pub(super) struct RawMatching {
    pub(super) answer_floor: Written<f64>,
    pub(super) clarify_floor: Written<f64>,
    pub(super) margin: Written<f64>,
    pub(super) coverage: Written<f64>,
    pub(super) max_answers: Written<i64>,
    pub(super) word_vectors: Written<PathBuf>,
}

/// `[safety]`
pub(super) struct RawSafety {
    pub(super) region: Written<String>,
    pub(super) helplines: Written<PathBuf>,
}

/// `[discord]`
pub(super) struct RawDiscord {
    pub(super) api_base: Written<String>,
    pub(super) gateway_url: Written<String>,
    pub(super) message_content: Written<String>,
    pub(super) default_mode: Written<String>,
    pub(super) auto_channels: Written<Vec<Given<String>>>,
    pub(super) mention_channels: Written<Vec<Given<String>>>,
    pub(super) suggest_channels: Written<Vec<Given<String>>>,
    pub(super) off_channels: Written<Vec<Given<String>>>,
    pub(super) staff_roles: Written<Vec<Given<String>>>,
    pub(super) alert_channels: Written<Vec<Given<String>>>,
    pub(super) staff_requests: Written<String>,
    pub(super) staff_hours: Written<Vec<Given<String>>>,
    pub(super) plain_text: Written<bool>,
    pub(super) person_cooldown_seconds: Written<i64>,
    pub(super) channel_cooldown_seconds: Written<i64>,
    pub(super) entry_cooldown_seconds: Written<i64>,
    pub(super) answer_missed_minutes: Written<i64>,
}

/// `[moderation]`
pub(super) struct RawModeration {
    pub(super) sensitive_topics: Written<Vec<Given<String>>>,
}

/// `[database]`
pub(super) struct RawDatabase {
    pub(super) url: Written<String>,
    pub(super) retention_days: Written<i64>,
}

impl Raw {
    /// Reads the file and the environment over it.
    pub(super) fn read(
        file: Source<'_>,
        mut environment: Environment,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let raw = toml_reader::read(file, diagnostics, |root, diagnostics| {
            let mut sections = Sections { root, environment: &mut environment, diagnostics };
            Raw {
                knowledge: sections.read("knowledge", |keys| RawKnowledge {
                    paths: keys.paths("paths"),
                    labelled: keys.paths("labelled"),
                    cache: keys.path("cache"),
                }),
                matching: sections.read("matching", |keys| RawMatching {
                    answer_floor: keys.number("answer_floor"),
                    clarify_floor: keys.number("clarify_floor"),
                    margin: keys.number("margin"),
                    coverage: keys.number("coverage"),
                    max_answers: keys.integer("max_answers"),
                    word_vectors: keys.path("word_vectors"),
                }),
                safety: sections.read("safety", |keys| RawSafety {
                    region: keys.text("region"),
                    helplines: keys.path("helplines"),
                }),
                discord: sections.read("discord", |keys| {
                    keys.refuse_token();
                    RawDiscord {
                        api_base: keys.text("api_base"),
                        gateway_url: keys.text("gateway_url"),
                        message_content: keys.text("message_content"),
                        default_mode: keys.text("default_mode"),
                        auto_channels: keys.texts("auto_channels"),
                        mention_channels: keys.texts("mention_channels"),
                        suggest_channels: keys.texts("suggest_channels"),
                        off_channels: keys.texts("off_channels"),
                        staff_roles: keys.texts("staff_roles"),
                        alert_channels: keys.texts("alert_channels"),
                        staff_requests: keys.text("staff_requests"),
                        staff_hours: keys.texts("staff_hours"),
                        plain_text: keys.boolean("plain_text"),
                        person_cooldown_seconds: keys.integer("person_cooldown_seconds"),
                        channel_cooldown_seconds: keys.integer("channel_cooldown_seconds"),
                        entry_cooldown_seconds: keys.integer("entry_cooldown_seconds"),
                        answer_missed_minutes: keys.integer("answer_missed_minutes"),
                    }
                }),
                moderation: sections.read("moderation", |keys| RawModeration {
                    sensitive_topics: keys.texts("sensitive_topics"),
                }),
                database: sections.read("database", |keys| RawDatabase {
                    url: keys.text("url"),
                    retention_days: keys.integer("retention_days"),
                }),
            }
        });
        environment.report_unknown(diagnostics);
        raw
    }
}

/// The sections of file and environment.
struct Sections<'r, 't> {
    root: &'r mut Table<'t>,
    environment: &'r mut Environment,
    diagnostics: &'r mut Vec<Diagnostic>,
}

impl Sections<'_, '_> {
    fn read<T>(&mut self, section: &'static str, read: fn(&mut Keys<'_, '_>) -> T) -> T {
        let environment = &mut *self.environment;
        let found = self.root.table(section, self.diagnostics, |table, diagnostics| {
            read(&mut Keys { section, table: Some(table), environment, diagnostics })
        });
        // What the file leaves out may still be set in the environment.
        found.unwrap_or_else(|| {
            let (environment, diagnostics) = (&mut *self.environment, &mut *self.diagnostics);
            read(&mut Keys { section, table: None, environment, diagnostics })
        })
    }
}

/// The keys of one section, in the file and in the environment.
struct Keys<'r, 't> {
    section: &'static str,
    table: Option<&'r mut Table<'t>>,
    environment: &'r mut Environment,
    diagnostics: &'r mut Vec<Diagnostic>,
}

impl<'t> Keys<'_, 't> {
    fn text(&mut self, key: &'static str) -> Written<String> {
        let over = self.environment.text(self.section, key, self.diagnostics);
        written(over, self.in_file(key, Table::string))
    }

    fn number(&mut self, key: &'static str) -> Written<f64> {
        let expected = "a number such as 0.5";
        let over = self.environment.number(self.section, key, expected, self.diagnostics);
        written(over, self.in_file(key, Table::number))
    }

    fn integer(&mut self, key: &'static str) -> Written<i64> {
        let expected = "a whole number";
        let over = self.environment.number(self.section, key, expected, self.diagnostics);
        written(over, self.in_file(key, Table::integer))
    }

    fn boolean(&mut self, key: &'static str) -> Written<bool> {
        let expected = "true or false";
        let over = self.environment.number(self.section, key, expected, self.diagnostics);
        written(over, self.in_file(key, Table::boolean))
    }

    fn texts(&mut self, key: &'static str) -> Written<Vec<Given<String>>> {
        let over = self.environment.texts(self.section, key, self.diagnostics);
        written(over, self.texts_in_file(key))
    }

    fn path(&mut self, key: &'static str) -> Written<PathBuf> {
        let over = self.environment.path(self.section, key);
        let given = self.in_file(key, Table::string);
        written(over, given.map(|Given { value, origin }| Given { value: value.into(), origin }))
    }

    fn paths(&mut self, key: &'static str) -> Written<Vec<Given<PathBuf>>> {
        let over = self.environment.paths(self.section, key);
        written(over, self.paths_in_file(key))
    }

    fn paths_in_file(&mut self, key: &'static str) -> Option<Given<Vec<Given<PathBuf>>>> {
        let Given { value, origin } = self.texts_in_file(key)?;
        let to_path = |Given { value, origin }| Given { value: PathBuf::from(value), origin };
        Some(Given { value: value.into_iter().map(to_path).collect(), origin })
    }

    fn texts_in_file(&mut self, key: &'static str) -> Option<Given<Vec<Given<String>>>> {
        let table = self.table.as_mut()?;
        let path = table.source().path;
        let origin = |line| Origin::File { path: path.to_owned(), line };
        let before = self.diagnostics.len();
        let found = table.strings(key, self.diagnostics);
        if self.diagnostics.len() > before {
            return None;
        }
        let line = table.line_of(key)?;
        let items = found
            .into_iter()
            .map(|Located { value, line }| Given { value, origin: origin(line) })
            .collect();
        Some(Given { value: items, origin: origin(line) })
    }

    /// Files get shared and committed, so the token has no place in one.
    fn refuse_token(&mut self) {
        if let Some(table) = &mut self.table {
            table.refuse(
                "token",
                "is never a setting",
                "take it out, set the variable DISCORD_TOKEN, and renew the token if anyone else \
                 could read this file",
                self.diagnostics,
            );
        }
    }

    fn in_file<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&mut Table<'t>, &'static str, &mut Vec<Diagnostic>) -> Option<Located<T>>,
    ) -> Option<Given<T>> {
        let table = self.table.as_mut()?;
        let Located { value, line } = read(table, key, self.diagnostics)?;
        let origin = Origin::File { path: table.source().path.to_owned(), line };
        Some(Given { value, origin })
    }
}

fn written<T>(over: Option<Given<T>>, given: Option<Given<T>>) -> Written<T> {
    over.into_iter().chain(given).collect()
}
