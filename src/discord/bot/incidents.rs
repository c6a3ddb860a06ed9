//! Which crises somebody has had a card for, so that one incident gets one card.
//!
//! In memory only: nothing is kept by person.
//!
//! **Invariant:** the first card is never held back; a more serious crisis gets its own.

use std::collections::HashMap;

use serenity::model::id::{ChannelId, UserId};

use crate::engine::outcome::Category;

/// How long messages of the same person in the same channel belong to one incident, in
/// milliseconds. An hour later they may need the whole card again.
const INCIDENT: u64 = 3_600_000;

/// Old incidents are forgotten when there are so many.
const MANY: usize = 1_024;

/// What to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Showing {
    /// The whole card.
    Card,
    /// A shorter line: they have the card.
    Reminder,
}

/// Who has had which card, where and when.
#[derive(Default)]
pub(super) struct Incidents {
    shown: HashMap<(UserId, ChannelId), (Category, u64)>,
}

impl Incidents {
    /// Whether somebody had a card in a channel just now.
    pub(super) fn is_open(&self, person: UserId, channel: ChannelId, now: u64) -> bool {
        let shown = self.shown.get(&(person, channel));
        shown.is_some_and(|(_, at)| now.saturating_sub(*at) < INCIDENT)
    }

    /// Decides what to show, and remembers it.
    pub(super) fn show(
        &mut self,
        person: UserId,
        channel: ChannelId,
        category: Category,
        now: u64,
    ) -> Showing {
        if self.shown.len() >= MANY {
            self.shown.retain(|_, (_, at)| now.saturating_sub(*at) < INCIDENT);
        }
        if category == Category::Harassment {
            // Its line is for the person who was written to, who has had none.
            return Showing::Card;
        }
        let before = self.shown.get(&(person, channel)).copied();
        let known = before.filter(|(_, at)| now.saturating_sub(*at) < INCIDENT);
        // Categories stand in order of seriousness.
        let showing = match known {
            Some((shown, _)) if shown <= category => Showing::Reminder,
            Some(_) | None => Showing::Card,
        };
        let worst = known.map_or(category, |(shown, _)| shown.min(category));
        self.shown.insert((person, channel), (worst, now));
        showing
    }
}
