//! Lengths that Discord allows.
//!
//! The numbers are those of Discord's public documentation: "Message Resource", its sections
//! "Create Message" and "Embed Limits".
//! **Invariant:** lengths are counted in UTF-16 units, which are never fewer than the characters
//! that Discord counts, so that what passes here is accepted there.

use super::{file_of, is_folder};
use crate::diagnostic::Diagnostic;
use crate::engine::knowledge::{Entry, EntryId, Pack};

/// Longest plain message.
pub const MESSAGE: usize = 2000;
/// Longest title of an embed: the question.
pub const EMBED_TITLE: usize = 256;
/// Longest description of an embed: the answer.
pub const EMBED_DESCRIPTION: usize = 4096;
/// Longest embed in all, with everything that is shown in it.
pub const EMBED_TOTAL: usize = 6000;

/// What stands between the five parts of a plain reply, and the marks of the question's title.
const BETWEEN: usize = "\n\n".len() * 4 + "****".len();

pub(super) fn lint(pack: &Pack, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let file = file_of(entry);
    let (question, answer) = (length(&entry.question), length(&entry.answer));
    if question > EMBED_TITLE {
        diagnostics.push(file.error(
            "long-question",
            entry.lines.question,
            format!("the question is {question} characters long; a title holds {EMBED_TITLE}"),
            "shorten it; what else belongs to it fits the answer",
        ));
    }
    let sources = pack.sources.iter().filter(|source| entry.sources.contains(&source.id));
    let sources: usize = sources.map(|source| length(&source.to_string()) + "\n".len()).sum();
    let notice = length(pack.notice.disclaimer()) + length(pack.notice.pointer());
    let whole = question + answer + sources + notice + BETWEEN;
    let line = entry.lines.answer;
    if answer > EMBED_DESCRIPTION {
        diagnostics.push(file.error(
            "long-answer",
            line,
            format!("the answer is {answer} characters long; a reply holds {EMBED_DESCRIPTION}"),
            "shorten it, or split it into two entries that name each other as related",
        ));
    } else if whole > EMBED_TOTAL {
        diagnostics.push(file.error(
            "long-answer",
            line,
            format!("with its notice and sources the reply is {whole} characters long; Discord takes {EMBED_TOTAL}"),
            "shorten the answer, or the disclaimer and pointer of the pack",
        ));
    } else if whole > MESSAGE {
        diagnostics.push(file.warning(
            "long-plain-reply",
            line,
            format!(
                "as plain text the reply is {whole} characters long; a message holds {MESSAGE}"
            ),
            "shorten the answer, or it is cut where embeds are off",
        ));
    }
    // The id of an entry file was checked when it was read.
    if !is_folder(pack) && length(entry.id.as_str()) > EntryId::MAX_LENGTH {
        diagnostics.push(file.warning(
            "long-id",
            entry.lines.id,
            format!("the id is {} characters long", length(entry.id.as_str())),
            format!(
                "shorten it to {}, so that a button of Discord can carry it",
                EntryId::MAX_LENGTH
            ),
        ));
    }
}

fn length(text: &str) -> usize {
    text.encode_utf16().count()
}
