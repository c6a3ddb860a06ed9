//! Makes more of the examples: with other talk around them, and misspelt.
//!
//! People rarely write nothing but the sentence that matters, and in need they mistype.

use signpost::engine::triage::likeness::BENIGN;

use super::Example;

/// What is made counts for so much of what was written.
const MADE: f32 = 0.5;

/// So many in a hundred get talk before or after them. Of what only sounds alike there is more,
/// and it is long in itself.
const AMID_TALK: u64 = 35;
const BENIGN_AMID_TALK: u64 = 30;

/// So many of these in a hundred get more than one piece of talk.
const AMID_MORE: u64 = 30;

/// So many in a hundred are misspelt.
const MISSPELT: u64 = 20;

/// One slip in so many letters, as `tests/eval` has them.
const LETTERS_A_SLIP: usize = 25;

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
    for example in examples.iter() {
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
        if numbers.below(100) < MISSPELT {
            add(misspelt(&example.text, &mut numbers));
        }
    }
    examples.extend(made);
}

/// The text with letters dropped, swapped or doubled within longer words.
fn misspelt(text: &str, numbers: &mut Numbers) -> String {
    let mut words: Vec<Vec<char>> = text.split(' ').map(|word| word.chars().collect()).collect();
    for _ in 0..(text.len() / LETTERS_A_SLIP).max(1) {
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
