//! What was asked with `/ask` has no message: none is looked for, and what cannot be read is said.

use serde_json::{Value, json};
use signpost::moderation::Role;
use signpost::sandbox::Logged;
use signpost::sandbox::world::Id;

use crate::moderating::{assert_holds, stages};
use crate::stage::{Stage, id_of, text_of};

/// A question between two entries: the bot asks back.
const UNCLEAR: &str = "what happens with endorphins over time";

const UNKEPT: &str = "asked with /ask; its text is not kept";

impl Stage {
    /// Asks with a command, and gives the command and the reply.
    async fn ask_with_command(&self, text: &str) -> (Id, Value) {
        let position = self.sandbox.log().len();
        let given = [("question", json!(text))];
        let used = self
            .sandbox
            .act(|world| world.type_command(self.ben, self.support, "ask", &given))
            .expect("the command is there");
        (used, self.came_of(position, used).await)
    }

    /// Whether a message of that id was ever looked for.
    fn was_looked_for(&self, id: Id) -> bool {
        let path = format!("/messages/{id}");
        self.sandbox.log().entries().iter().any(|entry| match entry {
            Logged::Request { method, path: at, .. } => &**method == "GET" && at.ends_with(&path),
            _ => false,
        })
    }
}

/// Links of the staff led to commands, which have no message, and to answers that one person sees.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_link_leads_to_what_nobody_can_open() {
    for stage in stages("").await {
        let running = stage.run().await;
        let (command, reply) = stage.ask_with_command("does the kiosk sell soup?").await;
        stage.settle().await;
        let position = stage.sandbox.log().len();
        stage.decide(stage.ben, &reply, "Ask a person").await;
        let line = text_of(&stage.posted(position, stage.staff_room).await);
        let shown = id_of(&reply).to_string();
        assert_holds(&line, &["with /ask; my reply shows it", &shown]);
        let (_, second) = stage.ask_with_command("where do the bees live?").await;
        stage.settle().await;
        let refused = text_of(&stage.decide(stage.ben, &second, "Ask a person").await);
        assert_holds(&refused, &["Nobody has been told of this one", "asked with /ask", &shown]);

        let given = [("question", json!("what are endorphins?")), ("private", json!(true))];
        let position = stage.sandbox.log().len();
        let used = stage
            .sandbox
            .act(|world| world.type_command(stage.ben, stage.support, "ask", &given))
            .expect("the command is there");
        let answer = stage.came_of(position, used).await;
        stage.settle().await;
        stage.press(stage.ben, &answer, "Not helpful").await;
        let asked_back = stage.last_response();
        let position = stage.sandbox.log().len();
        stage.press(stage.ben, &asked_back, "not true").await;
        let alert = text_of(&stage.posted(position, stage.staff_room).await);
        assert_holds(&alert, &["is not true", "what\\-are\\-endorphins", "in private"]);
        for text in [line, refused, alert] {
            for nothing in [command, used, id_of(&answer)] {
                assert!(!text.contains(&nothing.to_string()), "{nothing} in: {text}");
            }
        }
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_message_is_looked_for_where_a_command_asked() {
    for stage in stages("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let (unknown, reply) = stage.ask_with_command("does the kiosk sell soup?").await;
        let (unclear, asked_back) = stage.ask_with_command(UNCLEAR).await;
        let (known, answer) = stage.ask_with_command("what are endorphins?").await;
        stage.settle().await;
        let exchange = stage.store().await.exchange_of(unknown.0).await.expect("it is there");
        assert!(exchange.is_some_and(|it| it.by_command));
        // The reply shows it.
        let shown = stage.inbox(editor).await;
        assert_holds(&text_of(&shown), &["1 question waits", "does the kiosk sell soup?"]);
        let why = stage.explained(editor, id_of(&answer)).await;
        assert_holds(&why, &["Then:", UNKEPT, "candidates"]);
        // Nothing shows it any more.
        let choice = asked_back["components"][0]["components"][0]["label"].as_str();
        stage.press(stage.ben, &asked_back, choice.expect("there is a choice")).await;
        stage.sandbox.act(|world| world.delete(id_of(&reply)));
        stage.settle().await;
        let why = stage.explained(editor, id_of(&asked_back)).await;
        assert_holds(&why, &["Then:", UNKEPT, "/faq why"]);
        let shown = stage.inbox(editor).await;
        assert_holds(&text_of(&shown), &["2 questions wait", UNKEPT]);
        assert!(!text_of(&shown).contains("deleted by whoever asked"), "{shown}");
        let group = stage.pick(editor, &shown).await;
        assert_holds(&text_of(&group), &[UNKEPT, "It can be dismissed"]);
        let done = stage.decide(editor, &group, "Dismiss").await;
        assert_holds(&text_of(&done), &["Dismissed: 1 question."]);
        for command in [unknown, unclear, known] {
            assert!(!stage.was_looked_for(command), "{command} is no message");
        }
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
