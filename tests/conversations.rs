//! Conversations as Markdown files that a moderator can read.
//!
//! A line that starts with `**Member:**` is asked; what follows it in the file is what the bot
//! replies, up to the next such line. Run with `UPDATE_CONVERSATIONS=1` to write what the bot
//! replies now, and read the difference before it is committed.

use std::path::Path;
use std::sync::LazyLock;

use signpost::app;
use signpost::engine::{Engine, Response};

const MEMBER: &str = "**Member:** ";

static ENGINE: LazyLock<Engine> = LazyLock::new(|| {
    let opened = app::open(None, &[]).expect("the shipped settings and pack can be read");
    assert!(opened.diagnostics.is_empty(), "{:?}", opened.diagnostics);
    opened.engine.expect("the shipped settings are valid")
});

fn shown(response: &Response) -> String {
    let mut label = response.outcome.name().to_owned();
    for name in response.category.iter().map(|category| category.name()) {
        label.push_str(&format!(" `{name}`"));
    }
    for entry in &response.answers {
        label.push_str(&format!(" `{entry}`"));
    }
    let mut lines = vec![format!("**Signpost:** *{label}*"), String::new()];
    for line in response.reply.text().lines() {
        lines.push(format!("> {line}").trim_end().to_owned());
    }
    for choice in &response.reply.choices {
        lines.push(format!("> - {}", choice.question));
    }
    lines.join("\n")
}

fn conversation(path: &Path) -> datatest_stable::Result<()> {
    let written = std::fs::read_to_string(path)?;
    let mut replied = String::new();
    let mut copying = true;
    for line in written.lines() {
        if let Some(question) = line.strip_prefix(MEMBER) {
            // A message of several lines is written with `\` and n between them.
            let response = ENGINE.respond(&question.replace("\\n", "\n"));
            replied.push_str(&format!("{line}\n\n{}\n\n", shown(&response)));
            copying = false;
        } else if line.starts_with('#') {
            replied.push_str(&format!("{line}\n\n"));
            copying = true;
        } else if copying && !line.is_empty() {
            replied.push_str(&format!("{line}\n\n"));
        }
    }
    let replied = format!("{}\n", replied.trim_end());
    if std::env::var_os("UPDATE_CONVERSATIONS").is_some() {
        std::fs::write(path, replied)?;
    } else if replied != written {
        let differs = replied.lines().zip(written.lines()).find(|(now, then)| now != then);
        return Err(format!(
            "the bot replies otherwise now: {differs:?}\nrun with UPDATE_CONVERSATIONS=1 and read the difference"
        )
        .into());
    }
    Ok(())
}

datatest_stable::harness! {
    { test = conversation, root = "tests/conversations", pattern = r"\.md$" },
}
