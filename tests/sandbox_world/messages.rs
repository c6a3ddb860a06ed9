//! Messages: limits, nonces, replies, mentions, lists.

use serde_json::{Value, json};
use signpost::sandbox::world::Id;

use super::{Scene, id, outcome, with_controls};

#[test]
fn bodies_outside_the_limits_are_refused_with_the_place() {
    let long = "x".repeat(2001);
    let row = |components: Value| json!([{ "type": 1, "components": components }]);
    let button =
        |custom_id: &str| json!({ "type": 2, "style": 1, "label": "b", "custom_id": custom_id });
    let fields: Vec<Value> = (0..26).map(|_| json!({ "name": "n", "value": "v" })).collect();
    let buttons: Vec<Value> = (0..6).map(|number| button(&number.to_string())).collect();
    let table = [
        (json!({ "content": long }), "/content"),
        (json!({ "content": "x", "nonce": "n".repeat(26) }), "/nonce"),
        (json!({ "embeds": [{ "title": "x".repeat(257) }] }), "/embeds/0/title"),
        (json!({ "embeds": [{ "description": "x".repeat(4097) }] }), "/embeds/0/description"),
        (json!({ "embeds": [{ "fields": fields }] }), "/embeds/0/fields"),
        (json!({ "embeds": [{ "fields": [{ "name": "n" }] }] }), "/embeds/0/fields/0/value"),
        (
            json!({ "embeds": [{ "description": "x".repeat(4000) }, { "description": "x".repeat(2001) }] }),
            "/embeds",
        ),
        (json!({ "components": row(json!([])) }), "/components/0/components"),
        (json!({ "components": row(json!(buttons)) }), "/components/0"),
        (
            json!({ "components": row(json!([button("a"), button("a")])) }),
            "/components/0/components/1/custom_id",
        ),
        (
            json!({ "components": row(json!([button(&"x".repeat(101))])) }),
            "/components/0/components/0/custom_id",
        ),
        (
            json!({ "components": row(json!([{ "type": 2, "style": 1, "label": "b" }])) }),
            "/components/0/components/0/custom_id",
        ),
        (
            json!({ "components": row(json!([{ "type": 2, "style": 5, "label": "b" }])) }),
            "/components/0/components/0/url",
        ),
        (
            json!({ "components": row(json!([{ "type": 3, "custom_id": "s" }])) }),
            "/components/0/components/0/options",
        ),
        (json!({ "content": "x", "flags": 1 << 15 }), "/content"),
    ];
    for (body, place) in table {
        let mut scene = Scene::new();
        let path = format!("/channels/{}/messages", scene.channel);
        let answer = scene.ask("POST", &path, body);
        assert_eq!(outcome(&answer), (400, 50035), "{place}");
        let errors = answer.body.unwrap()["errors"].clone();
        assert!(errors.pointer(&format!("{place}/_errors")).is_some(), "{place}: {errors}");
        assert!(scene.world.messages_in(scene.channel).is_empty());
    }
    let mut scene = Scene::new();
    let path = format!("/channels/{}/messages", scene.channel);
    for body in [json!({}), json!({ "content": " " }), json!({ "embeds": [] })] {
        assert_eq!(outcome(&scene.ask("POST", &path, body)), (400, 50006));
    }
}

#[test]
fn a_nonce_that_is_enforced_sends_once() {
    // The nonce of a second message, whether it is enforced, the time between, and how many
    // messages there are then.
    let table = [
        ("a", true, 1000, 1),
        ("a", false, 1000, 2),
        ("b", true, 1000, 2),
        ("a", true, 10 * 60 * 1000, 2),
    ];
    for (nonce, enforced, between, expected) in table {
        let mut scene = Scene::new();
        let first = scene.post(json!({ "content": "one", "nonce": "a", "enforce_nonce": true }));
        assert_eq!(first["nonce"], "a");
        scene.wait(between);
        let body = json!({ "content": "two", "nonce": nonce, "enforce_nonce": enforced });
        let second = scene.post(body);
        assert_eq!(first["id"] == second["id"], expected == 1);
        assert_eq!(scene.world.messages_in(scene.channel).len(), expected);
        let told = scene.world.take_events();
        let created = told.iter().filter(|event| event.name == "MESSAGE_CREATE");
        assert_eq!(created.count(), expected);
        assert_eq!(told[0].data["nonce"], "a");
    }
}

#[test]
fn a_nonce_outlives_its_message() {
    let mut scene = Scene::new();
    let body = json!({ "content": "one", "nonce": "a", "enforce_nonce": true });
    let first = scene.post(body.clone());
    scene.world.delete(id(&first["id"]));
    assert_eq!(scene.post(body), first);
    assert_eq!(scene.world.messages_in(scene.channel).len(), 0);
}

#[test]
fn a_reply_to_a_deleted_message_fails_unless_told_not_to() {
    for (fail, expected) in [(None, 400), (Some(true), 400), (Some(false), 200)] {
        let mut scene = Scene::new();
        let message = scene.world.say(scene.person, scene.channel, "hello");
        scene.world.delete(message);
        let mut reference = json!({ "message_id": message });
        if let Some(fail) = fail {
            reference["fail_if_not_exists"] = json!(fail);
        }
        let path = format!("/channels/{}/messages", scene.channel);
        let body = json!({ "content": "hello", "message_reference": reference });
        let answer = scene.ask("POST", &path, body);
        assert_eq!(answer.status, expected);
        if expected == 200 {
            assert_eq!(answer.body.unwrap()["type"], 0);
        }
    }
}

#[test]
fn a_reply_shows_what_it_answers_as_it_is_now() {
    let mut scene = Scene::new();
    let asked = scene.world.say(scene.person, scene.channel, "hello");
    let body = json!({ "content": "hi", "message_reference": { "message_id": asked } });
    let reply = id(&scene.post(body)["id"]);
    let shown = |scene: &Scene| scene.world.message(reply).unwrap()["referenced_message"].clone();
    assert_eq!(scene.world.message(reply).unwrap()["type"], 19);
    assert_eq!(shown(&scene)["content"], "hello");
    scene.world.edit(asked, "hello!");
    assert_eq!(shown(&scene)["content"], "hello!");
    scene.world.delete(asked);
    assert!(shown(&scene).is_null());
}

#[test]
fn only_allowed_mentions_count() {
    let table = [
        (Value::Null, 2, true, true),
        (json!({ "parse": [] }), 0, false, false),
        (json!({ "parse": ["users"] }), 2, false, false),
        (json!({ "users": ["PERSON"] }), 1, false, false),
        (json!({ "parse": ["everyone", "roles"] }), 0, true, true),
        (json!({ "parse": [], "replied_user": true }), 1, false, false),
    ];
    for (allowed, users, role, everyone) in table {
        let mut scene = Scene::new();
        let helper = scene.world.add_role(scene.guild, "helper", 0);
        let asked = scene.world.say(scene.person, scene.channel, "hello");
        let allowed = allowed.to_string().replace("PERSON", &scene.owner.to_string());
        let content = format!("<@{}> <@!{}> <@&{helper}> @everyone", scene.person, scene.owner);
        let mut body = json!({ "content": content, "message_reference": { "message_id": asked } });
        body["allowed_mentions"] = serde_json::from_str(&allowed).unwrap();
        let message = scene.post(body);
        assert_eq!(message["mentions"].as_array().unwrap().len(), users, "{allowed}");
        assert_eq!(!message["mention_roles"].as_array().unwrap().is_empty(), role, "{allowed}");
        assert_eq!(message["mention_everyone"], everyone, "{allowed}");
    }
}

#[test]
fn a_bot_edits_and_deletes_its_own() {
    let mut scene = Scene::new();
    let message = scene.post(with_controls());
    let path = format!("/channels/{}/messages/{}", scene.channel, message["id"].as_str().unwrap());
    let edited = scene.get("PATCH", &path, json!({ "content": "done", "components": [] }));
    assert_eq!((&edited["content"], &edited["components"]), (&json!("done"), &json!([])));
    assert!(edited["edited_timestamp"].is_string());
    assert_eq!(outcome(&scene.ask("PATCH", &path, json!({ "content": "" }))), (400, 50006));
    scene.get("DELETE", &path, Value::Null);
    assert_eq!(outcome(&scene.ask("DELETE", &path, Value::Null)), (404, 10008));
    assert!(scene.world.messages_in(scene.channel).is_empty());
}

#[test]
fn a_list_is_cut_as_asked_newest_first() {
    let mut scene = Scene::new();
    let said: Vec<Id> = (0..10)
        .map(|number| scene.world.say(scene.person, scene.channel, &number.to_string()))
        .collect();
    let fourth = said[4];
    let table = [
        (String::new(), "9876543210"),
        ("?limit=3".to_owned(), "987"),
        (format!("?limit=3&before={fourth}"), "321"),
        (format!("?limit=3&after={fourth}"), "765"),
        (format!("?limit=3&around={fourth}"), "543"),
    ];
    for (query, expected) in table {
        let path = format!("/channels/{}/messages{query}", scene.channel);
        let list = scene.get("GET", &path, Value::Null);
        let texts: String =
            list.as_array().unwrap().iter().filter_map(|one| one["content"].as_str()).collect();
        assert_eq!(texts, expected, "{query}");
    }
    let path = format!("/channels/{}/messages?limit=101", scene.channel);
    assert_eq!(outcome(&scene.ask("GET", &path, Value::Null)), (400, 50035));
}
