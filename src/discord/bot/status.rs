//! `/status`: where the bot can work, and where not.
//!
//! **Invariant:** it says what is so now: permissions are looked at when it is asked.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use serenity::model::id::GuildId;

use super::Bot;
use super::decisions::until;
use crate::discord::health::{self, Abilities};
use crate::discord::render::country;
use crate::discord::render::message::Message;
use crate::discord::render::text::{capitalised, shorten};
use crate::store::Unrecorded;

/// What it means that the database does not answer.
const AWAY: &str = "**The database does not answer, so nothing is being recorded.** I go on from memory: \
                    what I reply now does not follow an edit of its question, ratings are lost, and \
                    after a restart I may answer a question again. To mend it: see that the database \
                    runs and can be reached; I keep trying by myself.";

/// What was not recorded since the start, if anything was not.
fn lost(unrecorded: &Unrecorded) -> Option<String> {
    let counted = [
        (unrecorded.claims, "questions that I took"),
        (unrecorded.exchanges, "replies"),
        (unrecorded.verdicts, "ratings"),
    ];
    let counted: Vec<String> = counted
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let counted = (!counted.is_empty()).then(|| counted.join(", "))?;
    Some(format!("Not recorded, since the database did not answer: {counted}."))
}

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
        let decided = self.decided(guild).await.unwrap_or_default();
        let paused = decided.pause((self.clock)());
        let shadow = self.own(guild).shadow();
        let unrecorded = self.store.unrecorded();
        let mut lines: Vec<String> = if unrecorded.is_away {
            vec![AWAY.to_owned()]
        } else if findings.is_empty()
            && paused.is_none()
            && shadow.is_none()
            && self.wrong_files().is_none()
        {
            vec![
                "All is well: I can answer everywhere, and the moderators are told of a crisis."
                    .to_owned(),
            ]
        } else {
            Vec::new()
        };
        lines.extend(self.wrong_files());
        if let Some(pause) = paused {
            lines.push(format!(
                "**I am paused in this server{}.** I answer nobody; crisis cards and alerts still \
                 go out. /resume ends it.",
                until(pause),
            ));
        }
        if let Some(since) = shadow {
            lines.push(format!(
                "**I am in shadow in this server** since <t:{}:f>. I answer nobody, and count what I \
                 would have answered; crisis cards and alerts still go out. /settings shadow off \
                 ends it.",
                since / 1_000,
            ));
        }
        if !findings.is_empty() {
            let line = |finding: &health::Finding| {
                format!("- {}. To mend it: {}.", capitalised(&finding.problem), finding.help)
            };
            lines.extend(findings.iter().map(line));
        }
        let entries = self.library.of(Some(guild)).knowledge().len();
        lines.push(format!(
            "\n{entries} entries are loaded. Helplines are those of: {}.",
            country(self.library.of(Some(guild)).region()),
        ));
        let counted = [
            (&self.counts.replies, "replies"),
            (&self.counts.escalated, "crisis cards"),
            (&self.counts.unanswered, "replies that could not be sent"),
            (&self.counts.lost_connections, "lost connections"),
            (&self.counts.unreadable, "events that I could not read"),
        ];
        let counted: Vec<String> = counted
            .into_iter()
            .map(|(count, what)| (count.load(Ordering::Relaxed), what))
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        if !counted.is_empty() {
            lines.push(format!("Since I started: {}.", counted.join(", ")));
        }
        lines.extend(lost(&unrecorded));
        Message::text(shorten(&lines.join("\n"), 2_000))
    }
}
