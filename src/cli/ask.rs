//! `signpost ask`: one question, or many on standard input.

use std::io::BufRead as _;

use clap::Args;

use super::json::Answered;
use super::{Ending, Global, layout, output, report_diagnostics};
use crate::app;
use crate::engine::Engine;

/// What stands between two questions.
const SEPARATOR: &str = "\n----\n\n";

/// Ask one question, or one a line on standard input.
#[derive(Debug, Args)]
pub struct Ask {
    /// The question; without it, questions are read from standard input, one a line.
    question: Option<String>,
    /// Print one JSON object a line.
    #[arg(long)]
    json: bool,
    /// Say why: the phrasing, the words that met, what each part added, who came second.
    #[arg(long)]
    why: bool,
}

impl Ask {
    /// Answers and prints.
    pub(super) fn run(&self, global: &Global) -> anyhow::Result<Ending> {
        let opened = app::open_at_once(global.config.as_deref(), &global.knowledge)?;
        report_diagnostics(&opened.diagnostics)?;
        let Some(engine) = opened.engine else { return Ok(Ending::Usage) };
        match &self.question {
            Some(question) => self.answer(&engine, question)?,
            None => {
                let mut input = std::io::stdin().lock();
                let mut line = Vec::new();
                let mut first = true;
                loop {
                    line.clear();
                    if input.read_until(b'\n', &mut line)? == 0 {
                        break;
                    }
                    // Bytes that are not UTF-8 must not hide the rest of a cry for help.
                    let text = String::from_utf8_lossy(&line);
                    let text = text.trim_end_matches(['\n', '\r']);
                    if !text.trim().is_empty() {
                        if !self.json {
                            let parted = if first { "" } else { SEPARATOR };
                            output::text!("{parted}> {}\n\n", text.trim());
                        }
                        first = false;
                        self.answer(&engine, text)?;
                    }
                }
            }
        }
        // Without documents it answers nobody but those in danger, and a script ought to notice.
        let ending = if engine.knowledge().is_empty() { Ending::Found } else { Ending::Fine };
        // It ends here: the system takes all of this back at once, sooner than piece by piece.
        std::mem::forget(engine);
        Ok(ending)
    }

    fn answer(&self, engine: &Engine, question: &str) -> anyhow::Result<()> {
        let response = engine.respond(question);
        if self.json {
            let object = serde_json::to_string(&Answered::new(question, &response))?;
            output::write(&format!("{object}\n"));
            return Ok(());
        }
        let mut text = layout::response(&response);
        if self.why {
            text.push('\n');
            text.push_str(&layout::why(&response));
        }
        output::text!("{text}");
        Ok(())
    }
}
