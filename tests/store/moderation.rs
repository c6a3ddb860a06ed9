//! Settings, roles, pauses, the inbox and what was put before the staff.

use serde_json::json;
use signpost::moderation::Role;
use signpost::store::{ChangeKind, InboxItem, InboxKind, InboxState, Opening, Pause, RequestState};

use crate::on_both;
use crate::place::Place;

on_both! {
    how_far_a_server_was_told_of_its_changes_only_moves_forward
    a_setting_is_set_inherited_again_and_logged
    roles_are_granted_and_taken
    a_pause_holds_until_it_is_ended
    an_inbox_item_is_handled_once
    nobody_has_two_open_requests_in_a_server
}

const THERE: &str = "the database is there";

async fn a_setting_is_set_inherited_again_and_logged(place: &Place) {
    let store = place.open().await;
    let mode = |mode: &str| json!(mode);
    store.set(1, 1, "mode", Some(&mode("auto")), 9, 5).await.expect(THERE);
    store.set(1, 77, "mode", Some(&mode("off")), 9, 6).await.expect(THERE);
    store.set(2, 2, "mode", Some(&mode("mention")), 9, 6).await.expect(THERE);
    let change = store.set(1, 1, "mode", Some(&mode("off")), 8, 7).await.expect(THERE);
    assert_eq!(change.kind, ChangeKind::Setting);
    let told = |value: &str| json!({ "scope": "1", "key": "mode", "value": value });
    assert_eq!((change.before, change.after), (Some(told("auto")), Some(told("off"))));
    let set = store.settings(1).await.expect(THERE);
    assert_eq!(set.len(), 2);
    assert_eq!((set[0].scope, &set[0].value, set[0].set_by), (1, &mode("off"), Some(8)));
    assert_eq!((set[1].scope, &set[1].value, set[1].set_at), (77, &mode("off"), 6));
    let change = store.set(1, 77, "mode", None, 9, 8).await.expect(THERE);
    assert!(change.before.is_some() && change.after.is_none());
    assert_eq!(store.settings(1).await.expect(THERE).len(), 1);
    assert_eq!(store.changes_after(0, 100).await.expect(THERE).len(), 5);
}

async fn roles_are_granted_and_taken(place: &Place) {
    let store = place.open().await;
    for (role, may) in [(5, Role::Editor), (6, Role::Viewer), (5, Role::Approver)] {
        store.grant(1, role, Some(may), 9, 1).await.expect(THERE);
    }
    let grants = store.grants(1).await.expect(THERE);
    assert_eq!(grants, [(5, Role::Approver), (6, Role::Viewer)]);
    assert!(store.grants(2).await.expect(THERE).is_empty());
    let change = store.grant(1, 6, None, 9, 2).await.expect(THERE);
    assert_eq!(change.before, Some(json!({ "role": "6", "may": "viewer" })));
    assert_eq!(store.grants(1).await.expect(THERE).len(), 1);
    assert!(Role::Viewer < Role::Editor && Role::Approver < Role::Administrator);
}

async fn a_pause_holds_until_it_is_ended(place: &Place) {
    let store = place.open().await;
    store.pause(1, None, 9, 5).await.expect(THERE);
    store.pause(2, Some(100), 9, 6).await.expect(THERE);
    store.pause(1, Some(50), 9, 7).await.expect(THERE);
    let pauses = store.pauses().await.expect(THERE);
    let pause = |server, until, at| Pause { server, until: Some(until), at };
    assert_eq!(pauses, [pause(1, 50, 7), pause(2, 100, 6)]);
    let change = store.resume(1, 9, 8).await.expect(THERE);
    assert_eq!(change.before, Some(json!({ "until": 50 })));
    assert_eq!(store.pauses().await.expect(THERE), [pause(2, 100, 6)]);
}

pub(crate) fn item(server: u64, question: u64, kind: InboxKind) -> InboxItem {
    InboxItem {
        server,
        question,
        channel: 3,
        kind,
        entry: None,
        outcome: "fallback".to_owned(),
        state: InboxState::Open,
        handled_by: None,
        at: question,
    }
}

async fn an_inbox_item_is_handled_once(place: &Place) {
    let store = place.open().await;
    let (first, second) = (item(1, 10, InboxKind::Unanswered), item(1, 11, InboxKind::Wrong));
    for item in [&second, &first, &first, &item(2, 12, InboxKind::Clarified)] {
        store.file(item).await.expect(THERE);
    }
    let open = store.inbox(1, InboxState::Open, 10).await.expect(THERE);
    assert_eq!(open, [first.clone(), second.clone()], "the oldest first, each once");
    let oldest = store.inbox(1, InboxState::Open, 1).await.expect(THERE);
    assert_eq!(oldest, std::slice::from_ref(&first));
    assert_eq!(store.inbox_size(1).await.expect(THERE), 2);
    let handle = async |server, question, kind, state| {
        store.handle(server, &[(question, kind)], state, 42, 9).await.expect(THERE) > 0
    };
    assert!(!handle(2, 10, InboxKind::Unanswered, InboxState::Dismissed).await, "another server");
    assert!(!handle(1, 10, InboxKind::Wrong, InboxState::Dismissed).await, "another kind");
    assert!(handle(1, 10, InboxKind::Unanswered, InboxState::Phrasing).await);
    assert!(!handle(1, 10, InboxKind::Unanswered, InboxState::Dismissed).await, "somebody has");
    let chosen = InboxItem { entry: Some("tea".to_owned()), ..first.clone() };
    store.file(&chosen).await.expect(THERE);
    let handled = store.inbox_item(1, 10, InboxKind::Unanswered).await.expect(THERE);
    let wanted = InboxItem { state: InboxState::Phrasing, handled_by: Some(42), ..chosen };
    assert_eq!(handled, Some(wanted), "what comes again stays handled");
    assert_eq!(store.inbox(1, InboxState::Open, 10).await.expect(THERE), [second]);
}

async fn nobody_has_two_open_requests_in_a_server(place: &Place) {
    let (store, other) = (place.open().await, place.open().await);
    let both =
        tokio::join!(store.open_request(1, 10, 3, 21, 5), other.open_request(1, 11, 3, 21, 5));
    let outcomes = [both.0.expect(THERE), both.1.expect(THERE)];
    let opened = outcomes.iter().filter(|it| **it == Opening::Opened).count();
    assert_eq!(opened, 1, "{outcomes:?}");
    let open = store.open_requests(1).await.expect(THERE);
    let [request] = open[..] else { panic!("one is open: {open:?}") };
    assert_eq!((request.asker, request.staff), (21, None));
    let asked = request.question;
    // Another person, and the same person elsewhere.
    assert_eq!(store.open_request(1, 12, 3, 22, 6).await.expect(THERE), Opening::Opened);
    assert_eq!(store.open_request(2, 13, 3, 21, 6).await.expect(THERE), Opening::Opened);
    // The database itself holds it.
    let sql = "INSERT INTO request (server, question, channel, asker, state, at) \
               VALUES (1, 99, 3, 22, 'open', 1)";
    assert!(place.refuses(sql).await);
    store.request_arrived(1, asked, 50, 51).await.expect(THERE);
    let told = store.request_told_in(1, 51).await.expect(THERE).expect("it arrived");
    assert_eq!((told.question, told.staff), (asked, Some((50, 51))));
    assert_eq!(store.request_told_in(2, 51).await.expect(THERE), None, "another server");
    assert!(store.end_request(1, asked, RequestState::Answered, 42, 8).await.expect(THERE));
    assert!(!store.end_request(1, asked, RequestState::Closed, 42, 8).await.expect(THERE));
    assert!(matches!(
        store.open_request(1, asked, 3, 21, 7).await.expect(THERE),
        Opening::Refused(request) if request.state == RequestState::Answered
    ));
    assert_eq!(store.open_request(1, 14, 3, 21, 7).await.expect(THERE), Opening::Opened);
    store.withdraw_request(1, 14).await.expect(THERE);
    assert_eq!(store.open_request(1, 15, 3, 21, 8).await.expect(THERE), Opening::Opened);
}

async fn how_far_a_server_was_told_of_its_changes_only_moves_forward(place: &Place) {
    let (store, other) = (place.open().await, place.open().await);
    for (server, person) in [(1, 7), (2, 7), (1, 8), (1, 9)] {
        store.pause(server, None, person, 5).await.expect(THERE);
    }
    let proposal = crate::changes::draft(1, "tea", "text");
    let _ = store.propose(&proposal, 0, 5).await.expect(THERE);
    // Of no server.
    store.opt_out(7, true, 5).await.expect(THERE);
    assert_eq!(store.untold_servers().await.expect(THERE), [1, 2]);
    let untold = store.untold(1, 2).await.expect(THERE);
    let ids: Vec<u64> = untold.first.iter().map(|change| change.id).collect();
    assert_eq!((ids, untold.many, untold.last), (vec![1, 3], 3, 4), "what waits is not told");
    other.told(1, 3).await.expect(THERE);
    store.told(1, 1).await.expect(THERE);
    let untold = store.untold(1, 2).await.expect(THERE);
    assert_eq!((untold.first[0].id, untold.many, untold.last), (4, 1, 4));
    other.told(1, 4).await.expect(THERE);
    assert_eq!(store.untold(1, 2).await.expect(THERE).many, 0);
    assert_eq!(store.untold_servers().await.expect(THERE), [2], "another server");
}
