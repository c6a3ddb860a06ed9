//! `signpost completions`: a completion script for a shell, on standard output.

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::{Cli, Ending, output};

/// Print a completion script for a shell.
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell to write it for.
    shell: Shell,
}

impl Completions {
    /// Prints the script.
    pub(super) fn run(&self) -> anyhow::Result<Ending> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "signpost", &mut script);
        output::write(&String::from_utf8_lossy(&script));
        Ok(Ending::Fine)
    }
}
