//! `signpost chat`: talk to the bot in the terminal.
//!
//! **Invariant:** nothing that is typed is written to disk.

use std::collections::BTreeMap;
use std::io::{BufRead as _, IsTerminal as _};

use clap::Args;
use rustyline::error::ReadlineError;
use rustyline::history::MemHistory;

use super::{Ending, Global, layout, output, report_diagnostics};
use crate::app;
use crate::engine::helplines::Region;
use crate::engine::incident::{Incident, Showing};
use crate::engine::outcome::Outcome;
use crate::engine::reply::{Choice, Reply};
use crate::engine::smalltalk::{self, SmallTalk};
use crate::engine::{Engine, Response};

/// Talk to the bot in the terminal; it replies as in a direct message on Discord.
///
/// That holds for a crisis too: the second message about it gets a shorter line. Reads a pipe as
/// well, one message a line.
#[derive(Debug, Args)]
pub struct Chat {}

const HELP: &str = "\
Ask in your own words. Type a number to choose from the last list.
  /why            why the last reply came out as it did
  /why QUESTION   the same for a question
  /topics         everything I can answer, by topic
  /region         whose helplines are shown; /region GB changes it
  /help           this list
  /quit           leave (so does Ctrl-D)";

/// What goes on after a line.
enum Next {
    Continue,
    Quit,
}

/// One conversation.
struct Conversation {
    engine: Engine,
    /// What was said last, with the small talk that it was read as.
    last: Option<(Response, Option<SmallTalk>)>,
    /// Which crisis cards were shown.
    incident: Incident,
    /// What a number chooses from.
    choices: Vec<Choice>,
    /// The number after the last choice turns all of them down.
    offers_none: bool,
}

impl Chat {
    /// Talks until the end of the input.
    pub(super) fn run(&self, global: &Global) -> anyhow::Result<Ending> {
        let opened = app::open_at_once(global.config.as_deref(), &global.knowledge)?;
        report_diagnostics(&opened.diagnostics)?;
        let Some(engine) = opened.engine else { return Ok(Ending::Usage) };
        let mut conversation = Conversation {
            engine,
            last: None,
            incident: Incident::default(),
            choices: Vec::new(),
            offers_none: false,
        };
        if std::io::stdin().is_terminal() {
            conversation.talk()?;
        } else {
            conversation.read_pipe()?;
        }
        Ok(Ending::Fine)
    }
}

impl Conversation {
    fn talk(&mut self) -> anyhow::Result<()> {
        let titles: Vec<&str> =
            self.engine.knowledge().packs().iter().map(|pack| pack.title.as_str()).collect();
        output::line!(
            "Signpost answers from: {}. It is a bot and can be wrong.\n\
             Helplines are those of region {}. Type a question, or /help.\n",
            titles.join("; "),
            self.engine.region().name(),
        );
        let config = rustyline::Config::builder().auto_add_history(true).build();
        let mut editor: rustyline::Editor<(), MemHistory> =
            rustyline::Editor::with_history(config, MemHistory::new())?;
        loop {
            match editor.readline("you> ") {
                Ok(line) => {
                    if let Next::Quit = self.line(&line) {
                        return Ok(());
                    }
                    output::line!();
                }
                // Ctrl-C gives up the line, not the conversation.
                Err(ReadlineError::Interrupted) => {}
                Err(ReadlineError::Eof) => return Ok(()),
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn read_pipe(&mut self) -> anyhow::Result<()> {
        let mut input = std::io::stdin().lock();
        let mut line = Vec::new();
        let mut first = true;
        loop {
            line.clear();
            if input.read_until(b'\n', &mut line)? == 0 {
                return Ok(());
            }
            let text = String::from_utf8_lossy(&line);
            if text.trim().is_empty() {
                continue;
            }
            if !std::mem::take(&mut first) {
                output::line!();
            }
            // Nobody sees what a pipe brings, so that a reply alone would stand for nothing.
            output::line!("you> {}", text.trim());
            if let Next::Quit = self.line(&text) {
                return Ok(());
            }
        }
    }

    fn line(&mut self, line: &str) -> Next {
        let line = line.trim();
        if line.is_empty() {
            return Next::Continue;
        }
        if let Ok(number) = line.parse::<usize>()
            && !self.choices.is_empty()
        {
            self.choose(number);
            return Next::Continue;
        }
        let Some(command) = line.strip_prefix('/') else {
            self.ask(line);
            return Next::Continue;
        };
        let (name, argument) = command.split_once(char::is_whitespace).unwrap_or((command, ""));
        let argument = argument.trim();
        match name.to_lowercase().as_str() {
            "quit" | "exit" | "q" => return Next::Quit,
            "help" | "?" => output::line!("{HELP}"),
            "why" => self.why(argument),
            "topics" => self.topics(),
            "region" => self.region(argument),
            other => {
                let known = ["why", "topics", "region", "help", "quit"];
                match crate::diagnostic::nearest(other, known) {
                    Some(near) => output::line!("There is no /{other}. Did you mean /{near}?"),
                    None => output::line!("There is no /{other}.\n{HELP}"),
                }
            }
        }
        Next::Continue
    }

    fn ask(&mut self, question: &str) {
        let response = self.engine.respond(question);
        if let Some(line) = self.line_of_incident(question, &response) {
            output::text!("{}", layout::crisis(&line));
            self.last = Some((response, None));
            return;
        }
        let small_talk = small_talk(question, &response);
        match small_talk {
            Some(SmallTalk::AboutBot) => output::line!("{HELP}"),
            Some(SmallTalk::Topics) => self.topics(),
            Some(said @ (SmallTalk::Greeting | SmallTalk::Thanks)) => {
                output::line!("{}", said.reply().unwrap_or_default());
            }
            None => {
                output::text!("{}", layout::response(&response));
                self.offer(&response.reply);
            }
        }
        self.last = Some((response, small_talk));
    }

    /// What is said instead of the response, to somebody who had a crisis card.
    fn line_of_incident(&mut self, question: &str, response: &Response) -> Option<Reply> {
        let now = app::now_milliseconds();
        if response.outcome != Outcome::Escalate {
            let danger = self.incident.follow_up(question, response, now)?;
            return Some(self.engine.still_here(danger));
        }
        let danger = response.danger();
        let showing = self.incident.showing(danger, now);
        self.incident.show(danger, now);
        (showing == Showing::Reminder).then(|| self.engine.crisis_reminder(response))
    }

    fn offer(&mut self, reply: &Reply) {
        self.offers_none = !reply.choices.is_empty();
        self.choices = if self.offers_none { &reply.choices } else { &reply.related }.clone();
    }

    fn choose(&mut self, number: usize) {
        let chosen = number.checked_sub(1).and_then(|place| self.choices.get(place)).cloned();
        let reply = chosen.and_then(|choice| self.engine.reply_with(&choice.entry));
        match reply {
            Some(reply) => {
                output::text!("{}", layout::reply(&reply));
                self.offer(&reply);
            }
            None if self.offers_none && number == self.choices.len() + 1 => {
                self.choices.clear();
                self.offers_none = false;
                output::line!("None of these, then. Try other words, or look through /topics.");
            }
            None => {
                let last = self.choices.len() + usize::from(self.offers_none);
                output::line!("Choose a number from 1 to {last}.");
            }
        }
    }

    fn why(&mut self, question: &str) {
        if !question.is_empty() {
            let response = self.engine.respond(question);
            explain(&response, small_talk(question, &response));
            return;
        }
        match &self.last {
            Some((response, small_talk)) => explain(response, *small_talk),
            None => output::line!("Ask something first."),
        }
    }

    fn topics(&mut self) {
        let mut topics: BTreeMap<&str, Vec<Choice>> = BTreeMap::new();
        for entry in self.engine.usable() {
            // Under its first topic only, so that every entry has one number.
            let topic = entry.topics.first().map_or("other", String::as_str);
            let choice = Choice { entry: entry.id.clone(), question: entry.question.clone() };
            topics.entry(topic).or_default().push(choice);
        }
        let mut choices = Vec::new();
        let mut text = String::new();
        for (topic, entries) in topics {
            text.push_str(&layout::heading(topic));
            for choice in entries {
                text.push_str(&format!("  {:>2}  {}\n", choices.len() + 1, choice.question));
                choices.push(choice);
            }
        }
        text.push_str(if choices.is_empty() {
            "There is nothing that I can answer.\n"
        } else {
            "Type a number to read one.\n"
        });
        self.choices = choices;
        self.offers_none = false;
        output::text!("{text}");
    }

    fn region(&mut self, name: &str) {
        let names = Region::ALL.map(Region::name).join(", ");
        if name.is_empty() {
            output::line!(
                "Helplines are those of {}. Others: {names}.",
                self.engine.region().name()
            );
            return;
        }
        match Region::parse(name) {
            Some(region) => {
                self.engine.set_region(region);
                output::line!("Helplines are now those of {}.", region.name());
            }
            None => {
                output::line!("There are no helplines for `{name}`. Choose one of {names}.");
            }
        }
    }
}

/// What a message is taken for that no entry answers.
fn small_talk(message: &str, response: &Response) -> Option<SmallTalk> {
    match response.outcome {
        Outcome::Fallback => smalltalk::read(message),
        Outcome::Escalate | Outcome::Refer | Outcome::Answer | Outcome::Clarify => None,
    }
}

/// Says why a message came to what it came to.
fn explain(response: &Response, small_talk: Option<SmallTalk>) {
    let taken_for = match small_talk {
        Some(SmallTalk::Greeting) => "a greeting",
        Some(SmallTalk::Thanks) => "thanks",
        Some(SmallTalk::AboutBot) => "a question about the bot",
        Some(SmallTalk::Topics) => "a question about what can be asked",
        None => {
            output::text!("outcome: {}\n{}", response.outcome, layout::why(response));
            return;
        }
    };
    output::line!("outcome: small talk, {taken_for}: no entry answers it, and it needs none");
}
