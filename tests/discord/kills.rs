//! The program is killed at random steps, during answers and edits, two hundred times.
//!
//! 1. Every change that somebody saw confirmed is there.
//! 2. None is half applied: each stands on the one before it.
//! 3. Every question is answered, and none twice.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use signpost::moderation::Role;
use signpost::sandbox::Logged;
use signpost::sandbox::world::Id;
use signpost::store::ChangeState;
use tokio::process::Child;

use crate::stage::{DEADLINE, Stage, component, id_of, text_of};

/// How often it is killed.
const KILLS: usize = 200;

/// A bot that has nothing to do writes nothing to the log, and is killed all the same.
const IDLE: Duration = Duration::from_millis(150);

/// A small knowledge base, so that a start takes no time.
const TINY: &str = r#"{"id":"greenhouse","question":"When does the greenhouse open?","phrasings":["opening hours of the greenhouse"],"answer":"At seven."}
{"id":"shed","question":"Where is the shed?","phrasings":["way to the shed"],"answer":"In the yard."}
"#;

impl Stage {
    fn live(&self) -> Child {
        let tiny = self.folder().join("tiny.jsonl");
        std::fs::write(&tiny, TINY).expect("the folder can be written to");
        self.program(&["run"])
            .arg("--knowledge")
            .arg(tiny)
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

    /// What every interaction of the editor came to.
    fn outcomes(&self) -> Vec<Value> {
        self.sandbox.act(|world| {
            let made: Vec<Id> = world.interactions().filter_map(|it| it.original).collect();
            made.into_iter().filter_map(|id| world.message(id).cloned()).collect()
        })
    }
}

/// The number of a change that somebody was told is in force.
fn confirmed(message: &Value) -> Option<u64> {
    let text = text_of(message);
    let (before, _) = text.split_once(" of shed is in force")?;
    before.rsplit("Change ").next()?.parse().ok()
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_kills_lose_no_confirmed_change_and_answer_nothing_twice() {
    let stage = Stage::new("").await;
    let editor = stage.staff("eve", Some(Role::Editor)).await;
    let mut chance = fastrand::Rng::with_seed(20_261_129);
    let mut questions = Vec::new();
    let mut pressed = Vec::new();
    // The first life registers the commands.
    let mut first = stage.live();
    stage.connected_after(0).await;
    while stage.sandbox.act(|world| world.commands(stage.bot).len())
        < signpost::discord::commands::Name::ALL.len()
    {
        stage.steps(1).await;
    }
    first.kill().await.expect("it is killed");
    for round in 0..KILLS {
        let mut child = stage.live();
        // Most lives get as far as asking Discord who they are; some end before.
        if chance.usize(0..8) > 0 {
            stage.begun().await;
        }
        stage.steps(chance.usize(0..12)).await;
        if chance.usize(0..3) == 0 {
            let text = format!("<@{}> when does the greenhouse open? {round}", stage.bot);
            questions.push(stage.sandbox.act(|world| world.say(stage.ben, stage.support, &text)));
        }
        // A preview that waits for its press is pressed; else another change is begun.
        let waiting = stage.outcomes().into_iter().find(|message| {
            let is_open = message["components"].to_string().contains("f1:pu:");
            is_open && !pressed.contains(&id_of(message))
        });
        match waiting {
            Some(preview) => {
                pressed.push(id_of(&preview));
                let custom_id = component(&preview, "Publish");
                stage
                    .sandbox
                    .act(|world| world.press(editor, id_of(&preview), &custom_id))
                    .expect("the button is there");
            }
            None => {
                let given =
                    [("entry", json!("shed")), ("phrasing", json!(format!("shed number {round}")))];
                stage
                    .sandbox
                    .act(|world| {
                        world.type_command(editor, stage.support, "faq phrasing add", &given)
                    })
                    .expect("the command is there");
            }
        }
        stage.steps(chance.usize(0..16)).await;
        child.kill().await.expect("it is killed");
    }

    // One more life, in which everything is finished.
    let mut last = stage.live();
    let replies = || {
        let mut replies = BTreeMap::<String, usize>::new();
        for message in stage.said_in(stage.support) {
            if let Some(question) = message["message_reference"]["message_id"].as_str() {
                *replies.entry(question.to_owned()).or_default() += 1;
            }
        }
        replies
    };
    let all_answered = async {
        while replies().len() < questions.len() {
            stage.steps(1).await;
        }
    };
    tokio::time::timeout(DEADLINE, all_answered).await.expect("every question is answered");
    last.kill().await.expect("it is killed");

    assert!(questions.len() > KILLS / 5, "enough was asked");
    let twice: Vec<_> = replies().into_iter().filter(|(_, count)| *count > 1).collect();
    assert!(twice.is_empty(), "answered twice: {twice:?}");
    let store = stage.other_process().await;
    // A preview and its press are one message.
    let told: BTreeSet<u64> = stage.outcomes().iter().filter_map(confirmed).collect();
    // On a busy machine a kill mostly comes before the confirmation.
    assert!(told.len() > KILLS / 100, "enough was confirmed: {told:?}");
    for number in &told {
        let change = store.change(stage.guild.0, *number).await.expect("it is there");
        let change = change.unwrap_or_else(|| panic!("change {number} was confirmed and is lost"));
        assert_eq!(change.state, ChangeState::Published);
    }
    let mut history = store.history(stage.guild.0, "shed").await.expect("it is there");
    history.reverse();
    let published: Vec<_> =
        history.iter().filter(|it| it.state == ChangeState::Published).collect();
    let mut base = 0;
    let mut phrasings = 1;
    for change in &published {
        assert_eq!(change.base, base, "change {} stands on another", change.id);
        base = change.id;
        let now = change.after.as_ref().and_then(|after| after["phrasings"].as_array());
        phrasings += 1;
        assert_eq!(now.map(Vec::len), Some(phrasings), "change {} is half there", change.id);
        let proposal = change.proposal.expect("it was previewed");
        let proposed = history.iter().find(|it| it.id == proposal).expect("it is there");
        assert_eq!(proposed.after, change.after);
    }
    assert!(published.len() >= told.len());
    stage.assert_bodies();
}
