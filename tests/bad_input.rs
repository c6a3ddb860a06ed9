//! Input that nobody meant to give: giant messages, broken encodings, wrong files.
//!
//! Properties:
//! 1. Any message has an outcome, however long it is, and a cry for help at its end is heard.
//! 2. Whatever cannot be read is named with its file, its line and what to do, and nothing
//!    panics.
//! 3. Exit codes: 0 where all is well, 1 where something is to be mended, 2 where it cannot be
//!    done as asked.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use signpost::config::defaults;
use signpost::diagnostic::{Source, has_errors};
use signpost::engine::Engine;
use signpost::engine::helplines::{Helplines, Region};
use signpost::engine::knowledge::{KnowledgeBase, parse_json_lines};
use signpost::engine::outcome::Outcome;
use signpost::eval::parse_rows;
use signpost::import::{Options, import};
use tempfile::TempDir;

const KNOWLEDGE: &str = r#"{"id": "tea", "question": "What is tea?", "phrasings": ["tell me about tea"], "answer": "A leaf."}
{"id": "coffee", "question": "What is coffee?", "phrasings": ["tell me about coffee"], "answer": "A bean."}
"#;

/// One megabyte.
const LONG: usize = 1_000_000;

fn engine() -> Engine {
    let (packs, diagnostics) = parse_json_lines(Source::new("faq.jsonl", KNOWLEDGE));
    assert_eq!(diagnostics, []);
    let (knowledge, _) = KnowledgeBase::new(packs);
    Engine::new(knowledge, Helplines::built_in(), Region::Us, defaults::FLOORS)
}

/// A megabyte of each run, with a cry for help below.
fn check_runs(runs: &[&str]) {
    let engine = engine();
    for run in runs {
        let text = format!("{}\n\ni want to kill myself", run.repeat(LONG / run.len() + 1));
        // Runs that quote all that follows quote the cry for help too; it is still one.
        let response = engine.respond(&text);
        assert!(!response.reply.text().is_empty(), "{run:?}");
        if !matches!(*run, ">>> \n" | "``` a " | "` " | "`") {
            assert_eq!(response.outcome, Outcome::Escalate, "{run:?}");
        }
    }
}

#[test]
fn a_megabyte_of_letters_and_words_is_read_to_its_end() {
    check_runs(&["a", "tea", "aaab", "k1ll", "1", "1.", "then and ", "5% ", "$a ", "e\u{301}"]);
    check_runs(&["漢", "\u{202e}x", "\u{0}", "\u{fdfa} ", "\n", "?", "so what? "]);
}

#[test]
fn a_megabyte_of_marks_is_read_to_its_end() {
    check_runs(&["`", "` ", "``` a ", "\"", "\"one two three four five ", "> quoted\n", ">>> \n"]);
    check_runs(&["[", "](http", "[a](b ", "<", "<@1", "||", "😀", "😀 ", "\u{301}"]);
    check_runs(&["\u{1dc4}\u{5b0}"]);
}

#[test]
fn odd_characters_hide_nothing() {
    let engine = engine();
    for text in [
        "i want to\0 kill my\0self",
        "\u{202e}i want to kill myself\u{202c}",
        "\u{feff}i want to kill myself",
        "i want to kill myself\r\n\r\n",
        "i\r\nwant to kill myself",
        "\u{200b}i w\u{200d}ant to k\u{ad}ill myself",
        "\u{fffd}\u{fffd} i want to kill myself \u{fffd}",
    ] {
        assert_eq!(engine.respond(text).outcome, Outcome::Escalate, "{text:?}");
    }
    for text in ["\u{feff}What is tea?\r", "what\0 is\u{202e} tea", "What is tea?\r\n"] {
        assert_eq!(engine.respond(text).outcome, Outcome::Answer, "{text:?}");
    }
    for text in ["", " ", "\0", "\u{202e}", "\u{feff}", "\r\n", "\u{301}", "?!", "```", ">"] {
        assert_eq!(engine.respond(text).outcome, Outcome::Fallback, "{text:?}");
    }
}

/// Half a surrogate pair is no text. The line is named, and the others are used.
#[test]
fn lone_surrogates_are_named_with_their_line() {
    for lone in [r"\ud800", r"\udc00", r"\ud800\ud800", r"\ud83d x", r"\ud8"] {
        let row = format!(r#"{{"id": "x", "question": "{lone}", "answer": "x"}}"#);
        let text = format!("{KNOWLEDGE}{row}\n");
        let (packs, diagnostics) = parse_json_lines(Source::new("faq.jsonl", &text));
        assert_eq!((packs[0].entries.len(), diagnostics.len()), (2, 1), "{diagnostics:?}");
        assert_eq!((diagnostics[0].code, diagnostics[0].line), ("syntax", 3));
        assert!(diagnostics[0].message.contains("column"), "{}", diagnostics[0].message);

        let (found, diagnostics) = import(Source::new("faq.jsonl", &text), Options::default());
        assert_eq!(found.drafts.len(), 2);
        assert!(has_errors(&diagnostics) && diagnostics.iter().any(|found| found.line == 3));

        let row = format!("\n{{\"question\": \"{lone}\", \"expect\": {{}}}}");
        let (_, diagnostics) = parse_rows(Source::new("rows.jsonl", &row));
        assert_eq!((diagnostics[0].code, diagnostics[0].line), ("syntax", 2));
        assert!(!diagnostics[0].message.contains("line 1"), "{}", diagnostics[0].message);
    }
}

struct Place(TempDir);

impl Place {
    /// A folder with a good knowledge base and everything that can be wrong beside it.
    fn new() -> Self {
        let place = Place(tempfile::tempdir().unwrap());
        for folder in ["empty", "pack/entries", "bom/entries", "crlf/entries"] {
            fs::create_dir_all(place.0.path().join(folder)).unwrap();
        }
        let manifest = "id = \"tea\"\ntitle = \"Tea\"\nlocale = \"en\"\ndisclaimer = \"d\"\n\
                        pointer = \"p\"\n\n[[source]]\nid = \"blog\"\ntitle = \"t\"\nlabel = \"l\"\n";
        let entry = "+++\nid = \"tea\"\nquestion = \"What is tea?\"\nphrasings = [\"tell me\"]\n\
                     sources = [\"blog\"]\nreviewed_on = 2026-01-01\n+++\n\nA leaf.\nNo more.\n";
        for (name, text) in [("pack.toml", manifest), ("entries/tea.md", entry)] {
            place.write(&format!("pack/{name}"), text);
            place.write(&format!("crlf/{name}"), text.replace('\n', "\r\n"));
            place.write(&format!("bom/{name}"), format!("\u{feff}{text}"));
        }
        let rows = "{\"question\": \"What is tea?\", \"expect\": {\"outcome\": \"answer\"}}\n";
        let settings = "[safety]\nregion = \"GB\"\n";
        for (name, text) in [
            ("faq.jsonl", KNOWLEDGE),
            ("rows.jsonl", rows),
            ("signpost.toml", settings),
            ("notes.txt", "Q: What is tea?\nA: A leaf.\n"),
        ] {
            place.write(name, text);
            place.write(&format!("crlf-{name}"), text.replace('\n', "\r\n"));
            place.write(&format!("bom-{name}"), format!("\u{feff}{text}"));
            let mut latin = text.replace("tea", "th\u{e9}").into_bytes();
            latin.extend(b"\ncaf\xe9\n");
            place.write(&format!("latin-{name}"), latin);
        }
        for ending in ["jsonl", "toml", "md", "txt", "csv", "html"] {
            place.write(&format!("empty.{ending}"), "");
        }
        place.write("nul.jsonl", "{\"id\": \"a\", \"question\": \"\0\", \"answer\": \"x\"}\n");
        place.write("nul.toml", "[safety]\nregion = \"\0\"\n");
        place
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    fn run(&self, arguments: &[&str], input: &[u8]) -> Output {
        run(self.0.path(), arguments, input)
    }
}

fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_signpost"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("SIGNPOST_SAFETY_REGION")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // A command that stops before its input ends closes the pipe: that is its right.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    output
}

/// Runs each line, and looks for the exit code and for words in what was said of errors.
fn check(cases: &[(&[&str], i32, &[&str])]) {
    let place = Place::new();
    for (arguments, code, words) in cases {
        let output = place.run(arguments, b"");
        let said = format!(
            "{}{}",
            String::from_utf8(output.stdout).unwrap(),
            String::from_utf8(output.stderr).unwrap()
        );
        assert_eq!(output.status.code(), Some(*code), "{arguments:?}: {said}");
        assert!(!said.contains("panicked"), "{arguments:?}: {said}");
        for word in *words {
            assert!(said.contains(word), "{arguments:?} does not say {word:?}: {said}");
        }
    }
}

#[test]
fn a_folder_where_a_file_should_be() {
    let words: &[&str] = &["cannot read empty: it is a folder; name a file in it"];
    check(&[
        (&["ask", "--knowledge", "pack", "--config", "empty", "hi"], 2, words),
        (&["eval", "--knowledge", "pack", "empty"], 2, words),
        (&["import", "empty", "--into", "new"], 2, words),
        (&["config", "--config", "empty"], 2, words),
        (&["check", "--config", "empty", "--knowledge", "pack"], 2, words),
        (&["check", "empty"], 1, &["empty/pack.toml:1", "a pack needs a pack.toml", "write one"]),
        (&["ask", "--knowledge", "empty", "hi"], 1, &["empty/pack.toml:1", "No documents"]),
        (&["export", "--knowledge", "empty"], 1, &["empty/pack.toml:1"]),
        (&["import", "notes.txt", "--into", "notes.txt"], 2, &["it is a file; name a folder"]),
        (&["export", "--knowledge", "pack", "--out", "empty"], 2, &["empty", "folder"]),
    ]);
}

#[test]
fn nothing_there() {
    let words: &[&str] = &["cannot read nowhere"];
    check(&[
        (&["ask", "--knowledge", "nowhere", "hi"], 2, words),
        (&["ask", "--knowledge", "pack", "--config", "nowhere", "hi"], 2, words),
        (&["chat", "--knowledge", "nowhere"], 2, words),
        (&["eval", "--knowledge", "pack", "nowhere"], 2, words),
        (&["import", "nowhere", "--into", "new"], 2, words),
        (&["export", "--knowledge", "nowhere"], 2, words),
        (&["check", "nowhere"], 2, words),
    ]);
}

#[test]
fn an_empty_file() {
    check(&[
        (&["ask", "--knowledge", "empty.jsonl", "hi"], 1, &["No documents are loaded"]),
        (
            &["ask", "--knowledge", "pack", "--config", "empty.toml", "What is tea?"],
            0,
            &["A leaf."],
        ),
        (&["eval", "--knowledge", "pack", "empty.jsonl"], 2, &["empty.jsonl:1", "no question"]),
        (&["check", "empty.jsonl"], 1, &["empty.jsonl:1", "write an entry a line"]),
        (&["check", "empty.md"], 1, &["empty.md:1", "the file is empty", "write an entry"]),
        (&["check", "empty.toml"], 0, &["nothing to mend"]),
        (&["import", "empty.txt", "--into", "new"], 1, &["empty.txt:1", "the file is empty"]),
        (&["import", "empty.csv", "--into", "new"], 1, &["empty.csv:1"]),
        (&["import", "empty.html", "--into", "new"], 1, &["empty.html:1"]),
        (&["import", "empty.jsonl", "--into", "new"], 1, &["empty.jsonl:1"]),
        (&["import", "-", "--into", "new"], 1, &["standard input:1", "the file is empty"]),
    ]);
}

#[test]
fn not_utf_8() {
    let at = |name: &str, line: usize| format!("{name}: line {line} is not UTF-8; save");
    let (faq, rows) = (at("latin-faq.jsonl", 4), at("latin-rows.jsonl", 3));
    let (settings, notes) = (at("latin-signpost.toml", 4), at("latin-notes.txt", 4));
    check(&[
        (&["ask", "--knowledge", "latin-faq.jsonl", "hi"], 2, &[&faq]),
        (&["check", "latin-faq.jsonl"], 2, &[&faq]),
        (&["eval", "--knowledge", "pack", "latin-rows.jsonl"], 2, &[&rows]),
        (&["ask", "--knowledge", "pack", "--config", "latin-signpost.toml", "hi"], 2, &[&settings]),
        (&["check", "latin-signpost.toml"], 2, &[&settings]),
        (&["import", "latin-notes.txt", "--into", "new"], 2, &[&notes]),
    ]);
}

#[test]
fn a_nul() {
    check(&[
        (&["check", "nul.jsonl"], 1, &["nul.jsonl:1", "control character"]),
        (&["check", "nul.toml"], 1, &["nul.toml:2"]),
    ]);
}

/// Line ends of other systems and byte order marks change nothing.
#[test]
fn the_same_from_any_editor() {
    for kind in ["crlf", "bom"] {
        let (faq, rows) = (format!("{kind}-faq.jsonl"), format!("{kind}-rows.jsonl"));
        let (settings, notes) = (format!("{kind}-signpost.toml"), format!("{kind}-notes.txt"));
        check(&[
            (&["check", kind, &settings], 0, &["1 entry, 2 phrasings: nothing to mend"]),
            (&["check", &faq], 0, &["2 entries, 4 phrasings: nothing to mend"]),
            (&["ask", "--knowledge", kind, "What is tea?"], 0, &["A leaf.\nNo more."]),
            (&["ask", "--knowledge", &faq, "What is tea?"], 0, &["A leaf."]),
            (&["eval", "--knowledge", kind, "--require", "right_outcome=1", &rows], 0, &[]),
            (&["config", "--config", &settings], 0, &["GB", &settings]),
            (&["import", &notes, "--into", "new"], 0, &["wrote 1 draft"]),
        ]);
    }
}

#[test]
fn lines_of_any_bytes_are_answered() {
    let place = Place::new();
    let input = b"\xef\xbb\xbfWhat is tea?\r\n\n   \n\xff\xfe i want to kill myself \xff\nno\0pe\n\
                  \xed\xa0\x80\n\xe2\x80\xaeWhat is tea?";
    let output = place.run(&["ask", "--json", "--knowledge", "pack"], input);
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stdout).unwrap();
    let outcomes: Vec<String> = said
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .map(|answered| answered["outcome"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(outcomes, ["answer", "escalate", "fallback", "fallback", "answer"]);
    let output = place.run(&["chat", "--knowledge", "pack"], input);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stdout).unwrap().contains("988"));
}

#[test]
fn long_lines_are_answered() {
    let place = Place::new();
    let mut input = String::new();
    let runs = ["a", "tea and ", "`", "\"", "> ", "[", "😀", "e\u{301}"];
    for run in runs {
        input.push_str(&run.repeat(LONG / run.len()));
        input.push('\n');
    }
    let output = place.run(&["ask", "--json", "--knowledge", "pack"], input.as_bytes());
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), runs.len());
}
