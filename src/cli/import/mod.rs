//! `signpost import`: drafts of entries out of documents.
//!
//! **Invariant:** nothing is written unless everything can be, and nothing is overwritten unasked.

mod json;
mod show;

use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::Args;

use super::{Ending, Global};
use crate::app;
use crate::diagnostic::{Diagnostic, Source, has_errors};
use crate::engine::knowledge::claims::{Claim, find_claims};
use crate::import::{self, Format, Options, Plan, Target};

/// Make draft entries out of documents, or read an export back.
///
/// Takes plain text, Markdown, HTML, JSON Lines, CSV and TSV. Finds the questions and answers of a
/// document, takes its sections where it has none, finds its disclaimer, and leaves out menus,
/// notices and captions. Every draft says where it came from and which of its claims need care.
#[derive(Debug, Args)]
pub struct Import {
    /// The documents; `-` reads standard input.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The pack to write drafts into; made where it is missing.
    #[arg(long, value_name = "PACK")]
    into: PathBuf,
    /// What the documents are, where their names do not tell.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Take the sections of a document that has an FAQ too.
    #[arg(long)]
    sections: bool,
    /// The pack to take from an export of several, by its id.
    #[arg(long, value_name = "ID")]
    pack: Option<String>,
    /// What kind of source the documents are, as it stands under answers.
    #[arg(long, value_name = "TEXT", default_value = "imported document")]
    label: String,
    /// Overwrite entries that are in the way.
    #[arg(long)]
    force: bool,
    /// Show what would be written, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print one JSON object instead of text.
    #[arg(long)]
    json: bool,
}

/// A claim in a draft, and where it stands in the file that is written.
struct Finding {
    claim: Claim,
    line: usize,
}

/// All there is to say about one run.
struct Report<'a> {
    into: &'a Path,
    dry_run: bool,
    imports: &'a [import::Import],
    plan: &'a Plan,
    /// For each draft, in the order of the plan.
    findings: &'a [Vec<Finding>],
    diagnostics: &'a [Diagnostic],
    /// The files that were written, or would be.
    written: Vec<String>,
    /// Whether the settings name the pack, so that it is answered from.
    is_named: bool,
}

impl Import {
    /// Reads the documents, plans the files, writes them and says what was done.
    pub(super) fn run(&self, global: &Global) -> anyhow::Result<Ending> {
        if self.into.exists() && !self.into.is_dir() {
            bail!("cannot import into {}: it is a file; name a folder", self.into.display());
        }
        if self.label.trim().is_empty() {
            bail!("--label is empty; say what kind of source the documents are");
        }
        let mut diagnostics = Vec::new();
        let mut imports = Vec::new();
        for path in &self.files {
            let shown = if path == Path::new("-") {
                "standard input".to_owned()
            } else {
                path.display().to_string()
            };
            if let Some(help) = other_format(path) {
                bail!("cannot import {shown}: {help}");
            }
            let text = app::read_text(path)?;
            let options = Options {
                format: self.format,
                sections: self.sections,
                pack: self.pack.as_deref(),
            };
            let (found, said) = import::import(Source::new(&shown, &text), options);
            imports.push(found);
            diagnostics.extend(said);
        }
        let (files, unreadable) = if self.into.is_dir() {
            app::read_pack_files(&self.into)?
        } else {
            (Vec::new(), Vec::new())
        };
        if let Some(first) = unreadable.first() {
            let Diagnostic { path, line, message, help, .. } = first;
            bail!("cannot import into {}: {path}:{line}: {message}; {help}", self.into.display());
        }
        let folder = folder_name(&self.into);
        let target =
            Target { folder: &folder, files: &files, label: self.label.trim(), force: self.force };
        let drafts = imports.iter().map(|import| import.drafts.len()).sum::<usize>();
        let nothing = drafts == 0 && imports.iter().all(|import| import.pack.is_none());
        let (plan, said) =
            if nothing { Default::default() } else { import::plan(&imports, target) };
        let refused = has_errors(&said) || !plan.in_the_way.is_empty();
        diagnostics.extend(said);

        let findings = findings(&imports, &plan);
        let mut report = Report {
            into: &self.into,
            dry_run: self.dry_run,
            imports: &imports,
            plan: &plan,
            findings: &findings,
            diagnostics: &diagnostics,
            written: Vec::new(),
            is_named: true,
        };
        if !refused {
            let texts = plan.files.iter().map(|file| (file.name.as_str(), file.text.as_str()));
            if !self.dry_run && !plan.files.is_empty() {
                app::write_files(&self.into, texts)?;
            }
            report.written = plan.files.iter().map(|file| file.name.clone()).collect();
            report.is_named = is_named(&self.into, global)?;
        }
        if self.json {
            json::print(&report)?;
        } else {
            show::print(&report);
        }
        Ok(match (refused, has_errors(&diagnostics)) {
            (true, _) => Ending::Usage,
            (false, true) => Ending::Found,
            (false, false) => Ending::Fine,
        })
    }
}

/// Whether a pack lies in one of those that are answered from. Settings that cannot be read are for
/// other commands to report.
fn is_named(pack: &Path, global: &Global) -> anyhow::Result<bool> {
    let Ok((config, _)) = app::load_config(global.config.as_deref(), &global.knowledge) else {
        return Ok(true);
    };
    let whole = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path));
    let pack = whole(pack)?;
    let mut named = config.knowledge.paths.value.iter().filter_map(|path| whole(path).ok());
    Ok(named.any(|path| pack.starts_with(path)))
}

/// Runs the claims lint over every draft.
fn findings(imports: &[import::Import], plan: &Plan) -> Vec<Vec<Finding>> {
    let drafts = imports.iter().flat_map(|import| &import.drafts);
    drafts
        .zip(&plan.entries)
        .map(|(draft, planned)| {
            let question = find_claims(&draft.entry.question)
                .into_iter()
                .map(|claim| Finding { claim, line: planned.question_line });
            let answer = find_claims(&draft.entry.answer).into_iter().map(|claim| {
                let line = planned.answer_line + claim.line.saturating_sub(1);
                Finding { claim, line }
            });
            question.chain(answer).collect()
        })
        .collect()
}

/// The folder's name for people. `.` has none of its own.
fn folder_name(path: &Path) -> String {
    let shown = path.display().to_string();
    if path.file_name().is_some() {
        return shown;
    }
    path.canonicalize().map_or(shown, |path| path.display().to_string())
}

/// What to do about a file that is no text, by its name.
fn other_format(path: &Path) -> Option<&'static str> {
    let extension = path.extension()?.to_string_lossy().to_ascii_lowercase();
    match extension.as_str() {
        "pdf" => Some("it is a PDF; copy its text into a .txt file"),
        "doc" | "docx" | "odt" | "rtf" => {
            Some("it is a word processor's document; save it as HTML or as plain text")
        }
        "xls" | "xlsx" | "ods" => Some("it is a spreadsheet; save it as CSV with UTF-8"),
        "zip" | "gz" | "7z" => Some("it is an archive; unpack it and name the files in it"),
        "png" | "jpg" | "jpeg" | "gif" | "webp" => Some("it is an image"),
        _ => None,
    }
}
