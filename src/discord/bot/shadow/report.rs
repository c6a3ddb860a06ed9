//! What is reported of a time in shadow: counts, and links to the questions.
//!
//! **Invariant:** it fits a message, and holds no text that anybody wrote.

use std::collections::BTreeMap;
use std::num::NonZeroU64;

use serenity::all::ButtonStyle;
use serenity::builder::{CreateActionRow, CreateButton, CreateEmbed};
use serenity::model::id::{ChannelId, GuildId, MessageId};

use crate::discord::bot::Bot;
use crate::discord::button::Button;
use crate::discord::limits::{EMBED_DESCRIPTION, SUGGESTION};
use crate::discord::render::message::Message;
use crate::discord::render::text::shorten;
use crate::engine::outcome::Outcome;
use crate::store::{Shadowed, StoreError};

/// How many questions are looked at, the latest: more than a server asks a bot in a week.
const MOST: u32 = 5_000;

/// How many questions of a kind are linked to: enough to judge, and so few that every kind gets some.
const LINKS: usize = 3;

impl Bot {
    /// The report of a time in shadow so far, with the button that ends it.
    pub(super) async fn shadow_report(
        &self,
        guild: GuildId,
        since: u64,
    ) -> Result<Message, StoreError> {
        let all = self.store.shadowed(guild.get(), since, MOST).await?;
        let crises = self.store.statistics(guild.get(), since, u64::MAX >> 1).await?;
        let crises: u64 = crises.days.iter().map(|day| day.counts.escalated).sum();
        let id = Button::EndShadow { since }.to_string();
        let button = CreateButton::new(id).label("Switch on").style(ButtonStyle::Success);
        let mut message = Message::text(summary(&all, since, crises));
        message.components = vec![CreateActionRow::Buttons(vec![button])];
        let details = details(guild, &all);
        if !details.is_empty() {
            message.embeds = vec![CreateEmbed::new().description(details)];
        }
        Ok(message)
    }
}

fn summary(all: &[Shadowed], since: u64, crises: u64) -> String {
    let of = |outcome: Outcome| all.iter().filter(|it| it.outcome == outcome.name()).count();
    let mut lines = vec![
        format!("**What I would have said in this server** since <t:{}:f>", since / 1_000),
        format!(
            "Questions {} · answered {} · asked back {} · referred {} · not known {}",
            all.len(),
            of(Outcome::Answer),
            of(Outcome::Clarify),
            of(Outcome::Refer),
            of(Outcome::Fallback),
        ),
    ];
    let suggested = all.iter().filter(|it| it.suggested).count();
    if suggested > 0 {
        lines.push(format!("Of these I would have suggested {suggested} to you alone."));
    }
    if crises > 0 {
        lines.push(format!("Helplines, which I show in shadow too: {crises}"));
    }
    lines.push(
        "I still answer nobody. “Switch on” lets me answer from now on; it takes an administrator."
            .to_owned(),
    );
    lines.join("\n")
}

/// A kind of answer, in words, and the entry that gives it.
type Kind<'s> = (&'static str, &'s str);

/// How often each entry would have answered, and links to some of the questions. What does not fit
/// is counted.
fn details(guild: GuildId, all: &[Shadowed]) -> String {
    let mut kinds = BTreeMap::<Kind<'_>, Vec<&Shadowed>>::new();
    for it in all {
        let is = |outcome: Outcome| it.outcome == outcome.name();
        let what = if is(Outcome::Answer) {
            "Answered with"
        } else if is(Outcome::Clarify) {
            "Asked back"
        } else if is(Outcome::Refer) {
            "Referred to a professional"
        } else {
            "Not known"
        };
        if it.entries.is_empty() {
            kinds.entry((what, "")).or_default().push(it);
        }
        for entry in &it.entries {
            kinds.entry((what, entry)).or_default().push(it);
        }
    }
    let mut kinds: Vec<(Kind<'_>, Vec<&Shadowed>)> = kinds.into_iter().collect();
    kinds.sort_by_key(|((what, _), all)| (*what != "Answered with", std::cmp::Reverse(all.len())));
    let mut text = String::new();
    let many = kinds.len();
    for (place, ((what, entry), all)) in kinds.into_iter().enumerate() {
        let entry = if entry.is_empty() { String::new() } else { format!(" `{}`", plain(entry)) };
        let links: Vec<String> = all.iter().filter_map(|it| link(guild, it)).take(LINKS).collect();
        let links =
            if links.is_empty() { String::new() } else { format!(": {}", links.join(" · ")) };
        let line = format!("- {what}{entry} · {}{links}\n", all.len());
        let left = format!("- and {} more kinds of answers\n", many - place);
        if text.chars().count() + line.chars().count() + left.chars().count() > EMBED_DESCRIPTION {
            text.push_str(&left);
            break;
        }
        text.push_str(&line);
    }
    text
}

/// An entry's id inside code.
fn plain(entry: &str) -> String {
    shorten(&entry.replace('`', "'"), SUGGESTION)
}

fn link(guild: GuildId, it: &Shadowed) -> Option<String> {
    let channel = ChannelId::from(NonZeroU64::new(it.channel?)?);
    let message = MessageId::from(NonZeroU64::new(it.question)?);
    Some(message.link(channel, Some(guild)))
}
