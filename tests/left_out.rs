//! An entry with an error answers nothing until it is mended.
//!
//! Properties:
//! 1. Any error in the file of an entry leaves that entry out, and only that one.
//! 2. A warning leaves nothing out.
//! 3. The same holds for a row of JSON Lines.

use signpost::diagnostic::{Source, has_errors};
use signpost::engine::knowledge::{PackFile, parse_entry, parse_json_lines, parse_pack};

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
