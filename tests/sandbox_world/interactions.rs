//! Responses to interactions, and what follows them.

use serde_json::{Value, json};
use signpost::sandbox::world::{Id, RESPONSE_TIME, TOKEN_LIFE};

use super::{Scene, id, outcome, with_controls};

const LOADING: u64 = 1 << 7;
const EPHEMERAL: u64 = 1 << 6;

/// Kinds of interactions.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Command,
    OnMessage,
    Press,
    Typing,
    Form,
    FormOfButton,
}

fn form() -> Value {
    json!({ "title": "A form", "custom_id": "form", "components": [
        { "type": 1, "components": [
            { "type": 4, "custom_id": "why", "style": 2, "label": "Why", "max_length": 10 },
        ]},
    ]})
}

fn start(scene: &mut Scene, kind: Kind) -> Id {
    let Scene { person, channel, .. } = *scene;
    scene.register(json!([
        { "name": "ask", "description": "Asks", "options": [
            { "type": 3, "name": "what", "description": "What", "autocomplete": true },
        ]},
        { "type": 3, "name": "Answer this" },
    ]));
    let controls = id(&scene.post(with_controls())["id"]);
    let opener = match kind {
        Kind::Command => return scene.world.type_command(person, channel, "ask", &[]).unwrap(),
        Kind::Typing => {
            return scene.world.autocomplete(person, channel, "ask", "what", "w").unwrap();
        }
        Kind::OnMessage => {
            return scene.world.use_message_command(person, controls, "Answer this").unwrap();
        }
        Kind::Press => return scene.world.press(person, controls, "yes").unwrap(),
        Kind::Form => scene.world.type_command(person, channel, "ask", &[]).unwrap(),
        Kind::FormOfButton => scene.world.press(person, controls, "yes").unwrap(),
    };
    assert_eq!(scene.respond(opener, 9, form()).status, 204);
    scene.world.submit_modal(opener, &[("why", "because")]).unwrap()
}

#[test]
fn every_kind_takes_the_responses_that_fit_it() {
    let table = [
        (Kind::Command, [4, 5, 9].as_slice()),
        (Kind::OnMessage, &[4, 5, 9]),
        (Kind::Press, &[4, 5, 6, 7, 9]),
        (Kind::Typing, &[8]),
        (Kind::Form, &[4, 5]),
        (Kind::FormOfButton, &[4, 5, 6, 7]),
    ];
    for (kind, fitting) in table {
        for response in 0..12 {
            let data = match response {
                4 | 7 => json!({ "content": "x" }),
                8 => json!({ "choices": [{ "name": "x", "value": "x" }] }),
                9 => form(),
                _ => Value::Null,
            };
            let mut scene = Scene::new();
            let interaction = start(&mut scene, kind);
            let answer = scene.respond(interaction, response, data.clone());
            let fits = fitting.contains(&response);
            let expected = if fits { (204, 0) } else { (400, 50035) };
            assert_eq!(outcome(&answer), expected, "{kind:?} {response}");
            let record = scene.world.interaction(interaction).unwrap();
            assert_eq!(record.response.is_some(), fits, "{kind:?} {response}");
            if fits {
                let again = scene.respond(interaction, response, data);
                assert_eq!(outcome(&again), (400, 40060));
            }
        }
    }
}

#[test]
fn responses_have_their_time() {
    let text = json!({ "content": "x" });
    // The first response and when it comes, a message after it and when that comes.
    let table = [
        (4, RESPONSE_TIME, 204, 0, 200, 0),
        (4, RESPONSE_TIME + 1, 404, 10062, 404, 10015),
        (5, 0, 204, 0, 200, 0),
        (4, 0, 204, 0, 200, TOKEN_LIFE),
        (4, 0, 204, 0, 401, TOKEN_LIFE + 1),
        (5, 0, 204, 0, 401, TOKEN_LIFE + 1),
    ];
    for (kind, at, status, code, status_after, then) in table {
        let mut scene = Scene::new();
        let interaction = start(&mut scene, Kind::Command);
        scene.wait(at);
        let answer = scene.respond(interaction, kind, text.clone());
        assert_eq!(outcome(&answer), (status, code), "{kind} {at}");
        assert_eq!(
            scene.world.interaction(interaction).unwrap().missed(scene.world.now()),
            status != 204
        );
        if then > RESPONSE_TIME {
            scene.wait(then - at);
        }
        let after = scene.hook(interaction, "POST", "", text.clone());
        assert_eq!(after.status, status_after, "{kind} {at} {then}");
    }
}

#[test]
fn nothing_follows_before_a_response() {
    let mut scene = Scene::new();
    let interaction = start(&mut scene, Kind::Command);
    let early = scene.hook(interaction, "POST", "", json!({ "content": "x" }));
    assert_eq!(outcome(&early), (404, 10015));
    let token = scene.world.interaction(interaction).unwrap().token.clone();
    let wrong = format!("/webhooks/{}/{token}x", scene.bot);
    let answer = scene.ask("POST", &wrong, json!({ "content": "x" }));
    assert_eq!(outcome(&answer), (401, 50027));
    let wrong = format!("/interactions/{interaction}/{token}x/callback");
    assert_eq!(outcome(&scene.ask("POST", &wrong, json!({ "type": 5 }))), (404, 10062));
}

#[test]
fn a_deferred_response_is_filled_in() {
    for (method, rest) in [("PATCH", "/messages/@original"), ("POST", "")] {
        for flags in [0, EPHEMERAL] {
            let mut scene = Scene::new();
            let interaction = start(&mut scene, Kind::Command);
            scene.respond(interaction, 5, json!({ "flags": flags }));
            let original = scene.world.interaction(interaction).unwrap().original.unwrap();
            let shown = |scene: &Scene| scene.world.message(original).unwrap().clone();
            assert_eq!(shown(&scene)["flags"], LOADING | flags);
            let filled = scene.hook(interaction, method, rest, json!({ "content": "here" }));
            assert_eq!(filled.status, 200);
            assert_eq!(shown(&scene)["content"], "here");
            assert_eq!(shown(&scene)["flags"], flags);
            let next = scene.hook(interaction, "POST", "", json!({ "content": "more" }));
            let next = next.body.unwrap();
            assert_ne!(next["id"], json!(original));
            let metadata = &next["interaction_metadata"];
            assert_eq!(metadata["original_response_message_id"], json!(original));
        }
    }
}

#[test]
fn an_ephemeral_message_is_for_one_person() {
    let mut scene = Scene::new();
    let interaction = start(&mut scene, Kind::Command);
    scene.world.take_events();
    let mut data = with_controls();
    data["flags"] = json!(EPHEMERAL);
    scene.respond(interaction, 4, data);
    let original = scene.world.interaction(interaction).unwrap().original.unwrap();
    let names: Vec<&str> = scene.world.take_events().iter().map(|event| event.name).collect();
    assert!(names.is_empty(), "{names:?}");
    assert!(scene.world.messages_in(scene.channel).iter().all(|m| m["id"] != json!(original)));
    let path = format!("/channels/{}/messages/{original}", scene.channel);
    assert_eq!(outcome(&scene.ask("GET", &path, Value::Null)), (404, 10008));
    assert!(scene.world.press(scene.owner, original, "yes").is_err());
    let pressed = scene.world.press(scene.person, original, "yes").unwrap();
    scene.respond(pressed, 7, json!({ "content": "pressed", "components": [] }));
    assert_eq!(scene.world.message(original).unwrap()["content"], "pressed");
    assert!(scene.world.press(scene.person, original, "yes").is_err());
    assert_eq!(scene.hook(interaction, "DELETE", "/messages/@original", Value::Null).status, 204);
    assert!(scene.world.message(original).is_none());
}

#[test]
fn controls_are_used_only_as_they_are() {
    let mut scene = Scene::new();
    let message = id(&scene.post(with_controls())["id"]);
    let Scene { person, .. } = scene;
    for (custom_id, works) in [("yes", true), ("off", false), ("pick", false), ("no", false)] {
        assert_eq!(scene.world.press(person, message, custom_id).is_ok(), works, "{custom_id}");
    }
    let table: [(&[&str], bool); 4] =
        [(&["1"], true), (&["1", "2"], true), (&[], false), (&["3"], false)];
    for (values, works) in table {
        assert_eq!(
            scene.world.select(person, message, "pick", values).is_ok(),
            works,
            "{values:?}"
        );
    }
    let stranger = scene.world.add_user("stranger");
    assert!(scene.world.press(stranger, message, "yes").is_err());
}

#[test]
fn a_form_is_sent_off_as_it_was_opened() {
    let table: [(&[(&str, &str)], bool); 4] = [
        (&[("why", "because")], true),
        (&[], false),
        (&[("why", "much too long")], false),
        (&[("why", "x"), ("else", "x")], false),
    ];
    for (values, works) in table {
        let mut scene = Scene::new();
        let opener = start(&mut scene, Kind::Command);
        assert!(scene.world.submit_modal(opener, values).is_err());
        scene.respond(opener, 9, form());
        let submitted = scene.world.submit_modal(opener, values);
        assert_eq!(submitted.is_ok(), works, "{values:?}: {submitted:?}");
        if let Ok(submitted) = submitted {
            let data = &scene.world.interaction(submitted).unwrap().payload["data"];
            assert_eq!(data["custom_id"], "form");
            assert_eq!(data["components"][0]["components"][0]["value"], "because");
        }
    }
}

#[test]
fn suggestions_are_kept_and_limited() {
    let choice = json!({ "name": "x", "value": "x" });
    for (count, expected) in [(25, (204, 0)), (26, (400, 50035))] {
        let mut scene = Scene::new();
        let typing = start(&mut scene, Kind::Typing);
        let answer = scene.respond(typing, 8, json!({ "choices": vec![choice.clone(); count] }));
        assert_eq!(outcome(&answer), expected);
        let kept = scene.world.interaction(typing).unwrap().suggestions().len();
        assert_eq!(kept, if answer.status == 204 { count } else { 0 });
    }
}

#[test]
fn the_response_is_told_when_asked_for() {
    let mut scene = Scene::new();
    let interaction = start(&mut scene, Kind::Press);
    let token = scene.world.interaction(interaction).unwrap().token.clone();
    let path = format!("/interactions/{interaction}/{token}/callback?with_response=true");
    let told = scene.get("POST", &path, json!({ "type": 4, "data": { "content": "x" } }));
    let original = scene.world.interaction(interaction).unwrap().original.unwrap();
    assert_eq!(told["interaction"]["response_message_id"], json!(original));
    assert_eq!(told["resource"]["message"]["content"], "x");
    assert_eq!(told["resource"]["message"]["type"], 19);
}

#[test]
fn what_a_bot_is_sent_of_an_interaction_tells_who_and_where() {
    let mut scene = Scene::new();
    let interaction = start(&mut scene, Kind::Press);
    let here = scene.world.interaction(interaction).unwrap().payload.clone();
    assert_eq!(here["member"]["user"]["id"], json!(scene.person));
    assert_eq!(here["guild_id"], json!(scene.guild));
    assert_eq!(here["channel"]["id"], json!(scene.channel));
    let direct = scene.world.open_direct(scene.person, scene.bot);
    let directly = scene.world.type_command(scene.person, direct, "ask", &[]).unwrap();
    let there = scene.world.interaction(directly).unwrap().payload.clone();
    assert_eq!(there["user"]["id"], json!(scene.person));
    assert!(there["guild_id"].is_null() && there["member"].is_null());
}
