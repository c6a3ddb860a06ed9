//! Answers to interactions, threads and commands that Discord refuses.

use serde_json::{Value, json};

use crate::make::{
    CALLBACK, COMMAND, COMMANDS, THREADS, button, chat, choices, input, label, modal, option,
    refused, row, text,
};

#[test]
fn bad_answers_threads_and_commands_are_named_by_place() {
    let heavy: Vec<Value> = (0..25)
        .map(|one| {
            let choices: Vec<Value> =
                (0..25).map(|two| json!({"name": format!("{two:0>20}"), "value": "x"})).collect();
            json!({"type": 3, "name": format!("o{one}"), "description": "d", "choices": choices})
        })
        .collect();
    let many: Vec<Value> =
        (0..101).map(|one| json!({"name": format!("c{one}"), "description": "d"})).collect();
    let both = json!([{"type": 3, "name": "a", "description": "d", "autocomplete": true,
        "choices": [{"name": "x", "value": "y"}]}]);
    let three = |one: &str| json!({"name": one, "description": "d"});
    let table: Vec<(&str, Value, &str)> = vec![
        (CALLBACK, json!({}), "/type"),
        (CALLBACK, json!({"type": 3}), "/type"),
        (CALLBACK, json!({"type": 4}), "/data"),
        (CALLBACK, json!({"type": 4, "data": {}}), "/data"),
        (
            CALLBACK,
            json!({"type": 4, "data": {"embeds": [{"title": text(257)}]}}),
            "/data/embeds/0/title",
        ),
        (
            CALLBACK,
            json!({"type": 7, "data": {"components": [row(&[button("")])]}}),
            "/data/components/0/components/0/custom_id",
        ),
        (CALLBACK, choices(26), "/data/choices"),
        (
            CALLBACK,
            json!({"type": 8, "data": {"choices": [{"name": text(101), "value": "x"}]}}),
            "/data/choices/0/name",
        ),
        (
            CALLBACK,
            json!({"type": 8, "data": {"choices": [{"name": "x"}]}}),
            "/data/choices/0/value",
        ),
        (
            CALLBACK,
            json!({"type": 9, "data": {"custom_id": "a", "title": text(46),
            "components": [label(&input("b"))]}}),
            "/data/title",
        ),
        (CALLBACK, modal(&[]), "/data/components"),
        (CALLBACK, modal(&vec![json!({"type": 10, "content": "x"}); 6]), "/data/components"),
        (CALLBACK, modal(&[row(&[input("a"), input("b")])]), "/data/components/0/components"),
        (
            CALLBACK,
            modal(&[label(&input("a")), label(&input("a"))]),
            "/data/components/1/component/custom_id",
        ),
        (
            CALLBACK,
            modal(&[row(&[json!({"type": 4, "custom_id": "a", "style": 1})])]),
            "/data/components/0/components/0/label",
        ),
        (CALLBACK, modal(&[row(&[button("a")])]), "/data/components/0/components/0/type"),
        (THREADS, json!({"name": "  "}), "/name"),
        (THREADS, json!({"name": text(101), "type": 11}), "/name"),
        (THREADS, json!({"type": 11}), "/name"),
        (THREADS, json!({"name": "a", "auto_archive_duration": 61}), "/auto_archive_duration"),
        (THREADS, json!({"name": "a", "message": {}}), "/message"),
        (THREADS, json!({"name": "a", "message": {"content": 5}}), "/message/content"),
        (
            THREADS,
            json!({"name": "a", "message": {"content": "x"},
            "applied_tags": ["1", "2", "3", "4", "5", "6"]}),
            "/applied_tags",
        ),
        (COMMAND, json!({"description": "d"}), "/name"),
        (COMMAND, json!({"name": "ask"}), "/description"),
        (COMMAND, json!({"name": "ask", "description": text(101)}), "/description"),
        (COMMAND, three("Ask"), "/name"),
        (COMMAND, three("ask me"), "/name"),
        (COMMAND, three(""), "/name"),
        (COMMAND, three(&text(33)), "/name"),
        (
            COMMAND,
            json!({"name": "ask", "description": "d", "name_localizations": {"de": "Frag"}}),
            "/name_localizations/de",
        ),
        (COMMAND, json!({"type": 3, "name": "ask", "description": "d"}), "/description"),
        (
            COMMAND,
            json!({"name": "ask", "description": "d", "default_member_permissions": "all"}),
            "/default_member_permissions",
        ),
        (
            COMMAND,
            chat(&json!([option(3, "a", false), option(3, "b", true)])),
            "/options/1/required",
        ),
        (COMMAND, chat(&json!([option(3, "a", true), option(4, "a", true)])), "/options/1/name"),
        (COMMAND, chat(&json!([option(3, "A", true)])), "/options/0/name"),
        (COMMAND, chat(&json!([option(99, "a", true)])), "/options/0/type"),
        (COMMAND, chat(&json!([option(1, "a", false), option(3, "b", false)])), "/options"),
        (COMMAND, chat(&json!(vec![option(3, "a", true); 26])), "/options"),
        (COMMAND, chat(&both), "/options/0/choices"),
        (COMMAND, chat(&json!(heavy)), ""),
        (COMMANDS, json!([three("ask"), three("ask")]), "/1/name"),
        (
            COMMANDS,
            json!([three("ask"), chat(&json!([{"type": 3, "name": "a"}]))]),
            "/1/options/0/description",
        ),
        (COMMANDS, json!(many), ""),
        (
            "PATCH /applications/1/commands/5",
            json!({"options": [option(3, "a b", true)]}),
            "/options/0/name",
        ),
        ("POST /users/@me/channels", json!({"recipient_id": "me"}), "/recipient_id"),
        ("POST /users/@me/channels", json!({}), "/recipient_id"),
    ];
    refused(table);
}
