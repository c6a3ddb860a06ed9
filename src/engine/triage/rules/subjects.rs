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

    /// Whether an animal is meant.
    pub(in crate::engine::triage) fn is_animal(&self, hit: &Hit) -> bool {
        let sentence = self.sentence_of(hit);
        let start = sentence.start.max(hit.start.saturating_sub(FAR));
        let end = sentence.end.min(hit.end + FAR);
        self.reading.words[start..end].iter().any(|word| word.is_among(&self.book.animals))
    }

    fn sentence_of(&self, hit: &Hit) -> std::ops::Range<usize> {
        self.reading.sentences[hit.sentence].words.clone()
    }
}

/// Words further away than this speak of something else.
const FAR: usize = 30;
