//! `/status`: where the bot can work, and where not.
//!
//! **Invariant:** it says what is so now: permissions are looked at when it is asked.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use serenity::model::id::GuildId;

use super::Bot;
use super::decisions::until;
use crate::discord::health::{self, Abilities};
use crate::discord::limits::CONTENT;
use crate::discord::render::country;
use crate::discord::render::message::Message;
use crate::discord::render::text::{capitalised, harmless, shorten};
use crate::store::{ChangeKind, Unrecorded};

/// What it means that the database does not answer.
const AWAY: &str = "**The database does not answer, so nothing is being recorded.** I go on from memory: \
                    what I reply now does not follow an edit of its question, ratings are lost, and \
                    after a restart I may answer a question again. To mend it: see that the database \
                    runs and can be reached; I keep trying by myself.";

/// What was not recorded since the start, if anything was not.
fn lost(unrecorded: &Unrecorded) -> Option<String> {
    let counted = [
        (unrecorded.claims, ["question that I took", "questions that I took"]),
        (unrecorded.exchanges, ["reply", "replies"]),
        (unrecorded.verdicts, ["rating", "ratings"]),
    ];
    let counted = in_words(&counted)?;
    Some(format!("Not recorded, since the database did not answer: {counted}."))
}

/// What there is of some things, each with its names for one and for many. None where there is nothing.
fn in_words(counted: &[(u64, [&str; 2])]) -> Option<String> {
    let there = counted.iter().filter(|(count, _)| *count > 0);
    let words = there.map(|(count, [one, many])| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    });
    let words: Vec<String> = words.collect();
    (!words.is_empty()).then(|| words.join(", "))
}

impl Bot {
    /// Names the entries that wait in quarantine for somebody to look at them.
    async fn quarantined(&self, guild: GuildId) -> Option<String> {
        /// More are in /faq list.
        const NAMED: usize = 10;
        // Where the store does not answer, that is said.
        let changes = self.store.overlay(guild.get()).await.unwrap_or_default();
        let quarantined = changes.iter().filter(|it| it.kind == ChangeKind::Quarantine);
        let ids: Vec<String> =
            quarantined.filter_map(|it| Some(harmless(it.entry.as_deref()?, 64))).collect();
        if ids.is_empty() {
            return None;
        }
        let mut named = ids.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        if ids.len() > NAMED {
            named.push_str(&format!(" and {} more", ids.len() - NAMED));
        }
        Some(format!(
            "**In quarantine, so not answered with:** {named}. /faq revert puts one back, /faq edit \
             changes it."
        ))
    }

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
        let quarantined = self.quarantined(guild).await;
        let unrecorded = self.store.unrecorded();
        let mut lines: Vec<String> = if unrecorded.is_away {
            vec![AWAY.to_owned()]
        } else if findings.is_empty()
            && paused.is_none()
            && shadow.is_none()
            && quarantined.is_none()
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
        lines.extend(quarantined);
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
            (&self.counts.replies, ["reply", "replies"]),
            (&self.counts.escalated, ["crisis card", "crisis cards"]),
            (
                &self.counts.unanswered,
                ["reply that could not be sent", "replies that could not be sent"],
            ),
            (&self.counts.lost_connections, ["lost connection", "lost connections"]),
            (
                &self.counts.unreadable,
                ["event that I could not read", "events that I could not read"],
            ),
        ]
        .map(|(count, names)| (count.load(Ordering::Relaxed), names));
        lines.extend(in_words(&counted).map(|counted| format!("Since I started: {counted}.")));
        lines.extend(lost(&unrecorded));
        Message::text(shorten(&lines.join("\n"), CONTENT))
    }
}
