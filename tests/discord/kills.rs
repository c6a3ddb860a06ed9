//! The program is killed at random steps, during answers and changes of entries, settings and roles, by
//! command and by file: two hundred times over a file, fifty over a server, and on until a change of
//! every kind came through.
//!
//! 1. Every change that somebody saw confirmed is there.
//! 2. None is half applied: each stands on the one before it, and says what was previewed; a file
//!    comes in whole.
//! 3. Every question is answered, and none twice.
//! 4. What is in force afterwards is what the log says.

mod acts;

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

use self::acts::Staff;
use crate::moderating::assert_holds;
use crate::postgres::Server;
use crate::stage::{DEADLINE, Stage, text_of};

/// How often it is killed over a file, at the least.
const KILLS: usize = 200;

/// The same over a server, which does the same with what it is asked, and takes longer to start on.
const KILLS_OVER_A_SERVER: usize = 50;

/// How often at the most. On a busy machine most kills come before a change did, and which kinds come
/// through is chance.
const MOST_KILLS: usize = 800;

/// A bot that has nothing to do writes nothing to the log, and is killed all the same.
const IDLE: Duration = Duration::from_millis(150);

/// A small knowledge base, so that a start takes no time.
const TINY: &str = r#"{"id":"greenhouse","question":"When does the greenhouse open?","phrasings":["opening hours of the greenhouse"],"answer":"At seven."}
{"id":"shed","question":"Where is the shed?","phrasings":["way to the shed"],"answer":"In the yard."}
{"id":"gate","question":"Who closes the gate at night?","phrasings":["closing of the gate"],"answer":"The gardener."}
{"id":"poison","question":"Is the yew poisonous?","phrasings":["poison of the yew"],"answer":"The label says so.","topics":["medical"]}
"#;

/// The setting that is changed: it holds back no answer to who asks the bot.
const SETTING: &str = "person_cooldown_seconds";

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
        let log = self.sandbox.log();
        let until = log.len() + count;
        // Nothing has to happen: that it is idle is as good a moment as any.
        while log.len() < until && log.wait_after(log.len(), IDLE, |_| Some(())).await.is_ok() {}
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

/// The number of a change that somebody was told is in force.
fn confirmed(text: &str) -> Option<u64> {
    number_after(
        text,
        if text.contains(" is in force") { "Change " } else { "used any more (change " },
    )
}

/// The number of an import that somebody was told is in force.
fn brought_in(text: &str) -> Option<u64> {
    text.contains(" is in force").then(|| number_after(text, "Import "))?
}

fn number_after(text: &str, start: &str) -> Option<u64> {
    let rest = text.split(start).nth(1)?;
    rest.split(|letter: char| !letter.is_ascii_digit()).next()?.parse().ok()
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
        // What a file brings is looked at on its own.
        let is_of_file = change.entry.as_deref().is_some_and(is_of_file);
        if change.kind != ChangeKind::Quarantine && !is_of_file {
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

/// Whether a file brings an entry: only files bring these.
fn is_of_file(entry: &str) -> bool {
    entry.starts_with("bench-") || entry.starts_with("fence-")
}

/// What a file brings is there whole, once and one after the other, or not at all.
fn assert_files_whole(changes: &[Change]) {
    let published: Vec<&Change> =
        changes.iter().filter(|it| it.state == ChangeState::Published).collect();
    let mut brought = 0;
    for (place, decision) in published.iter().enumerate() {
        if decision.kind != ChangeKind::Import {
            continue;
        }
        let lines = &published[place.saturating_sub(3)..place];
        let kinds: Vec<ChangeKind> = lines.iter().map(|line| line.kind).collect();
        assert_eq!(kinds, [ChangeKind::Add, ChangeKind::Add, ChangeKind::Setting], "{decision:?}");
        let numbers: Vec<&str> = lines
            .iter()
            .filter_map(|line| line.entry.as_deref()?.split_once('-').map(|(_, number)| number))
            .collect();
        assert_eq!(numbers[0], numbers[1], "{lines:?}");
        brought += 2;
    }
    let entries: Vec<&str> = published.iter().filter_map(|it| it.entry.as_deref()).collect();
    let of_files: Vec<&&str> = entries.iter().filter(|id| is_of_file(id)).collect();
    assert_eq!(of_files.len(), brought, "half a file came in: {of_files:?}");
    let once: BTreeSet<_> = of_files.iter().collect();
    assert_eq!(once.len(), of_files.len(), "a file came in twice: {of_files:?}");
}

/// What was confirmed of the roles is in the log, once, and in force.
async fn assert_granted(
    stage: &Stage,
    changes: &[Change],
    store: &Store,
    given: &BTreeMap<Id, Id>,
) {
    let logged: Vec<&Value> = changes
        .iter()
        .filter(|change| change.kind == ChangeKind::Role)
        .filter_map(|change| Some(&change.after.as_ref()?["role"]))
        .collect();
    let in_force = store.grants(stage.guild.0).await.expect("it is there");
    for (command, role) in given {
        let count = logged.iter().filter(|is| ***is == json!(role.to_string())).count();
        assert!(count <= 1, "{role} was given a role twice");
        if stage.said_to(*command).contains("has the role of") {
            assert_eq!(count, 1, "what was confirmed of {role} is lost");
        }
        let is_in_force = in_force.contains(&(role.0, Role::Viewer));
        assert_eq!(is_in_force, count == 1, "{role} is not as the log says");
    }
}

/// What was confirmed of the setting is in the log, and the last is in force.
async fn assert_set(stage: &Stage, changes: &[Change], store: &Store, typed: &BTreeMap<Id, u64>) {
    let set: Vec<u64> = changes
        .iter()
        .filter(|change| change.kind == ChangeKind::Setting)
        .map(|change| change.after.as_ref().expect("it is set"))
        .filter(|after| after["key"] == SETTING)
        .map(|after| {
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
    kill_and_look(&stage, KILLS).await;
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nor_do_fifty_over_a_server() {
    let Some(server) = Server::shared() else { return };
    let mut stage = Stage::new("").await;
    stage.database = Some(server.database().await);
    kill_and_look(&stage, KILLS_OVER_A_SERVER).await;
}

/// Lets people ask and change things while the program is killed, and looks at what is left.
async fn kill_and_look(stage: &Stage, kills: usize) {
    let mut chance = fastrand::Rng::with_seed(20_261_129);
    let mut staff = Staff::new(stage, chance.fork()).await;
    let (mut asked, mut killed) = (0, 0);
    // The first life registers the commands.
    let mut first = stage.live();
    stage.until_registered(0).await;
    first.kill().await.expect("it is killed");
    while killed < kills || !all_came_through(stage, kills).await {
        assert!(killed < MOST_KILLS, "what came through: {:?}", came_through(stage).await);
        let position = stage.sandbox.log().len();
        let mut child = stage.live();
        // Most lives get as far as a session, some as asking Discord who they are; a few end before.
        match chance.usize(0..8) {
            0 => stage.steps(chance.usize(0..12)).await,
            1 => stage.begun().await,
            _ => stage.connected_after(position).await,
        }
        if chance.usize(0..3) == 0 {
            let text = format!("<@{}> when does the greenhouse open? {killed}", stage.bot);
            stage.sandbox.act(|world| world.say(stage.ben, stage.support, &text));
            asked += 1;
        }
        staff.act(killed);
        stage.steps(chance.usize(0..32)).await;
        child.kill().await.expect("it is killed");
        killed += 1;
    }

    // One more life, in which everything is finished.
    let position = stage.sandbox.log().len();
    let mut last = stage.live();
    stage.connected_after(position).await;
    let all_answered = async {
        while stage.replies().len() < asked {
            stage.steps(1).await;
        }
    };
    tokio::time::timeout(DEADLINE, all_answered).await.expect("every question is answered");
    let mut shown = BTreeMap::new();
    for id in ["shed", "gate", "poison"] {
        let entry = [("entry", json!(id))];
        shown.insert(id, stage.faq_says(staff.editor, "show", &entry).await);
    }
    last.kill().await.expect("it is killed");

    assert!(asked > killed / 5, "enough was asked");
    let twice: Vec<_> = stage.replies().into_iter().filter(|(_, count)| *count > 1).collect();
    assert!(twice.is_empty(), "answered twice: {twice:?}");
    let store = stage.other_process().await;
    let changes = store.changes_after(0, 10_000).await.expect("it is there");
    assert_confirmed(stage, &changes);
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
    assert_files_whole(&changes);
    assert_set(stage, &changes, &store, &staff.set).await;
    assert_granted(stage, &changes, &store, &staff.granted).await;
    stage.assert_bodies();
}

/// How many changes of each kind are in force, and how many somebody saw confirmed.
async fn came_through(stage: &Stage) -> [(&'static str, usize); 6] {
    let store = stage.other_process().await;
    let changes = store.changes_after(0, 10_000).await.expect("it is there");
    let published = || changes.iter().filter(|it| it.state == ChangeState::Published);
    let of = |kind| published().filter(move |it| it.kind == kind);
    let by_two = |it: &&Change| it.approved_by.is_some() && it.approved_by != it.actor;
    [
        ("of entries", published().filter(|it| it.entry.is_some()).count()),
        ("of settings", of(ChangeKind::Setting).count()),
        ("by file", of(ChangeKind::Import).count()),
        ("approved", published().filter(by_two).count()),
        // The first two are those of the set-up.
        ("of roles", of(ChangeKind::Role).skip(2).count()),
        ("confirmed", told(stage).iter().filter_map(|text| confirmed(text)).count()),
    ]
}

/// Whether a change of every kind came through, and of a hundred lives one was seen confirmed.
async fn all_came_through(stage: &Stage, kills: usize) -> bool {
    let came = came_through(stage).await;
    came.iter().all(|(_, count)| *count > 0) && came[came.len() - 1].1 > kills / 100
}

/// What those who look after the server were told.
fn told(stage: &Stage) -> Vec<String> {
    // A preview and its press are one message; an approval stands where it was asked for.
    let mut told = stage.outcomes();
    told.extend(stage.said_in(stage.staff_room));
    told.iter().map(text_of).collect()
}

/// Whatever somebody saw confirmed is in the log.
fn assert_confirmed(stage: &Stage, changes: &[Change]) {
    let told = told(stage);
    for number in told.iter().filter_map(|text| brought_in(text)) {
        let is_carried_out =
            |change: &&Change| change.kind == ChangeKind::Import && change.proposal == Some(number);
        let count = changes.iter().filter(is_carried_out).count();
        assert_eq!(count, 1, "import {number} was confirmed and is lost");
    }
    let told: BTreeSet<u64> = told.iter().filter_map(|text| confirmed(text)).collect();
    for number in &told {
        let change = changes.iter().find(|change| change.id == *number);
        let change = change.unwrap_or_else(|| panic!("change {number} was confirmed and is lost"));
        assert_eq!(change.state, ChangeState::Published, "{change:?}");
    }
}
