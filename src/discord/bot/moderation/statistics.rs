//! `/stats`: what was asked in a server, and how it went.
//!
//! **Invariant:** figures of the server alone, and of no person; a day is one of UTC, and it says so.

use std::num::{NonZeroU32, NonZeroU64};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serenity::all::CommandInteraction;
use serenity::model::id::GuildId;

use super::failed;
use crate::discord::bot::Bot;
use crate::discord::bot::interactions::{Handle, unknown_command};
use crate::discord::chart::{Day, draw};
use crate::discord::commands;
use crate::discord::limits::{CONTENT, FILE_DESCRIPTION};
use crate::discord::render::message::Message;
use crate::discord::render::text::shorten;
use crate::discord::rest::{File, RestError};
use crate::moderation::{Authorized, StatisticsCommand};
use crate::store::{Counts, DayCounts, EntryCounts, ResponseTime, Statistics};

const DAY: u64 = 24 * 3_600 * 1_000;

/// Room for the days, in characters: the seven that are shown unless others are asked for fit,
/// whatever went on, and leave the entries theirs.
const DAYS_ROOM: usize = 1_200;

/// How many entries are shown, those asked for most first.
const ENTRIES: usize = 10;

/// Room for a line that says how many are not shown.
const MORE: usize = 24;

/// How much of an entry's id is shown.
const ENTRY: usize = 48;

impl Bot {
    /// Shows what was asked, or writes it to a file.
    pub(in crate::discord::bot) async fn run_statistics(
        self: &Arc<Self>,
        handle: &Handle,
        command: &CommandInteraction,
    ) -> Result<(), RestError> {
        let Some(wanted) = commands::moderation::read_statistics(&command.data.options) else {
            return self.whisper(handle, &unknown_command()).await;
        };
        let allowed = match self.permit(command.member.as_deref(), wanted).await {
            Ok(allowed) => allowed,
            Err(refused) => return self.whisper(handle, &refused).await,
        };
        // A server's id is none that could be nought.
        let Some(guild) = NonZeroU64::new(allowed.actor().server.0).map(GuildId::from) else {
            return self.whisper(handle, &unknown_command()).await;
        };
        self.give_statistics(handle, guild, &allowed).await
    }

    /// The same for whoever was found to be allowed it.
    pub(in crate::discord::bot) async fn give_statistics(
        &self,
        handle: &Handle,
        guild: GuildId,
        allowed: &Authorized<StatisticsCommand>,
    ) -> Result<(), RestError> {
        let wanted = *allowed.command();
        let (StatisticsCommand::Show { days } | StatisticsCommand::Export { days }) = wanted;
        self.put_answer_off(handle).await?;
        let today = (self.clock)() / DAY * DAY;
        let from = today.saturating_sub(u64::from(days.get() - 1) * DAY);
        // The clock of another process may be a little ahead.
        let found = match self.store.statistics(guild.get(), from, today + 2 * DAY).await {
            Ok(found) => found,
            Err(error) => return self.give_answer(handle, &failed(&error)).await,
        };
        let text = in_words(&found, days);
        let file = match wanted {
            _ if found.days.is_empty() => None,
            StatisticsCommand::Show { .. } => {
                draw(&days_between(&found, from, today)).map(|chart| File {
                    name: "statistics.png".to_owned(),
                    content_type: "image/png",
                    description: shorten(&told_of_chart(&found), FILE_DESCRIPTION),
                    content: chart,
                })
            }
            StatisticsCommand::Export { .. } => Some(File {
                name: format!("statistics-{}.csv", date(today)),
                content_type: "text/csv; charset=utf-8",
                description: "What was asked and how it went, by day and by entry".to_owned(),
                content: table(&found),
            }),
        };
        match file {
            Some(file) if file.content.len() > File::MOST => {
                let text = format!(
                    "**The table is more than Discord takes in a file**, {} MB. Fewer days make it \
                     smaller.\n{text}",
                    File::MOST / 1024 / 1024,
                );
                self.give_answer(handle, &Message::text(shorten(&text, CONTENT))).await
            }
            Some(file) => self.give_file(handle, &Message::text(text), file).await,
            None => self.give_answer(handle, &Message::text(text)).await,
        }
    }
}

/// Every day of a span, also those on which nothing was asked.
fn days_between(found: &Statistics, from: u64, today: u64) -> Vec<Day> {
    let first = found.days.first().map_or(from, |day| day.begins).min(today);
    let last = found.days.last().map_or(today, |day| day.begins).max(today);
    // A chart of a year begins where there is something to show.
    let mut begins = first.max(from);
    let mut days = Vec::new();
    while begins <= last {
        let known = found.days.iter().find(|day| day.begins == begins);
        let counts = known.map(|day| day.counts).unwrap_or_default();
        let name = date(begins).get(5..).unwrap_or_default().to_owned();
        days.push(Day { name, counts });
        begins += DAY;
    }
    days
}

/// What the chart shows, for those who do not see it.
fn told_of_chart(found: &Statistics) -> String {
    let days: Vec<String> = found
        .days
        .iter()
        .rev()
        .map(|day| {
            let Counts { asked, answered, referred, unknown, escalated, .. } = day.counts;
            format!(
                "{}: asked {asked}, answered {answered}, referred {referred}, not known {unknown}, \
                 crises {escalated}",
                date(day.begins),
            )
        })
        .collect();
    format!("Bars by day of what was asked and how it went. {}", days.join("; "))
}

/// The figures as a table: a row a day, then a row an entry.
fn table(found: &Statistics) -> Vec<u8> {
    let mut rows = csv::Writer::from_writer(Vec::new());
    let mut write = |cells: &[String]| {
        // Writing into memory cannot fail, and every row has the same length.
        let _ = rows.write_record(cells);
    };
    let names = [
        "of",
        "name",
        "asked",
        "answered",
        "asked_back",
        "not_known",
        "referred",
        "crises",
        "helpful",
        "not_helpful",
        "wrong",
        "median_ms",
        "p95_ms",
    ];
    write(&names.map(str::to_owned));
    let cells = |of: &str, name: String, it: &Counts, response: Option<ResponseTime>| {
        let mut cells = vec![of.to_owned(), name];
        let counts = [
            it.asked,
            it.answered,
            it.clarified,
            it.unknown,
            it.referred,
            it.escalated,
            it.helpful,
            it.not_helpful,
            it.wrong,
        ];
        cells.extend(counts.map(|count| count.to_string()));
        cells.push(response.map_or_else(String::new, |it| it.median.to_string()));
        cells.push(response.map_or_else(String::new, |it| it.slowest.to_string()));
        cells
    };
    for day in &found.days {
        write(&cells("day", date(day.begins), &day.counts, day.response));
    }
    for (id, EntryCounts { counts, response }) in &found.entries {
        write(&cells("entry", plain(id), counts, *response));
    }
    rows.into_inner().unwrap_or_default()
}

/// A text that a spreadsheet does not take for a formula.
fn plain(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
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
        "**By day** (what is not named was nought)".to_owned(),
    ];
    let days: Vec<String> = found.days.iter().rev().map(day).collect();
    let shown = fitting(&days, DAYS_ROOM);
    lines.extend_from_slice(shown);
    if days.len() > shown.len() {
        let left = days.len() - shown.len();
        lines.push(format!("and {left} days before: /stats export has them all"));
    }
    if !found.entries.is_empty() {
        let mut entries: Vec<_> = found.entries.iter().collect();
        entries.sort_by_key(|(_, it)| std::cmp::Reverse(it.counts.asked));
        lines.push(String::new());
        lines.push("**By entry**".to_owned());
        let named = entries.iter().take(ENTRIES).map(|(id, it)| entry(id, it)).collect::<Vec<_>>();
        let taken = lines.iter().map(|line| line.chars().count() + 1).sum::<usize>();
        let shown = fitting(&named, CONTENT.saturating_sub(taken + MORE));
        lines.extend_from_slice(shown);
        if entries.len() > shown.len() {
            lines.push(format!("and {} more", entries.len() - shown.len()));
        }
    }
    shorten(&lines.join("\n"), CONTENT)
}

/// As many of the first lines as fit into some characters.
fn fitting(lines: &[String], room: usize) -> &[String] {
    let mut taken = 0;
    let fits = |line: &&String| {
        taken += line.chars().count() + 1;
        taken <= room
    };
    let count = lines.iter().take_while(fits).count();
    lines.get(..count).unwrap_or_default()
}

fn day(day: &DayCounts) -> String {
    let DayCounts { begins, counts, response } = day;
    let mut line =
        format!("{} · asked {}, answered {}", date(*begins), counts.asked, counts.answered);
    line.push_str(&named(&[
        ("asked back", counts.clarified),
        ("not known", counts.unknown),
        ("referred", counts.referred),
        ("crises", counts.escalated),
        ("helpful", counts.helpful),
        ("not helpful", counts.not_helpful),
        ("wrong", counts.wrong),
    ]));
    line.push_str(&response.map_or_else(String::new, waited));
    line
}

fn entry(id: &str, EntryCounts { counts, response }: &EntryCounts) -> String {
    let mut line = format!("`{}` · {}", shorten(id, ENTRY), counts.asked);
    line.push_str(&named(&[
        ("helpful", counts.helpful),
        ("not helpful", counts.not_helpful),
        ("wrong", counts.wrong),
    ]));
    line.push_str(&response.map_or_else(String::new, waited));
    line
}

/// Counts behind a text, but for those that are nought.
fn named(counts: &[(&str, u64)]) -> String {
    let counted = counts.iter().filter(|(_, count)| *count > 0);
    counted.map(|(what, count)| format!(", {what} {count}")).collect()
}

/// How long people waited.
fn waited(response: ResponseTime) -> String {
    let ResponseTime { median, slowest } = response;
    format!(" · half within {}, 95 of 100 within {}", seconds(median), seconds(slowest))
}

fn date(milliseconds: u64) -> String {
    let moment =
        i64::try_from(milliseconds).ok().and_then(|it| Timestamp::from_millisecond(it).ok());
    moment.map_or_else(String::new, |it| it.to_zoned(TimeZone::UTC).date().to_string())
}

/// So many seconds, with one place, within which a time lies.
fn seconds(milliseconds: u64) -> String {
    let tenths = milliseconds.div_ceil(100).max(1);
    format!("{}.{} s", tenths / 10, tenths % 10)
}
