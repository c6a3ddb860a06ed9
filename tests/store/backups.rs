//! A backup comes back whole, from either kind of database into either, or not at all.

use std::io::Cursor;

use signpost::store::backup::{self, BackupError, Summary};
use signpost::store::{SavedSession, Store};

use crate::on_both;
use crate::people::fill;
use crate::place::Place;

on_both! {
    a_backup_goes_into_either_kind_and_comes_back_the_same
    a_backup_is_of_one_moment
    what_a_database_holds_is_not_lost_to_a_restoration
    every_column_is_in_a_backup
}

const THERE: &str = "the database is there";

async fn back_up(store: &Store) -> Vec<u8> {
    let mut file = Vec::new();
    store.back_up(&mut file, 7_000).await.expect(THERE);
    file
}

fn checked(file: &[u8]) -> Summary {
    let found = backup::check("test.backup", &mut Cursor::new(file)).expect("it can be read");
    found.unwrap_or_else(|found| panic!("{found:?}"))
}

async fn restore(store: &Store, file: &[u8], force: bool) -> Result<Summary, BackupError> {
    store.restore(&mut Cursor::new(file), &checked(file), force).await
}

async fn a_backup_goes_into_either_kind_and_comes_back_the_same(place: &Place) {
    let store = place.open().await;
    fill(&store, u64::MAX - 1, 100).await;
    fill(&store, 22, u64::MAX - 100).await;
    let file = back_up(&store).await;
    assert!(checked(&file).rows() >= 30);
    for other in [Place::sqlite().await, Place::postgres().await].into_iter().flatten() {
        let restored = other.open().await;
        let summary = restore(&restored, &file, false).await.expect("it is empty");
        assert_eq!(summary, checked(&file));
        let again = back_up(&restored).await;
        assert_eq!(String::from_utf8_lossy(&again), String::from_utf8_lossy(&file));
        assert!(!restored.claim(100, 3, 9_000).await, "what was claimed stays so");
        let next = crate::changes::draft(1, "new", "text");
        let next = crate::changes::done(restored.publish(&next, 0, 1).await.expect(THERE));
        assert_eq!(next.id, store.last_change().await.expect(THERE) + 1, "numbers go on");
    }
}

async fn a_backup_is_of_one_moment(place: &Place) {
    let store = place.open().await;
    let writing = async {
        for id in 1..=300 {
            // The reply is kept after the claim: whoever sees it sees the claim.
            assert!(store.claim(id, 1, 1_000).await);
            store.record(&crate::keeping::exchange(id), 1_000).await.expect(THERE);
        }
    };
    let reading = async {
        let other = place.open().await;
        let mut files = Vec::new();
        for _ in 0..5 {
            files.push(back_up(&other).await);
            tokio::task::yield_now().await;
        }
        files
    };
    let ((), files) = tokio::join!(writing, reading);
    for file in files {
        let counts: Vec<(&str, u64)> = checked(&file).held().collect();
        let of = |name| counts.iter().find(|(table, _)| *table == name).map_or(0, |it| it.1);
        assert!(of("messages dealt with") >= of("questions answered"), "{counts:?}");
    }
}

async fn what_a_database_holds_is_not_lost_to_a_restoration(place: &Place) {
    let store = place.open().await;
    fill(&store, 21, 100).await;
    let session = SavedSession { id: "s".to_owned(), sequence: 1, resume_url: None };
    store.save_session(0, 1, &session).await.expect(THERE);
    let before = back_up(&store).await;
    let Some(other) = Place::sqlite().await else { return };
    let other = other.open().await;
    fill(&other, 22, 500).await;
    let file = back_up(&other).await;
    let refused = restore(&store, &file, false).await.expect_err("it holds something");
    assert!(refused.to_string().contains("questions answered: 1"), "{refused}");
    assert!(refused.to_string().contains("--force"), "{refused}");
    assert_eq!(back_up(&store).await, before, "nothing was changed");
    // Another file than was checked, as if it had been changed in between.
    let changed = store.restore(&mut Cursor::new(&before), &checked(&file), true).await;
    if checked(&file) != checked(&before) {
        assert!(matches!(changed, Err(BackupError::Differs)), "{changed:?}");
    }
    // A row twice: the key refuses it in the middle.
    let mut twice: Vec<&[u8]> = file.split_inclusive(|byte| *byte == b'\n').collect();
    twice.insert(2, twice[1]);
    let twice = twice.concat();
    let refused = store.restore(&mut Cursor::new(&twice), &checked(&file), true).await;
    assert!(matches!(refused, Err(BackupError::Row { line: 3, .. })), "{refused:?}");
    assert_eq!(back_up(&store).await, before, "nothing was changed");
    restore(&store, &file, true).await.expect("it may go");
    assert_eq!(back_up(&store).await, file);
    assert_eq!(store.saved_session(0, 1).await.expect(THERE), None, "it belonged to what was");
}

async fn every_column_is_in_a_backup(place: &Place) {
    place.open().await.close().await;
    let listed: Vec<String> =
        backup::columns().map(|(table, column)| format!("{table}.{column}")).collect();
    let mut there = place.columns().await;
    there
        .retain(|column| !column.starts_with("session.") && !column.starts_with("schema_version."));
    let (mut wanted, mut found) = (listed.clone(), there.clone());
    wanted.sort();
    found.sort();
    assert_eq!(wanted, found);
}

#[tokio::test]
async fn what_is_wrong_with_a_file_is_said_with_its_line() {
    let place = Place::sqlite().await.expect("files can be made");
    let store = place.open().await;
    fill(&store, 21, 100).await;
    let good = String::from_utf8(back_up(&store).await).expect("a backup is text");
    let lines: Vec<&str> = good.lines().collect();
    let last = lines.len();
    let changed = |place: usize, line: &str| {
        let mut changed = lines.clone();
        changed[place - 1] = line;
        changed.join("\n") + "\n"
    };
    let heading: serde_json::Value = serde_json::from_str(lines[0]).expect("it is JSON");
    let tables = heading["tables"].as_u64().expect("how many steps the tables took");
    let headed = |form: u64, tables: u64| {
        changed(1, &format!(r#"{{"signpost_backup":{form},"tables":{tables},"made_at":1}}"#))
    };
    let cases = [
        (String::new(), "not-a-backup", 1),
        ("SQLite format 3\0".to_owned(), "not-a-backup", 1),
        (changed(1, r#"{"question":"a","expect":{}}"#), "not-a-backup", 1),
        (headed(2, tables), "newer-backup", 1),
        (headed(1, tables + 1), "newer-backup", 1),
        (headed(1, 0), "not-a-backup", 1),
        (headed(1, tables), "wrong-checksum", last),
        (changed(2, "{"), "not-json", 2),
        (changed(2, r#"["claim"]"#), "not-a-row", 2),
        (changed(2, r#"{"clam":[1]}"#), "unknown-table", 2),
        (changed(2, r#"{"claim":[1,2,3]}"#), "wrong-columns", 2),
        (changed(2, r#"{"claim":[1,2,3,"4"]}"#), "wrong-type", 2),
        (changed(2, r#"{"claim":[1,2,3,null]}"#), "wrong-type", 2),
        (changed(2, r#"{"claim":[1,2,3,4.5]}"#), "wrong-type", 2),
        (changed(2, r#"{"claim":[999,3,1000,0]}"#), "wrong-checksum", last),
        (changed(2, ""), "not-json", 2),
        (lines[..last - 1].join("\n"), "cut-off", last - 1),
        (good[..good.len() - 30].to_owned(), "cut-off", last),
        ([&lines[..3], &lines[4..]].concat().join("\n"), "rows-missing", last - 1),
        (good.clone() + lines[1] + "\n", "not-a-row", last),
    ];
    for (file, code, line) in cases {
        let found = backup::check("test.backup", &mut Cursor::new(&file)).expect("it can be read");
        let found = found.expect_err(code);
        assert_eq!((found[0].code, found[0].line), (code, line), "{}", found[0]);
        assert!(!found[0].help.is_empty() && found[0].to_string().contains("test.backup"));
        assert!(found.len() <= 20);
    }
    let noise = "x\n".repeat(1_000);
    let found = backup::check("noise", &mut Cursor::new(lines[0].to_owned() + "\n" + &noise));
    assert_eq!(found.expect("it can be read").expect_err("noise").len(), 20);
}
