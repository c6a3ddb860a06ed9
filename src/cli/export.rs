//! `signpost export`: the knowledge base as one file that `import` reads back, or a server's changes as
//! files for a pull request.

use std::path::{Path, PathBuf};

use clap::Args;

use super::{Ending, Global, output, report_diagnostics};
use crate::app;
use crate::config::Config;
use crate::diagnostic::has_errors;
use crate::discord::library::layer;
use crate::engine::knowledge::{KnowledgeBase, Layer};
use crate::export::patch::{self, patch};
use crate::export::{Format, export};
use crate::store::Store;

/// Write a whole knowledge base as JSON Lines or as a table.
///
/// What is written holds the packs with their notices, sources, synonyms and out-of-scope
/// questions, and every entry. `signpost import` makes packs of it again, and a JSON Lines file can
/// be given to --knowledge as it is.
///
/// With --guild, what that server changed is laid over the packs and written as files of the packs
/// instead, into the folder named by --out: with the folder that holds the packs, in their place.
#[derive(Debug, Args)]
pub struct Export {
    /// The form; told by the name of --out where it is not given, else JSON Lines.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// The server whose changes are written, by its id in Discord.
    #[arg(long, value_name = "ID", requires = "out", conflicts_with = "format")]
    guild: Option<std::num::NonZeroU64>,
    /// The file to write; standard output where it is not given. With --guild, the folder.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Export {
    /// Writes the knowledge base.
    pub(super) fn run(&self, global: &Global) -> anyhow::Result<Ending> {
        let (config, diagnostics) = app::load_config(global.config.as_deref(), &global.knowledge)?;
        report_diagnostics(&diagnostics)?;
        if has_errors(&diagnostics) {
            return Ok(Ending::Usage);
        }
        let format = self.format()?;
        let (knowledge, diagnostics) = app::load_knowledge(&config.knowledge.paths.value)?;
        report_diagnostics(&diagnostics)?;
        if let (Some(guild), Some(out)) = (self.guild, &self.out) {
            return of_server(&config, &knowledge, guild.get(), out);
        }
        let text = export(&knowledge, format);
        match &self.out {
            Some(path) => {
                app::write_file(path, &text)?;
                let count = knowledge.len();
                let entries = if count == 1 { "entry" } else { "entries" };
                anstream::eprintln!("wrote {count} {entries} to {}", path.display());
            }
            None => output::write(&text),
        }
        // What could not be read is not in the export: nobody should take it for a whole one.
        Ok(if has_errors(&diagnostics) { Ending::Found } else { Ending::Fine })
    }

    fn format(&self) -> anyhow::Result<Format> {
        if let Some(format) = self.format {
            return Ok(format);
        }
        // --out is a folder then.
        if self.guild.is_some() {
            return Ok(Format::Jsonl);
        }
        let extension = self.out.as_deref().and_then(|path| path.extension());
        match extension.map(|it| it.to_string_lossy().to_ascii_lowercase()).as_deref() {
            Some("csv") => Ok(Format::Csv),
            Some("tsv" | "tab") => Ok(Format::Tsv),
            Some("jsonl" | "ndjson") | None => Ok(Format::Jsonl),
            Some(other) => anyhow::bail!(
                "cannot write .{other} files: name a file that ends in .jsonl, .csv or .tsv, or say with \
                 --format what it is to hold"
            ),
        }
    }
}

/// Writes what a server changed as files of the packs.
fn of_server(
    config: &Config,
    knowledge: &KnowledgeBase,
    guild: u64,
    out: &Path,
) -> anyhow::Result<Ending> {
    if out.exists() && !out.is_dir() {
        anyhow::bail!("cannot write into {}: it is a file; name a folder", out.display());
    }
    let url = &config.database.url.value;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let changes = runtime.block_on(async {
        let store = Store::open_now(url.expose(), &url.to_string(), false).await?;
        let changes = store.overlay(guild).await;
        store.close().await;
        anyhow::Ok(changes?)
    })?;
    if changes.is_empty() {
        anstream::eprintln!(
            "nothing that the server {guild} changed is in the database at {url}; check the id"
        );
        return Ok(Ending::Found);
    }
    let layers: Vec<Layer> = changes.iter().filter_map(layer).collect();
    let mut patch: patch::Patch = patch(knowledge, &layers);
    let manifest = patch.manifest().map(|found| (found.name(), PathBuf::from(found.path)));
    if let Some((name, path)) = manifest {
        let text = app::read_text(&path)?;
        patch.add_source(name, &text);
    }
    if let Some(path) = patch.out_of_scope().map(PathBuf::from) {
        let is_new = path.as_os_str().is_empty();
        let text = if is_new { String::new() } else { app::read_text(&path)? };
        patch.add_out_of_scope(&text);
    }
    if !patch.files.is_empty() {
        let files = patch.files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        app::write_files(out, files)?;
    }
    for (name, _) in &patch.files {
        output::line!("{}", out.join(name).display());
    }
    for name in &patch.unused {
        anstream::eprintln!("not used in that server, to be deleted if nowhere else: {name}");
    }
    for left_out in &patch.left_out {
        anstream::eprintln!("left out: {left_out}");
    }
    let count = patch.files.len();
    let files = if count == 1 { "file" } else { "files" };
    anstream::eprintln!("wrote {count} {files}; read them through, then run signpost check");
    Ok(if patch.left_out.is_empty() { Ending::Fine } else { Ending::Found })
}
