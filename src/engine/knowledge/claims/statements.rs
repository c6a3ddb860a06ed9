//! Finds where a sentence says that something works, is safe or is allowed.
//!
//! Only the words of the statement itself are looked at here. Who says it, and whether it is
//! denied, asked or doubted, is read in `context`.
//! **Invariant:** a statement is found by words beside words, never by a part of a word.

use super::ClaimKind;
use super::sentences::{Kind, Sentence, Token};
use super::words::{COPULAS, DEGREES, PAUSES, VERBS};

/// The words of a statement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Statement {
    pub(super) kind: ClaimKind,
    /// Its first token, with its copula and its own denial ("is not addictive").
    pub(super) from: usize,
    /// Its last token.
    pub(super) to: usize,
    /// The token that names what is stated.
    pub(super) head: usize,
}

/// Every statement in the sentence's own tokens, in order.
pub(super) fn find(sentence: &Sentence) -> Vec<Statement> {
    let words = Words { tokens: &sentence.tokens, own: sentence.own };
    (sentence.own..sentence.tokens.len())
        .filter(|&at| sentence.tokens[at].kind == Kind::Word)
        .flat_map(|at| {
            [
                words.treats(at),
                words.cures(at),
                words.relieves(at),
                words.safe(at),
                words.not_addictive(at),
                words.safer(at),
                words.legal(at),
            ]
        })
        .flatten()
        .collect()
}

/// Words between a verb and its object: whatever ends the search for the object.
pub(super) const NO_OBJECT: &[&str] = &[
    "may", "might", "can", "could", "will", "would", "should", "if", "when", "while", "to", "by",
    "for", "with", "because", "is", "are", "was", "were", "has", "have", "do", "does", "not",
    "who", "which", "that", "in", "on", "at", "from", "without", "or", "but", ",", ".",
];

/// How far the object of a verb stands from it: "relieves many kinds of chronic pain".
pub(super) const OBJECT: usize = 5;

/// How far a predicate's noun stands from its verb: "is one of the best natural painkillers".
const PREDICATE: usize = 7;

pub(super) struct Words<'a> {
    tokens: &'a [Token],
    own: usize,
}

impl Words<'_> {
    pub(super) fn is(&self, at: usize, words: &[&str]) -> bool {
        self.tokens.get(at).is_some_and(|token| token.among(words))
    }

    pub(super) fn before(&self, at: usize, words: &[&str]) -> bool {
        at > self.own && self.is(at - 1, words)
    }

    /// The first of the words within reach, with nothing between that ends a phrase.
    pub(super) fn ahead(
        &self,
        at: usize,
        reach: usize,
        words: &[&str],
        stops: &[&str],
    ) -> Option<usize> {
        for place in at + 1..=at + reach {
            let token = self.tokens.get(place)?;
            if token.among(words) {
                return Some(place);
            }
            if token.among(stops) || token.among(PAUSES) {
                return None;
            }
        }
        None
    }

    /// The copula of which the word is the predicate: "is generally considered safe".
    pub(super) fn copula(&self, at: usize) -> Option<usize> {
        let mut place = at;
        let mut found = None;
        while place > self.own {
            place -= 1;
            let token = &self.tokens[place];
            if token.among(COPULAS) {
                found = Some(place);
            } else if !token.among(DEGREES) && !token.among(&["not", "never", "no"]) {
                break;
            }
        }
        found
    }

    /// The verb of which the word is the predicate noun: "acts as a strong painkiller".
    pub(super) fn predicate(&self, at: usize) -> Option<usize> {
        (1..=PREDICATE)
            .map_while(|back| at.checked_sub(back).filter(|place| *place >= self.own))
            .take_while(|&place| {
                let of = self.is(place, &["of"]) && !self.before(place, &["one", "some"]);
                !of && !self.is(place, PAUSES) && !self.is(place, &[",", "for", "to", "than"])
            })
            .find(|&place| self.is(place, VERBS))
    }

    pub(super) fn found(kind: ClaimKind, from: usize, head: usize, to: usize) -> Option<Statement> {
        Some(Statement { kind, from, to, head })
    }

    /// The nearest of the words behind, within reach.
    pub(super) fn behind(&self, at: usize, reach: usize, words: &[&str]) -> Option<usize> {
        (1..=reach)
            .map_while(|back| at.checked_sub(back).filter(|place| *place >= self.own))
            .find(|&place| self.is(place, words))
    }
}
