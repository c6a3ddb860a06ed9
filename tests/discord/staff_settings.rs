//! What a server sets about questions for its staff holds there, and what is said in the thread of one
//! becomes an entry.

use serde_json::json;
use signpost::moderation::Role;

use crate::inbox::field;
use crate::moderating::{assert_holds, stages};
use crate::moving_settings::plain;
use crate::stage::{id_of, text_of};

const QUESTION: &str = "when does the greenhouse open?";

/// Every server had the staff's hours and the threads of the settings' file.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn how_and_when_the_staff_is_asked_is_set_in_a_server() {
    for stage in stages("staff_hours = [\"mon-sun 00:00-24:00\"]").await {
        let running = stage.run().await;
        let show = async || stage.command(stage.owner, "settings show", &[]).await;
        let shown = show().await;
        assert_holds(&shown, &["`staff_requests`: line (default)"]);
        assert_holds(&shown, &["`staff_hours`: mon-sun 00:00-24:00 +00:00 (file stage.toml, line"]);
        let told = stage.set("staff_hours", "mon 17:00-09:00").await;
        assert_holds(&told, &["is no value of `staff_hours`", "mon-fri 09:00-17:30 +01:00"]);
        let many = ["mon 01:00-02:00"; 15].join(", ");
        assert_holds(&stage.set("staff_hours", &many).await, &["at most 14 hours, and not 15"]);
        let told = stage.set("staff_requests", "mail").await;
        assert_holds(&told, &["is no value of `staff_requests`", "write one of line, thread"]);

        let told = stage.set("staff_requests", "thread").await;
        assert_holds(&told, &["is now thread. It was line"]);
        let told = stage.set("staff_hours", "Mon-Fri 09:00-17:30 +01:00; sat 10:00-14:00").await;
        let hours = "mon-fri 09:00-17:30 +01:00, sat 10:00-14:00 +00:00";
        assert_holds(&told, &[&format!("is now {hours}")]);
        assert_holds(&show().await, &[&format!("`staff_hours`: {hours} (this server)")]);
        let written = stage.export(stage.owner, stage.support).await;
        let other = stage.second_server();
        let preview = stage.import(other.owner, other.channel, "own.json", &written).await;
        assert_holds(&plain(&preview), &["Sets 2 settings: staff_hours, staff_requests"]);
        stage.decide(other.owner, &preview, "Publish").await;
        let kept = stage.store().await.settings(other.guild.0).await.expect("it is there");
        let kept: Vec<_> = kept.into_iter().map(|it| it.value).collect();
        let listed: Vec<&str> = hours.split(", ").collect();
        assert!(kept.contains(&json!("thread")) && kept.contains(&json!(listed)), "{kept:?}");

        stage.set("staff_hours", "none").await;
        // It holds after a restart.
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        let (_, reply) = stage.asked_by(stage.ana, QUESTION).await;
        let position = stage.sandbox.log().len();
        let (told, line) = stage.ask_staff(stage.ana, &reply).await;
        assert_holds(&told, &["When somebody looks I cannot say"]);
        stage.request(position, "POST", &format!("/messages/{}/threads", id_of(&line))).await;
        let given = [("setting", json!("staff_hours"))];
        stage.command(stage.owner, "settings reset", &given).await;
        assert_holds(&show().await, &["`staff_hours`: mon-sun 00:00-24:00 +00:00 (file"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

/// Only a reply to the question itself was found.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_staff_says_last_in_the_thread_becomes_the_entry() {
    for stage in stages("staff_requests = \"thread\"").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let (question, reply) = stage.asked_by(stage.ana, QUESTION).await;
        let position = stage.sandbox.log().len();
        let (_, line) = stage.ask_staff(stage.ana, &reply).await;
        let path = format!("/messages/{}/threads", id_of(&line));
        let thread = id_of(&stage.request(position, "POST", &path).await.1);
        stage.sandbox.act(|world| {
            world.say(stage.moderator, thread, "Does anybody know?");
            world.say(stage.moderator, thread, "It opens at nine.");
        });
        let (_, form) = stage.opened(editor, &line, "Make it an entry").await;
        assert_eq!(field(&form, "question")["value"], QUESTION);
        assert_eq!(field(&form, "answer")["value"], "It opens at nine.");
        // What was said to whoever asked comes first.
        stage.sandbox.act(|world| world.reply(stage.moderator, question, "At nine, by the gate."));
        let (_, form) = stage.opened(editor, &line, "Make it an entry").await;
        assert_eq!(field(&form, "answer")["value"], "At nine, by the gate.");
        assert!(text_of(&line).contains("asks for a person"), "{line}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
