//! Messages that Discord refuses.

use serde_json::{Value, json};

use crate::make::{
    EDIT, FOLLOWUP, MESSAGES, button, refused, row, select, text, with_embed, with_rows,
};

#[test]
fn bad_messages_are_named_by_place() {
    let six_buttons: Vec<Value> = (0..6).map(|one| button(&format!("b{one}"))).collect();
    let six_rows: Vec<Value> = (0..6).map(|one| row(&[button(&format!("r{one}"))])).collect();
    let many: Vec<Value> = (0..25).map(|_| json!({"type": 10, "content": "x"})).collect();
    let far = json!({"flags": 1 << 15, "components":
        [{"type": 17, "components": many}, {"type": 17, "components": many}]});
    let values: Vec<String> = (0..26).map(|one| one.to_string()).collect();
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    let two_long = json!({"embeds": [{"description": text(3000)}, {"description": text(3001)}]});
    let styled = |style: u64, more: Value| {
        let mut one = json!({"type": 2, "style": style, "label": "x"});
        for (key, value) in more.as_object().expect("an object") {
            one[key] = value.clone();
        }
        with_rows(&[row(&[one])])
    };
    let first_button = |key: &str| format!("/components/0/components/0/{key}");
    let at_type = first_button("type");
    let at_label = first_button("label");
    let at_id = first_button("custom_id");
    let at_url = first_button("url");
    let at_style = first_button("style");
    let at_options = first_button("options");
    let at_value = first_button("options/1/value");
    let at_least = first_button("min_values");
    let mut inverted = select(&["a", "b"]);
    inverted["min_values"] = json!(2);
    let table: Vec<(&str, Value, &str)> = vec![
        (MESSAGES, json!({}), ""),
        (MESSAGES, json!([]), ""),
        (MESSAGES, json!({"content": " \n"}), ""),
        (MESSAGES, with_embed(&json!({"color": 1})), ""),
        (EDIT, json!({"content": "", "embeds": [], "components": [], "attachments": []}), ""),
        (MESSAGES, json!({"content": 5}), "/content"),
        (MESSAGES, json!({"content": text(2001)}), "/content"),
        (MESSAGES, json!({"content": text(4001)}), "/content"),
        (FOLLOWUP, json!({"content": text(2001)}), "/content"),
        (FOLLOWUP, json!({"content": "x", "tts": "yes"}), "/tts"),
        (MESSAGES, json!({"content": "x", "nonce": "1".repeat(26)}), "/nonce"),
        (MESSAGES, json!({"content": "x", "flags": 64}), "/flags"),
        (MESSAGES, json!({"content": "x", "flags": 1 << 15}), "/content"),
        (MESSAGES, json!({"sticker_ids": ["1".repeat(21)]}), "/sticker_ids/0"),
        (
            MESSAGES,
            json!({"content": "x", "message_reference": {"message_id": "abc"}}),
            "/message_reference/message_id",
        ),
        (MESSAGES, with_embed(&json!({"title": text(257)})), "/embeds/0/title"),
        (MESSAGES, with_embed(&json!({"description": text(4097)})), "/embeds/0/description"),
        (
            MESSAGES,
            with_embed(&json!({"title": "x", "footer": {"text": text(2049)}})),
            "/embeds/0/footer/text",
        ),
        (
            MESSAGES,
            with_embed(&json!({"title": "x", "author": {"name": text(257)}})),
            "/embeds/0/author/name",
        ),
        (
            MESSAGES,
            with_embed(&json!({"fields": [{"name": "a", "value": text(1025)}]})),
            "/embeds/0/fields/0/value",
        ),
        (
            MESSAGES,
            with_embed(&json!({"fields": [{"name": "a", "value": ""}]})),
            "/embeds/0/fields/0/value",
        ),
        (MESSAGES, with_embed(&json!({"fields": [{"name": "a"}]})), "/embeds/0/fields/0/value"),
        (MESSAGES, with_embed(&json!({"title": "x", "url": "no address"})), "/embeds/0/url"),
        (MESSAGES, with_embed(&json!({"title": "x", "url": "ftp://a.example"})), "/embeds/0/url"),
        (MESSAGES, with_embed(&json!({"title": "x", "timestamp": "today"})), "/embeds/0/timestamp"),
        (MESSAGES, with_embed(&json!({"title": "x", "color": 0x0100_0000})), "/embeds/0/color"),
        (MESSAGES, two_long, "/embeds"),
        (MESSAGES, json!({"embeds": vec![json!({"title": "x"}); 11]}), "/embeds"),
        (MESSAGES, with_rows(&[row(&six_buttons)]), "/components/0/components"),
        (MESSAGES, with_rows(&[row(&[])]), "/components/0/components"),
        (MESSAGES, with_rows(&six_rows), "/components"),
        (MESSAGES, far, "/components"),
        (MESSAGES, with_rows(&[json!({"type": 99})]), "/components/0/type"),
        (MESSAGES, with_rows(&[json!({"type": 10, "content": "x"})]), "/components/0/type"),
        (MESSAGES, with_rows(&[json!({"components": []})]), "/components/0/type"),
        (MESSAGES, with_rows(&[row(&[json!({"type": 4})])]), &at_type),
        (MESSAGES, with_rows(&[row(&[button("a"), select(&["b"])])]), "/components/0/components"),
        (
            MESSAGES,
            with_rows(&[row(&[button("a")]), row(&[button("a")])]),
            "/components/1/components/0/custom_id",
        ),
        (MESSAGES, with_rows(&[row(&[button("")])]), &at_id),
        (MESSAGES, with_rows(&[row(&[button(&text(101))])]), &at_id),
        (MESSAGES, styled(1, json!({})), &at_id),
        (MESSAGES, styled(1, json!({"custom_id": "a", "url": "https://a.example"})), &at_url),
        (MESSAGES, styled(1, json!({"custom_id": "a", "label": text(81)})), &at_label),
        (MESSAGES, styled(5, json!({})), &at_url),
        (MESSAGES, styled(5, json!({"url": "https://a.example", "custom_id": "a"})), &at_id),
        (MESSAGES, styled(5, json!({"url": "javascript:x"})), &at_url),
        (MESSAGES, styled(6, json!({"sku_id": "1"})), &at_label),
        (MESSAGES, styled(9, json!({"custom_id": "a"})), &at_style),
        (MESSAGES, with_rows(&[row(&[select(&[])])]), &at_options),
        (MESSAGES, with_rows(&[row(&[select(&values)])]), &at_options),
        (MESSAGES, with_rows(&[row(&[select(&["a", "a"])])]), &at_value),
        (MESSAGES, with_rows(&[row(&[inverted])]), &at_least),
        (
            MESSAGES,
            json!({"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}),
            "/allowed_mentions/users",
        ),
        (
            MESSAGES,
            json!({"content": "x", "allowed_mentions": {"parse": ["all"]}}),
            "/allowed_mentions/parse/0",
        ),
        (
            EDIT,
            with_rows(&[row(&[styled(5, json!({}))["components"][0]["components"][0].clone()])]),
            &at_url,
        ),
    ];
    refused(table);
}
