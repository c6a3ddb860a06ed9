//! Questions and answers that a page states for search engines: FAQ schema as JSON-LD or as
//! microdata.
//!
//! **Invariant:** a pair has a question and an answer, both as Markdown.

use scraper::ElementRef;
use serde_json::Value;

use super::elements::text_of;
use super::walk::Walker;
use super::{Fault, joined, line_of, markdown_of, select};
use crate::import::block::Pair;

/// Every pair that the page states.
pub(super) fn pairs(root: ElementRef<'_>, faults: &mut Vec<Fault>) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for script in select(root, "script[type='application/ld+json']") {
        json_ld(script, &mut pairs, faults);
    }
    for question in select(root, "[itemtype*='schema.org/Question']") {
        pairs.extend(microdata(question));
    }
    pairs
}

fn json_ld(script: ElementRef<'_>, pairs: &mut Vec<Pair>, faults: &mut Vec<Fault>) {
    let text: String = script.text().collect();
    let line = line_of(script).unwrap_or(1);
    // Some sites wrap it in a comment or a section of character data, which JSON does not know.
    let json = text
        .trim()
        .trim_start_matches("<!--")
        .trim_start_matches("//<![CDATA[")
        .trim_end_matches("-->")
        .trim_end_matches("//]]>")
        .trim();
    let value = match serde_json::from_str::<Value>(json) {
        Ok(value) => value,
        Err(error) => {
            if json.contains("Question") {
                let before = text.find(json).map_or("", |start| &text[..start]);
                let line = line + before.matches('\n').count() + error.line().saturating_sub(1);
                let message = format!("FAQ schema that is not valid JSON: {error}");
                faults.push(Fault { line, message });
            }
            return;
        }
    };
    let mut questions = Vec::new();
    collect(&value, &mut questions);
    for (question, answer) in questions {
        // Where the text of the question stands in the script, as far as it stands there plainly.
        let place = text.find(question).map(|place| text[..place].matches('\n').count());
        let lines = match place {
            Some(place) => (line + place, line + place),
            None => (line, line + text.matches('\n').count()),
        };
        let (question, answer) = (markdown_of(question), markdown_of(answer));
        if !question.is_empty() && !answer.is_empty() {
            pairs.push(Pair { question, answer, topic: None, lines: vec![lines] });
        }
    }
}

/// Questions below a value, wherever they are. JSON is only nested as deep as its parser allows.
fn collect<'a>(value: &'a Value, found: &mut Vec<(&'a str, &'a str)>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, found)),
        Value::Object(object) => {
            let is_question = match object.get("@type") {
                Some(Value::String(kind)) => kind.ends_with("Question"),
                Some(Value::Array(kinds)) => kinds.iter().any(|kind| kind == "Question"),
                _ => false,
            };
            if !is_question {
                return object.values().for_each(|value| collect(value, found));
            }
            let text = |key: &str| object.get(key).and_then(Value::as_str);
            let question = text("name").or_else(|| text("text"));
            let answer = ["acceptedAnswer", "suggestedAnswer"]
                .iter()
                .find_map(|key| answer_text(object.get(*key)?));
            found.extend(question.zip(answer));
        }
        _ => {}
    }
}

fn answer_text(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) => Some(text),
        Value::Array(values) => values.iter().find_map(answer_text),
        Value::Object(object) => object.get("text").and_then(Value::as_str),
        _ => None,
    }
}

fn microdata(element: ElementRef<'_>) -> Option<Pair> {
    let name = *select(element, "[itemprop=name]").first()?;
    let answer =
        *select(element, "[itemprop=acceptedAnswer], [itemprop=suggestedAnswer]").first()?;
    let text = select(answer, "[itemprop=text]").first().copied().unwrap_or(answer);
    let from = line_of(name)?;
    let mut walker = Walker::new(line_of(text).unwrap_or(from), None);
    walker.children(text);
    let blocks = walker.finish();
    let to = blocks.last().map_or(from, |last| last.to);
    let question = name.attr("content").map_or_else(|| text_of(name), str::to_owned);
    let answer = match text.attr("content") {
        Some(content) => content.trim().to_owned(),
        None => joined(&blocks),
    };
    let complete = !question.is_empty() && !answer.is_empty();
    complete.then(|| Pair { question, answer, topic: None, lines: vec![(from.min(to), to)] })
}
