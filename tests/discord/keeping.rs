//! What the bot keeps: no text that anybody wrote, on a server as in a file, and nothing for ever.

use std::path::Path;

use serde_json::json;
use signpost::app;
use signpost::moderation::Role;
use signpost::sandbox::world::Id;
use signpost::store::{Exchange, Store};

use crate::inbox::field;
use crate::moderating::stages;
use crate::postgres::{Server, skip};
use crate::stage::{DEADLINE, Stage, TOKEN, text_of};

/// Every file below a folder, as text: what is none in it stays what it is where it is.
pub(crate) fn files_below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for item in std::fs::read_dir(folder).expect("the folder can be read") {
        let path = item.expect("the folder can be read").path();
        if path.is_dir() {
            found.extend(files_below(&path));
        } else if path.is_file() {
            // What a server removes while it is looked at is gone.
            let bytes = std::fs::read(path).ok();
            found.extend(bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    found
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_text_of_anybody_and_no_token_is_on_a_server() {
    let mut server = match Server::start() {
        Ok(server) => server,
        Err(reason) => return skip(&reason),
    };
    // Words that no entry has, in each way of writing to the bot.
    let words = ["zyxomma", "quokkabell", "frumplestein", "vexillaria", "ombrosalgia"];
    let mut stage = Stage::new("").await;
    stage.database = Some(server.database().await);
    let running = stage.run().await;
    let [first, second, third, fourth, fifth] = words;
    let reply = stage.ask(&format!("what are endorphins? {first}")).await;
    let asked = Id::from_json(&reply["message_reference"]["message_id"]).expect("a reply");
    stage.press(stage.ana, &reply, "Helpful").await;
    stage.sandbox.act(|world| {
        world.edit(asked, &format!("<@{}> what is kratom? {second}", stage.bot));
        world.say(stage.ana, stage.open, &format!("what are endorphins? {third}"));
        world.say(stage.ben, stage.support, &format!("i want to die {fourth}"));
        let question = [("question", json!(format!("is kratom legal? {fifth}")))];
        world.type_command(stage.ana, stage.support, "ask", &question).expect("the command");
    });
    stage.settle().await;
    let store = Store::open(&stage.database(), "the server").await.expect("it runs");
    let kept = store.exchange_of(asked.0).await.expect("it runs").expect("it was kept");
    let verdicts = store.verdicts(kept.reply).await.expect("it runs");
    assert_eq!(verdicts, [("helpful".to_owned(), 1)], "{kept:?}");
    store.close().await;
    let before = files_below(&server.folder);
    running.stop().await.expect("it stops");
    server.stop();
    let after = files_below(&server.folder);
    let holds = |files: &[String], wanted: &str| files.iter().any(|text| text.contains(wanted));
    let entry = kept.entries.first().expect("an entry answered");
    assert!(holds(&before, entry) && holds(&after, entry), "what is kept is found");
    for banned in words.iter().copied().chain([TOKEN]) {
        assert!(!holds(&before, banned), "`{banned}` is on disk");
        assert!(!holds(&after, banned), "`{banned}` is on disk");
    }
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_older_than_it_may_be_kept_goes() {
    for stage in stages("").await {
        let store = stage.store().await;
        let day = 24 * 3_600 * 1_000;
        let now = app::now_milliseconds();
        for (question, days) in [(1, 91), (2, 89)] {
            let exchange = Exchange {
                question,
                channel: 3,
                server: None,
                asker: Some(4),
                reply: question + 10,
                outcome: "answer".to_owned(),
                category: None,
                entries: Vec::new(),
                edited_at: 0,
                response_ms: None,
                by_command: false,
            };
            store.record(&exchange, now - days * day).await.expect("it is there");
        }
        let running = stage.run().await;
        let gone = async {
            while store.exchange_of(1).await.expect("it is there").is_some() {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(DEADLINE, gone).await.expect("the bot deletes it");
        assert!(store.exchange_of(2).await.expect("it is there").is_some());
        running.stop().await.expect("it stops");
    }
}

fn in_eight_days() -> u64 {
    app::now_milliseconds() + 8 * 24 * 3_600 * 1_000
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_form_took_from_a_question_goes_unless_it_comes_into_force() {
    let mut stage = Stage::new("").await;
    let editor = stage.staff("eve", Some(Role::Editor)).await;
    let running = stage.run().await;
    let mut openers = Vec::new();
    for word in ["zyxomma", "quokkabell"] {
        stage.asked_by(stage.ana, &format!("when does the {word} open?")).await;
        let group = stage.first_group(editor).await;
        let (opener, form) = stage.opened(editor, &group, "Answer it now").await;
        let asked = field(&form, "question")["value"].as_str().unwrap_or_default().to_owned();
        assert!(asked.contains(word), "it is filled in: {asked}");
        let written = [("question", asked.as_str()), ("answer", "At seven.")];
        let preview = stage.fill(opener, &written).await;
        stage.decide(editor, &group, "Dismiss").await;
        openers.push(preview);
    }
    let holds = |stage: &Stage, wanted: &str| {
        files_below(stage.folder()).iter().any(|text| text.contains(wanted))
    };
    assert!(
        holds(&stage, "zyxomma") && holds(&stage, "quokkabell"),
        "previews are kept for a while"
    );
    stage.decide(editor, &openers[0], "Cancel").await;
    running.stop().await.expect("it stops");
    assert!(!holds(&stage, "zyxomma"), "what was given up is on disk");
    assert!(holds(&stage, "quokkabell"), "a week is not over");
    stage.clock = in_eight_days;
    let running = stage.run().await;
    let store = stage.store().await;
    let closed = async {
        while !store.proposals(stage.guild.0).await.expect("it is there").is_empty() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(DEADLINE, closed).await.expect("it is closed");
    let told = stage.decide(editor, &openers[1], "Publish").await;
    assert!(text_of(&told).contains("decided already, by somebody"), "{told}");
    store.close().await;
    running.stop().await.expect("it stops");
    assert!(!holds(&stage, "quokkabell"), "what nobody decided on is on disk");
    stage.assert_bodies();
}
