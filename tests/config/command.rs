//! `signpost config`, as a person or a program runs it.
//!
//! **Invariant:** every run has a folder and an environment of its own.

use std::fs;
use std::process::{Command, Output};

use signpost::config::defaults;

use super::{Variables, parse};

/// Names and texts of files.
type Files<'a> = &'a [(&'a str, &'a str)];

/// Runs the program in an empty folder with these files and nothing of this environment.
fn run(files: Files<'_>, variables: Variables<'_>, arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    Command::new(env!("CARGO_BIN_EXE_signpost"))
        .args(arguments)
        .env_clear()
        .envs(variables.iter().copied())
        .current_dir(folder.path())
        .output()
        .expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

#[test]
fn the_command_prints_a_file_that_reads_back_the_same() {
    let file = "[safety]\nregion = \"AU\"\n[knowledge]\npaths = [\"a \\\"b\\\"\", \"c#d\"]\n";
    let output = run(
        &[(defaults::CONFIG_PATH, file)],
        &[("SIGNPOST_MATCHING_MARGIN", "0.125")],
        &["config"],
    );
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let printed = text(&output.stdout);
    let (again, found) = parse(&printed, &[]);
    assert_eq!(found, [], "{printed}");
    let (first, _) = parse(file, &[("SIGNPOST_MATCHING_MARGIN", "0.125")]);
    for (first, again) in first.list().iter().zip(again.list()) {
        assert_eq!(first.value, again.value, "{}.{}", first.section, first.key);
    }
    let columns: Vec<_> = printed.lines().filter_map(|line| line.find("  # ")).collect();
    assert_eq!(columns.len(), first.list().len());
    assert!(columns.iter().all(|column| *column == columns[0]), "{printed}");
    for origin in ["# config/signpost.toml:2\n", "# SIGNPOST_MATCHING_MARGIN\n", "# default\n"] {
        assert!(printed.contains(origin), "{origin} in {printed}");
    }
}

#[test]
fn the_command_in_json() {
    let output = run(
        &[("my.toml", "[safety]\nregion = \"CA\"\n")],
        &[("SIGNPOST_DATABASE_URL", "postgres://bot:secret@h/d")],
        &["config", "--json", "--config", "my.toml", "--knowledge", "here"],
    );
    assert_eq!(output.status.code(), Some(0));
    let printed: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let expected = serde_json::json!({
        "region": { "value": "CA", "origin": "file", "path": "my.toml", "line": 2 },
        "helplines": { "value": "config/helplines.toml", "origin": "default" },
    });
    assert_eq!(printed["safety"], expected);
    assert_eq!(
        printed["knowledge"]["paths"],
        serde_json::json!({ "value": ["here"], "origin": "command line", "option": "--knowledge" })
    );
    assert_eq!(
        printed["database"]["url"],
        serde_json::json!({
            "value": "postgres://bot:***@h/d",
            "origin": "environment",
            "variable": "SIGNPOST_DATABASE_URL",
        })
    );
    assert_eq!(printed["matching"]["answer_floor"]["value"], 0.5);
}

#[test]
fn how_the_command_ends() {
    let default = defaults::CONFIG_PATH;
    type Case<'a> = (&'a str, Files<'a>, &'a [&'a str], i32, &'a [&'a str]);
    let cases: &[Case<'_>] = &[
        ("without a file", &[], &["config"], 0, &[]),
        ("a named file that is missing", &[], &["config", "--config", "x.toml"], 2, &["x.toml"]),
        (
            "the default file, named and missing",
            &[],
            &["config", "--config", default],
            2,
            &["cannot read config/signpost.toml"],
        ),
        (
            "a folder in place of the file",
            &[("config/signpost.toml/x", "")],
            &["config"],
            2,
            &["it is a folder"],
        ),
        (
            "a file with two mistakes",
            &[(default, "[matching]\nmargin = 2\n\nmax_answers = 0\n")],
            &["config"],
            2,
            &["--> config/signpost.toml:2", "--> config/signpost.toml:4", "= help: "],
        ),
        (
            "a warning",
            &[(default, "[discord]\napi_base = \"http://proxy.example\"\n")],
            &["config"],
            0,
            &["warning[open-connection]"],
        ),
    ];
    for (name, files, arguments, code, said) in cases {
        let output = run(files, &[], arguments);
        let errors = text(&output.stderr);
        assert_eq!(output.status.code(), Some(*code), "{name}: {errors}");
        assert_eq!(output.stdout.is_empty(), *code != 0, "{name}");
        assert_eq!(errors.is_empty(), said.is_empty(), "{name}: {errors}");
        for said in *said {
            assert!(errors.contains(said), "{name}: `{said}` is not in {errors}");
        }
    }
}
