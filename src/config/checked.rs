//! From what was written to what is valid.
//!
//! **Invariant:** every place where a setting was written is checked, also one that something
//! else overrides. The strongest valid one holds, else the default.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::address::{self, DatabaseUrl};
use super::origin::{Origin, Setting};
use super::raw::{Given, Raw, RawMatching};
use super::{Config, Database, Knowledge, Matching, Moderation, Safety, defaults, discord};
use crate::diagnostic::Diagnostic;
use crate::engine::Confidence;
use crate::engine::helplines::Region;

/// Checks everything, section by section.
pub(super) fn check(raw: Raw, diagnostics: &mut Vec<Diagnostic>) -> Config {
    let Raw { knowledge, matching, safety, discord, moderation, database } = raw;
    Config {
        knowledge: Knowledge {
            paths: choose(
                "knowledge.paths",
                &knowledge.paths,
                vec![PathBuf::from(defaults::KNOWLEDGE_PATH)],
                diagnostics,
                paths,
            ),
            labelled: choose(
                "knowledge.labelled",
                &knowledge.labelled,
                Vec::new(),
                diagnostics,
                labelled,
            ),
            cache: choose(
                "knowledge.cache",
                &knowledge.cache,
                Some(PathBuf::from(defaults::CACHE_PATH)),
                diagnostics,
                optional_path,
            ),
        },
        matching: check_matching(&matching, diagnostics),
        safety: Safety {
            region: choose("safety.region", &safety.region, defaults::REGION, diagnostics, region),
            helplines: choose(
                "safety.helplines",
                &safety.helplines,
                PathBuf::from(defaults::HELPLINES_PATH),
                diagnostics,
                path,
            ),
        },
        discord: discord::check(&discord, diagnostics),
        moderation: Moderation {
            sensitive_topics: choose(
                "moderation.sensitive_topics",
                &moderation.sensitive_topics,
                defaults::SENSITIVE_TOPICS.map(str::to_owned).to_vec(),
                diagnostics,
                topics,
            ),
        },
        database: Database {
            url: choose(
                "database.url",
                &database.url,
                DatabaseUrl::known(defaults::DATABASE_URL),
                diagnostics,
                address::database_url,
            ),
            retention: choose(
                "database.retention_days",
                &database.retention_days,
                defaults::RETENTION,
                diagnostics,
                days,
            ),
        },
    }
}

fn check_matching(raw: &RawMatching, diagnostics: &mut Vec<Diagnostic>) -> Matching {
    let mut share_of = |name, written, default| choose(name, written, default, diagnostics, share);
    let mut answer_floor =
        share_of("matching.answer_floor", &raw.answer_floor, defaults::ANSWER_FLOOR);
    let mut clarify_floor =
        share_of("matching.clarify_floor", &raw.clarify_floor, defaults::CLARIFY_FLOOR);
    let margin = share_of("matching.margin", &raw.margin, defaults::MARGIN);
    let coverage = share_of("matching.coverage", &raw.coverage, defaults::COVERAGE);
    let max_answers = choose(
        "matching.max_answers",
        &raw.max_answers,
        defaults::MAX_ANSWERS,
        diagnostics,
        answer_count,
    );
    let word_vectors =
        choose("matching.word_vectors", &raw.word_vectors, None, diagnostics, optional_path);
    if clarify_floor.value > answer_floor.value {
        // At least one of them was set by somebody, as the defaults are in order.
        let blamed =
            if clarify_floor.origin == Origin::Default { &answer_floor } else { &clarify_floor };
        diagnostics.push(blamed.origin.error(
            "floors",
            format!(
                "`matching.clarify_floor` ({}) lies above `matching.answer_floor` ({})",
                clarify_floor.value.share(),
                answer_floor.value.share(),
            ),
            "the bot asks back between the two, so let the clarify floor be the lower one",
        ));
        answer_floor = Setting::default(defaults::ANSWER_FLOOR);
        clarify_floor = Setting::default(defaults::CLARIFY_FLOOR);
    }
    Matching { answer_floor, clarify_floor, margin, coverage, max_answers, word_vectors }
}

/// Checks each place where a setting was written, and takes the strongest valid value.
pub(super) fn choose<R, T>(
    name: &str,
    written: &[Given<R>],
    default: T,
    diagnostics: &mut Vec<Diagnostic>,
    check: impl Fn(&str, &Given<R>, &mut Vec<Diagnostic>) -> Option<T>,
) -> Setting<T> {
    let mut chosen = None;
    for given in written {
        let value = check(name, given, diagnostics);
        chosen = chosen.or(value.map(|value| Setting { value, origin: given.origin.clone() }));
    }
    chosen.unwrap_or_else(|| Setting::default(default))
}

fn share(name: &str, given: &Given<f64>, diagnostics: &mut Vec<Diagnostic>) -> Option<Confidence> {
    let share = given.value;
    if (0.0..=1.0).contains(&share) {
        return Some(Confidence::from_share(share));
    }
    let help = if (1.0..=100.0).contains(&share) {
        format!("write a share from 0 to 1: {share} in a hundred is {}", share / 100.0)
    } else {
        "write a share from 0 to 1, such as 0.5".to_owned()
    };
    diagnostics.push(given.origin.error("out-of-range", format!("`{name}` is {share}"), help));
    None
}

fn answer_count(name: &str, given: &Given<i64>, diagnostics: &mut Vec<Diagnostic>) -> Option<u8> {
    match u8::try_from(given.value) {
        Ok(count @ 1..=3) => Some(count),
        Ok(_) | Err(_) => {
            let message = format!("`{name}` is {}", given.value);
            diagnostics.push(given.origin.error("out-of-range", message, "write 1, 2 or 3"));
            None
        }
    }
}

fn days(name: &str, given: &Given<i64>, diagnostics: &mut Vec<Diagnostic>) -> Option<Duration> {
    /// A hundred years: more is a slip of the pen.
    const LONGEST: i64 = 36_500;
    match u32::try_from(given.value) {
        Ok(days) if (1..=LONGEST).contains(&given.value) => {
            Some(Duration::from_secs(24 * 3600) * days)
        }
        Ok(_) | Err(_) => {
            let message = format!("`{name}` is {}", given.value);
            let help = format!("write a number of days from 1 to {LONGEST}");
            diagnostics.push(given.origin.error("out-of-range", message, help));
            None
        }
    }
}

fn region(name: &str, given: &Given<String>, diagnostics: &mut Vec<Diagnostic>) -> Option<Region> {
    let region = Region::parse(&given.value);
    if region.is_none() {
        let names = Region::ALL.map(Region::name).join(", ");
        diagnostics.push(given.origin.error(
            "unknown-region",
            format!("`{name}` is \"{}\"", given.value.escape_debug()),
            format!("write one of {names}"),
        ));
    }
    region
}

/// Topics as entries name them, whatever the case. None at all is fine.
fn topics(
    name: &str,
    given: &Given<Vec<Given<String>>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<String>> {
    let mut topics = Vec::new();
    let mut all_right = true;
    for item in &given.value {
        let topic = item.value.trim().to_lowercase();
        if topic.is_empty() {
            let message = format!("`{name}` holds an empty topic");
            diagnostics.push(item.origin.error(
                "empty-value",
                message,
                "write topics as entries name them, such as [\"medical\"]",
            ));
            all_right = false;
        } else if !topics.contains(&topic) {
            topics.push(topic);
        }
    }
    all_right.then_some(topics)
}

fn path(name: &str, given: &Given<PathBuf>, diagnostics: &mut Vec<Diagnostic>) -> Option<PathBuf> {
    let text = given.value.to_string_lossy();
    let problem = if text.trim().is_empty() {
        "holds an empty path"
    } else if text.contains('\0') {
        "holds a path with a NUL in it"
    } else {
        return Some(given.value.clone());
    };
    diagnostics.push(given.origin.error(
        "empty-value",
        format!("`{name}` {problem}"),
        "write a path, from the folder in which the program is started",
    ));
    None
}

/// A path, or an empty text for none.
fn optional_path(
    name: &str,
    given: &Given<PathBuf>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Option<PathBuf>> {
    if given.value.as_os_str().is_empty() {
        return Some(None);
    }
    path(name, given, diagnostics).map(Some)
}

/// Paths that need not be any.
fn labelled(
    name: &str,
    given: &Given<Vec<Given<PathBuf>>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<PathBuf>> {
    if given.value.is_empty() {
        return Some(Vec::new());
    }
    paths(name, given, diagnostics)
}

fn paths(
    name: &str,
    given: &Given<Vec<Given<PathBuf>>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<PathBuf>> {
    if given.value.is_empty() {
        diagnostics.push(given.origin.error(
            "empty-value",
            format!("`{name}` names nothing to answer from"),
            "write at least one pack folder or JSON Lines file",
        ));
        return None;
    }
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut all_right = true;
    for item in &given.value {
        let Some(path) = path(name, item, diagnostics) else {
            all_right = false;
            continue;
        };
        if paths.iter().any(|other| same_path(other, &path)) {
            diagnostics.push(item.origin.error(
                "repeated-path",
                format!("`{name}` names {} twice", path.display()),
                "name it once",
            ));
            all_right = false;
            continue;
        }
        paths.push(path);
    }
    all_right.then_some(paths)
}

/// Whether two paths are one as they are written: `pack`, `./pack` and `pack/`.
fn same_path(left: &Path, right: &Path) -> bool {
    let plain = |path: &Path| -> PathBuf {
        path.components().filter(|part| *part != std::path::Component::CurDir).collect()
    };
    plain(left) == plain(right)
}
