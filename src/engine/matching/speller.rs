//! Corrects misspelt words against the words of the knowledge base.
//!
//! Candidates come from the symmetric deletion index of Garbe (`SymSpell`, 2012): two words within
//! so many edits share a form with as many letters deleted. No more than two are, so that of words three
//! edits apart those are found where an edit is an exchange or stands behind the letters looked at.
//! strsim's optimal string alignment distance then says how far they are apart, so a transposition counts
//! once. Of those that are near enough, the likeliest is meant: a noisy channel (Kernighan, Church and
//! Gale, 1990), in bits, of which an edit takes some and so does a rare word.
//!
//! **Invariant:** a word that is English, or known here, is never corrected; words are added before
//! it is finished, and looked up after that.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::engine::english;
use crate::engine::letters::Letters;

/// Shorter words have too many neighbours: "red" is one letter from "bed", "read" and "rid".
const SHORTEST: usize = 4;

/// What was typed may have lost a letter.
const SHORTEST_TYPED: usize = 3;

/// English words from this band on are rare enough to be a slip for a common one that is known
/// here: "ned" for "need".
const RARE: u8 = 13;

/// How common that word has to be.
const COMMON: u8 = 9;

/// The bits that the most frequent words of English take, over their band: by Zipf's law the word of rank
/// r is about one in 10·r. The rest is that whoever asks here writes the words of the knowledge base, of
/// which each takes what its share there says. From 3 to 12 as many questions are ranked right.
const ENGLISH_BITS: u32 = 6;

/// The bits that an edit takes. A word has to be 64 times as common as another to be meant in spite of one
/// edit more. From 3 to 8 as many questions are ranked right.
const EDIT_BITS: u32 = 6;

/// People get the first letter right (Yannakoudakis and Fawthrop, 1983), so that a wrong one takes more.
const FIRST_LETTER_BITS: u32 = 2;

/// Longer ones are noise, and comparing them is slow.
const LONGEST: usize = 40;

/// From this length on two edits still leave one plausible word, and from that length on three. What is
/// no word says nothing as it stands, so that little is lost by a guess: of questions in which each
/// longer word is misspelt one to two in a hundred more are ranked right than with two edits from seven
/// letters on and no more than that.
const TWO_EDITS: usize = 5;
const THREE_EDITS: usize = 8;

/// Deletions are taken from this many letters at the start only, which keeps the index small;
/// what follows is compared by the distance itself (the prefix variant of `SymSpell`).
const PREFIX: usize = 8;

/// Room for the words near a misspelt one, so that it grows for few.
const USUAL_NEAR: usize = 64;

/// Forms of about so many begin with the same bits: they are next to each other, so that looking at all of
/// them costs little more than looking at one.
const TOGETHER: usize = 4;

/// Words of a knowledge base, ready to be looked up by misspellings.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Speller {
    words: Vec<Box<str>>,
    /// How often each word occurs, to choose among those that are near.
    counts: Vec<u32>,
    /// How often they occur together.
    total: u32,
    /// Which letters each word has.
    letters: Vec<Letters>,
    places: FxHashMap<Box<str>, u32>,
    /// Hashes of forms with letters deleted, each with a word that has it behind it, sorted. A list
    /// takes a tenth of the memory of a map.
    deletions: Box<[u64]>,
    /// Where among these the forms begin whose hashes begin with the same bits, and the end of all.
    starts: Box<[u32]>,
}

/// A correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Correction<'a> {
    pub(super) word: &'a str,
    /// How many edits away, with an edit of the first letter counted double.
    pub(super) cost: usize,
}

/// A correction with the bits that it takes: the fewer, the likelier it is what was meant.
type Weighed<'a> = (u32, Correction<'a>);

impl Speller {
    /// Adds one occurrence of a word.
    pub(super) fn add(&mut self, word: &str) {
        self.total = self.total.saturating_add(1);
        if let Some(&place) = self.places.get(word) {
            self.counts[place as usize] += 1;
            return;
        }
        let Ok(place) = u32::try_from(self.words.len()) else { return };
        self.words.push(word.into());
        self.counts.push(1);
        self.letters.push(Letters::of(word));
        self.places.insert(word.into(), place);
    }

    /// Every word, once.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|word| &**word)
    }

    /// Makes ready for looking words up, once all are added.
    pub(super) fn finish(&mut self) {
        let mut known: Vec<u64> = Vec::new();
        for (place, word) in (0..).zip(&self.words) {
            if word.chars().count() >= SHORTEST && word.chars().all(char::is_alphabetic) {
                deletions(word, |form| known.push(u64::from(form) << 32 | place));
            }
        }
        known.sort_unstable();
        known.dedup();
        let count = (known.len() / TOGETHER).next_power_of_two();
        let shift = 64 - count.trailing_zeros();
        let mut starts = Vec::with_capacity(count + 1);
        for beginning in 0..count as u64 {
            let from = starts.last().map_or(0, |start| *start as usize);
            let before =
                known[from..].iter().take_while(|form| first_bits(**form, shift) < beginning);
            starts.push((from + before.count()) as u32);
        }
        starts.push(known.len() as u32);
        self.starts = starts.into_boxed_slice();
        self.deletions = known.into_boxed_slice();
    }

    /// The words that have a form. Two forms with one hash only cost a comparison more.
    fn words_with(&self, form: u32) -> impl Iterator<Item = u32> {
        let count = self.starts.len().saturating_sub(1);
        let together = match count {
            0 => &[],
            _ => {
                let shift = 64 - count.trailing_zeros();
                let at = first_bits(u64::from(form) << 32, shift) as usize;
                &self.deletions[self.starts[at] as usize..self.starts[at + 1] as usize]
            }
        };
        let same = together.iter().filter(move |known| (**known >> 32) as u32 == form);
        // The lower half is the place.
        same.map(|known| *known as u32)
    }

    /// Whether this is a word of the knowledge base.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.places.contains_key(word)
    }

    /// The word that was meant, in English or another language. `None` where the word is known,
    /// English, or near to nothing.
    pub(super) fn correct(&self, word: &str, is_english: bool) -> Option<Correction<'_>> {
        let length = word.chars().count();
        if !(SHORTEST_TYPED..=LONGEST).contains(&length)
            || !word.chars().all(|letter| letter.is_alphabetic() || letter == '*')
            || self.knows(word)
        {
            return None;
        }
        if !is_english {
            return self.nearest(word, length).map(|(_, ours)| ours);
        }
        let is_rare = match english::band(word) {
            Some(band) if band < RARE => return None,
            Some(_) => true,
            None => false,
        };
        let ours = self.nearest(word, length);
        if is_rare {
            let ours = ours.map(|(_, ours)| ours);
            return ours.filter(|ours| {
                ours.cost == 1 && english::band(ours.word).is_some_and(|band| band <= COMMON)
            });
        }
        let mut english: Option<Weighed<'_>> = None;
        english::one_edit_away(word, |candidate, band| {
            let (edits, cost) = weigh(word, candidate, 1);
            let bits = edits + ENGLISH_BITS + u32::from(band);
            let better = english.is_none_or(|(least, best)| (bits, candidate) < (least, best.word));
            if candidate.len() >= SHORTEST && better {
                english = Some((bits, Correction { word: candidate, cost }));
            }
        });
        let likeliest = match (ours, english) {
            (Some(ours), Some(english)) if english.0 < ours.0 => Some(english),
            (ours, english) => ours.or(english),
        };
        likeliest.map(|(_, correction)| correction)
    }

    /// The word of the knowledge base that is likeliest meant.
    fn nearest(&self, word: &str, length: usize) -> Option<Weighed<'_>> {
        let most = match length {
            THREE_EDITS.. => 3,
            TWO_EDITS.. => 2,
            _ => 1,
        };
        let mut best: Option<Weighed<'_>> = None;
        let ours = Letters::of(word);
        let mut near = Vec::with_capacity(USUAL_NEAR);
        deletions(word, |form| near.extend(self.words_with(form)));
        // A word that is near shares many forms.
        near.sort_unstable();
        near.dedup();
        for place in near.into_iter().map(|place| place as usize) {
            let candidate = &self.words[place];
            // Of three letters only what lost one is read.
            if length < SHORTEST && candidate.chars().count() <= length {
                continue;
            }
            // With more edits it takes as many bits as the best, however common it is.
            let worth =
                best.map_or(most, |(least, _)| most.min(((least - 1) / EDIT_BITS) as usize));
            if !ours.may_be_within(worth, self.letters[place]) {
                continue;
            }
            let distance = strsim::osa_distance(word, candidate);
            let (edits, cost) = weigh(word, candidate, distance);
            // A wrong first letter alone is not too much for a short word.
            if distance == 0 || distance > worth || cost > most.max(2) {
                continue;
            }
            let bits = edits + (self.total / self.counts[place]).ilog2();
            // Of equals the first that was met.
            if best.is_none_or(|(least, _)| bits < least) {
                best = Some((bits, Correction { word: candidate, cost }));
            }
        }
        best
    }

    /// Two known words that a run-together word is made of.
    pub(super) fn split<'a>(&self, word: &'a str) -> Option<(&'a str, &'a str)> {
        if word.len() < 6 || self.knows(word) || english::is_word(word) || !word.is_ascii() {
            return None;
        }
        let fits =
            |part: &str| self.knows(part) || english::band(part).is_some_and(|band| band <= 9);
        (2..=word.len() - 2)
            .map(|at| word.split_at(at))
            .filter(|(head, tail)| {
                let longest = if head.len() > tail.len() { head } else { tail };
                // One of the two has to be a word of the subject, or the split is guesswork.
                self.knows(longest) && longest.len() >= 5 && fits(head) && fits(tail)
            })
            .max_by_key(|(head, tail)| head.len().max(tail.len()))
    }
}

/// The bits that so many edits take, and what they cost.
fn weigh(word: &str, candidate: &str, edits: usize) -> (u32, usize) {
    let first = first_differs(word, candidate);
    let bits = EDIT_BITS * edits as u32 + if first { FIRST_LETTER_BITS } else { 0 };
    (bits, edits + usize::from(first))
}

fn first_differs(word: &str, candidate: &str) -> bool {
    word.chars().next() != candidate.chars().next() && !starts_transposed(word, candidate)
}

fn starts_transposed(word: &str, candidate: &str) -> bool {
    let (mut word, mut candidate) = (word.chars(), candidate.chars());
    let pair = (word.next(), word.next());
    pair == {
        let first = candidate.next();
        (candidate.next(), first)
    }
}

/// Hashes of the prefix of a word with up to two letters deleted.
fn deletions(word: &str, mut found: impl FnMut(u32)) {
    let mut letters = ['\0'; PREFIX];
    let mut length = 0;
    let mut rest = word.chars();
    for (place, letter) in letters.iter_mut().zip(&mut rest) {
        *place = letter;
        length += 1;
    }
    let prefix = &letters[..length];
    let two = length + rest.count() >= TWO_EDITS - 1;
    found(hash(prefix.iter()));
    for first in 0..length {
        let (before, after) = (&prefix[..first], &prefix[first + 1..]);
        found(hash(before.iter().chain(after)));
        if two {
            for second in 0..after.len() {
                found(hash(before.iter().chain(&after[..second]).chain(&after[second + 1..])));
            }
        }
    }
}

/// The first bits of a form and its word, all but so many.
fn first_bits(form: u64, shift: u32) -> u64 {
    form.checked_shr(shift).unwrap_or(0)
}

fn hash<'l>(letters: impl Iterator<Item = &'l char>) -> u32 {
    use std::hash::Hasher as _;
    let mut hasher = rustc_hash::FxHasher::default();
    letters.for_each(|letter| hasher.write_u32(u32::from(*letter)));
    // The upper half: the lower bits of this hash depend on few of its input's.
    (hasher.finish() >> 32) as u32
}
