//! Whether a sentence names somebody who says what it states.
//!
//! **Invariant:** an attribution reaches forward to the end of its sentence, and backward only
//! over what no "and" or "but" parts from it.

use super::sentences::Token;
use super::statements::Statement;
use super::words::{OF_A_TEXT, PAUSES, REPORTED, SAYING, SPEAKERS};

/// Whether somebody is named who says it.
pub(super) fn is_attributed(tokens: &[Token], statement: &Statement) -> bool {
    let word =
        |place: usize, words: &[&str]| tokens.get(place).is_some_and(|token| token.among(words));
    let reported = (statement.from.saturating_sub(5)..statement.to).any(|place| {
        word(place, REPORTED) && !(place > 0 && word(place - 1, &["to"]))
            || word(place, &["sold"]) && word(place + 1, &["as", "for"])
            || word(place, &["so"]) && word(place + 1, &["called"])
    });
    reported
        || (0..tokens.len()).filter_map(|place| attribution(tokens, place)).any(|(from, to)| {
            if from > statement.to {
                // "kratom is safe, says the article", but not "kratom is safe and the article …"
                !tokens[statement.to..from].iter().any(|token| {
                    token.among(&["and", "but", "while"]) || token.among(PAUSES) && !token.is("—")
                })
            } else {
                to < statement.to || from < statement.from
            }
        })
}

/// An attribution that begins at a token: "the article … says", "says the article", "according
/// to", "it also calls".
fn attribution(tokens: &[Token], place: usize) -> Option<(usize, usize)> {
    /// "the second article, on opioids, says"
    const REACH: usize = 7;
    let token = &tokens[place];
    let saying = |from: usize, reach: usize| {
        (from..tokens.len().min(from + reach))
            .find(|&near| tokens[near].among(SAYING) && !tokens[near - 1].is("to"))
    };
    let next_is = |ahead: usize, words: &[&str]| {
        tokens.get(place + ahead).is_some_and(|next| next.among(words))
    };
    if token.is("according") && next_is(1, &["to"]) {
        return Some((place, place + 1));
    }
    if token.among(&["in", "for", "to", "by", "from"]) && next_is(1, &["the", "both", "this"]) {
        let speaker = (2..=4).find(|&ahead| {
            next_is(ahead, &["article", "articles", "text", "author", "blog", "seller", "vendor"])
        });
        if let Some(ahead) = speaker {
            return Some((place, place + ahead));
        }
    }
    if token.among(&["some", "others", "many"]) {
        return saying(place + 1, 2).map(|to| (place, to));
    }
    let group = token.is("those") && next_is(1, &["who"]);
    if token.among(SPEAKERS) || group {
        return saying(place + 1, REACH).map(|to| (place, to));
    }
    if token.among(&["it", "they"]) {
        return (1..=2).find(|&ahead| next_is(ahead, OF_A_TEXT)).map(|to| (place, place + to));
    }
    if token.among(SAYING) {
        return (1..=3).find(|&ahead| next_is(ahead, SPEAKERS)).map(|to| (place, place + to));
    }
    None
}
