//! People and the staff: a question is put before it once, somebody looks after it, and whoever asked
//! knows what is so. A crisis is handled by one.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use signpost::app;
use signpost::moderation::Role;
use signpost::sandbox::Fault;
use signpost::sandbox::world::{Id, permissions};
use signpost::store::{ChangeKind, InboxKind, InboxState, RequestState};

use crate::garden::gardens;
use crate::inbox::field;
use crate::moderating::{CRISIS, assert_holds, stages};
use crate::stage::{Stage, component, id_of, text_of};

const UNKNOWN: &str = "when does the greenhouse open?";

impl Stage {
    /// Somebody of the staff who has no role with the bot.
    fn helper(&self, name: &str) -> Id {
        self.sandbox.act(|world| {
            let person = world.add_user(name);
            world.add_member(self.guild, person, &[self.staff]);
            person
        })
    }

    /// Asks for a person, and gives what is said to whoever asks and what the staff sees.
    pub(crate) async fn ask_staff(&self, who: Id, reply: &Value) -> (String, Value) {
        let position = self.sandbox.log().len();
        let told = self.decide(who, reply, "Ask a person").await;
        assert_eq!(told["flags"].as_u64().unwrap_or_default() & 64, 64, "for one alone: {told}");
        (text_of(&told), self.posted(position, self.staff_room).await)
    }

    /// A message as it is now.
    fn now(&self, message: &Value) -> Value {
        let id = id_of(message);
        self.sandbox.act(|world| world.message(id).cloned()).expect("it is there")
    }

    /// Chooses an open question from the digest, and gives what is shown.
    async fn pick_open(&self, who: Id, digest: &Value, question: Id) -> Value {
        let custom_id = component(digest, "Look after an open question");
        let position = self.sandbox.log().len();
        let value = question.to_string();
        let chosen = self
            .sandbox
            .act(|world| world.select(who, id_of(digest), &custom_id, &[&value]))
            .expect("the menu has it");
        self.came_of(position, chosen).await
    }
}

fn labels(message: &Value) -> Vec<String> {
    let rows = message["components"].as_array().into_iter().flatten();
    let all = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    all.filter_map(|part| part["label"].as_str().map(str::to_owned)).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_question_is_put_before_the_staff_and_its_answer_becomes_an_entry() {
    for stage in stages("staff_hours = [\"mon-sun 00:00-24:00\"]").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let helper = stage.helper("hal");
        let running = stage.run().await;
        let (question, reply) = stage.asked_by(stage.ana, UNKNOWN).await;
        let (_, other) = stage.asked_by(stage.ana, "where do the bees live?").await;
        let refused = stage.decide(stage.ben, &reply, "Ask a person").await;
        assert_holds(&text_of(&refused), &["Only whoever asked"]);
        let (told, line) = stage.ask_staff(stage.ana, &reply).await;
        assert_holds(
            &told,
            &["is before the staff now", "likely to look soon", "emergency number"],
        );
        let asker = format!("<@{}>", stage.ana);
        let parts = ["asks for a person", &question.to_string(), &asker, "greenhouse open"];
        assert_holds(&text_of(&line), &parts);
        assert_holds(&text_of(&line), &["I would say this:", "I do not have an answer"]);
        assert_eq!(line["mentions"], json!([]), "nobody is called");
        running.stop().await.expect("it stops");
        let running = stage.run().await;

        // One at a time, and a question once.
        let told = stage.decide(stage.ana, &other, "Ask a person").await;
        assert_holds(&text_of(&told), &["Nobody has been told of this one", &question.to_string()]);
        let told = stage.decide(stage.ana, &reply, "Ask a person").await;
        assert_holds(&text_of(&told), &["is before the staff already"]);
        assert_eq!(stage.said_in(stage.staff_room).len(), 1);

        // Whoever is staff may look after it, with no role of the bot's; nobody else may.
        let take = component(&line, "I take it");
        assert_holds(&stage.forges(stage.ben, &line, &take).await, &["takes the role of viewer"]);
        stage.decide(stage.moderator, &line, "I take it").await;
        let taken = format!("<@{}> looks after it", stage.moderator);
        let shown = text_of(&stage.now(&line));
        assert_holds(&shown, &[&taken, "greenhouse open", "I would say this:"]);
        // What is so stands first, and not between an introduction and what it introduces.
        assert!(shown.trim_start().starts_with(&format!("**{taken}")), "{shown}");
        assert!(!shown.contains("nearest entry"), "no entry is near: {shown}");
        assert_eq!(labels(&stage.now(&line)), ["Answered", "Make it an entry", "Close"]);
        let told = stage.forges(helper, &line, &take).await;
        assert_holds(&told, &["Already looked after", &format!("<@{}>", stage.moderator)]);

        // The answer is what somebody replied.
        stage.sandbox.act(|world| {
            world.reply(stage.ana, question, "anyone?");
            world.reply(stage.moderator, question, "The greenhouse opens at nine.");
        });
        let refused = stage.decide(stage.moderator, &stage.now(&line), "Make it an entry").await;
        assert_holds(&text_of(&refused), &["takes the role of editor"]);
        let (opener, form) = stage.opened(editor, &stage.now(&line), "Make it an entry").await;
        assert_eq!(field(&form, "question")["value"], UNKNOWN);
        assert_eq!(field(&form, "answer")["value"], "The greenhouse opens at nine.");
        let preview = stage.fill(opener, &[]).await;
        let position = stage.sandbox.log().len();
        let published = stage.decide(editor, &preview, "Publish").await;
        assert_holds(&text_of(&published), &["is in force", "Whoever asked has been told"]);
        let told = stage.posted(position, stage.support).await;
        assert_eq!(told["message_reference"]["message_id"], question.to_string());
        assert_holds(&text_of(&told), &["moderators have answered", "opens at nine"]);
        stage.request(position, "PATCH", &format!("/messages/{}", id_of(&line))).await;
        assert_holds(&text_of(&stage.now(&line)), &[&format!("with an entry by <@{editor}>")]);
        let store = stage.store().await;
        let request = store.request(stage.guild.0, question.0).await.expect("it is there");
        let request = request.expect("it was kept");
        assert_eq!(request.state, RequestState::Answered);
        assert_eq!(request.taken_by, Some(stage.moderator.0));
        let item = store.inbox_item(stage.guild.0, question.0, InboxKind::Unanswered).await;
        let item = item.expect("it is there").expect("it was filed");
        assert_eq!(item.state, InboxState::Answered);

        // Then the next may come.
        let (told, line) = stage.ask_staff(stage.ana, &other).await;
        assert_holds(&told, &["is before the staff now"]);
        stage.decide(stage.moderator, &line, "Close").await;
        assert_holds(&text_of(&stage.now(&line)), &["**Closed**"]);
        assert_eq!(labels(&stage.now(&line)), ["Make it an entry"]);
        let told = stage.forges(helper, &line, &component(&line, "Answered")).await;
        assert_holds(&told, &["Already closed"]);
        let told = stage.decide(stage.ana, &other, "Ask a person").await;
        assert_holds(&text_of(&told), &["has closed that question"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_does_not_arrive_is_not_called_told() {
    for stage in stages("").await {
        let running = stage.run().await;
        let (_, reply) = stage.asked_by(stage.ana, UNKNOWN).await;
        let matching = format!("POST /channels/{}/messages", stage.staff_room);
        stage.sandbox.fault(Fault::Status { matching, status: 403, times: 1 });
        let told = stage.decide(stage.ana, &reply, "Ask a person").await;
        assert_holds(&text_of(&told), &["Nobody has been told", "ask in the channel"]);
        assert_eq!(stage.said_in(stage.staff_room), [] as [Value; 0]);
        let (told, _) = stage.ask_staff(stage.ana, &reply).await;
        assert_holds(&told, &["is before the staff now", "I cannot say"]);

        // What was deleted cannot be shown.
        let (question, reply) = stage.asked_by(stage.ben, "what are endorphins?").await;
        stage.press(stage.ben, &reply, "Not helpful").await;
        let asked_back = stage.last_response();
        stage.sandbox.act(|world| world.delete(question));
        stage.settle().await;
        let told = stage.decide(stage.ben, &asked_back, "Ask a person").await;
        assert_holds(&text_of(&told), &["Nobody has been told", "ask again"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_status_says_where_questions_for_the_staff_get_no_thread() {
    let denied = async |settings: &str, denied: u64| {
        let stage = Stage::new(settings).await;
        stage.sandbox.act(|world| world.set_overwrite(stage.staff_room, stage.bot, 0, denied));
        let running = stage.run().await;
        let status = stage.command(stage.moderator, "status", &[]).await;
        running.stop().await.expect("it stops");
        status
    };
    let (create, write) =
        (permissions::CREATE_PUBLIC_THREADS, permissions::SEND_MESSAGES_IN_THREADS);
    let in_threads = "staff_requests = \"thread\"";
    let status = denied(in_threads, create).await;
    let parts = [
        "Questions for the staff come without a thread in #staff: I may not create public threads.",
        "To mend it: allow me Create Public Threads there, or",
    ];
    assert_holds(&status, &parts);
    let status = denied(in_threads, create | write).await;
    assert_holds(&status, &["I may not create public threads or send in threads"]);
    assert_holds(&status, &["allow me Create Public Threads and Send Messages in Threads there"]);
    let status = denied(in_threads, write).await;
    assert_holds(&status, &["I cannot write in the threads of questions for the staff in #staff"]);
    // Where they come as a line, nobody misses the permission.
    let status = denied("", create).await;
    assert_holds(&status, &["All is well"]);
    let status = denied(in_threads, 0).await;
    assert_holds(&status, &["All is well"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_did_not_help_is_put_before_the_staff_in_a_thread() {
    for stage in stages("staff_requests = \"thread\"").await {
        let running = stage.run().await;
        let (question, reply) = stage.asked_by(stage.ana, "what are endorphins?").await;
        assert!(!labels(&reply).contains(&"Ask a person".to_owned()), "{reply}");
        stage.press(stage.ben, &reply, "Not helpful").await;
        let asked_back = stage.last_response();
        stage.press(stage.ben, &asked_back, "another question").await;
        let noted = stage.last_response();
        let position = stage.sandbox.log().len();
        let (told, line) = stage.ask_staff(stage.ben, &noted).await;
        assert_holds(&told, &["is before the staff now"]);
        let parts =
            [&question.to_string(), "endorphins", &format!("<@{}>", stage.ben), "Please note"];
        assert_holds(&text_of(&line), &parts);
        let path = format!("/messages/{}/threads", id_of(&line));
        let (body, _) = stage.request(position, "POST", &path).await;
        assert_eq!(body["name"], "A question in support");
        stage.decide(stage.moderator, &line, "Answered").await;
        assert_holds(&text_of(&stage.now(&line)), &["**Answered**, says"]);

        // What was asked in private is shown to nobody.
        let given = [("question", json!(UNKNOWN)), ("private", json!(true))];
        let position = stage.sandbox.log().len();
        stage
            .sandbox
            .act(|world| world.type_command(stage.ana, stage.support, "ask", &given))
            .expect("the command is there");
        let (body, _) = stage.request(position, "POST", "/callback").await;
        assert!(!body.to_string().contains("Ask a person"), "{body}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_crisis_is_handled_by_one_and_nothing_is_kept_of_whoever_is_in_danger() {
    for stage in stages("").await {
        let helper = stage.helper("hal");
        let running = stage.run().await;
        let position = stage.sandbox.log().len();
        stage.mention(stage.ana, CRISIS);
        let alert = stage.posted(position, stage.staff_room).await;
        let custom_id = component(&alert, "handling this");
        assert_holds(
            &stage.forges(stage.ben, &alert, &custom_id).await,
            &["takes the role of viewer"],
        );
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        stage.decide(stage.moderator, &alert, "handling this").await;
        let now = stage.now(&alert);
        let by = format!("**Handled by <@{}>** since <t:", stage.moderator);
        assert_holds(&text_of(&now), &["Possible risk of self-harm", &by]);
        assert_eq!((&now["components"], &now["mentions"]), (&json!([]), &json!([])));
        let told = stage.forges(helper, &alert, &custom_id).await;
        assert_holds(&told, &["Somebody looks after it already"]);
        assert_eq!(text_of(&stage.now(&alert)), text_of(&now), "the first stays");
        // What is kept of it may come after the alert says so.
        running.stop().await.expect("it stops");
        let store = stage.store().await;
        let changes = store.changes_after(0, 100).await.expect("it is there");
        let [change] = changes.as_slice() else { panic!("one change: {changes:?}") };
        assert_eq!((change.kind, change.actor), (ChangeKind::Crisis, Some(stage.moderator.0)));
        let after = change.after.as_ref().expect("where it is").to_string();
        assert!(!after.contains(&stage.ana.to_string()), "{after}");
        assert_holds(&after, &[&id_of(&alert).to_string()]);
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_handles_a_crisis_is_named_another_way_or_told_that_they_are_not() {
    for stage in stages("").await {
        let helper = stage.helper("hal");
        let running = stage.run().await;
        let alert_after = async |who| {
            let position = stage.sandbox.log().len();
            stage.mention(who, CRISIS);
            stage.posted(position, stage.staff_room).await
        };
        let refuse = |method: &str, path: &str| {
            let matching = format!("{method} {path}");
            stage.sandbox.fault(Fault::Status { matching, status: 403, times: 1 });
        };
        let press = |who, alert: &serde_json::Value| {
            let custom_id = component(alert, "handling this");
            let position = stage.sandbox.log().len();
            let pressed = stage.sandbox.act(|world| world.press(who, id_of(alert), &custom_id));
            pressed.expect("the button is there");
            position
        };
        let by = |who| format!("**Handled by <@{who}>** since <t:");
        let edit = format!("/channels/{}/messages/", stage.staff_room);

        // The response to the press is refused: the message is edited.
        let alert = alert_after(stage.ana).await;
        refuse("POST", "/interactions/");
        let position = press(stage.moderator, &alert);
        stage.request(position, "PATCH", &edit).await;
        assert_holds(&text_of(&stage.now(&alert)), &[&by(stage.moderator)]);

        // That is refused too: whoever pressed knows, and the next one may.
        let alert = alert_after(stage.ben).await;
        refuse("POST", "/interactions/");
        refuse("PATCH", &edit);
        let position = press(stage.moderator, &alert);
        let (told, _) = stage.request(position, "POST", "/callback").await;
        assert_holds(&text_of(&told["data"]), &["The others do not see that you look after it"]);
        assert_eq!(text_of(&stage.now(&alert)), text_of(&alert));
        stage.decide(helper, &alert, "handling this").await;
        assert_holds(&text_of(&stage.now(&alert)), &[&by(helper)]);
        running.stop().await.expect("it stops");
        let changes = stage.store().await.changes_after(0, 100).await.expect("it is there");
        // Each is kept once it was shown, beside all else: in any order.
        let actors: BTreeSet<_> = changes.iter().map(|change| change.actor).collect();
        assert_eq!(changes.len(), 2);
        assert_eq!(actors, BTreeSet::from([Some(stage.moderator.0), Some(helper.0)]));
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_open_is_looked_after_from_the_digest() {
    for mut stage in stages("").await {
        let helper = stage.helper("hal");
        let running = stage.run().await;
        let (question, reply) = stage.asked_by(stage.ana, UNKNOWN).await;
        let (_, line) = stage.ask_staff(stage.ana, &reply).await;
        let (gone, reply) = stage.asked_by(stage.ben, "where do the bees live?").await;
        stage.ask_staff(stage.ben, &reply).await;
        stage.sandbox.act(|world| world.delete(gone));
        stage.settle().await;
        running.stop().await.expect("it stops");
        stage.clock = in_a_week;
        let position = stage.sandbox.log().len();
        let running = stage.run().await;
        let digest = stage.posted(position, stage.staff_room).await;
        assert_holds(&text_of(&digest), &["Before the staff: 2"]);
        let refused = stage.pick_open(stage.ben, &digest, question).await;
        assert_holds(&text_of(&refused), &["takes the role of viewer"]);

        let shown = stage.pick_open(stage.moderator, &digest, question).await;
        let asker = format!("<@{}>", stage.ana);
        assert_holds(&text_of(&shown), &["asks for a person", &asker, "greenhouse open"]);
        assert_holds(&text_of(&shown), &[&id_of(&line).to_string()]);
        assert_eq!(shown["flags"].as_u64().unwrap_or_default() & 64, 64, "for one alone");
        assert_eq!(labels(&shown), labels(&line), "what its own message has");
        let others = stage.pick_open(helper, &digest, question).await;
        // What was deleted is gone, and can still be closed.
        let deleted = stage.pick_open(helper, &digest, gone).await;
        assert_holds(&text_of(&deleted), &["it was deleted"]);
        assert!(!text_of(&deleted).contains("bees"), "{deleted}");

        let position = stage.sandbox.log().len();
        stage.decide(stage.moderator, &shown, "I take it").await;
        stage.request(position, "PATCH", &format!("/messages/{}", id_of(&line))).await;
        let taken = format!("<@{}> looks after it", stage.moderator);
        assert_holds(&text_of(&stage.now(&line)), &[&taken, "greenhouse open"]);
        assert_eq!(labels(&stage.now(&line)), ["Answered", "Make it an entry", "Close"]);
        // Whoever looked before is told, and whoever looks now sees it.
        let told = stage.decide(helper, &others, "I take it").await;
        assert_holds(&text_of(&told), &["Already looked after"]);
        let shown = stage.pick_open(helper, &digest, question).await;
        assert_holds(&text_of(&shown), &[&taken]);
        assert_eq!(labels(&shown), ["Answered", "Make it an entry", "Close"]);

        let position = stage.sandbox.log().len();
        stage.decide(helper, &shown, "Answered").await;
        stage.request(position, "PATCH", &format!("/messages/{}", id_of(&line))).await;
        assert_holds(&text_of(&stage.now(&line)), &["**Answered**, says"]);
        let told = stage.decide(helper, &others, "Close").await;
        assert_holds(&text_of(&told), &["Already answered"]);
        let told = stage.pick_open(helper, &digest, question).await;
        assert_holds(&text_of(&told), &["Already answered"]);
        assert_eq!(labels(&told), [] as [String; 0]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

/// A clock that is behind takes every reply for one of a moment ago, however long the machine takes.
fn an_hour_behind() -> u64 {
    app::now_milliseconds() - 3_600_000
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_is_asked_for_in_the_moment_in_which_a_reply_appears() {
    for mut stage in stages("").await {
        stage.clock = an_hour_behind;
        let running = stage.run().await;
        let (_, reply) = stage.asked_by(stage.ana, UNKNOWN).await;
        stage.settle().await;
        // What it answers is kept after it was posted: for now, under another number.
        let id = id_of(&reply);
        let reply_is = |now: u64, was: u64| {
            stage.meddle(format!("UPDATE exchange SET reply = {now} WHERE reply = {was}"))
        };
        reply_is(id.0 + 1, id.0).await;
        let position = stage.sandbox.log().len();
        stage.press(stage.ana, &reply, "Ask a person").await;
        reply_is(id.0, id.0 + 1).await;
        let line = stage.posted(position, stage.staff_room).await;
        assert_holds(&text_of(&line), &["Somebody asks for a person"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

fn in_a_week() -> u64 {
    app::now_milliseconds() + 7 * 24 * 3_600 * 1_000
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_forged_does_nothing() {
    for stage in stages("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let (question, reply) = stage.asked_by(stage.ana, UNKNOWN).await;
        stage.ask_staff(stage.ana, &reply).await;
        let before = stage.last_change().await;
        for (who, custom_id, expected) in [
            (stage.moderator, "p1:ta:77".to_owned(), "do not know that question"),
            (stage.moderator, "p1:an:77".to_owned(), "do not know that question"),
            (editor, "p1:en:77".to_owned(), "do not know that question"),
            (editor, "p1:qu:0badc0de".to_owned(), "no such entry"),
            (editor, "p1:so".to_owned(), "no such entry"),
            (editor, "p1:re".to_owned(), "do not know that question"),
            (stage.ben, "p1:re".to_owned(), "takes the role of viewer"),
            (editor, "p1:ta:x".to_owned(), "earlier version"),
            (stage.ben, format!("p1:cl:{question}"), "takes the role of viewer"),
            (stage.ben, format!("p1:en:{question}"), "takes the role of editor"),
            (stage.ben, "p1:fi".to_owned(), "takes the role of viewer"),
            (stage.ben, format!("p1:as:{}:0", stage.ana), "Only whoever asked"),
            (stage.ben, "p1:as:0:77".to_owned(), "Nobody has been told"),
        ] {
            let told = stage.forges(who, &reply, &custom_id).await;
            assert!(told.contains(expected), "{custom_id}: {told}");
        }
        let written = [("question", "Q?"), ("answer", "Forged.")];
        for (who, form, expected) in [
            (editor, format!("p1:fo:1:{question}"), "another server"),
            (editor, format!("p1:fo:{}:77", stage.guild), "do not know that question"),
            (stage.ben, format!("p1:fo:{}:{question}", stage.guild), "takes the role of editor"),
        ] {
            let told = stage.forges_written(who, &form, &written).await;
            assert!(told.contains(expected), "{form}: {told}");
        }
        assert_eq!(stage.last_change().await, before, "nothing was changed");
        let store = stage.store().await;
        let request = store.request(stage.guild.0, question.0).await.expect("it is there");
        assert_eq!(request.map(|it| (it.state, it.taken_by)), Some((RequestState::Open, None)));
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_first_after_a_restart_finds_the_staff() {
    for stage in gardens("").await {
        let running = stage.run().await;
        let (_, reply) = stage.asked_by(stage.ana, "zyxomma soup prices?").await;
        running.stop().await.expect("it stops");
        // Each is the first that a resumed session hears of, which brings no servers.
        let running = stage.run().await;
        let (told, line) = stage.ask_staff(stage.ana, &reply).await;
        assert_holds(&told, &["is before the staff now"]);
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        stage.decide(stage.moderator, &line, "Close").await;
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        let shown = stage.command(stage.owner, "settings show", &[]).await;
        let channel = format!("`alert_channel`: <#{}>", stage.staff_room);
        assert_holds(&shown, &[&channel]);
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        let position = stage.sandbox.log().len();
        let given = [("question", json!("zyxomma soup prices?"))];
        let used = stage
            .sandbox
            .act(|world| world.type_command(stage.ben, stage.support, "ask", &given))
            .expect("the command is there");
        let own = stage.came_of(position, used).await;
        assert!(labels(&own).contains(&"Ask a person".to_owned()), "{own}");
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        let (told, _) = stage.ask_staff(stage.ben, &own).await;
        assert_holds(&told, &["is before the staff now"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
