//! An entry with an error answers nothing until it is mended.
//!
//! Properties:
//! 1. Any error in the file of an entry leaves that entry out, and only that one.
//! 2. A warning leaves nothing out.
//! 3. The same holds for a row of JSON Lines.
//! 4. An amount is never said, wherever it stands and however an entry is reached.

use signpost::config::defaults;
use signpost::diagnostic::{Source, has_errors};
use signpost::engine::helplines::{Helplines, Region};
use signpost::engine::knowledge::{
    EntryId, KnowledgeBase, Notice, Pack, PackFile, parse_entry, parse_json_lines, parse_pack,
};
use signpost::engine::outcome::Outcome;
use signpost::engine::reply::{Choice, Reply};
use signpost::engine::{Engine, Recalled};

const MANIFEST: &str =
    "id = \"tea\"\ntitle = \"t\"\nlocale = \"en\"\ndisclaimer = \"d\"\npointer = \"p\"\n";

fn entry(id: &str, line: &str) -> String {
    format!("+++\nid = \"{id}\"\nquestion = \"What?\"\n{line}\n+++\n\nThis.\n")
}

fn file(name: &str, text: &str) -> PackFile {
    PackFile { name: name.to_owned(), path: format!("p/{name}"), text: text.to_owned() }
}

#[test]
fn an_error_leaves_the_entry_out() {
    for wrong in [
        "floor = \"high\"",
        "floor = 1.5",
        "floor = nan",
        "floor = 0,9",
        "flor = 0.9",
        "floor = 0.9\nfloor = 0.95",
        "expires = 2026-02-30",
        "expires = \"2026-02-03\"",
        "related = [\"Not An Id\"]",
        "sources = \"blog\"",
        "topics = [1]",
        "phrasings = [\"one\" \"two\"]",
    ] {
        let text = entry("careful", wrong);
        let (alone, diagnostics) = parse_entry(Source::new("careful.md", &text));
        assert!(alone.is_none() && has_errors(&diagnostics), "{wrong}");
        let files = [
            file("pack.toml", MANIFEST),
            file("entries/careful.md", &text),
            file("entries/other.md", &entry("other", "floor = 0.9")),
        ];
        let (pack, found) = parse_pack("p", &files);
        let ids: Vec<_> = pack.entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids, ["other"], "{wrong}");
        assert!(found.iter().all(|found| found.path == "p/entries/careful.md"), "{found:?}");
    }
}

#[test]
fn a_warning_leaves_nothing_out() {
    let files = [
        file("pack.toml", MANIFEST),
        file("notes.txt", "not part of a pack"),
        file("synonyms.toml", "[synonyms]\nalone = []\n"),
        file("entries/fine.md", &entry("fine", "floor = 1")),
    ];
    let (pack, diagnostics) = parse_pack("p", &files);
    assert_eq!((pack.entries.len(), diagnostics.len()), (1, 2), "{diagnostics:?}");
    assert!(!has_errors(&diagnostics));
}

#[test]
fn an_error_leaves_the_row_out() {
    for wrong in [
        "\"floor\":\"high\"",
        "\"floor\":1.5",
        "\"expires\":\"soon\"",
        "\"related\":[\" x\"]",
        "\"phrasings\":\"one\"",
    ] {
        let row = format!("{{\"id\":\"a\",\"question\":\"q\",\"answer\":\"a\",{wrong}}}\n");
        let other = "{\"id\":\"b\",\"question\":\"q\",\"answer\":\"a\",\"more\":1}\n";
        let text = format!("{row}{other}");
        let (packs, diagnostics) = parse_json_lines(Source::new("x.jsonl", &text));
        let ids: Vec<_> = packs[0].entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids, ["b"], "{wrong}");
        assert!(has_errors(&diagnostics), "{wrong}");
    }
}

const AMOUNTS: &str = r#"
{"id":"steep","question":"How is the tea made in the village?","answer":"Boil 5 grams of leaf.","related":["scoop"]}
{"id":"scoop","question":"Is a scoop of 3 grams a lot?","answer":"The article does not say."}
{"id":"leaf","question":"Where does the leaf grow in the wild?","answer":"In the shade.","related":["scoop","steep","tree"]}
{"id":"tree","question":"How high does the tree grow?","answer":"Higher than a house.","related":["leaf"]}
"#;

fn engine(packs: Vec<Pack>) -> Engine {
    let (knowledge, _) = KnowledgeBase::new(packs);
    Engine::new(knowledge, Helplines::built_in(), Region::Us, defaults::FLOORS)
}

fn everything_of(reply: &Reply) -> String {
    let offered = reply.choices.iter().chain(&reply.related);
    let offered: Vec<&str> = offered.map(|choice| choice.question.as_str()).collect();
    let notice = [reply.disclaimer(), reply.pointer()];
    [&[&*reply.text()], &notice[..], &offered].concat().join("\n")
}

#[test]
fn an_amount_is_never_said() {
    let engine = engine(parse_json_lines(Source::new("x.jsonl", AMOUNTS)).0);
    let id = |text: &str| EntryId::new(text).expect("it is an id");
    let asked = engine.respond("How is the tea made in the village?");
    assert_eq!(asked.outcome, Outcome::Answer);
    let recalled =
        engine.recall(&Recalled::Answers(vec![id("steep"), id("leaf")])).expect("they are there");
    let chosen =
        ["steep", "scoop", "leaf"].map(|text| engine.reply_with(&id(text)).expect("it is there"));
    let choices = |ids: &[&str]| {
        let ids = ids.iter().map(|text| id(text)).collect();
        engine.recall(&Recalled::Choices(ids)).expect("they are there")
    };
    let offered = |offered: &[Choice]| -> Vec<String> {
        offered.iter().map(|choice| choice.entry.to_string()).collect()
    };
    let (some, none) = (choices(&["steep", "leaf", "tree"]), choices(&["steep", "scoop"]));
    assert_eq!(offered(&some.reply.choices), ["leaf", "tree"]);
    assert_eq!(offered(&none.reply.choices), [""; 0]);
    assert_eq!(offered(&chosen[2].related), ["tree"]);
    let both =
        engine.recall(&Recalled::Answers(vec![id("steep"), id("scoop")])).expect("they are there");
    assert_eq!(both.reply.text().matches("never repeat").count(), 1, "{}", both.reply.text());
    for typed in ["", "how is the tea made in the village", "a scoop of 3 grams"] {
        let suggested = engine.suggestions(typed, 25);
        assert!(suggested.iter().all(|it| ["leaf", "tree"].contains(&it.id.as_str())), "{typed}");
    }
    for reply in [&asked.reply, &recalled.reply, &some.reply].into_iter().chain(&chosen) {
        let text = everything_of(reply);
        assert!(!text.contains("gram"), "{text}");
    }
    for reply in [&asked.reply, &chosen[0], &chosen[1], &none.reply] {
        assert!(reply.text().contains("I never repeat one"), "{}", reply.text());
    }
    assert_eq!(chosen[2].text(), "In the shade.");
    let usable: Vec<&str> = engine.usable().map(|entry| entry.id.as_str()).collect();
    assert_eq!(usable, ["leaf", "tree"]);
}

#[test]
fn a_notice_that_gives_an_amount_is_not_used() {
    for line in ["disclaimer = \"Take 2 grams.\"", "pointer = \"Ask before 3 grams.\""] {
        let (key, _) = line.split_once(' ').expect("a key and a value");
        let manifest: Vec<&str> =
            MANIFEST.lines().map(|kept| if kept.starts_with(key) { line } else { kept }).collect();
        let files = [
            file("pack.toml", &manifest.join("\n")),
            file("entries/tea.md", &entry("tea", "topics = []")),
        ];
        let (pack, found) = parse_pack("p", &files);
        assert_eq!(pack.notice, Notice::general());
        assert!(
            found.iter().any(|it| it.code == "amount" && it.path == "p/pack.toml"),
            "{found:?}"
        );
        let row = format!(
            "{{\"pack\":{{\"id\":\"p\",\"title\":\"t\",\"disclaimer\":\"d\",\"pointer\":\"p\",\"{key}\":\
             \"Up to 4 mg.\"}}}}\n"
        );
        let row = row.replacen(&format!("\"{key}\":\"{}\",", &key[..1]), "", 1);
        let (packs, found) = parse_json_lines(Source::new("x.jsonl", &row));
        assert_eq!(packs[0].notice, Notice::general());
        assert!(found.iter().any(|it| it.code == "amount" && it.line == 1), "{found:?}");
    }
}
