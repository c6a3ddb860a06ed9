//! Components: checking those that bots send, and finding them when people use them.
//!
//! **Invariant:** every component of a message that was read has a number of its own in it.

use serde_json::{Value, json};

use super::failure::Complaints;

/// Types of components, with Discord's numbers.
pub(super) mod kinds {
    pub(in super::super) const ACTION_ROW: u64 = 1;
    pub(in super::super) const BUTTON: u64 = 2;
    pub(in super::super) const TEXT_SELECT: u64 = 3;
    pub(in super::super) const TEXT_INPUT: u64 = 4;
    pub(in super::super) const CHANNEL_SELECT: u64 = 8;
    pub(in super::super) const CONTAINER: u64 = 17;
}

/// The most components of a message, those inside others counted.
const COMPONENTS: usize = 40;
/// The most buttons of a row.
const BUTTONS: usize = 5;
/// The most characters of a button's label.
const LABEL: usize = 80;
/// The most characters of a custom id.
const CUSTOM_ID: usize = 100;
/// The most options of a select.
const OPTIONS: usize = 25;
/// The most characters of an option's label, value and description.
const OPTION: usize = 100;
/// The most characters of a select's placeholder.
const PLACEHOLDER: usize = 150;

/// A button that opens an address.
const LINK: u64 = 5;
/// A button that sells something.
const PREMIUM: u64 = 6;

/// Where components are inside others.
const INSIDE: [&str; 3] = ["components", "accessory", "component"];

/// Components as Discord keeps them: checked and numbered.
pub(super) fn read(value: &Value, complaints: &mut Complaints) -> Value {
    let Value::Array(components) = value else { return json!([]) };
    let mut kept = Value::Array(components.clone());
    let mut reading = Reading { complaints, count: 0, custom_ids: Vec::new() };
    reading.list(&mut kept, "components");
    let count = reading.count;
    complaints.at_most("components", count, COMPONENTS);
    kept
}

struct Reading<'complaints> {
    complaints: &'complaints mut Complaints,
    count: usize,
    custom_ids: Vec<String>,
}

impl Reading<'_> {
    fn list(&mut self, list: &mut Value, place: &str) {
        for (index, component) in list.as_array_mut().into_iter().flatten().enumerate() {
            self.component(component, &format!("{place}.{index}"));
        }
    }

    fn component(&mut self, component: &mut Value, place: &str) {
        let Some(kind) = component["type"].as_u64() else {
            self.complaints.required(&format!("{place}.type"));
            return;
        };
        self.count += 1;
        if component["id"].as_u64().is_none() {
            component["id"] = json!(self.count);
        }
        match kind {
            kinds::ACTION_ROW => self.row(component, place),
            kinds::BUTTON => self.button(component, place),
            kinds::TEXT_SELECT..=kinds::CHANNEL_SELECT if kind != kinds::TEXT_INPUT => {
                self.select(component, place, kind);
            }
            kinds::CONTAINER => {
                set_unless_said(component, "accent_color", &Value::Null);
                set_unless_said(component, "spoiler", &json!(false));
            }
            _ => {}
        }
        for key in INSIDE {
            let at = format!("{place}.{key}");
            match component.get_mut(key) {
                Some(list) if list.is_array() => self.list(list, &at),
                Some(single) if single.is_object() => self.component(single, &at),
                Some(_) | None => {}
            }
        }
    }

    fn row(&mut self, row: &Value, place: &str) {
        let inside = row["components"].as_array().map(Vec::as_slice).unwrap_or_default();
        let at = format!("{place}.components");
        if inside.is_empty() {
            self.complaints.required(&at);
        }
        let only_buttons = inside.iter().all(|item| item["type"].as_u64() == Some(kinds::BUTTON));
        if inside.len() > if only_buttons { BUTTONS } else { 1 } {
            let message = "The specified component exceeds the maximum width";
            self.complaints.add(place, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message);
        }
    }

    fn button(&mut self, button: &mut Value, place: &str) {
        let label = button["label"].as_str().unwrap_or_default();
        self.complaints.length(&format!("{place}.label"), label, 0, LABEL);
        let style = button["style"].as_u64();
        if !style.is_some_and(|style| (1..=PREMIUM).contains(&style)) {
            let message = "Value must be one of {1, 2, 3, 4, 5, 6}.";
            self.complaints.choice(&format!("{place}.style"), message);
        }
        match style {
            Some(LINK) => {
                if button["url"].as_str().is_none() {
                    self.complaints.required(&format!("{place}.url"));
                }
            }
            Some(PREMIUM) => {}
            _ => self.custom_id(button, place),
        }
        if style != Some(PREMIUM) && label.is_empty() && !button["emoji"].is_object() {
            let message = "A button must have a label or an emoji";
            self.complaints.add(place, "BUTTON_COMPONENT_INVALID", message);
        }
    }

    fn select(&mut self, select: &mut Value, place: &str, kind: u64) {
        set_unless_said(select, "min_values", &json!(1));
        set_unless_said(select, "max_values", &json!(1));
        self.custom_id(select, place);
        let hint = select["placeholder"].as_str().unwrap_or_default();
        self.complaints.length(&format!("{place}.placeholder"), hint, 0, PLACEHOLDER);
        if kind != kinds::TEXT_SELECT {
            return;
        }
        let options = select["options"].as_array().map(Vec::as_slice).unwrap_or_default();
        if options.is_empty() {
            self.complaints.required(&format!("{place}.options"));
        }
        self.complaints.at_most(&format!("{place}.options"), options.len(), OPTIONS);
        let mut values = Vec::new();
        for (index, option) in options.iter().enumerate() {
            for (name, least) in [("label", 1), ("value", 1), ("description", 0)] {
                let text = option[name].as_str().unwrap_or_default();
                let at = format!("{place}.options.{index}.{name}");
                self.complaints.length(&at, text, least, OPTION);
            }
            if values.contains(&&option["value"]) {
                let at = format!("{place}.options.{index}.value");
                let message = "The specified option value is already used";
                self.complaints.add(&at, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message);
            }
            values.push(&option["value"]);
        }
    }

    fn custom_id(&mut self, component: &Value, place: &str) {
        let at = format!("{place}.custom_id");
        let Some(custom_id) = component["custom_id"].as_str() else {
            self.complaints.required(&at);
            return;
        };
        self.complaints.length(&at, custom_id, 1, CUSTOM_ID);
        if self.custom_ids.iter().any(|known| known == custom_id) {
            let message = "Component custom id cannot be duplicated";
            self.complaints.add(&at, "COMPONENT_CUSTOM_ID_DUPLICATED", message);
        }
        self.custom_ids.push(custom_id.to_owned());
    }
}

/// What Discord fills in where a bot says nothing.
fn set_unless_said(component: &mut Value, field: &str, usual: &Value) {
    if component[field].is_null() {
        component[field] = usual.clone();
    }
}

/// The component with this custom id, wherever it is inside these.
pub(super) fn find<'list>(components: &'list Value, custom_id: &str) -> Option<&'list Value> {
    components.as_array()?.iter().find_map(|component| find_in(component, custom_id))
}

fn find_in<'item>(component: &'item Value, custom_id: &str) -> Option<&'item Value> {
    if component["custom_id"].as_str() == Some(custom_id) {
        return Some(component);
    }
    INSIDE.iter().find_map(|key| {
        let inside = component.get(key)?;
        if inside.is_array() { find(inside, custom_id) } else { find_in(inside, custom_id) }
    })
}
