//! Two bots on one database: what is decided through one is in force in the other, also after its
//! connection was cut.
//!
//! Each has a stage of its own, so that it is known which of them hears what.

use std::time::Duration;

use serde_json::json;
use signpost::app;
use signpost::moderation::Role;
use signpost::sandbox::world::ChannelKind;
use signpost::sandbox::{Fault, Logged};
use signpost::store::LOOK_EVERY;
use sqlx::postgres::PgListener;
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use crate::garden::{GREENHOUSE, SHED};
use crate::moderating::{QUESTION, assert_holds};
use crate::postgres::Server;
use crate::settings::NO_COOLDOWNS;
use crate::stage::{DEADLINE, Stage, text_of};

/// Two stages over each kind of database that there is here.
async fn both() -> Vec<[Stage; 2]> {
    let mut both = vec![Stage::two(NO_COOLDOWNS).await];
    if let Some(server) = Server::shared() {
        let mut stages = Stage::two(NO_COOLDOWNS).await;
        let url = server.database().await;
        for stage in &mut stages {
            stage.database = Some(url.clone());
        }
        both.push(stages);
    }
    both
}

impl Stage {
    /// Uses a command until it says something. What another process decides is in force within a
    /// second, which is many times of asking.
    async fn until_it_says(&self, who: Who, name: &str, part: &str) {
        let person = match who {
            Who::Moderator => self.moderator,
            Who::Member => self.ana,
            Who::Other => self.ben,
        };
        let question = [("question", json!(QUESTION))];
        let options = if name == "ask" { &question[..] } else { &[] };
        let says = async { while !self.asked_with(person, name, options).await.contains(part) {} };
        let outcome = tokio::time::timeout(DEADLINE, says).await;
        outcome.unwrap_or_else(|_| panic!("/{name} never says `{part}`"));
    }

    /// Uses a command, whoever sees what it says.
    async fn asked_with(
        &self,
        who: signpost::sandbox::world::Id,
        name: &str,
        options: &[(&str, serde_json::Value)],
    ) -> String {
        let position = self.sandbox.log().len();
        self.sandbox
            .act(|world| world.type_command(who, self.support, name, options))
            .unwrap_or_else(|problem| panic!("/{name} cannot be used: {problem}"));
        let (body, _) = self.request(position, "POST", "/callback").await;
        text_of(&body["data"])
    }

    /// Says something in the channel in which the bot overhears until it is answered, or is not.
    async fn until_overheard(&self, who: signpost::sandbox::world::Id, answered: bool) {
        let comes = async {
            loop {
                let before = self.said_in(self.open).len();
                self.sandbox.act(|world| world.say(who, self.open, QUESTION));
                self.settle().await;
                if (self.said_in(self.open).len() > before) == answered {
                    return;
                }
            }
        };
        tokio::time::timeout(DEADLINE, comes).await.unwrap_or_else(|_| {
            panic!("it never comes to be that overheard questions are answered: {answered}")
        });
    }
}

#[derive(Clone, Copy)]
enum Who {
    Moderator,
    Member,
    Other,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_decided_through_one_is_in_force_in_the_other() {
    for [here, there] in both().await {
        let (one, other) = (here.run().await, there.run().await);
        // Both have read what is so before anything is decided.
        there.until_it_says(Who::Moderator, "stats show", "takes the role of viewer").await;
        there.until_it_says(Who::Member, "ask", "endorphins").await;
        there.until_overheard(there.ana, true).await;

        here.give(Role::Editor).await;
        there.until_it_says(Who::Moderator, "settings show", "In force here").await;
        let take = [("role", json!(here.staff))];
        here.command(here.owner, "settings roles take", &take).await;
        there.until_it_says(Who::Moderator, "settings show", "takes the role of viewer").await;

        here.command(here.owner, "pause", &[]).await;
        there.until_it_says(Who::Member, "ask", "have paused me").await;
        here.command(here.owner, "resume", &[]).await;
        there.until_it_says(Who::Member, "ask", "endorphins").await;

        let person = [("user", json!(here.ana))];
        here.command(here.owner, "ignore person add", &person).await;
        there.until_it_says(Who::Member, "ask", "do not want me to answer you").await;
        there.until_it_says(Who::Other, "ask", "endorphins").await;
        here.command(here.owner, "ignore person remove", &person).await;
        there.until_it_says(Who::Member, "ask", "endorphins").await;

        here.command(here.ana, "optout", &[]).await;
        there.until_overheard(there.ana, false).await;
        there.until_overheard(there.ben, true).await;
        here.command(here.ana, "optout", &[("undo", json!(true))]).await;
        there.until_overheard(there.ana, true).await;

        assert_holds(&here.set_in(here.open, "mode", "off").await, &["is now off"]);
        there.until_overheard(there.ana, false).await;
        let reset = [("setting", json!("mode")), ("channel", json!(here.open))];
        here.command(here.owner, "settings reset", &reset).await;
        there.until_overheard(there.ana, true).await;

        here.command(here.owner, "settings shadow on", &[]).await;
        there.until_it_says(Who::Member, "ask", "trying me out").await;
        here.command(here.owner, "settings shadow off", &[]).await;
        there.until_it_says(Who::Member, "ask", "endorphins").await;
        one.stop().await.expect("it stops");
        other.stop().await.expect("it stops");
        here.assert_bodies();
        there.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_changed_of_an_entry_through_one_is_answered_by_the_other() {
    for mut stages in both().await {
        stages.iter_mut().for_each(Stage::plain_garden);
        let [here, there] = stages;
        let (one, other) = (here.run().await, there.run().await);
        there.asked_until(SHED, "In the yard.").await;
        let owner = here.owner;
        let (opener, _) = here.faq(owner, "add", &[]).await;
        let written = [("question", "When does the greenhouse open?"), ("answer", "At seven.")];
        let preview = here.fill(opener, &written).await;
        let greenhouse = || ("entry", json!("when-does-the-greenhouse-open"));
        let publish = async |preview: &serde_json::Value| {
            let told = here.decide(owner, preview, "Publish").await;
            assert_holds(&text_of(&told), &["is in force"]);
        };
        publish(&preview).await;
        there.asked_until(GREENHOUSE, "At seven.").await;
        // What the other opens now is older than what comes.
        let (opened_there, _) = there.faq(there.owner, "edit", &[greenhouse()]).await;

        let (opener, _) = here.faq(owner, "edit", &[greenhouse()]).await;
        publish(&here.fill(opener, &[("answer", "At nine.")]).await).await;
        there.asked_until(GREENHOUSE, "At nine.").await;
        let told = there.fill(opened_there, &[("answer", "At eleven.")]).await;
        assert_holds(&text_of(&told), &["nothing was overwritten"]);
        // What was proposed through one is decided through the other.
        let given = [greenhouse(), ("phrasing", json!("glass house times"))];
        let (_, preview) = here.faq(owner, "phrasing add", &given).await;
        let custom_id = crate::stage::component(&preview, "Publish");
        let message = there.ask(SHED).await;
        let told = there.forges(there.owner, &message, &custom_id).await;
        assert_holds(&told, &["is in force"]);
        let told = here.decide(owner, &preview, "Publish").await;
        assert_holds(&text_of(&told), &["decided already"]);
        here.asked_until("glass house times", "At nine.").await;

        here.faq_says(owner, "quarantine", &[greenhouse()]).await;
        let gone = async { while text_of(&there.ask(GREENHOUSE).await).contains("At nine.") {} };
        tokio::time::timeout(DEADLINE, gone).await.expect("the other does not use it any more");
        publish(&here.faq(owner, "revert", &[greenhouse()]).await.1).await;
        there.asked_until(GREENHOUSE, "At nine.").await;
        publish(&here.faq(owner, "retire", &[("entry", json!("shed"))]).await.1).await;
        let gone = async { while text_of(&there.ask(SHED).await).contains("Where is the shed") {} };
        tokio::time::timeout(DEADLINE, gone).await.expect("the other does not use it any more");
        one.stop().await.expect("it stops");
        other.stop().await.expect("it stops");
        here.assert_bodies();
        there.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_decided_while_a_connection_is_cut_is_in_force_too() {
    let Some(server) = Server::shared() else { return };
    let url = server.database().await;
    let mut stages = Stage::two(NO_COOLDOWNS).await;
    for stage in &mut stages {
        stage.database = Some(url.clone());
    }
    let [here, there] = stages;
    let (one, other) = (here.run().await, there.run().await);
    there.until_it_says(Who::Member, "ask", "endorphins").await;
    let mut operator = PgConnection::connect(&url).await.expect("it runs");
    for pause in [true, false] {
        let cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                   WHERE datname = current_database() AND pid <> pg_backend_pid()";
        sqlx::raw_sql(AssertSqlSafe(cut)).execute(&mut operator).await.expect("it may");
        // Whichever call finds its connection cut may be refused.
        let name = if pause { "pause" } else { "resume" };
        let done = if pause { "I answer nobody" } else { "I answer again" };
        let said = async {
            loop {
                let said = here.command(here.owner, name, &[]).await;
                if !said.contains("database does not answer") {
                    return said;
                }
            }
        };
        let said = tokio::time::timeout(DEADLINE, said).await.expect("the database is there again");
        assert_holds(&said, &[done]);
        let part = if pause { "have paused me" } else { "endorphins" };
        there.until_it_says(Who::Member, "ask", part).await;
    }
    operator.close().await.expect("it closes");
    one.stop().await.expect("it stops");
    other.stop().await.expect("it stops");
}

/// The connections over which processes wait to be told of changes by a server of databases.
const LISTENING: &str = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() \
                         AND query ILIKE 'listen%signpost_changed%'";

/// Waits until two are there, without those that were cut. It is looked again whenever all that was
/// said so far was dealt with.
async fn until_both_listen(stage: &Stage, operator: &mut PgConnection, cut: &[i32]) {
    let listen = async {
        loop {
            let mut found: Vec<i32> =
                sqlx::query_scalar(LISTENING).fetch_all(&mut *operator).await.expect("it may");
            found.retain(|connection| !cut.contains(connection));
            if found.len() == 2 {
                return;
            }
            stage.settle().await;
        }
    };
    tokio::time::timeout(DEADLINE, listen).await.expect("both listen");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_is_told_of_a_change_at_once_also_after_its_connection_was_cut() {
    // Of what nobody is told, it is found within a second.
    assert!(LOOK_EVERY * 2 <= Duration::from_secs(1));
    let Some(server) = Server::shared() else { return };
    let url = server.database().await;
    let mut stages = Stage::two(NO_COOLDOWNS).await;
    for stage in &mut stages {
        stage.database = Some(url.clone());
    }
    let [here, there] = stages;
    let (one, other) = (here.run().await, there.run().await);
    let mut operator = PgConnection::connect(&url).await.expect("it runs");
    until_both_listen(&there, &mut operator, &[]).await;
    let store = here.store().await;
    for (name, is_cut) in [("pause", false), ("resume", true), ("pause", true)] {
        if is_cut {
            // Every connection that is told of changes: whoever has one makes it anew.
            let cut = format!("{LISTENING} AND pg_terminate_backend(pid)");
            let cut = sqlx::query_scalar(AssertSqlSafe(cut)).fetch_all(&mut operator).await;
            until_both_listen(&there, &mut operator, &cut.expect("it may")).await;
        }
        let mut listener = PgListener::connect(&url).await.expect("it runs");
        listener.listen("signpost_changed").await.expect("it may");
        here.command(here.owner, name, &[]).await;
        let last = store.last_change().await.expect("it is there").to_string();
        let told = tokio::time::timeout(DEADLINE, async {
            while listener.recv().await.expect("it is told").payload() != last {}
        });
        told.await.expect("whoever listens is told of the change by its number");
        let part = if name == "pause" { "have paused me" } else { "endorphins" };
        there.until_it_says(Who::Member, "ask", part).await;
        drop(listener);
        until_both_listen(&there, &mut operator, &[]).await;
    }
    operator.close().await.expect("it closes");
    store.close().await;
    one.stop().await.expect("it stops");
    other.stop().await.expect("it stops");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_on_one_server_tell_of_a_change_and_report_a_shadow_once() {
    let mut stage = Stage::new(NO_COOLDOWNS).await;
    stage.clock = in_a_week;
    let audit =
        stage.sandbox.act(|world| world.add_channel(stage.guild, ChannelKind::Text, "audit", None));
    // Somebody began a shadow a week before what these bots take for now.
    let store = stage.store().await;
    let (guild, since) = (stage.guild.0, app::now_milliseconds());
    let shadow = json!({ "since": since });
    store.set(guild, guild, "shadow", Some(&shadow), 1, since).await.expect("it is there");
    let audit_json = json!(audit.to_string());
    let set = store.set(guild, guild, "audit_channel", Some(&audit_json), 1, 1).await;
    store.told(guild, set.expect("it is there").id).await.expect("it is there");
    let position = stage.sandbox.log().len();
    let first = stage.run().await;
    let report = stage.posted(position, stage.staff_room).await;
    assert_holds(&text_of(&report), &["Questions 0"]);
    let position = stage.sandbox.log().len();
    let second = stage.start();
    stage.connected_after(position).await;
    // Both see it. Whoever is first is not answered, and tells again under the same number as the
    // other, unless that has been told before.
    let matching = format!("POST /channels/{audit}/messages");
    stage.sandbox.fault(Fault::NoResponse { matching, times: 1 });
    store.pause(guild, None, 7, 1).await.expect("it is there");
    let path = format!("/channels/{audit}/messages");
    for nth in 1..=2 {
        let mut seen = 0;
        stage
            .until(position, "a line and the same again", |entry| match entry {
                Logged::Request { path: at, .. } if at.contains(&path) => {
                    seen += 1;
                    (seen == nth).then_some(())
                }
                _ => None,
            })
            .await;
    }
    assert_eq!(stage.said_in(audit).len(), 1, "Discord takes one");
    assert_eq!(stage.said_in(stage.staff_room).len(), 1, "what was reported is not again");
    first.stop().await.expect("it stops");
    second.stop().await.expect("it stops");
    stage.assert_bodies();
}

/// A clock that is a little more than a week ahead.
fn in_a_week() -> u64 {
    app::now_milliseconds() + 7 * 24 * 3_600 * 1_000 + 1_000
}
