//! No fault of the connection or of a request makes the bot answer twice, or not at all.
//!
//! Each fault is a row of a table: something is asked before it, during it and after it.

mod connection;
mod flood;
mod limits;
mod requests;
mod restarts;

use std::collections::{BTreeSet, HashMap};

use serde_json::Value;
use signpost::sandbox::Logged;
use signpost::sandbox::world::{Id, Moment, World};

use crate::stage::Stage;

/// A question that the FAQ answers.
const QUESTION: &str = "what are endorphins?";

/// The message that a message of the bot replies to.
fn replied_to(message: &Value) -> Option<Id> {
    Id::from_json(&message["message_reference"]["message_id"])
}

/// Questions, each of which is to get one reply.
struct Asked<'s> {
    stage: &'s Stage,
    all: Vec<(Id, String)>,
}

impl<'s> Asked<'s> {
    fn new(stage: &'s Stage) -> Self {
        Asked { stage, all: Vec::new() }
    }

    /// Asks the bot something in a channel. `when` is for whoever reads of a failure.
    fn ask(&mut self, channel: Id, when: &str) -> Id {
        let text = format!("<@{}> {QUESTION}", self.stage.bot);
        let id = self.stage.sandbox.act(|world| world.say(self.stage.ana, channel, &text));
        self.all.push((id, when.to_owned()));
        id
    }

    /// Asks in a post of the forum. Its first message has the same id.
    fn post(&mut self, when: &str) -> Id {
        let stage = self.stage;
        let post = |world: &mut World| {
            world.post_in_forum(stage.ana, stage.forum, QUESTION, "thanks", &[])
        };
        let id = stage.sandbox.act(post);
        self.all.push((id, when.to_owned()));
        id
    }

    /// Waits until a question has its reply, and tells when that was sent.
    async fn answered(&self, question: Id) -> Moment {
        let when = self.all.iter().find(|(id, _)| *id == question).map_or("", |(_, when)| when);
        reply_to(self.stage, question, &format!("the reply to what was asked {when}")).await
    }

    /// Waits until all are answered.
    async fn all_answered(&self) {
        for (question, _) in &self.all {
            self.answered(*question).await;
        }
    }

    /// Each question has one reply. To be called when the bot has stopped.
    fn assert_once(&self) {
        let channels: BTreeSet<Id> = self.stage.sandbox.act(|world| {
            let channel =
                |id| Id::from_json(&world.message(id).expect("it is there")["channel_id"]);
            self.all.iter().filter_map(|(id, _)| channel(*id)).collect()
        });
        let mut replies = HashMap::<Id, usize>::new();
        for message in channels.into_iter().flat_map(|channel| self.stage.said_in(channel)) {
            let question = replied_to(&message).expect("all that it says are replies");
            *replies.entry(question).or_default() += 1;
        }
        for (question, when) in &self.all {
            assert_eq!(replies.remove(question), Some(1), "replies to what was asked {when}");
        }
        assert!(replies.is_empty(), "replies to what nobody asked: {replies:?}");
    }
}

/// Waits for the reply to a message, and tells when it was sent.
async fn reply_to(stage: &Stage, message: Id, what: &str) -> Moment {
    stage
        .until(0, what, |entry| match entry {
            Logged::Request { answer: Some(answer), status: 200, at, method, .. } => {
                (&**method == "POST" && replied_to(answer) == Some(message)).then_some(*at)
            }
            _ => None,
        })
        .await
}
