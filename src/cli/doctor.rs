//! `signpost doctor`: what keeps the bot from working, and what to do.

use clap::Args;

use super::{Ending, Global, output, report_diagnostics};
use crate::app;
use crate::config::Origin;
use crate::diagnostic::has_errors;
use crate::discord::doctor::{self, Examination, Patient};
use crate::discord::health::Finding;
use crate::discord::rest::Rest;
use crate::store::Store;

/// Find what keeps the bot from working on Discord, and what to do.
#[derive(Debug, Args)]
pub struct Doctor {}

impl Doctor {
    /// Examines and prints.
    pub(super) fn run(&self, global: &Global) -> anyhow::Result<Ending> {
        let opened = app::open(global.config.as_deref(), &global.knowledge)?;
        report_diagnostics(&opened.diagnostics)?;
        let Some(engine) = &opened.engine else { return Ok(Ending::Usage) };
        let entries = engine.knowledge().entries().count();
        output::line!("ok    {entries} entries are loaded");
        let token = app::token()?;
        let settings = &opened.config.discord;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let url = &opened.config.database.url.value;
        let locales = engine.knowledge().locales();
        let examination = runtime.block_on(async {
            let rest = Rest::new(settings.api_base.value.as_str(), &token)?;
            let store = Store::look(url.expose(), &url.to_string()).await;
            let patient = Patient { config: &opened.config, locales: &locales, store };
            let examination = doctor::examine(&rest, &patient).await;
            if let Ok(store) = &patient.store {
                store.close().await;
            }
            anyhow::Ok(examination)
        })?;
        let mut examination = examination;
        if opened.config.moderation.sensitive_topics.origin == Origin::Default {
            let unmatched = opened.config.moderation.unmatched_topics(engine.knowledge());
            let notes =
                unmatched.into_iter().map(|it| Finding { problem: it.message, help: it.help });
            examination.notes.extend(notes);
        }
        print(&examination);
        let is_well = examination.is_well() && !has_errors(&opened.diagnostics);
        Ok(if is_well { Ending::Fine } else { Ending::Found })
    }
}

fn print(examination: &Examination) {
    for line in &examination.well {
        output::line!("ok    {line}");
    }
    print_findings("mend  ", &examination.findings);
    for (server, findings) in &examination.servers {
        if findings.is_empty() {
            output::line!("ok    {server}: I can answer everywhere");
        }
        print_findings(&format!("mend  {server}: "), findings);
    }
    print_findings("note  ", &examination.notes);
}

fn print_findings(before: &str, findings: &[Finding]) {
    for finding in findings {
        output::line!("{before}{}", finding.problem);
        output::line!("      help: {}", finding.help);
    }
}
