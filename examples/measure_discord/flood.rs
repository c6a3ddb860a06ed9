//! Many questions at full speed, with doubled events and dropped connections in between.

use std::collections::HashMap;
use std::time::Instant;

use anyhow::ensure;
use signpost::app;
use signpost::sandbox::world::Id;
use signpost::sandbox::{Fault, Logged};

use crate::stage::Stage;

/// How many questions are asked.
const QUESTIONS: usize = 20_000;

/// Discord gives an id the time of its message: milliseconds since 2015 above 22 bits.
const EPOCH: u64 = 1_420_070_400_000;

/// Ordinary questions, so that not one answer is measured.
const TEXTS: [&str; 4] = [
    "what are endorphins?",
    "is kratom adictive, does anyone know",
    "hey all, sorry if asked before but what is kratom",
    "which strains raise endorphins the most",
];

pub(crate) async fn measure() -> anyhow::Result<()> {
    let stage = Stage::new().await?;
    let running = stage.start()?;
    stage.connected_after(0).await?;
    stage.reply_to(stage.ask(stage.channels[0], TEXTS[0])).await?;
    let position = stage.sandbox.log().len();
    stage.sandbox.fault(Fault::Duplicate(5_000));
    stage.sandbox.fault(Fault::DropConnectionEvery(2_500));
    let begun = Instant::now();
    let mut asked = Vec::with_capacity(QUESTIONS);
    for place in 0..QUESTIONS {
        let channel = stage.channels[place % stage.channels.len()];
        asked.push(stage.ask(channel, TEXTS[place % TEXTS.len()]));
        // The stand-in runs in this process, and must get its turn.
        if place % 16 == 0 {
            tokio::task::yield_now().await;
        }
    }
    let mut answered: HashMap<String, (u32, u64)> = HashMap::with_capacity(QUESTIONS);
    let log = stage.sandbox.log();
    let found = log.wait_after(position, crate::stage::DEADLINE, |entry| {
        if let Logged::Request { body: Some(body), at, status: 200, .. } = entry
            && let Some(question) = body["message_reference"]["message_id"].as_str()
        {
            answered.entry(question.to_owned()).or_insert((0, at.0)).0 += 1;
        }
        (answered.len() >= QUESTIONS).then_some(())
    });
    found.await?;
    let span = begun.elapsed();
    running.stop().await?;

    let doubled = answered.values().filter(|(times, _)| *times > 1).count();
    let lost = asked.iter().filter(|id| !answered.contains_key(&id.to_string())).count();
    let mut waits: Vec<u64> = asked.iter().filter_map(|id| wait_of(*id, &answered)).collect();
    waits.sort_unstable();
    println!(
        "{QUESTIONS} questions with 5,000 doubled events, the connection dropped every 2,500:\n"
    );
    println!("| | |\n|---|---|");
    println!("| answered twice | {doubled} |\n| lost | {lost} |");
    println!("| questions a second | {:.0} |", QUESTIONS as f64 / span.as_secs_f64());
    println!("| from question to request, median | {} ms |", waits[waits.len() / 2]);
    println!("| 99th percentile | {} ms |", waits[waits.len() * 99 / 100]);
    if let Some(peak) = app::peak_memory_mib() {
        println!("| peak memory of bot and stand-in together | {peak:.0} MiB |");
    }
    println!();
    ensure!(doubled == 0 && lost == 0, "a question was answered twice or lost");
    one_by_one().await
}

/// The same without a queue: what one question takes from the event to the request.
async fn one_by_one() -> anyhow::Result<()> {
    let stage = Stage::new().await?;
    let running = stage.start()?;
    stage.connected_after(0).await?;
    let mut waits = Vec::new();
    for place in 0..500 {
        let begun = Instant::now();
        let question = stage.ask(stage.channels[place % stage.channels.len()], TEXTS[place % 4]);
        let position = stage.sandbox.log().len().saturating_sub(2);
        let wanted = question.to_string();
        let log = stage.sandbox.log();
        let found = log.wait_after(position, crate::stage::DEADLINE, |entry| match entry {
            Logged::Request { body: Some(body), .. } => {
                (body["message_reference"]["message_id"] == wanted.as_str()).then_some(())
            }
            _ => None,
        });
        found.await?;
        waits.push(begun.elapsed());
    }
    waits.sort();
    println!(
        "One at a time, from event to request: median {:.1} ms, 99th percentile {:.1} ms\n",
        waits[waits.len() / 2].as_secs_f64() * 1e3,
        waits[waits.len() * 99 / 100].as_secs_f64() * 1e3,
    );
    running.stop().await
}

/// Milliseconds from a question to the request that answers it.
fn wait_of(question: Id, answered: &HashMap<String, (u32, u64)>) -> Option<u64> {
    let asked = (question.0 >> 22) + EPOCH;
    answered.get(&question.to_string()).map(|(_, at)| at.saturating_sub(asked))
}
