//! A plan as the store keeps it until somebody decides.
//!
//! **Invariant:** what is written is read back the same. Ids stand between quotes, so that those of
//! people can be found when they want them deleted.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::moderation::Role;
use crate::store::{Batch, ChangeKind, EntrySteps, Step};

#[derive(Deserialize, Serialize)]
struct Kept {
    entries: Vec<KeptEntry>,
    settings: Vec<(String, String, Value)>,
    roles: Vec<(String, String)>,
    ignored: Vec<String>,
}

#[derive(Deserialize, Serialize)]
struct KeptEntry {
    id: String,
    base: u64,
    steps: Vec<KeptStep>,
}

#[derive(Deserialize, Serialize)]
struct KeptStep {
    kind: String,
    before: Option<Value>,
    after: Option<Value>,
}

/// A batch for the store.
pub(super) fn write(batch: &Batch) -> Value {
    let step = |step: &Step| KeptStep {
        kind: step.kind.name().to_owned(),
        before: step.before.clone(),
        after: step.after.clone(),
    };
    let kept = Kept {
        entries: batch
            .entries
            .iter()
            .map(|entry| KeptEntry {
                id: entry.entry.clone(),
                base: entry.base,
                steps: entry.steps.iter().map(step).collect(),
            })
            .collect(),
        settings: batch
            .settings
            .iter()
            .map(|(scope, key, value)| (scope.to_string(), key.clone(), value.clone()))
            .collect(),
        roles: batch
            .grants
            .iter()
            .map(|(role, may)| (role.to_string(), may.name().to_owned()))
            .collect(),
        ignored: batch.ignored.iter().map(u64::to_string).collect(),
    };
    // Texts, numbers and values that were JSON before.
    serde_json::to_value(kept).unwrap_or_default()
}

/// The batch that the store kept. None if something else wrote it.
pub(super) fn read(value: &Value) -> Option<Batch> {
    let kept = Kept::deserialize(value).ok()?;
    let mut batch = Batch::default();
    for KeptEntry { id, base, steps } in kept.entries {
        let steps = steps.into_iter().map(|KeptStep { kind, before, after }| {
            Some(Step { kind: ChangeKind::parse(&kind)?, before, after })
        });
        let steps = steps.collect::<Option<Vec<_>>>()?;
        batch.entries.push(EntrySteps { entry: id, base, steps });
    }
    for (scope, key, value) in kept.settings {
        batch.settings.push((scope.parse().ok()?, key, value));
    }
    for (role, may) in kept.roles {
        batch.grants.push((role.parse().ok()?, Role::parse(&may)?));
    }
    for person in kept.ignored {
        // Nought stands where somebody had themselves deleted.
        batch.ignored.extend(person.parse::<u64>().ok().filter(|id| *id != 0));
    }
    Some(batch)
}
