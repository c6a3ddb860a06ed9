//! The limits that Discord's description does not hold, as plain code.
//!
//! They are those of Discord's written documentation. Each is a constant or one condition; the
//! table in `check` says which bodies they apply to.
//!
//! **Invariant:** a value of a wrong type is passed over here: the schema names it.

mod commands;
mod components;
mod messages;

use serde_json::Value;

use super::Violation;
use super::place::{Findings, Place};
use messages::Sent;

/// What the limits say of the body of this route.
pub(super) fn check(method: &str, template: &str, body: &Value) -> Vec<Violation> {
    let body = Place::root(body);
    let mut findings = Findings::default();
    let end = |text: &str| template.ends_with(text);
    match method {
        "POST" if end("/callback") => callback(&body, &mut findings),
        "POST" if end("/users/@me/channels") => recipient(&body, &mut findings),
        "POST" if template == "/channels/{channel_id}/threads" => thread(&body, &mut findings),
        "POST" if end("/threads") => thread_name(&body, &mut findings),
        "POST" if end("/messages") => messages::check(&body, Sent::ToChannel, &mut findings),
        "POST" if end("/{webhook_token}") => messages::check(&body, Sent::ToToken, &mut findings),
        "PATCH" if template.contains("/messages/") => {
            messages::check(&body, Sent::AsEdit, &mut findings);
        }
        "PUT" if end("/commands") => commands::check_all(&body, &mut findings),
        "POST" if end("/commands") => commands::check(&body, &mut findings),
        "PATCH" if end("/{command_id}") => commands::check_change(&body, &mut findings),
        _ => {}
    }
    findings.into_list()
}

/// The first response to an interaction. Its type decides what `data` is.
fn callback(body: &Place<'_>, findings: &mut Findings) {
    let data = body.get("data");
    match (body.number("type"), data) {
        (Some(4), Some(data)) => messages::check(&data, Sent::ToToken, findings),
        (Some(4), None) => findings.add(body.key("data"), messages::EMPTY),
        (Some(7), Some(data)) => messages::check(&data, Sent::AsEdit, findings),
        (Some(9), Some(data)) => components::check_modal(&data, findings),
        // 1 pong, 5 and 6 deferred, 8 autocomplete: the schema holds all there is to say.
        _ => {}
    }
}

/// People open group channels with other keys; a bot has this one.
fn recipient(body: &Place<'_>, findings: &mut Findings) {
    if body.get("recipient_id").is_none() {
        findings.add(body.key("recipient_id"), "is missing");
    }
}

fn thread(body: &Place<'_>, findings: &mut Findings) {
    thread_name(body, findings);
    if let Some(message) = body.get("message") {
        messages::check(&message, Sent::ToChannel, findings);
    }
}

/// A name of spaces is trimmed, and then too short.
fn thread_name(body: &Place<'_>, findings: &mut Findings) {
    if body.text("name").is_some_and(|name| name.trim().is_empty()) {
        findings.add(body.key("name"), "is blank");
    }
}
