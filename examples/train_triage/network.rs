//! Trains the networks beside the regression, an example at a time.
//!
//! Steps are those of Adagrad (Duchi, Hazan and Singer, 2011): what was moved often moves less, so that a
//! rare word's vector keeps up with the filters. The vector of a word is that of the word vectors plus what
//! was learnt, which is pulled to nothing: words that no example has stay where like ones are. Filters and
//! words are left out at random (dropout: Srivastava and others, 2014).

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{anyhow, ensure};
use signpost::engine::triage::likeness::{
    CLASSES, DIMENSIONS, FILTERS, Layers, NETWORKS, POOLED, Pooled, UNKNOWN, Vector, WIDTHS, hash,
    seen, shared, softmax, write_network,
};
use signpost::engine::vectors::WordVectors;

use super::augment::Numbers;
use super::regression::is_look;
use super::{Example, english, words_of};

/// How often every example is seen. With 8 and with 14 as much was found.
const ROUNDS: usize = 12;

/// Of so many rounds, the last ones, the mean is kept, looked at so often in each.
const AVERAGED: usize = 4;
const LOOKS: usize = 4;

/// The first step; it falls evenly to nothing. At 0.05 and at 0.2 less was found after as many rounds.
const STEP: f32 = 0.1;

/// So many filters in a hundred are left out of each step, and so many words. Of the filters 40 to 60 found as much,
/// and of the words 10 to 25.
const FILTERS_LEFT_OUT: u64 = 50;
const WORDS_LEFT_OUT: u64 = 15;

/// What a filter that is kept counts for, with those that are left out.
const KEPT_FOR_ALL: f32 = 100.0 / (100 - FILTERS_LEFT_OUT) as f32;

/// How strongly what is learnt of a word is pulled to nothing. 0.02 found as much.
const PULL: f32 = 0.001;

/// A word that fewer examples have, and that has no vector, is one of the unknown.
const FEWEST: usize = 2;

/// No example is longer than this to the network: behind so many words comes other talk.
const LONGEST: usize = 60;

/// What is learnt, with the squares of all that it was moved by.
struct Learnt {
    layers: Layers,
    moved: Layers,
    vectors: Vec<Vector>,
    vectors_moved: Vec<Vector>,
}

/// An example as the network reads it.
struct Sentence {
    words: Vec<usize>,
    class: usize,
}

/// The words that have vectors of their own.
struct Words {
    /// Sorted.
    hashes: Vec<u32>,
    /// What the word vectors say, and nothing for words that they do not have and for the shared ones.
    vectors: Vec<Vector>,
}

/// Trains a network and gives its file.
pub(crate) fn fit(examples: &[Example], vectors: &WordVectors) -> anyhow::Result<Vec<u8>> {
    ensure!(
        vectors.dimensions() == DIMENSIONS,
        "the word vectors have {} dimensions and should have {DIMENSIONS}",
        vectors.dimensions()
    );
    let texts: Vec<Vec<String>> = examples.iter().map(words_of).collect();
    let words = Words::of(&texts, vectors);
    let sentences: Vec<Sentence> = texts
        .iter()
        .zip(examples)
        .map(|(text, example)| Sentence {
            words: text.iter().take(LONGEST).map(|word| words.place(word)).collect(),
            class: example.class,
        })
        .filter(|sentence| !sentence.words.is_empty())
        .collect();
    let train = |seed: u64| {
        let (layers, mut all) = train(&sentences, &words, seed);
        for (vector, given) in all.iter_mut().zip(&words.vectors) {
            vector.iter_mut().zip(given).for_each(|(number, given)| *number += given);
        }
        write_network(&words.hashes, &all, layers)
    };
    let files = std::thread::scope(|scope| {
        let networks: Vec<_> =
            (0..NETWORKS as u64).map(|turn| scope.spawn(move || train(2014 + turn))).collect();
        let files = networks.into_iter().map(std::thread::ScopedJoinHandle::join);
        files.collect::<Result<Vec<_>, _>>()
    });
    files.map(|files| files.concat()).map_err(|_| anyhow!("training a network failed"))
}

impl Words {
    /// The words of English and those of the examples.
    fn of(texts: &[Vec<String>], vectors: &WordVectors) -> Self {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in texts.iter().flat_map(|text| text.iter().collect::<BTreeSet<_>>()) {
            *counts.entry(word).or_default() += 1;
        }
        for (word, _) in english() {
            counts.entry(word).or_default();
        }
        let mut all: BTreeMap<u32, Vector> = BTreeMap::new();
        for (word, count) in counts {
            let mut vector = [0.0; DIMENSIONS];
            if vectors.find(word, &mut vector).is_some() || count >= FEWEST {
                all.entry(hash(word)).or_insert(vector);
            }
        }
        let hashes = all.keys().copied().collect();
        let vectors = all.into_values().chain([[0.0; DIMENSIONS]; UNKNOWN]).collect();
        Words { hashes, vectors }
    }

    fn place(&self, word: &str) -> usize {
        let hash = hash(word);
        self.hashes.binary_search(&hash).unwrap_or_else(|_| self.hashes.len() + shared(hash))
    }
}

/// The layers, and what was learnt of each word.
fn train(sentences: &[Sentence], words: &Words, seed: u64) -> (Layers, Vec<Vector>) {
    let mut numbers = Numbers::new(seed);
    let nothing = vec![[0.0; DIMENSIONS]; words.vectors.len()];
    let mut learnt = Learnt {
        layers: start(&mut numbers),
        moved: Layers::empty(),
        vectors: nothing.clone(),
        vectors_moved: nothing.clone(),
    };
    let (mut mean, mut mean_vectors) = (Layers::empty(), nothing);
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let steps = (ROUNDS * sentences.len()) as f32;
    for round in 0..ROUNDS {
        numbers.shuffle(&mut order);
        let mut loss = 0.0_f64;
        for (turn, &place) in order.iter().enumerate() {
            let done = (round * sentences.len() + turn) as f32 / steps;
            let sentence = &sentences[place];
            loss += learnt.step(sentence, words, STEP * (1.0 - done), &mut numbers);
            if round + AVERAGED >= ROUNDS && is_look(turn, order.len(), LOOKS) {
                let share = 1.0 / (AVERAGED * LOOKS) as f32;
                for (mean, number) in mean.numbers_mut().zip(learnt.layers.numbers_mut()) {
                    *mean += *number * share;
                }
                let numbers = learnt.vectors.iter().flatten();
                for (mean, number) in mean_vectors.iter_mut().flatten().zip(numbers) {
                    *mean += number * share;
                }
            }
        }
        println!("network, round {}: loss {:.4}", round + 1, loss / sentences.len() as f64);
    }
    (mean, mean_vectors)
}

/// Filters that see a little of everything, and outputs that say hardly anything.
fn start(numbers: &mut Numbers) -> Layers {
    let mut layers = Layers::empty();
    for (filters, width) in layers.filters.iter_mut().zip(WIDTHS) {
        let size = 1.0 / ((width * DIMENSIONS) as f32).sqrt();
        filters.iter_mut().for_each(|weight| *weight = size * normal(numbers));
    }
    layers.outputs.iter_mut().for_each(|weight| *weight = 0.05 * normal(numbers));
    layers
}

/// A number that is normally distributed, nearly: the sum of twelve that are evenly so.
fn normal(numbers: &mut Numbers) -> f32 {
    let all: u64 = (0..12).map(|_| numbers.below(1 << 20)).sum();
    all as f32 / (1_u64 << 20) as f32 - 6.0
}

impl Learnt {
    /// Learns from one example and gives its loss.
    fn step(
        &mut self,
        sentence: &Sentence,
        words: &Words,
        step: f32,
        numbers: &mut Numbers,
    ) -> f64 {
        let kept: Vec<bool> =
            sentence.words.iter().map(|_| numbers.below(100) >= WORDS_LEFT_OUT).collect();
        let read: Vec<Vector> = sentence
            .words
            .iter()
            .zip(&kept)
            .map(|(&word, &kept)| {
                let (given, learnt) = (&words.vectors[word], &self.vectors[word]);
                let share = if kept { 1.0 } else { 0.0 };
                std::array::from_fn(|number| share * (given[number] + learnt[number]))
            })
            .collect();
        let mut pooled = self.layers.pool(&read);
        for found in &mut pooled.found {
            let is_kept = numbers.below(100) >= FILTERS_LEFT_OUT;
            *found *= if is_kept { KEPT_FOR_ALL } else { 0.0 };
        }
        let mut errors = softmax(self.layers.sums(&pooled.found));
        let loss = -f64::from(errors[sentence.class].max(1e-9).ln());
        errors[sentence.class] -= 1.0;
        let slopes = self.learn_layers(&read, &pooled, &errors, step);
        for ((&word, slope), kept) in sentence.words.iter().zip(&slopes).zip(kept) {
            let (vector, moved) = (&mut self.vectors[word], &mut self.vectors_moved[word]);
            for number in (0..DIMENSIONS).filter(|_| kept) {
                let slope = slope[number] + PULL * vector[number];
                change(&mut vector[number], &mut moved[number], slope, step);
            }
        }
        loss
    }

    /// Moves the layers and gives the slopes of the words' vectors.
    fn learn_layers(
        &mut self,
        read: &[Vector],
        pooled: &Pooled,
        errors: &[f32; CLASSES],
        step: f32,
    ) -> Vec<Vector> {
        let mut slopes = vec![[0.0; DIMENSIONS]; read.len()];
        let (layers, moved) = (&mut self.layers, &mut self.moved);
        for ((bias, moved), error) in layers.biases.iter_mut().zip(&mut moved.biases).zip(errors) {
            change(bias, moved, *error, step);
        }
        for filter in (0..POOLED).filter(|&filter| pooled.found[filter] > 0.0) {
            let outputs = filter * CLASSES..(filter + 1) * CLASSES;
            let weights = layers.outputs[outputs.clone()].iter_mut();
            let mut slope = 0.0;
            for ((weight, moved), error) in weights.zip(&mut moved.outputs[outputs]).zip(errors) {
                slope += error * *weight;
                change(weight, moved, error * pooled.found[filter], step);
            }
            slope *= KEPT_FOR_ALL;
            change(&mut layers.offsets[filter], &mut moved.offsets[filter], slope, step);
            let (group, lane) = (filter / FILTERS, filter % FILTERS);
            let (weights, moved) = (&mut layers.filters[group], &mut moved.filters[group]);
            for (turn, word) in seen(WIDTHS[group], pooled.places[filter]).enumerate() {
                let Some(word) = word.filter(|&word| word < read.len()) else { continue };
                for number in 0..DIMENSIONS {
                    let at = (turn * DIMENSIONS + number) * FILTERS + lane;
                    slopes[word][number] += slope * weights[at];
                    change(&mut weights[at], &mut moved[at], slope * read[word][number], step);
                }
            }
        }
        slopes
    }
}

/// One step of Adagrad.
fn change(value: &mut f32, moved: &mut f32, slope: f32, step: f32) {
    /// So that a first slope of next to nothing is no whole step.
    const LEAST: f32 = 1e-6;
    *moved += slope * slope;
    *value -= step * slope / (*moved + LEAST).sqrt();
}
