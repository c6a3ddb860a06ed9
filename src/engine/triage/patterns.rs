//! All patterns of the rules, compiled, and how they are read.
//!
//! What stands between two spaces of a pattern is read once, whichever patterns it stands in, and a pattern
//! is no more than the numbers of what it is made of.
//!
//! **Invariant:** parts are read in the order in which patterns name them, which makes the numbers of words
//! the same each time.

use std::borrow::Cow;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::lexicon;
use super::pattern::{Anchor, Element, ElementId, Pattern, Set, Table, alternatives};
use super::reading::Word;
use super::vocabulary::{Vocabulary, WordId};

/// The place of a pattern among all.
pub(super) type PatternId = u32;

/// Every pattern.
pub(super) struct Patterns {
    ids: Box<[ElementId]>,
    elements: Box<[Element]>,
    words: Box<[WordId]>,
    patterns: Box<[Pattern]>,
    /// For each word the elements that are looked for first and match it.
    by_word: Lists,
    /// For each element the patterns where it is looked for first.
    by_anchor: Lists,
    /// The elements that are looked for first and match a number.
    by_number: Box<[u32]>,
}

impl Patterns {
    /// The patterns that are tried where a word stands, which may be a number.
    pub(super) fn anchored_at(&self, word: &Word) -> impl Iterator<Item = PatternId> {
        let by_number = if word.number.is_some() { &*self.by_number } else { &[] };
        let by_word = word.readings().iter().flat_map(|&id| self.by_word.of(usize::from(id)));
        let anchors = by_word.chain(by_number);
        anchors.flat_map(|&anchor| self.by_anchor.of(anchor as usize)).copied()
    }

    /// The first match of a pattern in one sentence whose anchor is at this place.
    pub(super) fn find(
        &self,
        pattern: PatternId,
        words: &[Word],
        at: usize,
        fillers: &Set,
    ) -> Option<(usize, usize)> {
        let table = Table { ids: &self.ids, elements: &self.elements, words: &self.words };
        self.patterns[pattern as usize].find(table, words, at, fillers)
    }
}

/// Short lists of numbers, one after the other.
pub(super) struct Lists {
    ends: Box<[u32]>,
    numbers: Box<[u32]>,
}

impl Lists {
    /// For each of so many places the numbers that are paired with it, in the order in which they are given
    /// (a counting sort; Knuth, volume 3).
    pub(super) fn new(places: usize, pairs: &[(u32, u32)]) -> Self {
        let mut ends = vec![0_u32; places + 1];
        for (place, _) in pairs {
            ends[*place as usize + 1] += 1;
        }
        for place in 1..ends.len() {
            ends[place] += ends[place - 1];
        }
        // From here on an end is where the next number of its place goes.
        let mut numbers = vec![0; pairs.len()];
        for (place, number) in pairs {
            let next = &mut ends[*place as usize];
            numbers[*next as usize] = *number;
            *next += 1;
        }
        ends.truncate(places);
        Lists { ends: ends.into(), numbers: numbers.into() }
    }

    /// The numbers of a place.
    pub(super) fn of(&self, place: usize) -> &[u32] {
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.numbers[start as usize..self.ends[place] as usize]
    }
}

/// The place of a part among those that were met.
type PartId = u16;

/// What stands between two spaces of a pattern.
struct Part {
    written: Rc<str>,
    /// What it is short for, where it has alternatives of several words (`of_luck`), which are patterns of
    /// their own.
    ways: Option<Rc<[Box<[PartId]>]>>,
    element: Option<ElementId>,
}

/// Reads patterns one after the other.
#[derive(Default)]
pub(super) struct Compiler {
    places: FxHashMap<Rc<str>, PartId>,
    parts: Vec<Part>,
    elements: Vec<Element>,
    words: Vec<WordId>,
    /// How common what each element matches is.
    weights: Vec<u64>,
    ids: Vec<ElementId>,
    patterns: Vec<Pattern>,
    /// The patterns by their elements: the same may be written in several groups.
    known: FxHashMap<Box<[ElementId]>, PatternId>,
}

impl Compiler {
    /// Reads a pattern and gives each pattern that it stands for.
    ///
    /// # Panics
    ///
    /// On a pattern that names an unknown class or phrase or has no word to look for: the rules are part of
    /// the program and all of them are compiled by every test.
    pub(super) fn read(
        &mut self,
        written: &'static str,
        vocabulary: &mut Vocabulary,
        mut found: impl FnMut(PatternId),
    ) {
        let mut parts = Vec::new();
        for way in without_phrases(written.into()) {
            parts.clear();
            parts.extend(way.split(' ').map(|part| self.part(part)));
            self.spell_out(&parts, &mut Vec::new(), &mut |compiler, parts| {
                found(compiler.pattern(parts, vocabulary));
            });
        }
    }

    /// A part, read only as far as alternatives of several words go.
    fn part(&mut self, written: &str) -> PartId {
        if let Some(&known) = self.places.get(written) {
            return known;
        }
        let ways = if written.contains('_') { self.ways(written) } else { None };
        let place = PartId::try_from(self.parts.len()).unwrap_or(PartId::MAX);
        let written: Rc<str> = written.into();
        self.places.insert(Rc::clone(&written), place);
        self.parts.push(Part { written, ways, element: None });
        place
    }

    /// What a part with alternatives of several words is short for.
    fn ways(&mut self, written: &str) -> Option<Rc<[Box<[PartId]>]>> {
        let is_joined = |word: &&str| word.contains('_') && *word != "_";
        let mark = if written.ends_with('?') { "?" } else { "" };
        let (joined, single): (Vec<&str>, Vec<&str>) =
            alternatives(written.trim_end_matches('?')).partition(is_joined);
        if joined.is_empty() {
            return None;
        }
        let way = |words: &&str| words.split('_').map(|word| self.part(word)).collect();
        let mut ways: Vec<Box<[PartId]>> = joined.iter().map(way).collect();
        if !single.is_empty() {
            ways.push([self.part(&format!("{}{mark}", single.join("|")))].into());
        }
        Some(ways.into())
    }

    /// Gives each sequence of parts that these are short for, the first of them varying slowest.
    fn spell_out(
        &mut self,
        rest: &[PartId],
        before: &mut Vec<PartId>,
        found: &mut impl FnMut(&mut Self, &[PartId]),
    ) {
        let Some((&first, rest)) = rest.split_first() else { return found(self, before) };
        let length = before.len();
        match self.parts[usize::from(first)].ways.clone() {
            None => {
                before.push(first);
                self.spell_out(rest, before, found);
            }
            Some(ways) => {
                for way in &*ways {
                    before.truncate(length);
                    before.extend_from_slice(way);
                    self.spell_out(rest, before, found);
                }
            }
        }
        before.truncate(length);
    }

    /// The pattern of some parts, which is compiled where it is new.
    fn pattern(&mut self, parts: &[PartId], vocabulary: &mut Vocabulary) -> PatternId {
        let start = self.ids.len();
        for &part in parts {
            let element = self.element(part, vocabulary);
            self.ids.push(element);
        }
        let ids = &self.ids[start..];
        if let Some(&known) = self.known.get(ids) {
            self.ids.truncate(start);
            return known;
        }
        let Some(pattern) = Pattern::new(start, ids, &self.elements, &self.weights) else {
            let written: Vec<&str> =
                parts.iter().map(|part| &*self.parts[usize::from(*part)].written).collect();
            panic!("the pattern `{}` has no word, or too many", written.join(" "))
        };
        let place = self.patterns.len() as PatternId;
        self.known.insert(ids.into(), place);
        self.patterns.push(pattern);
        place
    }

    fn element(&mut self, part: PartId, vocabulary: &mut Vocabulary) -> ElementId {
        let part = &mut self.parts[usize::from(part)];
        *part.element.get_or_insert_with(|| {
            let element = Element::compile(&part.written, &mut self.words, vocabulary);
            self.weights.push(element.commonness(&self.words, vocabulary));
            self.elements.push(element);
            ElementId::try_from(self.elements.len() - 1).unwrap_or(ElementId::MAX)
        })
    }

    /// Every pattern that was read, to be looked up by any of so many words.
    pub(super) fn finish(self, words: usize) -> Patterns {
        let anchors: Vec<(u32, u32)> = (0..)
            .zip(&self.patterns)
            .map(|(place, pattern)| (u32::from(pattern.anchor(&self.ids)), place))
            .collect();
        let by_anchor = Lists::new(self.elements.len(), &anchors);
        let (mut by_word, mut by_number) = (Vec::new(), Vec::new());
        for (place, element) in (0..).zip(&self.elements) {
            if by_anchor.of(place as usize).is_empty() {
                continue;
            }
            match element.as_anchor() {
                Anchor::Words(run) => {
                    by_word
                        .extend(run.of(&self.words).iter().map(|&word| (u32::from(word), place)));
                }
                Anchor::Number => by_number.push(place),
            }
        }
        Patterns {
            by_word: Lists::new(words, &by_word),
            by_anchor,
            by_number: by_number.into(),
            ids: self.ids.into(),
            elements: self.elements.into(),
            words: self.words.into(),
            patterns: self.patterns.into(),
        }
    }

    /// How many patterns there are so far.
    pub(super) fn len(&self) -> usize {
        self.patterns.len()
    }
}

/// A pattern with each `<phrase>` written out in all its ways.
fn without_phrases(written: Cow<'static, str>) -> Vec<Cow<'static, str>> {
    let Some((head, rest)) = written.split_once('<') else { return vec![written] };
    let Some((name, tail)) = rest.split_once('>') else {
        panic!("a phrase in `{written}` is not closed");
    };
    let Some(phrases) = lexicon::phrase(name) else { panic!("no phrase `{name}`") };
    let ways = phrases.iter().map(|phrase| [head, *phrase, tail].concat());
    ways.flat_map(|way| without_phrases(way.into())).collect()
}
