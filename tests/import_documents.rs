//! `import` on documents, as data: what a text holds and which drafts it gives.
//!
//! Properties:
//! 1. A document with an FAQ gives its pairs and nothing else; one without gives its sections.
//! 2. Navigation, notices, captions and comments never reach a draft.
//! 3. Every draft names the lines it came from.
//! 4. Whatever the text, importing it ends, and ends with distinct ids.

#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use signpost::diagnostic::{Diagnostic, Source};
use signpost::import::{DropReason, Format, Import, Options, import};

fn run(name: &str, text: &str) -> (Import, Vec<Diagnostic>) {
    import(Source::new(name, text), Options::default())
}

/// Each draft as `from-to question => answer`.
#[track_caller]
fn check(name: &str, text: &str, expected: &[&str]) -> Import {
    let (import, diagnostics) = run(name, text);
    let drafts: Vec<String> = import
        .drafts
        .iter()
        .map(|draft| {
            let spans: Vec<String> =
                draft.spans.iter().map(|span| format!("{}-{}", span.from, span.to)).collect();
            let answer = draft.entry.answer.replace('\n', "⏎");
            format!("{} {} => {answer}", spans.join("+"), draft.entry.question)
        })
        .collect();
    assert_eq!(drafts, expected, "in {name}:\n{text}\n{diagnostics:#?}\n{:#?}", import.dropped);
    import
}

#[test]
fn marked_questions_and_answers() {
    check("a.txt", "Q: What is it?\nA: A plant.", &["1-2 What is it? => A plant."]);
    check("a.txt", "q: what is it?\na: a plant.", &["1-2 what is it? => a plant."]);
    check(
        "a.txt",
        "Q1. What is it?\nA1. A plant.\n\nQ2) Where?\nA2) In Asia.",
        &["1-2 What is it? => A plant.", "4-5 Where? => In Asia."],
    );
    check(
        "a.txt",
        "Question: What is it?\n\nAnswer: A plant.\n\nIt grows.\n\nQuestion 2: Where?\nAnswer 2: In Asia.",
        &["1-5 What is it? => A plant.⏎⏎It grows.", "7-8 Where? => In Asia."],
    );
    check(
        "a.md",
        "**Q: What is it?**\nA: A plant.\n\n**Q:** Where?\n\n**A:** In *Asia*.\n\n**Question 3**: Why?\n**Answer**: No idea.",
        &["1-2 What is it? => A plant.", "4-6 Where? => In *Asia*.", "8-9 Why? => No idea."],
    );
    check(
        "a.md",
        "1. **Q: What is it?**\n   A: A plant.\n2. **Q: Where?**\n   A: In Asia.",
        &["1-2 What is it? => A plant.", "3-4 Where? => In Asia."],
    );
    check("a.txt", "Q: What is it? A: A plant.", &["1-1 What is it? => A plant."]);
    check(
        "a.txt",
        "Q: What is it when the line\nis broken?\nA: A plant\nof Asia.",
        &["1-4 What is it when the line is broken? => A plant⏎of Asia."],
    );
    check("a.txt", "Q: What is it?\nA plant of Asia.", &["1-2 What is it? => A plant of Asia."]);
    check(
        "a.txt",
        "Q: Which?\nA: These:\n- one\n- two\n\nQ: Why?\nA: So.",
        &["1-4 Which? => These:⏎⏎- one⏎- two", "6-7 Why? => So."],
    );
    check("a.txt", "Frage: Was ist das?\nAntwort: Ein Baum.", &["1-2 Was ist das? => Ein Baum."]);
    check(
        "a.html",
        "<p><strong>Q: What is it?</strong><br>\nA: A plant.</p>\n<p>Q: Where?</p><p>A: In Asia.</p>",
        &["1-2 What is it? => A plant.", "3-3 Where? => In Asia."],
    );
}

#[test]
fn headings_that_ask() {
    check(
        "a.md",
        "# FAQ\n\n## What is it?\n\nA plant.\n\n## Where?\n\nIn Asia.\n\n- one\n- two\n",
        &["3-5 What is it? => A plant.", "7-12 Where? => In Asia.⏎⏎- one⏎- two"],
    );
    let import = check(
        "a.md",
        "# Shop\n\nHello there.\n\n## Frequently Asked Questions\n\n### Sending\n\n#### How long?\n\nA week.\n\n### Paying\n\n#### How?\n\nBy card.\n\n## About us\n\nWe are old.\n",
        &["9-11 How long? => A week.", "15-17 How? => By card."],
    );
    assert_eq!(import.drafts[0].entry.topics, ["sending"]);
    check(
        "a.txt",
        "FAQ\n\nWhat is it?\n\nA plant.\n\nWhere does it grow?\nIt grows in Asia, and nowhere else.\n",
        &[
            "3-5 What is it? => A plant.",
            "7-8 Where does it grow? => It grows in Asia, and nowhere else.",
        ],
    );
    check(
        "a.txt",
        "1. What is it?\n\nA plant.\n\n2. Where?\n\nIn Asia.\n",
        &["1-3 What is it? => A plant.", "5-7 Where? => In Asia."],
    );
    check(
        "a.md",
        "# Common questions\n\n**What is it?**\n\nA plant.\n\n**Where?**\nIn Asia.\n",
        &["3-5 What is it? => A plant.", "7-8 Where? => In Asia."],
    );
    check(
        "a.md",
        "# FAQ\n\n1. What is it?\n\n   A plant.\n\n2. Where?\n\n   In Asia.\n",
        &["3-5 What is it? => A plant.", "7-9 Where? => In Asia."],
    );
    check(
        "a.html",
        "<h1>FAQ</h1>\n<h2>1. What is it? <a href='#x'>#</a></h2>\n<p>A <b>plant</b>.</p>\n<h2><button>Where?</button></h2>\n<div style='display:none'>In Asia.</div>",
        &["2-3 What is it? => A **plant**.", "4-5 Where? => In Asia."],
    );
}

#[test]
fn definition_lists_and_disclosures() {
    check(
        "a.md",
        "What is it?\n: A plant.\n\nWhere?\n: In Asia.\n: And\n  here.\n",
        &["1-2 What is it? => A plant.", "4-7 Where? => In Asia.⏎⏎And⏎here."],
    );
    check(
        "a.html",
        "<dl>\n<dt>What is it?</dt>\n<dd>A plant.</dd>\n<div><dt>Returns</dt><dd><p>Within thirty days of buying.</p></dd></div>\n</dl>",
        &["2-3 What is it? => A plant.", "4-4 Returns => Within thirty days of buying."],
    );
    check(
        "a.html",
        "<details>\n<summary>What is it?</summary>\n<p>A plant.</p>\n<ul><li>one</li><li>two</li></ul>\n</details>\n<p>Beside.</p>",
        &["2-5 What is it? => A plant.⏎⏎- one⏎- two"],
    );
    check(
        "a.md",
        "# Help\n\n<details>\n<summary>What is it?</summary>\n\nA **plant**.\n\n```\ncode\n```\n\n</details>\n\nBeside.\n",
        &["4-10 What is it? => A **plant**.⏎⏎```⏎code⏎```"],
    );
    check(
        "a.html",
        "<table><tr><th>Question</th><th>Answer</th></tr>\n<tr><td>What is it?</td><td>A plant.</td></tr></table>",
        &["2-2 What is it? => A plant."],
    );
}

#[test]
fn schema_for_machines() {
    let json = r#"<html><head><script type="application/ld+json">
{"@context": "https://schema.org", "@graph": [{"@type": "FAQPage", "mainEntity": [
 {"@type": "Question", "name": "What is it?",
  "acceptedAnswer": {"@type": "Answer", "text": "<p>A &amp; <b>plant</b>.</p>"}},
 {"@type": "Question", "name": "Where?", "acceptedAnswer": {"@type": "Answer", "text": "In Asia."}}
]}]}
</script></head><body><h1>Shop</h1><p>Words.</p></body></html>"#;
    check("a.html", json, &["3-3 What is it? => A & **plant**.", "5-5 Where? => In Asia."]);
    let microdata = r#"<div itemscope itemtype="https://schema.org/FAQPage">
<div itemprop="mainEntity" itemscope itemtype="https://schema.org/Question">
<h3 itemprop="name">What is it?</h3>
<div itemprop="acceptedAnswer" itemscope itemtype="https://schema.org/Answer">
<div itemprop="text"><p>A plant.</p>
<p>Really.</p></div></div></div></div>"#;
    check("a.html", microdata, &["3-6 What is it? => A plant.⏎⏎Really."]);
    let broken =
        "<script type='application/ld+json'>\n{\"@type\": \"Question\",,}\n</script><p>Words.</p>";
    let (_, diagnostics) = run("a.html", broken);
    assert!(
        diagnostics.iter().any(|it| it.code == "faq-schema" && it.line == 2),
        "{diagnostics:?}"
    );
}

#[test]
fn a_page_states_twice_what_it_shows_once() {
    let page = r#"<script type="application/ld+json">{"@type":"Question","name":"What is it?","acceptedAnswer":{"text":"Stated."}}</script>
<details><summary>What is it?</summary>Shown.</details>"#;
    check("a.html", page, &["2-2 What is it? => Shown."]);
}

#[test]
fn sections_where_nothing_asks() {
    check(
        "a.md",
        "# Tea\n\nA drink.\n\n## Kinds\n\nGreen.\n\n### Black\n\nStrong.\n\n## Conclusion\n\nDrink it.\n",
        &["1-3+13-15 Tea => A drink.⏎⏎Drink it.", "5-7 Kinds => Green.", "9-11 Black => Strong."],
    );
    check(
        "a.txt",
        "Opening hours\nMonday to Friday, from nine to five.\n\nPARKING\n\nBehind the house.\n",
        &[
            "1-2 Opening hours => Monday to Friday, from nine to five.",
            "4-6 PARKING => Behind the house.",
        ],
    );
    check("notes_on_tea.txt", "It is a drink.\n", &["1-1 notes on tea => It is a drink."]);
    check(
        "a.txt",
        "Tea\n===\n\nA drink.\n\nKinds\n-----\n\nGreen.\n",
        &["1-4 Tea => A drink.", "6-9 Kinds => Green."],
    );
    check(
        "a.md",
        "---\ntitle: Tea\ndate: 2025-05-16\n---\n\nA [drink][d]. ![pot](pot.png)\n\n[d]: https://example.org/d\n",
        &["6-6 Tea => A [drink](https://example.org/d)."],
    );
}

#[test]
fn what_surrounds_a_page_is_left_out() {
    let page = "<!doctype html><html><head><title>Tea | A shop</title>\n\
        <link rel=canonical href='https://example.org/tea'></head><body>\n\
        <div class='announcement-bar'>Free shipping!</div>\n\
        <header><nav><ul><li><a href='/'>Home</a></li></ul></nav></header>\n\
        <article><header><h1>Tea</h1></header>\n\
        <figure><img src=x alt='A pot on a table'><figcaption>A pot.</figcaption></figure>\n\
        <p>A drink,\nin cups.</p><h2>Kinds</h2><p>Green.</p></article>\n\
        <div class='comments'><h2>2 comments</h2><p>Nice!</p></div>\n\
        <aside>Buy more</aside><footer>© Shop</footer></body></html>";
    let import = check("a.html", page, &["5-8 Tea => A drink, in cups.", "8-8 Kinds => Green."]);
    assert_eq!(import.url.as_deref(), Some("https://example.org/tea"));
    let reasons: BTreeSet<DropReason> = import.dropped.iter().map(|it| it.reason).collect();
    let expected =
        [DropReason::Navigation, DropReason::Image, DropReason::Notice, DropReason::Comments];
    assert_eq!(reasons, BTreeSet::from(expected));

    check(
        "a.md",
        "# Tea\n\n- [Kinds](#kinds)\n- [Cups](#cups)\n\n![pot](x.png)\n*A pot.*\n\nA drink.\n\n## Kinds\n\nGreen.\n\n## Related posts\n\n- Coffee\n",
        &["1-9 Tea => A drink.", "11-13 Kinds => Green."],
    );
    check(
        "a.txt",
        "Skip to content\n\nTea\n\nA drink.\n\nNews & Announcements\n\nA strike may come.\n\nLate parcels\n\nOur customers wait for their delivery.\n\nKinds\n\nGreen.\n\nLeave a comment\n",
        &["3-5 Tea => A drink.", "15-17 Kinds => Green."],
    );
}

#[test]
fn disclaimers() {
    for text in [
        "# Tea\n\nA drink.\n\n## Disclaimer\n\nNo advice.\n\n## Kinds\n\nGreen.\n",
        "# Tea\n\nA drink.\n\n**Disclaimer:** No advice.\n\n## Kinds\n\nGreen.\n",
    ] {
        let (import, _) = run("a.md", text);
        assert_eq!(import.disclaimer.map(|it| it.text).as_deref(), Some("No advice."), "{text}");
        assert_eq!(import.drafts.len(), 2);
    }
    let text =
        "Tea\n\nA drink.\n\nThis is for educational purposes only. It is not medical advice.\n";
    let (import, _) = run("a.txt", text);
    let found = import.disclaimer.expect("a disclaimer by what it says");
    assert_eq!((found.span.from, found.span.to), (5, 5));
    assert!(run("a.txt", "Tea\n\nA drink.\n").0.disclaimer.is_none());
}

#[test]
fn formats_are_told_by_name_and_else_by_content() {
    for (name, text, format) in [
        ("a.TXT", "# x", Format::PlainText),
        ("a.md", "x", Format::Markdown),
        ("a.htm", "x", Format::Html),
        ("a.ndjson", "x", Format::JsonLines),
        ("a", "{\"id\": \"a\"}", Format::JsonLines),
        ("a", "\n<!DOCTYPE html><p>x", Format::Html),
        ("a.b/c", "<div><p>x</p><p>y</p></div>", Format::Html),
        ("a", "question,answer\nx,y", Format::Csv),
        ("a", "id\tquestion\tanswer\nx\ty\tz", Format::Tsv),
        ("a", "x\n\n## y\n", Format::Markdown),
        ("a", "Question, and answer?\n\nx", Format::PlainText),
        ("a", "", Format::PlainText),
    ] {
        assert_eq!(Format::of(name, text), format, "{name}: {text}");
    }
}

#[test]
fn bad_input_is_named() {
    for name in ["a.txt", "a.md", "a.html", "a.jsonl", "a.csv"] {
        for text in ["", "\u{feff}", " \r\n \r\n"] {
            let (import, diagnostics) = run(name, text);
            assert!(import.drafts.is_empty());
            assert_eq!(diagnostics.len(), 1, "{name} {text:?} {diagnostics:?}");
        }
    }
    let unanswered = "Q: What?\n\nQ: Where?\nA: Here.";
    let (_, diagnostics) = run("a.txt", unanswered);
    assert_eq!(
        diagnostics.iter().map(|it| (it.code, it.line)).collect::<Vec<_>>(),
        [("unanswered", 1)]
    );
}

#[test]
fn line_ends_of_any_system_give_the_same() {
    let text = "Q: What?\nA: This.\n\nQ: Where?\nA: Here.";
    let expected = &["1-2 What? => This.", "4-5 Where? => Here."];
    check("a.txt", text, expected);
    check("a.txt", &text.replace('\n', "\r\n"), expected);
    check("a.txt", &text.replace('\n', "\r"), expected);
    check("a.txt", &format!("\u{feff}{text}"), expected);
}

#[test]
fn huge_and_deep_documents_end() {
    let giant = "word ".repeat(200_000);
    let questions = "? A: ".repeat(100_000);
    let deep = format!("{}x{}", "<div>".repeat(3_000), "</div>".repeat(3_000));
    let inline = "<b><i>".repeat(5_000);
    let quotes = "> ".repeat(20_000);
    let tags = "<".repeat(200_000);
    for text in [giant, questions, deep, inline, quotes, tags] {
        for name in ["a.txt", "a.md", "a.html"] {
            run(name, &text);
        }
    }
}

fn documents() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/documents");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", folder.display());
    println!("not run: {} is missing", folder.display());
    None
}

fn document(prefix: &str) -> Option<Import> {
    let folder = documents()?;
    let files = std::fs::read_dir(folder).unwrap().map(|item| item.unwrap().path());
    let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    let path = files.into_iter().find(|path| name(path).starts_with(prefix)).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    Some(run(&name(&path), &text).0)
}

#[test]
fn the_first_article_gives_its_five_pairs_and_its_disclaimer() {
    let Some(import) = document("000_") else { return };
    let lines: Vec<_> =
        import.drafts.iter().map(|draft| (draft.spans[0].from, draft.spans[0].to)).collect();
    assert_eq!(lines, [(122, 123), (125, 126), (128, 129), (131, 132), (134, 135)]);
    for draft in &import.drafts {
        assert!(draft.entry.question.ends_with('?'));
        assert!(!draft.entry.answer.contains('\n'), "{}", draft.entry.answer);
    }
    let disclaimer = import.disclaimer.expect("its disclaimer");
    assert_eq!((disclaimer.span.from, disclaimer.span.to), (153, 155));
    assert!(!disclaimer.text.contains('\n'));
    let all: Vec<&str> = import.drafts.iter().map(|draft| draft.entry.answer.as_str()).collect();
    let all = all.join("\n") + &disclaimer.text;
    for words in ["Skip to", "Announcements", "Canada Post", "FedEx", "balcony", "wooden bowl"] {
        assert!(!all.contains(words), "{words}");
    }
    let at = |line| import.dropped.iter().find(|it| it.span.from == line).map(|it| it.reason);
    assert_eq!(at(28), Some(DropReason::Image));
    assert_eq!(at(139), Some(DropReason::Image));
    assert_eq!(at(161), Some(DropReason::Notice));
    assert_eq!(import.updated.map(|date| date.to_string()).as_deref(), Some("2025-05-16"));
}

#[test]
fn the_second_article_gives_a_draft_a_section() {
    let Some(import) = document("003_") else { return };
    let spans: Vec<Vec<_>> = import
        .drafts
        .iter()
        .map(|draft| draft.spans.iter().map(|span| (span.from, span.to)).collect())
        .collect();
    // The introduction and the conclusion speak of the whole, under its title.
    let overview = vec![(1, 4), (23, 23)];
    let sections = [vec![(6, 8)], vec![(10, 12)], vec![(14, 16)], vec![(18, 20)]];
    assert_eq!(spans[0], overview);
    assert_eq!(spans[1..], sections);
    assert_eq!(import.drafts[1].entry.id.as_str(), "opiate-binding-capacities");
    assert!(import.disclaimer.is_none());
    let reasons: Vec<_> = import.dropped.iter().map(|it| (it.span.from, it.reason)).collect();
    let call = DropReason::CallToAction;
    let expected =
        [(25, call), (27, call), (29, DropReason::Navigation), (31, DropReason::Comments)];
    assert_eq!(reasons, expected);
}

/// Texts that look like documents: the marks that parsers look for, in any order.
fn documentish() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Q: "),
        Just("A: "),
        Just("\n"),
        Just("\n\n"),
        Just("# "),
        Just("## "),
        Just("- "),
        Just("1. "),
        Just("**"),
        Just("FAQ"),
        Just("?"),
        Just("What is it?"),
        Just("An answer."),
        Just("Disclaimer"),
        Just(": "),
        Just("\u{a0}\n"),
        Just("<details>"),
        Just("<summary>"),
        Just("</details>"),
        Just("<dl><dt>"),
        Just("<dd>"),
        Just("<p>"),
        Just("![a](b)"),
        Just("[a][b]"),
        Just("[b]: http://c\n"),
        Just("> "),
        Just("```\n"),
        Just("---\n"),
        Just("<script>"),
        Just("<!--"),
        Just("é"),
        Just("\r\n"),
        Just("\u{0}"),
        Just("| a | b |\n"),
        Just("<b> x "),
        Just("</b>"),
        Just("<a href='http://x'>"),
        Just("News"),
        Just("　"),
    ];
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text_gives_distinct_ids_and_lines_inside_the_file(text in documentish()) {
        for name in ["a.txt", "a.md", "a.html", "a.jsonl", "a.csv", "a.tsv"] {
            let (import, diagnostics) = run(name, &text);
            let last = text.replace("\r\n", "\n").matches('\n').count() + 1;
            let mut ids = BTreeSet::new();
            for draft in &import.drafts {
                prop_assert!(ids.insert(draft.entry.id.clone()));
                prop_assert!(!draft.entry.question.trim().is_empty());
                prop_assert!(!draft.entry.answer.trim().is_empty());
                for span in &draft.spans {
                    prop_assert!(1 <= span.from && span.from <= span.to && span.to <= last, "{name} {span:?} of {last}: {text:?}");
                }
            }
            prop_assert!(!import.drafts.is_empty() || !diagnostics.is_empty());
        }
    }
}
