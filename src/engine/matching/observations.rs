//! What the confidence is learnt from.
//!
//! **Invariant:** nothing but the knowledge base and the texts below: no labels.

use super::calibration::{Asked, ENOUGH_OUT_OF_SCOPE, Observation};
use super::contrast::Shares;
use super::index::{Hidden, Owner, PhrasingPlace};
use super::ranking::{Heard, Scored, judge};
use super::segment::Layer;
use super::words;
use crate::engine::parallel;
use crate::engine::query::{Query, normalise};

/// About how many phrasings are asked to calibrate, at least and at most: enough for eight numbers that are held to a prior.
/// With 120 of 770 fewer answers reach the default floor (14 in a hundred instead of 23 on one public
/// set); of the 6,400 of the shipped pack, those out of scope with them, 120 do as well as 200.
const ASKED: std::ops::RangeInclusive<usize> = 120..=200;

/// Between the two, as many are asked as there are to compare so many pairs of phrasings: a start waits
/// for it.
const COMPARED: usize = 600_000;

/// How much a question whose whole entry is hidden counts against one with its answer.
///
/// Such a question is nearer to the other entries than almost any that people ask out of scope.
const HIDDEN_ENTRY: f64 = 0.3;

/// Something that is asked to see how it scores.
enum Sample<'s> {
    /// A phrasing of the knowledge base.
    Phrasing { text: &'s str, place: PhrasingPlace, owner: Owner },
    /// Small talk.
    Chatter(&'s Query),
}

impl<'s> Sample<'s> {
    fn heard_by(&self, layers: &'s [Layer]) -> Scored<'s> {
        let words: Vec<&'s str> = match *self {
            Sample::Phrasing { text, .. } => words(text).collect(),
            Sample::Chatter(query) => query.own_words().collect(),
        };
        Scored::new(layers, &words)
    }
}

/// Asks a sample of the phrasings with themselves, then with their entries hidden; and learns what tells
/// the entries apart, beside finding what is like them. Gives what each phrasing taught as well.
pub(super) fn observe(layer: &Layer) -> (Vec<Observation>, Shares) {
    let (index, texts) = (&layer.segment.index, &layer.segment.texts);
    let names = layer.segment.names.len();
    let asked: Vec<(PhrasingPlace, Owner)> = (0..)
        .zip(index.owners.iter().copied())
        .filter(|(place, _)| !layer.segment.is_name(*place))
        .collect();
    let phrasings = sampled(&asked);
    let chatter: Vec<Query> = CHATTER.iter().map(|chatter| normalise(chatter)).collect();
    let samples: Vec<Sample<'_>> = phrasings
        .into_iter()
        .map(|(place, owner)| Sample::Phrasing { text: &texts[place as usize], place, owner })
        .chain(chatter.iter().map(Sample::Chatter))
        .collect();
    let layers = std::slice::from_ref(layer);
    let (taught, heard) = parallel::map_beside(
        || index.learn(texts, names),
        &samples,
        |sample| sample.heard_by(layers),
    );
    let heard: Vec<(Sample<'_>, Scored<'_>)> = samples.into_iter().zip(heard).collect();
    let seen = parallel::map(&heard, |(sample, scored)| match *sample {
        Sample::Phrasing { place, owner, .. } => ask_again(layer, &taught, scored, place, owner),
        Sample::Chatter(_) => {
            let judged = judge(layers, &[Heard::from(scored)], None);
            let best = judged.candidates.first().map(|found| Observation {
                signals: found.signals,
                right: false,
                weight: 1.0,
                best_of: Some(Asked::Chatter),
            });
            best.into_iter().collect()
        }
    });
    drop(heard);
    (seen.into_iter().flatten().collect(), taught)
}

/// The phrasings that are asked: every so many-th, and of those out of scope enough to show what people ask
/// in vain, where there are enough.
fn sampled(phrasings: &[(PhrasingPlace, Owner)]) -> Vec<(PhrasingPlace, Owner)> {
    let all = phrasings.len();
    let asked = (COMPARED / all.max(1)).clamp(*ASKED.start(), *ASKED.end());
    let step = all.div_ceil(asked).max(1);
    let is_outside = |(_, owner): &(PhrasingPlace, Owner)| *owner == Owner::OutOfScope;
    let mut sampled: Vec<_> = phrasings.iter().copied().step_by(step).collect();
    if sampled.iter().filter(|one| is_outside(one)).count() < ENOUGH_OUT_OF_SCOPE {
        sampled.retain(|one| !is_outside(one));
        let outside: Vec<_> = phrasings.iter().copied().filter(is_outside).collect();
        let step = (outside.len() / ENOUGH_OUT_OF_SCOPE).max(1);
        sampled.extend(outside.into_iter().step_by(step));
    }
    sampled
}

/// Asks a phrasing with itself hidden, then with its entry.
fn ask_again(
    layer: &Layer,
    taught: &Shares,
    scored: &Scored<'_>,
    phrasing: PhrasingPlace,
    owner: Owner,
) -> Vec<Observation> {
    let entry = match owner {
        Owner::Entry(entry) => entry,
        Owner::OutOfScope => u32::MAX,
    };
    let mut observations = Vec::new();
    for whole_entry in [false, true] {
        let (asked, weight) = match (owner, whole_entry) {
            (Owner::Entry(entry), false) if layer.segment.has_one_phrasing(entry) => {
                (Asked::Alone, 1.0)
            }
            (Owner::Entry(_), false) => (Asked::Phrasing, 1.0),
            (Owner::OutOfScope, false) => (Asked::OutOfScope, 1.0),
            (Owner::Entry(_), true) => (Asked::WithoutEntry, HIDDEN_ENTRY),
            (Owner::OutOfScope, true) => continue,
        };
        let hidden = Hidden { taught, phrasing, entry, whole_entry };
        let judged = judge(std::slice::from_ref(layer), &[Heard::from(scored)], Some(hidden));
        observations.extend(judged.candidates.iter().take(2).enumerate().map(|(rank, found)| {
            let best_of = (rank == 0).then_some(asked);
            Observation { signals: found.signals, right: found.entry == entry, weight, best_of }
        }));
    }
    observations
}

/// What is said in any channel, and is no question to anybody's documents.
///
/// Written for this purpose. It shows the calibration how high small talk scores here.
const CHATTER: [&str; 60] = [
    "good morning everyone",
    "hey how is it going",
    "thanks so much for the help",
    "haha that is hilarious",
    "i will be back in an hour",
    "who is up for a game tonight",
    "my cat just knocked over the plant",
    "what time is it where you live",
    "i can not believe they lost again",
    "happy birthday dude",
    "can someone send me the link",
    "i am so tired of this weather",
    "just got home from work",
    "does anyone want to join voice chat",
    "that movie was way too long",
    "sorry wrong channel",
    "my phone battery died again",
    "what did you have for dinner",
    "this song is stuck in my head",
    "how do i install python on windows",
    "where can i watch the match",
    "nice one mate",
    "is the server down for anybody else",
    "i need a new keyboard",
    "congrats on the new job",
    "what is the capital of australia",
    "how do i change my password",
    "the train is late as usual",
    "any recommendations for a good book",
    "my teacher gave us so much homework",
    "see you all tomorrow",
    "why is my computer so slow",
    "i love this community",
    "best pizza in town hands down",
    "how long do you boil eggs",
    "what is the best phone right now",
    "who won the election",
    "i do not get this joke",
    "can you recommend a good laptop",
    "my dog keeps barking at the mailman",
    "is it going to rain on sunday",
    "how much does a flight to japan cost",
    "they changed the menu again",
    "what are you guys playing",
    "i think the mods are doing a great job",
    "that is so true",
    "when does the new season come out",
    "how do i get to the airport",
    "what is the meaning of life",
    "why is the sky blue",
    "could you please repeat that",
    "i finished my first marathon today",
    "does this come in blue",
    "is there a discount for students",
    "how do i cancel my subscription",
    "can i pay with a credit card",
    "what is the difference between a crocodile and an alligator",
    "how does a car engine work",
    "who invented the telephone",
    "tell me a story",
];

#[cfg(test)]
mod tests {
    use super::{ENOUGH_OUT_OF_SCOPE, Owner, sampled};

    #[test]
    fn of_a_large_knowledge_base_a_short_list_out_of_scope_is_asked_too() {
        for (entries, outside, wanted) in
            [(3_800, 200, ENOUGH_OUT_OF_SCOPE), (9_000, 10, 10), (50, 3, 3), (0, 0, 0)]
        {
            let mut owners = vec![Owner::Entry(0); entries];
            owners.extend(vec![Owner::OutOfScope; outside]);
            let phrasings: Vec<_> = (0..).zip(owners.iter().copied()).collect();
            let asked = sampled(&phrasings);
            let count = asked.iter().filter(|(_, owner)| *owner == Owner::OutOfScope).count();
            assert!(count >= wanted, "{count} of {outside}");
            assert!(asked.iter().all(|(place, owner)| owners[*place as usize] == *owner));
            assert!(asked.len() <= 230 && asked.len() >= entries.min(80), "{}", asked.len());
        }
    }
}
