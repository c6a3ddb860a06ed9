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
mod table;

use std::sync::LazyLock;

pub use edits::one_edit_away;

use table::Table;

/// The sorted list, one `word letter` a line.
static WORDS: &str = include_str!("words.txt");

/// Words of chats, in the same form, with the bands that they have there. They go before.
static CHAT: &str = include_str!("chat.txt");

static TABLES: LazyLock<[Table; 2]> = LazyLock::new(|| [Table::new(CHAT), Table::new(WORDS)]);

/// A known word as it is listed, with its band.
fn listed(word: &str) -> Option<(&'static str, u8)> {
    let hash = table::hash(word);
    let (word, letter) = TABLES.iter().find_map(|table| table.find(word, hash))?;
    Some((word, letter - b'a'))
}

/// How common a word is: 0 for the most frequent one, 14 for the rarest that are known.
///
/// The word must be in lower case. `None` where it is not a known English word.
#[must_use]
pub fn band(word: &str) -> Option<u8> {
    listed(word).map(|(_, band)| band)
}

/// Whether this is a known English word, in lower case.
#[must_use]
pub fn is_word(word: &str) -> bool {
    band(word).is_some()
}
