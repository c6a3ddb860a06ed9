//! Finds amounts, and claims that a text makes in its own voice.
//!
//! The documents behind the shipped knowledge come from a seller. What they say may be reported
//! ("the article says …"), doubted, denied and asked about; it may not be stated. Read as words
//! and their neighbours inside sentences, for English; amounts in digits are found in any
//! language.
//! **Invariant:** an amount is an error wherever it stands. A claim is an error where the text
//! states it, and at most a warning where the text names who says so.

mod amounts;
mod attribution;
mod characters;
mod context;
mod effects;
mod markdown;
mod merits;
mod sentences;
mod statements;
mod subject;
#[rustfmt::skip] // A word a line would make the lists too long to read.
mod words;

use crate::diagnostic::Severity;

/// What kind of thing a text claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimKind {
    /// A number with a unit of mass or of dose, or how often something is taken.
    Amount,
    /// That it treats a condition.
    Treats,
    /// That it cures.
    Cures,
    /// That it relieves pain, withdrawal, anxiety or the like.
    Relieves,
    /// That it is safe, harmless or without side effects.
    Safe,
    /// That it is not addictive.
    NotAddictive,
    /// That it is safer or milder than a medicine, or an alternative to one.
    SaferThan,
    /// That it is legal somewhere.
    Legal,
}

impl ClaimKind {
    /// The code under which diagnostics report it.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            ClaimKind::Amount => "amount",
            ClaimKind::Treats => "claim-treats",
            ClaimKind::Cures => "claim-cures",
            ClaimKind::Relieves => "claim-relieves",
            ClaimKind::Safe => "claim-safe",
            ClaimKind::NotAddictive => "claim-not-addictive",
            ClaimKind::SaferThan => "claim-safer",
            ClaimKind::Legal => "claim-legal",
        }
    }

    /// What the text does: the rest of "the answer …".
    #[must_use]
    pub fn does(self) -> &'static str {
        match self {
            ClaimKind::Amount => "gives an amount",
            ClaimKind::Treats => "claims that something treats a condition",
            ClaimKind::Cures => "claims a cure",
            ClaimKind::Relieves => "claims that something relieves a condition",
            ClaimKind::Safe => "claims that something is safe",
            ClaimKind::NotAddictive => "claims that something is not addictive",
            ClaimKind::SaferThan => {
                "claims that something is safer than a medicine, or replaces one"
            }
            ClaimKind::Legal => "claims that something is legal",
        }
    }

    fn help(self, severity: Severity) -> &'static str {
        match (self, severity) {
            (ClaimKind::Amount, _) => {
                "take the number out: no reply ever holds an amount, not even a quoted one"
            }
            (ClaimKind::Legal, _) => {
                "say that the law differs by place and is the reader's to check"
            }
            (ClaimKind::Treats | ClaimKind::Relieves, _) => {
                "say who says so (\"the article says …\"), or that it is not established"
            }
            (_, Severity::Warning) => {
                "say in the same or the next sentence that it is not established"
            }
            (_, Severity::Error) => {
                "say who says so (\"the article says …\") and that it is not established"
            }
        }
    }
}

/// Something a text should not say as it says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What kind of claim.
    pub kind: ClaimKind,
    /// An error where the text states it; a warning where it is attributed or left open.
    pub severity: Severity,
    /// The line of the text, from 1.
    pub line: usize,
    /// The words around it.
    pub excerpt: String,
    /// How to mend it: a lowercase fragment without a full stop.
    pub help: &'static str,
}

/// Whether a text gives an amount anywhere. No reply may hold such a text.
#[must_use]
pub fn gives_amount(text: &str) -> bool {
    sentences::split(text).iter().any(|sentence| amounts::find(sentence).is_some())
}

/// Every claim of a text, in order of lines; one of a kind in a sentence.
#[must_use]
pub fn find_claims(text: &str) -> Vec<Claim> {
    let sentences = sentences::split(text);
    let mut claims = Vec::new();
    for (place, sentence) in sentences.iter().enumerate() {
        let mut found: Vec<Claim> = Vec::new();
        let claim = |kind: ClaimKind, severity, head: usize, from, to| Claim {
            kind,
            severity,
            line: sentence.tokens[head].line,
            excerpt: sentence.excerpt(from, to),
            help: kind.help(severity),
        };
        if let Some((from, to)) = amounts::find(sentence) {
            found.push(claim(ClaimKind::Amount, Severity::Error, from, from, to));
        }
        for statement in statements::find(sentence) {
            let is_known =
                |claim: &Claim| claim.kind == statement.kind && claim.severity == Severity::Error;
            if found.iter().any(is_known) {
                continue;
            }
            let Some(severity) = context::weigh(&sentences, place, &statement) else {
                continue;
            };
            let statements::Statement { kind, from, to, head } = statement;
            match found.iter_mut().find(|other| other.kind == kind) {
                Some(other) if other.severity < severity => {
                    *other = claim(kind, severity, head, from, to);
                }
                Some(_) => {}
                None => found.push(claim(kind, severity, head, from, to)),
            }
        }
        claims.extend(found);
    }
    claims
}
