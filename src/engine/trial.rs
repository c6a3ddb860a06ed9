//! Tries a knowledge base out: what `check` finds in it, and what a change takes from other entries.
//!
//! **Invariant:** pure; what is asked is what people are known to ask, the phrasings themselves.

use std::cmp::Reverse;
use std::sync::Arc;

use toml::value::Date;

use super::Engine;
use super::knowledge::{EntryId, KnowledgeBase, lint};
use super::matching::Matcher;
use super::query::normalise;
use super::triage::triage;
use crate::diagnostic::Diagnostic;

/// With more phrasings, asking each takes minutes, and such a knowledge base was not written by
/// hand.
const MOST_PHRASINGS: usize = 20_000;

/// How many phrasings of other entries are asked: enough to find one that loses one in a hundred, and
/// few enough that whoever waits for a preview does not notice.
const SAMPLE: usize = 400;

/// Asks every phrasing, and reports those that do not lead to their entry.
#[must_use]
pub fn trials(knowledge: &KnowledgeBase, matcher: &dyn Fn() -> Matcher) -> Vec<Diagnostic> {
    let count = phrasings(knowledge);
    if count == 0 || count > MOST_PHRASINGS {
        return Vec::new();
    }
    trials_with(knowledge, &matcher())
}

/// The same with an index that is there.
fn trials_with(knowledge: &KnowledgeBase, matcher: &Matcher) -> Vec<Diagnostic> {
    let retrieve = |text: &str| {
        let query = normalise(text);
        matcher.scores(&query.own_words().collect::<Vec<_>>())
    };
    let mut diagnostics = lint::lint_retrieval(knowledge, &retrieve);
    let concern = |text: &str| {
        let found = triage(&normalise(text));
        found.concerns.first().map(|concern| (concern.category.name(), concern.rule))
    };
    diagnostics.extend(lint::lint_triage(knowledge, &concern));
    diagnostics
}

/// Everything that `check` finds in a knowledge base that was read without mistakes, where an engine
/// answers from it or from a part of it.
#[must_use]
pub fn findings(knowledge: &KnowledgeBase, answers: &Engine, today: Date) -> Vec<Diagnostic> {
    let mut diagnostics = lint::lint(knowledge, today);
    if phrasings(answers.knowledge()) <= MOST_PHRASINGS {
        diagnostics.extend(trials_with(answers.knowledge(), answers.matcher()));
    }
    diagnostics
}

/// What a changed entry takes from the others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// How many phrasings of other entries were tried.
    pub asked: usize,
    /// Of each entry that loses some, those that lead to the changed one then.
    pub from: Vec<(EntryId, Vec<String>)>,
}

/// Finds phrasings of other entries that lead to an entry after a change, and did not before.
///
/// A phrasing that is known leads to its own entry whatever else there is. So a sample of them is
/// asked of what remains without it, as people ask in words that nobody wrote down.
#[must_use]
pub fn taken(before: &KnowledgeBase, after: &KnowledgeBase, changed: &EntryId) -> Taken {
    if after.find(changed).is_none() {
        return Taken::default();
    }
    let (before, _) = without_sample(before, changed);
    let (after, sample) = without_sample(after, changed);
    let finders = (Matcher::new(&before), Matcher::new(&after));
    let mut from: Vec<(EntryId, Vec<String>)> = Vec::new();
    for (owner, text) in &sample {
        let is = first(&after, &finders.1, text);
        if is == Some(changed) && first(&before, &finders.0, text) == Some(owner) {
            match from.iter_mut().find(|(entry, _)| entry == owner) {
                Some((_, texts)) => texts.push(text.clone()),
                None => from.push((owner.clone(), vec![text.clone()])),
            }
        }
    }
    from.sort_by_key(most);
    Taken { asked: sample.len(), from }
}

/// The order in which entries are named that lose something.
fn most((entry, texts): &(EntryId, Vec<String>)) -> (Reverse<usize>, EntryId) {
    (Reverse(texts.len()), entry.clone())
}

/// The entries that name another among what they are related to.
#[must_use]
pub fn beside(knowledge: &KnowledgeBase, related: &EntryId) -> Vec<EntryId> {
    let naming = knowledge.entries().filter(|entry| entry.related.contains(related));
    naming.map(|entry| entry.id.clone()).collect()
}

/// A question of which it is known which entry answers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labelled {
    /// What somebody wrote.
    pub question: String,
    /// The entry that answers it.
    pub entry: EntryId,
}

/// So many labelled questions are tried at most: with more, whoever waits for a preview notices.
const MOST_LABELLED: usize = 2_000;

/// Of each entry but some, the labelled questions that it answers before a change, and not after it.
#[must_use]
pub fn lost(
    before: &Engine,
    after: &Engine,
    labelled: &[Labelled],
    but: &[EntryId],
) -> Vec<(EntryId, Vec<String>)> {
    let mut from: Vec<(EntryId, Vec<String>)> = Vec::new();
    for Labelled { question, entry } in labelled.iter().take(MOST_LABELLED) {
        let answers = |engine: &Engine| engine.respond(question).answers.contains(entry);
        if but.contains(entry) || !answers(before) || answers(after) {
            continue;
        }
        match from.iter_mut().find(|(known, _)| known == entry) {
            Some((_, questions)) => questions.push(question.clone()),
            None => from.push((entry.clone(), vec![question.clone()])),
        }
    }
    from.sort_by_key(most);
    from
}

/// A knowledge base without some phrasings of the entries that are not changed, and those.
fn without_sample(
    knowledge: &KnowledgeBase,
    changed: &EntryId,
) -> (KnowledgeBase, Vec<(EntryId, String)>) {
    let others = || knowledge.entries().filter(|entry| entry.id != *changed);
    let count: usize = others().map(|entry| entry.phrasings.len()).sum();
    // Every second at most: an entry without the half of its phrasings is still known.
    let every = count.div_ceil(SAMPLE).max(2);
    let mut removed = Vec::new();
    let mut place = 0;
    let mut packs = knowledge.packs().to_vec();
    for entry in packs.iter_mut().flat_map(|pack| &mut pack.entries) {
        if entry.id == *changed {
            continue;
        }
        let mut kept = Vec::new();
        let entry = Arc::make_mut(entry);
        for phrasing in std::mem::take(&mut entry.phrasings) {
            place += 1;
            if place % every == 0 {
                removed.push((entry.id.clone(), phrasing));
            } else {
                kept.push(phrasing);
            }
        }
        entry.phrasings = kept;
    }
    (KnowledgeBase::new(packs).0, removed)
}

/// The entry that a text finds first.
fn first<'k>(knowledge: &'k KnowledgeBase, matcher: &Matcher, text: &str) -> Option<&'k EntryId> {
    let query = normalise(text);
    let ranked = matcher.rank(&query.own_words().collect::<Vec<_>>());
    ranked.best().map(|best| &knowledge.entry_at(best.entry).id)
}

fn phrasings(knowledge: &KnowledgeBase) -> usize {
    knowledge.entries().map(|entry| entry.ways_of_asking().count()).sum()
}
