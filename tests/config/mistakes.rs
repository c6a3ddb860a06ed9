//! What is wrong, where, and what would be right.
//!
//! **Invariant:** each case names all that is reported, in its order, and nothing else is.

use super::{Variables, assert_in_order, parse, place};

#[test]
fn every_mistake_is_reported_with_its_place_and_the_way_out() {
    // Expected: the line (or the variable), severity, code, and what the text says.
    let cases: &[(&str, Variables<'_>, &[&str])] = &[
        (
            "[matching]\nanser_floor = 0.6\nmargin = \"0.05\"\ncoverage = 60\nmax_answers = 4\n\
             [safty]\nregion = \"US\"\n[safety]\nregion = \"Mars\"\nhelplines = \"\"\n\
             [discord]\napi_base = \"discord.com\"\ngateway_url = \"https://gateway.discord.gg\"",
            &[],
            &[
                "2 error unknown-key did you mean `answer_floor`?",
                "3 error wrong-type `matching.margin` is a string: write a number",
                "4 error out-of-range 60 in a hundred is 0.6",
                "5 error out-of-range `matching.max_answers` is 4: write 1, 2 or 3",
                "6 error unknown-key did you mean `safety`?",
                "9 error unknown-region write one of US, CA, GB, AU, EU, other",
                "10 error empty-value `safety.helplines`",
                "12 error not-a-url starts with https:// or http://",
                "13 error not-a-url starts with wss:// or ws://",
            ],
        ),
        ("answer_floor = 0.5", &[], &["1 error unknown-key known keys are knowledge, matching"]),
        ("[matching]\nmargin = 0,05", &[], &["2 error syntax"]),
        ("[matching]\nmargin = nan", &[], &["2 error out-of-range `matching.margin` is NaN"]),
        ("[matching]\nmargin = -inf", &[], &["2 error out-of-range `matching.margin` is -inf"]),
        ("[matching]\nmax_answers = 2.0", &[], &["2 error wrong-type a whole number"]),
        ("[matching]\nmax_answers = 99999999999999999999", &[], &["2 error wrong-type"]),
        ("matching = 3", &[], &["1 error wrong-type a table"]),
        ("[[matching]]\nmargin = 0.1", &[], &["1 error wrong-type a table"]),
        (
            "[matching]\nmargin = 0.1\nmargin = 0.2",
            &[],
            &["3 error syntax duplicate key: this name stands above already"],
        ),
        (
            "[matching]\nanswer_floor = 0.2",
            &[],
            &[
                "2 error floors `matching.clarify_floor` (0.4) lies above `matching.answer_floor` (0.2)",
            ],
        ),
        (
            "[matching]\nclarify_floor = 0.5",
            &[("SIGNPOST_MATCHING_ANSWER_FLOOR", "0.4")],
            &["2 error floors"],
        ),
        ("[knowledge]\npaths = \"a\"", &[], &["2 error wrong-type a list of strings"]),
        ("[knowledge]\npaths = []", &[], &["2 error empty-value at least one"]),
        (
            "[knowledge]\npaths = [\n\"a\",\n\" \",\n\"b\",\n\"./a/\",\n]",
            &[],
            &["4 error empty-value an empty path", "6 error repeated-path ./a/ twice"],
        ),
        ("[safety]\nhelplines = \"a\\u0000b\"", &[], &["2 error empty-value NUL"]),
        (
            "[discord]\ntoken = \"abc\"\nnot_token = 1",
            &[],
            &[
                "2 error refused-key set the variable DISCORD_TOKEN",
                "3 error unknown-key known keys are api_base, gateway_url",
            ],
        ),
        (
            "[discord]\napi_base = \"https://user@discord.com/\"",
            &[],
            &["2 error not-a-url a user name"],
        ),
        ("[discord]\napi_base = \"https://discord.com/?v=10\"", &[], &["2 error not-a-url leave"]),
        ("[discord]\napi_base = \"https://\"", &[], &["2 error not-a-url `discord.api_base` is"]),
        (
            "[discord]\napi_base = \"http://proxy.example/api\"",
            &[],
            &["2 warning open-connection use https://"],
        ),
        (
            "[discord]\ndefault_mode = \"loud\"\nauto_channels = [\"support\", \"0\"]\n\
             plain_text = \"yes\"\nentry_cooldown_seconds = -1\noff_channels = \"5\"",
            &[("SIGNPOST_DISCORD_PLAIN_TEXT", "yes")],
            &[
                "2 error unknown-value `discord.default_mode` is \"loud\": write one of off, mention",
                "3 error not-an-id `discord.auto_channels` holds \"support\": write ids",
                "3 error not-an-id \"0\"",
                "4 error wrong-type true or false",
                "5 error out-of-range `discord.entry_cooldown_seconds` is -1: write a whole number",
                "6 error wrong-type a list of strings",
                "SIGNPOST_DISCORD_PLAIN_TEXT error wrong-type set it to true or false",
            ],
        ),
        (
            "[discord]\nstaff_hours = [\"mon 17:00-09:00\"]\nstaff_requests = \"mail\"",
            &[],
            &[
                "2 error not-hours `discord.staff_hours` holds \"mon 17:00-09:00\": write days",
                "3 error unknown-value `discord.staff_requests` is \"mail\": write one of line, thread",
            ],
        ),
        (
            "[discord]\nauto_channels = [\"5\"]\noff_channels = [\"6\", \"5\"]",
            &[],
            &[
                "3 error two-modes 5 stands in `discord.auto_channels` and in `discord.off_channels`",
            ],
        ),
        ("[database]\nurl = \"mysql://h/d\"", &[], &["2 error not-a-url is for `mysql`"]),
        ("[database]\nurl = \"sqlite://\"", &[], &["2 error not-a-url names no file"]),
        ("[database]\nurl = \"sqlite://?mode=ro\"", &[], &["2 error not-a-url names no file"]),
        ("[database]\nurl = \"signpost.db\"", &[], &["2 error not-a-url write sqlite://FILE"]),
        ("[database]\nurl = \"postgres:///d\"", &[], &["2 error not-a-url names no host"]),
        ("[database]\nurl = \"postgres://u:a#b@h/d\"", &[], &["2 error not-a-url %23 for #"]),
        ("[moderation]\nsensitive_topics = [\"\"]", &[], &["2 error empty-value empty topic"]),
        ("[database]\nretention_days = 0", &[], &["2 error out-of-range days from 1 to 36500"]),
        ("[database]\nretention_days = 40000", &[], &["2 error out-of-range is 40000"]),
        (
            "[matching]\nmargin = 7",
            &[("SIGNPOST_MATCHING_MARGIN", "0.1")],
            &["2 error out-of-range `matching.margin` is 7"],
        ),
        (
            "",
            &[
                ("SIGNPOST_DATABASE_URI", "x"),
                ("SIGNPOST_DISCORD", "x"),
                ("SIGNPOST_DISCORD_TOKEN", "x"),
                ("SIGNPOST_DISCROD_API_BASE", "x"),
                ("SIGNPOST_KNOWLEDGE_PATHS", ""),
                ("SIGNPOST_MATCHING_COVERAGE", "1,5"),
                ("SIGNPOST_MATCHING_MARGIN", "-1"),
                ("SIGNPOST_MATCHING_MAX_ANSWERS", "two"),
                ("SIGNPOST_SAFETY_REGION", ""),
            ],
            &[
                "SIGNPOST_MATCHING_COVERAGE error wrong-type \"1,5\": set it to a number",
                "SIGNPOST_MATCHING_MAX_ANSWERS error wrong-type a whole number",
                "SIGNPOST_DATABASE_URI error unknown-variable did you mean SIGNPOST_DATABASE_URL?",
                "SIGNPOST_DISCORD error unknown-variable SIGNPOST_DISCORD_API_BASE, SIGNPOST_D",
                "SIGNPOST_DISCORD_TOKEN error refused-key DISCORD_TOKEN",
                "SIGNPOST_DISCROD_API_BASE warning unknown-variable SIGNPOST_DISCORD?",
                "SIGNPOST_KNOWLEDGE_PATHS error empty-value",
                "SIGNPOST_MATCHING_MARGIN error out-of-range `matching.margin` is -1",
                "SIGNPOST_SAFETY_REGION error unknown-region",
            ],
        ),
    ];
    for (file, variables, expected) in cases {
        let (config, found) = parse(file, variables);
        let places: Vec<_> = found.iter().map(place).collect();
        let wanted: Vec<_> =
            expected.iter().map(|e| e.split(' ').take(3).collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(places, wanted, "{file}: {found:#?}");
        for (found, expected) in found.iter().zip(*expected) {
            let text = expected.splitn(4, ' ').nth(3).unwrap_or("");
            let said = format!("{}: {}", found.message, found.help);
            assert!(said.contains(text), "{file}: `{said}` does not say `{text}`");
        }
        assert_in_order(&config);
    }
}
