//! Whoever waits for an answer is told of it once, whatever a kill cut off, or the staff is told that
//! they are not.

use serde_json::Value;
use signpost::app;
use signpost::moderation::Role;
use signpost::sandbox::world::Id;
use signpost::sandbox::{Fault, Logged};
use signpost::store::{Decision, InboxKind, InboxState, Store};

use crate::moderating::{assert_holds, stages};
use crate::stage::{DEADLINE, Stage, component, id_of, text_of};

const THERE: &str = "the database is there";

impl Stage {
    /// The answers that came later to a question.
    fn answers_to(&self, question: Id) -> Vec<Value> {
        let question = question.to_string();
        let replies = self.said_in(self.support).into_iter().filter(|message| {
            message["message_reference"]["message_id"] == question
                && text_of(message).contains("moderators have answered your question")
        });
        replies.collect()
    }

    /// Waits until nobody is owed anything.
    async fn paid(&self, store: &Store) {
        let paid = async {
            while !store.owing(self.guild.0).await.expect(THERE).is_empty() {
                self.settle().await;
            }
        };
        tokio::time::timeout(DEADLINE, paid).await.expect("nothing is owed for ever");
    }

    /// Asks what is not known, and has an editor write the answer up to the preview.
    async fn answer_written(&self, editor: Id, asked: &str, answer: &str) -> (Id, Value) {
        let (question, _) = self.asked_by(self.ana, asked).await;
        self.settle().await;
        let group = self.first_group(editor).await;
        let (opener, _) = self.opened(editor, &group, "Answer it now").await;
        (question, self.fill(opener, &[("answer", answer)]).await)
    }

    /// Puts in force what waits, as if the bot had been killed in the very moment after it.
    async fn decided_and_killed(&self, store: &Store, by: Id) {
        let waiting = store.proposals(self.guild.0).await.expect(THERE);
        let last = waiting.last().expect("something waits").id;
        let now = app::now_milliseconds();
        let decided = store.decide(self.guild.0, last, true, by.0, now).await.expect(THERE);
        assert!(matches!(decided, Decision::Done(_)), "{decided:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_a_kill_cut_off_is_sent_once_after_it() {
    for stage in stages("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let store = stage.store().await;
        let matching = || format!("POST /channels/{}/messages", stage.support);
        // Not posted, and posted without the bot's coming to know.
        let limited = Fault::RateLimited {
            matching: matching(),
            retry_after_ms: 3_600_000,
            global: false,
            times: 1,
        };
        let slow = Fault::SlowResponse { matching: matching(), delay_ms: 3_600_000, times: 1 };
        for (fault, asked, answer) in [
            (limited, "when do the zyxomma hatch?", "They hatch in May."),
            (slow, "who paints the garden shed blue?", "Olga paints it."),
        ] {
            let running = stage.run().await;
            let (question, preview) = stage.answer_written(editor, asked, answer).await;
            stage.sandbox.fault(fault);
            let position = stage.sandbox.log().len();
            let publish = component(&preview, "Publish");
            stage
                .sandbox
                .act(|world| world.press(editor, id_of(&preview), &publish))
                .expect("the button is there");
            let path = format!("/channels/{}/messages", stage.support);
            stage
                .until(position, "a try to tell whoever asked", |entry| match entry {
                    Logged::Request { method, path: at, .. } => {
                        (&**method == "POST" && at.ends_with(&path)).then_some(())
                    }
                    _ => None,
                })
                .await;
            running.kill().await;
            assert_eq!(store.owing(stage.guild.0).await.expect(THERE).len(), 1, "it is owed");
            let running = stage.run().await;
            stage.paid(&store).await;
            let answers = stage.answers_to(question);
            assert_eq!(answers.len(), 1, "once: {answers:?}");
            assert_holds(&text_of(&answers[0]), &[answer]);
            let known = store.replied_beside(question.0).await.expect(THERE);
            let replies: Vec<u64> = known.iter().map(|known| known.reply).collect();
            assert_eq!(replies, [id_of(&answers[0]).0], "it is kept");
            running.stop().await.expect("it stops");
        }
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_not_even_settled_is_and_what_cannot_be_told_the_staff_learns() {
    for stage in stages("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let store = stage.store().await;
        let running = stage.run().await;
        let (question, _) =
            stage.answer_written(editor, "when do the zyxomma hatch?", "In May.").await;
        running.kill().await;
        stage.decided_and_killed(&store, editor).await;
        let running = stage.run().await;
        stage.paid(&store).await;
        assert_eq!(stage.answers_to(question).len(), 1);
        let item = store.inbox_item(stage.guild.0, question.0, InboxKind::Unanswered).await;
        let item = item.expect(THERE).expect("it was filed");
        assert_eq!((item.state, item.handled_by), (InboxState::Answered, Some(editor.0)));
        assert_eq!(stage.said_in(stage.staff_room), [] as [Value; 0], "nothing is amiss");
        // Whoever asked has deleted the question by then.
        let (question, _) =
            stage.answer_written(editor, "who paints the garden shed blue?", "Olga.").await;
        running.kill().await;
        stage.decided_and_killed(&store, editor).await;
        stage.sandbox.act(|world| world.delete(question));
        let running = stage.run().await;
        stage.paid(&store).await;
        assert_eq!(stage.answers_to(question), [] as [Value; 0]);
        let told: Vec<String> = stage.said_in(stage.staff_room).iter().map(text_of).collect();
        let [told] = &told[..] else { panic!("the staff is told once: {told:?}") };
        assert_holds(told, &["Whoever asked was not told", &question.to_string()]);
        running.stop().await.expect("it stops");
        // A restart tells nobody again.
        let running = stage.run().await;
        stage.settle().await;
        assert_eq!(stage.said_in(stage.staff_room).len(), 1);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
