//! Where the first way fails: a card, an alert and an answer take the second.

use serde_json::{Value, json};
use signpost::sandbox::world::{ChannelKind, Id};
use signpost::sandbox::{Fault, Logged};

use crate::stage::{Stage, id_of, text_of};

/// A cry for help.
const CRY: &str = "i took all my pills and i want to die tonight";

/// The line that stands only where the alert arrived.
const TOLD: &str = "The moderators have been told.";

/// Discord's permission to read what was written before.
const READ_MESSAGE_HISTORY: u64 = 1 << 16;

fn posts_to(channel: Id) -> String {
    format!("POST /channels/{channel}/messages")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_card_that_may_not_be_a_reply_stands_beside() {
    let stage = Stage::new("").await;
    stage.sandbox.act(|world| {
        world.set_overwrite(stage.support, stage.guild, 0, READ_MESSAGE_HISTORY);
    });
    let running = stage.run().await;
    let position = stage.sandbox.log().len();
    stage.sandbox.act(|world| world.say(stage.ana, stage.support, CRY));
    let card = stage.posted(position, stage.support).await;
    assert!(text_of(&card).contains("988"), "{card}");
    assert_eq!(card["message_reference"], Value::Null);
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_card_that_did_not_arrive_is_no_card() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    // Refused as a reply, and beside it.
    let matching = posts_to(stage.support);
    stage.sandbox.fault(Fault::Status { matching, status: 403, times: 2 });
    let position = stage.sandbox.log().len();
    stage.sandbox.act(|world| world.say(stage.ana, stage.support, CRY));
    let told = stage
        .until(position, "the staff to be told that the card is missing", |entry| match entry {
            Logged::Request { answer: Some(answer), status: 200, .. } => {
                let text = text_of(answer);
                text.contains("could not post the helplines").then_some(text)
            }
            _ => None,
        })
        .await;
    assert!(told.contains("Please go yourselves"), "{told}");
    let position = stage.sandbox.log().len();
    stage.sandbox.act(|world| world.say(stage.ana, stage.support, CRY));
    let card = stage.posted(position, stage.support).await;
    assert_eq!(card["components"][0]["type"], 1, "the whole card, with its countries: {card}");
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_staff_channel_that_refuses_is_not_the_only_one() {
    let stage = Stage::new("").await;
    let second = stage.sandbox.act(|world| {
        let second = world.add_channel(stage.guild, ChannelKind::Text, "mods", None);
        world.set_safety_alerts_channel(stage.guild, second);
        second
    });
    let running = stage.run().await;
    let matching = posts_to(stage.staff_room);
    stage.sandbox.fault(Fault::Status { matching, status: 403, times: 1 });
    let position = stage.sandbox.log().len();
    stage.sandbox.act(|world| world.say(stage.ana, stage.support, CRY));
    let alert = stage.posted(position, second).await;
    assert!(text_of(&alert).contains("Please look now"), "{alert}");
    let card = stage.posted(position, stage.support).await;
    assert!(text_of(&card).contains(TOLD), "{card}");
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crisis_in_a_command_has_a_second_way() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let cry = |private: bool| {
        let options = [("question", json!(CRY)), ("private", json!(private))];
        let position = stage.sandbox.log().len();
        stage
            .sandbox
            .act(|world| world.type_command(stage.ana, stage.support, "ask", &options))
            .expect("the command is there");
        position
    };
    let refuse = |matching: &str| {
        let matching = matching.to_owned();
        stage.sandbox.fault(Fault::Status { matching, status: 404, times: 1 });
    };
    // In the channel, where it was asked in the channel.
    refuse("/callback");
    let position = cry(false);
    let card = stage.posted(position, stage.support).await;
    assert!(text_of(&card).contains("988"), "{card}");
    // And nowhere else, where it was asked in private: the staff is told.
    refuse("/callback");
    let position = cry(true);
    let (told, _) = stage
        .until(position, "the staff to be told", |entry| match entry {
            Logged::Request { body: Some(body), answer: Some(answer), .. } => {
                let is_it = text_of(body).contains("could not show the helplines");
                is_it.then(|| (text_of(body), id_of(answer)))
            }
            _ => None,
        })
        .await;
    assert!(!told.contains("pills"), "{told}");
    assert_eq!(stage.said_in(stage.support).len(), 1);
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_card_of_a_command_says_later_that_the_moderators_were_told() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let matching = posts_to(stage.staff_room);
    stage.sandbox.fault(Fault::SlowResponse { matching, delay_ms: 3_000, times: 1 });
    let position = stage.sandbox.log().len();
    let options = [("question", json!(CRY))];
    stage
        .sandbox
        .act(|world| world.type_command(stage.ana, stage.support, "ask", &options))
        .expect("the command is there");
    let (card, _) = stage.request(position, "POST", "/callback").await;
    assert!(!text_of(&card["data"]).contains(TOLD), "{card}");
    let (edited, _) = stage.request(position, "PATCH", "/messages/@original").await;
    assert!(text_of(&edited).contains(TOLD), "{edited}");
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reply_outlasts_more_failures_than_a_look_up() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let matching = posts_to(stage.support);
    stage.sandbox.fault(Fault::Status { matching, status: 503, times: 6 });
    let position = stage.sandbox.log().len();
    stage.sandbox.act(|world| {
        world.say(stage.ana, stage.support, &format!("<@{}> what are endorphins?", stage.bot));
    });
    let failed =
        stage.sandbox.log().wait_after(position, 2 * crate::stage::DEADLINE, |entry| match entry {
            Logged::Request { answer: Some(answer), method, status: 200, .. } => {
                (&**method == "POST").then(|| text_of(answer))
            }
            _ => None,
        });
    let reply = failed.await.expect("the reply arrives");
    assert!(reply.contains("Please note"), "{reply}");
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}
