//! Ids and moments, as Discord writes them.
//!
//! **Invariant:** ids that one mint gives out grow strictly, and none is given out twice.

use std::fmt;

use jiff::Timestamp;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// When Discord's ids begin: the first second of 2015, in milliseconds since the Unix epoch.
const EPOCH: u64 = 1_420_070_400_000;

/// How many low bits of an id do not tell the time.
const LOW_BITS: u32 = 22;

/// How many of them count ids. The others tell who gave the id out.
const COUNTING_BITS: u32 = 17;

/// A snowflake. In JSON it is a string of digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub u64);

impl Id {
    /// Reads an id from digits. `None` for anything else, zero among it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Id> {
        text.parse().ok().filter(|number| *number != 0).map(Id)
    }

    /// Reads an id from JSON: a string of digits, or a number as some clients send it.
    #[must_use]
    pub fn from_json(value: &Value) -> Option<Id> {
        match value {
            Value::String(text) => Id::parse(text),
            Value::Number(number) => number.as_u64().filter(|number| *number != 0).map(Id),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
        }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// A point in time: milliseconds since the Unix epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub u64);

impl Moment {
    /// This many milliseconds later.
    #[must_use]
    pub fn plus(self, milliseconds: u64) -> Moment {
        Moment(self.0.saturating_add(milliseconds))
    }

    /// Milliseconds from `earlier` to this one; 0 if that comes later.
    #[must_use]
    pub fn since(self, earlier: Moment) -> u64 {
        self.0.saturating_sub(earlier.0)
    }
}

/// ISO 8601 with microseconds and offset, the form of every time that Discord sends.
impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milliseconds = i64::try_from(self.0).unwrap_or(i64::MAX);
        let time = Timestamp::from_millisecond(milliseconds).unwrap_or(Timestamp::MAX);
        time.strftime("%Y-%m-%dT%H:%M:%S%.6f+00:00").fmt(formatter)
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Gives out ids.
#[derive(Debug, Default)]
pub(super) struct Mint {
    last: u64,
    worker: u8,
}

impl Mint {
    /// Gives out ids that no mint with another number gives out, from 0 to 31.
    pub(super) fn set_worker(&mut self, worker: u8) {
        self.worker = worker;
    }

    /// An id that tells the time and the worker as Discord's do, as long as no more than a hundred
    /// thousand are asked for in a millisecond.
    pub(super) fn next(&mut self, now: Moment) -> Id {
        let timed = now.0.saturating_sub(EPOCH) << LOW_BITS;
        let first = timed | u64::from(self.worker) << COUNTING_BITS;
        self.last = first.max(self.last + 1);
        Id(self.last)
    }
}
