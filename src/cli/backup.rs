//! `signpost backup`: everything that the bot remembers, in a file.

use std::path::PathBuf;

use clap::Args;

use super::{Ending, Global, report_diagnostics};
use crate::app;
use crate::diagnostic::has_errors;
use crate::store::Store;
use crate::store::backup::Summary;

/// Write everything that the bot remembers to a file, while it runs.
#[derive(Debug, Args)]
pub struct Backup {
    /// The file to write. An earlier backup is replaced once this one is whole.
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Backup {
    /// Writes the backup and reads it back.
    pub(super) fn run(&self, global: &Global) -> anyhow::Result<Ending> {
        let (config, diagnostics) = app::load_config(global.config.as_deref(), &global.knowledge)?;
        report_diagnostics(&diagnostics)?;
        if has_errors(&diagnostics) {
            return Ok(Ending::Usage);
        }
        let url = &config.database.url.value;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let summary = runtime.block_on(async {
            let store = Store::open_now(url.expose(), &url.to_string(), false).await?;
            let written = app::backup::write(&store, &self.file, app::now_milliseconds()).await;
            store.close().await;
            anyhow::Ok(written?)
        })?;
        anstream::eprintln!("wrote {} {}", self.file.display(), told(&summary));
        Ok(Ending::Fine)
    }
}

/// How much of what.
pub(super) fn told(summary: &Summary) -> String {
    let held: Vec<String> =
        summary.held().map(|(what, count)| format!("{what}: {count}")).collect();
    if held.is_empty() {
        "(nothing: the bot remembers nothing yet)".to_owned()
    } else {
        format!("({})", held.join(", "))
    }
}
