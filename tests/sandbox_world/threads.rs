//! Threads and posts.

use serde_json::{Value, json};
use signpost::sandbox::world::ChannelKind;
use signpost::sandbox::world::permissions::MANAGE_THREADS;

use super::{Scene, id, outcome};

#[test]
fn a_post_and_its_first_message_share_an_id() {
    let mut scene = Scene::new();
    let forum = scene.world.add_channel(scene.guild, ChannelKind::Forum, "ask", None);
    let tag = scene.world.add_forum_tag(forum, "solved");
    scene.world.take_events();
    let post = scene.world.post_in_forum(scene.person, forum, "A question", "What is it?", &[tag]);
    assert_eq!(scene.world.message(post).unwrap()["content"], "What is it?");
    let names: Vec<&str> = scene.world.take_events().iter().map(|event| event.name).collect();
    assert_eq!(names, ["THREAD_CREATE", "MESSAGE_CREATE"]);
    let thread = scene.get("GET", &format!("/channels/{post}"), Value::Null);
    assert_eq!(thread["applied_tags"], json!([tag]));
    assert_eq!((&thread["type"], &thread["parent_id"]), (&json!(11), &json!(forum)));
    let reply = scene.get(
        "POST",
        &format!("/channels/{post}/messages"),
        json!({
            "content": "This", "message_reference": { "message_id": post },
        }),
    );
    assert_eq!(reply["referenced_message"]["id"], json!(post));
    let active = scene.get("GET", &format!("/guilds/{}/threads/active", scene.guild), Value::Null);
    assert_eq!(active["threads"].as_array().map(Vec::len), Some(1));
    assert_eq!(active["members"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_thread_on_a_message_has_its_id_and_marks_it() {
    let mut scene = Scene::new();
    let message = scene.world.say(scene.person, scene.channel, "hello");
    let path = format!("/channels/{}/messages/{message}/threads", scene.channel);
    let thread = scene.get("POST", &path, json!({ "name": "On it" }));
    assert_eq!(id(&thread["id"]), message);
    assert_eq!(scene.world.message(message).unwrap()["flags"], 1 << 5);
    assert_eq!(outcome(&scene.ask("POST", &path, json!({ "name": "On it" }))), (400, 160_004));
}

#[test]
fn bodies_of_threads_are_checked() {
    let first = json!({ "content": "first" });
    let table = [
        (ChannelKind::Text, json!({}), (400, 50035)),
        (ChannelKind::Text, json!({ "name": "x".repeat(101) }), (400, 50035)),
        (ChannelKind::Text, json!({ "name": "x", "auto_archive_duration": 5 }), (400, 50035)),
        (ChannelKind::Text, json!({ "name": "x", "auto_archive_duration": 60 }), (201, 0)),
        (ChannelKind::Forum, json!({ "name": "x" }), (400, 50006)),
        (ChannelKind::Forum, json!({ "name": "x", "message": first }), (201, 0)),
        (
            ChannelKind::Forum,
            json!({ "name": "x", "message": first, "applied_tags": ["1"] }),
            (400, 50035),
        ),
        (ChannelKind::Category, json!({ "name": "x" }), (400, 50024)),
    ];
    for (kind, body, expected) in table {
        let mut scene = Scene::new();
        let channel = scene.world.add_channel(scene.guild, kind, "here", None);
        let path = format!("/channels/{channel}/threads");
        assert_eq!(outcome(&scene.ask("POST", &path, body.clone())), expected, "{body}");
    }
}

#[test]
fn who_may_change_a_thread() {
    let tagged = json!({ "applied_tags": [] });
    let hidden = json!({ "archived": true });
    let locked = json!({ "locked": true });
    // Whether the bot owns the thread, manages threads; the state of it; the change; the answer.
    let table = [
        (true, false, (false, false), &tagged, (200, 0)),
        (false, false, (false, false), &tagged, (403, 50013)),
        (false, true, (false, false), &tagged, (200, 0)),
        (true, false, (false, false), &hidden, (200, 0)),
        (true, false, (false, false), &locked, (403, 50013)),
        (false, true, (false, false), &locked, (200, 0)),
        (false, true, (true, false), &tagged, (400, 50083)),
    ];
    for (owns, manages, (archived, is_locked), body, expected) in table {
        let mut scene = Scene::new();
        let owner = if owns { scene.bot } else { scene.person };
        let thread = scene.world.start_thread(owner, scene.channel, "t", None);
        let role = scene.world.add_role(scene.guild, "r", if manages { MANAGE_THREADS } else { 0 });
        scene.world.add_member(scene.guild, scene.bot, &[role]);
        if archived || is_locked {
            scene.world.archive(thread, archived, is_locked);
        }
        let answer = scene.ask("PATCH", &format!("/channels/{thread}"), body.clone());
        assert_eq!(outcome(&answer), expected, "{owns} {manages} {body}");
    }
}

#[test]
fn speaking_reopens_a_thread_unless_it_is_locked() {
    for (locked, expected) in [(false, (200, 0)), (true, (400, 160_005))] {
        let mut scene = Scene::new();
        let thread = scene.world.start_thread(scene.person, scene.channel, "t", None);
        scene.world.archive(thread, true, locked);
        let path = format!("/channels/{thread}/messages");
        assert_eq!(outcome(&scene.ask("POST", &path, json!({ "content": "x" }))), expected);
        let shown = scene.get("GET", &format!("/channels/{thread}"), Value::Null);
        assert_eq!(shown["thread_metadata"]["archived"], locked);
    }
}
