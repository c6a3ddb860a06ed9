//! The engine: from what somebody wrote to what to say. Pure.
//!
//! The path of a message: [`query`] normalises it, [`triage`] looks for danger, [`segments`] finds
//! the questions in it, [`matching`] ranks entries, [`decide`] turns confidence into an outcome,
//! [`respond`] joins them and composes the [`reply`].
//!
//! **Invariant:** nothing below this module knows of files, clocks, networks or Discord.

pub mod alike;
mod amounts;
pub mod cards;
mod confidence;
pub mod decide;
pub mod english;
pub mod helplines;
pub mod incident;
pub mod knowledge;
mod letters;
pub mod matching;
pub mod outcome;
mod parallel;
pub mod query;
pub mod reply;
pub mod respond;
pub mod segments;
pub mod smalltalk;
pub mod triage;
pub mod trial;
pub mod vectors;
pub mod why;
pub mod withheld;

pub use confidence::Confidence;
pub use respond::{Engine, Recalled, Response};
