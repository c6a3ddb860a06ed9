//! All rules, compiled, and where their groups match in a message.
//!
//! **Invariant:** what is done for a message is linear in its length: a pattern is tried only
//! where its rarest word stands, and looks only a bounded number of words around it.

use std::cmp::Reverse;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::hit::Hit;
use super::judge::{CompiledRule, Finding, GroupId, Hits, Shared};
use super::lexicon;
use super::pattern::{Anchor, Pattern, Set, set_of, without_joined_words, without_phrases};
use super::reading::{Reading, Sentence};
use super::rule::Group;
use super::rules;
use super::vocabulary::{Vocabulary, WordId};

/// The rules in a form that is quick to look up.
pub(super) struct Book {
    pub(super) vocabulary: Vocabulary,
    fillers: Set,
    /// Words for people other than the writer, for the writer, and for animals.
    pub(super) others: Set,
    pub(super) own: Set,
    pub(super) animals: Set,
    /// Words for people who are named, and for what is the writer's.
    pub(super) persons: Set,
    pub(super) my: Set,
    /// Words for somebody in danger, for what is wrong with them and for help.
    pub(super) of_danger: Set,
    patterns: Box<[(Pattern, Box<[GroupId]>)]>,
    by_word: ByWord,
    by_number: Vec<u32>,
    groups: usize,
    shared: Shared,
    rules: Vec<CompiledRule>,
}

/// What the rules make of a message.
pub(super) struct Found {
    pub(super) findings: Vec<Finding>,
    pub(super) about: About,
}

/// What a message is about, going by its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// Something else than this channel, such as a bank's card.
    SomethingElse,
    /// What the documents are about, asked in general.
    Documents,
    /// Either or neither.
    Anything,
}

/// For each word the patterns that are tried where it stands, one list after the other.
struct ByWord {
    ends: Box<[u32]>,
    patterns: Box<[u32]>,
}

impl ByWord {
    /// The patterns of each word, in the order in which they are given (a counting sort; Knuth, volume 3).
    fn new(words: usize, anchored: &[(WordId, u32)]) -> Self {
        let mut ends = vec![0_u32; words + 1];
        for (word, _) in anchored {
            ends[usize::from(*word) + 1] += 1;
        }
        for place in 1..ends.len() {
            ends[place] += ends[place - 1];
        }
        // From here on an end is where the next pattern of its word goes.
        let mut patterns = vec![0; anchored.len()];
        for (word, pattern) in anchored {
            let next = &mut ends[usize::from(*word)];
            patterns[*next as usize] = *pattern;
            *next += 1;
        }
        ends.truncate(words);
        ByWord { ends: ends.into(), patterns: patterns.into() }
    }

    fn of(&self, word: WordId) -> &[u32] {
        let place = usize::from(word);
        let start = if place == 0 { 0 } else { self.ends[place - 1] };
        &self.patterns[start as usize..self.ends[place] as usize]
    }
}

/// Compiled on first use.
pub(super) static BOOK: LazyLock<Book> = LazyLock::new(Book::compile);

#[derive(Default)]
struct Compiler {
    groups: FxHashMap<Group, GroupId>,
    patterns: FxHashMap<String, Vec<GroupId>>,
    /// The order in which patterns were met, which makes the result the same each time.
    order: Vec<String>,
}

impl Compiler {
    fn group(&mut self, group: Group) -> GroupId {
        let next = self.groups.len();
        if let Some(&id) = self.groups.get(group) {
            return id;
        }
        self.groups.insert(group, next);
        let ways = group
            .iter()
            .flat_map(|pattern| without_phrases(pattern))
            .flat_map(|pattern| without_joined_words(&pattern));
        for written in ways {
            let users = self.patterns.entry(written.clone()).or_default();
            if users.is_empty() {
                self.order.push(written);
            }
            users.push(next);
        }
        next
    }

    fn groups(&mut self, groups: &[Group]) -> Vec<GroupId> {
        groups.iter().map(|group| self.group(group)).collect()
    }
}

impl Book {
    fn compile() -> Self {
        let mut compiler = Compiler::default();
        let shared = Shared {
            general: compiler.group(rules::GENERAL),
            definite: compiler.group(rules::DEFINITE),
            laughing: compiler.group(rules::LAUGHING),
            serious: compiler.group(rules::SERIOUS),
            present: compiler.group(rules::PRESENT),
            hurting_now: compiler.group(rules::HURTING_NOW),
            denied: compiler.group(rules::DENIED),
            off_topic: compiler.group(rules::OFF_TOPIC),
            on_topic: compiler.group(rules::ON_TOPIC),
            faq: compiler.group(rules::FAQ),
            for_oneself: compiler.group(rules::FOR_ONESELF),
        };
        let compiled_rules: Vec<CompiledRule> = rules::all()
            .map(|rule| CompiledRule {
                rule,
                when: compiler.groups(rule.when),
                unless: compiler.groups(rule.unless),
                beside: compiler.groups(rule.beside),
                never: compiler.groups(rule.never),
                past: compiler.groups(rule.past),
            })
            .collect();
        let mut vocabulary = Vocabulary::new();
        let fillers = set_of("@filler", &mut vocabulary);
        let others = set_of("@third|@relation", &mut vocabulary);
        let own = set_of("i|ive|im|ill|me|myself", &mut vocabulary);
        let animals = set_of("@animal", &mut vocabulary);
        let persons = set_of("@relation", &mut vocabulary);
        let my = set_of("my", &mut vocabulary);
        let of_danger = set_of(lexicon::OF_DANGER, &mut vocabulary);
        let patterns: Box<[(Pattern, Box<[GroupId]>)]> = compiler
            .order
            .iter()
            .map(|written| {
                let users = compiler.patterns[written].as_slice();
                (Pattern::compile(written, &mut vocabulary), users.into())
            })
            .collect();
        for word in lexicon::plain_words() {
            vocabulary.learn_plain(word);
        }
        vocabulary.forget_sets();
        let mut anchored: Vec<(WordId, u32)> = Vec::new();
        let mut by_number = Vec::new();
        for (place, (pattern, _)) in (0..).zip(&patterns) {
            match pattern.anchor() {
                Anchor::Words(set) => {
                    anchored.extend(set.iter().map(|&word| (word, place)));
                }
                Anchor::Number => by_number.push(place),
            }
        }
        let by_word = ByWord::new(vocabulary.len(), &anchored);
        Book {
            vocabulary,
            fillers,
            others,
            own,
            animals,
            persons,
            my,
            of_danger,
            patterns,
            by_word,
            by_number,
            groups: compiler.groups.len(),
            shared,
            rules: compiled_rules,
        }
    }

    /// Every rule that holds, with its first evidence in own words, and in quoted ones.
    pub(super) fn findings(&self, reading: &Reading) -> Found {
        let hits = self.hits(reading);
        let findings = self.rules.iter().flat_map(|rule| rule.findings(&hits, &self.shared));
        let about = if self.shared.is_off_topic(&hits) {
            About::SomethingElse
        } else if self.shared.is_for_the_faq(&hits) {
            About::Documents
        } else {
            About::Anything
        };
        Found { findings: findings.collect(), about }
    }

    /// For each group, where it matches, in order.
    fn hits(&self, reading: &Reading) -> Hits {
        let mut hits: Hits = vec![Vec::new(); self.groups];
        for (place, sentence) in reading.sentences.iter().enumerate() {
            let words = &reading.words[sentence.words.clone()];
            for (at, word) in words.iter().enumerate() {
                let by_number = if word.number.is_some() { self.by_number.as_slice() } else { &[] };
                let by_word = word.readings().iter().flat_map(|&id| self.by_word.of(id));
                for &candidate in by_word.chain(by_number) {
                    let (pattern, users) = &self.patterns[candidate as usize];
                    if let Some((start, end)) = pattern.find(words, at, &self.fillers) {
                        let guessed = words[start..end]
                            .iter()
                            .any(|word| word.guessed && !word.readings().is_empty());
                        let hit = to_hit(place, sentence, (start, end), guessed);
                        for &user in users.iter() {
                            hits[user].push(hit);
                        }
                    }
                }
            }
        }
        for of_group in &mut hits {
            // Of those that start at the same word, the longest first.
            of_group.sort_unstable_by_key(|hit| (hit.start, Reverse(hit.end)));
            of_group.dedup();
        }
        hits
    }
}

fn to_hit(place: usize, sentence: &Sentence, words: (usize, usize), guessed: bool) -> Hit {
    let from = sentence.words.start;
    let (start, end) = (from + words.0, from + words.1);
    Hit { start, end, sentence: place, quoted: sentence.quoted, guessed }
}
