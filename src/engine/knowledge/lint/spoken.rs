//! What the bot would say: claims and amounts in questions, answers and notices.
//!
//! Phrasings are what people type and are never shown, so they may ask for what they like.
//! **Invariant:** whatever is shown is read here.

use super::{file_of, is_folder};
use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::engine::knowledge::claims::{Claim, find_claims};
use crate::engine::knowledge::{Entry, Pack};

pub(super) fn lint(pack: &Pack, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let file = file_of(entry);
    for claim in find_claims(&entry.question) {
        diagnostics.push(report(file, entry.lines.question, "the question", &claim));
    }
    for claim in find_claims(&entry.answer) {
        // An answer in JSON stands on one line, whatever line breaks it holds.
        let below = if is_folder(pack) { claim.line - 1 } else { 0 };
        diagnostics.push(report(file, entry.lines.answer + below, "the answer", &claim));
    }
}

/// The disclaimer and the pointer of a pack.
pub(super) fn lint_notice(pack: &Pack, diagnostics: &mut Vec<Diagnostic>) {
    let Some(manifest) = &pack.manifest else {
        return;
    };
    let file = Source::new(&manifest.path, "");
    for claim in find_claims(pack.notice.disclaimer()) {
        diagnostics.push(report(file, manifest.disclaimer, "the disclaimer", &claim));
    }
    for claim in find_claims(pack.notice.pointer()) {
        diagnostics.push(report(file, manifest.pointer, "the pointer", &claim));
    }
}

fn report(file: Source<'_>, line: usize, part: &str, claim: &Claim) -> Diagnostic {
    let message = format!("{part} {}: \"{}\"", claim.kind.does(), claim.excerpt);
    match claim.severity {
        Severity::Error => file.error(claim.kind.code(), line, message, claim.help),
        Severity::Warning => file.warning(claim.kind.code(), line, message, claim.help),
    }
}
