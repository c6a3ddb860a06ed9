//! The bot by hand, without Discord: `cargo run --release --example sandbox`.
//!
//! Starts the stand-in of Discord with a small server, prints the environment with which
//! `signpost run` connects to it, and is then a little client in the terminal. Given a program and
//! its arguments, it runs that with this environment:
//!
//! ```sh
//! cargo run --release --example sandbox -- target/release/signpost run 2>bot.log
//! ```
//!
//! It reads a pipe as well, and then lets the bot finish after every line.
//!
//! **Invariant:** nothing leaves the machine: the stand-in listens on loopback alone.

mod act;
mod files;
mod form;
mod options;
mod show;
mod town;

use std::io::{BufRead as _, IsTerminal as _, Write as _, stdin, stdout};
use std::process::{Child, Command, ExitCode, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail};
use signpost::sandbox::Logged;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use act::{Actor, HELP};
use show::Screen;
use town::Town;

/// The bot has finished when it has done nothing for so long: a card of a crisis waits up to a
/// second for the alert.
const QUIET: Duration = Duration::from_millis(1_200);

/// How long somebody may think before the next line. Long, as waiting costs nothing.
const PATIENCE: Duration = Duration::from_secs(86_400);

/// The program that was started, if one was. It ends with this one.
struct Bot(Option<Child>);

impl Bot {
    /// Waits until a bot has logged in, wherever it was started.
    async fn wait_for_login(&mut self, town: &Town) -> anyhow::Result<()> {
        let logged_in = |entry: &Logged| match entry {
            Logged::Sent { name: Some(name), .. } => (&**name == "GUILD_CREATE").then_some(()),
            _ => None,
        };
        while town.sandbox.log().wait_for(QUIET, logged_in).await.is_err() {
            if let Some(child) = &mut self.0
                && let Some(status) = child.try_wait()?
            {
                bail!("the bot has ended before it logged in: {status}");
            }
        }
        Ok(())
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        if let Some(child) = &mut self.0 {
            // It may have ended by itself.
            child.kill().ok();
            child.wait().ok();
        }
    }
}

/// What `--help` prints before what can be typed.
const USAGE: &str = "\
A stand-in of Discord on this machine, with a small server in which the bot can be tried by hand.

  sandbox                        prints the variables with which `signpost run` connects to it
  sandbox PROGRAM ARGUMENTS…     starts the bot with them: sandbox target/release/signpost run

What can be typed then, or piped in, a line each:
";

#[tokio::main]
async fn main() -> ExitCode {
    let first = std::env::args_os().nth(1);
    if first.is_some_and(|it| it == "--help" || it == "-h" || it == "help") {
        println!("{USAGE}\n{HELP}");
        return ExitCode::SUCCESS;
    }
    match try_out().await {
        Ok(()) => ExitCode::SUCCESS,
        // Without the stack that the debug form of an error may hold.
        Err(problem) => {
            eprintln!("error: {problem:#}");
            ExitCode::from(2)
        }
    }
}

async fn try_out() -> anyhow::Result<()> {
    let mut town = Town::start().await?;
    let mut bot = start_bot(&town)?;
    if bot.0.is_none() {
        println!("Start the bot in another terminal with:\n");
        for (name, value) in town.environment() {
            println!("export {name}={value}");
        }
        println!("cargo run --release -- run\n");
    }
    let piped = !stdin().is_terminal();
    println!("{HELP}\n");
    let mut screen = Screen::default();
    let mut actor = Actor { name: "ana", place: town.places["support"] };
    let mut lines = read_lines();
    let mut seen = 0;
    let mut stale = true;
    if piped {
        bot.wait_for_login(&town).await?;
    }
    loop {
        let prompt = format!("{}@{}> ", actor.name, town.place_name(actor.place));
        // Most of what happens shows nothing, and leaves what is being typed alone.
        if !piped && stale {
            print!("{prompt}");
            stdout().flush()?;
        }
        let patience = if piped { QUIET } else { PATIENCE };
        let happened = town.sandbox.log().wait_after(seen, patience, |entry| Some(entry.clone()));
        let next = if piped {
            match happened.await {
                Ok(entry) => Next::Happened(entry),
                // All is quiet: the next line is due, and may take its time.
                Err(_) => tokio::select! {
                    biased;
                    line = lines.recv() => Next::Typed(line),
                    Ok(entry) = town.sandbox.log().wait_after(seen, PATIENCE, |entry| {
                        Some(entry.clone())
                    }) => Next::Happened(entry),
                },
            }
        } else {
            tokio::select! {
                Ok(entry) = happened => Next::Happened(entry),
                line = lines.recv() => Next::Typed(line),
                _ = tokio::signal::ctrl_c() => return Ok(()),
            }
        };
        match next {
            Next::Happened(entry) => {
                seen += 1;
                let shown = screen.show(&mut town, &entry);
                stale = !shown.is_empty();
                if !piped && stale {
                    print!("\r{:1$}\r", "", prompt.len());
                }
                for line in shown {
                    println!("{line}");
                }
            }
            Next::Typed(None) => return Ok(()),
            Next::Typed(Some(line)) if line == "/quit" => return Ok(()),
            Next::Typed(Some(line)) if line.is_empty() => stale = true,
            Next::Typed(Some(line)) => {
                stale = true;
                if piped {
                    println!("\n{prompt}{line}");
                }
                match actor.act(&mut town, &mut screen, &line) {
                    Ok(said) => said.iter().for_each(|line| println!("{line}")),
                    Err(problem) => println!("!! {problem}"),
                }
            }
        }
    }
}

/// What comes first.
enum Next {
    Happened(Logged),
    /// A line, or the end of all lines.
    Typed(Option<String>),
}

/// Starts the program that the arguments name, if they do.
fn start_bot(town: &Town) -> anyhow::Result<Bot> {
    let mut arguments = std::env::args_os().skip(1);
    let Some(program) = arguments.next() else { return Ok(Bot(None)) };
    if program.to_string_lossy().starts_with('-') {
        bail!(
            "there are no options but --help; what may follow is the bot's program and its \
             arguments, as in `-- target/release/signpost run`"
        );
    }
    let child = Command::new(&program)
        .args(arguments)
        .envs(town.environment())
        // What is typed is for this program alone.
        .stdin(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start {}", program.display()))?;
    Ok(Bot(Some(child)))
}

/// What is typed, line by line, until its end.
fn read_lines() -> UnboundedReceiver<String> {
    let (sender, lines) = unbounded_channel();
    // A thread of its own: reading cannot be given up, and must not hold up the end.
    std::thread::spawn(move || {
        for line in stdin().lock().lines().map_while(Result::ok) {
            if sender.send(line.trim().to_owned()).is_err() {
                return;
            }
        }
    });
    lines
}
