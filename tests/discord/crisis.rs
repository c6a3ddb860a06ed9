//! A crisis: the moderators first, then the card, in every mode and whatever fails.

use std::time::Duration;

use serde_json::{Value, json};
use signpost::engine::incident::{Danger, Incident, Showing};
use signpost::sandbox::world::Id;
use signpost::sandbox::{Fault, Logged};

use crate::stage::{Stage, component, shared_engine, text_of};

/// A cry for help.
const CRY: &str = "i took all my pills and i want to die tonight";

/// The line that stands only where the alert arrived.
const TOLD: &str = "The moderators have been told.";

/// The posts of the bot in order: the channel and the text.
fn posts(stage: &Stage) -> Vec<(Id, String)> {
    let entries = stage.sandbox.log().entries();
    let post = |entry: &Logged| match entry {
        Logged::Request { method, path, answer: Some(answer), status: 200, .. }
            if &**method == "POST" && path.ends_with("/messages") =>
        {
            Some((Id::from_json(&answer["channel_id"])?, text_of(answer)))
        }
        _ => None,
    };
    entries.iter().filter_map(post).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_moderators_are_told_first_and_the_card_says_so() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    // In every mode, addressed or not.
    for channel in [stage.support, stage.quiet, stage.open, stage.hinted] {
        let position = stage.sandbox.log().len();
        let cry = stage.sandbox.act(|world| world.say(stage.ana, channel, CRY));
        let card = stage.posted(position, channel).await;
        let text = text_of(&card);
        assert!(text.contains("988") && text.contains(TOLD), "{text}");
        assert!(text.chars().count() <= 600, "{} characters", text.chars().count());
        assert_eq!(card["embeds"], json!([]), "readable without embeds");
        assert_eq!(card["message_reference"]["message_id"], cry.to_string());
        assert!(!text.to_lowercase().contains("kratom"), "no product: {text}");

        let all = posts(&stage);
        let [.., (alerted, alert), (answered, _)] = &all[..] else { panic!("{all:?}") };
        assert_eq!((*alerted, *answered), (stage.staff_room, channel), "the alert comes first");
        assert!(alert.contains(&cry.to_string()), "it links to the message: {alert}");
        assert!(!alert.contains("pills"), "it holds no text: {alert}");
    }
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_card_does_not_say_that_moderators_were_told_when_they_were_not() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let alert_path = format!("/channels/{}/messages", stage.staff_room);
    // The alert is refused, or takes longer than a card waits for it.
    let faults = [
        Fault::Status { matching: alert_path.clone(), status: 403, times: 1 },
        Fault::SlowResponse { matching: alert_path, delay_ms: 4_000, times: 1 },
    ];
    for (fault, channel) in faults.into_iter().zip([stage.support, stage.open]) {
        let slow = matches!(fault, Fault::SlowResponse { .. });
        stage.sandbox.fault(fault);
        let position = stage.sandbox.log().len();
        stage.sandbox.act(|world| world.say(stage.ben, channel, CRY));
        let card = stage.posted(position, channel).await;
        assert!(!text_of(&card).contains(TOLD), "{}", text_of(&card));
        if slow {
            // It arrived late; now it is true.
            let (edited, _) = stage.request(position, "PATCH", "/messages/").await;
            assert!(text_of(&edited).contains(TOLD), "{edited}");
        }
    }
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_channel_that_is_held_up_does_not_hold_up_a_card() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let path = format!("/channels/{}/messages", stage.support);
    // An ordinary reply hangs; the card goes past it.
    stage.sandbox.fault(Fault::SlowResponse { matching: path, delay_ms: 8_000, times: 1 });
    let position = stage.sandbox.log().len();
    stage.sandbox.act(|world| {
        world.say(stage.ben, stage.support, &format!("<@{}> what is kratom?", stage.bot))
    });
    // The request is logged when it has been carried out, before its slow answer.
    stage.posted(position, stage.support).await;
    let position = stage.sandbox.log().len();
    let cry = stage.sandbox.act(|world| world.say(stage.ana, stage.support, CRY));
    let found = stage
        .sandbox
        .log()
        .wait_after(position, Duration::from_secs(6), |entry| match entry {
            Logged::Request { body: Some(body), .. } => {
                (body["message_reference"]["message_id"] == cry.to_string()).then_some(())
            }
            _ => None,
        })
        .await;
    found.expect("the card is sent");
    running.stop().await.expect("it stops");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_repeat_gets_a_shorter_line_and_a_worse_crisis_a_card() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let mut lengths = Vec::new();
    for text in [CRY, "i really want to die", "my friend collapsed and is not breathing, help"] {
        let position = stage.sandbox.log().len();
        stage.sandbox.act(|world| world.say(stage.ana, stage.support, text));
        let card = stage.posted(position, stage.support).await;
        lengths.push(text_of(&card).chars().count());
    }
    assert!(lengths[1] < lengths[0], "the repeat is shorter: {lengths:?}");
    assert!(lengths[2] > lengths[1], "what is worse gets its whole card: {lengths:?}");
    running.stop().await.expect("it stops");
}

/// What the bot says in a channel to each of some messages of a person.
async fn said_to(stage: &Stage, person: Id, channel: Id, messages: &[&str]) -> Vec<String> {
    let mut said = Vec::new();
    for text in messages {
        let position = stage.sandbox.log().len();
        stage.sandbox.act(|world| world.say(person, channel, text));
        said.push(text_of(&stage.posted(position, channel).await));
    }
    said
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_danger_gets_its_whole_card_once_and_then_its_own_line() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let messages = [
        ("my dog ate the whole bag of kratom", "vomit unless the vet says so"),
        ("my dog ate the kratom, what now", "nearest vet"),
        // Less serious than what comes next, and of another kind than what came before.
        ("my toddler got into the kratom", "Do not make anyone vomit"),
        ("my friend is not breathing", "give naloxone"),
        ("i want to die", "put distance between you"),
        ("i really want to die", "still glad"),
        ("he is going to kill me", "do not step between"),
        ("he is going to kill me, i mean it", "behind a door that locks"),
    ];
    let said = said_to(&stage, stage.ana, stage.support, &messages.map(|(text, _)| text)).await;
    for ((text, expected), said) in messages.iter().zip(&said) {
        assert!(said.contains(expected), "{text}: {said}");
    }
    for (card, line) in [(0, 1), (4, 5), (6, 7)] {
        assert!(said[line].chars().count() < said[card].chars().count(), "{}", said[line]);
    }
    let (animal, person) = ("888", "800-222-1222");
    assert!(said[1].contains(animal) && !said[1].contains(person), "{}", said[1]);
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn moderators_are_told_what_the_card_is_about() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let cries = [
        ("my dog ate the whole bag of kratom", "poisoning of an animal"),
        ("my cat died and i want to die too", "risk of self-harm"),
    ];
    for (text, expected) in cries {
        let position = stage.sandbox.log().len();
        stage.sandbox.act(|world| world.say(stage.ana, stage.support, text));
        let alert = text_of(&stage.posted(position, stage.staff_room).await);
        assert!(alert.contains(&format!("Possible {expected}")), "{text}: {alert}");
        stage.posted(position, stage.support).await;
    }
    running.stop().await.expect("it stops");
}

/// What stands in the ordinary reply to what the bot does not know.
const UNKNOWN: &str = "I do not have an answer to that";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_talks_on_is_told_what_fits_their_danger() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let talks: [&[(&str, &str)]; 5] = [
        &[
            ("my dog ate the whole bag of kratom", "Call a vet now"),
            ("he is a labrador, please hurry", "888-426-4435"),
        ],
        &[
            ("my friend isn't breathing", "Call 911 now"),
            ("How many people are on this server?", UNKNOWN),
            ("who made you", UNKNOWN),
            ("where are the rules?", UNKNOWN),
            ("what do i do", "should not be alone"),
            ("oh god oh god", "Please call 911 now"),
            ("what is kratom?", "FDA"),
        ],
        &[
            ("my toddler got into the kratom", "Get advice now"),
            ("she is two", "800-222-1222"),
            ("where are the rules?", UNKNOWN),
        ],
        &[
            ("he is going to kill me", "do not step between"),
            ("i am in the kitchen", "behind a door that locks"),
        ],
        &[
            (CRY, "put distance between you"),
            ("where are the rules?", "glad you are still here"),
            ("thanks", "988"),
        ],
    ];
    for talk in talks {
        let direct = stage.sandbox.act(|world| {
            let person = world.add_user("somebody");
            world.add_member(stage.guild, person, &[]);
            (person, world.open_direct(person, stage.bot))
        });
        let texts: Vec<&str> = talk.iter().map(|(text, _)| *text).collect();
        let said = said_to(&stage, direct.0, direct.1, &texts).await;
        for ((text, expected), said) in talk.iter().zip(&said) {
            assert!(said.contains(expected), "{text}: {said}");
            assert!(!said.contains("numbers above"), "the card may be gone: {said}");
        }
        let is_of_self_harm = texts[0] == CRY;
        for said in &said[1..] {
            assert!(is_of_self_harm || !said.contains("988"), "{}: {said}", texts[0]);
        }
    }
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[test]
fn what_is_said_long_after_a_card_is_about_something_else() {
    const MINUTE: u64 = 60_000;
    let talk = shared_engine().respond("oh god oh god");
    let mut incident = Incident::default();
    let follow_up =
        |incident: &Incident, minutes| incident.follow_up("oh god oh god", &talk, minutes * MINUTE);
    assert_eq!(follow_up(&incident, 0), None);
    incident.show(Danger::SelfHarm, 0);
    incident.show(Danger::Emergency, 10 * MINUTE);
    assert_eq!(follow_up(&incident, 39), Some(Danger::Emergency), "the last one first");
    assert_eq!(follow_up(&incident, 41), Some(Danger::SelfHarm), "a wish to die lasts longer");
    assert_eq!(follow_up(&incident, 61), None);
    // A repeat gets a line for longer than talk is taken to be about it.
    assert_eq!(incident.showing(Danger::Emergency, 69 * MINUTE), Showing::Reminder);
    assert_eq!(incident.showing(Danger::Emergency, 71 * MINUTE), Showing::Card);
    assert_eq!(incident.showing(Danger::Poisoning, 11 * MINUTE), Showing::Card);
    assert!(!incident.is_over(69 * MINUTE) && incident.is_over(71 * MINUTE));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_of_another_country_are_shown_in_private() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let position = stage.sandbox.log().len();
    stage.sandbox.act(|world| world.say(stage.ana, stage.support, CRY));
    let card = stage.posted(position, stage.support).await;
    component(&card, "another country");
    for (region, number) in [("GB", "116 123"), ("AU", "13 11 14"), ("EU", "112")] {
        let shown = stage.choose(stage.ana, &card, "another country", region).await;
        assert_eq!(shown["data"]["flags"], 64);
        assert!(text_of(&shown["data"]).contains(number), "{region}: {shown}");
    }
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_is_threatened_is_told_to_get_away_in_every_country() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let position = stage.sandbox.log().len();
    let cry = "someone is at my door with a knife";
    stage.sandbox.act(|world| world.say(stage.ana, stage.support, cry));
    let alert = stage.posted(position, stage.staff_room).await;
    assert!(text_of(&alert).contains("Possible violence"), "{alert}");
    assert!(!text_of(&alert).contains("knife"), "{alert}");
    let card = stage.posted(position, stage.support).await;
    let shown = stage.choose(stage.ana, &card, "another country", "GB").await;
    for (text, number) in [(text_of(&card), "Call 911 now"), (text_of(&shown["data"]), "999")] {
        assert!(text.contains(number) && text.contains("a door that locks"), "{text}");
        assert!(!text.contains("Stay with them") && !text.contains("naloxone"), "{text}");
    }
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_cry_in_a_command_or_a_direct_message_gets_its_card() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let position = stage.sandbox.log().len();
    let options = [("question", json!(CRY)), ("private", json!(true))];
    stage
        .sandbox
        .act(|world| world.type_command(stage.ana, stage.support, "ask", &options))
        .expect("the command is there");
    let (body, _) = stage.request(position, "POST", "/callback").await;
    let text = text_of(&body["data"]);
    assert!(text.contains("988") && text.contains(TOLD), "{text}");

    let direct = stage.sandbox.act(|world| world.open_direct(stage.ben, stage.bot));
    let position = stage.sandbox.log().len();
    stage.sandbox.act(|world| world.say(stage.ben, direct, CRY));
    let text = text_of(&stage.posted(position, direct).await);
    assert!(text.contains("988") && !text.contains(TOLD), "{text}");
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_to_self_harm_gets_no_hotline_for_its_author() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let position = stage.sandbox.log().len();
    stage.sandbox.act(|world| world.say(stage.ben, stage.support, "just go kill yourself already"));
    let line = stage.posted(position, stage.support).await;
    assert_eq!(line["message_reference"], Value::Null, "it is no reply to the author");
    assert!(text_of(&line).contains("Nobody here should be told"), "{line}");
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_had_a_card_and_talks_on_gets_no_faq() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let direct = stage.sandbox.act(|world| world.open_direct(stage.ana, stage.bot));
    for (text, expected) in [(CRY, "988"), ("thank you", "glad you are still here")] {
        let position = stage.sandbox.log().len();
        stage.sandbox.act(|world| world.say(stage.ana, direct, text));
        let said = text_of(&stage.posted(position, direct).await);
        assert!(said.contains(expected) && !said.contains("FDA"), "{text}: {said}");
    }
    running.stop().await.expect("it stops");
    stage.assert_bodies();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn in_the_staffs_own_channel_nobody_is_alerted_of_it() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let position = stage.sandbox.log().len();
    stage.sandbox.act(|world| world.say(stage.moderator, stage.staff_room, CRY));
    stage.posted(position, stage.staff_room).await;
    stage.settle().await;
    let said = stage.said_in(stage.staff_room);
    assert_eq!(said.len(), 1, "the card alone: {said:?}");
    running.stop().await.expect("it stops");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_crisis_nobodys_id_is_kept() {
    let stage = Stage::new("").await;
    let running = stage.run().await;
    let position = stage.sandbox.log().len();
    let cry = stage.sandbox.act(|world| world.say(stage.ana, stage.support, CRY));
    stage.posted(position, stage.support).await;
    running.stop().await.expect("it stops");
    let url = format!("sqlite://{}", stage.folder().join("signpost.db").display());
    let store = signpost::store::Store::open(&url, &url).await.expect("the file is there");
    let kept = store.exchange_of(cry.0).await.expect("it can be read").expect("it is kept");
    assert_eq!(kept.asker, None);
    assert_eq!((kept.outcome.as_str(), kept.category.as_deref()), ("escalate", Some("self_harm")));
}
