//! English words one edit away from another.
//!
//! Every way to edit a word is tried, after Norvig ("How to write a spelling corrector", 2007), which
//! needs no index of misspellings. A filter of bits (Bloom, 1970) over hashes that are put together
//! from those of beginnings and ends turns nearly all of them down without writing them out.
//!
//! **Invariant:** what is found is in the list of English words.

use std::sync::LazyLock;

use super::table::Table;
use super::{TABLES, listed};

/// Longer words are not looked up with edits.
const LONGEST: usize = 32;

/// Sixteen bits a word, so that one edit in twenty passes that is no word: 64 KiB.
const BITS: u32 = 19;

/// An odd number with its bits well spread, so that products are.
const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

static FILTER: LazyLock<Box<[u64]>> = LazyLock::new(|| {
    let mut bits = vec![0_u64; 1 << (BITS - 6)].into_boxed_slice();
    for word in TABLES.iter().flat_map(Table::words) {
        let mut hash = 0_u64;
        for letter in word.bytes().rev() {
            hash = hash.wrapping_mul(FACTOR).wrapping_add(u64::from(letter));
        }
        let (block, bit) = place(hash);
        bits[block] |= bit;
    }
    bits
});

fn place(hash: u64) -> (usize, u64) {
    let mixed = (hash ^ (hash >> 29)).wrapping_mul(FACTOR) >> (64 - BITS);
    ((mixed >> 6) as usize, 1 << (mixed & 63))
}

/// Gives every known English word that is one edit away, with its band: a letter left out, added or
/// wrong, or two exchanged. Nothing for words of other letters than a to z.
pub fn one_edit_away(word: &str, mut found: impl FnMut(&'static str, u8)) {
    let letters = word.as_bytes();
    let count = letters.len();
    if count > LONGEST || !letters.iter().all(u8::is_ascii_lowercase) {
        return;
    }
    let letter = |place: usize| u64::from(letters[place]);
    let mut powers = [1_u64; LONGEST + 2];
    for place in 1..=count + 1 {
        powers[place] = powers[place - 1].wrapping_mul(FACTOR);
    }
    let mut heads = [0_u64; LONGEST + 1];
    let mut tails = [0_u64; LONGEST + 1];
    for place in 0..count {
        heads[place + 1] = heads[place].wrapping_add(letter(place).wrapping_mul(powers[place]));
        let back = count - 1 - place;
        tails[back] = tails[back + 1].wrapping_mul(FACTOR).wrapping_add(letter(back));
    }
    let filter = &*FILTER;
    let may_be_word = |hash: u64| {
        let (block, bit) = place(hash);
        filter[block] & bit != 0
    };
    let mut text = Vec::with_capacity(LONGEST + 1);
    // Looks up the letters before one place, some others, and those from another place on.
    let mut look_up = |head: usize, middle: &[u8], tail: usize| {
        text.clear();
        text.extend_from_slice(&letters[..head]);
        text.extend_from_slice(middle);
        text.extend_from_slice(&letters[tail..]);
        let known = std::str::from_utf8(&text).ok().and_then(listed);
        if let Some((known, band)) = known {
            found(known, band);
        }
    };
    for place in 0..=count {
        let power = powers[place];
        // One letter stands here: the next in the alphabet adds one power more.
        let of_letter = |letter: u8| u64::from(letter).wrapping_mul(power);
        let first = heads[place].wrapping_add(of_letter(b'a'));
        let mut added = first.wrapping_add(tails[place].wrapping_mul(powers[place + 1]));
        let after = tails[(place + 1).min(count)];
        let mut instead = first.wrapping_add(after.wrapping_mul(powers[place + 1]));
        for letter in b'a'..=b'z' {
            if may_be_word(added) {
                look_up(place, &[letter], place);
            }
            if place < count && letter != letters[place] && may_be_word(instead) {
                look_up(place, &[letter], place + 1);
            }
            added = added.wrapping_add(power);
            instead = instead.wrapping_add(power);
        }
        if place == count {
            break;
        }
        if may_be_word(heads[place].wrapping_add(after.wrapping_mul(power))) {
            look_up(place, &[], place + 1);
        }
        if place + 1 < count && letters[place] != letters[place + 1] {
            let exchanged = heads[place]
                .wrapping_add(of_letter(letters[place + 1]))
                .wrapping_add(letter(place).wrapping_mul(powers[place + 1]))
                .wrapping_add(tails[place + 2].wrapping_mul(powers[place + 2]));
            if may_be_word(exchanged) {
                look_up(place, &[letters[place + 1], letters[place]], place + 2);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::one_edit_away;

    #[test]
    fn every_kind_of_edit_is_undone() {
        for (typed, meant) in
            [("moeny", "money"), ("mony", "money"), ("monney", "money"), ("noney", "money")]
        {
            let mut words = Vec::new();
            one_edit_away(typed, |word, _| words.push(word));
            assert!(words.contains(&meant), "{typed}: {words:?}");
        }
    }
}
