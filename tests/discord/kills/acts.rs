//! What those who look after a server do while the bot is killed around them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use signpost::moderation::Role;
use signpost::sandbox::world::Id;

use super::SETTING;
use crate::stage::{Stage, id_of};

/// What somebody begins.
#[derive(Clone, Copy, Debug)]
enum Act {
    Add,
    Edit,
    AddPhrasing,
    AddSensitive,
    RemovePhrasing,
    Retire,
    Quarantine,
    Revert,
    Import,
    Set,
    Grant,
}

impl Act {
    const ALL: [Act; 11] = [
        Act::Add,
        Act::Edit,
        Act::AddPhrasing,
        Act::AddSensitive,
        Act::RemovePhrasing,
        Act::Retire,
        Act::Quarantine,
        Act::Revert,
        Act::Import,
        Act::Set,
        Act::Grant,
    ];
}

/// Those who look after the server.
pub(super) struct Staff<'s> {
    stage: &'s Stage,
    pub(super) editor: Id,
    approver: Id,
    chance: fastrand::Rng,
    /// How often each button was pressed: twice at most, as by whoever saw nothing happen.
    pressed: BTreeMap<String, usize>,
    /// The forms that were sent off.
    sent: BTreeSet<Id>,
    /// What was typed for the setting, by the command.
    pub(super) set: BTreeMap<Id, u64>,
    /// The Discord role that was given a role, by the command.
    pub(super) granted: BTreeMap<Id, Id>,
    phrasings: Vec<String>,
}

impl<'s> Staff<'s> {
    pub(super) async fn new(stage: &'s Stage, chance: fastrand::Rng) -> Self {
        Staff {
            stage,
            editor: stage.staff("eve", Some(Role::Editor)).await,
            approver: stage.staff("amy", Some(Role::Approver)).await,
            chance,
            pressed: BTreeMap::new(),
            sent: BTreeSet::new(),
            set: BTreeMap::new(),
            granted: BTreeMap::new(),
            phrasings: vec!["way to the shed".to_owned()],
        }
    }

    /// Goes on with what is under way, or begins something else.
    pub(super) fn act(&mut self, round: usize) {
        if self.chance.usize(0..5) > 0 && (self.decide() || self.send(round)) {
            return;
        }
        let act = Act::ALL[self.chance.usize(0..Act::ALL.len())];
        let entry = |id: &str| ("entry", json!(id));
        let either = if self.chance.bool() { entry("shed") } else { entry("gate") };
        let (name, given) = match act {
            Act::Add => ("faq add", Vec::new()),
            Act::Edit => ("faq edit", vec![either]),
            Act::AddPhrasing => {
                self.phrasings.push(format!("shed number {round}"));
                let phrasing = self.phrasings.last().cloned();
                ("faq phrasing add", vec![entry("shed"), ("phrasing", json!(phrasing))])
            }
            Act::AddSensitive => {
                let phrasing = json!(format!("poison number {round}"));
                ("faq phrasing add", vec![entry("poison"), ("phrasing", phrasing)])
            }
            Act::RemovePhrasing => {
                let phrasing = &self.phrasings[self.chance.usize(0..self.phrasings.len())];
                ("faq phrasing remove", vec![entry("shed"), ("phrasing", json!(phrasing))])
            }
            Act::Retire => ("faq retire", vec![entry("gate")]),
            Act::Quarantine => ("faq quarantine", vec![entry("gate")]),
            Act::Revert => ("faq revert", vec![either]),
            Act::Import => {
                let file = file_of(self.stage.guild, round);
                let file = self.stage.sandbox.act(|world| world.upload("garden.json", &file));
                ("import", vec![("file", json!(file))])
            }
            Act::Set => {
                let value = json!((round + 1).to_string());
                ("settings set", vec![("setting", json!(SETTING)), ("value", value)])
            }
            Act::Grant => {
                let (guild, name) = (self.stage.guild, format!("role {round}"));
                let role = self.stage.sandbox.act(|world| world.add_role(guild, &name, 0));
                ("settings roles give", vec![("role", json!(role)), ("may", json!("viewer"))])
            }
        };
        let who = match act {
            Act::Import | Act::Set | Act::Grant => self.stage.owner,
            _ => self.editor,
        };
        let used = self
            .stage
            .sandbox
            .act(|world| world.type_command(who, self.stage.support, name, &given))
            .unwrap_or_else(|problem| panic!("/{name}: {problem}"));
        match act {
            Act::Set => {
                self.set.insert(used, round as u64 + 1);
            }
            Act::Grant => {
                let role = Id::from_json(&given[0].1).expect("it is a role");
                self.granted.insert(used, role);
            }
            _ => {}
        }
    }

    /// Publishes a preview that waits, or approves a change. False where there is none.
    fn decide(&mut self) -> bool {
        let mut all = self.stage.outcomes();
        all.extend(self.stage.said_in(self.stage.staff_room));
        let waiting = all.into_iter().find_map(|message| {
            let custom_id = decision_of(&message)?;
            let count = self.pressed.get(&custom_id).copied().unwrap_or_default();
            (count < 2).then(|| (id_of(&message), custom_id))
        });
        let Some((message, custom_id)) = waiting else { return false };
        *self.pressed.entry(custom_id.clone()).or_default() += 1;
        let who = match &custom_id[..6] {
            "f1:ap:" => self.approver,
            "m1:pu:" => self.stage.owner,
            _ => self.editor,
        };
        let press = self.stage.sandbox.act(|world| world.press(who, message, &custom_id));
        press.expect("the button is there");
        true
    }

    /// Sends off a form that was opened, in this life or in an earlier one. False where there is none.
    fn send(&mut self, round: usize) -> bool {
        let opened = self.stage.sandbox.act(|world| {
            let mut all = world.interactions();
            let open = all.find(|it| it.modal().is_some() && !self.sent.contains(&it.id));
            open.and_then(|it| Some((it.id, it.modal()?["title"].clone())))
        });
        let Some((opener, title)) = opened else { return false };
        self.sent.insert(opener);
        let (question, answer) =
            (format!("What grows in bed {round}?"), format!("Peas, says round {round}."));
        let mut written = vec![("answer", answer.as_str())];
        if title == "A new entry" {
            written.push(("question", &question));
        }
        self.stage
            .sandbox
            .act(|world| world.submit_modal(opener, &written))
            .expect("the form takes it");
        true
    }
}

/// A file of two entries and a setting that is new each time.
fn file_of(guild: Id, round: usize) -> Vec<u8> {
    let entry = |what: &str| {
        json!({ "id": format!("{what}-{round}"), "state": "used", "entry": {
            "question": format!("Who looks after {what} {round}?"),
            "answer": format!("Peas, says round {round}."),
        }})
    };
    json!({
        "signpost_server": 1, "server": guild, "exported_on": "2026-11-30",
        "entries": [entry("bench"), entry("fence")],
        "settings": [{
            "scope": guild,
            "key": "quiet_hours",
            "value": format!("{:02}:{:02}-19:00 +01:00", round / 60, round % 60),
        }],
    })
    .to_string()
    .into_bytes()
}

/// The button that puts in force what a message tells of.
fn decision_of(message: &Value) -> Option<String> {
    let rows = message["components"].as_array().into_iter().flatten();
    let mut all = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let found = all.find_map(|button| {
        let custom_id = button["custom_id"].as_str()?;
        let decides = ["f1:pu:", "f1:ap:", "m1:pu:"];
        decides.iter().any(|start| custom_id.starts_with(start)).then_some(custom_id)
    });
    found.map(str::to_owned)
}
