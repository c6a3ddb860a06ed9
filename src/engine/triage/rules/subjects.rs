//! Whom a concern is about.
//!
//! **Invariant:** where the words do not say, it is about the writer.

use crate::engine::triage::book::Book;
use crate::engine::triage::hit::Hit;
use crate::engine::triage::reading::{Reading, Word};

/// Tells whom the words of a message speak of.
pub(in crate::engine::triage) struct Subjects<'r> {
    reading: &'r Reading,
    book: &'r Book,
}

impl<'r> Subjects<'r> {
    pub(in crate::engine::triage) fn of(reading: &'r Reading, book: &'r Book) -> Self {
        Subjects { reading, book }
    }

    /// Whether somebody other than the writer is meant.
    pub(in crate::engine::triage) fn is_other(&self, hit: &Hit) -> bool {
        let other = |word: &Word| word.is_among(&self.book.others);
        let own = |word: &Word| word.is_among(&self.book.own);
        let evidence = &self.reading.words[hit.start..hit.end];
        if evidence.iter().any(other) {
            return true;
        }
        let sentence = self.sentence_of(hit);
        // "my dad is asleep and i can not feel my arm": the subject nearest before decides.
        let before = &self.reading.words[sentence.start..hit.start];
        match before.iter().rev().find(|word| other(word) || own(word)) {
            Some(nearest) => other(nearest),
            None if evidence.iter().any(own) => false,
            None => self.reading.words[..sentence.start].iter().rev().take(FAR).any(other),
        }
    }

    /// Whether the writer is spoken of in these very words.
    pub(in crate::engine::triage) fn is_own(&self, hit: &Hit) -> bool {
        let evidence = &self.reading.words[hit.start..hit.end];
        evidence.iter().any(|word| word.is_among(&self.book.own))
    }

    /// Whether the writer speaks of themselves, and of nobody else anywhere.
    pub(in crate::engine::triage) fn is_writer(&self, hit: &Hit) -> bool {
        let own = |word: &Word| word.is_among(&self.book.own) || word.is_among(&self.book.my);
        let is_spoken_of =
            |word: &Word| word.is_among(&self.book.others) || word.is_among(&self.book.animals);
        let words = &self.reading.words;
        !hit.quoted
            && words[self.sentence_of(hit).start..hit.end].iter().any(own)
            && !words.iter().any(is_spoken_of)
    }

    /// Whether an animal is meant.
    pub(in crate::engine::triage) fn is_animal(&self, hit: &Hit) -> bool {
        let sentence = self.sentence_of(hit);
        let animal = |word: &Word| word.is_among(&self.book.animals);
        let person = |word: &Word| word.is_among(&self.book.persons);
        if self.reading.words[hit.start..hit.end].iter().any(animal) {
            return true;
        }
        // "my mom is not breathing and the dog is barking": the subject nearest before decides.
        let mut before = self.reading.words[sentence.start..hit.end].iter().rev();
        if let Some(nearest) = before.find(|word| animal(word) || person(word)) {
            return animal(nearest);
        }
        let start = sentence.start.max(hit.start.saturating_sub(FAR));
        let end = sentence.end.min(hit.end + FAR);
        self.reading.words[start..end].iter().any(animal)
    }

    fn sentence_of(&self, hit: &Hit) -> std::ops::Range<usize> {
        self.reading.sentences[hit.sentence].words.clone()
    }
}

/// Words further away than this speak of something else.
const FAR: usize = 30;
