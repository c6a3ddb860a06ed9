//! `signpost vectors`: makes files of word vectors small, and looks into them.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Ending;
use crate::app;
use crate::engine::vectors::WordVectors;

/// Make files of word vectors small.
///
/// With word vectors, questions are also found that share no word with a phrasing. Name the file in
/// the setting `matching.word_vectors`.
#[derive(Debug, Args)]
pub struct Vectors {
    #[command(subcommand)]
    action: Action,
}

/// What to do with a file.
#[derive(Debug, Subcommand)]
enum Action {
    /// Write a compact file out of a text of word vectors.
    ///
    /// Words that cannot stand in a question are left out. An earlier file is replaced once this one
    /// is whole; a bot that runs goes on with the one it opened.
    Compact {
        /// The text: `word number number …`, one a line.
        #[arg(value_name = "IN")]
        from: PathBuf,
        /// The compact file to write.
        #[arg(value_name = "OUT")]
        to: PathBuf,
        /// Keep the first words alone, which are the most frequent ones.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
        words: Option<u32>,
    },
    /// Show what a file holds, and how alike words are.
    Show {
        /// A compact file, or a text.
        file: PathBuf,
        /// Words to compare with each other.
        #[arg(value_name = "WORD")]
        words: Vec<String>,
    },
}

impl Vectors {
    /// Does it and says what there is.
    pub(super) fn run(&self) -> anyhow::Result<Ending> {
        match &self.action {
            Action::Compact { from, to, words } => {
                let written = app::vectors::compact(from, to, *words)?;
                anstream::eprintln!(
                    "wrote {} words of {} dimensions to {}: {} in place of {}",
                    written.words,
                    written.dimensions,
                    to.display(),
                    shown_size(written.after),
                    shown_size(written.before),
                );
                Ok(Ending::Fine)
            }
            Action::Show { file, words } => {
                let vectors = app::vectors::open(file)?;
                anstream::println!(
                    "{} words of {} dimensions",
                    vectors.count(),
                    vectors.dimensions()
                );
                Ok(show(&vectors, words))
            }
        }
    }
}

/// Prints how alike each two words are.
fn show(vectors: &WordVectors, words: &[String]) -> Ending {
    let mut ending = Ending::Fine;
    let mut found: Vec<(&str, Vec<f32>)> = Vec::new();
    for word in words {
        let mut vector = vec![0.0; vectors.dimensions()];
        if vectors.find(word, &mut vector).is_some() {
            found.push((word, vector));
        } else {
            anstream::println!("{word} is not among them");
            ending = Ending::Found;
        }
    }
    for (place, (left, of_left)) in found.iter().enumerate() {
        for (right, of_right) in &found[place + 1..] {
            anstream::println!("{left} and {right}: {:.2}", cosine(of_left, of_right));
        }
    }
    ending
}

fn cosine(left: &[f32], right: &[f32]) -> f32 {
    let product = |left: &[f32], right: &[f32]| -> f32 {
        left.iter().zip(right).map(|(left, right)| left * right).sum()
    };
    let lengths = (product(left, left) * product(right, right)).sqrt();
    product(left, right) / lengths.max(f32::MIN_POSITIVE)
}

/// A number of bytes as people read it.
fn shown_size(bytes: u64) -> String {
    const MEBI: f64 = 1_048_576.0;
    if bytes < 1 << 20 {
        format!("{bytes} bytes")
    } else {
        format!("{:.1} MiB", bytes as f64 / MEBI)
    }
}
