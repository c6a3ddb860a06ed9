//! How an entry will look, what `check` finds in it, and what it takes from others.
//!
//! **Invariant:** what is previewed is built as the engine of the server will be; it is in force
//! nowhere.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;
use serenity::all::ButtonStyle;
use serenity::builder::{CreateActionRow, CreateButton};
use serenity::model::id::GuildId;
use toml::value::Date;

use super::looking::CONTENT;
use super::words::difference;
use super::{Bot, Handle};
use crate::diagnostic::{Diagnostic, Severity};
use crate::discord::bot::keeping_up::PATIENTLY;
use crate::discord::faq_button::FaqButton;
use crate::discord::ground::Ground;
use crate::discord::library::layer;
use crate::discord::render;
use crate::discord::render::message::Message;
use crate::discord::render::text::{harmless, shorten};
use crate::engine::Engine;
use crate::engine::knowledge::{EntryId, Laid, Layer, overlay};
use crate::engine::outcome::Outcome;
use crate::engine::reply::Reply;
use crate::engine::trial::{self, Labelled, Taken};
use crate::store::{ChangeKind, StoreError};

/// Findings that are shown: with more, the first are worth mending first.
const SHOWN_FINDINGS: usize = 6;

/// A change that somebody wants to make.
pub(super) struct Plan {
    pub(super) entry: EntryId,
    pub(super) kind: ChangeKind,
    /// The revision that it was made from.
    pub(super) base: u64,
    pub(super) before: Option<Value>,
    pub(super) after: Option<Value>,
}

/// What a change comes to.
pub(super) struct Tried {
    /// How the entry will look; none if it is not used then.
    pub(super) reply: Option<Reply>,
    /// What `check` says of the entry, and of others on its account.
    pub(super) findings: Vec<Diagnostic>,
    pub(super) taken: Taken,
    /// Of other entries, how many labelled questions they lose.
    pub(super) lost: Vec<(EntryId, usize)>,
    /// Whether the server is answered in the entry's language.
    pub(super) is_spoken: bool,
}

impl Tried {
    /// Whether it has mistakes that keep it from being published. What was in force before may be so
    /// again; and a phrasing that finds another entry is shown, and harms nobody.
    pub(super) fn is_barred(&self, plan: &Plan) -> bool {
        let is_harmless = |it: &&Diagnostic| matches!(it.code, "finds-another" | "finds-nothing");
        plan.kind != ChangeKind::Revert
            && self.findings.iter().any(|it| it.severity == Severity::Error && !is_harmless(&it))
    }
}

impl Bot {
    /// Tries a change out, beside everything else.
    pub(super) async fn try_out(
        self: &Arc<Self>,
        guild: GuildId,
        plan: &Plan,
    ) -> Result<Tried, StoreError> {
        // What answers now is what the change is compared with.
        self.prepare(Some(guild), PATIENTLY).await;
        let changes = self.store.overlay(guild.get()).await?;
        let mut layers: Vec<Layer> = changes.iter().filter_map(layer).collect();
        layers.retain(|layer| layer.id != plan.entry.as_str());
        let laid = match (plan.kind, &plan.after) {
            (ChangeKind::Revert, None) => Laid::Shipped,
            (_, Some(entry)) => Laid::Entry(entry.clone()),
            (_, None) => Laid::Nothing,
        };
        layers.push(Layer { id: plan.entry.to_string(), revision: 0, laid });
        let (ground, before) = (self.library.ground(guild), self.library.of(Some(guild)));
        let (entry, today) = (plan.entry.clone(), day((self.clock)()));
        let labelled = Arc::clone(&self.labelled);
        let work = move || try_out(&ground, &before, &layers, &entry, today, &labelled);
        // A panic in there is logged where it happens.
        Ok(tokio::task::spawn_blocking(work)
            .await
            .unwrap_or_else(|_| Tried::unreadable(Vec::new())))
    }

    /// The message that shows a change before it is in force.
    pub(super) fn preview_change(
        &self,
        handle: &Handle,
        plan: &Plan,
        tried: &Tried,
        change: u64,
    ) -> Message {
        let id = harmless(plan.entry.as_str(), 100);
        let mut lines = vec![match &tried.reply {
            Some(_) => format!("**This is how {id} would look.** Nothing is in force yet."),
            None => format!("**{id} would not be used any more.** Nothing is in force yet."),
        }];
        lines.extend(self.report(plan, tried));
        let is_wrong = tried.is_barred(plan);
        if is_wrong {
            lines.push("It can be published once the errors are mended.".to_owned());
        } else if self.is_sensitive(plan.entry.as_str(), [&plan.before, &plan.after]) {
            lines.push("Its topic is sensitive: Publish puts it before an approver.".to_owned());
        }
        let mut buttons = Vec::new();
        if !is_wrong {
            buttons.push(button(FaqButton::Publish(change), "Publish", ButtonStyle::Success));
        }
        if matches!(plan.kind, ChangeKind::Add | ChangeKind::Edit | ChangeKind::Phrasing) {
            buttons.push(button(FaqButton::Again(change), "Edit again", ButtonStyle::Secondary));
        }
        if !is_wrong {
            buttons.push(button(FaqButton::Cancel(change), "Cancel", ButtonStyle::Secondary));
        }
        let mut message = look_of(handle, tried.reply.as_ref());
        message.content = shorten(&lines.join("\n"), CONTENT);
        if !buttons.is_empty() {
            message.components = vec![CreateActionRow::Buttons(buttons)];
        }
        message
    }

    /// What changes, what `check` says, and what is taken from others.
    fn report(&self, plan: &Plan, tried: &Tried) -> Vec<String> {
        let mut lines = vec![difference(plan.before.as_ref(), plan.after.as_ref(), 700)];
        let mut findings: Vec<&Diagnostic> = tried.findings.iter().collect();
        findings.sort_by_key(|found| std::cmp::Reverse(found.severity));
        for found in findings.iter().take(SHOWN_FINDINGS) {
            let severity = match found.severity {
                Severity::Error => "**error**",
                Severity::Warning => "warning",
            };
            lines.push(format!(
                "- {severity}: {} · {}",
                harmless(&found.message, 160),
                harmless(&found.help, 120)
            ));
        }
        if findings.len() > SHOWN_FINDINGS {
            lines.push(format!("- and {} more", findings.len() - SHOWN_FINDINGS));
        }
        let taken = &tried.taken;
        match taken.asked {
            0 => {}
            asked if taken.from.is_empty() => lines.push(format!(
                "It takes none of the {asked} phrasings of other entries that I tried."
            )),
            _ => {
                let from = taken.from.iter().take(5).map(|(entry, count)| {
                    let phrasings = if *count == 1 { "phrasing" } else { "phrasings" };
                    format!("{count} {phrasings} from {}", harmless(entry.as_str(), 64))
                });
                let from: Vec<String> = from.collect();
                lines.push(format!("**This would take {}.**", from.join(", ")));
            }
        }
        if !tried.lost.is_empty() || plan.after.is_some() {
            lines.extend(of_labelled(&tried.lost, self.labelled.len()));
        }
        if !tried.is_spoken {
            lines.push(
                "**Nobody here is answered with it:** it is in a language that `languages` of this \
                 server leaves out."
                    .to_owned(),
            );
        }
        lines
    }

    /// Whether a change of an entry between two states takes a second person. What was sensitive
    /// stays so, or else whoever takes the topic away would need nobody.
    pub(in crate::discord::bot) fn is_sensitive(
        &self,
        id: &str,
        states: [&Option<Value>; 2],
    ) -> bool {
        let is_sensitive = |topic: &str| {
            let topic = topic.trim().to_lowercase();
            self.sensitive_topics.contains(&topic)
        };
        let shipped = self.library.shipped();
        let mut of_shipped = shipped.knowledge().entries().filter(|entry| entry.id.as_str() == id);
        states.into_iter().flatten().any(|entry| {
            let topics = entry["topics"].as_array().into_iter().flatten();
            topics.filter_map(Value::as_str).any(is_sensitive)
        }) || of_shipped.any(|entry| entry.topics.iter().any(|topic| is_sensitive(topic)))
    }
}

/// The entry as it will look, without its buttons.
pub(super) fn look_of(handle: &Handle, reply: Option<&Reply>) -> Message {
    let mut message = reply.map_or_else(Message::default, |reply| {
        render::reply(reply, Outcome::Answer, super::looking::alone(handle))
    });
    message.components = Vec::new();
    message
}

pub(super) fn button(id: FaqButton, label: &str, style: ButtonStyle) -> CreateButton {
    CreateButton::new(id.to_string()).label(label).style(style)
}

impl Tried {
    /// What could not be tried at all.
    fn unreadable(findings: Vec<Diagnostic>) -> Self {
        Tried { reply: None, findings, taken: Taken::default(), lost: Vec::new(), is_spoken: true }
    }
}

fn try_out(
    ground: &Ground,
    before: &Engine,
    layers: &[Layer],
    entry: &EntryId,
    today: Date,
    labelled: &[Labelled],
) -> Tried {
    let (all, found) = overlay(ground.shipped().knowledge(), layers);
    let Some(all) = all else { return Tried::unreadable(found) };
    let (Some(after), _) = ground.engine(layers) else { return Tried::unreadable(found) };
    let is_spoken = all.find(entry).is_none() || after.knowledge().find(entry).is_some();
    // What the server is not answered with is looked at beside all there is.
    let whole = (!is_spoken).then(|| ground.shipped().over(all.clone()));
    let shown = whole.as_ref().unwrap_or(&after);
    let mut findings = trial::findings(&all, shown, today);
    // What is wrong with the others is not this change's doing, unless it speaks of this entry.
    let path = all.find(entry).map(|place| all.entry_at(place).path.as_str());
    let named = format!("`{entry}`");
    findings.retain(|it| Some(it.path.as_str()) == path || it.message.contains(&named));
    let taken = trial::taken(before.knowledge(), after.knowledge(), entry);
    let lost = trial::lost(before, &after, labelled, std::slice::from_ref(entry));
    Tried { reply: shown.reply_with(entry), findings, taken, lost, is_spoken }
}

/// What a change takes of the labelled questions, in a line. None where there are none.
pub(in crate::discord::bot) fn of_labelled(
    lost: &[(EntryId, usize)],
    asked: usize,
) -> Option<String> {
    /// With more entries that lose some, the first are worth looking at first.
    const NAMED: usize = 5;
    if lost.is_empty() {
        return (asked > 0)
            .then(|| format!("It takes none of the {asked} labelled questions from others."));
    }
    let from = lost.iter().take(NAMED).map(|(entry, count)| {
        let questions = if *count == 1 { "question" } else { "questions" };
        format!("{count} {questions} from {}", harmless(entry.as_str(), 64))
    });
    let mut from: Vec<String> = from.collect();
    let others: usize = lost.iter().skip(NAMED).map(|(_, count)| count).sum();
    if others > 0 {
        from.push(format!("and {others} from others"));
    }
    Some(format!("**Of the labelled questions this would take {}.**", from.join(", ")))
}

/// The day of a time, in milliseconds since the Unix epoch.
pub(in crate::discord::bot) fn day(milliseconds: u64) -> Date {
    let time = i64::try_from(milliseconds).unwrap_or(i64::MAX);
    let time = Timestamp::from_millisecond(time).unwrap_or(Timestamp::UNIX_EPOCH);
    let date = time.to_zoned(TimeZone::UTC).date();
    #[expect(clippy::cast_sign_loss, reason = "months, days and years of our era are positive")]
    Date { year: date.year() as u16, month: date.month() as u8, day: date.day() as u8 }
}
