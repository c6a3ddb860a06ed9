//! The labelled questions that the shipped pack brings.
//!
//! 1. They are of every entry, in other words than it is asked for, and of what none answers.
//! 2. Whoever only answers does not read them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use signpost::app::{self, questions::load_labelled, read_text};
use signpost::config;
use signpost::diagnostic::Source;
use signpost::engine::query::normalise;
use signpost::eval::parse_rows;

/// Fewer than this of an entry say little of what a change takes from it.
const OF_EACH: usize = 5;

fn pack() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge/kratom")
}

#[test]
fn every_entry_has_some_and_none_is_one_of_its_phrasings() {
    let (mut config, _) = config::parse(None::<Source<'_>>, []);
    config.knowledge.paths.value = vec![pack()];
    let (labelled, found) = load_labelled(&config.knowledge).expect("they can be read");
    assert!(found.is_empty(), "{found:?}");
    let (knowledge, _) = app::load_knowledge(&[pack()]).expect("the pack can be read");
    let mut counts: BTreeMap<&str, usize> =
        knowledge.entries().map(|entry| (entry.id.as_str(), 0)).collect();
    let words = |text: &str| normalise(text).own_words().map(str::to_owned).collect::<Vec<_>>();
    let known: BTreeSet<Vec<String>> =
        knowledge.entries().flat_map(|entry| entry.ways_of_asking().map(words)).collect();
    for it in &labelled {
        let count = counts.get_mut(it.entry.as_str()).expect("an entry of the pack");
        *count += 1;
        assert!(!known.contains(&words(&it.question)), "`{}` is a phrasing", it.question);
    }
    for (entry, count) in counts {
        assert!(count >= OF_EACH, "{entry} has {count}");
    }
    let text = read_text(&pack().join("questions.jsonl")).expect("it can be read");
    let (rows, _) = parse_rows(Source::new("questions.jsonl", &text));
    for outcome in ["fallback", "refer"] {
        let is_it = |it: &&signpost::eval::Row| it.expect.outcome.as_deref() == Some(outcome);
        assert!(rows.iter().filter(is_it).count() >= OF_EACH, "{outcome}");
    }
}

#[test]
fn whoever_only_answers_does_not_read_them() {
    let (files, found) = app::read_pack_files(&pack()).expect("the pack can be read");
    assert!(found.is_empty(), "{found:?}");
    assert!(files.iter().all(|file| file.name != "questions.jsonl"));
    assert!(files.iter().any(|file| file.name == "out_of_scope.toml"));
}
