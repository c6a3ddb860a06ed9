//! A server's changes as files of the packs, for a pull request. Pure.
//!
//! **Invariant:** every file reads back as the entry that the server has; a file that nobody changed
//! is not written.

use crate::engine::knowledge::{
    Entry, EntryId, KnowledgeBase, Laid, Layer, MANIFEST, OUT_OF_SCOPE, Pack, Row, SourceId,
    SourceNote, laid_entry,
};
use crate::import::{entry_text, source_lines, with_questions};

/// The source of what moderators wrote themselves.
const MODERATORS: &str = "moderators";

/// What becomes of the packs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Patch {
    /// The files to write: paths below the folder that holds the packs, with `/`, and their texts.
    pub files: Vec<(String, String)>,
    /// The files of entries that the server does not use, to be deleted or kept by hand.
    pub unused: Vec<String>,
    /// What could not be written, and why.
    pub left_out: Vec<String>,
    /// The pack to whose manifest the source of the new entries is to be added, by its path.
    source_for: Option<String>,
    /// What is to be added to the questions that are not answered.
    out_of_scope: Option<Examples>,
}

/// Questions that are to be added to those that a pack does not answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Examples {
    name: String,
    /// Where they are read from; empty where there is no such file.
    path: String,
    new: Vec<String>,
    all: Vec<String>,
}

/// The manifest that a new source is to be added to.
pub struct Manifest<'p> {
    /// Where it is read from.
    pub path: &'p str,
    name: String,
}

impl Patch {
    /// The manifest that has to be read for [`Patch::add_source`], if any has.
    #[must_use]
    pub fn manifest(&self) -> Option<Manifest<'_>> {
        let path = self.source_for.as_deref()?;
        Some(Manifest { path, name: below(path)? })
    }

    /// The file that has to be read for [`Patch::add_out_of_scope`]; empty where there is none yet,
    /// nothing where nothing is to be added.
    #[must_use]
    pub fn out_of_scope(&self) -> Option<&str> {
        self.out_of_scope.as_ref().map(|examples| examples.path.as_str())
    }

    /// Adds what is not answered to the file that holds it, whose text this is.
    pub fn add_out_of_scope(&mut self, text: &str) {
        if let Some(Examples { name, new, all, .. }) = self.out_of_scope.take() {
            self.files.push((name, with_questions(text, &new, &all)));
        }
    }

    /// Adds the source of the new entries to a manifest, whose text this is.
    pub fn add_source(&mut self, name: String, text: &str) {
        let end = if text.ends_with('\n') { "" } else { "\n" };
        let note = SourceNote {
            id: SourceId(MODERATORS.to_owned()),
            title: "The moderators of a server".to_owned(),
            label: "their own words".to_owned(),
            updated: None,
            url: None,
        };
        let added = source_lines(&[note], true);
        self.files.push((name, format!("{text}{end}{added}")));
    }
}

impl Manifest<'_> {
    /// Where it is written, below the folder that holds the packs.
    #[must_use]
    pub fn name(&self) -> String {
        self.name.clone()
    }
}

/// What a server's changes make of the packs.
#[must_use]
pub fn patch(shipped: &KnowledgeBase, layers: &[Layer]) -> Patch {
    let mut patch = Patch::default();
    for layer in layers {
        let place = EntryId::foreign(&layer.id).and_then(|id| shipped.find(&id));
        let known = place.map(|place| shipped.entry_at(place));
        match (&layer.laid, known) {
            (Laid::NotAnswered(examples), _) => put_out_of_scope(&mut patch, shipped, examples),
            (Laid::Shipped, _) | (Laid::Nothing | Laid::Quarantined(_), None) => {}
            (Laid::Nothing | Laid::Quarantined(_), Some(known)) => {
                patch.unused.extend(below(&known.path));
            }
            (Laid::Entry(value), known) => match laid_entry(&layer.id, layer.revision, value) {
                Ok(entry) => write(&mut patch, shipped, entry, known),
                Err(found) => patch.left_out.extend(found.iter().map(ToString::to_string)),
            },
        }
    }
    patch
}

fn write(patch: &mut Patch, shipped: &KnowledgeBase, entry: Entry, known: Option<&Entry>) {
    if let Some(known) = known {
        // What moderators write names no sources; those of the file stay.
        let sources = match entry.sources.as_slice() {
            [] => known.sources.clone(),
            _ => entry.sources.clone(),
        };
        let entry = Entry { sources, ..entry };
        let is_same = Row::from(&entry) == Row::from(known);
        // An entry of a JSON Lines file is no file of its own.
        match below(&known.path).filter(|name| name.ends_with(".md")) {
            Some(_) if is_same => {}
            Some(name) => patch.files.push((name, entry_text(&entry))),
            None => patch.left_out.push(format!("{}: its pack is no folder", entry.id)),
        }
        return;
    }
    let folder = shipped.packs().iter().find_map(|pack| Some((pack, pack.manifest.as_ref()?)));
    let (Some((pack, manifest)), Some(id)) = (folder, EntryId::new(entry.id.as_str())) else {
        let why = "no pack is a folder, or the id cannot name a file";
        patch.left_out.push(format!("{}: {why}", entry.id));
        return;
    };
    let Some(name) = below(&manifest.path) else { return };
    let name = name.replace(MANIFEST, &format!("entries/{id}.md"));
    let sources = vec![SourceId(MODERATORS.to_owned())];
    patch.files.push((name, entry_text(&Entry { sources, ..entry })));
    if !has_moderators(pack) {
        patch.source_for = Some(manifest.path.clone());
    }
}

/// Has what is not answered go into the first pack that is a folder, over which it is laid as well.
fn put_out_of_scope(patch: &mut Patch, shipped: &KnowledgeBase, examples: &[String]) {
    let folder = shipped.packs().iter().find_map(|pack| Some((pack, pack.manifest.as_ref()?)));
    let found = folder.and_then(|(pack, it)| Some((pack, it, below(&it.path)?)));
    let Some((pack, manifest, name)) = found else {
        patch.left_out.push("what is not answered: no pack is a folder".to_owned());
        return;
    };
    let is_new = |example: &&String| !pack.out_of_scope.contains(*example);
    let new: Vec<String> = examples.iter().filter(is_new).cloned().collect();
    if !new.is_empty() {
        let path = manifest.out_of_scope_path.clone();
        let all = pack.out_of_scope.iter().chain(&new).cloned().collect();
        let name = name.replace(MANIFEST, OUT_OF_SCOPE);
        patch.out_of_scope = Some(Examples { name, path, new, all });
    }
}

fn has_moderators(pack: &Pack) -> bool {
    pack.sources.iter().any(|source| source.id.0 == MODERATORS)
}

/// A path below the folder that holds the packs: from the pack's own folder on.
fn below(path: &str) -> Option<String> {
    let path = path.replace('\\', "/");
    let parts: Vec<&str> = path.split('/').collect();
    let from = match parts.as_slice() {
        [.., _, entries, file] if *entries == "entries" && file.ends_with(".md") => 3,
        [.., _, file] if *file == MANIFEST => 2,
        _ => return None,
    };
    Some(parts[parts.len() - from..].join("/"))
}
