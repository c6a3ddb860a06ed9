//! Which words are English, and how common they are.
//!
//! Two uses: a real word is never "corrected" into another, and a word that is common everywhere
//! says little about which entry is meant.
//!
//! `words.txt` holds the 30,000 most frequent words of the `SymSpell` English dictionary (Wolf
//! Garbe, MIT; the intersection of Google Books Ngram, CC BY 3.0, and SCOWL), sorted, each with a
//! letter for its band: `a` is the most frequent word, and each next letter stands for twice as
//! many words (band = floor(log2(rank))).

mod edits;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

pub use edits::one_edit_away;

/// The sorted list, one `word letter` a line.
static WORDS: &str = include_str!("words.txt");

/// Words of chats that books do not hold, sorted, with their bands.
static CHAT: &[(&str, u8)] = &[
    ("abt", 9),
    ("aint", 9),
    ("alr", 9),
    ("arent", 8),
    ("asap", 9),
    ("bro", 8),
    ("bruh", 9),
    ("btw", 8),
    ("bullshit", 10),
    ("cant", 5),
    ("couldnt", 8),
    ("cuz", 8),
    ("didnt", 6),
    ("discord", 9),
    ("doesnt", 6),
    ("dont", 4),
    ("dude", 8),
    ("dunno", 9),
    ("emoji", 10),
    ("fr", 9),
    ("gif", 10),
    ("google", 8),
    ("gotta", 8),
    ("haha", 8),
    ("havent", 8),
    ("hes", 7),
    ("hey", 7),
    ("hi", 6),
    ("hows", 8),
    ("idk", 7),
    ("ikr", 9),
    ("im", 4),
    ("imo", 8),
    ("internet", 7),
    ("irl", 9),
    ("isnt", 7),
    ("ive", 6),
    ("kys", 12),
    ("lmao", 8),
    ("lol", 6),
    ("mods", 9),
    ("nah", 8),
    ("ngl", 9),
    ("ofc", 9),
    ("ok", 5),
    ("okay", 6),
    ("omg", 8),
    ("online", 7),
    ("pls", 7),
    ("plz", 8),
    ("ppl", 8),
    ("shes", 7),
    ("smth", 9),
    ("tbh", 8),
    ("thats", 6),
    ("theyre", 7),
    ("tho", 8),
    ("thx", 8),
    ("tysm", 9),
    ("ur", 7),
    ("wanna", 7),
    ("wasnt", 8),
    ("whats", 6),
    ("wont", 7),
    ("wtf", 8),
    ("yall", 8),
    ("yeah", 6),
    ("yep", 8),
    ("yo", 8),
    ("youre", 7),
];

/// Every known word with its band. Built once, in about a millisecond; searching the text instead
/// took half the time of building an index.
static BANDS: LazyLock<FxHashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut bands = FxHashMap::default();
    bands.reserve(WORDS.len() / 10 + CHAT.len());
    for line in WORDS.lines() {
        if let Some((word, band)) = line.split_once(' ') {
            bands.insert(word, band.as_bytes()[0] - b'a');
        }
    }
    bands.extend(CHAT.iter().copied());
    bands
});

/// How common a word is: 0 for the most frequent one, 14 for the rarest that are known.
///
/// The word must be in lower case. `None` where it is not a known English word.
#[must_use]
pub fn band(word: &str) -> Option<u8> {
    BANDS.get(word).copied()
}

/// Whether this is a known English word, in lower case.
#[must_use]
pub fn is_word(word: &str) -> bool {
    band(word).is_some()
}
