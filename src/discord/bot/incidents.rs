//! Which crises somebody has had a card for, so that one incident gets one card.
//!
//! In memory only: nothing is kept by person.
//!
//! **Invariant:** a card counts once it has arrived; a more serious crisis gets its own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serenity::model::id::{ChannelId, UserId};
use tokio::sync::OwnedMutexGuard;

use crate::engine::outcome::Category;

/// How long messages of the same person in the same channel belong to one incident, in
/// milliseconds. An hour later they may need the whole card again.
const INCIDENT: u64 = 3_600_000;

/// Old incidents are forgotten when there are so many.
const MANY: usize = 1_024;

/// How long a second cry waits to see whether the card of the first arrives. A request takes a
/// tenth of that; after it, two cards are better than none.
const PATIENCE: Duration = Duration::from_secs(1);

/// What to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Showing {
    /// The whole card.
    Card,
    /// A shorter line: they have the card.
    Reminder,
}

/// The last card that arrived: what it was about, and when its question was asked.
type Shown = Option<(Category, u64)>;

/// Held by whoever is sending a card of it.
type Incident = Arc<tokio::sync::Mutex<Shown>>;

/// Who has had which card, where and when.
#[derive(Default)]
pub(super) struct Incidents {
    shown: Mutex<HashMap<(UserId, ChannelId), Incident>>,
}

/// A card that is about to be sent.
pub(super) struct Pending {
    /// Held until it is known whether it arrived. None where another one is on its way.
    incident: Option<OwnedMutexGuard<Shown>>,
    category: Category,
    at: u64,
}

impl Incidents {
    /// Whether somebody had a card in a channel just now, or is about to get it.
    pub(super) fn is_open(&self, person: UserId, channel: ChannelId, now: u64) -> bool {
        let all = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(incident) = all.get(&(person, channel)) else { return false };
        incident.try_lock().map_or(true, |shown| shown.is_some_and(|(_, at)| is_recent(at, now)))
    }

    /// Begins to show a card. A card that is on its way to the same person is waited for, but not
    /// long.
    pub(super) async fn begin(
        &self,
        person: UserId,
        channel: ChannelId,
        category: Category,
        now: u64,
    ) -> Pending {
        let incident = match category {
            // Its line is for the person who was written to, who has had none.
            Category::Harassment => None,
            _ => {
                let incident = self.incident(person, channel, now);
                tokio::time::timeout(PATIENCE, incident.lock_owned()).await.ok()
            }
        };
        Pending { incident, category, at: now }
    }

    fn incident(&self, person: UserId, channel: ChannelId, now: u64) -> Incident {
        let mut all = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MANY {
            all.retain(|_, incident| {
                incident
                    .try_lock()
                    .map_or(true, |shown| shown.is_some_and(|(_, at)| is_recent(at, now)))
            });
        }
        Arc::clone(all.entry((person, channel)).or_default())
    }
}

impl Pending {
    /// What to show.
    pub(super) fn showing(&self) -> Showing {
        match self.known() {
            // Categories stand in order of seriousness.
            Some(shown) if shown <= self.category => Showing::Reminder,
            Some(_) | None => Showing::Card,
        }
    }

    /// It arrived.
    pub(super) fn arrived(mut self) {
        let worst = self.known().map_or(self.category, |shown| shown.min(self.category));
        let at = self.at;
        if let Some(incident) = &mut self.incident {
            **incident = Some((worst, at));
        }
    }

    fn known(&self) -> Option<Category> {
        let shown = **self.incident.as_ref()?;
        shown.filter(|(_, at)| is_recent(*at, self.at)).map(|(category, _)| category)
    }
}

fn is_recent(at: u64, now: u64) -> bool {
    now.saturating_sub(at) < INCIDENT
}
