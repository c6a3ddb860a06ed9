//! The command line: one file a subcommand.
//!
//! **Invariant:** a subcommand only reads arguments, calls the library and prints.

mod ask;
mod backup;
mod chat;
mod check;
mod completions;
mod config;
mod diagnostics;
mod doctor;
mod eval;
mod export;
mod import;
mod json;
mod layout;
mod logging;
mod output;
mod restore;
mod run;
mod vectors;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::diagnostic::Diagnostic;

/// How a run ended, as the shell sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// All is well: exit code 0.
    Fine,
    /// Something was found that needs mending: exit code 1.
    Found,
    /// The command could not be done as asked: exit code 2.
    Usage,
}

impl Ending {
    /// The exit code.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Ending::Fine => 0,
            Ending::Found => 1,
            Ending::Usage => 2,
        }
    }
}

/// Answers a support channel from documents, and knows when not to.
#[derive(Debug, Parser)]
#[command(name = "signpost", version, about, max_term_width = 100)]
pub struct Cli {
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Options that every command takes.
#[derive(Clone, Debug, Args)]
pub struct Global {
    /// The settings to use.
    ///
    /// Without it config/signpost.toml is used, if there is one.
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// A pack folder or a JSON Lines file to answer from; may be given several times.
    #[arg(long, global = true, value_name = "PATH")]
    pub knowledge: Vec<PathBuf>,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Talk to the bot in the terminal; it replies as in Discord.
    ///
    /// Reads a pipe as well, one message a line. Nothing that is typed is kept.
    Chat(chat::Chat),
    /// Ask one question, or one a line on standard input.
    Ask(ask::Ask),
    /// Run the bot on Discord, until Ctrl-C.
    ///
    /// The token is read from the variable `DISCORD_TOKEN`.
    Run(run::Run),
    /// Find what keeps the bot from working on Discord, and what to do.
    ///
    /// Exit code 0 where all is well, 1 where something is in the way. Without a token, what needs none
    /// is looked at.
    Doctor(doctor::Doctor),
    /// Measure on labelled questions.
    ///
    /// A row is {"question": "…", "expect": {"outcome": "answer", "entry": "…"}, "also": […],
    /// "kind": "…"}. What `expect` or `also` leaves out matches anything.
    Eval(eval::Eval),
    /// Find what is wrong with packs and settings: file, line, and how to mend it.
    ///
    /// Exit code 0 where all is well, 1 where errors were found, 2 where a path cannot be read.
    Check(check::Check),
    /// Print a completion script for a shell.
    Completions(completions::Completions),
    /// Show the settings in force, and where each comes from.
    ///
    /// The command line is stronger than an environment variable, that than the file, and that
    /// than the default. Passwords are masked. If anything is wrong, all of it is reported and
    /// nothing else is printed.
    Config(config::Config),
    /// Make draft entries out of documents, or read an export back.
    Import(import::Import),
    /// Write a whole knowledge base as JSON Lines or as a table.
    Export(export::Export),
    /// Write everything that the bot remembers to a file, while it runs.
    ///
    /// The file can be restored into either kind of database. It holds ids, times, names and what
    /// moderators changed, and nothing that anybody wrote in a channel.
    Backup(backup::Backup),
    /// Put what a backup holds into the database. Stop the bot before.
    ///
    /// The file is checked before, and what was written is read back; if anything is wrong, nothing
    /// is changed. Exit code 1 where the file is not whole.
    Restore(restore::Restore),
    /// Make files of word vectors small.
    ///
    /// With word vectors, questions are also found that share no word with a phrasing. Name the file
    /// in the setting `matching.word_vectors`.
    Vectors(vectors::Vectors),
}

/// Does what the command line says.
///
/// # Errors
///
/// When it cannot be done as asked. The text says why and what to do.
pub fn run(cli: &Cli) -> anyhow::Result<Ending> {
    match &cli.command {
        Command::Chat(chat) => chat.run(&cli.global),
        Command::Ask(ask) => ask.run(&cli.global),
        Command::Run(run) => run.run(&cli.global),
        Command::Doctor(doctor) => doctor.run(&cli.global),
        Command::Eval(eval) => eval.run(&cli.global),
        Command::Check(check) => check.run(&cli.global),
        Command::Completions(completions) => completions.run(),
        Command::Config(config) => config.run(&cli.global),
        Command::Import(import) => import.run(&cli.global),
        Command::Export(export) => export.run(&cli.global),
        Command::Backup(backup) => backup.run(&cli.global),
        Command::Restore(restore) => restore.run(&cli.global),
        Command::Vectors(vectors) => vectors.run(),
    }
}

/// Prints what was found in files, on standard error.
fn report_diagnostics(found: &[Diagnostic]) -> anyhow::Result<()> {
    Ok(diagnostics::print(&mut anstream::stderr().lock(), found)?)
}
