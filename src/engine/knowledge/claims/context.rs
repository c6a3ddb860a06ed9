//! What the rest of a sentence makes of a statement in it.
//!
//! "Kratom is safe" is a claim. "The article says that kratom is safe" reports one, "nobody has
//! shown that kratom is safe" denies it, and "ask whether kratom is safe" leaves it open.
//! **Invariant:** what excuses a statement stands in its own sentence or in the one after it, and
//! a denial never reaches past the clause it stands in.

use std::ops::Range;

use super::ClaimKind;
use super::attribution::is_attributed;
use super::sentences::{Kind, Sentence, Token};
use super::statements::Statement;
use super::subject::{Subject, subject};
use super::words::{
    ASKING, ASSERTING, BOUNDARIES, CONDITIONS, COPULAS, DENIALS, DOUBTS, EVIDENCE, LISTED, MODALS,
    PAUSES, PRODUCTS, RELIEVE, SCANT, SETTLED,
};
use crate::diagnostic::Severity;

/// How bad a statement is where it stands; nothing where it is fine.
pub(super) fn weigh(
    sentences: &[Sentence],
    place: usize,
    statement: &Statement,
) -> Option<Severity> {
    let sentence = &sentences[place];
    let tokens = &sentence.tokens;
    let clause = clause_start(tokens, statement.from);
    // "is not safe" denies between its verb and its word; "is not addictive" states its denial.
    let until = match statement.kind {
        ClaimKind::NotAddictive => statement.from,
        ClaimKind::Amount
        | ClaimKind::Treats
        | ClaimKind::Cures
        | ClaimKind::Relieves
        | ClaimKind::Safe
        | ClaimKind::SaferThan
        | ClaimKind::Legal => statement.head,
    };
    let before = &tokens[clause..until];
    let after = &tokens[statement.to + 1..];
    let excused = is_asked(sentence, statement)
        || denies(tokens, clause..until)
        || leaves_open(before)
        || doubts(before)
        || doubts(after)
        // A doctor is no product, but that a doctor recommends one is a claim for it.
        || subject(sentences, place, statement) == Subject::Other
            && !tokens[statement.head].among(&["recommend", "recommends", "prescribe", "prescribes"]);
    if excused {
        return None;
    }
    let force = force(tokens, clause, statement)?;
    let attributed = is_attributed(tokens, statement);
    let doubted_next = sentences.get(place + 1).is_some_and(|next| {
        // "They are not."
        let retort = next.tokens.len() <= 6 && denies(&next.tokens, 0..next.tokens.len());
        doubts(&next.tokens) || retort
    });
    // That the article speaks of relief is news of the article. That it says "safe" would be
    // remembered without the article, so there the doubt has to be said too.
    let strong = match statement.kind {
        ClaimKind::Cures
        | ClaimKind::Safe
        | ClaimKind::NotAddictive
        | ClaimKind::SaferThan
        | ClaimKind::Legal => true,
        ClaimKind::Amount | ClaimKind::Treats | ClaimKind::Relieves => false,
    };
    match (force, attributed) {
        (Force::Stated, true) if strong && !doubted_next => Some(Severity::Warning),
        (Force::Stated | Force::Open, true) => None,
        (Force::Open, false) => Some(Severity::Warning),
        (Force::Stated, false) => Some(Severity::Error),
    }
}

/// How firmly a statement is made.
#[derive(Clone, Copy)]
enum Force {
    Stated,
    /// "may relieve", "is used to relieve": a claim that left itself a way out.
    Open,
}

/// Where the clause of a token begins: as far back as a denial reaches forward.
fn clause_start(tokens: &[Token], at: usize) -> usize {
    /// After a comma these go on with the clause before it: "no proof, then or now, that …".
    const CONTINUING: &[&str] = &[
        "that", "or", "nor", "to", "whether", "for", "about", "in", "of", "by", "when", "if", "as",
        "let",
    ];
    const SUBJECTS: &[&str] = &["it", "they", "this", "these", "you", "we", "he", "she"];
    for place in (0..at).rev() {
        let token = &tokens[place];
        let next = &tokens[place + 1];
        if token.among(PAUSES) || token.among(BOUNDARIES) {
            return place + 1;
        }
        let begins_anew = next.among(COPULAS) && !next.among(&["as"])
            || next.among(SUBJECTS)
            || next.among(PRODUCTS)
            || next.among(&["can", "will", "does", "has", "may", "also", "the", "its"]);
        if token.is("and") && (begins_anew || place + 1 == at) && !closes_list(tokens, place) {
            return place + 1;
        }
        let has_subject =
            tokens[place + 1..at].iter().any(|word| word.among(SUBJECTS) || word.among(PRODUCTS));
        if token.is(",") && has_subject && !next.among(CONTINUING) {
            return place + 1;
        }
    }
    0
}

/// Whether an "and" joins verbs of one denial: "does not treat, cure and prevent".
fn closes_list(tokens: &[Token], and: usize) -> bool {
    const LISTED: &[&str] =
        &["treat", "cure", "prevent", "diagnose", "safe", "harmless", "legal", "effective"];
    and > 0 && tokens[and - 1].among(LISTED)
}

/// Whether a clause holds a denial that means what it says.
fn denies(tokens: &[Token], clause: Range<usize>) -> bool {
    clause.into_iter().any(|place| {
        let token = &tokens[place];
        let next = |ahead: usize, words: &[&str]| {
            tokens.get(place + ahead).is_some_and(|token| token.among(words))
        };
        let emphasis = token.is("not")
            && next(1, &["only", "just", "merely", "simply", "surprisingly"])
            || token.is("no") && next(1, &["doubt", "question", "wonder", "secret", "longer"])
            || token.is("without")
                && (1..=2).any(|near| next(near, &["doubt", "question", "fail"]))
            || token.is("never") && next(1, &["fails", "fail", "failed"])
            || token.among(&["fails", "fail", "failed"])
                && place > 0
                && tokens[place - 1].is("never")
            || token.among(&["nothing", "nobody", "none"])
                && (1..=4).any(|near| next(near, &["better", "like", "beats", "else", "more"]));
        token.among(DENIALS) && !emphasis
            // "far from safe", "too early to call it safe"
            || token.among(&["far", "different"]) && next(1, &["from"])
            || token.is("too") && next(1, &["early", "soon", "little"])
            || token.is("rather") && next(1, &["than"])
    })
}

fn leaves_open(clause: &[Token]) -> bool {
    clause.iter().any(|token| token.among(ASKING))
        || clause.windows(2).any(|pair| {
            pair[0].among(&["find", "finding"]) && pair[1].is("out")
                || pair[0].among(&["remains", "remain"]) && pair[1].is("to")
                // "the claim that it is safe comes from a seller"
                || pair[0].among(&["claim", "claims", "idea", "notion", "belief", "assertion"])
                    && pair[1].is("that")
        })
}

/// Whether these words say that something is not settled.
fn doubts(tokens: &[Token]) -> bool {
    /// "not yet well enough established"
    const REACH: usize = 5;
    tokens.iter().enumerate().any(|(place, token)| {
        let follows = |words: &[&str], reach: usize| {
            tokens[place + 1..].iter().take(reach).any(|token| token.among(words))
        };
        let turned = place > 0 && tokens[place - 1].among(&["not", "no", "never", "without"]);
        token.among(DOUBTS) && !turned
            || token.among(&["not", "no", "never", "nor", "nobody", "without", "lacks", "lack"])
                && follows(SETTLED, REACH)
            || token.among(SCANT) && follows(EVIDENCE, 2)
            || token.among(&["no", "without", "needs", "need"]) && follows(EVIDENCE, 2)
            || token.is("yet") && follows(&["to"], 1)
    })
}

fn is_asked(sentence: &Sentence, statement: &Statement) -> bool {
    const AUXILIARIES: &[&str] = &[
        "is", "are", "was", "were", "does", "do", "did", "can", "could", "will", "would", "should",
        "has", "have",
    ];
    let own = &sentence.tokens[sentence.own..];
    let starts =
        |words: &[&str]| own.len() >= words.len() && own.iter().zip(words).all(|(t, w)| t.is(w));
    if starts(&["did", "you", "know"]) || starts(&["do", "you", "know"]) {
        return false;
    }
    // "is kratom safe" is typed without its mark as well; "is safe and natural" is a statement.
    let inverted = own.first().is_some_and(|first| first.among(AUXILIARIES))
        && statement.from > sentence.own + 1;
    sentence.asks || inverted
}

/// How firmly the statement is made, or nothing where it only names a purpose.
fn force(tokens: &[Token], clause: usize, statement: &Statement) -> Option<Force> {
    let near = statement.from.saturating_sub(4).max(clause);
    let open = tokens[near..=statement.to].iter().any(|token| token.among(MODALS));
    let stated = if open { Force::Open } else { Force::Stated };
    let head = statement.head;
    let is_gerund = tokens[head].text.ends_with("ing") && statement.from == head;
    // "pain-relieving" is no gerund.
    if is_gerund && !(head > 0 && tokens[head - 1].among(CONDITIONS)) {
        return Some(Force::Open);
    }
    let Some(to) = infinitive(tokens, clause, statement) else {
        return Some(stated);
    };
    const TENTATIVE: &[&str] = &["seems", "seem", "appears", "appear", "useful"];
    let lead = &tokens[to.saturating_sub(4).max(clause)..to];
    // "is used to relieve" says that it does; "people used it to relieve" says what they did.
    let is_used =
        lead.iter().any(|token| token.is("used")) && lead.iter().any(|token| token.among(COPULAS));
    let begins = clause == 0 || tokens[clause - 1].kind == Kind::Mark;
    let imperative =
        begins && tokens[clause].among(&["use", "take", "try", "buy", "drink", "get", "chew"]);
    if imperative || lead.iter().any(|token| token.among(ASSERTING)) {
        Some(stated)
    } else if lead.iter().any(|token| token.among(TENTATIVE)) || is_used {
        Some(Force::Open)
    } else {
        None
    }
}

/// The "to" that governs the statement's verb, also over a list of verbs.
fn infinitive(tokens: &[Token], clause: usize, statement: &Statement) -> Option<usize> {
    let is_verb =
        matches!(statement.kind, ClaimKind::Treats | ClaimKind::Cures | ClaimKind::Relieves)
            && statement.from == statement.head
            || tokens[statement.head].among(&["replace"]);
    if !is_verb {
        return None;
    }
    let behind = (clause..statement.from).rev();
    behind
        .take_while(|&place| {
            let token = &tokens[place];
            token.is("to") || token.among(LISTED) || token.among(RELIEVE)
        })
        .find(|&place| tokens[place].is("to"))
}
