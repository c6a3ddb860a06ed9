//! Somebody looks after entries with nothing but what the bot says.

use serde_json::{Value, json};
use signpost::engine::knowledge::{EntryId, Row};
use signpost::moderation::Role;
use signpost::store::ChangeKind;

use crate::moderating::assert_holds;
use crate::stage::{Stage, component, shared_engine, text_of};

/// A shipped entry that others name among what they are related to.
const SHIPPED: &str = "pain-and-withdrawal";

fn entry(id: &str) -> (&'static str, Value) {
    ("entry", json!(id))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_that_others_name_can_be_taken_out_and_put_back() {
    let stage = Stage::new("").await;
    let editor = stage.staff("eve", Some(Role::Editor)).await;
    let running = stage.run().await;
    let (_, preview) = stage.faq(editor, "retire", &[entry(SHIPPED)]).await;
    let shown = text_of(&preview);
    assert_holds(&shown, &["would not be used", "no longer be offered beside", " and "]);
    assert!(!shown.contains("error"), "{shown}");
    stage.decide(editor, &preview, "Cancel").await;
    let history = stage.faq_says(editor, "history", &[entry(SHIPPED)]).await;
    assert_holds(&history, &["given up"]);
    assert!(!history.contains("refused"), "nobody refused it: {history}");

    let (_, preview) = stage.faq(editor, "retire", &[entry(SHIPPED)]).await;
    let told = stage.decide(editor, &preview, "Publish").await;
    assert_holds(&text_of(&told), &["is in force"]);
    // The others can be changed as before.
    let given = [entry("dose-and-effects"), ("phrasing", json!("kratom effects by dosage"))];
    let (_, preview) = stage.faq(editor, "phrasing add", &given).await;
    assert!(!text_of(&preview).contains("there is no entry"), "{preview}");
    component(&preview, "Publish");
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revert_is_shown_against_what_is_in_force() {
    let stage = Stage::new("").await;
    let editor = stage.staff("eve", Some(Role::Editor)).await;
    let running = stage.run().await;
    stage.faq(editor, "quarantine", &[entry(SHIPPED)]).await;
    let (_, preview) = stage.faq(editor, "revert", &[entry(SHIPPED)]).await;
    let shown = text_of(&preview);
    assert_holds(&shown, &["**back in use**", "Nothing that the entry says is different"]);
    assert!(!shown.contains("\n- "), "nothing is lost: {shown}");
    stage.decide(editor, &preview, "Publish").await;
    let shown = stage.faq_says(editor, "diff", &[entry(SHIPPED)]).await;
    assert_holds(&shown, &["**back in use**", "Nothing that the entry says is different"]);
    let shown = stage.faq_says(editor, "show", &[entry(SHIPPED)]).await;
    assert_holds(&shown, &["As shipped (since change"]);
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revert_of_one_phrasing_shows_that_phrasing_alone() {
    let stage = Stage::new("").await;
    stage.publish(stage.guild, SHIPPED, ChangeKind::Phrasing, Some(with_phrasing())).await;
    let editor = stage.staff("eve", Some(Role::Editor)).await;
    let running = stage.run().await;
    let (_, preview) = stage.faq(editor, "revert", &[entry(SHIPPED)]).await;
    let shown = text_of(&preview);
    assert_holds(&shown, &["- asked: aching all over without kratom"]);
    assert!(!shown.contains("- question:"), "the entry stays: {shown}");
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

/// The shipped entry with a phrasing of the server's own.
fn with_phrasing() -> Value {
    let engine = shared_engine();
    let knowledge = engine.knowledge();
    let id = EntryId::new(SHIPPED).expect("an id");
    let shipped = knowledge.entry_at(knowledge.find(&id).expect("it is shipped"));
    let mut row = serde_json::to_value(Row::from(shipped)).expect("a row is JSON");
    let phrasings = row["phrasings"].as_array_mut().expect("it has phrasings");
    phrasings.push(json!("aching all over without kratom"));
    row
}
