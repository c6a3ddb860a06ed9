//! Questions handled, and what people said of the replies.
//!
//! **Invariant:** of a crisis only category, channel, time and links are kept: nobody's id.

use sqlx::Row as _;
use sqlx::sqlite::SqliteRow;

use super::{Store, StoreError};

/// One question handled. No text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The message that asked.
    pub question: u64,
    /// Where it was asked.
    pub channel: u64,
    /// The server, unless it was asked in a direct message.
    pub server: Option<u64>,
    /// Who asked. None for a crisis: nothing is kept by person there.
    pub asker: Option<u64>,
    /// The message that replied.
    pub reply: u64,
    /// The name of the outcome.
    pub outcome: String,
    /// The name of the category, for escalations and referrals.
    pub category: Option<String>,
    /// The ids of the entries that answered.
    pub entries: Vec<String>,
    /// When the version of the question that was answered was written; nought for the first.
    pub edited_at: u64,
}

/// What somebody said of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It helped.
    Helpful,
    /// It did not help; no more was said.
    NotHelpful,
    /// It answers another question.
    WrongTopic,
    /// Something in it is not true.
    WrongFacts,
}

impl Verdict {
    /// The name in the database.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Verdict::Helpful => "helpful",
            Verdict::NotHelpful => "not_helpful",
            Verdict::WrongTopic => "wrong_topic",
            Verdict::WrongFacts => "wrong_facts",
        }
    }
}

/// Between the ids of entries in one column. No id holds it.
const SEPARATOR: char = '\n';

impl Store {
    /// Keeps what was replied to a question, in place of what was kept of it before.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn record(&self, exchange: &Exchange, now: u64) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT OR REPLACE INTO exchange (question, channel, server, asker, reply, outcome, \
             category, entries, edited_at, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        )
        .bind(exchange.question.cast_signed())
        .bind(exchange.channel.cast_signed())
        .bind(exchange.server.map(u64::cast_signed))
        .bind(exchange.asker.map(u64::cast_signed))
        .bind(exchange.reply.cast_signed())
        .bind(&exchange.outcome)
        .bind(&exchange.category)
        .bind(exchange.entries.join(&SEPARATOR.to_string()))
        .bind(exchange.edited_at.cast_signed())
        .bind(now.cast_signed())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// What was replied to a question.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn exchange_of(&self, question: u64) -> Result<Option<Exchange>, StoreError> {
        let row = sqlx::query("SELECT * FROM exchange WHERE question = ?")
            .bind(question.cast_signed())
            .fetch_optional(&self.pool)
            .await?;
        Ok(row.as_ref().map(read).transpose()?)
    }

    /// The direct messages in which something was replied, those first where that was last.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn direct_channels(&self) -> Result<Vec<u64>, StoreError> {
        // More people than that are not asked at once whether they wrote while the bot was away.
        const MOST: i64 = 200;
        let channels: Vec<i64> = sqlx::query_scalar(
            "SELECT channel FROM exchange WHERE server IS NULL GROUP BY channel \
             ORDER BY MAX(recorded_at) DESC LIMIT ?",
        )
        .bind(MOST)
        .fetch_all(&self.pool)
        .await?;
        Ok(channels.into_iter().map(i64::cast_unsigned).collect())
    }

    /// Forgets what was replied to a question.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn forget(&self, question: u64) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM exchange WHERE question = ?")
            .bind(question.cast_signed())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Keeps what the asker chose from a reply that asked back.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn choose(&self, reply: u64, outcome: &str, entry: &str) -> Result<(), StoreError> {
        sqlx::query("UPDATE exchange SET outcome = ?, entries = ? WHERE reply = ?")
            .bind(outcome)
            .bind(entry)
            .bind(reply.cast_signed())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Forgets the exchange that a reply belongs to.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn forget_reply(&self, reply: u64) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM exchange WHERE reply = ?")
            .bind(reply.cast_signed())
            .execute(&self.pool)
            .await?;
        Ok(())
    }

    /// Keeps what somebody said of a reply. Everybody has one verdict on a reply: the last.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn judge(
        &self,
        reply: u64,
        person: u64,
        verdict: Verdict,
        now: u64,
    ) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT OR REPLACE INTO reaction (reply, person, verdict, given_at) VALUES (?, ?, ?, ?)",
        )
        .bind(reply.cast_signed())
        .bind(person.cast_signed())
        .bind(verdict.name())
        .bind(now.cast_signed())
        .execute(&self.pool)
        .await?;
        Ok(())
    }

    /// The verdicts on a reply: how many people gave which.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn verdicts(&self, reply: u64) -> Result<Vec<(String, u64)>, StoreError> {
        let rows = sqlx::query(
            "SELECT verdict, COUNT(*) AS people FROM reaction WHERE reply = ? GROUP BY verdict",
        )
        .bind(reply.cast_signed())
        .fetch_all(&self.pool)
        .await?;
        let read = |row: &SqliteRow| {
            Ok((row.try_get("verdict")?, row.try_get::<i64, _>("people")?.cast_unsigned()))
        };
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }
}

fn read(row: &SqliteRow) -> Result<Exchange, sqlx::Error> {
    let id = |name: &str| row.try_get::<i64, _>(name).map(i64::cast_unsigned);
    let entries: String = row.try_get("entries")?;
    Ok(Exchange {
        question: id("question")?,
        channel: id("channel")?,
        server: row.try_get::<Option<i64>, _>("server")?.map(i64::cast_unsigned),
        asker: row.try_get::<Option<i64>, _>("asker")?.map(i64::cast_unsigned),
        reply: id("reply")?,
        outcome: row.try_get("outcome")?,
        category: row.try_get("category")?,
        entries: entries.split(SEPARATOR).filter(|id| !id.is_empty()).map(str::to_owned).collect(),
        edited_at: id("edited_at")?,
    })
}
