//! Words in disguise: leetspeak, letters parted by marks, held keys, words run together.
//!
//! **Invariant:** a disguise is believed where what is under it is a known word, or where the
//! letters leave no other reading.

use rustc_hash::FxHashSet;

use super::shorthand;
use crate::engine::english;

/// Single letters in a row that are one word spelt out: "k m s".
pub(super) const SPELT_OUT: usize = 3;

/// Words run together must all be among the 1,023 most frequent: "methadone" is not "met had one".
const RUN_TOGETHER_BAND: u8 = 9;

/// Shorter chunks than this are words that are not in the dictionary, not several words.
const RUN_TOGETHER: usize = 9;

/// "k.m.s" and "d-i-e": single letters with one mark between each.
pub(super) fn spelt_with_marks(core: &str) -> Option<String> {
    let mut letters = String::new();
    for (place, character) in core.chars().enumerate() {
        if place % 2 == 0 {
            if !character.is_alphabetic() {
                return None;
            }
            letters.push(character);
        } else if character.is_alphanumeric() || character == '\'' {
            return None;
        }
    }
    (letters.chars().count() >= SPELT_OUT).then_some(letters)
}

/// Reads digits and signs as the letters they resemble. `None` where another sign is among them.
pub(super) fn unleet(core: &str) -> Option<String> {
    let mut word = String::with_capacity(core.len());
    for character in core.chars() {
        word.push(match character {
            '0' => 'o',
            '1' | '!' | '|' => 'i',
            '3' | '€' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' | '+' => 't',
            '8' => 'b',
            '9' => 'g',
            '¥' => 'y',
            '*' => '*',
            letter if letter.is_alphabetic() => letter,
            _ => return None,
        });
    }
    Some(word)
}

/// A word written with digits or signs among its letters: "k1ll", "su!cide", "kr4tom", "f*ck".
pub(super) fn leet_word(core: &str) -> Option<String> {
    let word = unleet(core)?;
    let letters = core.chars().filter(|character| character.is_alphabetic()).count();
    if letters == 0 {
        return None;
    }
    let other = word.replace('i', "l");
    if !word.contains('*') {
        if english::is_word(&word) {
            return Some(word);
        }
        // "1" and "!" stand for an l as well ("he1p"): the letters that were written stay.
        let with_l: String = core
            .chars()
            .zip(word.chars())
            .map(|(raw, letter)| match raw {
                '1' | '!' | '|' => 'l',
                _ => letter,
            })
            .collect();
        if other != word && english::is_word(&with_l) {
            return Some(with_l);
        }
    }
    // Not a known word: believed only where letters stand on both sides of every sign, and
    // more of them than signs.
    let length = core.chars().count();
    let inside = (core.starts_with(char::is_alphabetic)
        || (length >= 6 && letters * 3 >= length * 2))
        && core.ends_with(char::is_alphabetic)
        && letters * 2 > length
        && core.chars().all(|c| c.is_alphanumeric() || matches!(c, '@' | '$' | '*' | '¥'));
    if !inside {
        return None;
    }
    // Held keys are let go first: "k**aaa" has no more letters than signs.
    let word = without_held_keys(&word).unwrap_or(word);
    let letters = word.chars().filter(|character| character.is_alphabetic()).count();
    (letters * 2 > word.chars().count()).then_some(word)
}

/// A word without the letters that were held down: "heeelp" and "sooo".
pub(super) fn without_held_keys(word: &str) -> Option<String> {
    // Hardly any word has one.
    let is_held = |run: &[u8]| run[0] == run[1] && run[1] == run[2];
    if word.is_ascii() && !word.as_bytes().windows(3).any(is_held) {
        return None;
    }
    let mut held = FxHashSet::default();
    let (mut run, mut last) = (0, '\0');
    for character in word.chars() {
        run = if character == last { run + 1 } else { 1 };
        last = character;
        if run == 3 {
            held.insert(character);
        }
    }
    if held.is_empty() {
        return None;
    }
    // A letter that was held somewhere is written once or twice wherever it stands.
    let with_runs_of = |longest: usize| {
        let mut kept = String::with_capacity(word.len());
        let (mut run, mut last) = (0, '\0');
        for character in word.chars() {
            run = if character == last { run + 1 } else { 1 };
            last = character;
            if run <= if held.contains(&character) { longest } else { 2 } {
                kept.push(character);
            }
        }
        kept
    };
    let (single, double) = (with_runs_of(1), with_runs_of(2));
    let known = |word: &str| english::is_word(word) || shorthand::expand(word).is_some();
    Some(if !known(&single) && known(&double) { double } else { single })
}

/// Short words that may stand in a run of words; other pairs of letters are too often noise.
fn is_short_word(part: &str) -> bool {
    matches!(
        part.as_bytes(),
        b"a" | b"i"
            | b"am"
            | b"an"
            | b"as"
            | b"at"
            | b"be"
            | b"by"
            | b"do"
            | b"go"
            | b"he"
            | b"if"
            | b"in"
            | b"is"
            | b"it"
            | b"me"
            | b"my"
            | b"no"
            | b"of"
            | b"on"
            | b"or"
            | b"so"
            | b"to"
            | b"we"
    )
}

/// The words of "idontwanttolive". `None` where it is one word, or not made of frequent ones.
pub(super) fn parts_of_run_together(word: &str) -> Option<Vec<&str>> {
    /// Longer runs are noise; it also bounds the work.
    const LONGEST: usize = 60;
    if word.len() < RUN_TOGETHER
        || word.len() > LONGEST
        || !word.bytes().all(|byte| byte.is_ascii_lowercase())
        || english::is_word(word)
    {
        return None;
    }
    // The fewest words win: best[end] holds how many words reach it and where the last starts.
    let mut best = [None::<(u8, u8)>; LONGEST + 1];
    best[0] = Some((0, 0));
    for end in 1..=word.len() {
        for start in end.saturating_sub(12)..end {
            let Some((count, _)) = best[start] else { continue };
            let part = &word[start..end];
            let allowed = if part.len() <= 2 {
                is_short_word(part)
            } else if matches!(part, "ive" | "hes" | "shes" | "yall") {
                // The ends of many words that the dictionary lacks: "talkative" is one.
                start == 0
            } else {
                english::band(part).is_some_and(|band| band <= RUN_TOGETHER_BAND)
            };
            if allowed && best[end].is_none_or(|(fewest, _)| count + 1 < fewest) {
                best[end] = Some((count + 1, start as u8));
            }
        }
    }
    let mut parts = Vec::new();
    let mut end = word.len();
    while end > 0 {
        let (_, start) = best[end]?;
        let start = usize::from(start);
        parts.push(&word[start..end]);
        end = start;
    }
    parts.reverse();
    Some(parts)
}
