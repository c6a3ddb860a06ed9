//! Learns what the likeness of triage is judged by: `cargo run --release --example train_triage`.
//!
//! Reads the examples of `src/engine/triage/likeness/examples` and the questions of the shipped
//! pack, and writes `weights.bin` and `network.bin` beside the examples. Then it says how many of the
//! examples are taken for what they are.
//!
//! The networks start from `word_vectors.bin` beside this file. With the name of a file of word vectors
//! (`GloVe`'s text, or what `signpost vectors compact` made of it) that one is made anew first.
//!
//! **Invariant:** the same examples give the same weights, byte for byte.

mod augment;
mod network;
mod reduce;
mod regression;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail, ensure};
use signpost::app;
use signpost::engine::outcome::Category;
use signpost::engine::query::normalise;
use signpost::engine::triage::likeness::{
    BENIGN, CLASSES, FILE_LENGTH, Feature, Judges, Model, Networks, as_meant, features, write,
};

/// A message and the class that it belongs to.
#[derive(Clone)]
pub(crate) struct Example {
    text: String,
    class: usize,
    /// How much it counts.
    weight: f32,
}

/// The same as the regression reads it.
pub(crate) struct Row {
    features: Vec<Feature>,
    class: usize,
    weight: f32,
}

fn main() -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("src/engine/triage/likeness");
    let mut examples = read_examples(&folder.join("examples"))?;
    examples.extend(pack_questions(&root.join("knowledge/kratom"))?);
    let word_vectors = root.join("examples/train_triage/word_vectors.bin");
    if let Some(from) = std::env::args_os().nth(1) {
        reduce::reduce(Path::new(&from), &word_vectors, &examples)?;
    }
    let vectors = app::vectors::open(&word_vectors)?;
    let (network, weights) = std::thread::scope(|scope| {
        let network = scope.spawn(|| network::fit(&examples, &vectors));
        let weights = regress(&examples);
        (network.join(), weights)
    });
    let network = network.map_err(|_| anyhow!("training the network failed"))??;
    let weights = weights?;
    fs::write(folder.join("weights.bin"), weights.as_slice())
        .context("the weights cannot be written")?;
    fs::write(folder.join("network.bin"), &network).context("the network cannot be written")?;
    let networks = Networks::open(&network).context("the networks cannot be read back")?;
    check(&examples, &Judges { weights: Model::new(&weights), networks })
}

/// The weights of the regression over the examples and what is made of them.
fn regress(examples: &[Example]) -> anyhow::Result<Box<[u8; FILE_LENGTH]>> {
    let mut examples = examples.to_vec();
    let plain = examples.len();
    augment::augment(&mut examples);
    println!("{plain} examples, {} with what was made of them", examples.len());
    let rows: Vec<Row> = examples.iter().map(row).collect();
    let (weights, biases) = regression::fit(&rows);
    let file = write(&weights, biases).into_boxed_slice();
    file.try_into().map_err(|file: Box<[u8]>| anyhow!("{} bytes of weights", file.len()))
}

/// The lines of every file of examples, sorted by file, with the class that its name says.
fn read_examples(folder: &Path) -> anyhow::Result<Vec<Example>> {
    let listed =
        fs::read_dir(folder).with_context(|| format!("{} is missing", folder.display()))?;
    let mut files: Vec<PathBuf> =
        listed.map(|file| file.map(|file| file.path())).collect::<Result<_, _>>()?;
    files.sort();
    let mut examples = Vec::new();
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let category = Category::ALL.iter().position(|category| category.name() == name);
        let class = match category {
            Some(class) => class,
            None if name.starts_with("benign_") => BENIGN,
            None => bail!("{} names no category and not `benign_…`", file.display()),
        };
        let text = fs::read_to_string(&file)?;
        let lines = text.lines().filter(|line| !line.is_empty());
        examples.extend(lines.map(|text| Example { text: text.to_owned(), class, weight: 1.0 }));
    }
    Ok(examples)
}

/// The questions that the shipped pack answers, and those that it knows to be out of scope.
fn pack_questions(folder: &Path) -> anyhow::Result<Vec<Example>> {
    let (pack, _) = app::load_pack(folder)?;
    let asked = pack.entries.iter().flat_map(|entry| entry.ways_of_asking().map(str::to_owned));
    let all: BTreeSet<String> = asked.chain(pack.out_of_scope.iter().cloned()).collect();
    Ok(all.into_iter().map(|text| Example { text, class: BENIGN, weight: 1.0 }).collect())
}

fn row(example: &Example) -> Row {
    let words = words_of(example);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    Row { features: features(&words), class: example.class, weight: example.weight }
}

/// The words of an example as likeness reads them.
pub(crate) fn words_of(example: &Example) -> Vec<String> {
    let query = normalise(&example.text);
    let words: Vec<&str> = query.tokens().iter().map(|token| query.text_of(token)).collect();
    as_meant(&words).into_iter().map(str::to_owned).collect()
}

/// The words of English with the letters of their bands.
pub(crate) fn english() -> impl Iterator<Item = (&'static str, &'static str)> {
    let list = include_str!("../../src/engine/english/words.txt");
    list.lines().filter_map(|line| line.split_once(' '))
}

/// Says how many examples of each class are taken for what they are.
fn check(examples: &[Example], judges: &Judges<'_>) -> anyhow::Result<()> {
    let mut right = [0_usize; CLASSES];
    let mut all = [0_usize; CLASSES];
    for example in examples {
        let words = words_of(example);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let likely = judges.judge(&words).likely;
        let best = (0..CLASSES).max_by(|&left, &right| likely[left].total_cmp(&likely[right]));
        all[example.class] += 1;
        right[example.class] += usize::from(best == Some(example.class));
    }
    let names = Category::ALL.iter().map(|category| category.name()).chain(["benign"]);
    for ((name, right), all) in names.zip(right).zip(all) {
        println!("{name:12} {right:6} of {all:6}");
    }
    let (right, all): (usize, usize) = (right.iter().sum(), all.iter().sum());
    ensure!(right * 100 >= all * 95, "the weights do not fit these examples: train again");
    Ok(())
}
