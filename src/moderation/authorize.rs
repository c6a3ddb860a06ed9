//! The check between wanting and doing.
//!
//! **Invariant:** [`Authorized`] is made by [`authorize`] alone, so that what needs one cannot be
//! reached around it.

use std::fmt;

use super::{Actor, Needs, Role, ServerRole};

/// A command that somebody may have performed.
///
/// It cannot be made without the check:
///
/// ```compile_fail
/// use signpost::moderation::{Actor, Authorized, Command};
/// fn forge(actor: Actor, command: Command) -> Authorized<Command> {
///     Authorized { actor, command }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorized<C> {
    actor: Actor,
    command: C,
}

impl<C> Authorized<C> {
    /// Who has it performed.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// What is to be performed.
    #[must_use]
    pub fn command(&self) -> &C {
        &self.command
    }
}

/// Why somebody may not have something done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The role that it takes.
    pub needed: Role,
    /// The role that they have.
    pub held: Option<Role>,
    /// The server's roles that would do.
    pub enough: Vec<ServerRole>,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "That takes the role of {} with me", self.needed)?;
        match self.held {
            Some(held) => write!(f, ", and yours is {held}")?,
            None => write!(f, ", and you have none")?,
        }
        write!(
            f,
            ". Whoever manages this server can give it to you: /settings roles give, with a Discord \
             role that you have."
        )
    }
}

/// Lets a command through if its actor has the role that it needs, or is staff and needs none.
///
/// # Errors
///
/// Says which role it takes.
pub fn authorize<C: Needs>(
    actor: Actor,
    grants: &[(ServerRole, Role)],
    command: C,
) -> Result<Authorized<C>, Refusal> {
    let (needed, held) = (command.needs(), actor.role(grants));
    if held >= Some(needed) || (actor.is_staff && command.staff_may()) {
        return Ok(Authorized { actor, command });
    }
    let enough = grants.iter().filter(|(_, may)| *may >= needed).map(|(role, _)| *role).collect();
    Err(Refusal { needed, held, enough })
}
