//! What holds for any message, any entry and any region.
//!
//! Properties:
//! 1. Normalising never fails, and normalising what it gives changes nothing.
//! 2. Every message has a reply with a text, a disclaimer and a pointer, and the same message has
//!    the same reply.
//! 3. A crisis card has at most 600 characters in every region, and speaks of no product.
//! 4. No reply that is shipped holds an amount.
//! 5. A clarification has two to four choices.
//! 6. An entry on another subject changes nothing about how a phrasing is answered.
//!
//! What holds for matching is in `tests/matching.rs`.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use signpost::app;
use signpost::config::defaults;
use signpost::diagnostic::Source;
use signpost::engine::cards::{
    Lines, MAX_CARD, MODERATORS_TOLD, crisis_card, crisis_line, past_crisis_line, referral,
};
use signpost::engine::helplines::{Helplines, Region};
use signpost::engine::knowledge::claims::{ClaimKind, find_claims};
use signpost::engine::knowledge::{Entry, KnowledgeBase, Notice, Pack, parse_json_lines};
use signpost::engine::outcome::{Category, Outcome};
use signpost::engine::query::normalise;
use signpost::engine::reply::Reply;
use signpost::engine::triage::{Concern, Level, Violence};
use signpost::engine::{Confidence, Engine};

fn shipped_pack() -> Vec<Pack> {
    let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join(defaults::KNOWLEDGE_PATH);
    app::load_packs(&path).expect("the shipped pack is there").0
}

fn engine_of(packs: Vec<Pack>) -> Engine {
    let (knowledge, _) = KnowledgeBase::new(packs);
    Engine::new(knowledge, Helplines::built_in(), Region::Us, defaults::FLOORS)
}

/// The bot as it is shipped.
static SHIPPED: LazyLock<Engine> = LazyLock::new(|| engine_of(shipped_pack()));

/// A knowledge base of other subjects, and none at all.
static SMALL: LazyLock<Engine> = LazyLock::new(|| engine_of(small("")));
static EMPTY: LazyLock<Engine> = LazyLock::new(|| engine_of(Vec::new()));

fn small(more: &str) -> Vec<Pack> {
    let text = format!(
        r#"{{"id": "refund", "question": "How do I get a refund?", "phrasings": ["i want my money back", "refund"], "answer": "Ask."}}
{{"id": "hours", "question": "When are you open?", "phrasings": ["opening hours", "are you open on sunday"], "answer": "Always."}}
{{"id": "parcel", "question": "Where is my parcel?", "phrasings": ["track a parcel", "my parcel is late"], "answer": "Soon."}}
{more}"#
    );
    parse_json_lines(Source::new("faq.jsonl", &text)).0
}

/// Text as it comes in: words with a meaning here, markup, disguises, scripts, anything.
fn message() -> impl Strategy<Value = String> {
    let word = select(vec![
        "kratom",
        "is",
        "it",
        "not",
        "i",
        "my",
        "he",
        "want to die",
        "safe",
        "endorphins",
        "what",
        "legal",
        "mg",
        "5",
        "2.5g",
        "1,000",
        "16",
        "pain",
        "help",
        "breathing",
        "opioid",
        "and",
        "what dose",
        "dose kratom contain",
        "\"one two three four\"",
        "k1ll",
        "su!cide",
        "k i l l",
        "heeelp",
        "idontwanttolive",
        "can't",
        "don’t",
        "refund",
        "parcel",
        "open",
        "lol",
        "jk",
        "k",
        "u",
        "r",
        "n't",
        "'s",
        "18+",
        "$20",
        "5%",
        "a.b.c",
        "1.",
        "3-5",
        "x.",
        "'",
        "aaa",
        "@ddicted",
        "w8",
        "b4",
        "2day",
        "ﬁ",
        "İ",
        "ſ",
        "ß",
        "ẞ",
    ]);
    let mark = select(vec![
        " ",
        "  ",
        "\n",
        "\t",
        "? ",
        "! ",
        ". ",
        ", ",
        "…",
        "-",
        "—",
        "/",
        "\"",
        "“",
        "”",
        "`",
        "```",
        "``",
        "> ",
        "\n> ",
        ">>> ",
        "[",
        "](http://a)",
        "](",
        ")",
        "<@1>",
        "<:a:1>",
        "<",
        "||",
        "**",
        "_",
        "~~",
        "https://a.b/c?d=kill ",
        "www.a",
        "\u{200b}",
        "\u{202e}",
        "\0",
        "\u{301}",
        "\u{feff}",
        "😀",
        "🇰",
        "е",
        "о",
        "ｋ",
        "漢",
        "ก",
        "ᴋ",
        "й",
        "م",
        "%",
        "$",
        "€",
    ]);
    let piece = prop_oneof![
        4 => word.prop_map(str::to_owned),
        4 => mark.prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        1 => "[a-z0-9']{1,12}",
        1 => "\\PC{0,6}",
    ];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Questions that are near to something the bot knows.
fn near_question() -> impl Strategy<Value = String> {
    let words: Vec<String> = SHIPPED
        .knowledge()
        .entries()
        .flat_map(Entry::ways_of_asking)
        .flat_map(|text| text.split(' ').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    vec(select(words), 1..8).prop_map(|words| words.join(" "))
}

fn whole(reply: &Reply) -> String {
    format!("{}\n\n{}\n{}", reply.text(), reply.disclaimer(), reply.pointer())
}

fn check_reply(engine: &Engine, message: &str) -> Result<(), TestCaseError> {
    let response = engine.respond(message);
    let reply = &response.reply;
    for text in [&reply.text(), reply.disclaimer(), reply.pointer()] {
        prop_assert!(!text.trim().is_empty(), "{response:?}");
    }
    if response.outcome == Outcome::Clarify {
        prop_assert!((2..=4).contains(&reply.choices.len()), "{response:?}");
    } else {
        prop_assert!(reply.choices.is_empty());
    }
    prop_assert_eq!(response.outcome == Outcome::Answer, !response.answers.is_empty());
    let is_concern = matches!(response.outcome, Outcome::Escalate | Outcome::Refer);
    prop_assert_eq!(is_concern, response.category.is_some());
    prop_assert_eq!(is_concern, !response.triage.concerns.is_empty());
    let again = engine.respond(message);
    prop_assert_eq!(format!("{response:?}"), format!("{again:?}"));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn normalising_twice_changes_nothing(text in message()) {
        let once = normalise(&text);
        let words: Vec<&str> = once.own_words().collect();
        let canonical = once.canonical();
        let twice = normalise(&canonical);
        prop_assert_eq!(twice.own_words().collect::<Vec<_>>(), words, "{}", canonical);
    }

    #[test]
    fn any_text_has_a_reply(text in message()) {
        for engine in [&SHIPPED, &SMALL, &EMPTY] {
            check_reply(engine, &text)?;
        }
    }

    #[test]
    fn any_question_has_a_reply(text in near_question()) {
        check_reply(&SHIPPED, &text)?;
    }

    #[test]
    fn a_phrasing_is_answered_whatever_else_there_is(
        words in vec("[bcdfgjvwxz][aou][bcdfgjvwxz][aou][bcdfgjvwxz]{1,3}", 3..8),
    ) {
        let question = words.join(" ");
        let last = &words[words.len() - 1];
        let more = format!(
            "{{\"id\": \"other\", \"question\": \"{question}\", \"phrasings\": [\"{last}\"], \"answer\": \"x\"}}"
        );
        let engine = engine_of(small(&more));
        for entry in SMALL.knowledge().entries() {
            for asked in entry.ways_of_asking() {
                let (before, after) = (SMALL.respond(asked), engine.respond(asked));
                prop_assert_eq!(before.outcome, Outcome::Answer);
                prop_assert_eq!(&before.answers, std::slice::from_ref(&entry.id));
                prop_assert_eq!(before.confidence, Confidence::CERTAIN);
                prop_assert_eq!((after.outcome, after.confidence), (before.outcome, before.confidence));
                prop_assert_eq!((after.answers, after.reply), (before.answers, before.reply));
            }
        }
    }
}

const CATEGORIES: [Category; 13] = [
    Category::Emergency,
    Category::SelfHarm,
    Category::Poisoning,
    Category::Harassment,
    Category::Pregnancy,
    Category::Minor,
    Category::Interaction,
    Category::Dosing,
    Category::Treatment,
    Category::Withdrawal,
    Category::Driving,
    Category::Sourcing,
    Category::DrugTest,
];

/// Every concern that there can be, but for the words that it was found in.
fn concerns() -> Vec<Concern> {
    let mut concerns = Vec::new();
    for category in CATEGORIES {
        for level in [Level::Quoted, Level::Direct] {
            for (about_other, about_writer, about_animal, violence) in [
                (false, false, false, None),
                (false, true, false, None),
                (true, false, false, None),
                (false, false, true, None),
                (true, false, true, None),
                (false, false, false, Some(Violence::Suffered)),
                (false, false, false, Some(Violence::Meant)),
            ] {
                let (rule, evidence) = ("a rule", Vec::new());
                concerns.push(Concern {
                    category,
                    level,
                    rule,
                    evidence,
                    about_other,
                    about_writer,
                    about_animal,
                    violence,
                });
            }
        }
    }
    concerns
}

/// The crisis cards of every region, each with what it is for.
fn crisis_cards() -> Vec<(String, Reply)> {
    let helplines = Helplines::built_in();
    let mut cards = Vec::new();
    for region in Region::ALL {
        let lines = Lines { helplines: &helplines, region };
        for concern in concerns() {
            if concern.category.outcome() == Outcome::Escalate {
                let mut card = crisis_card(&concern, lines);
                if concern.category == Category::Emergency && !concern.about_animal {
                    // As where the words may also be a wish to die.
                    card.add(crisis_line(lines));
                }
                cards.push((format!("{region} {concern:?}"), card));
            }
        }
    }
    cards
}

#[test]
fn a_crisis_card_is_short_enough_everywhere() {
    for (name, card) in crisis_cards() {
        // With the line that follows once the moderators were told.
        let length = whole(&card).chars().count() + 1 + MODERATORS_TOLD.chars().count();
        assert!(length <= MAX_CARD, "{name} has {length} characters: {}", whole(&card));
    }
}

#[test]
fn a_crisis_card_names_no_product_and_quotes_no_entry() {
    let entries = SHIPPED.knowledge().entries();
    let sentences: Vec<String> = entries
        .flat_map(|entry| [entry.question.clone(), entry.answer.replace('\n', " ")])
        .flat_map(|text| {
            text.split_inclusive(['.', '?', '!']).map(str::to_owned).collect::<Vec<_>>()
        })
        .map(|sentence| sentence.trim().to_lowercase())
        // Shorter ones are no text of anybody's.
        .filter(|sentence| sentence.split(' ').count() > 3)
        .collect();
    assert!(sentences.len() > 100, "the shipped answers are read");
    for (name, card) in crisis_cards() {
        let text = whole(&card).to_lowercase();
        for sentence in text.split_inclusive(['.', '?', '!', '\n']) {
            let may_name = sentence.contains("naloxone");
            for product in ["kratom", "mitragyn", "speciosa", "kava", "strain", "vendor", "shop"] {
                let named = sentence.contains(product);
                assert!(!named || (may_name && product == "kratom"), "{name}: {sentence}");
            }
        }
        for sentence in &sentences {
            assert!(!text.contains(sentence.as_str()), "{name} quotes: {sentence}");
        }
        for source in &SHIPPED.knowledge().packs()[0].sources {
            assert!(!text.contains(&source.title.to_lowercase()), "{name}");
        }
        assert!(text.contains("bot") && card.sources.is_empty() && card.choices.is_empty());
    }
}

/// The amounts in a text.
fn amounts(text: &str) -> Vec<String> {
    let claims = find_claims(text);
    let amounts = claims.into_iter().filter(|claim| claim.kind == ClaimKind::Amount);
    amounts.map(|claim| claim.excerpt).collect()
}

#[test]
fn no_shipped_reply_holds_an_amount() {
    let mut replies = crisis_cards();
    let helplines = Helplines::built_in();
    for region in Region::ALL {
        let lines = Lines { helplines: &helplines, region };
        for first in concerns() {
            for second in concerns().into_iter().step_by(8) {
                let name = format!("{region} {} {}", first.category, second.category);
                let notice = SHIPPED.knowledge().notice();
                replies.push((name, referral(&[first.clone(), second], lines, notice)));
            }
        }
        let past = Reply::plain(past_crisis_line(lines), Notice::general());
        replies.push((format!("{region} past"), past));
    }
    for entry in SHIPPED.knowledge().entries() {
        let reply = SHIPPED.reply_with(&entry.id).expect("the entry is there");
        assert_eq!(amounts(&entry.question), <[String; 0]>::default(), "{}", entry.id);
        replies.push((entry.id.to_string(), reply));
    }
    for text in ["", "what is the capital of france", "tell me about kratom strains and legal pain"]
    {
        replies.push((text.to_owned(), SHIPPED.respond(text).reply));
    }
    for (name, reply) in replies {
        assert_eq!(amounts(&whole(&reply)), <[String; 0]>::default(), "{name}");
        for source in &reply.sources {
            assert_eq!(amounts(source), <[String; 0]>::default(), "{name}");
        }
        for line in [reply.text().as_str(), reply.disclaimer(), reply.pointer()] {
            assert!(!line.trim().is_empty(), "{name}");
        }
    }
}

/// Two engines over the same files say the same.
#[test]
fn the_same_files_give_the_same_replies() {
    let other = engine_of(shipped_pack());
    let entries = SHIPPED.knowledge().entries();
    for asked in entries.flat_map(Entry::ways_of_asking).step_by(7) {
        for text in [asked.to_owned(), format!("so {asked} or what"), asked.replacen('e', "", 1)] {
            let (left, right) = (SHIPPED.respond(&text), other.respond(&text));
            assert_eq!(format!("{left:?}"), format!("{right:?}"), "{text}");
        }
    }
}
