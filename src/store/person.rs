//! What is kept of a person, and what they may ask for: to be left alone, to see it, to have it
//! deleted.
//!
//! **Invariant:** after a deletion no row names the person, but for their wish to be left alone and a
//! server's decision to ignore them.

use super::change::{Change, ChangeKind, ChangeState, Draft, Line, log};
use super::database::{Row, Transaction};
use super::{Store, StoreError};

/// How much is kept of a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PersonalData {
    /// Questions of theirs that were replied to: links, time and outcome.
    pub exchanges: u64,
    /// Ratings that they gave.
    pub verdicts: u64,
    /// Questions that they put before the staff.
    pub requests: u64,
    /// Questions of theirs that moderators are to look at.
    pub inbox: u64,
    /// Questions of theirs that the bot would have answered in a server where it is in shadow.
    pub shadowed: u64,
    /// Changes, settings and handled questions that name them as who did it. A deletion takes the
    /// name away; what was changed stays.
    pub acts: u64,
    /// Servers whose moderators have the bot ignore them. A deletion leaves that: it is not theirs.
    pub ignored_in: u64,
    /// Whether they asked to be left alone. A deletion leaves that: it is what they want.
    pub has_opted_out: bool,
}

impl Store {
    /// How much is kept of a person.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn data_of(&self, person: u64) -> Result<PersonalData, StoreError> {
        let row = self.database.fetch_optional(COUNTS, &[person.into()]).await?;
        Ok(row.as_ref().map(read).transpose()?.unwrap_or_default())
    }

    /// Deletes what is kept of a person, and tells what that was.
    ///
    /// # Errors
    ///
    /// When the database is away. Then nothing was deleted, unless it went away in the very moment
    /// of writing.
    pub async fn delete_person(&self, person: u64) -> Result<PersonalData, StoreError> {
        let mut transaction = self.database.begin().await?;
        let row = transaction.fetch_optional(COUNTS, &[person.into()]).await?;
        let deleted = row.as_ref().map(read).transpose()?.unwrap_or_default();
        for sql in DELETIONS {
            transaction.execute(sql, &[person.into()]).await?;
        }
        transaction.commit().await?;
        Ok(deleted)
    }

    /// Has the bot ignore a person in a server, or listen to them again.
    ///
    /// # Errors
    ///
    /// As for [`Store::delete_person`].
    pub async fn ignore(
        &self,
        server: u64,
        person: u64,
        ignore: bool,
        actor: u64,
        now: u64,
    ) -> Result<Change, StoreError> {
        let mut transaction = self.database.begin().await?;
        let change = ignore_in(&mut transaction, server, person, ignore, actor, now).await?;
        transaction.commit().await?;
        Ok(change)
    }

    /// Whom the bot ignores in a server.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn ignored(&self, server: u64) -> Result<Vec<u64>, StoreError> {
        let sql = "SELECT person FROM ignored WHERE server = $1 ORDER BY person";
        persons(&self.database.fetch_all(sql, &[server.into()]).await?)
    }

    /// Keeps that a person wants no answers to what they did not ask the bot, or wants them again.
    ///
    /// # Errors
    ///
    /// As for [`Store::delete_person`].
    pub async fn opt_out(&self, person: u64, out: bool, now: u64) -> Result<(), StoreError> {
        let mut transaction = self.database.begin().await?;
        let changed = if out {
            let sql = "INSERT INTO opted_out (person, at) VALUES ($1, $2) \
                       ON CONFLICT (person) DO NOTHING";
            transaction.execute(sql, &[person.into(), now.into()]).await?
        } else {
            let sql = "DELETE FROM opted_out WHERE person = $1";
            transaction.execute(sql, &[person.into()]).await?
        };
        if changed > 0 {
            let draft = Draft {
                server: 0,
                entry: None,
                kind: ChangeKind::OptOut,
                actor: 0,
                before: None,
                after: None,
            };
            // Nobody's name: whoever wants to be left alone is in no log.
            let line = Line { actor: None, ..Line::new(&draft, ChangeState::Published, now) };
            log(&mut transaction, line).await?;
        }
        transaction.commit().await
    }

    /// Everybody who opted out.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn opted_out(&self) -> Result<Vec<u64>, StoreError> {
        let sql = "SELECT person FROM opted_out ORDER BY person";
        persons(&self.database.fetch_all(sql, &[]).await?)
    }
}

/// What is counted, in one statement, so that it is all of one moment.
const COUNTS: &str = "SELECT \
    (SELECT COUNT(*) FROM exchange WHERE asker = $1) AS exchanges, \
    (SELECT COUNT(*) FROM reaction WHERE person = $1) AS verdicts, \
    (SELECT COUNT(*) FROM request WHERE asker = $1) AS requests, \
    (SELECT COUNT(*) FROM inbox WHERE question IN \
        (SELECT question FROM exchange WHERE asker = $1)) AS inbox, \
    (SELECT COUNT(*) FROM shadowed WHERE asker = $1) AS shadowed, \
    (SELECT COUNT(*) FROM change WHERE actor = $1 OR approved_by = $1) \
        + (SELECT COUNT(*) FROM setting WHERE set_by = $1) \
        + (SELECT COUNT(*) FROM inbox WHERE handled_by = $1) \
        + (SELECT COUNT(*) FROM request WHERE taken_by = $1) AS acts, \
    (SELECT COUNT(*) FROM ignored WHERE person = $1) AS ignored_in, \
    (SELECT COUNT(*) FROM opted_out WHERE person = $1) AS opted_out";

/// What is deleted, in this order: the inbox knows whose a question is by the exchange.
const DELETIONS: [&str; 13] = [
    "DELETE FROM awaited WHERE question IN (SELECT question FROM exchange WHERE asker = $1) OR \
     question IN (SELECT question FROM request WHERE asker = $1)",
    "DELETE FROM inbox WHERE question IN (SELECT question FROM exchange WHERE asker = $1)",
    "DELETE FROM exchange WHERE asker = $1",
    "DELETE FROM reaction WHERE person = $1",
    "DELETE FROM request WHERE asker = $1",
    "DELETE FROM shadowed WHERE asker = $1",
    "UPDATE change SET actor = NULL WHERE actor = $1",
    "UPDATE change SET approved_by = NULL WHERE approved_by = $1",
    "UPDATE change SET subject = NULL WHERE subject = $1 AND NOT EXISTS (SELECT 1 FROM ignored \
     WHERE ignored.server = change.server AND ignored.person = $1)",
    "UPDATE setting SET set_by = NULL WHERE set_by = $1",
    // A file that a server imported may name whom to ignore, as a number between quotes.
    "UPDATE change SET after = REPLACE(after, '\"' || CAST($1 AS TEXT) || '\"', '\"0\"') \
     WHERE kind = 'import' AND after LIKE '%\"' || CAST($1 AS TEXT) || '\"%'",
    "UPDATE inbox SET handled_by = NULL WHERE handled_by = $1",
    "UPDATE request SET taken_by = NULL WHERE taken_by = $1",
];

/// Has the bot ignore a person, or listen to them again, as part of a transaction.
pub(super) async fn ignore_in(
    transaction: &mut Transaction,
    server: u64,
    person: u64,
    ignore: bool,
    actor: u64,
    now: u64,
) -> Result<Change, StoreError> {
    let was_ignored = set_ignored(transaction, server, person, ignore, now).await?;
    let draft = Draft {
        server,
        entry: None,
        kind: ChangeKind::Ignore,
        actor,
        before: Some(was_ignored.into()),
        after: Some(ignore.into()),
    };
    let line = Line { subject: Some(person), ..Line::new(&draft, ChangeState::Published, now) };
    log(transaction, line).await
}

async fn set_ignored(
    transaction: &mut Transaction,
    server: u64,
    person: u64,
    ignore: bool,
    now: u64,
) -> Result<bool, StoreError> {
    if ignore {
        let sql = "INSERT INTO ignored (server, person, at) VALUES ($1, $2, $3) \
                   ON CONFLICT (server, person) DO NOTHING";
        let values = [server.into(), person.into(), now.into()];
        return Ok(transaction.execute(sql, &values).await? == 0);
    }
    let sql = "DELETE FROM ignored WHERE server = $1 AND person = $2";
    Ok(transaction.execute(sql, &[server.into(), person.into()]).await? > 0)
}

fn persons(rows: &[Row]) -> Result<Vec<u64>, StoreError> {
    Ok(rows.iter().map(|row| row.id("person")).collect::<Result<_, _>>()?)
}

fn read(row: &Row) -> Result<PersonalData, sqlx::Error> {
    Ok(PersonalData {
        exchanges: row.id("exchanges")?,
        verdicts: row.id("verdicts")?,
        requests: row.id("requests")?,
        inbox: row.id("inbox")?,
        shadowed: row.id("shadowed")?,
        acts: row.id("acts")?,
        ignored_in: row.id("ignored_in")?,
        has_opted_out: row.id("opted_out")? > 0,
    })
}
