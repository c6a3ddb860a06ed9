//! Normalising any text.
//!
//! **Invariant:** normalising what it gives changes nothing.
#![no_main]

use libfuzzer_sys::fuzz_target;
use signpost::engine::query::normalise;

fuzz_target!(|text: &str| {
    let once = normalise(text);
    let twice = normalise(&once.canonical());
    assert!(once.own_words().eq(twice.own_words()), "{:?}", once.canonical());
    let sentences = once.sentences();
    assert_eq!(sentences.iter().map(|sentence| sentence.len()).sum::<usize>(), once.tokens().len());
});
