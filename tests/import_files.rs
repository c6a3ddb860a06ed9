//! `signpost import` and `signpost export` as they are run: files, exit codes, what is printed.
//!
//! Properties:
//! 1. Nothing is overwritten without `--force`, and what is in the way is named.
//! 2. Where anything cannot be written, nothing is.
//! 3. A pack's own text stays as it was; a source is added below it.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use signpost::app::{load_knowledge, load_pack, write_files};
use tempfile::TempDir;

const FAQ: &str =
    "# Tea\n\n## FAQ\n\n### What is it?\n\nA drink of 2 g leaves.\n\n### Where?\n\nHere.\n";

struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Place(tempfile::tempdir().unwrap());
        place.write("tea.md", FAQ);
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs the program here. Gives its exit code, its output and what it said of errors.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        self.run_with(arguments, Stdio::null())
    }

    fn run_with(&self, arguments: &[&str], input: Stdio) -> (i32, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_signpost"));
        command.args(arguments).current_dir(self.0.path()).stdin(input);
        let Output { status, stdout, stderr } = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (status.code().unwrap(), text(stdout), text(stderr))
    }

    /// Every file below, hidden ones too, with its text.
    fn files(&self) -> Vec<(PathBuf, String)> {
        fn below(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
            for item in fs::read_dir(folder).unwrap() {
                let path = item.unwrap().path();
                if path.is_dir() {
                    found.push((path.clone(), String::new()));
                    below(&path, found);
                } else {
                    found.push((path.clone(), fs::read_to_string(&path).unwrap()));
                }
            }
        }
        let mut found = Vec::new();
        below(self.0.path(), &mut found);
        found.sort();
        found
    }
}

#[test]
fn a_new_pack_loads_and_says_it_is_a_draft() {
    let place = Place::new();
    let (code, said, wrong) = place.run(&["import", "tea.md", "--into", "packs/tea"]);
    assert_eq!((code, wrong.as_str()), (0, ""), "{said}");
    assert!(said.contains("tea.md:5-7") && said.contains("amount"), "{said}");
    let (pack, diagnostics) = load_pack(&place.path("packs/tea")).unwrap();
    assert_eq!(diagnostics, []);
    assert_eq!((pack.id.0.as_str(), pack.title.as_str()), ("tea", "Tea"));
    assert_eq!(pack.entries.len(), 2);
    assert_eq!(pack.entries[0].sources[0], pack.sources[0].id);
    let entry = place.read("packs/tea/entries/what-is-it.md");
    assert!(entry.contains("# Draft, imported from tea.md, lines 5 to 7."), "{entry}");
    let manifest = place.read("packs/tea/pack.toml");
    assert!(manifest.contains("REVIEW: no disclaimer was found"), "{manifest}");
}

#[test]
fn nothing_is_overwritten_unasked() {
    let place = Place::new();
    place.run(&["import", "tea.md", "--into", "tea"]);
    place.write("tea/entries/where.md", "my own text");
    fs::remove_file(place.path("tea/entries/what-is-it.md")).unwrap();
    let before = place.files();
    let (code, _, wrong) = place.run(&["import", "tea.md", "--into", "tea"]);
    assert_eq!(code, 2);
    assert!(wrong.contains("where.md") && !wrong.contains("what-is-it.md"), "{wrong}");
    assert!(wrong.contains("--force"), "{wrong}");
    assert_eq!(place.files(), before);
    let (code, ..) = place.run(&["import", "tea.md", "--into", "tea", "--force"]);
    assert_eq!(code, 0);
    assert!(place.read("tea/entries/where.md").contains("Here."));
    assert!(place.path("tea/entries/what-is-it.md").exists());
}

#[test]
fn an_entry_under_another_file_name_is_in_the_way_too() {
    let place = Place::new();
    place.run(&["import", "tea.md", "--into", "tea"]);
    fs::rename(place.path("tea/entries/where.md"), place.path("tea/entries/place.md")).unwrap();
    fs::remove_file(place.path("tea/entries/what-is-it.md")).unwrap();
    let (code, _, wrong) = place.run(&["import", "tea.md", "--into", "tea"]);
    assert!(code == 2 && wrong.contains("place.md"), "{wrong}");
    place.run(&["import", "tea.md", "--into", "tea", "--force"]);
    let (pack, _) = load_pack(&place.path("tea")).unwrap();
    assert_eq!(pack.entries.len(), 2);
    assert!(!place.path("tea/entries/where.md").exists());
}

#[test]
fn a_dry_run_writes_nothing() {
    let place = Place::new();
    let before = place.files();
    let (code, said, _) = place.run(&["import", "tea.md", "--into", "tea", "--dry-run"]);
    assert!(code == 0 && said.contains("would write 2 drafts"), "{said}");
    assert_eq!(place.files(), before);
}

#[test]
fn json_says_all() {
    let place = Place::new();
    let (code, said, _) = place.run(&["import", "tea.md", "--into", "tea", "--json"]);
    assert_eq!(code, 0);
    let said: Value = serde_json::from_str(&said).unwrap();
    let draft = &said["drafts"][0];
    assert_eq!(draft["id"], "what-is-it");
    assert_eq!(draft["span"]["file"], "tea.md");
    assert_eq!((&draft["span"]["from"], &draft["span"]["to"]), (&5.into(), &7.into()));
    assert_eq!(draft["claims"][0]["kind"], "amount");
    let line = draft["claims"][0]["line"].as_u64().unwrap();
    let entry = place.read("tea/entries/what-is-it.md");
    assert!(entry.lines().nth(usize::try_from(line).unwrap() - 1).unwrap().contains("2 g"));
    let (code, said, _) = place.run(&["import", "tea.md", "--into", "tea", "--json"]);
    let said: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((code, said["in_the_way"].as_array().unwrap().len()), (2, 2));
    assert_eq!(said["written"].as_array().unwrap().len(), 0);
}

#[test]
fn a_pack_keeps_its_own_text() {
    let place = Place::new();
    let own = "# mine\r\nid = \"tea\"\r\ntitle = \"My tea\"\r\nlocale = \"en\"\r\n\
               disclaimer = \"d\"\r\npointer = \"p\"";
    place.write("tea/pack.toml", own);
    let (code, _, wrong) = place.run(&["import", "tea.md", "--into", "tea", "--label", "a blog"]);
    assert_eq!((code, wrong.as_str()), (0, ""));
    let text = place.read("tea/pack.toml");
    assert!(text.starts_with(own), "{text}");
    let (pack, diagnostics) = load_pack(&place.path("tea")).unwrap();
    assert_eq!(diagnostics, []);
    assert_eq!((pack.title.as_str(), pack.sources[0].label.as_str()), ("My tea", "a blog"));
    // The document is a source already: nothing is added a second time.
    place.run(&["import", "tea.md", "--into", "tea", "--force"]);
    assert_eq!(place.read("tea/pack.toml"), text);
}

#[test]
fn a_pack_that_cannot_take_a_source_is_left_alone() {
    let place = Place::new();
    for own in [
        "id = \"tea\n",
        "id=\"t\"\ntitle=\"t\"\nlocale=\"en\"\ndisclaimer=\"d\"\npointer=\"p\"\nsource=[]\n",
    ] {
        place.write("tea/pack.toml", own);
        let before = place.files();
        let (code, _, wrong) = place.run(&["import", "tea.md", "--into", "tea"]);
        assert!(code == 2 && wrong.contains("pack.toml"), "{wrong}");
        assert_eq!(place.files(), before);
    }
}

#[test]
fn all_or_nothing() {
    let place = Place::new();
    place.write("tea/entries/where.md/keep", "a folder stands where a file should be");
    let before = place.files();
    let (code, _, wrong) = place.run(&["import", "tea.md", "--into", "tea", "--force"]);
    assert!(code == 2 && wrong.contains("where.md"), "{wrong}");
    assert_eq!(place.files(), before);
    // A file where a folder has to be made, after others were written already.
    place.write("new/taken", "a file");
    let before = place.files();
    let files = [("a/b.md", "one"), ("c.md", "two"), ("taken/d.md", "three")];
    assert!(write_files(&place.path("new"), files).is_err());
    assert_eq!(place.files(), before);
}

#[test]
fn wrong_use_is_explained() {
    let place = Place::new();
    fs::write(place.path("latin.txt"), b"ok\nna\xefve").unwrap();
    place.write("empty.txt", "");
    place.write("a.pdf", "%PDF");
    place.write("file", "");
    for (arguments, code, words) in [
        (&["missing.txt", "--into", "p"][..], 2, "missing.txt"),
        (&[".", "--into", "p"], 2, "is a folder"),
        (&["latin.txt", "--into", "p"], 2, "line 2 is not UTF-8"),
        (&["a.pdf", "--into", "p"], 2, "PDF"),
        (&["tea.md", "--into", "file"], 2, "name a folder"),
        (&["tea.md"], 2, "--into"),
        (&["empty.txt", "--into", "p"], 1, "the file is empty"),
        (&["tea.md", "latin.txt", "--into", "p"], 2, "UTF-8"),
    ] {
        let (found, _, wrong) = place.run(&[&["import"], arguments].concat());
        assert_eq!(found, code, "{arguments:?}: {wrong}");
        assert!(wrong.contains(words), "{arguments:?}: {wrong}");
        assert!(!place.path("p").exists(), "{arguments:?}");
    }
}

#[test]
fn standard_input_is_read() {
    let place = Place::new();
    let input = fs::File::open(place.path("tea.md")).unwrap();
    let (code, said, wrong) = place.run_with(&["import", "-", "--into", "tea"], input.into());
    assert_eq!(code, 0, "{wrong}");
    assert!(said.contains("standard input:5-7"), "{said}");
}

#[test]
fn an_export_makes_the_same_pack_and_is_knowledge_itself() {
    let place = Place::new();
    place.write("more.txt", "Disclaimer\n\nNo advice.\n\nQ: Why, \"really\"?\nA: So | so.\n");
    place.run(&["import", "more.txt", "tea.md", "--into", "tea"]);
    place.write("tea/synonyms.toml", "[synonyms]\ne-mail = [\"mail\", \"e-post\"]\n");
    place.write("tea/out_of_scope.toml", "questions = [\"Who won?\"]\n");
    let (_, first, _) = place.run(&["export", "--knowledge", "tea"]);
    assert!(first.starts_with("{\"pack\":{\"id\":\"tea\""), "{first}");
    for name in ["x.jsonl", "x.csv", "x.tsv"] {
        let (code, ..) = place.run(&["export", "--knowledge", "tea", "--out", name]);
        assert_eq!(code, 0);
        let into = format!("from-{name}");
        let (code, _, wrong) = place.run(&["import", name, "--into", &into]);
        assert_eq!((code, wrong.as_str()), (0, ""));
        let (_, again, _) = place.run(&["export", "--knowledge", &into]);
        assert_eq!(again, first, "{name}");
    }
    let (_, direct, _) = place.run(&["export", "--knowledge", "x.jsonl"]);
    assert_eq!(direct, first);
    // Two packs in one file are two packs again.
    place.run(&["export", "--knowledge", "tea", "--knowledge", "tea", "--out", "two.jsonl"]);
    let (knowledge, _) = load_knowledge(&[place.path("two.jsonl")]).unwrap();
    assert_eq!((knowledge.packs().len(), knowledge.len()), (2, 3));
}
