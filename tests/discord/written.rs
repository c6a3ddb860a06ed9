//! What moderators write in a form is not lost where it cannot be taken.

use serde_json::{Value, json};
use signpost::moderation::Role;
use signpost::sandbox::world::Id;
use signpost::store::ChangeKind;

use crate::garden::{GREENHOUSE as QUESTION, gardens};
use crate::moderating::assert_holds;
use crate::overlaid::greenhouse;
use crate::stage::{DEADLINE, Stage, component, text_of};

/// What is written in the form of an entry.
const WRITTEN: [(&str, &str); 4] = [
    ("question", "When does the greenhouse open?"),
    ("phrasings", "when can i visit the greenhouse\nglass house times"),
    ("answer", "The greenhouse opens at **seven**."),
    ("topics", "garden, Opening hours"),
];

/// The button under what was not taken.
const AGAIN: &str = "Open it again";

impl Stage {
    /// Opens a form again with what was written in it, and sends it off, until it is taken: the store
    /// is not tried for a moment after it was away.
    async fn fill_again(&self, who: Id, mut told: Value) -> Value {
        let taken = async {
            loop {
                let (opener, form) = self.opened(who, &told, AGAIN).await;
                told = self.fill(opener, &filled_in(&form)).await;
                if !text_of(&told).contains("What you wrote is not lost") {
                    return told;
                }
            }
        };
        tokio::time::timeout(DEADLINE, taken).await.expect("it is taken")
    }
}

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
        let written = [("question", "Where is the kiosk?"), WRITTEN[1], WRITTEN[2], ("topics", "")];
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
        let preview = stage.fill(opener, &WRITTEN).await;
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

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_written_while_the_database_is_away_is_handed_back() {
    for stage in gardens("").await {
        let guild = stage.guild;
        stage.publish(guild, "greenhouse", ChangeKind::Add, Some(greenhouse("At six."))).await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let other = stage.staff("ed", Some(Role::Editor)).await;
        let running = stage.run().await;
        stage.asked_until(QUESTION, "At six.").await;
        let entry = [("entry", json!("greenhouse"))];
        let (adding, _) = stage.faq(editor, "add", &[]).await;
        let (editing, _) = stage.faq(editor, "edit", &entry).await;
        let before = stage.last_change().await;
        stage.hide("change").await;
        let mut all = Vec::new();
        for opener in [adding, editing] {
            let told = stage.fill(opener, &WRITTEN).await;
            assert_eq!(
                told["flags"].as_u64().unwrap_or_default() & 64,
                64,
                "for one alone: {told}"
            );
            let text = text_of(&told);
            let parts =
                ["The database does not answer", "nothing was changed", "What you wrote is not"];
            assert_holds(&text, &parts);
            assert_holds(&text, &WRITTEN.map(|(_, written)| written));
            all.push(told);
        }
        stage.show("change").await;
        assert_eq!(stage.last_change().await, before, "nothing was changed");
        // It is nobody else's.
        let custom_id = component(&all[0], AGAIN);
        let refused = stage.forges(other, &all[0], &custom_id).await;
        assert_holds(&refused, &["I do not have what you wrote any more"]);

        for (told, title) in all.iter().zip(["A new entry", "Change an entry"]) {
            let (_, form) = stage.opened(editor, told, AGAIN).await;
            assert_eq!(form["title"], title);
            assert_eq!(filled_in(&form), WRITTEN, "as it was written");
        }
        let preview = stage.fill_again(editor, all.remove(1)).await;
        assert_holds(&text_of(&preview), &["would look", "+ asked: glass house times"]);
        stage.decide(editor, &preview, "Publish").await;
        stage.asked_until(QUESTION, "at **seven**").await;

        // What was in memory is gone with it.
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        let told = stage.decide(editor, &all[0], AGAIN).await;
        assert_holds(&text_of(&told), &["I do not have what you wrote any more", "restart"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_too_long_to_be_shown_comes_in_a_file_and_deleting_ones_data_drops_it() {
    for stage in gardens("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let (opener, _) = stage.faq(editor, "add", &[]).await;
        stage.hide("change").await;
        let answer = "The gardener opens it. ".repeat(120);
        let told = stage.fill(opener, &[("question", WRITTEN[0].1), ("answer", &answer)]).await;
        assert_holds(&text_of(&told), &["nothing was changed", "it is in the file"]);
        assert_eq!(told["attachments"][0]["filename"], "what-you-wrote.txt", "{told}");
        stage.show("change").await;
        let (_, form) = stage.opened(editor, &told, AGAIN).await;
        assert_eq!(filled_in(&form)[2], ("answer", answer.as_str()));

        let position = stage.sandbox.log().len();
        let used = stage
            .sandbox
            .act(|world| world.type_command(editor, stage.support, "privacy delete", &[]))
            .expect("the command is there");
        let asks_back = stage.came_of(position, used).await;
        let deleted = async {
            while text_of(&stage.decide(editor, &asks_back, "Delete it").await)
                .contains("not answer")
            {}
        };
        tokio::time::timeout(DEADLINE, deleted).await.expect("it is deleted");
        let told = stage.decide(editor, &told, AGAIN).await;
        assert_holds(&text_of(&told), &["I do not have what you wrote any more"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phrasing_for_an_entry_that_is_not_there_is_handed_back() {
    for stage in gardens("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        stage.asked_by(stage.ana, "zyxomma soup prices?").await;
        stage.settle().await;
        let group = stage.first_group(editor).await;
        let (opener, _) = stage.opened(editor, &group, "Add as a phrasing").await;
        let written = [("phrasing", "prices of zyxomma soup"), ("entry", "shet")];
        let told = stage.fill(opener, &written).await;
        assert_holds(&text_of(&told), &["no entry shet", "Did you mean shed?", written[0].1]);
        let (opener, form) = stage.opened(editor, &told, AGAIN).await;
        assert_eq!(form["title"], "Add as a phrasing");
        assert_eq!(filled_in(&form), written);
        let preview = stage.fill(opener, &[written[0], ("entry", "shed")]).await;
        assert_holds(&text_of(&preview), &["+ asked: prices of zyxomma soup"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
