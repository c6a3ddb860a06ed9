//! Links of an entry: related entries, sources, and the name of its file.
//!
//! **Invariant:** every link that leads nowhere is an error, with the nearest that leads somewhere.

use super::{file_of, is_folder, line_of};
use crate::diagnostic::{Diagnostic, nearest};
use crate::engine::knowledge::{Entry, EntryId, KnowledgeBase, Pack};

pub(super) fn lint(
    knowledge: &KnowledgeBase,
    pack: &Pack,
    entry: &Entry,
    diagnostics: &mut Vec<Diagnostic>,
) {
    related(knowledge, entry, diagnostics);
    if is_folder(pack) {
        sources(pack, entry, diagnostics);
        file_name(entry, diagnostics);
    }
}

fn related(knowledge: &KnowledgeBase, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    for (place, id) in entry.related.iter().enumerate() {
        let line = line_of(&entry.lines.related, place, entry);
        if *id == entry.id {
            diagnostics.push(file_of(entry).error(
                "self-related",
                line,
                format!("`{id}` names itself as related"),
                "take it out; name entries that a reader may want next",
            ));
        } else if knowledge.find(id).is_none() && !is_left_out(knowledge, id) {
            let known = knowledge.entries().map(|entry| entry.id.as_str());
            let help = match nearest(id.as_str(), known) {
                Some(known) => format!("did you mean `{known}`?"),
                None => "name the id of an entry, or take it out".to_owned(),
            };
            diagnostics.push(file_of(entry).error(
                "broken-link",
                line,
                format!("there is no entry `{id}`"),
                help,
            ));
        } else if entry.related[..place].contains(id) {
            diagnostics.push(file_of(entry).warning(
                "repeated-link",
                line,
                format!("`{id}` stands twice among the related entries"),
                "take one of the two out",
            ));
        }
    }
}

/// Whether a link leads to an entry that is only left out until it is mended.
fn is_left_out(knowledge: &KnowledgeBase, id: &EntryId) -> bool {
    knowledge.packs().iter().flat_map(Pack::left_out).any(|entry| entry.id == *id)
}

fn sources(pack: &Pack, entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let known = || pack.sources.iter().map(|source| source.id.0.as_str());
    if entry.sources.is_empty() {
        let help = match known().next() {
            Some(first) => format!("add `sources = [\"{first}\"]`, or whichever document says so"),
            None => "add a [[source]] to pack.toml, and its id to `sources` here".to_owned(),
        };
        diagnostics.push(file_of(entry).error(
            "no-source",
            entry.lines.id,
            format!("`{}` has no source", entry.id),
            help,
        ));
    }
    for (place, id) in entry.sources.iter().enumerate() {
        let line = line_of(&entry.lines.sources, place, entry);
        if !known().any(|known| known == id.0) {
            let help = match nearest(&id.0, known()) {
                Some(known) => format!("did you mean `{known}`?"),
                None => format!("add a [[source]] with `id = \"{id}\"` to pack.toml"),
            };
            diagnostics.push(file_of(entry).error(
                "unknown-source",
                line,
                format!("the pack has no source `{id}`"),
                help,
            ));
        } else if entry.sources[..place].contains(id) {
            diagnostics.push(file_of(entry).warning(
                "repeated-link",
                line,
                format!("`{id}` stands twice among the sources"),
                "take one of the two out",
            ));
        }
    }
}

fn file_name(entry: &Entry, diagnostics: &mut Vec<Diagnostic>) {
    let name = entry.path.rsplit(['/', '\\']).next().unwrap_or(&entry.path);
    let stem = name.strip_suffix(".md").unwrap_or(name);
    if stem != entry.id.as_str() {
        diagnostics.push(file_of(entry).warning(
            "file-name",
            entry.lines.id,
            format!("the file of `{}` is named {name}", entry.id),
            format!("rename it to {}.md, so that one finds it by its id", entry.id),
        ));
    }
}
