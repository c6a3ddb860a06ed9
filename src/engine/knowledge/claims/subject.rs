//! What a statement is about: a product, or something of which it is common knowledge.
//!
//! "Endorphins relieve pain" is physiology; "kratom relieves pain" is a claim for a product.
//! **Invariant:** a subject that is not known here counts as a product.

use super::sentences::{Kind, Sentence, Token};
use super::statements::Statement;
use super::words::{BOUNDARIES, COPULAS, MODALS, OTHERS, PAUSES, PRODUCTS, PRONOUNS};

/// What a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// A product, or something not known here, which may be one.
    Product,
    /// The body's own doing, a habit, a medicine, a professional.
    Other,
}

/// Looks at the words before the statement, nearest first, and at the sentences before.
pub(super) fn subject(sentences: &[Sentence], place: usize, statement: &Statement) -> Subject {
    let mut before = &sentences[place].tokens[..statement.from];
    // "endorphins, which relieve pain", "activities that relieve stress"
    let relative =
        before.iter().rev().take(4).position(|token| token.among(&["which", "that", "who"]));
    if let Some(back) = relative {
        let antecedent = &before[..before.len() - back - 1];
        if let Some(found) = last_named(antecedent) {
            return found;
        }
    }
    // The part of the sentence nearest to the statement that names something decides.
    loop {
        let start = before
            .iter()
            .rposition(|token| token.is(",") || token.among(PAUSES) || token.among(BOUNDARIES))
            .map_or(0, |mark| mark + 1);
        if let Some(found) = named(&before[start..]) {
            return match found {
                Named::Subject(subject) => subject,
                Named::Pronoun => last_of(sentences, place, start),
            };
        }
        if start == 0 {
            break;
        }
        before = &before[..start - 1];
    }
    // A heading or a list item without a subject goes on with what was spoken of. Any other
    // subject is not known here and may be a product.
    let unnamed = sentences[place].tokens[..statement.from].iter().all(|token| {
        token.kind != Kind::Word
            || token.among(COPULAS)
            || token.among(MODALS)
            || token.text.len() < 4
    });
    if unnamed { last_of(sentences, place, 0) } else { Subject::Product }
}

/// Words that open an aside, which names something else than the subject.
const ASIDE: &[&str] =
    &["unlike", "like", "such", "compared", "including", "than", "as", "similar", "with"];

enum Named {
    Subject(Subject),
    Pronoun,
}

/// What a stretch of words names: a product before anything else.
fn named(tokens: &[Token]) -> Option<Named> {
    if tokens.first().is_some_and(|first| first.among(ASIDE)) {
        return None;
    }
    let has = |words: &[&str]| tokens.iter().any(|token| token.among(words));
    if has(PRODUCTS) {
        Some(Named::Subject(Subject::Product))
    } else if has(OTHERS) {
        Some(Named::Subject(Subject::Other))
    } else if has(PRONOUNS) {
        Some(Named::Pronoun)
    } else {
        None
    }
}

/// What was named last before a place: in the sentence, else in those before it.
fn last_of(sentences: &[Sentence], place: usize, before: usize) -> Subject {
    let before = &sentences[place].tokens[..before];
    let is_aside = before.first().is_some_and(|first| first.among(ASIDE));
    let here = if is_aside { None } else { last_named(before) };
    here.or_else(|| {
        // The subject of the sentence before is what a pronoun goes back to: its first name.
        // One that begins with a pronoun itself goes further back.
        sentences[..place].iter().rev().find_map(|sentence| {
            let subject: Vec<&Token> =
                sentence.tokens.iter().take_while(|token| !token.among(COPULAS)).collect();
            let names = |words: &[&str]| subject.iter().any(|token| token.among(words));
            if names(PRODUCTS) {
                Some(Subject::Product)
            } else if names(OTHERS) {
                Some(Subject::Other)
            } else if names(PRONOUNS) {
                None
            } else {
                // Not known here, so it may be a product.
                Some(Subject::Product)
            }
        })
    })
    .unwrap_or(Subject::Product)
}

/// The last thing named; "kratom is an opioid" names kratom.
fn last_named(tokens: &[Token]) -> Option<Subject> {
    let last = (0..tokens.len()).rev().find(|&place| {
        let compared = place > 0 && tokens[place - 1].among(&["unlike", "like", "than", "with"]);
        tokens[place].among(PRODUCTS) || tokens[place].among(OTHERS) && !compared
    })?;
    if tokens[last].among(PRODUCTS) {
        return Some(Subject::Product);
    }
    let is_predicate = tokens[..last].iter().rev().take(5).any(|token| token.among(COPULAS));
    let of_product = tokens[..last].iter().any(|token| token.among(PRODUCTS));
    Some(if is_predicate && of_product { Subject::Product } else { Subject::Other })
}
