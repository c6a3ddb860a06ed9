//! A query as triage sees it: words that rules know, in sentences.
//!
//! **Invariant:** a sentence is wholly the writer's own or wholly quoted, and one of a word or two
//! has joined its neighbour ("can't. breathe.").

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::vocabulary::{Vocabulary, WordId};
use crate::engine::query::{Break, Query};

/// Sentences of so few words join their neighbour.
const VERY_SHORT: usize = 2;

/// One word of a message, or one part of a run-together one.
#[derive(Debug)]
pub(super) struct Word {
    /// What it may be; more than one where it is misspelt.
    readings: Vec<WordId>,
    /// It is not written as any rule knows it: its readings are guesses.
    pub(super) guessed: bool,
    /// Its value, if it is a whole number.
    pub(super) number: Option<u32>,
    /// What parts it from the word before.
    pub(super) before: Break,
    /// The token of the query that it stands in.
    pub(super) token: usize,
}

impl Word {
    pub(super) fn readings(&self) -> &[WordId] {
        &self.readings
    }

    pub(super) fn is_among(&self, set: &[WordId]) -> bool {
        self.readings.iter().any(|id| set.binary_search(id).is_ok())
    }
}

/// A message, read.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) words: Vec<Word>,
    pub(super) sentences: Vec<Sentence>,
}

/// One sentence.
#[derive(Debug)]
pub(super) struct Sentence {
    pub(super) words: Range<usize>,
    pub(super) quoted: bool,
}

/// Reads a query. Linear in its length.
pub(super) fn read(query: &Query, vocabulary: &Vocabulary) -> Reading {
    let mut reading = Reading { words: Vec::new(), sentences: Vec::new() };
    // Words repeat: each is worked out once a message.
    let mut seen: FxHashMap<&str, Vec<(Vec<WordId>, bool)>> = FxHashMap::default();
    let tokens = query.tokens();
    for sentence in query.sentences() {
        let start = reading.words.len();
        for place in sentence.clone() {
            let token = &tokens[place];
            let written = query.text_of(token);
            let parts = seen.entry(written).or_insert_with(|| parts_of(written, vocabulary));
            for (part, (readings, guessed)) in parts.iter().enumerate() {
                reading.words.push(Word {
                    readings: readings.clone(),
                    guessed: *guessed,
                    number: written.parse().ok(),
                    before: if part == 0 { token.before } else { Break::None },
                    token: place,
                });
            }
        }
        reading.sentences.push(Sentence {
            words: start..reading.words.len(),
            quoted: tokens[sentence.start].quoted,
        });
    }
    reading.join_short_sentences();
    reading
}

fn parts_of(written: &str, vocabulary: &Vocabulary) -> Vec<(Vec<WordId>, bool)> {
    let read = |part: &str| (vocabulary.read(part), !vocabulary.knows(part));
    match vocabulary.split(written) {
        Some(parts) => parts.iter().map(|part| read(part)).collect(),
        None => vec![read(written)],
    }
}

impl Reading {
    fn join_short_sentences(&mut self) {
        let mut joined: Vec<Sentence> = Vec::with_capacity(self.sentences.len());
        for sentence in self.sentences.drain(..) {
            match joined.last_mut() {
                Some(last)
                    if last.quoted == sentence.quoted
                        && (last.words.len() <= VERY_SHORT
                            || sentence.words.len() <= VERY_SHORT) =>
                {
                    last.words.end = sentence.words.end;
                }
                _ => joined.push(sentence),
            }
        }
        self.sentences = joined;
    }
}
