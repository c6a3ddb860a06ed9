//! What a server changed is what it is answered from, there and nowhere else.

use serde_json::{Value, json};
use signpost::sandbox::world::{ChannelKind, Id};
use signpost::store::{ChangeKind, Draft, Publication, Store};

use crate::moderating::stages;
use crate::stage::{DEADLINE, Stage, text_of};

/// A question that no shipped entry answers, and the one that will.
const QUESTION: &str = "when does the greenhouse open?";

impl Stage {
    /// The store, as another process opens it.
    pub(crate) async fn other_process(&self) -> Store {
        let url = self.database();
        Store::open(&url, &url).await.expect("the database of the stage")
    }

    /// Publishes a change as another process.
    pub(crate) async fn publish(
        &self,
        guild: Id,
        entry: &str,
        kind: ChangeKind,
        after: Option<Value>,
    ) {
        let store = self.other_process().await;
        let base = store.revision(guild.0, entry).await.expect("the store is there");
        let entry = Some(entry.to_owned());
        let draft = Draft { server: guild.0, entry, kind, actor: 1, before: None, after };
        let published = store.publish(&draft, base, 1).await.expect("the store is there");
        assert!(matches!(published, Publication::Done(_)), "{published:?}");
        store.close().await;
    }

    /// Asks until the reply holds something: what another process changes is in force within a
    /// second.
    pub(crate) async fn asked_until(&self, text: &str, expected: &str) {
        let comes = async { while !text_of(&self.ask(text).await).contains(expected) {} };
        let outcome = tokio::time::timeout(DEADLINE, comes).await;
        outcome.unwrap_or_else(|_| panic!("`{text}` is never answered with `{expected}`"));
    }
}

pub(crate) fn greenhouse(answer: &str) -> Value {
    json!({
        "question": "When does the greenhouse open?",
        "phrasings": ["what are the opening hours of the greenhouse"],
        "answer": answer,
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_server_changed_is_in_force_there_alone_whoever_changed_it() {
    for stage in stages("").await {
        stage
            .publish(stage.guild, "greenhouse", ChangeKind::Add, Some(greenhouse("At seven.")))
            .await;
        let running = stage.run().await;
        // Changed before the start.
        assert!(text_of(&stage.ask(QUESTION).await).contains("At seven."));
        let (elsewhere, channel) = stage.sandbox.act(|world| {
            let owner = world.add_user("otto");
            let other = world.add_guild("The other garden", owner);
            world.add_member(other, stage.ana, &[]);
            world.add_member(other, stage.bot, &[]);
            (other, world.add_channel(other, ChannelKind::Text, "support", None))
        });
        let position = stage.sandbox.log().len();
        stage.sandbox.act(|world| {
            world.say(stage.ana, channel, &format!("<@{}> {QUESTION}", stage.bot));
        });
        let reply = stage.posted(position, channel).await;
        assert!(text_of(&reply).contains("I do not have an answer"), "{elsewhere}: {reply}");

        // Changed by another process, while it runs.
        stage
            .publish(stage.guild, "greenhouse", ChangeKind::Edit, Some(greenhouse("At nine.")))
            .await;
        stage.asked_until(QUESTION, "At nine.").await;
        stage.publish(stage.guild, "greenhouse", ChangeKind::Quarantine, None).await;
        stage.asked_until(QUESTION, "I do not have an answer").await;
        // What cannot be read leaves the last good one.
        stage
            .publish(stage.guild, "greenhouse", ChangeKind::Edit, Some(json!({ "answer": 7 })))
            .await;
        assert!(text_of(&stage.ask("what are endorphins?").await).contains("Please note"));
        stage
            .publish(stage.guild, "greenhouse", ChangeKind::Edit, Some(greenhouse("At ten.")))
            .await;
        stage.asked_until(QUESTION, "At ten.").await;
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_servers_own_entries_come_up_in_commands() {
    for stage in stages("").await {
        stage
            .publish(stage.guild, "greenhouse", ChangeKind::Add, Some(greenhouse("At seven.")))
            .await;
        let running = stage.run().await;
        // A command does not wait as long as a message does for what was changed before the start.
        stage.asked_until(QUESTION, "At seven.").await;
        let position = stage.sandbox.log().len();
        let typing = stage
            .sandbox
            .act(|world| {
                world.autocomplete(stage.ana, stage.support, "ask", "question", "greenhouse")
            })
            .expect("the command is there");
        stage.request(position, "POST", &format!("/interactions/{typing}/")).await;
        let first = stage.sandbox.act(|world| {
            world.interaction(typing).and_then(|it| it.suggestions().first().cloned())
        });
        assert_eq!(first.expect("a suggestion")["name"], "When does the greenhouse open?");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
