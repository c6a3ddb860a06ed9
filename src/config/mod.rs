//! The configuration: what was written, then what is valid.
//!
//! Parsing is pure and cannot fail: the file's text and the environment's variables are handed
//! in, and a configuration and diagnostics come out. Where something is wrong the default stands
//! in, so whoever must not run on that looks for errors among the diagnostics.
//!
//! The order of strength is: command line, environment, file, default.
//! **Invariant:** every value in force is valid and says whence it came.

mod address;
mod checked;
pub mod defaults;
mod discord;
mod environment;
mod hours;
mod listing;
mod origin;
mod raw;

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

pub use address::{DatabaseUrl, ServerUrl};
pub use discord::{Discord, MessageContent, Mode, Snowflake, StaffRequests};
pub use hours::{Hours, Presence, presence};
pub use listing::Listed;
pub use origin::{Origin, Setting};

use crate::diagnostic::{Diagnostic, Source};
use crate::engine::Confidence;
use crate::engine::helplines::Region;
use crate::engine::knowledge::KnowledgeBase;

/// All settings in force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// What to answer from.
    pub knowledge: Knowledge,
    /// When a match is good enough.
    pub matching: Matching,
    /// Whom to call.
    pub safety: Safety,
    /// Which Discord to connect to.
    pub discord: Discord,
    /// What takes a second person.
    pub moderation: Moderation,
    /// Where to keep what has to be kept.
    pub database: Database,
}

/// `[knowledge]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knowledge {
    /// Pack folders and JSON Lines files, at least one. Relative to the working directory.
    pub paths: Setting<Vec<PathBuf>>,
    /// Files of labelled questions that a change is tried against before it is published, besides those
    /// that packs bring.
    pub labelled: Setting<Vec<PathBuf>>,
    /// Where what was learnt from the knowledge is kept for the next `ask` or `chat`, if anywhere. Relative to
    /// the working directory.
    pub cache: Setting<Option<PathBuf>>,
}

/// `[matching]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matching {
    /// The least confidence with which an entry is an answer.
    pub answer_floor: Setting<Confidence>,
    /// The least confidence with which an entry is offered as a choice. Never above the answer
    /// floor.
    pub clarify_floor: Setting<Confidence>,
    /// Entries that are no further than this behind the best may be meant as well.
    pub margin: Setting<Confidence>,
    /// The least share of the question's meaningful words that an answer has to cover.
    pub coverage: Setting<Confidence>,
    /// How many answers one reply may hold: 1 to 3.
    pub max_answers: Setting<u8>,
    /// The file of word vectors, where there is one. Relative to the working directory.
    pub word_vectors: Setting<Option<PathBuf>>,
}

/// `[safety]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Safety {
    /// Whose helplines are shown first.
    pub region: Setting<Region>,
    /// The file of helplines. Relative to the working directory.
    pub helplines: Setting<PathBuf>,
}

/// `[moderation]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moderation {
    /// Topics of entries whose changes a second person approves, in lower case.
    pub sensitive_topics: Setting<Vec<String>>,
}

impl Moderation {
    /// The sensitive topics that no entry has, a warning each: no change takes a second person on
    /// their account.
    #[must_use]
    pub fn unmatched_topics(&self, knowledge: &KnowledgeBase) -> Vec<Diagnostic> {
        let is_topic = |wanted: &str| {
            let mut topics = knowledge.entries().flat_map(|entry| &entry.topics);
            topics.any(|topic| topic.trim().to_lowercase() == wanted)
        };
        let topics = &self.sensitive_topics;
        let unmatched = topics.value.iter().filter(|topic| !is_topic(topic));
        let warning = |topic: &String| {
            topics.origin.warning(
                "unmatched-topic",
                format!("no entry has the sensitive topic `{topic}`, so nothing takes an approver for it"),
                "add it to `topics` of the entries that are, or take it out of \
                 moderation.sensitive_topics",
            )
        };
        unmatched.map(warning).collect()
    }
}

/// `[database]`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Database {
    /// Where the database is.
    pub url: Setting<DatabaseUrl>,
    /// How long what was asked is kept: at least a day.
    pub retention: Setting<Duration>,
}

/// Reads a configuration file and the environment over it.
///
/// Without a file every setting that the environment leaves alone has its default. All that is
/// wrong is reported at once, in the file in order of lines.
#[must_use]
pub fn parse(
    file: Option<Source<'_>>,
    environment: impl IntoIterator<Item = (OsString, OsString)>,
) -> (Config, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let file = file.unwrap_or(Source::new(defaults::CONFIG_PATH, ""));
    let environment = environment::Environment::new(environment);
    let raw = raw::Raw::read(file, environment, &mut diagnostics);
    let config = checked::check(raw, &mut diagnostics);
    // What stands in no file has the line nought. It goes last.
    diagnostics.sort_by_key(|found| if found.line == 0 { usize::MAX } else { found.line });
    (config, diagnostics)
}

/// Everything that is wrong with a configuration file, in order of lines.
#[must_use]
pub fn check(file: Source<'_>) -> Vec<Diagnostic> {
    parse(Some(file), []).1
}

impl Config {
    /// The same, but answering from what the command line names. Nothing named changes nothing.
    #[must_use]
    pub fn with_knowledge(mut self, paths: &[PathBuf]) -> Self {
        if !paths.is_empty() {
            let origin = Origin::CommandLine { option: "--knowledge" };
            self.knowledge.paths = Setting { value: paths.to_vec(), origin };
        }
        self
    }
}
