//! What word vectors bring, and what is said of files that are none.
//!
//! Properties:
//! 1. A text as `GloVe` or `fastText` writes it and the compact form of it give the same answers.
//! 2. A paraphrase without a word in common is found with vectors, and only with them.
//! 3. Without a file nothing changes; with the part left out neither.
//! 4. The parts of a score add up, and the words that were brought together are named.
//! 5. Of a file that cannot be read it is said what is wrong, where, and how to mend it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use signpost::app::vectors::{compact, open};
use signpost::config::defaults;
use signpost::diagnostic::Source;
use signpost::engine::helplines::{Helplines, Region};
use signpost::engine::knowledge::{KnowledgeBase, parse_json_lines};
use signpost::engine::matching::{How, Part};
use signpost::engine::vectors::WordVectors;
use signpost::engine::{Confidence, Engine};

const SHOP: &str = r#"{"id": "refund", "question": "How do I get a refund?", "phrasings": ["i want my money back", "refund for a broken lamp"], "answer": "Ask."}
{"id": "hours", "question": "When are you open?", "phrasings": ["opening hours", "are you open on sunday"], "answer": "Always."}
{"id": "parcel", "question": "Where is my parcel?", "phrasings": ["track a parcel", "my parcel is late", "delivery of my order"], "answer": "Soon."}
"#;

/// Words about money lie along the first number, about time along the second, about the post along the
/// third; what all words share lies along the last.
const GLOVE: &str = "the 0 0 0 1
money 2 0 0.1 0.5
, 0 0 0 1
refund 1.8 0.2 0 0.5
cash 2 0.1 0 0.5
Reimbursement 1.9 0 0.1 0.5
open 0 2 0 0.5
hours 0.1 2 0 0.5
sunday 0 1.8 0.1 0.5
weekend 0.1 1.9 0 0.5
parcel 0 0 2 0.5
delivery 0.1 0 1.9 0.5
shipment 0 0.1 2 0.5
. . . 0 0 0 1
new_york 1 1 1 1
money 9 9 9 9
";

fn engine(vectors: Option<WordVectors>) -> Engine {
    let (packs, found) = parse_json_lines(Source::new("shop.jsonl", SHOP));
    assert!(found.is_empty(), "{found:?}");
    let (knowledge, _) = KnowledgeBase::new(packs);
    let helplines = Helplines::built_in();
    Engine::with_vectors(knowledge, helplines, Region::Us, defaults::FLOORS, vectors.map(Arc::new))
}

fn written(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, bytes).expect("a temporary folder takes files");
    path
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("there is room for a temporary folder")
}

fn ranked(engine: &Engine, question: &str) -> Vec<(String, Confidence)> {
    engine.rank(question).into_iter().map(|(id, sure)| (id.to_string(), sure)).collect()
}

const QUESTIONS: [&str; 6] = [
    "reimbursement in cash",
    "where is the shipment",
    "weekend",
    "refund for a lamp",
    "how do i get a refund?",
    "what is the weather like",
];

#[test]
fn text_and_compact_form_give_the_same() {
    let folder = folder();
    let glove = written(folder.path(), "glove.txt", GLOVE);
    let headed = format!("16 4\n{}", GLOVE.replace('\n', " \r\n"));
    let fasttext = written(folder.path(), "fasttext.vec", headed);
    let small = folder.path().join("small.vectors");
    let told = compact(&glove, &small, None).expect("a good text");
    // Left out: `,`, `. . .`, `new_york` and the second `money`.
    assert_eq!((told.words, told.dimensions), (12, 4));
    assert_eq!(told.after, fs::metadata(&small).expect("it was written").len());
    assert_eq!(told.before, GLOVE.len() as u64);
    let engines = [&glove, &fasttext, &small].map(|path| engine(open(path).ok()));
    for question in QUESTIONS {
        let first = ranked(&engines[0], question);
        assert_eq!(ranked(&engines[1], question), first, "{question}");
        assert_eq!(ranked(&engines[2], question), first, "{question}");
    }
    let again = folder.path().join("again.vectors");
    compact(&fasttext, &again, None).expect("a good text");
    assert_eq!(fs::read(&small).expect("written"), fs::read(&again).expect("written"));
}

#[test]
fn the_most_frequent_words_alone_can_be_kept() {
    let folder = folder();
    let glove = written(folder.path(), "glove.txt", GLOVE);
    let small = folder.path().join("small.vectors");
    compact(&glove, &small, Some(3)).expect("a good text");
    let vectors = open(&small).expect("a good file");
    let mut room = [0.0; 4];
    assert_eq!((vectors.count(), vectors.dimensions()), (3, 4));
    assert_eq!(vectors.find("refund", &mut room).map(|found| found.rank), Some(2));
    assert_eq!(vectors.find("cash", &mut room), None);
}

#[test]
fn words_are_kept_as_questions_have_them() {
    let folder = folder();
    let glove = written(folder.path(), "glove.txt", GLOVE);
    let vectors = open(&glove).expect("a good text");
    let mut room = [0.0; 4];
    assert!(vectors.find("reimbursement", &mut room).is_some());
    assert!(vectors.find("Reimbursement", &mut room).is_none());
    // The first of the two, rounded to a 127th of its greatest number.
    vectors.find("money", &mut room).expect("it is there");
    let common = {
        let mut the = [0.0; 4];
        vectors.find("the", &mut the).expect("it is there");
        the
    };
    for (place, expected) in [2.0, 0.0, 0.1, -0.5].into_iter().enumerate() {
        let found = room[place] - common[place];
        assert!((found - expected).abs() < 0.02, "number {place} is {found}");
    }
}

#[test]
fn a_paraphrase_is_found_with_vectors_alone() {
    let folder = folder();
    let glove = written(folder.path(), "glove.txt", GLOVE);
    let (with, without) = (engine(open(&glove).ok()), engine(None));
    for (question, expected) in
        [("cash reimbursement", "refund"), ("weekend", "hours"), ("shipment", "parcel")]
    {
        assert_eq!(ranked(&with, question).first().map(|it| it.0.as_str()), Some(expected));
        let found = ranked(&without, question);
        let first = found.first().map(|it| (it.0.as_str(), it.1));
        assert!(first.is_none_or(|(id, sure)| id != expected || sure < with.rank(question)[0].1));
    }
}

#[test]
fn without_a_file_nothing_changes() {
    let folder = folder();
    let glove = written(folder.path(), "glove.txt", GLOVE);
    let without = engine(None);
    let left_out = engine(open(&glove).ok()).without(&[Part::Meaning]);
    for question in QUESTIONS {
        let response = without.respond(question);
        assert_eq!(ranked(&without, question), ranked(&left_out, question), "{question}");
        for (part, share) in response.explanation.iter().flat_map(|why| &why.parts) {
            assert!(*part != Part::Meaning || *share == 0.0, "{question}: {share}");
        }
    }
}

#[test]
fn parts_add_up_and_words_brought_together_are_named() {
    let folder = folder();
    let glove = written(folder.path(), "glove.txt", GLOVE);
    for left_out in [&[][..], &[Part::Contrast]] {
        let engine = engine(open(&glove).ok()).without(left_out);
        for question in QUESTIONS {
            let Some(why) = engine.respond(question).explanation else { continue };
            let sum: f32 = why.parts.iter().map(|(_, share)| share).sum();
            assert!((sum - why.score).abs() < 1e-5, "{question}: {sum} is not {}", why.score);
            assert!((0.0..=1.0).contains(&why.score), "{question}: {}", why.score);
        }
    }
    let why = engine(open(&glove).ok()).respond("cash for a lamp").explanation.expect("a match");
    let alike = why.aligned.iter().find(|word| word.how == How::Alike).expect("cash is alike");
    assert_eq!((alike.asked.as_str(), alike.phrasing.as_str()), ("cash", "refund"));
    assert!(!why.missing.contains(&"cash".to_owned()));
    let meaning = why.parts.iter().find(|(part, _)| *part == Part::Meaning).expect("listed");
    assert!(meaning.1 != 0.0, "it changes something");
}

#[test]
fn an_exact_phrasing_stays_certain() {
    let folder = folder();
    let glove = written(folder.path(), "glove.txt", GLOVE);
    let engine = engine(open(&glove).ok());
    assert_eq!(ranked(&engine, "opening hours")[0], ("hours".to_owned(), Confidence::CERTAIN));
}

/// What is said of a file with these bytes, from its name on.
fn complaint(name: &str, bytes: &[u8]) -> String {
    let folder = folder();
    let path = written(folder.path(), name, bytes);
    let error = open(&path).expect_err("the file is not as it should be").to_string();
    let at = error.find(name).unwrap_or_else(|| panic!("{error} does not name {name}"));
    error[at..].to_owned()
}

#[test]
fn what_is_wrong_with_a_text_is_said() {
    let line_7 = |line: &str| {
        let mut lines: Vec<&str> = GLOVE.lines().collect();
        lines[6] = line;
        lines.join("\n")
    };
    let check = |text: &[u8], expected: &str| {
        let said = complaint("v.txt", text);
        assert!(said.contains(expected), "{said} does not say {expected}");
    };
    check(line_7("open 0 2 0").as_bytes(), "v.txt:7: 3 numbers stand here where the others have 4");
    check(line_7("open 0 2 0 1 2").as_bytes(), "v.txt:7: 5 numbers stand here");
    check(line_7("open 0 2 0 NaN").as_bytes(), "v.txt:7: `NaN` is no finite number");
    check(line_7("open 0 2 -inf 1").as_bytes(), "v.txt:7: `-inf` is no finite number");
    check(line_7("open 0 2 0 much").as_bytes(), "v.txt:7: `much` is no number");
    check(b"money 1 2\nm\xff 1 2\n", "v.txt:2: this line is not UTF-8");
    check(b"", "v.txt:1: the file holds no vector");
    check(b"\n\n", "the file holds no vector");
    check(b"3 2\nmoney 1 2\nopen 2 1\n", "v.txt:3: the file ends after 2 of the 3 words");
    check(b"Dear Sir,\nplease find enclosed\n", "v.txt:1: `Sir,` is no number");
    check(b"hello\n", "v.txt:1: this line is no word with numbers after it");
    check(b", 1 2\n", "the file holds no vector");
}

#[test]
fn what_is_wrong_with_a_compact_file_is_said() {
    let folder = folder();
    let glove = written(folder.path(), "glove.txt", GLOVE);
    let small = folder.path().join("small.vectors");
    compact(&glove, &small, None).expect("a good text");
    let whole = fs::read(&small).expect("it was written");
    for length in [8, 27, 28, whole.len() - 1] {
        let said = complaint("cut.vectors", &whole[..length]);
        assert!(said.contains("cut"), "{length}: {said}");
        assert!(said.contains("signpost vectors compact"), "{length}: {said}");
    }
    // Whatever byte is damaged: an error or vectors, but no panic and no number that is none.
    for place in 0..whole.len() {
        let mut damaged = whole.clone();
        damaged[place] ^= 0xff;
        let path = written(folder.path(), "damaged.vectors", &damaged);
        let Ok(vectors) = open(&path) else { continue };
        assert!(place >= 28, "a damaged header is known");
        let mut room = [0.0; 4];
        for word in ["money", "open", "shipment"] {
            if vectors.find(word, &mut room).is_some() {
                assert!(room.iter().all(|value| value.is_finite()), "byte {place}: {room:?}");
            }
        }
    }
    let again = compact(&small, &folder.path().join("again"), None).expect_err("no text");
    assert!(again.to_string().contains("compact already"), "{again}");
    let as_folder = open(folder.path()).expect_err("a folder").to_string();
    assert!(as_folder.contains("it is a folder; name a file in it"), "{as_folder}");
    let missing = open(&folder.path().join("none")).expect_err("nothing is there").to_string();
    assert!(missing.contains("cannot read"), "{missing}");
}

#[test]
fn a_failure_leaves_the_earlier_file() {
    let folder = folder();
    let broken = written(folder.path(), "broken.txt", "money 1 2\nopen 1\n");
    let kept = written(folder.path(), "kept.vectors", "earlier");
    compact(&broken, &kept, None).expect_err("the text is broken");
    assert_eq!(fs::read(&kept).expect("still there"), b"earlier");
    let names = fs::read_dir(folder.path()).expect("readable").count();
    assert_eq!(names, 2, "nothing half written is left");
}

fn signpost(arguments: &[&str], vectors: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_signpost"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("SIGNPOST_MATCHING_WORD_VECTORS", vectors)
        .output()
        .expect("the program was built")
}

#[test]
fn the_command_and_the_setting_work_together() {
    let folder = folder();
    let glove = written(folder.path(), "glove.txt", GLOVE);
    let shop = written(folder.path(), "shop.jsonl", SHOP);
    let small = folder.path().join("small.vectors");
    let shown = |path: &Path| path.display().to_string();
    let (from, to, shop) = (shown(&glove), shown(&small), shown(&shop));
    let made = signpost(&["vectors", "compact", &from, &to], Path::new(""));
    let said = String::from_utf8_lossy(&made.stderr).into_owned();
    assert!(made.status.success() && said.contains("wrote 12 words of 4 dimensions"), "{said}");

    let asked = ["ask", "--why", "--knowledge", &shop, "cash for a lamp"];
    let told = signpost(&asked, &small);
    let said = String::from_utf8_lossy(&told.stdout).into_owned();
    assert!(said.contains("cash = refund (alike)"), "{said}");
    assert!(said.contains("meaning"), "{said}");

    let looked = signpost(&["vectors", "show", &to, "money", "cash"], Path::new(""));
    let said = String::from_utf8_lossy(&looked.stdout).into_owned();
    assert!(said.contains("money and cash: 0.9") || said.contains("money and cash: 1.0"), "{said}");

    let broken = written(folder.path(), "broken.txt", "money 1 2\nopen 1\n");
    let told = signpost(&asked, &broken);
    let said = String::from_utf8_lossy(&told.stderr).into_owned();
    for part in ["broken.txt:2", "1 numbers stand here", "SIGNPOST_MATCHING_WORD_VECTORS"] {
        assert!(said.contains(part), "{said} does not say {part}");
    }
}
