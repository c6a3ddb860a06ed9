//! What moderators changed, for each server: who, when, what.
//!
//! Every change of an entry holds the whole entry after it, so that the last published one says what
//! is in force, and any earlier one can be gone back to.
//!
//! **Invariant:** the log is only ever added to, in the order of its numbers: whoever has seen a
//! number has seen all that are lower. A change is made from what is in force, or not at all. The texts
//! of what never came into force go, the lines stay.

use serde_json::Value;

use super::database::{Row, Transaction};
use super::names::named;
use super::proposal::{blank, decision_of, kept_name, proposed};
use super::{Store, StoreError};

named! {
    /// What kind of change it is.
    pub enum ChangeKind {
        /// A new entry.
        Add = "add",
        /// Another answer, question or notice of an entry.
        Edit = "edit",
        /// A phrasing more or less.
        Phrasing = "phrasing",
        /// An entry is not used any more.
        Retire = "retire",
        /// An entry is not used until somebody has looked at it.
        Quarantine = "quarantine",
        /// An entry is as it was before.
        Revert = "revert",
        /// What is not answered here: examples of questions.
        OutOfScope = "out_of_scope",
        /// Somebody of the staff looks after a crisis.
        Crisis = "crisis",
        /// A setting.
        Setting = "setting",
        /// What a Discord role may do.
        Role = "role",
        /// A person is ignored, or no longer.
        Ignore = "ignore",
        /// The bot is quiet for a while, or speaks again.
        Pause = "pause",
        /// Somebody wants no answers to what they did not ask the bot, or wants them again. Of no
        /// server, and without a name: it tells other processes to look.
        OptOut = "opt_out",
        /// What became of questions that waited in the inbox.
        Inbox = "inbox",
        /// Somebody of the staff looks after a question that was put before it, or has ended it.
        Request = "request",
        /// Replies that were posted of an entry are corrected.
        Correction = "correction",
        /// Many things at once, as a file brings them; what each is stands in lines of its own.
        Import = "import",
    }
}

named! {
    /// How far a change has come.
    pub enum ChangeState {
        /// It waits for a second person.
        Proposed = "proposed",
        /// It is in force, until the next one.
        Published = "published",
        /// A second person did not want it.
        Refused = "refused",
    }
}

/// A change that somebody wants to make.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The server that it is for.
    pub server: u64,
    /// The id of the entry, where it is about one.
    pub entry: Option<String>,
    /// What kind of change it is.
    pub kind: ChangeKind,
    /// Who makes it.
    pub actor: u64,
    /// What was so before. None where there was nothing.
    pub before: Option<Value>,
    /// What is so then. None where there is nothing any more.
    pub after: Option<Value>,
}

/// A change in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Its number: the revision of its entry, if it was published.
    pub id: u64,
    /// The server that it is for.
    pub server: u64,
    /// The id of the entry, where it is about one.
    pub entry: Option<String>,
    /// What kind of change it is.
    pub kind: ChangeKind,
    /// How far it came.
    pub state: ChangeState,
    /// Who made it. None once they had their data deleted.
    pub actor: Option<u64>,
    /// Who approved or refused it. None where nobody had to, and as above.
    pub approved_by: Option<u64>,
    /// The person it is about, where it is about one.
    pub subject: Option<u64>,
    /// When, in milliseconds since the Unix epoch.
    pub at: u64,
    /// The revision of the entry that it was made from; nought for the shipped one, or none.
    pub base: u64,
    /// The proposal that it decides.
    pub proposal: Option<u64>,
    /// What was so before.
    pub before: Option<Value>,
    /// What is so then.
    pub after: Option<Value>,
}

/// How an attempt to make a change ended.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub enum Publication {
    /// It is in the log.
    Done(Box<Change>),
    /// Somebody else changed the entry meanwhile. This is what is in force; none if nothing was ever
    /// published.
    Conflict(Option<Box<Change>>),
}

/// How an attempt to decide on a proposal ended.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub enum Decision {
    /// It is in the log.
    Done(Box<Change>),
    /// The entry was changed since it was proposed. This is what is in force; none as above.
    Conflict(Option<Box<Change>>),
    /// Somebody else decided before. This is what they decided.
    Decided(Box<Change>),
    /// The server has no such proposal.
    Unknown,
}

impl Store {
    /// Publishes a change, if the entry is still as it was: at the revision `base`.
    ///
    /// # Errors
    ///
    /// When the database is away. Then nothing was changed, unless it went away in the very moment
    /// of writing.
    pub async fn publish(
        &self,
        draft: &Draft,
        base: u64,
        now: u64,
    ) -> Result<Publication, StoreError> {
        self.add(draft, ChangeState::Published, base, now).await
    }

    /// Lays a change before a second person, if the entry is still as it was.
    ///
    /// # Errors
    ///
    /// As for [`Store::publish`].
    pub async fn propose(
        &self,
        draft: &Draft,
        base: u64,
        now: u64,
    ) -> Result<Publication, StoreError> {
        self.add(draft, ChangeState::Proposed, base, now).await
    }

    async fn add(
        &self,
        draft: &Draft,
        state: ChangeState,
        base: u64,
        now: u64,
    ) -> Result<Publication, StoreError> {
        let mut transaction = self.database.begin().await?;
        if let Some(entry) = &draft.entry {
            let current = current(&mut transaction, draft.server, entry).await?;
            if revision_of(current.as_ref()) != base {
                return Ok(Publication::Conflict(current.map(Box::new)));
            }
        }
        let change = log(&mut transaction, Line { base, ..Line::new(draft, state, now) }).await?;
        transaction.commit().await?;
        Ok(Publication::Done(Box::new(change)))
    }

    /// Publishes or refuses a proposal of a server. What is published must still fit what is in
    /// force.
    ///
    /// # Errors
    ///
    /// As for [`Store::publish`].
    pub async fn decide(
        &self,
        server: u64,
        proposal: u64,
        publish: bool,
        by: u64,
        now: u64,
    ) -> Result<Decision, StoreError> {
        let mut transaction = self.database.begin().await?;
        let Some(proposed) = proposed(&mut transaction, server, proposal).await? else {
            return Ok(Decision::Unknown);
        };
        if let Some(decided) = decision_of(&mut transaction, proposal).await? {
            return Ok(Decision::Decided(Box::new(decided)));
        }
        if publish && let Some(entry) = &proposed.entry {
            let current = current(&mut transaction, server, entry).await?;
            if revision_of(current.as_ref()) != proposed.base {
                return Ok(Decision::Conflict(current.map(Box::new)));
            }
        }
        let mut draft = Draft {
            server,
            entry: proposed.entry.clone(),
            kind: proposed.kind,
            actor: 0,
            before: proposed.before.clone(),
            after: proposed.after.clone(),
        };
        if !publish {
            // No text of it stays, here and in the proposal.
            draft = Draft { entry: kept_name(&proposed), before: None, after: None, ..draft };
            blank(&mut transaction, &proposed).await?;
        }
        let state = if publish { ChangeState::Published } else { ChangeState::Refused };
        let line = Line {
            actor: proposed.actor,
            approved_by: Some(by),
            base: proposed.base,
            proposal: Some(proposal),
            ..Line::new(&draft, state, now)
        };
        let change = log(&mut transaction, line).await?;
        transaction.commit().await?;
        if !publish {
            self.write_over().await;
        }
        // Whoever decided is told of what by its name.
        Ok(Decision::Done(Box::new(Change { entry: proposed.entry, ..change })))
    }

    /// The revision at which an entry of a server is: the number of the change published last, or
    /// nought if it is as shipped, or not there.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn revision(&self, server: u64, entry: &str) -> Result<u64, StoreError> {
        let row = self
            .database
            .fetch_optional(
                "SELECT COALESCE(MAX(id), 0) AS id FROM change \
                 WHERE server = $1 AND entry = $2 AND state = 'published'",
                &[server.into(), entry.into()],
            )
            .await?;
        Ok(row.map_or(Ok(0), |row| row.id("id"))?)
    }

    /// A change of a server.
    ///
    /// # Errors
    ///
    /// When the database is away, or the row was written by something else.
    pub async fn change(&self, server: u64, id: u64) -> Result<Option<Change>, StoreError> {
        let sql = "SELECT * FROM change WHERE id = $1 AND server = $2";
        let row = self.database.fetch_optional(sql, &[id.into(), server.into()]).await?;
        Ok(row.as_ref().map(read).transpose()?)
    }

    /// Everything that was done to an entry of a server, the last first.
    ///
    /// # Errors
    ///
    /// As for [`Store::change`].
    pub async fn history(&self, server: u64, entry: &str) -> Result<Vec<Change>, StoreError> {
        let sql = "SELECT * FROM change WHERE server = $1 AND entry = $2 ORDER BY id DESC";
        read_all(&self.database.fetch_all(sql, &[server.into(), entry.into()]).await?)
    }

    /// What a server has changed: of each entry the change that was published last.
    ///
    /// # Errors
    ///
    /// As for [`Store::change`].
    pub async fn overlay(&self, server: u64) -> Result<Vec<Change>, StoreError> {
        let sql = "SELECT * FROM change WHERE id IN (SELECT MAX(id) FROM change WHERE server = $1 \
                   AND state = 'published' AND entry IS NOT NULL GROUP BY entry) ORDER BY id";
        read_all(&self.database.fetch_all(sql, &[server.into()]).await?)
    }

    /// How many characters what a server has changed takes, as [`Store::overlay`] holds it.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn overlay_size(&self, server: u64) -> Result<u64, StoreError> {
        let sql = "SELECT CAST(COALESCE(SUM(LENGTH(after)), 0) AS BIGINT) AS size FROM change \
                   WHERE id IN (SELECT MAX(id) FROM change WHERE server = $1 \
                   AND state = 'published' AND entry IS NOT NULL GROUP BY entry)";
        let row = self.database.fetch_optional(sql, &[server.into()]).await?;
        Ok(row.map_or(Ok(0), |row| row.id("size"))?)
    }

    /// The proposals of a server that nobody has decided on, the oldest first.
    ///
    /// # Errors
    ///
    /// As for [`Store::change`].
    pub async fn proposals(&self, server: u64) -> Result<Vec<Change>, StoreError> {
        let sql = "SELECT * FROM change WHERE server = $1 AND state = 'proposed' AND NOT EXISTS \
                   (SELECT 1 FROM change AS later WHERE later.proposal = change.id) ORDER BY id";
        read_all(&self.database.fetch_all(sql, &[server.into()]).await?)
    }

    /// The changes of all servers with higher numbers than one, in order: at most `limit`.
    ///
    /// # Errors
    ///
    /// As for [`Store::change`].
    pub async fn changes_after(&self, id: u64, limit: u32) -> Result<Vec<Change>, StoreError> {
        let sql = "SELECT * FROM change WHERE id > $1 ORDER BY id LIMIT $2";
        let values = [id.into(), i64::from(limit).into()];
        read_all(&self.database.fetch_all(sql, &values).await?)
    }

    /// The number of the last change of all; nought if there is none.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn last_change(&self) -> Result<u64, StoreError> {
        let sql = "SELECT COALESCE(MAX(id), 0) AS id FROM change";
        let row = self.database.fetch_optional(sql, &[]).await?;
        Ok(row.map_or(Ok(0), |row| row.id("id"))?)
    }
}

/// What goes into the log.
pub(super) struct Line<'d> {
    pub(super) draft: &'d Draft,
    pub(super) state: ChangeState,
    pub(super) actor: Option<u64>,
    pub(super) approved_by: Option<u64>,
    pub(super) subject: Option<u64>,
    pub(super) at: u64,
    pub(super) base: u64,
    pub(super) proposal: Option<u64>,
}

impl<'d> Line<'d> {
    pub(super) fn new(draft: &'d Draft, state: ChangeState, at: u64) -> Self {
        let actor = Some(draft.actor);
        Line { draft, state, actor, approved_by: None, subject: None, at, base: 0, proposal: None }
    }
}

/// Adds a line to the log, and tells other processes on a server.
pub(super) async fn log(
    transaction: &mut Transaction,
    line: Line<'_>,
) -> Result<Change, StoreError> {
    // Nobody else writes meanwhile, so numbers are given in the order of commits. A sequence would
    // give them in the order in which writers came.
    let next = "SELECT COALESCE(MAX(id), 0) + 1 AS id FROM change";
    let id = match transaction.fetch_optional(next, &[]).await? {
        Some(row) => row.id("id")?,
        None => 1,
    };
    let Line { draft, state, actor, approved_by, subject, at, base, proposal } = line;
    let text = |json: &Option<Value>| json.as_ref().map(Value::to_string);
    let (before, after) = (text(&draft.before), text(&draft.after));
    transaction
        .execute(
            "INSERT INTO change (id, server, entry, kind, state, actor, approved_by, subject, at, \
             base, proposal, before, after) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, \
             $12, $13)",
            &[
                id.into(),
                draft.server.into(),
                draft.entry.as_deref().into(),
                draft.kind.name().into(),
                state.name().into(),
                actor.into(),
                approved_by.into(),
                subject.into(),
                at.into(),
                base.into(),
                proposal.into(),
                before.as_deref().into(),
                after.as_deref().into(),
            ],
        )
        .await?;
    transaction.notify(id).await?;
    Ok(Change {
        id,
        server: draft.server,
        entry: draft.entry.clone(),
        kind: draft.kind,
        state,
        actor,
        approved_by,
        subject,
        at,
        base,
        proposal,
        before: draft.before.clone(),
        after: draft.after.clone(),
    })
}

/// What was published last of an entry.
pub(super) async fn current(
    transaction: &mut Transaction,
    server: u64,
    entry: &str,
) -> Result<Option<Change>, StoreError> {
    let sql = "SELECT * FROM change WHERE server = $1 AND entry = $2 AND state = 'published' \
               ORDER BY id DESC LIMIT 1";
    let row = transaction.fetch_optional(sql, &[server.into(), entry.into()]).await?;
    Ok(row.as_ref().map(read).transpose()?)
}

pub(super) fn revision_of(current: Option<&Change>) -> u64 {
    current.map_or(0, |change| change.id)
}

pub(super) fn read_all(rows: &[Row]) -> Result<Vec<Change>, StoreError> {
    Ok(rows.iter().map(read).collect::<Result<_, _>>()?)
}

pub(super) fn read(row: &Row) -> Result<Change, sqlx::Error> {
    Ok(Change {
        id: row.id("id")?,
        server: row.id("server")?,
        entry: row.optional_text("entry")?,
        kind: row.named("kind", ChangeKind::parse)?,
        state: row.named("state", ChangeState::parse)?,
        actor: row.optional_id("actor")?,
        approved_by: row.optional_id("approved_by")?,
        subject: row.optional_id("subject")?,
        at: row.id("at")?,
        base: row.id("base")?,
        proposal: row.optional_id("proposal")?,
        before: row.json("before")?,
        after: row.json("after")?,
    })
}
