//! From a frame of the gateway to an event with serenity's types.
//!
//! **Invariant:** an event that cannot be read is named, never quoted: its text is somebody's.

use serde::Deserialize;
use serde_json::value::RawValue;
use serenity::all::{Event, GatewayEvent, Message};

/// What a frame brings.
#[derive(Debug)]
pub enum Arrival {
    /// Something happened.
    Event(Box<Event>),
    /// A message is edited; this is how it reads now. serenity takes such an event apart into
    /// optional fields; whole it can be read as any other message.
    Edited(Box<Message>),
    /// A new connection is greeted.
    Hello,
    /// Something else that concerns the connection alone.
    Connection,
    /// Something that cannot be read.
    Unreadable {
        /// Discord's name of the event, where it has one.
        name: String,
    },
}

/// The outside of a frame.
#[derive(Deserialize)]
struct Frame<'f> {
    op: u8,
    #[serde(borrow)]
    t: Option<&'f str>,
    #[serde(borrow)]
    d: Option<&'f RawValue>,
}

/// The opcode of everything that is not about the connection.
const DISPATCH: u8 = 0;

/// The opcode of the first frame of a connection.
const HELLO: u8 = 10;

/// Reads a frame.
#[must_use]
pub fn read(text: &str) -> Arrival {
    let Ok(frame) = serde_json::from_str::<Frame<'_>>(text) else {
        return Arrival::Unreadable { name: "a frame that is no JSON".to_owned() };
    };
    match frame.op {
        DISPATCH => {}
        HELLO => return Arrival::Hello,
        _ => return Arrival::Connection,
    }
    let name = frame.t.unwrap_or("an event without a name");
    if name == "MESSAGE_UPDATE"
        && let Some(message) = frame.d.and_then(|data| serde_json::from_str(data.get()).ok())
    {
        return Arrival::Edited(Box::new(message));
    }
    match serde_json::from_str(text) {
        Ok(GatewayEvent::Dispatch(_, event)) => Arrival::Event(Box::new(event)),
        Ok(_) => Arrival::Connection,
        Err(_) => Arrival::Unreadable { name: known_name(name) },
    }
}

/// The name of an event, if it looks like one: what comes over the wire goes to the log.
fn known_name(name: &str) -> String {
    let is_name =
        name.len() <= 64 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_');
    if is_name { name.to_owned() } else { "an event with an odd name".to_owned() }
}
