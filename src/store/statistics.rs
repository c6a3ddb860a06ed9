//! What was asked and how it went, counted by day and by entry.
//!
//! Days are those of UTC. A crisis counts like any other question: by category there is nothing, and
//! by person nothing ever.
//!
//! **Invariant:** every question of the time counts once by day, and once for each entry that
//! answered it.

use std::collections::BTreeMap;

use super::database::Row;
use super::exchange::entries_of;
use super::{Store, StoreError};
use crate::engine::outcome::Outcome;

/// How questions went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All of them.
    pub asked: u64,
    /// Those that an entry answered.
    pub answered: u64,
    /// Those at which the bot asked back first.
    pub clarified: u64,
    /// Those that the bot did not know.
    pub unknown: u64,
    /// Those that only a professional should answer.
    pub referred: u64,
    /// Crises.
    pub escalated: u64,
    /// People who said that a reply helped.
    pub helpful: u64,
    /// People who said that it did not, and no more.
    pub not_helpful: u64,
    /// People who said that it answers another question, or that something in it is not true.
    pub wrong: u64,
}

/// How long people waited for a reply, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResponseTime {
    /// Half of them waited no longer.
    pub median: u64,
    /// 95 of a hundred waited no longer.
    pub slowest: u64,
}

/// One day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayCounts {
    /// When it began, in milliseconds since the Unix epoch.
    pub begins: u64,
    /// How its questions went.
    pub counts: Counts,
    /// How long people waited; none where that is not known.
    pub response: Option<ResponseTime>,
}

/// One entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EntryCounts {
    /// How the questions went that it answered, alone or beside others.
    pub counts: Counts,
    /// How long people waited for them, to a hundredth of a second; none where that is not known.
    pub response: Option<ResponseTime>,
}

/// What was asked in a server in some time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// The days on which something was asked, in order.
    pub days: Vec<DayCounts>,
    /// The entries that answered or were chosen, by id.
    pub entries: BTreeMap<String, EntryCounts>,
}

const DAY: u64 = 24 * 3_600 * 1_000;

impl Store {
    /// The servers in which something was asked since a time.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn active_servers(&self, since: u64) -> Result<Vec<u64>, StoreError> {
        let sql = "SELECT DISTINCT server FROM exchange \
                   WHERE server IS NOT NULL AND recorded_at >= $1 ORDER BY server";
        let rows = self.database.fetch_all(sql, &[since.into()]).await?;
        Ok(rows.iter().map(|row| row.id("server")).collect::<Result<_, sqlx::Error>>()?)
    }

    /// Counts what was asked in a server from one time to before another.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn statistics(
        &self,
        server: u64,
        from: u64,
        before: u64,
    ) -> Result<Statistics, StoreError> {
        let span = [server.into(), from.into(), before.into()];
        let mut days = BTreeMap::<u64, DayCounts>::new();
        let mut entries = BTreeMap::<String, EntryCounts>::new();
        for row in self.database.fetch_all(GROUPS, &span).await? {
            let counts = read(&row)?;
            let day = row.id("day")?;
            days.entry(day).or_default().counts.add(&counts);
            for entry in entries_of(&row.text("entries")?) {
                entries.entry(entry).or_default().counts.add(&counts);
            }
        }
        for row in self.database.fetch_all(RESPONSES, &span).await? {
            let response = ResponseTime { median: row.id("median")?, slowest: row.id("slowest")? };
            days.entry(row.id("day")?).or_default().response = Some(response);
        }
        let mut waits = BTreeMap::<String, Waits>::new();
        for row in self.database.fetch_all(ENTRY_RESPONSES, &span).await? {
            let (waited, times) = (row.id("waited")?, row.id("times")?);
            for entry in entries_of(&row.text("entries")?) {
                *waits.entry(entry).or_default().entry(waited).or_default() += times;
            }
        }
        for (entry, waits) in waits {
            entries.entry(entry).or_default().response = response_of(&waits);
        }
        let days = days
            .into_iter()
            .map(|(day, counts)| DayCounts { begins: day * DAY, ..counts })
            .collect();
        Ok(Statistics { days, entries })
    }
}

/// Questions with the same outcome and entries on the same day, and what was said of the replies. What
/// was replied beside the first reply is no other question, and what is said of it counts.
const GROUPS: &str = "SELECT recorded_at / 86400000 AS day, outcome, asked_back, entries, \
    CAST(SUM(CASE WHEN answers IS NULL THEN 1 ELSE 0 END) AS BIGINT) AS asked, \
    CAST(COALESCE(SUM(helpful), 0) AS BIGINT) AS helpful, \
    CAST(COALESCE(SUM(not_helpful), 0) AS BIGINT) AS not_helpful, \
    CAST(COALESCE(SUM(wrong), 0) AS BIGINT) AS wrong \
    FROM exchange LEFT JOIN (SELECT reply AS judged, \
        SUM(CASE WHEN verdict = 'helpful' THEN 1 ELSE 0 END) AS helpful, \
        SUM(CASE WHEN verdict = 'not_helpful' THEN 1 ELSE 0 END) AS not_helpful, \
        SUM(CASE WHEN verdict IN ('wrong_topic', 'wrong_facts') THEN 1 ELSE 0 END) AS wrong \
        FROM reaction GROUP BY reply) AS verdicts ON judged = reply \
    WHERE server = $1 AND recorded_at >= $2 AND recorded_at < $3 \
    GROUP BY 1, outcome, asked_back, entries ORDER BY 1, outcome, asked_back, entries";

/// The shortest waits that no less than half, and 95 of a hundred, do not exceed.
const RESPONSES: &str = "SELECT day, \
    MIN(CASE WHEN share >= 0.5 THEN response_ms END) AS median, \
    MIN(CASE WHEN share >= 0.95 THEN response_ms END) AS slowest \
    FROM (SELECT recorded_at / 86400000 AS day, response_ms, CUME_DIST() OVER \
        (PARTITION BY recorded_at / 86400000 ORDER BY response_ms) AS share FROM exchange \
        WHERE server = $1 AND recorded_at >= $2 AND recorded_at < $3 \
        AND response_ms IS NOT NULL) AS waits GROUP BY day ORDER BY day";

/// How often people waited how long for a reply, by the entries in it. An entry may answer beside
/// others, so that the middle is found here; hundredths of a second make the rows few.
const ENTRY_RESPONSES: &str = "SELECT entries, response_ms / 10 * 10 AS waited, COUNT(*) AS times \
    FROM exchange WHERE server = $1 AND recorded_at >= $2 AND recorded_at < $3 \
    AND response_ms IS NOT NULL AND entries <> '' GROUP BY entries, response_ms / 10 * 10";

/// How often people waited how long, the shortest first.
type Waits = BTreeMap<u64, u64>;

/// The shortest waits that no less than half, and 95 of a hundred, do not exceed.
fn response_of(waits: &Waits) -> Option<ResponseTime> {
    let all: u64 = waits.values().sum();
    let of_hundred = |share: u64| {
        let mut seen = 0;
        waits.iter().find_map(|(waited, times)| {
            seen += times;
            (seen * 100 >= all * share).then_some(*waited)
        })
    };
    Some(ResponseTime { median: of_hundred(50)?, slowest: of_hundred(95)? })
}

impl Counts {
    fn add(&mut self, other: &Counts) {
        self.asked += other.asked;
        self.answered += other.answered;
        self.clarified += other.clarified;
        self.unknown += other.unknown;
        self.referred += other.referred;
        self.escalated += other.escalated;
        self.helpful += other.helpful;
        self.not_helpful += other.not_helpful;
        self.wrong += other.wrong;
    }
}

fn read(row: &Row) -> Result<Counts, sqlx::Error> {
    let asked = row.id("asked")?;
    let outcome = row.text("outcome")?;
    let of = |wanted: Outcome| if outcome == wanted.name() { asked } else { 0 };
    Ok(Counts {
        asked,
        answered: of(Outcome::Answer),
        clarified: if row.id("asked_back")? > 0 { asked } else { 0 },
        unknown: of(Outcome::Fallback),
        referred: of(Outcome::Refer),
        escalated: of(Outcome::Escalate),
        helpful: row.id("helpful")?,
        not_helpful: row.id("not_helpful")?,
        wrong: row.id("wrong")?,
    })
}
