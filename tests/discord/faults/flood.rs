//! Many questions at once, with duplicates and dropped connections: each is answered once, and a
//! command does not wait behind them.

use std::collections::HashMap;

use serde_json::json;
use signpost::sandbox::world::{ChannelKind, Id};
use signpost::sandbox::{Fault, Logged};

use super::{QUESTION, replied_to};
use crate::stage::Stage;

/// A cry for help.
const CRY: &str = "i took all my pills and i want to die tonight";

/// How many questions: enough that every queue fills, few enough for an unoptimised build.
const QUESTIONS: usize = 800;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_a_flood_each_question_is_answered_once_and_commands_and_cries_go_first() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let channels: Vec<Id> = stage.sandbox.act(|world| {
        let name = |number| format!("flood-{number}");
        (0..4).map(|n| world.add_channel(stage.guild, ChannelKind::Text, &name(n), None)).collect()
    });
    stage.sandbox.fault(Fault::Duplicate(300));
    stage.sandbox.fault(Fault::DropConnectionEvery(170));
    let position = stage.sandbox.log().len();
    let text = format!("<@{}> {QUESTION}", stage.bot);
    let mut asked = Vec::new();
    for number in 0..QUESTIONS {
        let channel = channels[number % channels.len()];
        asked.push(stage.sandbox.act(|world| world.say(stage.ana, channel, &text)));
    }
    let cry = stage.sandbox.act(|world| world.say(stage.ben, stage.support, CRY));
    let options = [("question", json!("is kratom legal?"))];
    stage
        .sandbox
        .act(|world| world.type_command(stage.ben, stage.support, "ask", &options))
        .expect("the command is there");
    // Where in the order of requests the command and the cry are answered, and the last question.
    let (mut command, mut card) = (None, None);
    let mut requests = 0;
    let mut left = QUESTIONS;
    stage
        .until(position, "all replies", |entry| {
            if let Logged::Request { answer, method, path, status: 200, .. } = entry {
                requests += 1;
                if path.ends_with("/callback") {
                    command = Some(requests);
                }
                let is_reply = answer.as_deref().is_some_and(|it| replied_to(it).is_some());
                if answer.as_deref().and_then(replied_to) == Some(cry) {
                    card = Some(requests);
                } else if &**method == "POST" && is_reply {
                    left = left.saturating_sub(1);
                }
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
    let place = command.expect("the command is answered");
    assert!(place < requests, "the command waited behind all {requests} requests");
    let place = card.expect("the cry is answered");
    assert!(place < requests / 2, "the cry waited behind {place} of {requests} requests");
    stage.assert_bodies();
}
