//! Measures the engine on labelled questions.
//!
//! **Invariant:** measuring changes nothing: the same engine call as everywhere, and a clock
//! handed in by the caller.

mod measure;
mod rows;

pub use measure::{Graded, Measured, Mode, Report, Scores, Tenth, measure};
pub use rows::{Expectation, Row, parse_rows, unknown_entries};
