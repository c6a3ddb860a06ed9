//! Makes more of the examples: with other talk around them, misspelt, texted, and as bare frames.
//!
//! People rarely write nothing but the sentence that matters, and in need they mistype or write as
//! they text. And "I want
//! to … my …" is said of everything: the frame of a message that matters, with any other words in
//! it, is harmless.

use signpost::engine::english;
use signpost::engine::query::normalise;
use signpost::engine::triage::likeness::BENIGN;

use super::Example;

/// So often the dice are thrown for each example. With one throw the weights depended on it: a line more
/// among the examples moved what other messages are like by up to 0.1. With three, 21 lines more still took
/// one in a hundred of other writers' cries; with six a dozen moved none.
const THROWS: u32 = 6;

/// What is made counts for so much of what was written, all throws together.
const MADE: f32 = 0.6 / THROWS as f32;

/// So many in a hundred get talk before or after them. Of what only sounds alike there is more,
/// and it is long in itself.
const AMID_TALK: u64 = 35;
const BENIGN_AMID_TALK: u64 = 30;

/// So many of these in a hundred get more than one piece of talk.
const AMID_MORE: u64 = 30;

/// So many in a hundred are misspelt.
const MISSPELT: u64 = 20;

/// So many in a hundred are written as people text.
const TEXTED: u64 = 15;

/// How words are texted, sorted. What is written out before triage reads it ("u", "plz") is left out.
const TEXT_SPEAK: [(&str, &str); 40] = [
    ("about", "abt"),
    ("again", "agn"),
    ("alive", "alyv"),
    ("anyone", "any1"),
    ("back", "bak"),
    ("because", "bcs"),
    ("brother", "bro"),
    ("can't", "cnt"),
    ("don't", "dnt"),
    ("dont", "dnt"),
    ("feel", "feal"),
    ("feeling", "feelin"),
    ("for", "4"),
    ("going", "goin"),
    ("have", "hav"),
    ("help", "halp"),
    ("just", "jus"),
    ("life", "lyf"),
    ("live", "liv"),
    ("living", "livin"),
    ("much", "mch"),
    ("myself", "myslf"),
    ("never", "nvr"),
    ("nobody", "no1"),
    ("nothing", "nuthin"),
    ("people", "ppl"),
    ("please", "plz"),
    ("really", "rlly"),
    ("something", "sumthin"),
    ("that", "tht"),
    ("the", "da"),
    ("think", "thnk"),
    ("thinking", "thinkin"),
    ("this", "dis"),
    ("to", "2"),
    ("too", "2"),
    ("tonight", "tn"),
    ("want", "wnt"),
    ("with", "w"),
    ("you", "u"),
];

/// Of so many in a hundred the bare frame is taught as harmless. While there were few
/// examples of everyday trouble, this took a quarter of its false alarms.
const FRAMES: u64 = 60;

/// The 127 most frequent words are the frame of a sentence, with other words in it.
const FRAME_BAND: u8 = 7;

/// A frame with fewer other words in it may still say what it said.
const FEWEST_REPLACED: usize = 2;

/// The words that are put into frames: English, and neither frequent nor very rare.
const OTHER_WORDS: std::ops::Range<&str> = "h".."o";

/// One slip in so many letters, in most that are misspelt and in those of hasty writers. Not tuned.
const LETTERS_A_SLIP: [usize; 3] = [25, 25, 9];

/// A generator of Steele, Lea and Flood's `SplitMix64` (2014): the same numbers each time.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Self {
        Numbers(seed)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end.max(1)
    }

    /// Brings items into another order (Fisher and Yates).
    pub(crate) fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.place(last + 1));
        }
    }

    fn place(&mut self, end: usize) -> usize {
        self.below(end as u64) as usize
    }
}

/// Adds what can be made of the examples.
pub(crate) fn augment(examples: &mut Vec<Example>) {
    let mut numbers = Numbers::new(2026);
    let talk: Vec<String> = examples
        .iter()
        .filter(|example| example.class == BENIGN)
        .map(|example| example.text.clone())
        .collect();
    let mut made = Vec::new();
    let mut frames = Vec::new();
    let other_words: Vec<&str> = super::english()
        .filter(|(_, band)| OTHER_WORDS.contains(band))
        .map(|(word, _)| word)
        .collect();
    for example in (0..THROWS).flat_map(|_| examples.iter()) {
        let mut add = |text| made.push(Example { text, class: example.class, weight: MADE });
        let share = if example.class == BENIGN { BENIGN_AMID_TALK } else { AMID_TALK };
        if numbers.below(100) < share {
            let mut parts = vec![example.text.as_str()];
            let more = if numbers.below(100) < AMID_MORE { 2 + numbers.place(4) } else { 1 };
            for _ in 0..more {
                let at = numbers.place(parts.len() + 1);
                parts.insert(at, &talk[numbers.place(talk.len())]);
            }
            add(parts.join(". "));
        }
        if example.class != BENIGN && numbers.below(100) < FRAMES {
            frames.extend(frame(&example.text, &other_words, &mut numbers));
        }
        if numbers.below(100) < MISSPELT {
            add(misspelt(&example.text, &mut numbers));
        }
        if numbers.below(100) < TEXTED {
            add(texted(&example.text));
        }
    }
    examples.extend(made);
    let harmless = |text| Example { text, class: BENIGN, weight: MADE };
    examples.extend(frames.into_iter().map(harmless));
}

/// The text with letters dropped, swapped or doubled within longer words.
fn misspelt(text: &str, numbers: &mut Numbers) -> String {
    let mut words: Vec<Vec<char>> = text.split(' ').map(|word| word.chars().collect()).collect();
    let letters = LETTERS_A_SLIP[numbers.place(LETTERS_A_SLIP.len())];
    for _ in 0..(text.len() / letters).max(1) {
        let at = numbers.place(words.len());
        let word = &mut words[at];
        if word.len() < 4 {
            continue;
        }
        let place = 1 + numbers.place(word.len() - 2);
        match numbers.below(3) {
            0 => drop(word.remove(place)),
            1 => word.swap(place, place + 1),
            _ => word.insert(place, word[place]),
        }
    }
    words.iter().map(|word| word.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// The text as somebody texts it.
fn texted(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(' ').map(|word| {
        let known = TEXT_SPEAK.binary_search_by(|(long, _)| (*long).cmp(word));
        known.map_or(word, |place| TEXT_SPEAK[place].1)
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The text with other words in its frame; nothing where there is little else than the frame.
fn frame(text: &str, other_words: &[&str], numbers: &mut Numbers) -> Option<String> {
    let query = normalise(text);
    let mut replaced = 0;
    let mut words = Vec::new();
    for word in query.own_words() {
        if english::band(word).is_some_and(|band| band < FRAME_BAND) {
            words.push(word);
        } else {
            replaced += 1;
            words.push(other_words[numbers.place(other_words.len())]);
        }
    }
    (replaced >= FEWEST_REPLACED).then(|| words.join(" "))
}
