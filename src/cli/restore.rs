//! `signpost restore`: what a backup holds, in the database.

use std::path::PathBuf;

use clap::Args;

use super::backup::told;
use super::{Ending, Global, report_diagnostics};
use crate::app;
use crate::diagnostic::has_errors;
use crate::store::Store;

/// Put what a backup holds into the database.
#[derive(Debug, Args)]
pub struct Restore {
    /// A file that `signpost backup` wrote, from either kind of database.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Replace all that the database holds.
    #[arg(long)]
    force: bool,
}

impl Restore {
    /// Checks the file, restores it and reads it back.
    pub(super) fn run(&self, global: &Global) -> anyhow::Result<Ending> {
        let (config, diagnostics) = app::load_config(global.config.as_deref(), &global.knowledge)?;
        report_diagnostics(&diagnostics)?;
        if has_errors(&diagnostics) {
            return Ok(Ending::Usage);
        }
        let checked = match app::backup::check(&self.file)? {
            Ok(checked) => checked,
            Err(found) => {
                report_diagnostics(&found)?;
                return Ok(Ending::Found);
            }
        };
        let url = &config.database.url.value;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let summary = runtime.block_on(async {
            let store = Store::open_now(url.expose(), &url.to_string(), true).await?;
            let restored = app::backup::restore(&store, &self.file, &checked, self.force).await;
            store.close().await;
            anyhow::Ok(restored?)
        })?;
        let earlier = if summary.is_earlier() {
            "; an earlier version of the program wrote it, so it was brought up to date"
        } else {
            ""
        };
        anstream::eprintln!("restored into {url} {}{earlier}", told(&summary));
        Ok(Ending::Fine)
    }
}
