//! Asks every phrasing, and looks at which entry comes back.
//!
//! How an entry is found is none of the lint's business: the finder is an argument.
//! **Invariant:** a phrasing is asked once, and nothing else is. What another lint reports of it
//! (it is empty, or two entries share it) is no second finding here.

use std::collections::BTreeMap;

use super::file_of;
use super::phrasings::{folded, line_of_asking, owners};
use crate::diagnostic::Diagnostic;
use crate::engine::knowledge::KnowledgeBase;

/// What a phrasing is reported as that another entry comes up for.
pub const FINDS_ANOTHER: &str = "finds-another";

/// Two entries are mixed up where the second lies no further behind than this: the margin within
/// which the bot asks back instead of answering.
const NEAR: f64 = 0.05;

/// Two entries are too alike where more than this share of the phrasings of one finds the other
/// nearly as well.
const MOST: f64 = 0.5;

/// Finds phrasings that lead to another entry, and entries that cannot be told apart.
///
/// `retrieve` takes a question and gives entries by their place in
/// [`KnowledgeBase::entries`], each with a score from 0 to 1, in any order.
#[must_use]
pub fn lint_retrieval(
    knowledge: &KnowledgeBase,
    retrieve: &dyn Fn(&str) -> Vec<(usize, f64)>,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    // For two entries by place: how many phrasings of the first find the second nearly as well.
    let mut mixed: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut asked = vec![0; knowledge.len()];
    let mut owners = owners(knowledge);
    for (place, entry) in knowledge.entries().enumerate() {
        for (asking, text) in entry.ways_of_asking().enumerate() {
            // Taken out, so that a phrasing that stands twice is asked once.
            if owners.remove(&folded(text)).flatten() != Some(place) {
                continue;
            }
            asked[place] += 1;
            let found = retrieve(text);
            let score_of = |place: usize| {
                found.iter().find(|(other, _)| *other == place).map_or(0.0, |(_, score)| *score)
            };
            let own = score_of(place);
            let best = found
                .iter()
                .copied()
                .filter(|(other, _)| *other != place)
                .max_by(|left, right| left.1.total_cmp(&right.1));
            let line = line_of_asking(entry, asking);
            match best {
                Some((other, score)) if score > own => {
                    let other = &knowledge.entry_at(other).id;
                    diagnostics.push(file_of(entry).error(
                        FINDS_ANOTHER,
                        line,
                        format!(
                            "`{text}` finds `{other}` ({score:.3}) before `{}` ({own:.3})",
                            entry.id
                        ),
                        format!(
                            "say it in words that only `{}` has, or move it to `{other}`",
                            entry.id
                        ),
                    ));
                }
                _ if own <= 0.0 => diagnostics.push(file_of(entry).error(
                    "finds-nothing",
                    line,
                    format!("`{text}` does not find `{}`", entry.id),
                    "add a word that carries meaning, or take it out",
                )),
                Some(_) | None => {}
            }
            for (other, score) in found {
                if other != place && own - score <= NEAR && score > 0.0 {
                    *mixed.entry((place, other)).or_default() += 1;
                }
            }
        }
    }
    diagnostics.extend(too_alike(knowledge, &asked, &mixed));
    diagnostics
}

/// Finds phrasings that never come to matching, since triage takes them for a concern.
///
/// `concern` takes a question and gives the category and the rule that triage finds in it.
#[must_use]
pub fn lint_triage<'r>(
    knowledge: &KnowledgeBase,
    concern: &dyn Fn(&str) -> Option<(&'r str, &'r str)>,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    for entry in knowledge.entries() {
        for (asking, text) in entry.ways_of_asking().enumerate() {
            let Some((category, rule)) = concern(text) else { continue };
            diagnostics.push(file_of(entry).warning(
                "never-matched",
                line_of_asking(entry, asking),
                format!("`{text}` is taken for {category} (by the rule \"{rule}\")"),
                "ask it in general, not for somebody, or take it out",
            ));
        }
    }
    diagnostics
}

fn too_alike(
    knowledge: &KnowledgeBase,
    asked: &[usize],
    mixed: &BTreeMap<(usize, usize), usize>,
) -> Vec<Diagnostic> {
    let share = |from: usize, to: usize| {
        let count = mixed.get(&(from, to)).copied().unwrap_or(0);
        (count, asked[from], count as f64 / asked[from].max(1) as f64)
    };
    let mut diagnostics = Vec::new();
    for &(from, to) in mixed.keys() {
        let (count, asked, part) = share(from, to);
        // Where both find each other, the pair is reported once, at the one that does so more.
        let (_, _, back) = share(to, from);
        if part <= MOST || back > part || (back == part && to < from) {
            continue;
        }
        let (entry, other) = (knowledge.entry_at(from), &knowledge.entry_at(to).id);
        diagnostics.push(file_of(entry).warning(
            "too-alike",
            entry.lines.id,
            format!("{count} of the {asked} ways to ask for `{}` find `{other}` as well", entry.id),
            "join the two, or give each the words that set it apart",
        ));
    }
    diagnostics
}
