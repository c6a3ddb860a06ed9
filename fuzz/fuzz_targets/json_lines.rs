//! JSON Lines of any text: as knowledge, and as labelled questions.
//!
//! **Invariant:** every entry has an id, a question and an answer, and the export reads back.
#![no_main]

use libfuzzer_sys::fuzz_target;
use signpost::diagnostic::Source;
use signpost::engine::knowledge::{KnowledgeBase, Row, parse_json_lines};
use signpost::eval::parse_rows;
use signpost::export::{Format, export};
use signpost_fuzz::check_findings;

fuzz_target!(|text: &str| {
    let (packs, found) = parse_json_lines(Source::new("x.jsonl", text));
    check_findings(text, &found);
    assert!(!packs.is_empty());
    let (knowledge, _) = KnowledgeBase::new(packs);
    for entry in knowledge.entries() {
        assert!(!entry.id.as_str().is_empty());
        assert!(!entry.question.trim().is_empty() && !entry.answer.trim().is_empty());
    }
    let exported = export(&knowledge, Format::Jsonl);
    let (packs, found) = parse_json_lines(Source::new("y.jsonl", &exported));
    let again: Vec<Row> = packs.iter().flat_map(|pack| &pack.entries).map(Row::from).collect();
    assert_eq!(again, knowledge.entries().map(Row::from).collect::<Vec<_>>(), "{found:?}");

    let (_, found) = parse_rows(Source::new("rows.jsonl", text));
    check_findings(text, &found);
});
