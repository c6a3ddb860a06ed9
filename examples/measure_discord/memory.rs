//! What the program holds while it is connected and has nothing to do.

use std::process::Stdio;

use anyhow::Context as _;
use tokio::process::Command;

use crate::stage::{Stage, TOKEN};

pub(crate) async fn measure() -> anyhow::Result<()> {
    let program = std::path::Path::new("target/release/signpost");
    if !program.exists() || !cfg!(target_os = "linux") {
        println!("Memory is not measured: it needs Linux and `cargo build --release` before.");
        return Ok(());
    }
    let stage = Stage::new().await?;
    let mut child = Command::new(program)
        .arg("run")
        .env("DISCORD_TOKEN", TOKEN)
        .envs(stage.variables())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()?;
    stage.connected_after(0).await?;
    let direct = stage.sandbox.act(|world| world.open_direct(stage.member, stage.bot));
    let idle = held_by(child.id().context("it runs")?)?;
    stage.reply_to(stage.ask(direct, "what are endorfins?")).await?;
    let after = held_by(child.id().context("it runs")?)?;
    println!("Memory, connected and idle: {idle:.1} MiB; after the first question: {after:.1} MiB");
    child.kill().await?;
    Ok(())
}

/// The resident memory of a process, in mebibytes.
fn held_by(process: u32) -> anyhow::Result<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    let kibibytes: f64 = line.trim().trim_end_matches(" kB").trim().parse()?;
    Ok(kibibytes / 1024.0)
}
