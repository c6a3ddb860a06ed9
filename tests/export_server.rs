//! `signpost export --guild`: a server's changes become files of the packs.
//!
//! 1. Laid over the packs and written in their place, they load as the server has them.
//! 2. Without a database, a folder or a server, it says what is missing, and writes nothing.

use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use signpost::app;
use signpost::engine::knowledge::{EntryId, KnowledgeBase};
use signpost::store::{ChangeKind, Draft, Publication, Store};

const SERVER: u64 = 7;

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for item in std::fs::read_dir(from).expect("a folder") {
        let path = item.expect("readable").path();
        let place = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &place);
        } else {
            std::fs::copy(&path, &place).expect("it is copied");
        }
    }
}

async fn publish(store: &Store, entry: &str, kind: ChangeKind, after: Option<Value>) {
    let base = store.revision(SERVER, entry).await.expect("it is there");
    let entry = Some(entry.to_owned());
    let draft = Draft { server: SERVER, entry, kind, actor: 1, before: None, after };
    let done = store.publish(&draft, base, 1).await.expect("it is there");
    assert!(matches!(done, Publication::Done(_)));
}

#[tokio::test]
async fn what_a_server_changed_loads_from_the_files_that_are_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let packs = folder.path().join("knowledge");
    copy(&root.join("knowledge/kratom"), &packs.join("kratom"));
    let url = format!("sqlite://{}", folder.path().join("bot.db").display());
    let store = Store::open(&url, &url).await.expect("a file");
    let (shipped, _) = app::load_knowledge(&[packs.join("kratom")]).expect("the pack");
    let changed = shipped.entry_at(0).clone();
    let unused = shipped.entry_at(1).clone();
    let mut row =
        serde_json::to_value(signpost::engine::knowledge::Row::from(&changed)).expect("JSON");
    row["phrasings"] = json!(["a \"quoted\" way", "another"]);
    publish(&store, changed.id.as_str(), ChangeKind::Edit, Some(row)).await;
    publish(&store, unused.id.as_str(), ChangeKind::Retire, None).await;
    let own =
        json!({ "question": "When does it open?", "phrasings": [], "answer": "At seven.\n\n+++" });
    publish(&store, "when-does-it-open", ChangeKind::Add, Some(own)).await;
    let asked = json!({ "out_of_scope": ["is there \"parking\"", "how do I make kratom tea"] });
    publish(&store, "(out of scope)", ChangeKind::OutOfScope, Some(asked)).await;
    store.close().await;

    let run = |arguments: &[&str]| {
        let output = Command::new(env!("CARGO_BIN_EXE_signpost"))
            .args(arguments)
            .args(["--knowledge", &packs.join("kratom").display().to_string()])
            .env("SIGNPOST_DATABASE_URL", &url)
            .current_dir(folder.path())
            .output()
            .expect("it starts");
        let text = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8_lossy(&text).into_owned())
    };
    let out = packs.display().to_string();
    let (code, told) = run(&["export", "--guild", "7", "--out", &out]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("wrote 4 files") && told.contains("not used in that server"), "{told}");
    let (after, found) = app::load_knowledge(&[packs.join("kratom")]).expect("the pack");
    assert!(!signpost::diagnostic::has_errors(&found), "{found:?}");
    assert_eq!(after.len(), shipped.len() + 1);
    let entry = |id: &str| {
        let id = EntryId::new(id).expect("an id");
        after.entry_at(after.find(&id).expect("it is there")).clone()
    };
    assert_eq!(entry(changed.id.as_str()).phrasings, ["a \"quoted\" way", "another"]);
    assert_eq!(entry(changed.id.as_str()).answer, changed.answer);
    assert_eq!(entry("when-does-it-open").answer, "At seven.\n\n+++");
    let not_answered = |knowledge: &KnowledgeBase| knowledge.packs()[0].out_of_scope.clone();
    let (before, now) = (not_answered(&shipped), not_answered(&after));
    assert_eq!(now, [before, vec!["is there \"parking\"".to_owned()]].concat());
    let file = packs.join("kratom/out_of_scope.toml");
    let file = std::fs::read_to_string(file).expect("it is there");
    assert!(file.contains("# Making it ready"), "comments stay: {file}");
    // A second time there is nothing to do for what is there, but for the new one.
    let (_, told) = run(&["export", "--guild", "7", "--out", &out]);
    assert!(told.contains("wrote 0 files"), "{told}");

    for (arguments, expected) in [
        (&["export", "--guild", "7"][..], "--out"),
        (&["export", "--guild", "none", "--out", "x"], "none"),
        (&["export", "--guild", "7", "--out", "bot.db"], "name a folder"),
    ] {
        let (code, told) = run(arguments);
        assert_eq!(code, Some(2), "{told}");
        assert!(told.contains(expected), "no `{expected}` in {told}");
    }
    let (code, told) = run(&["export", "--guild", "8", "--out", "nothing"]);
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("nothing that the server 8 changed is in the database"), "{told}");
    assert!(!folder.path().join("nothing").exists());
}
