//! Many changes at once: all of them, or none.

use serde_json::json;
use signpost::moderation::Role;
use signpost::store::{
    Batch, Carried, ChangeKind, Draft, EntrySteps, Publication, Step, Store, StoreError,
};

use crate::on_both;
use crate::place::Place;

on_both! {
    a_batch_is_so_whole_and_once
    a_batch_made_from_an_older_state_changes_nothing
    who_is_deleted_is_not_named_by_a_file_either
}

const THERE: &str = "the database is there";

async fn proposed(store: &Store, after: serde_json::Value) -> u64 {
    let kind = ChangeKind::Import;
    let after = Some(after);
    let draft = Draft { server: 1, entry: None, kind, actor: 9, before: None, after };
    match store.propose(&draft, 0, 5).await.expect(THERE) {
        Publication::Done(change) => change.id,
        Publication::Conflict(_) => panic!("it is about no entry"),
    }
}

fn batch() -> Batch {
    let step = |kind, after| Step { kind, before: None, after };
    let added = json!({ "question": "Q?", "answer": "A." });
    let own = vec![step(ChangeKind::Add, Some(added.clone())), step(ChangeKind::Retire, None)];
    Batch {
        entries: vec![
            EntrySteps { entry: "own".to_owned(), base: 0, steps: own },
            EntrySteps {
                entry: "other".to_owned(),
                base: 0,
                steps: vec![step(ChangeKind::Add, Some(added))],
            },
        ],
        settings: vec![(1, "mode".to_owned(), json!("auto"))],
        grants: vec![(5, Role::Editor)],
        ignored: vec![77],
    }
}

async fn carried(store: &Store, proposal: u64) -> Result<Carried, StoreError> {
    store.carry_out(1, proposal, &batch(), 8, 6).await
}

async fn a_batch_is_so_whole_and_once(place: &Place) {
    let store = place.open().await;
    let proposal = proposed(&store, json!({})).await;
    assert_eq!(store.carry_out(2, proposal, &batch(), 8, 6).await.expect(THERE), Carried::Unknown);
    let Carried::Done(change) = carried(&store, proposal).await.expect(THERE) else {
        panic!("nothing is in its way");
    };
    assert_eq!((change.actor, change.approved_by), (Some(9), Some(8)));
    let overlay = store.overlay(1).await.expect(THERE);
    let kinds: Vec<_> = overlay.iter().map(|it| (it.entry.as_deref(), it.kind)).collect();
    assert_eq!(kinds, [(Some("own"), ChangeKind::Retire), (Some("other"), ChangeKind::Add)]);
    let history = store.history(1, "own").await.expect(THERE);
    assert_eq!(history[0].base, history[1].id, "each step stands on the one before");
    assert_eq!(store.settings(1).await.expect(THERE).len(), 1);
    assert_eq!(store.grants(1).await.expect(THERE), [(5, Role::Editor)]);
    assert_eq!(store.ignored(1).await.expect(THERE), [77]);
    let last = store.last_change().await.expect(THERE);
    let again = carried(&store, proposal).await.expect(THERE);
    assert!(matches!(again, Carried::Decided(_)), "{again:?}");
    assert_eq!(store.last_change().await.expect(THERE), last);
}

async fn a_batch_made_from_an_older_state_changes_nothing(place: &Place) {
    let store = place.open().await;
    let proposal = proposed(&store, json!({})).await;
    let entry = Some("other".to_owned());
    let kind = ChangeKind::Add;
    let draft = Draft { server: 1, entry, kind, actor: 3, before: None, after: Some(json!({})) };
    let _ = store.publish(&draft, 0, 5).await.expect(THERE);
    let last = store.last_change().await.expect(THERE);
    let outcome = carried(&store, proposal).await.expect(THERE);
    assert_eq!(outcome, Carried::Conflict(vec!["other".to_owned()]));
    assert_eq!(store.last_change().await.expect(THERE), last);
    assert!(store.grants(1).await.expect(THERE).is_empty());
    assert!(store.settings(1).await.expect(THERE).is_empty());
}

async fn who_is_deleted_is_not_named_by_a_file_either(place: &Place) {
    let store = place.open().await;
    let proposal = proposed(&store, json!({ "ignored": ["771", "77"] })).await;
    store.delete_person(77).await.expect(THERE);
    let kept = store.change(1, proposal).await.expect(THERE).and_then(|change| change.after);
    assert_eq!(kept, Some(json!({ "ignored": ["771", "0"] })));
}
