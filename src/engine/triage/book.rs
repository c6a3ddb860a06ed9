//! All rules, compiled, and where their groups match in a message.
//!
//! **Invariant:** what is done for a message is linear in its length: a pattern is tried only
//! where its rarest word stands, and looks only a bounded number of words around it.

use std::cmp::Reverse;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::hit::Hit;
use super::judge::{About, CompiledRule, Finding, GroupId, Hits, Shared};
use super::lexicon;
use super::pattern::{Set, set_of};
use super::patterns::{Compiler, Lists, PatternId, Patterns};
use super::reading::{Reading, Sentence};
use super::rule::Group;
use super::rules;
use super::vocabulary::Vocabulary;

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
    patterns: Patterns,
    /// For each pattern the groups that it belongs to.
    users: Lists,
    groups: usize,
    shared: Shared,
    rules: Vec<CompiledRule>,
}

/// What the rules make of a message.
pub(super) struct Found {
    pub(super) findings: Vec<Finding>,
    pub(super) about: About,
}

/// Compiled on first use.
pub(super) static BOOK: LazyLock<Book> = LazyLock::new(Book::compile);

/// Gives groups their numbers, and reads the patterns of each.
struct Groups {
    groups: FxHashMap<Group, GroupId>,
    compiler: Compiler,
    vocabulary: Vocabulary,
    /// Patterns with a group that each belongs to.
    users: Vec<(PatternId, u32)>,
}

impl Groups {
    fn group(&mut self, group: Group) -> GroupId {
        let next = self.groups.len();
        if let Some(&id) = self.groups.get(group) {
            return id;
        }
        self.groups.insert(group, next);
        for written in group {
            let users = &mut self.users;
            let found = |pattern| users.push((pattern, next as u32));
            self.compiler.read(written, &mut self.vocabulary, found);
        }
        next
    }

    fn groups(&mut self, groups: &[Group]) -> Vec<GroupId> {
        groups.iter().map(|group| self.group(group)).collect()
    }
}

impl Book {
    fn compile() -> Self {
        let mut vocabulary = Vocabulary::new();
        let fillers = set_of("@filler", &mut vocabulary);
        let others = set_of("@third|@relation", &mut vocabulary);
        let own = set_of("i|ive|im|ill|me|myself", &mut vocabulary);
        let animals = set_of("@animal", &mut vocabulary);
        let persons = set_of("@relation", &mut vocabulary);
        let my = set_of("my", &mut vocabulary);
        let of_danger = set_of(lexicon::OF_DANGER, &mut vocabulary);
        let mut groups = Groups {
            groups: FxHashMap::default(),
            compiler: Compiler::default(),
            vocabulary,
            users: Vec::new(),
        };
        let shared = Shared {
            general: groups.group(rules::GENERAL),
            definite: groups.group(rules::DEFINITE),
            laughing: groups.group(rules::LAUGHING),
            serious: groups.group(rules::SERIOUS),
            present: groups.group(rules::PRESENT),
            hurting_now: groups.group(rules::HURTING_NOW),
            denied: groups.group(rules::DENIED),
            off_topic: groups.group(rules::OFF_TOPIC),
            on_topic: groups.group(rules::ON_TOPIC),
            faq: groups.group(rules::FAQ),
            for_oneself: groups.group(rules::FOR_ONESELF),
        };
        let rules: Vec<CompiledRule> = rules::all()
            .map(|rule| CompiledRule {
                rule,
                when: groups.groups(rule.when),
                unless: groups.groups(rule.unless),
                beside: groups.groups(rule.beside),
                never: groups.groups(rule.never),
                past: groups.groups(rule.past),
            })
            .collect();
        let Groups { groups, compiler, mut vocabulary, users } = groups;
        for word in lexicon::plain_words() {
            vocabulary.learn_plain(word);
        }
        vocabulary.forget_sets();
        Book {
            users: Lists::new(compiler.len(), &users),
            patterns: compiler.finish(vocabulary.len()),
            vocabulary,
            fillers,
            others,
            own,
            animals,
            persons,
            my,
            of_danger,
            groups: groups.len(),
            shared,
            rules,
        }
    }

    /// Every rule that holds, with its first evidence in own words, and in quoted ones.
    pub(super) fn findings(&self, reading: &Reading) -> Found {
        let hits = self.hits(reading);
        let about = self.shared.about(&hits);
        let rules = self.rules.iter();
        let findings = rules.flat_map(|rule| rule.findings(&hits, &self.shared, about));
        Found { findings: findings.collect(), about }
    }

    /// For each group, where it matches, in order.
    fn hits(&self, reading: &Reading) -> Hits {
        let mut hits: Hits = vec![Vec::new(); self.groups];
        for (place, sentence) in reading.sentences.iter().enumerate() {
            let words = &reading.words[sentence.words.clone()];
            for (at, word) in words.iter().enumerate() {
                for pattern in self.patterns.anchored_at(word) {
                    let found = self.patterns.find(pattern, words, at, &self.fillers);
                    if let Some((start, end)) = found {
                        let guessed = words[start..end]
                            .iter()
                            .any(|word| word.guessed && !word.readings().is_empty());
                        let hit = to_hit(place, sentence, (start, end), guessed);
                        for &user in self.users.of(pattern as usize) {
                            hits[user as usize].push(hit);
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
