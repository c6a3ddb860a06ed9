//! When somebody of the staff is likely to look: days and hours, with the distance from UTC.
//!
//! **Invariant:** hours end after they begin, on the same day; what is written is read back the same.

use std::fmt;

use super::raw::Given;
use crate::diagnostic::Diagnostic;

/// Hours on some days of a week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hours {
    /// The first and the last day, from nought for Monday. The last may be before the first: from
    /// Saturday to Monday.
    days: (u8, u8),
    /// When they begin and end, in minutes after midnight.
    minutes: (u16, u16),
    /// Minutes before UTC, or behind it where negative.
    offset: i16,
}

/// Whether somebody is likely to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Now, until this time, in milliseconds since the Unix epoch.
    Until(u64),
    /// From this time on.
    From(u64),
    /// Nobody says.
    Unknown,
}

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;

/// 1 January 1970 was a Thursday: so many days after a Monday.
const EPOCH_AFTER_MONDAY: i64 = 3;

impl Hours {
    /// Reads hours such as `mon-fri 09:00-17:30 +01:00`; without the last part they are of UTC.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let lower = text.trim().to_lowercase();
        let mut parts = lower.split_whitespace();
        let (days, hours) = (parts.next()?, parts.next()?);
        let offset = parts.next().map_or(Some(0), offset)?;
        if parts.next().is_some() {
            return None;
        }
        let day = |name: &str| {
            let place = DAYS.iter().position(|known| *known == name)?;
            u8::try_from(place).ok()
        };
        let (first, last) = days.split_once('-').unwrap_or((days, days));
        let days = (day(first)?, day(last)?);
        let (begin, end) = hours.split_once('-')?;
        let minutes = (minutes(begin)?, minutes(end)?);
        (minutes.0 < minutes.1).then_some(Hours { days, minutes, offset })
    }

    fn is_on(&self, day: i64) -> bool {
        let (first, last) = (i64::from(self.days.0), i64::from(self.days.1));
        if first <= last { (first..=last).contains(&day) } else { day >= first || day <= last }
    }

    /// The next of these hours that have not ended at a time, in milliseconds since the Unix epoch.
    fn next(&self, now: i64) -> Option<(i64, i64)> {
        let offset = i64::from(self.offset) * MINUTE;
        let today = (now + offset).div_euclid(DAY);
        (today..=today + 7).find_map(|day| {
            let begin = day * DAY + i64::from(self.minutes.0) * MINUTE - offset;
            let end = day * DAY + i64::from(self.minutes.1) * MINUTE - offset;
            let weekday = (day + EPOCH_AFTER_MONDAY).rem_euclid(7);
            (self.is_on(weekday) && end > now).then_some((begin, end))
        })
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = |day: u8| DAYS.get(usize::from(day)).copied().unwrap_or_default();
        let (first, last) = self.days;
        f.write_str(name(first))?;
        if first != last {
            write!(f, "-{}", name(last))?;
        }
        let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        write!(f, " {}-{}", clock(self.minutes.0), clock(self.minutes.1))?;
        let sign = if self.offset < 0 { '-' } else { '+' };
        write!(f, " {sign}{}", clock(self.offset.unsigned_abs()))
    }
}

/// Whether somebody is likely to look at a time, in milliseconds since the Unix epoch.
#[must_use]
pub fn presence(hours: &[Hours], now: u64) -> Presence {
    let now = i64::try_from(now).unwrap_or(i64::MAX / 2);
    let next = hours.iter().filter_map(|hours| hours.next(now));
    let there = next.clone().filter(|(begin, _)| *begin <= now).map(|(_, end)| end).max();
    if let Some(mut end) = there {
        // Whoever comes before the others go goes on.
        while let Some(later) = hours
            .iter()
            .filter_map(|hours| hours.next(end))
            .filter(|(begin, until)| *begin <= end && *until > end && *until - now < 7 * DAY)
            .map(|(_, until)| until)
            .max()
        {
            end = later;
        }
        return Presence::Until(end.cast_unsigned());
    }
    let first = next.map(|(begin, _)| begin).min();
    first.map_or(Presence::Unknown, |begin| Presence::From(begin.cast_unsigned()))
}

/// Minutes after midnight, of `9`, `9:30` or `09:30`: `24:00` is the end of a day.
fn minutes(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':').unwrap_or((text, "00"));
    let is_plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !matches!(hour.len(), 1 | 2) || minute.len() != 2 || !is_plain(hour) || !is_plain(minute) {
        return None;
    }
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    (minute < 60 && hour * 60 + minute <= 24 * 60).then_some(hour * 60 + minute)
}

/// A distance from UTC such as `+05:30`, `-3` or `utc`: at most 14 hours, the farthest there is.
fn offset(text: &str) -> Option<i16> {
    if matches!(text, "utc" | "z") {
        return Some(0);
    }
    let text = text.strip_prefix("utc").unwrap_or(text);
    let (sign, rest) = match text.split_at_checked(1)? {
        ("+", rest) => (1, rest),
        ("-", rest) => (-1, rest),
        _ => return None,
    };
    let distance = i16::try_from(minutes(rest)?).ok()?;
    (distance <= 14 * 60).then_some(sign * distance)
}

/// Checks a list of hours. None at all is fine: then nobody says when somebody looks.
pub(super) fn check(
    name: &str,
    given: &Given<Vec<Given<String>>>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Vec<Hours>> {
    let mut all = Vec::new();
    for item in &given.value {
        match Hours::parse(&item.value) {
            Some(hours) => all.push(hours),
            None => diagnostics.push(item.origin.error(
                "not-hours",
                format!("`{name}` holds \"{}\"", item.value.escape_debug()),
                "write days, hours and the distance from UTC, such as \"mon-fri 09:00-17:30 +01:00\"; \
                 hours past midnight are two, one a day",
            )),
        }
    }
    (all.len() == given.value.len()).then_some(all)
}

#[cfg(test)]
mod tests {
    //! 1. What is read is written the same, and what cannot be meant is refused.
    //! 2. Hours are those of the place that they name.
    //! 3. Hours that touch are one.

    use super::*;

    #[test]
    fn hours_are_read_and_written() {
        for (text, written) in [
            ("mon-fri 09:00-17:30 +01:00", "mon-fri 09:00-17:30 +01:00"),
            ("Sat 00:00-24:00", "sat 00:00-24:00 +00:00"),
            ("sat-mon 10:00-12:00 UTC-03:30", "sat-mon 10:00-12:00 -03:30"),
            ("mon 9-17", "mon 09:00-17:00 +00:00"),
            ("mon 8:30-17 +2", "mon 08:30-17:00 +02:00"),
        ] {
            let hours = Hours::parse(text).expect(text);
            assert_eq!(hours.to_string(), written);
            assert_eq!(Hours::parse(written), Some(hours));
        }
        for text in [
            "",
            "mon",
            "mon -17",
            "mon 9-17:5",
            "mon 009-17",
            "mon 17:00-09:00",
            "mon 09:00-09:00",
            "day 09:00-10:00",
            "mon 09:00-25:00",
            "mon 09:00-10:60",
            "mon 09:00-10:00 +15:00",
            "mon 09:00-10:00 CET",
            "mon 09:00-10:00 +01:00 x",
            "mon 0é:00-10:00",
            "mon 09:00-10:00 é",
        ] {
            assert_eq!(Hours::parse(text), None, "{text}");
        }
    }

    #[test]
    fn somebody_is_there_in_the_hours_of_their_place() {
        const HOUR: u64 = 3_600_000;
        // A Thursday at noon.
        let noon = 12 * HOUR;
        let check = |hours: &[&str], now: u64, expected: Presence| {
            let hours: Vec<Hours> = hours.iter().map(|it| Hours::parse(it).expect(it)).collect();
            assert_eq!(presence(&hours, now), expected, "{hours:?} at {now}");
        };
        check(&[], noon, Presence::Unknown);
        check(&["thu 09:00-17:00"], noon, Presence::Until(17 * HOUR));
        check(&["thu 09:00-17:00 +06:00"], noon, Presence::From((3 + 7 * 24) * HOUR));
        check(&["thu 09:00-17:00 -04:00"], noon, Presence::From(13 * HOUR));
        check(&["wed 09:00-17:00"], noon, Presence::From((9 + 6 * 24) * HOUR));
        check(&["fri-wed 09:00-17:00"], noon, Presence::From(33 * HOUR));
        check(&["thu 09:00-13:00", "thu 13:00-18:00"], noon, Presence::Until(18 * HOUR));
        check(&["fri 20:00-24:00 +12:00"], noon, Presence::From(32 * HOUR));
        check(&["thu 18:00-20:00", "fri 01:00-02:00"], noon, Presence::From(18 * HOUR));
        check(&["mon-sun 00:00-24:00"], noon, Presence::Until((4 * 24 + 72) * HOUR));
    }
}
