//! Permissions, by tables.

use serde_json::{Value, json};
use signpost::sandbox::world::ChannelKind;
use signpost::sandbox::world::permissions::{
    ADMINISTRATOR, ALL, ATTACH_FILES, CREATE_PRIVATE_THREADS, CREATE_PUBLIC_THREADS, DEFAULT,
    EMBED_LINKS, MANAGE_MESSAGES, MANAGE_THREADS, MENTION_EVERYONE, READ_MESSAGE_HISTORY,
    SEND_MESSAGES, SEND_MESSAGES_IN_THREADS, VIEW_CHANNEL,
};

use super::{Scene, TOKEN, id, outcome};

/// Who an overwrite is for.
#[derive(Clone, Copy)]
enum For {
    Everyone,
    Role,
    Member,
}

/// A name, what everyone may do, what the member's role adds, the overwrites (allow, deny), and
/// what comes of it.
type Computed<'case> = (&'case str, u64, u64, &'case [(For, u64, u64)], u64);

#[test]
fn permissions_are_computed_as_documented() {
    let mute = EMBED_LINKS | ATTACH_FILES | MENTION_EVERYONE;
    let table: &[Computed] = &[
        ("everyone's", DEFAULT, 0, &[], DEFAULT),
        ("a role adds", DEFAULT, MANAGE_MESSAGES, &[], DEFAULT | MANAGE_MESSAGES),
        ("administrator", 0, ADMINISTRATOR, &[(For::Member, 0, VIEW_CHANNEL)], ALL),
        ("hidden from everyone", DEFAULT, 0, &[(For::Everyone, 0, VIEW_CHANNEL)], 0),
        (
            "shown to a role",
            DEFAULT,
            0,
            &[(For::Everyone, 0, VIEW_CHANNEL), (For::Role, VIEW_CHANNEL, 0)],
            DEFAULT,
        ),
        (
            "a member's overwrite comes last",
            DEFAULT,
            0,
            &[(For::Member, 0, VIEW_CHANNEL), (For::Role, VIEW_CHANNEL, 0)],
            0,
        ),
        (
            "a role's allow beats everyone's deny",
            DEFAULT,
            0,
            &[(For::Role, SEND_MESSAGES, 0), (For::Everyone, 0, SEND_MESSAGES)],
            DEFAULT,
        ),
        (
            "who cannot speak cannot embed",
            DEFAULT,
            0,
            &[(For::Role, 0, SEND_MESSAGES)],
            DEFAULT & !SEND_MESSAGES & !mute,
        ),
    ];
    for (name, everyone, added, overwrites, expected) in table {
        let mut scene = Scene::new();
        let role = scene.world.add_role(scene.guild, "role", *added);
        scene.world.set_role_permissions(scene.guild, scene.guild, *everyone);
        scene.world.add_member(scene.guild, scene.person, &[role]);
        for (target, allow, deny) in *overwrites {
            let target = match target {
                For::Everyone => scene.guild,
                For::Role => role,
                For::Member => scene.person,
            };
            scene.world.set_overwrite(scene.channel, target, *allow, *deny);
        }
        assert_eq!(scene.world.permissions_in(scene.channel, scene.person), *expected, "{name}");
        assert_eq!(scene.world.permissions_in(scene.channel, scene.owner), ALL, "{name}");
    }
}

#[test]
fn threads_take_their_permissions_from_their_channel() {
    let mut scene = Scene::new();
    let forum = scene.world.add_channel(scene.guild, ChannelKind::Forum, "ask", None);
    let post = scene.world.post_in_forum(scene.person, forum, "A", "b", &[]);
    let granted = scene.world.permissions_in(post, scene.bot);
    assert_eq!(granted, DEFAULT);
    scene.world.set_overwrite(forum, scene.bot, 0, SEND_MESSAGES_IN_THREADS);
    let granted = scene.world.permissions_in(post, scene.bot);
    assert_eq!(granted & EMBED_LINKS, 0);
    assert_ne!(granted & SEND_MESSAGES, 0);
    scene.world.set_overwrite(forum, scene.bot, 0, VIEW_CHANNEL);
    assert_eq!(scene.world.permissions_in(post, scene.bot), 0);
}

#[test]
fn a_private_thread_is_for_its_members_and_those_who_manage_threads() {
    let mut scene = Scene::new();
    let path = format!("/channels/{}/threads", scene.channel);
    let thread = scene.get("POST", &path, json!({ "name": "quiet", "type": 12 }));
    let thread = id(&thread["id"]);
    assert_ne!(scene.world.permissions_in(thread, scene.bot), 0);
    assert_eq!(scene.world.permissions_in(thread, scene.person), 0);
    let role = scene.world.add_role(scene.guild, "helper", MANAGE_THREADS);
    scene.world.add_member(scene.guild, scene.person, &[role]);
    assert_ne!(scene.world.permissions_in(thread, scene.person), 0);
}

/// What is denied, the request, and the answer.
type Refused<'case> = (u64, &'case str, &'case str, Value, (u16, u64));

#[test]
fn rest_refuses_what_a_bot_may_not_do() {
    let text = json!({ "content": "hello" });
    let embed = json!({ "embeds": [{ "title": "hello" }] });
    let reply = json!({ "content": "hello", "message_reference": { "message_id": "MESSAGE" } });
    let private = json!({ "name": "quiet", "type": 12 });
    let public = json!({ "name": "open", "type": 11 });
    let table: &[Refused] = &[
        (0, "POST", "/channels/CHANNEL/messages", text.clone(), (200, 0)),
        (VIEW_CHANNEL, "GET", "/channels/CHANNEL", Value::Null, (403, 50001)),
        (VIEW_CHANNEL, "POST", "/channels/CHANNEL/messages", text.clone(), (403, 50001)),
        (VIEW_CHANNEL, "GET", "/channels/CHANNEL/messages", Value::Null, (403, 50001)),
        (SEND_MESSAGES, "POST", "/channels/CHANNEL/messages", text.clone(), (403, 50013)),
        (SEND_MESSAGES, "POST", "/channels/CHANNEL/typing", Value::Null, (403, 50013)),
        (EMBED_LINKS, "POST", "/channels/CHANNEL/messages", embed.clone(), (403, 50013)),
        (EMBED_LINKS, "POST", "/channels/CHANNEL/messages", text.clone(), (200, 0)),
        (READ_MESSAGE_HISTORY, "POST", "/channels/CHANNEL/messages", reply.clone(), (400, 160_002)),
        (
            READ_MESSAGE_HISTORY,
            "GET",
            "/channels/CHANNEL/messages/MESSAGE",
            Value::Null,
            (403, 50013),
        ),
        (READ_MESSAGE_HISTORY, "GET", "/channels/CHANNEL/messages", Value::Null, (200, 0)),
        (0, "POST", "/channels/CHANNEL/messages", reply, (200, 0)),
        (0, "DELETE", "/channels/CHANNEL/messages/MESSAGE", Value::Null, (403, 50013)),
        (0, "PATCH", "/channels/CHANNEL/messages/MESSAGE", text.clone(), (403, 50005)),
        (0, "PATCH", "/channels/CHANNEL", json!({ "name": "x" }), (403, 50013)),
        (CREATE_PUBLIC_THREADS, "POST", "/channels/CHANNEL/threads", public.clone(), (403, 50013)),
        (CREATE_PUBLIC_THREADS, "POST", "/channels/CHANNEL/threads", private.clone(), (201, 0)),
        (CREATE_PRIVATE_THREADS, "POST", "/channels/CHANNEL/threads", private, (403, 50013)),
        (
            CREATE_PUBLIC_THREADS,
            "POST",
            "/channels/CHANNEL/messages/MESSAGE/threads",
            public.clone(),
            (403, 50013),
        ),
        (0, "POST", "/channels/CHANNEL/messages/MESSAGE/threads", public, (201, 0)),
        (0, "POST", "/channels/1/messages", text.clone(), (404, 10003)),
        (0, "GET", "/channels/CHANNEL/messages/1", Value::Null, (404, 10008)),
        (0, "GET", "/guilds/1", Value::Null, (404, 10004)),
        (0, "GET", "/guilds/GUILD/members/1", Value::Null, (404, 10007)),
        (0, "GET", "/guilds/ELSEWHERE", Value::Null, (403, 50001)),
        (0, "GET", "/users/1", Value::Null, (404, 10013)),
        (0, "PUT", "/applications/1/commands", json!([]), (403, 20012)),
        (0, "PUT", "/applications/BOT/guilds/ELSEWHERE/commands", json!([]), (403, 50001)),
        (0, "GET", "/nothing", Value::Null, (404, 0)),
        (0, "GET", "/users/@me", Value::Null, (200, 0)),
    ];
    for (denied, method, path, body, expected) in table {
        let mut scene = Scene::new();
        let message = scene.world.say(scene.person, scene.channel, "hello");
        let elsewhere = scene.world.add_guild("elsewhere", scene.owner);
        scene.world.set_overwrite(scene.channel, scene.bot, 0, *denied);
        let fill = |text: &str| {
            text.replace("CHANNEL", &scene.channel.to_string())
                .replace("MESSAGE", &message.to_string())
                .replace("GUILD", &scene.guild.to_string())
                .replace("ELSEWHERE", &elsewhere.to_string())
                .replace("BOT", &scene.bot.to_string())
        };
        let body = serde_json::from_str(&fill(&body.to_string())).unwrap();
        let path = fill(path);
        let answer = scene.ask(method, &path, body);
        assert_eq!(outcome(&answer), *expected, "{method} {path}: {:?}", answer.body);
    }
}

#[test]
fn only_a_bots_token_is_let_in() {
    let mut scene = Scene::new();
    let unauthorised = (401, 0);
    assert_eq!(outcome(&scene.ask_as("wrong", "GET", "/users/@me", Value::Null)), unauthorised);
    assert_eq!(outcome(&scene.ask_as("wrong", "GET", "/gateway", Value::Null)), (200, 0));
    assert_eq!(outcome(&scene.ask_as(TOKEN, "GET", "/gateway/bot", Value::Null)), (200, 0));
}

#[test]
fn a_person_can_be_written_to_who_shares_a_guild_and_did_not_refuse() {
    let mut scene = Scene::new();
    let stranger = scene.world.add_user("stranger");
    let shy = scene.world.add_user("shy");
    scene.world.add_member(scene.guild, shy, &[]);
    scene.world.refuse_directs(shy);
    let table = [(scene.person, (200, 0)), (stranger, (403, 50007)), (shy, (403, 50007))];
    for (person, expected) in table {
        let recipient = json!({ "recipient_id": person });
        let channel = scene.get("POST", "/users/@me/channels", recipient.clone());
        let again = scene.get("POST", "/users/@me/channels", recipient);
        assert_eq!(channel["id"], again["id"]);
        let path = format!("/channels/{}/messages", channel["id"].as_str().unwrap());
        assert_eq!(outcome(&scene.ask("POST", &path, json!({ "content": "hi" }))), expected);
    }
}
