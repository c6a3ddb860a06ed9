//! The sandbox as client libraries meet it: logging in, messages, resuming after whatever breaks,
//! and requests that go wrong.

#[path = "sandbox_transport/gateway.rs"]
mod gateway;
#[path = "sandbox_transport/raw.rs"]
mod raw;
#[path = "sandbox_transport/rest.rs"]
mod rest;
#[path = "sandbox_transport/town.rs"]
mod town;

use signpost::sandbox::Fault;
use town::{Client, Town, impatient, is_received, is_sent};

#[tokio::test]
async fn a_client_logs_in_and_hears_what_is_said() {
    let town = Town::new().await;
    let mut client = Client::log_in(&town).await;
    assert_eq!(town.sandbox.sessions(), 1);
    town.say("is anybody here?");
    assert_eq!(client.hear_until("is anybody here?").await, ["is anybody here?"]);
}

/// What a client does after a fault.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Then {
    /// It resumes, and hears everything.
    Resumes,
    /// It resumes once it is quiet, and hears everything: any event counts as a sign of life.
    ResumesWhenQuiet,
    /// It logs in anew. What is said in between is lost, as it is with Discord.
    LogsInAnew,
    /// It stays connected, and hears everything.
    Stays,
}

#[tokio::test]
async fn after_each_fault_of_a_connection_nothing_is_missed() {
    let table: Vec<(&str, Vec<Fault>, Then)> = vec![
        ("a close that may be resumed", vec![Fault::Close(Some(4000))], Then::Resumes),
        ("a close without a code", vec![Fault::Close(None)], Then::Resumes),
        ("a close of a restart", vec![Fault::Close(Some(1001))], Then::Resumes),
        ("a reset", vec![Fault::Reset], Then::Resumes),
        (
            "a reset, then one refusal",
            vec![Fault::RefuseConnections(1), Fault::Reset],
            Then::Resumes,
        ),
        ("a stall", vec![Fault::Stall], Then::Resumes),
        ("ignored heartbeats", vec![Fault::IgnoreHeartbeats(3)], Then::ResumesWhenQuiet),
        ("a request to reconnect", vec![Fault::Reconnect], Then::Resumes),
        ("an invalid session", vec![Fault::InvalidSession { resumable: true }], Then::Resumes),
        ("no session", vec![Fault::InvalidSession { resumable: false }], Then::LogsInAnew),
        ("drops", vec![Fault::DropConnectionEvery(5)], Then::Resumes),
        ("drops at every event", vec![Fault::DropConnectionEvery(1)], Then::Resumes),
        ("duplicates", vec![Fault::Duplicate(4)], Then::Stays),
        ("garbage", vec![Fault::Garbage], Then::Stays),
        ("unknown events", vec![Fault::UnknownEvent], Then::Stays),
        (
            "drops and duplicates",
            vec![Fault::Duplicate(100), Fault::DropConnectionEvery(3)],
            Then::Resumes,
        ),
    ];
    for (what, faults, then) in table {
        let town = Town::new().await;
        town.sandbox.fault(impatient());
        let mut client = Client::log_in(&town).await;
        let mut said = town.say_numbers(0..10);
        let mut heard = client.hear_until("message 9").await;
        let before = town.sandbox.log().len();
        for fault in faults {
            town.sandbox.fault(fault);
        }
        match then {
            Then::Resumes | Then::Stays => {}
            Then::ResumesWhenQuiet => {
                town.until_after(before, what, |entry| is_received(entry, 6)).await;
            }
            Then::LogsInAnew => {
                town.until_after(before, what, |entry| is_sent(entry, "GUILD_CREATE")).await;
            }
        }
        said.extend(town.say_numbers(10..20));
        heard.extend(client.hear_until("message 19").await);
        if matches!(then, Then::Resumes) {
            town.until_after(before, what, |entry| is_received(entry, 6)).await;
        }
        let after = &town.sandbox.log().entries()[before..];
        let resumed = after.iter().any(|entry| is_received(entry, 6));
        let identified = after.iter().any(|entry| is_received(entry, 2));
        let resumes = matches!(then, Then::Resumes | Then::ResumesWhenQuiet);
        assert_eq!(resumed, resumes, "{what}: {after:?}");
        assert_eq!(identified, then == Then::LogsInAnew, "{what}: {after:?}");
        heard.retain(|content| !content.starts_with("error: "));
        heard.dedup();
        assert_eq!(heard, said, "{what}");
    }
}

#[tokio::test]
async fn twenty_thousand_messages_come_through_drops_and_duplicates() {
    const MESSAGES: usize = 20_000;
    let town = Town::new().await;
    let mut client = Client::log_in(&town).await;
    let duplicates = u32::try_from(MESSAGES / 4).expect("a few thousand");
    town.sandbox.fault(Fault::Duplicate(duplicates));
    town.sandbox.fault(Fault::DropConnectionEvery(500));
    let said = town.say_numbers(0..MESSAGES);
    let mut heard = client.hear_until(&said[MESSAGES - 1]).await;
    heard.dedup();
    assert_eq!(heard.len(), said.len());
    assert!(heard == said, "all in the order in which they were said");
    assert!(town.sandbox.log().len() > MESSAGES);
}
