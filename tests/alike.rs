//! Which questions are put together, and which are not.
//!
//! 1. What is asked in other words, misspelt or with small talk around it is alike.
//! 2. What is asked on the same subject, and is another question, is not.
//! 3. Every text is in one group, also one of no words.

use std::path::Path;

use signpost::app;
use signpost::engine::alike::alike;
use signpost::engine::knowledge::KnowledgeBase;

fn shipped() -> KnowledgeBase {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    app::load_knowledge(&[root.join("knowledge/kratom")]).expect("the shipped pack").0
}

fn check(texts: &[&str], expected: &[&[usize]]) {
    assert_eq!(alike(texts, &shipped()), expected, "{texts:?}");
}

#[test]
fn ways_of_putting_a_question_are_together() {
    check(
        &[
            "when does the greenhouse open?",
            "what are the opening hours of the greenhouse",
            "can I bring my dog to the meeting",
            "hey all, greenhouse opening times?",
            "are dogs allowed at the meeting?",
            "when does the greenhuose open",
        ],
        &[&[0, 1, 3, 5], &[2, 4]],
    );
}

#[test]
fn other_questions_on_one_subject_are_apart() {
    check(
        &[
            "does kratom expire?",
            "does kratom smell?",
            "how do i store kratom at home",
            "what time is the meeting",
            "are dogs allowed at the meeting?",
        ],
        &[&[0], &[1], &[2], &[3], &[4]],
    );
}

#[test]
fn every_text_is_in_one_group() {
    check(&[], &[]);
    check(&["", "???", "🌿"], &[&[0, 1, 2]]);
    check(&["one question here"], &[&[0]]);
    let groups = alike(&["a", "b"], &KnowledgeBase::default());
    assert_eq!(groups, [[0], [1]]);
}
