//! A server's own changes, laid over what is shipped.
//!
//! **Invariant:** whole or not at all: where one change cannot be read, nothing is laid over, and
//! every mistake is said.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::{Value, json};

use super::{Entry, EntryId, KnowledgeBase, Pack, PackId, Row, SourceId, SourceNote, Synonyms};
use crate::diagnostic::{Diagnostic, Source, has_errors};

/// What a server last did to an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// The id of the entry.
    pub id: String,
    /// The number of the change, for diagnostics.
    pub revision: u64,
    /// What is so since then.
    pub laid: Laid,
}

/// What is so since a change.
#[derive(Clone, Debug, PartialEq)]
pub enum Laid {
    /// This is the entry: a [`Row`] as JSON.
    Entry(Value),
    /// The entry is not used.
    Nothing,
    /// The entry is not used, and nothing else answers what it is asked for: what it was when it was taken
    /// out, where that is known, and what it is in the packs.
    Quarantined(Option<Value>),
    /// The entry is as shipped; if none is, there is none.
    Shipped,
    /// These questions are not answered, besides those that the packs name.
    NotAnswered(Vec<String>),
}

/// What the log calls a server's own list of questions that are not answered, in place of an entry.
/// No entry of a pack can have this id, and none that is written in Discord.
pub const NOT_ANSWERED: &str = "(out of scope)";

/// The key under which the log holds that list.
const EXAMPLES: &str = "out_of_scope";

/// That list as the log holds it.
#[must_use]
pub fn examples_json(examples: &[String]) -> Value {
    json!({ EXAMPLES: examples })
}

/// That list, from how the log holds it. What is no text in it is left out.
#[must_use]
pub fn examples(value: &Value) -> Vec<String> {
    let listed = value[EXAMPLES].as_array().into_iter().flatten();
    listed.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The entry that a change holds, or what is wrong with it.
///
/// # Errors
///
/// When the value is no entry's row, or the row has mistakes.
pub fn laid_entry(id: &str, revision: u64, value: &Value) -> Result<Entry, Vec<Diagnostic>> {
    let path = path_of(revision);
    let source = Source::new(&path, "");
    let wrong = |message: String| {
        let help = "revert the entry to an earlier revision, or change it anew";
        Err(vec![source.error("invalid-change", 1, message, help)])
    };
    let Some(id) = EntryId::foreign(id) else {
        return wrong("the change is for an entry without an id".to_owned());
    };
    let row: Row = match serde_json::from_value(value.clone()) {
        Ok(row) => row,
        Err(error) => {
            let reason = crate::diagnostic::json_reason(&error);
            return wrong(format!("the change of `{id}` holds no entry: {reason}"));
        }
    };
    let mut diagnostics = Vec::new();
    let entry = row.into_entry(id, source, 1, &mut diagnostics);
    match entry {
        Some(entry) if !has_errors(&diagnostics) => Ok(entry),
        Some(_) | None => Err(diagnostics),
    }
}

/// How diagnostics call the change of a number.
#[must_use]
pub fn path_of(revision: u64) -> String {
    format!("change {revision}")
}

/// Lays changes over a knowledge base, the last of each entry. Nothing where one of them cannot be
/// read.
#[must_use]
pub fn overlay(
    shipped: &KnowledgeBase,
    layers: &[Layer],
) -> (Option<KnowledgeBase>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut packs = shipped.packs().to_vec();
    let mut own = own_pack(shipped);
    for layer in layers {
        // Every pack that has the id: where two share one, the second must not come up instead.
        let mut places = Vec::new();
        for (place, pack) in packs.iter().enumerate() {
            let mut entries = pack.entries.iter();
            if let Some(entry) = entries.position(|entry| entry.id.as_str() == layer.id) {
                places.push((place, entry));
            }
        }
        match &layer.laid {
            Laid::Shipped => {}
            // In a pack that is there: one of its own would be named where it is said what is covered.
            Laid::NotAnswered(texts) => {
                let pack = packs.first_mut().unwrap_or(&mut own);
                pack.out_of_scope.extend(texts.iter().cloned());
            }
            Laid::Nothing => {
                for (pack, entry) in places {
                    packs[pack].entries.remove(entry);
                }
            }
            Laid::Quarantined(was) => {
                // What cannot be read of it does not keep it in use.
                let was =
                    was.as_ref().and_then(|it| laid_entry(&layer.id, layer.revision, it).ok());
                let mut gone: Vec<Arc<Entry>> = was.into_iter().map(Arc::new).collect();
                gone.extend(places.into_iter().map(|(pack, at)| packs[pack].entries.remove(at)));
                // Both mostly ask the same, and there may be hundreds.
                let mut seen = HashSet::new();
                let asked = gone.iter().flat_map(|entry| entry.ways_of_asking());
                let asked = asked.filter(|text| seen.insert(*text)).map(str::to_owned);
                packs.first_mut().unwrap_or(&mut own).out_of_scope.extend(asked);
            }
            Laid::Entry(value) => match laid_entry(&layer.id, layer.revision, value) {
                Err(found) => diagnostics.extend(found),
                Ok(entry) => match places.first() {
                    // It stands for the file from now on, with the sources of its pack.
                    Some(&(pack, place)) => {
                        let shipped = Arc::clone(&packs[pack].entries[place]);
                        let entry = Entry { path: shipped.path.clone(), ..entry };
                        // What its sources do not say is told as said by who wrote it.
                        let entry = if entry.answer == shipped.answer {
                            entry
                        } else {
                            with_moderators(&mut packs[pack], entry)
                        };
                        packs[pack].entries[place] = Arc::new(entry);
                    }
                    None => own.entries.push(Arc::new(attributed(entry))),
                },
            },
        }
    }
    if has_errors(&diagnostics) {
        return (None, diagnostics);
    }
    if !own.entries.is_empty() {
        packs.push(own);
    }
    unlink(&mut packs, layers);
    let (knowledge, found) = KnowledgeBase::new(packs);
    diagnostics.extend(found);
    (Some(knowledge), diagnostics)
}

/// Takes what a server does not use out of what its entries are related to: whoever stops using an
/// entry has not to change every other that names it.
fn unlink(packs: &mut [Pack], layers: &[Layer]) {
    let is_there =
        |id: &str| packs.iter().flat_map(|pack| &pack.entries).any(|entry| entry.id.as_str() == id);
    let gone: Vec<&str> = layers
        .iter()
        .filter(|layer| matches!(layer.laid, Laid::Nothing | Laid::Quarantined(_) | Laid::Shipped))
        .map(|layer| layer.id.as_str())
        .filter(|id| !is_there(id))
        .collect();
    if gone.is_empty() {
        return;
    }
    let names_gone =
        |entry: &Entry| entry.related.iter().any(|related| gone.contains(&related.as_str()));
    let all = packs.iter_mut().flat_map(|pack| &mut pack.entries);
    for entry in all.filter(|entry| names_gone(entry)) {
        let entry = Arc::make_mut(entry);
        let kept = |place: &usize| !gone.contains(&entry.related[*place].as_str());
        let kept: Vec<usize> = (0..entry.related.len()).filter(kept).collect();
        let line = |place: &usize| entry.lines.related.get(*place).copied();
        entry.lines.related = kept.iter().filter_map(line).collect();
        entry.related = kept.iter().map(|place| entry.related[*place].clone()).collect();
    }
}

/// The source of what moderators wrote themselves.
const MODERATORS: &str = "moderators";

/// The pack of what a server has besides the shipped entries. It has no files, so that nobody is
/// asked for sources and reviews of them; its replies say who wrote them.
fn own_pack(shipped: &KnowledgeBase) -> Pack {
    let locale = shipped.packs().first().map_or("en", |pack| pack.locale.as_str());
    Pack {
        id: PackId("server".to_owned()),
        title: "this server".to_owned(),
        locale: locale.to_owned(),
        notice: shipped.notice(),
        sources: vec![moderators()],
        entries: Vec::new(),
        synonyms: Synonyms::default(),
        out_of_scope: Vec::new(),
        manifest: None,
    }
}

/// What moderators wrote themselves, as a source.
fn moderators() -> SourceNote {
    SourceNote {
        id: SourceId(MODERATORS.to_owned()),
        title: "The moderators of this server".to_owned(),
        label: "their own words".to_owned(),
        updated: None,
        url: None,
    }
}

/// An entry of a pack whose answer moderators changed: they come before its sources.
fn with_moderators(pack: &mut Pack, mut entry: Entry) -> Entry {
    let moderators = moderators();
    if !entry.sources.contains(&moderators.id) {
        entry.sources.insert(0, moderators.id.clone());
    }
    if pack.sources.iter().all(|source| source.id != moderators.id) {
        // In the order of its pack a reply names them.
        pack.sources.insert(0, moderators);
    }
    entry
}

/// An entry that says where it comes from.
fn attributed(entry: Entry) -> Entry {
    Entry { sources: vec![SourceId(MODERATORS.to_owned())], ..entry }
}
