//! Two processes of the bot on one `PostgreSQL`: how long a change that is made through one takes until
//! the other answers by it, also after the connection over which it is told of changes was cut.
//!
//! `cargo build --release && cargo run --release --example measure_processes` (fewer: `-- 10`). It
//! starts a private `PostgreSQL`, as the tests do, and two stand-ins of Discord with the same server, so
//! that it is known which process hears what; it prints a table.

#[path = "../tests/support/postgres.rs"]
#[expect(dead_code, reason = "the tests stop and start it, and share it")]
mod postgres;

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use serde_json::{Value, json};
use signpost::app;
use signpost::discord::commands::Name;
use signpost::sandbox::world::{ChannelKind, Id, Moment, World};
use signpost::sandbox::{Logged, Sandbox};
use signpost::store::{ChangeKind, Draft, Store};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tokio::process::{Child, Command};

use postgres::Server;

/// How long anything may take.
const DEADLINE: Duration = Duration::from_secs(60);

const TOKEN: &str = "a-token-for-measuring";

/// What is asked to see whether the bot is paused.
const PLAIN: &str = "what are endorphins?";

/// Of each of these the server has an entry, which is taken out.
const NOUNS: &str = "anvil apron barrel basket bench bicycle blanket bridge broom bucket candle canoe \
    carpet chimney clock compass curtain drum fence ferry fountain gate greenhouse hammer harbour \
    hedge kettle ladder lantern library mailbox mill mirror orchard oven piano pond pulpit pump shed \
    sledge stable statue tent tower tractor tunnel wagon well windmill";

fn nouns() -> impl Iterator<Item = &'static str> {
    NOUNS.split_whitespace()
}

/// The connections over which processes wait to be told of changes.
const LISTENING: &str = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() \
                         AND query ILIKE 'listen%signpost_changed%'";

/// A stand-in with a server, and a process of the bot in it.
struct Side {
    sandbox: Sandbox,
    guild: Id,
    channel: Id,
    owner: Id,
    process: Child,
}

impl Side {
    async fn start(now: u64, worker: u8, database: &str, program: &Path) -> anyhow::Result<Self> {
        let mut world = World::new(Moment(now));
        let bot = world.add_bot("signpost", TOKEN);
        let owner = world.add_user("olga");
        let guild = world.add_guild("The garden", owner);
        world.add_member(guild, bot, &[]);
        let channel = world.add_channel(guild, ChannelKind::Text, "support", None);
        // The same server and channel on both sides, and no command with the number of another.
        world.set_worker(worker);
        let sandbox = Sandbox::start(world).await?;
        let process = Command::new(program)
            .arg("run")
            .env("DISCORD_TOKEN", TOKEN)
            .env("SIGNPOST_DISCORD_API_BASE", sandbox.api_base())
            .env("SIGNPOST_DISCORD_GATEWAY_URL", sandbox.gateway_url())
            .env("SIGNPOST_DATABASE_URL", database)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let log = sandbox.log();
        let registered = log.wait_for(DEADLINE, |entry| match entry {
            Logged::Request { method, path, .. } => {
                let is_one = &**method == "POST" && path.ends_with("/commands");
                let all = || sandbox.act(|world| world.commands(bot).len()) >= Name::ALL.len();
                (is_one && all()).then_some(())
            }
            _ => None,
        });
        registered.await?;
        // What is typed before there is a session reaches nobody.
        let connected = log.wait_for(DEADLINE, |entry| match entry {
            Logged::Sent { name: Some(name), .. } => (&**name == "GUILD_CREATE").then_some(()),
            _ => None,
        });
        connected.await?;
        Ok(Side { sandbox, guild, channel, owner, process })
    }

    /// Uses a command, and gives what the bot says.
    async fn says(&self, name: &str, given: &[(&str, Value)]) -> anyhow::Result<String> {
        let position = self.sandbox.log().len();
        let typed = |world: &mut World| world.type_command(self.owner, self.channel, name, given);
        let used = self.sandbox.act(typed).map_err(anyhow::Error::msg)?;
        let callback = format!("/{used}/");
        let is_answer = |entry: &Logged| match entry {
            Logged::Request { method, path, body: Some(body), .. } => {
                let is_put_off = || body["type"] == 5;
                let is_it = match &**method {
                    "POST" => path.contains(&callback) && !is_put_off(),
                    "PATCH" => path.ends_with("/messages/@original"),
                    _ => false,
                };
                is_it.then(|| body.to_string())
            }
            _ => None,
        };
        Ok(self.sandbox.log().wait_after(position, DEADLINE, is_answer).await?)
    }
}

/// A change that is made through one process until the other answers by it.
struct Pair {
    here: Side,
    there: Side,
    operator: PgConnection,
    /// Whether the connections over which processes are told of changes are cut before each.
    is_cut: bool,
}

impl Pair {
    /// Two processes on a database of their own, in which the server has entries.
    async fn start(server: &Server, program: &Path, is_cut: bool) -> anyhow::Result<Self> {
        let database = server.database().await;
        let now = app::now_milliseconds();
        let here = Side::start(now, 0, &database, program).await?;
        let store = Store::open(&database, &database).await?;
        for noun in nouns() {
            let after = json!({ "question": question(noun), "phrasings": [format!("way to the {noun}")],
                                "answer": answer(noun) });
            let draft = Draft {
                server: here.guild.0,
                entry: Some(noun.to_owned()),
                kind: ChangeKind::Add,
                actor: 1,
                before: None,
                after: Some(after),
            };
            let _ = store.publish(&draft, 0, now).await?;
        }
        store.close().await;
        let there = Side::start(now, 1, &database, program).await?;
        ensure!(here.guild == there.guild, "the stand-ins are made the same way");
        let operator = PgConnection::connect(&database).await?;
        Ok(Pair { here, there, operator, is_cut })
    }

    /// How long it takes from a command until what is asked of the other process says so.
    async fn takes(
        &mut self,
        (name, given): (&str, &[(&str, Value)]),
        asked: &str,
        is_so: impl Fn(&str) -> bool,
    ) -> anyhow::Result<Duration> {
        let question = [("question", json!(asked))];
        ensure!(!is_so(&self.there.says("ask", &question).await?), "/{name}: it is so before");
        self.until_both_listen().await?;
        if self.is_cut {
            let cut = format!("{LISTENING} AND pg_terminate_backend(pid)");
            sqlx::raw_sql(AssertSqlSafe(cut)).execute(&mut self.operator).await?;
        }
        let start = Instant::now();
        let found = async {
            while !is_so(&self.there.says("ask", &question).await?) {
                ensure!(start.elapsed() < DEADLINE, "/{name} never holds in the other process");
            }
            Ok(start.elapsed())
        };
        let (done, took) = tokio::join!(self.here.says(name, given), found);
        done?;
        took
    }

    async fn until_both_listen(&mut self) -> anyhow::Result<()> {
        let start = Instant::now();
        loop {
            let found: Vec<i32> =
                sqlx::query_scalar(LISTENING).fetch_all(&mut self.operator).await?;
            if found.len() == 2 {
                return Ok(());
            }
            ensure!(start.elapsed() < DEADLINE, "{} of 2 listen", found.len());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn stop(mut self) -> anyhow::Result<()> {
        self.operator.close().await?;
        self.here.process.kill().await?;
        Ok(self.there.process.kill().await?)
    }
}

/// The program that was built beside this example.
fn program() -> anyhow::Result<PathBuf> {
    let own = std::env::current_exe()?;
    let folder = own.parent().and_then(Path::parent).context("examples have a folder")?;
    let program = folder.join(format!("signpost{}", std::env::consts::EXE_SUFFIX));
    ensure!(program.exists(), "there is no {}: build it first", program.display());
    Ok(program)
}

fn question(noun: &str) -> String {
    format!("Where is the {noun}?")
}

fn answer(noun: &str) -> String {
    format!("Behind the house, and the {noun} has a sign.")
}

fn row(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let milliseconds = |time: Option<&Duration>| time.map_or(0, Duration::as_millis);
    let (median, worst) = (times.get(times.len() / 2), times.last());
    println!("| {what} | {} ms | {} ms |", milliseconds(median), milliseconds(worst));
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let most = std::env::args().nth(1).map_or(Ok(usize::MAX), |text| text.parse());
    let most = most.context("name how many changes of each kind to make")?.min(nouns().count());
    let program = program()?;
    let server = Server::start().map_err(anyhow::Error::msg)?;
    println!(
        "| {most} of each, from the command until the other process answers by it | median | worst |"
    );
    println!("|---|---|---|");
    for is_cut in [false, true] {
        let cut = if is_cut { ", the connection cut just before" } else { "" };
        let mut pair = Pair::start(&server, &program, is_cut).await?;
        let mut times = Vec::new();
        for place in 0..most {
            let is_paused = |says: &str| says.contains("have paused me");
            let took = if place % 2 == 0 {
                pair.takes(("pause", &[]), PLAIN, is_paused).await?
            } else {
                pair.takes(("resume", &[]), PLAIN, |says| !is_paused(says)).await?
            };
            times.push(took);
        }
        pair.here.says("resume", &[]).await?;
        row(&format!("the bot is paused, or goes on{cut}"), times);
        let mut times = Vec::new();
        for noun in nouns().take(most) {
            let given = [("entry", json!(noun))];
            let (asked, said) = (question(noun), answer(noun));
            let is_gone = |says: &str| !says.contains(&said);
            times.push(pair.takes(("faq quarantine", &given), &asked, is_gone).await?);
        }
        row(&format!("an entry is taken out{cut}"), times);
        pair.stop().await?;
    }
    Ok(())
}
