//! Joins files, clock and engine: the one place where the pure parts meet the world.
//!
//! **Invariant:** a knowledge base or a setting that cannot be read is named with its path; what
//! can be read is used.

pub mod backup;
mod cache;
pub mod check;
pub mod questions;
pub mod vectors;
pub mod watch;
mod write;

use std::ffi::OsString;
use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use secrecy::SecretString;
use thiserror::Error;
use toml::value::Date;

use crate::config::{self, Config, Origin, Setting, defaults};
use crate::diagnostic::{Diagnostic, Source, has_errors};
use crate::engine::Engine;
use crate::engine::decide::Floors;
use crate::engine::helplines::Helplines;
use crate::engine::knowledge::{
    KnowledgeBase, Pack, PackFile, QUESTIONS, parse_json_lines, parse_pack,
};
use crate::engine::matching::Matcher;
use crate::engine::triage;
use crate::import::Format;

pub use write::{WriteError, write_file, write_files};

/// A file or folder that cannot be read at all.
#[derive(Debug, Error)]
pub enum ReadError {
    /// There is nothing at the path, or it may not be read.
    #[error("cannot read {path}: {reason}")]
    Unreadable {
        /// The path asked for.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// A folder stands where a file should be.
    #[error("cannot read {path}: it is a folder; name a file in it")]
    Folder {
        /// The path asked for.
        path: String,
    },
    /// The bytes are not text.
    #[error("cannot read {path}: line {line} is not UTF-8; save the file as UTF-8")]
    NotUtf8 {
        /// The path asked for.
        path: String,
        /// The first line that is not UTF-8, from 1.
        line: usize,
    },
}

/// Why there is no knowledge at a path.
#[derive(Debug, Error)]
pub enum KnowledgeError {
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// It is a document or a table, and no knowledge yet.
    #[error(
        "cannot answer from {path}: knowledge is a pack's folder or JSON Lines (.jsonl); `signpost import \
         {path} --into PACK` makes entries of it"
    )]
    Document {
        /// The path asked for.
        path: String,
    },
}

/// Reads a text file. A byte order mark is dropped.
///
/// # Errors
///
/// When there is no such file, it is a folder, or it is not UTF-8.
pub fn read_text(path: &Path) -> Result<String, ReadError> {
    let shown = path.display().to_string();
    if path.is_dir() {
        return Err(ReadError::Folder { path: shown });
    }
    let bytes = if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    let bytes = bytes.map_err(|error| ReadError::Unreadable {
        path: shown.clone(),
        reason: error.to_string(),
    })?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        Err(error) => {
            let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
            let line = valid.iter().filter(|&&byte| byte == b'\n').count() + 1;
            Err(ReadError::NotUtf8 { path: shown, line })
        }
    }
}

/// The variables of the process. The only place that reads them.
pub fn environment() -> impl Iterator<Item = (OsString, OsString)> {
    std::env::vars_os()
}

/// What the log should hold, where somebody said so.
#[must_use]
pub fn log_filter() -> Option<String> {
    variable("RUST_LOG").filter(|filter| !filter.trim().is_empty())
}

/// The bot's token.
///
/// # Errors
///
/// When it is not set. The text says where to get one.
pub fn token() -> Result<SecretString, MissingToken> {
    let token = variable("DISCORD_TOKEN").map(|token| token.trim().to_owned());
    token.filter(|token| !token.is_empty()).map(SecretString::from).ok_or(MissingToken)
}

/// There is no token to log in with.
#[derive(Debug, Error)]
#[error(
    "DISCORD_TOKEN is not set; make an application at https://discord.com/developers/applications, \
     copy the token under Bot, and set the variable to it"
)]
pub struct MissingToken;

fn variable(wanted: &str) -> Option<String> {
    environment().find(|(name, _)| name == wanted)?.1.into_string().ok()
}

/// Reads the settings: those of the file that was named, or else of the default file, where a
/// missing one is as good as an empty one. The environment overrides the file, and `knowledge`,
/// if it names anything, both.
///
/// # Errors
///
/// When the file cannot be read at all. What is wrong inside it is a diagnostic.
pub fn load_config(
    named: Option<&Path>,
    knowledge: &[PathBuf],
) -> Result<(Config, Vec<Diagnostic>), ReadError> {
    let path = named.unwrap_or(Path::new(defaults::CONFIG_PATH));
    let text = match named {
        None if is_missing(path) => None,
        None | Some(_) => Some(read_text(path)?),
    };
    let shown = path.display().to_string();
    let file = text.as_deref().map(|text| Source::new(&shown, text));
    let (config, diagnostics) = config::parse(file, environment());
    Ok((config.with_knowledge(knowledge), diagnostics))
}

/// Reads the helplines. If the file cannot be read, the built-in ones are used: that is an error
/// where somebody named the file, and a warning where the default one is missing.
#[must_use]
pub fn load_helplines(path: &Setting<PathBuf>) -> (Helplines, Vec<Diagnostic>) {
    let shown = path.value.display().to_string();
    let error = match read_text(&path.value) {
        Ok(text) => return Helplines::parse(Source::new(&shown, &text)),
        Err(error) => error,
    };
    let file = Source::new(&shown, "");
    let message = format!("{error}; the built-in helplines are shown");
    let found = if path.origin == Origin::Default && is_missing(&path.value) {
        let help = "copy config/helplines.toml from the program's source and verify its rows";
        file.warning("missing-file", 0, message, help)
    } else {
        let help = format!("mend it, or change `safety.helplines` (now from {})", path.origin);
        file.error("unreadable", 0, message, help)
    };
    (Helplines::built_in(), vec![found])
}

/// Whether there is nothing at a path, not even a link that leads nowhere.
fn is_missing(path: &Path) -> bool {
    fs::symlink_metadata(path).is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
}

/// Reads packs (folders) and knowledge bases (JSON Lines files) and joins them.
///
/// # Errors
///
/// When a path cannot be read at all, or is a document. What is wrong inside a file is a diagnostic.
pub fn load_knowledge(
    paths: &[PathBuf],
) -> Result<(KnowledgeBase, Vec<Diagnostic>), KnowledgeError> {
    let mut packs = Vec::new();
    let mut diagnostics = Vec::new();
    for path in paths {
        let (read, found) = load_packs(path)?;
        packs.extend(read);
        diagnostics.extend(found);
    }
    let (knowledge, found) = KnowledgeBase::new(packs);
    diagnostics.extend(found);
    Ok((knowledge, diagnostics))
}

/// Reads what one path holds: the pack in a folder, or the packs in a JSON Lines file.
///
/// # Errors
///
/// When the path cannot be read at all, or is a document.
pub fn load_packs(path: &Path) -> Result<(Vec<Pack>, Vec<Diagnostic>), KnowledgeError> {
    if path.is_dir() {
        let (pack, diagnostics) = load_pack(path)?;
        return Ok((vec![pack], diagnostics));
    }
    let text = read_text(path)?;
    let shown = path.display().to_string();
    match Format::by_extension(&shown) {
        Some(Format::JsonLines) | None => Ok(parse_json_lines(Source::new(&shown, &text))),
        Some(_) => Err(KnowledgeError::Document { path: shown }),
    }
}

/// Reads the pack in a folder.
///
/// # Errors
///
/// When the folder cannot be read at all.
pub fn load_pack(path: &Path) -> Result<(Pack, Vec<Diagnostic>), ReadError> {
    let (files, mut diagnostics) = read_pack_files(path)?;
    let (pack, found) = parse_pack(&path.display().to_string(), &files);
    diagnostics.extend(found);
    Ok((pack, diagnostics))
}

/// Reads the files of a pack's folder that answers are made of. One that cannot be read is named, and the
/// rest is read.
///
/// # Errors
///
/// When the folder cannot be read at all.
pub fn read_pack_files(folder: &Path) -> Result<(Vec<PackFile>, Vec<Diagnostic>), ReadError> {
    let mut diagnostics = Vec::new();
    let mut files = Vec::new();
    for path in files_below(folder)? {
        let name = path.strip_prefix(folder).unwrap_or(&path);
        let name = name.to_string_lossy().replace('\\', "/");
        // Whoever asks something does not wait for what changes are tried against.
        if name == QUESTIONS {
            continue;
        }
        let path_shown = path.display().to_string();
        match read_text(&path) {
            Ok(text) => files.push(PackFile { name, path: path_shown, text }),
            // One bad file does not take the pack down: it is named, and the rest is read.
            Err(error) => {
                diagnostics.push(unreadable_file(&path_shown, &error));
            }
        }
    }
    Ok((files, diagnostics))
}

fn unreadable_file(path: &str, error: &ReadError) -> Diagnostic {
    let file = Source::new(path, "");
    match error {
        ReadError::Unreadable { reason, .. } => file.error(
            "unreadable",
            1,
            format!("the file cannot be read: {reason}"),
            "mend it or take it out of the pack",
        ),
        ReadError::Folder { .. } => file.error(
            "unreadable",
            1,
            "a folder stands where a file should be",
            "put the file in its place, or rename the folder",
        ),
        ReadError::NotUtf8 { line, .. } => file.error(
            "unreadable",
            *line,
            "this line is not UTF-8",
            "save the file as UTF-8, or take it out of the pack",
        ),
    }
}

/// The files of a folder and of its folders, sorted, without hidden ones. A folder that is named
/// like a file of a pack stands among them, so that reading it says what is wrong.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>, ReadError> {
    let unreadable = |error: std::io::Error| ReadError::Unreadable {
        path: folder.display().to_string(),
        reason: error.to_string(),
    };
    let mut found = Vec::new();
    for item in fs::read_dir(folder).map_err(unreadable)? {
        let path = item.map_err(unreadable)?.path();
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')) {
            continue;
        }
        let looks_like_file =
            path.extension().is_some_and(|ending| ending == "md" || ending == "toml");
        if path.is_dir() && !looks_like_file {
            found.extend(files_below(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Today's date here. The only place that reads the clock for it.
#[must_use]
pub fn today() -> Date {
    let today = jiff::Zoned::now().date();
    #[expect(clippy::cast_sign_loss, reason = "months, days and years of our era are positive")]
    Date { year: today.year() as u16, month: today.month() as u8, day: today.day() as u8 }
}

/// The time: milliseconds since the Unix epoch.
#[must_use]
pub fn now_milliseconds() -> u64 {
    jiff::Timestamp::now().as_millisecond().try_into().unwrap_or(0)
}

/// An engine over what the settings name, and what was found on the way.
pub struct Opened {
    /// The engine; none where the settings are wrong.
    pub engine: Option<Engine>,
    /// The settings in force.
    pub config: Config,
    /// Everything found in settings, helplines and knowledge.
    pub diagnostics: Vec<Diagnostic>,
    /// How long the index took to build.
    pub index_build: Duration,
    /// In which state the files of the knowledge were read.
    pub read_as: watch::Fingerprint,
}

/// Reads settings, helplines and knowledge, and builds the engine.
///
/// An entry with a mistake is left out and reported; wrong settings stop.
///
/// # Errors
///
/// When a file that was named cannot be read at all.
pub fn open(config: Option<&Path>, knowledge: &[PathBuf]) -> Result<Opened, KnowledgeError> {
    read(config, knowledge, |_, knowledge| Matcher::new(knowledge))
}

/// The same for whoever waits for one answer: what was learnt from the knowledge that the settings name is read
/// from the file of the setting `knowledge.cache` where it is there, and kept in it where it is not. What
/// somebody names in its place for once would only take the file from it.
///
/// # Errors
///
/// When a file that was named cannot be read at all.
pub fn open_at_once(
    config: Option<&Path>,
    knowledge: &[PathBuf],
) -> Result<Opened, KnowledgeError> {
    let is_of_settings = knowledge.is_empty();
    read(config, knowledge, |config, knowledge| match &config.knowledge.cache.value {
        Some(path) if is_of_settings => cache::matcher(path, knowledge),
        Some(_) | None => Matcher::new(knowledge),
    })
}

fn read(
    config: Option<&Path>,
    knowledge: &[PathBuf],
    matcher: impl FnOnce(&Config, &KnowledgeBase) -> Matcher,
) -> Result<Opened, KnowledgeError> {
    std::thread::scope(|scope| {
        // Beside everything else, so that the first question does not wait for them.
        scope.spawn(triage::prepare_rules);
        read_here(config, knowledge, matcher)
    })
}

fn read_here(
    config: Option<&Path>,
    knowledge: &[PathBuf],
    matcher: impl FnOnce(&Config, &KnowledgeBase) -> Matcher,
) -> Result<Opened, KnowledgeError> {
    let (config, mut diagnostics) = load_config(config, knowledge)?;
    // Before they are read: what changes meanwhile is read again.
    let read_as = watch::Fingerprint::of(&config.knowledge.paths.value);
    if has_errors(&diagnostics) {
        let index_build = Duration::ZERO;
        return Ok(Opened { engine: None, config, diagnostics, index_build, read_as });
    }
    let (helplines, found) = load_helplines(&config.safety.helplines);
    diagnostics.extend(found);
    let (knowledge, found) = load_knowledge(&config.knowledge.paths.value)?;
    diagnostics.extend(found);
    diagnostics.extend(unmatched_topics(&config, &knowledge));
    let (vectors, found) = vectors::load(&config.matching.word_vectors);
    diagnostics.extend(found);
    let matching = &config.matching;
    let floors = Floors {
        answer: matching.answer_floor.value,
        clarify: matching.clarify_floor.value,
        margin: matching.margin.value,
        coverage: matching.coverage.value,
        max_answers: usize::from(matching.max_answers.value),
    };
    let start = Instant::now();
    let region = config.safety.region.value;
    // What is learnt with vectors is not kept: it depends on their file as well.
    let engine = if let Some(vectors) = vectors {
        Engine::with_vectors(knowledge, helplines, region, floors, Some(Arc::new(vectors)))
    } else {
        let matcher = matcher(&config, &knowledge);
        Engine::with_matcher(knowledge, matcher, helplines, region, floors)
    };
    let index_build = start.elapsed();
    Ok(Opened { engine: Some(engine), config, diagnostics, index_build, read_as })
}

/// The sensitive topics that somebody set and no entry has. Those that are built in may fit no entry of
/// packs about something else.
#[must_use]
pub fn unmatched_topics(config: &Config, knowledge: &KnowledgeBase) -> Vec<Diagnostic> {
    let moderation = &config.moderation;
    if moderation.sensitive_topics.origin == Origin::Default {
        return Vec::new();
    }
    moderation.unmatched_topics(knowledge)
}

/// The most memory that this process has held so far, in mebibytes, where the system tells.
#[must_use]
pub fn peak_memory_mib() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kibibytes: f64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kibibytes / 1024.0)
}
