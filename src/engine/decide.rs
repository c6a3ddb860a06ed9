//! Turns ranked candidates into an outcome.
//!
//! The only place where a confidence becomes an action. A pure function of its arguments.
//!
//! **Invariant:** an answer is clearly meant: sure enough, ahead of the next, and about what was
//! said. Anything less asks back or says that it does not know.

use super::Confidence;
use super::knowledge::KnowledgeBase;
use super::matching::{Candidate, Ranked};

/// What a candidate needs. See `config/signpost.toml` for what each means to an operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Floors {
    /// An answer is at least this sure.
    pub answer: Confidence,
    /// Below this, an entry is not even offered as a choice.
    pub clarify: Confidence,
    /// An answer leads the next entry by this much.
    pub margin: Confidence,
    /// The entry has words for at least this share of what the question says.
    pub coverage: Confidence,
    /// Questions answered in one message, from 1 to 3.
    pub max_answers: usize,
}

impl Floors {
    /// The floors for what is said without being asked: half of what was in doubt is not enough.
    #[must_use]
    pub fn for_statements(self) -> Self {
        let halfway = |floor: Confidence| {
            Confidence::thousandths(u16::midpoint(floor.in_thousandths(), 1000))
        };
        Floors { answer: halfway(self.answer), clarify: halfway(self.clarify), ..self }
    }
}

/// More choices than this is a menu, not a question.
const MAX_CHOICES: usize = 4;

/// What one question comes to.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// This entry is clearly meant.
    Answer(Candidate),
    /// One of these may be meant: two to four, best first.
    Clarify(Vec<Candidate>),
    /// Nothing is near enough.
    Unknown,
}

/// Decides for one question.
#[must_use]
pub fn decide(floors: Floors, knowledge: &KnowledgeBase, ranked: &Ranked) -> Decision {
    let Some(best) = ranked.best() else {
        return Decision::Unknown;
    };
    if ranked.is_out_of_scope() || best.confidence < floors.clarify {
        return Decision::Unknown;
    }
    let next = ranked.candidates().get(1).map_or(Confidence::NONE, |next| next.confidence);
    let floor = knowledge.entry_at(best.entry).floor.unwrap_or_default().max(floors.answer);
    let is_clear = best.confidence >= floor
        && best.confidence.above(next) >= floors.margin
        && Confidence::from_share(f64::from(best.coverage)) >= floors.coverage;
    if is_clear {
        return Decision::Answer(*best);
    }
    // The others need not reach the floor: they are offered because the best is in doubt.
    let choices: Vec<Candidate> = ranked.candidates().iter().copied().take(MAX_CHOICES).collect();
    if choices.len() < 2 { Decision::Unknown } else { Decision::Clarify(choices) }
}
