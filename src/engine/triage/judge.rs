//! Whether a rule holds, given where its groups matched.
//!
//! **Invariant:** a match that is silenced never silences a later one.

use super::hit::{ADJACENT, BESIDE_REACH, GUARD_REACH, Hit, NEARBY, guards, near};
use super::rule::{Rule, Within};
use crate::engine::outcome::Category;

/// The place of a group among all groups.
pub(super) type GroupId = usize;

/// For each group, where it matches, in order.
pub(super) type Hits = Vec<Vec<Hit>>;

/// The groups that rules share.
pub(super) struct Shared {
    pub(super) general: GroupId,
    pub(super) definite: GroupId,
    pub(super) laughing: GroupId,
    pub(super) serious: GroupId,
    pub(super) present: GroupId,
    pub(super) hurting_now: GroupId,
    pub(super) denied: GroupId,
    pub(super) off_topic: GroupId,
    pub(super) on_topic: GroupId,
    pub(super) faq: GroupId,
    pub(super) for_oneself: GroupId,
}

/// A rule with its groups looked up.
pub(super) struct CompiledRule {
    pub(super) rule: &'static Rule,
    pub(super) when: Vec<GroupId>,
    pub(super) unless: Vec<GroupId>,
    pub(super) beside: Vec<GroupId>,
    pub(super) never: Vec<GroupId>,
    pub(super) past: Vec<GroupId>,
}

/// A rule that holds for a message.
pub(super) struct Finding {
    pub(super) rule: &'static Rule,
    pub(super) hit: Hit,
    pub(super) past: Option<Past>,
}

/// Why what was found is no crisis now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Past {
    /// It is said that there is none.
    Denied,
    /// It is over.
    Over,
}

/// What a message is about, going by its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct About {
    /// Something else than this channel, such as a bank's card.
    pub(super) off_topic: bool,
    /// This channel's subject, among other things.
    pub(super) on_topic: bool,
    /// A general question that the documents answer, and none for somebody in particular.
    pub(super) for_the_faq: bool,
}

impl Shared {
    /// What the message with these hits is about.
    pub(super) fn about(&self, hits: &Hits) -> About {
        let is_sure = |hit: &Hit| !hit.guessed && !hit.quoted;
        let on_topic = !hits[self.on_topic].is_empty();
        About {
            on_topic,
            off_topic: !on_topic && hits[self.off_topic].iter().any(is_sure),
            for_the_faq: !hits[self.faq].is_empty() && hits[self.for_oneself].is_empty(),
        }
    }
}

impl CompiledRule {
    /// Where the rule holds: at most once in own words and once in quoted ones, and else wherever it is past.
    pub(super) fn findings(&self, hits: &Hits, shared: &Shared, about: About) -> Vec<Finding> {
        let Some(&first) = self.when.first() else { return Vec::new() };
        let is_out = hits[first].is_empty()
            || self.never.iter().any(|&group| !hits[group].is_empty())
            || self.rule.off_topic && about.off_topic
            || self.rule.yields_to_faq && about.for_the_faq;
        if is_out {
            return Vec::new();
        }
        let mut findings: Vec<Finding> = Vec::new();
        for &hit in &hits[first] {
            if !self.holds(hit, hits, shared) {
                continue;
            }
            let past = self.past(hit, hits, shared);
            let is_there = |known: &Finding| known.hit.quoted == hit.quoted;
            if findings.iter().any(|known| is_there(known) && known.past.is_none()) {
                continue;
            }
            if past.is_none() {
                findings.retain(|known| !is_there(known));
            }
            findings.push(Finding { rule: self.rule, hit, past });
            if !hit.quoted && past.is_none() {
                break;
            }
        }
        findings
    }

    fn holds(&self, hit: Hit, hits: &Hits, shared: &Shared) -> bool {
        let is_general = || {
            guards(hit, &hits[shared.general], GUARD_REACH)
                && !near(hit, &hits[shared.definite], GUARD_REACH)
        };
        let is_jest = || {
            guards(hit, &hits[shared.laughing], GUARD_REACH)
                && !near(hit, &hits[shared.serious], GUARD_REACH)
        };
        self.when[1..].iter().all(|&group| self.is_with(hit, &hits[group]))
            && !self.unless.iter().any(|&group| guards(hit, &hits[group], GUARD_REACH))
            && !self.beside.iter().any(|&group| guards(hit, &hits[group], BESIDE_REACH))
            && (!self.rule.general || !is_general())
            && (!self.rule.jest || !is_jest())
    }

    fn is_with(&self, hit: Hit, others: &[Hit]) -> bool {
        match self.rule.within {
            Within::Nearby => near(hit, others, NEARBY),
            // The first and the last tell, unless quotations stand all around.
            Within::Message => {
                let mut some = others.iter().take(NEARBY).chain(others.last());
                some.any(|other| other.quoted == hit.quoted)
            }
        }
    }

    /// Whether what was found is long over, or said not to be so.
    fn past(&self, hit: Hit, hits: &Hits, shared: &Shared) -> Option<Past> {
        let of_oneself = self.rule.category == Category::SelfHarm;
        let ongoing = if of_oneself { shared.hurting_now } else { shared.present };
        self.past.iter().find_map(|&group| {
            if group == shared.denied {
                return guards(hit, &hits[group], ADJACENT).then_some(Past::Denied);
            }
            (!hits[group].is_empty() && hits[ongoing].is_empty()).then_some(Past::Over)
        })
    }
}
