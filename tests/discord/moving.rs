//! Everything that a server has of its own goes into a file and comes back, whole or not at all.

use serde_json::{Value, json};
use signpost::app;
use signpost::moderation::Role;
use signpost::sandbox::world::{ChannelKind, Id};
use signpost::store::{Change, ChangeKind, ChangeState, Exchange};

use crate::garden::gardens;
use crate::moderating::{assert_holds, stages};
use crate::overlaid::greenhouse;
use crate::stage::{Stage, component, text_of};

const QUESTION: &str = "when does the greenhouse open?";

/// A second server with the bot in it, its owner and a channel.
pub(crate) struct Elsewhere {
    pub(crate) guild: Id,
    pub(crate) owner: Id,
    pub(crate) channel: Id,
    /// A role with the name of the first server's.
    staff: Id,
}

impl Stage {
    pub(crate) fn second_server(&self) -> Elsewhere {
        self.sandbox.act(|world| {
            let owner = world.add_user("otto");
            let guild = world.add_guild("The other garden", owner);
            let staff = world.add_role(guild, "Staff", 0);
            world.add_member(guild, self.bot, &[]);
            let channel = world.add_channel(guild, ChannelKind::Text, "support", None);
            Elsewhere { guild, owner, channel, staff }
        })
    }

    /// Uses a command in a channel, and gives the message that comes of it.
    pub(crate) async fn used(
        &self,
        who: Id,
        channel: Id,
        name: &str,
        given: &[(&str, Value)],
    ) -> Value {
        let position = self.sandbox.log().len();
        let used = self
            .sandbox
            .act(|world| world.type_command(who, channel, name, given))
            .unwrap_or_else(|problem| panic!("/{name}: {problem}"));
        let message = self.came_of(position, used).await;
        assert_eq!(message["flags"].as_u64().unwrap_or_default() & 64, 64, "{name}: {message}");
        message
    }

    /// Hands a file to `/import`.
    pub(crate) async fn import(&self, who: Id, channel: Id, name: &str, content: &[u8]) -> Value {
        let file = self.sandbox.act(|world| world.upload(name, content));
        self.used(who, channel, "import", &[("file", json!(file))]).await
    }

    /// The file that `/export` hands out.
    pub(crate) async fn export(&self, who: Id, channel: Id) -> Vec<u8> {
        let message = self.used(who, channel, "export", &[]).await;
        let attachment = &message["attachments"][0];
        assert!(attachment["description"].as_str().is_some_and(|it| it.contains("of its own")));
        let content = self
            .sandbox
            .act(|world| world.content_of(attachment).map(<[u8]>::to_vec))
            .expect("the file is there");
        assert_eq!(attachment["size"], content.len(), "{attachment}");
        content
    }

    async fn nothing_of(&self, guild: Id) -> bool {
        let store = self.store().await;
        let changes = store.changes_after(0, 500).await.expect("it is there");
        changes.iter().all(|change| {
            let is_in_force = change.state == ChangeState::Published && change.entry.is_some();
            change.server != guild.0 || !is_in_force
        })
    }
}

/// What is in force of each changed entry: its id, whether it is used, what it says.
fn in_force(changes: &[Change]) -> Vec<(String, bool, Value)> {
    let mut all: Vec<_> = changes
        .iter()
        .map(|change| {
            let says = change.after.clone().or(change.before.clone()).unwrap_or_default();
            let question = says["question"].clone();
            let is_used = change.after.is_some();
            (change.entry.clone().unwrap_or_default(), is_used, json!([question, says["answer"]]))
        })
        .collect();
    all.sort_by(|left, right| left.0.cmp(&right.0));
    all
}

fn shed(answer: &str) -> Value {
    json!({ "question": "Where is the shed?", "phrasings": ["way to the shed"], "answer": answer })
}

fn export_of(entries: &Value) -> Vec<u8> {
    json!({
        "signpost_server": 1, "server": "5", "exported_on": "2026-11-29", "entries": entries,
    })
    .to_string()
    .into_bytes()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_server_exports_comes_back_in_an_empty_one_without_loss() {
    for stage in stages("").await {
        let running = stage.run().await;
        let shipped = "what-are-endorphins";
        let own =
            Some(greenhouse("At **seven**, `always`.\n\n- bring a lamp\n- \"quotes\" & <tags>"));
        stage.publish(stage.guild, "greenhouse", ChangeKind::Add, own).await;
        stage.publish(stage.guild, "shed", ChangeKind::Add, Some(greenhouse("In the yard."))).await;
        let store = stage.store().await;
        let base = store.revision(stage.guild.0, "shed").await.expect("it is there");
        let draft = signpost::store::Draft {
            server: stage.guild.0,
            entry: Some("shed".to_owned()),
            kind: ChangeKind::Retire,
            actor: 1,
            before: Some(greenhouse("In the yard.")),
            after: None,
        };
        let _ = store.publish(&draft, base, 1).await.expect("it is there");
        stage.faq_says(stage.owner, "quarantine", &[("entry", json!(shipped))]).await;
        store.grant(stage.guild.0, stage.staff.0, Some(Role::Editor), 1, 1).await.expect("there");
        store.ignore(stage.guild.0, stage.ben.0, true, 1, 1).await.expect("it is there");
        let parking = json!({ "out_of_scope": ["is there parking"] });
        let scope = signpost::store::Draft {
            entry: Some("(out of scope)".to_owned()),
            kind: ChangeKind::OutOfScope,
            before: None,
            after: Some(parking),
            ..draft
        };
        let _ = store.publish(&scope, 0, 1).await.expect("it is there");
        let (guild, support) = (stage.guild.0, stage.support.0);
        let hours = json!("22:00-07:00 +01:00");
        store.set(guild, guild, "quiet_hours", Some(&hours), 1, 1).await.expect("there");
        store.set(guild, support, "mode", Some(&json!("auto")), 1, 1).await.expect("it is there");

        let written = stage.export(stage.owner, stage.support).await;
        let text = String::from_utf8(written.clone()).expect("it is text");
        assert!(!text.contains(&stage.owner.to_string()), "it names who changed what: {text}");

        let other = stage.second_server();
        let preview = stage.import(other.owner, other.channel, "garden.json", &written).await;
        let shown = text_of(&preview);
        for part in [
            "Adds 1 entry: greenhouse",
            "Stops using 2 entries",
            "Adds 1 example of what",
            "Sets 2 settings",
        ] {
            assert_holds(&shown, &[part]);
        }
        assert_holds(&shown, &[&format!("<@&{}> as editor", other.staff), "Nothing is in force"]);
        assert!(!shown.contains("Left out"), "{shown}");
        assert!(preview["attachments"][0]["filename"] == "preview.txt", "{preview}");
        assert!(stage.nothing_of(other.guild).await, "nothing is in force before the press");
        // The press means the same after a restart.
        running.stop().await.expect("it stops");
        let running = stage.run().await;
        let told = stage.decide(other.owner, &preview, "Publish").await;
        assert_holds(&text_of(&told), &["is in force", "3 entries"]);

        let came = store.overlay(other.guild.0).await.expect("it is there");
        let went = store.overlay(stage.guild.0).await.expect("it is there");
        let (came, went) = (in_force(&came), in_force(&went));
        assert_eq!(came.len(), 4);
        for (came, went) in came.iter().zip(&went) {
            assert_eq!((&came.0, came.1), (&went.0, went.1));
            if went.0 != shipped {
                assert_eq!(came.2, went.2);
            }
        }
        let grants = store.grants(other.guild.0).await.expect("it is there");
        assert_eq!(grants, [(other.staff.0, Role::Editor)]);
        assert_eq!(store.ignored(other.guild.0).await.expect("it is there"), [stage.ben.0]);
        let settings = store.settings(other.guild.0).await.expect("it is there");
        let settings: Vec<_> =
            settings.into_iter().map(|it| (it.scope, it.key, it.value)).collect();
        let wanted = [
            (other.guild.0, "quiet_hours".to_owned(), hours),
            (other.channel.0, "mode".to_owned(), json!("auto")),
        ];
        assert_eq!(settings, wanted);
        // It is answered from, at once, and the same file changes nothing any more.
        let position = stage.sandbox.log().len();
        stage.sandbox.act(|world| {
            world.say(other.owner, other.channel, &format!("<@{}> {QUESTION}", stage.bot));
        });
        let reply = stage.posted(position, other.channel).await;
        assert_holds(&text_of(&reply), &["At **seven**"]);
        let again = stage.import(other.owner, other.channel, "garden.json", &written).await;
        assert_holds(&text_of(&again), &["would change nothing here", "already: 8"]);
        // And what comes of it is the same file, but for where it was written.
        let second = stage.export(other.owner, other.channel).await;
        let parsed = |bytes: &[u8]| -> Value { serde_json::from_slice(bytes).expect("JSON") };
        let (first, second) = (parsed(&written), parsed(&second));
        assert_eq!(first["entries"], second["entries"]);
        assert_eq!(first["not_answered"], second["not_answered"]);
        assert_eq!(first["not_answered"], json!(["is there parking"]));
        assert_eq!(first["ignored"], second["ignored"]);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn documents_become_entries_after_a_press_and_what_is_wrong_is_left_out() {
    for stage in stages("").await {
        let running = stage.run().await;
        let markdown = "# Greenhouse FAQ\n\n## When does the greenhouse open?\n\nIt opens at seven.\n\n\
                    ## How much kratom should a beginner take?\n\nTake 5 grams of kratom.\n";
        let preview = stage.import(stage.owner, stage.support, "faq.md", markdown.as_bytes()).await;
        let shown = text_of(&preview);
        assert_holds(&shown, &["Adds 1 entry", "Left out: 1", "how\\-much\\-kratom"]);
        let told = stage.decide(stage.owner, &preview, "Publish").await;
        assert_holds(&text_of(&told), &["is in force"]);
        assert_holds(&text_of(&stage.ask(QUESTION).await), &["It opens at seven."]);
        let table = "question,answer\nWhere is the shed?,Behind the greenhouse.\n";
        let preview = stage.import(stage.owner, stage.support, "faq.csv", table.as_bytes()).await;
        let told = stage.decide(stage.owner, &preview, "Cancel").await;
        assert_holds(&text_of(&told), &["Given up"]);
        assert_holds(
            &text_of(&stage.ask("where is the shed?").await),
            &["I do not have an answer"],
        );
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_that_cannot_be_meant_are_refused_clearly_and_change_nothing() {
    for stage in gardens("").await {
        let running = stage.run().await;
        let owner = stage.owner;
        let many: Vec<Value> = (0..100_000)
            .map(|number| json!({ "id": format!("e{number}"), "state": "retired" }))
            .collect();
        let newer = r#"{ "signpost_server": 2, "server": "1", "new": 1 }"#;
        let typo = r#"{ "signpost_server": 1, "server": "1", "exported_on": "", "entrys": [] }"#;
        let cases: [(&str, Vec<u8>, &str); 9] = [
            ("large.json", export_of(&json!(many)), "100000 entries"),
            ("newer.json", newer.into(), "update the program"),
            ("typo.json", typo.into(), "entrys"),
            ("cut.json", newer[..40].into(), "cannot be read"),
            ("other.json", b"{\n  \"name\": \"x\"\n}".to_vec(), "neither what /export writes"),
            ("image.png", vec![0x89, b'P', b'N', b'G', 0xff, 0xfe], "not text"),
            ("empty.md", Vec::new(), "empty"),
            ("rows.jsonl", b"{\"id\": 7}\n{\"nonsense".to_vec(), "line 1"),
            ("two.csv", b"question,answer\n,\n".to_vec(), "line"),
        ];
        for (name, content, expected) in cases {
            let told = stage.import(owner, stage.support, name, &content).await;
            assert_holds(
                &text_of(&told),
                &["do not take that file", expected, "Nothing was changed"],
            );
            assert_eq!(told["components"], json!([]), "{name}");
        }
        // 25 MB, as it says and as it does not say.
        let large = vec![b'x'; 25 * 1024 * 1024];
        let position = stage.sandbox.log().len();
        let told = stage.import(owner, stage.support, "large.md", &large).await;
        assert_holds(&text_of(&told), &["larger than 8 MB"]);
        assert!(!stage.downloaded_after(position), "nothing is downloaded for nothing");
        let liar = stage.sandbox.act(|world| world.upload_as("small.md", 10, &large));
        let told = stage.used(owner, stage.support, "import", &[("file", json!(liar))]).await;
        assert_holds(&text_of(&told), &["larger than 8 MB"]);
        assert!(stage.nothing_of(stage.guild).await);
        assert_eq!(stage.last_change().await, 0, "nothing was even proposed");
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

impl Stage {
    fn downloaded_after(&self, position: usize) -> bool {
        let log = self.sandbox.log().entries();
        log[position..].iter().any(|entry| match entry {
            signpost::sandbox::Logged::Request { path, .. } => path.starts_with("/cdn/"),
            _ => false,
        })
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_people_write_in_a_file_comes_out_harmless_and_is_kept_as_it_is() {
    for stage in stages("").await {
        let running = stage.run().await;
        let hostile = "'; DROP TABLE change; -- @everyone **x** <@1> [a](https://evil.example) `b`";
        let mut entry = greenhouse("Open.");
        entry["question"] = json!(format!("Greenhouse {hostile}?"));
        let file = json!({
            "signpost_server": 1, "server": "5", "exported_on": hostile,
            "entries": [
                { "id": hostile, "state": "used", "entry": entry },
                { "id": "twice", "state": "used", "entry": shed("a") },
                { "id": "twice", "state": "used", "entry": shed("b") },
                { "id": "gone", "state": "retired" },
                { "id": "says-nothing", "state": "used" },
                { "id": "wrong", "state": "used", "entry": { "answer": 7 } },
            ],
            "settings": [
                { "scope": "77", "name": "no such channel", "key": "mode", "value": "auto" },
                { "scope": "x", "key": "mode", "value": "auto" },
            ],
            "roles": [
                { "role": stage.guild.to_string(), "may": "administrator" },
                { "role": "4242", "name": hostile, "may": "editor" },
                { "role": stage.staff.to_string(), "may": "emperor" },
            ],
            "ignored": ["0", "x", hostile],
        });
        let preview =
            stage.import(stage.owner, stage.support, "x.json", file.to_string().as_bytes()).await;
        let shown = text_of(&preview);
        assert_holds(&shown, &["Adds 2 entries", "Left out: 12"]);
        for bad in ["@everyone", "https://evil", "<@1>", "**x**"] {
            assert!(!shown.contains(bad), "`{bad}` in {shown}");
        }
        assert!(!shown.contains("Gives roles"), "{shown}");
        stage.decide(stage.owner, &preview, "Publish").await;
        let store = stage.store().await;
        let history = store.history(stage.guild.0, hostile).await.expect("it is there");
        let kept = history[0].after.clone().unwrap_or_default();
        assert_eq!(kept["question"], entry["question"], "letter by letter");
        assert!(store.grants(stage.guild.0).await.expect("it is there").is_empty());
        assert!(store.settings(stage.guild.0).await.expect("it is there").is_empty());
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_may_not_moves_nothing_and_what_is_forged_is_refused() {
    for stage in gardens("").await {
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let other_admin = stage.staff("ada", Some(Role::Administrator)).await;
        let running = stage.run().await;
        let file = export_of(&json!([
            { "id": "greenhouse", "state": "used", "entry": greenhouse("At seven.") },
        ]));
        for who in [stage.moderator, editor] {
            let told = stage.import(who, stage.support, "x.json", &file).await;
            assert_holds(&text_of(&told), &["takes the role of administrator"]);
            let told = stage.used(who, stage.support, "export", &[]).await;
            assert_holds(&text_of(&told), &["takes the role of administrator"]);
        }
        let preview = stage.import(stage.owner, stage.support, "x.json", &file).await;
        let publish = component(&preview, "Publish");
        let number = publish.rsplit(':').next().expect("a number").to_owned();
        let other = stage.second_server();
        let elsewhere = stage.import(other.owner, other.channel, "x.json", &file).await;
        let elsewhere = component(&elsewhere, "Publish");
        let message = stage.ask("what are endorphins?").await;
        for (who, custom_id, expected) in [
            (editor, publish.clone(), "takes the role of administrator"),
            (stage.ana, publish.clone(), "takes the role of administrator"),
            (other_admin, publish.clone(), "Only whoever brought"),
            (other_admin, format!("m1:ca:{number}"), "Only whoever brought"),
            (stage.owner, format!("m1:ap:{number}"), "second person"),
            (stage.owner, elsewhere, "no such import"),
            (stage.owner, "m1:pu:99999".to_owned(), "no such import"),
            (stage.owner, "m1:pu:1' OR '1'='1".to_owned(), "earlier version"),
            // The buttons of entries do not put an import in force past its own check.
            (editor, format!("f1:pu:{number}"), "no such change"),
            (other_admin, format!("f1:ap:{number}"), "no such change"),
        ] {
            let told = stage.forges(who, &message, &custom_id).await;
            assert_holds(&told, &[expected]);
        }
        assert!(stage.nothing_of(stage.guild).await && stage.nothing_of(other.guild).await);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_somebody_changed_meanwhile_is_named_and_keeps_all_of_it_out() {
    for stage in stages("").await {
        let running = stage.run().await;
        let file = export_of(&json!([
            { "id": "greenhouse", "state": "used", "entry": greenhouse("At seven.") },
            { "id": "shed", "state": "used", "entry": shed("In the yard.") },
        ]));
        let preview = stage.import(stage.owner, stage.support, "x.json", &file).await;
        stage.publish(stage.guild, "shed", ChangeKind::Add, Some(shed("Elsewhere."))).await;
        let told = stage.decide(stage.owner, &preview, "Publish").await;
        assert_holds(&text_of(&told), &["Somebody else changed 1", "shed", "nothing was changed"]);
        let store = stage.store().await;
        assert_eq!(store.overlay(stage.guild.0).await.expect("it is there").len(), 1);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_sensitive_in_a_file_takes_a_second_person() {
    for stage in gardens("").await {
        let approver = stage.staff("amy", Some(Role::Approver)).await;
        let editor = stage.staff("eve", Some(Role::Editor)).await;
        let running = stage.run().await;
        let mut medical = greenhouse("At seven.");
        medical["topics"] = json!(["medical"]);
        let file = export_of(&json!([{ "id": "greenhouse", "state": "used", "entry": medical }]));
        let preview = stage.import(stage.owner, stage.support, "x.json", &file).await;
        assert_holds(&text_of(&preview), &["sensitive"]);
        let position = stage.sandbox.log().len();
        let told = stage.decide(stage.owner, &preview, "Publish").await;
        assert_holds(&text_of(&told), &["waits for an approver"]);
        let asked = stage.posted(position, stage.staff_room).await;
        assert_holds(&text_of(&asked), &["waits for an approver", "greenhouse"]);
        assert_eq!(asked["attachments"][0]["filename"], "preview.txt");
        let refused = stage.decide(editor, &asked, "Approve").await;
        assert_holds(&text_of(&refused), &["takes the role of approver"]);
        let refused = stage.decide(stage.owner, &asked, "Approve").await;
        assert_holds(&text_of(&refused), &["second person"]);
        assert!(stage.nothing_of(stage.guild).await);
        let done = stage.decide(approver, &asked, "Approve").await;
        assert_holds(&text_of(&done), &["is in force", "approved by"]);
        assert_holds(&text_of(&stage.ask(QUESTION).await), &["At seven."]);
        let history = stage.log_of(stage.guild, "greenhouse").await;
        let who = (history[0].actor, history[0].approved_by);
        assert_eq!(who, (Some(stage.owner.0), Some(approver.0)));
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_more_than_discord_takes_is_said_with_the_way_out() {
    const MEGABYTE: usize = 1024 * 1024;
    for stage in stages("").await {
        let administrator = stage.staff("ada", Some(Role::Administrator)).await;
        let running = stage.run().await;
        let large = |letter: &str, many: usize| Some(greenhouse(&letter.repeat(many)));
        for number in 0..7 {
            stage
                .publish(
                    stage.guild,
                    &format!("shed-{number}"),
                    ChangeKind::Add,
                    large("a", MEGABYTE),
                )
                .await;
        }
        let file = stage.export(administrator, stage.support).await;
        assert!(file.len() > 7 * MEGABYTE);
        // Once for what takes more bytes than letters, and once for what is not even read.
        let way = format!("signpost export --guild {} --out", stage.guild);
        for (id, letter, many) in [("shed-7", "é", 600_000), ("shed-8", "a", MEGABYTE)] {
            stage.publish(stage.guild, id, ChangeKind::Add, large(letter, many)).await;
            let refused = stage.used(administrator, stage.support, "export", &[]).await;
            assert_holds(&text_of(&refused), &["more than Discord takes", "8 MB", &way]);
            assert_eq!(refused["attachments"].as_array().map_or(0, Vec::len), 0);
        }
        // Figures of as many entries as fit in no table.
        let store = stage.store().await;
        for question in 1..=90 {
            let entries = (0..1_000).map(|entry| format!("{question:0>50}-{entry:0>49}")).collect();
            let exchange = Exchange {
                question,
                channel: stage.support.0,
                server: Some(stage.guild.0),
                asker: None,
                reply: question + 1_000,
                entries,
                outcome: "answer".to_owned(),
                category: None,
                edited_at: 0,
                response_ms: None,
                by_command: false,
            };
            store.record(&exchange, app::now_milliseconds()).await.expect("it is there");
        }
        let refused = stage.used(administrator, stage.support, "stats export", &[]).await;
        assert_holds(&text_of(&refused), &["more than Discord takes", "8 MB", "Fewer days"]);
        assert_eq!(refused["attachments"].as_array().map_or(0, Vec::len), 0);
        running.stop().await.expect("it stops");
        stage.assert_bodies();
    }
}
