//! Finds who may be in danger, and what only a professional should answer.
//!
//! Words of a message are looked up in a lexicon (`lexicon`, `vocabulary`), rules written in
//! a small pattern language (`pattern`, `rules`) are matched on them (`book`) and judged (`judge`), and what
//! holds becomes concerns in their order of precedence (here). What no rule foresaw is judged by what
//! it is like (`likeness`).
//!
//! **Invariant:** triage reads the same [`Query`] as matching, before it, and needs nothing else:
//! an error anywhere else leaves it working.

mod book;
mod hit;
mod judge;
mod lexicon;
pub mod likeness;
mod pattern;
mod reading;
mod rule;
mod rules;
mod slips;
mod vocabulary;

use super::Confidence;
use super::outcome::{Category, Outcome};
use super::query::Query;
use likeness::Likeness;
use reading::Reading;

/// How pressing a concern is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Only in quoted words: somebody may be passing on another person's cry for help.
    Quoted,
    /// The writer's own words.
    Direct,
}

/// Something that outranks the FAQ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concern {
    /// What it is about.
    pub category: Category,
    /// How pressing it is.
    pub level: Level,
    /// The name of the rule that found it.
    pub rule: &'static str,
    /// The words that it was found in, for the explanation.
    pub evidence: Vec<String>,
    /// A person other than the writer is meant.
    pub about_other: bool,
    /// The writer is meant, for sure: they speak of themselves and of nobody else.
    pub about_writer: bool,
    /// An animal is meant.
    pub about_animal: bool,
    /// Somebody does it or threatens it, so that what helps is to get away from them.
    pub is_violence: bool,
}

/// What triage found in one message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Triage {
    /// Concerns, the one that decides first; one a category.
    pub concerns: Vec<Concern>,
    /// The writer speaks of a crisis that is over, or says that there is none: a gentle line, no
    /// alarm.
    pub past_crisis: bool,
    /// What should be referred unless the FAQ is surer of its answer than this.
    pub leaning: Option<(Concern, Confidence)>,
}

/// Compiles the rules, which is otherwise done at the first question.
pub fn prepare_rules() {
    std::sync::LazyLock::force(&book::BOOK);
    likeness::prepare();
}

/// Reads a query for concerns. Linear in its length; never fails.
#[must_use]
pub fn triage(query: &Query) -> Triage {
    let reading = reading::read(query, &book::BOOK.vocabulary);
    weigh(query, &reading, by_rules(query, &reading))
}

/// Whether a message has a word for somebody in danger, for what is wrong with them or for help: such
/// words stand in no question about the rules of a server. For where a crisis is known already.
#[must_use]
pub fn speaks_of_danger(query: &Query) -> bool {
    let book = &*book::BOOK;
    let reading = reading::read(query, &book.vocabulary);
    let words: Vec<&str> = query.own_words().collect();
    // "what do i do", but not "how do i join".
    let asks_what_to_do = words
        .windows(2)
        .any(|pair| matches!(pair[0], "i" | "we" | "to" | "should") && pair[1] == "do");
    asks_what_to_do || reading.words.iter().any(|word| word.is_among(&book.of_danger))
}

/// What the rules find.
fn by_rules(query: &Query, reading: &Reading) -> Triage {
    let book = &*book::BOOK;
    let subjects = rules::Subjects::of(reading, book);
    let mut triage = Triage::default();
    let findings = book.findings(reading);
    let told = findings.iter().find(|finding| {
        finding.rule.category == Category::Harassment && !finding.hit.quoted && !finding.past
    });
    let told = told.map(|finding| finding.hit);
    for finding in findings {
        let is_told = told.is_some_and(|told| {
            told.overlaps(&finding.hit)
                && finding.rule.category != Category::Harassment
                && (told.covers(&finding.hit) || !subjects.is_own(&finding.hit))
        });
        if is_told {
            // "you should be dead" holds the words of a cry, said to somebody.
            continue;
        }
        let category = finding.rule.category;
        let level = if finding.hit.quoted { Level::Quoted } else { Level::Direct };
        if level == Level::Quoted && !is_heard_in_quotations(category) {
            continue;
        }
        if finding.past {
            triage.past_crisis = true;
            continue;
        }
        // Rules stand in order of weight: the first of a category speaks for it, unless it only
        // quotes and a later one does not.
        let known = triage.concerns.iter().position(|concern| concern.category == category);
        if let Some(known) = known {
            if triage.concerns[known].level >= level {
                continue;
            }
            triage.concerns.remove(known);
        }
        let words = &reading.words[finding.hit.start..finding.hit.end];
        let mut evidence: Vec<String> = Vec::with_capacity(words.len());
        let mut last = None;
        for word in words {
            if last != Some(word.token) {
                evidence.push(query.text_of(&query.tokens()[word.token]).to_owned());
                last = Some(word.token);
            }
        }
        triage.concerns.push(Concern {
            category,
            level,
            rule: finding.rule.name,
            evidence,
            about_other: subjects.is_other(&finding.hit),
            about_writer: subjects.is_writer(&finding.hit),
            about_animal: subjects.is_animal(&finding.hit),
            is_violence: rules::is_violence(finding.rule.name),
        });
    }
    triage.concerns.sort_by_key(|concern| (std::cmp::Reverse(concern.level), concern.category));
    triage
}

/// The name of the rule where likeness found something that no rule did.
const LIKENESS: &str = "likeness";

/// From this confidence on, being like a cry for help is one. Of the 474 cries in spoken.first.jsonl, of
/// which one writer's were learnt from in other words, 95.4% are found so, by it or by a rule, 95.8% would
/// be at 0.70 and 93.2% at 0.86. Of 8,471
/// messages to the support of banks and shops two are then taken for one.
const LIKE_A_CRISIS: Confidence = Confidence::thousandths(740);

/// The same where a rule found a referral: many of them speak of what could be a danger and is none. At
/// 0.70, 6.2% of what is no cry in spoken.first.jsonl was taken for one, and 5.8% so, at two cries less.
const MORE_THAN_A_REFERRAL: Confidence = Confidence::thousandths(840);

/// Below this confidence, in a message of some words, a crisis that only a rule found is none, unless it
/// is an emergency. Of the 1,514 cries in both halves of tests/eval none was lost by it, of the 580 oblique
/// ones one, and of what was wrongly taken for one a seventh went.
const UNLIKE: Confidence = Confidence::thousandths(50);

/// Fewer words say too little to speak against a rule.
const SHORTEST_UNLIKE: usize = 7;

/// The same for a single word, which has no neighbours to tell what it means.
const ONE_WORD_LIKE_A_CRISIS: Confidence = Confidence::thousandths(900);

/// From this confidence on, being like something graver than what a rule found is believed too: "go to
/// sleep and never wake up" may be told to somebody or wished for oneself. Of messages by new writers
/// four are then put right for each that is put wrong; at 0.50 hardly two were.
const GRAVER: Confidence = Confidence::thousandths(800);

/// What is like a referral in fewer words than this is often only a mention of its subject. Four instead
/// of seven found one in a hundred more, and referred no question of the FAQ.
const SHORTEST_REFERRAL: usize = 4;

/// From this confidence on, being like a question for a professional is one, unless the FAQ is
/// surer of its answer. Of all labelled questions for a professional 97.0% are found so, 95.0% at 0.40; of
/// the questions of the FAQ eight more are referred.
const LIKE_A_REFERRAL: Confidence = Confidence::thousandths(250);

/// The same for fewer words than [`SHORTEST_UNLIKE`]: "what do i do" is a little like many.
const SHORT_LIKE_A_REFERRAL: Confidence = Confidence::thousandths(400);

/// Weighs what rules found against what the message is like.
///
/// What a rule found stays, though something graver may come before it, and what in some words is nothing
/// like any cry is none; but an emergency is one whatever it is like. A crisis that likeness alone
/// finds comes before any referral, and a referral that it alone finds is no more than a leaning.
fn weigh(query: &Query, reading: &Reading, mut triage: Triage) -> Triage {
    let first = triage.concerns.first().map(|concern| concern.category);
    if first == Some(Category::Emergency) {
        return triage;
    }
    let Some(likeness) = likeness::likeness(query) else { return triage };
    let crisis = likeness.best(Outcome::Escalate).filter(|_| !triage.past_crisis);
    let words = query.own_words().count();
    let is_like_a_crisis = likeness.best(Outcome::Escalate).is_some_and(|(_, sure)| sure >= UNLIKE);
    if words >= SHORTEST_UNLIKE && !is_like_a_crisis {
        triage.concerns.retain(|it| !it.is_crisis() || it.level == Level::Quoted);
    }
    if let Some(known) = triage.concerns.iter().find(|concern| concern.is_crisis()) {
        let graver = crisis
            .filter(|(category, _)| *category < known.category && likeness.of(*category) >= GRAVER);
        if let Some((category, _)) = graver {
            triage.concerns.retain(|concern| concern.category != category);
            triage.concerns.insert(0, concern_by_likeness(reading, &likeness, category));
        }
        return triage;
    }
    let enough = match words {
        0 | 1 => ONE_WORD_LIKE_A_CRISIS,
        _ if triage.concerns.is_empty() => LIKE_A_CRISIS,
        _ => MORE_THAN_A_REFERRAL,
    };
    if let Some((category, _)) = crisis.filter(|(_, sure)| *sure >= enough) {
        triage.concerns.insert(0, concern_by_likeness(reading, &likeness, category));
        return triage;
    }
    if triage.concerns.is_empty() && words >= SHORTEST_REFERRAL {
        let enough = if words < SHORTEST_UNLIKE { SHORT_LIKE_A_REFERRAL } else { LIKE_A_REFERRAL };
        triage.leaning = likeness
            .best(Outcome::Refer)
            .filter(|(_, sure)| *sure >= enough)
            .map(|(category, sure)| (concern_by_likeness(reading, &likeness, category), sure));
    }
    triage
}

fn concern_by_likeness(reading: &Reading, likeness: &Likeness<'_>, category: Category) -> Concern {
    let book = &*book::BOOK;
    let mentions = |words| reading.words.iter().any(|word| word.is_among(words));
    Concern {
        category,
        level: Level::Direct,
        rule: LIKENESS,
        evidence: likeness.evidence(category),
        about_other: mentions(&book.others),
        about_writer: false,
        about_animal: mentions(&book.animals),
        is_violence: false,
    }
}

impl Triage {
    /// Whether what comes first is an emergency, and the words may also be a wish to die.
    pub(super) fn may_also_want_to_die(&self) -> bool {
        let mut categories = self.concerns.iter().map(|concern| concern.category);
        categories.next() == Some(Category::Emergency)
            && categories.any(|category| category == Category::SelfHarm)
    }
}

impl Concern {
    fn is_crisis(&self) -> bool {
        self.category.outcome() == Outcome::Escalate
    }
}

/// Whether a concern of this kind is passed on when only a quotation holds it.
fn is_heard_in_quotations(category: Category) -> bool {
    match category {
        Category::Emergency | Category::SelfHarm => true,
        Category::Poisoning | Category::Harassment => false,
        Category::Pregnancy
        | Category::Minor
        | Category::Interaction
        | Category::Dosing
        | Category::Treatment
        | Category::Withdrawal
        | Category::Driving
        | Category::Sourcing
        | Category::DrugTest => {
            debug_assert!(category.outcome() != Outcome::Escalate, "a crisis is listed above");
            false
        }
    }
}
