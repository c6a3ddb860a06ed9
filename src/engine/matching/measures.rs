//! What is measured of a candidate besides its score, and what a score consists of.
//!
//! **Invariant:** a measure of a candidate reads nothing of any other.

use super::contrast;
use super::features::Part;
use super::gathering::InEntry;
use super::index::{Hidden, Index, Owner, PhrasingPlace};
use super::scoring::{Odds, Probe, Probed, SUBSTANCE};
use super::senses::product;

/// Phrasings of a hidden entry that are taken out of the learnt part one by one.
const TAKEN_OUT: usize = 32;

impl Index {
    /// What an entry's own part would be without one of its phrasings.
    pub(super) fn entry_without(
        &self,
        probe: &Probe<'_>,
        entry: u32,
        phrasing: PhrasingPlace,
    ) -> f32 {
        let length = self.entry_lengths[entry as usize];
        let (mut with_sum, mut with_phrasing, mut overlap) = (0.0, 0.0, 0.0);
        for probed in probe.words() {
            let in_entry = self.in_entry(probed, entry).map_or(0.0, |found| found.weight * length);
            let in_phrasing = self.in_phrasing(probed, phrasing);
            with_sum += probed.weight * in_entry;
            with_phrasing += probed.weight * in_phrasing;
            overlap += in_entry * in_phrasing;
        }
        // |sum - phrasing|, where the phrasing has length one.
        let rest = (length * length - 2.0 * overlap + 1.0).max(0.0).sqrt();
        let share = probe.shares[Part::Entry as usize];
        if rest > 0.01 { share * (with_sum - with_phrasing) / rest } else { 0.0 }
    }

    /// The share of a question's meaning that an entry's phrasings have words for.
    pub(super) fn coverage(
        &self,
        probe: &Probe<'_>,
        entry: u32,
        hidden: Option<Hidden<'_>>,
    ) -> f32 {
        let covered: f32 = probe
            .words()
            .filter(|probed| {
                let Some(found) = self.in_entry(probed, entry) else { return false };
                let only_in_hidden = hidden.is_some_and(|hidden| {
                    hidden.entry == entry
                        && found.phrasings == 1
                        && self.in_phrasing(probed, hidden.phrasing) > 0.0
                });
                !only_in_hidden
            })
            .map(|probed| probed.meaning)
            .sum();
        // A question of common words alone says too little to be about anything.
        covered / probe.meaning.max(SUBSTANCE)
    }

    /// The share of a phrasing's meaning that the question has words for.
    pub(super) fn echo(&self, probe: &Probe<'_>, phrasing: PhrasingPlace) -> f32 {
        let echoed: f32 = probe
            .words()
            .filter(|probed| self.in_phrasing(probed, phrasing) > 0.0)
            .map(|probed| probed.meaning)
            .sum();
        let meaning = self.phrasing_meanings[phrasing as usize];
        (echoed / meaning.max(f32::MIN_POSITIVE)).min(1.0)
    }

    /// The share of a question's meaning that any entry has words for: what is missing is foreign
    /// here.
    pub(super) fn native(&self, probe: &Probe<'_>, hidden: Option<Hidden<'_>>) -> f32 {
        let native: f32 = probe
            .words()
            .filter(|probed| match (self.entries_with(probed), hidden) {
                ([], _) => false,
                ([only], Some(hidden)) if only.entry == hidden.entry => {
                    !hidden.whole_entry
                        && (only.phrasings > 1 || self.in_phrasing(probed, hidden.phrasing) <= 0.0)
                }
                _ => true,
            })
            .map(|probed| probed.meaning)
            .sum();
        native / probe.meaning.max(f32::MIN_POSITIVE)
    }

    /// Whether a question names what this knowledge base is about: a word that is rare in English
    /// and frequent here.
    pub(super) fn is_topical(&self, probe: &Probe<'_>) -> bool {
        /// Rarer than the 1,000 most frequent English words.
        const RARE: u8 = 10;
        /// In one phrasing of fifty: a handful of words in any knowledge base.
        const FREQUENT: f32 = 0.02;
        let below = self.ground.as_ref().map_or(0, |ground| ground.index.owned);
        let enough = FREQUENT * (self.owned + below) as f32;
        probe.words().any(|probed| {
            let with =
                || self.entries_with(probed).iter().map(|found| found.phrasings).sum::<u32>();
            probed.band >= RARE && with() as f32 >= enough
        })
    }

    /// What each part adds to the score of one phrasing, in the order of [`Part::ALL`].
    pub(super) fn parts(&self, probe: &Probe<'_>, phrasing: PhrasingPlace) -> [f32; 4] {
        let mut parts = [0.0; 4];
        for probed in &probe.features {
            let share = probe.shares[probed.part as usize];
            parts[probed.part as usize] +=
                share * probed.weight * self.in_phrasing(probed, phrasing);
            if let (Part::Words, Owner::Entry(owner)) =
                (probed.part, self.owners[phrasing as usize])
            {
                let in_entry = self.in_entry(probed, owner).map_or(0.0, |found| found.weight);
                parts[Part::Entry as usize] +=
                    probe.shares[Part::Entry as usize] * probed.weight * in_entry;
            }
        }
        parts
    }

    /// What the learnt part says of a question.
    pub(super) fn odds(&self, probe: &Probe<'_>) -> Odds {
        let Some(contrast) = self.contrast() else { return Odds::default() };
        let mut all = vec![0.0; contrast.width()];
        for probed in &probe.features {
            contrast.add(probed.feature, probed.part, probed.weight, &mut all);
        }
        let mut of_sense = Vec::new();
        if !probe.sense.is_empty() {
            of_sense.resize(contrast.width(), 0.0);
            contrast.add_sense(&probe.sense, &mut of_sense);
            all.iter_mut().zip(&of_sense).for_each(|(odds, more)| *odds += more);
        }
        Odds { all, of_sense }
    }

    /// Takes what is hidden out of what the learnt part says.
    ///
    /// Learning anew without it would be exact and take as long as building the index.
    pub(super) fn odds_without(&self, probe: &Probe<'_>, hidden: Hidden<'_>, odds: &mut [f32]) {
        if self.contrast().is_none() {
            return;
        }
        let places = match self.phrasings_of.get(hidden.entry as usize) {
            Some(&(start, end)) if hidden.whole_entry => start..end,
            _ => hidden.phrasing..hidden.phrasing + 1,
        };
        // Of an entry with hundreds of phrasings, some stand for the rest.
        let step = places.len().div_ceil(TAKEN_OUT).max(1);
        for place in places.step_by(step) {
            let likeness = self.likeness(probe, place) * step as f32;
            hidden.taught.take_out(place, likeness, odds);
        }
    }

    /// How alike a question and a phrasing are, as the learnt part sees them.
    pub(super) fn likeness(&self, probe: &Probe<'_>, phrasing: PhrasingPlace) -> f32 {
        let shrink = self.shrink.each_ref().map(|part| part[phrasing as usize]);
        let features: f32 = self
            .shared(probe, phrasing)
            .map(|probed| {
                let in_phrasing = probed.known.weight * shrink[probed.part as usize];
                contrast::share(probed.part) * probed.weight * in_phrasing
            })
            .sum();
        if self.senses.is_empty() {
            return features;
        }
        features + product(&probe.sense, self.senses.of_phrasing(phrasing))
    }

    pub(super) fn entries_with(&self, probed: &Probed) -> &[InEntry] {
        &self.entry_postings[probed.known.entry_start as usize..probed.known.entry_end as usize]
    }

    /// What a feature weighs in a phrasing whose parts have length one.
    pub(super) fn in_phrasing(&self, probed: &Probed, phrasing: PhrasingPlace) -> f32 {
        if self.lists.of(phrasing).holds(probed.feature) {
            self.weight_in(probed, phrasing)
        } else {
            0.0
        }
    }

    /// The same for a phrasing that is known to have it.
    pub(super) fn weight_in(&self, probed: &Probed, phrasing: PhrasingPlace) -> f32 {
        probed.known.weight * self.shrink[probed.part as usize][phrasing as usize]
    }

    pub(super) fn in_entry(&self, probed: &Probed, entry: u32) -> Option<InEntry> {
        let postings = self.entries_with(probed);
        postings.binary_search_by_key(&entry, |found| found.entry).ok().map(|at| postings[at])
    }
}
