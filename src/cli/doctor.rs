//! `signpost doctor`: what keeps the bot from working, and what to do.

use clap::Args;

use super::{Ending, Global, output, report_diagnostics};
use crate::app::{self, MissingToken};
use crate::config::{Config, Origin};
use crate::diagnostic::has_errors;
use crate::discord::doctor::{self, Examination, Patient};
use crate::discord::health::Finding;
use crate::discord::rest::Rest;
use crate::store::{Store, StoreError};

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
        let token = match app::token() {
            Ok(token) => token,
            Err(missing) => return without_token(&opened.config, &missing),
        };
        let settings = &opened.config.discord;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let url = &opened.config.database.url.value;
        let locales = engine.knowledge().locales();
        let mut examination = runtime.block_on(async {
            let rest = Rest::new(settings.api_base.value.as_str(), &token)?;
            let store = Store::look(url.expose(), &url.to_string()).await;
            let patient = Patient { config: &opened.config, locales: &locales, store };
            let examination = doctor::examine(&rest, &patient).await;
            if let Ok(store) = &patient.store {
                store.close().await;
            }
            anyhow::Ok(examination)
        })?;
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

/// Goes on with what needs no Discord.
fn without_token(config: &Config, missing: &MissingToken) -> anyhow::Result<Ending> {
    let url = &config.database.url.value;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let seen = runtime.block_on(async {
        let store = Store::look(url.expose(), &url.to_string()).await?;
        store.close().await;
        Ok::<_, StoreError>(())
    });
    match seen {
        Ok(()) => output::line!("ok    the database at {url} can be read"),
        Err(StoreError::Missing { .. }) => {
            output::line!("note  there is no database at {url} yet");
            output::line!("      help: the bot makes it when it starts");
        }
        Err(error) => output::line!("mend  {error}"),
    }
    let missing = missing.to_string();
    let (problem, help) = missing.split_once("; ").unwrap_or((&missing, ""));
    output::line!("mend  {problem}");
    output::line!("      help: {help}");
    output::line!("note  without it, nothing that Discord knows was looked at");
    Ok(Ending::Found)
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
