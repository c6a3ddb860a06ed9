//! What a server has set: settings, what its roles may do, and when the bot is to be quiet.
//!
//! **Invariant:** nothing is set without a line in the log of changes, in the same transaction.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::change::{Change, ChangeKind, ChangeState, Draft, Line, log};
use super::database::{Row, Transaction};
use super::{Store, StoreError};
use crate::moderation::Role;

/// A setting of a server, or of a channel or category in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Setting {
    /// Where it holds: the id of the server, or of a channel or category.
    pub scope: u64,
    /// Its key.
    pub key: String,
    /// What it is set to.
    pub value: Value,
    /// Who set it. None once they had their data deleted.
    pub set_by: Option<u64>,
    /// When, in milliseconds since the Unix epoch.
    pub set_at: u64,
}

/// Since when and until when the bot is quiet in a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause {
    /// The server.
    pub server: u64,
    /// Until when; none if until somebody says so. In milliseconds since the Unix epoch.
    pub until: Option<u64>,
    /// Since when.
    pub at: u64,
}

impl Store {
    /// Sets something, or with none lets it be inherited again.
    ///
    /// # Errors
    ///
    /// When the database is away. Then nothing was changed, unless it went away in the very moment
    /// of writing.
    pub async fn set(
        &self,
        server: u64,
        scope: u64,
        key: &str,
        value: Option<&Value>,
        actor: u64,
        now: u64,
    ) -> Result<Change, StoreError> {
        let mut transaction = self.database.begin().await?;
        let change = set_in(&mut transaction, server, scope, key, value, actor, now).await?;
        transaction.commit().await?;
        Ok(change)
    }

    /// Everything that a server has set.
    ///
    /// # Errors
    ///
    /// When the database is away, or a row was written by something else.
    pub async fn settings(&self, server: u64) -> Result<Vec<Setting>, StoreError> {
        let sql = "SELECT * FROM setting WHERE server = $1 ORDER BY scope, key";
        let rows = self.database.fetch_all(sql, &[server.into()]).await?;
        Ok(rows.iter().map(read_setting).collect::<Result<_, sqlx::Error>>()?)
    }

    /// Everything that any server has set, by server.
    ///
    /// # Errors
    ///
    /// As for [`Store::settings`].
    pub async fn all_settings(&self) -> Result<BTreeMap<u64, Vec<Setting>>, StoreError> {
        let sql = "SELECT * FROM setting ORDER BY server, scope, key";
        let mut servers = BTreeMap::<u64, Vec<Setting>>::new();
        for row in self.database.fetch_all(sql, &[]).await? {
            servers.entry(row.id("server")?).or_default().push(read_setting(&row)?);
        }
        Ok(servers)
    }

    /// Says what a Discord role may do in a server; with none, nothing.
    ///
    /// # Errors
    ///
    /// As for [`Store::set`].
    pub async fn grant(
        &self,
        server: u64,
        role: u64,
        may: Option<Role>,
        actor: u64,
        now: u64,
    ) -> Result<Change, StoreError> {
        let mut transaction = self.database.begin().await?;
        let change = grant_in(&mut transaction, server, role, may, actor, now).await?;
        transaction.commit().await?;
        Ok(change)
    }

    /// The Discord roles of a server that may do something, and what.
    ///
    /// # Errors
    ///
    /// As for [`Store::settings`].
    pub async fn grants(&self, server: u64) -> Result<Vec<(u64, Role)>, StoreError> {
        let sql = "SELECT role, name FROM role_grant WHERE server = $1 ORDER BY role";
        let read = |row: &Row| Ok((row.id("role")?, row.named("name", Role::parse)?));
        let rows = self.database.fetch_all(sql, &[server.into()]).await?;
        Ok(rows.iter().map(read).collect::<Result<_, sqlx::Error>>()?)
    }

    /// Makes the bot quiet in a server, until a time or until somebody says so.
    ///
    /// # Errors
    ///
    /// As for [`Store::set`].
    pub async fn pause(
        &self,
        server: u64,
        until: Option<u64>,
        actor: u64,
        now: u64,
    ) -> Result<Change, StoreError> {
        self.set_pause(server, Some(Pause { server, until, at: now }), actor, now).await
    }

    /// Lets the bot speak in a server again.
    ///
    /// # Errors
    ///
    /// As for [`Store::set`].
    pub async fn resume(&self, server: u64, actor: u64, now: u64) -> Result<Change, StoreError> {
        self.set_pause(server, None, actor, now).await
    }

    async fn set_pause(
        &self,
        server: u64,
        pause: Option<Pause>,
        actor: u64,
        now: u64,
    ) -> Result<Change, StoreError> {
        let mut transaction = self.database.begin().await?;
        let sql = "SELECT * FROM paused WHERE server = $1";
        let before = transaction.fetch_optional(sql, &[server.into()]).await?;
        let before = before.as_ref().map(read_pause).transpose()?;
        if let Some(pause) = pause {
            let sql = "INSERT INTO paused (server, until, at) VALUES ($1, $2, $3) \
                       ON CONFLICT (server) DO UPDATE SET until = excluded.until, at = excluded.at";
            transaction.execute(sql, &[server.into(), pause.until.into(), now.into()]).await?;
        } else {
            transaction.execute("DELETE FROM paused WHERE server = $1", &[server.into()]).await?;
        }
        let told = |pause: Pause| json!({ "until": pause.until });
        let draft = Draft {
            server,
            entry: None,
            kind: ChangeKind::Pause,
            actor,
            before: before.map(told),
            after: pause.map(told),
        };
        let change = log(&mut transaction, Line::new(&draft, ChangeState::Published, now)).await?;
        transaction.commit().await?;
        Ok(change)
    }

    /// Where the bot is quiet. One whose time has passed is still listed.
    ///
    /// # Errors
    ///
    /// When the database is away.
    pub async fn pauses(&self) -> Result<Vec<Pause>, StoreError> {
        let rows = self.database.fetch_all("SELECT * FROM paused ORDER BY server", &[]).await?;
        Ok(rows.iter().map(read_pause).collect::<Result<_, _>>()?)
    }
}

fn read_setting(row: &Row) -> Result<Setting, sqlx::Error> {
    Ok(Setting {
        scope: row.id("scope")?,
        key: row.text("key")?,
        value: row.json("value")?.unwrap_or_default(),
        set_by: row.optional_id("set_by")?,
        set_at: row.id("set_at")?,
    })
}

fn read_pause(row: &Row) -> Result<Pause, sqlx::Error> {
    let (server, until) = (row.id("server")?, row.optional_id("until")?);
    Ok(Pause { server, until, at: row.id("at")? })
}

/// Sets something as part of a transaction.
pub(super) async fn set_in(
    transaction: &mut Transaction,
    server: u64,
    scope: u64,
    key: &str,
    value: Option<&Value>,
    actor: u64,
    now: u64,
) -> Result<Change, StoreError> {
    let place = [server.into(), scope.into(), key.into()];
    let sql = "SELECT value FROM setting WHERE server = $1 AND scope = $2 AND key = $3";
    let before = match transaction.fetch_optional(sql, &place).await? {
        Some(row) => row.json("value")?,
        None => None,
    };
    let text = value.map(Value::to_string);
    if let Some(text) = &text {
        let [server, scope, key] = place;
        let values = [server, scope, key, text.as_str().into(), actor.into(), now.into()];
        transaction
            .execute(
                "INSERT INTO setting (server, scope, key, value, set_by, set_at) VALUES ($1, \
                 $2, $3, $4, $5, $6) ON CONFLICT (server, scope, key) DO UPDATE SET value = \
                 excluded.value, set_by = excluded.set_by, set_at = excluded.set_at",
                &values,
            )
            .await?;
    } else {
        let sql = "DELETE FROM setting WHERE server = $1 AND scope = $2 AND key = $3";
        transaction.execute(sql, &place).await?;
    }
    let told = |value: &Value| json!({ "scope": scope.to_string(), "key": key, "value": value });
    let draft = Draft {
        server,
        entry: None,
        kind: ChangeKind::Setting,
        actor,
        before: before.as_ref().map(told),
        after: value.map(told),
    };
    log(transaction, Line::new(&draft, ChangeState::Published, now)).await
}

/// Says what a Discord role may do, as part of a transaction.
pub(super) async fn grant_in(
    transaction: &mut Transaction,
    server: u64,
    role: u64,
    may: Option<Role>,
    actor: u64,
    now: u64,
) -> Result<Change, StoreError> {
    let place = [server.into(), role.into()];
    let sql = "SELECT name FROM role_grant WHERE server = $1 AND role = $2";
    let before = match transaction.fetch_optional(sql, &place).await? {
        Some(row) => Some(row.named("name", Role::parse)?),
        None => None,
    };
    if let Some(may) = may {
        let sql = "INSERT INTO role_grant (server, role, name) VALUES ($1, $2, $3) \
                   ON CONFLICT (server, role) DO UPDATE SET name = excluded.name";
        transaction.execute(sql, &[server.into(), role.into(), may.name().into()]).await?;
    } else {
        let sql = "DELETE FROM role_grant WHERE server = $1 AND role = $2";
        transaction.execute(sql, &place).await?;
    }
    let told = |may: Role| json!({ "role": role.to_string(), "may": may.name() });
    let draft = Draft {
        server,
        entry: None,
        kind: ChangeKind::Role,
        actor,
        before: before.map(told),
        after: may.map(told),
    };
    log(transaction, Line::new(&draft, ChangeState::Published, now)).await
}
