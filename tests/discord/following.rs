//! What is edited, deleted, or asked while the bot was away is followed.

use serde_json::Value;
use signpost::sandbox::{Fault, Logged};

use crate::moderating::{QUESTION, stages};
use crate::stage::{Stage, id_of, text_of};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_edited_question_is_answered_anew_in_place() {
    for stage in stages("").await {
        let running = stage.run().await;
        let mention = format!("<@{}>", stage.bot);
        let position = stage.sandbox.log().len();
        let asked = stage.sandbox.act(|world| {
            world.say(stage.ana, stage.support, &format!("{mention} what are endorphins?"))
        });
        let reply = stage.posted(position, stage.support).await;
        let position = stage.sandbox.log().len();
        stage.sandbox.act(|world| world.edit(asked, &format!("{mention} is kratom legal?")));
        let path = format!("/messages/{}", id_of(&reply));
        let (_, edited) = stage.request(position, "PATCH", &path).await;
        assert!(text_of(&edited).to_lowercase().contains("legal"), "{edited}");
        assert_eq!(stage.said_in(stage.support).len(), 1, "in place, not beside it");

        // An edit makes a question of what was none.
        let position = stage.sandbox.log().len();
        stage.sandbox.act(|world| {
            let said = world.say(stage.ana, stage.support, "hmm");
            world.edit(said, &format!("{mention} what is kratom?"));
        });
        stage.posted(position, stage.support).await;

        // An edit makes a cry for help of a question: a card comes, as a message that notifies.
        let position = stage.sandbox.log().len();
        stage.sandbox.act(|world| world.edit(asked, &format!("{mention} i want to kill myself")));
        stage.request(position, "DELETE", &path).await;
        let card = stage.posted(position, stage.support).await;
        let text = text_of(&card);
        assert!(text.contains("988") && text.contains("The moderators have been told."), "{text}");

        // And no later edit takes it back.
        stage.sandbox.act(|world| world.edit(asked, &format!("{mention} just kidding")));
        stage.settle().await;
        let card = stage.sandbox.act(|world| world.message(id_of(&card)).cloned());
        assert!(text_of(&card.expect("it is there")).contains("988"));

        // What is not asked any more needs no answer.
        let position = stage.sandbox.log().len();
        let asked = stage.sandbox.act(|world| {
            world.say(stage.ben, stage.support, &format!("{mention} what are endorphins?"))
        });
        let reply = stage.posted(position, stage.support).await;
        stage.sandbox.act(|world| world.edit(asked, &format!("{mention} never mind, found it")));
        stage.request(position, "DELETE", &format!("/messages/{}", id_of(&reply))).await;
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_deleted_question_takes_its_reply_with_it_but_never_a_card() {
    for stage in stages("").await {
        let running = stage.run().await;
        let position = stage.sandbox.log().len();
        let (asked, cry) = stage.sandbox.act(|world| {
            let text = format!("<@{}> what are endorphins?", stage.bot);
            (
                world.say(stage.ana, stage.support, &text),
                world.say(stage.ben, stage.open, "i want to kill myself"),
            )
        });
        let reply = stage.posted(position, stage.support).await;
        stage.posted(position, stage.open).await;
        let position = stage.sandbox.log().len();
        stage.sandbox.act(|world| {
            world.delete(asked);
            world.delete(cry);
        });
        stage.request(position, "DELETE", &format!("/messages/{}", id_of(&reply))).await;
        stage.settle().await;
        assert_eq!(stage.said_in(stage.support), [] as [Value; 0]);
        assert_eq!(stage.said_in(stage.open).len(), 1, "who deletes a cry still needs the numbers");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_asked_while_away_is_answered_on_return() {
    let stage = Stage::new("").await;
    let mention = format!("<@{}>", stage.bot);
    let running = stage.run().await;
    // So that it knows how far it was.
    stage.settle().await;
    running.stop().await.expect("it stops");
    // Asked while it is away; the session cannot be resumed afterwards.
    let asked = stage.sandbox.act(|world| {
        let asked = world.say(stage.ana, stage.support, &format!("{mention} what are endorphins?"));
        world.say(stage.ben, stage.support, "not a question for a bot");
        asked
    });
    stage.sandbox.fault(Fault::InvalidSession { resumable: false });
    let position = stage.sandbox.log().len();
    let running = stage.run().await;
    let reply = stage.posted(position, stage.support).await;
    assert_eq!(reply["message_reference"]["message_id"], asked.to_string());
    stage.settle().await;
    assert_eq!(stage.said_in(stage.support).len(), 1, "once");
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_asked_between_two_sessions_is_answered() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    stage.settle().await;
    // The session ends for good, so that Discord sends nothing again.
    stage.sandbox.fault(Fault::InvalidSession { resumable: false });
    let position = stage.sandbox.log().len();
    let asked = stage.sandbox.act(|world| {
        world.say(stage.ana, stage.support, &format!("<@{}> what are endorphins?", stage.bot))
    });
    let reply = stage.posted(position, stage.support).await;
    assert_eq!(reply["message_reference"]["message_id"], asked.to_string());
    // Somebody new who writes directly between two sessions is not heard of.
    stage.connected_after(position).await;
    stage.settle().await;
    assert_eq!(stage.said_in(stage.support).len(), 1, "once");
    running.stop().await.expect("it stops");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restart_resumes_and_answers_what_came_meanwhile_once() {
    for stage in stages("").await {
        let mention = format!("<@{}>", stage.bot);
        let running = stage.run().await;
        stage.sandbox.act(|world| {
            world.say(stage.ana, stage.support, &format!("{mention} what are endorphins?"))
        });
        stage.settle().await;
        running.stop().await.expect("it stops");
        let position = stage.sandbox.log().len();
        let asked = stage.sandbox.act(|world| {
            world.say(stage.ben, stage.support, &format!("{mention} what is kratom?"))
        });
        let running = stage.start();
        let resumed = stage.until(position, "RESUME", |entry| match entry {
            Logged::Received { op, .. } => Some(*op),
            _ => None,
        });
        assert_eq!(resumed.await, 6, "it resumes rather than identify");
        let reply = stage.posted(position, stage.support).await;
        assert_eq!(reply["message_reference"]["message_id"], asked.to_string());
        stage.settle().await;
        assert_eq!(stage.said_in(stage.support).len(), 2);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_staff_answered_while_the_bot_was_away_is_left_alone() {
    let stage = Stage::new("").await;
    let mention = format!("<@{}>", stage.bot);
    let running = stage.run().await;
    stage.settle().await;
    running.stop().await.expect("it stops");
    let (cry, open) = stage.sandbox.act(|world| {
        // Addressed, and answered by staff with a reply.
        let text = format!("{mention} what are endorphins?");
        let answered = world.say(stage.ana, stage.support, &text);
        world.reply(stage.moderator, answered, "they are messengers of the body");
        // Overheard, and staff wrote after it.
        world.say(stage.ana, stage.open, "what are endorphins?");
        let cry = world.say(stage.ben, stage.open, "i took all my pills and i want to die");
        world.say(stage.moderator, stage.open, "hi all");
        // Nobody has answered this.
        (cry, world.say(stage.ben, stage.support, &format!("{mention} what is kratom?")))
    });
    stage.sandbox.fault(Fault::InvalidSession { resumable: false });
    let position = stage.sandbox.log().len();
    let running = stage.run().await;
    stage.posted(position, stage.open).await;
    stage.posted(position, stage.support).await;
    running.stop().await.expect("it stops");
    let replied_to = |channel| {
        let said = stage.said_in(channel).into_iter();
        said.map(|message| message["message_reference"]["message_id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(replied_to(stage.open), [cry.to_string()], "a crisis all the same");
    assert_eq!(replied_to(stage.support), [open.to_string()]);
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_staff_answered_before_a_session_went_on_is_left_alone() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    stage.settle().await;
    running.stop().await.expect("it stops");
    // All of this is sent again, one after the other, before Discord says that the session goes on.
    let (addressed, changed) = stage.sandbox.act(|world| {
        world.say(stage.ana, stage.open, QUESTION);
        let text = format!("<@{}> what is kratom?", stage.bot);
        let addressed = world.say(stage.ben, stage.open, &text);
        world.say(stage.moderator, stage.open, "they are messengers of the body");
        let deleted = world.say(stage.ana, stage.hinted, QUESTION);
        world.delete(deleted);
        let changed = world.say(stage.ben, stage.hinted, "never mind");
        world.edit(changed, QUESTION);
        (addressed, changed)
    });
    let position = stage.sandbox.log().len();
    let running = stage.start();
    let suggested = stage.posted(position, stage.staff_room).await;
    let link = format!("/{}/{changed}", stage.hinted);
    assert!(text_of(&suggested).contains(&link), "{suggested}");
    stage.settle().await;
    running.stop().await.expect("it stops");
    let [reply] = &stage.said_in(stage.open)[..] else {
        panic!("{:?}", stage.said_in(stage.open));
    };
    assert_eq!(reply["message_reference"]["message_id"], addressed.to_string());
    assert_eq!(stage.said_in(stage.staff_room).len(), 1, "nothing of what was deleted");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_direct_message_of_somebody_known_is_answered_on_return() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let direct = stage.sandbox.act(|world| world.open_direct(stage.ana, stage.bot));
    let position = stage.sandbox.log().len();
    stage.sandbox.act(|world| world.say(stage.ana, direct, "what are endorphins?"));
    stage.posted(position, direct).await;
    stage.settle().await;
    running.stop().await.expect("it stops");
    let asked = stage.sandbox.act(|world| world.say(stage.ana, direct, "and what is kratom?"));
    stage.sandbox.fault(Fault::InvalidSession { resumable: false });
    let position = stage.sandbox.log().len();
    let running = stage.run().await;
    let reply = stage.posted(position, direct).await;
    assert_eq!(reply["message_reference"]["message_id"], asked.to_string());
    running.stop().await.expect("it stops");
    assert_eq!(stage.said_in(direct).len(), 2, "each once");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_status_of_a_server_that_must_be_asked_for_comes_later() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    stage.settle().await;
    running.stop().await.expect("it stops");
    // A session that goes on brings no servers.
    let position = stage.sandbox.log().len();
    let running = stage.start();
    stage.connected_after(position).await;
    let position = stage.sandbox.log().len();
    stage
        .sandbox
        .act(|world| world.type_command(stage.moderator, stage.support, "status", &[]))
        .expect("the command is there");
    let (body, _) = stage.request(position, "POST", "/callback").await;
    assert_eq!((&body["type"], &body["data"]["flags"]), (&5.into(), &64.into()), "{body}");
    let (status, _) = stage.request(position, "PATCH", "/messages/@original").await;
    assert!(text_of(&status).contains("entries are loaded"), "{status}");
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}
