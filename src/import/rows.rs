//! Rows of a table or of JSON Lines, to drafts.
//!
//! **Invariant:** the drafts of a file belong to one pack, and no two of them share an id.

use std::collections::BTreeMap;

use super::words::{slug, untaken};
use super::{Draft, Import, Span, name_in_words, table};
use crate::diagnostic::{Diagnostic, Source};
use crate::engine::knowledge::{EntryId, Pack, Row, read_rows};

/// A row and where it stands.
pub(super) struct Placed {
    pub from: usize,
    pub to: usize,
    pub row: Row,
}

/// Drafts of a JSON Lines file.
pub(super) fn json_lines(
    source: Source<'_>,
    wanted: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Import {
    let mut rows = Vec::new();
    read_rows(source, diagnostics, |line, row, _| {
        rows.push(Placed { from: line, to: line, row });
    });
    gather(source, rows, wanted, diagnostics)
}

/// Drafts of a table with this delimiter.
pub(super) fn table(
    source: Source<'_>,
    delimiter: u8,
    wanted: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Import {
    let rows = table::read(source, delimiter, diagnostics);
    gather(source, rows, wanted, diagnostics)
}

fn gather(
    source: Source<'_>,
    rows: Vec<Placed>,
    wanted: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Import {
    let mut import = Import {
        file: source.path.to_owned(),
        title: name_in_words(source.path),
        updated: None,
        url: None,
        drafts: Vec::new(),
        disclaimer: None,
        dropped: Vec::new(),
        pack: None,
    };
    // Rows above the first pack belong to none.
    let mut packs: Vec<(Option<Pack>, Vec<Placed>)> = vec![(None, Vec::new())];
    for mut placed in rows {
        if let Some(pack) = placed.row.pack.take() {
            packs.push((Some(pack.into_pack(source, placed.from, diagnostics)), Vec::new()));
        } else if let Some((_, rows)) = packs.last_mut() {
            rows.push(placed);
        }
    }
    packs.retain(|(pack, rows)| pack.is_some() || !rows.is_empty());
    let names: Vec<String> =
        packs.iter().map(|(pack, _)| pack.as_ref().map_or_else(String::new, id_of)).collect();
    let chosen = match wanted {
        Some(wanted) => names.iter().position(|name| name == wanted),
        None if packs.len() > 1 => None,
        None => Some(0),
    };
    let Some(chosen) = chosen else {
        diagnostics.push(source.error(
            "several-packs",
            source.first_line,
            format!("the file holds the packs {}", names.join(", ")),
            "name the one to import with --pack",
        ));
        return import;
    };
    let Some((pack, rows)) = packs.into_iter().nth(chosen) else { return import };
    if let Some(pack) = pack.as_ref().filter(|pack| !pack.title.trim().is_empty()) {
        import.title.clone_from(&pack.title);
    }
    import.pack = pack;
    import.drafts = drafts(source, rows, diagnostics);
    import
}

fn id_of(pack: &Pack) -> String {
    pack.id.0.clone()
}

fn drafts(source: Source<'_>, rows: Vec<Placed>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Draft> {
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    let mut renamed: BTreeMap<String, EntryId> = BTreeMap::new();
    let mut drafts = Vec::new();
    // Ids that are written out come first: one that is made up has to give way.
    let written: Vec<String> = rows.iter().filter_map(|placed| placed.row.id.clone()).collect();
    let written: std::collections::BTreeSet<String> = written.into_iter().collect();
    for Placed { from, to, mut row } in rows {
        let stated = row.id.take().map(|id| id.trim().to_owned()).filter(|id| !id.is_empty());
        let id = match stated.as_deref() {
            Some(id) if EntryId::new(id).is_some() => id.to_owned(),
            Some(id) => {
                let name = slug(id).unwrap_or_else(|| format!("entry-{from}"));
                let taken = |name: &str| written.contains(name) || lines.contains_key(name);
                let name = untaken(&name, taken);
                diagnostics.push(source.warning(
                    "invalid-id",
                    from,
                    format!("`{id}` cannot name a file"),
                    format!("it became `{name}`; ids have lower-case letters, digits and hyphens"),
                ));
                name
            }
            None => {
                let question = row.question.as_deref().unwrap_or_default();
                let name = slug(question).unwrap_or_else(|| format!("entry-{from}"));
                untaken(&name, |name| written.contains(name) || lines.contains_key(name))
            }
        };
        if let Some(first) = lines.get(&id) {
            diagnostics.push(source.error(
                "duplicate-id",
                from,
                format!("the id `{id}` is taken"),
                format!("it belongs to line {first}; choose another"),
            ));
            continue;
        }
        let Some(entry_id) = EntryId::new(&id) else { continue };
        let Some(entry) = row.into_entry(entry_id.clone(), source, from, diagnostics) else {
            continue;
        };
        lines.insert(id.clone(), from);
        if let Some(stated) = stated.filter(|stated| *stated != id) {
            renamed.insert(stated, entry_id);
        }
        drafts.push(Draft { entry, spans: vec![Span { file: source.path.to_owned(), from, to }] });
    }
    for draft in &mut drafts {
        for related in &mut draft.entry.related {
            let new = renamed.get(related.as_str()).cloned();
            let other = || {
                EntryId::new(related.as_str()).or_else(|| EntryId::new(&slug(related.as_str())?))
            };
            if let Some(new) = new.or_else(other) {
                *related = new;
            }
        }
        draft.entry.related.retain(|related| EntryId::new(related.as_str()).is_some());
        draft.entry.lines.related.truncate(draft.entry.related.len());
    }
    drafts
}
