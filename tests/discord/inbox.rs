//! What was not answered waits for the moderators: who may look, what each may do, and what comes of it.

use serde_json::{Value, json};
use signpost::moderation::Role;
use signpost::sandbox::world::Id;
use signpost::store::{ChangeKind, ChangeState, InboxKind, InboxState};

use crate::garden::gardens;
use crate::keeping::files_below;
use crate::moderating::{CRISIS, assert_holds, stages};
use crate::overlaid::greenhouse;
use crate::pressing::first_option;
use crate::stage::{DEADLINE, Stage, component, id_of, text_of};

const MENU: &str = "Look at one and decide";

/// Two ways of asking for what no entry knows.
const FIRST: &str = "when does the greenhouse open? zyxomma";
const SECOND: &str = "what are the opening hours of the greenhouse zyxomma?";

/// A question between two entries: the bot asks back.
const UNCLEAR: &str = "what happens with endorphins over time";

impl Stage {
    /// Asks with a mention, and gives the question and the reply.
    pub(crate) async fn asked_by(&self, who: Id, text: &str) -> (Id, Value) {
        let position = self.sandbox.log().len();
        let text = format!("<@{}> {text}", self.bot);
        let question = self.sandbox.act(|world| world.say(who, self.support, &text));
        (question, self.posted(position, self.support).await)
    }

    /// What is offered as an entry while somebody types.
    async fn offered(&self, who: Id, name: &str, typed: &str) -> Vec<String> {
        let position = self.sandbox.log().len();
        let typing = self
            .sandbox
            .act(|world| world.autocomplete(who, self.support, name, "entry", typed))
            .expect("the option takes suggestions");
        self.request(position, "POST", &format!("/interactions/{typing}/")).await;
        self.sandbox.act(|world| {
            let known = world.interaction(typing).expect("it is known");
            let values = known.suggestions().iter().map(|it| it["value"].as_str());
            values.map(|value| value.unwrap_or_default().to_owned()).collect()
        })
    }

    /// Uses `/inbox`, and gives what it shows.
    pub(crate) async fn inbox(&self, who: Id) -> Value {
        let position = self.sandbox.log().len();
        let used = self
            .sandbox
            .act(|world| world.type_command(who, self.support, "inbox", &[]))
            .expect("the command is there");
        let shown = self.came_of(position, used).await;
        assert_eq!(shown["flags"].as_u64().unwrap_or_default() & 64, 64, "for one alone: {shown}");
        shown
    }

    /// Uses `/inbox` until it shows something: what is wrong with an answer is put there beside all else.
    async fn inbox_with(&self, who: Id, expected: &str) -> Value {
        let filed = async {
            loop {
                let shown = self.inbox(who).await;
                if shown.to_string().contains(expected) {
                    return shown;
                }
            }
        };
        let filed = tokio::time::timeout(DEADLINE, filed).await;
        filed.unwrap_or_else(|_| panic!("the inbox never shows `{expected}`"))
    }

    /// Opens the first group of the inbox, once there is one.
    pub(crate) async fn first_group(&self, who: Id) -> Value {
        let inbox = self.inbox_with(who, MENU).await;
        self.pick(who, &inbox).await
    }

    /// Opens the first group of an inbox.
    pub(crate) async fn pick(&self, who: Id, inbox: &Value) -> Value {
        let position = self.sandbox.log().len();
        let (menu, value) = (component(inbox, MENU), first_option(inbox, MENU));
        let chosen = self
            .sandbox
            .act(|world| world.select(who, id_of(inbox), &menu, &[&value]))
            .unwrap_or_else(|problem| panic!("the menu: {problem}"));
        self.came_of(position, chosen).await
    }

    /// Presses a button that opens a form, and gives the press and the form.
    pub(crate) async fn opened(&self, who: Id, message: &Value, label: &str) -> (Id, Value) {
        let position = self.sandbox.log().len();
        let custom_id = component(message, label);
        let pressed = self
            .sandbox
            .act(|world| world.press(who, id_of(message), &custom_id))
            .unwrap_or_else(|problem| panic!("`{label}`: {problem}"));
        (pressed, self.came_of(position, pressed).await)
    }
}

pub(crate) fn field<'v>(form: &'v Value, name: &str) -> &'v Value {
    let rows = form["components"].as_array().expect("a form has rows");
    let mut fields = rows.iter().map(|row| &row["components"][0]);
    fields.find(|field| field["custom_id"] == name).unwrap_or_else(|| panic!("{name} in {form}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_not_known_is_answered_once_and_whoever_asked_is_told() {
    for stage in stages("").await {
        let viewer = stage.staff("vic", Some(Role::Viewer)).await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let other = stage.staff("ed", Some(Role::Editor)).await;
        let running = stage.run().await;
        let (first, _) = stage.asked_by(stage.ana, FIRST).await;
        let (second, _) = stage.asked_by(stage.ben, SECOND).await;
        // None of these belongs there.
        stage.sandbox.act(|world| {
            world.say(stage.ben, stage.open, "when does the shed open today?");
            world.say(stage.ben, stage.support, "when does the shed open today?");
        });
        for text in ["is it safe while pregnant?", "thanks", "what are endorphins?", CRISIS] {
            stage.asked_by(stage.ben, text).await;
        }
        stage.settle().await;
        let refused = stage.inbox(stage.moderator).await;
        assert_holds(&text_of(&refused), &["takes the role of viewer"]);
        let shown = stage.inbox(viewer).await;
        let texts = ["2 questions wait", "2 times by 2 people", "not known", "greenhouse open"];
        assert_holds(&text_of(&shown), &texts);
        assert!(!text_of(&shown).contains("shed"), "{shown}");
        let group = stage.pick(viewer, &shown).await;
        assert_holds(&text_of(&group), &[&first.to_string(), &second.to_string()]);
        for label in ["Answer it now", "Add as a phrasing", "Out of scope", "Dismiss"] {
            let refused = stage.decide(viewer, &group, label).await;
            assert_holds(&text_of(&refused), &["takes the role of editor"]);
        }

        let own = stage.first_group(editor).await;
        let others = stage.first_group(other).await;
        let (opener, form) = stage.opened(editor, &own, "Answer it now").await;
        assert_eq!(field(&form, "question")["value"], FIRST);
        let (slower, _) = stage.opened(other, &others, "Answer it now").await;
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        let written = [
            ("question", "When does the greenhouse open?"),
            ("phrasings", "greenhouse opening hours"),
            ("answer", "The greenhouse opens at **seven**."),
        ];
        let preview = stage.fill(opener, &written).await;
        assert_holds(&text_of(&preview), &["would look", "at **seven**"]);
        let written = [("question", "Is the greenhouse open?"), ("answer", "At **eight**.")];
        let late = stage.fill(slower, &written).await;
        let position = stage.sandbox.log().len();
        let published = stage.decide(editor, &preview, "Publish").await;
        assert_holds(&text_of(&published), &["is in force", "All 2 who asked have been told"]);
        for question in [first, second] {
            let told = stage
                .until(position, "a reply to the question", |entry| {
                    let text = entry.to_string();
                    text.contains("POST").then_some(())?;
                    let said = stage.said_in(stage.support);
                    said.into_iter().rev().find(|message| {
                        message["message_reference"]["message_id"] == question.to_string()
                    })
                })
                .await;
            let texts = ["moderators have answered", "at **seven**", "Please note"];
            assert_holds(&text_of(&told), &texts);
        }
        let count = stage.said_in(stage.support).len();
        // The other is told, and nobody who asked is told twice.
        let published = stage.decide(other, &late, "Publish").await;
        let by = format!("<@{editor}> had handled the question before");
        assert_holds(&text_of(&published), &["is in force", &by]);
        let told = stage.decide(other, &others, "Dismiss").await;
        assert_holds(
            &text_of(&told),
            &[&format!("<@{editor}> has handled that already"), "answered"],
        );
        assert_eq!(stage.said_in(stage.support).len(), count);
        assert_holds(&text_of(&stage.inbox(viewer).await), &["nothing waits"]);
        let store = stage.store().await;
        let item = store.inbox_item(stage.guild.0, first.0, InboxKind::Unanswered);
        let item = item.await.expect("the store is there").expect("it was filed");
        assert_eq!((item.state, item.handled_by), (InboxState::Answered, Some(editor.0)));
        running.stop().await.expect("it stops");
        for text in files_below(stage.folder()) {
            assert!(!text.contains("zyxomma"), "what somebody wrote is on disk");
        }
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_takes_a_second_person_is_told_once_it_is_approved() {
    for stage in stages("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let approver = stage.staff("amy", Some(Role::Approver)).await;
        let running = stage.run().await;
        let (question, _) = stage.asked_by(stage.ana, FIRST).await;
        stage.settle().await;
        let group = stage.first_group(editor).await;
        let (opener, _) = stage.opened(editor, &group, "Answer it now").await;
        let written = [
            ("question", "When does the greenhouse open?"),
            ("answer", "At **seven**."),
            ("topics", "legal"),
        ];
        let preview = stage.fill(opener, &written).await;
        let position = stage.sandbox.log().len();
        let waiting = stage.decide(editor, &preview, "Publish").await;
        assert_holds(&text_of(&waiting), &["waits for an approver"]);
        let asked = stage.posted(position, stage.staff_room).await;
        assert_holds(&text_of(&stage.inbox(editor).await), &["1 question waits"]);
        let position = stage.sandbox.log().len();
        let approved = stage.decide(approver, &asked, "Approve").await;
        assert_holds(&text_of(&approved), &["is in force", "Whoever asked has been told"]);
        let told = stage.posted(position, stage.support).await;
        assert_eq!(told["message_reference"]["message_id"], question.to_string());
        assert_holds(&text_of(&told), &["moderators have answered", "At **seven**."]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_several_people_chose_is_suggested_and_becomes_a_phrasing() {
    for stage in stages("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let people = stage.sandbox.act(|world| {
            let cleo = world.add_user("cleo");
            world.add_member(stage.guild, cleo, &[]);
            [stage.ana, stage.ben, cleo]
        });
        let running = stage.run().await;
        for (count, person) in people.into_iter().enumerate() {
            let (_, reply) = stage.asked_by(person, UNCLEAR).await;
            let label =
                reply["components"][0]["components"][0]["label"].as_str().expect("a choice");
            stage.press(person, &reply, label).await;
            stage.settle().await;
            let shown = text_of(&stage.inbox(editor).await);
            assert_eq!(shown.contains("3 people chose"), count == 2, "{shown}");
        }
        let group = stage.first_group(editor).await;
        assert_holds(&text_of(&group), &["3 people chose", "has it found at once"]);
        let (opener, form) = stage.opened(editor, &group, "Add as a phrasing").await;
        assert_eq!(field(&form, "phrasing")["value"], UNCLEAR);
        let entry = field(&form, "entry")["value"].as_str().expect("it is filled in").to_owned();
        let preview = stage.fill(opener, &[]).await;
        assert_holds(&text_of(&preview), &["+ asked: what happens with endorphins over time"]);
        let published = stage.decide(editor, &preview, "Publish").await;
        assert_holds(&text_of(&published), &["is in force", "out of the inbox"]);
        assert_holds(&text_of(&stage.inbox(editor).await), &["nothing waits"]);
        let history = stage.log_of(stage.guild, &entry).await;
        assert_eq!(
            (history[0].kind, history[0].state),
            (ChangeKind::Phrasing, ChangeState::Published)
        );
        let (_, reply) = stage.asked_by(stage.ana, UNCLEAR).await;
        assert!(!text_of(&reply).contains("not sure"), "{reply}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_out_of_scope_is_not_answered_until_that_is_reverted() {
    const QUESTION: &str = "when does the greenhouse at my school open?";
    for stage in gardens("").await {
        stage
            .publish(stage.guild, "greenhouse", ChangeKind::Add, Some(greenhouse("At seven.")))
            .await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let (_, reply) = stage.asked_by(stage.ana, QUESTION).await;
        assert_holds(&text_of(&reply), &["At seven."]);
        stage.press(stage.ben, &reply, "Not helpful").await;
        let asked_back = stage.last_response();
        stage.press(stage.ben, &asked_back, "another question").await;
        stage.settle().await;
        let group = stage.first_group(editor).await;
        assert_holds(&text_of(&group), &["greenhouse is said to answer another question"]);
        // Somebody else finds it untrue: both are said, and the alert names the entry.
        let position = stage.sandbox.log().len();
        stage.press(stage.ana, &reply, "Not helpful").await;
        stage.press(stage.ana, &stage.last_response(), "not true").await;
        let alert = text_of(&stage.posted(position, stage.staff_room).await);
        assert_holds(&alert, &["this answer of greenhouse (“When does the greenhouse open?”)"]);
        assert!(!alert.contains("my school"), "the question stays where it was asked: {alert}");
        stage.settle().await;
        let both = "called untrue (1), and is said to answer another question (1)";
        let shown = stage.inbox_with(editor, both).await;
        let group = stage.pick(editor, &shown).await;
        assert_holds(&text_of(&group), &[both]);
        let entry = stage.decide(editor, &group, "Show the entry").await;
        assert_holds(&text_of(&entry), &["At seven."]);
        let (opener, form) = stage.opened(editor, &group, "Out of scope").await;
        assert_eq!(field(&form, "example")["value"], QUESTION);
        // What would take an entry's own words is refused.
        let refused = stage.fill(opener, &[("example", "when does the greenhouse open")]).await;
        assert_holds(&text_of(&refused), &["greenhouse is asked for like that"]);
        let (opener, _) = stage.opened(editor, &group, "Out of scope").await;
        let done = stage.fill(opener, &[]).await;
        assert_holds(&text_of(&done), &["are not answered any more", "(out of scope)"]);
        for (name, is_offered) in
            [("show", true), ("history", true), ("diff", true), ("revert", true), ("edit", false)]
        {
            for typed in ["", "(out", "scope"] {
                let offered = stage.offered(editor, &format!("faq {name}"), typed).await;
                let found = offered.iter().any(|value| value == "(out of scope)");
                assert_eq!(found, is_offered, "{name} {typed}: {offered:?}");
                assert!(offered.len() <= 25);
            }
        }
        let offered = stage.offered(editor, "faq show", "greenhouse").await;
        assert_eq!(offered, ["greenhouse"], "what is typed is something else");
        let (_, reply) = stage.asked_by(stage.ana, QUESTION).await;
        assert_holds(&text_of(&reply), &["I do not have an answer"]);
        let history = stage.log_of(stage.guild, "(out of scope)").await;
        assert_eq!((history[0].kind, history[0].actor), (ChangeKind::OutOfScope, Some(editor.0)));

        let given = [("entry", json!("(out of scope)"))];
        let shown = stage.faq_says(editor, "show", &given).await;
        assert_holds(&shown, &["Questions like these", "at my school"]);
        let shown = stage.faq_says(editor, "diff", &given).await;
        assert_holds(&shown, &["+ not answered: when does the greenhouse at my school open?"]);
        for name in ["edit", "retire", "quarantine"] {
            let refused = stage.faq_says(editor, name, &given).await;
            assert_holds(&refused, &["has no entry"]);
        }
        let reverted = stage.faq_says(editor, "revert", &given).await;
        assert_holds(&reverted, &["No question is put out of scope"]);
        let (_, reply) = stage.asked_by(stage.ana, QUESTION).await;
        assert_holds(&text_of(&reply), &["At seven."]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_deleted_is_shown_as_gone_and_what_was_asked_in_private_is_not_there() {
    for stage in stages("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let (question, _) = stage.asked_by(stage.ana, FIRST).await;
        let ask = async |text: &str, private: bool| {
            let given = [("question", json!(text)), ("private", json!(private))];
            let position = stage.sandbox.log().len();
            stage
                .sandbox
                .act(|world| world.type_command(stage.ben, stage.support, "ask", &given))
                .expect("the command is there");
            stage.request(position, "POST", "/callback").await;
        };
        ask("does the kiosk sell *warm* soup @here?", false).await;
        ask("does the kiosk sell cold soup?", true).await;
        stage.settle().await;
        stage.sandbox.act(|world| world.delete(question));
        stage.settle().await;
        let shown = stage.inbox(editor).await;
        assert_holds(&text_of(&shown), &["2 questions wait", "deleted by whoever asked", "soup"]);
        assert!(!text_of(&shown).contains("cold"), "{shown}");
        let gone = stage.pick(editor, &shown).await;
        assert_holds(&text_of(&gone), &["Whoever asked has deleted it"]);
        let done = stage.decide(editor, &gone, "Dismiss").await;
        assert_holds(&text_of(&done), &["Dismissed: 1 question."]);
        let again = stage.decide(editor, &done, "Inbox").await;
        let group = stage.pick(editor, &again).await;
        let (_, form) = stage.opened(editor, &group, "Add as a phrasing").await;
        assert_eq!(field(&form, "phrasing")["value"], "does the kiosk sell *warm* soup @here?");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_forged_does_nothing() {
    for stage in stages("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let (question, reply) = stage.asked_by(stage.ana, FIRST).await;
        stage.settle().await;
        let before = stage.last_change().await;
        for (who, custom_id, expected) in [
            (editor, "i1:ac:an:u:1:9".to_owned(), "waits no more"),
            (editor, "i1:ac:di:u:1:9".to_owned(), "waits no more"),
            (editor, format!("i1:ac:di:c:{question}:9"), "waits no more"),
            (editor, "i1:ac:xx:u:1:9".to_owned(), "earlier version"),
            (editor, "i1:op:x".to_owned(), "earlier version"),
            (
                stage.ben,
                format!("i1:ac:di:u:{question}:99999999999999"),
                "takes the role of editor",
            ),
            (stage.ben, "i1:op:a".to_owned(), "takes the role of viewer"),
        ] {
            let told = stage.forges(who, &reply, &custom_id).await;
            assert!(told.contains(expected), "{custom_id}: {told}");
        }
        let seen = u64::MAX;
        let written = [("question", "Q?"), ("answer", "Forged."), ("example", "what is kratom")];
        for (who, form, expected) in [
            (editor, format!("i1:fo:an:1:u:{question}:{seen}"), "another server"),
            (editor, format!("i1:fo:an:{}:u:7:{seen}", stage.guild), "waits no more"),
            (
                editor,
                format!("i1:fo:os:{}:u:{question}:{seen}", stage.guild),
                "is asked for like that",
            ),
            (
                stage.ben,
                format!("i1:fo:an:{}:u:{question}:{seen}", stage.guild),
                "takes the role of editor",
            ),
        ] {
            let told = stage.forges_written(who, &form, &written).await;
            assert!(told.contains(expected), "{form}: {told}");
        }
        assert_eq!(stage.last_change().await, before, "nothing was changed");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
