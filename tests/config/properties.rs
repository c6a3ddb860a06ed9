//! What holds for every text, number and password.
//!
//! **Invariant:** no input panics, and none makes a secret show.

use proptest::prelude::*;
use signpost::config::Origin;
use signpost::diagnostic::has_errors;

use super::{assert_in_order, lines, parse};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_text_is_read_without_panic(file in "\\PC{0,200}", value in "\\PC{0,20}") {
        let (config, _) = parse(&file, &[
            ("SIGNPOST_MATCHING_MARGIN", &value),
            ("SIGNPOST_DISCORD_API_BASE", &value),
            ("SIGNPOST_DATABASE_URL", &value),
        ]);
        assert_in_order(&config);
    }

    #[test]
    fn any_floors_end_in_order(answer in any::<f64>(), clarify in 0.0..1.2f64) {
        let (config, found) = parse("", &[
            ("SIGNPOST_MATCHING_ANSWER_FLOOR", &answer.to_string()),
            ("SIGNPOST_MATCHING_CLARIFY_FLOOR", &clarify.to_string()),
        ]);
        assert_in_order(&config);
        let kept = config.matching.answer_floor.origin != Origin::Default
            && config.matching.clarify_floor.origin != Origin::Default;
        prop_assert_eq!(kept, !has_errors(&found));
    }

    /// A password of any shape, encoded or not, wherever it stands.
    #[test]
    fn no_password_is_shown(
        parts in prop::collection::vec(("[0-9]{0,3}", "[/?#@:&=%\\\\ \\[\\]]{0,2}"), 1..5),
        shape in 0..5usize,
    ) {
        let password: String =
            parts.iter().map(|(digits, marks)| format!("{digits}{marks}QXZ")).collect();
        let url = match shape {
            0 => format!("postgres://me:{password}@host/db"),
            1 => format!("postgresql://host/db?password={}", password.replace(['#', '&', '@'], "")),
            2 => format!("postgres:me:{password}@host/db"),
            3 => format!("https://me:{password}@host"),
            _ => format!("mysql://me:{password}@host/db"),
        };
        for variable in ["SIGNPOST_DATABASE_URL", "SIGNPOST_DISCORD_API_BASE"] {
            if shape == 1 && variable.contains("DISCORD") {
                continue;
            }
            let (config, found) = parse("", &[(variable, &url)]);
            let shown = format!("{config:?} {found:?} {}", lines(&config).join("\n"));
            prop_assert!(!shown.contains("QXZ"), "{} shows {}", url, shown);
        }
    }
}
