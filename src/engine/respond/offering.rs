//! What an engine may use, and what it may offer.
//!
//! **Invariant:** what is held back is neither used nor offered; what gives an amount is not offered.

use super::Engine;
use crate::engine::Confidence;
use crate::engine::knowledge::{Entry, EntryId};
use crate::engine::matching::Candidate;
use crate::engine::query::normalise;
use crate::engine::reply::Reply;
use crate::engine::segments::segments;
use crate::engine::withheld::Withheld;

impl Engine {
    /// Whether an entry is held back.
    #[must_use]
    pub fn withholds(&self, entry: &EntryId) -> bool {
        self.withheld.holds(entry)
    }

    /// Whether all entries are held back, since it is not known which may be used.
    #[must_use]
    pub fn is_out_of_reach(&self) -> bool {
        matches!(self.withheld, Withheld::Everything)
    }

    /// The entries that may be offered, in a stable order: those that are not held back and can be read
    /// out as they are.
    pub fn usable(&self) -> impl Iterator<Item = &Entry> {
        let entries = self.knowledge.entries().enumerate();
        let usable = entries
            .filter(|(place, entry)| !self.withholds(&entry.id) && !self.gives_amount(*place));
        usable.map(|(_, entry)| entry)
    }

    /// An entry, where it may be offered.
    #[must_use]
    pub fn offered(&self, entry: &EntryId) -> Option<&Entry> {
        let place = self.find(entry).filter(|&place| !self.gives_amount(place))?;
        Some(self.knowledge.entry_at(place))
    }

    /// What to offer to somebody who is typing, at most so many: the entries nearest to it, best first; the
    /// first ones before anything is typed.
    #[must_use]
    pub fn suggestions(&self, typed: &str, most: usize) -> Vec<&Entry> {
        if typed.trim().is_empty() {
            return self.usable().take(most).collect();
        }
        self.rank(typed).iter().filter_map(|(entry, _)| self.offered(entry)).take(most).collect()
    }

    /// Whether the entry at a place gives an amount, which is never said.
    pub(super) fn gives_amount(&self, place: usize) -> bool {
        self.amounts.are_in(place, self.knowledge.entry_at(place))
    }

    /// The entries nearest to a message, best first: without triage and floors.
    #[must_use]
    pub fn rank(&self, message: &str) -> Vec<(EntryId, Confidence)> {
        let query = normalise(message);
        let ranked = self.matcher.rank_message(&segments(&query).stretches());
        let named = |candidate: &Candidate| {
            (self.knowledge.entry_at(candidate.entry).id.clone(), candidate.confidence)
        };
        ranked.candidates().iter().filter(|it| self.may_use(it)).map(named).collect()
    }

    /// The reply of one entry, as somebody chose it.
    #[must_use]
    pub fn reply_with(&self, entry: &EntryId) -> Option<Reply> {
        let place = self.find(entry)?;
        Some(self.compose_answers(&[place]))
    }

    /// The place of an entry that may be used.
    pub(super) fn find(&self, entry: &EntryId) -> Option<usize> {
        self.knowledge.find(entry).filter(|_| !self.withholds(entry))
    }

    pub(super) fn may_use(&self, candidate: &Candidate) -> bool {
        !self.withholds(&self.knowledge.entry_at(candidate.entry).id)
    }
}
