//! Which crises somebody has had a card for, so that one incident gets one card of each danger.
//!
//! In memory only: nothing is kept by person.
//!
//! **Invariant:** a card counts once it has arrived; what is said then is `engine::incident`'s to say.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serenity::model::id::{ChannelId, UserId};
use tokio::sync::OwnedMutexGuard;

use crate::discord::inbound::Question;
use crate::engine::Response;
use crate::engine::incident::{Danger, Incident, Showing};

/// Old incidents are forgotten when there are so many.
const MANY: usize = 1_024;

/// How long a second cry waits to see whether the card of the first arrives. A request takes a
/// tenth of that; after it, two cards are better than none.
const PATIENCE: Duration = Duration::from_secs(1);

/// What is known of one person in one channel.
#[derive(Default)]
struct Known {
    /// Held by whoever is sending a card.
    turn: Arc<tokio::sync::Mutex<()>>,
    incident: Mutex<Incident>,
    /// What the card that was sent last is about, for while it is on its way.
    coming: Mutex<Option<Danger>>,
}

/// Who has had which card, where and when.
#[derive(Default)]
pub(super) struct Incidents {
    all: Mutex<HashMap<(UserId, ChannelId), Arc<Known>>>,
}

/// A card that is about to be sent.
pub(super) struct Pending {
    known: Arc<Known>,
    /// Held until it is known whether it arrived. None where another one is on its way.
    turn: Option<OwnedMutexGuard<()>>,
    danger: Danger,
    at: u64,
}

impl Known {
    fn incident(&self) -> MutexGuard<'_, Incident> {
        self.incident.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn coming(&self) -> MutexGuard<'_, Option<Danger>> {
        self.coming.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_on_its_way(&self) -> bool {
        self.turn.try_lock().is_err()
    }
}

impl Incidents {
    /// The danger that a message without an answer may still be about: somebody had a card in a
    /// channel just now, or is about to get it.
    pub(super) fn follow_up(&self, question: &Question, response: &Response) -> Option<Danger> {
        let known = {
            let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(all.get(&(question.asker, question.channel))?)
        };
        let now = question.asked_at();
        let mut incident = known.incident().clone();
        if known.is_on_its_way()
            && let Some(danger) = *known.coming()
        {
            incident.show(danger, now);
        }
        incident.follow_up(&question.text, response, now)
    }

    /// Begins to show a card. A card that is on its way to the same person is waited for, but not
    /// long.
    pub(super) async fn begin(
        &self,
        person: UserId,
        channel: ChannelId,
        danger: Danger,
        now: u64,
    ) -> Pending {
        let known = self.known(person, channel, now);
        *known.coming() = Some(danger);
        let turn = match danger {
            // Its line is for the person who was written to.
            Danger::Harassment => None,
            Danger::Emergency
            | Danger::Violence
            | Danger::Threat
            | Danger::SelfHarm
            | Danger::Poisoning
            | Danger::AnimalPoisoning => {
                tokio::time::timeout(PATIENCE, Arc::clone(&known.turn).lock_owned()).await.ok()
            }
        };
        Pending { known, turn, danger, at: now }
    }

    fn known(&self, person: UserId, channel: ChannelId, now: u64) -> Arc<Known> {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MANY {
            all.retain(|_, known| known.is_on_its_way() || !known.incident().is_over(now));
        }
        Arc::clone(all.entry((person, channel)).or_default())
    }
}

impl Pending {
    /// What to show.
    pub(super) fn showing(&self) -> Showing {
        match self.turn {
            Some(_) => self.known.incident().showing(self.danger, self.at),
            None => Showing::Card,
        }
    }

    /// It arrived.
    pub(super) fn arrived(self) {
        if self.turn.is_some() {
            self.known.incident().show(self.danger, self.at);
        }
    }
}
