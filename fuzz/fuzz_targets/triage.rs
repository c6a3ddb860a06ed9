//! Triage of any text.
//!
//! **Invariant:** a cry for help is heard whatever plain words stand above it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use signpost::engine::outcome::Category;
use signpost::engine::query::normalise;
use signpost::engine::triage::triage;

fuzz_target!(|text: &str| {
    let alone = triage(&normalise(text));
    for concern in &alone.concerns {
        assert!(!concern.rule.is_empty(), "{concern:?}");
    }
    // A mark of a quotation, of code or of a link may take what follows with it.
    if text.contains(['`', '"', '“', '”', '„', '«', '»', '>', '<', '[', '(']) {
        return;
    }
    let with_cry = triage(&normalise(&format!("{text}.\n\nit is late. i am going to kill myself tonight")));
    let heard = with_cry.concerns.iter().any(|concern| {
        matches!(
            concern.category,
            Category::SelfHarm | Category::Emergency | Category::Poisoning | Category::Harassment
        )
    });
    assert!(heard, "{with_cry:?}");
});
