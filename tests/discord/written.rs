//! What moderators write in a form is not lost where it cannot be taken.

use serde_json::{Value, json};
use signpost::moderation::Role;
use signpost::store::ChangeKind;

use crate::garden::{GREENHOUSE as QUESTION, gardens};
use crate::moderating::assert_holds;
use crate::overlaid::greenhouse;
use crate::stage::text_of;

/// What a form is filled in with, by the names of its fields.
fn filled_in(form: &Value) -> Vec<(&str, &str)> {
    let rows = form["components"].as_array().into_iter().flatten();
    let fields = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    fields.map(|field| (text(field, "custom_id"), text(field, "value"))).collect()
}

fn text<'v>(field: &'v Value, key: &str) -> &'v str {
    field[key].as_str().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_written_under_a_name_that_is_taken_can_be_written_on_after_a_restart() {
    for stage in gardens("").await {
        let mut kiosk = greenhouse("Behind the shed.");
        kiosk["question"] = json!("Where is the kiosk?");
        kiosk["phrasings"] = json!(["way to the kiosk"]);
        stage.publish(stage.guild, "where-is-the-kiosk", ChangeKind::Add, Some(kiosk)).await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let (opener, _) = stage.faq(editor, "add", &[]).await;
        let written = [
            ("question", "Where is the kiosk?"),
            ("phrasings", "when can i visit the greenhouse\nglass house times"),
            ("answer", "The greenhouse opens at **seven**."),
            ("topics", ""),
        ];
        let told = stage.fill(opener, &written).await;
        assert_eq!(told["flags"].as_u64().unwrap_or_default() & 64, 64, "for one alone: {told}");
        let parts = [
            "There is an entry where\\-is\\-the\\-kiosk already",
            "nothing was changed",
            "/faq edit",
        ];
        assert_holds(&text_of(&told), &parts);
        running.stop().await.expect("it stops");

        let running = stage.run().await;
        let (opener, form) = stage.opened(editor, &told, "Edit again").await;
        assert_eq!(form["title"], "A new entry");
        assert_eq!(filled_in(&form), written);
        let others = [("question", "When does the greenhouse open?"), written[1], written[2]];
        let preview = stage.fill(opener, &others).await;
        assert_holds(&text_of(&preview), &["would look", "+ asked: glass house times"]);
        let waiting = stage.store().await.proposals(stage.guild.0).await.expect("it is there");
        assert_eq!(waiting.len(), 1, "one takes the place of the other: {waiting:?}");
        stage.decide(editor, &preview, "Publish").await;
        assert!(stage.says(QUESTION).await.contains("**seven**"));
        let log = stage.log_of(stage.guild, "where-is-the-kiosk").await;
        assert_eq!(log.len(), 1, "it is as it was: {log:?}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
