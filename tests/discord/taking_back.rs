//! What was changed of an entry is taken back, and forms outlast a restart.

use serde_json::{Value, json};
use signpost::moderation::Role;
use signpost::sandbox::world::Id;
use signpost::store::{ChangeKind, ChangeState};

use crate::garden::{GREENHOUSE, SHED, gardens};
use crate::moderating::assert_holds;
use crate::overlaid::greenhouse;
use crate::stage::{Stage, text_of};

fn entry(id: &str) -> (&'static str, Value) {
    ("entry", json!(id))
}

impl Stage {
    /// Publishes what is previewed.
    async fn publishes(&self, who: Id, preview: &Value) {
        let told = self.decide(who, preview, "Publish").await;
        assert_holds(&text_of(&told), &["is in force"]);
    }

    /// The number of the last change of the greenhouse.
    async fn last_of_greenhouse(&self) -> u64 {
        self.log_of(self.guild, "greenhouse").await[0].id
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phrasing_is_taken_away_after_a_preview() {
    const SPARE: &str = "may one sit among the tomatoes";
    for stage in gardens("").await {
        let mut two = greenhouse("At seven.");
        two["phrasings"] = json!(["opening hours of the greenhouse", SPARE]);
        stage.publish(stage.guild, "greenhouse", ChangeKind::Add, Some(two)).await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        assert_holds(&stage.says(SPARE).await, &["At seven."]);
        let phrasing = |text: &str| [entry("greenhouse"), ("phrasing", json!(text))];
        for (text, expected) in [
            ("when does the greenhouse OPEN?", "is the entry's question"),
            ("something else", "not asked for like that"),
        ] {
            let told = stage.faq_says(editor, "phrasing remove", &phrasing(text)).await;
            assert_holds(&told, &[expected]);
        }
        // In another case, with other spaces and punctuation it is the same.
        let typed = "  May one sit   among the TOMATOES?! ";
        let (_, preview) = stage.faq(editor, "phrasing remove", &phrasing(typed)).await;
        assert_holds(&text_of(&preview), &["would look", &format!("- asked: {SPARE}")]);
        assert_holds(&stage.says(SPARE).await, &["At seven."]);
        running.stop().await.expect("it stops");

        let running = stage.run().await;
        stage.publishes(editor, &preview).await;
        assert!(!stage.says(SPARE).await.contains("At seven."), "it is asked for so no more");
        assert_holds(&stage.says(GREENHOUSE).await, &["At seven."]);
        let shown = stage.faq_says(editor, "show", &[entry("greenhouse")]).await;
        assert!(!shown.contains("tomatoes") && shown.contains("opening hours"), "{shown}");
        let last = stage.log_of(stage.guild, "greenhouse").await.swap_remove(0);
        assert_eq!((last.kind, last.state), (ChangeKind::Phrasing, ChangeState::Published));
        assert_eq!(last.actor, Some(editor.0));
        let after = last.after.unwrap_or_default();
        assert_eq!(after["phrasings"], json!(["opening hours of the greenhouse"]));
        // And it is put back.
        let (_, preview) = stage.faq(editor, "revert", &[entry("greenhouse")]).await;
        assert_holds(&text_of(&preview), &[&format!("+ asked: {SPARE}")]);
        stage.publishes(editor, &preview).await;
        assert_holds(&stage.says(SPARE).await, &["At seven."]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_entry_becomes_again_what_it_was_before_or_after_any_change() {
    for stage in gardens("").await {
        let mut revisions = Vec::new();
        for (kind, answer) in [
            (ChangeKind::Add, "At seven."),
            (ChangeKind::Edit, "At eight."),
            (ChangeKind::Edit, "At nine."),
        ] {
            stage.publish(stage.guild, "greenhouse", kind, Some(greenhouse(answer))).await;
            revisions.push(stage.last_of_greenhouse().await);
        }
        let mut shed = greenhouse("Behind the pond.");
        shed["question"] = json!("Where is the shed?");
        shed["phrasings"] = json!(["way to the shed"]);
        stage.publish(stage.guild, "shed", ChangeKind::Edit, Some(shed)).await;
        let of_shed = stage.log_of(stage.guild, "shed").await[0].id;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let mut running = stage.run().await;
        assert_holds(&stage.says(GREENHOUSE).await, &["At nine."]);
        let before = stage.last_change().await;
        for number in [of_shed, 999_999] {
            let given = [entry("greenhouse"), ("revision", json!(number))];
            let told = stage.faq_says(editor, "revert", &given).await;
            assert_holds(&told, &["No change of that number"]);
        }
        assert_eq!(stage.last_change().await, before, "nothing was even proposed");

        // To the text before the last change, to that after a change by its number, and to and fro.
        for (revision, now, then) in [
            (None, "At nine.", "At eight."),
            (Some(revisions[0]), "At eight.", "At seven."),
            (None, "At seven.", "At eight."),
            (Some(revisions[2]), "At eight.", "At nine."),
        ] {
            let mut given = vec![entry("greenhouse")];
            given.extend(revision.map(|number| ("revision", json!(number))));
            let (_, preview) = stage.faq(editor, "revert", &given).await;
            let parts = [format!("- {now}"), format!("+ {then}"), "Nothing is in force".to_owned()];
            assert_holds(&text_of(&preview), &parts.each_ref().map(String::as_str));
            assert_holds(&stage.says(GREENHOUSE).await, &[now]);
            running.stop().await.expect("it stops");
            running = stage.run().await;
            stage.publishes(editor, &preview).await;
            assert_holds(&stage.says(GREENHOUSE).await, &[then]);
            let last = stage.log_of(stage.guild, "greenhouse").await.swap_remove(0);
            assert_eq!((last.kind, last.actor), (ChangeKind::Revert, Some(editor.0)));
            assert_eq!(last.after.unwrap_or_default()["answer"], then);
        }
        // What is shipped is nought.
        assert_holds(&stage.says(SHED).await, &["Behind the pond."]);
        let given = [entry("shed"), ("revision", json!(0))];
        let (_, preview) = stage.faq(editor, "revert", &given).await;
        assert_holds(&text_of(&preview), &["- Behind the pond.", "+ In the yard."]);
        stage.publishes(editor, &preview).await;
        assert_holds(&stage.says(SHED).await, &["In the yard."]);
        let shown = stage.faq_says(editor, "show", &[entry("shed")]).await;
        assert_holds(&shown, &["As shipped (since change"]);
        let history = stage.log_of(stage.guild, "greenhouse").await;
        let published = history.iter().filter(|it| it.state == ChangeState::Published);
        assert_eq!(published.count(), 3 + 4, "nothing was taken out of the log");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_was_opened_before_a_restart_is_taken_after_it() {
    for stage in gardens("").await {
        let added = Some(greenhouse("At seven."));
        stage.publish(stage.guild, "greenhouse", ChangeKind::Add, added).await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let (new, _) = stage.faq(editor, "add", &[]).await;
        let (edit, _) = stage.faq(editor, "edit", &[entry("greenhouse")]).await;
        let (late, _) = stage.faq(editor, "edit", &[entry("greenhouse")]).await;
        let given = [entry("greenhouse"), ("phrasing", json!("glass house times"))];
        let (_, preview) = stage.faq(editor, "phrasing add", &given).await;
        let (again, _) = stage.opened(editor, &preview, "Edit again").await;
        // A crash leaves no more behind than a stop.
        running.kill().await;
        let running = stage.run().await;

        let written = [("question", "What does the kiosk sell?"), ("answer", "Warm soup.")];
        let told = stage.fill(new, &written).await;
        stage.publishes(editor, &told).await;
        assert_holds(&stage.says("what does the kiosk sell?").await, &["Warm soup."]);
        let told = stage.fill(again, &[("phrasings", "glass house hours")]).await;
        assert_holds(&text_of(&told), &["+ asked: glass house hours"]);
        let old = stage.decide(editor, &preview, "Publish").await;
        assert_holds(&text_of(&old), &["decided already"]);
        let told = stage.fill(edit, &[("answer", "At nine.")]).await;
        assert_holds(&text_of(&told), &["+ At nine."]);
        stage.publishes(editor, &told).await;
        assert_holds(&stage.says(GREENHOUSE).await, &["At nine."]);
        // It still knows what it was filled in with.
        let told = stage.fill(late, &[("answer", "At eleven.")]).await;
        assert_holds(&text_of(&told), &["nothing was overwritten"]);
        assert_holds(&stage.says(GREENHOUSE).await, &["At nine."]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
