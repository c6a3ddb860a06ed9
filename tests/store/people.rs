//! What is kept of a person, what is deleted, what is old, and what is counted.

use std::time::Duration;

use signpost::store::{
    Counts, Exchange, InboxKind, InboxState, PersonalData, Pruned, ResponseTime, Shadowed, Store,
    Verdict,
};

use crate::changes::{done, draft};
use crate::keeping::exchange;
use crate::moderation::item;
use crate::on_both;
use crate::place::Place;

on_both! {
    a_person_sees_and_deletes_what_is_kept_of_them
    who_wants_to_be_left_alone_is
    what_is_old_is_deleted
    questions_are_counted_by_day_and_by_entry
}

const THERE: &str = "the database is there";

/// Somebody of whom there is something everywhere, and somebody else.
const PERSON: u64 = u64::MAX - 21;
const OTHER: u64 = 22;

/// Something of a person in every table.
pub(crate) async fn fill(store: &Store, person: u64, first_id: u64) {
    let asked = Exchange { asker: Some(person), ..exchange(first_id) };
    store.record(&asked, 1_000).await.expect(THERE);
    assert!(store.claim(first_id, 3, 1_000).await);
    store.save_last_seen(0, 1_000).await.expect(THERE);
    store.judge(first_id + 1, person, Verdict::Helpful, 1_000).await.expect(THERE);
    store.judge(first_id + 2, person, Verdict::WrongFacts, 1_000).await.expect(THERE);
    store.file(&item(1, first_id, InboxKind::Wrong)).await.expect(THERE);
    store.file(&item(1, first_id + 5, InboxKind::Unanswered)).await.expect(THERE);
    let (question, kind) = (first_id + 5, InboxKind::Unanswered);
    store.handle(1, &[(question, kind)], InboxState::Dismissed, person, 1_000).await.expect(THERE);
    let opening = store.open_request(1, first_id, 3, person, 1_000).await.expect(THERE);
    assert_eq!(opening, signpost::store::Opening::Opened);
    let shadowed = Shadowed {
        server: 1,
        question: first_id,
        channel: Some(3),
        asker: person,
        outcome: "answer".to_owned(),
        entries: vec!["tea".to_owned()],
        suggested: false,
    };
    store.shadow(&shadowed, 1_000).await.expect(THERE);
    store.shadow_was_reported(first_id, 500, 1_000).await.expect(THERE);
    let taken = store.take_request(1, first_id, person, 1_000).await.expect(THERE);
    assert_eq!(taken, signpost::store::Taking::Taken);
    let (question, channel) = (first_id, 3);
    let kind = signpost::store::AwaitedKind::Request;
    let waiting = signpost::store::Awaited { question, channel, kind };
    store.await_change(1, first_id, &[waiting], 1_000).await.expect(THERE);
    assert!(store.take_notice(1, &format!("told-{first_id}"), 0, 1_000).await.expect(THERE));
    let entry = format!("entry-{first_id}");
    let draft = signpost::store::Draft { actor: person, ..draft(1, &entry, "text") };
    let change = done(store.propose(&draft, 0, 1_000).await.expect(THERE));
    let decided = store.decide(1, change.id, true, person, 1_000).await.expect(THERE);
    assert!(matches!(decided, signpost::store::Decision::Done(_)));
    store.set(1, first_id, "mode", Some(&"off".into()), person, 1_000).await.expect(THERE);
    store.ignore(1, person, true, 7, 1_000).await.expect(THERE);
    store.opt_out(person, true, 1_000).await.expect(THERE);
    store.pause(first_id, None, 7, 1_000).await.expect(THERE);
    let may = Some(signpost::moderation::Role::Editor);
    store.grant(1, first_id, may, 7, 1_000).await.expect(THERE);
    store.told(first_id, change.id).await.expect(THERE);
}

async fn a_person_sees_and_deletes_what_is_kept_of_them(place: &Place) {
    let store = place.open().await;
    fill(&store, PERSON, 100).await;
    fill(&store, OTHER, 200).await;
    let kept = PersonalData {
        exchanges: 1,
        verdicts: 2,
        requests: 1,
        inbox: 1,
        shadowed: 1,
        // A proposal, its publication as author and as approver, a line for the setting, the setting,
        // a question that was put aside, one that was taken up, and a line for each of these.
        acts: 8,
        ignored_in: 1,
        has_opted_out: true,
    };
    assert_eq!(store.data_of(PERSON).await.expect(THERE), kept);
    let others = store.data_of(OTHER).await.expect(THERE);
    assert_eq!(others, kept);
    assert_eq!(store.delete_person(PERSON).await.expect(THERE), kept);
    let left = PersonalData { ignored_in: 1, has_opted_out: true, ..PersonalData::default() };
    assert_eq!(store.data_of(PERSON).await.expect(THERE), left, "a decision and a wish stay");
    assert_eq!(store.data_of(OTHER).await.expect(THERE), others, "nothing of anybody else");
    assert_eq!(store.overlay(1).await.expect(THERE).len(), 2, "what was changed stays");
    // Once neither holds any more, nothing names them.
    store.ignore(1, PERSON, false, 7, 2_000).await.expect(THERE);
    store.opt_out(PERSON, false, 2_000).await.expect(THERE);
    store.delete_person(PERSON).await.expect(THERE);
    let mut file = Vec::new();
    store.back_up(&mut file, 1).await.expect(THERE);
    let text = String::from_utf8(file).expect("a backup is text");
    assert!(!text.contains(&PERSON.cast_signed().to_string()), "{text}");
    assert!(text.contains(&OTHER.to_string()));
}

async fn who_wants_to_be_left_alone_is(place: &Place) {
    let store = place.open().await;
    for person in [5, PERSON, 5] {
        store.opt_out(person, true, 1).await.expect(THERE);
        store.ignore(1, person, true, 9, 1).await.expect(THERE);
    }
    // As signed numbers, in which they are kept, the large one comes first.
    assert_eq!(store.opted_out().await.expect(THERE), [PERSON, 5]);
    assert_eq!(store.ignored(1).await.expect(THERE), [PERSON, 5]);
    assert!(store.ignored(2).await.expect(THERE).is_empty());
    store.opt_out(PERSON, false, 2).await.expect(THERE);
    let change = store.ignore(1, PERSON, false, 9, 2).await.expect(THERE);
    assert_eq!((change.subject, change.before), (Some(PERSON), Some(true.into())));
    assert_eq!(store.opted_out().await.expect(THERE), [5]);
    assert_eq!(store.ignored(1).await.expect(THERE), [5]);
}

const DAY: u64 = 24 * 3_600 * 1_000;

async fn what_is_old_is_deleted(place: &Place) {
    let store = place.open().await;
    fill(&store, PERSON, 100).await;
    let now = 90 * DAY + 1_000;
    let month = Duration::from_secs(90 * 24 * 3_600);
    for number in 0..2_100 {
        store.record(&exchange(10_000 + number * 10), 999).await.expect(THERE);
    }
    store.record(&exchange(5), now - 1).await.expect(THERE);
    assert!(store.claim(5, 3, now - 1).await);
    let pruned = store.prune(now, month).await.expect(THERE);
    let wanted = Pruned { exchanges: 2_100, inbox: 2, claims: 1, ..Pruned::default() };
    assert_eq!(pruned, wanted, "what is exactly as old as allowed stays");
    let pruned = store.prune(now + 1, month).await.expect(THERE);
    assert_eq!(
        pruned,
        Pruned {
            exchanges: 1,
            verdicts: 2,
            requests: 1,
            shadowed: 1,
            awaited: 1,
            ..Pruned::default()
        }
    );
    assert_eq!(store.prune(now + 1, month).await.expect(THERE), Pruned::default());
    assert!(store.exchange_of(5).await.expect(THERE).is_some());
    assert_eq!(store.overlay(1).await.expect(THERE).len(), 1, "changes are never old");
    assert_eq!(store.settings(1).await.expect(THERE).len(), 1);
    assert_eq!(store.opted_out().await.expect(THERE), [PERSON]);
}

async fn questions_are_counted_by_day_and_by_entry(place: &Place) {
    let store = place.open().await;
    let mut id = 0;
    let mut ask = async |server, outcome: &str, entries: &[&str], at, response_ms| {
        id += 10;
        let asked = Exchange {
            server: Some(server),
            outcome: outcome.to_owned(),
            entries: entries.iter().map(|&entry| entry.to_owned()).collect(),
            response_ms,
            ..exchange(id)
        };
        store.record(&asked, at).await.expect(THERE);
        asked.reply
    };
    ask(1, "answer", &["tea"], DAY - 1, Some(10)).await;
    let reply = ask(1, "answer", &["tea", "milk"], DAY, Some(300)).await;
    ask(1, "answer", &["tea"], DAY + 1, Some(100)).await;
    ask(1, "fallback", &[], DAY + 2, Some(200)).await;
    let back = ask(1, "clarify", &[], DAY + 3, None).await;
    ask(1, "clarify", &[], DAY + 3, None).await;
    ask(1, "refer", &[], DAY + 4, None).await;
    ask(1, "escalate", &[], DAY + 5, None).await;
    ask(1, "answer", &["tea"], 2 * DAY, None).await;
    ask(2, "answer", &["tea"], DAY, Some(5)).await;
    store.choose(back, "answer", "milk").await.expect(THERE);
    for (person, verdict) in [
        (1, Verdict::Helpful),
        (2, Verdict::Helpful),
        (3, Verdict::NotHelpful),
        (4, Verdict::WrongTopic),
        (5, Verdict::WrongFacts),
    ] {
        store.judge(reply, person, verdict, DAY + 9).await.expect(THERE);
    }
    let counted = store.statistics(1, DAY, 2 * DAY).await.expect(THERE);
    let [day] = counted.days[..] else { panic!("one day: {counted:?}") };
    let wanted = Counts {
        asked: 7,
        answered: 3,
        clarified: 2,
        unknown: 1,
        referred: 1,
        escalated: 1,
        helpful: 2,
        not_helpful: 1,
        wrong: 2,
    };
    assert_eq!((day.begins, day.counts), (DAY, wanted));
    assert_eq!(day.response, Some(ResponseTime { median: 200, slowest: 300 }));
    let of = |entry: &str| counted.entries[entry].counts;
    assert_eq!((of("tea").asked, of("tea").helpful, of("tea").clarified), (2, 2, 0));
    assert_eq!((of("milk").asked, of("milk").wrong, of("milk").clarified), (2, 2, 1));
    assert_eq!(counted.entries.len(), 2);
    let waited = |entry: &str| counted.entries[entry].response;
    assert_eq!(waited("tea"), Some(ResponseTime { median: 100, slowest: 300 }));
    assert_eq!(waited("milk"), Some(ResponseTime { median: 300, slowest: 300 }));
    let all = store.statistics(1, 0, 10 * DAY).await.expect(THERE);
    assert_eq!(all.days.iter().map(|day| day.begins).collect::<Vec<_>>(), [0, DAY, 2 * DAY]);
    assert_eq!(all.days[2].response, None);
    assert_eq!(
        all.entries["tea"].response,
        Some(ResponseTime { median: 100, slowest: 300 }),
        "of three, half is two"
    );
    assert_eq!(store.statistics(3, 0, 10 * DAY).await.expect(THERE).days, []);
}
