//! Bodies that Discord takes and bodies that it refuses, each of the latter with its place.

mod answers;
mod good;
mod make;
mod messages;

use serde_json::{Value, json};
use signpost::sandbox::description::Description;

use crate::make::{CALLBACK, MESSAGES, THREADS, check, row, shown, text, with_rows};

/// The bodies were written by discord.py 2.7.1: ids and permissions as numbers, nulls, empty lists.
#[test]
fn bodies_of_another_library_pass() {
    let bodies: Vec<(String, Value)> =
        serde_json::from_str(include_str!("../discord_py/bodies.json"))
            .expect("pairs of route and body");
    for (route, body) in bodies {
        let found = check(&route, Some(&body));
        assert!(found.is_empty(), "{route} {body:.300}\n{}", shown(&found));
    }
}

#[test]
fn only_what_is_wrong_is_said() {
    let long = row(&[json!({"type": 2, "style": 1, "custom_id": "a", "label": text(81)})]);
    let table = [
        (
            MESSAGES,
            with_rows(&[long]),
            "/components/0/components/0/label: has 81 characters, at most 80",
        ),
        (
            MESSAGES,
            json!({"content": 5, "embeds": [{"title": "x"}]}),
            "/content: is 5, must be null or string",
        ),
        (
            MESSAGES,
            with_rows(&[json!({"type": 99})]),
            "/components/0/type: is none of the kinds allowed here: 1, 17, 13, 12, 9, 14, 10",
        ),
        (
            MESSAGES,
            json!({"content": "x", "allowed_mentions": []}),
            "/allowed_mentions: is a list, must be object",
        ),
        (
            CALLBACK,
            json!({"type": 8, "data": {"choices": [{"name": text(101), "value": "x"}]}}),
            "/data/choices/0/name: has 101 characters, at most 100",
        ),
        (
            THREADS,
            json!({"name": "a", "message": {"content": 5, "embeds": [{"title": "x"}]}}),
            "/message/content: is 5, must be null or string",
        ),
    ];
    for (route, body, expected) in table {
        let found = check(route, Some(&body));
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found, [expected], "{route} {body:.200}");
    }
}

#[test]
fn routes_are_known_or_refused() {
    let known = [
        "GET /gateway/bot",
        "GET /users/@me",
        "GET /users/18446744073709551615",
        "GET /guilds/1/members/2",
        "DELETE /webhooks/1/token/messages/@original",
        "POST /channels/1/typing",
    ];
    for route in known {
        assert!(check(route, None).is_empty(), "{route}");
        assert!(check(route, Some(&json!({}))).is_empty(), "{route} with an empty object");
    }
    let refused = [
        "GET /nothing",
        "PUT /gateway",
        "GET /users/18446744073709551616",
        "GET /channels/abc",
        "GET /channels/",
        "GET /channels/1/",
        "GET channels/1",
        "POST /interactions/1//callback",
        "GET /gateway?v=10",
    ];
    for route in refused {
        let found = check(route, None);
        assert!(found.len() == 1 && found[0].at.is_empty(), "{route}\n{}", shown(&found));
    }
    let body = json!({"content": "x"});
    assert_eq!(check("POST /channels/1/typing", Some(&body)).len(), 1, "a body where none belongs");
    assert_eq!(check(MESSAGES, None).len(), 1, "no body where one belongs");
}

/// Whatever the body is, checking neither panics nor goes on without a word where it is no object.
#[test]
fn every_route_compiles_and_takes_any_body() {
    let odd = [
        json!(null),
        json!(5),
        json!("x"),
        json!([null, 5, [], {}]),
        json!({"type": "x", "data": [], "embeds": {}, "components": [5, null, {"type": -1}],
            "name": 5, "options": [[]], "allowed_mentions": {"parse": 1}, "message": "x"}),
    ];
    let mut count = 0;
    for (method, template) in Description::shipped().routes() {
        let path: Vec<&str> = template
            .split('/')
            .map(|part| if part.starts_with('{') { "1" } else { part })
            .collect();
        let path = path.join("/");
        for body in &odd {
            let found = Description::shipped().check(method, &path, Some(body));
            // Null and a list of commands can be meant.
            let may_pass = body.is_null() || method == "PUT";
            assert!(may_pass || !found.is_empty(), "{method} {path} takes {body}");
        }
        count += 1;
    }
    assert_eq!(count, 40, "routes of the contract");
}
