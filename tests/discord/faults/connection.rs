//! Faults of the connection: it is resumed or made anew, and every question is answered once.

use std::time::{Duration, Instant};

use signpost::sandbox::world::World;
use signpost::sandbox::{Fault, Logged};

use super::Asked;
use crate::stage::Stage;

/// What has to follow a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Follows {
    /// Nothing: the connection stays.
    Nothing,
    /// The session goes on, on another connection.
    Resumed,
    /// Another session.
    Ready,
}

/// How long three answers and a login may keep a core busy, on a slow machine and unoptimised.
const ANSWERING: Duration = Duration::from_secs(1);

/// So short an interval of heartbeats, in milliseconds, that a silent connection is noticed soon.
const HEARTBEAT: u64 = 400;

/// Every fault of a connection that can be got over: its name, what is done, what follows, and
/// what ends it.
fn faults() -> Vec<(String, Vec<Fault>, Follows, Option<Fault>)> {
    use Follows::{Nothing, Ready, Resumed};
    // Discord's codes that allow to come back, and some that it does not document.
    let codes = [1000, 1001, 1006, 4000, 4001, 4002, 4003, 4005, 4008, 4009, 4099];
    let close = |code: u16| (format!("close code {code}"), vec![Fault::Close(Some(code))], Resumed);
    let mut all: Vec<_> = codes.into_iter().map(close).collect();
    let resumed = [
        ("a close frame without a code", vec![Fault::Close(None)]),
        ("a reset", vec![Fault::Reset]),
        ("a connection that falls silent", vec![Fault::Stall]),
        ("heartbeats that are not acknowledged", vec![Fault::IgnoreHeartbeats(3)]),
        ("refused connections", vec![Fault::RefuseConnections(2), Fault::Reset]),
        ("a session to be resumed", vec![Fault::InvalidSession { resumable: true }]),
        ("a request to reconnect", vec![Fault::Reconnect]),
    ];
    let named = |(name, faults): (&str, _), follows| (name.to_owned(), faults, follows);
    all.extend(resumed.map(|case| named(case, Resumed)));
    let stays = [
        ("a frame that is no JSON", vec![Fault::Garbage]),
        ("events that nobody knows", vec![Fault::UnknownEvent]),
        ("events that come twice", vec![Fault::Duplicate(20)]),
    ];
    all.extend(stays.map(|case| named(case, Nothing)));
    all.push(named(("an invalid sequence", vec![Fault::Close(Some(4007))]), Ready));
    let lost = vec![Fault::InvalidSession { resumable: false }];
    all.push(named(("a session that is forgotten", lost), Ready));
    let mut all: Vec<_> =
        all.into_iter().map(|(name, faults, follows)| (name, faults, follows, None)).collect();
    let dropping = vec![Fault::DropConnectionEvery(3), Fault::Duplicate(20)];
    let end = Some(Fault::DropConnectionEvery(0));
    all.push(("connections that are dropped".to_owned(), dropping, Resumed, end));
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_of_the_connection_is_got_over() {
    let stage = Stage::new("").await;
    stage.sandbox.fault(Fault::HeartbeatInterval(HEARTBEAT));
    let running = stage.run().await;
    let mut asked = Asked::new(&stage);
    for (name, faults, follows, end) in faults() {
        let (started, busy) = (Instant::now(), running.busy());
        let before = asked.ask(stage.support, &format!("before {name}"));
        asked.answered(before).await;
        let position = stage.sandbox.log().len();
        for fault in faults {
            stage.sandbox.fault(fault);
        }
        let during = asked.ask(stage.support, &format!("during {name}"));
        let event = match follows {
            Follows::Nothing => None,
            Follows::Resumed => Some("RESUMED"),
            Follows::Ready => Some("READY"),
        };
        if let Some(event) = event {
            let what = format!("{event} after {name}");
            // By its name: an unanswered heartbeat of an earlier row may come between.
            let sent = stage.until(position, &what, |entry| match entry {
                Logged::Sent { name: Some(sent), .. } => (&**sent == event).then_some(()),
                _ => None,
            });
            sent.await;
        }
        asked.answered(during).await;
        if let Some(end) = end {
            stage.sandbox.fault(end);
        }
        let after = asked.ask(stage.support, &format!("after {name}"));
        asked.answered(after).await;
        // Only Linux tells how long a core was busy; a loop that does not wait shows in the long
        // cases.
        if let (Some(busy), Some(now)) = (busy, running.busy()) {
            let (busy, passed) = (now - busy, started.elapsed());
            assert!(busy < ANSWERING + passed / 4, "{name}: busy for {busy:?} of {passed:?}");
        }
    }
    running.stop().await.expect("it stops");
    asked.assert_once();
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_gateway_that_is_of_no_use_is_asked_at_ease() {
    // How long it is of no use, and how often it may be asked in that time.
    const SPAN: Duration = Duration::from_secs(4);
    const MOST: usize = 10;
    let useless = [
        ("it refuses connections", vec![Fault::RefuseConnections(1_000), Fault::Reset]),
        ("it drops every connection", vec![Fault::DropConnectionEvery(1), Fault::Reset]),
    ];
    for (what, faults) in useless {
        let stage = Stage::new("").await;
        let running = stage.run().await;
        let mut asked = Asked::new(&stage);
        let position = stage.sandbox.log().len();
        for fault in faults {
            stage.sandbox.fault(fault);
        }
        let busy = running.busy();
        let mut connections = 0;
        let too_often = stage.sandbox.log().wait_after(position, SPAN, |entry| {
            connections += usize::from(matches!(entry, Logged::Connected));
            (connections > MOST).then_some(())
        });
        assert!(too_often.await.is_err(), "{what}: more than {MOST} connections in {SPAN:?}");
        if let (Some(busy), Some(now)) = (busy, running.busy()) {
            assert!(now - busy < SPAN / 4, "{what}: busy for {:?} of {SPAN:?}", now - busy);
        }
        // A stop does not wait for the next attempt.
        stage.sandbox.fault(Fault::DropConnectionEvery(0));
        asked.ask(stage.support, "while the gateway was of no use");
        let stopping = Instant::now();
        running.stop().await.expect("it stops");
        assert!(stopping.elapsed() < SPAN, "{what}: it takes {:?} to stop", stopping.elapsed());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_discord_refuses_for_good_ends_the_bot_with_what_to_do() {
    let portal = "https://discord.com/developers/applications";
    let codes: [(u16, &[&str]); 6] = [
        (4004, &[portal, "DISCORD_TOKEN"]),
        (4010, &["several connections"]),
        (4011, &["several connections"]),
        (4012, &["update Signpost"]),
        (4013, &["update Signpost"]),
        (4014, &[portal, "Message Content Intent", "discord.message_content"]),
    ];
    let stage = Stage::new("").await;
    for (code, expected) in codes {
        let running = stage.run().await;
        stage.sandbox.fault(Fault::Close(Some(code)));
        let error = running.ended().await.expect_err("it ends").to_string();
        for part in expected {
            assert!(error.contains(part), "no `{part}` in: {error}");
        }
        assert!(error.contains(&code.to_string()), "no {code} in: {error}");
    }
    // The same from Discord itself, at the login.
    let settings = "message_content = \"required\"";
    let stage = Stage::with(settings, World::deny_message_content).await;
    let error = stage.start().ended().await.expect_err("it ends").to_string();
    assert!(error.contains("Message Content Intent"), "{error}");
    // And before it.
    stage.sandbox.fault(Fault::Status { matching: "GET /".to_owned(), status: 401, times: 2 });
    let error = stage.start().ended().await.expect_err("it ends").to_string();
    for part in [portal, "DISCORD_TOKEN"] {
        assert!(error.contains(part), "no `{part}` in: {error}");
    }
}
