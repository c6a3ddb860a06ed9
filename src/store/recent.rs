//! The ids that this process took last.
//!
//! **Invariant:** it never grows beyond [`CAPACITY`]; the oldest go first.

use std::collections::{HashSet, VecDeque};

/// How many ids are remembered: what a busy bot is asked in some hours, in under 2 MB.
const CAPACITY: usize = 50_000;

/// A set of ids that forgets the oldest.
#[derive(Default)]
pub(super) struct Recent {
    ids: HashSet<u64>,
    order: VecDeque<u64>,
}

impl Recent {
    /// Adds an id; false if it is there.
    pub(super) fn insert(&mut self, id: u64) -> bool {
        if !self.ids.insert(id) {
            return false;
        }
        self.order.push_back(id);
        if self.order.len() > CAPACITY
            && let Some(oldest) = self.order.pop_front()
        {
            self.ids.remove(&oldest);
        }
        true
    }

    /// Forgets an id, which happens rarely: it looks through all of them.
    pub(super) fn remove(&mut self, id: u64) {
        if self.ids.remove(&id) {
            self.order.retain(|known| *known != id);
        }
    }
}
