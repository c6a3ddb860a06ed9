//! Finds who may be in danger, and what only a professional should answer.
//!
//! Words of a message are looked up in a lexicon (`lexicon`, `vocabulary`), rules written in
//! a small pattern language (`pattern`, `patterns`, `rules`) are matched on them (`book`) and judged (`judge`), and what
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
mod patterns;
mod reading;
mod rule;
mod rules;
mod slips;
mod vocabulary;

use super::Confidence;
use super::outcome::{Category, Outcome};
use super::query::{Break, Query};
use book::Found;
use hit::Hit;
use judge::{About, Finding, Past};
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
    /// What people do to each other, where it is that.
    pub violence: Option<Violence>,
}

/// What people do to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Violence {
    /// It is done or threatened, so that what helps is to get away from whoever does it.
    Suffered,
    /// The writer, or whom they write of, means to hurt others.
    Meant,
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
    let Found { findings, about } = book::BOOK.findings(&reading);
    let (triage, past) = by_rules(query, &reading, findings);
    weigh(query, &reading, triage, &past, about)
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

/// The concerns of what the rules found; and where it was found that a crisis is over, or that there is none.
fn by_rules(
    query: &Query,
    reading: &Reading,
    findings: Vec<Finding>,
) -> (Triage, Vec<(Hit, Past)>) {
    let subjects = rules::Subjects::of(reading, &book::BOOK);
    let mut triage = Triage::default();
    let mut past = Vec::new();
    let told = findings.iter().find(|finding| {
        finding.rule.category == Category::Harassment
            && !finding.hit.quoted
            && finding.past.is_none()
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
        if let Some(why) = finding.past {
            triage.past_crisis = true;
            past.push((finding.hit, why));
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
            violence: rules::violence(finding.rule.name),
        });
    }
    triage.concerns.sort_by_key(|concern| (std::cmp::Reverse(concern.level), concern.category));
    (triage, past)
}

/// The name of the rule where likeness found something that no rule did.
const LIKENESS: &str = "likeness";

/// From this confidence on, being like a cry for help is one. From 0.50 to 0.70 likeness alone finds 97.0 to 93.5% of
/// the cries in the first halves of the labelled questions, and takes 1.3 to 0.6% of everything else for one. At
/// 0.60 idioms are among these that nobody would take for a cry ("rest in peace" of somebody famous).
const LIKE_A_CRISIS: Confidence = Confidence::thousandths(670);

/// The same where a rule found a referral: many of them speak of what could be a danger and is none. From
/// 0.70 to 0.84 the cries found in spoken.first.jsonl fall from 465 to 459 of 474, and the questions for a
/// professional that are left to one rise from 149 to 153 of 158.
const MORE_THAN_A_REFERRAL: Confidence = Confidence::thousandths(740);

/// The same where a message is about something else, such as a bank's card: of what is said there much is
/// like a cry by its frame alone ("it took my money", "what do i do"). Of 1,805 messages to the support of
/// a bank and a shop two are taken for a cry.
const ELSEWHERE_LIKE_A_CRISIS: Confidence = Confidence::thousandths(850);

/// The same where a message asks in general what the documents answer.
const AMID_A_QUESTION_LIKE_A_CRISIS: Confidence = Confidence::thousandths(800);

/// The same beside a crisis that is over, of which all of a message may tell. In the first halves of the labelled
/// questions the story that is most like a cry has 0.82.
const OVER_LIKE_A_CRISIS: Confidence = Confidence::thousandths(900);

/// The same for a single word, which has no neighbours to tell what it means.
const ONE_WORD_LIKE_A_CRISIS: Confidence = Confidence::thousandths(900);

/// Below this confidence, in a message of some words, a crisis that only a rule found is none. At 0.10 a cry
/// between an excuse and a question was none ("sorry for the wall of text. i took too much kratom what is kratom?").
const UNLIKE: Confidence = Confidence::thousandths(90);

/// The same for an emergency, where doubt speaks for help: below it none of twelve was one.
const UNLIKE_AN_EMERGENCY: Confidence = Confidence::thousandths(50);

/// A wish to die that a rule found is none only from this confidence on that nothing is meant: also what is
/// like a question about amounts may be one ("how many caps to end it all").
const HARMLESS: Confidence = Confidence::thousandths(880);

/// From this confidence on that nothing is meant, a question for a professional that only a rule found is none. Judged
/// by the regression alone, of 27 such messages of seven words or more in the files that are tuned on, 21 asked for
/// none. In four words to six it says too little ("can kratom replace my painkillers").
const HARMLESS_REFERRAL: Confidence = Confidence::thousandths(930);

/// Where the message is about kratom, what may do harm where it is missed stays one all the same, unless the FAQ is
/// surer of its answer than this: everyday words around it outweigh it ("good game everyone, gonna have kratom
/// with a beer now").
const SURER_THAN_A_GRAVE_REFERRAL: Confidence = Confidence::thousandths(800);

/// Fewer words say too little to speak against a rule.
const SHORTEST_UNLIKE: usize = 7;

/// From this confidence on, being like something graver than what a rule found is believed too: "go to
/// sleep and never wake up" may be told to somebody or wished for oneself. Of messages by new writers
/// four are then put right for each that is put wrong; at 0.50 hardly two were.
const GRAVER: Confidence = Confidence::thousandths(800);

/// What is like a referral in fewer words than this is often only a mention of its subject. Four instead
/// of seven found one in a hundred more, and referred no question of the FAQ.
const SHORTEST_REFERRAL: usize = 4;

/// From this confidence on, being like a question for a professional is one, unless the FAQ is
/// surer of its answer. Of the questions for a professional in the first halves 97.7% are found so, 97.5% at 0.25,
/// and as many questions of the FAQ are answered.
const LIKE_A_REFERRAL: Confidence = Confidence::thousandths(200);

/// A referral in fewer words than this needs more.
const SHORT_REFERRAL: usize = 7;

/// The same for fewer words than [`SHORT_REFERRAL`]: "what do i do" is a little like many. At 0.40 no more
/// questions of the FAQ were answered.
const SHORT_LIKE_A_REFERRAL: Confidence = Confidence::thousandths(320);

/// Weighs what rules found against what the message is like.
///
/// What a rule found stays, though something graver may come before it; in some words, a crisis that is like
/// none is none, and neither is a question for a professional where surely nothing is meant. A crisis that
/// likeness alone finds comes before any referral, and a referral that it alone finds is no more than a leaning.
fn weigh(
    query: &Query,
    reading: &Reading,
    mut triage: Triage,
    past: &[(Hit, Past)],
    about: About,
) -> Triage {
    let Some(likeness) = likeness::likeness(query) else { return triage };
    let words = query.own_words().count();
    if words >= SHORTEST_UNLIKE {
        let sure = likeness.best(Outcome::Escalate).map_or(Confidence::NONE, |(_, sure)| sure);
        let harmless = likeness.harmless();
        triage.concerns.retain(|concern| {
            let is_like_it = match concern.category {
                Category::SelfHarm => harmless < HARMLESS || is_said_outright(concern),
                Category::Emergency => sure >= UNLIKE_AN_EMERGENCY,
                _ => sure >= UNLIKE,
            };
            // Few examples speak of violence and none another language, so that being unlike them says
            // nothing.
            let is_unheard = concern.level == Level::Quoted
                || concern.violence.is_some()
                || rules::is_in_another_language(concern.rule);
            !concern.is_crisis() || is_unheard || is_like_it
        });
    }
    let of_rest = if past.is_empty() { None } else { beside(query, reading, past) };
    let heard = if past.is_empty() { Some(&likeness) } else { of_rest.as_ref() };
    let is_over = past.iter().any(|(_, why)| *why == Past::Over);
    let crisis = heard.and_then(|heard| {
        let (category, sure) = heard.best(Outcome::Escalate)?;
        (!is_over || sure >= OVER_LIKE_A_CRISIS).then_some((category, sure, heard))
    });
    if let Some(known) = triage.concerns.iter().find(|concern| concern.is_crisis()) {
        let graver = crisis.filter(|(category, _, heard)| {
            *category < known.category && heard.of(*category) >= GRAVER
        });
        if let Some((category, _, heard)) = graver {
            triage.concerns.retain(|concern| concern.category != category);
            triage.concerns.insert(0, concern_by_likeness(reading, heard, category));
        }
        return triage;
    }
    let enough = match words {
        0 | 1 => ONE_WORD_LIKE_A_CRISIS,
        _ if about.off_topic => ELSEWHERE_LIKE_A_CRISIS,
        _ if about.for_the_faq => AMID_A_QUESTION_LIKE_A_CRISIS,
        _ if triage.concerns.is_empty() => LIKE_A_CRISIS,
        _ => MORE_THAN_A_REFERRAL,
    };
    if let Some((category, _, heard)) = crisis.filter(|(_, sure, _)| *sure >= enough) {
        triage.concerns.insert(0, concern_by_likeness(reading, heard, category));
        return triage;
    }
    if words >= SHORTEST_UNLIKE && likeness.harmless() >= HARMLESS_REFERRAL {
        let mut found = triage.concerns.drain(..);
        let kept = found.find(|concern| about.on_topic && is_grave(concern.category));
        drop(found);
        triage.leaning = kept.map(|concern| (concern, SURER_THAN_A_GRAVE_REFERRAL));
        return triage;
    }
    if triage.concerns.is_empty() && words >= SHORTEST_REFERRAL {
        let enough = if words < SHORT_REFERRAL { SHORT_LIKE_A_REFERRAL } else { LIKE_A_REFERRAL };
        triage.leaning = likeness
            .best(Outcome::Refer)
            .filter(|(_, sure)| *sure >= enough)
            .map(|(category, sure)| (concern_by_likeness(reading, &likeness, category), sure));
    }
    triage
}

/// What a message is like beside a crisis that is over, or that somebody says there is none of. In "not suicidal
/// exactly, i just would not swerve" the rest is what tells.
fn beside<'q>(query: &'q Query, reading: &Reading, past: &[(Hit, Past)]) -> Option<Likeness<'q>> {
    /// Words before it belong to the denial ("it is not that i …"), from the last break on.
    const LEADING_UP: usize = 5;
    let mut is_past = vec![false; query.tokens().len()];
    for (hit, _) in past {
        let earliest =
            reading.sentences[hit.sentence].words.start.max(hit.start.saturating_sub(LEADING_UP));
        let broken = (earliest..hit.end).rfind(|&at| reading.words[at].before != Break::None);
        let words = &reading.words[broken.unwrap_or(earliest)..hit.end];
        words.iter().for_each(|word| is_past[word.token] = true);
    }
    likeness::of_rest(query, &is_past)
}

/// Whether the word for it is said: what the rest of the message is like takes nothing of it back ("suicidal and
/// out of kratom, great combo"). What it is said of in jest the rules know; in the first halves of the labelled
/// questions this puts one message right and none wrong.
fn is_said_outright(concern: &Concern) -> bool {
    const SPELLINGS: [&str; 4] = ["suicidal", "suicidial", "suicida", "sucidal"];
    concern.evidence.iter().any(|word| SPELLINGS.contains(&word.as_str()))
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
        violence: None,
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

/// Whether somebody may be harmed where a question of this kind is not referred.
fn is_grave(category: Category) -> bool {
    matches!(
        category,
        Category::Pregnancy | Category::Minor | Category::Interaction | Category::Dosing
    )
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
