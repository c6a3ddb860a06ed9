//! What likeness promises.
//!
//! 1. The likelihoods of any words are shares of one.
//! 2. What the words contribute adds up to the log odds of a category against none.
//! 3. A file of a network that is cut short, or longer than it should be, is no network.
//! 4. The weights were learnt from the examples that lie beside them.
//! 5. Ordinary talk of banks and shops, in which nobody is in danger, is like no crisis.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use signpost::engine::outcome::{Category, Outcome};
use signpost::engine::query::normalise;
use signpost::engine::triage::likeness::{
    BENIGN, CLASSES, Judges, Model, Networks, as_meant, features, likeness,
};

const FILE: &[u8] = include_bytes!("../src/engine/triage/likeness/network.bin");

static JUDGES: LazyLock<Judges<'static>> = LazyLock::new(|| Judges {
    weights: Model::new(include_bytes!("../src/engine/triage/likeness/weights.bin")),
    networks: Networks::open(FILE).expect("the networks are whole"),
});

fn likelihoods(message: &str) -> [f32; CLASSES] {
    let query = normalise(message);
    let words: Vec<&str> = query.own_words().collect();
    JUDGES.judge(&as_meant(&words)).likely
}

proptest! {
    #[test]
    fn likelihoods_are_shares_of_one(message in any::<String>()) {
        let likely = likelihoods(&message);
        prop_assert!(likely.iter().all(|share| (0.0..=1.0).contains(share)), "{likely:?}");
        prop_assert!((likely.iter().sum::<f32>() - 1.0).abs() < 1e-4, "{likely:?}");
    }

    #[test]
    fn contributions_add_up(words in prop::collection::vec("[a-z]{1,9}", 1..12)) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let judged = JUDGES.judge(&words);
        let nothing = JUDGES.before(words.len());
        for class in 0..BENIGN {
            let odds = |likely: &[f32; CLASSES]| f64::from(likely[class] / likely[BENIGN]).ln();
            let contributed: f32 = JUDGES.contributions(&judged, class).iter().sum();
            let difference = odds(&judged.likely) - odds(&nothing) - f64::from(contributed);
            prop_assert!(difference.abs() < 0.02, "class {class} is off by {difference}");
        }
    }
}

#[test]
fn a_file_that_is_not_whole_is_no_network() {
    assert!(Networks::open(FILE).is_some());
    for length in [0, 7, 8, 9, FILE.len() / 2, FILE.len() - 1] {
        assert!(Networks::open(&FILE[..length]).is_none(), "{length} bytes");
    }
    assert!(Networks::open(&[FILE, &[0]].concat()).is_none(), "a byte too many");
    assert!(Networks::open(&[0xff; 64]).is_none(), "more words than there are bytes");
}

#[test]
fn the_weights_fit_their_examples() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/engine/triage/likeness/examples");
    let (mut by_both, mut by_weights, mut all) = (0, 0, 0);
    for file in fs::read_dir(folder).expect("the examples are part of the project") {
        let path = file.expect("a readable folder").path();
        let name = path.file_stem().expect("a file").to_string_lossy().into_owned();
        let class = Category::ALL.iter().position(|category| category.name() == name);
        for line in fs::read_to_string(&path).expect("examples are UTF-8").lines() {
            let query = normalise(line);
            let words: Vec<&str> = query.own_words().collect();
            let words = as_meant(&words);
            let is_right = |likely: [f32; CLASSES]| {
                let best = (0..CLASSES).max_by(|&one, &two| likely[one].total_cmp(&likely[two]));
                best == Some(class.unwrap_or(BENIGN))
            };
            all += 1;
            by_both += usize::from(is_right(JUDGES.judge(&words).likely));
            by_weights += usize::from(is_right(JUDGES.weights.sums(&features(&words))));
        }
    }
    assert!(all > 10_000, "only {all} examples were read");
    // The network is kept from learning its examples by heart.
    assert!(
        by_weights * 100 >= all * 97 && by_both * 100 >= all * 95,
        "{by_weights} of {all} examples are taken for what they are, {by_both} with the network: run \
         `cargo run --release --example train_triage`"
    );
}

#[test]
fn everyday_trouble_is_like_no_crisis() {
    for message in [
        "i would like to close my account",
        "the machine swallowed my card and now i cannot pay for dinner",
        "my parcel has not moved for a week, please help me",
        "why was my payment declined twice today",
        "i want to cancel my order, it is taking too long",
        "can i take two of the blue shirts and one of the red",
    ] {
        let query = normalise(message);
        let likeness = likeness(&query).expect("there are words");
        let (category, sure) = likeness.best(Outcome::Escalate).expect("there are categories");
        assert!(sure.in_thousandths() < 500, "{message}: {category} {sure}");
    }
}
