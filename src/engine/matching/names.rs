//! What entries are called: the words of their ids, as one more way to find each.
//!
//! Whoever calls an entry `card-arrival` has said in two words what it is about, and often in others than
//! its phrasings have. With them 73.5 and 77.1% of two public sets' validation questions are ranked right
//! where it were 71.0 and 75.1, and as many of a third; of the same questions to entries that have one phrasing
//! each, 58.7 and 57.6% where it were 40.4 and 40.0. Twice, or with the question in one text, they bring less.
//!
//! **Invariant:** a name is nothing that anybody asks: it is never an exact hit, and no confidence is learnt
//! from it.

use std::borrow::Cow;
use std::collections::HashMap;

use super::contrast::MOST_PHRASINGS;
use super::revision::out_of_scope;
use crate::engine::knowledge::{Entry, KnowledgeBase};

/// An entry with so many phrasings beside its question is asked for in every way, and its name says nothing new.
/// With 8 to 16 the third set above comes out as without names; with names for all, fewer are right there at 95%
/// refusal.
const KNOWN: usize = 12;

/// The name of each entry, where it has one: none in a knowledge base that is too large for what tells
/// entries apart to be learnt, in which names would only take room.
pub(super) fn names(knowledge: &KnowledgeBase) -> Vec<Option<String>> {
    let ways: usize = knowledge.entries().map(|entry| 1 + entry.phrasings.len()).sum();
    if ways + out_of_scope(knowledge).count() + knowledge.len() >= MOST_PHRASINGS {
        return vec![None; knowledge.len()];
    }
    let names: Vec<String> =
        knowledge.entries().map(|entry| words_of(entry.id.as_str()).join(" ")).collect();
    let mut bearers: HashMap<&str, usize> = HashMap::new();
    names.iter().for_each(|name| *bearers.entry(name).or_default() += 1);
    let says_more = |(name, entry): (&String, &Entry)| {
        // `faq-1` and `faq-2` are numbered, not named.
        let is_its_own = !name.is_empty() && bearers.get(name.as_str()) == Some(&1);
        let is_asked =
            || entry.ways_of_asking().any(|way| words_of(way).iter().eq(name.split(' ')));
        // Asked last: reading thousands of phrasings of entries that are known well takes a start milliseconds.
        (is_its_own && entry.phrasings.len() < KNOWN && !is_asked()).then(|| name.clone())
    };
    names.iter().zip(knowledge.entries()).map(says_more).collect()
}

/// The words of an id, or of a text as an id would have them: what stands between hyphens and other signs or begins
/// with a capital, without single letters and without what has a digit.
fn words_of(id: &str) -> Vec<Cow<'_, str>> {
    let mut words = Vec::new();
    for part in id.split(|letter: char| !letter.is_alphanumeric()) {
        if part.contains(|letter: char| letter.is_numeric()) {
            continue;
        }
        let mut start = 0;
        let mut before = None;
        for (place, letter) in part.char_indices() {
            if letter.is_uppercase() && before.is_some_and(char::is_lowercase) {
                words.push(&part[start..place]);
                start = place;
            }
            before = Some(letter);
        }
        words.push(&part[start..]);
    }
    words.retain(|word| word.chars().nth(1).is_some());
    words.into_iter().map(lower).collect()
}

fn lower(word: &str) -> Cow<'_, str> {
    if word.contains(char::is_uppercase) { word.to_lowercase().into() } else { word.into() }
}

#[cfg(test)]
mod tests {
    use super::words_of;

    #[test]
    fn an_id_says_what_stands_between_its_signs() {
        for (id, words) in [
            ("card-arrival", "card arrival"),
            ("i_lost_my_card", "lost my card"),
            ("refundNotShowingUp", "refund not showing up"),
            ("FAQ-12", "faq"),
            ("Shipping/Delay", "shipping delay"),
            ("b7f3-90", ""),
            ("", ""),
            ("réglement-intérieur", "réglement intérieur"),
        ] {
            assert_eq!(words_of(id).join(" "), words, "{id}");
        }
    }

    #[test]
    fn a_question_has_the_words_of_the_id_made_of_it() {
        assert_eq!(words_of("How do I get a refund?"), words_of("how-do-i-get-a-refund"));
        assert_ne!(words_of("How do I get a refund now?"), words_of("how-do-i-get-a-refund"));
    }
}
