//! The program is killed at random steps, during answers and changes of every kind, two hundred times.
//!
//! 1. Every change that somebody saw confirmed is there.
//! 2. None is half applied: each stands on the one before it, and says what was previewed.
//! 3. Every question is answered, and none twice.
//! 4. What is in force afterwards is what the log says.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use signpost::moderation::Role;
use signpost::sandbox::Logged;
use signpost::sandbox::world::Id;
use signpost::store::{Change, ChangeKind, ChangeState, Store};
use tokio::process::Child;

use crate::moderating::assert_holds;
use crate::stage::{DEADLINE, Stage, id_of, text_of};

/// How often it is killed.
const KILLS: usize = 200;

/// A bot that has nothing to do writes nothing to the log, and is killed all the same.
const IDLE: Duration = Duration::from_millis(150);

/// A small knowledge base, so that a start takes no time.
const TINY: &str = r#"{"id":"greenhouse","question":"When does the greenhouse open?","phrasings":["opening hours of the greenhouse"],"answer":"At seven."}
{"id":"shed","question":"Where is the shed?","phrasings":["way to the shed"],"answer":"In the yard."}
{"id":"gate","question":"Who closes the gate at night?","phrasings":["closing of the gate"],"answer":"The gardener."}
"#;

/// The setting that is changed: it holds back no answer to who asks the bot.
const SETTING: &str = "person_cooldown_seconds";

/// What somebody begins.
#[derive(Clone, Copy, Debug)]
enum Act {
    Add,
    Edit,
    AddPhrasing,
    RemovePhrasing,
    Retire,
    Quarantine,
    Revert,
    Set,
}

impl Act {
    const ALL: [Act; 8] = [
        Act::Add,
        Act::Edit,
        Act::AddPhrasing,
        Act::RemovePhrasing,
        Act::Retire,
        Act::Quarantine,
        Act::Revert,
        Act::Set,
    ];
}

impl Stage {
    fn live(&self) -> Child {
        let tiny = self.folder().join("tiny.jsonl");
        std::fs::write(&tiny, TINY).expect("the folder can be written to");
        self.live_on(&tiny)
    }

    /// The program, answering from some knowledge.
    pub(crate) fn live_on(&self, knowledge: &Path) -> Child {
        self.program(&["run"])
            .arg("--knowledge")
            .arg(knowledge)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts")
    }

    /// Waits until so much more happened, or nothing does.
    async fn steps(&self, count: usize) {
        let position = self.sandbox.log().len() + count;
        let grown = self.sandbox.log().wait_after(position, DEADLINE, |_| Some(()));
        // Nothing has to happen: that it is idle is as good a moment as any.
        let _ = tokio::time::timeout(IDLE, grown).await;
    }

    /// Waits for the first sign of life.
    async fn begun(&self) {
        let position = self.sandbox.log().len();
        self.until(position, "a sign of life", |entry| match entry {
            Logged::Request { .. } => Some(()),
            _ => None,
        })
        .await;
    }

    /// What every interaction came to.
    fn outcomes(&self) -> Vec<Value> {
        self.sandbox.act(|world| {
            let made: Vec<Id> = world.interactions().filter_map(|it| it.original).collect();
            made.into_iter().filter_map(|id| world.message(id).cloned()).collect()
        })
    }

    /// What an interaction came to, in words.
    fn said_to(&self, interaction: Id) -> String {
        self.sandbox.act(|world| {
            let original = world.interaction(interaction).and_then(|it| it.original);
            original.and_then(|id| world.message(id)).map(text_of).unwrap_or_default()
        })
    }

    /// The replies that each question got.
    fn replies(&self) -> BTreeMap<String, usize> {
        let mut replies = BTreeMap::new();
        for message in self.said_in(self.support) {
            if let Some(question) = message["message_reference"]["message_id"].as_str() {
                *replies.entry(question.to_owned()).or_default() += 1;
            }
        }
        replies
    }
}

/// Somebody who looks after entries while the program dies around them.
struct Moderator<'s> {
    stage: &'s Stage,
    editor: Id,
    chance: fastrand::Rng,
    /// How often each preview was published: twice at most, as by whoever saw nothing happen.
    pressed: BTreeMap<Id, usize>,
    /// The forms that were sent off.
    sent: BTreeSet<Id>,
    /// What was typed for the setting, by the command.
    set: BTreeMap<Id, u64>,
    phrasings: Vec<String>,
}

impl Moderator<'_> {
    /// Goes on with what is under way, or begins something else.
    fn acts(&mut self, round: usize) {
        if self.chance.usize(0..5) > 0 && (self.publishes() || self.sends(round)) {
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
            Act::RemovePhrasing => {
                let phrasing = &self.phrasings[self.chance.usize(0..self.phrasings.len())];
                ("faq phrasing remove", vec![entry("shed"), ("phrasing", json!(phrasing))])
            }
            Act::Retire => ("faq retire", vec![entry("gate")]),
            Act::Quarantine => ("faq quarantine", vec![entry("gate")]),
            Act::Revert => ("faq revert", vec![either]),
            Act::Set => {
                let value = json!((round + 1).to_string());
                ("settings set", vec![("setting", json!(SETTING)), ("value", value)])
            }
        };
        let who = if matches!(act, Act::Set) { self.stage.owner } else { self.editor };
        let used = self
            .stage
            .sandbox
            .act(|world| world.type_command(who, self.stage.support, name, &given))
            .unwrap_or_else(|problem| panic!("/{name}: {problem}"));
        if matches!(act, Act::Set) {
            self.set.insert(used, round as u64 + 1);
        }
    }

    /// Publishes a preview that waits. False where there is none.
    fn publishes(&mut self) -> bool {
        let waiting = self.stage.outcomes().into_iter().find_map(|message| {
            let custom_id = publish_of(&message)?;
            let count = self.pressed.get(&id_of(&message)).copied().unwrap_or_default();
            (count < 2).then(|| (id_of(&message), custom_id))
        });
        let Some((message, custom_id)) = waiting else { return false };
        *self.pressed.entry(message).or_default() += 1;
        self.stage
            .sandbox
            .act(|world| world.press(self.editor, message, &custom_id))
            .expect("the button is there");
        true
    }

    /// Sends off a form that was opened, in this life or in an earlier one. False where there is none.
    fn sends(&mut self, round: usize) -> bool {
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

/// The button that publishes what a message previews.
fn publish_of(message: &Value) -> Option<String> {
    let rows = message["components"].as_array().into_iter().flatten();
    let mut all = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let found = all.find_map(|button| {
        button["custom_id"].as_str().filter(|custom_id| custom_id.starts_with("f1:pu:"))
    });
    found.map(str::to_owned)
}

/// The number of a change that somebody was told is in force.
fn confirmed(message: &Value) -> Option<u64> {
    let text = text_of(message);
    let number = if text.contains(" is in force") {
        text.split("Change ").nth(1)?
    } else if text.contains("is not used any more") {
        text.split("(change ").nth(1)?
    } else {
        return None;
    };
    number.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
}

/// Each change of an entry stands on the one before it, says what was proposed, and is of its kind.
fn assert_whole(history: &[Change]) {
    let published = history.iter().filter(|it| it.state == ChangeState::Published);
    let mut base = 0;
    // What the entry says, where that is not what is shipped.
    let mut says: Option<Value> = None;
    for change in published {
        let what = format!("change {} ({:?}) of {:?}", change.id, change.kind, change.entry);
        assert_eq!(change.base, base, "{what} stands on another");
        base = change.id;
        if says.is_some() {
            assert_eq!(change.before, says, "{what} was made from something else");
        }
        if change.kind != ChangeKind::Quarantine {
            let proposal = change.proposal.unwrap_or_else(|| panic!("{what} was not previewed"));
            let proposed = history.iter().find(|it| it.id == proposal).expect("it is there");
            assert_eq!(
                (proposed.state, &proposed.after, proposed.kind),
                (ChangeState::Proposed, &change.after, change.kind),
                "{what} is not what was previewed"
            );
        }
        let phrasings = |entry: &Option<Value>| {
            entry.as_ref().and_then(|entry| entry["phrasings"].as_array()).map_or(0, Vec::len)
        };
        match change.kind {
            ChangeKind::Retire | ChangeKind::Quarantine => {
                assert_eq!(change.after, None, "{what}");
                says = change.before.clone();
                continue;
            }
            ChangeKind::Phrasing => {
                let (before, after) = (phrasings(&change.before), phrasings(&change.after));
                assert_eq!(before.abs_diff(after), 1, "{what} is half there");
            }
            ChangeKind::Add | ChangeKind::Edit => {
                let answer = change.after.as_ref().and_then(|after| after["answer"].as_str());
                assert!(answer.is_some_and(|it| it.starts_with("Peas, says round")), "{what}");
            }
            _ => assert_eq!(change.kind, ChangeKind::Revert, "{what}"),
        }
        says = change.after.clone();
    }
}

/// What was confirmed of the setting is in the log, and the last is in force.
async fn assert_set(stage: &Stage, store: &Store, typed: &BTreeMap<Id, u64>) {
    let changes = store.changes_after(0, 10_000).await.expect("it is there");
    let set: Vec<u64> = changes
        .iter()
        .filter(|change| change.kind == ChangeKind::Setting)
        .map(|change| {
            let after = change.after.as_ref().expect("it is set");
            after["value"].as_u64().unwrap_or_else(|| panic!("a number of seconds: {after}"))
        })
        .collect();
    for (command, value) in typed {
        let count = set.iter().filter(|is| *is == value).count();
        assert!(count <= 1, "{value} was set twice");
        if stage.said_to(*command).contains("is now") {
            assert_eq!(count, 1, "{value} was confirmed and is lost");
        }
    }
    let settings = store.settings(stage.guild.0).await.expect("it is there");
    let in_force: Vec<&Value> =
        settings.iter().filter(|it| it.key == SETTING).map(|it| &it.value).collect();
    let last = set.last().map(|value| json!(value));
    assert_eq!(in_force, Vec::from_iter(last.as_ref()));
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_kills_lose_no_confirmed_change_and_answer_nothing_twice() {
    let stage = Stage::new("").await;
    let editor = stage.staff("eve", Some(Role::Editor)).await;
    let mut chance = fastrand::Rng::with_seed(20_261_129);
    let mut moderator = Moderator {
        stage: &stage,
        editor,
        chance: chance.fork(),
        pressed: BTreeMap::new(),
        sent: BTreeSet::new(),
        set: BTreeMap::new(),
        phrasings: vec!["way to the shed".to_owned()],
    };
    let mut questions = Vec::new();
    // The first life registers the commands.
    let mut first = stage.live();
    stage.until_registered(0).await;
    first.kill().await.expect("it is killed");
    for round in 0..KILLS {
        let position = stage.sandbox.log().len();
        let mut child = stage.live();
        // Most lives get as far as a session, some as asking Discord who they are; a few end before.
        match chance.usize(0..8) {
            0 => stage.steps(chance.usize(0..12)).await,
            1 => stage.begun().await,
            _ => stage.connected_after(position).await,
        }
        if chance.usize(0..3) == 0 {
            let text = format!("<@{}> when does the greenhouse open? {round}", stage.bot);
            questions.push(stage.sandbox.act(|world| world.say(stage.ben, stage.support, &text)));
        }
        moderator.acts(round);
        stage.steps(chance.usize(0..32)).await;
        child.kill().await.expect("it is killed");
    }

    // One more life, in which everything is finished.
    let position = stage.sandbox.log().len();
    let mut last = stage.live();
    stage.connected_after(position).await;
    let all_answered = async {
        while stage.replies().len() < questions.len() {
            stage.steps(1).await;
        }
    };
    tokio::time::timeout(DEADLINE, all_answered).await.expect("every question is answered");
    let mut shown = BTreeMap::new();
    for id in ["shed", "gate"] {
        shown.insert(id, stage.faq_says(editor, "show", &[("entry", json!(id))]).await);
    }
    last.kill().await.expect("it is killed");

    assert!(questions.len() > KILLS / 5, "enough was asked");
    let twice: Vec<_> = stage.replies().into_iter().filter(|(_, count)| *count > 1).collect();
    assert!(twice.is_empty(), "answered twice: {twice:?}");
    let store = stage.other_process().await;
    let changes = store.changes_after(0, 10_000).await.expect("it is there");
    // A preview and its press are one message.
    let told: BTreeSet<u64> = stage.outcomes().iter().filter_map(confirmed).collect();
    // On a busy machine a kill mostly comes before the confirmation.
    assert!(told.len() > KILLS / 100, "enough was confirmed: {told:?}");
    for number in &told {
        let change = changes.iter().find(|change| change.id == *number);
        let change = change.unwrap_or_else(|| panic!("change {number} was confirmed and is lost"));
        assert_eq!(change.state, ChangeState::Published);
    }
    let entries: BTreeSet<&str> =
        changes.iter().filter_map(|change| change.entry.as_deref()).collect();
    for id in entries {
        let mut history = store.history(stage.guild.0, id).await.expect("it is there");
        history.reverse();
        assert_whole(&history);
        let last = history.iter().rev().find(|it| it.state == ChangeState::Published);
        if let (Some(shown), Some(last)) = (shown.get(id), last) {
            assert_holds(shown, &[&format!("since change {}", last.id)]);
        }
    }
    assert_set(&stage, &store, &moderator.set).await;
    let published = changes.iter().filter(|it| it.state == ChangeState::Published);
    let kinds: BTreeSet<&str> = published.map(|it| it.kind.name()).collect();
    assert!(kinds.len() > 2, "changes of several kinds came through: {kinds:?}");
    stage.assert_bodies();
}
