//! Which entries give an amount, and so may not be read out.
//!
//! `check` and the commands that change an entry refuse amounts. A file that nobody checked may hold one
//! all the same, and the bot never says it.
//!
//! **Invariant:** an entry is read at most once for as long as an engine lives, and not before it may be
//! shown or offered: whoever asks something does not wait for the others.

use std::sync::OnceLock;

use super::knowledge::claims::gives_amount;
use super::knowledge::{Entry, KnowledgeBase};

/// What is said in place of an answer that gives an amount.
pub(super) const INSTEAD: &str = "What is written about this gives an amount, and I never repeat one, so \
                                  I leave the answer out. Please ask a pharmacist or a doctor.";

/// What is known so far of the entries of a knowledge base, in their order.
#[derive(Debug)]
pub(super) struct Amounts(Box<[OnceLock<bool>]>);

impl Amounts {
    /// Nothing is known yet of these entries.
    pub(super) fn of(knowledge: &KnowledgeBase) -> Self {
        Amounts((0..knowledge.len()).map(|_| OnceLock::new()).collect())
    }

    /// Whether the question or the answer of the entry at a place gives an amount.
    pub(super) fn are_in(&self, place: usize, entry: &Entry) -> bool {
        let read = || gives_amount(&entry.question) || gives_amount(&entry.answer);
        self.0.get(place).map_or_else(read, |known| *known.get_or_init(read))
    }
}
