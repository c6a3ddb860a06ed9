//! What triage finds, and what it leaves alone.
//!
//! 1. Every case of `tests/triage/*.txt` comes out as it says.
//! 2. Every known gap is still one.
//! 3. Whom a cry is about, how pressing it is, and what is over.
//! 4. Nothing that the shipped pack answers is escalated or referred.
//! 5. No text makes it panic, and no dressing hides a cry.
//! 6. A long message costs no more than its parts.
//! 7. What no rule knows is found by what it is like, however short, and what is graver comes first.

#![expect(clippy::unwrap_used, reason = "a file of cases that is missing fails the test")]

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use signpost::engine::outcome::Category;
use signpost::engine::query::normalise;
use signpost::engine::triage::{Level, Triage, triage};

const GAPS: &str = "known_gaps.txt";

fn read(message: &str) -> Triage {
    triage(&normalise(message))
}

fn decided(message: &str) -> &'static str {
    read(message).concerns.first().map_or("none", |concern| concern.category.name())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

/// The cases of a file: what is expected, parted by `|`, and the message.
fn cases(path: &Path) -> Vec<(String, String)> {
    let text = fs::read_to_string(path).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines
        .map(|line| {
            let (expected, message) =
                line.split_once('\t').unwrap_or_else(|| panic!("{}: {line}", path.display()));
            (expected.to_owned(), message.to_owned())
        })
        .collect()
}

#[test]
fn cases_come_out_as_they_say() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for file in fs::read_dir(root().join("tests/triage")).unwrap() {
        let path = file.unwrap().path();
        if path.file_name().unwrap() == GAPS {
            continue;
        }
        for (expected, message) in cases(&path) {
            count += 1;
            let found = decided(&message);
            if !expected.split('|').any(|expected| expected == found) {
                wrong.push(format!("{expected} expected, {found} found: {message}"));
            }
        }
    }
    assert!(count > 2_000, "only {count} cases were read");
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn known_gaps_are_still_gaps() {
    let outcome = |category: &str| {
        let known = Category::ALL.into_iter().find(|known| known.name() == category);
        known.map_or("none", |category| category.outcome().name())
    };
    let closed: Vec<String> = cases(&root().join("tests/triage").join(GAPS))
        .into_iter()
        .filter(|(expected, message)| outcome(expected) == outcome(decided(message)))
        .map(|(expected, message)| format!("{expected}\t{message}"))
        .collect();
    assert!(closed.is_empty(), "move these to the cases:\n{}", closed.join("\n"));
}

#[test]
fn categories_stand_in_the_order_of_precedence() {
    assert!(Category::ALL.is_sorted());
    // A sign of an emergency outranks everything else that the message asks for.
    let found = read("i'm pregnant, my boyfriend isn't breathing, and how much kratom is safe?");
    assert_eq!(found.concerns[0].category, Category::Emergency);
    let categories: Vec<Category> = found.concerns.iter().map(|it| it.category).collect();
    assert!(categories.contains(&Category::Pregnancy), "{categories:?}");
    assert!(categories.is_sorted(), "{categories:?}");
    assert!(categories.windows(2).all(|pair| pair[0] != pair[1]), "{categories:?}");
}

#[test]
fn quotations_lower_the_level() {
    for message in [
        "> i want to kill myself\nsaw this in #vent, is anyone with her?",
        "`he is not breathing` is what the text says",
    ] {
        let found = read(message);
        assert!(
            found.concerns.iter().any(|concern| concern.level == Level::Quoted),
            "{message}: {found:?}"
        );
    }
    assert_eq!(read("i want to kill myself").concerns[0].level, Level::Direct);
    // A member who is quoted is not attacked by whoever quotes it.
    assert!(read("> kys loser\nmods please look").concerns.is_empty());
}

#[test]
fn it_is_told_whom_a_concern_is_about() {
    for (message, other, animal) in [
        ("i can't breathe and my lips are blue", false, false),
        ("my brother isn't breathing", true, false),
        ("i want to die", false, false),
        ("my sister says she wants to die", true, false),
        ("my dog ate my kratom", false, true),
        ("i took too much", false, false),
        ("my mom is not breathing and the dog is barking", true, false),
        ("my dog is not breathing and my mom is crying", false, true),
    ] {
        let found = read(message);
        let concern = found.concerns.first().unwrap_or_else(|| panic!("{message}"));
        assert_eq!(concern.about_other, other, "{message}");
        assert_eq!(concern.about_animal, animal, "{message}");
        assert!(!concern.evidence.is_empty(), "{message}");
    }
    for message in ["my dog ate my wife's kratom", "my friend's dog got into the kratom"] {
        assert!(read(message).concerns[0].about_animal, "{message}");
    }
    for (message, writer) in [
        ("i am having chest pain", true),
        ("my chest hurts and my left arm is numb", true),
        ("i think he is having a heart attack", false),
        ("my brother isn't breathing", false),
        ("not breathing help", false),
    ] {
        assert_eq!(read(message).concerns[0].about_writer, writer, "{message}");
    }
}

#[test]
fn what_is_over_is_no_alarm() {
    for message in [
        "i was suicidal in 2019, doing well now",
        "i'm not suicidal, just asking what endorphins are",
        "used to self harm as a teen, clean for a decade",
    ] {
        let found = read(message);
        assert!(found.past_crisis, "{message}");
        assert!(found.concerns.is_empty(), "{message}: {found:?}");
    }
    assert!(!read("i want to die").past_crisis);
    assert!(!read("what are endorphins").past_crisis);
}

#[test]
fn what_the_shipped_pack_answers_is_left_to_it() {
    let mut wrong = Vec::new();
    for file in fs::read_dir(root().join("knowledge/kratom/entries")).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        let front: toml::Table = text.split("+++").nth(1).unwrap().parse().unwrap();
        let phrasings = front["phrasings"].as_array().unwrap().iter();
        for phrasing in phrasings.chain([&front["question"]]) {
            let phrasing = phrasing.as_str().unwrap();
            let found = decided(phrasing);
            if found != "none" {
                wrong.push(format!("{found}: {phrasing}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Cries that no dressing may hide, with the category of each.
const CRIES: [(&str, &str); 8] = [
    ("he is not breathing", "emergency"),
    ("she wont wake up", "emergency"),
    ("i want to kill myself", "self_harm"),
    ("i want to die", "self_harm"),
    ("dont want to be alive anymore", "self_harm"),
    ("i took too much kratom", "poisoning"),
    ("my dog ate my kratom", "poisoning"),
    ("go kill yourself", "harassment"),
];

/// What people write around a cry, without a meaning of its own.
const FILLERS: [&str; 6] =
    ["", "omg. ", "hello everyone. ", "sorry for the wall of text. ", "pls ", "guys "];

fn escalates(message: &str, category: &str) -> bool {
    read(message).concerns.iter().any(|concern| concern.category.name() == category)
}

proptest! {
    // Found failures become cases, not files of seeds.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,300}") {
        let _ = read(&text);
    }

    #[test]
    fn no_words_make_it_panic(
        words in proptest::collection::vec(
            prop_oneof!["[a-z]{1,9}", "[0-9]{1,4}", Just("kill".to_owned()), Just("not".to_owned()),
                Just("breathe".to_owned()), Just(">".to_owned()), Just("\n".to_owned())],
            0..80,
        ),
    ) {
        let found = read(&words.join(" "));
        let categories: Vec<Category> = found.concerns.iter().map(|it| it.category).collect();
        let mut once = categories.clone();
        once.dedup();
        prop_assert_eq!(once.len(), categories.len());
    }

    #[test]
    fn a_cry_is_found_in_any_dress(
        cry in 0..CRIES.len(),
        upper in proptest::collection::vec(any::<bool>(), 40),
        emoji in proptest::sample::select(vec!["", " 😭", " 🆘", " 💀"]),
        held in 0_usize..4,
        before in 0..FILLERS.len(),
        after in proptest::sample::select(vec!["", "!!!", "...", " lol jk", " what is kratom?"]),
    ) {
        let (words, category) = CRIES[cry];
        let cased: String = words
            .chars()
            .zip(upper.iter().cycle())
            .map(|(letter, &upper)| if upper { letter.to_ascii_uppercase() } else { letter })
            .collect();
        let dressed = cased.replace(' ', &format!("{emoji} "));
        let last = dressed.chars().last().unwrap_or('e').to_string();
        // Held keys come in threes: two of a letter are spelling.
        let stretched = if held > 1 { last.repeat(held + 1) } else { String::new() };
        let message = format!("{}{dressed}{stretched}{after}", FILLERS[before]);
        prop_assert!(escalates(&message, category), "{}", message);
    }
}

#[test]
fn a_long_message_costs_no_more_than_its_parts() {
    let part = "i took too much and my chest hurts, he is not breathing. what is kratom? ";
    let words = |text: &str| normalise(text).tokens().len();
    let repeated = part.repeat(500);
    assert_eq!(words(&repeated), words(part) * 500);
    let (long, short) = (read(&repeated), read(part));
    let named = |triage: &Triage| -> Vec<&'static str> {
        triage.concerns.iter().map(|concern| concern.rule).collect()
    };
    assert_eq!(named(&long)[0], named(&short)[0]);
    // One concern a category, however often it is found, with the words of one place.
    assert!(long.concerns.len() <= Category::ALL.len());
    assert!(long.concerns.iter().all(|concern| concern.evidence.len() < 60));
    // Much text without a space, a full stop or a known word.
    for filler in ["a", "kill ", "not ", "i ", "zqxj ", "> "] {
        let _ = read(&filler.repeat(100_000 / filler.len()));
    }
}

#[test]
fn what_no_rule_knows_is_found_by_what_it_is_like() {
    for (message, category) in [
        ("scale lied, took loads", Category::Poisoning),
        ("nobody would carry me anymore", Category::SelfHarm),
    ] {
        let found = read(message);
        let concern = found.concerns.first().unwrap_or_else(|| panic!("{message}"));
        assert_eq!((concern.category, concern.rule), (category, "likeness"), "{message}");
        assert!(!concern.evidence.is_empty(), "{message}");
    }
}

#[test]
fn a_wish_to_die_comes_before_an_order_to() {
    // The words may be told to somebody, and the rule that says so stays.
    let found = read("i just want to go to sleep and never wake up");
    let categories: Vec<Category> = found.concerns.iter().map(|it| it.category).collect();
    assert_eq!(categories, [Category::SelfHarm, Category::Harassment]);
    assert_eq!(read("go to sleep and never wake up").concerns[0].category, Category::Harassment);
}
