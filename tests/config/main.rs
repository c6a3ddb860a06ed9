//! The configuration: what is in force, whence, and what is wrong with it.
//!
//! 1. Command line before environment before file before default.
//! 2. All mistakes are reported at once, each with its place and the way out.
//! 3. A mistake is reported even where something stronger overrides it.
//! 4. config/signpost.toml lists every setting with its true default.
//! 5. No password is ever shown.
//!
//! **Invariant:** nothing here reads the environment of whoever runs the tests.

mod command;
mod mistakes;
mod properties;

use std::ffi::OsString;

use signpost::config::{self, Config, Origin};
use signpost::diagnostic::{Diagnostic, Source};

const SHIPPED: &str = include_str!("../../config/signpost.toml");

type Variables<'a> = &'a [(&'a str, &'a str)];

fn parse(file: &str, variables: Variables<'_>) -> (Config, Vec<Diagnostic>) {
    let variables = variables.iter().map(|(name, value)| (OsString::from(name), value.into()));
    config::parse(Some(Source::new("signpost.toml", file)), variables)
}

/// Each setting as `section.key = value, origin`.
fn lines(config: &Config) -> Vec<String> {
    let lines = config.list().into_iter().map(|listed| {
        format!("{}.{} = {}, {}", listed.section, listed.key, listed.value, listed.origin)
    });
    lines.collect()
}

#[test]
fn what_is_in_force_and_whence() {
    let cases: &[(&str, Variables<'_>, &[&str])] = &[
        ("", &[], &[]),
        (
            "\u{feff}[safety]\r\nregion = \"GB\"\r\n",
            &[],
            &["safety.region = \"GB\", signpost.toml:2"],
        ),
        ("safety.region = \"uk\"", &[], &["safety.region = \"GB\", signpost.toml:1"]),
        ("safety = { region = \"other\" }", &[], &["safety.region = \"other\", signpost.toml:1"]),
        (
            "[matching]\nmargin = 0.25\nanswer_floor = 1\nclarify_floor = 0",
            &[],
            &[
                "matching.answer_floor = 1.0, signpost.toml:3",
                "matching.clarify_floor = 0.0, signpost.toml:4",
                "matching.margin = 0.25, signpost.toml:2",
            ],
        ),
        (
            "[matching]\nmargin = 0.25\nmax_answers = 1",
            &[("SIGNPOST_MATCHING_MARGIN", " 0.1\n"), ("SIGNPOST_MATCHING_MAX_ANSWERS", "2")],
            &[
                "matching.margin = 0.1, SIGNPOST_MATCHING_MARGIN",
                "matching.max_answers = 2, SIGNPOST_MATCHING_MAX_ANSWERS",
            ],
        ),
        (
            "[matching]\nword_vectors = \"glove.vectors\"",
            &[],
            &["matching.word_vectors = \"glove.vectors\", signpost.toml:2"],
        ),
        (
            "[matching]\nword_vectors = \"glove.vectors\"",
            &[("SIGNPOST_MATCHING_WORD_VECTORS", "")],
            &["matching.word_vectors = \"\", SIGNPOST_MATCHING_WORD_VECTORS"],
        ),
        (
            "[knowledge]\ncache = \"learnt.bin\"",
            &[],
            &["knowledge.cache = \"learnt.bin\", signpost.toml:2"],
        ),
        (
            "",
            &[("SIGNPOST_KNOWLEDGE_CACHE", "")],
            &["knowledge.cache = \"\", SIGNPOST_KNOWLEDGE_CACHE"],
        ),
        (
            "[knowledge]\npaths = [\n  \"a\",\n  \"b.jsonl\",\n]",
            &[],
            &["knowledge.paths = [\"a\", \"b.jsonl\"], signpost.toml:2"],
        ),
        (
            "",
            &[
                ("SIGNPOST_SAFETY_HELPLINES", "my helplines.toml"),
                ("SIGNPOST_DISCORD_API_BASE", "http://127.0.0.1:8080/api/"),
                ("SIGNPOST_DISCORD_GATEWAY_URL", "ws://localhost:8081"),
                ("SIGNPOST_DATABASE_URL", "postgres://db.example/signpost"),
            ],
            &[
                "safety.helplines = \"my helplines.toml\", SIGNPOST_SAFETY_HELPLINES",
                "discord.api_base = \"http://127.0.0.1:8080/api\", SIGNPOST_DISCORD_API_BASE",
                "discord.gateway_url = \"ws://localhost:8081\", SIGNPOST_DISCORD_GATEWAY_URL",
                "database.url = \"postgres://db.example/signpost\", SIGNPOST_DATABASE_URL",
            ],
        ),
        (
            "[discord]\nauto_channels = [\"12\", \"12\", \"34\"]\ndefault_mode = \"off\"\n\
             person_cooldown_seconds = 0",
            &[
                ("SIGNPOST_DISCORD_STAFF_ROLES", "7, 8"),
                ("SIGNPOST_DISCORD_PLAIN_TEXT", "true"),
                ("SIGNPOST_DISCORD_ANSWER_MISSED_MINUTES", "5"),
                ("SIGNPOST_DISCORD_MESSAGE_CONTENT", "required"),
            ],
            &[
                "discord.message_content = \"required\", SIGNPOST_DISCORD_MESSAGE_CONTENT",
                "discord.default_mode = \"off\", signpost.toml:3",
                "discord.auto_channels = [\"12\", \"34\"], signpost.toml:2",
                "discord.staff_roles = [\"7\", \"8\"], SIGNPOST_DISCORD_STAFF_ROLES",
                "discord.plain_text = true, SIGNPOST_DISCORD_PLAIN_TEXT",
                "discord.person_cooldown_seconds = 0, signpost.toml:4",
                "discord.answer_missed_minutes = 5, SIGNPOST_DISCORD_ANSWER_MISSED_MINUTES",
            ],
        ),
        (
            "[discord]\nstaff_hours = [\"Mon-Fri 09:00-17:30 +01:00\", \"sat 10:00-14:00\"]\n\
             staff_requests = \"thread\"",
            &[],
            &[
                "discord.staff_requests = \"thread\", signpost.toml:3",
                "discord.staff_hours = [\"mon-fri 09:00-17:30 +01:00\", \"sat 10:00-14:00 +00:00\"], \
                 signpost.toml:2",
            ],
        ),
        (
            "",
            &[("SIGNPOSTS_DATABASE_URL", "x"), ("SIGNPOST_LOG", "x"), ("DISCORD_TOKEN", "x")],
            &[],
        ),
        (
            "[moderation]\nsensitive_topics = [\"Medical\", \" pets \", \"medical\"]",
            &[],
            &["moderation.sensitive_topics = [\"medical\", \"pets\"], signpost.toml:2"],
        ),
        (
            "[moderation]\nsensitive_topics = []",
            &[],
            &["moderation.sensitive_topics = [], signpost.toml:2"],
        ),
        (
            "[database]\nurl = \"postgresql:///signpost?host=/run/postgresql\"",
            &[],
            &["database.url = \"postgresql:///signpost?host=/run/postgresql\", signpost.toml:2"],
        ),
    ];
    for (file, variables, expected) in cases {
        let (config, diagnostics) = parse(file, variables);
        assert_eq!(diagnostics, [], "{file}");
        let set: Vec<_> =
            lines(&config).into_iter().filter(|line| !line.ends_with(", default")).collect();
        assert_eq!(set, *expected, "{file}");
        assert_eq!(config.list().len(), 31);
    }
}

#[test]
fn lists_of_paths_in_a_variable_are_separated_as_the_platform_does() {
    let joined = std::env::join_paths(["a b", "c.jsonl"]).expect("neither holds a separator");
    let variables = [(OsString::from("SIGNPOST_KNOWLEDGE_PATHS"), joined)];
    let (config, diagnostics) = config::parse(None, variables);
    assert_eq!(diagnostics, []);
    let [first, second] = &config.knowledge.paths.value[..] else {
        panic!("{:?}", config.knowledge);
    };
    assert_eq!((first.to_str(), second.to_str()), (Some("a b"), Some("c.jsonl")));
}

#[cfg(unix)]
#[test]
fn variables_that_are_not_utf8() {
    use std::os::unix::ffi::OsStringExt as _;
    let bad = || OsString::from_vec(b"\xff".to_vec());
    let variables = [
        (bad(), bad()),
        ("SIGNPOST_KNOWLEDGE_PATHS".into(), bad()),
        ("SIGNPOST_MATCHING_MARGIN".into(), bad()),
    ];
    let (config, found) = config::parse(None, variables);
    assert_eq!(config.knowledge.paths.value[0].as_os_str(), bad(), "a path may be any bytes");
    let places: Vec<_> = found.iter().map(place).collect();
    assert_eq!(places, ["SIGNPOST_MATCHING_MARGIN error not-utf8"]);
}

#[test]
fn the_shipped_file_lists_every_setting_with_its_default() {
    let (without, found) = parse("", &[]);
    assert_eq!(found, []);
    let (shipped, found) = parse(SHIPPED, &[]);
    assert_eq!((&shipped, &found[..]), (&without, &[][..]), "as shipped, it changes nothing");

    // A default stands behind a # without a blank, a remark behind one with a blank.
    let is_default = |rest: &str| !rest.is_empty() && !rest.starts_with(' ');
    let open: Vec<&str> = SHIPPED
        .lines()
        .map(|line| line.strip_prefix('#').filter(|rest| is_default(rest)).unwrap_or(line))
        .collect();
    let (open, found) = parse(&open.join("\n"), &[]);
    assert_eq!(found, []);
    for (default, listed) in without.list().iter().zip(open.list()) {
        let name = format!("{}.{}", listed.section, listed.key);
        assert_eq!(default.value, listed.value, "{name}");
        assert!(matches!(listed.origin, Origin::File { .. }), "{name} is not in the file");
        let Origin::File { line, .. } = listed.origin else { continue };
        let above = SHIPPED.lines().nth(line - 2).unwrap_or_default();
        assert!(above.starts_with("# "), "{name} has no explanation above it");
    }
    assert!(!SHIPPED.lines().any(|line| line.chars().count() > 100));
}

fn place(found: &Diagnostic) -> String {
    let Diagnostic { severity, code, path, line, .. } = found;
    match path.strip_prefix("environment variable ") {
        Some(variable) => format!("{variable} {severity} {code}"),
        None => format!("{line} {severity} {code}"),
    }
}

/// What holds for every configuration, whatever it was read from.
fn assert_in_order(config: &Config) {
    assert!(config.matching.clarify_floor.value <= config.matching.answer_floor.value);
    assert!((1..=3).contains(&config.matching.max_answers.value));
    assert!(!config.knowledge.paths.value.is_empty());
}
