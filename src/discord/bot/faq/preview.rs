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

use super::words::{Difference, difference};
use super::{Bot, Handle};
use crate::diagnostic::{Diagnostic, Severity};
use crate::discord::bot::keeping_up::PATIENTLY;
use crate::discord::faq_button::FaqButton;
use crate::discord::ground::Ground;
use crate::discord::library::{laid, layer};
use crate::discord::limits::{CONTENT, SUGGESTION};
use crate::discord::render;
use crate::discord::render::message::Message;
use crate::discord::render::text::{harmless, shorten};
use crate::engine::Engine;
use crate::engine::knowledge::{EntryId, KnowledgeBase, Layer, lint, overlay};
use crate::engine::outcome::Outcome;
use crate::engine::reply::Reply;
use crate::engine::trial::{self, Labelled, Taken};
use crate::store::{ChangeKind, StoreError};

/// Findings that are shown: with more, the first are worth mending first.
const SHOWN_FINDINGS: usize = 6;

/// Room for what is different, in characters: the findings stand in the same message.
const DIFFERENT: usize = 700;

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
    /// Of other entries, the labelled questions that they lose.
    pub(super) lost: Vec<(EntryId, Vec<String>)>,
    /// Another entry that its question may mean now, and the topics of that.
    pub(super) kin: Option<(EntryId, Vec<String>)>,
    /// The entries beside which it is offered now, and is not then.
    pub(super) beside: Vec<EntryId>,
    /// Whether it is there, not used now, and used then.
    pub(super) is_back: bool,
    /// Whether the server is answered in the entry's language.
    pub(super) is_spoken: bool,
}

impl Tried {
    /// Whether it has mistakes that keep it from being published. What was in force before may be so
    /// again; and a phrasing that finds another entry is shown, and harms nobody.
    pub(super) fn is_barred(&self, plan: &Plan) -> bool {
        plan.kind != ChangeKind::Revert && self.findings.iter().any(bars)
    }
}

/// Whether a finding keeps a change from being published.
fn bars(found: &Diagnostic) -> bool {
    let is_harmless = matches!(found.code, lint::FINDS_ANOTHER | "finds-nothing");
    found.severity == Severity::Error && !is_harmless
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
        let layers = self.layers_with(guild, plan).await?;
        let (ground, before) = (self.library.ground(guild), self.library.of(Some(guild)));
        let (entry, today) = (plan.entry.clone(), day((self.clock)()));
        let labelled = Arc::clone(&self.labelled);
        let work = move || try_out(&ground, &before, &layers, &entry, today, &labelled);
        // A panic in there is logged where it happens.
        Ok(tokio::task::spawn_blocking(work)
            .await
            .unwrap_or_else(|_| Tried::unreadable(Vec::new())))
    }

    /// Whether a change has mistakes that keep it from being published as things are now. Asks no
    /// phrasing, since what phrasings find keeps none.
    pub(super) async fn bars(&self, guild: GuildId, plan: &Plan) -> Result<bool, StoreError> {
        if plan.kind == ChangeKind::Revert {
            return Ok(false);
        }
        let layers = self.layers_with(guild, plan).await?;
        let (shipped, entry) = (self.library.shipped(), plan.entry.clone());
        let today = day((self.clock)());
        let work = move || {
            let (all, found) = overlay(shipped.knowledge(), &layers);
            let found = all.map_or(found, |all| of_entry(&all, &entry, lint::lint(&all, today)));
            found.iter().any(bars)
        };
        // What cannot be looked at is not published.
        Ok(tokio::task::spawn_blocking(work).await.unwrap_or(true))
    }

    /// What a server would have with a change.
    async fn layers_with(&self, guild: GuildId, plan: &Plan) -> Result<Vec<Layer>, StoreError> {
        let changes = self.store.overlay(guild.get()).await?;
        let mut layers: Vec<Layer> = changes.iter().filter_map(layer).collect();
        layers.retain(|layer| layer.id != plan.entry.as_str());
        let laid = laid(plan.kind, plan.before.as_ref(), plan.after.as_ref());
        layers.push(Layer { id: plan.entry.to_string(), revision: 0, laid });
        Ok(layers)
    }

    /// The message that shows a change before it is in force.
    pub(super) fn preview_change(
        &self,
        handle: &Handle,
        plan: &Plan,
        tried: &Tried,
        change: u64,
    ) -> Message {
        let id = harmless(plan.entry.as_str(), SUGGESTION);
        let mut lines = vec![match &tried.reply {
            Some(_) => format!("**This is how {id} would look.** Nothing is in force yet."),
            None => format!("**{id} would not be used any more.** Nothing is in force yet."),
        }];
        let after = self.said_after(plan.kind, plan.entry.as_str(), plan.after.as_ref());
        let difference = difference(plan.before.as_ref(), after.as_ref());
        lines.extend(self.report(plan, tried, &difference));
        let is_wrong = tried.is_barred(plan);
        if is_wrong {
            lines.push("It can be published once the errors are mended.".to_owned());
        } else if self.is_sensitive(plan.entry.as_str(), [&plan.before, &plan.after]) {
            lines.push("Its topic is sensitive: Publish puts it before an approver.".to_owned());
        } else if let Some((kin, topics)) = &tried.kin
            && plan.kind == ChangeKind::Add
            && topics.iter().any(|topic| self.is_sensitive_topic(topic))
        {
            lines.push(format!(
                "**Is it about health or the law?** It is asked much like {}, whose topic is sensitive. \
                 Then name that topic with Edit again, and a second person looks at it.",
                harmless(kin.as_str(), 64)
            ));
        }
        let mut buttons = Vec::new();
        if !is_wrong {
            buttons.push(button(FaqButton::Publish(change), "Publish", ButtonStyle::Success));
        }
        if matches!(plan.kind, ChangeKind::Add | ChangeKind::Edit | ChangeKind::Phrasing) {
            buttons.push(button(FaqButton::Again(change), "Edit again", ButtonStyle::Secondary));
        }
        // Also where it cannot be published: whoever sees it wants it out of the way.
        buttons.push(button(FaqButton::Cancel(change), "Cancel", ButtonStyle::Secondary));
        let mut message = look_of(handle, tried.reply.as_ref());
        message.file = difference.file(DIFFERENT);
        message.content = shorten(&lines.join("\n"), CONTENT);
        message.components = vec![CreateActionRow::Buttons(buttons)];
        message
    }

    /// What changes, what `check` says, and what is taken from others.
    fn report(&self, plan: &Plan, tried: &Tried, difference: &Difference) -> Vec<String> {
        let mut lines = Vec::new();
        if tried.is_back && plan.before.is_some() {
            lines.push("It is not used now; this puts it **back in use**.".to_owned());
        }
        lines.push(difference.block(DIFFERENT));
        lines.extend(no_longer_beside(&tried.beside));
        let mut findings: Vec<&Diagnostic> = tried.findings.iter().collect();
        findings.sort_by_key(|found| std::cmp::Reverse((bars(found), found.severity)));
        for found in findings.iter().take(SHOWN_FINDINGS) {
            // What is called an error keeps a change from being published, and nothing else does.
            let is_error = plan.kind != ChangeKind::Revert && bars(found);
            let severity = if is_error { "**error**" } else { "warning" };
            lines.push(format!(
                "- {severity}: {} · {}",
                harmless(&found.message, 160),
                harmless(&found.help, 120)
            ));
        }
        if findings.len() > SHOWN_FINDINGS {
            lines.push(format!("- and {} more", findings.len() - SHOWN_FINDINGS));
        }
        lines.extend(of_taken(&tried.taken));
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

    fn is_sensitive_topic(&self, topic: &str) -> bool {
        self.sensitive_topics.contains(&topic.trim().to_lowercase())
    }

    /// Whether a change of an entry between two states takes a second person. What was sensitive
    /// stays so, or else whoever takes the topic away would need nobody.
    pub(in crate::discord::bot) fn is_sensitive(
        &self,
        id: &str,
        states: [&Option<Value>; 2],
    ) -> bool {
        let is_sensitive = |topic: &str| self.is_sensitive_topic(topic);
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
        Tried {
            reply: None,
            findings,
            taken: Taken::default(),
            lost: Vec::new(),
            kin: None,
            beside: Vec::new(),
            is_back: false,
            is_spoken: true,
        }
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
    let findings = of_entry(&all, entry, trial::findings(&all, shown, today));
    let beside = match all.find(entry) {
        Some(_) => Vec::new(),
        None => trial::beside(before.knowledge(), entry),
    };
    let finds = |engine: &Engine| engine.knowledge().find(entry).is_some();
    let is_back = !finds(before) && finds(&after);
    let taken = trial::taken(before.knowledge(), after.knowledge(), entry);
    let lost = trial::lost(before, &after, labelled, std::slice::from_ref(entry));
    let question = all.find(entry).map(|place| all.entry_at(place).question.as_str());
    let kin = question.and_then(|question| {
        let near = before.rank(question).into_iter().find(|(id, _)| id != entry);
        let (id, _) = near.filter(|(_, sure)| *sure >= before.floors().clarify)?;
        let kin = before.knowledge().find(&id).map(|place| before.knowledge().entry_at(place));
        kin.map(|kin| (id, kin.topics.clone()))
    });
    let reply = shown.reply_with(entry);
    Tried { reply, findings, taken, lost, kin, beside, is_back, is_spoken }
}

/// What is wrong with the others is not a change's doing, unless it speaks of the entry. Whose phrasings
/// find it is said by what it takes, which looks at what they found before as well.
fn of_entry(all: &KnowledgeBase, entry: &EntryId, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let path = all.find(entry).map(|place| all.entry_at(place).path.as_str());
    let named = format!("`{entry}`");
    let is_of = |it: &Diagnostic| {
        Some(it.path.as_str()) == path
            || it.code != lint::FINDS_ANOTHER && it.message.contains(&named)
    };
    found.into_iter().filter(is_of).collect()
}

/// Beside which entries one will no longer be offered. None where it is offered beside none.
fn no_longer_beside(entries: &[EntryId]) -> Option<String> {
    /// With more, their number says enough.
    const NAMED: usize = 4;
    let mut named: Vec<String> =
        entries.iter().take(NAMED).map(|entry| harmless(entry.as_str(), 64)).collect();
    match entries.len().saturating_sub(NAMED) {
        0 => {}
        1 => named.push("1 other".to_owned()),
        others => named.push(format!("{others} others")),
    }
    let last = named.pop()?;
    let listed = match named.as_slice() {
        [] => last,
        _ => format!("{} and {last}", named.join(", ")),
    };
    Some(format!("It will no longer be offered beside {listed}."))
}

/// What a change takes of the phrasings of others, in a line. They are asked as people ask in words
/// that nobody wrote down, which is not how the findings ask them: the line says so.
fn of_taken(taken: &Taken) -> Option<String> {
    /// Entries that are named, and phrasings of each: enough to see what they have in common.
    const ENTRIES: usize = 3;
    const TEXTS: usize = 3;
    if taken.asked == 0 {
        return None;
    }
    let asked = format!(
        "{} phrasings of other entries, each tried as if its entry did not list it",
        taken.asked
    );
    if taken.from.is_empty() {
        return Some(format!("Of {asked}, it takes none."));
    }
    let from = taken.from.iter().take(ENTRIES).map(|(entry, texts)| {
        let named = texts.iter().take(TEXTS).map(|text| format!("“{}”", harmless(text, 60)));
        let named: Vec<String> = named.collect();
        let phrasings = if texts.len() == 1 { "phrasing" } else { "phrasings" };
        let more = texts.len().saturating_sub(TEXTS);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let (count, entry) = (texts.len(), harmless(entry.as_str(), 64));
        format!("{count} {phrasings} from {entry}: {}{more}", named.join(", "))
    });
    let mut from: Vec<String> = from.collect();
    let others = taken.from.len().saturating_sub(ENTRIES);
    if others > 0 {
        from.push(format!("some from {others} more"));
    }
    Some(format!("**This would take {}** (of {asked}).", from.join("; ")))
}

/// What a change takes of the labelled questions, in a line. None where there are none.
pub(in crate::discord::bot) fn of_labelled(
    lost: &[(EntryId, Vec<String>)],
    asked: usize,
) -> Option<String> {
    /// With more entries that lose some, the first are worth looking at first.
    const NAMED: usize = 5;
    if lost.is_empty() {
        return (asked > 0)
            .then(|| format!("It takes none of the {asked} labelled questions from others."));
    }
    let from = lost.iter().take(NAMED).map(|(entry, texts)| {
        let questions = if texts.len() == 1 { "question" } else { "questions" };
        format!("{} {questions} from {}", texts.len(), harmless(entry.as_str(), 64))
    });
    let mut from: Vec<String> = from.collect();
    let others: usize = lost.iter().skip(NAMED).map(|(_, texts)| texts.len()).sum();
    if others > 0 {
        from.push(format!("and {others} from others"));
    }
    let example = lost.first().and_then(|(_, texts)| texts.first());
    let example =
        example.map_or_else(String::new, |text| format!(" For one, “{}”.", harmless(text, 80)));
    Some(format!("**Of the labelled questions this would take {}.**{example}", from.join(", ")))
}

/// The day of a time, in milliseconds since the Unix epoch.
pub(in crate::discord::bot) fn day(milliseconds: u64) -> Date {
    let time = i64::try_from(milliseconds).unwrap_or(i64::MAX);
    let time = Timestamp::from_millisecond(time).unwrap_or(Timestamp::UNIX_EPOCH);
    let date = time.to_zoned(TimeZone::UTC).date();
    #[expect(clippy::cast_sign_loss, reason = "months, days and years of our era are positive")]
    Date { year: date.year() as u16, month: date.month() as u8, day: date.day() as u8 }
}
