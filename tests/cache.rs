//! What was learnt from the knowledge is kept from one start to the next.
//!
//! What is asserted: a matcher that was kept ranks as the one that was built, to the last digit; what is
//! damaged, of another knowledge base or of another program is not used; the program answers the same
//! whether it finds the file, finds it damaged or cannot write it; and it writes over nobody's file.

use std::path::Path;
use std::process::Command;
use std::sync::{Arc, LazyLock};

use signpost::app;
use signpost::config::defaults;
use signpost::diagnostic::Source;
use signpost::engine::Engine;
use signpost::engine::helplines::{Helplines, Region};
use signpost::engine::knowledge::{KnowledgeBase, Pack, parse_json_lines};
use signpost::engine::matching::Matcher;
use signpost::eval::parse_rows;

const PROGRAM: &str = "signpost of today";

static PACK: LazyLock<Pack> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(defaults::KNOWLEDGE_PATH);
    app::load_pack(&path).expect("the shipped pack is there").0
});
static BUILT: LazyLock<Matcher> = LazyLock::new(|| Matcher::new(&knowledge()));
static KEPT: LazyLock<Vec<u8>> =
    LazyLock::new(|| BUILT.save(&knowledge(), PROGRAM).expect("the shipped pack is worth it"));

fn knowledge() -> KnowledgeBase {
    KnowledgeBase::new(vec![PACK.clone()]).0
}

#[test]
fn what_was_kept_ranks_as_what_was_built() {
    let kept = Matcher::load(&KEPT, &knowledge(), PROGRAM).expect("it is of this knowledge base");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/eval/fresh.first.jsonl");
    let text = app::read_text(&path).expect("the labelled questions are there");
    let (rows, _) = parse_rows(Source::new("fresh.first.jsonl", &text));
    let engine = |matcher: Option<Matcher>| {
        let matcher = matcher.unwrap_or_else(|| Matcher::new(&knowledge()));
        let helplines = Helplines::built_in();
        Engine::with_matcher(knowledge(), matcher, helplines, Region::Us, defaults::FLOORS)
    };
    let (built, kept) = (engine(None), engine(Some(kept)));
    assert!(rows.len() > 500);
    for row in rows {
        assert_eq!(kept.rank(&row.question), built.rank(&row.question), "{}", row.question);
        let (kept, built) = (kept.respond(&row.question), built.respond(&row.question));
        assert_eq!(kept.explanation, built.explanation, "{}", row.question);
    }
}

#[test]
fn what_is_damaged_is_not_used() {
    let is_read = |bytes: &[u8]| Matcher::load(bytes, &knowledge(), PROGRAM).is_some();
    assert!(is_read(&KEPT));
    for place in (0..24).chain((24..KEPT.len()).step_by(KEPT.len() / 40)) {
        let mut damaged = KEPT.clone();
        damaged[place] ^= 0x10;
        assert!(!is_read(&damaged), "byte {place} is another");
        assert!(!is_read(&KEPT[..place]), "it ends at byte {place}");
    }
}

#[test]
fn what_belongs_to_others_is_not_used() {
    let is_read = |knowledge, program| Matcher::load(&KEPT, &knowledge, program).is_some();
    assert!(!is_read(knowledge(), "signpost of yesterday"));
    let mut other = PACK.clone();
    other.out_of_scope.pop().expect("a question out of scope");
    assert!(!is_read(KnowledgeBase::new(vec![other]).0, PROGRAM));
    let mut other = PACK.clone();
    other.synonyms.groups.pop().expect("a group of synonyms");
    assert!(!is_read(KnowledgeBase::new(vec![other]).0, PROGRAM));
    let mut other = PACK.clone();
    other.locale = "fr".to_owned();
    assert!(!is_read(KnowledgeBase::new(vec![other]).0, PROGRAM));
    let mut other = PACK.clone();
    Arc::make_mut(&mut other.entries[0]).phrasings[0].push_str(" then");
    assert!(!is_read(KnowledgeBase::new(vec![other]).0, PROGRAM));
    let mut other = PACK.clone();
    let moved = Arc::make_mut(&mut other.entries[0]).phrasings.pop().expect("a phrasing");
    Arc::make_mut(&mut other.entries[1]).phrasings.insert(0, moved);
    assert!(!is_read(KnowledgeBase::new(vec![other]).0, PROGRAM));
}

#[test]
fn a_handful_of_phrasings_is_not_kept() {
    let row = r#"{"id": "hours", "question": "When are you open?", "phrasings": [], "answer": "Always."}"#;
    let knowledge = KnowledgeBase::new(parse_json_lines(Source::new("shop.jsonl", row)).0).0;
    assert_eq!(Matcher::new(&knowledge).save(&knowledge, PROGRAM), None);
}

/// What the program answers that keeps what it learnt in this file.
fn asked(cache: &Path) -> String {
    asked_of(&[], cache)
}

/// The same with more options.
fn asked_of(options: &[&str], cache: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_signpost"))
        .args(["ask", "--json", "is kratom the same as opioids"])
        .args(options)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("SIGNPOST_KNOWLEDGE_CACHE", cache)
        .output()
        .expect("the program was built");
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "it complains of nothing");
    String::from_utf8(output.stdout).expect("output is UTF-8")
}

#[test]
fn the_program_answers_the_same_however_it_finds_the_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let cache = folder.path().join("learnt");
    let without = asked(Path::new(""));
    assert_eq!(asked(&cache), without, "it makes the file");
    let kept = std::fs::read(&cache).expect("the file was made");
    // A file that is written anew is another one, at another time.
    let made = || std::fs::metadata(&cache).and_then(|file| file.modified()).expect("it is there");
    let at = made();
    assert_eq!(asked(&cache), without, "it reads the file");
    assert_eq!(made(), at, "the file was read, not made again");
    std::fs::write(&cache, &kept[..kept.len() / 2]).expect("written");
    assert_eq!(asked(&cache), without, "it finds half of the file");
    assert_eq!(std::fs::metadata(&cache).expect("it is there").len(), kept.len() as u64);
    assert_eq!(asked(folder.path()), without, "it finds a folder in its place");
}

#[test]
fn what_the_program_did_not_write_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let notes = folder.path().join("notes.txt");
    std::fs::write(&notes, "call the plumber").expect("written");
    asked(&notes);
    assert_eq!(std::fs::read_to_string(&notes).expect("it is there"), "call the plumber");
}

#[test]
fn what_is_named_for_once_is_not_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let cache = folder.path().join("learnt");
    let named = asked_of(&["--knowledge", defaults::KNOWLEDGE_PATH], &cache);
    assert!(!cache.exists(), "the file is for what the settings name");
    assert_eq!(named, asked(&cache));
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed() {
    let folder = tempfile::tempdir().expect("a folder");
    let (target, link) = (folder.path().join("target"), folder.path().join("link"));
    std::os::unix::fs::symlink(&target, &link).expect("a link");
    asked(&link);
    assert!(!target.exists(), "nothing is made where the link leads");
}
