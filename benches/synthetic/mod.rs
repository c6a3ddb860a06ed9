//! Knowledge bases of any size, made up.
//!
//! Words come from a vocabulary of English words and made-up names, drawn by a power law as words
//! are (Zipf, 1949); an entry has a few words of its own, which its phrasings share. Questions are
//! phrasings with words left out, added and misspelt.
//!
//! **Invariant:** the same size always gives the same texts, on any machine.

use std::fmt::Write as _;

/// Phrasings of an entry, its question among them.
const PHRASINGS: usize = 5;

/// Function words that stand between the others.
const COMMON: [&str; 24] = [
    "how", "do", "i", "the", "a", "my", "can", "to", "what", "is", "in", "for", "of", "with", "it",
    "not", "on", "where", "why", "when", "does", "if", "and", "get",
];

/// Syllables that names are made of.
const SYLLABLES: [&str; 20] = [
    "ba", "cor", "del", "fin", "gra", "hol", "jin", "ka", "lem", "mor", "nu", "pra", "quo", "ros",
    "sti", "tan", "ul", "ver", "wex", "zo",
];

/// A stream of numbers that look random (xorshift, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    /// A rank below a bound, each about as likely as one over itself.
    fn rank(&mut self, bound: usize) -> usize {
        let share = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        ((bound as f64).powf(share) as usize).min(bound.saturating_sub(1))
    }
}

/// Texts made up for one size.
pub(crate) struct Synthetic {
    /// For each entry its ways of asking.
    pub(crate) entries: Vec<Vec<String>>,
    /// Questions, each with the place of the entry that it is made from.
    pub(crate) questions: Vec<(String, usize)>,
}

impl Synthetic {
    /// About so many phrasings, and so many questions.
    pub(crate) fn new(phrasings: usize, questions: usize) -> Self {
        let mut numbers = Numbers(0x2545_f491_4f6c_dd1d);
        let count = phrasings.div_ceil(PHRASINGS);
        // Vocabularies grow with the root of a text (Heaps, 1978).
        let vocabulary = 400 + 60 * (phrasings as f64).sqrt() as usize;
        let words: Vec<String> = (0..vocabulary).map(|_| name(&mut numbers)).collect();
        let mut entries: Vec<Vec<String>> = Vec::with_capacity(count);
        for place in 0..count {
            let own: Vec<usize> = (0..4).map(|_| numbers.rank(vocabulary)).collect();
            let left = phrasings - place * PHRASINGS;
            let texts: Vec<String> =
                (0..PHRASINGS.min(left)).map(|_| phrasing(&mut numbers, &words, &own)).collect();
            entries.push(texts);
        }
        let questions = (0..questions)
            .map(|_| {
                let entry = numbers.below(count);
                let text = numbers.below(entries[entry].len());
                (asked(&mut numbers, &entries[entry][text], &words), entry)
            })
            .collect();
        Synthetic { entries, questions }
    }

    /// The knowledge as JSON Lines.
    pub(crate) fn knowledge(&self) -> String {
        let mut lines = String::new();
        for (place, texts) in self.entries.iter().enumerate() {
            let _ = writeln!(
                lines,
                r#"{{"id": "e{place}", "question": "{}", "phrasings": {:?}, "answer": "Answer {place}."}}"#,
                texts[0],
                &texts[1..]
            );
        }
        lines
    }
}

fn name(numbers: &mut Numbers) -> String {
    (0..2 + numbers.below(3)).map(|_| SYLLABLES[numbers.below(SYLLABLES.len())]).collect()
}

fn phrasing(numbers: &mut Numbers, words: &[String], own: &[usize]) -> String {
    let mut text: Vec<&str> = Vec::new();
    for _ in 0..6 + numbers.below(6) {
        text.push(match numbers.below(10) {
            0..=3 => COMMON[numbers.rank(COMMON.len())],
            4..=7 => &words[own[numbers.below(own.len())]],
            _ => &words[numbers.rank(words.len())],
        });
    }
    text.join(" ")
}

fn asked(numbers: &mut Numbers, phrasing: &str, words: &[String]) -> String {
    let mut text: Vec<String> = Vec::new();
    for word in phrasing.split(' ') {
        match numbers.below(12) {
            0 => {}
            1 => text.push(words[numbers.rank(words.len())].clone()),
            2 if word.len() > 4 => {
                let mut letters: Vec<char> = word.chars().collect();
                let place = 1 + numbers.below(letters.len() - 2);
                letters.swap(place, place + 1);
                text.push(letters.into_iter().collect());
            }
            _ => text.push(word.to_owned()),
        }
    }
    text.join(" ")
}
