//! Values of settings, without a bot.
//!
//! 1. What is shown of a value, and what is kept of it, is read back the same.
//! 2. What may be typed in several ways comes to the same.
//! 3. What is kept and means nothing is left out, and nothing else with it.
//! 4. Floors that a server set are in order, whatever it inherits.

use std::time::Duration;

use jiff::tz::TimeZone;
use proptest::prelude::*;
use serde_json::{Value as Json, json};
use signpost::config::{Mode, StaffRequests};
use signpost::discord::settings::value::{Bounds, Value};
use signpost::discord::settings::{Own, SHADOW, shadow_json};
use signpost::engine::Confidence;
use signpost::engine::decide::Floors;
use signpost::engine::helplines::Region;
use signpost::moderation::SettingKey;

fn no_zones(_: &str) -> Option<TimeZone> {
    None
}

fn bounds(locales: &[String]) -> Bounds<'_> {
    Bounds { most_days: 90, locales, zones: no_zones }
}

fn locales() -> Vec<String> {
    ["en", "de", "pt-BR"].map(str::to_owned).to_vec()
}

fn read(key: SettingKey, typed: &str) -> Result<Value, String> {
    Value::parse(key, typed, bounds(&locales()))
}

/// Hours of the staff: from which day to which, from which hour to midnight, how far from UTC.
fn hours(all: &[(usize, usize, u16, i16)]) -> Value {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let one = |(from, to, hour, zone): &(usize, usize, u16, i16)| {
        format!("{}-{} {hour:02}:00-24:00 {zone:+03}:00", DAYS[*from], DAYS[*to])
    };
    let text: Vec<String> = all.iter().map(one).collect();
    let text = if text.is_empty() { "none".to_owned() } else { text.join(", ") };
    read(SettingKey::StaffHours, &text).expect("hours")
}

/// A value of every kind.
fn any_value() -> impl Strategy<Value = (SettingKey, Value)> {
    let spans = prop_oneof![
        Just(SettingKey::PersonCooldown),
        Just(SettingKey::ChannelCooldown),
        Just(SettingKey::EntryCooldown),
    ];
    let shares = prop_oneof![
        Just(SettingKey::AnswerFloor),
        Just(SettingKey::ClarifyFloor),
        Just(SettingKey::Margin),
    ];
    let channels = prop_oneof![Just(SettingKey::AlertChannel), Just(SettingKey::AuditChannel)];
    let (modes, regions) = (Mode::ALL, Region::ALL);
    prop_oneof![
        (0..modes.len()).prop_map(move |at| (SettingKey::Mode, Value::Mode(modes[at]))),
        (spans, 0..=1_000_000_u64)
            .prop_map(|(key, it)| (key, Value::Span(Duration::from_secs(it)))),
        (shares, 0..=1_000_u16)
            .prop_map(|(key, it)| (key, Value::Share(Confidence::thousandths(it)))),
        (0..regions.len()).prop_map(move |at| (SettingKey::Region, Value::Region(regions[at]))),
        any::<bool>().prop_map(|it| (SettingKey::PlainText, Value::Switch(it))),
        prop::collection::hash_set(1..u64::MAX, 0..20)
            .prop_map(|it| (SettingKey::StaffRoles, Value::Roles(it.into_iter().collect()))),
        (channels, 1..u64::MAX).prop_map(|(key, it)| (key, Value::Channel(it))),
        (0..1_440_u16, 1..1_440_u16, -14..=14_i16).prop_map(|(from, long, zone)| {
            let until = (from + long) % 1_440;
            let time = |it: u16| format!("{:02}:{:02}", it / 60, it % 60);
            let text = format!("{}-{} {zone:+03}:00", time(from), time(until));
            (SettingKey::QuietHours, read(SettingKey::QuietHours, &text).expect("hours"))
        }),
        prop::sample::subsequence(locales(), 1..=3)
            .prop_map(|it| (SettingKey::Languages, Value::Languages(it))),
        (1..=90_u32).prop_map(|it| (SettingKey::RetentionDays, Value::Days(it))),
        (0..2_usize).prop_map(|at| {
            (SettingKey::StaffRequests, Value::Requests(StaffRequests::ALL[at]))
        }),
        prop::collection::vec((0..7_usize, 0..7_usize, 0..24_u16, -14..=14_i16), 0..14)
            .prop_map(|all| (SettingKey::StaffHours, hours(&all))),
        Just((SettingKey::QuietHours, Value::Nothing)),
        Just((SettingKey::AuditChannel, Value::Nothing)),
    ]
}

proptest! {
    #[test]
    fn what_is_shown_and_what_is_kept_is_read_back((key, value) in any_value()) {
        prop_assert_eq!(read(key, &value.to_string()), Ok(value.clone()));
        let kept = value.to_json();
        prop_assert_eq!(Value::from_json(key, &kept, bounds(&locales())), Some(value));
    }

    #[test]
    fn whatever_is_typed_is_read_or_refused_with_what_may_be(text in ".{0,80}", at in 0_usize..SettingKey::ALL.len()) {
        let key = SettingKey::ALL[at];
        match read(key, &text) {
            Ok(value) => prop_assert_eq!(read(key, &value.to_string()), Ok(value)),
            Err(why) => prop_assert!(why.contains(key.name()) && why.len() > 20, "{}", why),
        }
    }

    #[test]
    fn floors_are_in_order(answer in 0..=1_000_u16, inherited in 0..=1_000_u16, clarify in 0..=1_000_u16) {
        let floor = Confidence::thousandths;
        let least = inherited.min(clarify);
        let shipped = Floors {
            answer: floor(inherited),
            clarify: floor(least),
            margin: floor(50),
            coverage: floor(250),
            max_answers: 3,
        };
        let mut own = Own::default();
        own.set(1, 1, SettingKey::AnswerFloor, Some(Value::Share(floor(answer))));
        let floors = own.floors(shipped);
        prop_assert_eq!(floors.answer, floor(answer));
        prop_assert!(floors.clarify <= floors.answer);
    }
}

#[test]
fn what_may_be_typed_in_several_ways_comes_to_the_same() {
    let seconds = |count| Value::Span(Duration::from_secs(count));
    let half = Value::Share(Confidence::thousandths(500));
    let cases: &[(SettingKey, &[&str], Value)] = &[
        (SettingKey::Mode, &["auto", " AUTO "], Value::Mode(Mode::Auto)),
        (SettingKey::EntryCooldown, &["90", "90 s", "90s", "90 seconds"], seconds(90)),
        (SettingKey::EntryCooldown, &["5 min", "5m", "300", "5 minutes"], seconds(300)),
        (SettingKey::EntryCooldown, &["1 h", "1 hour", "60 min"], seconds(3_600)),
        (SettingKey::Margin, &["0.5", "0,5", "50%", "50 %", ".5"], half),
        (SettingKey::Region, &["gb", "UK"], Value::Region(Region::Gb)),
        (SettingKey::PlainText, &["yes", "on", "True"], Value::Switch(true)),
        (
            SettingKey::StaffRoles,
            &["<@&1> <@&2>", "<@&1><@&2>", "1, 2", "1 2 1", "<@&1>,2"],
            Value::Roles(vec![1, 2]),
        ),
        (SettingKey::StaffRoles, &["none", "nobody"], Value::Roles(Vec::new())),
        (SettingKey::AlertChannel, &["<#7>", "7"], Value::Channel(7)),
        (
            SettingKey::Languages,
            &["de, en", "en de", "DE;en"],
            Value::Languages(vec!["en".to_owned(), "de".to_owned()]),
        ),
        (SettingKey::Languages, &["pt", "pt-br"], Value::Languages(vec!["pt-BR".to_owned()])),
        (SettingKey::RetentionDays, &["30", "30 days"], Value::Days(30)),
    ];
    for (key, ways, wanted) in cases {
        for typed in *ways {
            assert_eq!(read(*key, typed).as_ref(), Ok(wanted), "{key}: {typed}");
        }
    }
}

#[test]
fn what_means_nothing_is_left_out_and_nothing_else() {
    let server = 9;
    let shadow = shadow_json(77);
    let kept: [(u64, &str, Json); 7] = [
        (server, "region", json!("GB")),
        (server, "region_of_the_moon", json!("GB")),
        (server, "margin", json!(7)),
        (server, SHADOW, shadow),
        (5, "mode", json!("off")),
        (5, "region", json!("GB")),
        (server, "plain_text", json!({ "yes": true })),
    ];
    let kept = kept.iter().map(|(scope, key, value)| (*scope, *key, value));
    let (own, unreadable) = Own::read(server, kept, bounds(&locales()));
    assert_eq!(unreadable, ["region_of_the_moon", "margin", "region", "plain_text"]);
    assert_eq!((own.region(), own.shadow()), (Some(Region::Gb), Some(77)));
    assert_eq!(own.modes().get(&5), Some(&Mode::Off));
    assert_eq!(own.plain_text(), None);
    // The operator keeps it for less than the server wanted by now.
    let mut own = Own::default();
    own.set(server, server, SettingKey::RetentionDays, Some(Value::Days(60)));
    let day = Duration::from_secs(24 * 3_600);
    assert_eq!(own.retention(day * 90), Some(day * 60));
    assert_eq!(own.retention(day * 30), None);
}
