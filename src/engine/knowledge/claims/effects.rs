//! Statements of what something does: treats, cures, relieves.
//!
//! **Invariant:** an effect needs a condition that it acts on, near its verb.

use super::ClaimKind;
use super::statements::{NO_OBJECT, OBJECT, Statement, Words};
use super::words::{
    BEFORE_A_NOUN, CONDITIONS, GIVES, LASTING, MEDICINES, PRODUCTS, RELIEVE, RELIEVERS, REMEDIES,
    WORKS,
};

impl Words<'_> {
    pub(super) fn treats(&self, at: usize) -> Option<Statement> {
        const KIND: ClaimKind = ClaimKind::Treats;
        if self.is(at, &["treat", "treats", "treated", "treating", "heal", "heals", "prevents"]) {
            let to = self.ahead(at, OBJECT, CONDITIONS, NO_OBJECT)?;
            return Self::found(KIND, at, at, to);
        }
        if self.is(at, REMEDIES) {
            let from = self.predicate(at)?;
            let object = self
                .ahead(at, 1, &["for", "of", "against"], &[])
                .and_then(|of| self.ahead(of, OBJECT, CONDITIONS, &[","]));
            let praised = self.before(
                at,
                &["effective", "natural", "powerful", "proven", "great", "good", "herbal", "best"],
            );
            return match object {
                Some(to) => Self::found(KIND, from, at, to),
                None if praised => Self::found(KIND, from, at, at),
                None => None,
            };
        }
        // "doctors recommend kratom for pain"
        if self.is(at, &["recommend", "recommends", "prescribe", "prescribes"]) {
            let product = self.ahead(at, 3, PRODUCTS, &[","])?;
            let link = self.ahead(product, 1, &["for", "against"], &[])?;
            let to = self.ahead(link, OBJECT, CONDITIONS, &[","])?;
            return Self::found(KIND, at, at, to);
        }
        // "for withdrawal, kratom is effective"
        if self.is(at, &["effective"])
            && let Some(from) = self.copula(at)
            && self.behind(from, 6, CONDITIONS).is_some()
        {
            return Self::found(KIND, from, at, at);
        }
        if self.is(at, WORKS) {
            let link = self.ahead(at, 2, &["for", "against", "with", "in"], &[",", "as"])?;
            let to = self.ahead(link, OBJECT, CONDITIONS, &[",", "that", "to"])?;
            return Self::found(KIND, self.copula(at).unwrap_or(at), at, to);
        }
        None
    }

    pub(super) fn cures(&self, at: usize) -> Option<Statement> {
        const KIND: ClaimKind = ClaimKind::Cures;
        if self.is(at, &["cures", "curing", "panacea"]) {
            return Self::found(KIND, self.predicate(at).unwrap_or(at), at, at);
        }
        if self.is(at, &["cure", "cured"]) {
            let object = self.ahead(at, OBJECT, CONDITIONS, &["if", "when", "is", "are", "that"]);
            let from = self.predicate(at);
            let modal = self.before(at, &["to", "can", "will", "may", "might", "could", "would"]);
            if object.is_some() || modal || from.is_some() && self.is(at, &["cure"]) {
                return Self::found(KIND, from.unwrap_or(at), at, object.unwrap_or(at));
            }
        }
        None
    }

    pub(super) fn relieves(&self, at: usize) -> Option<Statement> {
        const KIND: ClaimKind = ClaimKind::Relieves;
        // "a dull ache", "with reduced stress": here the word is no verb.
        let is_modifier = self.before(
            at,
            &["a", "an", "the", "any", "its", "some", "no", "with", "of", "as", "feel", "s", "'s"],
        );
        if self.is(at, RELIEVE) && !is_modifier {
            // "pain-relieving effects"
            let compound = self.before(at, CONDITIONS)
                && self.is(at, &["relieving", "killing", "easing", "reducing", "numbing"]);
            if compound {
                let follows = |words: &[&str]| self.ahead(at, 2, words, &[","]).is_some();
                return if follows(MEDICINES) { None } else { Self::found(KIND, at, at, at) };
            }
            let passive =
                self.is(at + 1, &["by", "with"]) && self.behind(at, 4, CONDITIONS).is_some();
            if passive && self.ahead(at, 4, PRODUCTS, &[","]).is_some() {
                return Self::found(KIND, at, at, at + 1);
            }
            let to = self.ahead(at, OBJECT, CONDITIONS, NO_OBJECT)?;
            return Self::found(KIND, at, at, to);
        }
        if self.is(at, &["take", "takes", "took"]) && self.is(at + 1, &["away"]) {
            let to = self.ahead(at + 1, OBJECT, CONDITIONS, NO_OBJECT)?;
            return Self::found(KIND, at, at, to);
        }
        if self.is(at, &["help", "helps", "helped", "helping"]) {
            // "ask for help with withdrawal": here it is a noun.
            let noun = self.before(at, BEFORE_A_NOUN);
            let stops: Vec<&str> =
                NO_OBJECT.iter().copied().filter(|word| !["with", "for"].contains(word)).collect();
            // "helps you come off opioids"
            let leaving = self
                .ahead(at, 4, &["off", "quit", "taper", "wean", "detox"], NO_OBJECT)
                .filter(|&off| self.ahead(off, 3, MEDICINES, &[",", "."]).is_some());
            let to = leaving.or_else(|| self.ahead(at, OBJECT, CONDITIONS, &stops))?;
            return if noun { None } else { Self::found(KIND, at, at, to) };
        }
        if self.is(at, &["relief"]) {
            let near =
                self.before(at, CONDITIONS) || self.ahead(at, 3, CONDITIONS, &[","]).is_some();
            // "for lasting pain relief"
            if let Some(praised) = self.behind(at, 3, LASTING) {
                return if near { Self::found(KIND, praised, at, at) } else { None };
            }
            let giver = self.behind(at, 4, GIVES)?;
            return if near { Self::found(KIND, giver, giver, at) } else { None };
        }
        if self.is(at, RELIEVERS) {
            if self.is(at + 1, &["properties", "effects", "effect", "qualities", "action"]) {
                return Self::found(KIND, at, at, at + 1);
            }
            // "kratom, a natural painkiller, …"
            let apposed = self
                .behind(at, 3, &["a", "an"])
                .filter(|&article| self.before(article, &[","]))
                .filter(|&article| self.behind(article, 3, PRODUCTS).is_some());
            return Self::found(KIND, self.predicate(at).or(apposed)?, at, at);
        }
        None
    }
}
