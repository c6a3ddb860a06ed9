//! What a file would change in a server as it is now.
//!
//! **Invariant:** what is planned names the revision that it was made from; what `check` finds wrong
//! is left out, with the reason.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::Value;
use serenity::model::id::GuildId;
use toml::value::Date;

use super::reading::{LeftOut, Wanted, WantedEntry};
use crate::diagnostic::Severity;
use crate::discord::bot::Bot;
use crate::discord::bot::faq::entries::{Current, json_of};
use crate::discord::bot::faq::preview::day;
use crate::discord::ground::Ground;
use crate::discord::library::{self, layer};
use crate::engine::Engine;
use crate::engine::knowledge::lint::lint;
use crate::engine::knowledge::{
    Entry, EntryId, KnowledgeBase, Laid, Layer, NOT_ANSWERED, examples, examples_json, overlay,
    path_of,
};
use crate::engine::trial::{self, Labelled};
use crate::export::server::EntryState;
use crate::moderation::SettingKey;
use crate::store::{Batch, Change, ChangeKind, EntrySteps, Step, StoreError};

/// What is to become of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Becomes {
    /// It is new.
    Added,
    /// It says something else, or is used again.
    Changed,
    /// It is not used any more.
    Stopped,
}

/// What is done to an entry.
#[derive(Debug)]
pub(super) struct Planned {
    pub(super) becomes: Becomes,
    pub(super) does: EntrySteps,
}

/// What a file would change.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) entries: Vec<Planned>,
    /// What is done to the list of what is not answered.
    pub(super) not_answered: Option<EntrySteps>,
    /// All but the entries and that list.
    pub(super) others: Batch,
    /// How much is so already.
    pub(super) same: usize,
    pub(super) left_out: Vec<LeftOut>,
    /// Whether it takes a second person.
    pub(super) is_sensitive: bool,
    /// Whether it was tried against the labelled questions.
    pub(super) is_tried: bool,
    /// Of the entries that stay in use, the labelled questions that they lose.
    pub(super) lost: Vec<(EntryId, Vec<String>)>,
}

impl Plan {
    /// Whether there is nothing to do.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty() && self.not_answered.is_none() && self.others == Batch::default()
    }

    /// Whether anything of it changes what is answered to a question.
    fn changes_answers(&self) -> bool {
        let is_of_answers = |key: &str| {
            matches!(
                SettingKey::parse(key),
                Some(
                    SettingKey::Languages
                        | SettingKey::AnswerFloor
                        | SettingKey::ClarifyFloor
                        | SettingKey::Margin
                )
            )
        };
        !self.entries.is_empty()
            || self.not_answered.is_some()
            || self.others.settings.iter().any(|(_, key, _)| is_of_answers(key))
    }

    /// All of it, for the store.
    pub(super) fn batch(&self) -> Batch {
        let entries = self.entries.iter().map(|planned| &planned.does);
        let entries = entries.chain(&self.not_answered).cloned().collect();
        Batch { entries, ..self.others.clone() }
    }
}

impl Bot {
    /// Plans what a file asks for.
    pub(super) async fn plan_import(
        self: &Arc<Self>,
        guild: GuildId,
        wanted: Wanted,
    ) -> Result<Plan, StoreError> {
        let server = guild.get();
        let changes = self.store.overlay(server).await?;
        let mut plan = Plan { left_out: wanted.left_out, ..Plan::default() };
        let last: BTreeMap<&str, _> =
            changes.iter().filter_map(|it| Some((it.entry.as_deref()?, it))).collect();
        for entry in wanted.entries {
            let current = self.state_after(&entry.id, last.get(entry.id.as_str()).copied());
            let shipped = self.state_after(&entry.id, None);
            match planned(&entry, current.as_ref(), shipped.as_ref()) {
                Ok(Some(planned)) => plan.entries.push(planned),
                Ok(None) => plan.same += 1,
                Err(left_out) => plan.left_out.push(left_out),
            }
        }
        let listed = last.get(NOT_ANSWERED).copied();
        plan.not_answered = listed_anew(listed, wanted.not_answered, &mut plan.same);
        self.plan_others(server, &mut plan, wanted.settings, wanted.grants, wanted.ignored).await?;
        let layers: Vec<Layer> = changes.iter().filter_map(layer).collect();
        let ground = self.library.ground(guild);
        let ground = match self.own_with(guild, &plan.others.settings) {
            Ok(own) => ground.with(self.tuning_of(&own)),
            Err(_) => ground,
        };
        let (before, today) = (self.library.of(Some(guild)), day((self.clock)()));
        let labelled = Arc::clone(&self.labelled);
        let work = move || {
            leave_out_what_is_wrong(ground.shipped().knowledge(), &layers, &mut plan, today);
            if !labelled.is_empty() && plan.changes_answers() {
                try_out(&ground, &before, &layers, &mut plan, &labelled);
            }
            plan
        };
        // A panic in there is logged where it happens; nothing is planned then.
        let mut plan = tokio::task::spawn_blocking(work).await.unwrap_or_default();
        plan.is_sensitive = plan.entries.iter().any(|planned| {
            let steps = planned.does.steps.iter();
            steps
                .into_iter()
                .any(|step| self.is_sensitive(&planned.does.entry, [&step.before, &step.after]))
        });
        Ok(plan)
    }

    async fn plan_others(
        &self,
        server: u64,
        plan: &mut Plan,
        settings: Vec<(u64, String, Value)>,
        grants: Vec<(u64, crate::moderation::Role)>,
        ignored: Vec<u64>,
    ) -> Result<(), StoreError> {
        let set = self.store.settings(server).await?;
        let granted = self.store.grants(server).await?;
        let known: BTreeSet<u64> = self.store.ignored(server).await?.into_iter().collect();
        let asked = settings.len() + grants.len() + ignored.len();
        let others = &mut plan.others;
        others.settings = settings;
        others.settings.retain(|(scope, key, value)| {
            !set.iter().any(|it| (it.scope, &it.key, &it.value) == (*scope, key, value))
        });
        others.grants = grants;
        others.grants.retain(|grant| !granted.contains(grant));
        others.ignored = ignored;
        others.ignored.retain(|person| !known.contains(person));
        plan.same += asked - others.settings.len() - others.grants.len() - others.ignored.len();
        Ok(())
    }
}

/// What is done to the list of what is not answered, so that it has these examples too; nothing where
/// it has them already.
fn listed_anew(last: Option<&Change>, wanted: Vec<String>, same: &mut usize) -> Option<EntrySteps> {
    let before = last.and_then(|change| change.after.clone());
    let mut listed = before.as_ref().map(examples).unwrap_or_default();
    let known = listed.len();
    for example in wanted {
        if listed.contains(&example) {
            *same += 1;
        } else {
            listed.push(example);
        }
    }
    (listed.len() > known).then(|| EntrySteps {
        entry: NOT_ANSWERED.to_owned(),
        base: last.map_or(0, |change| change.id),
        steps: vec![Step {
            kind: ChangeKind::OutOfScope,
            before,
            after: Some(examples_json(&listed)),
        }],
    })
}

/// What is done to one entry; nothing where it is so already.
fn planned(
    wanted: &WantedEntry,
    current: Option<&Current>,
    shipped: Option<&Current>,
) -> Result<Option<Planned>, LeftOut> {
    let id = wanted.id.to_string();
    let base = current.map_or(0, |current| current.revision);
    let is_used = current.is_some_and(|current| current.is_used);
    let before = current.and_then(Current::json);
    let after = wanted.entry.as_ref().map(|entry| {
        let known = current.and_then(|current| current.entry.as_ref());
        json_of(&with_sources(entry, known))
    });
    let is_new = before.is_none();
    let says_the_same = after.is_none() || after == before;
    let mut steps = Vec::new();
    let is_to_be_used = wanted.state == EntryState::Used;
    if !says_the_same || (is_to_be_used && !is_used) {
        let is_as_shipped = shipped.and_then(Current::json) == after;
        let (kind, after) = match (is_new, is_as_shipped) {
            (true, _) => (ChangeKind::Add, after.clone()),
            (false, true) => (ChangeKind::Revert, None),
            (false, false) => (ChangeKind::Edit, after.clone()),
        };
        steps.push(Step { kind, before: before.clone(), after });
    }
    let stop = match wanted.state {
        EntryState::Used => None,
        EntryState::Retired => Some(ChangeKind::Retire),
        EntryState::Quarantined => Some(ChangeKind::Quarantine),
    };
    if let Some(kind) = stop
        && (is_used || !steps.is_empty())
    {
        let before = after.or_else(|| before.clone());
        steps.push(Step { kind, before, after: None });
    }
    if steps.is_empty() {
        if is_new {
            return Err(LeftOut { what: id, why: "there is no such entry here".to_owned() });
        }
        return Ok(None);
    }
    let becomes = match (is_to_be_used, is_new) {
        (false, _) => Becomes::Stopped,
        (true, true) => Becomes::Added,
        (true, false) => Becomes::Changed,
    };
    Ok(Some(Planned { becomes, does: EntrySteps { entry: id, base, steps } }))
}

/// An entry that names no sources keeps those that it has.
fn with_sources(entry: &Entry, known: Option<&Entry>) -> Entry {
    let sources = match known {
        Some(known) if entry.sources.is_empty() => known.sources.clone(),
        Some(_) | None => entry.sources.clone(),
    };
    Entry { sources, ..entry.clone() }
}

/// Takes out what `check` would find errors in, and says so.
fn leave_out_what_is_wrong(
    shipped: &KnowledgeBase,
    layers: &[Layer],
    plan: &mut Plan,
    today: Date,
) {
    // What is left out can make another entry wrong that relates to it; each round takes out at least
    // one, and two are enough but for chains.
    const ROUNDS: usize = 5;
    for _ in 0..ROUNDS {
        let wrong = wrong(shipped, layers, plan, today);
        if wrong.is_empty() {
            return;
        }
        plan.entries.retain(|planned| {
            let Some(why) = wrong.get(&planned.does.entry) else { return true };
            plan.left_out.push(LeftOut { what: planned.does.entry.clone(), why: why.clone() });
            false
        });
    }
}

/// Asks the labelled questions of what would answer then.
fn try_out(
    ground: &Ground,
    before: &Engine,
    layers: &[Layer],
    plan: &mut Plan,
    labelled: &[Labelled],
) {
    let (mut laid, _) = laid_over(layers, plan);
    let listed = plan.not_answered.as_ref().and_then(|list| list.steps.last()?.after.as_ref());
    if let Some(listed) = listed {
        laid.retain(|layer| layer.id != NOT_ANSWERED);
        let listed = Laid::NotAnswered(examples(listed));
        laid.push(Layer { id: NOT_ANSWERED.to_owned(), revision: 0, laid: listed });
    }
    let (Some(after), _) = ground.engine(&laid) else { return };
    // What is not to be used any more answers nothing on purpose.
    let stopped = plan.entries.iter().filter(|planned| planned.becomes == Becomes::Stopped);
    let stopped: Vec<EntryId> =
        stopped.filter_map(|planned| EntryId::foreign(&planned.does.entry)).collect();
    plan.lost = trial::lost(before, &after, labelled, &stopped);
    plan.is_tried = true;
}

/// What is laid over the packs once a plan is carried out, and the entry of each planned layer by how
/// diagnostics call it.
fn laid_over(layers: &[Layer], plan: &Plan) -> (Vec<Layer>, BTreeMap<String, String>) {
    let ids: BTreeSet<&str> = plan.entries.iter().map(|it| it.does.entry.as_str()).collect();
    let mut laid: Vec<Layer> =
        layers.iter().filter(|layer| !ids.contains(layer.id.as_str())).cloned().collect();
    let mut of_path = BTreeMap::new();
    for (place, planned) in plan.entries.iter().enumerate() {
        let Some(step) = planned.does.steps.last() else { continue };
        let now = library::laid(step.kind, step.before.as_ref(), step.after.as_ref());
        // A number that no change has, so that a finding leads back to the entry.
        let revision = u64::MAX - place as u64;
        of_path.insert(path_of(revision), planned.does.entry.clone());
        laid.push(Layer { id: planned.does.entry.clone(), revision, laid: now });
    }
    (laid, of_path)
}

/// The planned entries with errors, each with the first.
fn wrong(
    shipped: &KnowledgeBase,
    layers: &[Layer],
    plan: &Plan,
    today: Date,
) -> BTreeMap<String, String> {
    let (laid, mut of_path) = laid_over(layers, plan);
    let (knowledge, mut found) = overlay(shipped, &laid);
    if let Some(knowledge) = &knowledge {
        found.extend(lint(knowledge, today));
        for id in plan.entries.iter().map(|planned| planned.does.entry.as_str()) {
            let place = EntryId::foreign(id).and_then(|id| knowledge.find(&id));
            if let Some(place) = place {
                of_path.insert(knowledge.entry_at(place).path.clone(), id.to_owned());
            }
        }
    }
    let mut wrong = BTreeMap::new();
    for error in found.iter().filter(|it| it.severity == Severity::Error) {
        if let Some(id) = of_path.get(&error.path) {
            let why = format!("{}; {}", error.message, error.help);
            wrong.entry(id.clone()).or_insert(why);
        }
    }
    wrong
}
