//! The database is away: nobody waits for it, what is lost is counted, and it comes back by itself.

use std::time::Duration;

use signpost::store::{InboxItem, InboxKind, InboxState, Shadowed, Store};

use crate::keeping::exchange;
use crate::on_both;
use crate::place::Place;
use crate::postgres::{Server, skip};

on_both! {
    what_is_not_kept_is_counted
    a_claim_does_not_wait_for_a_database_that_hangs
}

async fn what_is_not_kept_is_counted(place: &Place) {
    let store = place.open().await;
    assert!(store.unrecorded().is_nothing());
    place.meddle("DROP TABLE inbox; DROP TABLE shadowed; DROP TABLE request").await;
    let item = InboxItem {
        server: 1,
        question: 2,
        channel: 3,
        kind: InboxKind::Unanswered,
        entry: None,
        outcome: "fallback".to_owned(),
        state: InboxState::Open,
        handled_by: None,
        at: 4,
    };
    assert!(store.file(&item).await.is_err());
    let shadowed = Shadowed {
        server: 1,
        question: 2,
        channel: Some(3),
        asker: 4,
        outcome: "answer".to_owned(),
        entries: Vec::new(),
        suggested: false,
    };
    assert!(store.shadow(&shadowed, 5).await.is_err());
    assert!(store.request_arrived(1, 2, 3, 4).await.is_err());
    let lost = store.unrecorded();
    assert_eq!((lost.filings, lost.shadows, lost.requests), (1, 1, 1));
    assert!(!lost.is_nothing());
}

/// How long anything may take on a busy machine.
const DEADLINE: Duration = Duration::from_secs(20);

/// Waits until something can be kept again.
async fn comes_back(store: &Store) {
    let kept = async {
        while store.record(&exchange(900), 1_000).await.is_err() {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(DEADLINE, kept).await.expect("it comes back by itself");
    assert!(!store.unrecorded().is_away);
}

async fn a_claim_does_not_wait_for_a_database_that_hangs(place: &Place) {
    let store = place.open().await;
    assert!(store.claim(1, 1, 1_000).await);
    let hold = place
        .hold(if place.is_file() {
            "BEGIN EXCLUSIVE"
        } else {
            "BEGIN; LOCK TABLE claim, exchange IN ACCESS EXCLUSIVE MODE"
        })
        .await;
    // Less than a statement waits: what the process remembers decides.
    let claims = async {
        assert!(store.claim(2, 1, 1_000).await);
        assert!(!store.claim(2, 1, 1_000).await);
        for id in 10..1_000 {
            assert!(store.claim(id, 1, 1_000).await, "a flood is not slowed down");
        }
    };
    tokio::time::timeout(DEADLINE, claims).await.expect("nobody waits");
    assert_eq!(store.unrecorded().claims, 0, "what is settled later is kept then");
    assert!(store.settle(2, 1, 1_000).await.is_err(), "not yet");
    assert_eq!(store.unrecorded().claims, 1);
    hold.close().await;
    comes_back(&store).await;
    store.settle(10, 1, 1_000).await.expect("it is back");
    assert_eq!(store.unrecorded().claims, 1);
    let other = place.open().await;
    assert!(!other.claim(10, 1, 1_000).await, "it is kept now");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_stops_is_missed_and_found_again() {
    let mut server = match Server::start() {
        Ok(server) => server,
        Err(reason) => return skip(&reason),
    };
    let url = server.database().await;
    let store = Store::open(&url, &url).await.expect("it runs");
    assert!(store.claim(1, 1, 1_000).await);
    server.stop();
    let without = async {
        assert!(store.claim(2, 1, 1_000).await, "the memory decides");
        assert!(!store.claim(2, 1, 1_000).await);
        assert!(!store.claim(1, 1, 1_000).await);
        assert!(store.record(&exchange(2), 1_000).await.is_err());
        assert!(store.settle(2, 1, 1_000).await.is_err());
        // Started while the server is away, the bot comes up all the same.
        let late = Store::open(&url, &url).await.expect("the bot goes on without");
        assert!(late.claim(7, 1, 1_000).await);
        late
    };
    let late = tokio::time::timeout(DEADLINE, without).await.expect("nobody waits");
    let unrecorded = store.unrecorded();
    assert!(unrecorded.is_away && unrecorded.claims == 1 && unrecorded.exchanges == 1);
    assert!(late.unrecorded().is_away);
    server.start_again();
    comes_back(&store).await;
    comes_back(&late).await;
    assert!(store.claim(3, 1, 1_000).await);
    let third = Store::open(&url, &url).await.expect("it runs");
    assert!(!third.claim(3, 1, 1_000).await, "what is claimed now is in the database");
    assert!(!third.claim(1, 1, 1_000).await, "and so is what was claimed before");
}
