//! Checks files of packs and settings, whatever they are.
//!
//! **Invariant:** a path that cannot be read is an error of the call; everything that is wrong
//! inside a file is a diagnostic with that file's path as it was given.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use thiserror::Error;
use toml::value::Date;

use super::{KnowledgeError, ReadError, questions, read_text};
use crate::config;
use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::engine::helplines;
use crate::engine::knowledge::{KnowledgeBase, Pack, PackFile, QUESTIONS, lint, parse_pack};
use crate::engine::matching::Matcher;
use crate::engine::trial::trials;

/// What was checked, and what is wrong with it.
#[derive(Clone, Debug, Default)]
pub struct Checked {
    /// Everything found, by path and line; what matters more comes first on a line.
    pub diagnostics: Vec<Diagnostic>,
    /// How many entries were checked.
    pub entries: usize,
    /// How many ways of asking for them: their questions and their phrasings.
    pub phrasings: usize,
    /// Settings alone were checked, which hold no entries.
    pub only_settings: bool,
}

/// Why something cannot be checked at all.
#[derive(Debug, Error)]
pub enum CheckError {
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It holds no knowledge.
    #[error(transparent)]
    Knowledge(#[from] KnowledgeError),
    /// Nothing tells what kind of file it is.
    #[error(
        "cannot tell what {path} is; name a pack's folder, an entry (.md), JSON Lines (.jsonl) or \
         settings (.toml)"
    )]
    Unknown {
        /// The path asked for.
        path: String,
    },
}

/// A file of settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Settings {
    Configuration,
    Helplines,
}

/// What a path names.
enum Target {
    /// A pack's folder, or a JSON Lines file; or the packs of a folder that holds several.
    Packs(Vec<PathBuf>),
    /// A file of the pack in this folder.
    PartOf(PathBuf),
    /// An entry outside a pack.
    LoneEntry,
    Settings(Settings),
}

/// Checks paths. The packs among them are checked as the one knowledge base that they make.
///
/// # Errors
///
/// When a path cannot be read, or is no file of a pack or of settings.
pub fn check(paths: &[PathBuf], today: Date) -> Result<Checked, CheckError> {
    let mut checked = Checked::default();
    let mut packs = Vec::new();
    checked.only_settings = !paths.is_empty();
    for path in paths {
        let target = target(path)?;
        checked.only_settings &= matches!(target, Target::Settings(_));
        match target {
            Target::Packs(named) => {
                for pack in named {
                    if !packs.contains(&pack) {
                        packs.push(pack);
                    }
                }
            }
            Target::PartOf(folder) => checked.add_part(path, &folder, today)?,
            Target::LoneEntry => checked.add_lone_entry(path, today)?,
            Target::Settings(kind) => {
                let text = read_text(path)?;
                let shown = path.display().to_string();
                let source = Source::new(&shown, &text);
                checked.diagnostics.extend(check_settings(kind, source, today));
            }
        }
    }
    if !packs.is_empty() {
        let (knowledge, diagnostics) = load(&packs, today)?;
        checked.diagnostics.extend(diagnostics);
        checked.count(&knowledge, |_| true);
    }
    // A file of a pack may have been named beside the pack.
    let mut seen = BTreeSet::new();
    checked.diagnostics.retain(|found| {
        seen.insert((found.path.clone(), found.line, found.code, found.message.clone()))
    });
    // Within a line they stay in the order in which they were found, which is that of the file.
    checked.diagnostics.sort_by(|left, right| {
        let worst_first = right.severity.cmp(&left.severity);
        (&left.path, left.line).cmp(&(&right.path, right.line)).then(worst_first)
    });
    Ok(checked)
}

/// What is wrong with a file of settings.
fn check_settings(kind: Settings, source: Source<'_>, today: Date) -> Vec<Diagnostic> {
    match kind {
        Settings::Configuration => config::check(source),
        Settings::Helplines => helplines::check(source, today),
    }
}

fn target(path: &Path) -> Result<Target, CheckError> {
    let shown = || path.display().to_string();
    let unreadable = |error: std::io::Error| {
        CheckError::Read(ReadError::Unreadable { path: shown(), reason: error.to_string() })
    };
    if fs::metadata(path).map_err(unreadable)?.is_dir() {
        return packs_in(path).map(Target::Packs).map_err(unreadable);
    }
    let real = path.canonicalize().map_err(unreadable)?;
    let name = real.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let folder = real.parent().unwrap_or(Path::new(""));
    let of_pack = |folder: &Path| folder.join("pack.toml").is_file();
    Ok(match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "md" => match folder.parent().filter(|pack| folder.ends_with("entries") && of_pack(pack)) {
            Some(pack) => Target::PartOf(pack.to_owned()),
            None => Target::LoneEntry,
        },
        "jsonl" if name == QUESTIONS && of_pack(folder) => Target::PartOf(folder.to_owned()),
        "jsonl" | "ndjson" => Target::Packs(vec![path.to_owned()]),
        "toml" if ["pack.toml", "synonyms.toml", "out_of_scope.toml"].contains(&name.as_str()) => {
            Target::PartOf(folder.to_owned())
        }
        "toml" if name.contains("helpline") => Target::Settings(Settings::Helplines),
        "toml" => Target::Settings(Settings::Configuration),
        _ => return Err(CheckError::Unknown { path: shown() }),
    })
}

/// The folder itself, or the packs in it where it is only a folder of packs.
fn packs_in(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut packs = Vec::new();
    if !folder.join("pack.toml").exists() {
        for item in fs::read_dir(folder)? {
            let inner = item?.path();
            if inner.join("pack.toml").is_file() {
                packs.push(inner);
            }
        }
        packs.sort();
    }
    if packs.is_empty() {
        packs.push(folder.to_owned());
    }
    Ok(packs)
}

/// Reads packs and lints the knowledge base that they make.
fn load(
    packs: &[PathBuf],
    today: Date,
) -> Result<(KnowledgeBase, Vec<Diagnostic>), KnowledgeError> {
    let (knowledge, mut diagnostics) = super::load_knowledge(packs)?;
    add_lints(&knowledge, today, &mut diagnostics);
    add_trials(&knowledge, &mut diagnostics);
    diagnostics.extend(questions::check(packs, &knowledge));
    Ok((knowledge, diagnostics))
}

/// Lints what was parsed, but for files with broken syntax: what is missing there may have been
/// swallowed by the mistake.
fn add_lints(knowledge: &KnowledgeBase, today: Date, diagnostics: &mut Vec<Diagnostic>) {
    let broken: BTreeSet<String> = diagnostics
        .iter()
        .filter(|found| found.code == "syntax" && !is_json_lines(&found.path))
        .map(|found| found.path.clone())
        .collect();
    let found = lint::lint(knowledge, today);
    diagnostics.extend(found.into_iter().filter(|found| !broken.contains(&found.path)));
}

/// Asks every phrasing, and reports those that do not lead to their entry.
fn add_trials(knowledge: &KnowledgeBase, diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.extend(trials(knowledge, &|| Matcher::new(knowledge)));
}

/// Whether each line of the file stands for itself.
fn is_json_lines(path: &str) -> bool {
    !path.ends_with(".md") && !path.ends_with(".toml")
}

impl Checked {
    /// A file of a pack: the whole pack is read, and what is wrong with this file is kept.
    fn add_part(&mut self, path: &Path, folder: &Path, today: Date) -> Result<(), KnowledgeError> {
        // It was asked for by name, so that it cannot be read is an error of the call.
        read_text(path)?;
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned()).display().to_string();
        let (knowledge, diagnostics) = load(&[folder.to_owned()], today)?;
        let shown = path.display().to_string();
        let own = diagnostics.into_iter().filter(|found| found.path == real);
        self.diagnostics.extend(own.map(|found| Diagnostic { path: shown.clone(), ..found }));
        self.count(&knowledge, |entry| entry == real);
        Ok(())
    }

    /// An entry that belongs to no pack yet, such as a draft: what needs a pack is left out.
    fn add_lone_entry(&mut self, path: &Path, today: Date) -> Result<(), ReadError> {
        const NEEDS_PACK: &[&str] = &["broken-link", "unknown-source"];
        let text = read_text(path)?;
        let shown = path.display().to_string();
        let name = format!("entries/{}", path.file_name().unwrap_or_default().to_string_lossy());
        let file = PackFile { name, path: shown.clone(), text };
        let (pack, mut diagnostics) = parse_pack("", &[file]);
        let (knowledge, _) = KnowledgeBase::new(vec![pack]);
        add_lints(&knowledge, today, &mut diagnostics);
        let own = |found: &Diagnostic| found.path == shown && !NEEDS_PACK.contains(&found.code);
        self.diagnostics.extend(diagnostics.into_iter().filter(own));
        self.count(&knowledge, |_| true);
        Ok(())
    }

    fn count(&mut self, knowledge: &KnowledgeBase, counts: impl Fn(&str) -> bool) {
        let left_out = knowledge.packs().iter().flat_map(Pack::left_out);
        for entry in knowledge.entries().chain(left_out).filter(|entry| counts(&entry.path)) {
            self.entries += 1;
            self.phrasings += entry.ways_of_asking().count();
        }
    }

    /// How many findings there are of a severity.
    #[must_use]
    pub fn number_of(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|found| found.severity == severity).count()
    }

    /// One line that sums it up: "21 entries, 640 phrasings: 2 errors, 1 warning".
    #[must_use]
    pub fn summary(&self) -> String {
        let count = |number: usize, one: &str, many: &str| match number {
            1 => format!("1 {one}"),
            _ => format!("{number} {many}"),
        };
        let what = if self.only_settings {
            "settings".to_owned()
        } else {
            let entries = count(self.entries, "entry", "entries");
            format!("{entries}, {}", count(self.phrasings, "phrasing", "phrasings"))
        };
        let found = if self.diagnostics.is_empty() {
            "nothing to mend".to_owned()
        } else {
            let errors = count(self.number_of(Severity::Error), "error", "errors");
            let warnings = count(self.number_of(Severity::Warning), "warning", "warnings");
            format!("{errors}, {warnings}")
        };
        format!("{what}: {found}")
    }
}
