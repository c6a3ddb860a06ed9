//! What a pack says of itself in a table: a row a key.
//!
//! **Invariant:** a key that is none is named, with the nearest that is one.

use super::cell;
use crate::diagnostic::{Diagnostic, Source, nearest};
use crate::engine::knowledge::{PackRow, SourceRow};

/// The keys of a pack's rows.
const PACK_KEYS: [&str; 7] =
    ["id", "title", "locale", "disclaimer", "pointer", "synonyms", "out_of_scope"];

/// Takes one row of what a pack says of itself.
pub(super) fn set(
    pack: &mut PackRow,
    key: &str,
    value: &str,
    source: Source<'_>,
    line: usize,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let value = value.to_owned();
    match key {
        "id" => pack.id = value,
        "title" => pack.title = value,
        "locale" => pack.locale = value,
        "disclaimer" => pack.disclaimer = value,
        "pointer" => pack.pointer = value,
        "synonyms" => pack.synonyms.push(cell::split(&value)),
        "out_of_scope" => pack.out_of_scope.push(value),
        _ => {
            let named = key.strip_prefix("source.").and_then(|name| name.rsplit_once('.'));
            if let Some((id, field @ ("title" | "label" | "updated" | "url"))) = named {
                let place = pack.sources.iter().position(|source| source.id == id);
                let place = place.unwrap_or_else(|| {
                    pack.sources.push(SourceRow { id: id.to_owned(), ..SourceRow::default() });
                    pack.sources.len() - 1
                });
                let source = &mut pack.sources[place];
                match field {
                    "title" => source.title = value,
                    "label" => source.label = value,
                    "updated" => source.updated = Some(value),
                    _ => source.url = Some(value),
                }
                return;
            }
            let help = match nearest(key, PACK_KEYS) {
                Some(known) => format!("did you mean `pack.{known}`?"),
                None => format!(
                    "keys are {} and source.ID.title, .label, .updated, .url",
                    PACK_KEYS.join(", ")
                ),
            };
            diagnostics.push(source.error(
                "unknown-key",
                line,
                format!("unknown key `pack.{key}`"),
                help,
            ));
        }
    }
}
