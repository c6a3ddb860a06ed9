//! The parts without a network: rendering, buttons, attention.
//!
//! 1. A message never exceeds Discord's limits, and never cuts disclaimer, pointer or source.
//! 2. What a button means is read back as it was written.
//! 3. The bot speaks where it helps, and is silent otherwise, each silence for its reason.

use proptest::prelude::*;
use serde_json::{Value, json};
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};
use signpost::config::{self, Mode};
use signpost::diagnostic::Source;
use signpost::discord::attention::{Attention, Reason, Speech};
use signpost::discord::button::{Button, CardKind, EntryTag, Shown, Way};
use signpost::discord::inbound::{Address, Question};
use signpost::discord::render::message::{Audience, Message};
use signpost::discord::render::{self, Frame, Look};
use signpost::engine::Engine;
use signpost::engine::helplines::{Helplines, Region};
use signpost::engine::knowledge::{EntryId, KnowledgeBase, PackFile, parse_pack};
use signpost::engine::outcome::{Category, Outcome};
use signpost::engine::triage::Violence;
use signpost::sandbox::description::Description;

use crate::stage::{shared_engine, text_of};

/// An engine over a pack of one entry with texts of any length.
fn engine_with(question: &str, answer: &str, disclaimer: &str, pointer: &str) -> Engine {
    let manifest = format!(
        "id = \"long\"\ntitle = \"Long\"\nlocale = \"en\"\ndisclaimer = {disclaimer:?}\n\
         pointer = {pointer:?}\n[[source]]\nid = \"s\"\ntitle = {:?}\nlabel = \"blog\"\n",
        "T".repeat(180),
    );
    let entry = format!(
        "+++\nid = \"long\"\nquestion = {question:?}\nphrasings = [\"what is long\"]\n\
         topics = [\"long\"]\nsources = [\"s\"]\n+++\n\n{answer}\n"
    );
    let file =
        |name: &str, text: String| PackFile { name: name.to_owned(), path: name.to_owned(), text };
    let files = [file("pack.toml", manifest), file("entries/long.md", entry)];
    let (pack, _) = parse_pack("long", &files);
    assert_eq!(pack.entries.len(), 1, "the pack holds its entry");
    let (knowledge, _) = KnowledgeBase::new(vec![pack]);
    Engine::new(knowledge, Helplines::built_in(), Region::Us, config::defaults::FLOORS)
}

fn frame(look: Look) -> Frame<'static> {
    Frame { asker: UserId::new(u64::MAX), look, audience: Audience::Channel, opening: "" }
}

/// What Discord would say of a message.
fn violations(message: &Message) -> Vec<String> {
    let body = message.post(Some(MessageId::new(u64::MAX)), "nonce");
    let found = Description::shipped().check("POST", "/channels/1/messages", Some(&body));
    found.iter().map(ToString::to_string).collect()
}

fn words(count: usize) -> String {
    "lorem ipsum dolor sit amet ".chars().cycle().take(count).collect::<String>().trim().to_owned()
}

#[test]
fn only_the_answer_is_ever_cut() {
    // Lengths of question, answer, disclaimer and pointer.
    for (question, answer, disclaimer, pointer) in [
        (20, 200, 100, 80),
        (250, 4_000, 1_000, 1_000),
        (400, 9_000, 1_500, 1_500),
        (20, 1_900, 600, 600),
    ] {
        let (disclaimer, pointer) = (words(disclaimer), words(pointer));
        let engine = engine_with(&words(question), &words(answer), &disclaimer, &pointer);
        let reply = engine.reply_with(&EntryId::new("long").expect("an id")).expect("the entry");
        for look in [Look::Embed, Look::Plain] {
            let message = render::reply(&reply, Outcome::Answer, frame(look));
            assert_eq!(violations(&message), [] as [String; 0]);
            let shown = text_of(&json!({ "content": message.content, "embeds": message.embeds }));
            // What takes two fields has the name of the second in its middle.
            let shown = shown.replace("Please note (continued): ", "");
            let plain: String = shown.split_whitespace().collect();
            for part in [&disclaimer, &pointer, &reply.sources[0]] {
                let part: String = part.split_whitespace().collect();
                assert!(plain.contains(&part), "{look:?} lost: {part}");
            }
        }
    }
}

#[test]
fn every_reply_of_the_shipped_pack_fits() {
    let engine = shared_engine();
    for entry in engine.knowledge().entries() {
        let reply = engine.reply_with(&entry.id).expect("the entry is there");
        for look in [Look::Embed, Look::Plain] {
            let message = render::reply(&reply, Outcome::Answer, frame(look));
            assert_eq!(violations(&message), [] as [String; 0], "{}", entry.id);
            let shown = text_of(&json!({ "content": message.content, "embeds": message.embeds }));
            assert!(!shown.contains('…'), "{} is cut", entry.id);
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_asked_is_rendered_within_limits(text in ".{0,300}", above in ".{0,900}") {
        let engine = shared_engine();
        let response = engine.respond(&text);
        for look in [Look::Embed, Look::Plain] {
            for opening in ["", above.as_str()] {
                let message = render::response(&response, Frame { opening, ..frame(look) });
                prop_assert_eq!(violations(&message), Vec::<String>::new());
            }
        }
    }

    #[test]
    fn buttons_are_read_back(
        id in 1_u64.., other in 1_u64.., entry in "[a-z0-9_-]{1,64}", place in 0_usize..13,
        flags in any::<(bool, bool, bool)>(), menu in any::<u8>(),
    ) {
        let (asker, reply) = (UserId::new(id), MessageId::new(id));
        let entry = EntryId::new(&entry).expect("it is an id");
        let category = Category::ALL[place];
        let violence = match menu % 3 {
            0 => Some(Violence::Suffered),
            1 => Some(Violence::Meant),
            _ => None,
        };
        let about_animal = flags.1 && violence.is_none();
        let about_other = flags.0 && !about_animal && violence.is_none();
        let about_writer = flags.2 && !about_other && !about_animal && violence.is_none();
        let channel = ChannelId::new(other);
        let card = CardKind { category, about_other, about_writer, about_animal, violence };
        let tags = vec![EntryTag::of(&entry); usize::from(menu % 4) + 1];
        let shown = [
            Shown::Nothing,
            Shown::Answers(tags.clone()),
            Shown::Choices(tags),
            Shown::Referral(category),
            Shown::Card(card),
        ];
        let posts = shown.map(|shown| Button::Post { channel, question: reply, shown });
        for button in posts.into_iter().chain([
            Button::Helpful,
            Button::NotHelpful,
            Button::Related,
            Button::Topics { menu },
            Button::WrongTopic { reply, way: Way::Message },
            Button::WrongTopic { reply, way: Way::Private },
            Button::WrongFacts { reply, way: Way::Command },
            Button::Remove { asker },
            Button::DeleteData { person: asker },
            Button::Choose { asker, entry: entry.clone() },
            Button::NoneOfThese { asker },
            Button::Region { card },
            Button::EndShadow { since: id },
        ]) {
            let written = button.custom_id().expect("it fits");
            prop_assert!((1..=100).contains(&written.len()));
            prop_assert_eq!(Button::parse(&written), Some(button));
        }
    }

    #[test]
    fn no_custom_id_makes_it_fail(text in ".{0,120}") {
        let _ = Button::parse(&text);
        let _ = Button::parse(&format!("s1:{text}"));
    }
}

/// When the first message of a story is written, in milliseconds since Discord's own epoch.
const START: u64 = 300_000_000_000;

/// A line of a story: seconds since its start, who speaks, what, and what the bot does.
type Line = (u64, u64, &'static str, Speech);

fn settings() -> signpost::config::Discord {
    let (config, found) = config::parse(Some(Source::new("none", "")), []);
    assert_eq!(found, []);
    config.discord
}

fn question(line: &Line, address: Address, mode: Mode) -> Question {
    let (seconds, who, text, _) = *line;
    let staff = who >= 100;
    Question {
        id: MessageId::new((START + seconds * 1_000) << 22 | who),
        channel: ChannelId::new(5),
        guild: Some(GuildId::new(6)),
        asker: UserId::new(who),
        text: text.to_owned(),
        address,
        by_staff: staff,
        to_someone: text.starts_with("to ben"),
        mode,
        edited_at: 0,
    }
}

#[test]
fn what_stands_above_an_answer_costs_only_the_answer() {
    let engine = shared_engine();
    let opening = "a ".repeat(399);
    for entry in engine.knowledge().entries() {
        let reply = engine.reply_with(&entry.id).expect("it is there");
        let frame = Frame { opening: opening.trim_end(), ..frame(Look::Plain) };
        let message = render::reply(&reply, Outcome::Answer, frame);
        assert_eq!(violations(&message), [] as [String; 0], "{}", entry.id);
        let shown = text_of(&json!({ "content": message.content, "embeds": message.embeds }));
        assert!(shown.starts_with(opening.trim_end()), "{}: {shown}", entry.id);
        for kept in [reply.disclaimer(), reply.pointer()]
            .into_iter()
            .map(str::to_owned)
            .chain(reply.sources.clone())
        {
            assert!(shown.contains(&kept), "{} lost `{kept}`: {shown}", entry.id);
        }
    }
}

#[test]
fn what_was_shown_is_shown_again_from_its_button() {
    let engine = shared_engine();
    for text in [
        "what is kratom?",
        "what is kratom? and what are endorphins?",
        "how much should i take?",
        "can i take it while pregnant",
        "i want to die",
        "my dog ate my kratom",
        "is it bad",
    ] {
        let response = engine.respond(text);
        let recalled = Shown::of(&response).recalled(engine.knowledge());
        let Some(recalled) = recalled else {
            assert_eq!(response.outcome, Outcome::Fallback, "{text}");
            continue;
        };
        let again = engine.recall(&recalled).expect("its entries are there");
        assert_eq!(
            (again.outcome, again.category),
            (response.outcome, response.category),
            "{text}"
        );
        assert_eq!(again.answers, response.answers, "{text}");
        assert_eq!(again.reply.choices, response.reply.choices, "{text}");
        let frame = frame(Look::Embed);
        if matches!(response.outcome, Outcome::Answer | Outcome::Clarify) {
            assert_eq!(again.reply, response.reply, "{text}");
            assert_eq!(
                render::response(&again, frame),
                render::response(&response, frame),
                "{text}"
            );
        }
    }
}

#[test]
fn stories_of_a_channel() {
    use Reason::{ByStaff, Conversation, Cooldown, NotAddressed, NotClear, Off, StaffSpoke};
    use Speech::{Reply, Silence, Suggest};
    const FIRST: &str = "what are endorphins?";
    const SECOND: &str = "what is kratom?";
    // What is said in which mode, how it is addressed, and the story. 1 and 2 are members, 100 is
    // staff.
    let stories: &[(&str, Mode, Address, &[Line])] = &[
        ("a clear question", Mode::Auto, Address::Overheard, &[(0, 1, FIRST, Reply)]),
        ("a channel that is off", Mode::Off, Address::Mention, &[(0, 1, FIRST, Silence(Off))]),
        ("off, and a cry", Mode::Off, Address::Overheard, &[(0, 1, "i want to die", Reply)]),
        (
            "only what is addressed",
            Mode::Mention,
            Address::Overheard,
            &[(0, 1, FIRST, Silence(NotAddressed))],
        ),
        (
            "suggested once",
            Mode::Suggest,
            Address::Overheard,
            &[(0, 1, FIRST, Suggest), (100, 1, FIRST, Silence(Cooldown))],
        ),
        ("a new post", Mode::Mention, Address::ThreadOpening, &[(0, 1, FIRST, Reply)]),
        (
            "chatter",
            Mode::Auto,
            Address::Overheard,
            &[
                (0, 1, "good morning", Silence(NotClear)),
                (200, 1, "i love this song", Silence(NotClear)),
                (400, 1, "is it worth it?", Silence(NotClear)),
            ],
        ),
        ("staff asks", Mode::Auto, Address::Overheard, &[(0, 100, FIRST, Silence(ByStaff))]),
        (
            "staff is there, and later is not",
            Mode::Auto,
            Address::Overheard,
            &[
                (0, 100, "hello", Silence(ByStaff)),
                (60, 1, FIRST, Silence(StaffSpoke)),
                (400, 1, FIRST, Reply),
            ],
        ),
        (
            "to somebody else",
            Mode::Auto,
            Address::Overheard,
            &[(0, 1, "to ben: what is kratom?", Silence(Conversation))],
        ),
        (
            "two take turns",
            Mode::Auto,
            Address::Overheard,
            &[
                (0, 1, "hey there", Silence(NotClear)),
                (10, 2, "hey you", Silence(NotClear)),
                (20, 1, FIRST, Silence(Conversation)),
                (200, 1, FIRST, Reply),
            ],
        ),
        (
            "cooldowns of a person, a channel and an entry",
            Mode::Auto,
            Address::Overheard,
            &[
                (0, 1, FIRST, Reply),
                (10, 2, SECOND, Silence(Cooldown)),
                (130, 2, SECOND, Reply),
                (260, 1, FIRST, Silence(Cooldown)),
                (700, 1, FIRST, Reply),
            ],
        ),
        (
            "who addresses the bot has no cooldown",
            Mode::Auto,
            Address::Mention,
            &[(0, 1, FIRST, Reply), (1, 1, FIRST, Reply)],
        ),
    ];
    let engine = shared_engine();
    for (story, mode, address, lines) in stories {
        let mut attention = Attention::new(&settings());
        for line in *lines {
            let question = question(line, *address, *mode);
            let speech = attention.decide(&question, &engine.respond(&question.text));
            assert_eq!(speech, line.3, "{story}: {} at {}", line.2, line.0);
        }
    }
}

#[test]
fn every_form_of_a_message_switches_mentions_off() {
    let message = Message::text("@everyone");
    let none = json!({ "parse": [] });
    assert_eq!(message.edit()["allowed_mentions"], none);
    assert_eq!(message.response(Audience::Channel)["allowed_mentions"], none);
    assert_eq!(message.post(None, "n")["allowed_mentions"], none);
    let reply = message.post(Some(MessageId::new(1)), "n");
    assert_eq!(reply["allowed_mentions"], json!({ "parse": [], "replied_user": true }));
    assert_eq!(reply["message_reference"]["fail_if_not_exists"], Value::Bool(false));
}
