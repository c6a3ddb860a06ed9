//! Writes a made-up knowledge base and questions: `synthetic PHRASINGS QUESTIONS FOLDER`.
//!
//! **Invariant:** the same numbers always give the same files.

#[path = "../benches/synthetic/mod.rs"]
mod made_up;

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::Context as _;
use made_up::Synthetic;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().context("write PHRASINGS QUESTIONS FOLDER");
    let (phrasings, questions) = (next()?.parse()?, next()?.parse()?);
    let folder = PathBuf::from(next()?);
    let texts = Synthetic::new(phrasings, questions);
    std::fs::create_dir_all(&folder)?;
    std::fs::write(folder.join("knowledge.jsonl"), texts.knowledge())?;
    let mut rows = String::new();
    for (question, entry) in &texts.questions {
        writeln!(
            rows,
            r#"{{"question": "{question}", "expect": {{"outcome": "answer", "entry": "e{entry}"}}}}"#
        )?;
    }
    std::fs::write(folder.join("questions.jsonl"), rows)?;
    Ok(())
}
