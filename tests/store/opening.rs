//! Tables are made once, and those of a newer program are left alone.

use signpost::store::{Store, StoreError};

use crate::on_both;
use crate::place::Place;

on_both! {
    processes_that_start_together_make_the_tables_once
    tables_of_a_newer_program_are_left_alone
    what_was_changed_before_it_was_kept_how_far_was_told_counts_as_told
    whoever_only_looks_changes_nothing
}

async fn processes_that_start_together_make_the_tables_once(place: &Place) {
    let openings: Vec<_> = (0..8)
        .map(|_| {
            let url = place.url.clone();
            tokio::spawn(async move { Store::open(&url, &url).await })
        })
        .collect();
    let mut taken = 0;
    for opening in openings {
        let store = opening.await.expect("no panic").expect("each of them can open it");
        taken += u32::from(store.claim(1, 1, 1_000).await);
        assert!(store.unrecorded().is_nothing());
    }
    assert_eq!(taken, 1);
}

async fn tables_of_a_newer_program_are_left_alone(place: &Place) {
    place.open().await.close().await;
    place
        .meddle(if place.is_file() {
            "PRAGMA user_version = 4000"
        } else {
            "UPDATE schema_version SET version = 4000"
        })
        .await;
    let refused = Store::open(&place.url, "the shown address").await;
    let Err(error @ StoreError::TooNew { .. }) = refused else { panic!("it is refused") };
    let text = error.to_string();
    assert!(text.contains("the shown address") && text.contains("update the program"), "{text}");
}

async fn what_was_changed_before_it_was_kept_how_far_was_told_counts_as_told(place: &Place) {
    let store = place.open().await;
    for server in [1, 1, 2] {
        store.pause(server, None, 7, 1_000).await.expect("it is there");
    }
    store.close().await;
    // The tables as they were then.
    let version = if place.is_file() {
        "PRAGMA user_version = 5"
    } else {
        "UPDATE schema_version SET version = 5"
    };
    for step in [
        "DROP TABLE audited",
        "DROP INDEX change_in_force",
        "ALTER TABLE exchange DROP COLUMN by_command",
        "ALTER TABLE awaited DROP COLUMN owed",
        "DROP INDEX change_replaced",
        "DROP INDEX change_proposed",
        "DROP INDEX exchange_answers",
        "ALTER TABLE exchange DROP COLUMN answers",
        version,
    ] {
        place.meddle(step).await;
    }
    let store = place.open().await;
    assert!(store.untold_servers().await.expect("it is there").is_empty());
    let change = store.pause(2, None, 8, 1_000).await.expect("it is there");
    assert_eq!(store.untold_servers().await.expect("it is there"), [2]);
    let untold = store.untold(2, 10).await.expect("it is there");
    assert_eq!((untold.many, untold.last), (1, change.id));
}

async fn whoever_only_looks_changes_nothing(place: &Place) {
    let shown = "the shown address";
    let nothing = Store::look(&place.url, shown).await;
    assert!(matches!(nothing, Err(StoreError::Missing { .. })), "there is nothing yet");
    if let Some(file) = place.url.strip_prefix("sqlite://") {
        assert!(!std::path::Path::new(file).exists(), "it was made");
    }
    let store = place.open().await;
    let region = serde_json::json!("GB");
    store.set(7, 7, "region", Some(&region), 1, 1).await.expect("it is there");
    // Beside a bot that runs.
    let looks = Store::look(&place.url, shown).await.expect("it can be looked at");
    assert_eq!(looks.settings(7).await.expect("it can be read")[0].value, region);
    assert!(looks.set(7, 7, "region", None, 1, 2).await.is_err(), "it may not write");
    looks.close().await;
    assert_eq!(store.settings(7).await.expect("it is there").len(), 1);
    store.close().await;
    let versions = if place.is_file() {
        ["PRAGMA user_version = 1", "PRAGMA user_version = 4000"]
    } else {
        ["UPDATE schema_version SET version = 1", "UPDATE schema_version SET version = 4000"]
    };
    for (version, expected) in
        versions.into_iter().zip(["start the bot once", "update the program"])
    {
        place.meddle(version).await;
        let Err(error) = Store::look(&place.url, shown).await else { panic!("it is refused") };
        let text = error.to_string();
        assert!(text.contains(shown) && text.contains(expected), "{text}");
    }
}

#[tokio::test]
async fn what_a_person_has_to_mend_is_said() {
    for (url, expected) in [
        ("sqlite:///no/such/folder/signpost.db", "check that the folder exists"),
        ("mysql://user@host/database", "sqlite://FILE or to postgres://"),
        ("postgres://user:secret@127.0.0.1/d?sslmode=nonsense", "encryption in database.url"),
    ] {
        let Err(error) = Store::open(url, "the shown address").await else { panic!("{url}") };
        let text = error.to_string();
        assert!(text.contains(expected) && text.contains("the shown address"), "{text}");
        assert!(!text.contains("secret"), "{text}");
    }
    let Some(place) = Place::postgres().await else { return };
    let url = place.url.replace("signpost_", "nobody_made_");
    let Err(error) = Store::open(&url, &url).await else { panic!("there is no such database") };
    assert!(error.to_string().contains("does not exist; check user"), "{error}");
}
