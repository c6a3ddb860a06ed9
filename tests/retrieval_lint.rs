//! What the retrieval lint makes of a finder.
//!
//! 1. A phrasing that finds its own entry first is fine, also where others follow.
//! 2. A phrasing that finds another entry first is an error that names both and their scores.
//! 3. A phrasing that finds nothing is an error.
//! 4. Two entries are too alike where most phrasings of one find the other nearly as well, and
//!    are reported once.
//! 5. A phrasing that is empty, shared or written twice is another lint's finding: it is asked
//!    once at most.

use signpost::diagnostic::Source;
use signpost::engine::knowledge::lint::lint_retrieval;
use signpost::engine::knowledge::{KnowledgeBase, parse_json_lines};

/// Three entries; the question of each is its id.
fn knowledge() -> KnowledgeBase {
    let text = r#"{"id": "leaf", "question": "leaf", "phrasings": ["a leaf", "the leaf"], "answer": "A leaf."}
{"id": "root", "question": "root", "phrasings": ["a root", "the root"], "answer": "A root."}
{"id": "stem", "question": "stem", "phrasings": [], "answer": "A stem."}"#;
    let (packs, diagnostics) = parse_json_lines(Source::new("plants.jsonl", text));
    assert_eq!(diagnostics, []);
    KnowledgeBase::new(packs).0
}

/// A finder that finds an entry by the word it is about, but for the questions in a table.
fn check(table: &[(&str, &[(usize, f64)])], expected: &[&str]) {
    let knowledge = knowledge();
    let retrieve = |question: &str| {
        let special = table.iter().find(|(asked, _)| *asked == question);
        if let Some((_, found)) = special {
            return found.to_vec();
        }
        let about = |id: &str| question.split(' ').any(|word| word == id);
        let place = knowledge.entries().position(|entry| about(entry.id.as_str()));
        vec![(place.expect("every phrasing holds the word"), 0.9)]
    };
    let found: Vec<_> = lint_retrieval(&knowledge, &retrieve)
        .iter()
        .map(|found| format!("{}:{} {}: {}", found.line, found.severity, found.code, found.message))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn its_own_entry_first_is_fine() {
    check(&[], &[]);
    check(&[("a leaf", &[(1, 0.5), (0, 0.9)])], &[]);
    check(&[("a leaf", &[(1, 0.9), (0, 0.9)])], &[]);
}

#[test]
fn another_entry_first_is_an_error() {
    check(
        &[("a leaf", &[(1, 0.8), (0, 0.7), (2, 0.1)])],
        &["1:error finds-another: `a leaf` finds `root` (0.800) before `leaf` (0.700)"],
    );
    check(
        &[("stem", &[(1, 0.8)])],
        &[
            "3:error finds-another: `stem` finds `root` (0.800) before `stem` (0.000)",
            "3:warning too-alike: 1 of the 1 ways to ask for `stem` find `root` as well",
        ],
    );
}

#[test]
fn nothing_found_is_an_error() {
    check(&[("the root", &[])], &["2:error finds-nothing: `the root` does not find `root`"]);
}

#[test]
fn entries_too_alike_are_reported_once() {
    check(
        &[
            ("a leaf", &[(0, 0.9), (1, 0.88)]),
            ("the leaf", &[(0, 0.9), (1, 0.88)]),
            ("a root", &[(1, 0.9), (0, 0.88)]),
            ("the root", &[(1, 0.9), (0, 0.88)]),
        ],
        &["1:warning too-alike: 2 of the 3 ways to ask for `leaf` find `root` as well"],
    );
    // One of three is not most of them.
    check(&[("a leaf", &[(0, 0.9), (1, 0.88)])], &[]);
    // Well behind is not nearly as well.
    check(&[("a leaf", &[(0, 0.9), (1, 0.8)]), ("the leaf", &[(0, 0.9), (1, 0.8)])], &[]);
}

#[test]
fn what_another_lint_reports_is_not_asked() {
    let text = r#"{"id": "leaf", "question": "leaf", "phrasings": ["?!", "Leaf?", "green"], "answer": "A leaf."}
{"id": "stem", "question": "stem", "phrasings": ["green!", ""], "answer": "A stem."}
{"id": "root", "question": "STEM", "phrasings": [], "answer": "A root."}"#;
    let (packs, _) = parse_json_lines(Source::new("plants.jsonl", text));
    let (knowledge, _) = KnowledgeBase::new(packs);
    let asked = std::cell::RefCell::new(Vec::new());
    let found = lint_retrieval(&knowledge, &|question| {
        asked.borrow_mut().push(question.to_owned());
        vec![(2, 1.0)]
    });
    assert_eq!(asked.into_inner(), ["leaf"]);
    let codes: Vec<_> = found.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["finds-another", "too-alike"]);
}
