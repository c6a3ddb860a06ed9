//! "dose", where "does" was meant: the one slip that turns a question about a plant into one about an
//! amount.
//!
//! **Invariant:** only what cannot ask for an amount is read otherwise, and no word changes its length.

use super::{Break, Query};

/// The slip, and what was meant.
const SLIP: &str = "dose";
const MEANT: &str = "does";

/// What a question asks about right after "does". An amount has none of these behind it.
const SUBJECTS: [&str; 22] = [
    "any",
    "anybody",
    "anyone",
    "anything",
    "everybody",
    "everyone",
    "he",
    "her",
    "his",
    "it",
    "kratom",
    "my",
    "nobody",
    "she",
    "somebody",
    "someone",
    "taking",
    "that",
    "the",
    "this",
    "using",
    "your",
];

/// After these "dose" is no noun.
const ADVERBS: [&str; 5] = ["how", "when", "where", "who", "why"];

/// What follows "dose kratom" where it is a noun: "dose kratom for sleep".
const OF_A_NOUN: [&str; 13] = [
    "and",
    "at",
    "by",
    "calculator",
    "chart",
    "for",
    "guide",
    "in",
    "is",
    "of",
    "per",
    "same",
    "should",
];

/// What "what does it …" ends in. "what dose it takes to …" ends in none of these.
const VERBS: [&str; 13] = [
    "act", "affect", "cause", "come", "contain", "do", "have", "look", "make", "mean", "smell",
    "stand", "work",
];

/// How far after the subject the verb may be: "what dose the word endorphin mean".
const FAR: usize = 4;

/// Reads "dose" as "does" where it opens a question.
pub(super) fn mend(query: &mut Query) {
    if !query.text.contains(SLIP) {
        return;
    }
    for place in 0..query.tokens.len() {
        if opens_a_question(query, place) {
            let at = query.tokens[place].start as usize;
            query.text.replace_range(at..at + SLIP.len(), MEANT);
        }
    }
}

fn opens_a_question(query: &Query, place: usize) -> bool {
    // What follows in the same sentence.
    let rest = query.tokens[place + 1..].iter().take_while(|token| token.before != Break::Sentence);
    let rest: Vec<&str> = rest.take(FAR + 2).map(|token| query.text_of(token)).collect();
    let [subject, after, ..] = rest[..] else { return false };
    if query.text_of(&query.tokens[place]) != SLIP || !SUBJECTS.contains(&subject) {
        return false;
    }
    let is_first = place == 0 || query.tokens[place].before != Break::None;
    let before = if is_first { "" } else { query.text_of(&query.tokens[place - 1]) };
    match before {
        "what" | "which" => rest[1..].iter().any(|word| VERBS.contains(word)),
        "" | "and" | "but" | "or" | "so" => {
            !OF_A_NOUN.contains(&after) && !after.starts_with(|first: char| first.is_ascii_digit())
        }
        before => ADVERBS.contains(&before),
    }
}
