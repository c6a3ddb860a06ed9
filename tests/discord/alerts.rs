//! What the staff is told without asking: once each, also over restarts, with what can be done about it.

use serde_json::{Value, json};
use signpost::app;
use signpost::moderation::Role;
use signpost::sandbox::world::Id;
use signpost::store::ChangeKind;

use crate::garden::gardens;
use crate::moderating::{assert_holds, stages};
use crate::overlaid::greenhouse;
use crate::pressing::first_option;
use crate::stage::{Stage, component, id_of, text_of};

const DAY: u64 = 24 * 3_600 * 1_000;

impl Stage {
    /// Somebody says that a reply answers another question.
    pub(crate) async fn call_wrong(&self, who: Id, reply: &Value) {
        self.press(who, reply, "Not helpful").await;
        let asked_back = self.last_response();
        self.press(who, &asked_back, "another question").await;
    }
}

fn members(stage: &Stage, count: usize) -> Vec<Id> {
    stage.sandbox.act(|world| {
        let all = (0..count).map(|number| world.add_user(&format!("person-{number}")));
        let all: Vec<Id> = all.collect();
        for person in &all {
            world.add_member(stage.guild, *person, &[]);
        }
        all
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_answer_that_three_people_call_wrong_is_told_once_with_its_buttons() {
    for stage in stages("").await {
        stage
            .publish(stage.guild, "greenhouse", ChangeKind::Add, Some(greenhouse("At seven.")))
            .await;
        let viewer = stage.staff("vic", Some(Role::Viewer)).await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let people = members(&stage, 4);
        let running = stage.run().await;
        let (_, reply) = stage.asked_by(stage.ana, "when does the greenhouse open?").await;
        let (_, other) = stage.asked_by(stage.ana, "what are endorphins?").await;
        stage.call_wrong(people[0], &reply).await;
        // The same person twice, and another answer.
        stage.call_wrong(people[0], &reply).await;
        stage.call_wrong(people[1], &other).await;
        stage.call_wrong(people[1], &reply).await;
        stage.settle().await;
        assert_eq!(stage.said_in(stage.staff_room), [] as [Value; 0]);
        let position = stage.sandbox.log().len();
        stage.call_wrong(people[2], &reply).await;
        let alert = stage.posted(position, stage.staff_room).await;
        assert_holds(
            &text_of(&alert),
            &["3 people called greenhouse (“", "”) wrong", &id_of(&reply).to_string()],
        );
        stage.call_wrong(people[3], &reply).await;
        stage.settle().await;
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        assert_eq!(stage.said_in(stage.staff_room).len(), 1, "once");

        let shown = stage.decide(viewer, &alert, "Show").await;
        assert_holds(&text_of(&shown), &["At seven."]);
        assert_eq!(shown["flags"].as_u64().unwrap_or_default() & 64, 64, "for one alone");
        let refused = stage.decide(viewer, &alert, "Quarantine").await;
        assert_holds(&text_of(&refused), &["takes the role of editor"]);
        let done = stage.decide(editor, &alert, "Quarantine").await;
        assert_holds(&text_of(&done), &["greenhouse is not used any more"]);
        let history = stage.log_of(stage.guild, "greenhouse").await;
        assert_eq!((history[0].kind, history[0].actor), (ChangeKind::Quarantine, Some(editor.0)));
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_expires_and_what_could_not_be_read_is_told_once() {
    for mut stage in stages("").await {
        for (id, days) in [("shed", 13), ("barn", 16)] {
            let mut entry = greenhouse("At seven.");
            entry["question"] = json!(format!("When does the {id} open?"));
            entry["phrasings"] = json!([]);
            entry["expires"] = json!(date(days).to_string());
            stage.publish(stage.guild, id, ChangeKind::Add, Some(entry)).await;
        }
        let viewer = stage.staff("vic", Some(Role::Viewer)).await;
        stage.unread = vec!["tea.md, line 3: `floor` is @everyone".to_owned()];
        let position = stage.sandbox.log().len();
        let running = stage.run().await;
        let unread = stage.posted(position, stage.staff_room).await;
        assert_holds(
            &text_of(&unread),
            &["could not read all", "tea.md, line 3", "signpost check"],
        );
        assert!(!text_of(&unread).contains("@everyone"), "{unread}");
        let expiring = stage
            .until(position, "what expires", |_| {
                let said = stage.said_in(stage.staff_room);
                said.into_iter().find(|message| text_of(message).contains("checked against"))
            })
            .await;
        assert_holds(&text_of(&expiring), &[&format!("shed by {}", date(13)), "They stay in use"]);
        assert!(!text_of(&expiring).contains("barn"), "not yet: {expiring}");
        let menu = "Show an entry that expires";
        let (custom_id, value) = (component(&expiring, menu), first_option(&expiring, menu));
        let position = stage.sandbox.log().len();
        let chosen = stage
            .sandbox
            .act(|world| world.select(viewer, id_of(&expiring), &custom_id, &[&value]))
            .expect("the menu is there");
        let shown = stage.came_of(position, chosen).await;
        assert_holds(&text_of(&shown), &["When does the shed open?"]);

        // What cannot be laid over is told as well.
        let broken = Some(json!({ "answer": 7 }));
        // It may be found before anybody asks.
        let position = stage.sandbox.log().len();
        stage.publish(stage.guild, "shed", ChangeKind::Edit, broken).await;
        stage.asked_by(stage.ana, "when does the barn open?").await;
        let unread = stage.posted(position, stage.staff_room).await;
        assert_holds(&text_of(&unread), &["could not read all", "change "]);
        running.stop().await.expect("it stops");
        let before = stage.said_in(stage.staff_room).len();
        let running = stage.run().await;
        stage.asked_by(stage.ana, "when does the barn open?").await;
        stage.settle().await;
        running.stop().await.expect("it stops");
        assert_eq!(stage.said_in(stage.staff_room).len(), before, "once");
        // A start with good files, and the mistake is back: that is told again.
        let unread = std::mem::take(&mut stage.unread);
        let running = stage.run().await;
        stage.settle().await;
        running.stop().await.expect("it stops");
        stage.unread = unread;
        let position = stage.sandbox.log().len();
        let running = stage.run().await;
        let again = stage.posted(position, stage.staff_room).await;
        assert_holds(&text_of(&again), &["could not read all", "tea.md, line 3"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

/// The day that comes after some others.
fn date(days: u64) -> jiff::civil::Date {
    let time = i64::try_from(app::now_milliseconds() + days * DAY).expect("a time");
    let time = jiff::Timestamp::from_millisecond(time).expect("a time");
    time.to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// An entry that is to be reviewed soon.
fn expiring(id: &str, topic: &str) -> Option<Value> {
    let mut entry = greenhouse("At seven.");
    entry["question"] = json!(format!("When does the {id} open?"));
    entry["phrasings"] = json!([]);
    entry["topics"] = json!([topic]);
    entry["expires"] = json!(date(3).to_string());
    Some(entry)
}

/// The alert named whoever keeps the files, whom many servers do not know.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_editor_says_that_what_expires_was_reviewed() {
    for stage in stages("").await {
        stage
            .publish(stage.guild, "greenhouse", ChangeKind::Add, expiring("greenhouse", "garden"))
            .await;
        let viewer = stage.staff("vic", Some(Role::Viewer)).await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let position = stage.sandbox.log().len();
        let running = stage.run().await;
        let alert = stage.posted(position, stage.staff_room).await;
        assert_holds(&text_of(&alert), &["checked against", "greenhouse by", "Reviewed"]);
        let refused = stage.decide(viewer, &alert, "Reviewed").await;
        assert_holds(&text_of(&refused), &["takes the role of editor"]);
        let told = stage.decide(editor, &alert, "Reviewed").await;
        assert_holds(&text_of(&told), &["greenhouse", "is in force"]);
        let history = stage.log_of(stage.guild, "greenhouse").await;
        let (change, today) = (&history[0], date(0));
        assert_eq!((change.kind, change.actor), (ChangeKind::Edit, Some(editor.0)));
        let after = change.after.clone().expect("what it says");
        assert_eq!(after["answer"], "At seven.");
        assert_eq!(after["reviewed_on"], today.to_string());
        let year = &after["expires"].as_str().expect("a date")[..4];
        assert_eq!(year, (today.year() + 1).to_string());
        let told = stage.decide(editor, &alert, "Reviewed").await;
        assert_holds(&text_of(&told), &["reviewed it today already"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_review_of_what_is_sensitive_takes_two_and_of_several_one_is_chosen() {
    for stage in stages("").await {
        for id in ["greenhouse", "shed"] {
            stage.publish(stage.guild, id, ChangeKind::Add, expiring(id, "medical")).await;
        }
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let approver = stage.staff("amy", Some(Role::Approver)).await;
        let position = stage.sandbox.log().len();
        let running = stage.run().await;
        let alert = stage.posted(position, stage.staff_room).await;
        let menu = component(&alert, "Reviewed");
        let position = stage.sandbox.log().len();
        let pressed = stage
            .sandbox
            .act(|world| world.select(editor, id_of(&alert), &menu, &["shed"]))
            .expect("the menu is there");
        let told = stage.came_of(position, pressed).await;
        assert_holds(&text_of(&told), &["waits for an approver"]);
        let asked = stage.posted(position, stage.staff_room).await;
        let done = stage.decide(approver, &asked, "Approve").await;
        assert_holds(&text_of(&done), &["is in force"]);
        let history = stage.log_of(stage.guild, "shed").await;
        let who = (history[0].actor, history[0].approved_by);
        assert_eq!(who, (Some(editor.0), Some(approver.0)));
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

fn in_a_week() -> u64 {
    app::now_milliseconds() + 7 * DAY
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_week_is_told_once_with_a_button_for_each_line() {
    for mut stage in stages("").await {
        let viewer = stage.staff("vic", Some(Role::Viewer)).await;
        let running = stage.run().await;
        stage.asked_by(stage.ana, "when does the greenhouse open?").await;
        let (_, reply) = stage.asked_by(stage.ben, "what are endorphins?").await;
        stage.call_wrong(stage.ben, &reply).await;
        stage.settle().await;
        assert_eq!(stage.said_in(stage.staff_room), [] as [Value; 0], "not before its end");
        running.stop().await.expect("it stops");
        stage.clock = in_a_week;
        let position = stage.sandbox.log().len();
        let running = stage.run().await;
        let digest = stage.posted(position, stage.staff_room).await;
        let lines = ["The week from", "Not known: 1", "Called wrong: 1", "In the inbox: 2"];
        assert_holds(&text_of(&digest), &lines);
        let refused = stage.decide(stage.moderator, &digest, "Not known (1)").await;
        assert_holds(&text_of(&refused), &["takes the role of viewer"]);
        for (label, expected) in [
            ("Not known (1)", "greenhouse open"),
            ("Called wrong (1)", "is said to answer another question"),
            ("Inbox (2)", "2 questions wait"),
            ("Figures", "days"),
        ] {
            let shown = stage.decide(viewer, &digest, label).await;
            assert_holds(&text_of(&shown), &[expected]);
            assert_eq!(shown["flags"].as_u64().unwrap_or_default() & 64, 64, "for one alone");
        }
        // Neither a restart nor another process tells it again.
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        stage.settle().await;
        running.stop().await.expect("it stops");
        assert_eq!(stage.said_in(stage.staff_room).len(), 1);
        stage.assert_bodies();
    }
}

/// The week had a menu to look at what expires, and nothing to say that it was reviewed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_expires_is_reviewed_from_the_week_too() {
    for mut stage in gardens("").await {
        let entry = expiring("greenhouse", "garden");
        stage.publish(stage.guild, "greenhouse", ChangeKind::Add, entry).await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let position = stage.sandbox.log().len();
        let running = stage.run().await;
        stage.posted(position, stage.staff_room).await;
        // Of a server in which nobody asks there is no week to tell.
        stage.asked_by(stage.ana, "where is the shed?").await;
        stage.settle().await;
        running.stop().await.expect("it stops");
        stage.clock = in_a_week;
        let position = stage.sandbox.log().len();
        let running = stage.run().await;
        let digest = stage.posted(position, stage.staff_room).await;
        assert_holds(&text_of(&digest), &["The week from", "To be checked again soon: 1"]);
        let told = stage.decide(editor, &digest, "Reviewed").await;
        assert_holds(&text_of(&told), &["greenhouse", "is in force"]);
        let history = stage.log_of(stage.guild, "greenhouse").await;
        assert_eq!((history[0].kind, history[0].actor), (ChangeKind::Edit, Some(editor.0)));
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
