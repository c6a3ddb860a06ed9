//! What the bot would say: claims and amounts in questions, answers and notices.
//!
//! Phrasings are what people type and are never shown, so they may ask for what they like.
//! **Invariant:** whatever is shown is read here.

use super::{file_of, is_folder};
use crate::diagnostic::{Diagnostic, Severity, Source};
use crate::engine::knowledge::claims::{Claim, ClaimKind, find_claims, gives_amount};
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

/// The first amount of a short text that is shown as it stands, such as a title.
pub(in crate::engine::knowledge) fn amount_in(
    file: Source<'_>,
    line: usize,
    part: &str,
    text: &str,
) -> Option<Diagnostic> {
    let claims = find_claims(text);
    let amount = claims.iter().find(|claim| claim.kind == ClaimKind::Amount)?;
    Some(report(file, line, part, amount))
}

/// Every claim of a disclaimer and a pointer of which one gives an amount, so that neither is used; nothing
/// where none does. Each stands with its name and its line.
pub(in crate::engine::knowledge) fn claims_of_unusable(
    file: Source<'_>,
    parts: [(&str, usize, &str); 2],
) -> Vec<Diagnostic> {
    if !parts.iter().any(|(.., text)| gives_amount(text)) {
        return Vec::new();
    }
    let claims = |(part, line, text)| {
        find_claims(text).into_iter().map(move |claim| report(file, line, part, &claim))
    };
    parts.into_iter().flat_map(claims).collect()
}

/// The disclaimer and the pointer of a pack, where they are used.
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
