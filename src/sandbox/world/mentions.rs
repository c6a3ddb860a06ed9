//! Whom a message mentions.
//!
//! **Invariant:** nobody is mentioned whom the sender did not allow to be.

use serde_json::Value;

use super::World;
use super::ids::Id;
use super::permissions::MENTION_EVERYONE;

/// Which of the mentions in a text count.
#[derive(Clone, Debug)]
pub(super) struct Allowed {
    users: Filter,
    roles: Filter,
    everyone: bool,
    /// Whether the author of the message that is answered is mentioned.
    pub(super) replied_user: bool,
}

#[derive(Clone, Debug)]
enum Filter {
    All,
    These(Vec<Id>),
}

impl Filter {
    fn allows(&self, id: Id) -> bool {
        match self {
            Filter::All => true,
            Filter::These(ids) => ids.contains(&id),
        }
    }
}

impl Allowed {
    /// Everything counts, as in a message without `allowed_mentions`.
    pub(super) fn everything() -> Allowed {
        Allowed { users: Filter::All, roles: Filter::All, everyone: true, replied_user: true }
    }

    /// Reads `allowed_mentions`.
    pub(super) fn from_json(value: &Value) -> Allowed {
        if !value.is_object() {
            return Allowed::everything();
        }
        let parsed = |kind: &str| {
            value["parse"].as_array().is_some_and(|kinds| kinds.iter().any(|named| named == kind))
        };
        let filter = |kind: &str| {
            if parsed(kind) {
                return Filter::All;
            }
            let ids = value[kind].as_array().map(Vec::as_slice).unwrap_or_default();
            Filter::These(ids.iter().filter_map(Id::from_json).collect())
        };
        Allowed {
            users: filter("users"),
            roles: filter("roles"),
            everyone: parsed("everyone"),
            replied_user: value["replied_user"].as_bool().unwrap_or(false),
        }
    }
}

/// Whom a text mentions.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Mentions {
    pub(super) users: Vec<Id>,
    pub(super) roles: Vec<Id>,
    pub(super) everyone: bool,
}

/// Finds `<@1>`, `<@!1>`, `<@&1>`, `@everyone` and `@here`.
fn find(text: &str) -> Mentions {
    let mut found = Mentions {
        everyone: text.contains("@everyone") || text.contains("@here"),
        ..Mentions::default()
    };
    for piece in text.split("<@").skip(1) {
        let Some((inside, _)) = piece.split_once('>') else { continue };
        let (list, digits) = match inside.strip_prefix('&') {
            Some(digits) => (&mut found.roles, digits),
            None => (&mut found.users, inside.strip_prefix('!').unwrap_or(inside)),
        };
        if let Some(id) = Id::parse(digits)
            && !list.contains(&id)
        {
            list.push(id);
        }
    }
    found
}

impl World {
    /// Whom a message mentions that says this, here, by this author.
    pub(super) fn mentions(
        &self,
        text: &str,
        author: Id,
        channel: Id,
        allowed: &Allowed,
    ) -> Mentions {
        let mut found = find(text);
        let granted = self.permissions_in(channel, author);
        let guild = self.channels.get(&channel).and_then(|channel| channel.guild);
        let guild = guild.and_then(|guild| self.guilds.get(&guild));
        found.everyone &= allowed.everyone && granted & MENTION_EVERYONE != 0;
        found.users.retain(|user| allowed.users.allows(*user) && self.users.contains_key(user));
        found.roles.retain(|role| {
            let known = guild.and_then(|guild| guild.roles.get(role));
            let may = known.is_some_and(|role| role.mentionable || granted & MENTION_EVERYONE != 0);
            may && allowed.roles.allows(*role)
        });
        found
    }
}
