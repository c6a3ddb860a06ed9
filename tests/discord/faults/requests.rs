//! Faults of requests: what can be sent again is, what is refused is not, and nothing comes twice.

use signpost::sandbox::{Fault, Logged};

use super::Asked;
use crate::stage::Stage;

/// Faults that can be got over, of the requests that `matching` fits.
fn faults(matching: &str) -> Vec<(String, Fault)> {
    let of = || matching.to_owned();
    let status = |status: u16| {
        (format!("status {status}"), Fault::Status { matching: of(), status, times: 2 })
    };
    let mut all: Vec<_> = [500, 502, 503, 504, 520].into_iter().map(status).collect();
    let limited = |retry_after_ms, global| Fault::RateLimited {
        matching: of(),
        retry_after_ms,
        global,
        times: 2,
    };
    let more = [
        ("a slow answer", Fault::SlowResponse { matching: of(), delay_ms: 2_000, times: 1 }),
        ("half an answer", Fault::CutResponse { matching: of(), times: 2 }),
        ("no answer", Fault::NoResponse { matching: of(), times: 2 }),
        ("a limit of the route", limited(600, false)),
        ("a limit over all", limited(600, true)),
        ("a limit that is over at once", limited(0, false)),
    ];
    all.extend(more.map(|(name, fault)| (name.to_owned(), fault)));
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_of_a_request_is_got_over() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let mut asked = Asked::new(&stage);
    for (name, fault) in faults(&format!("POST /channels/{}/messages", stage.support)) {
        let before = asked.ask(stage.support, &format!("before {name}"));
        asked.answered(before).await;
        stage.sandbox.fault(fault);
        asked.ask(stage.support, &format!("during {name}"));
        asked.ask(stage.support, &format!("after {name}"));
        asked.all_answered().await;
    }
    running.stop().await.expect("it stops");
    asked.assert_once();
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_never_comes_is_not_waited_for_for_ever() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let mut asked = Asked::new(&stage);
    let matching = format!("POST /channels/{}/messages", stage.support);
    stage.sandbox.fault(Fault::SlowResponse { matching, delay_ms: 60_000, times: 1 });
    asked.ask(stage.support, "before the answer hangs");
    asked.ask(stage.support, "behind it");
    asked.all_answered().await;
    running.stop().await.expect("it stops");
    asked.assert_once();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_refused_is_not_sent_again() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let path = format!("/channels/{}/messages", stage.support);
    for status in [400, 401, 403, 404] {
        let matching = format!("POST {path}");
        stage.sandbox.fault(Fault::Status { matching, status, times: 1 });
        let position = stage.sandbox.log().len();
        let mut asked = Asked::new(&stage);
        let refused = asked.ask(stage.support, "and refused");
        let next = asked.ask(stage.support, "behind it");
        asked.answered(next).await;
        let entries = stage.sandbox.log().entries();
        let sent = entries[position..].iter().filter(|entry| match entry {
            Logged::Request { body: Some(body), .. } => {
                body["message_reference"]["message_id"] == refused.to_string()
            }
            _ => false,
        });
        assert_eq!(sent.count(), 1, "after status {status}");
    }
    running.stop().await.expect("it stops");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_start_gets_over_every_fault_of_a_request() {
    let stage = Stage::new("").await;
    // Once, so that it knows where it left off.
    stage.run().await.stop().await.expect("it stops");
    let mut asked = Asked::new(&stage);
    // What the bot asks before it connects, and what it asks and writes after it.
    for matching in ["GET /users/@me", "/commands"] {
        for (name, fault) in faults(matching) {
            stage.sandbox.fault(fault);
            let running = stage.start();
            asked.ask(stage.support, &format!("while a start meets {name} at {matching}"));
            asked.all_answered().await;
            running.stop().await.expect("it stops");
        }
    }
    asked.assert_once();
}
