//! What waits for a change, what is told once, who takes a question up, and who complains.

use signpost::store::{
    Awaited, AwaitedKind, ChangeKind, Decision, Exchange, InboxItem, InboxKind, InboxState,
    Opening, RequestState, Taking, Verdict,
};

use crate::changes::{done, draft};
use crate::keeping::exchange;
use crate::on_both;
use crate::place::Place;

on_both! {
    what_waits_for_a_change_is_found_by_it
    whoever_waited_is_owed_the_answer_until_they_are_told
    what_is_told_once_is_told_by_one
    a_request_is_taken_by_one
    complaints_count_people_and_entries
    what_many_chose_is_found
    what_is_open_is_counted_and_taken_back
    a_later_reply_stands_beside_the_first
}

const THERE: &str = "the database is there";

async fn what_waits_for_a_change_is_found_by_it(place: &Place) {
    let store = place.open().await;
    let waiting = |question, kind| Awaited { question, channel: 5, kind };
    let both = [waiting(7, AwaitedKind::Request), waiting(8, AwaitedKind::Unanswered)];
    store.await_change(1, 3, &both, 10).await.expect(THERE);
    store.await_change(1, 3, &both[..1], 11).await.expect(THERE);
    assert_eq!(store.awaited_by(1, 3).await.expect(THERE), both);
    assert_eq!(store.awaited_by(2, 3).await.expect(THERE), []);
    assert_eq!(store.awaited_by(1, 4).await.expect(THERE), []);
    assert_eq!(AwaitedKind::Request.in_inbox(), None);
    for kind in InboxKind::ALL {
        assert_eq!(AwaitedKind::from(*kind).in_inbox(), Some(*kind));
    }
}

async fn whoever_waited_is_owed_the_answer_until_they_are_told(place: &Place) {
    let (store, other) = (place.open().await, place.open().await);
    let (unanswered, wrong) = (InboxKind::Unanswered, InboxKind::Wrong);
    for (question, kind) in [(7, unanswered), (8, wrong), (9, unanswered)] {
        store.file(&item(1, question, kind, None)).await.expect(THERE);
    }
    assert_eq!(store.open_request(1, 7, 5, 30, 10).await.expect(THERE), Opening::Opened);
    let waiting = |question, kind| Awaited { question, channel: 5, kind };
    let (first, second) = (waiting(7, AwaitedKind::Unanswered), waiting(7, AwaitedKind::Request));
    let late = waiting(8, AwaitedKind::Wrong);
    let proposal = done(store.propose(&draft(1, "tea", "text"), 0, 5).await.expect(THERE)).id;
    store.await_change(1, proposal, &[first, second, late], 10).await.expect(THERE);
    assert_eq!(store.owing(1).await.expect(THERE), [], "it is not in force");
    let Decision::Done(change) = store.decide(1, proposal, true, 42, 11).await.expect(THERE) else {
        panic!("nothing is in its way")
    };
    assert_eq!(store.owing(1).await.expect(THERE), std::slice::from_ref(&*change));
    assert_eq!(store.handle(1, &[(8, wrong)], InboxState::Dismissed, 9, 12).await.expect(THERE), 1);
    // Of two processes that come upon it one settles it.
    let state = InboxState::Answered;
    let both = tokio::join!(
        store.settle_awaited(&change, state, Some(42), 13),
        other.settle_awaited(&change, state, Some(42), 13)
    );
    let both = [both.0.expect(THERE), both.1.expect(THERE)];
    let handled: Vec<Awaited> = both.iter().flat_map(|it| it.first.clone()).collect();
    assert_eq!(handled, [second, first], "{both:?}");
    assert!(both.iter().any(|it| it.late.contains(&late)), "{both:?}");
    assert_eq!(store.awaited_by(1, proposal).await.expect(THERE), []);
    assert_eq!(store.owed_by(1, proposal).await.expect(THERE), [second, first]);
    assert_eq!(store.owing_servers().await.expect(THERE), [1]);
    let request = store.request(1, 7).await.expect(THERE).expect("it is there");
    assert_eq!((request.state, request.taken_by), (RequestState::Answered, Some(42)));
    let log = store.changes_after(change.id, 10).await.expect(THERE);
    let of = |kind| log.iter().filter(|it| it.kind == kind && it.actor == Some(42)).count();
    assert_eq!((of(ChangeKind::Inbox), of(ChangeKind::Request)), (1, 1), "{log:?}");
    store.no_longer_owed(2, proposal, 7).await.expect(THERE);
    assert_eq!(store.owing(1).await.expect(THERE).len(), 1, "another server");
    store.no_longer_owed(1, proposal, 7).await.expect(THERE);
    assert_eq!(store.owing(1).await.expect(THERE), []);
    assert!(store.owing_servers().await.expect(THERE).is_empty());
    // What became a phrasing is owed to nobody.
    let proposal = done(store.propose(&draft(1, "milk", "text"), 0, 5).await.expect(THERE)).id;
    let phrased = waiting(9, AwaitedKind::Unanswered);
    store.await_change(1, proposal, &[phrased], 10).await.expect(THERE);
    let Decision::Done(change) = store.decide(1, proposal, true, 42, 11).await.expect(THERE) else {
        panic!("nothing is in its way")
    };
    let settled = store.settle_awaited(&change, InboxState::Phrasing, None, 13).await;
    assert_eq!(settled.expect(THERE).first, [phrased]);
    assert_eq!(store.owing(1).await.expect(THERE), []);
}

async fn what_is_told_once_is_told_by_one(place: &Place) {
    let (store, other) = (place.open().await, place.open().await);
    let (first, second) =
        tokio::join!(store.take_notice(1, "digest", 0, 5), other.take_notice(1, "digest", 0, 5));
    assert_ne!(first.expect(THERE), second.expect(THERE), "one of two tells it");
    assert!(!store.take_notice(1, "digest", 0, 9).await.expect(THERE), "once is for ever");
    assert!(!store.take_notice(1, "digest", 5, 9).await.expect(THERE), "not before its time");
    assert!(store.take_notice(1, "digest", 6, 9).await.expect(THERE), "again from then on");
    assert!(store.take_notice(2, "digest", 0, 5).await.expect(THERE), "another server");
    assert_eq!(store.told_at(3, "digest").await.expect(THERE), None);
    assert_eq!(store.told_at(2, "digest").await.expect(THERE), Some(5));
    store.return_notice(2, "digest").await.expect(THERE);
    assert_eq!(store.told_at(2, "digest").await.expect(THERE), Some(0));
    assert!(store.take_notice(2, "digest", 0, 5).await.expect(THERE), "it did not arrive");
    // What is so no more is taken back, and nothing else is.
    assert!(store.take_notice(2, "unread:files:a", 0, 5).await.expect(THERE));
    assert!(store.take_notice(2, "unread:start:a", 0, 5).await.expect(THERE));
    store.take_back_notices("unread:files:").await.expect(THERE);
    assert!(store.take_notice(2, "unread:files:a", 0, 5).await.expect(THERE), "it is so again");
    assert!(!store.take_notice(2, "unread:start:a", 0, 5).await.expect(THERE));
    assert!(!store.take_notice(2, "digest", 0, 5).await.expect(THERE));
}

async fn a_request_is_taken_by_one(place: &Place) {
    let store = place.open().await;
    assert_eq!(store.take_request(1, 7, 20, 11).await.expect(THERE), Taking::Unknown);
    assert_eq!(store.open_request(1, 7, 5, 30, 10).await.expect(THERE), Opening::Opened);
    let (first, second) =
        tokio::join!(store.take_request(1, 7, 20, 11), store.take_request(1, 7, 21, 11));
    let taken = |taking: &Taking| *taking == Taking::Taken;
    let (first, second) = (first.expect(THERE), second.expect(THERE));
    assert!(taken(&first) != taken(&second), "{first:?} {second:?}");
    let known = store.request(1, 7).await.expect(THERE).expect("it is there");
    assert_eq!(known.taken_by, Some(if taken(&first) { 20 } else { 21 }));
    assert!(store.end_request(1, 7, RequestState::Answered, 22, 12).await.expect(THERE));
    let Taking::Refused(ended) = store.take_request(1, 7, 22, 12).await.expect(THERE) else {
        panic!("it is over")
    };
    assert_eq!(ended.state, RequestState::Answered);
    assert_eq!(store.request(2, 7).await.expect(THERE), None);
}

fn answered(question: u64, server: u64, asker: u64, entries: &[&str]) -> Exchange {
    let entries = entries.iter().map(|&entry| entry.to_owned()).collect();
    let (server, asker) = (Some(server), Some(asker));
    Exchange { server, asker, entries, reply: question + 1_000, ..exchange(question) }
}

async fn complaints_count_people_and_entries(place: &Place) {
    let store = place.open().await;
    for exchange in [
        answered(1, 1, 50, &["tea", "water"]),
        answered(2, 1, 51, &["tea"]),
        answered(3, 2, 52, &["tea"]),
    ] {
        store.record(&exchange, 10).await.expect(THERE);
    }
    for (reply, person, verdict, at) in [
        (1_001, 60, Verdict::WrongFacts, 100),
        (1_002, 60, Verdict::WrongTopic, 100),
        (1_002, 61, Verdict::WrongTopic, 100),
        (1_002, 62, Verdict::NotHelpful, 100),
        (1_002, 63, Verdict::WrongFacts, 99),
        (1_003, 64, Verdict::WrongFacts, 100),
    ] {
        store.judge(reply, person, verdict, at).await.expect(THERE);
    }
    assert_eq!(store.active_servers(10).await.expect(THERE), [1, 2]);
    assert!(store.active_servers(11).await.expect(THERE).is_empty());
    assert_eq!(store.complaints(1, "tea", 100).await.expect(THERE), 2);
    assert_eq!(store.complaints(1, "tea", 0).await.expect(THERE), 3);
    assert_eq!(store.complaints(1, "water", 100).await.expect(THERE), 1);
    assert_eq!(store.complaints(1, "te", 0).await.expect(THERE), 0);
    let found = store.exchange_by_reply(1_002).await.expect(THERE).expect("it is there");
    assert_eq!(found.question, 2);
    assert_eq!(store.exchange_by_reply(2).await.expect(THERE), None);
}

fn item(server: u64, question: u64, kind: InboxKind, entry: Option<&str>) -> InboxItem {
    InboxItem {
        server,
        question,
        channel: 5,
        kind,
        entry: entry.map(str::to_owned),
        outcome: "clarify".to_owned(),
        state: InboxState::Open,
        handled_by: None,
        at: question,
    }
}

async fn what_many_chose_is_found(place: &Place) {
    let store = place.open().await;
    for (question, asker, entry) in
        [(1, 50, "tea"), (2, 51, "tea"), (3, 51, "tea"), (4, 50, "water"), (5, 50, "water")]
    {
        store.record(&answered(question, 1, asker, &[entry]), 10).await.expect(THERE);
        let chosen = item(1, question, InboxKind::Clarified, Some(entry));
        store.file(&chosen).await.expect(THERE);
    }
    assert_eq!(store.chosen_by(1, 2).await.expect(THERE), ["tea"]);
    assert!(store.chosen_by(1, 3).await.expect(THERE).is_empty(), "one asked twice");
    assert!(store.chosen_by(2, 1).await.expect(THERE).is_empty());
}

async fn what_is_open_is_counted_and_taken_back(place: &Place) {
    let store = place.open().await;
    for (question, kind) in
        [(1, InboxKind::Unanswered), (2, InboxKind::Unanswered), (2, InboxKind::Wrong)]
    {
        store.file(&item(1, question, kind, None)).await.expect(THERE);
    }
    let sizes = [(InboxKind::Unanswered, 2), (InboxKind::Wrong, 1)];
    assert_eq!(store.inbox_sizes(1).await.expect(THERE), sizes);
    store.unfile(1, 2, InboxKind::Unanswered).await.expect(THERE);
    let (wrong, dismissed) = (InboxKind::Wrong, InboxState::Dismissed);
    assert_eq!(store.handle(1, &[(2, wrong)], dismissed, 9, 8).await.expect(THERE), 1);
    store.unfile(1, 2, wrong).await.expect(THERE);
    assert!(store.inbox_item(1, 2, wrong).await.expect(THERE).is_some(), "it was handled");
    assert_eq!(store.inbox_sizes(1).await.expect(THERE), [(InboxKind::Unanswered, 1)]);
}

/// What moderators answered took the place of what was replied at first: a wrong reply was corrected no
/// more, its ratings were gone, and what was not known counted as answered.
async fn a_later_reply_stands_beside_the_first(place: &Place) {
    const DAY: u64 = 24 * 3_600 * 1_000;
    let store = place.open().await;
    let first = Exchange { entries: vec!["tea".to_owned()], ..exchange(7) };
    store.record(&first, 10).await.expect(THERE);
    store.judge(first.reply, 21, Verdict::WrongFacts, 11).await.expect(THERE);
    let later = Exchange { reply: 900, entries: vec!["mate".to_owned()], ..first.clone() };
    // Once, also where a kill came between.
    for _ in 0..2 {
        store.record_beside(&later, DAY + 10).await.expect(THERE);
    }
    store.judge(later.reply, 21, Verdict::Helpful, DAY + 11).await.expect(THERE);
    assert_eq!(store.exchange_of(7).await.expect(THERE), Some(first.clone()));
    assert_eq!(store.exchange_by_reply(900).await.expect(THERE), Some(later.clone()));
    assert_eq!(store.replied_beside(7).await.expect(THERE), std::slice::from_ref(&later));
    for (entry, exchange) in [("tea", &first), ("mate", &later)] {
        let stale = store.stale_replies(11, entry, 9 * DAY, 0).await.expect(THERE);
        assert_eq!(stale, std::slice::from_ref(exchange), "{entry}");
    }
    let counted = store.statistics(11, 0, 2 * DAY).await.expect(THERE);
    let days: Vec<_> = counted.days.iter().map(|day| (day.begins, day.counts)).collect();
    let [(0, one), (DAY, two)] = days.as_slice() else { panic!("two days: {days:?}") };
    assert_eq!((one.asked, one.answered, one.wrong, one.helpful), (1, 1, 1, 0));
    assert_eq!((two.asked, two.answered, two.wrong, two.helpful), (0, 0, 0, 1));
    // What people say of the later one is of the same question.
    store.file(&item(11, 7, InboxKind::Wrong, None)).await.expect(THERE);
    store.judge(later.reply, 22, Verdict::WrongTopic, DAY + 12).await.expect(THERE);
    let waiting = store.complaints_waiting(11).await.expect(THERE);
    assert_eq!((waiting[&7].facts, waiting[&7].topic), (1, 1));
    // What belongs to a person goes with them, all of it.
    store.delete_person(21).await.expect(THERE);
    assert_eq!(store.exchange_by_reply(900).await.expect(THERE), None);
}
