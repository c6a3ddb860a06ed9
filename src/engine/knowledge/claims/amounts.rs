//! Amounts: a number beside a unit, or how often something is taken.
//!
//! **Invariant:** no context excuses an amount. Attributed, denied or asked, the number is read.

use super::sentences::{Kind, Sentence, Token};
use super::words::{BETWEEN, FILLED, IDEAS, MEASURES, NUMBERS, PIECES};

/// As many words as a speaker puts between a number and its unit.
const REACH: usize = 3;

/// The first amount of a sentence: the places of its first and last token.
pub(super) fn find(sentence: &Sentence) -> Option<(usize, usize)> {
    let tokens = &sentence.tokens;
    (sentence.own..tokens.len()).find_map(|at| {
        measured(tokens, at, sentence.own)
            .or_else(|| labelled(tokens, at))
            .or_else(|| scheduled(tokens, at, sentence.own))
    })
}

/// A unit with its number before it.
fn measured(tokens: &[Token], at: usize, own: usize) -> Option<(usize, usize)> {
    let unit = &tokens[at];
    if unit.kind != Kind::Word {
        return None;
    }
    let (measure, piece) = (unit.among(MEASURES), unit.among(PIECES));
    if !measure && !piece {
        return None;
    }
    for back in 1..=REACH + 1 {
        let place = at.checked_sub(back).filter(|place| *place >= own)?;
        let token = &tokens[place];
        let is_number = token.kind == Kind::Number || token.among(NUMBERS);
        if is_number && !is_ordinal(tokens, place) {
            return Some((place, at));
        }
        // "one gram", "a gram": an amount. "a gram of truth" would be odd enough to reword.
        let plain = (place + 1..at).all(|between| tokens[between].among(FILLED));
        let article = plain && token.among(&["one", "a", "an", "per"]) && measure;
        if article && !token.is("per") && unit.text.len() > 1 && !idiom(tokens, at) {
            return Some((place, at));
        }
        let mark = token.kind == Kind::Mark && token.among(&["/", "—"]);
        if !token.among(BETWEEN) && !mark {
            return None;
        }
    }
    None
}

/// "an ounce of prevention"
fn idiom(tokens: &[Token], unit: usize) -> bool {
    let next = |ahead: usize| tokens.get(unit + ahead);
    next(1).is_some_and(|of| of.is("of")) && next(2).is_some_and(|idea| idea.among(IDEAS))
}

/// `1st dose` counts nothing.
fn is_ordinal(tokens: &[Token], place: usize) -> bool {
    let next_is = |words: &[&str]| tokens.get(place + 1).is_some_and(|next| next.among(words));
    next_is(&["st", "nd", "rd", "th"])
}

/// `grams: 5`, "a dose of 5"
fn labelled(tokens: &[Token], at: usize) -> Option<(usize, usize)> {
    let unit = &tokens[at];
    let sign = tokens.get(at + 1)?;
    let number = tokens.get(at + 2)?;
    let labels = (unit.among(MEASURES) || unit.among(PIECES)) && sign.among(&[":", "="]);
    let dosed = unit.among(&["dose", "doses", "dosage"]) && sign.among(&["of", ":"]);
    ((labels || dosed) && number.kind == Kind::Number).then_some((at, at + 2))
}

/// How often: "3 per day", "twice daily", "three times a day", "every four to six hours".
fn scheduled(tokens: &[Token], at: usize, own: usize) -> Option<(usize, usize)> {
    let token = &tokens[at];
    let counted = |place: usize| {
        tokens.get(place).is_some_and(|t| {
            t.kind == Kind::Number
                || t.among(NUMBERS) && !t.among(&["half", "quarter", "double"])
                || t.among(&["one", "once", "twice", "thrice"])
        })
    };
    let word = |place: usize, words: &[&str]| tokens.get(place).is_some_and(|t| t.among(words));
    if word(at, &["every"]) && counted(at + 1) {
        let end = (at + 2..=at + 5).find(|&place| {
            word(place, &["hour", "hours", "hrs", "hr", "h", "minute", "minutes", "min", "mins"])
        });
        return end.map(|end| (at, end));
    }
    if !counted(at) || at < own || is_ordinal(tokens, at) {
        return None;
    }
    let often = token.among(&["once", "twice", "thrice"]);
    let times = word(at + 1, &["times", "time", "x", "×"]);
    let rest = at + 1 + usize::from(times);
    let period = |place: usize| word(place, &["day", "daily", "hour", "night", "morning"]);
    if word(rest, &["daily", "nightly", "hourly"]) && (often || times || token.kind == Kind::Number)
    {
        return Some((at, rest));
    }
    // "3 of them every morning"
    let of_them = word(at + 1, &["of"]) && word(at + 2, &["them", "these", "those"]);
    if of_them && word(at + 3, &["every", "each", "a", "per"]) && period(at + 4) {
        return Some((at, at + 4));
    }
    let each = word(rest, &["per", "a", "each", "every", "/", "an"]);
    (each && period(rest + 1)).then_some((at, rest + 1))
}
