//! What a change takes from other entries.

use signpost::diagnostic::Source;
use signpost::engine::knowledge::{EntryId, KnowledgeBase, parse_json_lines};
use signpost::engine::trial::taken;

fn knowledge(extra: &str) -> KnowledgeBase {
    let lines = format!(
        r#"{{"id":"water","question":"How often are the roses watered?","phrasings":["when do the roses get water","watering times for the roses","how many times a week do roses need water","do the roses get watered daily"],"answer":"Daily."}}
{{"id":"paths","question":"Are the paths lit at night?","phrasings":["is there light on the paths after dark","can i see the paths at night"],"answer":"Yes."}}
{extra}"#
    );
    let (packs, found) = parse_json_lines(Source::new("garden.jsonl", &lines));
    assert!(found.is_empty(), "{found:?}");
    KnowledgeBase::new(packs).0
}

#[test]
fn an_entry_that_asks_the_same_takes_phrasings_and_another_takes_none() {
    let before = knowledge("");
    let same = r#"{"id":"again","question":"When are the roses watered?","phrasings":["when do the roses get water each day","what are the watering times for the roses","do roses get watered daily","how many times a week do the roses need water"],"answer":"Daily."}"#;
    let id = EntryId::new("again").expect("an id");
    let found = taken(&before, &knowledge(same), &id);
    assert_eq!(found.asked, 3);
    let from: Vec<&str> = found.from.iter().map(|(entry, _)| entry.as_str()).collect();
    assert_eq!(from, ["water"], "{found:?}");

    let other = r#"{"id":"again","question":"Who feeds the carp?","phrasings":["carp feeding"],"answer":"Us."}"#;
    assert_eq!(taken(&before, &knowledge(other), &id).from, []);
    // Nothing is taken by what is not there any more.
    assert_eq!(taken(&knowledge(other), &before, &id).asked, 0);
}
