//! A pack: a folder of entries with the notice, the sources and the vocabulary they share.
//!
//! **Invariant:** a pack has a [`Notice`], which cannot be empty, so no reply goes without one.

use std::fmt;
use std::sync::Arc;

use toml::value::Date;

use super::claims::gives_amount;
use super::entry::{Entry, EntryId, invalid_id, read_entry};
use super::lint::{amount_in, claims_of_unusable};
use super::synonyms::Synonyms;
use crate::diagnostic::{Diagnostic, Source, has_errors};
use crate::toml_reader::{self, Located, Table};

/// The id of a pack: lower-case letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct PackId(pub String);

/// The id of a source inside its pack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct SourceId(pub String);

impl fmt::Display for SourceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What goes with every reply: the disclaimer and the pointer to professional advice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    disclaimer: String,
    pointer: String,
}

impl Notice {
    /// A notice of two texts, neither of which may be blank or give an amount: it stands under every
    /// reply.
    #[must_use]
    pub fn new(disclaimer: &str, pointer: &str) -> Option<Self> {
        let (disclaimer, pointer) = (disclaimer.trim(), pointer.trim());
        if [disclaimer, pointer].iter().any(|text| text.is_empty() || gives_amount(text)) {
            return None;
        }
        Some(Notice { disclaimer: disclaimer.to_owned(), pointer: pointer.to_owned() })
    }

    /// A notice that is part of the program.
    pub(in crate::engine) fn fixed(disclaimer: &'static str, pointer: &'static str) -> Self {
        Notice { disclaimer: disclaimer.to_owned(), pointer: pointer.to_owned() }
    }

    /// For a knowledge base that brings no notice of its own.
    #[must_use]
    pub fn general() -> Self {
        Notice {
            disclaimer: "This is general information from the documents of this server. \
                         It is not professional advice."
                .to_owned(),
            pointer: "For your own situation, please ask a qualified professional.".to_owned(),
        }
    }

    /// What the answer is not: advice, a diagnosis, an approval.
    #[must_use]
    pub fn disclaimer(&self) -> &str {
        &self.disclaimer
    }

    /// Whom to ask instead of a bot.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }
}

/// Where knowledge comes from, as shown under an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceNote {
    /// Its id inside the pack.
    pub id: SourceId,
    /// The title of the document.
    pub title: String,
    /// What kind of source it is, such as "vendor's blog".
    pub label: String,
    /// When the document was last changed, where that is known.
    pub updated: Option<Date>,
    /// Where it can be read, where that is known.
    pub url: Option<String>,
}

impl Pack {
    /// Entries whose files have errors, as far as they could be read.
    #[must_use]
    pub fn left_out(&self) -> &[Entry] {
        self.manifest.as_ref().map_or(&[], |manifest| &manifest.left_out)
    }
}

impl SourceNote {
    /// The amount that it would show under an answer. Such a source is not used.
    pub(super) fn amount_in(&self, file: Source<'_>, line: usize) -> Option<Diagnostic> {
        amount_in(file, line, "the source", &format!("{} ({})", self.title, self.label))
    }
}

impl fmt::Display for SourceNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}", self.title, self.label)?;
        if let Some(date) = self.updated {
            write!(f, ", updated {date}")?;
        }
        f.write_str(")")
    }
}

/// The files that describe a pack as a whole, and where in them their parts stand, for
/// diagnostics.
#[derive(Clone, Debug, Default)]
pub struct Manifest {
    /// The path of `pack.toml`.
    pub path: String,
    /// The line of the id.
    pub id: usize,
    /// The line of the locale.
    pub locale: usize,
    /// The line of the disclaimer.
    pub disclaimer: usize,
    /// The line of the pointer.
    pub pointer: usize,
    /// The path of `out_of_scope.toml`.
    pub out_of_scope_path: String,
    /// The line of each question out of scope.
    pub out_of_scope: Vec<usize>,
    /// Entries whose files have errors, as far as they could be read. They answer nothing; the
    /// rest of what is wrong with them is reported along with it.
    pub left_out: Vec<Entry>,
}

/// A pack, parsed.
#[derive(Clone, Debug)]
pub struct Pack {
    /// Its id.
    pub id: PackId,
    /// What it is about, for people.
    pub title: String,
    /// The language of its phrasings, such as `en`.
    pub locale: String,
    /// Disclaimer and pointer of every reply from this pack.
    pub notice: Notice,
    /// The documents behind it.
    pub sources: Vec<SourceNote>,
    /// Its entries, in order of their files' names.
    pub entries: Vec<Arc<Entry>>,
    /// Words that mean the same here.
    pub synonyms: Synonyms,
    /// Questions near the subject that no entry answers.
    pub out_of_scope: Vec<String>,
    /// Where its parts stand; none for a JSON Lines file, which brings nothing but entries.
    pub manifest: Option<Manifest>,
}

/// One file of a pack, named relative to the pack's folder.
#[derive(Clone, Debug)]
pub struct PackFile {
    /// The path inside the pack, with `/`: `pack.toml`, `entries/what-is-kratom.md`.
    pub name: String,
    /// The path as people should see it.
    pub path: String,
    /// The text of the file.
    pub text: String,
}

/// The file that makes a folder a pack.
pub(crate) const MANIFEST: &str = "pack.toml";
/// The file of words that mean the same.
pub(crate) const SYNONYMS: &str = "synonyms.toml";
/// The file of questions that no entry answers.
pub(crate) const OUT_OF_SCOPE: &str = "out_of_scope.toml";
/// The file of labelled questions. No answer is made of it: changes are tried against it.
pub(crate) const QUESTIONS: &str = "questions.jsonl";

/// Parses the files of one pack folder.
///
/// What is wrong is reported, and what can be used is. An entry with an error is left out.
#[must_use]
pub fn parse_pack(folder: &str, files: &[PackFile]) -> (Pack, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut pack = match files.iter().find(|file| file.name == MANIFEST) {
        Some(file) => {
            let source = Source::new(&file.path, &file.text);
            toml_reader::read(source, &mut diagnostics, read_manifest)
        }
        None => {
            let path = format!("{}/{MANIFEST}", folder.trim_end_matches('/'));
            diagnostics.push(Source::new(&path, "").error(
                "missing-file",
                1,
                "a pack needs a pack.toml",
                "write one with id, title, locale, disclaimer and pointer",
            ));
            Pack { manifest: Some(Manifest { path, ..Manifest::default() }), ..empty_pack() }
        }
    };
    for file in files {
        let source = Source::new(&file.path, &file.text);
        match file.name.as_str() {
            MANIFEST | QUESTIONS => {}
            SYNONYMS => {
                let (synonyms, found) = Synonyms::parse(source);
                pack.synonyms = synonyms;
                diagnostics.extend(found);
            }
            OUT_OF_SCOPE => {
                let questions =
                    toml_reader::read(source, &mut diagnostics, |table, diagnostics| {
                        table.strings("questions", diagnostics)
                    });
                if let Some(manifest) = &mut pack.manifest {
                    manifest.out_of_scope_path = source.path.to_owned();
                    manifest.out_of_scope = questions.iter().map(|found| found.line).collect();
                }
                pack.out_of_scope = questions.into_iter().map(|found| found.value).collect();
            }
            name if is_entry(name) => {
                let (entry, found) = read_entry(source);
                if !has_errors(&found) {
                    pack.entries.extend(entry.map(Arc::new));
                } else if let Some(manifest) = &mut pack.manifest {
                    manifest.left_out.extend(entry);
                }
                diagnostics.extend(found);
            }
            _ => diagnostics.push(source.warning(
                "unknown-file",
                1,
                "this file is not part of a pack",
                "entries are entries/*.md; the rest is pack.toml, synonyms.toml, out_of_scope.toml \
                 and questions.jsonl",
            )),
        }
    }
    pack.entries.sort_by(|left, right| left.path.cmp(&right.path));
    (pack, diagnostics)
}

fn is_entry(name: &str) -> bool {
    name.strip_prefix("entries/")
        .and_then(|name| name.strip_suffix(".md"))
        .is_some_and(|stem| !stem.is_empty() && !stem.contains('/'))
}

fn empty_pack() -> Pack {
    Pack {
        id: PackId(String::new()),
        title: String::new(),
        locale: "en".to_owned(),
        notice: Notice::general(),
        sources: Vec::new(),
        entries: Vec::new(),
        synonyms: Synonyms::default(),
        out_of_scope: Vec::new(),
        manifest: None,
    }
}

fn read_manifest(table: &mut Table<'_>, diagnostics: &mut Vec<Diagnostic>) -> Pack {
    let file = table.source();
    let mut text = |key| {
        let found = table.required_string(key, diagnostics);
        found.unwrap_or(Located { value: String::new(), line: file.first_line })
    };
    let id = text("id");
    let title = text("title");
    let locale = text("locale");
    let disclaimer = text("disclaimer");
    let pointer = text("pointer");
    if !id.value.is_empty() && EntryId::new(&id.value).is_none() {
        diagnostics.push(invalid_id(file, &id));
    }
    let texts = [
        ("the disclaimer", disclaimer.line, &*disclaimer.value),
        ("the pointer", pointer.line, &*pointer.value),
    ];
    diagnostics.extend(claims_of_unusable(file, texts));
    let mut sources: Vec<SourceNote> = Vec::new();
    for (source, line) in table.tables("source", diagnostics, read_source).into_iter().flatten() {
        if sources.iter().any(|earlier| earlier.id == source.id) {
            diagnostics.push(file.error(
                "duplicate-id",
                line,
                format!("the source id `{}` is taken", source.id),
                "it belongs to a source above; choose another",
            ));
            continue;
        }
        if let Some(found) = source.amount_in(file, line) {
            diagnostics.push(found);
            continue;
        }
        sources.push(source);
    }
    Pack {
        manifest: Some(Manifest {
            path: file.path.to_owned(),
            id: id.line,
            locale: locale.line,
            disclaimer: disclaimer.line,
            pointer: pointer.line,
            ..Manifest::default()
        }),
        id: PackId(id.value),
        title: usable_title(file, title.line, title.value, diagnostics),
        locale: locale.value,
        // What is wrong with a text was reported above; until it is mended the general one stands in.
        notice: Notice::new(&disclaimer.value, &pointer.value).unwrap_or_else(Notice::general),
        sources,
        ..empty_pack()
    }
}

/// A title as it may be shown: empty where it gives an amount, which is reported.
pub(super) fn usable_title(
    file: Source<'_>,
    line: usize,
    title: String,
    diagnostics: &mut Vec<Diagnostic>,
) -> String {
    match amount_in(file, line, "the title", &title) {
        Some(found) => {
            diagnostics.push(found);
            String::new()
        }
        None => title,
    }
}

fn read_source(
    table: &mut Table<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(SourceNote, usize)> {
    let id = table.required_string("id", diagnostics);
    let title = table.required_string("title", diagnostics);
    let label = table.required_string("label", diagnostics);
    let updated = table.date("updated", diagnostics).map(|date| date.value);
    let url = table.string("url", diagnostics).map(|url| url.value);
    let line = id.as_ref().map_or(table.line(), |id| id.line);
    let note = SourceNote {
        id: SourceId(id?.value),
        title: title?.value,
        label: label?.value,
        updated,
        url,
    };
    Some((note, line))
}
