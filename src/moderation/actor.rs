//! Who wants something done, and what they are to the bot.
//!
//! **Invariant:** whoever manages the server is an administrator, whatever is set: nobody can lock
//! its managers out.

use super::Role;

/// The id of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Person(pub u64);

/// The id of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Server(pub u64);

/// The id of a role that a server made for its members: not one of the bot's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ServerRole(pub u64);

/// Somebody in a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// Who it is.
    pub person: Person,
    /// Where they want something done. What they are elsewhere counts for nothing here.
    pub server: Server,
    /// The roles that they have in that server.
    pub held: Vec<ServerRole>,
    /// The server is theirs, or they may manage it.
    pub is_manager: bool,
    /// They are staff there: they may manage messages, or have a role that the settings name.
    pub is_staff: bool,
}

impl Actor {
    /// The highest role that the server's own roles give them. None if they give none.
    #[must_use]
    pub fn role(&self, grants: &[(ServerRole, Role)]) -> Option<Role> {
        if self.is_manager {
            return Some(Role::Administrator);
        }
        let held = grants.iter().filter(|(role, _)| self.held.contains(role));
        held.map(|(_, may)| *may).max()
    }
}
