//! One incident: what somebody was shown because they, or someone they write about, may be in danger.
//!
//! Discord and the terminal share it, so that both say the same. Each keeps one for whoever it talks
//! with where they talk, and asks it for what to show.
//!
//! **Invariant:** the first card of each danger is whole, whatever was shown of another one.

use super::outcome::{Category, Outcome};
use super::respond::Response;
use super::segments::segments;
use super::smalltalk::{self, SmallTalk};
use super::triage::{self, Concern, Violence};

/// How long messages belong to one incident, in milliseconds. An hour later they may need the whole
/// card again.
const INCIDENT: u64 = 3_600_000;

/// How long what somebody says is taken to be about it still, where it says nothing of it. Help is
/// there within half an hour, or they are under way to it; what is said after that is about something
/// else, and an answer that speaks of an ambulance then teaches people not to read it. A wish to die
/// does not pass like that: for it, all of an incident counts.
const FOLLOW_UP: u64 = 1_800_000;

/// What somebody is in danger from: there is one card, and one shorter line, for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Danger {
    /// Signs of an acute medical emergency.
    Emergency,
    /// Somebody does it or threatens it.
    Violence,
    /// Somebody means to hurt others.
    Threat,
    /// Wanting to die, or hurting oneself.
    SelfHarm,
    /// A person took too much, or what they should not have.
    Poisoning,
    /// An animal got at it.
    AnimalPoisoning,
    /// Somebody was told to harm themselves.
    Harassment,
}

impl Danger {
    /// That of a concern.
    #[must_use]
    pub fn of(concern: &Concern) -> Self {
        match (concern.category, concern.violence) {
            (Category::SelfHarm, _) => Danger::SelfHarm,
            (Category::Harassment, _) => Danger::Harassment,
            (Category::Emergency, Some(Violence::Suffered)) => Danger::Violence,
            (Category::Emergency, Some(Violence::Meant)) => Danger::Threat,
            _ if concern.about_animal => Danger::AnimalPoisoning,
            (Category::Poisoning, _) => Danger::Poisoning,
            _ => Danger::Emergency,
        }
    }
}

/// What to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Showing {
    /// The whole card.
    Card,
    /// A shorter line: they have the card.
    Reminder,
}

/// What was shown, and when it was asked for, the last first.
#[derive(Clone, Debug, Default)]
pub struct Incident {
    shown: Vec<(Danger, u64)>,
}

impl Incident {
    /// What to show to a message that was sent at a time.
    #[must_use]
    pub fn showing(&self, danger: Danger, now: u64) -> Showing {
        let is_known = |&(shown, at)| shown == danger && is_within(INCIDENT, at, now);
        // The line of harassment is for the person who was written to, who has had none.
        if danger != Danger::Harassment && self.shown.iter().any(is_known) {
            Showing::Reminder
        } else {
            Showing::Card
        }
    }

    /// It was shown.
    pub fn show(&mut self, danger: Danger, now: u64) {
        if danger != Danger::Harassment {
            self.shown.retain(|&(shown, _)| shown != danger);
            self.shown.insert(0, (danger, now));
        }
    }

    /// The danger that a message which the bot has no answer to may still be about.
    ///
    /// After a wish to die that is every message: an odd reply does less harm than "I do not have an
    /// answer to that". After the others it is none that plainly asks something else.
    #[must_use]
    pub fn follow_up(&self, message: &str, response: &Response, now: u64) -> Option<Danger> {
        if response.outcome != Outcome::Fallback {
            return None;
        }
        let asks_else = || {
            let is_of_it = triage::speaks_of_danger(&response.query);
            let is_for_topics = smalltalk::read(message) == Some(SmallTalk::Topics);
            segments(&response.query).asks_plainly() && !is_of_it || is_for_topics
        };
        let mut shown = self.shown.iter();
        shown
            .find(|&&(danger, at)| match danger {
                Danger::SelfHarm => is_within(INCIDENT, at, now),
                _ => is_within(FOLLOW_UP, at, now) && !asks_else(),
            })
            .map(|&(danger, _)| danger)
    }

    /// Whether all of it is long ago.
    #[must_use]
    pub fn is_over(&self, now: u64) -> bool {
        !self.shown.iter().any(|&(_, at)| is_within(INCIDENT, at, now))
    }
}

fn is_within(span: u64, at: u64, now: u64) -> bool {
    now.saturating_sub(at) < span
}
