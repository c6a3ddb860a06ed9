//! Everything that is sent can be read by the libraries that bots are made with.

use serde_json::{Value, json};
use serenity::model::channel::{GuildChannel, Message, PrivateChannel, ThreadsData};
use serenity::model::event::{Event as Parsed, GatewayEvent};
use serenity::model::{application, guild, user};
use signpost::sandbox::world::ChannelKind;
use twilight_gateway::EventTypeFlags;

use super::{Scene, TOKEN, id, with_controls};

fn parse(name: &str, data: &Value) {
    let frame = json!({ "op": 0, "t": name, "s": 1, "d": data });
    match serde_json::from_value::<GatewayEvent>(frame.clone()) {
        Ok(GatewayEvent::Dispatch(_, Parsed::Unknown(unknown))) => {
            panic!("serenity does not know {}", unknown.kind);
        }
        Ok(GatewayEvent::Dispatch(..)) => {}
        other => panic!("serenity: {name}: {other:?}\n{data:#}"),
    }
    match twilight_gateway::parse(frame.to_string(), EventTypeFlags::all()) {
        Ok(Some(_)) => {}
        other => panic!("twilight: {name}: {other:?}\n{data:#}"),
    }
}

/// Does everything that makes an event, over acts and over REST.
fn do_everything(scene: &mut Scene) {
    let Scene { bot, owner, person, guild, channel, .. } = *scene;
    let role = scene.world.add_role(guild, "helpers", 0);
    scene.world.set_role_permissions(guild, role, 8);
    scene.world.add_member(guild, person, &[role]);
    let late = scene.world.add_user("late");
    scene.world.add_member(guild, late, &[]);
    scene.world.remove_member(guild, late);
    let category = scene.world.add_channel(guild, ChannelKind::Category, "help", None);
    let news = scene.world.add_channel(guild, ChannelKind::Announcement, "news", Some(category));
    scene.world.set_overwrite(news, role, 1 << 10, 1 << 11);
    scene.world.set_overwrite(news, person, 1 << 10, 0);
    let forum = scene.world.add_channel(guild, ChannelKind::Forum, "ask", Some(category));
    let tag = scene.world.add_forum_tag(forum, "solved");

    let said = scene.world.say(person, channel, &format!("hello <@{bot}> <@&{role}> <#{news}>"));
    scene.world.reply(owner, said, "hello");
    scene.world.edit(said, "hello again");
    scene.world.start_thread(person, channel, "on it", Some(said));
    let thread = scene.world.start_thread(owner, channel, "on nothing", None);
    scene.world.start_thread(owner, news, "on news", None);
    scene.world.say(person, thread, "in a thread");
    scene.world.archive(thread, true, true);
    scene.world.delete(said);
    let post = scene.world.post_in_forum(person, forum, "A question", "What is it?", &[tag]);
    let direct = scene.world.open_direct(person, bot);
    scene.world.say(person, direct, "directly");

    let asked = scene.post(with_controls());
    scene.get("POST", &format!("/channels/{channel}/typing"), Value::Null);
    scene.get("POST", &format!("/channels/{direct}/typing"), Value::Null);
    scene.get("PUT", &format!("/channels/{post}/thread-members/@me"), Value::Null);
    scene.get("POST", &format!("/channels/{direct}/messages"), json!({
        "embeds": [{ "title": "A title", "fields": [{ "name": "a", "value": "b" }] }], "nonce": "n1",
    }));
    scene.get(
        "POST",
        &format!("/channels/{forum}/threads"),
        json!({
            "name": "A post", "applied_tags": [tag], "message": { "content": "first" },
        }),
    );
    scene.get("POST", &format!("/channels/{channel}/threads"), json!({ "name": "quiet" }));

    scene.register(json!([
        { "name": "ask", "description": "Asks", "options": [
            { "type": 3, "name": "what", "description": "What", "required": true,
              "autocomplete": true },
            { "type": 6, "name": "who", "description": "Who" },
            { "type": 7, "name": "where", "description": "Where" },
            { "type": 8, "name": "as", "description": "As" },
        ]},
        { "type": 3, "name": "Answer this" },
    ]));
    scene.world.autocomplete(person, channel, "ask", "what", "wh").unwrap();
    let (user, place) = (json!(person.to_string()), json!(channel.to_string()));
    let options =
        [("what", json!("x")), ("who", user), ("where", place), ("as", json!(role.to_string()))];
    let command = scene.world.type_command(person, channel, "ask", &options).unwrap();
    scene.respond(command, 5, Value::Null);
    scene.hook(command, "PATCH", "/messages/@original", json!({ "content": "here" }));
    scene.hook(command, "POST", "", json!({ "content": "and" }));
    scene.world.type_command(person, direct, "ask", &options[..1]).unwrap();
    scene.world.use_message_command(person, id(&asked["id"]), "Answer this").unwrap();
    let pressed = scene.world.press(person, id(&asked["id"]), "yes").unwrap();
    let selected = scene.world.select(person, id(&asked["id"]), "pick", &["1", "2"]).unwrap();
    scene.respond(selected, 4, json!({ "content": "chosen" }));
    scene.respond(
        pressed,
        9,
        json!({
            "title": "A form", "custom_id": "form", "components": [
                { "type": 1, "components": [
                    { "type": 4, "custom_id": "why", "style": 2, "label": "Why" },
                ]},
            ],
        }),
    );
    let submitted = scene.world.submit_modal(pressed, &[("why", "because")]).unwrap();
    scene.respond(submitted, 4, json!({ "content": "thanks" }));
    scene.get(
        "DELETE",
        &format!("/channels/{channel}/messages/{}", asked["id"].as_str().unwrap()),
        Value::Null,
    );
    scene.world.delete_channel(thread);
    scene.world.delete_channel(forum);
    let other = scene.world.add_guild("Another place", owner);
    scene.world.add_member(other, bot, &[]);
    scene.world.remove_member(other, bot);
}

#[test]
fn every_event_is_read_by_serenity_and_twilight() {
    let mut scene = Scene::new();
    scene.world.identify(TOKEN, 0).unwrap();
    do_everything(&mut scene);
    let events = scene.world.take_events();
    let mut names: Vec<&str> = events.iter().map(|event| event.name).collect();
    for event in &events {
        parse(event.name, &event.data);
    }
    names.sort_unstable();
    names.dedup();
    let expected = [
        "CHANNEL_CREATE",
        "CHANNEL_DELETE",
        "CHANNEL_UPDATE",
        "GUILD_CREATE",
        "GUILD_DELETE",
        "GUILD_MEMBER_ADD",
        "GUILD_MEMBER_REMOVE",
        "GUILD_MEMBER_UPDATE",
        "GUILD_ROLE_CREATE",
        "GUILD_ROLE_UPDATE",
        "INTERACTION_CREATE",
        "MESSAGE_CREATE",
        "MESSAGE_DELETE",
        "MESSAGE_UPDATE",
        "THREAD_CREATE",
        "THREAD_DELETE",
        "THREAD_MEMBERS_UPDATE",
        "THREAD_UPDATE",
        "TYPING_START",
    ];
    assert_eq!(names, expected);
}

#[test]
fn logging_in_is_read_by_serenity_and_twilight() {
    let mut scene = Scene::new();
    do_everything(&mut scene);
    let login = scene.world.identify(TOKEN, 1).unwrap();
    let mut ready = login.ready;
    ready["session_id"] = json!("s");
    ready["resume_gateway_url"] = json!("ws://127.0.0.1");
    parse("READY", &ready);
    assert_eq!(login.then.len(), 1);
    for event in &login.then {
        parse(event.name, &event.data);
    }
    let request = json!({ "guild_id": scene.guild.to_string(), "query": "", "limit": 0 });
    let chunk = scene.world.members_chunk(scene.bot, &request).unwrap();
    assert_eq!(chunk["members"].as_array().map(Vec::len), Some(3));
    parse("GUILD_MEMBERS_CHUNK", &chunk);
}

#[test]
fn every_message_is_read_by_serenity_and_twilight() {
    let mut scene = Scene::new();
    do_everything(&mut scene);
    let messages = scene.world.messages_in(scene.channel);
    assert!(messages.len() > 5);
    for message in messages {
        serde_json::from_value::<Message>(message.clone()).unwrap();
        serde_json::from_value::<twilight_model::channel::Message>(message.clone()).unwrap();
    }
}

fn read<T: serde::de::DeserializeOwned>(scene: &mut Scene, path: &str) {
    let body = scene.get("GET", path, Value::Null);
    let shown = format!("{body:#}");
    if let Err(error) = serde_json::from_value::<T>(body) {
        panic!("{path}: {error}: {shown}");
    }
}

#[test]
fn what_rest_answers_is_read_by_serenity() {
    let mut scene = Scene::new();
    do_everything(&mut scene);
    let Scene { guild, channel, bot, person, .. } = scene;
    let direct = scene.world.open_direct(person, bot);
    read::<guild::PartialGuild>(&mut scene, &format!("/guilds/{guild}?with_counts=true"));
    read::<Vec<GuildChannel>>(&mut scene, &format!("/guilds/{guild}/channels"));
    read::<Vec<guild::Role>>(&mut scene, &format!("/guilds/{guild}/roles"));
    read::<guild::Member>(&mut scene, &format!("/guilds/{guild}/members/{person}"));
    read::<ThreadsData>(&mut scene, &format!("/guilds/{guild}/threads/active"));
    read::<Vec<guild::GuildInfo>>(&mut scene, "/users/@me/guilds");
    read::<GuildChannel>(&mut scene, &format!("/channels/{channel}"));
    read::<PrivateChannel>(&mut scene, &format!("/channels/{direct}"));
    read::<Vec<Message>>(&mut scene, &format!("/channels/{channel}/messages"));
    read::<user::CurrentUser>(&mut scene, "/users/@me");
    read::<user::User>(&mut scene, &format!("/users/{person}"));
    read::<application::CurrentApplicationInfo>(&mut scene, "/applications/@me");
    read::<application::CurrentApplicationInfo>(&mut scene, "/oauth2/applications/@me");
    read::<Vec<application::Command>>(&mut scene, &format!("/applications/{bot}/commands"));
}
