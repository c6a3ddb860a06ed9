//! What the confidence is learnt from.
//!
//! **Invariant:** nothing but the knowledge base and the texts below: no labels.

use super::calibration::{Asked, Observation};
use super::contrast::Shares;
use super::index::{Hidden, Index, Owner, PhrasingPlace};
use super::ranking::{Heard, Scored, judge};
use super::segment::Layer;
use super::words;
use crate::engine::parallel;
use crate::engine::query::normalise;

/// Phrasings asked to calibrate: enough for five numbers, and quick at any size.
const ASKED: usize = 200;

/// How much a question whose whole entry is hidden counts against one with its answer.
///
/// Such a question is nearer to the other entries than almost any that people ask out of scope.
const HIDDEN_ENTRY: f64 = 0.3;

/// Asks a sample of the phrasings with themselves, then with their entries hidden.
pub(super) fn observe(layers: &[Layer], taught: &Shares) -> Vec<Observation> {
    let Some(Layer { segment, .. }) = layers.first() else { return Vec::new() };
    let (index, texts) = (&segment.index, &segment.texts);
    let step = index.owners.len().div_ceil(ASKED).max(1);
    let asked: Vec<(PhrasingPlace, Owner)> =
        (0..).zip(index.owners.iter().copied()).step_by(step).collect();
    let of_phrasings = parallel::map(&asked, |&(phrasing, owner)| {
        ask_again(layers, index, taught, &texts[phrasing as usize], phrasing, owner)
    });
    let of_chatter = parallel::map(&CHATTER, |chatter| {
        let query = normalise(chatter);
        let words: Vec<&str> = query.own_words().collect();
        let judged = judge(layers, &[Heard::from(&Scored::new(layers, &words))], None);
        judged.candidates.first().map(|found| Observation {
            signals: found.signals,
            right: false,
            weight: 1.0,
            best_of: Some(Asked::Chatter),
        })
    });
    of_phrasings.into_iter().flatten().chain(of_chatter.into_iter().flatten()).collect()
}

/// Asks a phrasing with itself hidden, then with its entry.
fn ask_again(
    layers: &[Layer],
    index: &Index,
    taught: &Shares,
    text: &str,
    phrasing: PhrasingPlace,
    owner: Owner,
) -> Vec<Observation> {
    let words: Vec<&str> = words(text).collect();
    let scored = Scored::new(layers, &words);
    let entry = match owner {
        Owner::Entry(entry) => entry,
        Owner::OutOfScope => u32::MAX,
    };
    let mut observations = Vec::new();
    for whole_entry in [false, true] {
        let (asked, weight) = match (owner, whole_entry) {
            (Owner::Entry(entry), false) if index.has_one_phrasing(entry) => (Asked::Alone, 1.0),
            (Owner::Entry(_), false) => (Asked::Phrasing, 1.0),
            (Owner::OutOfScope, false) => (Asked::OutOfScope, 1.0),
            (Owner::Entry(_), true) => (Asked::WithoutEntry, HIDDEN_ENTRY),
            (Owner::OutOfScope, true) => continue,
        };
        let hidden = Hidden { taught, phrasing, entry, whole_entry };
        let judged = judge(layers, &[Heard::from(&scored)], Some(hidden));
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
