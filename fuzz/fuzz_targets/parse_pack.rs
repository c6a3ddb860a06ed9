//! The files of a pack, of any texts: parts of the input, parted by form feeds.
//!
//! **Invariant:** whatever parses can be linted and exported, and the export reads back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use signpost::diagnostic::Source;
use signpost::engine::knowledge::{
    KnowledgeBase, PackFile, Row, lint, parse_json_lines, parse_pack,
};
use signpost::export::{Format, export};
use signpost_fuzz::check_findings;
use toml::value::Date;

const NAMES: [&str; 5] =
    ["pack.toml", "synonyms.toml", "out_of_scope.toml", "entries/a.md", "entries/b.md"];

fuzz_target!(|text: &str| {
    let parts = NAMES.iter().zip(text.split('\u{c}'));
    let files: Vec<PackFile> = parts
        .map(|(name, text)| PackFile {
            name: (*name).to_owned(),
            path: format!("pack/{name}"),
            text: text.to_owned(),
        })
        .collect();
    let (pack, mut found) = parse_pack("pack", &files);
    let (knowledge, more) = KnowledgeBase::new(vec![pack]);
    found.extend(more);
    found.extend(lint::lint(&knowledge, Date { year: 2026, month: 11, day: 22 }));
    check_findings(text, &found);

    let text = export(&knowledge, Format::Jsonl);
    let (packs, found) = parse_json_lines(Source::new("x.jsonl", &text));
    let rows = |entries: &mut dyn Iterator<Item = Row>| entries.collect::<Vec<_>>();
    assert_eq!(
        rows(&mut packs.iter().flat_map(|pack| &pack.entries).map(Row::from)),
        rows(&mut knowledge.entries().map(Row::from)),
        "{found:?}"
    );
});
