//! Every way of asking is answered once, and what is not asked of the bot is not.

use serde_json::{Value, json};

use serenity::model::id::{ChannelId, UserId};
use signpost::config::{self, Mode};
use signpost::diagnostic::Source;
use signpost::discord::arrival::{self, Arrival};
use signpost::discord::directory::{Directory, Rules};
use signpost::sandbox::world::{ChannelKind, Moment, World};
use sqlx::{Connection as _, SqliteConnection};

use crate::moderating::stages;
use crate::stage::{DEADLINE, Stage, text_of};

/// A question that the FAQ answers.
const QUESTION: &str = "what are endorphins?";

/// What every reply holds.
fn assert_complete(reply: &Value) {
    let text = text_of(reply).to_lowercase();
    for part in ["please note", "ask a doctor", "fda"] {
        assert!(text.contains(part), "no `{part}` in:\n{text}");
    }
}

/// A reply that answers [`QUESTION`].
fn assert_answer(reply: &Value) {
    assert_complete(reply);
    let text = text_of(reply).to_lowercase();
    for part in ["endorphins", "vendor's blog", "where this comes from"] {
        assert!(text.contains(part), "no `{part}` in:\n{text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_addressed_is_answered_as_a_reply() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let bot = stage.bot;
    let earlier = stage.sandbox.act(|world| world.say(bot, stage.support, "I am here."));
    let direct = stage.sandbox.act(|world| world.open_direct(stage.ana, bot));
    let others = stage.sandbox.act(|world| world.say(stage.ben, stage.support, QUESTION));
    let ways: [(&str, _, String, Option<_>); 5] = [
        ("a mention", stage.support, format!("<@{bot}> {QUESTION}"), None),
        ("a mention at the end", stage.support, format!("{QUESTION} <@!{bot}>"), None),
        ("a reply to the bot", stage.support, QUESTION.to_owned(), Some(earlier)),
        ("pointing at somebody's question", stage.support, format!("<@{bot}>"), Some(others)),
        ("a direct message", direct, QUESTION.to_owned(), None),
    ];
    for (way, channel, text, reply_to) in ways {
        let position = stage.sandbox.log().len();
        let asked = stage.sandbox.act(|world| match reply_to {
            Some(message) => world.reply(stage.ana, message, &text),
            None => world.say(stage.ana, channel, &text),
        });
        let reply = stage.posted(position, channel).await;
        assert_eq!(reply["message_reference"]["message_id"], asked.to_string(), "{way}");
        assert_answer(&reply);
        let mentioned = &reply["mentions"];
        assert!(mentioned.as_array().is_some_and(|all| all.len() <= 1), "{way}: {mentioned}");
    }
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_addressed_is_left_alone() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let bot = stage.bot;
    stage.sandbox.act(|world| {
        world.say(stage.ana, stage.support, QUESTION);
        world.say(stage.ana, stage.quiet, &format!("<@{bot}> {QUESTION}"));
        world.say(bot, stage.open, QUESTION);
        world.say(stage.ana, stage.open, "good morning everyone, lovely weather");
        // An overheard question that is not clearly about an entry.
        world.say(stage.ana, stage.open, "is it worth it?");
    });
    stage.settle().await;
    for channel in [stage.support, stage.quiet] {
        assert_eq!(stage.said_in(channel), [] as [Value; 0]);
    }
    assert_eq!(stage.said_in(stage.open).len(), 1, "only what was put into its mouth");
    running.stop().await.expect("it stops");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_channel_in_auto_mode_is_answered_where_it_helps() {
    let stage = Stage::new("person_cooldown_seconds = 0\nchannel_cooldown_seconds = 0").await;
    let running = stage.run().await;
    let position = stage.sandbox.log().len();
    stage.sandbox.act(|world| world.say(stage.ana, stage.open, QUESTION));
    assert_answer(&stage.posted(position, stage.open).await);
    // The same entry again within its cooldown.
    stage.sandbox.act(|world| world.say(stage.ben, stage.open, QUESTION));
    // To somebody else.
    stage.sandbox.act(|world| {
        let about = world.say(stage.ben, stage.open, "hello all");
        world.reply(stage.ana, about, "what is kratom?")
    });
    // Staff is there.
    stage.sandbox.act(|world| {
        world.say(stage.moderator, stage.open, "let me look that up");
        world.say(stage.ana, stage.open, "what is kratom?")
    });
    stage.settle().await;
    assert_eq!(stage.said_in(stage.open).len(), 1);
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn cooldowns_hold_for_a_person_and_for_a_channel() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let position = stage.sandbox.log().len();
    stage.sandbox.act(|world| world.say(stage.ana, stage.open, QUESTION));
    stage.posted(position, stage.open).await;
    stage.sandbox.act(|world| {
        world.say(stage.ana, stage.open, "what is kratom?");
        world.say(stage.ben, stage.open, "what is kratom?")
    });
    stage.settle().await;
    assert_eq!(stage.said_in(stage.open).len(), 1);
    running.stop().await.expect("it stops");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_forum_post_is_answered_once_with_its_title() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let position = stage.sandbox.log().len();
    let post = stage.sandbox.act(|world| {
        let tag = world.add_forum_tag(stage.forum, "basics");
        world.post_in_forum(
            stage.ana,
            stage.forum,
            "What are endorphins?",
            "new here, thanks",
            &[tag],
        )
    });
    assert_answer(&stage.posted(position, post).await);
    stage.sandbox.act(|world| world.say(stage.ana, post, "what are endorphins, anyone?"));
    stage.settle().await;
    assert_eq!(stage.said_in(post).len(), 1, "the post is answered once");

    let position = stage.sandbox.log().len();
    let thread = stage.sandbox.act(|world| {
        let thread = world.start_thread(stage.ben, stage.support, "What is kratom?", None);
        world.say(stage.ben, thread, "somebody told me about it");
        thread
    });
    assert_complete(&stage.posted(position, thread).await);
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slash_ask_answers_everybody_or_only_the_asker() {
    for stage in stages("").await {
        let running = stage.run().await;
        for private in [false, true] {
            let options = [("question", json!("what are endorfins?")), ("private", json!(private))];
            let position = stage.sandbox.log().len();
            let asked = stage
                .sandbox
                .act(|world| world.type_command(stage.ana, stage.support, "ask", &options))
                .expect("the command is there");
            stage.request(position, "POST", "/callback").await;
            let (message, late) = stage.sandbox.act(|world| {
                let record = world.interaction(asked).expect("it is known");
                let id = record.original.expect("it made a message");
                (world.message(id).cloned().expect("it is there"), record.missed(world.now()))
            });
            assert!(!late);
            assert_answer(&message);
            assert_eq!(message["flags"].as_u64().unwrap_or(0) & 64 != 0, private);
            let shows_question = text_of(&message).contains("Asked: what are endorfins?");
            assert_eq!(shows_question, !private, "others are told what was asked");
        }
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_typed_brings_up_known_questions() {
    for stage in stages("").await {
        let running = stage.run().await;
        // Typed so far, and a question that must be among the first.
        for (typed, wanted) in
            [("endorfin", "What are endorphins?"), ("is it adictive", "addictive"), ("", "?")]
        {
            let position = stage.sandbox.log().len();
            let id = stage
                .sandbox
                .act(|world| world.autocomplete(stage.ana, stage.support, "ask", "question", typed))
                .expect("the option takes suggestions");
            stage.request(position, "POST", "/callback").await;
            let names: Vec<String> = stage.sandbox.act(|world| {
                let suggestions =
                    world.interaction(id).expect("it is known").suggestions().to_vec();
                suggestions
                    .iter()
                    .map(|it| it["name"].as_str().unwrap_or_default().to_owned())
                    .collect()
            });
            assert!((1..=25).contains(&names.len()), "{typed}: {names:?}");
            let first = &names[..names.len().min(5)];
            assert!(first.iter().any(|name| name.contains(wanted)), "{typed}: {first:?}");
        }
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn commands_that_explain_are_for_the_invoker_alone() {
    for stage in stages("").await {
        let running = stage.run().await;
        let commands = [
            ("topics", "Choose a question"),
            ("help", "How to ask"),
            ("about", "vendor's blog"),
            ("privacy about", "no text"),
            ("status", "entries are loaded"),
        ];
        for (name, expected) in commands {
            let position = stage.sandbox.log().len();
            stage
                .sandbox
                .act(|world| world.type_command(stage.moderator, stage.support, name, &[]))
                .expect("the command is there");
            let (body, _) = stage.request(position, "POST", "/callback").await;
            assert_eq!(body["data"]["flags"], 64, "{name}");
            let text = text_of(&body["data"]);
            assert!(text.contains(expected), "{name}: {text}");
        }
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_its_database_the_bot_answers_and_says_what_is_not_recorded() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    // Somebody else writes to the file and does not end, so that nobody else can.
    let url = format!("sqlite://{}", stage.folder().join("signpost.db").display());
    let mut holder = SqliteConnection::connect(&url).await.expect("the file is there");
    sqlx::raw_sql("BEGIN EXCLUSIVE").execute(&mut holder).await.expect("nobody holds it");
    let position = stage.sandbox.log().len();
    stage
        .sandbox
        .act(|world| world.say(stage.ana, stage.support, &format!("<@{}> {QUESTION}", stage.bot)));
    let reply = stage.posted(position, stage.support).await;
    assert!(text_of(&reply).contains("endorphins"), "{reply}");
    let ask_for_status = async || {
        let position = stage.sandbox.log().len();
        stage
            .sandbox
            .act(|world| world.type_command(stage.moderator, stage.support, "status", &[]))
            .expect("the command is there");
        let (body, _) = stage.request(position, "POST", "/callback").await;
        text_of(&body["data"])
    };
    let status = ask_for_status().await;
    for part in ["nothing is being recorded", "Not recorded"] {
        assert!(status.contains(part), "no `{part}` in: {status}");
    }
    let taken = ["question that I took", "questions that I took"];
    assert!(taken.iter().any(|part| status.contains(part)), "none of {taken:?} in: {status}");
    holder.close().await.expect("it lets go");
    let mended = async { while ask_for_status().await.contains("nothing is being recorded") {} };
    tokio::time::timeout(DEADLINE, mended).await.expect("the bot records again by itself");
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_but_auto_works_without_message_content() {
    let stage = Stage::with("", World::deny_message_content).await;
    let running = stage.run().await;
    stage.sandbox.act(|world| world.say(stage.ana, stage.open, QUESTION));
    let position = stage.sandbox.log().len();
    stage
        .sandbox
        .act(|world| world.say(stage.ana, stage.support, &format!("<@{}> {QUESTION}", stage.bot)));
    assert_answer(&stage.posted(position, stage.support).await);
    assert_eq!(stage.said_in(stage.open), [] as [Value; 0]);
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn plain_text_holds_all_that_an_embed_holds() {
    let stage = Stage::new("plain_text = true").await;
    let running = stage.run().await;
    let position = stage.sandbox.log().len();
    stage
        .sandbox
        .act(|world| world.say(stage.ana, stage.support, &format!("<@{}> {QUESTION}", stage.bot)));
    let reply = stage.posted(position, stage.support).await;
    assert_eq!(reply["embeds"], json!([]));
    assert_answer(&reply);
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn small_talk_with_the_bot_is_answered_in_a_line() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let direct = stage.sandbox.act(|world| world.open_direct(stage.ana, stage.bot));
    for (text, expected) in [
        ("hi", "Hello!"),
        ("Thanks!!", "You are welcome."),
        ("who are you?", "How to ask"),
        ("help", "How to ask"),
        ("topics", "Choose a question"),
        ("what is the capital of France?", "I do not have an answer"),
    ] {
        let position = stage.sandbox.log().len();
        stage.sandbox.act(|world| world.say(stage.ana, direct, text));
        let said = text_of(&stage.posted(position, direct).await);
        assert!(said.contains(expected), "{text}: {said}");
    }
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[test]
fn a_channel_has_the_mode_of_its_category_and_a_thread_that_of_its_channel() {
    let mut world = World::new(Moment(0));
    let owner = world.add_user("olga");
    let guild = world.add_guild("The garden", owner);
    let category = world.add_channel(guild, ChannelKind::Category, "help", None);
    let inside = world.add_channel(guild, ChannelKind::Text, "inside", Some(category));
    let off = world.add_channel(guild, ChannelKind::Text, "off", Some(category));
    let outside = world.add_channel(guild, ChannelKind::Text, "outside", None);
    let thread = world.start_thread(owner, inside, "a thread", None);
    let bot = world.add_bot("signpost", "token");
    world.add_member(guild, bot, &[]);
    let settings = format!(
        "[discord]\nauto_channels = [\"{category}\"]\noff_channels = [\"{off}\"]\n\
         default_mode = \"suggest\""
    );
    let (config, found) = config::parse(Some(Source::new("settings", &settings)), []);
    assert_eq!(found, []);
    let mut directory = Directory::new(UserId::new(bot.0), Rules::new(&config.discord));
    let login = world.identify("token", 1).expect("it may log in");
    for event in &login.then {
        let data = world.view(event, bot, 1).expect("it may see its server");
        let frame = json!({ "op": 0, "t": event.name, "s": 1, "d": data }).to_string();
        if let Arrival::Event(event) = arrival::read(&frame) {
            directory.note(&event);
        }
    }
    for (channel, expected) in
        [(inside, Mode::Auto), (thread, Mode::Auto), (off, Mode::Off), (outside, Mode::Suggest)]
    {
        let place = directory.place(ChannelId::new(channel.0)).expect("the channel is known");
        assert_eq!(place.mode, expected);
    }
}
