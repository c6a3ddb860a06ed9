//! Questions that somebody put before the staff.
//!
//! **Invariant:** nobody has two open ones in a server; the database sees to it.

use super::database::Row;
use super::names::named;
use super::{Store, StoreError};

named! {
    /// What became of it.
    pub enum RequestState {
        /// Nobody of the staff has answered.
        Open = "open",
        /// Somebody has.
        Answered = "answered",
        /// It was closed without an answer.
        Closed = "closed",
    }
}

/// A question that somebody put before the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StaffRequest {
    /// The server.
    pub server: u64,
    /// The message that asked.
    pub question: u64,
    /// Where it was asked.
    pub channel: u64,
    /// Who asked.
    pub asker: u64,
    /// Where the staff was told: channel or thread, and message. None until it arrived there.
    pub staff: Option<(u64, u64)>,
    /// Who of the staff looks after it. None while nobody does, or once they had their data deleted.
    pub taken_by: Option<u64>,
    /// What became of it.
    pub state: RequestState,
    /// When, in milliseconds since the Unix epoch.
    pub at: u64,
}

/// Whether a question could be put before the staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Opening {
    /// It is kept, and may be sent.
    Opened,
    /// They have this open one already, or this question was put before the staff.
    Refused(StaffRequest),
}

/// Whether somebody could take a question up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum Taking {
    /// It is theirs.
    Taken,
    /// Somebody has it already, or it is not open any more.
    Refused(StaffRequest),
    /// There is no such question.
    Unknown,
}

impl Store {
    /// Keeps that somebody puts a question before the staff, before the staff is told.
    ///
    /// # Errors
    ///
    /// When the database is away. Then nothing was kept, unless it went away in the very moment of
    /// writing.
    pub async fn open_request(
        &self,
        server: u64,
        question: u64,
        channel: u64,
        asker: u64,
        now: u64,
    ) -> Result<Opening, StoreError> {
        let mut transaction = self.database.begin().await?;
        let sql = "SELECT * FROM request WHERE server = $1 AND \
                   ((asker = $2 AND state = 'open') OR question = $3) ORDER BY at LIMIT 1";
        let values = [server.into(), asker.into(), question.into()];
        if let Some(row) = transaction.fetch_optional(sql, &values).await? {
            return Ok(Opening::Refused(read(&row)?));
        }
        let sql = "INSERT INTO request (server, question, channel, asker, state, at) \
                   VALUES ($1, $2, $3, $4, 'open', $5)";
        let values = [server.into(), question.into(), channel.into(), asker.into(), now.into()];
        transaction.execute(sql, &values).await?;
        transaction.commit().await?;
        Ok(Opening::Opened)
    }

    /// Keeps where the staff was told of a question.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn request_arrived(
        &self,
        server: u64,
        question: u64,
        staff_channel: u64,
        staff_message: u64,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE request SET staff_channel = $3, staff_message = $4 \
                   WHERE server = $1 AND question = $2";
        let values = [server.into(), question.into(), staff_channel.into(), staff_message.into()];
        self.database.execute(sql, &values).await?;
        Ok(())
    }

    /// Takes back a question of which the staff could not be told.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn withdraw_request(&self, server: u64, question: u64) -> Result<(), StoreError> {
        let sql = "DELETE FROM request WHERE server = $1 AND question = $2";
        self.database.execute(sql, &[server.into(), question.into()]).await?;
        Ok(())
    }

    /// What was put before the staff of a server.
    ///
    /// # Errors
    ///
    /// As for [`Store::request_told_in`].
    pub async fn request(
        &self,
        server: u64,
        question: u64,
    ) -> Result<Option<StaffRequest>, StoreError> {
        let sql = "SELECT * FROM request WHERE server = $1 AND question = $2";
        let row = self.database.fetch_optional(sql, &[server.into(), question.into()]).await?;
        Ok(row.as_ref().map(read).transpose()?)
    }

    /// The question of a server that a message to the staff tells of.
    ///
    /// # Errors
    ///
    /// When the database is away, or a row was written by something else.
    pub async fn request_told_in(
        &self,
        server: u64,
        staff_message: u64,
    ) -> Result<Option<StaffRequest>, StoreError> {
        let sql = "SELECT * FROM request WHERE server = $1 AND staff_message = $2";
        let row = self.database.fetch_optional(sql, &[server.into(), staff_message.into()]).await?;
        Ok(row.as_ref().map(read).transpose()?)
    }

    /// The open ones of a server, the oldest first.
    ///
    /// # Errors
    ///
    /// As for [`Store::request_told_in`].
    pub async fn open_requests(&self, server: u64) -> Result<Vec<StaffRequest>, StoreError> {
        let sql = "SELECT * FROM request WHERE server = $1 AND state = 'open' \
                   ORDER BY at, question";
        let rows = self.database.fetch_all(sql, &[server.into()]).await?;
        Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
    }
}

fn read(row: &Row) -> Result<StaffRequest, sqlx::Error> {
    Ok(StaffRequest {
        server: row.id("server")?,
        question: row.id("question")?,
        channel: row.id("channel")?,
        asker: row.id("asker")?,
        staff: row.optional_id("staff_channel")?.zip(row.optional_id("staff_message")?),
        taken_by: row.optional_id("taken_by")?,
        state: row.named("state", RequestState::parse)?,
        at: row.id("at")?,
    })
}
