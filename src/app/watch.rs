//! Watches the files of the knowledge, and reads them again when they change.
//!
//! Sizes and times are compared once a second, which works on every file system, also where a folder
//! is mounted from another machine and nobody tells of changes.
//!
//! **Invariant:** what is handed out was read while nothing changed, and has no errors; else the reasons
//! are handed out instead, once for each state of the files.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::{files_below, load_knowledge};
use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::engine::knowledge::KnowledgeBase;

/// How often the files are looked at: whoever saves one and asks is not kept waiting, and a thousand
/// files take a millisecond.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// What became of the files: what they say now, or everything that is wrong with them.
pub type Reread = Result<KnowledgeBase, Vec<Diagnostic>>;

/// In which state files are, without what they say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// That of the files at some paths and in the folders there.
    #[must_use]
    pub fn of(paths: &[PathBuf]) -> Self {
        let mut hasher = DefaultHasher::new();
        for path in paths {
            // A folder that cannot be read is in a state of its own.
            let files = if path.is_dir() {
                files_below(path).unwrap_or_default()
            } else {
                vec![path.clone()]
            };
            for file in files {
                hash_file(&file, &mut hasher);
            }
        }
        Fingerprint(hasher.finish())
    }
}

fn hash_file(path: &Path, hasher: &mut DefaultHasher) {
    path.hash(hasher);
    let metadata = std::fs::metadata(path).ok();
    metadata.as_ref().map(std::fs::Metadata::len).hash(hasher);
    metadata.and_then(|metadata| metadata.modified().ok()).hash(hasher);
}

/// Watches files that were loaded in a state, on a thread of its own, for as long as somebody wants
/// to know.
#[must_use]
pub fn watch(paths: Vec<PathBuf>, loaded: Fingerprint) -> UnboundedReceiver<Reread> {
    let (tell, told) = unbounded_channel();
    std::thread::spawn(move || look(&paths, loaded, &tell));
    told
}

fn look(paths: &[PathBuf], mut known: Fingerprint, tell: &UnboundedSender<Reread>) {
    let mut before = known;
    while !tell.is_closed() {
        std::thread::sleep(LOOK_EVERY);
        let now = Fingerprint::of(paths);
        // Whoever is still writing is waited for: it has to be the same twice.
        let is_settled = std::mem::replace(&mut before, now) == now;
        if now == known || !is_settled {
            continue;
        }
        let read = reread(paths);
        if Fingerprint::of(paths) != now {
            continue;
        }
        known = now;
        if tell.send(read).is_err() {
            return;
        }
    }
}

fn reread(paths: &[PathBuf]) -> Reread {
    let (knowledge, mut found) = load_knowledge(paths).map_err(|error| {
        let source = Source::new("knowledge", "");
        vec![source.error("unreadable", 0, error.to_string(), "put it back, or name another")]
    })?;
    found.retain(|it| it.severity == Severity::Error);
    if found.is_empty() { Ok(knowledge) } else { Err(found) }
}
