//! What a client may tell the gateway: heartbeat, identify, resume and the rest.
//!
//! **Invariant:** nothing but heartbeats, identify and resume is taken before a login, and these
//! two only before it.

use std::sync::Arc;

use serde_json::Value;

use super::gateway::Connection;
use super::hub::Identity;
use super::log::Logged;
use super::session::NotResumable;

/// What the connection does about a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reaction {
    /// Nothing more.
    None,
    /// It answers a heartbeat.
    Heartbeat,
    /// It closes, with this code and reason.
    Close(u16, &'static str),
}

const UNKNOWN: Reaction = Reaction::Close(4001, "Unknown opcode.");
const UNREADABLE: Reaction = Reaction::Close(4002, "Error while decoding payload.");
const NOT_LOGGED_IN: Reaction = Reaction::Close(4003, "Not authenticated.");
const LOGGED_IN_ALREADY: Reaction = Reaction::Close(4005, "Already authenticated.");
const WRONG_SEQUENCE: Reaction = Reaction::Close(4007, "Invalid seq.");
const WRONG_SHARD: Reaction = Reaction::Close(4010, "Invalid shard.");

/// Takes a message of the client.
pub(super) fn obey(connection: &mut Connection, message: &[u8]) -> Reaction {
    let Ok(mut message) = serde_json::from_slice::<Value>(message) else { return UNREADABLE };
    let Some(op) = message["op"].as_u64() else { return UNREADABLE };
    let data = Arc::new(message["d"].take());
    connection.hub.log.push(Logged::Received { op, data: Arc::clone(&data) });
    let logged_in = connection.session.is_some();
    match op {
        1 => Reaction::Heartbeat,
        2 | 6 if logged_in => LOGGED_IN_ALREADY,
        2 => identify(connection, &data),
        6 => resume(connection, &data),
        3 | 4 | 8 if !logged_in => NOT_LOGGED_IN,
        // Presence and voice are nobody's business here.
        3 | 4 => Reaction::None,
        8 => members(connection, &data),
        _ => UNKNOWN,
    }
}

fn identify(connection: &mut Connection, data: &Value) -> Reaction {
    let (Some(token), Some(intents)) = (data["token"].as_str(), data["intents"].as_u64()) else {
        return UNREADABLE;
    };
    let shard = data.get("shard").filter(|shard| !shard.is_null());
    if let Some(shard) = shard {
        match (shard[0].as_u64(), shard[1].as_u64()) {
            (Some(number), Some(count)) if number < count => {}
            _ => return WRONG_SHARD,
        }
    }
    let identity = Identity { token, intents, shard };
    let wake = Arc::clone(&connection.wake);
    match connection.hub.identify(&identity, connection.number, wake) {
        Ok(session) => {
            connection.session = Some(session);
            Reaction::None
        }
        Err(code) => Reaction::Close(code, refusal(code)),
    }
}

/// Discord's words for the code that refuses a login.
fn refusal(code: u16) -> &'static str {
    match code {
        4004 => "Authentication failed.",
        4013 => "Invalid intent(s).",
        4014 => "Disallowed intent(s).",
        _ => "Unknown error.",
    }
}

fn resume(connection: &mut Connection, data: &Value) -> Reaction {
    let (Some(token), Some(id), Some(after)) =
        (data["token"].as_str(), data["session_id"].as_str(), data["seq"].as_u64())
    else {
        return UNREADABLE;
    };
    let attached = connection.hub.session(id, token).map(|session| {
        let attached = session.attach(connection.number, after, Arc::clone(&connection.wake));
        attached.map(|()| session)
    });
    match attached {
        Some(Ok(session)) => {
            session.push_once("RESUMED", r#"{"_trace":[]}"#);
            connection.session = Some(session);
            Reaction::None
        }
        Some(Err(NotResumable::Ahead)) => WRONG_SEQUENCE,
        Some(Err(NotResumable::Forgotten)) | None => {
            connection.send(9, "false");
            Reaction::None
        }
    }
}

fn members(connection: &mut Connection, data: &Value) -> Reaction {
    if let Some(session) = &connection.session
        && let Some(chunk) = connection.hub.members_chunk(session.bot, data)
    {
        session.push("GUILD_MEMBERS_CHUNK".into(), chunk.to_string().into());
    }
    Reaction::None
}
