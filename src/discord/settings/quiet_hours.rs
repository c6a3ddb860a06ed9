//! Hours of the day in which overheard questions are left alone.
//!
//! **Invariant:** pure: the time is handed in, and so is what a time zone's name means. What is shown
//! is read back the same.

use std::fmt;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

use super::value::quoted;

/// What a name of a time zone means, such as `Europe/Berlin`; none where it is not known.
pub type Zones = fn(&str) -> Option<TimeZone>;

/// From when to when, every day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuietHours {
    /// In minutes since midnight.
    from: u16,
    /// In minutes since midnight; earlier than `from` for the next day.
    until: u16,
    /// As it was written: `+02:00` or a name.
    zone: String,
    time_zone: TimeZone,
}

/// What may be written.
pub const FORM: &str = "hours and a time zone, such as `22:00-07:00 +01:00` or `22:00-07:00 \
                        Europe/Berlin`, or `none`";

impl QuietHours {
    /// Reads what was typed.
    ///
    /// # Errors
    ///
    /// Says what is wrong with it.
    pub fn parse(typed: &str, zones: Zones) -> Result<Self, String> {
        let typed = typed.trim().replace(" - ", "-").replace(" – ", "-");
        let (hours, zone) = typed.split_once(char::is_whitespace).unwrap_or((&typed, "+00:00"));
        let (from, until) = hours
            .split_once(['-', '–'])
            .ok_or_else(|| format!("`{}` is no span of hours", quoted(hours)))?;
        let read = |text: &str| {
            minutes(text).ok_or_else(|| format!("`{}` is no time of day", quoted(text)))
        };
        let (from, until) = (read(from)?, read(until)?);
        if from == until {
            return Err("they begin and end at the same time".to_owned());
        }
        let (zone, time_zone) = zone_of(zone.trim(), zones)?;
        Ok(QuietHours { from, until, zone, time_zone })
    }

    /// Whether a time, in milliseconds since the Unix epoch, is within them.
    #[must_use]
    pub fn hold(&self, time: u64) -> bool {
        let Ok(time) = Timestamp::from_millisecond(i64::try_from(time).unwrap_or(i64::MAX)) else {
            return false;
        };
        let local = self.time_zone.to_datetime(time);
        let now =
            u16::from(local.hour().unsigned_abs()) * 60 + u16::from(local.minute().unsigned_abs());
        if self.from < self.until {
            (self.from..self.until).contains(&now)
        } else {
            now >= self.from || now < self.until
        }
    }
}

impl fmt::Display for QuietHours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let QuietHours { from, until, zone, .. } = self;
        write!(f, "{:02}:{:02}-{:02}:{:02} {zone}", from / 60, from % 60, until / 60, until % 60)
    }
}

/// Minutes since midnight of `22:30` or `22`. Midnight may be written 24:00 too.
fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':').unwrap_or((text.trim(), "00"));
    let (hours, minutes): (u16, u16) = (digits(hours)?, digits(minutes)?);
    let time = (hours <= 24 && minutes < 60).then(|| hours * 60 + minutes)?;
    (time <= 24 * 60).then_some(time % (24 * 60))
}

fn digits(text: &str) -> Option<u16> {
    let is_number = matches!(text.len(), 1..=2) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}

/// A time zone by its distance from UTC or by its name, and how it is written.
fn zone_of(text: &str, zones: Zones) -> Result<(String, TimeZone), String> {
    let wrong = || format!("`{}` is no distance from UTC, such as +02:00", quoted(text));
    let bare = text.strip_prefix("UTC").or_else(|| text.strip_prefix("GMT")).unwrap_or(text);
    let bare = if bare.is_empty() || bare == "Z" { "+00:00" } else { bare };
    if let Some(rest) = bare.strip_prefix(['+', '-', '−']) {
        let distance = minutes(rest).filter(|distance| *distance <= 14 * 60);
        let distance = distance.ok_or_else(wrong)?;
        let sign = if bare.starts_with('+') { 1 } else { -1 };
        let offset = Offset::from_seconds(sign * i32::from(distance) * 60).map_err(|_| wrong())?;
        let shown = if sign > 0 { '+' } else { '-' };
        let written = format!("{shown}{:02}:{:02}", distance / 60, distance % 60);
        return Ok((written, TimeZone::fixed(offset)));
    }
    match zones(text) {
        Some(zone) => Ok((zone.iana_name().unwrap_or(text).to_owned(), zone)),
        None => Err(format!("I know no time zone `{}`", quoted(text))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The only name that these tests know: an hour before UTC all year.
    fn zones(name: &str) -> Option<TimeZone> {
        (name == "Sea/West").then(|| TimeZone::fixed(Offset::constant(-1)))
    }

    fn at(hour: u64, minute: u64) -> u64 {
        // 2026-01-15, a Thursday.
        1_768_435_200_000 + (hour * 60 + minute) * 60_000
    }

    #[test]
    fn they_hold_from_their_start_to_before_their_end_also_over_midnight() {
        let cases: &[(&str, u64, u64, bool)] = &[
            ("22:00-07:00", 21, 59, false),
            ("22:00-07:00", 22, 0, true),
            ("22:00-07:00", 0, 0, true),
            ("22:00-07:00", 6, 59, true),
            ("22:00-07:00", 7, 0, false),
            ("13 - 14", 13, 30, true),
            ("13-14", 14, 0, false),
            ("22:00-07:00 +02:00", 20, 0, true),
            ("22:00-07:00 +02:00", 5, 0, false),
            ("22:00-07:00 -05:30", 3, 30, true),
            ("22:00-07:00 -05:30", 3, 29, false),
            ("22:00-07:00 UTC+2", 19, 59, false),
            ("22:00-24:00 UTC", 23, 59, true),
            ("22:00-24:00 UTC", 0, 0, false),
            ("22:00-07:00 Sea/West", 22, 59, false),
            ("22:00-07:00 Sea/West", 23, 0, true),
        ];
        for (typed, hour, minute, wanted) in cases {
            let hours = QuietHours::parse(typed, zones).expect("they are right");
            assert_eq!(hours.hold(at(*hour, *minute)), *wanted, "{typed} at {hour}:{minute}");
            let again = QuietHours::parse(&hours.to_string(), zones).ok();
            // A fixed zone has no name of its own to be shown by.
            assert!(again == Some(hours.clone()) || typed.contains("Sea"), "{hours}");
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (typed, part) in [
            ("at night", "`at` is no span of hours"),
            ("22:00-25:00", "`25:00` is no time of day"),
            ("22:00-07:61", "`07:61` is no time of day"),
            ("22:00-22:00", "at the same time"),
            ("22:00-07:00 +15:00", "no distance from UTC"),
            ("22:00-07:00 Mars/North", "no time zone `Mars/North`"),
            ("", "no span"),
        ] {
            let error = QuietHours::parse(typed, zones).expect_err(typed);
            assert!(error.contains(part), "{typed}: {error}");
        }
    }
}
