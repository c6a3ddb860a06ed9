//! The log of changes: who may publish what, in which order others see it, and what a kill leaves.

use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::time::Duration;

use serde_json::json;
use signpost::store::{Change, ChangeKind, ChangeState, Decision, Draft, Publication, Store};

use crate::on_both;
use crate::place::Place;

on_both! {
    a_change_is_published_only_on_what_is_in_force
    of_two_who_publish_at_once_one_does
    a_proposal_waits_for_a_second_person
    what_never_came_into_force_leaves_no_text
    a_server_has_nothing_of_another
    the_last_published_change_of_each_entry_is_in_force
    others_see_changes_in_order_also_after_their_connection_was_cut
    what_was_confirmed_survives_a_kill_whole
}

/// How long anything may take on a busy machine.
const DEADLINE: Duration = Duration::from_secs(30);

pub(crate) fn draft(server: u64, entry: &str, answer: &str) -> Draft {
    Draft {
        server,
        entry: Some(entry.to_owned()),
        kind: ChangeKind::Edit,
        actor: u64::MAX - 3,
        before: None,
        after: Some(json!({ "answer": answer })),
    }
}

pub(crate) fn done(publication: Publication) -> Change {
    match publication {
        Publication::Done(change) => *change,
        Publication::Conflict(current) => panic!("in force is {current:?}"),
    }
}

async fn a_change_is_published_only_on_what_is_in_force(place: &Place) {
    let store = place.open().await;
    assert_eq!(store.revision(1, "tea").await.expect("it is there"), 0);
    let first = done(store.publish(&draft(1, "tea", "one"), 0, 5).await.expect("it is there"));
    assert_eq!((first.state, first.base, first.at), (ChangeState::Published, 0, 5));
    assert_eq!(store.revision(1, "tea").await.expect("it is there"), first.id);
    // Made from what was in force before.
    let late = store.publish(&draft(1, "tea", "two"), 0, 6).await.expect("it is there");
    assert_eq!(late, Publication::Conflict(Some(Box::new(first.clone()))));
    // Made from what never was.
    let forged = store.publish(&draft(1, "milk", "two"), 77, 6).await.expect("it is there");
    assert_eq!(forged, Publication::Conflict(None));
    let second = store.publish(&draft(1, "tea", "two"), first.id, 7).await.expect("it is there");
    let second = done(second);
    assert!(second.id > first.id);
    let history = store.history(1, "tea").await.expect("it is there");
    assert_eq!(history, [second, first.clone()], "nothing but what was published");
    assert_eq!(store.change(1, first.id).await.expect("it is there"), Some(first));
}

async fn of_two_who_publish_at_once_one_does(place: &Place) {
    let (first, second) = (place.open().await, place.open().await);
    let mut base = 0;
    for round in 0..10 {
        let (one, two) = (draft(1, "tea", "one"), draft(1, "tea", "two"));
        let both =
            tokio::join!(first.publish(&one, base, round), second.publish(&two, base, round));
        let outcomes = [both.0.expect("it is there"), both.1.expect("it is there")];
        let published: Vec<&Change> = outcomes
            .iter()
            .filter_map(|it| match it {
                Publication::Done(change) => Some(&**change),
                Publication::Conflict(_) => None,
            })
            .collect();
        assert_eq!(published.len(), 1, "{outcomes:?}");
        base = published[0].id;
    }
    assert_eq!(first.history(1, "tea").await.expect("it is there").len(), 10);
}

async fn a_proposal_waits_for_a_second_person(place: &Place) {
    let store = place.open().await;
    let proposed = done(store.propose(&draft(1, "dose", "a"), 0, 1).await.expect("it is there"));
    assert_eq!(store.proposals(1).await.expect("it is there"), std::slice::from_ref(&proposed));
    assert!(store.overlay(1).await.expect("it is there").is_empty(), "it is not in force");
    assert_eq!(store.revision(1, "dose").await.expect("it is there"), 0);
    let decide =
        async |server, id, publish| store.decide(server, id, publish, 42, 9).await.expect("there");
    assert_eq!(decide(2, proposed.id, true).await, Decision::Unknown, "another server");
    assert_eq!(decide(1, proposed.id + 1, true).await, Decision::Unknown);
    let Decision::Done(published) = decide(1, proposed.id, true).await else { panic!("it is new") };
    assert_eq!((published.actor, published.approved_by), (proposed.actor, Some(42)));
    assert_eq!((&published.after, published.proposal), (&proposed.after, Some(proposed.id)));
    assert_eq!(decide(1, proposed.id, false).await, Decision::Decided(published.clone()));
    assert!(store.proposals(1).await.expect("it is there").is_empty());
    assert_eq!(store.revision(1, "dose").await.expect("it is there"), published.id);

    // What was changed since is not overwritten.
    let base = published.id;
    let late = done(store.propose(&draft(1, "dose", "b"), base, 2).await.expect("it is there"));
    let between = done(store.publish(&draft(1, "dose", "c"), base, 3).await.expect("it is there"));
    assert_eq!(decide(1, late.id, true).await, Decision::Conflict(Some(Box::new(between))));
    let Decision::Done(refused) = decide(1, late.id, false).await else { panic!("it is open") };
    assert_eq!(refused.state, ChangeState::Refused);
    assert_eq!(store.history(1, "dose").await.expect("it is there").len(), 5);
}

async fn what_never_came_into_force_leaves_no_text(place: &Place) {
    const WEEK: u64 = 7 * 24 * 3_600 * 1_000;
    let long = Duration::from_secs(400 * 24 * 3_600);
    let store = place.open().await;
    let propose = async |entry: &str, text: &str, at: u64| {
        let kind = ChangeKind::Add;
        let draft = Draft { before: Some(json!(text)), kind, ..draft(1, entry, text) };
        done(store.propose(&draft, 0, at).await.expect("it is there"))
    };
    let refused = propose("zyxomma", "zyxomma", 1_000).await;
    let left = propose("quokkabell", "quokkabell", 1_000).await;
    let young = propose("salt", "frumplestein", 2_000).await;
    let agreed = propose("soup", "vexillaria", 1_000).await;
    for (id, publish) in [(refused.id, false), (agreed.id, true)] {
        let decided = store.decide(1, id, publish, 42, 1_500).await.expect("it is there");
        assert!(matches!(decided, Decision::Done(_)), "{decided:?}");
    }
    let pruned = store.prune(1_000 + WEEK, long).await.expect("it is there");
    assert_eq!(pruned.proposals, 0, "not before a week is over");
    let pruned = store.prune(1_001 + WEEK, long).await.expect("it is there");
    assert_eq!(pruned.proposals, 1);
    let all = store.changes_after(0, 100).await.expect("it is there");
    let text = format!("{all:?}");
    for gone in ["zyxomma", "quokkabell"] {
        assert!(!text.contains(gone), "{text}");
    }
    for kept in ["frumplestein", "vexillaria"] {
        assert!(text.contains(kept), "{text}");
    }
    // What was closed cannot be decided, and says by nobody.
    let late = store.decide(1, left.id, true, 42, 2 * WEEK).await.expect("it is there");
    let Decision::Decided(closed) = late else { panic!("{late:?}") };
    assert_eq!((closed.state, closed.approved_by), (ChangeState::Refused, None));
    assert_eq!(store.revision(1, "quokkabell").await.expect("it is there"), 0);
    let open = store.proposals(1).await.expect("it is there");
    assert_eq!(open.iter().map(|it| it.id).collect::<Vec<_>>(), [young.id]);
    if let Some(file) = place.url.strip_prefix("sqlite://") {
        for file in [file.to_owned(), format!("{file}-wal")] {
            let bytes = std::fs::read(&file).unwrap_or_default();
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("zyxomma") && !text.contains("quokkabell"), "in {file}");
        }
        let bytes = std::fs::read(file).expect("it is there");
        assert!(String::from_utf8_lossy(&bytes).contains("vexillaria"), "what is kept is found");
    }
    store.close().await;
}

async fn a_server_has_nothing_of_another(place: &Place) {
    let store = place.open().await;
    let theirs = done(store.publish(&draft(1, "tea", "one"), 0, 1).await.expect("it is there"));
    assert_eq!(store.change(2, theirs.id).await.expect("it is there"), None);
    assert!(store.history(2, "tea").await.expect("it is there").is_empty());
    assert!(store.overlay(2).await.expect("it is there").is_empty());
    let own = done(store.publish(&draft(2, "tea", "own"), 0, 2).await.expect("it is there"));
    assert_eq!(store.overlay(2).await.expect("it is there"), [own]);
}

async fn the_last_published_change_of_each_entry_is_in_force(place: &Place) {
    let store = place.open().await;
    let mut last = Vec::new();
    for entry in ["tea", "milk", "Ünïcode", "'; DROP TABLE change; --"] {
        let first = done(store.publish(&draft(3, entry, "old"), 0, 1).await.expect("it is there"));
        let text = "**new** \u{0} \u{202e} 'quoted' \\ \"so\" \n and on";
        let second = store.publish(&draft(3, entry, text), first.id, 2).await;
        last.push(done(second.expect("it is there")));
        let base = last[last.len() - 1].id;
        done(store.propose(&draft(3, entry, "newer"), base, 3).await.expect("it is there"));
    }
    assert_eq!(store.overlay(3).await.expect("it is there"), last);
    let all = store.changes_after(0, 1_000).await.expect("it is there");
    assert_eq!(all.len(), 12);
    assert!(all.is_sorted_by(|left, right| left.id < right.id));
    let some = store.changes_after(all[3].id, 2).await.expect("it is there");
    assert_eq!(some, all[4..6]);
    assert_eq!(store.last_change().await.expect("it is there"), all[11].id);
}

async fn others_see_changes_in_order_also_after_their_connection_was_cut(place: &Place) {
    let (ours, theirs) = (place.open().await, place.open().await);
    let mut watch = ours.watch(0);
    let mut seen = Vec::new();
    let mut published = Vec::new();
    let mut base = 0;
    for round in 0..4 {
        if round == 2 && !place.is_file() {
            place
                .meddle(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                     WHERE pid <> pg_backend_pid() AND datname = current_database()",
                )
                .await;
        }
        // The first attempt may come upon the connection that was cut.
        let publish = async {
            loop {
                match theirs.publish(&draft(1, "tea", "x"), base, round).await {
                    Ok(publication) => return done(publication),
                    Err(_) => tokio::task::yield_now().await,
                }
            }
        };
        let change = tokio::time::timeout(DEADLINE, publish).await.expect("it comes back");
        base = change.id;
        published.push(change);
        let news = tokio::time::timeout(DEADLINE, watch.next()).await.expect("it is told");
        seen.extend(news);
    }
    assert_eq!(seen, published);
}

/// The variable that makes [`publish_until_killed`] do so.
const VICTIM: &str = "SIGNPOST_TEST_VICTIM";

/// Publishes changes until it is killed, and tells of each once it is confirmed. It is a test so that
/// this file can start itself as another process.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn publish_until_killed() {
    let Ok(url) = std::env::var(VICTIM) else { return };
    let store = Store::open(&url, &url).await.expect("it is there");
    loop {
        let base = store.revision(1, "tea").await.expect("it is there");
        let text = "x".repeat(3_000);
        let change = done(store.publish(&draft(1, "tea", &text), base, 1).await.expect("there"));
        store.set(1, 1, "last", Some(&change.id.into()), 5, 1).await.expect("it is there");
        println!("confirmed {}", change.id);
    }
}

async fn what_was_confirmed_survives_a_kill_whole(place: &Place) {
    let mut confirmed = Vec::new();
    for round in 1..=10 {
        let mut victim = Command::new(std::env::current_exe().expect("this program"))
            .args(["--exact", "changes::publish_until_killed", "--nocapture"])
            .env(VICTIM, &place.url)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let output = BufReader::new(victim.stdout.take().expect("its output is piped"));
        let mut lines = output.lines().map_while(Result::ok);
        let id = |line: String| line.rsplit_once("confirmed ")?.1.parse::<u64>().ok();
        confirmed.extend(lines.by_ref().filter_map(id).take(round * 3));
        victim.kill().expect("it runs");
        // Confirmed between what was read and the kill.
        confirmed.extend(lines.filter_map(id));
        victim.wait().expect("it ends");
    }
    let store = place.open().await;
    let all = store.changes_after(0, 100_000).await.expect("it is there");
    for id in &confirmed {
        assert!(all.iter().any(|change| change.id == *id), "{id} was confirmed and is gone");
    }
    assert!(confirmed.len() >= 165, "{}", confirmed.len());
    for change in &all {
        assert!(change.after.is_some(), "none is half there");
    }
    // A setting and its line in the log are there together or not at all.
    let set = store.settings(1).await.expect("it is there");
    let logged = all.iter().rfind(|change| change.kind == ChangeKind::Setting);
    let logged = logged.and_then(|change| change.after.as_ref()).map(|after| &after["value"]);
    assert_eq!(set.first().map(|setting| &setting.value), logged);
}
