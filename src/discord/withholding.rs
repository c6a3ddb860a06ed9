//! What servers do not use of the packs, or say otherwise, and what they do not answer: what nothing but
//! their own engine may answer with.
//!
//! Read at the start with the servers that have changes, and kept up with every change.
//!
//! **Invariant:** until it was read, nothing is known of any server, whatever was noted meanwhile.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::Value;
use serenity::model::id::GuildId;

use crate::engine::knowledge::{EntryId, NOT_ANSWERED, examples};
use crate::engine::withheld::Withheld;
use crate::store::ChangeKind;

/// What is so of an entry in a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is as shipped, or there is none of that name in the packs.
    AsShipped,
    /// It is the server's own: where there is one of that name in the packs, it says something else.
    Added,
    /// It says something else than in the packs.
    Replaced,
    /// It is not used.
    Unused,
}

impl Standing {
    /// What is so after a change that was published.
    pub(super) fn after(kind: ChangeKind, after: Option<&Value>) -> Self {
        match (kind, after) {
            (ChangeKind::Retire | ChangeKind::Quarantine, _) => Standing::Unused,
            (ChangeKind::Revert, None) => Standing::AsShipped,
            (ChangeKind::Add, Some(_)) => Standing::Added,
            (_, Some(_)) => Standing::Replaced,
            (_, None) => Standing::Unused,
        }
    }
}

/// The same of all servers.
#[derive(Default)]
pub(super) struct Withholding {
    servers: HashMap<GuildId, Server>,
    is_known: bool,
}

#[derive(Default)]
struct Server {
    /// What is not used.
    unused: Arc<HashSet<EntryId>>,
    /// That, and what is said otherwise than in the packs.
    changed: Arc<HashSet<EntryId>>,
    /// Questions like these are not answered.
    out_of_scope: Arc<Vec<String>>,
    /// How often something was noted.
    notes: u64,
}

impl Withholding {
    /// Takes note of a server that has changes of its own.
    pub(super) fn note_server(&mut self, guild: GuildId) {
        self.servers.entry(guild).or_default().notes += 1;
    }

    /// Takes note of a change of an entry, or of what is not answered. `is_shipped` tells of an entry
    /// whether there is one of that name in the packs: what a server has beside them needs no holding
    /// back.
    pub(super) fn note(
        &mut self,
        guild: GuildId,
        entry: &str,
        (kind, after): (ChangeKind, Option<&Value>),
        is_shipped: impl FnOnce(&EntryId) -> bool,
    ) {
        let server = self.servers.entry(guild).or_default();
        server.notes += 1;
        if entry == NOT_ANSWERED {
            server.out_of_scope = Arc::new(after.map(examples).unwrap_or_default());
            return;
        }
        let Some(id) = EntryId::foreign(entry) else { return };
        let standing = Standing::after(kind, after);
        let is_changed = match standing {
            Standing::AsShipped => false,
            Standing::Added => is_shipped(&id),
            Standing::Replaced | Standing::Unused => true,
        };
        put(&mut server.unused, &id, standing == Standing::Unused);
        put(&mut server.changed, &id, is_changed);
    }

    /// What a server does not answer besides what the packs do not.
    pub(super) fn out_of_scope(&self, guild: GuildId) -> Arc<Vec<String>> {
        self.servers.get(&guild).map(|server| Arc::clone(&server.out_of_scope)).unwrap_or_default()
    }

    /// From now on, of servers of which nothing was noted it is known that they changed nothing.
    pub(super) fn complete(&mut self) {
        self.is_known = true;
    }

    /// Whether it is known that a server has no changes of its own.
    pub(super) fn is_unchanged(&self, guild: GuildId) -> bool {
        self.is_known && !self.servers.contains_key(&guild)
    }

    /// How often something was noted of a server.
    pub(super) fn notes(&self, guild: GuildId) -> u64 {
        self.servers.get(&guild).map_or(0, |server| server.notes)
    }

    /// What an engine that was built for a server may not say, though it may be older than the last
    /// change.
    pub(super) fn of_own(&self, guild: GuildId) -> Withheld {
        these(self.servers.get(&guild).map(|server| &server.unused))
    }

    /// What the engine of the packs may not say in a server.
    pub(super) fn of_packs(&self, guild: GuildId) -> Withheld {
        if self.is_known {
            these(self.servers.get(&guild).map(|server| &server.changed))
        } else {
            Withheld::Everything
        }
    }
}

fn put(set: &mut Arc<HashSet<EntryId>>, id: &EntryId, is_in: bool) {
    if set.contains(id) == is_in {
        return;
    }
    let set = Arc::make_mut(set);
    if is_in {
        set.insert(id.clone());
    } else {
        set.remove(id);
    }
}

fn these(set: Option<&Arc<HashSet<EntryId>>>) -> Withheld {
    match set {
        Some(set) if !set.is_empty() => Withheld::These(Arc::clone(set)),
        Some(_) | None => Withheld::Nothing,
    }
}
