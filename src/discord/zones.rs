//! What names of time zones mean on this machine.
//!
//! **Invariant:** a name that the machine does not know is none; distances from UTC need no machine.

use jiff::tz::TimeZone;

/// The time zone of a name such as `Europe/Berlin`, by the system's own data.
#[must_use]
pub fn system_zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}
