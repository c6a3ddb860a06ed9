//! The small language that rules are written in.
//!
//! A pattern is words with single spaces between them:
//!
//! | written | matches |
//! |---|---|
//! | `word` | that word |
//! | `word~` | the word and its simple inflections |
//! | `@class` | a word of a class of the lexicon |
//! | `a\|b~\|@c\|of_luck` | any of these, also in several words |
//! | `…?` | the same, or nothing |
//! | `!…` | nothing, where the next word is none of these |
//! | `..` and `..5` | up to three words, or up to five |
//! | `_` | any one word |
//! | `#`, `#young`, `#year` | a number; one from 1 to 17; one from 1950 to 2099 |
//! | `^` and `$` | the start and the end of a sentence (`$` also as one of several: `a\|$`) |
//! | `<phrase>` | one of the phrases of the lexicon with that name |
//!
//! Between any two of them fillers ("like", "really", "fucking") may stand.
//!
//! **Invariant:** a pattern spans a bounded number of words, so that matching is linear in the
//! length of a message.

use std::sync::Arc;

use super::lexicon;
use super::reading::Word;
use super::slips::inflections;
use super::vocabulary::{Vocabulary, WordId};
use crate::engine::query::Break;

/// Sorted ids of words. Shared: the same alternation stands in many patterns.
pub(super) type Set = Arc<[WordId]>;

/// Fillers that may stand between two elements.
const MOST_FILLERS: usize = 3;

/// A gap without a number.
const USUAL_GAP: usize = 3;

#[derive(Debug)]
enum Kind {
    Word(Set),
    Not(Set),
    Gap(usize),
    Any,
    Number,
    Young,
    Year,
    Start,
    End,
}

#[derive(Debug)]
struct Element {
    kind: Kind,
    optional: bool,
    /// The end of the sentence will do as well.
    or_end: bool,
}

/// One compiled pattern.
#[derive(Debug)]
pub(super) struct Pattern {
    elements: Box<[Element]>,
    /// The element that is looked for first.
    anchor: usize,
    /// How many words the anchor may be away from the start.
    offset: (usize, usize),
}

/// What the words of a message are looked up by to find the patterns to try.
pub(super) enum Anchor<'p> {
    Words(&'p Set),
    Number,
}

impl Pattern {
    /// Compiles a pattern without phrases.
    ///
    /// # Panics
    ///
    /// On a pattern that names an unknown class or has no word to look for: the rules are part
    /// of the program and all of them are compiled by every test.
    pub(super) fn compile(written: &str, vocabulary: &mut Vocabulary) -> Self {
        let elements: Box<[Element]> =
            written.split(' ').map(|part| Element::compile(part, vocabulary)).collect();
        let weight = |element: &Element| match &element.kind {
            Kind::Word(set) if !element.optional && !element.or_end => {
                Some(vocabulary.commonness(set))
            }
            Kind::Young | Kind::Year if !element.optional => Some(1 << 8),
            Kind::Number if !element.optional => Some(1 << 10),
            _ => None,
        };
        let weights = elements.iter().enumerate().filter_map(|(at, it)| Some((weight(it)?, at)));
        let Some((_, anchor)) = weights.min() else {
            panic!("the pattern `{written}` has no word")
        };
        let mut offset = (0, 0);
        for element in &elements[..anchor] {
            let (least, most) = element.width();
            offset = (offset.0 + least, offset.1 + most + MOST_FILLERS);
        }
        Pattern { elements, anchor, offset }
    }

    pub(super) fn anchor(&self) -> Anchor<'_> {
        match &self.elements[self.anchor].kind {
            Kind::Word(set) => Anchor::Words(set),
            _ => Anchor::Number,
        }
    }

    /// The first match in one sentence whose anchor is at this place: its start and its end.
    pub(super) fn find(&self, words: &[Word], at: usize, fillers: &Set) -> Option<(usize, usize)> {
        let matcher = Matcher { elements: &self.elements, words, fillers };
        let first = at.saturating_sub(self.offset.1);
        let last = at.checked_sub(self.offset.0)?;
        (first..=last).find_map(|start| {
            // Fillers are skipped between elements, not before the first.
            let end = matcher.run(0, start, 0)?;
            (end > at).then_some((start, end))
        })
    }
}

impl Element {
    fn compile(part: &str, vocabulary: &mut Vocabulary) -> Self {
        let kind = match part {
            "^" => Kind::Start,
            "$" => Kind::End,
            "_" => Kind::Any,
            _ if part.starts_with("..") => Kind::Gap(part[2..].parse().unwrap_or(USUAL_GAP)),
            _ if part.starts_with('#') => match part.trim_end_matches('?') {
                "#young" => Kind::Young,
                "#year" => Kind::Year,
                _ => Kind::Number,
            },
            _ => match part.strip_prefix('!') {
                Some(words) => Kind::Not(set_of(words, vocabulary)),
                None => Kind::Word(set_of(part.trim_end_matches('?'), vocabulary)),
            },
        };
        let or_end = part.len() > 1 && part.split('|').any(|word| word == "$");
        Element { kind, optional: part.ends_with('?'), or_end }
    }

    /// The fewest and the most words that it takes up.
    fn width(&self) -> (usize, usize) {
        match self.kind {
            Kind::Word(_) | Kind::Any | Kind::Number | Kind::Young | Kind::Year => {
                (usize::from(!self.optional && !self.or_end), 1)
            }
            Kind::Gap(most) => (0, most),
            Kind::Not(_) | Kind::Start | Kind::End => (0, 0),
        }
    }
}

/// The words of an alternation, worked out once.
pub(super) fn set_of(written: &str, vocabulary: &mut Vocabulary) -> Set {
    if let Some(known) = vocabulary.set(written) {
        return known;
    }
    let mut words = Vec::new();
    for word in written.split('|').filter(|&word| word != "$") {
        match word.strip_prefix('@') {
            Some(class) => add_class(class, &mut words, vocabulary),
            None => add_word(word, &mut words, vocabulary),
        }
    }
    words.sort_unstable();
    words.dedup();
    vocabulary.keep_set(written, words.into())
}

fn add_class(class: &str, words: &mut Vec<WordId>, vocabulary: &mut Vocabulary) {
    let Some(members) = lexicon::class(class) else { panic!("no class `{class}`") };
    for member in members.split_whitespace() {
        match member.strip_prefix('@') {
            Some(_) => words.extend_from_slice(&set_of(member, vocabulary)),
            None => add_word(member, words, vocabulary),
        }
    }
}

fn add_word(word: &str, set: &mut Vec<WordId>, vocabulary: &mut Vocabulary) {
    match word.strip_suffix('~') {
        Some(stem) => {
            let forms = vocabulary.set(word).unwrap_or_else(|| {
                let forms = inflections(stem);
                let mut forms: Vec<WordId> =
                    forms.iter().map(|form| vocabulary.learn(form)).collect();
                forms.sort_unstable();
                forms.dedup();
                vocabulary.keep_set(word, forms.into())
            });
            set.extend_from_slice(&forms);
        }
        None => set.push(vocabulary.learn(word)),
    }
}

struct Matcher<'m> {
    elements: &'m [Element],
    words: &'m [Word],
    fillers: &'m Set,
}

impl Matcher<'_> {
    /// Matches the elements from `next` on at `at`; gives the end of the match.
    fn run(&self, next: usize, at: usize, skipped: usize) -> Option<usize> {
        let Some(element) = self.elements.get(next) else { return Some(at) };
        let word = self.words.get(at);
        let hit = |holds: bool| if holds { self.run(next + 1, at + 1, 0) } else { None };
        let found = match &element.kind {
            Kind::Word(set) => hit(word.is_some_and(|word| word.is_among(set))),
            Kind::Any => hit(word.is_some()),
            Kind::Number => hit(word.is_some_and(|word| word.number.is_some())),
            Kind::Young => hit(word
                .is_some_and(|word| word.number.is_some_and(|number| (1..18).contains(&number)))),
            Kind::Year => hit(word.is_some_and(|word| {
                word.number.is_some_and(|number| (1950..2100).contains(&number))
            })),
            Kind::Not(set) => {
                let beyond = self.beyond_fillers(at);
                let is_free = !self.words.get(beyond).is_some_and(|word| word.is_among(set));
                return if is_free { self.run(next + 1, at, skipped) } else { None };
            }
            Kind::Start => return if at == 0 { self.run(next + 1, at, skipped) } else { None },
            Kind::End => {
                let beyond = self.beyond_fillers(at);
                return (beyond == self.words.len()).then_some(at);
            }
            Kind::Gap(most) => return self.run_gap(next + 1, at, *most),
        };
        if found.is_some() {
            return found;
        }
        if element.optional
            && let Some(end) = self.run(next + 1, at, skipped)
        {
            return Some(end);
        }
        if element.or_end && self.beyond_fillers(at) == self.words.len() {
            return self.run(next + 1, at, skipped);
        }
        let is_filler = next > 0
            && skipped < MOST_FILLERS
            && word.is_some_and(|word| word.is_among(self.fillers));
        if is_filler { self.run(next, at + 1, skipped + 1) } else { None }
    }

    fn run_gap(&self, next: usize, at: usize, most: usize) -> Option<usize> {
        let mut spent = 0;
        let mut place = at;
        loop {
            if let Some(end) = self.run(next, place, 0) {
                return Some(end);
            }
            let word = self.words.get(place)?;
            // A comma parts as much as a word does.
            spent += 1 + usize::from(place > at && word.before == Break::Clause);
            if spent > most {
                return None;
            }
            place += 1;
        }
    }

    fn beyond_fillers(&self, at: usize) -> usize {
        let fillers = self.words[at.min(self.words.len())..]
            .iter()
            .take(MOST_FILLERS)
            .take_while(|word| word.is_among(self.fillers));
        at + fillers.count()
    }
}

/// A pattern with each `<phrase>` written out in all its ways.
pub(super) fn without_phrases(written: &str) -> Vec<String> {
    let Some((head, rest)) = written.split_once('<') else { return vec![written.to_owned()] };
    let Some((name, tail)) = rest.split_once('>') else {
        panic!("a phrase in `{written}` is not closed");
    };
    let Some(phrases) = lexicon::phrase(name) else { panic!("no phrase `{name}`") };
    phrases.iter().flat_map(|phrase| without_phrases(&format!("{head}{phrase}{tail}"))).collect()
}

/// A pattern whose alternatives of several words (`of_luck`) are patterns of their own.
pub(super) fn without_joined_words(written: &str) -> Vec<String> {
    if !written.contains('_') {
        return vec![written.to_owned()];
    }
    let parts: Vec<&str> = written.split(' ').collect();
    let is_joined = |word: &&str| word.contains('_') && *word != "_";
    let place = parts.iter().position(|part| part.split('|').any(|word| is_joined(&word)));
    let Some(place) = place else { return vec![written.to_owned()] };
    let mark = if parts[place].ends_with('?') { "?" } else { "" };
    let (joined, single): (Vec<&str>, Vec<&str>) =
        parts[place].trim_end_matches('?').split('|').partition(is_joined);
    let mut ways: Vec<String> = joined.iter().map(|words| words.replace('_', " ")).collect();
    if !single.is_empty() {
        ways.push(format!("{}{mark}", single.join("|")));
    }
    let (before, after) = (parts[..place].join(" "), parts[place + 1..].join(" "));
    ways.iter()
        .map(|way| [before.as_str(), way, after.as_str()].join(" ").trim().to_owned())
        .flat_map(|way| without_joined_words(&way))
        .collect()
}
