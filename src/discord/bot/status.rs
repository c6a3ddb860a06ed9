//! `/status`: where the bot can work, and where not.
//!
//! **Invariant:** it says what is so now: permissions are looked at when it is asked.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use serenity::model::id::GuildId;

use super::Bot;
use crate::discord::health::{self, Abilities};
use crate::discord::render::message::Message;
use crate::discord::render::text::shorten;

impl Bot {
    pub(super) async fn status(self: &Arc<Self>, guild: Option<GuildId>) -> Message {
        let Some(guild) = guild else {
            return Message::text("Use this in a server.");
        };
        self.learn(guild).await;
        let abilities = Abilities { reads_messages: self.reads_messages };
        let findings = self.look_up(|directory| {
            directory.server(guild).map(|server| health::findings(directory, server, abilities))
        });
        let Some(findings) = findings else {
            return Message::text(
                "I cannot ask Discord about this server just now. Please try again in a minute.",
            );
        };
        let mut lines: Vec<String> = if findings.is_empty() {
            vec![
                "All is well: I can answer everywhere, and the moderators are told of a crisis."
                    .to_owned(),
            ]
        } else {
            let line = |finding: &health::Finding| {
                format!("- {}. To mend it: {}.", capital(&finding.problem), finding.help)
            };
            findings.iter().map(line).collect()
        };
        let entries = self.engine.knowledge().entries().count();
        let count = |of: &std::sync::atomic::AtomicU64| of.load(Ordering::Relaxed);
        lines.push(format!(
            "\n{entries} entries are loaded. Helplines are those of {}. Since I started: {} replies, \
             {} crisis cards, {} replies that could not be sent, {} lost connections, {} events \
             that I could not read.",
            self.engine.region().name(),
            count(&self.counts.replies),
            count(&self.counts.escalated),
            count(&self.counts.unanswered),
            count(&self.counts.lost_connections),
            count(&self.counts.unreadable),
        ));
        Message::text(shorten(&lines.join("\n"), 2_000))
    }
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
