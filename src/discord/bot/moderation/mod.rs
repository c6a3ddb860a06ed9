//! The commands of those who run the bot in a server.
//!
//! **Invariant:** what changes something takes an `Authorized` command, which only the check makes.
//! What is confirmed is in the store; when it cannot be, the answer says that nothing was changed.

mod quiet;
mod roles;
mod statistics;

use serenity::all::{CommandInteraction, Member, Permissions};
use serenity::model::id::GuildId;

use super::Bot;
use super::interactions::unknown_command;
use crate::discord::commands::{self, Name};
use crate::discord::render::message::Message;
use crate::moderation::{
    Actor, Authorized, Command, Needs, Person, Refusal, Role, Server, ServerRole, authorize,
};
use crate::store::StoreError;

/// How many roles or people are named in one answer: as many as surely fit.
const NAMED: usize = 40;

impl Bot {
    /// Reads a command, checks it, and performs it.
    pub(super) async fn moderate(&self, name: Name, command: &CommandInteraction) -> Message {
        let Some(wanted) = commands::moderation::read(name, &command.data.options) else {
            return unknown_command();
        };
        match self.permit(command.member.as_deref(), wanted).await {
            Ok(authorized) => self.perform(&authorized).await,
            Err(refused) => refused,
        }
    }

    /// The check before anything is performed: whether a member may have it done.
    ///
    /// # Errors
    ///
    /// What to tell them, where they may not or where it cannot be told.
    pub(super) async fn permit<C: Needs>(
        &self,
        member: Option<&Member>,
        wanted: C,
    ) -> Result<Authorized<C>, Message> {
        let member = member.ok_or_else(|| Message::text("Use this in a server."))?;
        let actor = self.actor(member);
        let grants = match self.decided(member.guild_id).await {
            Ok(decided) => decided.grants.clone(),
            // Nobody set who manages the server here, so that needs no looking up.
            // Nor is it needed for what all of the staff may do.
            Err(_) if actor.is_manager || (actor.is_staff && wanted.staff_may()) => Vec::new(),
            Err(error) => {
                let text = "The database does not answer, so I cannot look up what you may do. \
                            Nothing was changed. Please try again in a minute.";
                tracing::error!(%error, "cannot tell what somebody may do");
                return Err(Message::text(text));
            }
        };
        authorize(actor, &grants, wanted).map_err(|refusal| refused(&refusal))
    }

    /// Who somebody is, by what Discord says of them with what they did.
    fn actor(&self, member: &Member) -> Actor {
        let manages = Permissions::MANAGE_GUILD | Permissions::ADMINISTRATOR;
        let may = member.permissions.is_some_and(|may| may.intersects(manages));
        let owns = self.look_up(|all| {
            all.server(member.guild_id).is_some_and(|it| it.guild.owner_id == member.user.id)
        });
        let moderates = Permissions::MANAGE_MESSAGES | Permissions::ADMINISTRATOR;
        let is_staff = member.permissions.is_some_and(|may| may.intersects(moderates))
            || self.look_up(|all| {
                all.is_staff_by_roles(member.guild_id, member.user.id, &member.roles)
            });
        Actor {
            person: Person(member.user.id.get()),
            server: Server(member.guild_id.get()),
            held: member.roles.iter().map(|role| ServerRole(role.get())).collect(),
            is_manager: may || owns,
            is_staff,
        }
    }

    /// The role that somebody has. None where that cannot be told.
    pub(super) async fn role_of(&self, member: &Member) -> Option<Role> {
        let decided = self.decided(member.guild_id).await.unwrap_or_default();
        self.actor(member).role(&decided.grants)
    }

    async fn perform(&self, authorized: &Authorized<Command>) -> Message {
        let (server, person) = (authorized.actor().server, authorized.actor().person.0);
        // A server's id is none that could be nought.
        let Some(guild) = std::num::NonZeroU64::new(server.0).map(GuildId::from) else {
            return Message::text("Use this in a server.");
        };
        let done = match *authorized.command() {
            Command::ShowRoles => self.show_roles(guild).await,
            Command::Grant { role, may } => self.grant(guild, person, role, may).await,
            Command::Pause { minutes } => self.pause(guild, person, minutes).await,
            Command::Resume => self.resume(guild, person).await,
            Command::Ignore { person: whom, ignore } => {
                self.ignore(guild, person, whom, ignore).await
            }
            Command::ShowIgnored => self.show_ignored(guild).await,
        };
        done.unwrap_or_else(|error| failed(&error))
    }
}

/// What to say where the store refused.
pub(in crate::discord::bot) fn failed(error: &StoreError) -> Message {
    tracing::error!(%error, "a command could not be performed");
    Message::text(
        "The database does not answer, so nothing was changed. Please try again in a minute; \
         /status says when it is back.",
    )
}

fn refused(refusal: &Refusal) -> Message {
    let mut text = refusal.to_string();
    if !refusal.enough.is_empty() {
        text.push_str(" These roles have it: ");
        text.push_str(&list(refusal.enough.iter().map(|role| format!("<@&{}>", role.0))));
        text.push('.');
    }
    Message::text(text)
}

/// Names in a row, with a count of those that do not fit.
pub(super) fn list(names: impl ExactSizeIterator<Item = String>) -> String {
    let more = names.len().saturating_sub(NAMED);
    let mut named: Vec<String> = names.take(NAMED).collect();
    if more > 0 {
        named.push(format!("and {more} more"));
    }
    named.join(", ")
}
