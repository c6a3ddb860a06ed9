//! Measures the bot on the stand-in of Discord: how fast it starts, comes back and answers.
//!
//! `cargo run --release --example measure_discord` prints tables in Markdown. The stand-in runs in
//! this process; the bot does too where time is measured, and in its own where memory is.

mod flood;
mod memory;
mod recovery;
mod stage;

use std::time::Instant;

use stage::Stage;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    start().await?;
    recovery::measure().await?;
    flood::measure().await?;
    memory::measure().await
}

/// From the start to the connection: reading the pack and building its index included.
async fn start() -> anyhow::Result<()> {
    let mut times = Vec::new();
    for _ in 0..5 {
        let stage = Stage::new().await?;
        let begun = Instant::now();
        let running = stage.start()?;
        stage.connected_after(0).await?;
        times.push(begun.elapsed());
        running.stop().await?;
    }
    times.sort();
    println!(
        "Start to connected, median of {}: {:.0} ms\n",
        times.len(),
        times[2].as_secs_f64() * 1e3
    );
    Ok(())
}
