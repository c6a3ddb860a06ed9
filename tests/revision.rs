//! A few changed entries of a large knowledge base are in force without building everything anew.
//!
//! What is asserted: a change is found as it is now and never as it was; what stands beside it is found
//! as if all had been built anew; small knowledge bases, and those of which much differs, are built anew.

#[path = "../benches/synthetic/mod.rs"]
mod synthetic;

use std::sync::LazyLock;

use serde_json::json;
use signpost::config::defaults;
use signpost::diagnostic::Source;
use signpost::engine::helplines::{Helplines, Region};
use signpost::engine::knowledge::{KnowledgeBase, Laid, Layer, overlay, parse_json_lines};
use signpost::engine::matching::Matcher;
use signpost::engine::{Confidence, Engine};

use synthetic::Synthetic;

/// A few more phrasings than are built anew.
const PHRASINGS: usize = 11_000;

static TEXTS: LazyLock<Synthetic> = LazyLock::new(|| Synthetic::new(PHRASINGS, 300));
static LARGE: LazyLock<Engine> = LazyLock::new(|| engine(knowledge(&TEXTS.knowledge())));

fn knowledge(lines: &str) -> KnowledgeBase {
    let (packs, _) = parse_json_lines(Source::new("synthetic.jsonl", lines));
    KnowledgeBase::new(packs).0
}

fn engine(knowledge: KnowledgeBase) -> Engine {
    Engine::new(knowledge, Helplines::built_in(), Region::Us, defaults::FLOORS)
}

/// What a server changed, one entry a pair: its id, and its question with other ways of asking, or
/// nothing where it is not used any more.
fn changed(changes: &[(&str, Option<&[&str]>)]) -> KnowledgeBase {
    let layers: Vec<Layer> = (1..)
        .zip(changes)
        .map(|(revision, (id, texts))| Layer {
            id: (*id).to_owned(),
            revision,
            laid: match texts {
                Some([question, phrasings @ ..]) => Laid::Entry(
                    json!({"id": id, "question": question, "phrasings": phrasings, "answer": "Yes."}),
                ),
                Some([]) | None => Laid::Nothing,
            },
        })
        .collect();
    let (knowledge, found) = overlay(LARGE.knowledge(), &layers);
    knowledge.unwrap_or_else(|| panic!("the changes can be laid over: {found:?}"))
}

fn best(engine: &Engine, question: &str) -> Option<(String, Confidence)> {
    let ranked = engine.rank(question);
    ranked.first().map(|(id, confidence)| (id.to_string(), *confidence))
}

const CHANGES: &[(&str, Option<&[&str]>)] = &[
    ("e7", Some(&["Where does the zeppelin land?", "zeppelin landing ground"])),
    ("e1200", None),
    ("harbour", Some(&["When does the harbour open?", "opening hours of the harbour"])),
];

#[test]
fn a_change_is_found_as_it_is_and_never_as_it_was() {
    let revised = LARGE.over(changed(CHANGES));
    let certain = |id: &str| Some((id.to_owned(), Confidence::CERTAIN));
    assert_eq!(best(&revised, "zeppelin landing ground"), certain("e7"));
    assert_eq!(best(&revised, "so where do zeppelins land").map(|it| it.0).as_deref(), Some("e7"));
    assert_eq!(best(&revised, "harbuor opening hours").map(|it| it.0).as_deref(), Some("harbour"));
    for text in &TEXTS.entries[7] {
        assert_ne!(best(&revised, text), certain("e7"), "e7 is still found by: {text}");
    }
    for text in &TEXTS.entries[1200] {
        assert_eq!(best(&LARGE, text), certain("e1200"));
        let ranked = revised.rank(text);
        assert!(ranked.iter().all(|(id, _)| id.as_str() != "e1200"), "it is gone: {text}");
    }
    // Those behind the one that is gone have moved up by one.
    for entry in [1201, 1202, 2000] {
        assert_eq!(best(&revised, &TEXTS.entries[entry][0]), certain(&format!("e{entry}")));
    }
}

#[test]
fn what_stands_beside_a_change_is_found_as_if_all_were_built_anew() {
    let revised = LARGE.over(changed(CHANGES));
    let anew = engine(changed(CHANGES));
    let mut others = Vec::new();
    for (question, _) in &TEXTS.questions {
        let (ours, theirs) = (best(&revised, question), best(&anew, question));
        if ours.as_ref().map(|it| &it.0) != theirs.as_ref().map(|it| &it.0) {
            others.push((question, ours, theirs));
        }
    }
    // What a feature weighs moves by a ten-thousandth, which decides between equals.
    assert!(others.len() <= 3, "of {}: {others:?}", TEXTS.questions.len());
}

#[test]
fn a_revision_is_revised_from_what_was_built_at_once() {
    let first = LARGE.over(changed(CHANGES));
    let second = first.over(changed(&CHANGES[1..]));
    assert_eq!(best(&second, &TEXTS.entries[7][0]), Some(("e7".to_owned(), Confidence::CERTAIN)));
    assert_ne!(best(&second, "zeppelin landing ground").map(|it| it.0).as_deref(), Some("e7"));
}

#[test]
fn the_parts_of_a_changed_entry_add_up() {
    let revised = LARGE.over(changed(CHANGES));
    let response = revised.respond("where do the zeppelins usually land?");
    let explanation = response.explanation.expect("an entry is found");
    let sum: f32 = explanation.parts.iter().map(|(_, part)| part).sum();
    assert!((sum - explanation.score).abs() < 1e-6, "{explanation:?}");
    assert_eq!(explanation.phrasing, "where does the zeppelin land");
}

#[test]
fn a_text_goes_to_the_first_entry_that_still_has_it() {
    let line = |id: &str, question: &str, phrasing: &str| {
        json!({"id": id, "question": question, "phrasings": [phrasing], "answer": "Yes."})
            .to_string()
    };
    let shared = [
        line("first", "When is the harbour open?", "opening hours"),
        line("second", "When is the library open?", "opening hours"),
    ];
    let ground = engine(knowledge(&format!("{}{}\n", TEXTS.knowledge(), shared.join("\n"))));
    let without = |layers: &[Layer]| {
        let (knowledge, _) = overlay(ground.knowledge(), layers);
        ground.over(knowledge.expect("the change can be laid over"))
    };
    let certain = |id: &str| Some((id.to_owned(), Confidence::CERTAIN));
    assert_eq!(best(&ground, "opening hours"), certain("first"));
    let gone = Layer { id: "first".to_owned(), revision: 1, laid: Laid::Nothing };
    assert_eq!(best(&without(&[gone]), "opening hours"), certain("second"));
    // What an entry is asked by is not out of scope, whoever says so.
    let out = Laid::NotAnswered(vec!["opening hours".to_owned()]);
    let out = Layer { id: "(out of scope)".to_owned(), revision: 2, laid: out };
    assert_eq!(best(&without(&[out]), "opening hours"), certain("first"));
}

#[test]
fn an_entry_of_many_phrasings_leaves_its_place_to_the_others() {
    let phrasings: Vec<String> = TEXTS.entries[5]
        .iter()
        .flat_map(|text| (0..16).map(move |it| format!("{text} {it}")))
        .collect();
    let broad = json!({"id": "broad", "question": "What about it?", "phrasings": phrasings, "answer": "Yes."});
    let lines = format!("{}{broad}\n", TEXTS.knowledge());
    let ground = engine(knowledge(&lines));
    let gone = Layer { id: "broad".to_owned(), revision: 1, laid: Laid::Nothing };
    let (knowledge, _) = overlay(ground.knowledge(), &[gone]);
    let revised = ground.over(knowledge.expect("the change can be laid over"));
    for text in &TEXTS.entries[5] {
        let asked = format!("{text} 3");
        assert_eq!(best(&revised, &asked).map(|it| it.0).as_deref(), Some("e5"), "{asked}");
    }
}

#[test]
fn what_is_small_or_differs_much_is_built_anew() {
    let lines_of = |phrasings| Synthetic::new(phrasings, 1).knowledge();
    let small = knowledge(&lines_of(200));
    assert!(Matcher::new(&small).revised(&small).is_none());
    for other in [PHRASINGS + 5_000, 500] {
        assert!(LARGE.matcher().revised(&knowledge(&lines_of(other))).is_none(), "{other}");
    }
    // Read again, and with other answers: what they are asked by is the same.
    let again = TEXTS.knowledge().replace("Answer ", "Another answer ");
    assert!(LARGE.matcher().revised(&knowledge(&again)).is_some());
}
