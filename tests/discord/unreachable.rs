//! The database cannot be read: what a server took out is not answered with all the same, and where it
//! is not known what that is, or who wants to be left alone, the bot keeps to itself.

use std::num::NonZeroU64;

use serde_json::json;
use serenity::model::id::GuildId;
use signpost::discord::library::Library;
use signpost::engine::knowledge::{NOT_ANSWERED, examples_json};
use signpost::engine::outcome::Outcome;
use signpost::store::{Change, ChangeKind, ChangeState, Store};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection, SqliteConnection};

use crate::moderating::{CRISIS, QUESTION, assert_holds, stages};
use crate::settings::NO_COOLDOWNS;
use crate::stage::{DEADLINE, Running, Stage, engine, shared_engine, text_of};

/// The entry that answers [`QUESTION`], as it is shipped.
const ENTRY: &str = "what-are-endorphins";

/// What that entry says.
const ANSWER: &str = "happy chemicals";

/// How often the bot is started at the most until it reads at its start what was changed.
const STARTS: usize = 30;

impl Stage {
    /// Does something to the database that the bot knows nothing of.
    pub(crate) async fn meddle(&self, sql: String) {
        let (url, sql) = (self.database(), sqlx::raw_sql(AssertSqlSafe(sql)));
        if url.starts_with("sqlite") {
            let mut connection = SqliteConnection::connect(&url).await.expect("it is there");
            sql.execute(&mut connection).await.expect("it may");
            connection.close().await.expect("it closes");
        } else {
            let mut connection = PgConnection::connect(&url).await.expect("it is there");
            sql.execute(&mut connection).await.expect("it may");
            connection.close().await.expect("it closes");
        }
    }

    /// Makes a table unreadable.
    pub(crate) async fn hide(&self, table: &str) {
        self.meddle(format!("ALTER TABLE {table} RENAME TO hidden_{table}")).await;
    }

    /// Makes it readable again.
    pub(crate) async fn show(&self, table: &str) {
        self.meddle(format!("ALTER TABLE hidden_{table} RENAME TO {table}")).await;
    }

    /// Starts the bot, makes what servers changed unreadable, and asks something. Where the bot had not
    /// read at its start which servers changed something, as on a busy machine, it is started again.
    async fn run_then_hide(&self, question: &str) -> (Running, String) {
        for _ in 0..STARTS {
            let running = self.run().await;
            self.hide("change").await;
            let told = text_of(&self.ask(question).await);
            if !told.contains("what this server answers from") {
                return (running, told);
            }
            self.show("change").await;
            running.stop().await.expect("it stops");
        }
        panic!("it never reads at its start what was changed");
    }

    /// Asks until it is known what the server answers with, and what that is.
    async fn until_reached(&self, text: &str) {
        let reached = async {
            loop {
                let said = text_of(&self.ask(text).await);
                if !said.contains("I cannot reach") {
                    return said;
                }
            }
        };
        let said = tokio::time::timeout(DEADLINE, reached).await.expect("it is reached");
        assert!(!said.contains(ANSWER), "it was taken out: {said}");
    }

    /// Says something where the bot overhears, and tells whether it is answered.
    async fn is_overheard(&self, text: &str) -> bool {
        let before = self.said_in(self.open).len();
        self.sandbox.act(|world| world.say(self.ana, self.open, text));
        self.settle().await;
        self.said_in(self.open).len() > before
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_taken_out_is_not_answered_from_the_packs_while_it_cannot_be_read() {
    for stage in stages(NO_COOLDOWNS).await {
        stage.publish(stage.guild, ENTRY, ChangeKind::Quarantine, None).await;
        let (running, told) = stage.run_then_hide(QUESTION).await;
        assert_holds(&told, &["I cannot reach what this server says about that just now"]);
        assert!(!stage.is_overheard(QUESTION).await, "it has nothing to say");
        let topics = text_of(&stage.ask("what is kratom?").await);
        assert_holds(&topics, &["Please note"]);
        let status = stage.command(stage.owner, "status", &[]).await;
        assert_holds(&status, &["What this server changed cannot be read just now"]);
        // Others are answered as ever.
        let position = stage.sandbox.log().len();
        let direct = stage.sandbox.act(|world| {
            let direct = world.open_direct(stage.ana, stage.bot);
            world.say(stage.ana, direct, QUESTION);
            direct
        });
        assert_holds(&text_of(&stage.posted(position, direct).await), &[ANSWER]);
        stage.show("change").await;
        stage.until_reached(QUESTION).await;
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_of_which_nothing_is_known_after_a_start_gets_no_answers_but_help() {
    for stage in stages(NO_COOLDOWNS).await {
        stage.publish(stage.guild, ENTRY, ChangeKind::Retire, None).await;
        stage.hide("change").await;
        let running = stage.run().await;
        for question in [QUESTION, "what is kratom?"] {
            let told = text_of(&stage.ask(question).await);
            assert_holds(&told, &["I cannot reach what this server answers from just now"]);
            assert!(!stage.is_overheard(question).await, "whether it may speak is not known");
        }
        let told = stage.command(stage.ana, "topics", &[]).await;
        assert_holds(&told, &["I cannot reach what this server answers from just now"]);
        let referral = text_of(&stage.ask("can I take kratom with my antidepressant?").await);
        assert_holds(&referral, &["pharmacist"]);
        let position = stage.sandbox.log().len();
        stage.sandbox.act(|world| world.say(stage.ben, stage.quiet, CRISIS));
        assert_holds(&text_of(&stage.posted(position, stage.quiet).await), &["988"]);
        let status = stage.command(stage.owner, "status", &[]).await;
        assert_holds(&status, &["I do not know what this server changed", "0 entries are loaded"]);
        // Direct messages are nobody's server.
        stage.settle().await;

        stage.show("change").await;
        stage.until_reached(QUESTION).await;
        stage.asked_until("what is kratom?", "Please note").await;
        let again = async { while !stage.is_overheard("what is kratom?").await {} };
        tokio::time::timeout(DEADLINE, again).await.expect("it speaks again");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_spoken_to_unasked_while_it_is_not_known_who_wants_that() {
    for stage in stages(NO_COOLDOWNS).await {
        for table in ["opted_out", "paused", "ignored"] {
            // The tables are made by whoever comes first.
            stage.other_process().await.close().await;
            stage.hide(table).await;
            let running = stage.run().await;
            assert!(!stage.is_overheard(QUESTION).await, "{table}");
            assert_holds(&text_of(&stage.ask(QUESTION).await), &[ANSWER]);
            stage.show(table).await;
            // On a busy machine it tries again only after a second.
            let again = async { while !stage.is_overheard(QUESTION).await {} };
            let again = tokio::time::timeout(DEADLINE, again).await;
            again.unwrap_or_else(|_| panic!("{table}: it never speaks again"));
            running.stop().await.expect("it stops");
        }
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_filed_or_counted_is_in_the_status() {
    for stage in stages(NO_COOLDOWNS).await {
        let running = stage.run().await;
        stage.hide("inbox").await;
        stage.ask("where does the hedgehog live?").await;
        stage.hide("shadowed").await;
        stage.command(stage.owner, "settings shadow on", &[]).await;
        stage.mention(stage.ana, QUESTION);
        stage.settle().await;
        let position = stage.sandbox.log().len();
        stage.mention(stage.ana, CRISIS);
        stage.posted(position, stage.support).await;
        let status = stage.command(stage.owner, "status", &[]).await;
        assert_holds(&status, &["Not recorded", "1 question for the inbox, 1 question in shadow."]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_server_does_not_answer_is_not_answered_from_the_packs_either() {
    const OUTSIDE: &str = "endorphins what do they do in the body";
    const SAID: &str = "travel through blood";
    assert_eq!(shared_engine().respond(OUTSIDE).outcome, Outcome::Answer, "the packs answer it");
    for stage in stages(NO_COOLDOWNS).await {
        let listed = Some(examples_json(&[OUTSIDE.to_owned()]));
        stage.publish(stage.guild, NOT_ANSWERED, ChangeKind::OutOfScope, listed).await;
        let (running, told) = stage.run_then_hide(OUTSIDE).await;
        // Until the packs are built with what is not answered, nothing is.
        assert!(!told.contains(SAID), "{told}");
        stage.asked_until(OUTSIDE, "I do not have an answer").await;
        assert!(!stage.is_overheard(OUTSIDE).await, "it has nothing to say");
        // All else is answered, by whatever is not changed.
        assert_holds(&text_of(&stage.ask("what is kratom?").await), &["Please note"]);
        stage.show("change").await;
        assert!(!text_of(&stage.ask(OUTSIDE).await).contains(SAID));
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_server_added_under_the_name_of_a_shipped_entry_is_not_answered_as_shipped() {
    for stage in stages(NO_COOLDOWNS).await {
        let own = json!({ "question": QUESTION, "phrasings": [], "answer": "In our own words." });
        stage.publish(stage.guild, ENTRY, ChangeKind::Add, Some(own)).await;
        let (running, told) = stage.run_then_hide(QUESTION).await;
        assert_holds(&told, &["I cannot reach what this server says about that just now"]);
        assert_holds(&text_of(&stage.ask("what is kratom?").await), &["Please note"]);
        stage.show("change").await;
        stage.asked_until(QUESTION, "In our own words.").await;
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

/// What a server did to an entry.
fn change(server: GuildId, id: u64, kind: ChangeKind, after: Option<serde_json::Value>) -> Change {
    Change {
        id,
        server: server.get(),
        entry: Some(ENTRY.to_owned()),
        kind,
        state: ChangeState::Published,
        actor: Some(1),
        approved_by: None,
        subject: None,
        at: 1,
        base: 0,
        proposal: None,
        before: None,
        after,
    }
}

#[tokio::test]
async fn an_engine_that_is_older_than_a_change_does_not_say_what_was_taken_out_since() {
    let folder = tempfile::tempdir().expect("a folder");
    let url = format!("sqlite://{}", folder.path().join("signpost.db").display());
    let store = Store::open(&url, &url).await.expect("it can be made");
    let library = Library::new(engine());
    let [here, there] = [1, 2].map(|id| GuildId::from(NonZeroU64::new(id).expect("not nought")));
    let outcome = |guild| library.of(Some(guild)).respond(QUESTION).outcome;
    assert_eq!(outcome(here), Outcome::Fallback, "nothing is known yet");
    library.know([], &[]);
    library.load(&store, here).await.expect("the store is there");
    assert_eq!((outcome(here), outcome(there)), (Outcome::Answer, Outcome::Answer));
    for (guild, is_kept) in [(here, true), (there, false)] {
        for kind in [ChangeKind::Quarantine, ChangeKind::Retire] {
            assert_eq!(library.note(&change(guild, 1, kind, None)), is_kept);
            let engine = library.of(Some(guild));
            assert_eq!(engine.respond(QUESTION).outcome, Outcome::Fallback);
            assert!(engine.usable().all(|entry| entry.id.as_str() != ENTRY));
            assert!(engine.rank(QUESTION).iter().all(|(entry, _)| entry.as_str() != ENTRY));
            let replies = engine.usable().filter_map(|entry| engine.reply_with(&entry.id));
            let mut related = replies.flat_map(|reply| reply.related);
            assert!(related.all(|choice| choice.entry.as_str() != ENTRY), "it is offered nowhere");
            assert!(!library.is_ready(guild));
            library.note(&change(guild, 2, ChangeKind::Revert, None));
            assert_eq!(outcome(guild), Outcome::Answer, "it was put back");
        }
    }
    // What it says otherwise, the packs do not say; its last good engine goes on.
    let written = Some(json!({ "question": "What?", "phrasings": ["what"], "answer": "Own." }));
    library.note(&change(there, 3, ChangeKind::Add, written.clone()));
    assert_eq!(outcome(there), Outcome::Fallback, "the packs have one of that name");
    library.note(&change(there, 4, ChangeKind::Revert, None));
    assert_eq!(outcome(there), Outcome::Answer);
    library.note(&change(here, 3, ChangeKind::Edit, written.clone()));
    library.note(&change(there, 5, ChangeKind::Edit, written));
    assert_eq!((outcome(here), outcome(there)), (Outcome::Answer, Outcome::Fallback));
    let asked = tokio::time::timeout(DEADLINE, library.load(&store, there)).await;
    asked.expect("it is built in time").expect("the store is there");
    assert!(library.is_ready(there));
    store.close().await;
}
