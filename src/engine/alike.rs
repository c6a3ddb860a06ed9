//! Puts questions that are alike together.
//!
//! Two texts are as alike as each covers the other: the share of its meaning for which the other has
//! words. A word means the more, the rarer it is in English and among the entries. Words that look
//! alike count in part (the coefficient of Dice over runs of three letters; Kondrak et al., 2003).
//!
//! Not the matcher: that learns what tells entries apart, and here nothing is known of that.
//!
//! **Invariant:** pure; every text is in exactly one group, and the same texts make the same groups.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::english;
use super::knowledge::KnowledgeBase;
use super::query::normalise;
use super::segments::without_filler;

/// Texts of which each covers so much of the other are alike. Ways of putting one question, misspelt
/// ones among them, cover 0.6 and more; other questions on the same subject mostly 0.5 and less. A
/// group that holds one too many costs a glance, since its texts are shown.
const ALIKE: f64 = 0.6;

/// Words as common as these, the first seven of English, mean nothing by themselves.
const MEANINGLESS: u8 = 3;

/// The band of a word that is on no list: rarer than all that are.
const UNKNOWN: u8 = 15;

/// Below this two words look alike by chance.
const LOOKS_ALIKE: f64 = 0.45;

/// What a word counts that is another with an ending, as "opening" is "open".
const WITH_ENDING: f64 = 0.9;

/// The longest ending.
const ENDING: usize = 3;

/// Groups texts by likeness: each with the first one before it that it is like. The groups come in
/// the order of their first texts, and so do the texts in them.
#[must_use]
pub fn alike(texts: &[&str], knowledge: &KnowledgeBase) -> Vec<Vec<usize>> {
    let common = Common::of(knowledge);
    let read: Vec<Vec<Word>> = texts.iter().map(|text| words(text, &common)).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (place, words) in read.iter().enumerate() {
        let like = |group: &&mut Vec<usize>| {
            group.first().is_some_and(|&first| likeness(&read[first], words) >= ALIKE)
        };
        match groups.iter_mut().find(like) {
            Some(group) => group.push(place),
            None => groups.push(vec![place]),
        }
    }
    groups
}

/// A word that means something.
struct Word {
    text: String,
    letters: BTreeSet<[char; 3]>,
    weight: f64,
}

/// How many entries have a word.
struct Common {
    entries: usize,
    of: FxHashMap<String, usize>,
}

impl Common {
    fn of(knowledge: &KnowledgeBase) -> Self {
        let mut of = FxHashMap::default();
        for entry in knowledge.entries() {
            let mut words = BTreeSet::new();
            for text in entry.ways_of_asking() {
                words.extend(normalise(text).own_words().map(str::to_owned));
            }
            for word in words {
                *of.entry(word).or_insert(0) += 1;
            }
        }
        Common { entries: knowledge.len(), of }
    }

    /// From nought to one: the more entries have it, the less a word says.
    fn rarity(&self, word: &str) -> f64 {
        let count = |count: usize| u32::try_from(count).map_or(f64::INFINITY, f64::from);
        let (all, having) = (count(self.entries), count(self.of.get(word).copied().unwrap_or(0)));
        ((all + 2.0) / (having + 1.0)).ln() / (all + 2.0).ln()
    }
}

fn words(text: &str, common: &Common) -> Vec<Word> {
    let query = normalise(text);
    let all: Vec<&str> = query.own_words().collect();
    let core = without_filler(&all);
    let mut found: Vec<Word> = Vec::new();
    for word in if core.is_empty() { &all } else { core } {
        let band = english::band(word).unwrap_or(UNKNOWN);
        if band < MEANINGLESS || found.iter().any(|known| known.text == *word) {
            continue;
        }
        let weight = f64::from(band) * common.rarity(word);
        found.push(Word { text: (*word).to_owned(), letters: letters(word), weight });
    }
    found
}

/// The runs of three letters in a word, its ends among them.
fn letters(word: &str) -> BTreeSet<[char; 3]> {
    let padded: Vec<char> = std::iter::once(' ').chain(word.chars()).chain([' ']).collect();
    padded.windows(3).map(|run| [run[0], run[1], run[2]]).collect()
}

/// How alike two texts are: the geometric mean of what each covers of the other. Texts without words
/// are alike.
fn likeness(left: &[Word], right: &[Word]) -> f64 {
    if left.is_empty() && right.is_empty() {
        return 1.0;
    }
    (coverage(left, right) * coverage(right, left)).sqrt()
}

fn coverage(of: &[Word], by: &[Word]) -> f64 {
    let all: f64 = of.iter().map(|word| word.weight).sum();
    if all <= 0.0 {
        return 0.0;
    }
    let best = |word: &Word| by.iter().map(|other| match_of(word, other)).fold(0.0, f64::max);
    of.iter().map(|word| word.weight * best(word)).sum::<f64>() / all
}

fn match_of(left: &Word, right: &Word) -> f64 {
    if left.text == right.text {
        return 1.0;
    }
    let (short, long) = if left.text.len() < right.text.len() {
        (&left.text, &right.text)
    } else {
        (&right.text, &left.text)
    };
    if short.chars().count() >= 3
        && long.strip_prefix(short.as_str()).is_some_and(|end| end.chars().count() <= ENDING)
    {
        return WITH_ENDING;
    }
    let count = |count: usize| u32::try_from(count).map_or(f64::INFINITY, f64::from);
    let shared = left.letters.intersection(&right.letters).count();
    let dice = 2.0 * count(shared) / count(left.letters.len() + right.letters.len()).max(1.0);
    if dice >= LOOKS_ALIKE { dice } else { 0.0 }
}
