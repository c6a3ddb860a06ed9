//! What a rule is.
//!
//! **Invariant:** a rule is data; how rules are found in a message is the concern of the book.

use crate::engine::outcome::Category;

/// Patterns of which any may match.
pub(super) type Group = &'static [&'static str];

/// How near the groups of a rule must be to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Within {
    /// Within the words of a few sentences.
    Nearby,
    /// Anywhere in the message.
    Message,
}

/// When a message gives rise to a concern.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rule {
    pub(super) name: &'static str,
    pub(super) category: Category,
    /// Every group must match. The first is the evidence, and should be the rarest.
    pub(super) when: &'static [Group],
    pub(super) within: Within,
    /// None of these may match in the sentence of the evidence, near it.
    pub(super) unless: &'static [Group],
    /// None of these may match in the evidence or right beside it.
    pub(super) beside: &'static [Group],
    /// What is said of people in general is no evidence.
    pub(super) general: bool,
    /// Laughing takes it back, unless a substance or a grave sign is named.
    pub(super) jest: bool,
    /// Talk of banks, parcels and programs beside it is no evidence, unless kratom is named.
    pub(super) off_topic: bool,
    /// A general question beside it, and none for somebody in particular, is what is asked.
    pub(super) yields_to_faq: bool,
    /// None of these may match anywhere in the message.
    pub(super) never: &'static [Group],
    /// Where this matches, the crisis is over: no concern, and [`super::Triage::past_crisis`].
    pub(super) past: &'static [Group],
}

impl Rule {
    /// What the rules of a category have in common.
    pub(super) const fn of(category: Category) -> Self {
        Rule {
            name: "",
            category,
            when: &[],
            within: Within::Nearby,
            unless: &[],
            beside: &[],
            general: false,
            jest: false,
            off_topic: false,
            yields_to_faq: match category {
                Category::Treatment
                | Category::Withdrawal
                | Category::Driving
                | Category::Sourcing
                | Category::DrugTest => true,
                Category::Emergency
                | Category::SelfHarm
                | Category::Poisoning
                | Category::Harassment
                | Category::Pregnancy
                | Category::Minor
                | Category::Interaction
                | Category::Dosing => false,
            },
            never: &[],
            past: &[],
        }
    }
}
