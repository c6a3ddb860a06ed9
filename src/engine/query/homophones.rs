//! "dose", where "does" was meant: the one slip that turns a question about a plant into one about an
//! amount.
//!
//! **Invariant:** where an amount may be asked for the word stays what it is, what is quoted changes nothing,
//! and no word changes its length.

use super::{Break, Query};

/// The slip, and what was meant.
const SLIP: &str = "dose";
const MEANT: &str = "does";

/// What stands right after "does". An amount may have these behind it too, so that a verb has to follow.
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

/// After these "dose" is no noun, but it may be a command: "how dose it safely".
const ADVERBS: [&str; 5] = ["how", "when", "where", "who", "why"];

/// What a plant, a word or somebody does. People do none of it with a dose.
const VERBS: [&str; 32] = [
    "act", "affect", "attach", "behave", "bind", "block", "boost", "cause", "change", "come",
    "contain", "count", "differ", "feel", "grow", "help", "hurt", "increase", "interact", "know",
    "lower", "make", "matter", "mean", "raise", "release", "show", "smell", "stand", "taste",
    "trigger", "work",
];

/// What may follow right after the subject of "what dose …". "what dose he have to take" asks for an amount.
const VERBS_OF_WHAT: [&str; 8] =
    ["cause", "come", "contain", "do", "mean", "smell", "stand", "taste"];

/// Behind these a verb belongs to something else: "dose kratom daily to feel better".
const PARTING: [&str; 19] = [
    "after", "and", "at", "before", "by", "daily", "for", "if", "in", "is", "of", "per", "should",
    "so", "then", "to", "twice", "until", "while",
];

/// Before "what dose" these make an amount of it: "at what dose it …".
const OF_AN_AMOUNT: [&str; 11] =
    ["above", "at", "below", "beyond", "by", "from", "over", "to", "under", "which", "with"];

/// Who take a dose: "what dose kratom do people take".
const TAKERS: [&str; 9] =
    ["beginners", "folks", "i", "most", "people", "they", "users", "we", "you"];

/// How far behind the subject the verb may be: "how dose the dried leaf work".
const FAR: usize = 4;

/// Reads "dose" as "does" where it opens a question.
pub(super) fn mend(query: &mut Query) {
    if !query.text.contains(SLIP) {
        return;
    }
    for place in 0..query.tokens.len() {
        if query.text_of(&query.tokens[place]) == SLIP && opens_a_question(query, place) {
            let at = query.tokens[place].start as usize;
            query.text.replace_range(at..at + SLIP.len(), MEANT);
        }
    }
}

/// Whether the slip at a place opens a question, as far as one reads who reads either what is quoted or what
/// is not.
fn opens_a_question(query: &Query, place: usize) -> bool {
    let slip = query.tokens[place];
    let (before, after) = (&query.tokens[..place], &query.tokens[place + 1..]);
    let rest = after.iter().filter(|token| token.quoted == slip.quoted);
    let rest = rest.take_while(|token| token.before != Break::Sentence);
    let rest: Vec<&str> = rest.take(1 + FAR).map(|token| query.text_of(token)).collect();
    let Some((subject, rest)) = rest.split_first() else { return false };
    if !SUBJECTS.contains(subject) {
        return false;
    }
    let mut before = before.iter().rev().filter(|token| token.quoted == slip.quoted);
    let mut word_before = || before.next().map(|token| query.text_of(token));
    let has_verb = || {
        let mut own = rest.iter().take_while(|word| !PARTING.contains(word));
        own.any(|word| VERBS.contains(word))
    };
    match (slip.before == Break::None).then(&mut word_before).flatten() {
        Some("what" | "which")
            if word_before().is_none_or(|word| !OF_AN_AMOUNT.contains(&word)) =>
        {
            // "what dose the word endorphin mean" has its verb at the end.
            let is_asked = rest.first().is_some_and(|word| VERBS_OF_WHAT.contains(word));
            let is_taken = rest.get(1).is_some_and(|word| TAKERS.contains(word));
            is_asked && !is_taken && rest.last() != Some(&"at") || rest.last() == Some(&"mean")
        }
        Some(before) => ADVERBS.contains(&before) && has_verb(),
        None => has_verb(),
    }
}
