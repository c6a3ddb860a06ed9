//! Rate limits: one channel's holds up no other, and crisis cards go first.

use signpost::sandbox::world::{Id, Moment};
use signpost::sandbox::{Fault, Logged};

use super::{Asked, reply_to};
use crate::stage::{Stage, text_of};

/// A cry for help.
const CRY: &str = "i took all my pills and i want to die tonight";

/// The line that stands only where the alert arrived.
const TOLD: &str = "The moderators have been told.";

fn posts_to(channel: Id) -> String {
    format!("POST /channels/{channel}/messages")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_limit_of_one_channel_holds_up_no_other() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let mut asked = Asked::new(&stage);
    let retry_after_ms = 4_000;
    let matching = posts_to(stage.support);
    stage.sandbox.fault(Fault::RateLimited { matching, retry_after_ms, global: false, times: 1 });
    let position = stage.sandbox.log().len();
    let held_up = [1, 2, 3].map(|_| asked.ask(stage.support, "in the channel with the limit"));
    let limited = refused(&stage, position).await;
    let other = asked.ask(stage.open, "in another channel");
    let other = asked.answered(other).await;
    assert!(other.since(limited) < 1_500, "after {} ms", other.since(limited));
    for question in held_up {
        let at = asked.answered(question).await;
        assert!(at.since(limited) >= retry_after_ms, "after {} ms", at.since(limited));
    }
    running.stop().await.expect("it stops");
    asked.assert_once();
}

/// Waits for a request that a limit refuses.
async fn refused(stage: &Stage, position: usize) -> Moment {
    stage
        .until(position, "a refusal", |entry| match entry {
            Logged::Request { status: 429, at, .. } => Some(*at),
            _ => None,
        })
        .await
}

/// Whether a crisis card is the first that is sent when a limit ends of so many milliseconds, of a channel or of
/// all: others have waited for it longer.
async fn card_goes_first(retry_after_ms: u64, global: bool) -> bool {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let mut asked = Asked::new(&stage);
    let matching = posts_to(stage.support);
    stage.sandbox.fault(Fault::RateLimited { matching, retry_after_ms, global, times: 1 });
    let position = stage.sandbox.log().len();
    asked.ask(stage.support, "before the limit");
    refused(&stage, position).await;
    for _ in 0..3 {
        asked.ask(stage.support, "during the limit");
        asked.ask(stage.open, "during the limit, elsewhere");
    }
    let position = stage.sandbox.log().len();
    let cry = stage.sandbox.act(|world| world.say(stage.ben, stage.support, CRY));
    reply_to(&stage, cry, "the card").await;
    asked.all_answered().await;
    let entries = stage.sandbox.log().entries();
    let first = entries[position..].iter().find_map(|entry| match entry {
        Logged::Request { method, path, body: Some(body), status: 200, .. } => {
            let counts = &**method == "POST"
                && path.ends_with("/messages")
                && (global || path.contains(&stage.support.to_string()))
                && !path.contains(&stage.staff_room.to_string());
            counts.then(|| body["message_reference"]["message_id"].clone())
        }
        _ => None,
    });
    running.stop().await.expect("it stops");
    first == Some(cry.to_string().into())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crisis_card_goes_first_when_a_limit_ends() {
    // The card waits among the others once the moderators were told, or after a second. A machine that does
    // much else may need longer for that than the limit lasts.
    const LIMITS: [u64; 3] = [8_000, 16_000, 32_000];
    for global in [false, true] {
        let mut goes_first = false;
        for limit in LIMITS {
            goes_first = card_goes_first(limit, global).await;
            if goes_first {
                break;
            }
        }
        assert!(goes_first, "the card is the first that is sent; all: {global}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_staff_room_that_fails_holds_up_no_card() {
    // How long a card may take, in milliseconds: it waits a second for the alert.
    const CARD: u64 = 2_500;
    // What the alert meets.
    type Case = (&'static str, fn(String) -> Fault);
    let faults: [Case; 6] = [
        ("it is forbidden", |matching| Fault::Status { matching, status: 403, times: 1 }),
        ("it is gone", |matching| Fault::Status { matching, status: 404, times: 1 }),
        ("it fails", |matching| Fault::Status { matching, status: 500, times: 6 }),
        ("it is slow", |matching| Fault::SlowResponse { matching, delay_ms: 4_000, times: 1 }),
        ("it stalls", |matching| Fault::SlowResponse { matching, delay_ms: 60_000, times: 1 }),
        ("it is limited", |matching| {
            let (retry_after_ms, global) = (5_000, false);
            Fault::RateLimited { matching, retry_after_ms, global, times: 1 }
        }),
    ];
    for (name, fault) in faults {
        let stage = Stage::new("").await;
        let running = stage.run().await;
        stage.sandbox.fault(fault(posts_to(stage.staff_room)));
        let (cry, said) = stage.sandbox.act(|world| {
            let cry = world.say(stage.ana, stage.support, CRY);
            (cry, world.now())
        });
        let sent = reply_to(&stage, cry, &format!("the card while {name}")).await;
        assert!(sent.since(said) < CARD, "while {name}: {} ms", sent.since(said));
        let entries = stage.sandbox.log().entries();
        let card = entries.iter().find_map(|entry| match entry {
            Logged::Request { method, body: Some(body), status: 200, .. } => {
                let replies = body["message_reference"]["message_id"] == cry.to_string();
                (&**method == "POST" && replies).then(|| text_of(body))
            }
            _ => None,
        });
        let card = card.expect("it is in the log");
        assert!(card.contains("988") && !card.contains(TOLD), "while {name}: {card}");
        stage.assert_bodies();
        // It still waits for the alert.
        running.kill().await;
    }
}
