//! What a message comes to, and why.
//!
//! **Invariant:** a message has exactly one outcome; the names are those of the safety
//! specification and of every JSON output.

use std::fmt;

use serde::Serialize;

/// The kinds of outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A person may be in danger: a crisis card, and the moderators are alerted.
    Escalate,
    /// Only a professional should answer.
    Refer,
    /// One entry is clearly meant.
    Answer,
    /// A few entries may be meant.
    Clarify,
    /// We do not know.
    Fallback,
}

impl Outcome {
    /// The name in JSON and in labelled questions.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Outcome::Escalate => "escalate",
            Outcome::Refer => "refer",
            Outcome::Answer => "answer",
            Outcome::Clarify => "clarify",
            Outcome::Fallback => "fallback",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What a message is about when it must not be answered from the FAQ.
///
/// In order of precedence: the first that applies decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// Signs of an acute medical emergency.
    Emergency,
    /// Wanting to die, or hurting oneself.
    SelfHarm,
    /// Took too much, or somebody got at it, without a sign of an emergency.
    Poisoning,
    /// Telling another member to harm themselves.
    Harassment,
    /// Pregnant, breastfeeding, trying to conceive.
    Pregnancy,
    /// Someone under age, or about one.
    Minor,
    /// Together with a medicine, alcohol or a drug.
    Interaction,
    /// Amounts, schedules, conversions.
    Dosing,
    /// Cure, relief, diagnosis, a condition of one's own.
    Treatment,
    /// Tapering, quitting, cravings.
    Withdrawal,
    /// Driving, machinery, safety-critical work.
    Driving,
    /// Buying, selling, prices.
    Sourcing,
    /// Passing or failing a drug test.
    DrugTest,
}

impl Category {
    /// Every category, in order of precedence.
    pub const ALL: [Category; 13] = [
        Category::Emergency,
        Category::SelfHarm,
        Category::Poisoning,
        Category::Harassment,
        Category::Pregnancy,
        Category::Minor,
        Category::Interaction,
        Category::Dosing,
        Category::Treatment,
        Category::Withdrawal,
        Category::Driving,
        Category::Sourcing,
        Category::DrugTest,
    ];

    /// The name in JSON and in labelled questions.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Category::Emergency => "emergency",
            Category::SelfHarm => "self_harm",
            Category::Poisoning => "poisoning",
            Category::Harassment => "harassment",
            Category::Pregnancy => "pregnancy",
            Category::Minor => "minor",
            Category::Interaction => "interaction",
            Category::Dosing => "dosing",
            Category::Treatment => "treatment",
            Category::Withdrawal => "withdrawal",
            Category::Driving => "driving",
            Category::Sourcing => "sourcing",
            Category::DrugTest => "drug_test",
        }
    }

    /// The outcome that it decides: a crisis is escalated, the rest is referred.
    #[must_use]
    pub const fn outcome(self) -> Outcome {
        match self {
            Category::Emergency
            | Category::SelfHarm
            | Category::Poisoning
            | Category::Harassment => Outcome::Escalate,
            Category::Pregnancy
            | Category::Minor
            | Category::Interaction
            | Category::Dosing
            | Category::Treatment
            | Category::Withdrawal
            | Category::Driving
            | Category::Sourcing
            | Category::DrugTest => Outcome::Refer,
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
