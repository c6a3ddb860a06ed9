//! Which files an import writes into a pack, decided before anything is written.
//!
//! **Invariant:** every file in a plan reads back without an error, and a file that stands in the
//! way is in the plan only where overwriting was asked for.

use std::collections::BTreeMap;

use super::files;
use super::words::{slug, untaken};
use super::{Draft, Import, entry_file};
use crate::diagnostic::{Diagnostic, Severity, Source, has_errors};
use crate::engine::knowledge::{
    EntryId, MANIFEST, OUT_OF_SCOPE, Pack, PackFile, PackId, SYNONYMS, SourceId, SourceNote,
    Synonyms, parse_entry, parse_pack,
};

/// The pack to import into, as it is.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
    /// The pack's folder, as people should see it.
    pub folder: &'a str,
    /// Its files; none where it is new.
    pub files: &'a [PackFile],
    /// What kind of source the documents are, such as "vendor's blog".
    pub label: &'a str,
    /// Whether files in the way are overwritten.
    pub force: bool,
}

/// One file to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewFile {
    /// Its path inside the pack, with `/`.
    pub name: String,
    /// Its whole text.
    pub text: String,
}

/// What an import does to a pack.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The files to write. None where anything is in the way or wrong.
    pub files: Vec<NewFile>,
    /// For each draft, in order: its id and its file, and the line at which its answer starts.
    pub entries: Vec<PlannedEntry>,
    /// Files that stand in the way, by their path inside the pack.
    pub in_the_way: Vec<String>,
}

/// Where a draft goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedEntry {
    /// The draft as it is written: its id may have changed, its sources are named.
    pub id: EntryId,
    /// The file, by its path inside the pack.
    pub name: String,
    /// The line of that file at which the answer starts.
    pub answer_line: usize,
    /// The line of that file at which the question stands.
    pub question_line: usize,
}

/// Plans the import of documents into a pack.
#[must_use]
pub fn plan(imports: &[Import], target: Target<'_>) -> (Plan, Vec<Diagnostic>) {
    let mut planner = Planner {
        target,
        before: existing(target),
        plan: Plan::default(),
        diagnostics: Vec::new(),
    };
    let documents = planner.documents(imports);
    planner.manifest(imports, &documents);
    planner.entries(imports, &documents);
    planner.vocabulary(imports);
    planner.refuse_what_does_not_read_back();
    if !planner.plan.in_the_way.is_empty() || has_errors(&planner.diagnostics) {
        planner.plan.files.clear();
    }
    (planner.plan, planner.diagnostics)
}

/// The pack as it is, if the folder is one.
fn existing(target: Target<'_>) -> Option<Pack> {
    let is_pack = target.files.iter().any(|file| file.name == MANIFEST);
    is_pack.then(|| parse_pack(target.folder, target.files).0)
}

struct Planner<'a> {
    target: Target<'a>,
    before: Option<Pack>,
    plan: Plan,
    diagnostics: Vec<Diagnostic>,
}

impl Planner<'_> {
    fn file(&self, name: &str) -> Option<&PackFile> {
        self.target.files.iter().find(|file| file.name == name)
    }

    fn shown(&self, name: &str) -> String {
        format!("{}/{name}", self.target.folder.trim_end_matches(['/', '\\']))
    }

    /// The source that stands for each document, where its drafts name none. A document that is
    /// a source of the pack already keeps its id.
    fn documents(&self, imports: &[Import]) -> Vec<Option<SourceNote>> {
        let before = self.before.as_ref().map_or(&[][..], |pack| &pack.sources);
        let mut known: Vec<SourceNote> = before.to_vec();
        let mut documents = Vec::new();
        for import in imports {
            let needed = import.drafts.iter().any(|draft| draft.entry.sources.is_empty());
            if import.pack.is_some() || !needed {
                documents.push(None);
                continue;
            }
            let same = |note: &&SourceNote| {
                note.title.trim().eq_ignore_ascii_case(import.title.trim())
                    || (note.url.is_some() && note.url == import.url)
            };
            let note = known.iter().find(same).cloned().unwrap_or_else(|| {
                let name = slug(&import.title).unwrap_or_else(|| "document".to_owned());
                let taken = |name: &str| known.iter().any(|note| note.id.0 == name);
                SourceNote {
                    id: SourceId(untaken(&name, taken)),
                    title: import.title.clone(),
                    label: self.target.label.to_owned(),
                    updated: import.updated,
                    url: import.url.clone(),
                }
            });
            known.push(note.clone());
            documents.push(Some(note));
        }
        documents
    }

    /// A `pack.toml` for a new pack; else the sources that the pack does not have yet.
    fn manifest(&mut self, imports: &[Import], documents: &[Option<SourceNote>]) {
        let stated: Vec<&Pack> = imports.iter().filter_map(|import| import.pack.as_ref()).collect();
        let mut sources: Vec<SourceNote> = Vec::new();
        let of_packs = stated.iter().flat_map(|pack| &pack.sources);
        for note in of_packs.chain(documents.iter().flatten()) {
            let before = self.before.iter().flat_map(|pack| &pack.sources);
            match before.chain(&sources).find(|known| known.id == note.id).cloned() {
                Some(known)
                    if known != *note && stated.iter().any(|p| p.sources.contains(note)) =>
                {
                    self.keeps(&format!("the source `{}`", note.id));
                }
                Some(_) => {}
                None => sources.push(note.clone()),
            }
        }
        let Some(before) = &self.before else {
            let found = imports.iter().find_map(|import| import.disclaimer.as_ref());
            let folder = self.target.folder.trim_end_matches(['/', '\\']);
            let folder = folder.rsplit(['/', '\\']).next().unwrap_or(folder);
            let id = self.pack_id(&stated).or_else(|| slug(folder));
            let id = id.unwrap_or_else(|| "pack".to_owned());
            let title = imports.first().map_or(folder, |import| import.title.as_str());
            let first = stated.first();
            let or = |text: &str, other: &str| {
                if text.trim().is_empty() { other.to_owned() } else { text.to_owned() }
            };
            let pack = Pack {
                id: PackId(id),
                title: first.map_or_else(|| title.to_owned(), |pack| or(&pack.title, title)),
                locale: first.map_or_else(|| "en".to_owned(), |pack| or(&pack.locale, "en")),
                notice: first.map_or_else(|| files::notice(found), |pack| pack.notice.clone()),
                sources,
                entries: Vec::new(),
                synonyms: Synonyms::default(),
                out_of_scope: Vec::new(),
                manifest: None,
            };
            let found = found.filter(|_| first.is_none());
            let text = files::manifest(&pack, found, first.is_some());
            self.plan.files.push(NewFile { name: MANIFEST.to_owned(), text });
            return;
        };
        for pack in stated {
            if (&pack.title, &pack.locale, &pack.notice)
                != (&before.title, &before.locale, &before.notice)
            {
                self.diagnostics.push(kept(&self.shown(MANIFEST), "title, locale and notice"));
            }
        }
        if sources.is_empty() {
            return;
        }
        let Some(file) = self.file(MANIFEST) else { return };
        let end = if file.text.ends_with('\n') { "" } else { "\n" };
        let added = files::sources(&sources, false);
        let added = if file.text.contains("\r\n") { added.replace('\n', "\r\n") } else { added };
        let text = format!("{}{end}{added}", file.text);
        self.plan.files.push(NewFile { name: MANIFEST.to_owned(), text });
    }

    /// The id that a file states for its pack, changed where it cannot be the id of a folder's.
    fn pack_id(&mut self, stated: &[&Pack]) -> Option<String> {
        let id = stated.first()?.id.0.trim();
        if id.is_empty() || EntryId::new(id).is_some() {
            return Some(id.to_owned()).filter(|id| !id.is_empty());
        }
        let name = slug(id)?;
        let shown = self.shown(MANIFEST);
        self.diagnostics.push(Source::new(&shown, "").warning(
            "invalid-id",
            1,
            format!("`{id}` cannot be the id of a pack"),
            format!("it became `{name}`; ids have lower-case letters, digits and hyphens"),
        ));
        Some(name)
    }

    fn keeps(&mut self, what: &str) {
        let diagnostic = kept(&self.shown(MANIFEST), what);
        self.diagnostics.push(diagnostic);
    }

    /// A file for each draft. An entry that the pack has under another file name keeps that name.
    fn entries(&mut self, imports: &[Import], documents: &[Option<SourceNote>]) {
        let folder = format!("{}/", self.target.folder.trim_end_matches(['/', '\\']));
        let mut homes: BTreeMap<String, String> = BTreeMap::new();
        for entry in self.before.iter().flat_map(|pack| &pack.entries) {
            let file = self.target.files.iter().find(|file| file.path == entry.path);
            let name = file.map_or_else(
                || entry.path.strip_prefix(&folder).unwrap_or(&entry.path).to_owned(),
                |file| file.name.clone(),
            );
            homes.insert(entry.id.to_string(), name);
        }
        let mut taken: BTreeMap<String, String> = BTreeMap::new();
        for (import, document) in imports.iter().zip(documents) {
            for draft in &import.drafts {
                let id = draft.entry.id.as_str();
                let name = untaken(id, |name| taken.contains_key(name));
                if let Some(first) = taken.get(id) {
                    self.diagnostics.push(renamed(draft, id, first, &name));
                }
                let Some(id) = EntryId::new(&name) else { continue };
                taken.insert(name.clone(), import.file.clone());
                let mut draft = draft.clone();
                draft.entry.id = id.clone();
                if let Some(note) = document.as_ref().filter(|_| draft.entry.sources.is_empty()) {
                    draft.entry.sources.push(note.id.clone());
                }
                let home = homes.get(&name).cloned();
                let name = home.unwrap_or_else(|| format!("entries/{name}.md"));
                let text = entry_file(&draft);
                let shown = self.shown(&name);
                let (parsed, found) = parse_entry(Source::new(&shown, &text));
                self.diagnostics
                    .extend(found.into_iter().filter(|it| it.severity == Severity::Error));
                let lines = parsed.map(|entry| entry.lines).unwrap_or_default();
                self.plan.entries.push(PlannedEntry {
                    id,
                    name: name.clone(),
                    answer_line: lines.answer,
                    question_line: lines.question,
                });
                self.write(NewFile { name, text });
            }
        }
    }

    /// Synonyms and questions out of scope, where a file brings them.
    fn vocabulary(&mut self, imports: &[Import]) {
        let stated: Vec<&Pack> = imports.iter().filter_map(|import| import.pack.as_ref()).collect();
        let groups: Vec<_> =
            stated.iter().flat_map(|pack| pack.synonyms.groups.iter().cloned()).collect();
        let groups = Synonyms { groups: groups.into_iter().filter(|it| !it.is_empty()).collect() };
        let questions: Vec<_> =
            stated.iter().flat_map(|pack| pack.out_of_scope.iter().cloned()).collect();
        let before = self.before.as_ref();
        let same_groups = before.is_some_and(|before| before.synonyms == groups);
        let same_questions = before.is_some_and(|before| before.out_of_scope == questions);
        if !groups.groups.is_empty() && !same_groups {
            self.write(NewFile { name: SYNONYMS.to_owned(), text: files::synonyms(&groups) });
        }
        if !questions.is_empty() && !same_questions {
            let text = files::out_of_scope(&questions);
            self.write(NewFile { name: OUT_OF_SCOPE.to_owned(), text });
        }
    }

    fn write(&mut self, file: NewFile) {
        if self.file(&file.name).is_some() && !self.target.force {
            self.plan.in_the_way.push(file.name.clone());
        }
        self.plan.files.push(file);
    }

    /// Reads the pack as it would be. What is wrong with it now and was not before is a reason to
    /// leave it as it is.
    fn refuse_what_does_not_read_back(&mut self) {
        let Some(file) = self.plan.files.iter().find(|file| file.name == MANIFEST) else { return };
        let path = self.shown(MANIFEST);
        let files = [PackFile { name: MANIFEST.to_owned(), path, text: file.text.clone() }];
        let (_, found) = parse_pack(self.target.folder, &files);
        for mut diagnostic in found.into_iter().filter(|it| it.severity == Severity::Error) {
            diagnostic.help =
                format!("mend pack.toml first, or add the source by hand: {}", diagnostic.help);
            self.diagnostics.push(diagnostic);
        }
    }
}

fn kept(path: &str, what: &str) -> Diagnostic {
    Source::new(path, "").warning(
        "kept",
        1,
        format!("the pack keeps its own {what}"),
        "the file that was imported says otherwise; copy what you want of it by hand",
    )
}

fn renamed(draft: &Draft, id: &str, first: &str, name: &str) -> Diagnostic {
    let line = draft.spans.first().map_or(1, |span| span.from);
    Source::new(&draft.entry.path, "").warning(
        "duplicate-id",
        line,
        format!("the id `{id}` is taken by a draft of {first}"),
        format!("this one became `{name}`; keep the better of the two"),
    )
}
