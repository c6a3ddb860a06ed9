//! What those who run the bot in a server do with it: whoever may, and nobody else.

use serde_json::{Value, json};
use signpost::app;
use signpost::moderation::Role;
use signpost::sandbox::world::Id;
use signpost::store::{ChangeKind, Store};
use sqlx::{Connection as _, SqliteConnection};

use crate::postgres::Server;
use crate::pressing::first_option;
use crate::stage::{Stage, text_of};

/// A question that the FAQ answers, and the words of somebody in danger.
pub(crate) const QUESTION: &str = "what are endorphins?";
pub(crate) const CRISIS: &str = "i took all my pills and i want to die tonight";

/// What is typed into a command.
pub(crate) type Options<'o> = &'o [(&'o str, Value)];

impl Stage {
    /// Uses a command, and gives what the bot says. Nobody else sees it.
    pub(crate) async fn command(&self, who: Id, name: &str, options: &[(&str, Value)]) -> String {
        let position = self.sandbox.log().len();
        self.sandbox
            .act(|world| world.type_command(who, self.support, name, options))
            .unwrap_or_else(|problem| panic!("/{name} cannot be used: {problem}"));
        let (body, _) = self.request(position, "POST", "/callback").await;
        assert_eq!(body["data"]["flags"], 64, "/{name} is for the invoker alone: {body}");
        if body["type"] == 5 {
            // It comes later, where the server has to be asked for first.
            let (body, _) = self.request(position, "PATCH", "/messages/@original").await;
            return text_of(&body);
        }
        assert_eq!(body["data"]["allowed_mentions"], json!({ "parse": [] }), "/{name}");
        text_of(&body["data"])
    }

    /// Uses a command that comes back with a file: what is said of the file, and what it holds.
    async fn file_of(&self, name: &str, options: &[(&str, Value)]) -> (String, Vec<u8>) {
        let position = self.sandbox.log().len();
        let used = self
            .sandbox
            .act(|world| world.type_command(self.moderator, self.support, name, options))
            .unwrap_or_else(|problem| panic!("/{name} cannot be used: {problem}"));
        let message = self.came_of(position, used).await;
        let file = &message["attachments"][0];
        let content = self.sandbox.act(|world| world.content_of(file).map(<[u8]>::to_vec));
        let told = file["description"].as_str().unwrap_or_default().to_owned();
        (told, content.expect("there is a file"))
    }

    /// Gives the staff's role a role with the bot.
    pub(crate) async fn give(&self, may: Role) -> String {
        let options = [("role", json!(self.staff)), ("may", json!(may.name()))];
        self.command(self.owner, "settings roles give", &options).await
    }

    /// Asks in a channel with a mention. Nothing is waited for.
    pub(crate) fn mention(&self, who: Id, text: &str) {
        let text = format!("<@{}> {text}", self.bot);
        self.sandbox.act(|world| world.say(who, self.support, &text));
    }

    /// The store, as another process has it.
    pub(crate) async fn store(&self) -> Store {
        Store::open(&self.database(), "the database").await.expect("it is there")
    }
}

/// A stage over each kind of database that there is here.
pub(crate) async fn stages(extra: &str) -> Vec<Stage> {
    let mut stages = vec![Stage::new(extra).await];
    if let Some(server) = Server::shared() {
        let mut stage = Stage::new(extra).await;
        stage.database = Some(server.database().await);
        stages.push(stage);
    }
    stages
}

pub(crate) fn assert_holds(text: &str, parts: &[&str]) {
    for part in parts {
        assert!(text.contains(part), "no `{part}` in: {text}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_role_is_given_and_taken_and_each_may_do_its_part() {
    for stage in stages("").await {
        let running = stage.run().await;
        // Everything is refused to who has no role, and to who lacks the right one.
        let person = [("user", json!(stage.ben))];
        let grant = [("role", json!(stage.staff)), ("may", json!("administrator"))];
        let take = [("role", json!(stage.staff))];
        let commands: [(&str, Options<'_>, Role); 10] = [
            ("settings show", &[], Role::Viewer),
            ("settings roles show", &[], Role::Viewer),
            ("ignore person list", &[], Role::Viewer),
            ("stats show", &[], Role::Viewer),
            ("pause", &[], Role::Editor),
            ("resume", &[], Role::Editor),
            ("ignore person add", &person, Role::Editor),
            ("ignore person remove", &person, Role::Editor),
            ("settings roles take", &take, Role::Administrator),
            ("settings roles give", &grant, Role::Administrator),
        ];
        for held in [None, Some(Role::Viewer), Some(Role::Editor), Some(Role::Approver)] {
            if let Some(held) = held {
                assert_holds(&stage.give(held).await, &["has the role of", held.name()]);
            }
            for (name, options, needed) in commands {
                if held >= Some(needed) {
                    continue;
                }
                let text = stage.command(stage.moderator, name, options).await;
                assert_holds(&text, &["takes the role of", needed.name(), "/settings roles give"]);
            }
        }
        for name in ["settings show", "stats show", "pause", "resume", "ignore person list"] {
            let text = stage.command(stage.moderator, name, &[]).await;
            assert!(!text.contains("takes the role of"), "{name}: {text}");
        }
        let store = stage.store().await;
        assert_eq!(store.grants(stage.guild.0).await.expect("it is there").len(), 1);
        assert_eq!(store.ignored(stage.guild.0).await.expect("it is there"), [] as [u64; 0]);
        // An administrator by role may do all, also take the role from themselves.
        assert_holds(&stage.give(Role::Administrator).await, &["administrator"]);
        let shown = stage.command(stage.moderator, "settings roles show", &[]).await;
        assert_holds(
            &shown,
            &[&format!("<@&{}>", stage.staff), "administrator", "also change answers"],
        );
        let taken = stage.command(stage.moderator, "settings roles take", &take).await;
        assert_holds(&taken, &["has no role with me"]);
        let text = stage.command(stage.moderator, "settings roles show", &[]).await;
        assert_holds(&text, &["takes the role of viewer"]);
        let changes = store.changes_after(0, 100).await.expect("it is there");
        let roles = changes.iter().filter(|change| change.kind == ChangeKind::Role);
        let actors: Vec<_> = roles.map(|change| change.actor).collect();
        let [owner, moderator] = [stage.owner, stage.moderator].map(|who| Some(who.0));
        assert_eq!(actors, [owner, owner, owner, owner, moderator]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_cannot_be_meant_is_refused_and_what_is_so_already_is_not_changed() {
    for stage in stages("").await {
        let running = stage.run().await;
        let everyone = [("role", json!(stage.guild)), ("may", json!("administrator"))];
        let text = stage.command(stage.owner, "settings roles give", &everyone).await;
        assert_holds(&text, &["everybody's", "nothing was changed"]);
        let take = [("role", json!(stage.staff))];
        for (name, options) in [
            ("settings roles take", &take[..]),
            ("resume", &[]),
            ("ignore person remove", &[("user", json!(stage.ben))]),
        ] {
            let text = stage.command(stage.owner, name, options).await;
            assert_holds(&text, &["nothing was changed"]);
        }
        let store = stage.store().await;
        assert_eq!(store.last_change().await.expect("it is there"), 0);
        // A member without the permission is not even shown them.
        let hidden =
            stage.sandbox.act(|world| world.type_command(stage.ana, stage.support, "pause", &[]));
        assert!(hidden.is_err_and(|why| why.contains("permission")));
        running.stop().await.expect("it stops");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_set_is_shown_with_whence_it_came() {
    for stage in stages("plain_text = true\nstaff_roles = [\"4242\"]").await {
        let running = stage.run().await;
        let text = stage.command(stage.owner, "settings show", &[]).await;
        let open = format!("in <#{}>: auto (file stage.toml, line", stage.open);
        let told = format!("- `alert_channel`: <#{}> (file stage.toml", stage.staff_room);
        let parts = [
            open.as_str(),
            told.as_str(),
            "- `plain_text`: yes (file stage.toml",
            "- `mode`: mention (default)",
            "- `region`: US (default)",
            "- `retention_days`: 90 days (default)",
            "Paused: no",
        ];
        assert_holds(&text, &parts);
        assert!(!text.contains("4242"), "a role of another server is shown: {text}");
        stage.give(Role::Viewer).await;
        stage.command(stage.owner, "pause", &[]).await;
        let text = stage.command(stage.moderator, "settings show", &[]).await;
        assert_holds(&text, &["Paused: yes, until /resume", "with me: 1;"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_paused_bot_answers_nobody_but_those_in_danger_also_after_a_restart() {
    for stage in stages("").await {
        let running = stage.run().await;
        let shown = stage.ask(QUESTION).await;
        stage.give(Role::Editor).await;
        let text = stage.command(stage.moderator, "pause", &[]).await;
        assert_holds(&text, &["answer nobody", "until /resume", "helplines"]);
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        let status = stage.command(stage.moderator, "status", &[]).await;
        assert_holds(
            &status,
            &["I am paused in this server", "crisis cards and alerts still go out"],
        );
        let position = stage.sandbox.log().len();
        stage.mention(stage.ana, QUESTION);
        let told = stage.posted(position, stage.support).await;
        assert_holds(&text_of(&told), &["have paused me"]);
        // Whoever was told is not told again at once, and who did not speak to it is not at all.
        stage.mention(stage.ana, QUESTION);
        stage.sandbox.act(|world| world.say(stage.ben, stage.open, QUESTION));
        let question = [("question", json!(QUESTION))];
        for (name, options) in [("ask", &question[..]), ("topics", &[])] {
            let text = stage.command(stage.ana, name, options).await;
            assert_holds(&text, &["have paused me"]);
        }
        let related = first_option(&shown, "Related questions");
        let chosen = stage.choose(stage.ana, &shown, "Related questions", &related).await;
        assert_holds(&text_of(&chosen["data"]), &["have paused me"]);
        let position = stage.sandbox.log().len();
        stage.mention(stage.ben, CRISIS);
        let alert = stage.posted(position, stage.staff_room).await;
        assert_holds(&text_of(&alert), &["self-harm"]);
        let card = stage.posted(position, stage.support).await;
        assert_holds(&text_of(&card), &["988"]);
        // They are not left alone by a line that is no crisis in itself.
        let position = stage.sandbox.log().len();
        stage.mention(stage.ben, "thanks");
        stage.posted(position, stage.support).await;
        stage.settle().await;
        let said = stage.said_in(stage.support).len();
        assert_eq!(said, 4, "the first answer, the pause, the card, the line");
        assert_eq!(stage.said_in(stage.open), [] as [Value; 0]);
        let text = stage.command(stage.moderator, "resume", &[]).await;
        assert_holds(&text, &["answer again"]);
        assert_holds(&text_of(&stage.ask(QUESTION).await), &["endorphins"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pause_ends_by_itself() {
    for stage in stages("").await {
        let store = stage.store().await;
        let now = app::now_milliseconds();
        store.pause(stage.guild.0, Some(now - 1), 5, now - 60_000).await.expect("it is there");
        let running = stage.run().await;
        assert_holds(&text_of(&stage.ask(QUESTION).await), &["endorphins"]);
        let text = stage.command(stage.owner, "pause", &[("minutes", json!(30))]).await;
        let pause = store.pauses().await.expect("it is there")[0];
        let until = pause.until.expect("it ends");
        assert_eq!(until - pause.at, 30 * 60 * 1_000);
        assert_holds(&text, &[&format!("<t:{}:f>", until / 1_000)]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_ignored_gets_a_card_and_nothing_else_also_after_a_restart() {
    for stage in stages("person_cooldown_seconds = 0\nchannel_cooldown_seconds = 0").await {
        let running = stage.run().await;
        stage.give(Role::Editor).await;
        let person = [("user", json!(stage.ana))];
        let text = stage.command(stage.moderator, "ignore person add", &person).await;
        assert_holds(&text, &[&format!("<@{}>", stage.ana), "helplines"]);
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        let text = stage.command(stage.moderator, "ignore person list", &[]).await;
        assert_holds(&text, &[&format!("<@{}>", stage.ana)]);
        stage.mention(stage.ana, QUESTION);
        stage.sandbox.act(|world| world.say(stage.ana, stage.open, QUESTION));
        let text = stage.command(stage.ana, "ask", &[("question", json!(QUESTION))]).await;
        assert_holds(&text, &["do not want me to answer you"]);
        stage.settle().await;
        assert_eq!(stage.said_in(stage.support), [] as [Value; 0]);
        assert_eq!(stage.said_in(stage.open), [] as [Value; 0]);
        let position = stage.sandbox.log().len();
        stage.mention(stage.ana, CRISIS);
        assert_holds(&text_of(&stage.posted(position, stage.support).await), &["988"]);
        // Others are answered, and so is she in her direct messages.
        let position = stage.sandbox.log().len();
        stage.mention(stage.ben, QUESTION);
        assert_holds(&text_of(&stage.posted(position, stage.support).await), &["endorphins"]);
        let direct = stage.sandbox.act(|world| world.open_direct(stage.ana, stage.bot));
        let position = stage.sandbox.log().len();
        stage.sandbox.act(|world| world.say(stage.ana, direct, QUESTION));
        assert_holds(&text_of(&stage.posted(position, direct).await), &["endorphins"]);
        let text = stage.command(stage.moderator, "ignore person remove", &person).await;
        assert_holds(&text, &["again"]);
        assert_holds(&text_of(&stage.ask(QUESTION).await), &["endorphins"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn while_the_database_is_away_nothing_is_changed_and_that_is_said() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    stage.give(Role::Editor).await;
    let url = format!("sqlite://{}", stage.folder().join("signpost.db").display());
    let mut holder = SqliteConnection::connect(&url).await.expect("the file is there");
    sqlx::raw_sql("BEGIN EXCLUSIVE").execute(&mut holder).await.expect("nobody holds it");
    let person = [("user", json!(stage.ana))];
    let take = [("role", json!(stage.staff))];
    let region = [("setting", json!("region")), ("value", json!("GB"))];
    for (who, name, options) in [
        (stage.moderator, "pause", &[][..]),
        (stage.moderator, "ignore person add", &person),
        (stage.owner, "settings roles take", &take),
        (stage.owner, "settings set", &region),
        (stage.owner, "settings shadow on", &[]),
        (stage.moderator, "stats show", &[]),
    ] {
        let text = stage.command(who, name, options).await;
        assert_holds(&text, &["database does not answer", "nothing was changed"]);
    }
    holder.close().await.expect("it lets go");
    assert_holds(&text_of(&stage.ask(QUESTION).await), &["endorphins"]);
    let store = stage.store().await;
    assert_eq!(store.last_change().await.expect("it is there"), 1, "only the role from before");
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn figures_say_what_was_asked_and_how_it_went() {
    for stage in stages("").await {
        let running = stage.run().await;
        stage.give(Role::Viewer).await;
        let text = stage.command(stage.moderator, "stats show", &[]).await;
        assert_holds(&text, &["asked nothing", "last 7 days"]);
        let reply = stage.ask(QUESTION).await;
        stage.press(stage.ben, &reply, "Helpful").await;
        stage.ask("what is the capital of France?").await;
        stage.ask("is it safe while pregnant?").await;
        let position = stage.sandbox.log().len();
        stage.mention(stage.ben, CRISIS);
        stage.posted(position, stage.support).await;
        stage.settle().await;
        let store = stage.store().await;
        let asked = async || {
            let found =
                store.statistics(stage.guild.0, 0, u64::MAX >> 1).await.expect("it is there");
            found.days.iter().map(|day| day.counts.asked).sum::<u64>()
        };
        while asked().await < 4 {
            tokio::task::yield_now().await;
        }
        let text = stage.command(stage.moderator, "stats show", &[("days", json!(1))]).await;
        let parts = [
            "today",
            "Asked 4 · answered 1 · not known 1 · referred 1 · crises 1",
            "Said to be helpful 1 · not helpful 0 · wrong 0",
            "**By day**",
            "asked 4, answered 1, not known 1, referred 1, crises 1, helpful 1 · half within",
            "**By entry**",
            "` · 1, helpful 1 · half within",
        ];
        assert_holds(&text, &parts);
        let days = ("days", json!(1));
        let shown = stage.file_of("stats show", std::slice::from_ref(&days)).await;
        assert!(shown.1.starts_with(b"\x89PNG"), "a chart");
        assert_holds(&shown.0, &["asked 4, answered 1, referred 1, not known 1, crises 1"]);
        let (_, table) = stage.file_of("stats export", &[days]).await;
        let table = String::from_utf8(table).expect("it is text");
        let lines: Vec<&str> = table.lines().collect();
        assert!(lines[0].starts_with("of,name,asked,answered,asked_back"), "{table}");
        assert!(
            lines[1].starts_with("day,20") && lines[1].contains(",4,1,0,1,1,1,1,0,0,"),
            "{table}"
        );
        assert!(
            lines[2].starts_with("entry,") && lines[2].contains(",1,1,0,0,0,0,1,0,0,"),
            "{table}"
        );
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn help_lists_the_commands_of_helpers_to_helpers_alone() {
    for stage in stages("").await {
        let running = stage.run().await;
        let text = stage.command(stage.ana, "help", &[]).await;
        assert!(!text.contains("/pause") && text.contains("/ask"), "{text}");
        let text = stage.command(stage.moderator, "help", &[]).await;
        assert_holds(&text, &["For helpers", "need a role with me", "/pause", "/ignore", "/stats"]);
        assert!(text.chars().count() <= 2_000, "it fits");
        stage.give(Role::Editor).await;
        let text = stage.command(stage.moderator, "help", &[]).await;
        assert_holds(&text, &["You have the role of editor with me", "/faq", "/pause"]);
        assert!(!text.contains("/export") && !text.contains("/import"), "{text}");
        stage.give(Role::Administrator).await;
        let text = stage.command(stage.moderator, "help", &[]).await;
        assert_holds(&text, &["/export", "/import"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
