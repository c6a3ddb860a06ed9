//! A server's own changes over what is shipped.
//!
//! 1. A changed entry stands in place of the shipped one, a new one beside it, in the first pack.
//! 2. What is retired is not used; what is reverted to what was shipped is as shipped.
//! 3. What a server does not want answered is known besides what the packs do not answer, and so is what a
//!    quarantined entry is asked for.
//! 4. What is not used is offered beside nothing.
//! 5. Whole or not at all: one change that cannot be read lays nothing over.

use serde_json::{Value, json};
use signpost::diagnostic::has_errors;
use signpost::engine::knowledge::{
    EntryId, KnowledgeBase, Laid, Layer, NOT_ANSWERED, examples, examples_json, overlay,
    parse_json_lines,
};

fn shipped() -> KnowledgeBase {
    let lines = r#"{"pack":{"id":"teas","title":"Teas","locale":"en","disclaimer":"D.","pointer":"P."}}
{"id":"green","question":"What is green tea?","phrasings":["green tea?"],"answer":"Leaves."}
{"id":"black","question":"What is black tea?","phrasings":[],"answer":"Other leaves."}"#;
    let source = signpost::diagnostic::Source::new("teas.jsonl", lines);
    let (packs, found) = parse_json_lines(source);
    assert!(!has_errors(&found), "{found:?}");
    KnowledgeBase::new(packs).0
}

fn layer(id: &str, laid: Laid) -> Layer {
    Layer { id: id.to_owned(), revision: 7, laid }
}

fn entry(question: &str, answer: &str) -> Value {
    json!({ "question": question, "phrasings": [], "answer": answer })
}

/// The ids in order, and the answer of each.
fn contents(knowledge: &KnowledgeBase) -> Vec<(&str, &str)> {
    knowledge.entries().map(|entry| (entry.id.as_str(), entry.answer.as_str())).collect()
}

#[test]
fn changes_are_laid_over() {
    let layers = [
        layer("black", Laid::Entry(entry("What is black tea?", "Oxidised."))),
        layer("green", Laid::Nothing),
        layer("white", Laid::Entry(entry("What is white tea?", "Buds."))),
    ];
    let (knowledge, found) = overlay(&shipped(), &layers);
    assert!(found.is_empty(), "{found:?}");
    let knowledge = knowledge.expect("all of it is right");
    assert_eq!(contents(&knowledge), [("black", "Oxidised."), ("white", "Buds.")]);
    let white = knowledge.find(&EntryId::new("white").expect("an id")).expect("it is there");
    assert_eq!(knowledge.pack_of(white).notice.disclaimer(), "D.");
    let (knowledge, _) = overlay(&shipped(), &[layer("green", Laid::Shipped)]);
    assert_eq!(contents(&knowledge.expect("nothing is wrong")), contents(&shipped()));
}

#[test]
fn what_is_not_used_is_offered_beside_nothing() {
    let related = |ids: &[&str]| {
        let mut black = entry("What is black tea?", "Oxidised.");
        black["related"] = json!(ids);
        layer("black", Laid::Entry(black))
    };
    let white = || layer("white", Laid::Entry(entry("What is white tea?", "Buds.")));
    let links = |layers: &[Layer]| {
        let knowledge = overlay(&shipped(), layers).0.expect("nothing is wrong");
        let black = knowledge.find(&EntryId::new("black").expect("an id")).expect("it is there");
        let black = knowledge.entry_at(black);
        black.related.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    let (green, gone) = (layer("green", Laid::Nothing), layer("white", Laid::Nothing));
    assert_eq!(links(&[related(&["green", "white"]), white(), green.clone()]), ["white"]);
    assert_eq!(links(&[green, related(&["green", "white"]), gone]), [] as [&str; 0]);
    // One that was never there is a mistake, and is said to be one.
    assert_eq!(links(&[related(&["gren"])]), ["gren"]);
    assert_eq!(links(&[layer("green", Laid::Shipped), related(&["green"])]), ["green"]);
}

#[test]
fn one_mistake_lays_nothing_over() {
    let wrong = [
        json!({ "question": "What?", "phrasings": [] }),
        json!({ "question": 7 }),
        json!("text"),
        json!({ "question": "Q?", "answer": "A.", "floor": 7.0 }),
    ];
    for value in wrong {
        let layers = [layer("green", Laid::Nothing), layer("black", Laid::Entry(value.clone()))];
        let (knowledge, found) = overlay(&shipped(), &layers);
        assert!(knowledge.is_none(), "{value}");
        assert!(found.iter().any(|it| it.path == "change 7"), "{value}: {found:?}");
    }
}

#[test]
fn a_server_without_packs_has_a_notice_all_the_same() {
    let layers = [layer("white", Laid::Entry(entry("What is white tea?", "Buds.")))];
    let (knowledge, _) = overlay(&KnowledgeBase::default(), &layers);
    let knowledge = knowledge.expect("all of it is right");
    assert!(!knowledge.notice().disclaimer().is_empty());
}

#[test]
fn what_moderators_wrote_says_so_and_what_they_changed_keeps_its_sources() {
    let layers = [layer("white", Laid::Entry(entry("What is white tea?", "Buds.")))];
    let (knowledge, _) = overlay(&shipped(), &layers);
    let knowledge = knowledge.expect("all of it is right");
    let white = knowledge.find(&EntryId::new("white").expect("an id")).expect("it is there");
    let pack = knowledge.pack_of(white);
    let sources: Vec<String> = pack.sources.iter().map(ToString::to_string).collect();
    assert_eq!(sources, ["The moderators of this server (their own words)"]);
    assert_eq!(knowledge.entry_at(white).sources.len(), 1);
}

#[test]
fn what_moderators_made_of_an_answer_names_them_before_its_sources() {
    let lines = r#"{"pack":{"id":"teas","title":"Teas","locale":"en","disclaimer":"D.","pointer":"P.","sources":[{"id":"book","title":"A book","label":"of 1900"}]}}
{"id":"green","question":"What is green tea?","phrasings":["green tea?"],"answer":"Leaves.","sources":["book"]}"#;
    let (packs, found) = parse_json_lines(signpost::diagnostic::Source::new("teas.jsonl", lines));
    assert!(!has_errors(&found), "{found:?}");
    let (shipped, _) = KnowledgeBase::new(packs);
    let sources = |answer: &str| {
        let mut green = entry("What is green tea?", answer);
        green["sources"] = json!(["book"]);
        let (knowledge, found) = overlay(&shipped, &[layer("green", Laid::Entry(green))]);
        assert!(!has_errors(&found), "{found:?}");
        let knowledge = knowledge.expect("nothing is wrong");
        let green = knowledge.entry_at(0);
        // A reply names those of the entry, in the order of the pack.
        let named = knowledge.pack_of(0).sources.iter();
        let named = named.filter(|source| green.sources.contains(&source.id));
        named.map(|source| source.title.clone()).collect::<Vec<_>>()
    };
    assert_eq!(sources("Leaves."), ["A book"]);
    assert_eq!(sources("Young leaves."), ["The moderators of this server", "A book"]);
}

#[test]
fn what_a_quarantined_entry_is_asked_for_nothing_else_answers() {
    let outside = |laid: Laid| {
        let (knowledge, found) = overlay(&shipped(), &[layer("green", laid)]);
        assert!(found.is_empty(), "{found:?}");
        let knowledge = knowledge.expect("nothing is wrong");
        assert_eq!(contents(&knowledge), [("black", "Other leaves.")]);
        knowledge.packs().iter().flat_map(|it| it.out_of_scope.clone()).collect::<Vec<_>>()
    };
    assert_eq!(outside(Laid::Nothing), [] as [&str; 0]);
    assert_eq!(outside(Laid::Quarantined(None)), ["What is green tea?", "green tea?"]);
    let mut was = entry("Is green tea green?", "Leaves.");
    was["phrasings"] = json!(["green tea?"]);
    assert_eq!(
        outside(Laid::Quarantined(Some(was))),
        ["Is green tea green?", "green tea?", "What is green tea?"]
    );
}

#[test]
fn what_is_not_answered_is_laid_over() {
    let texts = vec!["who sells tea?".to_owned(), "tea near me".to_owned()];
    assert_eq!(examples(&examples_json(&texts)), texts);
    assert!(examples(&json!({ "out_of_scope": "tea" })).is_empty());
    let (knowledge, found) =
        overlay(&shipped(), &[layer(NOT_ANSWERED, Laid::NotAnswered(texts.clone()))]);
    assert!(found.is_empty(), "{found:?}");
    let knowledge = knowledge.expect("nothing is wrong");
    assert_eq!(contents(&knowledge), contents(&shipped()));
    let all: Vec<&String> = knowledge.packs().iter().flat_map(|it| &it.out_of_scope).collect();
    assert_eq!(all, texts.iter().collect::<Vec<_>>());
    let (knowledge, _) = overlay(&shipped(), &[layer(NOT_ANSWERED, Laid::NotAnswered(vec![]))]);
    let knowledge = knowledge.expect("nothing is wrong");
    assert!(knowledge.packs().iter().all(|pack| pack.out_of_scope.is_empty()));
    assert_eq!(EntryId::new(NOT_ANSWERED), None, "no entry can have its id");
}
