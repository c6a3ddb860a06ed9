//! Every button does what it says, for whoever may press it, also after a restart.

use serde_json::Value;
use signpost::moderation::Role;
use signpost::sandbox::world::Id;
use signpost::sandbox::{Fault, Logged};

use crate::moderating::stages;
use crate::stage::{Stage, component, id_of, text_of};

/// A question between two entries: the bot asks back.
const UNCLEAR: &str = "what happens with endorphins over time";

impl Stage {
    /// Asks with a mention, and gives the reply.
    pub(crate) async fn ask(&self, text: &str) -> Value {
        let position = self.sandbox.log().len();
        self.sandbox
            .act(|world| world.say(self.ana, self.support, &format!("<@{}> {text}", self.bot)));
        self.posted(position, self.support).await
    }

    /// What the moderator is shown who has a message answered.
    async fn previewed(&self, message: Id) -> Value {
        let position = self.sandbox.log().len();
        self.sandbox
            .act(|world| world.use_message_command(self.moderator, message, "Answer with Signpost"))
            .expect("the command is there");
        self.request(position, "POST", "/callback").await;
        self.last_response()
    }

    /// Presses a button, and gives what the bot responds.
    pub(crate) async fn press(&self, who: Id, message: &Value, label: &str) -> Value {
        let position = self.sandbox.log().len();
        let custom_id = component(message, label);
        self.sandbox
            .act(|world| world.press(who, id_of(message), &custom_id))
            .unwrap_or_else(|problem| panic!("`{label}` cannot be pressed: {problem}"));
        self.request(position, "POST", "/callback").await.0
    }

    /// Chooses from a menu, and gives what the bot responds.
    pub(crate) async fn choose(&self, who: Id, message: &Value, label: &str, value: &str) -> Value {
        let position = self.sandbox.log().len();
        let custom_id = component(message, label);
        self.sandbox
            .act(|world| world.select(who, id_of(message), &custom_id, &[value]))
            .unwrap_or_else(|problem| panic!("`{label}` cannot be chosen from: {problem}"));
        self.request(position, "POST", "/callback").await.0
    }

    /// The message that the last response made.
    pub(crate) fn last_response(&self) -> Value {
        self.sandbox.act(|world| {
            let last = world.interactions().last().and_then(|record| record.original);
            world.message(last.expect("a message")).cloned().expect("it is there")
        })
    }
}

/// The first value of a menu.
pub(crate) fn first_option(message: &Value, placeholder: &str) -> String {
    let rows = message["components"].as_array().into_iter().flatten();
    let mut menus = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let menu = menus.find(|menu| menu["placeholder"] == placeholder).expect("the menu is there");
    menu["options"][0]["value"].as_str().expect("it has an option").to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn reactions_are_taken_from_anybody() {
    for stage in stages("").await {
        let running = stage.run().await;
        let reply = stage.ask("what are endorphins?").await;
        let thanks = stage.press(stage.ana, &reply, "Helpful").await;
        assert!(text_of(&thanks["data"]).contains("Thank you"));
        assert_eq!(thanks["data"]["flags"], 64);
        for (choice, expected) in
            [("another question", "other words"), ("not true", "moderators have been told")]
        {
            stage.press(stage.ben, &reply, "Not helpful").await;
            let asked_back = stage.last_response();
            let noted = stage.press(stage.ben, &asked_back, choice).await;
            assert_eq!(noted["type"], 7, "the question is replaced");
            assert!(text_of(&noted["data"]).contains(expected), "{noted}");
        }
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_of_a_command_is_not_looked_for_as_a_message() {
    for stage in stages("").await {
        let running = stage.run().await;
        for private in [false, true] {
            let options =
                [("question", "what are endorphins?".into()), ("private", private.into())];
            let position = stage.sandbox.log().len();
            stage
                .sandbox
                .act(|world| world.type_command(stage.ana, stage.support, "ask", &options))
                .expect("it can be used");
            stage.request(position, "POST", "/callback").await;
            stage.settle().await;
            let reply = stage.last_response();
            stage.press(stage.ana, &reply, "Not helpful").await;
            let asked_back = stage.last_response();
            let position = stage.sandbox.log().len();
            stage.press(stage.ana, &asked_back, "another question").await;
            stage.settle().await;
            for entry in stage.sandbox.log().entries().iter().skip(position) {
                if let Logged::Request { status, .. } = entry {
                    assert!(*status < 300, "{entry}");
                }
            }
        }
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn related_entries_and_topics_are_read_in_private() {
    for stage in stages("").await {
        let running = stage.run().await;
        let reply = stage.ask("what are endorphins?").await;
        let related = first_option(&reply, "Related questions");
        let shown = stage.choose(stage.ben, &reply, "Related questions", &related).await;
        assert_eq!(shown["data"]["flags"], 64);
        assert!(text_of(&shown["data"]).contains("Please note"));

        let position = stage.sandbox.log().len();
        stage
            .sandbox
            .act(|world| world.type_command(stage.ben, stage.support, "topics", &[]))
            .expect("the command is there");
        stage.request(position, "POST", "/callback").await;
        let topics = stage.last_response();
        let title =
            topics["components"][0]["components"][0]["placeholder"].as_str().expect("a title");
        let entry = first_option(&topics, title);
        let shown = stage.choose(stage.ben, &topics, title, &entry).await;
        assert!(text_of(&shown["data"]).contains("Please note"));
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_reply_is_removed_by_asker_or_moderator() {
    for stage in stages("").await {
        let running = stage.run().await;
        let reply = stage.ask("what are endorphins?").await;
        let refused = stage.press(stage.ben, &reply, "Remove").await;
        assert!(text_of(&refused["data"]).contains("Only whoever asked"), "{refused}");
        assert_eq!(stage.said_in(stage.support).len(), 1);
        for who in [stage.ana, stage.moderator] {
            let reply = stage.ask("what are endorphins?").await;
            let position = stage.sandbox.log().len();
            stage.press(who, &reply, "Remove").await;
            stage.request(position, "DELETE", "/messages/@original").await;
        }
        assert_eq!(stage.said_in(stage.support).len(), 1);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn only_the_asker_chooses_what_was_meant_also_after_a_restart() {
    for stage in stages("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let first = stage.ask(UNCLEAR).await;
        let (second, third) = (stage.ask(UNCLEAR).await, stage.ask(UNCLEAR).await);
        assert!(text_of(&first).contains("not sure"), "{}", text_of(&first));
        running.stop().await.expect("it stops");
        let running = stage.run().await;

        let label = first["components"][0]["components"][0]["label"].as_str().expect("a choice");
        for label in [label, "None of these", "Ask a person"] {
            let refused = stage.press(stage.ben, &first, label).await;
            assert!(text_of(&refused["data"]).contains("Only whoever asked"), "{refused}");
        }
        let answered = stage.press(stage.ana, &first, label).await;
        assert_eq!(answered["type"], 7, "in place of the choices");
        assert!(text_of(&answered["data"]).contains("Please note"), "{answered}");

        let shown = text_of(&stage.inbox(editor).await);
        assert!(shown.contains("was chosen") && !shown.contains("not known"), "{shown}");
        let none = stage.press(stage.ana, &second, "None of these").await;
        assert_eq!(none["type"], 7, "in place of the choices");
        assert!(text_of(&none["data"]).contains("I do not have an answer"), "{none}");
        stage.settle().await;
        let shown = text_of(&stage.inbox(editor).await);
        assert!(shown.contains("not known"), "{shown}");

        let position = stage.sandbox.log().len();
        let told = stage.decide(stage.ana, &third, "Ask a person").await;
        assert!(text_of(&told).contains("is before the staff now"), "{told}");
        let line = stage.posted(position, stage.staff_room).await;
        assert!(text_of(&line).contains("endorphins over time"), "{line}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_moderator_answers_somebody_elses_question() {
    for stage in stages("").await {
        let running = stage.run().await;
        let (asked, chat) = stage.sandbox.act(|world| {
            let asked = world.say(stage.ana, stage.support, "wait, what are endorphins?");
            (asked, world.say(stage.ben, stage.support, "flurbs gronk?"))
        });
        let nothing = stage.previewed(chat).await;
        assert!(text_of(&nothing).contains("no answer"), "{nothing}");
        let shown = stage.previewed(asked).await;
        assert_eq!(shown["flags"], 64, "the moderator alone sees it first");
        let position = stage.sandbox.log().len();
        stage.press(stage.moderator, &shown, "Post").await;
        let reply = stage.posted(position, stage.support).await;
        assert_eq!(reply["message_reference"]["message_id"], asked.to_string());
        let (told, _) = stage.request(position, "PATCH", "/messages/@original").await;
        assert!(text_of(&told).contains("Posted: https://discord.com/channels/"), "{told}");

        // Twice is once.
        let again = stage.previewed(asked).await;
        assert!(text_of(&again).contains("I have answered that message"), "{again}");
        assert_eq!(again["components"], serde_json::json!([]));
        assert_eq!(stage.said_in(stage.support).len(), 1);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_shown_is_posted_without_message_content_and_after_a_restart() {
    for stage in stages("").await {
        stage.sandbox.act(|world| world.deny_message_content(stage.bot));
        let running = stage.run().await;
        let mut shown = Vec::new();
        for (text, expected) in [
            ("wait, what are endorphins?", "Please note"),
            (UNCLEAR, "not sure"),
            ("is it safe while pregnant?", "midwife"),
            ("i took all my pills and i want to die tonight", "988"),
        ] {
            let asked = stage.sandbox.act(|world| world.say(stage.ana, stage.support, text));
            shown.push((asked, stage.previewed(asked).await, expected));
        }
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        for (asked, preview, expected) in shown {
            let position = stage.sandbox.log().len();
            stage.press(stage.moderator, &preview, "Post").await;
            let reply = stage.posted(position, stage.support).await;
            assert_eq!(reply["message_reference"]["message_id"], asked.to_string());
            assert!(text_of(&reply).contains(expected), "{expected}: {reply}");
        }
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_posted_by_a_press_waits_behind_an_answer_under_way() {
    for stage in stages("").await {
        let running = stage.run().await;
        // The answer of the bot's own is refused for a while, so that it still waits.
        let matching = format!("POST /channels/{}/messages", stage.support);
        stage.sandbox.fault(Fault::Status { matching, status: 503, times: 3 });
        let position = stage.sandbox.log().len();
        let asked = stage.sandbox.act(|world| {
            let text = format!("<@{}> what are endorphins?", stage.bot);
            let asked = world.say(stage.ana, stage.support, &text);
            world
                .use_message_command(stage.moderator, asked, "Answer with Signpost")
                .expect("is there");
            asked
        });
        stage.request(position, "POST", "/callback").await;
        let preview = stage.last_response();
        stage.press(stage.moderator, &preview, "Post").await;
        let (told, _) = stage.request(position, "PATCH", "/messages/@original").await;
        assert!(text_of(&told).contains("I have answered that message already"), "{told}");
        let said = stage.said_in(stage.support);
        assert_eq!(said.len(), 1, "{said:?}");
        assert_eq!(said[0]["message_reference"]["message_id"], asked.to_string());
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_suggestion_is_posted_by_a_press() {
    for stage in stages("").await {
        let running = stage.run().await;
        let position = stage.sandbox.log().len();
        let asked =
            stage.sandbox.act(|world| world.say(stage.ana, stage.hinted, "what are endorphins?"));
        let suggestion = stage.posted(position, stage.staff_room).await;
        assert!(text_of(&suggestion).contains(&asked.to_string()), "it links to the question");
        assert_eq!(stage.said_in(stage.hinted), [] as [Value; 0]);
        let position = stage.sandbox.log().len();
        stage.press(stage.moderator, &suggestion, "Post").await;
        let reply = stage.posted(position, stage.hinted).await;
        assert_eq!(reply["message_reference"]["message_id"], asked.to_string());
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
