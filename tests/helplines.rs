//! Whom to call, whatever has become of the file.
//!
//! 1. Every region and kind has a line to show, for any text in the file's place.
//! 2. A good row of the file is shown, a bad one is replaced by the built-in row.
//! 3. Without a mistake the file means what it says: what it leaves out is `other`'s.
//! 4. Every mistake is reported with its line, all of them at once.
//! 5. An expired row is a warning, and is shown.

use std::fs;

use proptest::prelude::*;
use signpost::app::load_helplines;
use signpost::config::{Origin, Setting};
use signpost::diagnostic::{Severity, Source, has_errors};
use signpost::engine::helplines::{Helpline, HelplineKind, Helplines, Region, check};
use toml::value::Date;

const SHIPPED: &str = include_str!("../config/helplines.toml");

const DAY: Date = Date { year: 2026, month: 11, day: 22 };

fn parse(text: &str) -> Helplines {
    Helplines::parse(Source::new("helplines.toml", text)).0
}

/// What a region shows for a kind, one line a row.
fn shown(helplines: &Helplines, region: Region, kind: HelplineKind) -> Vec<String> {
    helplines.for_region(region, kind).iter().map(Helpline::to_string).collect()
}

fn assert_always_something(helplines: &Helplines) {
    for region in Region::ALL {
        for kind in HelplineKind::ALL {
            assert!(!helplines.for_region(region, kind).is_empty(), "{region} {kind}");
        }
    }
}

/// A row with the given keys and everything else in order.
fn row(keys: &str) -> String {
    format!(
        "[[helpline]]\n{keys}\nsource = \"a\"\nverified_on = 2026-11-22\nexpires = 2027-11-22\n"
    )
}

#[test]
fn the_shipped_file_is_in_order() {
    assert_eq!(check(Source::new("config/helplines.toml", SHIPPED), DAY), []);
    assert_eq!(parse(SHIPPED).rows().len(), Helplines::built_in().rows().len());
}

#[test]
fn the_shipped_lines() {
    use HelplineKind::{AnimalPoison, Crisis, Emergency, Poison, Treatment};
    let cases: &[(Region, HelplineKind, &[&str])] = &[
        (Region::Us, Emergency, &["Emergency services: call 911 or text 911, where available"]),
        (Region::Us, Crisis, &["988 Suicide & Crisis Lifeline: call or text 988"]),
        (Region::Us, Poison, &["Poison Help: call 1-800-222-1222"]),
        (Region::Us, Treatment, &["SAMHSA National Helpline: call 1-800-662-4357"]),
        (
            Region::Us,
            AnimalPoison,
            &[
                "ASPCA Animal Poison Control: call 1-888-426-4435",
                "Pet Poison Helpline: call 1-855-764-7661",
            ],
        ),
        (
            Region::Ca,
            Emergency,
            &["Emergency services: call 911 or text 911, if you registered for it"],
        ),
        (Region::Ca, Crisis, &["9-8-8 Suicide Crisis Helpline: call or text 988"]),
        (
            Region::Ca,
            Poison,
            &["Poison centres: call 1-844-764-7669", "Québec poison centre: call 1-800-463-5060"],
        ),
        (Region::Ca, Treatment, &["211 Canada: call or text 211"]),
        (Region::Ca, AnimalPoison, &["Pet Poison Helpline: call 1-855-764-7661"]),
        (
            Region::Gb,
            Emergency,
            &["Emergency services: call 999 or text 999, if you registered for it"],
        ),
        (Region::Gb, Crisis, &["Samaritans: call 116 123", "Shout: text SHOUT to 85258"]),
        (Region::Gb, Poison, &["NHS 111: call 111"]),
        (Region::Gb, Treatment, &["FRANK: call 0300 123 6600"]),
        (Region::Gb, AnimalPoison, &["Animal PoisonLine: call 01202 509000"]),
        (Region::Au, Emergency, &["Emergency services: call 000"]),
        (Region::Au, Crisis, &["Lifeline: call 13 11 14 or text 0477 13 11 14"]),
        (Region::Au, Poison, &["Poisons Information: call 13 11 26"]),
        (Region::Au, Treatment, &["National Alcohol and Other Drug Hotline: call 1800 250 015"]),
        (Region::Au, AnimalPoison, &["Animal Poisons Helpline: call 1300 869 738"]),
        (Region::Eu, Emergency, &["Emergency services: call 112 or text 112, where available"]),
        (Region::Eu, Crisis, &["Find A Helpline: findahelpline.com"]),
        (Region::Eu, Poison, &["Your local poison centre"]),
        (Region::Other, Emergency, &["Your local emergency number"]),
        (Region::Other, Crisis, &["Find A Helpline: findahelpline.com"]),
        (Region::Other, Treatment, &["Find A Helpline: findahelpline.com"]),
        (Region::Other, AnimalPoison, &["Your local vet"]),
    ];
    let helplines = parse(SHIPPED);
    for (region, kind, expected) in cases {
        assert_eq!(shown(&helplines, *region, *kind), *expected, "{region} {kind}");
    }
}

#[test]
fn every_mistake_is_reported_with_its_line() {
    let gb_emergency = row("region = \"GB\"\nkind = \"emergency\"\nname = \"E\"\nnumber = \"999\"");
    let cases: &[(&str, &str, &[&str])] = &[
        ("an empty file", "", &["1 error no-rows"]),
        ("comments alone", "# later\n", &["1 error no-rows"]),
        ("not TOML", "call 911\n", &["1 error syntax"]),
        (
            "a byte order mark and CR LF",
            &format!("\u{feff}{}", gb_emergency.replace('\n', "\r\n")),
            &[],
        ),
        ("rows under a wrong name", "[[helplines]]\n", &["1 error unknown-key"]),
        ("one table in place of a list", "[helpline]\nregion = \"US\"\n", &["1 error wrong-type"]),
        (
            "an empty row",
            "[[helpline]]\n",
            &[
                "1 error missing-key region",
                "1 error missing-key kind",
                "1 error missing-key name",
                "1 warning missing-key source",
                "1 warning missing-key verified_on",
                "1 warning missing-key expires",
            ],
        ),
        (
            "wrong names",
            &row("region = \"FR\"\nkind = \"crises\"\nname = \" \"\nnumber = \"1\""),
            &[
                "2 error unknown-region",
                "3 error unknown-kind `crisis`",
                "4 error empty-value",
                "5 error not-a-number",
            ],
        ),
        (
            "a number without quotes",
            &row("region = \"AU\"\nkind = \"emergency\"\nname = \"E\"\nnumber = 112"),
            &["1 error missing-route", "5 error wrong-type"],
        ),
        (
            "letters in a number",
            &row("region = \"US\"\nkind = \"emergency\"\nname = \"E\"\nnumber = \"1-800-POISON\""),
            &["1 error missing-route", "5 error not-a-number"],
        ),
        (
            "a text route without a number",
            &row(
                "region = \"US\"\nkind = \"crisis\"\nname = \"C\"\nnumber = \"988\"\ntext = \"yes\"",
            ),
            &["6 error not-a-number"],
        ),
        (
            "half an address",
            &row("region = \"US\"\nkind = \"crisis\"\nname = \"C\"\nurl = \"988lifeline.org\""),
            &["1 error missing-route", "5 error not-a-url https"],
        ),
        (
            "an emergency line that cannot be called",
            &row("region = \"GB\"\nkind = \"emergency\"\nname = \"E\"\ntext = \"999\""),
            &["1 error missing-route number"],
        ),
        (
            "a scheme that runs something",
            &row("region = \"US\"\nkind = \"crisis\"\nname = \"C\"\nurl = \"javascript:alert(1)\""),
            &["1 error missing-route", "5 error not-a-url"],
        ),
        (
            "a name of two lines",
            &row("region = \"US\"\nkind = \"emergency\"\nname = \"E\\nF\"\nnumber = \"911\""),
            &["4 error control-character"],
        ),
        (
            "a long name",
            &row(&format!(
                "region = \"US\"\nkind = \"emergency\"\nname = \"{}\"\nnumber = \"911\"",
                "E".repeat(90)
            )),
            &["1 warning long-row 100 characters"],
        ),
        (
            "dates in the wrong order",
            "[[helpline]]\nregion = \"US\"\nkind = \"emergency\"\nname = \"E\"\nnumber = \"911\"\n\
             source = \"a\"\nverified_on = 2027-11-22\nexpires = 2026-11-23\n",
            &["8 warning dates"],
        ),
        (
            "a date in quotes",
            "[[helpline]]\nregion = \"US\"\nkind = \"emergency\"\nname = \"E\"\nnumber = \"911\"\n\
             source = \"a\"\nverified_on = \"2026-11-22\"\nexpires = 2027-11-22\n",
            &["7 error wrong-type date"],
        ),
        (
            "a misspelt key",
            &row(
                "region = \"US\"\nkind = \"emergency\"\nname = \"E\"\nnumber = \"911\"\ntxt = \"911\"",
            ),
            &["6 error unknown-key `text`"],
        ),
        ("the same row twice", &gb_emergency.repeat(2), &["9 warning duplicate-row"]),
        (
            "no emergency number",
            &row("region = \"GB\"\nkind = \"crisis\"\nname = \"C\"\nnumber = \"116 123\""),
            &["1 warning missing-row GB"],
        ),
    ];
    for (name, text, expected) in cases {
        let found = check(Source::new("helplines.toml", text), DAY);
        let lines: Vec<_> = found
            .iter()
            .map(|found| format!("{} {} {}", found.line, found.severity, found.code))
            .collect();
        let places: Vec<_> = expected.iter().map(|e| first_words(e)).collect();
        assert_eq!(lines, places, "{name}: {found:#?}");
        for (found, expected) in found.iter().zip(*expected) {
            let rest = expected.splitn(4, ' ').nth(3).unwrap_or("");
            let said = format!("{} {}", found.message, found.help);
            assert!(said.contains(rest), "{name}: `{said}` does not say `{rest}`");
            assert_eq!(found.path, "helplines.toml");
        }
        assert_always_something(&parse(text));
    }
}

/// Line, severity and code of an expectation, without what its text must say.
fn first_words(expected: &str) -> String {
    expected.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_bad_row_is_replaced_and_a_good_one_kept() {
    let text = row("region = \"GB\"\nkind = \"crisis\"\nname = \"Mine\"\nnumber = \"116 123\"")
        + &row("region = \"GB\"\nkind = \"emergency\"\nname = \"E\"\nnumber = 999");
    let helplines = parse(&text);
    assert_eq!(
        shown(&helplines, Region::Gb, HelplineKind::Emergency),
        ["Emergency services: call 999 or text 999, if you registered for it"]
    );
    assert_eq!(shown(&helplines, Region::Gb, HelplineKind::Crisis), ["Mine: call 116 123"]);
}

#[test]
fn what_a_good_file_leaves_out_stays_out() {
    let text = row("region = \"US\"\nkind = \"emergency\"\nname = \"E\"\nnumber = \"911\"");
    let helplines = parse(&text);
    assert_eq!(shown(&helplines, Region::Us, HelplineKind::Emergency), ["E: call 911"]);
    assert_eq!(
        shown(&helplines, Region::Us, HelplineKind::Treatment),
        ["Find A Helpline: findahelpline.com"]
    );
    assert_eq!(
        shown(&helplines, Region::Gb, HelplineKind::Emergency),
        ["Your local emergency number"]
    );
}

#[test]
fn rows_expire_on_their_day_and_are_still_shown() {
    let helplines = parse(SHIPPED);
    let eve = Date { year: 2027, month: 11, day: 21 };
    assert_eq!(helplines.expired(eve), []);
    let warnings = helplines.expired(Date { day: 22, ..eve });
    let dated = helplines.rows().iter().filter(|row| row.expires.is_some()).count();
    assert_eq!(warnings.len(), dated);
    assert!(warnings.is_sorted_by_key(|warning| warning.line));
    let first = &warnings[0];
    assert_eq!((first.severity, first.code), (Severity::Warning, "expired"));
    let line = SHIPPED.lines().nth(first.line - 1);
    assert!(line.is_some_and(|line| line.starts_with("expires = ")), "{line:?}");
    assert!(first.help.contains("911.gov"), "{}", first.help);
    assert_eq!(shown(&helplines, Region::Us, HelplineKind::Emergency).len(), 1);
}

#[test]
fn names_of_regions_and_kinds() {
    for region in Region::ALL {
        assert_eq!(Region::parse(region.name()), Some(region));
        assert_eq!(Region::parse(&region.name().to_lowercase()), Some(region));
        assert_eq!(serde_json::json!(region), region.name());
    }
    for kind in HelplineKind::ALL {
        assert_eq!(HelplineKind::parse(kind.name()), Some(kind));
    }
    assert_eq!(Region::parse("uk"), Some(Region::Gb));
    assert_eq!(Region::parse("U"), None);
    assert_eq!(Region::default(), Region::Us);
}

#[test]
fn a_file_that_cannot_be_read_is_reported_and_replaced() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let binary = folder.path().join("binary.toml");
    fs::write(&binary, b"[[helpline]]\nname = \"\xff\"\n").expect("a file");
    let file = || Origin::File { path: "signpost.toml".to_owned(), line: 3 };
    let cases = [
        (
            folder.path().join("none.toml"),
            Origin::Default,
            "warning missing-file",
            "the built-in helplines are shown",
        ),
        (folder.path().join("none.toml"), file(), "error unreadable", "signpost.toml:3"),
        (folder.path().to_owned(), Origin::Default, "error unreadable", "it is a folder"),
        (binary, file(), "error unreadable", "line 2 is not UTF-8"),
    ];
    for (path, origin, expected, text) in cases {
        let (helplines, found) = load_helplines(&Setting { value: path.clone(), origin });
        assert_eq!(helplines, Helplines::built_in());
        let [found] = &found[..] else { panic!("{found:?}") };
        assert_eq!(format!("{} {}", found.severity, found.code), expected);
        assert_eq!(found.path, path.display().to_string());
        let said = found.to_string();
        assert!(said.contains(text), "`{said}` does not say `{text}`");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_text_leaves_something_to_show(text in "\\PC{0,200}") {
        assert_always_something(&parse(&text));
    }

    #[test]
    fn a_shipped_file_that_was_cut_keeps_its_emergency_numbers(
        from in 0..SHIPPED.len(), length in 0..400usize,
    ) {
        let kept: String = SHIPPED
            .char_indices()
            .filter(|(place, _)| !(from..from + length).contains(place))
            .map(|(_, character)| character)
            .collect();
        let (helplines, diagnostics) = Helplines::parse(Source::new("helplines.toml", &kept));
        assert_always_something(&helplines);
        // A cut that takes whole rows leaves a file in order, which then means what it says; but
        // the operator is told that a number is missing.
        let told = |region: Region| {
            has_errors(&diagnostics)
                || diagnostics.iter().any(|found| found.message.contains(region.name()))
                || helplines.rows().iter().all(|row| row.region != region)
        };
        for region in [Region::Us, Region::Ca, Region::Gb, Region::Au, Region::Eu] {
            let shown = helplines.for_region(region, HelplineKind::Emergency);
            prop_assert!(shown.iter().any(|row| row.number.is_some()) || told(region));
        }
    }
}
