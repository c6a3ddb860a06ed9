//! What the bot may say: packs of entries, parsed and joined.
//!
//! Parsing is pure and cannot fail: each parser takes texts and returns a value and diagnostics.
//! **Invariant:** a [`KnowledgeBase`] holds no two entries with one id, and every entry has a
//! question and an answer.

pub mod claims;
mod entry;
mod json_lines;
pub mod lint;
mod overlay;
mod pack;
mod row;
mod synonyms;

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use rustc_hash::FxHashMap;

pub use entry::{Entry, EntryId, EntryLines, parse_entry};
pub use json_lines::{parse_json_lines, read_rows};
pub use overlay::{
    Laid, Layer, NOT_ANSWERED, examples, examples_json, laid_entry, overlay, path_of,
};
pub(crate) use pack::{MANIFEST, OUT_OF_SCOPE, QUESTIONS, SYNONYMS};
pub use pack::{Manifest, Notice, Pack, PackFile, PackId, SourceId, SourceNote, parse_pack};
pub use row::{PackRow, Row, SourceRow, parse_date};
pub use synonyms::Synonyms;

use crate::diagnostic::Diagnostic;

/// What one server answers from. Immutable: a change makes a new one.
#[derive(Clone, Debug, Default)]
pub struct KnowledgeBase {
    packs: Vec<Pack>,
    /// For each entry its pack and its place in that pack, in order of packs.
    places: Vec<(usize, usize)>,
    by_id: FxHashMap<ById, usize>,
}

/// An entry to be found by its id.
#[derive(Clone, Debug)]
struct ById(Arc<Entry>);

impl Borrow<EntryId> for ById {
    fn borrow(&self) -> &EntryId {
        &self.0.id
    }
}

impl PartialEq for ById {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

impl Eq for ById {}

impl Hash for ById {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.id.hash(state);
    }
}

impl KnowledgeBase {
    /// Joins packs. Where two hold an entry with one id, the first keeps it.
    #[must_use]
    pub fn new(packs: Vec<Pack>) -> (Self, Vec<Diagnostic>) {
        let mut places: Vec<(usize, usize)> = Vec::new();
        let mut by_id: FxHashMap<ById, usize> = FxHashMap::default();
        let mut diagnostics = Vec::new();
        for (pack_place, pack) in packs.iter().enumerate() {
            for (entry_place, entry) in pack.entries.iter().enumerate() {
                if let Some(&first) = by_id.get(&entry.id) {
                    let (first_pack, first_entry) = places[first];
                    let first: &Entry = &packs[first_pack].entries[first_entry];
                    diagnostics.push(Diagnostic {
                        severity: crate::diagnostic::Severity::Error,
                        code: "duplicate-id",
                        path: entry.path.clone(),
                        line: entry.lines.id,
                        message: format!("the id `{}` is taken", entry.id),
                        help: format!(
                            "it belongs to {}:{}; choose another",
                            first.path, first.lines.id
                        ),
                    });
                    continue;
                }
                by_id.insert(ById(Arc::clone(entry)), places.len());
                places.push((pack_place, entry_place));
            }
        }
        (KnowledgeBase { packs, places, by_id }, diagnostics)
    }

    /// The packs of some languages alone. None where that leaves nothing to answer from.
    #[must_use]
    pub fn in_languages(&self, locales: &[String]) -> Option<Self> {
        let spoken = |pack: &&Pack| locales.contains(&pack.locale);
        let packs: Vec<Pack> = self.packs.iter().filter(spoken).cloned().collect();
        // What is wrong between packs was said when all were joined.
        (!packs.is_empty()).then(|| KnowledgeBase::new(packs).0)
    }

    /// The languages of the packs, each once, in the order of the packs.
    #[must_use]
    pub fn locales(&self) -> Vec<String> {
        let mut locales = Vec::new();
        for pack in &self.packs {
            if !locales.contains(&pack.locale) {
                locales.push(pack.locale.clone());
            }
        }
        locales
    }

    /// All packs, in the order in which they were given.
    #[must_use]
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    /// How many entries there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is nothing to answer from.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Every entry, in a stable order.
    pub fn entries(&self) -> impl ExactSizeIterator<Item = &Entry> {
        self.shared_entries().map(|entry| &**entry)
    }

    /// The same, to be kept: knowledge bases that differ in one entry share all others.
    pub fn shared_entries(&self) -> impl ExactSizeIterator<Item = &Arc<Entry>> {
        self.places.iter().map(|&(pack, entry)| &self.packs[pack].entries[entry])
    }

    /// The entry at a place in [`KnowledgeBase::entries`]. Panics past the end.
    #[must_use]
    pub fn entry_at(&self, place: usize) -> &Entry {
        let (pack, entry) = self.places[place];
        &self.packs[pack].entries[entry]
    }

    /// The pack that holds the entry at a place. Panics past the end.
    #[must_use]
    pub fn pack_of(&self, place: usize) -> &Pack {
        &self.packs[self.places[place].0]
    }

    /// The place of an entry by its id.
    #[must_use]
    pub fn find(&self, id: &EntryId) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    /// The notice for replies that no entry stands behind: the first pack's own.
    #[must_use]
    pub fn notice(&self) -> Notice {
        self.packs.first().map_or_else(Notice::general, |pack| pack.notice.clone())
    }
}
