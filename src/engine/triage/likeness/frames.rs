//! The frames that words stand in: "my brother ate the capsules" is "my FAMILY ATE the SWALLOWABLE".
//!
//! Examples cannot hold every sister and every tablet. Where the rules know a word as one of a class,
//! the class stands for it.
//!
//! **Invariant:** a word is of one class at most, the first of the list that holds it.

use std::hash::Hasher;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::super::lexicon;
use crate::engine::english;

/// The classes of the lexicon that stand for their words: who, what was taken, and which sign. Those of
/// grammar are left out, since its words say more themselves.
const CLASSES: [&str; 40] = [
    "family",
    "others",
    "animal",
    "third",
    "kratomstrict",
    "alcohol",
    "medicine",
    "drug",
    "breathe",
    "wake",
    "unconscious",
    "seizure",
    "collapse",
    "choke",
    "blue",
    "lip",
    "numb",
    "limb",
    "swell",
    "vomitone",
    "verysick",
    "symptom",
    "pain",
    "die",
    "addicted",
    "condition",
    "supplement",
    "swallowable",
    "ate",
    "took",
    "number",
    "drive",
    "vehicle",
    "machinery",
    "vendor",
    "sell",
    "price",
    "underage",
    "confused",
    "blood",
];

/// The place of the class of numbers in figures, behind all others.
const FIGURES: u8 = CLASSES.len() as u8;

/// The 255 most frequent words stand for themselves where they have no class.
const WORDS_BAND: u8 = 8;

/// These stand for themselves although a class holds them.
const OWN: [&str; 5] = ["i", "me", "my", "it", "do"];

/// What a word is in a frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Part<'w> {
    /// Before the first word and after the last.
    Edge,
    /// One of a class, by its place.
    Class(u8),
    /// Frequent, and itself.
    Word(&'w str),
    /// Any other word.
    Gap,
}

static CLASS_OF: LazyLock<FxHashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut all = FxHashMap::default();
    for (place, name) in (0..).zip(CLASSES) {
        let Some(words) = lexicon::class(name) else { continue };
        for word in words.split_whitespace().filter(|word| !word.starts_with('@')) {
            all.entry(word).or_insert(place);
        }
    }
    all
});

/// Looks the classes up once, which is otherwise done at the first message.
pub(super) fn prepare() {
    LazyLock::force(&CLASS_OF);
}

/// What this word is in a frame.
pub(super) fn part_of(word: &str) -> Part<'_> {
    if word == "#" {
        return Part::Class(FIGURES);
    }
    if !OWN.contains(&word)
        && let Some(&class) = CLASS_OF.get(word)
    {
        return Part::Class(class);
    }
    match english::band(word) {
        Some(band) if band < WORDS_BAND => Part::Word(word),
        Some(_) | None => Part::Gap,
    }
}

impl Part<'_> {
    pub(super) fn is_class(&self) -> bool {
        matches!(self, Part::Class(_))
    }

    /// Whether it says anything.
    pub(super) fn is_said(&self) -> bool {
        matches!(self, Part::Class(_) | Part::Word(_))
    }

    /// How much it says: a class is what a frame is about.
    pub(super) fn weight(&self) -> f32 {
        match self {
            Part::Class(_) => 1.0,
            Part::Word(_) | Part::Edge => 0.6,
            Part::Gap => 0.0,
        }
    }

    pub(super) fn write(&self, hasher: &mut impl Hasher) {
        match self {
            Part::Edge => hasher.write_u8(0),
            Part::Gap => hasher.write_u8(1),
            Part::Class(class) => {
                hasher.write_u8(2);
                hasher.write_u8(*class);
            }
            Part::Word(word) => {
                hasher.write_u8(3);
                hasher.write(word.as_bytes());
                hasher.write_u8(0xff);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_class_is_one_of_the_lexicon() {
        for name in CLASSES {
            assert!(lexicon::class(name).is_some(), "{name}");
        }
    }

    #[test]
    fn words_of_a_class_are_the_same_part() {
        assert!(part_of("brother").is_class());
        assert_eq!(part_of("brother"), part_of("mum"));
        assert_ne!(part_of("brother"), part_of("dog"));
        assert_eq!(part_of("my"), Part::Word("my"));
        assert_eq!(part_of("linoleum"), Part::Gap);
    }
}
