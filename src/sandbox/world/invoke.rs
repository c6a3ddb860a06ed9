//! People use commands.
//!
//! **Invariant:** what Discord's clients would not let somebody send is not sent; the error says
//! why.

use serde_json::{Value, json};

use super::World;
use super::command_form::{CHAT, ON_MESSAGE, options};
use super::commands::Command;
use super::ids::Id;
use super::interactions::InteractionKind;
use super::permissions::{ADMINISTRATOR, USE_APPLICATION_COMMANDS, VIEW_CHANNEL};

/// The level of a command where its options are: the command itself, or its subcommand.
struct Level<'command> {
    definitions: &'command [Value],
    /// The groups and subcommands above, from the outside in.
    above: Vec<&'command Value>,
}

impl World {
    /// Uses a slash command of a bot; `name` with spaces names a subcommand. Values of users,
    /// channels, roles and files that were uploaded are their ids as strings. Returns the interaction.
    ///
    /// # Errors
    ///
    /// Says what is wrong: no such command, a missing or unknown option, a value that does not
    /// fit, no permission.
    pub fn type_command(
        &mut self,
        user: Id,
        channel: Id,
        name: &str,
        given: &[(&str, Value)],
    ) -> Result<Id, String> {
        let command = self.command_for(user, channel, name, CHAT)?.clone();
        let level = level(&command, name)?;
        for (name, _) in given {
            if !level.definitions.iter().any(|definition| definition["name"] == *name) {
                return Err(format!("{name} is no option of {}", command.name()));
            }
        }
        let mut values = Vec::new();
        let mut resolved = json!({});
        for definition in level.definitions {
            let name = definition["name"].as_str().unwrap_or_default();
            let Some((_, value)) = given.iter().find(|(given, _)| *given == name) else {
                if definition["required"].as_bool() == Some(true) {
                    return Err(format!("the option {name} is missing"));
                }
                continue;
            };
            check_value(definition, value).map_err(|why| format!("the option {name} {why}"))?;
            let kind = definition["type"].as_u64().unwrap_or_default();
            self.resolve(kind, value, channel, &mut resolved)
                .ok_or_else(|| format!("the option {name} names what is not there"))?;
            values.push(json!({ "name": name, "type": kind, "value": value }));
        }
        let mut data = command_data(&command, &nest(values, &level.above));
        if resolved.as_object().is_some_and(|kinds| !kinds.is_empty()) {
            data["resolved"] = resolved;
        }
        Ok(self.interact(command.bot, user, channel, InteractionKind::Command, &data, None))
    }

    /// Types into an option of a command that suggests values. Returns the interaction.
    ///
    /// # Errors
    ///
    /// Says what is wrong: no such command, no such option, one that suggests nothing.
    pub fn autocomplete(
        &mut self,
        user: Id,
        channel: Id,
        name: &str,
        option: &str,
        typed: &str,
    ) -> Result<Id, String> {
        self.autocomplete_beside(user, channel, name, &[], option, typed)
    }

    /// The same where other options were filled in before.
    ///
    /// # Errors
    ///
    /// As for [`World::autocomplete`].
    pub fn autocomplete_beside(
        &mut self,
        user: Id,
        channel: Id,
        name: &str,
        given: &[(&str, Value)],
        option: &str,
        typed: &str,
    ) -> Result<Id, String> {
        let command = self.command_for(user, channel, name, CHAT)?.clone();
        let level = level(&command, name)?;
        let definition = level.definitions.iter().find(|definition| definition["name"] == option);
        let definition = definition.ok_or_else(|| format!("no option {option}"))?;
        if definition["autocomplete"].as_bool() != Some(true) {
            return Err(format!("the option {option} suggests nothing"));
        }
        let kind = &definition["type"];
        let focused = json!({ "name": option, "type": kind, "value": typed, "focused": true });
        let beside = level.definitions.iter().filter_map(|definition| {
            let name = definition["name"].as_str()?;
            let (_, value) = given.iter().find(|(given, _)| *given == name)?;
            Some(json!({ "name": name, "type": definition["type"], "value": value }))
        });
        let values = beside.chain([focused]).collect();
        let data = command_data(&command, &nest(values, &level.above));
        Ok(self.interact(command.bot, user, channel, InteractionKind::Autocomplete, &data, None))
    }

    /// Uses a command on a message, from its menu. Returns the interaction.
    ///
    /// # Errors
    ///
    /// Says what is wrong: no such message or command, no permission.
    pub fn use_message_command(&mut self, user: Id, message: Id, name: &str) -> Result<Id, String> {
        let target = self.messages.get(&message).filter(|known| known.only_for.is_none());
        let target = target.ok_or("no such message, or it is ephemeral")?;
        let (channel, json) = (target.channel, target.json.clone());
        let command = self.command_for(user, channel, name, ON_MESSAGE)?.clone();
        let mut data = command_data(&command, &[]);
        data["target_id"] = json!(message);
        data["resolved"] = json!({ "messages": { message.to_string(): json } });
        Ok(self.interact(command.bot, user, channel, InteractionKind::Command, &data, None))
    }

    /// The command that somebody means here, if they may use it.
    fn command_for(
        &self,
        user: Id,
        channel: Id,
        name: &str,
        kind: u64,
    ) -> Result<&Command, String> {
        let place = self.channels.get(&channel).ok_or("no such channel")?;
        let granted = self.permissions_in(channel, user);
        if granted & VIEW_CHANNEL == 0 {
            return Err("they do not see that channel".to_owned());
        }
        if granted & USE_APPLICATION_COMMANDS == 0 {
            return Err("they may not use commands there".to_owned());
        }
        // Commands in menus have spaces in their names; slash commands have subcommands after them.
        let first = if kind == CHAT { name.split(' ').next().unwrap_or_default() } else { name };
        let reachable = |command: &&Command| {
            let here = match (command.guild, place.guild) {
                (Some(own), guild) => guild == Some(own),
                (None, Some(_)) => offered(command, 0),
                (None, None) => offered(command, 1),
            };
            let bot_is_there = match place.guild.and_then(|guild| self.guilds.get(&guild)) {
                Some(guild) => guild.members.contains_key(&command.bot),
                None => place.recipients.contains(&command.bot),
            };
            here && bot_is_there && command.kind() == kind && command.name() == first
        };
        let mut commands: Vec<&Command> = self.commands.values().filter(reachable).collect();
        // A guild's own command comes before one of the same name that is everywhere.
        commands.sort_by_key(|command| command.guild.is_none());
        let command =
            commands.first().copied().ok_or_else(|| format!("no command {first} here"))?;
        if place.guild.is_some() && !may_use(command, granted) {
            return Err(format!("they lack the permission that {first} takes"));
        }
        Ok(command)
    }

    /// Adds what an id stands for; `None` if it stands for nothing.
    pub(super) fn resolve(
        &self,
        kind: u64,
        value: &Value,
        channel: Id,
        resolved: &mut Value,
    ) -> Option<()> {
        let guild = self.channels.get(&channel).and_then(|channel| channel.guild);
        let guild = guild.and_then(|guild| self.guilds.get(&guild));
        let users = matches!(kind, options::USER | options::MENTIONABLE);
        let roles = matches!(kind, options::ROLE | options::MENTIONABLE);
        let files = kind == options::ATTACHMENT;
        if !users && !roles && !files && kind != options::CHANNEL {
            return Some(());
        }
        let id = Id::from_json(value)?;
        let key = id.to_string();
        if files {
            resolved["attachments"][&key] = self.files.get(&id)?.json.clone();
            return Some(());
        }
        if users && let Some(user) = self.users.get(&id) {
            resolved["users"][&key] = user.json();
            if let Some(member) = guild.and_then(|guild| guild.members.get(&id)) {
                resolved["members"][&key] = member.partial_json();
                let granted = self.permissions_in(channel, id).to_string();
                resolved["members"][&key]["permissions"] = json!(granted);
            }
        } else if roles && let Some(role) = guild.and_then(|guild| guild.roles.get(&id)) {
            resolved["roles"][&key] = role.json();
        } else if kind == options::CHANNEL && self.channels.contains_key(&id) {
            resolved["channels"][&key] = self.channel_json(id, id);
            resolved["channels"][&key]["permissions"] = json!("0");
        } else {
            return None;
        }
        Some(())
    }
}

/// Whether a command is offered in guilds (0) or in the bot's direct channel (1).
fn offered(command: &Command, context: u64) -> bool {
    match command.json["contexts"].as_array() {
        Some(contexts) => contexts.iter().any(|offered| offered.as_u64() == Some(context)),
        None => context == 0 || command.json["dm_permission"].as_bool() != Some(false),
    }
}

fn may_use(command: &Command, granted: u64) -> bool {
    let needed = command.json["default_member_permissions"].as_str();
    let Some(needed) = needed.and_then(|bits| bits.parse::<u64>().ok()) else { return true };
    granted & ADMINISTRATOR != 0 || needed != 0 && granted & needed == needed
}

/// Goes down from a command to the subcommand that is named.
fn level<'command>(command: &'command Command, name: &str) -> Result<Level<'command>, String> {
    let list =
        |value: &'command Value| value["options"].as_array().map(Vec::as_slice).unwrap_or_default();
    let nested = |option: &Value| {
        matches!(option["type"].as_u64(), Some(options::SUBCOMMAND | options::GROUP))
    };
    let mut level = Level { definitions: list(&command.json), above: Vec::new() };
    for word in name.split(' ').skip(1) {
        let inner = level.definitions.iter().filter(|option| nested(option));
        let inner = inner.into_iter().find(|option| option["name"] == word);
        let inner = inner.ok_or_else(|| format!("no subcommand {word}"))?;
        level.above.push(inner);
        level.definitions = list(inner);
    }
    if level.definitions.iter().any(nested) {
        return Err(format!("{name} has subcommands; name one"));
    }
    Ok(level)
}

/// Values inside the subcommands above them.
fn nest(values: Vec<Value>, above: &[&Value]) -> Vec<Value> {
    above.iter().rev().fold(values, |inside, outer| {
        vec![json!({ "name": outer["name"], "type": outer["type"], "options": inside })]
    })
}

fn command_data(command: &Command, given: &[Value]) -> Value {
    let mut data = json!({ "id": command.id, "name": command.name(), "type": command.kind() });
    if let Some(guild) = command.guild {
        data["guild_id"] = json!(guild);
    }
    if !given.is_empty() {
        data["options"] = json!(given);
    }
    data
}

/// Whether a value fits its option.
fn check_value(definition: &Value, value: &Value) -> Result<(), String> {
    let fits = match definition["type"].as_u64().unwrap_or_default() {
        options::INTEGER => value.is_i64(),
        options::BOOLEAN => value.is_boolean(),
        options::NUMBER => value.is_number(),
        _ => value.is_string(),
    };
    if !fits {
        return Err("has a value of another type".to_owned());
    }
    if let Some(choices) = definition["choices"].as_array().filter(|choices| !choices.is_empty())
        && !choices.iter().any(|choice| choice["value"] == *value)
    {
        return Err("has a value that is none of its choices".to_owned());
    }
    if let Some(number) = value.as_f64() {
        let least = definition["min_value"].as_f64().unwrap_or(f64::MIN);
        let most = definition["max_value"].as_f64().unwrap_or(f64::MAX);
        if !(least..=most).contains(&number) {
            return Err("is out of range".to_owned());
        }
    }
    if let Some(text) = value.as_str()
        && definition["type"].as_u64() == Some(options::TEXT)
    {
        // Texts of options hold 6,000 characters unless the option says otherwise.
        let length = text.chars().count() as u64;
        let least = definition["min_length"].as_u64().unwrap_or(0);
        let most = definition["max_length"].as_u64().unwrap_or(6000);
        if !(least..=most).contains(&length) {
            return Err("is too short or too long".to_owned());
        }
    }
    Ok(())
}
