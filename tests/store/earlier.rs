//! A backup that an earlier version of the program wrote comes back as its database would have been
//! brought up to date, or not at all.

use std::io::Cursor;

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use signpost::store::backup::{self, BackupError, Summary};
use signpost::store::{Exchange, Store};

use crate::on_both;
use crate::people::fill;
use crate::place::Place;

on_both! {
    what_every_earlier_version_wrote_comes_back_as_it_would_be_today
    what_an_earlier_version_wrote_comes_back_whole_or_not_at_all
}

const THERE: &str = "the database is there";

/// The version of today's tables.
async fn today() -> u64 {
    let place = Place::sqlite().await.expect("files can be made");
    let file = backed_up(&place.open().await).await;
    let heading: Value = serde_json::from_str(&file[0]).expect("it is JSON");
    heading["tables"].as_u64().expect("how many steps the tables took")
}

async fn backed_up(store: &Store) -> Vec<String> {
    let mut file = Vec::new();
    store.back_up(&mut file, 1).await.expect(THERE);
    let text = String::from_utf8(file).expect("a backup is text");
    text.lines().map(str::to_owned).collect()
}

/// What a database of the version `made` held: somebody was asked back, an entry was written and given
/// up, another was changed, for which somebody waited. `now` is the version that it is in by now.
fn rows(made: u64, now: u64) -> Vec<String> {
    let some = |since: u64, cell: Value| (now >= since).then_some(cell);
    let mut rows = Vec::new();
    let mut row = |since: u64, table: &str, cells: Vec<Option<Value>>| {
        if made >= since {
            let cells: Vec<Value> = cells.into_iter().flatten().collect();
            rows.push(json!({ table: cells }).to_string());
        }
    };
    let cells = |cells: Value| -> Vec<Option<Value>> {
        cells.as_array().expect("a list").iter().cloned().map(Some).collect()
    };
    row(1, "claim", cells(json!([100, 3, 1_000, 1])));
    let mut exchange = cells(json!([100, 3, 1, 22, 101, "clarify", null, "tea", 0, 1_000]));
    let took = if made >= 2 { json!(250) } else { Value::Null };
    let later = [(2, took), (2, json!(1)), (5, Value::Null), (7, json!(0)), (11, Value::Null)];
    exchange.extend(later.map(|(since, cell)| some(since, cell)));
    row(1, "exchange", exchange);
    row(1, "reaction", cells(json!([101, 22, "helpful", 1_000])));
    row(1, "presence", cells(json!([0, 1_000])));
    let change = |id: u64, entry: &str, kind: &str, state: &str, of: Option<u64>, text: &str| {
        let after = if text.is_empty() { Value::Null } else { json!(text) };
        cells(json!([id, 1, entry, kind, state, 7, null, null, 1_000, 0, of, null, after]))
    };
    // Of what was given up no text is kept since the tenth.
    let (new, text) = if now >= 10 { ("(not kept)", "") } else { ("new", "{}") };
    row(2, "change", change(1, new, "add", "proposed", None, text));
    row(2, "change", change(2, new, "add", "refused", Some(1), ""));
    row(2, "change", change(3, "tea", "edit", "proposed", None, "{}"));
    row(2, "change", change(4, "tea", "edit", "published", Some(3), "{}"));
    row(2, "setting", cells(json!([1, 1, "mode", "\"off\"", 7, 1_000])));
    row(2, "role_grant", cells(json!([1, 5, "editor"])));
    row(2, "ignored", cells(json!([1, 23, 1_000])));
    row(2, "opted_out", cells(json!([24, 1_000])));
    row(2, "paused", cells(json!([1, null, 1_000])));
    row(2, "inbox", cells(json!([1, 100, "wrong", 3, "tea", "answer", "open", null, 1_000])));
    let mut request = cells(json!([1, 100, 3, 22, null, null, "open", 1_000]));
    request.push(some(4, Value::Null));
    row(2, "request", request);
    row(3, "shadowed", cells(json!([1, 100, 3, 22, "answer", "tea", 0, 1_000])));
    row(3, "shadow_report", cells(json!([1, 500, 1_000])));
    // What waited for something that was in force before the eighth had been dealt with.
    if made >= 8 || now < 8 {
        let mut awaited = cells(json!([1, 3, 100, "request", 3, 1_000]));
        awaited.push(some(8, json!(4)));
        row(4, "awaited", awaited);
    }
    row(4, "notice", cells(json!([1, "told", 1_000])));
    // Since the sixth it is kept how far a server was told. What was changed before counts as told.
    if made >= 6 {
        row(6, "audited", cells(json!([1, 2])));
    } else if now >= 6 {
        row(2, "audited", cells(json!([1, 4])));
    }
    rows
}

/// The file that a program with such tables wrote.
fn file(version: u64, rows: &[String]) -> String {
    let heading = json!({ "signpost_backup": 1, "tables": version, "made_at": 1 });
    let mut text = format!("{heading}\n");
    for row in rows {
        text.push_str(row);
        text.push('\n');
    }
    let sha256: String = Sha256::digest(&text).iter().map(|byte| format!("{byte:02x}")).collect();
    text + &json!({ "rows": rows.len(), "sha256": sha256 }).to_string() + "\n"
}

fn checked(file: &str) -> Summary {
    let found = backup::check("old.backup", &mut Cursor::new(file)).expect("it can be read");
    found.unwrap_or_else(|found| panic!("{found:?}"))
}

async fn what_every_earlier_version_wrote_comes_back_as_it_would_be_today(place: &Place) {
    let today = today().await;
    let store = place.open().await;
    // Another that looks on, as a bot that was not stopped.
    let beside = place.open().await;
    assert!(beside.exchange_of(100).await.expect(THERE).is_none());
    for version in 1..=today {
        let written = rows(version, version);
        let file = file(version, &written);
        let found = checked(&file);
        assert_eq!((found.is_earlier(), found.rows()), (version < today, written.len() as u64));
        let restored = store.restore(&mut Cursor::new(&file), &found, true).await;
        assert_eq!(restored.unwrap_or_else(|why| panic!("{version}: {why}")), found);
        let lines = backed_up(&store).await;
        assert_eq!(lines[1..lines.len() - 1], rows(version, today), "of version {version}");
        // It can be used, and is not taken for an older one by whoever opens it.
        let exchange = beside.exchange_of(100).await.expect(THERE).expect("it is there");
        assert_eq!(exchange.reply, 101);
        let asked = Exchange { question: 200, reply: 201, ..exchange };
        place.open().await.record(&asked, 2_000).await.expect(THERE);
        let last = store.last_change().await.expect(THERE);
        let change = beside.pause(1, None, 7, 2_000).await.expect(THERE);
        assert_eq!(change.id, last + 1, "numbers go on");
    }
}

async fn what_an_earlier_version_wrote_comes_back_whole_or_not_at_all(place: &Place) {
    let store = place.open().await;
    fill(&store, 21, 100).await;
    let before = backed_up(&store).await;
    let good = file(5, &rows(5, 5));
    let refused = store.restore(&mut Cursor::new(&good), &checked(&good), false).await;
    assert!(matches!(refused, Err(BackupError::NotEmpty { .. })), "{refused:?}");
    // A row twice: the key refuses it after the tables were made anew.
    let mut twice = rows(5, 5);
    twice.insert(0, twice[0].clone());
    let twice = file(5, &twice);
    let refused = store.restore(&mut Cursor::new(&twice), &checked(&twice), true).await;
    assert!(matches!(refused, Err(BackupError::Row { line: 3, .. })), "{refused:?}");
    assert_eq!(backed_up(&store).await, before, "nothing was changed");
    store.pause(1, None, 7, 2_000).await.expect("the tables are as they were");
}

#[tokio::test]
async fn what_a_version_did_not_have_is_in_no_backup_of_it() {
    let today = today().await;
    let audited = rows(6, 6).pop().expect("there is a row");
    let with = |version: u64, row: &str| {
        let mut all = rows(version, version);
        all.insert(1, row.to_owned());
        file(version, &all)
    };
    let later = rows(today, today)[1].clone();
    for (file, code, line) in [
        (with(5, &audited), "unknown-table", 3),
        (with(5, &later), "wrong-columns", 3),
        (file(0, &rows(1, 1)), "not-a-backup", 1),
        (file(today + 1, &rows(today, today)), "newer-backup", 1),
    ] {
        let found = backup::check("old.backup", &mut Cursor::new(&file)).expect("it can be read");
        let found = found.expect_err(code);
        assert_eq!((found[0].code, found[0].line), (code, line), "{}", found[0]);
    }
}
