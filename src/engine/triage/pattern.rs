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
//! | `!…` | nothing, where the next word is none of these; no gap stands before it |
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

/// Sorted ids of words.
pub(super) type Set = Arc<[WordId]>;

/// Fillers that may stand between two elements.
const MOST_FILLERS: usize = 3;

/// A gap without a number.
const USUAL_GAP: usize = 3;

/// A run of the words of all elements, in order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    start: u32,
    end: u32,
}

impl Run {
    /// Its words.
    pub(super) fn of(self, words: &[WordId]) -> &[WordId] {
        &words[self.start as usize..self.end as usize]
    }
}

#[derive(Debug)]
enum Kind {
    Word(Run),
    Not(Run),
    Gap(usize),
    Any,
    Number,
    Young,
    Year,
    Start,
    End,
}

/// One part of a pattern.
#[derive(Debug)]
pub(super) struct Element {
    kind: Kind,
    optional: bool,
    /// The end of the sentence will do as well.
    or_end: bool,
}

/// The place of an element among all.
pub(super) type ElementId = u16;

/// One compiled pattern: a run of all the elements that patterns are made of.
#[derive(Debug)]
pub(super) struct Pattern {
    start: u32,
    length: u8,
    /// The element that is looked for first.
    anchor: u8,
    /// How many words the anchor may be away from the start.
    offset: (u8, u8),
}

/// What patterns are made of.
#[derive(Clone, Copy)]
pub(super) struct Table<'t> {
    /// The elements of each pattern, one pattern after the other.
    pub(super) ids: &'t [ElementId],
    pub(super) elements: &'t [Element],
    /// The words of each element, one element after the other.
    pub(super) words: &'t [WordId],
}

/// What the words of a message are looked up by to find the patterns to try.
pub(super) enum Anchor {
    Words(Run),
    Number,
}

impl Pattern {
    /// The pattern of the elements with these ids, which go in at a place among those of all patterns. `None`
    /// where it has no word to look for.
    pub(super) fn new(
        start: usize,
        ids: &[ElementId],
        elements: &[Element],
        weights: &[u64],
    ) -> Option<Self> {
        let anchors =
            ids.iter().enumerate().filter(|(_, id)| elements[usize::from(**id)].is_anchor());
        let (_, anchor) = anchors.map(|(at, id)| (weights[usize::from(*id)], at)).min()?;
        let (mut least, mut most) = (0, 0);
        for id in &ids[..anchor] {
            let width = elements[usize::from(*id)].width();
            least += width.0;
            most += width.1 + MOST_FILLERS;
        }
        let narrow = |number: usize| u8::try_from(number).ok();
        Some(Pattern {
            start: u32::try_from(start).ok()?,
            length: narrow(ids.len())?,
            anchor: narrow(anchor)?,
            offset: (narrow(least)?, narrow(most)?),
        })
    }

    /// The element that is looked for first.
    pub(super) fn anchor(&self, ids: &[ElementId]) -> ElementId {
        self.ids(ids)[usize::from(self.anchor)]
    }

    fn ids<'p>(&self, ids: &'p [ElementId]) -> &'p [ElementId] {
        &ids[self.start as usize..][..usize::from(self.length)]
    }

    /// The first match in one sentence whose anchor is at this place: its start and its end.
    pub(super) fn find(
        &self,
        table: Table<'_>,
        words: &[Word],
        at: usize,
        fillers: &Set,
    ) -> Option<(usize, usize)> {
        let matcher = Matcher { ids: self.ids(table.ids), table, words, fillers };
        let first = at.saturating_sub(usize::from(self.offset.1));
        let last = at.checked_sub(usize::from(self.offset.0))?;
        (first..=last).find_map(|start| {
            // Fillers are skipped between elements, not before the first.
            let end = matcher.run(0, start, 0)?;
            (end > at).then_some((start, end))
        })
    }
}

impl Element {
    /// Compiles one part of a pattern. Its words go to those of all.
    ///
    /// # Panics
    ///
    /// On the name of an unknown class: the rules are part of the program and all of them are compiled by
    /// every test.
    pub(super) fn compile(
        part: &str,
        words: &mut Vec<WordId>,
        vocabulary: &mut Vocabulary,
    ) -> Self {
        let start = words.len();
        let mut run = |written| {
            let mut own = Vec::new();
            add_words(written, &mut own, vocabulary);
            sort_and_dedup(&mut own);
            words.append(&mut own);
            Run { start: start as u32, end: words.len() as u32 }
        };
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
                Some(written) => Kind::Not(run(written)),
                None => Kind::Word(run(part.trim_end_matches('?'))),
            },
        };
        let or_end =
            part.len() > 1 && part.contains('$') && alternatives(part).any(|word| word == "$");
        Element { kind, optional: part.ends_with('?'), or_end }
    }

    /// What a pattern is looked up by that is looked for by this element.
    pub(super) fn as_anchor(&self) -> Anchor {
        match self.kind {
            Kind::Word(words) => Anchor::Words(words),
            _ => Anchor::Number,
        }
    }

    /// Whether it stands in every match.
    fn is_anchor(&self) -> bool {
        match self.kind {
            Kind::Word(_) => !self.optional && !self.or_end,
            Kind::Number | Kind::Young | Kind::Year => !self.optional,
            Kind::Not(_) | Kind::Gap(_) | Kind::Any | Kind::Start | Kind::End => false,
        }
    }

    /// How much of ordinary text it matches, in the unit of [`Vocabulary::commonness`].
    pub(super) fn commonness(&self, words: &[WordId], vocabulary: &Vocabulary) -> u64 {
        match self.kind {
            Kind::Word(run) => vocabulary.commonness(run.of(words)),
            Kind::Young | Kind::Year => 1 << 8,
            Kind::Number => 1 << 10,
            Kind::Not(_) | Kind::Gap(_) | Kind::Any | Kind::Start | Kind::End => u64::MAX,
        }
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

/// The words of an alternation, or of a class or a stem, which are worked out once.
pub(super) fn set_of(written: &str, vocabulary: &mut Vocabulary) -> Set {
    if let Some(known) = vocabulary.set(written) {
        return known;
    }
    let mut words = Vec::new();
    match (written.strip_prefix('@'), written.strip_suffix('~')) {
        _ if written.contains('|') => add_words(written, &mut words, vocabulary),
        (Some(class), _) => {
            let Some(members) = lexicon::class(class) else { panic!("no class `{class}`") };
            members.split_whitespace().for_each(|word| add_words(word, &mut words, vocabulary));
        }
        (None, Some(stem)) => {
            words.extend(inflections(stem).iter().map(|form| vocabulary.learn(form)));
        }
        (None, None) => words.push(vocabulary.learn(written)),
    }
    sort_and_dedup(&mut words);
    vocabulary.keep_set(written, words.into())
}

/// Adds each word of an alternation.
fn add_words(written: &str, words: &mut Vec<WordId>, vocabulary: &mut Vocabulary) {
    for word in alternatives(written).filter(|&word| word != "$") {
        if word.starts_with('@') || word.ends_with('~') {
            words.extend_from_slice(&set_of(word, vocabulary));
        } else {
            words.push(vocabulary.learn(word));
        }
    }
}

/// What stands between the bars of an alternation. They stand so near to each other that searching for the
/// next one takes longer than coming upon it.
pub(super) fn alternatives(written: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(written);
    std::iter::from_fn(move || {
        let text = rest?;
        let Some(end) = text.bytes().position(|byte| byte == b'|') else { return rest.take() };
        rest = Some(&text[end + 1..]);
        Some(&text[..end])
    })
}

/// Sorts words, and keeps each of them once.
fn sort_and_dedup(words: &mut Vec<WordId>) {
    words.sort_unstable();
    words.dedup();
}

struct Matcher<'m> {
    ids: &'m [ElementId],
    table: Table<'m>,
    words: &'m [Word],
    fillers: &'m Set,
}

impl Matcher<'_> {
    /// Matches the elements from `next` on at `at`; gives the end of the match.
    fn run(&self, next: usize, at: usize, skipped: usize) -> Option<usize> {
        let Some(id) = self.ids.get(next) else { return Some(at) };
        let element = &self.table.elements[usize::from(*id)];
        let word = self.words.get(at);
        let hit = |holds: bool| if holds { self.run(next + 1, at + 1, 0) } else { None };
        let found = match &element.kind {
            Kind::Word(run) => {
                hit(word.is_some_and(|word| word.is_among(run.of(self.table.words))))
            }
            Kind::Any => hit(word.is_some()),
            Kind::Number => hit(word.is_some_and(|word| word.number.is_some())),
            Kind::Young => hit(word
                .is_some_and(|word| word.number.is_some_and(|number| (1..18).contains(&number)))),
            Kind::Year => hit(word.is_some_and(|word| {
                word.number.is_some_and(|number| (1950..2100).contains(&number))
            })),
            Kind::Not(run) => {
                let set = run.of(self.table.words);
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
