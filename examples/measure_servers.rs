//! A thousand servers with five hundred entries of their own each: how long the bot takes to start,
//! how much memory it holds, and how long one question takes.
//!
//! `cargo run --release --example measure_servers` (fewer: `-- 100 500`). What is measured is the store
//! and the library of engines, without Discord; it prints a table.

use std::num::NonZeroU64;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use serde_json::json;
use serenity::model::id::GuildId;
use signpost::app;
use signpost::discord::library::{KEPT, Library};
use signpost::engine::Engine;
use signpost::engine::helplines::{Helplines, Region};
use signpost::store::{Batch, Carried, ChangeKind, Draft, EntrySteps, Publication, Step, Store};

/// How many servers ask in turn: many times as many as engines are kept.
const ROUND: u64 = 200;

/// Words of which questions are made, so that entries of one server differ.
const THINGS: [&str; 10] = [
    "greenhouse",
    "shed",
    "library",
    "workshop",
    "kitchen",
    "garden",
    "office",
    "archive",
    "studio",
    "harbour",
];
const ASKED: [&str; 10] =
    ["open", "close", "cost", "move", "need", "offer", "allow", "store", "repair", "teach"];

fn question(server: u64, entry: usize) -> String {
    let (thing, asked) = (THINGS[entry % 10], ASKED[entry / 10 % 10]);
    format!("What does the {thing} {asked} in room {} of house {server}?", entry / 100)
}

async fn fill(store: &Store, server: u64, entries: usize) -> anyhow::Result<()> {
    let kind = ChangeKind::Import;
    let draft = Draft { server, entry: None, kind, actor: 1, before: None, after: None };
    let Publication::Done(proposal) = store.propose(&draft, 0, 1).await? else {
        anyhow::bail!("a proposal is in the way");
    };
    let entries = (0..entries).map(|entry| {
        let asked = question(server, entry);
        let after = json!({
            "question": asked,
            "phrasings": [format!("tell me about number {entry}"), format!("{asked} please")],
            "answer": format!("What the moderators of server {server} wrote about {entry}. ").repeat(5),
        });
        let step = Step { kind: ChangeKind::Add, before: None, after: Some(after) };
        EntrySteps { entry: format!("entry-{entry}"), base: 0, steps: vec![step] }
    });
    let batch = Batch { entries: entries.collect(), ..Batch::default() };
    let carried = store.carry_out(server, proposal.id, &batch, 1, 1).await?;
    anyhow::ensure!(matches!(carried, Carried::Done(_)), "{carried:?}");
    Ok(())
}

/// The resident memory of this process, in mebibytes, where the system tells.
fn resident() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()? / 1024.0)
}

fn row(what: &str, value: &str) {
    println!("| {what} | {value} |");
}

fn row_memory(what: &str) {
    row(what, &resident().map_or_else(|| "not told".to_owned(), |mib| format!("{mib:.0} MiB")));
}

fn middle(mut times: Vec<Duration>) -> String {
    times.sort_unstable();
    let at = |share: f64| {
        #[expect(
            clippy::cast_sign_loss,
            clippy::cast_possible_truncation,
            reason = "a place in a list"
        )]
        let place = ((times.len() - 1) as f64 * share) as usize;
        times.get(place).copied().unwrap_or_default()
    };
    format!("{:.2?}, 95 of 100 within {:.2?}", at(0.5), at(0.95))
}

/// Writes the servers. In a process of its own, so that it leaves nothing in the memory that is measured.
async fn write(url: &str, servers: u64, entries: usize) -> anyhow::Result<()> {
    let store = Store::open(url, url).await?;
    let start = Instant::now();
    for server in 1..=servers {
        fill(&store, server, entries).await?;
    }
    let took = start.elapsed();
    eprintln!("{servers} servers with {entries} entries each were written in {took:.1?}");
    store.close().await;
    Ok(())
}

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |place: usize, usual: u64| {
        arguments.get(place).map_or(Ok(usual), |text| text.parse()).context("name two numbers")
    };
    let (servers, entries) = (number(0, 1_000)?, usize::try_from(number(1, 500)?)?);
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    if let Some(url) = arguments.get(2) {
        return runtime.block_on(write(url, servers, entries));
    }
    let folder = tempfile::tempdir()?;
    let url = format!("sqlite://{}", folder.path().join("measure.db").display());
    let written = std::process::Command::new(std::env::current_exe()?)
        .args([servers.to_string(), entries.to_string(), url.clone()])
        .status()?;
    anyhow::ensure!(written.success(), "the servers could not be written");
    runtime.block_on(measure(&url, servers, entries))
}

async fn measure(url: &str, servers: u64, entries: usize) -> anyhow::Result<()> {
    println!("| {servers} servers, {entries} entries each | |\n|---|---|");
    row_memory("memory before");
    let start = Instant::now();
    let (knowledge, _) = app::load_knowledge(&["knowledge/kratom".into()])?;
    let library = Library::new(Engine::new(
        knowledge,
        Helplines::built_in(),
        Region::Us,
        signpost::config::defaults::FLOORS,
    ));
    let store = Store::open(url, url).await?;
    let last = store.last_change().await?;
    library.know(store.changed_servers().await?, &store.replaced_entries().await?);
    row("time to start", &format!("{:.0?} (at change {last})", start.elapsed()));
    row_memory("memory after the start");
    let (mut first, mut next, mut found) = (Vec::new(), Vec::new(), 0_usize);
    for server in 1..=servers {
        let Some(guild) = NonZeroU64::new(server).map(GuildId::from) else { continue };
        let asked = question(server, server as usize % entries.max(1));
        let start = Instant::now();
        library.load(&store, guild).await?;
        let answered = library.of(Some(guild)).respond(&asked);
        first.push(start.elapsed());
        found += usize::from(!answered.answers.is_empty());
        let start = Instant::now();
        let _ = library.of(Some(guild)).respond(&asked);
        next.push(start.elapsed());
    }
    row("the first question of a server, its engine built", &middle(first));
    // One after the other, as people in many servers ask: an engine that was put away is built anew.
    let (mut round, mut ready, mut built) = (Vec::new(), Vec::new(), Vec::new());
    for server in 1..=servers.min(ROUND) {
        let Some(guild) = NonZeroU64::new(server).map(GuildId::from) else { continue };
        let asked = question(server, server as usize % entries.max(1));
        let start = Instant::now();
        let is_at_hand = library.is_ready(guild);
        if !is_at_hand {
            library.load(&store, guild).await?;
        }
        let _ = library.of(Some(guild)).respond(&asked);
        let took = start.elapsed();
        round.push(took);
        if is_at_hand { ready.push(took) } else { built.push(took) }
    }
    row("the same server asks again at once", &middle(next));
    row("every server asks in turn", &middle(round));
    row(
        "of those, engines that were at hand",
        &format!("{} of {}; up to {KEPT} are kept", ready.len(), ready.len() + built.len()),
    );
    row("questions answered", &format!("{found} of {servers}"));
    row_memory("memory after one question in each");
    if let Some(most) = app::peak_memory_mib() {
        row("most memory on the way", &format!("{most:.0} MiB"));
    }
    store.close().await;
    Ok(())
}
