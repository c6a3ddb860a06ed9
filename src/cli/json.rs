//! A response as JSON, for programs.
//!
//! **Invariant:** the keys and the names of outcomes and categories are a promise to readers.

use serde::Serialize;

use crate::engine::knowledge::EntryId;
use crate::engine::matching::Explanation;
use crate::engine::outcome::Category;
use crate::engine::{Confidence, Response};

/// What `ask --json` prints for one question.
#[derive(Debug, Serialize)]
pub(super) struct Answered<'a> {
    question: &'a str,
    outcome: &'static str,
    /// The entry that answers; of several the first.
    entry: Option<&'a str>,
    /// Every entry that answers, in the order of the questions.
    entries: Vec<&'a str>,
    category: Option<&'static str>,
    confidence: Confidence,
    candidates: Vec<Candidate<'a>>,
    explanation: Why<'a>,
    reply: Said<'a>,
}

#[derive(Debug, Serialize)]
struct Candidate<'a> {
    entry: &'a str,
    confidence: Confidence,
}

#[derive(Debug, Serialize)]
struct Why<'a> {
    read_as: String,
    concerns: Vec<Found<'a>>,
    matched: Option<&'a Explanation>,
    runner_up: Option<RunnerUp<'a>>,
    out_of_scope: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Found<'a> {
    category: &'static str,
    rule: &'a str,
    words: &'a [String],
}

#[derive(Debug, Serialize)]
struct RunnerUp<'a> {
    entry: &'a str,
    behind_by: Confidence,
}

#[derive(Debug, Serialize)]
struct Said<'a> {
    text: String,
    disclaimer: &'a str,
    pointer: &'a str,
    sources: &'a [String],
    choices: Vec<Choice<'a>>,
    related: Vec<Choice<'a>>,
}

#[derive(Debug, Serialize)]
struct Choice<'a> {
    entry: &'a str,
    question: &'a str,
}

impl<'a> Answered<'a> {
    /// The JSON form of a response to a question.
    pub(super) fn new(question: &'a str, response: &'a Response) -> Self {
        let choices = |choices: &'a [crate::engine::reply::Choice]| {
            choices
                .iter()
                .map(|choice| Choice { entry: choice.entry.as_str(), question: &choice.question })
                .collect()
        };
        Answered {
            question,
            outcome: response.outcome.name(),
            entry: response.answers.first().map(EntryId::as_str),
            entries: response.answers.iter().map(EntryId::as_str).collect(),
            category: response.category.map(Category::name),
            confidence: response.confidence,
            candidates: response
                .candidates
                .iter()
                .map(|(id, confidence)| Candidate { entry: id.as_str(), confidence: *confidence })
                .collect(),
            explanation: Why {
                read_as: response.query.canonical(),
                concerns: response
                    .triage
                    .concerns
                    .iter()
                    .map(|concern| Found {
                        category: concern.category.name(),
                        rule: concern.rule,
                        words: &concern.evidence,
                    })
                    .collect(),
                matched: response.explanation.as_ref(),
                runner_up: response
                    .runner_up
                    .as_ref()
                    .map(|(id, behind)| RunnerUp { entry: id.as_str(), behind_by: *behind }),
                out_of_scope: response.out_of_scope.as_deref(),
            },
            reply: Said {
                text: response.reply.text(),
                disclaimer: response.reply.disclaimer(),
                pointer: response.reply.pointer(),
                sources: &response.reply.sources,
                choices: choices(&response.reply.choices),
                related: choices(&response.reply.related),
            },
        }
    }
}
