//! Statements of what something is: safe, not addictive, safer than a medicine, legal.
//!
//! **Invariant:** a statement that holds its own denial ("is not addictive") begins before it, so
//! that only a denial of the whole counts as one.

use super::ClaimKind;
use super::statements::{OBJECT, Statement, Words};
use super::words::{COMPARED, DEGREES, ELSEWHERE, MEDICINES, PRAISE, PRODUCTS, STATES, UNNAMED};

impl Words<'_> {
    pub(super) fn safe(&self, at: usize) -> Option<Statement> {
        const KIND: ClaimKind = ClaimKind::Safe;
        if self.is(at, &["safe"]) {
            const OTHER_SENSES: &[&str] = &[
                "side", "place", "places", "space", "distance", "hands", "bet", "storage", "word",
            ];
            let idiom = self.is(at + 1, OTHER_SENSES)
                || self.is(at + 1, &["to"])
                    && self.is(at + 2, &["say", "assume", "conclude", "bet", "ignore", "suppose"])
                || self.is(at + 1, &["as"]) && self.is(at + 2, &["possible"])
                // A "safe alternative" is a comparison with a medicine.
                || self.ahead(at, 3, &["alternative", "substitute"], &[","]).is_some();
            if idiom {
                return None;
            }
            let made = self.behind(at, 3, &["make", "makes", "making", "made"]);
            let of_product = self.before(at, &["a", "an", "this", "our"])
                && self.ahead(at, 3, PRODUCTS, &[","]).is_some();
            let from = self.copula(at).or(made).or(of_product.then_some(at))?;
            return Self::found(KIND, from, at, at);
        }
        let free =
            self.is(at + 1, &["free"]) && self.is(at, &["risk", "harm", "effect", "effects"]);
        if self.is(at, &["harmless", "nontoxic"]) || free {
            return Self::found(KIND, self.copula(at).unwrap_or(at), at, at);
        }
        if self.is(at, &["non"]) && self.is(at + 1, &["toxic"]) {
            return Self::found(KIND, at, at, at + 1);
        }
        const USED: &[&str] = &["used", "taken", "consumed", "combined"];
        if self.is(at, &["safely"]) && !self.before(at, &["to"]) {
            let uses = self.before(at, USED)
                || self.ahead(at, 2, USED, &[]).is_some()
                || self.ahead(at, 1, &["use", "take", "combine"], &[]).is_some();
            return if uses { Self::found(KIND, at, at, at) } else { None };
        }
        // "is not dangerous", "cannot harm you": the denial is the claim.
        let dangers = ["dangerous", "harmful", "risky", "toxic", "unsafe", "poisonous"];
        if self.is(at, &["not"]) && self.is(at + 1, &dangers) {
            let from = self.copula(at)?;
            return Self::found(KIND, from, from, at + 1);
        }
        if self.is(at, &["not"])
            && self.is(at + 1, &["harm", "hurt"])
            && self.before(at, &["can", "does", "do", "will", "would"])
        {
            return Self::found(KIND, at - 1, at - 1, at + 1);
        }
        // "cannot overdose", without its "can".
        if self.is(at, &["not"]) && self.is(at + 1, &["overdose"]) && self.before(at, &["can"]) {
            return Self::found(KIND, at - 1, at - 1, at + 1);
        }
        if self.is(at, &["no", "zero", "without", "free", "little", "minimal"])
            && !self.before(at, &["not", "is", "nothing"])
        {
            const PLAIN: &[&str] = &[
                "known", "serious", "real", "any", "harmful", "bad", "negative", "of", "from",
                "the",
            ];
            let mut place = at + 1;
            while self.is(place, PLAIN) {
                place += 1;
            }
            let effects =
                self.is(place, &["side", "adverse"]) && self.is(place + 1, &["effect", "effects"]);
            let risks = self.is(place, &["risk", "risks", "danger", "dangers"])
                && !self.is(place + 1, &["of", "assessment", "assessments", "data", "free"]);
            if effects || risks {
                return Self::found(KIND, at, at, place);
            }
        }
        None
    }

    pub(super) fn not_addictive(&self, at: usize) -> Option<Statement> {
        const KIND: ClaimKind = ClaimKind::NotAddictive;
        if self.is(at, &["nonaddictive"]) {
            return Self::found(KIND, at, at, at);
        }
        if self.is(at, &["not", "non", "never"]) {
            let mut place = at + 1;
            while self.is(place, DEGREES) && !self.is(place, &["as", "so", "both"]) {
                place += 1;
            }
            let habit =
                self.is(place, &["habit", "dependence"]) && self.is(place + 1, &["forming"]);
            if self.is(place, &["addictive", "addicting"]) || habit {
                return Self::found(KIND, self.copula(at).unwrap_or(at), place, place);
            }
            const LEADS: &[&str] = &[
                "cause", "causes", "lead", "leads", "create", "creates", "produce", "produces",
                "result", "become", "get", "trigger", "triggers", "causing",
            ];
            if self.is(place, LEADS) {
                let to = self.ahead(place, 4, STATES, &["or", "but", ",", "in"])?;
                return Self::found(KIND, at, place, to);
            }
        }
        if self.is(at, &["no", "zero", "without"]) {
            let at_state = if self.is(at + 1, &["the", "any"]) { at + 1 } else { at };
            let place =
                match self.ahead(at_state, 1, &["risk", "chance", "danger", "potential"], &[]) {
                    Some(risk) => self.ahead(risk, 1, &["of", "for"], &[])? + 1,
                    None => at_state + 1,
                };
            let compound =
                self.is(place + 1, &["specialist", "service", "services", "symptoms", "or"]);
            if self.is(place, &STATES[..3]) && !compound {
                return Self::found(KIND, at, place, place);
            }
        }
        None
    }

    pub(super) fn safer(&self, at: usize) -> Option<Statement> {
        const KIND: ClaimKind = ClaimKind::SaferThan;
        const WORSE: &[&str] = &["addictive", "harmful", "dangerous", "risky", "toxic", "severe"];
        let less = self.is(at, &["less"]) && self.is(at + 1, WORSE)
            || self.is(at, &["not"]) && self.is(at + 1, &["as", "so"]) && self.is(at + 2, WORSE);
        // "its withdrawal is mild"
        let mild = self.is(at, &["mild"])
            && self.copula(at).is_some()
            && self.behind(at, 7, &["withdrawal", "addiction", "dependence"]).is_some();
        if mild || less || self.is(at, &["safer", "milder", "gentler", "healthier"]) {
            if self.is(at + 1, &["to", "not"]) {
                return None;
            }
            let copula = self.copula(at);
            let compared = self.ahead(at, OBJECT, COMPARED, &[]);
            if copula.is_some() || compared.is_some() {
                return Self::found(KIND, copula.unwrap_or(at), at, compared.unwrap_or(at));
            }
        }
        if self.is(at, &["alternative", "alternatives", "substitute", "replacement"]) {
            let medicine = self
                .ahead(at, 1, &["to", "for"], &[])
                .and_then(|to| self.ahead(to, 4, MEDICINES, &[",", "and"]));
            let praised = self.behind(at, 2, PRAISE);
            let wanted = self
                .behind(at, 4, &["for", "seek", "seeking", "want", "need", "looking"])
                .is_some();
            return match (self.predicate(at), praised, medicine) {
                (Some(from), _, Some(to)) => Self::found(KIND, from, at, to),
                (Some(from), Some(_), None) => Self::found(KIND, from, at, at),
                (None, Some(from), to) if !wanted => Self::found(KIND, from, at, to.unwrap_or(at)),
                _ => None,
            };
        }
        let replaces = self.is(at, &["replace", "replaces", "replacing", "beats", "outperforms"]);
        let instead = self.is(at, &["instead", "better"]) && self.is(at + 1, &["of", "than"]);
        let equals = self.before(at, &["as"])
            && self.is(at, &["effective", "good", "strong", "safe"])
            && self.is(at + 1, &["as"]);
        if replaces || instead || equals {
            let to = self.ahead(at, 4, MEDICINES, &[",", "and"])?;
            return Self::found(KIND, self.copula(at).unwrap_or(at), at, to);
        }
        None
    }

    pub(super) fn legal(&self, at: usize) -> Option<Statement> {
        const KIND: ClaimKind = ClaimKind::Legal;
        // "Canada allows the sale"
        if self.is(at, &["allows", "permits", "allow", "permit"]) {
            const TRADE: &[&str] = &["sale", "sales", "import", "possession", "kratom"];
            let to = self.ahead(at, 3, TRADE, &[","])?;
            return Self::found(KIND, at, at, to);
        }
        let adjective = self.is(at, &["legal", "lawful", "legalised", "legalized", "permitted"]);
        let adverb = self.is(at, &["legally"])
            && (self.is(at + 1, &["sold", "available", "bought", "buy", "own", "sell"])
                || self.before(at, &["sold", "available", "bought"]));
        if !adjective && !adverb {
            return None;
        }
        const PLACED: &[&str] =
            &["in", "across", "throughout", "everywhere", "nationwide", "under"];
        let placed = self.is(at + 1, PLACED);
        let copula = self.copula(at);
        if !adverb && !placed && copula.is_none() {
            return None;
        }
        let noun =
            self.is(at + 1, &["status", "advice", "question", "matter", "issue", "grey", "gray"]);
        let named = placed && !(2..=4).any(|ahead| self.is(at + ahead, UNNAMED));
        let open = self.is(at + 1, &["where", "wherever", "or", "status"])
            || placed && !named
            || !placed && (1..=6).any(|ahead| self.is(at + ahead, ELSEWHERE));
        if noun || open && !self.is(at + 2, &["all", "every"]) {
            return None;
        }
        Self::found(KIND, copula.unwrap_or(at), at, if placed { at + 1 } else { at })
    }
}
