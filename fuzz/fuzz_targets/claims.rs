//! Claims and amounts in any text.
//!
//! **Invariant:** a claim stands on a line of the text, and shows what it was found in.
#![no_main]

use libfuzzer_sys::fuzz_target;
use signpost::engine::knowledge::claims::find_claims;

fuzz_target!(|text: &str| {
    for claim in find_claims(text) {
        assert!((1..=text.lines().count()).contains(&claim.line), "{claim:?}");
        assert!(!claim.excerpt.is_empty(), "{claim:?}");
    }
});
