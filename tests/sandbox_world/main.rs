//! The world of the sandbox: what happens in it, what REST answers, and what bots are told.

#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not there")]

mod commands;
mod interactions;
mod limits;
mod messages;
mod parsing;
mod permissions;
mod robust;
mod threads;
mod visibility;

use serde_json::{Value, json};
use signpost::sandbox::world::{ChannelKind, Id, Moment, RestAnswer, RestRequest, World};

/// A guild with a channel, its owner, somebody who asks, and a bot.
struct Scene {
    world: World,
    bot: Id,
    owner: Id,
    person: Id,
    guild: Id,
    channel: Id,
}

const START: Moment = Moment(1_750_000_000_000);
const TOKEN: &str = "token-of-the-bot";

impl Scene {
    fn new() -> Scene {
        let mut world = World::new(START);
        let bot = world.add_bot("signpost", TOKEN);
        let owner = world.add_user("olive");
        let person = world.add_user("paul");
        let guild = world.add_guild("A place", owner);
        world.add_member(guild, person, &[]);
        world.add_member(guild, bot, &[]);
        let channel = world.add_channel(guild, ChannelKind::Text, "questions", None);
        world.take_events();
        Scene { world, bot, owner, person, guild, channel }
    }

    /// Asks REST as the bot.
    fn ask(&mut self, method: &str, path: &str, body: Value) -> RestAnswer {
        self.ask_as(TOKEN, method, path, body)
    }

    fn ask_as(&mut self, token: &str, method: &str, path: &str, body: Value) -> RestAnswer {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let query = query.split('&').filter_map(|pair| pair.split_once('='));
        let request = RestRequest {
            files: Vec::new(),
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
            headers: vec![("authorization".to_owned(), format!("Bot {token}"))],
            body: (!body.is_null()).then_some(body),
        };
        let now = self.world.now();
        self.world.answer(&request, now)
    }

    /// Asks, and takes the body of a success.
    fn get(&mut self, method: &str, path: &str, body: Value) -> Value {
        let answer = self.ask(method, path, body);
        assert!(answer.status < 300, "{method} {path}: {answer:?}");
        answer.body.unwrap_or_default()
    }

    /// Posts a message as the bot.
    fn post(&mut self, body: Value) -> Value {
        let path = format!("/channels/{}/messages", self.channel);
        self.get("POST", &path, body)
    }

    /// Registers commands of the bot.
    fn register(&mut self, commands: Value) -> Value {
        let path = format!("/applications/{}/commands", self.bot);
        self.get("PUT", &path, commands)
    }

    /// Responds to an interaction as the bot.
    fn respond(&mut self, interaction: Id, kind: u64, data: Value) -> RestAnswer {
        let token = self.world.interaction(interaction).unwrap().token.clone();
        let path = format!("/interactions/{interaction}/{token}/callback");
        let mut body = json!({ "type": kind });
        body["data"] = data;
        self.ask("POST", &path, body)
    }

    /// Asks the webhook of an interaction.
    fn hook(&mut self, interaction: Id, method: &str, rest: &str, body: Value) -> RestAnswer {
        let token = self.world.interaction(interaction).unwrap().token.clone();
        let path = format!("/webhooks/{}/{token}{rest}", self.bot);
        self.ask(method, &path, body)
    }

    fn wait(&mut self, milliseconds: u64) {
        let later = self.world.now().plus(milliseconds);
        self.world.tick(later);
    }
}

/// The status and the code of an error.
fn outcome(answer: &RestAnswer) -> (u16, u64) {
    let code = answer.body.as_ref().and_then(|body| body["code"].as_u64());
    (answer.status, if answer.status < 300 { 0 } else { code.unwrap() })
}

fn id(value: &Value) -> Id {
    Id::from_json(value).unwrap()
}

/// A message with a button and a list.
fn with_controls() -> Value {
    json!({
        "content": "Which one?",
        "components": [
            { "type": 1, "components": [
                { "type": 2, "style": 1, "label": "Yes", "custom_id": "yes" },
                { "type": 2, "style": 2, "label": "Off", "custom_id": "off", "disabled": true },
                { "type": 2, "style": 5, "label": "Read", "url": "https://example.org" },
            ]},
            { "type": 1, "components": [
                { "type": 3, "custom_id": "pick", "max_values": 2, "options": [
                    { "label": "One", "value": "1" }, { "label": "Two", "value": "2" },
                ]},
            ]},
        ],
    })
}
