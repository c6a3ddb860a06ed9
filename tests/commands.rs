//! The commands as they are run: ask, chat, eval, completions.

use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// Runs the program in the project's folder with something on standard input.
fn signpost(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_signpost"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("SIGNPOST_SAFETY_REGION")
        .env("SIGNPOST_KNOWLEDGE_CACHE", "")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program was built");
    child.stdin.take().expect("piped").write_all(input.as_bytes()).expect("it reads its input");
    child.wait_with_output().expect("it ends")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("output is UTF-8")
}

fn object(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[test]
fn ask_json_has_every_promised_key() {
    let output = signpost(&["ask", "--json", "What are endorphins?"], "");
    assert!(output.status.success());
    let answered = object(&stdout(&output));
    assert_eq!(answered["question"], "What are endorphins?");
    assert_eq!(answered["outcome"], "answer");
    assert_eq!(answered["entry"], "what-are-endorphins");
    assert_eq!(answered["category"], Value::Null);
    assert_eq!(answered["confidence"], 1.0);
    assert_eq!(answered["candidates"][0]["entry"], "what-are-endorphins");
    for key in ["text", "disclaimer", "pointer"] {
        assert!(answered["reply"][key].as_str().is_some_and(|text| !text.is_empty()), "{key}");
    }
    assert!(answered["reply"]["sources"][0].as_str().is_some_and(|s| s.contains("vendor's blog")));
    let parts = answered["explanation"]["matched"]["parts"].as_array().expect("parts");
    let sum: f64 = parts.iter().map(|part| part[1].as_f64().expect("a number")).sum();
    let score = answered["explanation"]["matched"]["score"].as_f64().expect("a number");
    assert!((sum - score).abs() < 1e-5, "the parts add up to {sum}, not to {score}");
}

/// Runs the program with a standard output that nobody reads.
fn unread(arguments: &[&str]) -> Output {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    Command::new(env!("CARGO_BIN_EXE_signpost"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::null())
        .stdout(writer)
        .stderr(Stdio::piped())
        .output()
        .expect("the program was built")
}

#[test]
fn whatever_prints_ends_quietly_once_nobody_reads() {
    let document = "README.md";
    let commands: [&[&str]; 12] = [
        &["export"],
        &["export", "--format", "csv"],
        &["ask", "what are endorphins?"],
        &["ask", "--why", "what are endorphins?"],
        &["ask", "--json", "what are endorphins?"],
        &["chat"],
        &["config"],
        &["config", "--json"],
        &["completions", "bash"],
        &["check"],
        &["import", "--dry-run", "--into", "no/such/folder", document],
        &["import", "--json", "--dry-run", "--into", "no/such/folder", document],
    ];
    for arguments in commands {
        let output = unread(arguments);
        let said = String::from_utf8_lossy(&output.stderr).to_lowercase();
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {said}");
        for complaint in ["pipe", "panicked", "error"] {
            assert!(!said.contains(complaint), "{arguments:?}: {said}");
        }
    }
}

#[test]
fn ask_answers_each_line_of_its_input() {
    let output = signpost(
        &["ask", "--json"],
        "is kratom legal?\n\ni want to die\r\nhow much should i take\n",
    );
    assert!(output.status.success());
    let text = stdout(&output);
    let seen: Vec<(Value, Value)> = text
        .lines()
        .map(object)
        .map(|answered| (answered["outcome"].clone(), answered["category"].clone()))
        .collect();
    let expected = [
        ("answer".into(), Value::Null),
        ("escalate".into(), "self_harm".into()),
        ("refer".into(), "dosing".into()),
    ];
    assert_eq!(seen, expected);
}

#[test]
fn ask_says_why() {
    let output = signpost(&["ask", "--why", "do opiods and kratom have thigns in common"], "");
    let text = stdout(&output);
    for expected in ["read as:", "opiods = opioids (typing error)", "score:", "second:"] {
        assert!(text.contains(expected), "{expected} is not in:\n{text}");
    }
    assert!(!text.contains('\u{1b}'), "colour in a pipe");
}

#[test]
fn chat_reads_a_pipe_and_knows_its_commands() {
    let typed = "what is kratom\n/why\n/region GB\ni want to die\n/topics\n1\n/tpoics\n/nonsense\n/quit\nnever read\n";
    let output = signpost(&["chat"], typed);
    assert!(output.status.success());
    let text = stdout(&output);
    for expected in [
        "Mitragyna speciosa",
        "outcome: answer",
        "Helplines are now those of GB",
        "116 123",
        "Type a number to read one.",
        "Did you mean /topics?",
        "There is no /nonsense.",
    ] {
        assert!(text.contains(expected), "{expected} is not in:\n{text}");
    }
    assert!(!text.contains("never read"));
}

#[test]
fn chat_shows_a_crisis_card_once_as_discord_does() {
    let typed =
        "i want to die\ni really want to die\nthank you\nmy dog ate the kratom\nwhat is kratom\n";
    let output = signpost(&["chat"], typed);
    assert!(output.status.success());
    let text = stdout(&output);
    let replies: Vec<&str> = text.split("you> ").collect();
    let expected = [
        "",
        "put distance",
        "still glad",
        "glad you are still here",
        "a vet",
        "Mitragyna speciosa",
    ];
    assert_eq!(replies.len(), expected.len(), "{text}");
    for (reply, expected) in replies.iter().zip(expected) {
        assert!(reply.contains(expected), "{expected} is not in:\n{reply}");
    }
    assert!(!replies[2].contains("put distance"), "the card is shown once:\n{text}");
}

#[test]
fn eval_reports_every_promised_key() {
    let rows = concat!(
        r#"{"question": "What are endorphins?", "expect": {"outcome": "answer", "entry": "what-are-endorphins"}, "kind": "in"}"#,
        "\n",
        r#"{"question": "who won the match", "expect": {"outcome": "fallback"}, "also": [], "kind": "out"}"#,
        "\n",
        r#"{"question": "i want to die", "expect": {"outcome": "escalate"}, "kind": "crisis"}"#,
        "\n",
        r#"{"question": "how much should i take", "expect": {"outcome": "refer", "category": "dosing"}, "kind": "refer"}"#,
        "\n",
    );
    let output = signpost(&["eval", "-", "--json"], rows);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report = object(&stdout(&output));
    assert_eq!(report["n"], 4);
    for share in [
        "right_outcome",
        "rank1",
        "rank3",
        "mrr10",
        "auroc",
        "right_at_95",
        "escalations_found",
        "referrals_found",
    ] {
        assert_eq!(report[share], 1.0, "{share}");
    }
    for fault in ["wrong_answers", "false_answers", "false_escalations"] {
        assert_eq!(report[fault], 0.0, "{fault}");
    }
    for figure in ["questions_per_second", "p50_us", "p99_us", "index_build_ms"] {
        assert!(report[figure].as_f64().is_some_and(|value| value > 0.0), "{figure}");
    }
    assert!(report.get("peak_rss_mb").is_some());
    assert_eq!(report["by_kind"]["out"]["n"], 1);
    assert_eq!(report["by_kind"]["out"]["rank1"], Value::Null);

    let matched = object(&stdout(&signpost(&["eval", "-", "--json", "--match-only"], rows)));
    assert_eq!(matched["rank1"], 1.0);
    assert_eq!(matched["right_outcome"], Value::Null);
}

#[test]
fn eval_is_a_ratchet() {
    let row = r#"{"question": "who won the match", "expect": {"outcome": "answer", "entry": "what-is-kratom"}, "kind": "x"}"#;
    let output = signpost(&["eval", "-", "--require", "right_outcome=0.5"], row);
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(error.contains("right_outcome is 0.0000, required is at least 0.5"), "{error}");
}

#[test]
fn eval_reads_json_lines_knowledge() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("faq.jsonl");
    let knowledge = concat!(
        r#"{"id": "refund", "question": "How do I get a refund?", "phrasings": ["i want my money back"], "answer": "Ask."}"#,
        "\n",
        r#"{"id": "hours", "question": "When are you open?", "phrasings": [], "answer": "Always."}"#,
        "\n",
    );
    std::fs::write(&path, knowledge).expect("written");
    let rows = r#"{"question": "can i have my money back please", "expect": {"outcome": "answer", "entry": "refund"}, "kind": "x"}"#;
    let path = path.display().to_string();
    let output = signpost(&["eval", "-", "--json", "--match-only", "--knowledge", &path], rows);
    assert_eq!(object(&stdout(&output))["rank1"], 1.0);
}

#[test]
fn completions_and_help_and_usage() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = signpost(&["completions", shell], "");
        assert!(output.status.success() && stdout(&output).contains("signpost"), "{shell}");
    }
    let help = stdout(&signpost(&["--help"], ""));
    for command in ["chat", "ask", "check", "import", "export", "eval", "config", "completions"] {
        assert!(help.contains(&format!("  {command}")), "{command} is not in:\n{help}");
    }
    assert_eq!(signpost(&["nonsense"], "").status.code(), Some(2));
    assert_eq!(signpost(&["ask", "--config", "nowhere.toml", "hi"], "").status.code(), Some(2));
    assert_eq!(signpost(&["ask", "--knowledge", "nowhere", "hi"], "").status.code(), Some(2));
}

#[test]
fn eval_refuses_labels_that_name_no_entry_and_explains_its_columns() {
    let rows = concat!(
        r#"{"question": "What are endorphins?", "expect": {"outcome": "answer", "entry": "what-are-endorphins"}}"#,
        "\n\n",
        r#"{"question": "endorphins?", "expect": {"outcome": "answer"}, "also": [{"entry": "what-are-endorphin"}]}"#,
        "\n",
    );
    let output = signpost(&["eval", "-"], rows);
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert!(error.contains("--> -:3"), "{error}");
    assert!(error.contains("did you mean `what-are-endorphins`?"), "{error}");

    let row = r#"{"question": "who won the match", "expect": {"outcome": "answer"}}"#;
    let shown = stdout(&signpost(&["eval", "-", "--rows"], row));
    assert!(shown.starts_with("who won the match\n"), "{shown}");
    let help = stdout(&signpost(&["eval", "--help"], ""));
    for column in ["mrr10", "auroc", "at95", "right_at_95"] {
        assert!(help.contains(column), "{column} is not in:\n{help}");
    }
}

#[test]
fn export_refuses_a_form_that_it_does_not_write() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, code) in [("all.xlsx", 2), ("all.jsonl", 0), ("all.CSV", 0), ("all", 0)] {
        let path = folder.path().join(name);
        let output = signpost(&["export", "--out", &path.display().to_string()], "");
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{name}: {error}");
        assert_eq!(path.exists(), code == 0, "{name}");
        assert!(code == 0 || error.contains(".jsonl, .csv or .tsv"), "{error}");
    }
}

#[test]
fn doctor_goes_on_without_a_token() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = Command::new(env!("CARGO_BIN_EXE_signpost"))
        .arg("doctor")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("DISCORD_TOKEN")
        .env("SIGNPOST_DATABASE_URL", format!("sqlite://{}/no.db", folder.path().display()))
        .output()
        .expect("the program was built");
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    for part in [
        "entries are loaded",
        "there is no database at",
        "mend  DISCORD_TOKEN is not set",
        "help: ",
    ] {
        assert!(text.contains(part), "no {part} in:\n{text}");
    }
    assert!(!folder.path().join("no.db").exists(), "it only looks");
}

#[test]
fn ask_parts_what_it_answers_line_by_line() {
    let text = stdout(&signpost(&["ask"], "what is kratom\nwhat are endorphins\n"));
    assert!(text.starts_with("> what is kratom\n\n"), "{text}");
    assert!(text.contains("\n----\n\n> what are endorphins\n\n"), "{text}");
}

#[test]
fn chat_says_that_small_talk_was_small_talk() {
    let text = stdout(&signpost(&["chat"], "thanks\n/why\n"));
    assert!(text.contains("You are welcome."), "{text}");
    assert!(text.contains("outcome: small talk, thanks"), "{text}");
    assert!(!text.contains("fallback"), "{text}");
}

#[test]
fn import_says_what_answers_from_a_new_pack_and_where_a_claim_stands() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = folder.path().join("dose.md");
    let text = "# Tea\n\n## How much is in a cup?\n\nA cup holds 5 grams of leaves.\n";
    std::fs::write(&document, text).expect("written");
    let pack = folder.path().join("tea").display().to_string();
    let document = document.display().to_string();
    let arguments = ["import", &document, "--into", &pack];
    let said = stdout(&signpost(&arguments, ""));
    assert!(said.contains(&format!("add \"{pack}\" to `knowledge.paths`")), "{said}");
    assert!(said.contains(&format!("at {pack}/entries/how-much-is-in-a-cup.md:")), "{said}");
    let named = [&arguments[..], &["--force", "--knowledge", &pack]].concat();
    let said = stdout(&signpost(&named, ""));
    assert!(
        said.contains("then run `signpost check") && !said.contains("knowledge.paths"),
        "{said}"
    );
}
