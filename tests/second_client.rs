//! A client library that shares no code with ours works with the sandbox: discord.py logs in, is
//! told of messages, sends an embed with a button, and answers a press.
//!
//! **Invariant:** Python is found, and the library installed, by the test itself, in a folder
//! under `target/`. Where that cannot be, the test says so and passes; in CI it fails.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use signpost::app;
use signpost::sandbox::world::{ChannelKind, Id, Moment, World};
use signpost::sandbox::{Fault, Logged, Sandbox};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::time::timeout;

/// How long anything may take: starting Python on a busy machine takes seconds.
const DEADLINE: Duration = Duration::from_secs(60);

const TOKEN: &str = "discord-py";

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/discord_py")
}

/// Runs a program to its end. What it has to say is part of the error.
fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = [output.stdout, output.stderr].concat();
    Err(format!("{command:?}: {}\n{}", output.status, String::from_utf8_lossy(&said)))
}

/// A Python that has the library. Made once, and again when the requirements change.
fn python() -> Result<PathBuf, String> {
    let requirements = folder().join("requirements.txt");
    let wanted = std::fs::read_to_string(&requirements).map_err(|error| error.to_string())?;
    let environment = Path::new(env!("CARGO_TARGET_TMPDIR")).join("discord_py");
    let inside = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
    let python = environment.join(inside);
    // Written last, so that a half-made environment is made anew.
    let installed = environment.join("installed.txt");
    if std::fs::read_to_string(&installed).is_ok_and(|known| known == wanted)
        && run(Command::new(&python).args(["-c", "import discord"])).is_ok()
    {
        return Ok(python);
    }
    let system = if cfg!(windows) { "python" } else { "python3" };
    run(Command::new(system).args(["-m", "venv", "--clear"]).arg(&environment))?;
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--retries", "2"];
    run(Command::new(&python).args(pip).arg("--requirement").arg(requirements))?;
    std::fs::write(installed, wanted).map_err(|error| error.to_string())?;
    Ok(python)
}

/// A client that runs. It is killed when the test fails.
struct Client {
    process: Child,
    lines: UnboundedReceiver<Value>,
}

impl Client {
    fn start(python: &Path, sandbox: &Sandbox) -> Client {
        let mut process = Command::new(python)
            .arg(folder().join("client.py"))
            .args([&sandbox.api_base(), &sandbox.gateway_url(), TOKEN])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the Python that was just tried starts");
        let output = BufReader::new(process.stdout.take().expect("its output is piped"));
        let (sender, lines) = unbounded_channel();
        std::thread::spawn(move || {
            for line in output.lines().map_while(Result::ok) {
                let line = serde_json::from_str(&line).unwrap_or(json!({ "no JSON": line }));
                if sender.send(line).is_err() {
                    return;
                }
            }
        });
        Client { process, lines }
    }

    /// The next line whose event is this one. What comes before it, but trouble, is passed over.
    async fn next(&mut self, event: &str) -> Value {
        loop {
            let line = timeout(DEADLINE, self.lines.recv()).await;
            let line = line.unwrap_or_else(|_| panic!("no `{event}` in time"));
            let line = line.unwrap_or_else(|| panic!("the client ended before `{event}`"));
            assert!(line["event"].is_string() && line["event"] != "error", "{line}");
            if line["event"] == event {
                return line;
            }
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        // It may have ended by itself, which is what it should.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

fn id_at(line: &Value, key: &str) -> Id {
    Id::from_json(&line[key]).unwrap_or_else(|| panic!("no id `{key}` in {line}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn discord_py_logs_in_hears_sends_and_answers() {
    let python = match python() {
        Ok(python) => python,
        Err(problem) => {
            assert!(std::env::var_os("CI").is_none(), "discord.py cannot be had: {problem}");
            // Not by `eprintln`, which is shown of failing tests alone.
            let why = "this needs Python 3 with venv, and discord.py from an index";
            writeln!(std::io::stderr(), "SKIPPED: {why}: {problem}").ok();
            return;
        }
    };
    let mut world = World::new(Moment(app::now_milliseconds()));
    let bot = world.add_bot("other", TOKEN);
    let owner = world.add_user("olga");
    let guild = world.add_guild("The garden", owner);
    let ana = world.add_user("ana");
    world.add_member(guild, ana, &[]);
    world.add_member(guild, bot, &[]);
    let channel = world.add_channel(guild, ChannelKind::Text, "general", None);
    world.add_channel(guild, ChannelKind::Forum, "questions", None);
    let thread = world.start_thread(ana, channel, "A thread", None);
    let sandbox = Sandbox::start(world).await.expect("a free port");
    let mut client = Client::start(&python, &sandbox);

    let ready = client.next("ready").await;
    assert_eq!(ready["bot"], bot.to_string());
    assert_eq!(ready["guilds"], json!([guild.to_string()]));

    let direct = sandbox.act(|world| world.open_direct(ana, bot));
    for place in [channel, thread, direct] {
        let asked = sandbox.act(|world| world.say(ana, place, "!embed"));
        let heard = client.next("message").await;
        assert_eq!(heard["id"], asked.to_string());
        assert_eq!(heard["author"], ana.to_string());
        let sent = client.next("sent").await;
        assert_eq!(sent["to"], asked.to_string());
        press(&sandbox, &mut client, ana, place, id_at(&sent, "id")).await;
    }

    // It goes on where it was after a connection that broke.
    let position = sandbox.log().len();
    sandbox.fault(Fault::Reconnect);
    let resumed = |entry: &Logged| match entry {
        Logged::Sent { name: Some(name), .. } => (&**name == "RESUMED").then_some(()),
        _ => None,
    };
    sandbox.log().wait_after(position, DEADLINE, resumed).await.expect("it resumes");

    sandbox.act(|world| world.say(ana, channel, "!stop"));
    client.next("stopped").await;
    let ended = client.process.wait().expect("it can be waited for");
    assert!(ended.success(), "{ended}");
    let bad = sandbox.log().bad_bodies();
    assert!(bad.is_empty(), "what discord.py sends is right: {bad:?}");
}

/// The answer holds what was sent, and its press reaches the client, and is answered in private.
async fn press(sandbox: &Sandbox, client: &mut Client, who: Id, place: Id, answer: Id) {
    let message = sandbox.act(|world| world.message(answer).cloned()).expect("it was posted");
    assert_eq!(message["embeds"][0]["title"], "Hello");
    assert_eq!(message["embeds"][0]["fields"][0]["value"], place.to_string());
    let button = &message["components"][0]["components"][0];
    let pressed = sandbox.act(|world| world.press(who, answer, "sandbox-button"));
    let pressed = pressed.unwrap_or_else(|problem| panic!("{button}: {problem}"));
    let line = client.next("pressed").await;
    assert_eq!(line["interaction"], pressed.to_string());
    assert_eq!(line["user"], who.to_string());
    assert_eq!(line["message"], answer.to_string());
    assert_eq!(client.next("answered").await["interaction"], pressed.to_string());
    let response = sandbox.act(|world| {
        let original = world.interaction(pressed).and_then(|record| record.original);
        world.message(original.expect("the response is a message")).cloned()
    });
    let response = response.expect("it is there");
    assert_eq!(response["content"], "Only you see this.");
    assert_eq!(response["flags"].as_u64().unwrap_or_default() & 64, 64, "only they see it");
}
