//! Helplines of any text.
//!
//! **Invariant:** for every region and kind there is something to show, on one line.
#![no_main]

use libfuzzer_sys::fuzz_target;
use signpost::diagnostic::Source;
use signpost::engine::helplines::{HelplineKind, Helplines, Region, check};
use signpost_fuzz::check_findings;
use toml::value::Date;

fuzz_target!(|text: &str| {
    let source = Source::new("helplines.toml", text);
    let (helplines, found) = Helplines::parse(source);
    check_findings(text, &found);
    for region in Region::ALL {
        for kind in HelplineKind::ALL {
            let lines = helplines.for_region(region, kind);
            assert!(!lines.is_empty(), "{region} {kind:?}");
            for line in lines {
                let shown = line.to_string();
                assert!(!shown.trim().is_empty() && !shown.contains(char::is_control), "{shown:?}");
            }
        }
    }
    check_findings(text, &check(source, Date { year: 2027, month: 12, day: 1 }));
});
