//! `signpost backup` and `signpost restore` as a process.

use std::path::Path;
use std::process::Command;

use crate::on_both;
use crate::people::fill;
use crate::place::Place;

on_both! {
    a_backup_is_written_while_others_write_and_restored_elsewhere
}

/// Runs the program on a database. Its exit code, and what it printed.
fn run(url: &str, arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_signpost"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("SIGNPOST_DATABASE_URL", url)
        .output()
        .expect("the program runs");
    let text = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&text).into_owned())
}

fn shown(path: &Path) -> &str {
    path.to_str().expect("a path of ours")
}

async fn a_backup_is_written_while_others_write_and_restored_elsewhere(place: &Place) {
    let store = place.open().await;
    fill(&store, 21, 100).await;
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("bot.backup");
    for _ in 0..2 {
        let (code, printed) = run(&place.url, &["backup", shown(&file)]);
        assert_eq!(code, Some(0), "{printed}");
        assert!(printed.contains("questions answered: 1"), "{printed}");
    }
    assert!(store.claim(7, 1, 1_000).await, "the bot goes on");
    let only = std::fs::read_dir(folder.path()).expect("the folder").count();
    assert_eq!(only, 1, "nothing is left beside it");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(&file).expect("it is there").permissions().mode();
        assert_eq!(mode & 0o77, 0, "others may not read it");
    }

    let (code, printed) = run(&place.url, &["restore", shown(&file)]);
    assert_eq!(code, Some(2), "{printed}");
    assert!(printed.contains("already holds") && printed.contains("--force"), "{printed}");
    let (code, printed) = run(&place.url, &["restore", "--force", shown(&file)]);
    assert_eq!(code, Some(0), "{printed}");
    assert!(place.open().await.claim(7, 1, 1_000).await, "it is as it was at the backup");
    for other in [Place::sqlite().await, Place::postgres().await].into_iter().flatten() {
        let (code, printed) = run(&other.url, &["restore", shown(&file)]);
        assert_eq!(code, Some(0), "{printed}");
        let again = folder.path().join("again.backup");
        let (code, printed) = run(&other.url, &["backup", shown(&again)]);
        assert_eq!(code, Some(0), "{printed}");
        let rows = |path: &Path| {
            let text = std::fs::read_to_string(path).expect("it can be read");
            let all: Vec<String> = text.lines().map(str::to_owned).collect();
            // Between the heading, which holds the time, and the ending, which holds the checksum.
            all[1..all.len() - 1].to_vec()
        };
        assert_eq!(rows(&again), rows(&file));
    }
}

#[test]
fn what_is_in_the_way_is_said_and_nothing_is_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let database = folder.path().join("signpost.db");
    let url = format!("sqlite://{}", database.display());
    let at = |name: &str| folder.path().join(name);
    let (file, other) = (at("bot.backup"), at("other.txt"));
    let (code, printed) = run(&url, &["backup", shown(&file)]);
    assert_eq!(code, Some(2), "{printed}");
    assert!(printed.contains("there is no database at"), "{printed}");
    assert!(!database.exists() && !file.exists(), "nothing is made");

    std::fs::write(&other, "something of somebody's").expect("it can be written");
    for (wrong, expected) in [
        (&other, "other.txt:1"),
        (&at("nowhere"), "cannot use"),
        (&folder.path().to_owned(), "cannot use"),
    ] {
        let (code, printed) = run(&url, &["restore", shown(wrong)]);
        assert!(matches!(code, Some(1 | 2)) && printed.contains(expected), "{printed}");
        assert!(!database.exists(), "nothing is made");
    }
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let store = signpost::store::Store::open(&url, &url).await.expect("it is made");
        fill(&store, 21, 100).await;
        store.close().await;
    });
    let held = std::fs::read(&database).expect("it is there");
    for wrong in [&database, &other] {
        let (code, printed) = run(&url, &["backup", shown(wrong)]);
        assert_eq!(code, Some(2), "{printed}");
        assert!(printed.contains("is no backup; name another file"), "{printed}");
    }
    assert!(std::fs::read(&database).expect("it is there") == held, "it is as it was");
    let missing = at("no/such/folder/bot.backup");
    let (code, printed) = run(&url, &["backup", shown(&missing)]);
    assert!(code == Some(2) && printed.contains("cannot use"), "{printed}");

    // Cut off, as by a full disk: found before the database is touched.
    let (code, printed) = run(&url, &["backup", shown(&file)]);
    assert_eq!(code, Some(0), "{printed}");
    let text = std::fs::read_to_string(&file).expect("it can be read");
    std::fs::write(&file, &text[..text.len() / 2]).expect("it can be written");
    let (code, printed) = run(&url, &["restore", "--force", shown(&file)]);
    assert_eq!(code, Some(1), "{printed}");
    assert!(printed.contains("cut-off") && printed.contains("help: take a whole"), "{printed}");
}
