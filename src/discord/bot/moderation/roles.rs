//! `/settings roles`: who may do what.
//!
//! **Invariant:** a role that everybody has gives nobody anything.

use serenity::model::id::GuildId;

use super::list;
use crate::discord::bot::Bot;
use crate::discord::limits::CONTENT;
use crate::discord::render::message::Message;
use crate::discord::render::text::shorten;
use crate::moderation::{Role, ServerRole, abilities};
use crate::store::StoreError;

impl Bot {
    pub(super) async fn grant(
        &self,
        guild: GuildId,
        actor: u64,
        role: ServerRole,
        may: Option<Role>,
    ) -> Result<Message, StoreError> {
        if role.0 == guild.get() {
            let text = "That role is everybody's, so nothing was changed. Name one that only those \
                        have who should run me.";
            return Ok(Message::text(text));
        }
        let decided = self.decided(guild).await?;
        let before = decided.grants.iter().find(|(known, _)| *known == role).map(|(_, may)| *may);
        if before == may {
            let text = format!("That is so already, so nothing was changed. {}", told(role, may));
            return Ok(Message::text(text));
        }
        let change = self.store.grant(guild.get(), role.0, may, actor, (self.clock)());
        self.change_decision(guild, change, |decided| {
            decided.grants.retain(|(known, _)| *known != role);
            decided.grants.extend(may.map(|may| (role, may)));
        })
        .await?;
        Ok(Message::text(told(role, may)))
    }

    pub(super) async fn show_roles(&self, guild: GuildId) -> Result<Message, StoreError> {
        let decided = self.decided(guild).await?;
        let mut lines = vec!["**Who may do what with me**".to_owned()];
        let what = |role: Role| {
            let also = if role == Role::Viewer { "" } else { "also " };
            format!("{also}{}", abilities(role).join(", "))
        };
        for role in Role::ALL {
            let holders: Vec<String> = decided
                .grants
                .iter()
                .filter(|(_, may)| *may == role)
                .map(|(holder, _)| format!("<@&{}>", holder.0))
                .collect();
            let holders =
                if holders.is_empty() { "no role".to_owned() } else { list(holders.into_iter()) };
            lines.push(format!("- {role} ({}): {holders}", what(role)));
        }
        lines.push("Whoever manages this server is an administrator in any case.".to_owned());
        Ok(Message::text(shorten(&lines.join("\n"), CONTENT)))
    }
}

fn told(role: ServerRole, may: Option<Role>) -> String {
    match may {
        Some(may) => format!("<@&{}> has the role of {may} with me.", role.0),
        None => format!("<@&{}> has no role with me.", role.0),
    }
}
