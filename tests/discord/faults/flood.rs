//! Many questions at once, with duplicates and dropped connections: each is answered once.

use std::collections::HashMap;

use serde_json::json;
use signpost::sandbox::world::{ChannelKind, Id};
use signpost::sandbox::{Fault, Logged};

use super::{QUESTION, replied_to};
use crate::stage::Stage;

/// How many questions: enough that every queue fills, few enough for an unoptimised build.
const QUESTIONS: usize = 2_000;

/// How many are asked before the next command.
const BETWEEN_COMMANDS: usize = 100;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_a_flood_each_question_is_answered_once_and_commands_in_time() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let channels: Vec<Id> = stage.sandbox.act(|world| {
        let name = |number| format!("flood-{number}");
        (0..4).map(|n| world.add_channel(stage.guild, ChannelKind::Text, &name(n), None)).collect()
    });
    stage.sandbox.fault(Fault::Duplicate(600));
    stage.sandbox.fault(Fault::DropConnectionEvery(170));
    let position = stage.sandbox.log().len();
    let text = format!("<@{}> {QUESTION}", stage.bot);
    let mut asked = Vec::new();
    let mut commands = Vec::new();
    for number in 0..QUESTIONS {
        let channel = channels[number % channels.len()];
        stage.sandbox.act(|world| {
            asked.push(world.say(stage.ana, channel, &text));
            if number % BETWEEN_COMMANDS == 0 {
                let options = [("question", json!("is kratom legal?"))];
                let command = world.type_command(stage.ben, stage.support, "ask", &options);
                commands.push(command.expect("the command is there"));
            }
        });
    }
    let mut left = QUESTIONS;
    stage
        .until(position, "all replies", |entry| {
            if let Logged::Request { answer: Some(answer), method, status: 200, .. } = entry
                && &**method == "POST"
                && replied_to(answer).is_some()
            {
                left = left.saturating_sub(1);
            }
            (left == 0).then_some(())
        })
        .await;
    running.stop().await.expect("it stops");
    let mut replies = HashMap::<Id, usize>::new();
    for message in channels.iter().flat_map(|channel| stage.said_in(*channel)) {
        *replies.entry(replied_to(&message).expect("a reply")).or_default() += 1;
    }
    let wrong: Vec<_> = asked.iter().filter(|id| replies.get(id) != Some(&1)).collect();
    assert!(wrong.is_empty(), "{} questions have no reply or several", wrong.len());
    let late = stage.sandbox.act(|world| {
        let late = |id: &&Id| world.interaction(**id).is_none_or(|it| it.response.is_none());
        commands.iter().filter(late).count()
    });
    assert_eq!(late, 0, "of {} commands were not answered in time", commands.len());
    stage.assert_bodies();
}
