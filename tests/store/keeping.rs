//! Claims, exchanges, verdicts and sessions.

use signpost::store::{Exchange, Open, SavedSession, Store, Verdict};

use crate::on_both;
use crate::place::Place;

on_both! {
    a_question_is_taken_once
    two_processes_take_a_question_once
    what_was_left_open_is_taken_up_once
    what_is_settled_is_not_taken_again_though_its_claim_was_lost
    an_exchange_is_kept_replaced_and_forgotten
    direct_messages_come_in_the_order_of_the_last_reply
    a_choice_replaces_the_question_back
    everybody_has_one_verdict
    a_session_belongs_to_its_bot
    it_is_known_since_when_the_bot_was_away
}

/// Discord's ids fill 63 bits today; the store keeps all 64.
const LARGE: u64 = u64::MAX - 7;

pub(crate) fn exchange(question: u64) -> Exchange {
    Exchange {
        question,
        channel: LARGE,
        server: Some(11),
        asker: Some(21),
        reply: question + 1,
        outcome: "answer".to_owned(),
        category: None,
        entries: vec!["what-is-tea".to_owned(), "is-tea-legal".to_owned()],
        edited_at: 0,
        response_ms: Some(120),
        by_command: false,
    }
}

async fn a_question_is_taken_once(place: &Place) {
    let store = place.open().await;
    assert!(store.claim(LARGE, 1, 1_000).await);
    assert!(!store.claim(LARGE, 1, 1_000).await);
    assert!(store.claim(2, 1, 1_000).await);
    store.close().await;
    let again = place.open().await;
    assert!(!again.claim(LARGE, 1, 1_000).await, "a restart does not forget");
    assert!(store.unrecorded().is_nothing());
}

async fn two_processes_take_a_question_once(place: &Place) {
    let (first, second) = (place.open().await, place.open().await);
    let take = async |store: &Store| {
        let mut taken = Vec::new();
        for id in 1..=100 {
            taken.push(store.claim(id, 1, 1_000).await);
        }
        taken
    };
    let (first, second) = tokio::join!(take(&first), take(&second));
    for (place, (first, second)) in first.iter().zip(&second).enumerate() {
        assert!(first ^ second, "question {place} is taken by one of two");
    }
}

async fn what_was_left_open_is_taken_up_once(place: &Place) {
    let store = place.open().await;
    for (id, at) in [(1, 1_000), (2, 5_000), (3, 5_000)] {
        assert!(store.claim(id, 9, at).await);
    }
    store.settle(3, 9, 5_000).await.expect("it is there");
    store.close().await;
    let store = place.open().await;
    let left = store.reopen(2_000, 6_000).await.expect("it is there");
    assert_eq!(left, [Open { id: 2, channel: 9 }], "one was settled, one is too old");
    assert!(store.is_left(2) && !store.is_left(3));
    assert!(store.claim(2, 9, 6_000).await);
    assert!(!store.claim(2, 9, 6_000).await);
    assert!(!store.claim(3, 9, 6_000).await);
    assert!(store.claim(1, 9, 6_000).await, "what was given up may be asked anew");
}

async fn what_is_settled_is_not_taken_again_though_its_claim_was_lost(place: &Place) {
    let store = place.open().await;
    store.settle(LARGE, 9, 1_000).await.expect("it is there");
    store.close().await;
    let again = place.open().await;
    assert_eq!(again.reopen(0, 2_000).await.expect("it is there"), [], "nothing is left open");
    assert!(!again.claim(LARGE, 9, 2_000).await, "it is done with");
}

async fn an_exchange_is_kept_replaced_and_forgotten(place: &Place) {
    let store = place.open().await;
    let first = exchange(LARGE - 10);
    store.record(&first, 1_000).await.expect("it is there");
    let known = store.exchange_of(first.question).await.expect("it is there");
    assert_eq!(known, Some(first.clone()));
    let second = Exchange {
        server: None,
        asker: None,
        outcome: "escalate".to_owned(),
        category: Some("poisoning".to_owned()),
        entries: Vec::new(),
        edited_at: 7,
        response_ms: None,
        by_command: true,
        ..first.clone()
    };
    store.record(&second, 2_000).await.expect("it is there");
    let known = store.exchange_of(second.question).await.expect("it is there");
    let wanted = Exchange { response_ms: first.response_ms, ..second.clone() };
    assert_eq!(known, Some(wanted), "how long the first reply took is still known");
    store.forget(second.question).await.expect("it is there");
    assert_eq!(store.exchange_of(second.question).await.expect("it is there"), None);
    store.record(&second, 3_000).await.expect("it is there");
    store.forget_reply(second.reply).await.expect("it is there");
    assert_eq!(store.exchange_of(second.question).await.expect("it is there"), None);
}

async fn direct_messages_come_in_the_order_of_the_last_reply(place: &Place) {
    let store = place.open().await;
    for (question, channel, at) in [(1, 50, 1), (2, LARGE, 2), (3, 51, 3), (4, 50, 4)] {
        let asked = Exchange { server: None, channel, ..exchange(question) };
        store.record(&asked, at).await.expect("it is there");
    }
    store.record(&exchange(5), 5).await.expect("it is there");
    let channels = store.direct_channels().await.expect("it is there");
    assert_eq!(channels, [50, 51, LARGE]);
}

async fn a_choice_replaces_the_question_back(place: &Place) {
    let store = place.open().await;
    let asked = Exchange { outcome: "clarify".to_owned(), entries: Vec::new(), ..exchange(5) };
    store.record(&asked, 1_000).await.expect("it is there");
    store.choose(asked.reply, "answer", "is-tea-legal").await.expect("it is there");
    let known = store.exchange_of(5).await.expect("it is there").expect("it is kept");
    assert_eq!((known.outcome.as_str(), known.entries.len()), ("answer", 1));
    assert_eq!(known.entries[0], "is-tea-legal");
}

async fn everybody_has_one_verdict(place: &Place) {
    let store = place.open().await;
    for (person, verdict) in [
        (LARGE, Verdict::Helpful),
        (2, Verdict::Helpful),
        (3, Verdict::Helpful),
        (3, Verdict::WrongFacts),
    ] {
        store.judge(1, person, verdict, 1_000).await.expect("it is there");
    }
    let verdicts = store.verdicts(1).await.expect("it is there");
    assert_eq!(verdicts, [("helpful".to_owned(), 2), ("wrong_facts".to_owned(), 1)]);
    assert!(store.verdicts(2).await.expect("it is there").is_empty());
}

async fn a_session_belongs_to_its_bot(place: &Place) {
    let store = place.open().await;
    let session =
        SavedSession { id: "abc".to_owned(), sequence: 1, resume_url: Some("wss://x".to_owned()) };
    store.save_session(0, LARGE, &session).await.expect("it is there");
    let session = SavedSession { sequence: 2, resume_url: None, ..session };
    store.save_session(0, LARGE, &session).await.expect("it is there");
    assert_eq!(store.saved_session(0, LARGE).await.expect("it is there"), Some(session));
    assert_eq!(store.saved_session(0, 1).await.expect("it is there"), None);
    store.forget_session(0).await.expect("it is there");
    assert_eq!(store.saved_session(0, LARGE).await.expect("it is there"), None);
}

async fn it_is_known_since_when_the_bot_was_away(place: &Place) {
    let store = place.open().await;
    assert_eq!(store.last_seen(0).await.expect("it is there"), None);
    for time in [1_000, 2_000] {
        store.save_last_seen(0, time).await.expect("it is there");
    }
    assert_eq!(store.last_seen(0).await.expect("it is there"), Some(2_000));
}
