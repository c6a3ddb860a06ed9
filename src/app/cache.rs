//! What was learnt from the knowledge, in a file, so that the next start takes a fraction of the time.
//!
//! **Invariant:** a file that is missing, damaged, or of another knowledge base or program costs time and
//! nothing else; a file that this program did not write is never touched.

use std::fs;
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::Path;

use super::write::write_stream;
use crate::engine::knowledge::KnowledgeBase;
use crate::engine::matching::Matcher;

/// What the file begins with.
const MARK: &[u8] = b"signpost cache\n";

/// What tells the engine of this program from that of another: what `build.rs` made of its source.
const ENGINE: &str = env!("SIGNPOST_ENGINE");

/// The matcher of a knowledge base: the one that was kept, or else one that is built and kept.
pub(super) fn matcher(path: &Path, knowledge: &KnowledgeBase) -> Matcher {
    let kept = fs::read(path).ok();
    let kept = kept.as_deref().and_then(|bytes| bytes.strip_prefix(MARK));
    kept.and_then(|bytes| Matcher::load(bytes, knowledge, ENGINE)).unwrap_or_else(|| {
        let matcher = Matcher::new(knowledge);
        if let Some(bytes) = matcher.save(knowledge, ENGINE)
            && is_free_or_ours(path)
        {
            keep(path, &bytes);
        }
        matcher
    })
}

/// Whether there is nothing at a path, or what this program wrote there. A link is neither: whoever made it
/// may mean another's file.
fn is_free_or_ours(path: &Path) -> bool {
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() => {
            let mut start = [0; MARK.len()];
            let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut start));
            read.is_ok() && start == MARK
        }
        Ok(_) => false,
        Err(error) => error.kind() == ErrorKind::NotFound,
    }
}

fn keep(path: &Path, bytes: &[u8]) {
    // Where nothing can be written, every start takes as long as the first. That is no reason to
    // complain each time.
    let _: std::io::Result<()> = write_stream(path, |file| {
        file.write_all(MARK)?;
        file.write_all(bytes)
    });
}
