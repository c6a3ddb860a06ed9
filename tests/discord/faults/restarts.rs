//! Stops, kills and restarts: the session goes on, nothing is lost, nothing comes twice.

use signpost::sandbox::{Fault, Logged};
use signpost::store::Store;

use super::Asked;
use crate::stage::{Running, Stage};

/// Waits until the bot logs in or resumes, and tells which by the opcode.
async fn login_after(stage: &Stage, position: usize) -> u64 {
    stage
        .until(position, "a login", |entry| match entry {
            Logged::Received { op, .. } => matches!(op, 2 | 6).then_some(*op),
            _ => None,
        })
        .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restart_resumes_and_answers_what_was_said_in_between_once() {
    let stage = Stage::new("").await;
    let mut asked = Asked::new(&stage);
    let running = stage.run().await;
    asked.ask(stage.support, "before the stop");
    asked.all_answered().await;
    running.stop().await.expect("it stops");
    let url = format!("sqlite://{}", stage.folder().join("signpost.db").display());
    let store = Store::open(&url, &url).await.expect("the file is there");
    let saved = store.saved_session(0, stage.bot.0).await.expect("it can be read");
    assert!(saved.is_some_and(|session| session.sequence > 2), "the session is saved");
    store.close().await;
    for round in 0..3 {
        let position = stage.sandbox.log().len();
        asked.ask(stage.support, &format!("while it was away, time {round}"));
        let running = stage.start();
        assert_eq!(login_after(&stage, position).await, 6, "it resumes");
        asked.ask(stage.open, &format!("after the start, time {round}"));
        asked.all_answered().await;
        running.stop().await.expect("it stops");
    }
    // A session that Discord has forgotten meanwhile.
    let running = stage.run().await;
    stage.sandbox.fault(Fault::InvalidSession { resumable: false });
    running.kill().await;
    asked.ask(stage.support, "while it was away and its session was forgotten");
    let running = stage.start();
    asked.all_answered().await;
    running.stop().await.expect("it stops");
    asked.assert_once();
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_at_any_moment_loses_nothing_and_doubles_nothing() {
    // How many entries the log gets after the questions before the bot is killed: from before it
    // reads the first to behind the last reply.
    const MOMENTS: [usize; 12] = [0, 1, 2, 3, 5, 8, 10, 13, 16, 20, 24, 30];
    let stage = Stage::new("").await;
    let mut asked = Asked::new(&stage);
    // Once before, so that it knows of the server. Who kills it in its first second ever, asks anew.
    let running = stage.run().await;
    stage.settle().await;
    running.kill().await;
    for moment in MOMENTS {
        let position = stage.sandbox.log().len();
        let running = stage.start();
        stage.connected_after(position).await;
        let position = stage.sandbox.log().len();
        for channel in [stage.support, stage.open, stage.support, stage.hinted] {
            asked.ask(channel, &format!("{moment} entries before a kill"));
        }
        kill_after(&stage, running, position + moment).await;
        asked.ask(stage.support, &format!("after a kill {moment} entries after questions"));
    }
    let running = stage.start();
    asked.all_answered().await;
    running.stop().await.expect("it stops");
    asked.assert_once();
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_between_a_request_and_its_answer_doubles_nothing() {
    let stage = Stage::new("").await;
    let mut asked = Asked::new(&stage);
    let of = || format!("POST /channels/{}/messages", stage.support);
    let faults = [
        ("unanswered", Fault::NoResponse { matching: of(), times: 1 }),
        ("answered late", Fault::SlowResponse { matching: of(), delay_ms: 30_000, times: 1 }),
        ("answered in half", Fault::CutResponse { matching: of(), times: 1 }),
        ("failed", Fault::Status { matching: of(), status: 500, times: 1 }),
    ];
    for (name, fault) in faults {
        let position = stage.sandbox.log().len();
        let running = stage.start();
        stage.connected_after(position).await;
        stage.sandbox.fault(fault);
        let position = stage.sandbox.log().len();
        asked.ask(stage.support, &format!("and {name} before a kill"));
        request_to(&stage, position, "POST", "/messages").await;
        running.kill().await;
    }
    let running = stage.start();
    asked.all_answered().await;
    running.stop().await.expect("it stops");
    asked.assert_once();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_while_it_takes_up_what_was_left_loses_nothing() {
    let stage = Stage::new("").await;
    let mut asked = Asked::new(&stage);
    let running = stage.run().await;
    // Claimed, and never sent. A post in a forum claims its thread too.
    let (matching, retry_after_ms, global) = ("POST /channels/".to_owned(), 60_000, false);
    stage.sandbox.fault(Fault::RateLimited { matching, retry_after_ms, global, times: 2 });
    let position = stage.sandbox.log().len();
    let question = asked.ask(stage.support, "and not answered before a kill");
    let post = asked.post("in a post that was not answered before a kill");
    for channel in [stage.support, post] {
        request_to(&stage, position, "POST", &format!("/channels/{channel}/messages")).await;
    }
    running.kill().await;
    // Killed again while it fetches them.
    let path = format!("/channels/{}/messages/{question}", stage.support);
    fetching(&stage, &path).await.kill().await;
    let running = stage.start();
    asked.all_answered().await;
    running.stop().await.expect("it stops");
    asked.assert_once();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_while_it_catches_up_loses_nothing() {
    // More than Discord returns at once.
    const QUESTIONS: usize = 130;
    let stage = Stage::new("").await;
    let mut asked = Asked::new(&stage);
    let running = stage.run().await;
    // Once before, so that it is saved that the bot was there.
    asked.ask(stage.support, "before");
    asked.all_answered().await;
    stage.sandbox.fault(Fault::InvalidSession { resumable: false });
    running.kill().await;
    for number in 0..QUESTIONS {
        asked.ask(stage.support, &format!("while it was away and forgotten, number {number}"));
    }
    // The list of messages hangs, so that the kill comes before the first is read.
    fetching(&stage, &format!("/channels/{}/messages", stage.support)).await.kill().await;
    let running = stage.start();
    asked.all_answered().await;
    running.stop().await.expect("it stops");
    asked.assert_once();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kill_before_all_is_read_loses_nothing() {
    // Long talk takes long to read, so that questions wait for it.
    const QUESTIONS: usize = 60;
    let stage = Stage::new("").await;
    let mut asked = Asked::new(&stage);
    let running = stage.run().await;
    let talk = "and then my aunt told me about her garden and her cat. ".repeat(34);
    let position = stage.sandbox.log().len();
    for _ in 0..QUESTIONS {
        stage.sandbox.act(|world| world.say(stage.ben, stage.support, &talk));
        asked.ask(stage.support, "behind long talk");
    }
    let mut replies = 0;
    stage
        .until(position, "half of the replies", |entry| {
            replies += usize::from(is_request(entry, "POST", "/messages"));
            (replies == QUESTIONS / 2).then_some(())
        })
        .await;
    running.kill().await;
    let running = stage.start();
    asked.all_answered().await;
    running.stop().await.expect("it stops");
    asked.assert_once();
}

/// Starts the bot, and waits until it reads a path, which hangs.
async fn fetching(stage: &Stage, path: &str) -> Running {
    let matching = format!("GET {path}");
    stage.sandbox.fault(Fault::SlowResponse { matching, delay_ms: 60_000, times: 1 });
    let position = stage.sandbox.log().len();
    let running = stage.start();
    request_to(stage, position, "GET", path).await;
    running
}

fn is_request(entry: &Logged, wanted: &str, ending: &str) -> bool {
    matches!(entry, Logged::Request { method, path, .. }
        if &**method == wanted && path.ends_with(ending))
}

/// Waits for a request, whatever its answer.
async fn request_to(stage: &Stage, position: usize, method: &str, path: &str) {
    let find = |entry: &Logged| is_request(entry, method, path).then_some(());
    stage.until(position, &format!("{method} {path}"), find).await;
}

/// Kills the bot once the log has so many entries.
async fn kill_after(stage: &Stage, running: Running, entries: usize) {
    if let Some(last) = entries.checked_sub(1) {
        stage.until(last, "the moment of a kill", |_| Some(())).await;
    }
    running.kill().await;
}
