//! People press buttons, choose from lists and fill in forms.
//!
//! **Invariant:** only what is there, enabled and visible to that person can be used.

use serde_json::{Value, json};

use super::World;
use super::command_form::options;
use super::components::{self, kinds};
use super::ids::Id;
use super::interactions::InteractionKind;

impl World {
    /// Presses a button. Returns the interaction.
    ///
    /// # Errors
    ///
    /// When the person does not see such a message, or it has no such enabled button.
    pub fn press(&mut self, user: Id, message: Id, custom_id: &str) -> Result<Id, String> {
        let button = self.usable(user, message, custom_id)?;
        if button["type"].as_u64() != Some(kinds::BUTTON) {
            return Err(format!("{custom_id} is no button"));
        }
        let data = json!({
            "id": button["id"], "component_type": kinds::BUTTON, "custom_id": custom_id,
        });
        self.operate(user, message, &data)
    }

    /// Chooses from a list. Values of lists of users, roles and channels are ids. Returns the
    /// interaction.
    ///
    /// # Errors
    ///
    /// When the person does not see such a message, it has no such enabled list, or the list does
    /// not take these values.
    pub fn select(
        &mut self,
        user: Id,
        message: Id,
        custom_id: &str,
        values: &[&str],
    ) -> Result<Id, String> {
        let list = self.usable(user, message, custom_id)?;
        let kind = list["type"].as_u64().unwrap_or_default();
        if !(kinds::TEXT_SELECT..=kinds::CHANNEL_SELECT).contains(&kind)
            || kind == kinds::TEXT_INPUT
        {
            return Err(format!("{custom_id} is no list"));
        }
        check_selection(list, kind, values)?;
        let mut data = json!({
            "id": list["id"], "component_type": kind, "custom_id": custom_id, "values": values,
        });
        if kind != kinds::TEXT_SELECT {
            let channel = self.messages.get(&message).map(|message| message.channel);
            let mut resolved = json!({});
            for value in values {
                // Lists of users, roles, both and channels are numbered 5 to 8; options 6, 8, 9, 7.
                let option = match kind {
                    5 => options::USER,
                    6 => options::ROLE,
                    7 => options::MENTIONABLE,
                    _ => options::CHANNEL,
                };
                channel
                    .and_then(|channel| self.resolve(option, &json!(value), channel, &mut resolved))
                    .ok_or_else(|| format!("{value} is not there"))?;
            }
            data["resolved"] = resolved;
        }
        self.operate(user, message, &data)
    }

    fn operate(&mut self, user: Id, message: Id, data: &Value) -> Result<Id, String> {
        let stored = self.messages.get(&message).ok_or("no such message")?;
        let (bot, channel, json) = (stored.author, stored.channel, stored.json.clone());
        Ok(self.interact(bot, user, channel, InteractionKind::Component, data, Some(json)))
    }

    /// A component that this person can use.
    fn usable(&self, user: Id, message: Id, custom_id: &str) -> Result<&Value, String> {
        let stored = self.messages.get(&message).ok_or("no such message")?;
        let hidden = stored.only_for.is_some_and(|only| only != user);
        if hidden || !self.sees(stored.channel, user) {
            return Err("they do not see that message".to_owned());
        }
        if !self.bots.contains_key(&stored.author) {
            return Err("no bot sent that message".to_owned());
        }
        let component = components::find(&stored.json["components"], custom_id);
        let component = component.ok_or_else(|| format!("the message has no {custom_id}"))?;
        if component["disabled"].as_bool() == Some(true) {
            return Err(format!("{custom_id} is disabled"));
        }
        Ok(component)
    }

    /// Presses a button that a message does not have, as only a forged client does. Returns the
    /// interaction.
    ///
    /// # Errors
    ///
    /// When there is no such message.
    pub fn forge_press(&mut self, user: Id, message: Id, custom_id: &str) -> Result<Id, String> {
        let data = json!({ "id": 1, "component_type": kinds::BUTTON, "custom_id": custom_id });
        self.operate(user, message, &data)
    }

    /// Chooses from a list that a message does not have, or what it does not offer, as only a forged
    /// client does. Returns the interaction.
    ///
    /// # Errors
    ///
    /// When there is no such message.
    pub fn forge_select(
        &mut self,
        user: Id,
        message: Id,
        custom_id: &str,
        values: &[&str],
    ) -> Result<Id, String> {
        let data = json!({
            "id": 1, "component_type": kinds::TEXT_SELECT, "custom_id": custom_id, "values": values,
        });
        self.operate(user, message, &data)
    }

    /// Sends off a form that nobody opened, as only a forged client does. Returns the interaction.
    pub fn forge_modal(
        &mut self,
        bot: Id,
        user: Id,
        channel: Id,
        custom_id: &str,
        values: &[(&str, &str)],
    ) -> Id {
        let row = |(name, value): &(&str, &str)| {
            let field = json!({ "type": kinds::TEXT_INPUT, "custom_id": name, "value": value });
            json!({ "type": 1, "components": [field] })
        };
        let rows: Vec<Value> = values.iter().map(row).collect();
        let data = json!({ "custom_id": custom_id, "components": rows });
        self.interact(bot, user, channel, InteractionKind::Modal, &data, None)
    }

    /// Fills in and sends off the form that an interaction opened, as the person who opened it.
    /// A list in a form takes several values under one name. Returns the new interaction.
    ///
    /// # Errors
    ///
    /// When that interaction opened no form, or the form does not take these values.
    pub fn submit_modal(&mut self, interaction: Id, values: &[(&str, &str)]) -> Result<Id, String> {
        let opener = self.interactions.get(&interaction).ok_or("no such interaction")?;
        let modal = opener.modal().ok_or("that interaction opened no form")?;
        for (custom_id, _) in values {
            if components::find(&modal["components"], custom_id).is_none() {
                return Err(format!("the form has no {custom_id}"));
            }
        }
        let filled = fill(&modal["components"], values)?;
        let data = json!({ "custom_id": modal["custom_id"], "components": filled });
        let (bot, user, channel) = (opener.bot, opener.user, opener.channel);
        let message = Id::from_json(&opener.payload["message"]["id"]);
        let message = message.and_then(|message| self.message(message)).cloned();
        let id = self.interact(bot, user, channel, InteractionKind::Modal, &data, message);
        self.openers.insert(id, interaction);
        Ok(id)
    }
}

fn check_selection(list: &Value, kind: u64, values: &[&str]) -> Result<(), String> {
    let least = list["min_values"].as_u64().unwrap_or(1);
    let most = list["max_values"].as_u64().unwrap_or(1);
    if !(least..=most).contains(&(values.len() as u64)) {
        return Err(format!("that list takes {least} to {most} values"));
    }
    let options = list["options"].as_array().map(Vec::as_slice).unwrap_or_default();
    for value in values {
        let known = options.iter().any(|option| option["value"] == *value);
        if kind == kinds::TEXT_SELECT && !known {
            return Err(format!("that list has no {value}"));
        }
    }
    Ok(())
}

/// A filled-in form: what it holds, with the values instead of the descriptions.
fn fill(components: &Value, values: &[(&str, &str)]) -> Result<Value, String> {
    let list = components.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().map(|component| fill_one(component, values)).collect()
}

fn fill_one(component: &Value, values: &[(&str, &str)]) -> Result<Value, String> {
    let mut filled = json!({ "type": component["type"], "id": component["id"] });
    if component["components"].is_array() {
        filled["components"] = fill(&component["components"], values)?;
    }
    if component["component"].is_object() {
        filled["component"] = fill_one(&component["component"], values)?;
    }
    let Some(custom_id) = component["custom_id"].as_str() else { return Ok(filled) };
    let given: Vec<&str> =
        values.iter().filter(|(name, _)| *name == custom_id).map(|(_, value)| *value).collect();
    filled["custom_id"] = json!(custom_id);
    let kind = component["type"].as_u64().unwrap_or_default();
    if kind == kinds::TEXT_INPUT {
        let text = given.first().copied().or(component["value"].as_str()).unwrap_or_default();
        check_input(component, custom_id, text)?;
        filled["value"] = json!(text);
    } else {
        let optional = component["required"].as_bool() == Some(false) && given.is_empty();
        if !optional {
            check_selection(component, kind, &given)?;
        }
        filled["values"] = json!(given);
    }
    Ok(filled)
}

fn check_input(input: &Value, custom_id: &str, text: &str) -> Result<(), String> {
    let required = input["required"].as_bool().unwrap_or(true);
    if text.is_empty() {
        let why = format!("{custom_id} is required");
        return if required { Err(why) } else { Ok(()) };
    }
    let least = input["min_length"].as_u64().unwrap_or(0);
    let most = input["max_length"].as_u64().unwrap_or(4000);
    let length = text.chars().count() as u64;
    if (least..=most).contains(&length) {
        Ok(())
    } else {
        Err(format!("{custom_id} takes {least} to {most} characters"))
    }
}
