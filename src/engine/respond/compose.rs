//! Puts what was decided into words.
//!
//! **Invariant:** every reply has the notice of what stands behind it, offers nothing that is held back,
//! and holds no amount.

use super::Engine;
use crate::engine::amounts;
use crate::engine::cards::Lines;
use crate::engine::knowledge::Notice;
use crate::engine::reply::{Choice, Reply, Section};

impl Engine {
    pub(super) fn compose_answers(&self, places: &[usize]) -> Reply {
        let notice = places.first().map_or_else(
            || self.knowledge.notice(),
            |&first| self.knowledge.pack_of(first).notice.clone(),
        );
        let mut sections = Vec::new();
        let mut sources: Vec<String> = Vec::new();
        let mut related: Vec<Choice> = Vec::new();
        let mut left_out = false;
        for &place in places {
            let entry = self.knowledge.entry_at(place);
            let pack = self.knowledge.pack_of(place);
            if self.gives_amount(place) {
                left_out = true;
                continue;
            }
            sections.push(Section {
                heading: Some(entry.question.clone()),
                body: entry.answer.clone(),
            });
            for source in pack.sources.iter().filter(|source| entry.sources.contains(&source.id)) {
                let source = source.to_string();
                if !sources.contains(&source) {
                    sources.push(source);
                }
            }
            for id in &entry.related {
                let Some(other) = self.find(id) else { continue };
                let may_follow = !places.contains(&other) && !self.gives_amount(other);
                if may_follow && related.iter().all(|choice| choice.entry != *id) {
                    related.push(self.choice(other));
                }
            }
        }
        if left_out {
            sections.push(Section { heading: None, body: amounts::INSTEAD.to_owned() });
        }
        let mut reply = Reply::new(sections, notice);
        reply.sources = sources;
        reply.related = related;
        reply
    }

    pub(super) fn compose_choices(&self, places: &[usize]) -> Reply {
        let sayable = places.iter().filter(|&&place| !self.gives_amount(place));
        let choices: Vec<Choice> = sayable.map(|&place| self.choice(place)).collect();
        if choices.is_empty() {
            return self.compose_left_out();
        }
        let mut reply = Reply::plain(
            "I am not sure which of these you mean:".to_owned(),
            self.knowledge.notice(),
        );
        reply.choices = choices;
        reply
    }

    /// What is said where all that may be meant gives an amount.
    pub(super) fn compose_left_out(&self) -> Reply {
        Reply::plain(amounts::INSTEAD.to_owned(), self.notice())
    }

    /// What is said where an answer may be there, and must not be given without knowing more.
    pub(super) fn compose_withheld(&self) -> Reply {
        let what = if self.is_out_of_reach() {
            "I cannot reach what this server answers from just now, so I answer no questions here."
        } else {
            "I cannot reach what this server says about that just now."
        };
        let text = format!("{what} Please try again in a few minutes, or ask the people here.");
        Reply::plain(text, self.notice())
    }

    pub(super) fn compose_fallback(&self, nothing_said: bool) -> Reply {
        let titles: Vec<&str> = self
            .knowledge
            .packs()
            .iter()
            .map(|pack| pack.title.as_str())
            .filter(|title| !title.is_empty())
            .collect();
        let covered = if self.knowledge.is_empty() || titles.is_empty() {
            "No documents are loaded just now, so please ask a moderator.".to_owned()
        } else {
            format!(
                "I can answer general questions about: {}. Try other words, look through \
                 /topics, or ask the people here.",
                titles.join("; ")
            )
        };
        let opening = if nothing_said {
            "I see no question there that I could read."
        } else {
            "I do not have an answer to that."
        };
        Reply::plain(format!("{opening} {covered}"), self.notice())
    }

    fn choice(&self, place: usize) -> Choice {
        let entry = self.knowledge.entry_at(place);
        Choice { entry: entry.id.clone(), question: entry.question.clone() }
    }

    pub(super) fn notice(&self) -> Notice {
        self.knowledge.notice()
    }

    pub(super) fn lines(&self) -> Lines<'_> {
        Lines { helplines: &self.helplines, region: self.region }
    }
}
