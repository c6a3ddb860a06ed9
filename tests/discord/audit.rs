//! The audit channel: every change is told once, whatever a kill or a failure cut off.

use serde_json::{Value, json};
use signpost::app;
use signpost::moderation::Role;
use signpost::sandbox::world::{ChannelKind, Id};
use signpost::sandbox::{Fault, Logged};
use signpost::store::{ChangeKind, Store};

use crate::moderating::{assert_holds, stages};
use crate::overlaid::greenhouse;
use crate::stage::{DEADLINE, Stage, component, id_of, text_of};

const THERE: &str = "the database is there";

impl Stage {
    fn audit_channel(&self) -> Id {
        self.sandbox.act(|world| world.add_channel(self.guild, ChannelKind::Text, "audit", None))
    }

    /// A store whose server is told of changes in a channel, and was told of that.
    async fn audited_in(&self, audit: Id) -> Store {
        let (store, guild) = (self.store().await, self.guild.0);
        let channel = json!(audit.to_string());
        let set = store.set(guild, guild, "audit_channel", Some(&channel), 1, 1).await;
        store.told(guild, set.expect(THERE).id).await.expect(THERE);
        store
    }

    /// Waits until the audit channel holds so many lines, and gives them.
    async fn lines(&self, audit: Id, many: usize) -> Vec<String> {
        let lines = || self.said_in(audit).iter().map(text_of).collect::<Vec<String>>();
        self.until(0, "the lines of the audit channel", |_| (lines().len() >= many).then_some(()))
            .await;
        let lines = lines();
        assert_eq!(lines.len(), many, "{lines:?}");
        lines
    }

    /// Waits for a try to tell something, whatever comes of it.
    async fn tried(&self, position: usize, audit: Id) {
        let path = format!("/channels/{audit}/messages");
        self.until(position, "a try to tell of a change", |entry| match entry {
            Logged::Request { method, path: at, .. } => {
                (&**method == "POST" && at.ends_with(&path)).then_some(())
            }
            _ => None,
        })
        .await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_a_kill_cut_off_is_posted_once_after_it() {
    for stage in stages("").await {
        let audit = stage.audit_channel();
        let matching = || format!("POST /channels/{audit}/messages");
        let store = stage.audited_in(audit).await;
        let limited = Fault::RateLimited {
            matching: matching(),
            retry_after_ms: 60_000,
            global: false,
            times: 1,
        };
        // Not posted, and posted without the bot's coming to know.
        let unanswered = Fault::NoResponse { matching: matching(), times: 1 };
        for (nth, fault) in [limited, unanswered].into_iter().enumerate() {
            let running = stage.run().await;
            stage.sandbox.fault(fault);
            let position = stage.sandbox.log().len();
            let done = stage.command(stage.owner, "pause", &[]).await;
            assert_holds(&done, &["I answer nobody"]);
            stage.tried(position, audit).await;
            running.kill().await;
            // And what was confirmed while no bot ran.
            store.pause(stage.guild.0, None, 7, app::now_milliseconds()).await.expect(THERE);
            let running = stage.run().await;
            let lines = stage.lines(audit, 2 * nth + 2).await;
            let told = format!("<@{}> paused me", stage.owner);
            assert_holds(&lines[2 * nth], &[&format!("**Change {}**", 2 * nth + 2), &told]);
            assert_holds(&lines[2 * nth + 1], &["<@7> paused me until /resume"]);
            running.stop().await.expect("it stops");
        }
        let running = stage.run().await;
        stage.command(stage.owner, "resume", &[]).await;
        let lines = stage.lines(audit, 5).await;
        assert_holds(&lines[4], &["has me answer again"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_line_that_was_refused_is_told_when_the_channel_takes_it() {
    for stage in stages("").await {
        let audit = stage.audit_channel();
        let store = stage.audited_in(audit).await;
        let running = stage.run().await;
        let refused = || {
            let matching = format!("POST /channels/{audit}/messages");
            stage.sandbox.fault(Fault::Status { matching, status: 403, times: 1 });
        };
        refused();
        let position = stage.sandbox.log().len();
        store.pause(stage.guild.0, None, 7, app::now_milliseconds()).await.expect(THERE);
        stage.tried(position, audit).await;
        assert_eq!(stage.said_in(audit), [] as [Value; 0]);
        // With the next change, before it.
        store
            .pause(stage.guild.0, Some(u64::MAX >> 1), 8, app::now_milliseconds())
            .await
            .expect(THERE);
        let lines = stage.lines(audit, 2).await;
        assert_holds(&lines[0], &["**Change 2**", "<@7> paused me"]);
        assert_holds(&lines[1], &["**Change 3**", "<@8> paused me"]);
        // And without one, when the server is looked after.
        refused();
        let position = stage.sandbox.log().len();
        store.pause(stage.guild.0, None, 9, app::now_milliseconds()).await.expect(THERE);
        stage.tried(position, audit).await;
        stage.sandbox.fault(Fault::InvalidSession { resumable: false });
        let lines = stage.lines(audit, 3).await;
        assert_holds(&lines[2], &["**Change 4**", "<@9> paused me"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_changes_and_old_ones_are_told_in_one_line() {
    for stage in stages("").await {
        let audit = stage.audit_channel();
        let store = stage.audited_in(audit).await;
        let (guild, now) = (stage.guild.0, app::now_milliseconds());
        for _ in 0..40 {
            store.pause(guild, None, 7, now).await.expect(THERE);
        }
        let running = stage.run().await;
        let lines = stage.lines(audit, 1).await;
        assert_holds(&lines[0], &["**Changes 2 to 41** · 40 changes"]);
        running.stop().await.expect("it stops");
        // Some of a day that is over, and one of today.
        let old = now - 25 * 3_600 * 1_000;
        for (person, at) in [(7, old), (8, old), (9, now)] {
            store.pause(guild, None, person, at).await.expect(THERE);
        }
        let running = stage.run().await;
        let lines = stage.lines(audit, 3).await;
        assert_holds(&lines[1], &["**Changes 42 to 43** · 2 changes"]);
        assert_holds(&lines[2], &["**Change 44**", "<@9> paused me"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_changed_before_there_was_a_channel_is_not_told() {
    for stage in stages("").await {
        let audit = stage.audit_channel();
        let store = stage.store().await;
        store.pause(stage.guild.0, None, 7, app::now_milliseconds()).await.expect(THERE);
        let running = stage.run().await;
        stage.command(stage.owner, "resume", &[]).await;
        // It is passed over once this process has seen it.
        stage.unheard(&store).await;
        let options = [("setting", json!("audit_channel")), ("channel", json!(audit))];
        stage.command(stage.owner, "settings set", &options).await;
        let lines = stage.lines(audit, 1).await;
        assert_holds(&lines[0], &["**Change 3**", "set `audit_channel`"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

impl Stage {
    /// Waits until every change is told or passed over.
    async fn unheard(&self, store: &Store) {
        let passed_over = async {
            while store.untold(self.guild.0, 1).await.expect(THERE).many > 0 {
                self.settle().await;
            }
        };
        tokio::time::timeout(DEADLINE, passed_over).await.expect("it is not kept for ever");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_processes_that_start_together_tell_what_is_missing_once() {
    for stage in stages("").await {
        let audit = stage.audit_channel();
        let store = stage.audited_in(audit).await;
        let (guild, now) = (stage.guild.0, app::now_milliseconds());
        for person in 7..17 {
            store.pause(guild, None, person, now).await.expect(THERE);
        }
        let (first, second) = (stage.start(), stage.start());
        stage.lines(audit, 10).await;
        for _ in 0..40 {
            store.pause(guild, None, 7, now).await.expect(THERE);
        }
        stage.unheard(&store).await;
        // Each finishes what it is about, so that a line that came twice would be there.
        first.stop().await.expect("it stops");
        second.stop().await.expect("it stops");
        let lines: Vec<String> = stage.said_in(audit).iter().map(text_of).collect();
        let told = |line: &&String| line.contains("**Change");
        assert_eq!(lines.iter().filter(told).count(), lines.len());
        let mut once = lines.clone();
        once.dedup();
        assert_eq!(once, lines, "in order, each once");
        for id in 2..=11 {
            let heading = format!("**Change {id}**");
            assert_eq!(lines.iter().filter(|line| line.contains(&heading)).count(), 1, "{id}");
        }
        stage.assert_bodies();
    }
}

impl Stage {
    /// Waits for a line of the audit channel that says something.
    async fn audit_says(&self, audit: Id, part: &str) {
        let says = || self.said_in(audit).iter().any(|line| text_of(line).contains(part));
        self.until(0, part, |_| says().then_some(())).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_becomes_of_questions_and_replies_is_told_and_no_text_of_them() {
    for stage in stages("").await {
        let entry = Some(greenhouse("At seven."));
        stage.publish(stage.guild, "greenhouse", ChangeKind::Add, entry).await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let audit = stage.audit_channel();
        let store = stage.audited_in(audit).await;
        let running = stage.run().await;
        let by = format!("<@{editor}>");
        // Put aside.
        stage.asked_by(stage.ana, "when do the zyxomma hatch?").await;
        stage.settle().await;
        let group = stage.first_group(editor).await;
        let done = stage.decide(editor, &group, "Dismiss").await;
        assert_holds(&text_of(&done), &["Dismissed: 1 question."]);
        stage.audit_says(audit, &format!("{by} dismissed 1 question of the inbox")).await;
        // Answered with an entry.
        stage.asked_by(stage.ben, "where do the zyxomma sleep?").await;
        stage.settle().await;
        let group = stage.first_group(editor).await;
        let (opener, _) = stage.opened(editor, &group, "Answer it now").await;
        let preview = stage.fill(opener, &[("answer", "Under leaves.")]).await;
        let told = stage.decide(editor, &preview, "Publish").await;
        assert_holds(&text_of(&told), &["Whoever asked has been told"]);
        stage.audit_says(audit, &format!("{by} answered 1 question of the inbox")).await;
        // Looked after by the staff.
        let (_, reply) = stage.asked_by(stage.ana, "why do the zyxomma hum?").await;
        let (_, line) = stage.ask_staff(stage.ana, &reply).await;
        stage.decide(stage.moderator, &line, "I take it").await;
        let staff = format!("<@{}>", stage.moderator);
        stage.audit_says(audit, &format!("{staff} took a question that was put before")).await;
        let taken = stage.sandbox.act(|world| world.message(id_of(&line)).cloned());
        stage.decide(stage.moderator, &taken.expect("it is there"), "Answered").await;
        stage.audit_says(audit, &format!("{staff} answered a question that was put before")).await;
        // Corrected where it was posted.
        stage.asked_until("when does the greenhouse open?", "At seven.").await;
        stage.settle().await;
        let (_, told) = stage.faq(editor, "quarantine", &[("entry", json!("greenhouse"))]).await;
        let label = component(&told, "Correct");
        stage
            .sandbox
            .act(|world| world.press(editor, id_of(&told), &label))
            .expect("the button is there");
        let line = "corrected that was posted of `greenhouse` before change";
        stage.audit_says(audit, line).await;
        stage.audit_says(audit, &format!("{by} has 1 reply")).await;
        // Each in the log once, by whoever did it, without what anybody wrote.
        let log = store.changes_after(0, 100).await.expect(THERE);
        let of = |kind| log.iter().filter(|it| it.kind == kind).collect::<Vec<_>>();
        for (kind, count) in
            [(ChangeKind::Inbox, 3), (ChangeKind::Request, 2), (ChangeKind::Correction, 1)]
        {
            let lines = of(kind);
            assert_eq!(lines.len(), count, "{kind:?}: {lines:?}");
            assert!(lines.iter().all(|line| line.actor.is_some() && line.entry.is_none()));
            let texts: Vec<String> =
                lines.iter().filter_map(|it| it.after.as_ref()).map(Value::to_string).collect();
            assert!(texts.iter().all(|it| !it.contains("zyxomma")), "{texts:?}");
        }
        let lines: Vec<String> = stage.said_in(audit).iter().map(text_of).collect();
        let told = lines.iter().filter(|line| line.contains("zyxomma"));
        assert!(told.clone().all(|line| line.contains("added `")), "the id of an entry: {lines:?}");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
