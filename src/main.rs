//! From arguments to an exit code.

use std::process::ExitCode;

use clap::Parser as _;
use signpost::cli::{self, Cli, Ending};

fn main() -> ExitCode {
    let ending = cli::run(&Cli::parse()).unwrap_or_else(|error| {
        anstream::eprintln!("error: {error:#}");
        Ending::Usage
    });
    ExitCode::from(ending.code())
}
