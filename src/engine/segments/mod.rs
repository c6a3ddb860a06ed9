//! Cuts a message into the questions that it holds.
//!
//! People greet, apologise, tell a story and then ask. The question is found by looking at each
//! stretch on its own: a story around it must not drown it.
//!
//! **Invariant:** every segment is a run of the writer's own words, in their order, never empty.

mod filler;

use std::ops::Range;

pub(super) use filler::without_filler;

use super::matching::Stretch;
use super::query::{Break, Query};

/// Questions in one message that are looked at; more is a speech, not a question.
const MAX_QUESTIONS: usize = 16;

/// Stretches of one question that are tried.
const MAX_STRETCHES: usize = 4;

/// Words of a message that are read as one; what a talk is about shows long before.
const MAX_WHOLE: usize = 200;

/// A part of a sentence has at least so many words to be tried on its own.
const SHORTEST_STRETCH: usize = 3;

/// What a stretch of telling counts beside one of asking. A little less, so that of two equal
/// ones the question wins.
const TELLING: f32 = 0.85;

/// What "what does that mean" counts on its own, where something stands before it.
const POINTING_BACK: f32 = 0.85;

/// One question of a message, and the stretches of words that may be its core.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment<'q> {
    /// The stretches; the first is the whole segment.
    pub stretches: Vec<Stretch<'q>>,
    /// It ends with a question mark, opens as questions do, or is a few words to look up.
    pub is_question: bool,
    /// It ends with a question mark or opens as questions do, in more than a word or two.
    pub is_plain_question: bool,
}

/// What a message holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Segments<'q> {
    /// One a sentence, or a part of a sentence that asks on its own, in order.
    pub parts: Vec<Segment<'q>>,
    /// The words of the whole message.
    pub whole: Vec<&'q str>,
}

impl<'q> Segments<'q> {
    /// Whether anything in the message is asked.
    #[must_use]
    pub fn is_question(&self) -> bool {
        self.parts.iter().any(|part| part.is_question)
    }

    /// Whether something in the message is plainly asked: "hello?" and "oh god oh god" ask nothing.
    #[must_use]
    pub fn asks_plainly(&self) -> bool {
        self.parts.iter().any(|part| part.is_plain_question)
    }

    /// The message as a whole, then every stretch of it.
    #[must_use]
    pub fn stretches(&self) -> Vec<Stretch<'q>> {
        let whole = Stretch { words: self.whole.clone(), weight: 1.0 };
        let asked = self.is_question();
        let mut stretches = vec![whole];
        if let [only] = self.parts.as_slice()
            && only.stretches.len() == 1
        {
            return stretches;
        }
        for part in &self.parts {
            let weight = if part.is_question || !asked { 1.0 } else { TELLING };
            stretches.extend(part.stretches.iter().map(|stretch| Stretch {
                words: stretch.words.clone(),
                weight: stretch.weight * weight,
            }));
        }
        stretches
    }
}

/// Cuts a query into segments.
#[must_use]
pub fn segments(query: &Query) -> Segments<'_> {
    let tokens = query.tokens();
    let word = |place: usize| query.text_of(&tokens[place]);
    let mut parts = Vec::new();
    for sentence in query.sentences() {
        if tokens[sentence.start].quoted {
            continue;
        }
        for part in split_at_questions(sentence, &word) {
            if parts.len() >= MAX_QUESTIONS {
                break;
            }
            let stretches = stretches(query, part.clone());
            let Some(first) = stretches.first() else { continue };
            let asks =
                stretches.iter().any(|words| opens_question(words)) || tokens[part.start].asked;
            let is_question = asks
                || is_keywords(first)
                || asks_to_be_told(&part.clone().map(&word).collect::<Vec<_>>());
            let is_plain_question = asks && first.len() > 2;
            let stretches =
                stretches.into_iter().map(|words| Stretch { words, weight: 1.0 }).collect();
            parts.push(Segment { stretches, is_question, is_plain_question });
        }
    }
    join_to_antecedents(&mut parts);
    let whole: Vec<&str> = query.own_words().take(MAX_WHOLE).collect();
    Segments { parts, whole: without_filler(&whole).to_vec() }
}

/// Gives a question about "it" or "that" a reading with what was said right before.
fn join_to_antecedents(parts: &mut [Segment<'_>]) {
    /// Longer together, the two drown each other.
    const LONGEST: usize = 30;
    for place in 1..parts.len() {
        let (before, rest) = parts.split_at_mut(place);
        let (Some(before), Some(question)) = (before.last(), rest.first_mut()) else { continue };
        let (Some(antecedent), Some(own)) =
            (before.stretches.first(), question.stretches.first_mut())
        else {
            continue;
        };
        let points_back = own.words.iter().any(|word| {
            matches!(*word, "it" | "that" | "this" | "they" | "them" | "these" | "those")
        });
        if question.is_question
            && points_back
            && antecedent.words.len() + own.words.len() <= LONGEST
        {
            own.weight = POINTING_BACK;
            let words = antecedent.words.iter().chain(&own.words).copied().collect();
            question.stretches.push(Stretch { words, weight: 1.0 });
        }
    }
}

/// Parts a sentence before "and is it …", "also how …": each part asks on its own.
fn split_at_questions<'q>(
    sentence: Range<usize>,
    word: &impl Fn(usize) -> &'q str,
) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = sentence.start;
    for place in sentence.start + 2..sentence.end.saturating_sub(2) {
        let joins = matches!(word(place), "and" | "also" | "plus" | "but" | "or");
        if joins && place > start + 2 && opens_question(&[word(place + 1), word(place + 2)]) {
            parts.push(start..place);
            start = place + 1;
        }
    }
    parts.push(start..sentence.end);
    parts
}

/// The stretches of a part: all of it, then what stands between commas, the last first.
fn stretches(query: &Query, part: Range<usize>) -> Vec<Vec<&str>> {
    let tokens = &query.tokens()[part];
    let words = |tokens: &[super::query::Token]| -> Vec<&str> {
        let words: Vec<&str> = tokens.iter().map(|token| query.text_of(token)).collect();
        without_filler(&words).to_vec()
    };
    let mut found = vec![words(tokens)];
    let mut clauses: Vec<&[super::query::Token]> = Vec::new();
    let mut start = 0;
    for place in 1..tokens.len() {
        if tokens[place].before == Break::Clause {
            clauses.push(&tokens[start..place]);
            start = place;
        }
    }
    if start > 0 {
        clauses.push(&tokens[start..]);
        found.extend(clauses.iter().rev().map(|clause| words(clause)));
    }
    // A question inside a sentence: what comes before its opening is how people lead up to it.
    let opening = (1..tokens.len().saturating_sub(2)).find(|&place| {
        let next = |step: usize| query.text_of(&tokens[place + step]);
        is_question_word(next(0)) && (tokens.len() - place) >= 3
    });
    if let Some(opening) = opening {
        found.push(words(&tokens[opening..]));
    }
    // A scrap of a sentence says too little to be what was meant.
    let whole = found[0].len();
    found.retain(|words| words.len() >= SHORTEST_STRETCH.min(whole.max(1)));
    found.dedup();
    found.truncate(MAX_STRETCHES);
    found
}

/// Whether words open as a question does.
fn opens_question(words: &[&str]) -> bool {
    let Some(first) = words.first() else { return false };
    is_question_word(first)
        || matches!(
            *first,
            "is" | "are"
                | "does"
                | "do"
                | "did"
                | "can"
                | "could"
                | "will"
                | "would"
                | "should"
                | "has"
                | "have"
                | "was"
                | "were"
                | "am"
        )
}

/// Whether somebody asks to be told, with no question word and no question mark: "explain the difference",
/// "curious about the history of it".
fn asks_to_be_told(words: &[&str]) -> bool {
    /// What asks wherever it stands.
    const ASKING: [&[&str]; 20] = [
        &["anybody", "know"],
        &["anyone", "know"],
        &["any", "idea"],
        &["clarify"],
        &["confused", "about"],
        &["curious", "about"],
        &["do", "not", "get", "the"],
        &["do", "not", "understand"],
        &["explain"],
        &["i", "wonder"],
        &["info", "about"],
        &["info", "on"],
        &["information", "about"],
        &["information", "on"],
        &["like", "to", "know"],
        &["need", "to", "know"],
        &["question", "about"],
        &["tell", "me"],
        &["want", "to", "know"],
        &["wondering"],
    ];
    /// What asks where a sentence begins with it.
    const OPENING: [&str; 4] = ["compare", "define", "describe", "name"];
    words.first().is_some_and(|first| OPENING.contains(first))
        || (0..words.len()).any(|at| ASKING.iter().any(|asking| words[at..].starts_with(asking)))
}

/// Whether words are what one types into a search box: a few, about a thing and not about people.
fn is_keywords(words: &[&str]) -> bool {
    const MOST: usize = 5;
    let about_people = |word: &&str| {
        matches!(
            *word,
            "i" | "my" | "me" | "we" | "our" | "us" | "you" | "your" | "he" | "she" | "they"
        )
    };
    words.len() <= MOST && !words.iter().any(about_people)
}

fn is_question_word(word: &str) -> bool {
    matches!(
        word,
        "what" | "how" | "why" | "which" | "who" | "where" | "when" | "whether" | "whose"
    )
}
