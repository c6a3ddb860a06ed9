//! Whatever REST is sent, it answers.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::{Scene, id, with_controls};

/// Names that the routes look at, so that odd values reach them.
const KEYS: [&str; 30] = [
    "content",
    "embeds",
    "fields",
    "name",
    "value",
    "components",
    "component",
    "type",
    "custom_id",
    "options",
    "choices",
    "message_reference",
    "message_id",
    "allowed_mentions",
    "parse",
    "users",
    "flags",
    "nonce",
    "data",
    "title",
    "description",
    "inline",
    "applied_tags",
    "message",
    "archived",
    "topic",
    "recipient_id",
    "footer",
    "id",
    "label",
];

fn odd_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (0..20_u64).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "[a-z<@&>0-9]{0,9}".prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((prop::sample::select(&KEYS[..]), inner), 0..6).prop_map(
                |pairs| {
                    let pairs = pairs.into_iter().map(|(key, value)| (key.to_owned(), value));
                    Value::Object(pairs.collect::<Map<_, _>>())
                }
            ),
        ]
    })
}

proptest! {
    #[test]
    fn odd_bodies_are_answered(body in odd_json()) {
        let mut scene = Scene::new();
        scene.register(json!([{ "name": "ask", "description": "Asks" }]));
        let Scene { person, channel, bot, .. } = scene;
        let message = id(&scene.post(with_controls())["id"]);
        let thread = scene.world.start_thread(bot, channel, "t", None);
        let used = scene.world.type_command(person, channel, "ask", &[]).unwrap();
        for (method, path) in [
            ("POST", format!("/channels/{channel}/messages")),
            ("PATCH", format!("/channels/{channel}/messages/{message}")),
            ("POST", format!("/channels/{channel}/threads")),
            ("POST", format!("/channels/{channel}/messages/{message}/threads")),
            ("PATCH", format!("/channels/{thread}")),
            ("POST", format!("/applications/{bot}/commands")),
            ("PUT", format!("/applications/{bot}/commands")),
            ("POST", "/users/@me/channels".to_owned()),
        ] {
            let answer = scene.ask(method, &path, body.clone());
            prop_assert!((200..500).contains(&answer.status));
        }
        for kind in 4..10 {
            scene.respond(used, kind, body.clone());
            let pressed = scene.world.press(person, message, "yes");
            if let Ok(pressed) = pressed {
                scene.respond(pressed, kind, body.clone());
            }
        }
        scene.hook(used, "POST", "", body.clone());
        scene.hook(used, "PATCH", "/messages/@original", body.clone());
        prop_assert!(scene.world.members_chunk(bot, &body).is_none_or(|chunk| chunk.is_object()));
    }
}
