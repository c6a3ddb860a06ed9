//! The audit channel: a line for each change that is in force, in the channel that a server set for
//! it.
//!
//! The store keeps how far each was told, so that a line that a kill or a failure cut off is posted
//! later. Every process that sees a change tells of it, under its number as the nonce: Discord takes
//! one.
//!
//! **Invariant:** what is told is who did what: no text that a member wrote, and none of an entry. The
//! mark in the store moves after a line has arrived.

use std::collections::BTreeMap;
use std::num::NonZeroU64;
use std::sync::Arc;

use serde_json::Value as Json;
use serenity::model::id::{ChannelId, GuildId};

use super::Bot;
use super::questions::post;
use crate::discord::limits::CONTENT;
use crate::discord::render::message::Message;
use crate::discord::render::text::shorten;
use crate::discord::rest::RestError;
use crate::discord::settings::value::Value;
use crate::discord::settings::{SHADOW, value::Bounds};
use crate::moderation::SettingKey;
use crate::store::{Change, ChangeKind, ChangeState, InboxState, RequestState, StoreError, Untold};

/// More changes than this at once are told in one line: nobody reads a screen of them, and Discord
/// lets five messages into a channel in five seconds.
const MANY: u32 = 30;

/// What is older, in milliseconds, is no news: two or more such changes are told in one line.
const OLD: u64 = 24 * 3_600 * 1_000;

/// For how long one process has the telling of many changes to itself, in milliseconds: longer than
/// a request is tried.
const TURN: u64 = 5 * 60 * 1_000;

/// What the store calls that turn.
const NAME: &str = "audit";

/// Why a line is not told now.
enum Unposted {
    Store(StoreError),
    Rest(RestError),
}

impl From<StoreError> for Unposted {
    fn from(error: StoreError) -> Self {
        Unposted::Store(error)
    }
}

impl Bot {
    /// Tells of changes where servers want it.
    pub(super) fn tell_of_changes(self: &Arc<Self>, changes: &[Change]) {
        let mut servers = BTreeMap::new();
        for change in changes.iter().filter(|change| change.state == ChangeState::Published) {
            if let Some(server) = NonZeroU64::new(change.server) {
                servers.insert(server, change.id);
            }
        }
        for (server, last) in servers {
            self.tell_up_to(server.into(), last);
        }
    }

    /// Tells of what was changed up to a number and not told, by whichever process was to.
    pub(super) async fn tell_what_was_not_told(self: &Arc<Self>, last: u64) {
        match self.store.untold_servers().await {
            Ok(servers) => {
                for server in servers.into_iter().filter_map(NonZeroU64::new) {
                    self.tell_up_to(server.into(), last);
                }
            }
            Err(error) => tracing::warn!(%error, "what was changed is not told yet"),
        }
    }

    fn tell_up_to(self: &Arc<Self>, guild: GuildId, last: u64) {
        if self.audit_channel(guild).is_some() {
            return self.tell_audit(guild);
        }
        // Whoever sets a channel later is told of what is changed from then on. What came after
        // `last` may be just that.
        let bot = Arc::clone(self);
        self.tasks.spawn(async move {
            if let Err(error) = bot.store.told(guild.get(), last).await {
                tracing::warn!(%error, "it is not kept that a change need not be told");
            }
        });
    }

    fn audit_channel(&self, guild: GuildId) -> Option<ChannelId> {
        let channel = self.own(guild).channel(SettingKey::AuditChannel);
        channel.and_then(NonZeroU64::new).map(ChannelId::from)
    }

    /// Tells a server of what it was not told, if it wants to be.
    pub(super) fn tell_audit(self: &Arc<Self>, guild: GuildId) {
        let Some(channel) = self.audit_channel(guild) else { return };
        let bot = Arc::clone(self);
        let job = async move {
            loop {
                match bot.tell_next(guild, channel).await {
                    Ok(true) => {}
                    Ok(false) => return,
                    // What is left is told with the next change, or when the server is looked after.
                    Err(Unposted::Store(error)) => {
                        return tracing::warn!(%error, "a change is not told yet");
                    }
                    Err(Unposted::Rest(error)) => {
                        return tracing::error!(%error, "the audit channel takes no line");
                    }
                }
            }
        };
        self.enqueue(channel, Box::pin(job));
    }

    /// Posts the next line. False where there is none.
    async fn tell_next(&self, guild: GuildId, channel: ChannelId) -> Result<bool, Unposted> {
        let (server, now) = (guild.get(), (self.clock)());
        let untold = self.store.untold(server, MANY).await?;
        let Some(first) = untold.first.first() else { return Ok(false) };
        let old = untold.first.iter().take_while(|change| change.at.saturating_add(OLD) < now);
        let old = old.count();
        let summed = if untold.many > u64::from(MANY) {
            Some((untold.many, untold.last))
        } else if old > 1 {
            untold.first.get(old - 1).map(|last| (old as u64, last.id))
        } else {
            None
        };
        let Some((many, last)) = summed else {
            let text = shorten(&self.told(guild, first), CONTENT);
            let body = Message::text(text).post(None, &format!("l{}", first.id));
            self.rest.run(post(channel, &body)).await.map_err(Unposted::Rest)?;
            self.store.told(server, first.id).await?;
            return Ok(true);
        };
        // Two processes may count differently, and Discord could not know that they tell the same.
        if !self.store.take_notice(server, NAME, now.saturating_sub(TURN), now).await? {
            return Ok(false);
        }
        let body = Message::text(summary(&untold, many, last)).post(None, &format!("s{last}"));
        let posted = self.rest.run(post(channel, &body)).await.map_err(Unposted::Rest);
        if posted.is_ok() {
            self.store.told(server, last).await?;
        }
        self.store.return_notice(server, NAME).await?;
        posted.map(|()| true)
    }

    /// A change in a line.
    fn told(&self, guild: GuildId, change: &Change) -> String {
        let who = |person: Option<u64>| {
            person.map_or_else(|| "somebody".to_owned(), |person| format!("<@{person}>"))
        };
        let actor = who(change.actor);
        let what = match change.kind {
            ChangeKind::Setting => self.told_setting(guild, change),
            ChangeKind::Role => told_role(change),
            ChangeKind::Ignore => {
                let no_more = change.after != Some(Json::Bool(true));
                let what = if no_more { "has me answer" } else { "has me ignore" };
                format!("{what} {}{}", who(change.subject), if no_more { " again" } else { "" })
            }
            ChangeKind::Pause => match &change.after {
                None => "has me answer again".to_owned(),
                Some(pause) => match pause["until"].as_u64() {
                    Some(until) => format!("paused me until <t:{}:f>", until / 1_000),
                    None => "paused me until /resume".to_owned(),
                },
            },
            // It is of no server, so that none is told.
            ChangeKind::OptOut => "opted out".to_owned(),
            ChangeKind::Add => told_entry("added", change),
            ChangeKind::Edit => told_entry("edited", change),
            ChangeKind::Phrasing => told_entry("changed a phrasing of", change),
            ChangeKind::Retire => told_entry("retired", change),
            ChangeKind::Quarantine => told_entry("quarantined", change),
            ChangeKind::Revert => told_entry("reverted", change),
            ChangeKind::OutOfScope => "changed what I do not answer here".to_owned(),
            ChangeKind::Import => "imported a file".to_owned(),
            ChangeKind::Inbox => told_inbox(change),
            ChangeKind::Request => told_request(change),
            ChangeKind::Correction => told_correction(change),
            ChangeKind::Crisis => "looks after somebody in danger".to_owned(),
        };
        let approved = change.approved_by.filter(|by| Some(*by) != change.actor);
        let approved =
            approved.map_or_else(String::new, |by| format!(", approved by {}", who(Some(by))));
        format!("**Change {}** · {actor} {what}{approved} · <t:{}:f>", change.id, change.at / 1_000)
    }

    fn told_setting(&self, guild: GuildId, change: &Change) -> String {
        let Some(told) = change.after.as_ref().or(change.before.as_ref()) else {
            return "changed a setting".to_owned();
        };
        let name = told["key"].as_str().unwrap_or_default();
        if name == SHADOW {
            return match change.after {
                Some(_) => "put me in shadow: I answer nobody and count".to_owned(),
                None => "ended the shadow: I answer".to_owned(),
            };
        }
        let Some(key) = SettingKey::parse(name) else { return "changed a setting".to_owned() };
        let locales = self.library.shipped().knowledge().locales();
        let bounds: Bounds<'_> = self.bounds(&locales);
        let shown = |told: &Json| {
            Value::from_json(key, &told["value"], bounds).map(|value| value.to_string())
        };
        let scope = told["scope"].as_str().and_then(|scope| scope.parse::<u64>().ok());
        let place = match scope {
            Some(scope) if scope != guild.get() => format!(" in <#{scope}>"),
            Some(_) | None => String::new(),
        };
        let before = change.before.as_ref().and_then(shown);
        let before = before.map_or_else(String::new, |before| format!(" (it was {before})"));
        match change.after.as_ref().and_then(shown) {
            Some(after) => format!("set `{key}`{place} to {after}{before}"),
            None => format!("let `{key}`{place} be inherited{before}"),
        }
    }
}

/// Many changes in a line.
fn summary(untold: &Untold, many: u64, last: u64) -> String {
    let (id, at) = untold.first.first().map_or((last, 0), |first| (first.id, first.at));
    format!(
        "**Changes {id} to {last}** · {many} changes in one line, since they are many or more than a \
         day old; the first <t:{}:f>. `/faq history` shows those of an entry, `/settings show` what \
         is set.",
        at / 1_000,
    )
}

fn told_role(change: &Change) -> String {
    let role = |told: &Json| told["role"].as_str().unwrap_or_default().to_owned();
    match (&change.before, &change.after) {
        (_, Some(after)) => {
            let may = after["may"].as_str().unwrap_or_default();
            format!("gave <@&{}> the role of {may} with me", role(after))
        }
        (Some(before), None) => format!("took from <@&{}> its role with me", role(before)),
        (None, None) => "changed what a role may do".to_owned(),
    }
}

fn told_inbox(change: &Change) -> String {
    let Some(after) = &change.after else { return "handled what waits in the inbox".to_owned() };
    let count = after["questions"].as_u64().unwrap_or_default();
    let questions = if count == 1 { "1 question".to_owned() } else { format!("{count} questions") };
    let became = after["became"].as_str().and_then(InboxState::parse);
    match became {
        Some(InboxState::Answered) => format!("answered {questions} of the inbox"),
        Some(InboxState::Phrasing) => format!("made phrasings of {questions} of the inbox"),
        Some(InboxState::OutOfScope) => format!("put {questions} of the inbox out of scope"),
        Some(InboxState::Dismissed) => format!("dismissed {questions} of the inbox"),
        Some(InboxState::Open) | None => format!("handled {questions} of the inbox"),
    }
}

fn told_request(change: &Change) -> String {
    let became = change.after.as_ref().and_then(|after| after["became"].as_str());
    match became.and_then(RequestState::parse) {
        Some(RequestState::Answered) => "answered a question that was put before the staff",
        Some(RequestState::Closed) => "closed a question that was put before the staff",
        Some(RequestState::Open) | None => "took a question that was put before the staff",
    }
    .to_owned()
}

fn told_correction(change: &Change) -> String {
    let Some(after) = &change.after else { return "has replies corrected".to_owned() };
    let count = after["replies"].as_u64().unwrap_or_default();
    let replies = if count == 1 { "1 reply".to_owned() } else { format!("{count} replies") };
    let was = if count == 1 { "was" } else { "were" };
    let entry = after["entry"].as_str().unwrap_or_default().replace('`', "'");
    let of = after["change"].as_u64().unwrap_or_default();
    format!("has {replies} corrected that {was} posted of `{entry}` before change {of}")
}

fn told_entry(verb: &str, change: &Change) -> String {
    let entry = change.entry.as_deref().unwrap_or_default().replace('`', "'");
    format!("{verb} `{entry}`: `/faq diff entry:{entry} revision:{}`", change.id)
}
