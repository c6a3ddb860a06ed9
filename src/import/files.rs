//! The files of a pack, written so that a moderator can go on with them.
//!
//! **Invariant:** what is written here reads back as what it was made of.

use super::toml_text::{comment, list, string};
use super::{Disclaimer, Draft, Span};
use crate::engine::knowledge::{Entry, EntryId, Notice, Pack, SourceId, SourceNote, Synonyms};

/// The file of an entry, with comments that say it is a draft and where it came from.
#[must_use]
pub fn entry_file(draft: &Draft) -> String {
    let entry = &draft.entry;
    let mut text = String::new();
    let from = spans(&draft.spans);
    text += &comment(&format!("Draft, imported from {from}. Nobody has reviewed it yet."));
    if entry.phrasings.is_empty() {
        text += &comment(
            "Put the answer in your own words and say whose claims they are. Add the ways in",
        );
        text += &comment("which people would ask. Then set reviewed_on and remove these lines.");
    }
    entry_with(entry, &text)
}

/// The file of an entry, without comments.
#[must_use]
pub fn entry_text(entry: &Entry) -> String {
    entry_with(entry, "")
}

/// A file of questions that are not answered, with new ones before its end. Where that would not read
/// as all of them, it is written anew, without its comments.
#[must_use]
pub(crate) fn with_questions(text: &str, new: &[String], all: &[String]) -> String {
    let lines: String = new.iter().map(|question| format!("  {},\n", string(question))).collect();
    if let Some((head, tail)) = text.rsplit_once(']') {
        let added = format!("{head}{lines}]{tail}");
        let reads = added.parse::<toml::Table>().ok().and_then(|table| {
            let read = table.get("questions")?.as_array()?.iter();
            Some(read.filter_map(toml::Value::as_str).eq(all.iter().map(String::as_str)))
        });
        if reads == Some(true) {
            return added;
        }
    }
    let lines: String = all.iter().map(|question| format!("  {},\n", string(question))).collect();
    format!("questions = [\n{lines}]\n")
}

fn entry_with(entry: &Entry, comments: &str) -> String {
    let mut text = format!("+++\n{comments}");
    text += &format!("id = {}\n", string(entry.id.as_str()));
    text += &format!("question = {}\n", string(&entry.question));
    text += &format!("phrasings = {}\n", list(entry.phrasings.iter().map(String::as_str)));
    text += &format!("topics = {}\n", list(entry.topics.iter().map(String::as_str)));
    text += &format!("sources = {}\n", list(entry.sources.iter().map(|SourceId(id)| id.as_str())));
    text += &format!("related = {}\n", list(entry.related.iter().map(EntryId::as_str)));
    if let Some(floor) = entry.floor {
        text += &format!("floor = {floor}\n");
    }
    if let Some(date) = entry.reviewed_on {
        text += &format!("reviewed_on = {date}\n");
    }
    if let Some(date) = entry.expires {
        text += &format!("expires = {date}\n");
    }
    text + "+++\n\n" + &entry.answer + "\n"
}

/// `faq.txt, lines 3 to 9 and 20`.
#[must_use]
pub(super) fn spans(spans: &[Span]) -> String {
    let Some(first) = spans.first() else { return "nowhere".to_owned() };
    let is_line = spans.len() == 1 && first.from == first.to;
    let lines: Vec<String> = spans
        .iter()
        .map(|span| match span.from == span.to {
            true => span.from.to_string(),
            false => format!("{} to {}", span.from, span.to),
        })
        .collect();
    let word = if is_line { "line" } else { "lines" };
    // The name alone: where a file lay on somebody's disk means nothing in a pack.
    let name = first.file.rsplit(['/', '\\']).next().unwrap_or(&first.file);
    format!("{name}, {word} {}", lines.join(" and "))
}

/// The `pack.toml` of a new pack.
pub(super) fn manifest(pack: &Pack, found: Option<&Disclaimer>, is_export: bool) -> String {
    let mut text = String::new();
    if !is_export {
        text += &comment(
            "A draft, made by `signpost import`. Review every line below the word REVIEW.",
        );
    }
    text += &format!("id = {}\n", string(&pack.id.0));
    text += &format!("title = {}\n", string(&pack.title));
    text += &format!("locale = {}\n\n", string(&pack.locale));
    if let Some(found) = found {
        let from = spans(std::slice::from_ref(&found.span));
        text += &comment(&format!("REVIEW: found in {from}. Put it in your own words."));
    } else if !is_export {
        text += &comment("REVIEW: no disclaimer was found. Say what the answers are not.");
    }
    text += &format!("disclaimer = {}\n", string(pack.notice.disclaimer()));
    if !is_export {
        text +=
            &comment("REVIEW: say whom to ask instead of a bot: which professional, and where.");
    }
    text += &format!("pointer = {}\n", string(pack.notice.pointer()));
    text + &sources(&pack.sources, is_export)
}

/// Sources as they are appended to a `pack.toml`.
pub(crate) fn sources(sources: &[SourceNote], is_export: bool) -> String {
    let mut text = String::new();
    for source in sources {
        text += "\n[[source]]\n";
        text += &format!("id = {}\n", string(&source.id.0));
        text += &format!("title = {}\n", string(&source.title));
        if !is_export {
            text += &comment("REVIEW: what kind of source it is, as readers should know it.");
        }
        text += &format!("label = {}\n", string(&source.label));
        if let Some(date) = source.updated {
            text += &format!("updated = {date}\n");
        }
        if let Some(url) = &source.url {
            text += &format!("url = {}\n", string(url));
        }
    }
    text
}

/// A `synonyms.toml`.
pub(super) fn synonyms(synonyms: &Synonyms) -> String {
    let mut text = "[synonyms]\n".to_owned();
    for (place, group) in synonyms.groups.iter().enumerate() {
        let Some((name, others)) = group.split_first() else { continue };
        // In the name of a group a hyphen reads as a space. A name with one in it cannot be the
        // key, so the group goes by a number that is no word.
        let (key, words) = match name.contains('-') || name.starts_with('_') {
            true => (format!("_{}", place + 1), group.as_slice()),
            false => (name.clone(), others),
        };
        text += &format!("{} = {}\n", string(&key), list(words.iter().map(String::as_str)));
    }
    text
}

/// An `out_of_scope.toml`.
pub(super) fn out_of_scope(questions: &[String]) -> String {
    format!("questions = {}\n", list(questions.iter().map(String::as_str)))
}

/// The notice of a new pack: its own words where they were found, the general ones elsewhere.
pub(super) fn notice(found: Option<&Disclaimer>) -> Notice {
    let general = Notice::general();
    found.and_then(|found| Notice::new(&found.text, general.pointer())).unwrap_or(general)
}
