//! Commands of applications: keeping them, and REST for them.
//!
//! **Invariant:** a bot has one command of each name and type, everywhere and in each guild. A
//! command keeps its id as long as its name stays; its version changes when it does.

use serde_json::{Value, json};

use super::World;
use super::command_form::{self, CHAT, substance};
use super::failure::{Complaints, Failure};
use super::ids::Id;
use super::rest::{Call, Outcome, done, found};

/// The most commands of a scope: on the command line, and in each of the menus.
const MOST_CHAT: usize = 100;
const MOST_IN_A_MENU: usize = 15;

#[derive(Clone, Debug)]
pub(super) struct Command {
    pub(super) id: Id,
    pub(super) bot: Id,
    /// The guild that it is in; everywhere without one.
    pub(super) guild: Option<Id>,
    pub(super) json: Value,
}

impl Command {
    pub(super) fn name(&self) -> &str {
        self.json["name"].as_str().unwrap_or_default()
    }

    pub(super) fn kind(&self) -> u64 {
        self.json["type"].as_u64().unwrap_or(CHAT)
    }
}

impl World {
    /// All commands of a bot, oldest first, as REST lists them.
    #[must_use]
    pub fn commands(&self, bot: Id) -> Vec<Value> {
        let own = self.commands.values().filter(|command| command.bot == bot);
        own.map(|command| command.json.clone()).collect()
    }

    /// Shows a command of a bot to everybody, as a server does under Server Settings, Integrations.
    pub fn show_to_everybody(&mut self, bot: Id, name: &str) {
        let own = self.commands.values_mut().filter(|command| command.bot == bot);
        for command in own.filter(|command| command.name() == name) {
            command.json["default_member_permissions"] = Value::Null;
        }
    }

    /// `/applications/{id}/commands` and `/applications/{id}/guilds/{id}/commands`.
    pub(super) fn route_commands(&mut self, bot: Id, call: &Call) -> Outcome {
        let path = call.path.as_slice();
        let (application, guild, rest) = match path {
            ["applications", application, "commands", rest @ ..] => (application, None, rest),
            ["applications", application, "guilds", guild, "commands", rest @ ..] => {
                (application, Some(*guild), rest)
            }
            _ => return Err(Failure::no_such_route()),
        };
        if Id::parse(application) != Some(bot) {
            return Err(Failure::not_your_application());
        }
        let guild = match guild {
            Some(guild) => Some(self.own_guild(bot, guild)?),
            None => None,
        };
        match (call.method, rest) {
            ("GET", []) => found(self.scope(bot, guild).map(|one| one.json.clone()).collect()),
            ("PUT", []) => self.replace_commands(bot, guild, call.body),
            ("POST", []) => {
                let mut complaints = Complaints::default();
                let command = command_form::read(call.body, None, "", &mut complaints);
                complaints.finish()?;
                let known = self.named(bot, guild, &command).is_some();
                self.check_room(bot, guild, &command)?;
                let id = self.keep_command(bot, guild, command);
                let json = self.commands.get(&id).map(|command| command.json.clone());
                Ok((if known { 200 } else { 201 }, json))
            }
            (method, [id]) => {
                let id = Id::parse(id).ok_or_else(Failure::unknown_command)?;
                let command = self.scope(bot, guild).find(|command| command.id == id);
                let command = command.ok_or_else(Failure::unknown_command)?.clone();
                match method {
                    "GET" => found(command.json),
                    "PATCH" => self.patch_command(&command, call.body),
                    "DELETE" => {
                        self.commands.remove(&id);
                        done()
                    }
                    _ => Err(Failure::no_such_route()),
                }
            }
            _ => Err(Failure::no_such_route()),
        }
    }

    fn scope(&self, bot: Id, guild: Option<Id>) -> impl Iterator<Item = &Command> {
        let all = self.commands.values();
        all.filter(move |command| command.bot == bot && command.guild == guild)
    }

    fn named(&self, bot: Id, guild: Option<Id>, command: &Value) -> Option<Id> {
        self.scope(bot, guild)
            .find(|known| {
                known.json["name"] == command["name"] && known.json["type"] == command["type"]
            })
            .map(|known| known.id)
    }

    fn check_room(&self, bot: Id, guild: Option<Id>, command: &Value) -> Result<(), Failure> {
        if self.named(bot, guild, command).is_some() {
            return Ok(());
        }
        let same = self.scope(bot, guild).filter(|known| known.json["type"] == command["type"]);
        let most = most_of(command["type"].as_u64());
        if same.count() < most { Ok(()) } else { Err(Failure::too_many_commands(most)) }
    }

    /// Keeps a command under its name. It is a new version only if anything changed.
    fn keep_command(&mut self, bot: Id, guild: Option<Id>, mut command: Value) -> Id {
        let known = self.named(bot, guild, &command);
        let id = known.unwrap_or_else(|| self.next_id());
        command["application_id"] = json!(bot);
        match guild {
            Some(guild) => command["guild_id"] = json!(guild),
            None if command["dm_permission"].is_null() => command["dm_permission"] = json!(true),
            None => {}
        }
        let before = known.and_then(|id| self.commands.get(&id));
        let same = before.filter(|before| substance(&before.json) == substance(&command));
        let version = match same {
            Some(before) => before.json["version"].clone(),
            None => json!(self.next_id()),
        };
        command["id"] = json!(id);
        command["version"] = version;
        self.commands.insert(id, Command { id, bot, guild, json: command });
        id
    }

    fn replace_commands(&mut self, bot: Id, guild: Option<Id>, body: &Value) -> Outcome {
        let Value::Array(bodies) = body else {
            let message = "Only iterables may be used in a ListType";
            return Err(Complaints::only("", "LIST_TYPE_CONVERT", message));
        };
        let mut complaints = Complaints::default();
        let mut read: Vec<Value> = Vec::new();
        for (index, body) in bodies.iter().enumerate() {
            let command = command_form::read(body, None, &index.to_string(), &mut complaints);
            let twice = read.iter().any(|earlier| {
                earlier["name"] == command["name"] && earlier["type"] == command["type"]
            });
            if twice {
                let message = "Application command names must be unique";
                let code = "APPLICATION_COMMANDS_DUPLICATE_NAME";
                complaints.add(&index.to_string(), code, message);
            }
            read.push(command);
        }
        complaints.finish()?;
        for kind in 1..=4 {
            let same = read.iter().filter(|command| command["type"] == kind).count();
            if same > most_of(Some(kind)) {
                return Err(Failure::too_many_commands(most_of(Some(kind))));
            }
        }
        let kept: Vec<Id> =
            read.into_iter().map(|command| self.keep_command(bot, guild, command)).collect();
        self.commands.retain(|id, command| {
            command.bot != bot || command.guild != guild || kept.contains(id)
        });
        let list = kept.iter().filter_map(|id| self.commands.get(id));
        found(list.map(|command| command.json.clone()).collect())
    }

    fn patch_command(&mut self, command: &Command, body: &Value) -> Outcome {
        let mut complaints = Complaints::default();
        let mut json = command_form::read(body, Some(&command.json), "", &mut complaints);
        complaints.finish()?;
        if substance(&json) != substance(&command.json) {
            json["version"] = json!(self.next_id());
        }
        self.commands.insert(command.id, Command { json: json.clone(), ..command.clone() });
        found(json)
    }
}

fn most_of(kind: Option<u64>) -> usize {
    if kind == Some(CHAT) { MOST_CHAT } else { MOST_IN_A_MENU }
}
