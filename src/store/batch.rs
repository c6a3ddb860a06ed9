//! Many changes of a server at once, as a file brings them.
//!
//! **Invariant:** all of a batch is so, with a line in the log for each change, or none of it; where
//! an entry was changed since the batch was proposed, none is.

use serde_json::Value;

use super::change::{Change, ChangeKind, ChangeState, Draft, Line, current, log, revision_of};
use super::person::ignore_in;
use super::proposal::{decision_of, proposed};
use super::setting::{grant_in, set_in};
use super::{Store, StoreError};
use crate::moderation::Role;

/// What is done to one entry.
#[derive(Clone, Debug, PartialEq)]
pub struct EntrySteps {
    /// Its id.
    pub entry: String,
    /// The revision that this was made from; nought for the shipped one, or none.
    pub base: u64,
    /// What is done, one after the other.
    pub steps: Vec<Step>,
}

/// One change of an entry.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What kind of change it is.
    pub kind: ChangeKind,
    /// What was so before.
    pub before: Option<Value>,
    /// What is so then.
    pub after: Option<Value>,
}

/// Many changes of a server.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// Of entries.
    pub entries: Vec<EntrySteps>,
    /// What is set: where it holds, its key, its value.
    pub settings: Vec<(u64, String, Value)>,
    /// What Discord roles may do.
    pub grants: Vec<(u64, Role)>,
    /// Whom to ignore.
    pub ignored: Vec<u64>,
}

/// How an attempt to carry a batch out ended.
#[derive(Clone, Debug, PartialEq)]
#[must_use]
pub enum Carried {
    /// All of it is in the log; this is the decision.
    Done(Box<Change>),
    /// These entries were changed meanwhile, so nothing is.
    Conflict(Vec<String>),
    /// Somebody else decided before. This is what they decided.
    Decided(Box<Change>),
    /// The server has no such proposal.
    Unknown,
}

impl Store {
    /// Carries a batch out that was proposed as a change, if every entry is still as it was.
    ///
    /// # Errors
    ///
    /// When the database is away. Then nothing was changed, unless it went away in the very moment
    /// of writing.
    pub async fn carry_out(
        &self,
        server: u64,
        proposal: u64,
        batch: &Batch,
        by: u64,
        now: u64,
    ) -> Result<Carried, StoreError> {
        let mut transaction = self.database.begin_long().await?;
        let Some(of) = proposed(&mut transaction, server, proposal).await? else {
            return Ok(Carried::Unknown);
        };
        if let Some(decided) = decision_of(&mut transaction, proposal).await? {
            return Ok(Carried::Decided(Box::new(decided)));
        }
        let mut conflicts = Vec::new();
        for EntrySteps { entry, base, .. } in &batch.entries {
            let current = current(&mut transaction, server, entry).await?;
            if revision_of(current.as_ref()) != *base {
                conflicts.push(entry.clone());
            }
        }
        if !conflicts.is_empty() {
            return Ok(Carried::Conflict(conflicts));
        }
        let actor = of.actor.unwrap_or_default();
        for EntrySteps { entry, base, steps } in &batch.entries {
            let mut base = *base;
            for Step { kind, before, after } in steps {
                let (kind, entry) = (*kind, Some(entry.clone()));
                let (before, after) = (before.clone(), after.clone());
                let draft = Draft { server, entry, kind, actor, before, after };
                let line = Line::new(&draft, ChangeState::Published, now);
                let line = Line { actor: of.actor, approved_by: Some(by), base, ..line };
                base = log(&mut transaction, line).await?.id;
            }
        }
        for (scope, key, value) in &batch.settings {
            set_in(&mut transaction, server, *scope, key, Some(value), actor, now).await?;
        }
        for (role, may) in &batch.grants {
            grant_in(&mut transaction, server, *role, Some(*may), actor, now).await?;
        }
        for person in &batch.ignored {
            ignore_in(&mut transaction, server, *person, true, actor, now).await?;
        }
        let draft = Draft {
            server,
            entry: None,
            kind: of.kind,
            actor,
            before: None,
            // What came of it stands in the lines above, and what it was in the proposal.
            after: None,
        };
        let line = Line {
            actor: of.actor,
            approved_by: Some(by),
            proposal: Some(proposal),
            ..Line::new(&draft, ChangeState::Published, now)
        };
        let change = log(&mut transaction, line).await?;
        transaction.commit().await?;
        Ok(Carried::Done(Box::new(change)))
    }
}
