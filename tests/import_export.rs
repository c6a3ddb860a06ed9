//! What `export` writes, `import` reads back.
//!
//! Properties:
//! 1. Random knowledge, exported in any form and imported into an empty folder, is the same.
//! 2. The same holds for reading exported JSON Lines as knowledge directly.
//! 3. A row that cannot be read is named with its line, and the others are used.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::collection::{btree_set, vec};
use proptest::option;
use proptest::prelude::*;
use signpost::diagnostic::{Diagnostic, Source};
use signpost::engine::Confidence;
use signpost::engine::knowledge::claims::gives_amount;
use signpost::engine::knowledge::{
    Entry, EntryId, EntryLines, KnowledgeBase, Notice, Pack, PackFile, PackId, PackRow, Row,
    SourceId, SourceNote, Synonyms, parse_json_lines, parse_pack,
};
use signpost::export::{Format, export};
use signpost::import::{self, Import, Options, Target};
use toml::value::Date;

const FORMS: [(Format, &str); 3] =
    [(Format::Jsonl, "x.jsonl"), (Format::Csv, "x.csv"), (Format::Tsv, "x.tsv")];

/// Text that files find hard: quotes, delimiters, escapes, line ends, marks of other formats.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-zA-Z ]{1,8}",
        1 => any::<char>().prop_map(String::from),
        2 => proptest::sample::select(vec![
            "\"", "'", "\\", "|", ",", ";", "\t", "\n", "\r", "+++", "\n+++\n", "#", "=", "\\n",
            "\\|", "\u{0}", "\u{feff}", "\u{2028}", "\u{85}", "é", "😀", " ", "{", "\"\"\"",
        ]).prop_map(str::to_owned),
    ];
    vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn filled() -> impl Strategy<Value = String> {
    text().prop_filter("blank", |text| !text.trim().is_empty())
}

/// A text that a reply may name: one that gives an amount is left out when it is read.
fn named() -> impl Strategy<Value = String> {
    filled().prop_filter("an amount", |text| !gives_amount(text))
}

/// Two texts that a notice may be made of.
fn notice() -> impl Strategy<Value = Notice> {
    let texts = (filled(), filled());
    texts.prop_filter_map("an amount", |(disclaimer, pointer)| Notice::new(&disclaimer, &pointer))
}

/// What an entry's file can hold: nothing around it, no line ends of other systems.
fn answer() -> impl Strategy<Value = String> {
    let plain = |text: String| {
        let mut text = text;
        while text.contains("\r\n") {
            text = text.replace("\r\n", "\n");
        }
        text.trim().to_owned()
    };
    filled().prop_map(plain).prop_filter("blank", |text| !text.is_empty())
}

fn items() -> impl Strategy<Value = Vec<String>> {
    vec(text().prop_filter("empty", |text| !text.is_empty()), 0..4)
}

fn id() -> impl Strategy<Value = EntryId> {
    "[a-z0-9_-]{1,20}".prop_map(|id| EntryId::new(&id).unwrap())
}

fn date() -> impl Strategy<Value = Date> {
    (1..9999_u16, 1..13_u8, 1..29_u8).prop_map(|(year, month, day)| Date { year, month, day })
}

prop_compose! {
    fn entry(id: EntryId)(
        question in filled(), phrasings in items(), topics in items(), sources in items(),
        related in vec(self::id(), 0..3), floor in option::of(0..=1000_u16),
        reviewed_on in option::of(date()), expires in option::of(date()), answer in answer(),
    ) -> Entry {
        Entry {
            id: id.clone(),
            question,
            phrasings,
            topics,
            sources: sources.into_iter().map(SourceId).collect(),
            related,
            floor: floor.map(Confidence::thousandths),
            reviewed_on,
            expires,
            answer,
            path: String::new(),
            lines: EntryLines::default(),
        }
    }
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    btree_set(id(), 0..4).prop_flat_map(|ids| ids.into_iter().map(entry).collect::<Vec<_>>())
}

fn sources() -> impl Strategy<Value = Vec<SourceNote>> {
    // A source is named in one line, title and label together.
    let texts = (filled(), filled())
        .prop_filter("an amount", |(title, label)| !gives_amount(&format!("{title} ({label})")));
    let note = (filled(), texts, option::of(date()), option::of(text())).prop_map(
        |(id, (title, label), updated, url)| SourceNote {
            id: SourceId(id),
            title,
            label,
            updated,
            url,
        },
    );
    vec(note, 0..3).prop_map(|notes| {
        let mut seen = BTreeSet::new();
        notes.into_iter().filter(|note| seen.insert(note.id.clone())).collect()
    })
}

fn synonyms() -> impl Strategy<Value = Synonyms> {
    btree_set("[a-zé0-9_]([a-z '_-]{0,6}[a-z|\\\\])?", 0..8).prop_map(|words| {
        let words: Vec<String> = words.into_iter().collect();
        // A word alone means the same as nothing else, so it is no group.
        let groups = words.chunks(3).filter(|group| group.len() > 1);
        Synonyms { groups: groups.map(<[String]>::to_vec).collect() }
    })
}

prop_compose! {
    fn pack()(
        id in id(), title in named(), locale in filled(), notice in notice(),
        sources in sources(), entries in entries(), synonyms in synonyms(),
        out_of_scope in vec(text(), 0..3),
    ) -> Pack {
        Pack { id: PackId(id.to_string()), title, locale, notice, sources, entries: entries.into_iter().map(Arc::new).collect(), synonyms, out_of_scope, manifest: None }
    }
}

/// All that a pack holds, in an order of its own.
fn content(pack: &Pack) -> (PackRow, Vec<Row>) {
    let mut rows: Vec<Row> = pack.entries.iter().map(|entry| Row::from(&**entry)).collect();
    rows.sort_by(|left, right| left.id.cmp(&right.id));
    (PackRow::from(pack), rows)
}

fn read(name: &str, text: &str, pack: Option<&str>) -> (Import, Vec<Diagnostic>) {
    import::import(Source::new(name, text), Options { pack, ..Options::default() })
}

/// The pack that an import makes of an empty folder.
#[track_caller]
fn into_empty_folder(import: Import) -> Pack {
    let target = Target { folder: "new", files: &[], label: "a label", force: false };
    let (plan, diagnostics) = import::plan(&[import], target);
    assert_eq!(diagnostics, []);
    let file = |file: import::NewFile| PackFile {
        path: format!("new/{}", file.name),
        name: file.name,
        text: file.text,
    };
    let files: Vec<PackFile> = plan.files.into_iter().map(file).collect();
    let (pack, diagnostics) = parse_pack("new", &files);
    assert_eq!(diagnostics, [], "{files:#?}");
    pack
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_is_exported_is_imported(pack in pack()) {
        let (knowledge, _) = KnowledgeBase::new(vec![pack.clone()]);
        for (format, name) in FORMS {
            let text = export(&knowledge, format);
            let (import, diagnostics) = read(name, &text, None);
            let wrong: Vec<_> = diagnostics.iter().filter(|it| it.code != "no-drafts").collect();
            prop_assert!(wrong.is_empty(), "{wrong:?} in {text}");
            prop_assert_eq!(content(&into_empty_folder(import)), content(&pack), "{}", text);
        }
        let text = export(&knowledge, Format::Jsonl);
        let (direct, diagnostics) = parse_json_lines(Source::new("x.jsonl", &text));
        prop_assert_eq!(diagnostics, []);
        prop_assert_eq!(direct.len(), 1);
        prop_assert_eq!(content(&direct[0]), content(&pack));
    }

    #[test]
    fn packs_stay_apart(mut first in pack(), mut second in pack()) {
        (first.id, second.id) = (PackId("one".to_owned()), PackId("two".to_owned()));
        let (knowledge, _) = KnowledgeBase::new(vec![first, second]);
        for (format, name) in FORMS {
            let text = export(&knowledge, format);
            let (none, diagnostics) = read(name, &text, None);
            prop_assert!(none.drafts.is_empty());
            prop_assert_eq!(diagnostics[0].code, "several-packs");
            for pack in knowledge.packs() {
                // An entry under an id that the first pack holds is no part of the knowledge.
                let mut pack = pack.clone();
                pack.entries.retain(|entry| {
                    let place = knowledge.find(&entry.id).unwrap();
                    knowledge.pack_of(place).id == pack.id
                });
                let (import, _) = read(name, &text, Some(&pack.id.0));
                prop_assert_eq!(content(&into_empty_folder(import)), content(&pack));
            }
        }
        let text = export(&knowledge, Format::Jsonl);
        prop_assert_eq!(parse_json_lines(Source::new("x", &text)).0.len(), 2);
    }

    #[test]
    fn cells_hold_lists(items in items()) {
        let cell = import::cell::join(items.iter().map(String::as_str));
        prop_assert_eq!(import::cell::split(&cell), items);
    }

    #[test]
    fn any_cell_is_a_list(cell in text()) {
        let items = import::cell::split(&cell);
        let joined = import::cell::join(items.iter().map(String::as_str));
        prop_assert_eq!(import::cell::split(&joined), items);
    }
}

#[test]
fn cells_as_people_write_them() {
    for (cell, items) in [
        ("", &[][..]),
        (" | ", &[]),
        ("one", &["one"]),
        (" one |two | three ", &["one", "two", "three"]),
        ("one\ntwo\r\nthree", &["one", "two", "three"]),
        (r"this \| that|C:\path", &["this | that", r"C:\path"]),
    ] {
        assert_eq!(import::cell::split(cell), items, "{cell:?}");
    }
}

/// Each draft as `line id: question => answer (phrasings)`, and each diagnostic as `code@line`.
fn seen(name: &str, text: &str) -> (Vec<String>, Vec<String>) {
    let (import, diagnostics) = read(name, text, None);
    let drafts = import.drafts.iter().map(|draft| {
        let entry = &draft.entry;
        let (from, to) = (draft.spans[0].from, draft.spans[0].to);
        let (id, question, answer) = (&entry.id, &entry.question, &entry.answer);
        format!("{from}-{to} {id}: {question} => {answer} {:?}", entry.phrasings)
    });
    let said = diagnostics.iter().map(|it| format!("{}@{}", it.code, it.line));
    (drafts.collect(), said.collect())
}

#[track_caller]
fn check(name: &str, text: &str, drafts: &[&str], diagnostics: &[&str]) {
    let (found, said) = seen(name, text);
    assert_eq!(found, drafts, "{text}");
    assert_eq!(said, diagnostics, "{text}");
}

#[test]
fn tables_as_people_write_them() {
    let plain = ["2-2 what: What? => This. [\"w?\", \"eh?\"]"];
    check("a.csv", "Question,Answer,Phrasings\nWhat?,This.,w?|eh?\n", &plain, &[]);
    check("a.csv", "question;answer;phrasings\r\nWhat?;This.;w? | eh?\r\n", &plain, &[]);
    check("a.tsv", "question\tanswer\tphrasings\nWhat?\tThis.\tw?|eh?", &plain, &[]);
    check(
        "a.csv",
        "\u{feff}q,a,phrasings,,\nWhat?,This.,\"w?\neh?\",,\n",
        &["2-3 what: What? => This. [\"w?\", \"eh?\"]"],
        &[],
    );
    check("a.csv", "sep=;\nquestion;answer\nWhat?;This.\n", &["3-3 what: What? => This. []"], &[]);
    check(
        "a.csv",
        "id,question,answer\n,What?,This.\n,What?,That.\nwhat,What?,More.\n,,\n",
        &[
            "2-2 what-2: What? => This. []",
            "3-3 what-3: What? => That. []",
            "4-4 what: What? => More. []",
        ],
        &[],
    );
}

#[test]
fn what_is_wrong_with_a_table_is_named() {
    let header = "question,answer,floor,expires";
    check(
        "a.csv",
        "What?,This.\n",
        &[],
        &["unknown-column@1", "unknown-column@1", "missing-column@1"],
    );
    check("a.csv", &format!("{header}\nWhat?\n"), &[], &["invalid-entry@2"]);
    check(
        "a.csv",
        &format!("{header}\n\"Wh\nat?\",This.,high,\nWho?,a, b, c,d,e\nHow?,So.,2,soon\n"),
        // Without the floor or the date that was meant, an entry would say more than it should.
        &[],
        &["wrong-type@2", "too-many-cells@4", "wrong-type@5", "out-of-range@5"],
    );
    check(
        "a.csv",
        "question,answer,phrasing,anser\nWhat?,This.,w,x\n",
        &["2-2 what: What? => This. [\"w\"]"],
        &["unknown-column@1"],
    );
    check(
        "a.csv",
        "id,question,answer\npack.titel,,x\npack.title,,T\na b,What?,This.\na,Q,A\na,Q,A\n",
        &["4-4 a-b: What? => This. []", "5-5 a: Q => A []"],
        &["unknown-key@2", "missing-key@2", "invalid-id@4", "duplicate-id@6"],
    );
}

#[test]
fn what_is_wrong_with_json_lines_is_named() {
    check(
        "a.jsonl",
        "{\"id\":\"a\",\"question\":\"What?\",\"phrasing\":[\"w\"],\"answer\":\"This.\"}\n\
         not json\n\n\
         {\"id\":\"b\",\"question\":\"\",\"answer\":\"x\"}\n\
         {\"question\":\"Where?\",\"phrasings\":null,\"answer\":\"Here.\",\"expires\":\"soon\"}\n\
         {\"id\":\"c\",\"question\":\"\\ud800\",\"answer\":\"x\"}\n\
         [1]\n",
        &["1-1 a: What? => This. []"],
        &["unknown-key@1", "syntax@2", "syntax@6", "syntax@7", "invalid-entry@4", "wrong-type@5"],
    );
    let (_, diagnostics) = read("a.jsonl", "{\"id\":\"a\",\"phrasing\":[]}", None);
    assert!(diagnostics[0].help.contains("`phrasings`"), "{diagnostics:?}");
}

#[test]
fn ids_that_cannot_name_files_are_changed_everywhere() {
    let text = "{\"id\":\"What Is It\",\"question\":\"q\",\"answer\":\"a\",\"related\":[\"Ärger!\"]}\n\
                {\"id\":\"Ärger!\",\"question\":\"q\",\"answer\":\"a\",\"related\":[\"What Is It\"]}\n";
    let (import, diagnostics) = read("a.jsonl", text, None);
    let ids: Vec<_> = import.drafts.iter().map(|draft| draft.entry.id.to_string()).collect();
    assert_eq!(ids, ["what-is-it", "arger"]);
    assert_eq!(import.drafts[0].entry.related[0].as_str(), "arger");
    assert_eq!(import.drafts[1].entry.related[0].as_str(), "what-is-it");
    assert_eq!(diagnostics.len(), 2);
}

#[test]
fn the_id_of_a_pack_that_cannot_name_a_folder_is_changed() {
    let text = "{\"pack\":{\"id\":\"All About Tea!\",\"title\":\"t\",\"locale\":\"en\",\
                \"disclaimer\":\"d\",\"pointer\":\"p\"}}\n\
                {\"id\":\"a\",\"question\":\"q\",\"answer\":\"a\"}\n";
    let (import, _) = read("a.jsonl", text, None);
    let target = Target { folder: "new", files: &[], label: "a label", force: false };
    let (plan, diagnostics) = import::plan(&[import], target);
    let manifest = plan.files.iter().find(|file| file.name == "pack.toml").unwrap();
    assert!(manifest.text.contains("id = \"all-about-tea\""), "{}", manifest.text);
    let codes: Vec<_> = diagnostics.iter().map(|found| found.code).collect();
    assert_eq!(codes, ["invalid-id"]);
}
