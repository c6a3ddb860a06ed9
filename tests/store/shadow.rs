//! What would have been answered, what one server keeps for less time, and what tells other processes
//! of an opt-out.

use std::time::Duration;

use serde_json::json;
use signpost::store::{Awaited, AwaitedKind, ChangeKind, Exchange, Pruned, Shadowed, Verdict};

use crate::keeping::exchange;
use crate::moderation::item;
use crate::on_both;
use crate::place::Place;

on_both! {
    what_would_have_been_answered_is_kept_once_and_forgotten
    a_server_keeps_for_less_what_is_its_own
    an_opt_out_is_in_the_log_without_a_name
    everything_that_is_set_is_read_at_once
}

const THERE: &str = "the database is there";

fn shadowed(server: u64, question: u64, outcome: &str) -> Shadowed {
    Shadowed {
        server,
        question,
        channel: (question != 4).then_some(3),
        asker: 21,
        outcome: outcome.to_owned(),
        entries: vec!["tea".to_owned(), "time".to_owned()],
        suggested: question == 3,
    }
}

async fn what_would_have_been_answered_is_kept_once_and_forgotten(place: &Place) {
    let store = place.open().await;
    for (question, at) in [(1, 10), (2, 20), (3, 30), (4, 40)] {
        store.shadow(&shadowed(1, question, "answer"), at).await.expect(THERE);
    }
    store.shadow(&shadowed(2, 5, "answer"), 50).await.expect(THERE);
    // A second time it counts as what it became, at the time of the first.
    let edited = shadowed(1, 2, "refer");
    store.shadow(&edited, 90).await.expect(THERE);
    let wanted = [shadowed(1, 4, "answer"), shadowed(1, 3, "answer"), edited];
    assert_eq!(store.shadowed(1, 20, 100).await.expect(THERE), wanted);
    assert_eq!(store.shadowed(1, 0, 1).await.expect(THERE), wanted[..1]);
    store.forget_shadowed(4).await.expect(THERE);
    assert_eq!(store.shadowed(1, 20, 100).await.expect(THERE), wanted[1..]);
    assert_eq!(store.reported_shadow(1).await.expect(THERE), None);
    for since in [5, 6] {
        store.shadow_was_reported(1, since, 100).await.expect(THERE);
        assert_eq!(store.reported_shadow(1).await.expect(THERE), Some(since));
    }
    assert_eq!(store.reported_shadow(2).await.expect(THERE), None);
}

async fn a_server_keeps_for_less_what_is_its_own(place: &Place) {
    let store = place.open().await;
    let day = Duration::from_secs(24 * 3_600);
    let now = 10 * 24 * 3_600 * 1_000;
    for (server, first) in [(1, 100), (2, 200)] {
        let asked = Exchange { server: Some(server), ..exchange(first) };
        store.record(&asked, 1_000).await.expect(THERE);
        store.judge(asked.reply, 5, Verdict::Helpful, now).await.expect(THERE);
        store.file(&item(server, first, signpost::store::InboxKind::Wrong)).await.expect(THERE);
        let opening = store.open_request(server, first, 3, 21, 1_000).await.expect(THERE);
        assert_eq!(opening, signpost::store::Opening::Opened);
        store.shadow(&shadowed(server, first, "answer"), 1_000).await.expect(THERE);
        let waiting = Awaited { question: first, channel: 3, kind: AwaitedKind::Wrong };
        store.await_change(server, 7, &[waiting], 1_000).await.expect(THERE);
        store.await_change(server, 8, &[waiting], now).await.expect(THERE);
    }
    let young = Exchange { server: Some(1), ..exchange(300) };
    store.record(&young, now).await.expect(THERE);
    assert_eq!(store.prune_server(1, now, day * 30).await.expect(THERE), Pruned::default());
    let gone = store.prune_server(1, now, day * 7).await.expect(THERE);
    let wanted = Pruned {
        exchanges: 1,
        verdicts: 1,
        inbox: 1,
        requests: 1,
        shadowed: 1,
        awaited: 1,
        claims: 0,
    };
    assert_eq!(gone, wanted);
    assert!(store.exchange_of(300).await.expect(THERE).is_some());
    assert!(store.exchange_of(200).await.expect(THERE).is_some());
    assert_eq!(store.shadowed(2, 0, 9).await.expect(THERE).len(), 1);
    for (server, proposal, left) in [(1, 7, 0), (1, 8, 1), (2, 7, 1)] {
        let waiting = store.awaited_by(server, proposal).await.expect(THERE);
        assert_eq!(waiting.len(), left, "{server} {proposal}");
    }
}

async fn an_opt_out_is_in_the_log_without_a_name(place: &Place) {
    let store = place.open().await;
    for out in [true, true, false, false] {
        store.opt_out(42, out, 5).await.expect(THERE);
    }
    let changes = store.changes_after(0, 10).await.expect(THERE);
    assert_eq!(changes.len(), 2, "what changes nothing is not told");
    for change in changes {
        assert_eq!((change.kind, change.server), (ChangeKind::OptOut, 0));
        assert_eq!((change.actor, change.subject, change.approved_by), (None, None, None));
        assert_eq!((change.before, change.after), (None, None));
    }
}

async fn everything_that_is_set_is_read_at_once(place: &Place) {
    let store = place.open().await;
    for (server, scope, key) in [(2, 2, "region"), (1, 7, "mode"), (1, 1, "region")] {
        store.set(server, scope, key, Some(&json!("GB")), 9, 5).await.expect(THERE);
    }
    let all = store.all_settings().await.expect(THERE);
    assert_eq!(all.keys().copied().collect::<Vec<_>>(), [1, 2]);
    assert_eq!(all[&1], store.settings(1).await.expect(THERE));
    assert_eq!(all[&1].len(), 2);
}
