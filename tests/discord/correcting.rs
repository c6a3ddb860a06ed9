//! What was posted before an entry was changed is corrected by a press; and why a message was answered
//! as it was is told from its menu.

use serde_json::{Value, json};
use signpost::moderation::Role;
use signpost::sandbox::world::Id;
use signpost::sandbox::{Fault, Logged};
use signpost::store::{ChangeKind, ChangeState};

use crate::moderating::{assert_holds, stages};
use crate::overlaid::greenhouse;
use crate::stage::{Stage, component, id_of, text_of};

const QUESTION: &str = "when does the greenhouse open?";

impl Stage {
    fn reads(&self, message: &Value) -> Value {
        let id = id_of(message);
        self.sandbox.act(|world| world.message(id).cloned()).unwrap_or_default()
    }

    /// Waits until a message that only its invoker sees says something.
    async fn says_then(&self, position: usize, expected: &str) -> Value {
        self.until(position, expected, |entry| match entry {
            Logged::Request { method, path, body: Some(body), status, .. }
                if &**method == "PATCH" && path.ends_with("/@original") && *status < 300 =>
            {
                text_of(body).contains(expected).then(|| Value::clone(body))
            }
            _ => None,
        })
        .await
    }

    pub(crate) async fn explained(&self, who: Id, message: Id) -> String {
        let position = self.sandbox.log().len();
        let used = self
            .sandbox
            .act(|world| world.use_message_command(who, message, "Why this answer"))
            .expect("the command is there");
        text_of(&self.came_of(position, used).await)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_posted_is_corrected_by_a_press_once_and_counted() {
    for stage in stages("").await {
        stage
            .publish(stage.guild, "greenhouse", ChangeKind::Add, Some(greenhouse("At seven.")))
            .await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        stage.asked_until(QUESTION, "At seven.").await;
        let [first, second, deleted] =
            [stage.ask(QUESTION).await, stage.ask(QUESTION).await, stage.ask(QUESTION).await];
        let other = stage.ask("what are endorphins?").await;
        stage.settle().await;
        stage.sandbox.act(|world| world.delete(id_of(&deleted)));
        let entry = ("entry", json!("greenhouse"));
        let (_, told) = stage.faq(editor, "quarantine", &[entry]).await;
        assert_holds(&text_of(&told), &["not used any more", "replies posted before"]);
        let label = component(&told, "Correct");
        let position = stage.sandbox.log().len();
        // Who has no role corrects nothing, and neither does a number of no change.
        for (who, custom_id, expected) in [
            (stage.moderator, label.clone(), "takes the role of editor"),
            (editor, "c1:9999".to_owned(), "no such change"),
            (editor, "c1:x".to_owned(), "earlier version"),
        ] {
            let pressed = stage
                .sandbox
                .act(|world| world.forge_press(who, id_of(&other), &custom_id))
                .expect("the message is there");
            let refused = stage.came_of(stage.sandbox.log().len().min(position), pressed).await;
            assert_holds(&text_of(&refused), &[expected]);
        }
        assert!(text_of(&stage.reads(&first)).contains("At seven."));
        stage
            .sandbox
            .act(|world| world.press(editor, id_of(&told), &label))
            .expect("the button is there");
        let done = stage.says_then(position, "are corrected").await;
        assert_holds(&text_of(&done), &["1 not there any more"]);
        for reply in [&first, &second] {
            let reads = stage.reads(reply);
            let text = text_of(&reads);
            assert_holds(&text, &["Withdrawn by the moderators", "Please note"]);
            assert!(!text.contains("At seven."), "{text}");
            assert_eq!(reads["mentions"], json!([]), "nobody is called anew");
        }
        assert_eq!(text_of(&stage.reads(&other)), text_of(&other), "the others stay");

        // What is in force again takes the place of the correction, too.
        let entry = ("entry", json!("greenhouse"));
        let (opener, _) = stage.faq(editor, "edit", &[entry]).await;
        let preview = stage.fill(opener, &[("answer", "At nine.")]).await;
        let told = stage.decide(editor, &preview, "Publish").await;
        assert_holds(&text_of(&told), &["is in force", "replies posted before"]);
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        let position = stage.sandbox.log().len();
        let label = component(&told, "Correct");
        stage
            .sandbox
            .act(|world| world.press(editor, id_of(&told), &label))
            .expect("the button is there");
        let done = stage.says_then(position, "are corrected").await;
        assert!(done["components"].as_array().is_none_or(Vec::is_empty), "{done}");
        assert_holds(
            &text_of(&stage.reads(&first)),
            &["Corrected by the moderators", "At nine.", "Please note"],
        );
        let store = stage.store().await;
        let changes = store.history(stage.guild.0, "greenhouse").await.expect("it is there");
        let last = changes.iter().find(|it| it.state == ChangeState::Published).expect("one");
        let left = store.count_stale(stage.guild.0, "greenhouse", last.at).await;
        assert_eq!(left.expect("it is there"), 0, "nothing comes up twice");

        // Another way of asking makes no reply wrong.
        stage.ask(QUESTION).await;
        stage.settle().await;
        let given = [("entry", json!("greenhouse")), ("phrasing", json!("glass house times"))];
        let (_, preview) = stage.faq(editor, "phrasing add", &given).await;
        let told = text_of(&stage.decide(editor, &preview, "Publish").await);
        assert_holds(&told, &["is in force"]);
        assert!(!told.contains("posted before"), "{told}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn corrections_go_on_after_a_kill_where_they_stopped() {
    for stage in stages("").await {
        stage
            .publish(stage.guild, "greenhouse", ChangeKind::Add, Some(greenhouse("At seven.")))
            .await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        stage.asked_until(QUESTION, "At seven.").await;
        let mut replies = Vec::new();
        for _ in 0..4 {
            replies.push(stage.ask(QUESTION).await);
        }
        stage.settle().await;
        let (_, told) = stage.faq(editor, "quarantine", &[("entry", json!("greenhouse"))]).await;
        let label = component(&told, "Correct");
        // The third waits for an answer that does not come before the kill.
        let slow = id_of(&replies[2]);
        stage.sandbox.fault(Fault::SlowResponse {
            matching: format!("PATCH /channels/{}/messages/{slow}", stage.support),
            delay_ms: 3_600_000,
            times: 1,
        });
        let position = stage.sandbox.log().len();
        stage
            .sandbox
            .act(|world| world.press(editor, id_of(&told), &label))
            .expect("the button is there");
        let path = format!("/messages/{slow}");
        stage
            .until(position, "the third correction", |entry| match entry {
                Logged::Request { method, path: at, .. } => {
                    (&**method == "PATCH" && at.ends_with(&path)).then_some(())
                }
                _ => None,
            })
            .await;
        running.kill().await;
        let running = stage.run().await;
        let position = stage.sandbox.log().len();
        let shown = stage.reads(&told);
        assert_holds(&text_of(&shown), &["Correcting replies", "press the button to go on"]);
        let go_on = component(&shown, "Go on");
        stage
            .sandbox
            .act(|world| world.press(editor, id_of(&told), &go_on))
            .expect("the button is there");
        stage.says_then(position, "are corrected").await;
        for reply in &replies {
            assert_holds(&text_of(&stage.reads(reply)), &["Withdrawn by the moderators"]);
        }
        let early = id_of(&replies[0]).to_string();
        let log = stage.sandbox.log().entries();
        let again = log[position..].iter().any(|entry| match entry {
            Logged::Request { method, path, .. } => &**method == "PATCH" && path.ends_with(&early),
            _ => false,
        });
        assert!(!again, "what was corrected before the kill is not corrected again");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_menu_of_a_message_says_why() {
    for stage in stages("").await {
        let viewer = stage.staff("vic", Some(Role::Viewer)).await;
        let running = stage.run().await;
        let reply = stage.ask("what r endorfins?").await;
        stage.settle().await;
        let question = reply["message_reference"]["message_id"].clone();
        let question = Id::from_json(&question).expect("it replies");
        let refused = stage.explained(stage.moderator, id_of(&reply)).await;
        assert_holds(&refused, &["takes the role of viewer"]);
        let why = stage.explained(viewer, id_of(&reply)).await;
        assert_holds(&why, &["Then:", "what\\-are\\-endorphins", "words that met", "candidates"]);
        let why = stage.explained(viewer, question).await;
        assert_holds(&why, &["read as", "words that met", "candidates"]);
        assert!(!why.contains("Then:"), "{why}");
        // What its author deleted is gone.
        stage.sandbox.act(|world| world.edit(question, "hello @everyone **x**"));
        stage.settle().await;
        let why = stage.explained(viewer, question).await;
        assert!(!why.contains("@everyone") && !why.contains("**x**"), "{why}");
        // Of a command there is no message that could be fetched, and no text is kept.
        let position = stage.sandbox.log().len();
        let used = stage
            .sandbox
            .act(|world| {
                let given = [("question", json!("what are endorphins?"))];
                world.type_command(stage.ben, stage.support, "ask", &given)
            })
            .expect("the command is there");
        let own = stage.came_of(position, used).await;
        stage.settle().await;
        let why = stage.explained(viewer, id_of(&own)).await;
        assert_holds(&why, &["Then:", "asked with /ask"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
