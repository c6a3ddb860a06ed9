//! Questions handled, and what people said of the replies.
//!
//! **Invariant:** of a crisis only category, channel, time and links are kept: nobody's id.

use super::database::Row;
use super::{Store, StoreError, counted};
use crate::engine::outcome::Outcome;

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
    /// How long it took from the question to the reply, in milliseconds, where that is known.
    pub response_ms: Option<u64>,
    /// Whether it was asked with a command. Then no message asked, and its id is that of the command.
    pub by_command: bool,
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
pub(super) const SEPARATOR: char = '\n';

impl Store {
    /// Keeps what was replied to a question, in place of what was kept of it before. How long the
    /// first reply took is kept where the new one does not say.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn record(&self, exchange: &Exchange, now: u64) -> Result<(), StoreError> {
        self.keep(exchange, exchange.question, None, now).await
    }

    /// Keeps a reply to a question beside what was replied to it before, which stays as it was.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn record_beside(&self, exchange: &Exchange, now: u64) -> Result<(), StoreError> {
        self.keep(exchange, exchange.reply, Some(exchange.question), now).await
    }

    /// Keeps a reply in the row of an id: that of its question, or its own where it answers a question
    /// that has a row.
    async fn keep(
        &self,
        exchange: &Exchange,
        id: u64,
        answers: Option<u64>,
        now: u64,
    ) -> Result<(), StoreError> {
        let entries = exchange.entries.join(&SEPARATOR.to_string());
        let kept = self
            .database
            .execute(
                "INSERT INTO exchange (question, channel, server, asker, reply, outcome, category, \
                 entries, edited_at, recorded_at, response_ms, asked_back, by_command, answers) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT (question) DO UPDATE SET channel = \
                 excluded.channel, server = excluded.server, asker = excluded.asker, reply = \
                 excluded.reply, outcome = excluded.outcome, category = excluded.category, entries = \
                 excluded.entries, edited_at = excluded.edited_at, recorded_at = \
                 excluded.recorded_at, response_ms = COALESCE(excluded.response_ms, \
                 exchange.response_ms), asked_back = excluded.asked_back, by_command = \
                 excluded.by_command, answers = excluded.answers, corrected_at = NULL",
                &[
                    id.into(),
                    exchange.channel.into(),
                    exchange.server.into(),
                    exchange.asker.into(),
                    exchange.reply.into(),
                    exchange.outcome.as_str().into(),
                    exchange.category.as_deref().into(),
                    entries.as_str().into(),
                    exchange.edited_at.into(),
                    now.into(),
                    exchange.response_ms.into(),
                    i64::from(exchange.outcome == Outcome::Clarify.name()).into(),
                    i64::from(exchange.by_command).into(),
                    answers.into(),
                ],
            )
            .await;
        counted(kept, &self.losses.exchanges)?;
        Ok(())
    }

    /// What was replied to a question at first.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn exchange_of(&self, question: u64) -> Result<Option<Exchange>, StoreError> {
        let row = self
            .database
            .fetch_optional("SELECT * FROM exchange WHERE question = $1", &[question.into()])
            .await?;
        Ok(row.as_ref().map(read).transpose()?)
    }

    /// What was replied to a question beside that, the oldest first.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn replied_beside(&self, question: u64) -> Result<Vec<Exchange>, StoreError> {
        let sql = "SELECT * FROM exchange WHERE answers = $1 ORDER BY question";
        let rows = self.database.fetch_all(sql, &[question.into()]).await?;
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }

    /// The question that a message replied to.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn exchange_by_reply(&self, reply: u64) -> Result<Option<Exchange>, StoreError> {
        let sql = "SELECT * FROM exchange WHERE reply = $1 ORDER BY question LIMIT 1";
        let row = self.database.fetch_optional(sql, &[reply.into()]).await?;
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
        let sql = "SELECT channel FROM exchange WHERE server IS NULL GROUP BY channel \
                   ORDER BY MAX(recorded_at) DESC LIMIT $1";
        let rows = self.database.fetch_all(sql, &[MOST.into()]).await?;
        Ok(rows.iter().map(|row| row.id("channel")).collect::<Result<_, sqlx::Error>>()?)
    }

    /// Forgets what was replied to a question.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn forget(&self, question: u64) -> Result<(), StoreError> {
        self.database
            .execute("DELETE FROM exchange WHERE question = $1", &[question.into()])
            .await?;
        Ok(())
    }

    /// Keeps what the asker chose from a reply that asked back.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn choose(&self, reply: u64, outcome: &str, entry: &str) -> Result<(), StoreError> {
        let kept = self
            .database
            .execute(
                "UPDATE exchange SET outcome = $1, entries = $2 WHERE reply = $3",
                &[outcome.into(), entry.into(), reply.into()],
            )
            .await;
        counted(kept, &self.losses.exchanges)?;
        Ok(())
    }

    /// Forgets the exchange that a reply belongs to.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn forget_reply(&self, reply: u64) -> Result<(), StoreError> {
        self.database.execute("DELETE FROM exchange WHERE reply = $1", &[reply.into()]).await?;
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
        let kept = self
            .database
            .execute(
                "INSERT INTO reaction (reply, person, verdict, given_at) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (reply, person) DO UPDATE SET verdict = excluded.verdict, given_at = \
                 excluded.given_at",
                &[reply.into(), person.into(), verdict.name().into(), now.into()],
            )
            .await;
        counted(kept, &self.losses.verdicts)?;
        Ok(())
    }

    /// The verdicts on a reply: how many people gave which.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn verdicts(&self, reply: u64) -> Result<Vec<(String, u64)>, StoreError> {
        let rows = self
            .database
            .fetch_all(
                "SELECT verdict, COUNT(*) AS people FROM reaction WHERE reply = $1 \
                 GROUP BY verdict ORDER BY verdict",
                &[reply.into()],
            )
            .await?;
        let read = |row: &Row| Ok((row.text("verdict")?, row.id("people")?));
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }
}

pub(super) fn read(row: &Row) -> Result<Exchange, sqlx::Error> {
    Ok(Exchange {
        // In the row of a reply beside the first stands the question that it answers.
        question: match row.optional_id("answers")? {
            Some(question) => question,
            None => row.id("question")?,
        },
        channel: row.id("channel")?,
        server: row.optional_id("server")?,
        asker: row.optional_id("asker")?,
        reply: row.id("reply")?,
        outcome: row.text("outcome")?,
        category: row.optional_text("category")?,
        entries: entries_of(&row.text("entries")?),
        edited_at: row.id("edited_at")?,
        response_ms: row.optional_id("response_ms")?,
        by_command: row.id("by_command")? > 0,
    })
}

pub(super) fn entries_of(column: &str) -> Vec<String> {
    column.split(SEPARATOR).filter(|id| !id.is_empty()).map(str::to_owned).collect()
}
