//! Somebody looks after entries with nothing but what the bot says.

use serde_json::{Value, json};
use signpost::engine::knowledge::{EntryId, Row};
use signpost::moderation::Role;
use signpost::store::{ChangeKind, Draft};

use crate::garden::gardens;
use crate::moderating::{assert_holds, stages};
use crate::overlaid::greenhouse;
use crate::stage::{component, shared_engine, text_of};

/// A shipped entry that others name among what they are related to.
const SHIPPED: &str = "active-compounds";

fn entry(id: &str) -> (&'static str, Value) {
    ("entry", json!(id))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_that_others_name_can_be_taken_out_and_put_back() {
    for stage in stages("").await {
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
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revert_is_shown_against_what_is_in_force() {
    for stage in stages("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        assert_holds(&stage.command(editor, "status", &[]).await, &["All is well"]);
        stage.faq(editor, "quarantine", &[entry(SHIPPED)]).await;
        let status = stage.command(editor, "status", &[]).await;
        assert_holds(&status, &["In quarantine", "compounds", "/faq revert"]);
        assert!(!status.contains("All is well"), "{status}");
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
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_revert_of_one_phrasing_shows_that_phrasing_alone() {
    for stage in stages("").await {
        stage.publish(stage.guild, SHIPPED, ChangeKind::Phrasing, Some(with_phrasing())).await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let (_, preview) = stage.faq(editor, "revert", &[entry(SHIPPED)]).await;
        let shown = text_of(&preview);
        assert_holds(&shown, &["- asked: the stuff in the leaf that works"]);
        assert!(!shown.contains("- question:"), "the entry stays: {shown}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_does_not_keep_a_change_is_a_warning_and_what_is_taken_is_named() {
    for stage in gardens("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        // The words of another entry: its own are found before it.
        let given = [entry("gate"), ("phrasing", json!("shed way where"))];
        let (_, preview) = stage.faq(editor, "phrasing add", &given).await;
        let shown = text_of(&preview);
        assert_holds(
            &shown,
            &["warning: ", "finds", "phrasings of other entries, each tried as if"],
        );
        assert!(!shown.contains("**error**"), "it can be published: {shown}");
        let given = [entry("gate"), ("phrasing", json!("how do i get to the shed"))];
        let (_, second) = stage.faq(editor, "phrasing add", &given).await;
        stage.decide(editor, &preview, "Publish").await;
        // One's own change is not somebody else's.
        let told = text_of(&stage.decide(editor, &second, "Publish").await);
        assert_holds(&told, &["You published another change of this entry since"]);
        assert!(!told.contains("Somebody else"), "{told}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn shipped_entries_on_health_and_the_law_take_a_second_person() {
    for stage in stages("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        for (id, is_sensitive) in
            [("pain-and-withdrawal", true), ("legal-and-approval-status", true), (SHIPPED, false)]
        {
            let (_, preview) = stage.faq(editor, "retire", &[entry(id)]).await;
            let shown = text_of(&preview);
            assert_eq!(
                shown.contains("Publish puts it before an approver"),
                is_sensitive,
                "{shown}"
            );
        }
        // Under its first topic alone, so that the menus of /topics are as they were.
        let topics = stage.command(editor, "topics", &[]).await;
        assert_holds(&topics, &["This is what I can answer"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lists_go_on_and_every_phrasing_can_be_had() {
    for stage in stages("").await {
        let viewer = stage.staff("vic", Some(Role::Viewer)).await;
        let running = stage.run().await;
        let (_, first) = stage.faq(viewer, "list", &[]).await;
        assert_holds(&text_of(&first), &["Page 1 of 2"]);
        let second = stage.decide(viewer, &first, "Next").await;
        assert_holds(&text_of(&second), &["Page 2 of 2"]);
        let back = stage.decide(viewer, &second, "Back").await;
        assert_eq!(text_of(&back), text_of(&first));
        let shown = stage.faq_says(viewer, "list", &[("page", json!(9))]).await;
        assert_holds(&shown, &["Page 2 of 2", "there is no page 9"]);
        let found = stage.faq_says(viewer, "search", &[("text", json!("tolerance"))]).await;
        assert_holds(&found, &["addiction"]);
        let found = stage.faq_says(viewer, "search", &[("text", json!("hedgehogs"))]).await;
        assert_holds(&found, &["Nothing is near"]);

        let (_, shown) = stage.faq(viewer, "show", &[entry(SHIPPED)]).await;
        assert_holds(&text_of(&shown), &["ways", "phrasings.txt"]);
        let file = &shown["attachments"][0];
        assert_eq!(file["filename"], "phrasings.txt");
        let content = stage.sandbox.act(|world| world.content_of(file).map(<[u8]>::to_vec));
        let text = String::from_utf8(content.expect("there is a file")).expect("it is text");
        let engine = shared_engine();
        let knowledge = engine.knowledge();
        let place = knowledge.find(&EntryId::new(SHIPPED).expect("an id")).expect("it is shipped");
        assert!(text.lines().eq(knowledge.entry_at(place).phrasings.iter()), "{text}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

/// A line that stood twice and was taken out once, and an empty line, were called no difference.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_line_of_an_answer_counts_and_all_of_a_difference_can_be_read() {
    for stage in stages("").await {
        let viewer = stage.staff("vic", Some(Role::Viewer)).await;
        let running = stage.run().await;
        let long: Vec<String> = (0..100).map(|row| format!("Row {row} is for herbs.")).collect();
        let long = long.join("\n");
        for (before, after, diff) in [
            ("Open.\nOpen.\nShut.", "Open.\nShut.", "  Open.\n- Open.\n```"),
            ("Open.\nShut.", "Open.\n\nShut.", "  Open.\n+ (an empty line)\n```"),
            ("Open.\nShut.", "Shut.\nOpen.", "- Open.\n  Shut.\n+ Open.\n```"),
            ("Open.", &long, "- Open.\n+ Row 0 is for herbs.\n+ Row 1 is"),
        ] {
            let change = |answer| Some(greenhouse(answer));
            let store = stage.store().await;
            let base = store.revision(stage.guild.0, "greenhouse").await.expect("it is there");
            let draft = Draft {
                server: stage.guild.0,
                entry: Some("greenhouse".to_owned()),
                kind: ChangeKind::Edit,
                actor: 1,
                before: change(before),
                after: change(after),
            };
            let _ = store.publish(&draft, base, 1).await.expect("it is there");
            let (_, shown) = stage.faq(viewer, "diff", &[entry("greenhouse")]).await;
            assert_holds(&text_of(&shown), &[diff]);
            let file = &shown["attachments"][0];
            if after != long {
                assert!(file.is_null(), "all of it stands in the message: {shown}");
                continue;
            }
            assert_eq!(file["filename"], "difference.txt");
            let content = stage.sandbox.act(|world| world.content_of(file).map(<[u8]>::to_vec));
            let text = String::from_utf8(content.expect("there is a file")).expect("it is text");
            assert!(text.ends_with("+ Row 99 is for herbs.\n"), "{text}");
        }
        // Before it is in force, too.
        let (_, preview) = stage.faq(stage.owner, "retire", &[entry("greenhouse")]).await;
        assert_eq!(preview["attachments"][0]["filename"], "difference.txt", "{preview}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

/// A history ended at its fifteenth line.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_history_goes_on_to_its_first_change() {
    for stage in stages("").await {
        let viewer = stage.staff("vic", Some(Role::Viewer)).await;
        let running = stage.run().await;
        for number in 0..20 {
            let says = Some(greenhouse(&format!("At {number}.")));
            stage.publish(stage.guild, "greenhouse", ChangeKind::Edit, says).await;
        }
        let (_, first) = stage.faq(viewer, "history", &[entry("greenhouse")]).await;
        assert_holds(&text_of(&first), &["**greenhouse**", "Page 1 of 2"]);
        let second = stage.decide(viewer, &first, "Next").await;
        assert_holds(&text_of(&second), &["**greenhouse**", "Page 2 of 2"]);
        let changes = |message: &Value| text_of(message).matches("edit by").count();
        assert_eq!((changes(&first), changes(&second)), (15, 5));
        let page = [entry("greenhouse"), ("page", json!(2))];
        assert_eq!(stage.faq_says(viewer, "history", &page).await, text_of(&second));
        // Of another server's entry the button tells nothing.
        let other = stage.second_server();
        stage.publish(other.guild, "kiosk", ChangeKind::Add, Some(greenhouse("At one."))).await;
        let theirs = stage.log_of(other.guild, "kiosk").await[0].id;
        let message = stage.ask("what are endorphins?").await;
        let told = stage.forges(stage.owner, &message, &format!("f1:hi:{theirs}:1")).await;
        assert_holds(&told, &["no such change"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

/// The shipped entry with a phrasing of the server's own.
fn with_phrasing() -> Value {
    let engine = shared_engine();
    let knowledge = engine.knowledge();
    let id = EntryId::new(SHIPPED).expect("an id");
    let shipped = knowledge.entry_at(knowledge.find(&id).expect("it is shipped"));
    let mut row = serde_json::to_value(Row::from(shipped)).expect("a row is JSON");
    let phrasings = row["phrasings"].as_array_mut().expect("it has phrasings");
    phrasings.push(json!("the stuff in the leaf that works"));
    row
}
