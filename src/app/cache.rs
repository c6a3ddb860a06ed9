//! What was learnt from the knowledge, in a file, so that the next start takes a fraction of the time.
//!
//! **Invariant:** a file that is missing, damaged, or of another knowledge base or program costs time and
//! nothing else.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::time::UNIX_EPOCH;

use super::write::write_stream;
use crate::engine::knowledge::KnowledgeBase;
use crate::engine::matching::Matcher;

/// The matcher of a knowledge base: the one that was kept, or else one that is built and kept.
pub(super) fn matcher(path: &Path, knowledge: &KnowledgeBase) -> Matcher {
    let Some(program) = program() else { return Matcher::new(knowledge) };
    let kept = fs::read(path).ok().and_then(|bytes| Matcher::load(&bytes, knowledge, &program));
    kept.unwrap_or_else(|| {
        let matcher = Matcher::new(knowledge);
        if let Some(bytes) = matcher.save(knowledge, &program) {
            keep(path, &bytes);
        }
        matcher
    })
}

fn keep(path: &Path, bytes: &[u8]) {
    // Where nothing can be written, every start takes as long as the first. That is no reason to
    // complain each time.
    let _: std::io::Result<()> = write_stream(path, |file| file.write_all(bytes));
}

/// What tells this program from another, and from itself before it was built anew.
fn program() -> Option<String> {
    let file = fs::metadata(std::env::current_exe().ok()?).ok()?;
    let built = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    Some(format!("{} {} {}", env!("CARGO_PKG_VERSION"), file.len(), built.as_nanos()))
}
