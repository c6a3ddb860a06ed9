//! Settings of any text.
//!
//! **Invariant:** what is in force is valid, whatever was written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use signpost::config;
use signpost::diagnostic::Source;
use signpost_fuzz::check_findings;

fuzz_target!(|text: &str| {
    let (settings, found) = config::parse(Some(Source::new("signpost.toml", text)), []);
    check_findings(text, &found);
    let matching = &settings.matching;
    assert!(matching.clarify_floor.value <= matching.answer_floor.value);
    assert!((1..=3).contains(&matching.max_answers.value));
    assert!(!settings.knowledge.paths.value.is_empty());
});
