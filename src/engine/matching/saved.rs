//! A matcher as bytes, so that a start need not learn anew what was learnt before.
//!
//! **Invariant:** what is loaded answers as what was saved; bytes that were damaged, or that belong to another
//! knowledge base or program, give nothing.

use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::sync::Arc;

use rustc_hash::FxHasher;

use super::calibration::Calibration;
use super::names::names;
use super::segment::{Layer, Segment};
use super::{Matcher, asked};
use crate::engine::knowledge::KnowledgeBase;

/// Fewer phrasings are learnt from in the time that reading a file takes.
const FEWEST_PHRASINGS: usize = 500;

/// More would take a hundred megabytes.
const MOST_PHRASINGS: usize = 10_000;

impl Matcher {
    /// The matcher as bytes, to be loaded by the same program for the same knowledge base.
    ///
    /// None where that is not worth it, or where it depends on more than the knowledge base: on vectors of
    /// words, or on what it was revised from.
    #[must_use]
    pub fn save(&self, knowledge: &KnowledgeBase, program: &str) -> Option<Vec<u8>> {
        let [Layer { segment, .. }] = &self.layers[..] else { return None };
        let is_worth_it = (FEWEST_PHRASINGS..=MOST_PHRASINGS).contains(&segment.texts.len());
        if !is_worth_it || !segment.index.senses.is_empty() {
            return None;
        }
        let saved = postcard::to_stdvec(&(&self.calibration, segment)).ok()?;
        let numbers = [fingerprint(knowledge, program), checksum(&saved)].map(u64::to_le_bytes);
        Some([numbers.as_flattened(), &saved].concat())
    }

    /// The matcher that this program saved for a knowledge base. None where the bytes are of another, or
    /// were damaged.
    #[must_use]
    pub fn load(bytes: &[u8], knowledge: &KnowledgeBase, program: &str) -> Option<Self> {
        let (of, rest) = bytes.split_first_chunk()?;
        let (sum, saved) = rest.split_first_chunk()?;
        let is_ours = u64::from_le_bytes(*of) == fingerprint(knowledge, program)
            && u64::from_le_bytes(*sum) == checksum(saved);
        if !is_ours {
            return None;
        }
        let (calibration, segment): (Calibration, Arc<Segment>) =
            postcard::from_bytes(saved).ok()?;
        Some(Matcher {
            layers: vec![Layer { segment, first: 0, places: None }],
            calibration,
            origin: None,
        })
    }
}

/// A number for a knowledge base and a program: of everything that a matcher is built from.
fn fingerprint(knowledge: &KnowledgeBase, program: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    program.hash(&mut hasher);
    for pack in knowledge.packs() {
        (&pack.locale, &pack.synonyms.groups).hash(&mut hasher);
    }
    asked(knowledge, &names(knowledge)).for_each(|wording| wording.hash(&mut hasher));
    hasher.finish()
}

/// A number by which damage is seen.
fn checksum(bytes: &[u8]) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(bytes);
    hasher.finish()
}
