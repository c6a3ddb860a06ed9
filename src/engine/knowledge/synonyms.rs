//! Words and short phrases that mean the same in one pack.
//!
//! **Invariant:** a word belongs to one group at most, so reading it never branches.

use crate::diagnostic::{Diagnostic, Source};
use crate::toml_reader;

/// Groups of words or short phrases; the members of a group stand for each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Synonyms {
    /// Each group, its name first.
    pub groups: Vec<Vec<String>>,
}

impl Synonyms {
    /// Parses a `synonyms.toml`: one table, `[synonyms]`, a group a key.
    ///
    /// The key is a word of the group, with `-` for a space. A key that begins with `_` only
    /// names the group.
    #[must_use]
    pub fn parse(source: Source<'_>) -> (Self, Vec<Diagnostic>) {
        let mut diagnostics = Vec::new();
        let groups = toml_reader::read(source, &mut diagnostics, |root, diagnostics| {
            root.table("synonyms", diagnostics, |table, diagnostics| {
                let mut seen: Vec<String> = Vec::new();
                let mut groups = Vec::new();
                for key in table.keys() {
                    let mut group = Vec::new();
                    let name = key.value.replace('-', " ");
                    let words = table.strings_of(&key.value, diagnostics);
                    let named = words.into_iter().map(|word| (word.value, word.line));
                    let first = (!name.starts_with('_')).then_some((name, key.line));
                    for (word, line) in first.into_iter().chain(named) {
                        let word = word.trim().to_lowercase();
                        if seen.contains(&word) {
                            diagnostics.push(source.warning(
                                "repeated-synonym",
                                line,
                                format!("`{word}` stands twice"),
                                "leave it in the one group where it fits best",
                            ));
                            continue;
                        }
                        seen.push(word.clone());
                        group.push(word);
                    }
                    if group.len() < 2 {
                        diagnostics.push(source.warning(
                            "lone-synonym",
                            key.line,
                            format!("`{}` has nothing that means the same", key.value),
                            "add words to it, or take the line out",
                        ));
                        continue;
                    }
                    groups.push(group);
                }
                groups
            })
        });
        (Synonyms { groups: groups.unwrap_or_default() }, diagnostics)
    }
}
