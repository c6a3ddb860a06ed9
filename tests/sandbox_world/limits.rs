//! Rate limits.

use serde_json::{Value, json};
use signpost::sandbox::world::{Limits, RestAnswer, Window};

use super::Scene;

fn header<'answer>(answer: &'answer RestAnswer, name: &str) -> Option<&'answer str> {
    answer.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

#[test]
fn a_bucket_empties_and_fills_again() {
    let mut scene = Scene::new();
    let route = Window { requests: 2, milliseconds: 1500 };
    scene.world.set_limits(Limits { route: Some(route), global_per_second: None });
    let path = format!("/channels/{}/messages", scene.channel);
    let body = json!({ "content": "x" });
    for remaining in ["1", "0"] {
        let answer = scene.ask("POST", &path, body.clone());
        assert_eq!(answer.status, 200);
        assert_eq!(header(&answer, "x-ratelimit-limit"), Some("2"));
        assert_eq!(header(&answer, "x-ratelimit-remaining"), Some(remaining));
        assert_eq!(header(&answer, "x-ratelimit-reset-after"), Some("1.500"));
        assert!(header(&answer, "x-ratelimit-bucket").is_some());
    }
    scene.wait(500);
    let refused = scene.ask("POST", &path, body.clone());
    assert_eq!(refused.status, 429);
    assert_eq!(header(&refused, "retry-after"), Some("1"));
    assert_eq!(header(&refused, "x-ratelimit-scope"), Some("user"));
    let told = refused.body.unwrap();
    assert_eq!((&told["retry_after"], &told["global"]), (&json!(1.0), &json!(false)));
    assert_eq!(scene.world.messages_in(scene.channel).len(), 2);
    let other = scene.world.start_thread(scene.person, scene.channel, "t", None);
    assert_eq!(scene.ask("POST", &format!("/channels/{other}/messages"), body.clone()).status, 200);
    assert_eq!(scene.ask("GET", &path, Value::Null).status, 200);
    scene.wait(1000);
    assert_eq!(scene.ask("POST", &path, body).status, 200);
}

#[test]
fn all_requests_together_are_limited_but_responses_are_not() {
    let mut scene = Scene::new();
    scene.register(json!([{ "name": "ask", "description": "Asks" }]));
    scene.world.set_limits(Limits { route: None, global_per_second: Some(2) });
    for status in [200, 200, 429] {
        let answer = scene.ask("GET", "/users/@me", Value::Null);
        assert_eq!(answer.status, status);
        let global = header(&answer, "x-ratelimit-global");
        assert_eq!(global, (status == 429).then_some("true"));
    }
    let used = scene.world.type_command(scene.person, scene.channel, "ask", &[]).unwrap();
    assert_eq!(scene.respond(used, 5, Value::Null).status, 204);
    let filled = scene.hook(used, "PATCH", "/messages/@original", json!({ "content": "x" }));
    assert_eq!(filled.status, 200);
    scene.wait(1000);
    assert_eq!(scene.ask("GET", "/users/@me", Value::Null).status, 200);
}
