//! Structural rules, held by reading the source.
//!
//! 1. The engine and moderation are pure: they name no file, clock, network, environment,
//!    randomness, async, Discord or SQL.
//! 2. Directions: the engine knows nothing of the modules above it, and moderation nothing but the
//!    engine. The store and the sandbox know nothing of the bot.
//! 3. Every source file opens with what it is for, and with its invariant where it is a module of
//!    the library.
//! 4. No lint is switched off without a reason, and no work is left marked as unfinished.
//! 5. A file holds one concern: below 500 lines.
//! 6. Discord's limits stand in one file, with the page that each is from.

use std::fs;
use std::path::{Path, PathBuf};

struct File {
    path: String,
    text: String,
}

fn files(folder: &str, ending: &str) -> Vec<File> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for item in fs::read_dir(&folder).expect("the folder is part of the project") {
            let path: PathBuf = item.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(ending) {
                let text = fs::read_to_string(&path).expect("source files are UTF-8");
                let shown = path.strip_prefix(root).unwrap_or(&path);
                found.push(File { path: shown.display().to_string(), text });
            }
        }
    }
    found.sort_by(|left, right| left.path.cmp(&right.path));
    assert!(!found.is_empty(), "{folder} holds no {ending} file");
    found
}

/// The lines of code, without comments, each with its place.
fn code(file: &File) -> impl Iterator<Item = (usize, &str)> {
    file.text.lines().enumerate().filter_map(|(place, line)| {
        let line = line.split("//").next().unwrap_or_default();
        (!line.trim().is_empty()).then_some((place + 1, line))
    })
}

fn refuse(files: &[File], banned: &[&str], why: &str) {
    let mut found = Vec::new();
    for file in files {
        for (line, text) in code(file) {
            for word in banned.iter().filter(|word| text.contains(**word)) {
                found.push(format!("{}:{line}: `{word}`", file.path));
            }
        }
    }
    assert!(found.is_empty(), "{why}:\n{}", found.join("\n"));
}

#[test]
fn the_engine_and_moderation_are_pure() {
    let banned = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::io",
        "std::thread",
        "std::time",
        "SystemTime",
        "Instant::",
        "env!(",
        "async ",
        ".await",
        "tokio",
        "serenity",
        "twilight",
        "sqlx",
        "rand::",
        "println!",
        "eprintln!",
        "dbg!",
    ];
    let mut engine = files("src/engine", ".rs");
    // Two threads there give what one would: nothing else may start any.
    engine.retain(|file| file.path != "src/engine/parallel.rs");
    refuse(&engine, &banned, "the engine must stay pure");
    refuse(&files("src/moderation", ".rs"), &banned, "moderation must stay pure");
    // Spans of time are values; the clock is not among them.
    let banned: Vec<&str> = banned.into_iter().filter(|word| *word != "std::time").collect();
    refuse(&files("src/discord/settings", ".rs"), &banned, "settings of servers must stay pure");
}

#[test]
fn the_engine_and_moderation_know_nothing_above_them() {
    let banned = ["crate::app", "crate::cli", "crate::config", "crate::eval", "crate::import"];
    refuse(&files("src/engine", ".rs"), &banned, "the engine depends on a module above it");
    refuse(&files("src/moderation", ".rs"), &banned, "moderation depends on a module above it");
    let banned = ["crate::moderation", "crate::store", "crate::discord"];
    refuse(&files("src/engine", ".rs"), &banned, "the engine depends on a module above it");
    let banned = ["crate::store", "crate::discord", "crate::sandbox", "crate::export"];
    refuse(&files("src/moderation", ".rs"), &banned, "moderation depends on a module above it");
}

#[test]
fn the_store_and_the_sandbox_know_nothing_of_the_bot() {
    let banned = ["crate::discord", "crate::app", "crate::cli", "serenity", "twilight"];
    refuse(&files("src/store", ".rs"), &banned, "the store depends on Discord's side");
    let banned = ["crate::discord", "crate::app", "crate::cli", "crate::store", "crate::engine"];
    refuse(&files("src/sandbox", ".rs"), &banned, "the sandbox depends on the bot");
    let banned = ["crate::app", "crate::cli", "crate::sandbox"];
    refuse(&files("src/discord", ".rs"), &banned, "the bot depends on a module above it");
}

#[test]
fn the_environment_and_the_clock_are_read_in_one_place() {
    let mut others = files("src", ".rs");
    // The sandbox is a server of its own, with a clock of its own in one place.
    let may = ["src/app.rs", "src/sandbox/clock.rs"];
    others.retain(|file| !may.contains(&file.path.as_str()));
    refuse(&others, &["env::var", "SystemTime", "Zoned::now"], "only src/app.rs may read these");
}

#[test]
fn files_open_with_their_purpose() {
    for file in files("src", ".rs") {
        assert!(file.text.starts_with("//! "), "{} does not say what it is for", file.path);
    }
}

#[test]
fn lints_are_expected_with_reasons_and_nothing_is_unfinished() {
    let banned = ["#[allow", "#![allow", "todo!(", "unimplemented!(", "#[ignore"];
    let mut all = files("src", ".rs");
    all.extend(files("tests", ".rs").into_iter().filter(|file| file.path != "tests/tidy.rs"));
    refuse(&all, &banned, "found");
}

#[test]
fn files_hold_one_concern() {
    let long: Vec<String> = files("src", ".rs")
        .iter()
        .map(|file| (file.text.lines().count(), &file.path))
        .filter(|(lines, _)| *lines > 500)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "split these:\n{}", long.join("\n"));
}

#[test]
fn limits_of_discord_stand_in_one_file() {
    let mut bot = files("src/discord", ".rs");
    bot.retain(|file| !file.path.ends_with("limits.rs"));
    let banned = ["2_000)", "= 2_000;", "= 6_000;", "OPTIONS: usize", "SUGGESTIONS: usize"];
    refuse(&bot, &banned, "take it from `discord::limits`");
}
