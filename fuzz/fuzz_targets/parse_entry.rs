//! An entry's file of any text.
//!
//! **Invariant:** there is an entry exactly where there is no error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use signpost::diagnostic::{Source, has_errors};
use signpost::engine::knowledge::parse_entry;
use signpost_fuzz::check_findings;

fuzz_target!(|text: &str| {
    let (entry, found) = parse_entry(Source::new("entry.md", text));
    check_findings(text, &found);
    assert_eq!(entry.is_none(), has_errors(&found), "{found:?}");
    if let Some(entry) = entry {
        assert!(!entry.question.trim().is_empty() && !entry.answer.trim().is_empty());
        assert!(entry.lines.answer <= text.matches('\n').count() + 1);
    }
});
