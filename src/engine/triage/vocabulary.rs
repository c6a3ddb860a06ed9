//! Every word that some rule knows, and how a word of a message is taken for one of them.
//!
//! **Invariant:** a real English word is only ever itself; what is corrected is neither known to
//! a rule nor English.

use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};
use strsim::osa_distance;

use super::pattern::Set;
use super::slips::{CONFUSED, STARRED, TWO_LETTERS};
use crate::engine::english;
use crate::engine::letters::Letters;

/// A word that some rule knows.
pub(super) type WordId = u16;

/// At most so many readings of one misspelt word are kept.
const MOST_READINGS: usize = 4;

/// Shorter words are too close to too many others.
const SHORTEST_CORRECTED: usize = 4;

/// From this length on, two slips are believed.
const LONG: usize = 9;

/// About as many words as the rules know, so that the way to them is not made anew as it grows.
const USUAL_WORDS: usize = 9_000;

/// Longer chunks are noise.
const LONGEST: usize = 24;

/// The words, and the way from a written word to them.
pub(super) struct Vocabulary {
    words: Vec<Arc<str>>,
    ids: FxHashMap<Arc<str>, WordId>,
    /// Words that may be misspelt, by their first letter.
    by_first_letter: FxHashMap<char, Vec<WordId>>,
    plain: FxHashSet<&'static str>,
    /// The classes and stems that were met, as they are written.
    sets: FxHashMap<Box<str>, Set>,
    /// How common each word is, in no particular unit.
    commonness: Vec<u64>,
    /// Which letters each word has.
    letters: Vec<Letters>,
    /// Long words by what follows their first letter.
    by_tail: FxHashMap<Box<str>, WordId>,
}

impl Vocabulary {
    pub(super) fn new() -> Self {
        Vocabulary {
            words: Vec::new(),
            ids: FxHashMap::with_capacity_and_hasher(USUAL_WORDS, FxBuildHasher),
            by_first_letter: FxHashMap::default(),
            plain: FxHashSet::default(),
            sets: FxHashMap::default(),
            commonness: Vec::new(),
            letters: Vec::new(),
            by_tail: FxHashMap::default(),
        }
    }

    /// The id of a word, given on first sight. No more than 65,536 words are ever known.
    pub(super) fn learn(&mut self, word: &str) -> WordId {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = WordId::try_from(self.words.len()).unwrap_or(WordId::MAX);
        let shared: Arc<str> = word.into();
        self.words.push(Arc::clone(&shared));
        self.letters.push(Letters::of(word));
        let band = english::band(word);
        self.commonness.push(band.map_or(1, |band| 1 << (16 - u32::from(band.min(15)))));
        self.ids.insert(shared, id);
        let letters = word.chars().count();
        if letters >= SHORTEST_CORRECTED
            && let Some(first) = word.chars().next()
        {
            self.by_first_letter.entry(first).or_default().push(id);
            if letters >= LONG {
                self.by_tail.insert(word[first.len_utf8()..].into(), id);
            }
        }
        id
    }

    /// Keeps a word that no rule needs from being taken for a misspelt one.
    pub(super) fn learn_plain(&mut self, word: &'static str) {
        self.plain.insert(word);
    }

    /// Whether a rule knows this very word.
    pub(super) fn knows(&self, written: &str) -> bool {
        self.ids.contains_key(written)
    }

    /// What some rule knows this written word as: itself, or words it may be a slip for.
    pub(super) fn read(&self, written: &str) -> Vec<WordId> {
        if written.contains('*') {
            return self.fill_in(written);
        }
        let mut readings: Vec<WordId> = self.ids.get(written).copied().into_iter().collect();
        if let Ok(place) = CONFUSED.binary_search_by(|(word, _)| (*word).cmp(written)) {
            readings.extend(self.ids.get(CONFUSED[place].1));
        }
        // Listed misspellings may be slips for other words of the rules as well.
        if !self.is_real(written) && (readings.is_empty() || written.len() > SHORTEST_CORRECTED + 1)
        {
            for id in self.correct(written) {
                if !readings.contains(&id) {
                    readings.push(id);
                }
            }
        }
        readings
    }

    /// What somebody meant who wrote what is no word: of the words that it may be a slip for, the
    /// commonest.
    pub(super) fn meant(&self, written: &str) -> Option<&str> {
        if self.knows(written) || self.is_real(written) {
            return None;
        }
        let readings = self.read(written).into_iter().map(usize::from);
        let meant = readings.max_by_key(|&id| self.commonness[id])?;
        Some(&self.words[meant])
    }

    /// The words that a starred one ("d*e") may stand for.
    fn fill_in(&self, written: &str) -> Vec<WordId> {
        let fits = |word: &str| {
            word.len() == written.len()
                && word.bytes().zip(written.bytes()).all(|(a, b)| a == b || b == b'*')
        };
        STARRED
            .iter()
            .filter(|word| fits(word))
            .filter_map(|word| self.ids.get(*word))
            .copied()
            .collect()
    }

    fn is_real(&self, written: &str) -> bool {
        self.plain.contains(written) || is_english(written)
    }

    fn correct(&self, written: &str) -> Vec<WordId> {
        let letters = written.chars().count();
        if !(SHORTEST_CORRECTED..=LONGEST).contains(&letters) {
            return Vec::new();
        }
        let Some(first) = written.chars().next() else { return Vec::new() };
        let allowed = if letters >= LONG { 2 } else { 1 };
        let mut nearest = allowed;
        let mut found = Vec::new();
        let ours = Letters::of(written);
        for &id in self.by_first_letter.get(&first).map_or(&[][..], Vec::as_slice) {
            let word = &self.words[usize::from(id)];
            if word.len().abs_diff(written.len()) > nearest
                || !ours.may_be_within(nearest, self.letters[usize::from(id)])
            {
                continue;
            }
            let distance = osa_distance(word, written);
            if distance == 0 {
                continue;
            }
            if distance < nearest {
                nearest = distance;
                found.clear();
            }
            if distance == nearest && found.len() < MOST_READINGS {
                found.push(id);
            }
        }
        if found.is_empty() && letters >= LONG {
            // A slip on the first letter counts double, so that it uses up both.
            found.extend(self.by_tail.get(&written[first.len_utf8()..]));
        }
        found
    }

    /// The known words that a chunk without spaces is made of ("killmyself"), as few as possible.
    pub(super) fn split<'a>(&self, written: &'a str) -> Option<Vec<&'a str>> {
        const SHORTEST: usize = 7;
        const LONGEST_CHUNK: usize = 60;
        const LONGEST_PART: usize = 12;
        let fits = written.bytes().all(|byte| byte.is_ascii_lowercase())
            && (SHORTEST..=LONGEST_CHUNK).contains(&written.len());
        if !fits || self.ids.contains_key(written) || self.is_real(written) {
            return None;
        }
        let is_part = |part: &str| match part.len() {
            1 => matches!(part, "i" | "a" | "u"),
            2 => TWO_LETTERS.contains(&part),
            3 => english::band(part).is_some_and(|band| band <= 9) || STARRED.contains(&part),
            _ => self.ids.contains_key(part) || english::band(part).is_some_and(|band| band <= 10),
        };
        // best[end] holds how many parts reach it and where the last of them starts.
        let mut best: Vec<Option<(usize, usize)>> = vec![None; written.len() + 1];
        best[0] = Some((0, 0));
        for end in 1..=written.len() {
            for start in end.saturating_sub(LONGEST_PART)..end {
                let Some((count, _)) = best[start] else { continue };
                let fewer = best[end].is_none_or(|(fewest, _)| count + 1 < fewest);
                if fewer && is_part(&written[start..end]) {
                    best[end] = Some((count + 1, start));
                }
            }
        }
        let mut parts = Vec::new();
        let mut end = written.len();
        while end > 0 {
            let (_, start) = best[end]?;
            parts.push(&written[start..end]);
            end = start;
        }
        parts.reverse();
        // Many short parts are what any word falls into.
        (written.len() * 2 >= parts.len() * 5).then_some(parts)
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The words of a class or a stem, if they were worked out before.
    pub(super) fn set(&self, written: &str) -> Option<Set> {
        self.sets.get(written).cloned()
    }

    /// Keeps them for the next time.
    pub(super) fn keep_set(&mut self, written: &str, words: Set) -> Set {
        self.sets.insert(written.into(), words.clone());
        words
    }

    /// Forgets which of them there were: only compiling asks.
    pub(super) fn forget_sets(&mut self) {
        self.sets = FxHashMap::default();
    }

    /// How much of ordinary text a set of words makes up, in no particular unit.
    pub(super) fn commonness(&self, set: &[WordId]) -> u64 {
        set.iter().map(|&id| self.commonness[usize::from(id)]).sum()
    }
}

/// Whether this is an English word, or an inflection of one that the list does not hold.
fn is_english(written: &str) -> bool {
    const ENDINGS: [&str; 7] = ["s", "es", "ed", "ing", "er", "ers", "ly"];
    let is_inflected = |ending: &&str| {
        written.strip_suffix(ending).is_some_and(|stem| {
            stem.len() >= SHORTEST_CORRECTED
                && (english::is_word(stem) || english::is_word(&format!("{stem}e")))
        })
    };
    english::is_word(written) || ENDINGS.iter().any(is_inflected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_read_and_words_are_left_alone() {
        let mut vocabulary = Vocabulary::new();
        for word in ["suicide", "breathing", "seizure", "killed", "overdose", "myself", "kill"] {
            vocabulary.learn(word);
        }
        let read = |written: &str| -> Vec<String> {
            let ids = vocabulary.read(written);
            ids.iter().map(|&id| vocabulary.words[usize::from(id)].to_string()).collect()
        };
        for (written, meant) in [
            ("sucide", "suicide"),
            ("breahting", "breathing"),
            ("siezure", "seizure"),
            ("overdoze", "overdose"),
        ] {
            assert_eq!(read(written), [meant], "{written}");
        }
        for written in ["skilled", "billed", "decide", "treating"] {
            assert!(read(written).is_empty(), "{written}");
        }
        assert_eq!(vocabulary.split("killmyself"), Some(vec!["kill", "myself"]));
    }
}
