//! From a message to a response: normalise, triage, match, decide, compose. One pure call.
//!
//! **Invariant:** a safety concern outranks any match, however good, and needs no knowledge base.

mod compose;
mod offering;

use std::sync::Arc;

use super::Confidence;
use super::amounts::Amounts;
use super::cards::{self, Lines};
use super::decide::{Decision, Floors, decide};
use super::helplines::{Helplines, Region};
use super::incident::Danger;
use super::knowledge::{EntryId, KnowledgeBase};
use super::matching::{Candidate, Explanation, Matcher, Part, Ranked, Reader, Stretch};
use super::outcome::{Category, Outcome};
use super::query::{Query, normalise};
use super::reply::Reply;
use super::segments::segments;
use super::triage::{Concern, Triage, triage};
use super::vectors::WordVectors;
use super::withheld::Withheld;

/// Everything that a reply depends on besides the message. Cheap to clone: what is large is shared.
#[derive(Clone)]
pub struct Engine {
    knowledge: Arc<KnowledgeBase>,
    matcher: Arc<Matcher>,
    vectors: Option<Arc<WordVectors>>,
    helplines: Arc<Helplines>,
    region: Region,
    floors: Floors,
    withheld: Withheld,
    amounts: Arc<Amounts>,
}

/// What a message came to, and why.
#[derive(Clone, Debug)]
pub struct Response {
    /// The one outcome.
    pub outcome: Outcome,
    /// The category that decided, for escalations and referrals.
    pub category: Option<Category>,
    /// The entries that answer, in the order of the questions.
    pub answers: Vec<EntryId>,
    /// How sure the bot is of its answer, or would be of its best candidate.
    pub confidence: Confidence,
    /// What may have been meant, best first.
    pub candidates: Vec<(EntryId, Confidence)>,
    /// Why, as far as matching goes: the best candidate explained.
    pub explanation: Option<Explanation>,
    /// The entry that came second in that explanation.
    pub runner_up: Option<(EntryId, Confidence)>,
    /// A question known to be out of scope that fits better than any phrasing.
    pub out_of_scope: Option<String>,
    /// What triage found.
    pub triage: Triage,
    /// An answer may be there, and is held back.
    pub is_withheld: bool,
    /// Something in it is asked.
    pub is_question: bool,
    /// The words as they were read.
    pub query: Query,
    /// What to say.
    pub reply: Reply,
}

/// What a response was, where the words that led to it are not at hand any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recalled {
    /// A crisis card or a referral.
    Concern(Concern),
    /// The answers of entries.
    Answers(Vec<EntryId>),
    /// A choice between entries.
    Choices(Vec<EntryId>),
}

/// A message, or one question of it, as it was read.
struct Reading<'q> {
    stretches: Vec<Stretch<'q>>,
    ranked: Ranked,
    decision: Decision,
    /// It would have been decided otherwise, were nothing held back.
    is_withheld: bool,
    /// It would have been, were no amount given.
    gives_amount: bool,
}

/// The confidence from which each of several questions in a message is answered.
///
/// High: a second answer that nobody wanted costs more than one left out.
const SEVERAL: Confidence = Confidence::thousandths(750);

impl Engine {
    /// An engine over a knowledge base. Builds the index.
    #[must_use]
    pub fn new(
        knowledge: KnowledgeBase,
        helplines: Helplines,
        region: Region,
        floors: Floors,
    ) -> Self {
        Engine::with_vectors(knowledge, helplines, region, floors, None)
    }

    /// The same, with vectors of words that are alike where there are any.
    #[must_use]
    pub fn with_vectors(
        knowledge: KnowledgeBase,
        helplines: Helplines,
        region: Region,
        floors: Floors,
        vectors: Option<Arc<WordVectors>>,
    ) -> Self {
        let matcher = Matcher::of(&knowledge, &[], vectors.as_ref());
        let engine = Engine::with_matcher(knowledge, matcher, helplines, region, floors);
        Engine { vectors, ..engine }
    }

    /// The same with a matcher that was built of this knowledge base before, without vectors.
    #[must_use]
    pub fn with_matcher(
        knowledge: KnowledgeBase,
        matcher: Matcher,
        helplines: Helplines,
        region: Region,
        floors: Floors,
    ) -> Self {
        let amounts = Arc::new(Amounts::of(&knowledge));
        Engine {
            knowledge: Arc::new(knowledge),
            matcher: Arc::new(matcher),
            vectors: None,
            helplines: Arc::new(helplines),
            region,
            floors,
            withheld: Withheld::Nothing,
            amounts,
        }
    }

    /// The same over another knowledge base. Builds its index, or revises that of a large one where a few
    /// entries differ.
    #[must_use]
    pub fn over(&self, knowledge: KnowledgeBase) -> Self {
        let matcher = self.matcher.revised(&knowledge);
        let built = || Matcher::of(&knowledge, &[], self.vectors.as_ref());
        let matcher = Arc::new(matcher.unwrap_or_else(built));
        let amounts = Arc::new(Amounts::of(&knowledge));
        Engine { knowledge: Arc::new(knowledge), matcher, amounts, ..self.clone() }
    }

    /// The same with the helplines of another region first, and with other floors.
    #[must_use]
    pub fn tuned(&self, region: Region, floors: Floors) -> Self {
        Engine { region, floors, ..self.clone() }
    }

    /// The same, holding entries back: what one of them would answer is not known.
    #[must_use]
    pub fn withholding(&self, withheld: Withheld) -> Self {
        Engine { withheld, ..self.clone() }
    }

    /// What a candidate needs to be an answer.
    #[must_use]
    pub fn floors(&self) -> Floors {
        self.floors
    }

    /// The same engine with parts of the score left out, to see what each brings.
    #[must_use]
    pub fn without(self, left_out: &[Part]) -> Self {
        let matcher = Arc::new(Matcher::of(&self.knowledge, left_out, self.vectors.as_ref()));
        Engine { matcher, ..self }
    }

    /// What the bot answers from.
    #[must_use]
    pub fn knowledge(&self) -> &KnowledgeBase {
        &self.knowledge
    }

    /// The matcher over the knowledge base.
    #[must_use]
    pub fn matcher(&self) -> &Matcher {
        &self.matcher
    }

    /// The region whose helplines are shown.
    #[must_use]
    pub fn region(&self) -> Region {
        self.region
    }

    /// Shows the helplines of another region from now on.
    pub fn set_region(&mut self, region: Region) {
        self.region = region;
    }

    /// What to say to a message.
    #[must_use]
    pub fn respond(&self, message: &str) -> Response {
        let query = normalise(message);
        let triage = triage(&query);
        if !triage.concerns.is_empty() {
            return self.respond_to_concern(query, triage);
        }
        let response = self.answer(query, triage);
        match &response.triage.leaning {
            // An answer that is surer is more than leaning towards a referral.
            Some((_, sure))
                if response.outcome != Outcome::Answer || response.confidence <= *sure =>
            {
                let Response { query, mut triage, .. } = response;
                triage.concerns.extend(triage.leaning.take().map(|(concern, _)| concern));
                self.respond_to_concern(query, triage)
            }
            Some(_) | None => response,
        }
    }

    /// Whether somebody may be in danger, by triage alone.
    #[must_use]
    pub fn is_crisis(&self, message: &str) -> bool {
        let found = triage(&normalise(message));
        found.concerns.first().is_some_and(|it| it.category.outcome() == Outcome::Escalate)
    }

    /// What to say to a message where matching cannot be relied on: what triage finds, and no
    /// answer.
    #[must_use]
    pub fn respond_to_danger(&self, message: &str) -> Response {
        let query = normalise(message);
        let mut triage = triage(&query);
        if triage.concerns.is_empty() {
            triage.concerns.extend(triage.leaning.take().map(|(concern, _)| concern));
        }
        if triage.concerns.is_empty() {
            let reply = self.compose_fallback(query.is_empty());
            return Response::unmatched(Outcome::Fallback, query, triage, reply);
        }
        self.respond_to_concern(query, triage)
    }

    /// What was responded before. None where an entry of it is not there any more.
    #[must_use]
    pub fn recall(&self, recalled: &Recalled) -> Option<Response> {
        let (query, mut triage) = (normalise(""), triage(&normalise("")));
        let places = |entries: &[EntryId]| -> Option<Vec<usize>> {
            let found: Option<Vec<usize>> = entries.iter().map(|entry| self.find(entry)).collect();
            found.filter(|places| !places.is_empty())
        };
        Some(match recalled {
            Recalled::Concern(concern) => {
                triage.concerns.push(concern.clone());
                self.respond_to_concern(query, triage)
            }
            Recalled::Answers(entries) => {
                let reply = self.compose_answers(&places(entries)?);
                let response = Response::unmatched(Outcome::Answer, query, triage, reply);
                Response { answers: entries.clone(), ..response }
            }
            Recalled::Choices(entries) => {
                let reply = self.compose_choices(&places(entries)?);
                Response::unmatched(Outcome::Clarify, query, triage, reply)
            }
        })
    }

    /// A crisis card or a referral. The first concern decides.
    fn respond_to_concern(&self, query: Query, triage: Triage) -> Response {
        let lines = self.lines();
        let first = triage.concerns.first();
        let outcome = first.map_or(Outcome::Refer, |concern| concern.category.outcome());
        let reply = match first {
            Some(concern) if outcome == Outcome::Escalate => {
                let mut card = cards::crisis_card(concern, lines);
                if triage.may_also_want_to_die() {
                    card.add(cards::crisis_line(lines));
                }
                card
            }
            Some(_) | None => cards::referral(&triage.concerns, lines, self.knowledge.notice()),
        };
        let category = first.map(|concern| concern.category);
        Response { category, ..Response::unmatched(outcome, query, triage, reply) }
    }

    /// The crisis card of a concern with the helplines of a region that the reader chose.
    #[must_use]
    pub fn crisis_card(&self, concern: &Concern, region: Region) -> Reply {
        cards::crisis_card(concern, Lines { helplines: &self.helplines, region })
    }

    /// What is said instead of a second crisis card for the same danger.
    #[must_use]
    pub fn crisis_reminder(&self, response: &Response) -> Reply {
        let mut reply = cards::reminder(response.danger(), self.lines());
        if response.triage.may_also_want_to_die() {
            reply.add(cards::crisis_line(self.lines()));
        }
        reply
    }

    /// What is said to somebody who had a crisis card and goes on talking to the bot.
    #[must_use]
    pub fn still_here(&self, danger: Danger) -> Reply {
        cards::still_here(danger, self.lines())
    }

    /// What is said where no entry is meant, after the reader turned down every choice.
    #[must_use]
    pub fn none_of_these(&self) -> Reply {
        self.compose_fallback(false)
    }

    fn answer(&self, query: Query, triage: Triage) -> Response {
        let (readings, places) = self.read(&query);
        let lead = readings.first();
        let best = lead.and_then(|reading| reading.ranked.best()).filter(|it| self.may_use(it));
        let is_withheld = lead
            .map_or_else(|| self.is_out_of_reach() && !query.is_empty(), |lead| lead.is_withheld);
        let explanation = lead
            .zip(best)
            .map(|(reading, best)| self.matcher.explain(&reading.stretches, &reading.ranked, best));
        let id_of = |place: usize| self.knowledge.entry_at(place).id.clone();
        let runner_up = explanation.as_ref().and_then(|explanation| {
            explanation.runner_up.map(|(place, behind)| (id_of(place), behind))
        });
        let candidates = lead.map_or_else(Vec::new, |reading| {
            let named = |candidate: &Candidate| (id_of(candidate.entry), candidate.confidence);
            reading.ranked.candidates().iter().filter(|it| self.may_use(it)).map(named).collect()
        });
        let out_of_scope = lead
            .and_then(|reading| self.matcher.out_of_scope_question(&reading.ranked))
            .map(str::to_owned);
        let (outcome, mut reply) = match lead.map(|reading| &reading.decision) {
            Some(Decision::Answer(_)) => (Outcome::Answer, self.compose_answers(&places)),
            Some(Decision::Clarify(choices)) => {
                let places: Vec<usize> = choices.iter().map(|choice| choice.entry).collect();
                (Outcome::Clarify, self.compose_choices(&places))
            }
            Some(Decision::Unknown) | None if is_withheld => {
                (Outcome::Fallback, self.compose_withheld())
            }
            Some(Decision::Unknown) if lead.is_some_and(|lead| lead.gives_amount) => {
                (Outcome::Fallback, self.compose_left_out())
            }
            Some(Decision::Unknown) | None => {
                (Outcome::Fallback, self.compose_fallback(query.is_empty()))
            }
        };
        if triage.past_crisis {
            reply.add(cards::past_crisis_line(self.lines()));
        }
        Response {
            outcome,
            category: None,
            answers: places.iter().map(|&place| id_of(place)).collect(),
            confidence: best.map_or(Confidence::NONE, |best| best.confidence),
            candidates,
            explanation,
            runner_up,
            out_of_scope,
            triage,
            reply,
            is_withheld,
            is_question: segments(&query).is_question(),
            query,
        }
    }

    /// Reads a message: as one question, or as several where each is clearly answered. Also the
    /// places of the entries that answer, in the order of the questions.
    fn read<'q>(&'q self, query: &'q Query) -> (Vec<Reading<'q>>, Vec<usize>) {
        let segments = segments(query);
        let mut reader = self.matcher.reader();
        let mut several: Vec<(usize, Reading<'q>)> = Vec::new();
        if self.floors.max_answers > 1 && segments.parts.len() > 1 {
            for part in segments.parts.iter().filter(|part| part.is_question) {
                let floors = Floors { answer: self.floors.answer.max(SEVERAL), ..self.floors };
                let reading = self.read_stretches(&mut reader, part.stretches.clone(), floors);
                if let Decision::Answer(found) = &reading.decision
                    && several.iter().all(|(entry, _)| *entry != found.entry)
                    && several.len() < self.floors.max_answers
                {
                    several.push((found.entry, reading));
                }
            }
        }
        if several.len() > 1 {
            let (places, readings) = several.into_iter().unzip();
            return (readings, places);
        }
        if segments.whole.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let floors =
            if segments.is_question() { self.floors } else { self.floors.for_statements() };
        let reading = self.read_stretches(&mut reader, segments.stretches(), floors);
        let places = match &reading.decision {
            Decision::Answer(found) => vec![found.entry],
            Decision::Clarify(_) | Decision::Unknown => Vec::new(),
        };
        (vec![reading], places)
    }

    fn read_stretches<'q>(
        &self,
        reader: &mut Reader<'q>,
        stretches: Vec<Stretch<'q>>,
        floors: Floors,
    ) -> Reading<'q> {
        let ranked = reader.rank(&stretches);
        let decision = decide(floors, &self.knowledge, &ranked);
        let held = ranked.best().is_some_and(|best| !self.may_use(best));
        let mut gives_amount = false;
        // What is nearest is not to be said, and what comes after it was not meant.
        let (decision, is_withheld) = match decision {
            decision if held => {
                (Decision::Unknown, self.is_out_of_reach() || decision != Decision::Unknown)
            }
            Decision::Clarify(mut choices) => {
                choices.retain(|choice| self.may_use(choice));
                let is_withheld = choices.len() < 2;
                choices.retain(|choice| !self.gives_amount(choice.entry));
                gives_amount = !is_withheld && choices.len() < 2;
                let is_none = is_withheld || gives_amount;
                let decision = if is_none { Decision::Unknown } else { Decision::Clarify(choices) };
                (decision, is_withheld)
            }
            decision @ (Decision::Answer(_) | Decision::Unknown) => {
                (decision, self.is_out_of_reach())
            }
        };
        Reading { stretches, ranked, decision, is_withheld, gives_amount }
    }
}

impl Response {
    /// What a crisis is about. Where nothing says so, help is called.
    #[must_use]
    pub fn danger(&self) -> Danger {
        self.triage.concerns.first().map_or(Danger::Emergency, Danger::of)
    }

    /// A response that owes nothing to matching.
    fn unmatched(outcome: Outcome, query: Query, triage: Triage, reply: Reply) -> Self {
        Response {
            outcome,
            category: None,
            answers: Vec::new(),
            confidence: Confidence::NONE,
            candidates: Vec::new(),
            explanation: None,
            runner_up: None,
            out_of_scope: None,
            triage,
            is_withheld: false,
            is_question: segments(&query).is_question(),
            query,
            reply,
        }
    }
}
