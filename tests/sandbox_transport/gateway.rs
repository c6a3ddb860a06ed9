//! The gateway by hand: close codes, resuming, and what a library never does.

use std::time::Duration;

use serde_json::json;
use signpost::sandbox::{Fault, Logged};
use twilight_gateway::Intents;

use super::raw::{Frame, Raw};
use super::town::{INTENTS, TOKEN, Town, impatient};

fn identify(token: &str, intents: u64) -> String {
    let properties = json!({ "os": "", "browser": "", "device": "" });
    let data = json!({ "token": token, "intents": intents, "properties": properties });
    json!({ "op": 2, "d": data }).to_string()
}

fn resume(token: &str, session: &str, sequence: u64) -> String {
    json!({ "op": 6, "d": { "token": token, "session_id": session, "seq": sequence } }).to_string()
}

/// Logs in by hand. Gives the id of the session.
async fn log_in(town: &Town) -> (Raw, String) {
    let mut raw = Raw::gateway(town, "v=10&encoding=json").await;
    raw.send(&identify(TOKEN, INTENTS.bits())).await;
    let ready = raw.event("READY").await;
    assert_eq!(ready["s"], 1);
    assert_eq!(ready["d"]["resume_gateway_url"], town.sandbox.gateway_url());
    raw.event("GUILD_CREATE").await;
    let session = ready["d"]["session_id"].as_str().expect("a session has an id");
    (raw, session.to_owned())
}

#[tokio::test]
async fn the_gateway_closes_with_the_code_of_the_mistake() {
    let good = identify(TOKEN, INTENTS.bits());
    let shard = r#"{"op":2,"d":{"token":"a-token","intents":1,"shard":[1,1]}}"#;
    let long = format!(r#"{{"op":1,"d":"{}"}}"#, "a".repeat(5_000));
    let table: Vec<(&str, Vec<&str>, u16)> = vec![
        ("an unknown operation", vec![r#"{"op":77,"d":null}"#], 4001),
        ("no JSON", vec!["op"], 4002),
        ("no operation", vec!["{}"], 4002),
        ("too long a message", vec![&long], 4002),
        ("a login without intents", vec![r#"{"op":2,"d":{"token":"a"}}"#], 4002),
        ("a presence before the login", vec![r#"{"op":3,"d":{}}"#], 4003),
        ("members before the login", vec![r#"{"op":8,"d":{}}"#], 4003),
        ("a token of nobody", vec![r#"{"op":2,"d":{"token":"x","intents":1}}"#], 4004),
        ("a second login", vec![&good, &good], 4005),
        ("a shard too many", vec![shard], 4010),
        (
            "an unknown intent",
            vec![r#"{"op":2,"d":{"token":"a-token","intents":1073741824}}"#],
            4013,
        ),
    ];
    let town = Town::new().await;
    for (what, messages, code) in table {
        let mut raw = Raw::gateway(&town, "v=10&encoding=json").await;
        for message in messages {
            raw.send(message).await;
        }
        assert_eq!(raw.end().await, Frame::Close(Some(code)), "{what}");
    }
    for (query, code) in [("v=6&encoding=json", 4012), ("v=10&encoding=etf", 4002)] {
        let mut raw = Raw::gateway(&town, query).await;
        assert_eq!(raw.end().await, Frame::Close(Some(code)), "{query}");
    }
}

#[tokio::test]
async fn a_flood_of_commands_closes_the_connection() {
    let town = Town::new().await;
    let (mut raw, _) = log_in(&town).await;
    for _ in 0..120 {
        raw.send(r#"{"op":3,"d":{}}"#).await;
    }
    assert_eq!(raw.end().await, Frame::Close(Some(4008)));
}

#[tokio::test]
async fn a_connection_without_heartbeats_is_closed() {
    let town = Town::new().await;
    town.sandbox.fault(impatient());
    let (mut raw, _) = log_in(&town).await;
    assert_eq!(raw.end().await, Frame::Close(Some(4009)));
}

#[tokio::test]
async fn a_heartbeat_and_a_ping_are_answered_before_the_login_too() {
    let town = Town::new().await;
    town.sandbox.fault(Fault::HeartbeatInterval(1_234));
    let mut raw = Raw::gateway(&town, "").await;
    assert_eq!(raw.operation(10).await["d"]["heartbeat_interval"], 1_234);
    raw.send(r#"{"op":1,"d":null}"#).await;
    raw.operation(11).await;
    raw.frame(0x89, b"still there?").await;
    assert_eq!(raw.next().await, Frame::Pong(b"still there?".to_vec()));
    raw.frame(0x88, &[]).await;
    assert_eq!(raw.next().await, Frame::Close(None));
    assert_eq!(raw.next().await, Frame::End);
}

#[tokio::test]
async fn a_resumed_session_replays_what_followed_and_says_so_last() {
    let town = Town::new().await;
    let (raw, session) = log_in(&town).await;
    drop(raw);
    town.until("the end", |entry| matches!(entry, Logged::Closed { .. })).await;
    assert_eq!(town.sandbox.sessions(), 0);
    town.say_numbers(0..3);
    // Twice from the same place: what a client did not get is replayed as often as it asks.
    for _ in 0..2 {
        let mut raw = Raw::gateway(&town, "v=10&encoding=json").await;
        raw.send(&resume(TOKEN, &session, 3)).await;
        for number in 1..3 {
            let message = raw.event("MESSAGE_CREATE").await;
            assert_eq!(message["s"], 3 + number);
            assert_eq!(message["d"]["content"], format!("message {number}"));
        }
        let resumed = raw.event("RESUMED").await;
        assert!(resumed["s"].as_u64() > Some(5));
    }
}

#[tokio::test]
async fn what_cannot_be_resumed_is_refused() {
    let town = Town::new().await;
    let (mut raw, left) = log_in(&town).await;
    raw.frame(0x88, &1000_u16.to_be_bytes()).await;
    assert_eq!(raw.end().await, Frame::Close(Some(1000)));
    let (mut raw, told) = log_in(&town).await;
    town.sandbox.fault(Fault::InvalidSession { resumable: false });
    assert_eq!(raw.operation(9).await["d"], false);
    raw.send(&identify(TOKEN, INTENTS.bits())).await;
    raw.event("READY").await;
    let (_open, kept) = log_in(&town).await;
    let table = [
        ("a session that its client left for good", TOKEN, &left),
        ("a session that was called invalid", TOKEN, &told),
        ("a session of another token", "other", &kept),
        ("a session that never was", TOKEN, &"0".to_owned()),
    ];
    for (what, token, session) in table {
        let mut raw = Raw::gateway(&town, "v=10&encoding=json").await;
        raw.send(&resume(token, session, 1)).await;
        assert_eq!(raw.operation(9).await["d"], false, "{what}");
    }
    let mut raw = Raw::gateway(&town, "v=10&encoding=json").await;
    raw.send(&resume(TOKEN, &kept, 9_999)).await;
    assert_eq!(raw.end().await, Frame::Close(Some(4007)), "a sequence number to come");
}

#[tokio::test]
async fn members_are_sent_when_asked_for() {
    let town = Town::new().await;
    let (mut raw, _) = log_in(&town).await;
    let request = json!({ "guild_id": town.guild, "query": "", "limit": 0, "nonce": "n" });
    raw.send(&json!({ "op": 8, "d": request }).to_string()).await;
    let chunk = raw.event("GUILD_MEMBERS_CHUNK").await;
    assert_eq!(chunk["d"]["nonce"], "n");
    assert_eq!(chunk["d"]["members"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn each_bot_is_sent_what_it_asked_for() {
    let town = Town::new().await;
    let (mut all, _) = log_in(&town).await;
    let mut guilds_alone = Raw::gateway(&town, "").await;
    guilds_alone.send(&identify(TOKEN, 1)).await;
    guilds_alone.event("GUILD_CREATE").await;
    let mut wordless = Raw::gateway(&town, "").await;
    wordless.send(&identify(TOKEN, INTENTS.bits() & !Intents::MESSAGE_CONTENT.bits())).await;
    wordless.event("GUILD_CREATE").await;
    assert_eq!(town.sandbox.sessions(), 3);
    town.say("hello");
    town.sandbox.fault(Fault::Reconnect);
    assert_eq!(all.event("MESSAGE_CREATE").await["d"]["content"], "hello");
    assert_eq!(wordless.event("MESSAGE_CREATE").await["d"]["content"], "");
    let Frame::Message(next) = guilds_alone.next().await else { panic!("a message was expected") };
    assert_eq!(next["op"], 7, "no message before it");
}

#[tokio::test]
async fn dropping_the_sandbox_ends_its_connections() {
    let town = Town::new().await;
    let (mut raw, _) = log_in(&town).await;
    drop(town);
    assert_eq!(raw.end().await, Frame::End);
}

#[tokio::test]
async fn waiting_in_vain_prints_what_happened() {
    let town = Town::new().await;
    let (_raw, _) = log_in(&town).await;
    let waited = town.sandbox.log().wait_for(Duration::from_millis(1), |_| None::<()>).await;
    let said = waited.expect_err("nothing fits").to_string();
    for part in ["connected", "received op 2", "sent op 0 READY #1"] {
        assert!(said.contains(part), "{part:?} is missing in {said}");
    }
}
