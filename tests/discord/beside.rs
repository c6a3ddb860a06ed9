//! What moderators answer to a question that had a reply stands beside that reply.

use serde_json::{Value, json};
use signpost::moderation::Role;
use signpost::store::ChangeKind;

use crate::moderating::{assert_holds, stages};
use crate::overlaid::greenhouse;
use crate::stage::{Stage, id_of, text_of};

const QUESTION: &str = "when does the greenhouse open?";
const THERE: &str = "the database is there";

/// The wrong reply was forgotten for the right one: no quarantine corrected it any more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_reply_is_still_corrected_after_moderators_answered() {
    for stage in stages("").await {
        let wrong = Some(greenhouse("At seven."));
        stage.publish(stage.guild, "greenhouse", ChangeKind::Add, wrong).await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let (question, first) = stage.asked_by(stage.ana, QUESTION).await;
        stage.call_wrong(stage.ana, &first).await;
        stage.settle().await;
        let group = stage.first_group(editor).await;
        let (opener, _) = stage.opened(editor, &group, "Answer it now").await;
        let written =
            [("question", "At what hour is the hothouse unlocked?"), ("answer", "At nine.")];
        let preview = stage.fill(opener, &written).await;
        let position = stage.sandbox.log().len();
        let told = stage.decide(editor, &preview, "Publish").await;
        assert_holds(&text_of(&told), &["Whoever asked has been told"]);
        let later = stage.posted(position, stage.support).await;
        assert_holds(&text_of(&later), &["moderators have answered", "At nine."]);
        let store = stage.store().await;
        let known = store.exchange_of(question.0).await.expect(THERE).expect("it is kept");
        assert_eq!((known.reply, known.entries), (id_of(&first).0, vec!["greenhouse".to_owned()]));
        let beside = store.replied_beside(question.0).await.expect(THERE);
        let replies: Vec<u64> = beside.iter().map(|it| it.reply).collect();
        assert_eq!(replies, [id_of(&later).0]);

        let entry = ("entry", json!("greenhouse"));
        let (_, told) = stage.faq(editor, "quarantine", &[entry]).await;
        assert_holds(&text_of(&told), &["not used any more"]);
        let position = stage.sandbox.log().len();
        stage.decide(editor, &told, "Correct").await;
        let path = format!("/messages/{}", id_of(&first));
        stage.request(position, "PATCH", &path).await;
        assert!(!now(&stage, &first).contains("At seven."), "{}", now(&stage, &first));
        assert_holds(&now(&stage, &later), &["At nine."]);

        // Both go with their question.
        let position = stage.sandbox.log().len();
        stage.sandbox.act(|world| world.delete(question));
        stage.request(position, "DELETE", &format!("/messages/{}", id_of(&later))).await;
        stage.request(position, "DELETE", &path).await;
        stage.settle().await;
        running.stop().await.expect("it stops");
        assert!(store.exchange_of(question.0).await.expect(THERE).is_none());
        assert!(store.replied_beside(question.0).await.expect(THERE).is_empty());
        stage.assert_bodies();
    }
}

fn now(stage: &Stage, message: &Value) -> String {
    let shown = stage.sandbox.act(|world| world.message(id_of(message)).cloned());
    text_of(&shown.unwrap_or_default())
}
