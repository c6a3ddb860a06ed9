//! `/stats`: what was asked in a server, and how it went.
//!
//! **Invariant:** figures of the server alone, and of no person; a day is one of UTC, and it says so.

use std::num::NonZeroU32;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serenity::model::id::GuildId;

use crate::discord::bot::Bot;
use crate::discord::render::message::Message;
use crate::discord::render::text::shorten;
use crate::store::{Counts, DayCounts, Statistics, StoreError};

const DAY: u64 = 24 * 3_600 * 1_000;

/// How many days are shown one by one: what fits beside the entries.
const DAYS: usize = 10;

/// How many entries are shown, those asked for most first.
const ENTRIES: usize = 10;

/// How much of an entry's id is shown.
const ENTRY: usize = 48;

impl Bot {
    pub(in crate::discord::bot) async fn show_statistics(
        &self,
        guild: GuildId,
        days: NonZeroU32,
    ) -> Result<Message, StoreError> {
        let now = (self.clock)();
        let today = now / DAY * DAY;
        let from = today.saturating_sub(u64::from(days.get() - 1) * DAY);
        // The clock of another process may be a little ahead.
        let found = self.store.statistics(guild.get(), from, today + 2 * DAY).await?;
        Ok(Message::text(in_words(&found, days)))
    }
}

fn in_words(found: &Statistics, days: NonZeroU32) -> String {
    let span = match days.get() {
        1 => "today".to_owned(),
        many => format!("in the last {many} days"),
    };
    if found.days.is_empty() {
        return format!("I was asked nothing in this server {span}. Days are those of UTC.");
    }
    let of =
        |count: fn(&Counts) -> u64| found.days.iter().map(|day| count(&day.counts)).sum::<u64>();
    let mut lines = vec![
        format!("**What I was asked in this server {span}** (days of UTC)"),
        format!(
            "Asked {} · answered {} · not known {} · referred {} · crises {} · asked back first {}",
            of(|it| it.asked),
            of(|it| it.answered),
            of(|it| it.unknown),
            of(|it| it.referred),
            of(|it| it.escalated),
            of(|it| it.clarified),
        ),
        format!(
            "Said to be helpful {} · not helpful {} · wrong {}",
            of(|it| it.helpful),
            of(|it| it.not_helpful),
            of(|it| it.wrong),
        ),
        String::new(),
        "**By day**".to_owned(),
    ];
    lines.extend(found.days.iter().rev().take(DAYS).map(day));
    if found.days.len() > DAYS {
        lines.push(format!("and {} days before", found.days.len() - DAYS));
    }
    if !found.entries.is_empty() {
        let mut entries: Vec<_> = found.entries.iter().collect();
        entries.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.asked));
        lines.push(String::new());
        lines.push("**By entry**".to_owned());
        lines.extend(entries.iter().take(ENTRIES).map(|(id, counts)| entry(id, counts)));
        if entries.len() > ENTRIES {
            lines.push(format!("and {} more", entries.len() - ENTRIES));
        }
    }
    shorten(&lines.join("\n"), 2_000)
}

fn day(day: &DayCounts) -> String {
    let DayCounts { begins, counts, response } = day;
    let mut line =
        format!("{} · asked {}, answered {}", date(*begins), counts.asked, counts.answered);
    if let Some(response) = response {
        line.push_str(&format!(
            " · half within {}, 95 of 100 within {}",
            seconds(response.median),
            seconds(response.slowest),
        ));
    }
    line
}

fn entry(id: &str, counts: &Counts) -> String {
    let mut line = format!("`{}` · {}", shorten(id, ENTRY), counts.asked);
    for (count, what) in
        [(counts.helpful, "helpful"), (counts.not_helpful, "not helpful"), (counts.wrong, "wrong")]
    {
        if count > 0 {
            line.push_str(&format!(", {what} {count}"));
        }
    }
    line
}

fn date(milliseconds: u64) -> String {
    let moment =
        i64::try_from(milliseconds).ok().and_then(|it| Timestamp::from_millisecond(it).ok());
    moment.map_or_else(String::new, |it| it.to_zoned(TimeZone::UTC).date().to_string())
}

/// A time in seconds, with one place.
fn seconds(milliseconds: u64) -> String {
    format!("{}.{} s", milliseconds / 1_000, milliseconds % 1_000 / 100)
}
