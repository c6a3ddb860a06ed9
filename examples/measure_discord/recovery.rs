//! How long the bot takes to come back after its connection breaks, and how late an answer is where
//! requests fail.

use std::time::Instant;

use signpost::sandbox::{Fault, Logged};

use crate::stage::Stage;

pub(crate) async fn measure() -> anyhow::Result<()> {
    connections().await?;
    requests().await
}

async fn connections() -> anyhow::Result<()> {
    println!("| what breaks | how it comes back | after | asked meanwhile |");
    println!("|---|---|---|---|");
    let faults: [(&str, Fault); 10] = [
        ("closed with 4000", Fault::Close(Some(4_000))),
        ("closed without a code", Fault::Close(None)),
        ("closed with 1001", Fault::Close(Some(1_001))),
        ("the connection is reset", Fault::Reset),
        ("Discord asks to reconnect", Fault::Reconnect),
        ("the session is invalid, resumable", Fault::InvalidSession { resumable: true }),
        ("the session is invalid for good", Fault::InvalidSession { resumable: false }),
        ("reset, then refused once", Fault::RefuseConnections(1)),
        ("silence, with heartbeats of 1 s", Fault::Stall),
        ("heartbeats of 1 s are not answered", Fault::IgnoreHeartbeats(3)),
    ];
    for (name, fault) in faults {
        let stage = Stage::new().await?;
        if matches!(fault, Fault::Stall | Fault::IgnoreHeartbeats(_)) {
            // Discord's own are 41 s apart.
            stage.sandbox.fault(Fault::HeartbeatInterval(1_000));
        }
        let running = stage.start()?;
        stage.connected_after(0).await?;
        stage.reply_to(stage.ask(stage.channels[0], "what are endorphins?")).await?;
        let position = stage.sandbox.log().len();
        let begun = Instant::now();
        let then_reset = matches!(fault, Fault::RefuseConnections(_));
        stage.sandbox.fault(fault);
        if then_reset {
            stage.sandbox.fault(Fault::Reset);
        }
        let question = stage.ask(stage.channels[1], "what is kratom?");
        stage.connected_after(position).await?;
        let back = begun.elapsed();
        stage.reply_to(question).await?;
        let resumed = stage.sandbox.log().entries()[position..].iter().any(
            |entry| matches!(entry, Logged::Sent { name: Some(name), .. } if &**name == "RESUMED"),
        );
        println!(
            "| {name} | {} | {:.0} ms | answered |",
            if resumed { "resumed" } else { "logged in anew" },
            back.as_secs_f64() * 1e3,
        );
        running.stop().await?;
    }
    println!();
    Ok(())
}

/// From a question to its answer, where something fails between them.
async fn requests() -> anyhow::Result<()> {
    println!("| what fails | answered once, after |");
    println!("|---|---|");
    let matching = || "POST /channels/".to_owned();
    let faults: [(&str, Fault); 8] = [
        ("a frame that is no JSON", Fault::Garbage),
        ("an event that nobody knows, and one with wrong types", Fault::UnknownEvent),
        ("status 500, twice", Fault::Status { matching: matching(), status: 500, times: 2 }),
        ("status 503, four times", Fault::Status { matching: matching(), status: 503, times: 4 }),
        (
            "an answer 2 s late",
            Fault::SlowResponse { matching: matching(), delay_ms: 2_000, times: 1 },
        ),
        ("half an answer, twice", Fault::CutResponse { matching: matching(), times: 2 }),
        (
            "no answer and a closed connection, twice",
            Fault::NoResponse { matching: matching(), times: 2 },
        ),
        (
            "a rate limit of 1 s",
            Fault::RateLimited {
                matching: matching(),
                retry_after_ms: 1_000,
                global: false,
                times: 1,
            },
        ),
    ];
    for (name, fault) in faults {
        let stage = Stage::new().await?;
        let running = stage.start()?;
        stage.connected_after(0).await?;
        stage.reply_to(stage.ask(stage.channels[0], "what are endorphins?")).await?;
        let begun = Instant::now();
        stage.sandbox.fault(fault);
        stage.reply_to(stage.ask(stage.channels[1], "what is kratom?")).await?;
        println!("| {name} | {:.0} ms |", begun.elapsed().as_secs_f64() * 1e3);
        running.stop().await?;
    }
    println!();
    Ok(())
}
