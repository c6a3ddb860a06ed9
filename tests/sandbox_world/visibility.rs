//! What bots are told: by intents, by what they see, and with or without content.

use serde_json::Value;
use signpost::sandbox::world::permissions::VIEW_CHANNEL;
use signpost::sandbox::world::{CloseCode, Event, Id, intents};

use super::{Scene, TOKEN};

fn last(scene: &mut Scene, name: &str) -> Event {
    scene.world.take_events().into_iter().rev().find(|event| event.name == name).unwrap()
}

#[test]
fn intents_decide_what_a_bot_is_told() {
    let all = intents::ALL;
    let table = [
        ("MESSAGE_CREATE", intents::GUILD_MESSAGES),
        ("THREAD_CREATE", intents::GUILDS),
        ("GUILD_MEMBER_ADD", intents::GUILD_MEMBERS),
        ("GUILD_ROLE_CREATE", intents::GUILDS),
        ("TYPING_START", intents::GUILD_MESSAGE_TYPING),
    ];
    for (name, needed) in table {
        let mut scene = Scene::new();
        scene.world.add_role(scene.guild, "role", 0);
        let late = scene.world.add_user("late");
        scene.world.add_member(scene.guild, late, &[]);
        scene.world.start_thread(scene.person, scene.channel, "t", None);
        let path = format!("/channels/{}/typing", scene.channel);
        scene.get("POST", &path, Value::Null);
        let event = last(&mut scene, name);
        let stranger = scene.world.add_bot("stranger", "other");
        assert!(scene.world.view(&event, scene.bot, needed).is_some(), "{name}");
        assert!(scene.world.view(&event, scene.bot, all & !needed).is_none(), "{name}");
        assert!(scene.world.view(&event, stranger, all).is_none(), "{name}");
    }
}

#[test]
fn a_channel_that_a_bot_does_not_see_is_silent() {
    let mut scene = Scene::new();
    scene.world.set_overwrite(scene.channel, scene.bot, 0, VIEW_CHANNEL);
    scene.world.say(scene.person, scene.channel, "hello");
    let event = last(&mut scene, "MESSAGE_CREATE");
    assert!(scene.world.view(&event, scene.bot, intents::ALL).is_none());
}

#[test]
fn content_is_for_those_who_may_read_it() {
    type Say = fn(&mut Scene) -> Id;
    let plain: Say = |scene| scene.world.say(scene.person, scene.channel, "hello");
    let mention: Say = |scene| {
        let text = format!("<@{}> hello", scene.bot);
        scene.world.say(scene.person, scene.channel, &text)
    };
    let direct: Say = |scene| {
        let channel = scene.world.open_direct(scene.person, scene.bot);
        scene.world.say(scene.person, channel, "hello")
    };
    let own: Say = |scene| scene.world.say(scene.bot, scene.channel, "hello");
    let reply: Say = |scene| {
        let own = scene.world.say(scene.bot, scene.channel, "hello");
        scene.world.reply(scene.person, own, "hello")
    };
    let without = intents::ALL & !intents::MESSAGE_CONTENT;
    // The message, whether the bot was granted content, its intents, and whether it reads it.
    let table = [
        ("plain", plain, true, intents::ALL, true),
        ("plain, not asked for", plain, true, without, false),
        ("plain, not granted", plain, false, without, false),
        ("mention", mention, false, without, true),
        ("direct", direct, false, without, true),
        ("own", own, false, without, true),
        ("reply to its own", reply, false, without, true),
    ];
    for (name, say, granted, asked, reads) in table {
        let mut scene = Scene::new();
        if !granted {
            scene.world.deny_message_content(scene.bot);
        }
        say(&mut scene);
        let event = last(&mut scene, "MESSAGE_CREATE");
        let seen = scene.world.view(&event, scene.bot, asked).unwrap();
        assert_eq!(seen["content"] != "", reads, "{name}");
    }
}

#[test]
fn rest_hides_content_too_from_a_bot_that_was_not_granted_it() {
    let mut scene = Scene::new();
    let message = scene.world.say(scene.person, scene.channel, "hello");
    let path = format!("/channels/{}/messages/{message}", scene.channel);
    assert_eq!(scene.get("GET", &path, Value::Null)["content"], "hello");
    scene.world.deny_message_content(scene.bot);
    assert_eq!(scene.get("GET", &path, Value::Null)["content"], "");
}

#[test]
fn logging_in_is_refused_with_the_right_number() {
    let table = [
        (TOKEN, intents::ALL, true, Ok(())),
        ("wrong", 1, true, Err(CloseCode(4004))),
        (TOKEN, 1 << 40, true, Err(CloseCode(4013))),
        (TOKEN, intents::ALL, false, Err(CloseCode(4014))),
        (TOKEN, intents::ALL & !intents::MESSAGE_CONTENT, false, Ok(())),
    ];
    for (token, asked, granted, expected) in table {
        let mut scene = Scene::new();
        if !granted {
            scene.world.deny_message_content(scene.bot);
        }
        assert_eq!(scene.world.identify(token, asked).map(|_| ()), expected, "{token} {asked}");
    }
}

#[test]
fn an_application_tells_whether_it_may_read() {
    let content = 1 << 19;
    for granted in [true, false] {
        let mut scene = Scene::new();
        if !granted {
            scene.world.deny_message_content(scene.bot);
        }
        let application = scene.get("GET", "/applications/@me", Value::Null);
        assert_eq!(application["flags"].as_u64().unwrap() & content != 0, granted);
    }
}
