//! Bodies that Discord takes.

use serde_json::{Value, json};

use crate::make::{
    CALLBACK, CHANGE, COMMAND, COMMANDS, EDIT, FOLLOWUP, MESSAGES, THREADS, button, chat, check,
    choices, input, label, modal, option, row, select, shown, text, with_rows,
};

#[test]
fn good_bodies_pass() {
    let buttons: Vec<Value> = (0..5).map(|one| button(&format!("b{one}"))).collect();
    let rows: Vec<Value> =
        (0..5).map(|one| row(&[button(&format!("r{one}")), button(&format!("s{one}"))])).collect();
    let full = json!({
        "title": text(256), "description": text(4096), "color": 0x00ff_ffff, "url": "https://a.example/b",
        "timestamp": "2024-05-01T10:00:00.000Z",
        "footer": {"text": "page 1", "icon_url": "https://a.example/i.png"},
        "author": {"name": "guide", "icon_url": null},
        "image": {"url": "attachment://map.png"},
        "fields": [{"name": "a", "value": text(1024), "inline": true}],
    });
    let link = json!({"type": 2, "style": 5, "label": "Page", "url": "https://a.example"});
    let v2 = json!({"flags": 1 << 15, "components": [
        {"type": 17, "components": [{"type": 10, "content": "Hello"}, row(&[button("in")])]},
        {"type": 9, "components": [{"type": 10, "content": "x"}], "accessory": button("side")},
    ]});
    let nested = json!([
        {"type": 2, "name": "grp", "description": "d", "options": [
            {"type": 1, "name": "sub", "description": "d", "options": [option(3, "text", true)]}]},
    ]);
    let named = json!({"type": 3, "name": "Ask about this"});
    let table: Vec<(&str, Value)> = vec![
        (MESSAGES, json!({"content": "hello"})),
        (MESSAGES, json!({"content": text(2000), "nonce": "1".repeat(25), "enforce_nonce": true})),
        (MESSAGES, json!({"content": "hi", "nonce": 12, "tts": false, "flags": 4, "unknown": 1})),
        (MESSAGES, json!({"content": null, "embeds": [full], "components": null})),
        (MESSAGES, with_rows(&[row(&buttons)])),
        (MESSAGES, with_rows(&rows)),
        (MESSAGES, with_rows(&[row(&[select(&["a", "b"])]), row(&[link])])),
        (MESSAGES, v2),
        (MESSAGES, json!({"attachments": [{"id": 0, "filename": "a.txt"}]})),
        (MESSAGES, json!({"sticker_ids": ["123"]})),
        (
            MESSAGES,
            json!({"content": "re", "message_reference":
            {"message_id": 12345, "fail_if_not_exists": false}}),
        ),
        (
            MESSAGES,
            json!({"content": "x", "allowed_mentions":
            {"parse": ["roles"], "users": ["1"], "replied_user": true}}),
        ),
        (MESSAGES, json!({"content": "x", "allowed_mentions": {"parse": ["users"], "users": []}})),
        (EDIT, json!({"content": ""})),
        (EDIT, json!({"components": []})),
        (EDIT, json!({"embeds": [{"title": "x"}], "components": [{"type": 10, "content": "x"}]})),
        (FOLLOWUP, json!({"content": "only you", "flags": 64})),
        (CHANGE, json!({"content": "done"})),
        ("PATCH /webhooks/1/a.b-c_d/messages/77", json!({"content": "done"})),
        (CALLBACK, json!({"type": 4, "data": {"content": "hi", "flags": 64}})),
        (CALLBACK, json!({"type": 5, "data": {"flags": 64}})),
        (CALLBACK, json!({"type": 5})),
        (CALLBACK, json!({"type": 6})),
        (CALLBACK, json!({"type": 7, "data": {"components": []}})),
        (CALLBACK, choices(25)),
        (CALLBACK, json!({"type": 8, "data": {"choices": []}})),
        (CALLBACK, json!({"type": 8, "data": {"choices": [{"name": "four", "value": 4}]}})),
        (CALLBACK, modal(&[row(&[input("what")])])),
        (CALLBACK, modal(&[label(&input("what")), label(&select(&["a"]))])),
        (THREADS, json!({"name": "help", "type": 11, "auto_archive_duration": 1440})),
        (THREADS, json!({"name": "help", "message": {"content": "x"}, "applied_tags": ["3"]})),
        ("POST /channels/1/messages/2/threads", json!({"name": "help"})),
        (COMMAND, chat(&json!([option(3, "question", true), option(5, "private", false)]))),
        (COMMAND, chat(&nested)),
        (
            COMMAND,
            json!({"name": "fragen", "description": "d", "default_member_permissions": "32",
            "name_localizations": {"hi": "पूछें"}, "contexts": [0, 1], "integration_types": [0]}),
        ),
        (COMMAND, named.clone()),
        (COMMANDS, json!([chat(&json!([])), named, {"type": 2, "name": "ask", "description": ""}])),
        (COMMANDS, json!([])),
        ("PATCH /applications/1/commands/5", json!({"name": "Ask about this"})),
        ("POST /users/@me/channels", json!({"recipient_id": "80351110224678912"})),
    ];
    for (route, body) in table {
        let found = check(route, Some(&body));
        assert!(found.is_empty(), "{route} {body:.300}\n{}", shown(&found));
    }
}
