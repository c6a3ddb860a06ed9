//! What moderators do with questions that wait for them, each with its line in the log of changes.
//!
//! **Invariant:** nothing is handled without a line that says by whom, and what somebody handled stays
//! handled: of two who handle the same, one does.

use serde_json::{Value as Json, json};

use super::awaited::Awaited;
use super::change::{Change, ChangeKind, ChangeState, Draft, Line, log};
use super::database::Transaction;
use super::inbox::{InboxKind, InboxState};
use super::request::{RequestState, Taking};
use super::{Store, StoreError};

/// What became of the questions that waited for a change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// Those that it handled.
    pub first: Vec<Awaited>,
    /// Those that somebody had handled before.
    pub late: Vec<Awaited>,
}

/// Who did something to what waits in a server, and when.
#[derive(Clone, Copy)]
struct Act {
    server: u64,
    /// None once they had their data deleted.
    by: Option<u64>,
    at: u64,
}

impl Store {
    /// Handles questions of an inbox. Tells how many that were: none that is not there, or that
    /// somebody else handled before.
    ///
    /// # Errors
    ///
    /// When the database is away. Then nothing was handled, unless it went away in the very moment of
    /// writing.
    pub async fn handle(
        &self,
        server: u64,
        questions: &[(u64, InboxKind)],
        state: InboxState,
        by: u64,
        now: u64,
    ) -> Result<u64, StoreError> {
        let act = Act { server, by: Some(by), at: now };
        let mut transaction = self.database.begin().await?;
        let mut handled = 0;
        for (question, kind) in questions {
            handled += u64::from(handle_in(&mut transaction, act, *question, *kind, state).await?);
        }
        log_handled(&mut transaction, act, state, handled).await?;
        transaction.commit().await?;
        Ok(handled)
    }

    /// Handles what waited for a proposal of a server that a change has put in force. What was put
    /// before the staff is answered by it, in any case. With an answer whoever asked is owed it from
    /// then on.
    ///
    /// # Errors
    ///
    /// As for [`Store::handle`].
    pub async fn settle_awaited(
        &self,
        change: &Change,
        state: InboxState,
        by: Option<u64>,
        now: u64,
    ) -> Result<Settled, StoreError> {
        let mut settled = Settled::default();
        let Some(proposal) = change.proposal else { return Ok(settled) };
        let act = Act { server: change.server, by, at: now };
        let awaited = self.awaited_by(act.server, proposal).await?;
        if awaited.is_empty() {
            return Ok(settled);
        }
        let is_answer = state == InboxState::Answered;
        let mut transaction = self.database.begin().await?;
        let (mut handled, mut answered) = (0, 0);
        for waiting in awaited {
            let question = waiting.question;
            let is_first = match waiting.kind.in_inbox() {
                Some(kind) => {
                    let is_first = handle_in(&mut transaction, act, question, kind, state).await?;
                    handled += u64::from(is_first);
                    is_first
                }
                None => {
                    let ended = RequestState::Answered;
                    let is_first = end_in(&mut transaction, act, question, ended).await?;
                    answered += u64::from(is_first);
                    is_first
                }
            };
            let owed = (is_first && is_answer).then_some(change.id);
            wait_no_more(&mut transaction, act.server, proposal, waiting, owed).await?;
            if is_first {
                settled.first.push(waiting);
            } else {
                settled.late.push(waiting);
            }
        }
        log_handled(&mut transaction, act, state, handled).await?;
        if answered > 0 {
            let became = json!({ "became": RequestState::Answered.name() });
            log_act(&mut transaction, act, ChangeKind::Request, became).await?;
        }
        transaction.commit().await?;
        Ok(settled)
    }

    /// Has somebody of the staff look after an open question that nobody looks after.
    ///
    /// # Errors
    ///
    /// As for [`Store::open_request`].
    pub async fn take_request(
        &self,
        server: u64,
        question: u64,
        by: u64,
        now: u64,
    ) -> Result<Taking, StoreError> {
        let mut transaction = self.database.begin().await?;
        let sql = "UPDATE request SET taken_by = $3 WHERE server = $1 AND question = $2 AND \
                   state = 'open' AND taken_by IS NULL";
        let values = [server.into(), question.into(), by.into()];
        if transaction.execute(sql, &values).await? > 0 {
            let (act, taken) =
                (Act { server, by: Some(by), at: now }, json!({ "became": "taken" }));
            log_act(&mut transaction, act, ChangeKind::Request, taken).await?;
            transaction.commit().await?;
            return Ok(Taking::Taken);
        }
        transaction.commit().await?;
        Ok(self.request(server, question).await?.map_or(Taking::Unknown, Taking::Refused))
    }

    /// Ends an open one; false if it is not there, or somebody else ended it before. Whoever ends it
    /// looked after it, unless somebody else does.
    ///
    /// # Errors
    ///
    /// As for [`Store::open_request`].
    pub async fn end_request(
        &self,
        server: u64,
        question: u64,
        state: RequestState,
        by: u64,
        now: u64,
    ) -> Result<bool, StoreError> {
        let act = Act { server, by: Some(by), at: now };
        let mut transaction = self.database.begin().await?;
        let ended = end_in(&mut transaction, act, question, state).await?;
        if ended {
            let became = json!({ "became": state.name() });
            log_act(&mut transaction, act, ChangeKind::Request, became).await?;
        }
        transaction.commit().await?;
        Ok(ended)
    }

    /// Keeps that somebody has replies corrected that were posted of an entry before a change of it.
    ///
    /// # Errors
    ///
    /// As for [`Store::publish`].
    pub async fn note_correction(
        &self,
        change: &Change,
        replies: u64,
        by: u64,
        now: u64,
    ) -> Result<(), StoreError> {
        let act = Act { server: change.server, by: Some(by), at: now };
        let mut transaction = self.database.begin().await?;
        // Not as the entry of the line: the last line of an entry says what is in force of it.
        let of = json!({ "change": change.id, "entry": change.entry, "replies": replies });
        log_act(&mut transaction, act, ChangeKind::Correction, of).await?;
        transaction.commit().await
    }
}

/// Handles a question of an inbox; false if it is not open.
async fn handle_in(
    transaction: &mut Transaction,
    act: Act,
    question: u64,
    kind: InboxKind,
    state: InboxState,
) -> Result<bool, StoreError> {
    let sql = "UPDATE inbox SET state = $4, handled_by = $5 WHERE server = $1 AND question = $2 AND \
               kind = $3 AND state = 'open'";
    let values = [
        act.server.into(),
        question.into(),
        kind.name().into(),
        state.name().into(),
        act.by.into(),
    ];
    Ok(transaction.execute(sql, &values).await? > 0)
}

/// Ends a question that was put before the staff; false if it is not open.
async fn end_in(
    transaction: &mut Transaction,
    act: Act,
    question: u64,
    state: RequestState,
) -> Result<bool, StoreError> {
    let sql = "UPDATE request SET state = $3, taken_by = COALESCE(taken_by, $4) \
               WHERE server = $1 AND question = $2 AND state = 'open'";
    let values = [act.server.into(), question.into(), state.name().into(), act.by.into()];
    Ok(transaction.execute(sql, &values).await? > 0)
}

/// Has a question wait for its proposal no more: whoever asked is owed the change that answers it, or
/// nothing.
async fn wait_no_more(
    transaction: &mut Transaction,
    server: u64,
    proposal: u64,
    waiting: Awaited,
    owed: Option<u64>,
) -> Result<(), StoreError> {
    let place =
        [server.into(), proposal.into(), waiting.question.into(), waiting.kind.name().into()];
    match owed {
        Some(change) => {
            let sql = "UPDATE awaited SET owed = $5 WHERE server = $1 AND proposal = $2 AND \
                       question = $3 AND kind = $4 AND owed IS NULL";
            let [server, proposal, question, kind] = place;
            let values = [server, proposal, question, kind, change.into()];
            transaction.execute(sql, &values).await?;
        }
        None => {
            // Another process may have settled it in the meantime, and owes what it found.
            let sql = "DELETE FROM awaited WHERE server = $1 AND proposal = $2 AND question = $3 \
                       AND kind = $4 AND owed IS NULL";
            transaction.execute(sql, &place).await?;
        }
    }
    Ok(())
}

/// Keeps who handled so many questions of an inbox; nothing where that is none.
async fn log_handled(
    transaction: &mut Transaction,
    act: Act,
    state: InboxState,
    questions: u64,
) -> Result<(), StoreError> {
    if questions == 0 {
        return Ok(());
    }
    let became = json!({ "became": state.name(), "questions": questions });
    log_act(transaction, act, ChangeKind::Inbox, became).await
}

async fn log_act(
    transaction: &mut Transaction,
    act: Act,
    kind: ChangeKind,
    what: Json,
) -> Result<(), StoreError> {
    let Act { server, by, at } = act;
    let (actor, after) = (by.unwrap_or_default(), Some(what));
    let draft = Draft { server, entry: None, kind, actor, before: None, after };
    log(transaction, Line { actor: by, ..Line::new(&draft, ChangeState::Published, at) }).await?;
    Ok(())
}
