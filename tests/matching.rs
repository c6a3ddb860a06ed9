//! What holds for matching, whatever is asked.
//!
//! Properties:
//! 1. An exact phrasing always wins with full confidence.
//! 2. A typing error never beats an exact hit.
//! 3. An unrelated entry never changes which entry wins.
//! 4. The order of words and filler cost little.
//! 5. A question of one common word is never confident.
//! 6. The same question always gets the same answer.
//! 7. Negation does not flip to another entry.
//! 8. The parts of an explanation add up to its score, to the last digit.
//! 9. A part that is left out adds nothing.
//! 10. An entry is found by what it is called as well, but never for certain.

use std::path::Path;
use std::sync::LazyLock;

use signpost::app;
use signpost::config::defaults;
use signpost::diagnostic::Source;
use signpost::engine::helplines::{Helplines, Region};
use signpost::engine::knowledge::{KnowledgeBase, Pack, parse_json_lines};
use signpost::engine::matching::Part;
use signpost::engine::{Confidence, Engine};

fn engine_of(packs: Vec<Pack>) -> Engine {
    let (knowledge, _) = KnowledgeBase::new(packs);
    Engine::new(knowledge, Helplines::built_in(), Region::Us, defaults::FLOORS)
}

fn shipped_packs() -> Vec<Pack> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(defaults::KNOWLEDGE_PATH);
    app::load_packs(&path).expect("the shipped pack is there").0
}

/// A shop, in as few words as there can be.
const SHOP: &str = r#"{"id": "refund", "question": "How do I get a refund?", "phrasings": ["i want my money back", "refund for a broken lamp"], "answer": "Ask."}
{"id": "hours", "question": "When are you open?", "phrasings": ["opening hours", "are you open on sunday"], "answer": "Always."}
{"id": "parcel", "question": "Where is my parcel?", "phrasings": ["track a parcel", "my parcel is late", "delivery of my order"], "answer": "Soon."}
{"id": "warranty", "question": "How long is the warranty?", "phrasings": ["does the guarantee cover water damage", "warranty period of a lamp"], "answer": "Two years."}
"#;

fn shop(more: &str) -> Engine {
    let text = format!("{SHOP}{more}");
    engine_of(parse_json_lines(Source::new("shop.jsonl", &text)).0)
}

static SHOP_ENGINE: LazyLock<Engine> = LazyLock::new(|| shop(""));
static KRATOM: LazyLock<Engine> = LazyLock::new(|| engine_of(shipped_packs()));

/// The best entry and how sure of it the bot is.
fn best(engine: &Engine, question: &str) -> (String, Confidence) {
    let ranked = engine.rank(question);
    ranked.first().map_or((String::new(), Confidence::NONE), |(id, sure)| (id.to_string(), *sure))
}

/// Questions about the shop, each with the entry that is meant.
const QUESTIONS: [(&str, &str); 8] = [
    ("can i get a refund for my lamp", "refund"),
    ("i want the money back please", "refund"),
    ("opening hours on sunday", "hours"),
    ("are you open today", "hours"),
    ("track my parcel", "parcel"),
    ("the parcel is late again", "parcel"),
    ("warranty of my lamp", "warranty"),
    ("does the guarantee cover a broken switch", "warranty"),
];

#[test]
fn an_exact_phrasing_wins_with_full_confidence() {
    for engine in [&*SHOP_ENGINE, &*KRATOM] {
        for entry in engine.knowledge().entries() {
            // Each tenth will do: `check` reports a phrasing that two entries share.
            for text in entry.ways_of_asking().step_by(10) {
                let (_, sure) = best(engine, text);
                assert_eq!(sure, Confidence::CERTAIN, "{text}");
            }
        }
    }
}

#[test]
fn a_typing_error_never_beats_an_exact_hit() {
    for (right, wrong, entry) in [
        ("opening hours", "openign hours", "hours"),
        ("track a parcel", "trakc a parcel", "parcel"),
        ("i want my money back", "i want my mony back", "refund"),
        ("warranty period of a lamp", "waranty period of a lamp", "warranty"),
    ] {
        let (exact, misspelt) = (best(&SHOP_ENGINE, right), best(&SHOP_ENGINE, wrong));
        assert_eq!(exact.0, entry);
        assert_eq!(misspelt.0, entry);
        assert!(misspelt.1 < exact.1, "{wrong}: {misspelt:?}, {right}: {exact:?}");
    }
}

#[test]
fn an_unrelated_entry_changes_no_winner() {
    let others = [
        r#"{"id": "volcano", "question": "Which volcano erupted?", "phrasings": ["lava and ash"], "answer": "None."}"#,
        r#"{"id": "chess", "question": "Pawn or bishop first?", "phrasings": ["castling rules"], "answer": "Pawn."}"#,
    ];
    for other in others {
        let larger = shop(other);
        for (question, entry) in QUESTIONS {
            assert_eq!(best(&SHOP_ENGINE, question).0, entry, "{question}");
            assert_eq!(best(&larger, question).0, entry, "{question} beside {other}");
        }
    }
}

#[test]
fn order_and_filler_cost_little() {
    for (question, entry) in QUESTIONS {
        let mut words: Vec<&str> = question.split(' ').collect();
        words.reverse();
        assert_eq!(best(&SHOP_ENGINE, &words.join(" ")).0, entry, "{words:?}");
        let filled = format!("hi all, hope you are well! {question}? thanks in advance :)");
        assert_eq!(best(&SHOP_ENGINE, &filled).0, entry, "{filled}");
    }
}

#[test]
fn one_common_word_is_never_sure() {
    for word in ["the", "is", "how", "what", "you", "my", "it", "can", "do", "when", "where", "a"] {
        for engine in [&*SHOP_ENGINE, &*KRATOM] {
            let (entry, sure) = best(engine, word);
            assert!(sure < defaults::ANSWER_FLOOR, "{word}: {entry} {sure}");
        }
    }
}

#[test]
fn the_same_question_always_gets_the_same_answer() {
    let again = shop("");
    for (question, _) in QUESTIONS {
        let first = SHOP_ENGINE.rank(question);
        // Other questions in between leave nothing behind, and neither does another index.
        assert!(!KRATOM.rank("is kratom an opioid").is_empty());
        assert_eq!(first, SHOP_ENGINE.rank(question));
        assert_eq!(first, again.rank(question));
        let elsewhere = std::thread::scope(|scope| {
            scope.spawn(|| SHOP_ENGINE.rank(question)).join().expect("ranking does not panic")
        });
        assert_eq!(first, elsewhere);
    }
}

#[test]
fn negation_does_not_flip_to_another_entry() {
    for (plain, negated) in [
        ("are you open on sunday", "are you not open on sunday"),
        ("i want my money back", "i do not get my money back"),
        ("track a parcel", "i cannot track a parcel"),
        ("does the guarantee cover water damage", "the guarantee does not cover water damage"),
    ] {
        assert_eq!(best(&SHOP_ENGINE, plain).0, best(&SHOP_ENGINE, negated).0, "{negated}");
    }
}

#[test]
fn the_parts_add_up() {
    let questions = QUESTIONS.map(|(question, _)| question);
    for question in questions.into_iter().chain(["opening hours", "is kratom an opioid or not"]) {
        for engine in [&*SHOP_ENGINE, &*KRATOM] {
            let Some(explanation) = engine.respond(question).explanation else { continue };
            let thousandths = |value: f32| (value * 1000.0).round() as i32;
            let sum: i32 = explanation.parts.iter().map(|(_, part)| thousandths(*part)).sum();
            assert_eq!(sum, thousandths(explanation.score), "{question}: {explanation:?}");
        }
    }
}

#[test]
fn a_part_that_is_left_out_adds_nothing() {
    for left_out in Part::ALL {
        let engine = shop("").without(&[left_out]);
        for (question, _) in QUESTIONS {
            let Some(explanation) = engine.respond(question).explanation else { continue };
            let added = explanation.parts.iter().find(|(part, _)| *part == left_out);
            assert!(added.is_some_and(|(_, added)| *added == 0.0), "{left_out:?} in {question}");
        }
    }
}

#[test]
fn an_entry_is_found_by_what_it_is_called() {
    let entries = |ids: [&str; 3]| {
        let [keys, bikes, boats] = ids;
        format!(
            r#"{{"id": "{keys}", "question": "I cannot get in any more", "answer": "Ask."}}
{{"id": "{bikes}", "question": "Where may I leave it at night?", "answer": "There."}}
{{"id": "{boats}", "question": "Do you have any on the lake?", "answer": "Two."}}
"#
        )
    };
    let named = shop(&entries(["lost-keys", "bicycleParking", "rowing_boats_2"]));
    for (question, entry) in [
        ("i have lost all of my keys", "lost-keys"),
        ("is there parking for a bicycle", "bicycleParking"),
        ("how much is a rowing boat", "rowing_boats_2"),
    ] {
        let (found, sure) = best(&named, question);
        assert_eq!(found, entry, "{question}");
        assert!(sure < Confidence::CERTAIN, "{question}");
        assert!(named.respond(question).explanation.is_some_and(|why| why.is_name), "{question}");
    }
    // The very name is none of the phrasings.
    assert!(best(&named, "lost keys").1 < Confidence::CERTAIN);
    // A number names nothing, nor does what several are called.
    let numbered = shop(&entries(["faq-1", "faq-2", "7f3a"]));
    for question in ["faq", "7f3a"] {
        let (found, _) = best(&numbered, question);
        assert!(!found.starts_with("faq") && found != "7f3a", "{question} finds {found}");
    }
}
