//! What a server is answered from before its own changes: the packs, in the languages that it set.
//!
//! **Invariant:** an engine that is tried out is built as the one that answers is, and answers nobody.

use std::sync::Arc;

use super::library::Tuning;
use crate::diagnostic::Diagnostic;
use crate::engine::Engine;
use crate::engine::knowledge::{EntryId, KnowledgeBase, Layer, overlay};

/// The packs, and what a server set of how it is answered from them.
#[derive(Clone)]
pub struct Ground {
    shipped: Arc<Engine>,
    tuning: Option<Tuning>,
    /// The packs in the languages of the server; none where those are all.
    spoken: Option<Arc<KnowledgeBase>>,
}

impl Ground {
    /// What there is with packs and what a server set. Where no pack is in its languages, that is
    /// all packs.
    #[must_use]
    pub fn new(shipped: Arc<Engine>, tuning: Option<Tuning>) -> Self {
        let locales = tuning.as_ref().and_then(|tuning| tuning.languages.as_deref());
        let spoken = locales.and_then(|locales| shipped.knowledge().in_languages(locales));
        Ground { spoken: spoken.map(Arc::new), shipped, tuning }
    }

    /// The same where a server sets something else.
    #[must_use]
    pub fn with(&self, tuning: Tuning) -> Self {
        Ground::new(Arc::clone(&self.shipped), Some(tuning))
    }

    /// The engine over all packs.
    #[must_use]
    pub fn shipped(&self) -> &Engine {
        &self.shipped
    }

    /// Whether languages were set of which there is no pack.
    #[must_use]
    pub fn speaks_nothing(&self) -> bool {
        let languages = self.tuning.as_ref().and_then(|tuning| tuning.languages.as_ref());
        languages.is_some() && self.spoken.is_none()
    }

    /// What the server is answered from with changes laid over it, and what is wrong with them. None
    /// where one of them cannot be read. Building it takes a while.
    #[must_use]
    pub fn engine(&self, layers: &[Layer]) -> (Option<Engine>, Vec<Diagnostic>) {
        let base = self.spoken.as_deref().unwrap_or(self.shipped.knowledge());
        // What a server changed in a language that it is not answered in is not one of its own
        // entries.
        let is_spoken = |layer: &&Layer| {
            let id = EntryId::foreign(&layer.id);
            let in_pack =
                |all: &KnowledgeBase| id.as_ref().is_some_and(|id| all.find(id).is_some());
            in_pack(base) || !in_pack(self.shipped.knowledge())
        };
        let layers: Vec<Layer> = layers.iter().filter(is_spoken).cloned().collect();
        let (knowledge, found) = overlay(base, &layers);
        let engine = knowledge.map(|knowledge| {
            let engine = self.shipped.over(knowledge);
            match &self.tuning {
                Some(tuning) => engine.tuned(tuning.region, tuning.floors),
                None => engine,
            }
        });
        (engine, found)
    }
}
