//! Messages that people might write, by category: what the rules did not foresee is compared with
//! them.
//!
//! A rule knows what must stand near what; an example knows how people put it. Each file beside
//! this one holds the examples of a category, one a line; those named `benign_…` hold messages
//! that only sound alike. A message is ranked against all of them as a question is ranked against
//! the phrasings of entries.
//!
//! **Invariant:** an example never silences a rule that found a person in danger in plain words.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::engine::Confidence;
use crate::engine::matching::Matcher;
use crate::engine::outcome::Category;
use crate::engine::query::{Query, normalise};
use crate::engine::segments::segments;

/// The examples of each category, in order of [`Category::ALL`].
const EXAMPLES: [&str; 13] = [
    include_str!("emergency.txt"),
    include_str!("self_harm.txt"),
    include_str!("poisoning.txt"),
    include_str!("harassment.txt"),
    include_str!("pregnancy.txt"),
    include_str!("minor.txt"),
    include_str!("interaction.txt"),
    include_str!("dosing.txt"),
    include_str!("treatment.txt"),
    include_str!("withdrawal.txt"),
    include_str!("driving.txt"),
    include_str!("sourcing.txt"),
    include_str!("drug_test.txt"),
];

/// Messages that only sound alike.
const BENIGN: [&str; 5] = [
    include_str!("benign_idioms.txt"),
    include_str!("benign_history.txt"),
    include_str!("benign_chat.txt"),
    include_str!("benign_general.txt"),
    include_str!("benign_offtopic.txt"),
];

/// The lines of a file of examples.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty())
}

static MATCHER: LazyLock<Matcher> = LazyLock::new(|| {
    let groups = EXAMPLES.map(|text| lines(text).collect());
    let benign: Vec<&str> = BENIGN.iter().flat_map(|text| lines(text)).collect();
    Matcher::of_groups(&groups, &benign)
});

/// For each word the categories that it is a sign of, a bit each.
static SIGNS: LazyLock<FxHashMap<String, u16>> = LazyLock::new(|| {
    let mut counts: FxHashMap<String, [u32; EXAMPLES.len() + 1]> = FxHashMap::default();
    let mut totals = [0_u32; EXAMPLES.len() + 1];
    let benign = BENIGN.iter().map(|text| (EXAMPLES.len(), *text));
    for (group, text) in EXAMPLES.iter().copied().enumerate().chain(benign) {
        for line in lines(text) {
            totals[group] += 1;
            for word in normalise(line).own_words() {
                counts.entry(word.to_owned()).or_default()[group] += 1;
            }
        }
    }
    let is_sign = |count: &[u32; EXAMPLES.len() + 1], category: usize| {
        let here = f64::from(count[category]) / f64::from(totals[category].max(1));
        let benign = EXAMPLES.len();
        let elsewhere = f64::from(count[benign] + 1) / f64::from(totals[benign].max(1));
        count[category] >= SEEN && here >= TIMES * elsewhere
    };
    let signs = counts.iter().map(|(word, count)| {
        let categories = (0..EXAMPLES.len()).filter(|&category| is_sign(count, category));
        (word.clone(), categories.fold(0, |bits, category| bits | 1 << category))
    });
    signs.filter(|(_, bits)| *bits != 0).collect()
});

/// A word that stands in fewer examples of a category may be there by chance.
const SEEN: u32 = 3;

/// One word may be there by chance.
const SIGNS_NEEDED: usize = 2;

/// A sign is so many times as frequent in a category as in messages that only sound alike.
const TIMES: f64 = 3.0;

/// Builds what is otherwise built when the first message is compared.
pub(super) fn prepare() {
    LazyLock::force(&MATCHER);
    LazyLock::force(&SIGNS);
}

/// What a message is most like.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Likeness {
    /// The category whose examples it is most like.
    pub(super) category: Category,
    /// How sure that is.
    pub(super) confidence: Confidence,
    /// The example.
    pub(super) example: String,
    /// A message that only sounds alike is nearer.
    pub(super) benign: bool,
}

/// What a message is most like; nothing where it has no word in common with any example.
#[must_use]
pub(super) fn likeness(query: &Query) -> Option<Likeness> {
    let segments = segments(query);
    if segments.whole.is_empty() {
        return None;
    }
    let stretches = segments.sentences();
    let ranked = MATCHER.rank_message(&stretches);
    let best = ranked.best()?;
    // "I want to close my account" has the frame of a cry for help, and no word of one.
    let is_sign = |word: &str| SIGNS.get(word).is_some_and(|bits| bits & 1 << best.entry != 0);
    if query.own_words().filter(|word| is_sign(word)).count() < SIGNS_NEEDED {
        return None;
    }
    Some(Likeness {
        category: *Category::ALL.get(best.entry)?,
        confidence: best.confidence,
        example: MATCHER.explain(&stretches, &ranked, best).phrasing,
        benign: ranked.is_out_of_scope(),
    })
}
