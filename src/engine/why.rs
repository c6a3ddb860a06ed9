//! Why a message came to what it came to, in words, a line each.
//!
//! **Invariant:** the terminal and Discord say the same. The lines hold the words of the message.

use super::Response;
use super::matching::How;

/// The lines.
#[must_use]
pub fn lines(response: &Response) -> Vec<String> {
    let mut lines = vec![format!("read as: {}", response.query.canonical())];
    for concern in &response.triage.concerns {
        lines.push(format!(
            "triage: {} by the rule \"{}\", from: {}",
            concern.category,
            concern.rule,
            concern.evidence.join(" … ")
        ));
    }
    if response.triage.past_crisis {
        lines.push("triage: speaks of a crisis that is over".to_owned());
    }
    if let Some(question) = &response.out_of_scope {
        lines.push(format!("nearest is a question known to be out of scope: \"{question}\""));
    }
    if let Some(explanation) = &response.explanation {
        let best = response.candidates.first().map_or("nothing", |(id, _)| id.as_str());
        lines.push(format!(
            "best: {best}, confidence {}, by its {} \"{}\"",
            response.confidence,
            if explanation.is_name { "name" } else { "phrasing" },
            explanation.phrasing
        ));
        let words: Vec<String> = explanation
            .aligned
            .iter()
            .map(|word| match word.how {
                How::Exact => word.asked.clone(),
                How::Form => format!("{} = {} (form)", word.asked, word.phrasing),
                How::Synonym => format!("{} = {} (synonym)", word.asked, word.phrasing),
                How::Alike => format!("{} = {} (alike)", word.asked, word.phrasing),
                How::Corrected => format!("{} = {} (typing error)", word.asked, word.phrasing),
            })
            .collect();
        lines.push(format!("words that met: {}", or_none(&words)));
        lines.push(format!("words that did not: {}", or_none(&explanation.missing)));
        let parts: Vec<String> = explanation
            .parts
            .iter()
            .map(|(part, value)| format!("{} {value:.3}", part.name()))
            .collect();
        lines.push(format!("score: {} = {:.3}", parts.join(" + "), explanation.score));
        if explanation.of_message < 0.9995 {
            lines.push(format!(
                "of the message: times {:.3}, for what else it speaks of",
                explanation.of_message
            ));
        }
        lines.push(format!("coverage: {:.0}% of what was said", explanation.coverage * 100.0));
        match &response.runner_up {
            Some((id, behind)) => lines.push(format!("second: {id}, behind by {behind}")),
            None => lines.push("second: nothing".to_owned()),
        }
    }
    lines
}

fn or_none(words: &[String]) -> String {
    if words.is_empty() { "none".to_owned() } else { words.join(", ") }
}
