//! `signpost run`: the bot on Discord.

use clap::Args;
use tokio_util::sync::CancellationToken;

use super::logging::{self, LogFormat};
use super::{Ending, Global, report_diagnostics};
use crate::app;
use crate::diagnostic::{Diagnostic, Severity};
use crate::discord::service::{self, World};
use crate::engine::triage;

/// Run the bot on Discord, until Ctrl-C.
#[derive(Debug, Args)]
pub struct Run {
    /// How lines of the log look.
    #[arg(long, value_enum, default_value_t)]
    log_format: LogFormat,
}

impl Run {
    /// Runs until it is stopped.
    pub(super) fn run(&self, global: &Global) -> anyhow::Result<Ending> {
        let token = app::token()?;
        let filter = app::log_filter();
        logging::start(self.log_format, filter.as_deref(), Some(&token))?;
        // Before the index and not beside it: what another thread allocates stays apart, and an idle bot
        // would hold a megabyte more.
        triage::prepare_rules();
        let opened = app::open(global.config.as_deref(), &global.knowledge)?;
        report_diagnostics(&opened.diagnostics)?;
        let (Some(engine), config) = (opened.engine, opened.config) else {
            return Ok(Ending::Usage);
        };
        let entries = engine.knowledge().entries().count();
        tracing::info!(entries, region = engine.region().name(), "the knowledge is loaded");
        let unread = unread(&opened.diagnostics);
        let files = app::watch::watch(config.knowledge.paths.value.clone(), opened.read_as);
        let clock = app::now_milliseconds;
        let (labelled, found) = app::questions::load_labelled(&config.knowledge)?;
        report_diagnostics(&found)?;
        let files = Some(files);
        let world = World { config, engine, files, labelled, token, unread, clock };
        // What the bot does is wait: this thread for the connection, one for what comes of it.
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        runtime.block_on(async {
            let stop = CancellationToken::new();
            let stopper = stop.clone();
            tokio::spawn(async move {
                wait_for_end().await;
                tracing::info!("stopping: finishing what is under way");
                stopper.cancel();
            });
            service::run(world, stop).await
        })?;
        tracing::info!("stopped");
        Ok(Ending::Fine)
    }
}

/// What could not be read, a line each, without the folders of the machine.
fn unread(diagnostics: &[Diagnostic]) -> Vec<String> {
    let errors = diagnostics.iter().filter(|it| it.severity == Severity::Error);
    errors
        .map(|it| {
            let name = it.path.rsplit(['/', '\\']).next().unwrap_or_default();
            format!("{name}, line {}: {}", it.line, it.message)
        })
        .collect()
}

/// Waits for Ctrl-C, or for what a service manager sends.
async fn wait_for_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    if tokio::signal::ctrl_c().await.is_err() {
        // Without a way to be told, the bot runs until it is killed.
        std::future::pending::<()>().await;
    }
}
