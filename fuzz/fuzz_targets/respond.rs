//! A reply to any message.
//!
//! **Invariant:** every reply has a text, a disclaimer and a pointer; a clarification has two to
//! four choices.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use signpost::config::defaults;
use signpost::diagnostic::Source;
use signpost::engine::Engine;
use signpost::engine::helplines::{Helplines, Region};
use signpost::engine::knowledge::{KnowledgeBase, parse_json_lines};
use signpost::engine::outcome::Outcome;

const KNOWLEDGE: &str = include_str!("../seeds/json_lines/tea.jsonl");

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let (packs, _) = parse_json_lines(Source::new("tea.jsonl", KNOWLEDGE));
    let (knowledge, _) = KnowledgeBase::new(packs);
    Engine::new(knowledge, Helplines::built_in(), Region::Us, defaults::FLOORS)
});

fuzz_target!(|text: &str| {
    let response = ENGINE.respond(text);
    let reply = &response.reply;
    for part in [reply.text().as_str(), reply.disclaimer(), reply.pointer()] {
        assert!(!part.trim().is_empty(), "{response:?}");
    }
    let choices = reply.choices.len();
    let is_clarification = response.outcome == Outcome::Clarify;
    assert!(if is_clarification { (2..=4).contains(&choices) } else { choices == 0 });
    assert_eq!(response.outcome == Outcome::Answer, !response.answers.is_empty());
});
