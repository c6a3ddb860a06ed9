//! What people write comes out harmless, and the token nowhere.

use proptest::prelude::*;
use serde_json::json;
use signpost::discord::render::text::{harmless, shorten};

use crate::stage::{Stage, TOKEN, text_of};

/// What somebody might write to make the bot do harm.
const ATTACKS: [&str; 9] = [
    "@everyone @here look",
    "<@&123456789012345678> <@123456789012345678> <#123456789012345678>",
    "**bold** __line__ ~~gone~~ ||hidden|| `code` ```block```",
    "[click me](https://evil.example/x) [x](<https://evil.example>)",
    "discord.gg/abcdef https://discord.com/invite/abcdef https://evil.example",
    "# heading\n> quote\n- list\n1. list\n-# small",
    "\u{202e}reversed\u{2066}\u{200f}",
    "</ask:1> <t:1700000000:R> <:emoji:123456789012345678>",
    "javascript:alert(1) mailto:a@b.example www.evil.example",
];

#[test]
fn attacks_are_taken_apart() {
    for attack in ATTACKS {
        let shown = harmless(attack, 300);
        for banned in [
            "@everyone",
            "@here",
            "<@",
            "<#",
            "<t:",
            "</",
            "<:",
            "**",
            "__",
            "~~",
            "||",
            "```",
            "](",
            "://",
            "discord.gg",
            "www.",
            "mailto:",
            "\u{202e}",
            "\u{2066}",
            "\n",
        ] {
            assert!(!shown.contains(banned), "`{banned}` in: {shown}");
        }
    }
}

proptest! {
    #[test]
    fn whatever_is_written_stays_short_and_calls_nobody(text in ".{0,400}", longest in 1_usize..300) {
        let shown = harmless(&text, longest);
        // Escaping doubles a sign at most.
        prop_assert!(shown.chars().count() <= longest * 2, "{}", shown.chars().count());
        prop_assert!(!shown.contains("@everyone") && !shown.contains("<@"));
        let cut = shorten(&text, longest);
        prop_assert!(cut.chars().count() <= longest);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn attacks_in_questions_reach_nobody() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let long = format!("what are endorphins? {}", "really ".repeat(560));
    let questions: Vec<String> = ATTACKS
        .map(|attack| format!("what are endorphins? {attack}"))
        .into_iter()
        .chain([long])
        .collect();
    for question in &questions {
        let position = stage.sandbox.log().len();
        let asked: String = question.chars().take(2_000).collect();
        stage
            .sandbox
            .act(|world| {
                world.type_command(stage.ana, stage.support, "ask", &[("question", json!(asked))])
            })
            .expect("the command is there");
        let (body, _) = stage.request(position, "POST", "/callback").await;
        assert_eq!(body["data"]["allowed_mentions"], json!({ "parse": [] }));
        let text = text_of(&body["data"]);
        for banned in ["@everyone", "<@", "evil.example", "discord.gg", "](http"] {
            assert!(!text.contains(banned), "`{banned}` in: {text}");
        }
        let position = stage.sandbox.log().len();
        let mentioned = format!("<@{}> {question}", stage.bot);
        stage.sandbox.act(|world| world.say(stage.ana, stage.support, &mentioned));
        let reply = stage.posted(position, stage.support).await;
        assert_eq!(reply["mention_everyone"], false);
        assert!(!text_of(&reply).contains("evil.example"));
    }
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_text_of_anybody_and_no_token_is_on_disk() {
    // Words that no entry has, in each way of writing to the bot.
    let words = ["zyxomma", "quokkabell", "frumplestein", "vexillaria", "ombrosalgia"];
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let [first, second, third, fourth, fifth] = words;
    stage.sandbox.act(|world| {
        let text = format!("<@{}> what are endorphins? {first}", stage.bot);
        let asked = world.say(stage.ana, stage.support, &text);
        world.edit(asked, &format!("<@{}> what is kratom? {second}", stage.bot));
        world.say(stage.ana, stage.open, &format!("what are endorphins? {third}"));
        world.say(stage.ben, stage.support, &format!("i want to die {fourth}"));
        let question = [("question", json!(format!("is kratom legal? {fifth}")))];
        world.type_command(stage.ana, stage.support, "ask", &question).expect("the command");
    });
    stage.settle().await;
    // While it runs, what is written last stands in the log beside the database.
    let read = || {
        let files = std::fs::read_dir(stage.folder()).expect("the folder");
        files
            .map(|file| std::fs::read(file.expect("a file").path()).expect("it can be read"))
            .collect::<Vec<_>>()
    };
    let before = read();
    running.stop().await.expect("it stops");
    let after = read();
    assert!(before.iter().chain(&after).map(Vec::len).sum::<usize>() > 10_000, "there are files");
    for banned in words.iter().copied().chain([TOKEN, "ana", "support"]) {
        let found = before
            .iter()
            .chain(&after)
            .any(|bytes| bytes.windows(banned.len()).any(|part| part == banned.as_bytes()));
        assert!(!found, "`{banned}` is on disk");
    }
}
