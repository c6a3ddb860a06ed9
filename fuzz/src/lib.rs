//! What several fuzz targets check.
//!
//! **Invariant:** a finding names its file, a line of it, and the way out, on one line each.

use signpost::diagnostic::Diagnostic;

/// Checks what a parser found in a text.
pub fn check_findings(text: &str, findings: &[Diagnostic]) {
    let lines = text.matches('\n').count() + 1;
    for found in findings {
        assert!(found.line <= lines, "{found} in {lines} lines");
        for part in [&found.message, &found.help] {
            assert!(!part.is_empty() && !part.contains(char::is_control), "{found:?}");
        }
    }
}
