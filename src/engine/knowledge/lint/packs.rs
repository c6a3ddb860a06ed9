//! A pack as a whole: its id among the others, its language, whether it holds anything.
//!
//! **Invariant:** nothing here looks inside an entry.

use crate::diagnostic::{Diagnostic, Source, nearest};
use crate::engine::knowledge::{KnowledgeBase, Manifest, Pack};

/// The languages whose word endings are known: those of the Snowball stemmers.
pub const LOCALES: &[&str] = &[
    "ar", "da", "de", "el", "en", "es", "fi", "fr", "hu", "it", "nl", "no", "pt", "ro", "ru", "sv",
    "ta", "tr",
];

pub(super) fn lint(knowledge: &KnowledgeBase, diagnostics: &mut Vec<Diagnostic>) {
    for (place, pack) in knowledge.packs().iter().enumerate() {
        if pack.entries.is_empty() {
            diagnostics.push(empty(pack));
        }
        let Some(manifest) = &pack.manifest else {
            continue;
        };
        locale(pack, manifest, diagnostics);
        let named = |other: &&Pack| other.manifest.is_some() && other.id == pack.id;
        if let Some(first) = knowledge.packs()[..place].iter().find(named)
            && !pack.id.0.is_empty()
        {
            let first = first.manifest.as_ref().map_or("", |manifest| manifest.path.as_str());
            diagnostics.push(Source::new(&manifest.path, "").error(
                "duplicate-id",
                manifest.id,
                format!("the pack id `{}` is taken", pack.id.0),
                format!("it belongs to {first}; choose another"),
            ));
        }
    }
}

fn empty(pack: &Pack) -> Diagnostic {
    let (path, help) = match &pack.manifest {
        Some(manifest) => (&manifest.path, "write entries/<id>.md, or mend those that are named"),
        None => (&pack.title, "write an entry a line, or mend those that are named"),
    };
    Source::new(path, "").error("empty-pack", 1, "there is no entry to answer from", help)
}

fn locale(pack: &Pack, manifest: &Manifest, diagnostics: &mut Vec<Diagnostic>) {
    let locale = pack.locale.as_str();
    if locale.is_empty() || LOCALES.contains(&locale) {
        return;
    }
    let language = locale.split(['-', '_']).next().unwrap_or(locale).to_lowercase();
    let known = LOCALES.iter().copied().find(|known| *known == language);
    let help = match known.or_else(|| nearest(locale, LOCALES.iter().copied())) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("known are {}", LOCALES.join(", ")),
    };
    diagnostics.push(Source::new(&manifest.path, "").error(
        "unknown-locale",
        manifest.locale,
        format!("`{locale}` is not a language that is known here"),
        help,
    ));
}
