//! `signpost check` as the shell sees it: what is printed where, and the exit code.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

/// Runs `signpost` in a folder.
fn signpost(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_signpost"))
        .args(arguments)
        .current_dir(folder)
        .env_remove("CLICOLOR_FORCE")
        .output()
        .expect("the binary runs")
}

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/knowledge")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

#[test]
fn exit_codes() {
    for (arguments, code) in [
        (&["check", "fine/pack"][..], 0),
        (&["check", "broken-link/pack"], 1),
        (&["check", "file-name/pack"], 0),
        (&["check", "file-name/pack", "--strict"], 1),
        (&["check", "fine/pack", "--strict"], 0),
        (&["check", "nowhere"], 2),
        (&["check", "unknown-kind/notes.txt"], 2),
        (&["check", "not-utf-8/pack/entries/what-is-tea.md"], 2),
        (&["check", "not-utf-8/pack"], 1),
        (&["check", "fine/pack", "--loose"], 2),
        // Without a pack and without a path there is nothing to check.
        (&["check"], 2),
        (&["check", "--knowledge", "fine/pack"], 0),
        (&["check", "--knowledge", "broken-link/pack"], 1),
        (&["check", "--knowledge", "fine/pack", "--config", "nowhere.toml"], 2),
    ] {
        let output = signpost(&cases(), arguments);
        let shown = format!("{arguments:?}: {}{}", text(&output.stdout), text(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{shown}");
    }
}

#[test]
fn a_sensitive_topic_that_no_entry_has_is_a_warning() {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = folder.path().join("signpost.toml");
    let written = "[moderation]\nsensitive_topics = [\"unheard-of\"]\n";
    fs::write(&settings, written).expect("the folder can be written to");
    let settings = settings.display().to_string();
    let pack = cases().join("fine/pack").display().to_string();
    let arguments = ["check", "--knowledge", &pack, "--config", &settings];
    let output = signpost(folder.path(), &arguments);
    let shown = text(&output.stdout);
    assert!(
        shown.contains("warning[unmatched-topic]: no entry has the sensitive topic"),
        "{shown}"
    );
    assert!(shown.contains("signpost.toml:2"), "{shown}");
    assert_eq!(output.status.code(), Some(0), "{shown}");
    // Those that are built in may fit nothing of packs about something else.
    let output = signpost(folder.path(), &["check", "--knowledge", &pack]);
    assert!(!text(&output.stdout).contains("unmatched-topic"));
}

#[test]
fn findings_and_the_closing_line_go_to_standard_output_without_colour() {
    let output = signpost(&cases(), &["check", "self-related/pack"]);
    assert_eq!(text(&output.stderr), "");
    assert_eq!(
        text(&output.stdout),
        "error[self-related]: `what-is-tea` names itself as related\n  \
         --> self-related/pack/entries/what-is-tea.md:10\n  \
         = help: take it out; name entries that a reader may want next\n\n\
         1 entry, 3 phrasings: 1 error, 0 warnings\n"
    );
}

#[test]
fn what_cannot_be_read_is_named() {
    let output = signpost(&cases(), &["check", "nowhere"]);
    assert!(text(&output.stderr).starts_with("error: cannot read nowhere: "));
    assert_eq!(text(&output.stdout), "");
}

#[test]
fn json_is_one_object() {
    let output = signpost(&cases(), &["check", "--json", "file-name/pack", "self-related/pack"]);
    let object: Value = serde_json::from_slice(&output.stdout).expect("one JSON object");
    assert_eq!(object["errors"], 3);
    assert_eq!(object["warnings"], 1);
    assert_eq!(object["entries"], 1);
    assert_eq!(object["phrasings"], 3);
    let diagnostics = object["diagnostics"].as_array().expect("a list");
    assert_eq!(diagnostics.len(), 4);
    let first = &diagnostics[0];
    for key in ["severity", "code", "path", "line", "message", "help"] {
        assert!(!first[key].is_null(), "{key} is missing: {first}");
    }
    assert_eq!(first["severity"], "warning");
}

#[test]
fn one_file_of_a_pack_is_checked_with_its_pack() {
    let pack = cases().join("broken-link/pack");
    for (folder, path) in [
        (cases(), "broken-link/pack/entries/what-is-tea.md"),
        (pack.join("entries"), "what-is-tea.md"),
        (pack.join("entries"), "../entries/what-is-tea.md"),
    ] {
        let shown = text(&signpost(&folder, &["check", path]).stdout);
        assert!(shown.contains("did you mean `tea-and-sleep`?"), "{shown}");
        assert!(shown.contains(&format!("--> {path}:10")), "{shown}");
        assert!(shown.contains("1 entry, 3 phrasings: 2 errors"), "{shown}");
    }
    let other = text(&signpost(&pack, &["check", "entries/tea-and-sleep.md"]).stdout);
    assert_eq!(other, "1 entry, 2 phrasings: nothing to mend\n");
    let manifest = text(&signpost(&pack, &["check", "pack.toml"]).stdout);
    assert_eq!(manifest, "0 entries, 0 phrasings: nothing to mend\n");
    // Its questions are no knowledge base of their own, though they are JSON Lines.
    let pack = cases().join("questions-of-a-pack/pack");
    let questions = text(&signpost(&pack, &["check", "questions.jsonl"]).stdout);
    assert!(questions.contains("error[unknown-entry]: `what-is-tee` is no entry"), "{questions}");
    assert!(questions.contains("--> questions.jsonl:2"), "{questions}");
    assert!(questions.ends_with("0 entries, 0 phrasings: 4 errors, 0 warnings\n"), "{questions}");
}

/// What can be wrong has a case that shows it: a new diagnostic cannot go without one.
#[test]
fn every_diagnostic_of_knowledge_has_a_case() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = vec![root.join("src/toml_reader.rs"), root.join("src/app.rs")];
    add_files(&root.join("src/engine/knowledge"), &mut sources);
    // These need a finder, which tests/retrieval_lint.rs has, or a server's changes, as
    // tests/overlay.rs has them.
    let elsewhere = ["finds-another", "finds-nothing", "too-alike", "invalid-change"];
    let mut shown = String::new();
    for case in fs::read_dir(cases()).expect("cases are there") {
        let path = case.expect("a case can be read").path().join("expected.txt");
        shown += &fs::read_to_string(&path)
            .unwrap_or_else(|error| panic!("{} is missing: {error}", path.display()));
    }
    let mut missing = Vec::new();
    for source in sources {
        let source = fs::read_to_string(source).expect("sources are readable");
        for code in codes(&source) {
            if !elsewhere.contains(&code.as_str()) && !shown.contains(&format!("[{code}]")) {
                missing.push(code);
            }
        }
    }
    assert!(missing.is_empty(), "no case shows {missing:?}");
}

fn add_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for item in fs::read_dir(folder).expect("the folder is there") {
        let path = item.expect("it can be read").path();
        if path.is_dir() {
            add_files(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// The first string after each place that makes a diagnostic.
fn codes(source: &str) -> Vec<String> {
    let mut codes = Vec::new();
    for maker in [".error(", ".warning(", "code:", "warn(", "ClaimKind::"] {
        for (place, _) in source.match_indices(maker) {
            let rest = source[place + maker.len()..].trim_start();
            let rest = rest.split_once("=> ").map_or(rest, |(head, tail)| {
                if maker == "ClaimKind::" && !head.contains(char::is_whitespace) {
                    tail
                } else {
                    rest
                }
            });
            let is_code = |text: &&str| {
                !text.is_empty()
                    && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-')
            };
            let code = rest.strip_prefix('"').and_then(|rest| rest.split('"').next());
            codes.extend(code.filter(is_code).map(str::to_owned));
        }
    }
    codes
}
