//! The program itself: `signpost run` and `signpost doctor` as a process.

use std::process::Stdio;

use serde_json::{Value, json};
use signpost::moderation::Role;
use signpost::sandbox::world::{ChannelKind, permissions};
use tokio::process::{Child, Command};

use crate::moderating::{assert_holds, stages};
use crate::stage::{DEADLINE, Stage, TOKEN};

impl Stage {
    /// The program with the settings of the stage in its environment.
    pub(crate) fn program(&self, arguments: &[&str]) -> Command {
        let settings = self.folder().join("signpost.toml");
        std::fs::write(&settings, self.settings()).expect("the folder can be written to");
        let mut command = Command::new(env!("CARGO_BIN_EXE_signpost"));
        command
            .args(arguments)
            .arg("--config")
            .arg(settings)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("DISCORD_TOKEN", TOKEN)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        command
    }
}

/// Waits for a process, and gives its exit code and all that it printed.
async fn ended(child: Child) -> (Option<i32>, String) {
    let output = tokio::time::timeout(DEADLINE, child.wait_with_output())
        .await
        .expect("the process ends in time")
        .expect("it can be waited for");
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&text).into_owned())
}

#[cfg(unix)]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_runs_until_it_is_told_to_stop_and_never_shows_the_token() {
    let stage = Stage::new("").await;
    for format in ["text", "json"] {
        let position = stage.sandbox.log().len();
        let mut command = stage.program(&["run", "--log-format", format]);
        let child = command.env("RUST_LOG", "trace").spawn().expect("it starts");
        stage.connected_after(position).await;
        let pid = child.id().expect("it runs").to_string();
        let asked = Command::new("kill").args(["-TERM", &pid]).status().await;
        assert!(asked.is_ok_and(|status| status.success()), "the signal is sent");
        let (code, printed) = ended(child).await;
        assert_eq!(code, Some(0), "{printed}");
        assert!(printed.contains("stopped"), "{printed}");
        assert!(!printed.contains(TOKEN), "the token is in the log");
        assert!(printed.contains("connecting") || printed.len() > 2_000, "all was logged");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_stops_it_is_said_with_the_way_out() {
    let stage = Stage::with("message_content = \"required\"", |world, bot| {
        world.deny_message_content(bot);
    })
    .await;
    // The token, and what is printed.
    let cases: [(&str, &[&str]); 4] = [
        ("", &["DISCORD_TOKEN is not set", "https://discord.com/developers"]),
        ("nobody-knows-this", &["does not accept the token", "Reset Token"]),
        ("with\u{7f}control", &["copy it again"]),
        (TOKEN, &["Message Content Intent", "if_enabled"]),
    ];
    for (token, expected) in cases {
        let child = stage.program(&["run"]).env("DISCORD_TOKEN", token).spawn().expect("it starts");
        let (code, printed) = ended(child).await;
        assert_eq!(code, Some(2), "{printed}");
        for part in expected {
            assert!(printed.contains(part), "no `{part}` in: {printed}");
        }
        assert!(token.is_empty() || !printed.contains(token), "the token is shown: {printed}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_cannot_be_used_is_named() {
    let stage = Stage::new("").await;
    for (url, expected) in [
        ("sqlite:///no/such/folder/signpost.db", "check that the folder exists"),
        ("postgres://user:secret@127.0.0.1/d?sslmode=nonsense", "encryption in database.url"),
    ] {
        let mut command = stage.program(&["run"]);
        let child = command.env("SIGNPOST_DATABASE_URL", url).spawn().expect("it starts");
        let (code, printed) = ended(child).await;
        assert_eq!(code, Some(2), "{printed}");
        assert!(printed.contains(expected), "{printed}");
        assert!(!printed.contains("secret"), "{printed}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_doctor_finds_what_is_in_the_way() {
    let well = Stage::new("").await;
    let (code, printed) = ended(well.program(&["doctor"]).spawn().expect("it starts")).await;
    assert_eq!(code, Some(0), "{printed}");
    for part in ["the token is that of signpost", "The garden: I can answer everywhere", "commands"]
    {
        assert!(printed.contains(part), "no `{part}` in: {printed}");
    }
    assert!(!printed.contains(TOKEN), "{printed}");

    let ill = Stage::with("staff_roles = [\"4242\"]", |world, bot| {
        world.deny_message_content(bot);
        let owner = world.add_user("otto");
        let guild = world.add_guild("The shed", owner);
        world.add_member(guild, bot, &[]);
        let silent = world.add_channel(guild, ChannelKind::Text, "silent", None);
        world.set_overwrite(silent, guild, 0, permissions::SEND_MESSAGES);
        let plain = world.add_channel(guild, ChannelKind::Text, "plain", None);
        world.set_overwrite(plain, bot, 0, permissions::EMBED_LINKS);
        let threads = world.add_channel(guild, ChannelKind::Text, "threads", None);
        world.set_overwrite(threads, bot, 0, permissions::SEND_MESSAGES_IN_THREADS);
    })
    .await;
    let (code, printed) = ended(ill.program(&["doctor"]).spawn().expect("it starts")).await;
    assert_eq!(code, Some(1), "{printed}");
    for part in [
        "I will not answer in #silent: I may not send messages",
        "I answer in plain text in #plain",
        "I will not answer in threads of #threads: I may not send in threads",
        "The shed: nobody is told of a crisis",
        "Message Content Intent",
        "the settings name 4242",
    ] {
        assert!(printed.contains(part), "no `{part}` in: {printed}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_doctor_looks_at_what_servers_set() {
    for stage in stages("").await {
        let thread = stage.sandbox.act(|world| {
            let deny = |world: &mut signpost::sandbox::world::World, channel, denied| {
                world.set_overwrite(channel, stage.bot, 0, denied);
            };
            deny(world, stage.support, permissions::VIEW_CHANNEL);
            deny(world, stage.quiet, permissions::SEND_MESSAGES);
            let thread = world.start_thread(stage.ana, stage.open, "an old one", None);
            world.archive(thread, true, false);
            thread
        });
        let store = stage.store().await;
        let guild = stage.guild.0;
        let sets: [(u64, &str, Value); 8] = [
            (stage.support.0, "mode", json!("auto")),
            (thread.0, "mode", json!("auto")),
            (777, "mode", json!("off")),
            (guild, "alert_channel", json!("778")),
            (guild, "audit_channel", json!(stage.quiet.to_string())),
            (guild, "staff_roles", json!(["779", stage.staff.to_string()])),
            (guild, "style.tone", json!(1)),
            (guild, "region", json!("GB")),
        ];
        for (scope, key, value) in sets {
            store.set(guild, scope, key, Some(&value), 1, 1).await.expect("it is there");
        }
        store.grant(guild, 780, Some(Role::Editor), 1, 1).await.expect("it is there");
        let last = store.last_change().await.expect("it is there");
        let (code, printed) = ended(stage.program(&["doctor"]).spawn().expect("it starts")).await;
        assert_eq!(code, Some(1), "{printed}");
        assert_holds(
            &printed,
            &[
                "mend  The garden: I will not answer in #support: I may not view it",
                "mend  The garden: `alert_channel` is the channel 778, which I do not find here",
                "/settings set alert_channel",
                "nobody is told of changes: I may not send messages in #quiet",
                "`staff_roles` names the role 779, which is not there any more",
                "`style.tone` means nothing to me",
                "note  The garden: `mode` is off for the channel 777, which is not there any more",
                "note  The garden: the role 780 may run me as editor, and is not there any more",
                "what servers set with /settings can be read",
            ],
        );
        assert!(!printed.contains(&thread.to_string()), "it is there, put away: {printed}");
        assert!(!printed.contains(&format!("role {}", stage.staff)), "it is there: {printed}");
        assert_eq!(store.last_change().await.expect("it is there"), last, "nothing is changed");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_the_doctor_cannot_read_is_named_and_the_rest_is_examined() {
    let stage = Stage::new("").await;
    let examined = async |url: Option<&str>| {
        let mut command = stage.program(&["doctor"]);
        if let Some(url) = url {
            command.env("SIGNPOST_DATABASE_URL", url);
        }
        let (code, printed) = ended(command.spawn().expect("it starts")).await;
        assert_holds(&printed, &["The garden: I can answer everywhere"]);
        assert!(!printed.contains("secret"), "{printed}");
        (code, printed)
    };
    let file = stage.folder().join("signpost.db");
    let (code, printed) = examined(None).await;
    assert_eq!(code, Some(0), "{printed}");
    assert_holds(
        &printed,
        &["note  there is no database at", "signpost.db yet", "check database.url"],
    );
    assert!(!file.exists(), "it only looks");
    std::fs::write(&file, "something else entirely".repeat(100)).expect("it can be written");
    let (code, printed) = examined(None).await;
    assert_eq!(code, Some(1), "{printed}");
    assert_holds(&printed, &["mend  what servers set with /settings is not looked at"]);
    assert_holds(&printed, &["file is not a database", "the bot's own file"]);
    let away = "postgres://user:secret@127.0.0.1:1/signpost";
    let (code, printed) = examined(Some(away)).await;
    assert_eq!(code, Some(1), "{printed}");
    assert_holds(&printed, &["is not looked at", "does not answer", "database.url is right"]);
}
