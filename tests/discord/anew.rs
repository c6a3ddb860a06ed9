//! What somebody writes while somebody else changes the same entry is not lost, and overwrites nothing
//! unseen.

use serde_json::{Value, json};
use signpost::moderation::Role;
use signpost::store::ChangeKind;

use crate::moderating::{assert_holds, stages};
use crate::overlaid::greenhouse;
use crate::stage::{component, text_of};

const QUESTION: &str = "when does the greenhouse open?";

/// The entry with another answer and another way of asking.
fn with(answer: &str, phrasing: &str) -> Value {
    let mut entry = greenhouse(answer);
    entry["phrasings"] = json!(["what are the opening hours of the greenhouse", phrasing]);
    entry
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_written_meanwhile_is_laid_over_the_new_state_and_shown_first() {
    for stage in stages("").await {
        let guild = stage.guild;
        stage.publish(guild, "greenhouse", ChangeKind::Add, Some(greenhouse("At seven."))).await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let entry = [("entry", json!("greenhouse"))];
        let (opener, _) = stage.faq(editor, "edit", &entry).await;
        let other = with("At nine.", "glass house times");
        stage.publish(guild, "greenhouse", ChangeKind::Edit, Some(other)).await;
        let shown = stage.fill(opener, &[("answer", "At eleven, or later.")]).await;
        assert_eq!(shown["flags"].as_u64().unwrap_or_default() & 64, 64, "for one alone");
        let text = text_of(&shown);
        let parts = [
            "Somebody else changed this entry",
            "What you wrote is kept",
            "- At nine.",
            "+ At eleven, or later.",
            "Nothing is in force yet",
        ];
        assert_holds(&text, &parts);
        assert!(!text.contains("- asked"), "what was not touched stays: {text}");
        stage.asked_until(QUESTION, "At nine.").await;
        // It waits in the store, so that a restart loses nothing of it either.
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        let done = stage.decide(editor, &shown, "Publish").await;
        assert_holds(&text_of(&done), &["is in force"]);
        stage.asked_until(QUESTION, "At eleven, or later.").await;
        let shown = stage.faq_says(editor, "show", &entry).await;
        assert_holds(&shown, &["glass house times"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_came_between_the_preview_and_the_press_is_shown_and_gone_over() {
    for stage in stages("").await {
        let guild = stage.guild;
        stage.publish(guild, "greenhouse", ChangeKind::Add, Some(greenhouse("At seven."))).await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let given = [("entry", json!("greenhouse")), ("phrasing", json!("way into the warm"))];
        let (_, preview) = stage.faq(editor, "phrasing add", &given).await;
        let other = with("At nine.", "glass house times");
        stage.publish(guild, "greenhouse", ChangeKind::Edit, Some(other)).await;
        let shown = stage.decide(editor, &preview, "Publish").await;
        assert_holds(&text_of(&shown), &["What you wrote is kept", "+ asked: way into the warm"]);
        assert!(!text_of(&shown).contains("- asked"), "the other's stays: {shown}");
        component(&shown, "Edit again");
        let waiting = stage.store().await.proposals(guild.0).await.expect("it is there");
        assert_eq!(waiting.len(), 1, "one takes the place of the other: {waiting:?}");
        stage.decide(editor, &shown, "Publish").await;
        let told = stage.faq_says(editor, "show", &given[..1]).await;
        assert_holds(&told, &["way into the warm", "glass house times", "At nine."]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_would_approve_it_learns_where_it_stands() {
    for stage in stages("").await {
        let guild = stage.guild;
        let medical = |answer| {
            let mut entry = greenhouse(answer);
            entry["topics"] = json!(["medical"]);
            Some(entry)
        };
        stage.publish(guild, "greenhouse", ChangeKind::Add, medical("At seven.")).await;
        let author = stage.staff("art", Some(Role::Editor)).await;
        let approver = stage.staff("amy", Some(Role::Approver)).await;
        let running = stage.run().await;
        let given = [("entry", json!("greenhouse")), ("phrasing", json!("way into the warm"))];
        let (_, preview) = stage.faq(author, "phrasing add", &given).await;
        let position = stage.sandbox.log().len();
        stage.decide(author, &preview, "Publish").await;
        let asked = stage.posted(position, stage.staff_room).await;
        stage.publish(guild, "greenhouse", ChangeKind::Edit, medical("At nine.")).await;
        let told = text_of(&stage.decide(approver, &asked, "Approve").await);
        let id = stage.store().await.proposals(guild.0).await.expect("it is there")[0].id;
        assert_holds(
            &told,
            &["so nothing was overwritten", "is not lost", &format!("revision:{id}")],
        );
        let given = [("entry", json!("greenhouse")), ("revision", json!(id))];
        let shown = stage.faq_says(author, "diff", &given).await;
        assert_holds(&shown, &["+ asked: way into the warm"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
