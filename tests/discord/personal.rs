//! What everybody may ask for themselves: to see what is kept, to have it deleted, to be left alone.

use serde_json::{Value, json};
use signpost::store::PersonalData;
use sqlx::{Connection as _, SqliteConnection};

use crate::moderating::{CRISIS, QUESTION, assert_holds, stages};
use crate::stage::{Stage, TOKEN, text_of};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_kept_of_a_person_is_shown_and_deleted_at_a_press_also_after_a_restart() {
    for stage in stages("").await {
        let running = stage.run().await;
        let text = stage.command(stage.ana, "privacy data", &[]).await;
        assert_holds(&text, &["I keep nothing of you"]);
        let reply = stage.ask(QUESTION).await;
        stage.press(stage.ana, &reply, "Helpful").await;
        let position = stage.sandbox.log().len();
        stage.mention(stage.ben, QUESTION);
        stage.posted(position, stage.support).await;
        stage.settle().await;
        let store = stage.store().await;
        let data_of = async |who: signpost::sandbox::world::Id| {
            store.data_of(who.0).await.expect("it is there")
        };
        while data_of(stage.ana).await.exchanges + data_of(stage.ben).await.exchanges < 2 {
            tokio::task::yield_now().await;
        }
        let text = stage.command(stage.ana, "privacy data", &[]).await;
        let parts = ["1 · questions of yours", "1 · ratings", "No text that you wrote"];
        assert_holds(&text, &parts);
        let text = stage.command(stage.ana, "privacy delete", &[]).await;
        assert_holds(&text, &["Shall I delete it?", "cannot be taken back"]);
        let asked_back = stage.last_response();
        assert_eq!(data_of(stage.ana).await.exchanges, 1, "nothing is deleted yet");
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        let done = stage.press(stage.ana, &asked_back, "Delete it").await;
        assert_eq!(done["type"], 7, "in place of the question");
        assert_eq!(done["data"]["components"], json!([]));
        let parts = ["I have deleted", "1 · questions of yours", "1 · ratings"];
        assert_holds(&text_of(&done["data"]), &parts);
        assert_eq!(data_of(stage.ana).await, PersonalData::default());
        assert_eq!(data_of(stage.ben).await.exchanges, 1, "what is kept of others stays");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_has_anything_deleted_for_somebody_else() {
    for stage in stages("").await {
        let running = stage.run().await;
        let reply = stage.ask(QUESTION).await;
        // The bot's own reply, with the button that only ana would be shown.
        let forged = format!("s1:dd:{}", stage.ana);
        let button = json!({ "type": 2, "style": 4, "label": "Delete it", "custom_id": forged });
        let rows = json!([{ "type": 1, "components": [button] }]);
        let url = format!("{}/channels/{}/messages", stage.sandbox.api_base(), stage.support);
        let position = stage.sandbox.log().len();
        reqwest::Client::new()
            .post(url)
            .header("Authorization", format!("Bot {TOKEN}"))
            .header("Content-Type", "application/json")
            .body(json!({ "content": "Shall I delete it?", "components": rows }).to_string())
            .send()
            .await
            .expect("the stand-in answers");
        let message = stage.posted(position, stage.support).await;
        let refused = stage.press(stage.ben, &message, "Delete it").await;
        assert_holds(&text_of(&refused["data"]), &["Only whoever it is about"]);
        assert_eq!(refused["data"]["flags"], 64);
        let store = stage.store().await;
        let asked =
            signpost::sandbox::world::Id::from_json(&reply["message_reference"]["message_id"]);
        let kept = store.exchange_of(asked.expect("a reply").0).await.expect("it is there");
        assert!(kept.is_some(), "nothing was deleted");
        running.stop().await.expect("it stops");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_database_is_away_nothing_is_deleted_and_that_is_said() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    stage.ask(QUESTION).await;
    stage.command(stage.ana, "privacy delete", &[]).await;
    let asked_back = stage.last_response();
    let url = format!("sqlite://{}", stage.folder().join("signpost.db").display());
    let mut holder = SqliteConnection::connect(&url).await.expect("the file is there");
    sqlx::raw_sql("BEGIN EXCLUSIVE").execute(&mut holder).await.expect("nobody holds it");
    let parts = ["database does not answer", "nothing was changed"];
    assert_holds(&stage.command(stage.ana, "optout", &[]).await, &parts);
    let refused = stage.press(stage.ana, &asked_back, "Delete it").await;
    assert_holds(&text_of(&refused["data"]), &parts);
    holder.close().await.expect("it lets go");
    let store = stage.store().await;
    assert_eq!(store.opted_out().await.expect("it is there"), [] as [u64; 0]);
    assert_eq!(store.data_of(stage.ana.0).await.expect("it is there").exchanges, 1);
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_opts_out_is_answered_only_when_they_ask_also_after_a_restart() {
    for stage in stages("person_cooldown_seconds = 0\nchannel_cooldown_seconds = 0").await {
        let running = stage.run().await;
        let text = stage.command(stage.ana, "optout", &[]).await;
        assert_holds(&text, &["what you did not ask me", "helplines", "undo"]);
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        stage.sandbox.act(|world| {
            world.say(stage.ana, stage.open, QUESTION);
            world.say(stage.ana, stage.hinted, QUESTION);
            world.post_in_forum(stage.ana, stage.forum, "What are endorphins?", "thanks", &[])
        });
        stage.settle().await;
        assert_eq!(stage.said_in(stage.open), [] as [Value; 0]);
        assert_eq!(stage.said_in(stage.staff_room), [] as [Value; 0], "nor is it suggested");
        assert_holds(&text_of(&stage.ask(QUESTION).await), &["endorphins"]);
        let text = stage.command(stage.ana, "privacy data", &[]).await;
        assert_holds(&text, &["you opted out"]);
        // Danger is heard all the same, and others are answered.
        let position = stage.sandbox.log().len();
        stage.sandbox.act(|world| world.say(stage.ana, stage.open, CRISIS));
        assert_holds(&text_of(&stage.posted(position, stage.open).await), &["988"]);
        let text = stage.command(stage.ana, "optout", &[("undo", json!(true))]).await;
        assert_holds(&text, &["again"]);
        let store = stage.store().await;
        assert_eq!(store.opted_out().await.expect("it is there"), [] as [u64; 0]);
        let position = stage.sandbox.log().len();
        stage.sandbox.act(|world| world.say(stage.ana, stage.open, "what is kratom?"));
        assert_holds(&text_of(&stage.posted(position, stage.open).await), &["kratom"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
