//! What an import did, as one JSON object.

use serde_json::{Value, json};

use super::Report;
use crate::cli::output;

/// Prints the object.
pub(super) fn print(report: &Report<'_>) -> anyhow::Result<()> {
    output::write(&format!("{}\n", serde_json::to_string_pretty(&value(report))?));
    Ok(())
}

fn value(report: &Report<'_>) -> Value {
    let drafts = report.imports.iter().flat_map(|import| &import.drafts);
    let drafts: Vec<Value> = drafts
        .zip(&report.plan.entries)
        .zip(report.findings)
        .map(|((draft, planned), findings)| {
            let claims: Vec<Value> = findings
                .iter()
                .map(|finding| {
                    json!({
                        "kind": super::show::kind(&finding.claim),
                        "line": finding.line,
                        "excerpt": finding.claim.excerpt,
                        "help": finding.claim.help,
                    })
                })
                .collect();
            json!({
                "id": planned.id,
                "file": planned.name,
                "question": draft.entry.question,
                "phrasings": draft.entry.phrasings,
                "answer": draft.entry.answer,
                "topics": draft.entry.topics,
                "span": draft.spans.first(),
                "spans": draft.spans,
                "claims": claims,
            })
        })
        .collect();
    let documents: Vec<Value> = report
        .imports
        .iter()
        .map(|import| {
            json!({
                "file": import.file,
                "title": import.title,
                "updated": import.updated.map(|date| date.to_string()),
                "url": import.url,
                "disclaimer": import.disclaimer,
                "dropped": import.dropped,
            })
        })
        .collect();
    json!({
        "into": report.into.display().to_string(),
        "dry_run": report.dry_run,
        "drafts": drafts,
        "documents": documents,
        "written": report.written,
        "in_the_way": report.plan.in_the_way,
        "diagnostics": report.diagnostics,
    })
}
