//! What each server answers from: the packs, with the server's own changes laid over them.
//!
//! Servers that changed nothing share one engine. The others' are built when they are first used,
//! one after the other, beside everything else.
//!
//! **Invariant:** nobody waits here to be answered: [`Library::of`] gives what is at hand, the last
//! good one or that of the packs. Neither says what the server does not use.

use std::collections::HashMap;
use std::num::NonZeroU64;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;
use serenity::model::id::GuildId;

use super::ground::Ground;
use super::withholding::Withholding;
use crate::diagnostic::Severity;
use crate::engine::Engine;
use crate::engine::decide::Floors;
use crate::engine::helplines::Region;
use crate::engine::knowledge::{EntryId, KnowledgeBase, Laid, Layer, NOT_ANSWERED, examples};
use crate::engine::withheld::Withheld;
use crate::store::{Change, ChangeKind, Store, StoreError};

/// How many engines of servers are kept at once. One over a few hundred entries holds some
/// megabytes, and is built again within a second; so many servers rarely ask in one minute.
pub const KEPT: usize = 16;

/// The engines.
pub struct Library {
    shelves: Mutex<Shelves>,
    /// Held while an engine is built, so that memory for one is all that building takes.
    building: tokio::sync::Mutex<()>,
}

struct Shelves {
    /// That of the packs alone.
    shipped: Arc<Engine>,
    /// How often the packs were replaced.
    edition: u64,
    /// What servers changed, as far as engines that are not up to date must know.
    withholding: Withholding,
    own: HashMap<GuildId, Shelf>,
    /// That of the packs with what a server does not answer, for where nothing else of it can be read.
    fenced: HashMap<GuildId, Fenced>,
    /// What servers set of how they are answered.
    tuning: HashMap<GuildId, Tuning>,
    /// How often an engine was asked for.
    uses: u64,
}

/// What a server set of how it is answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tuning {
    /// Whose helplines come first.
    pub region: Region,
    /// What an answer needs.
    pub floors: Floors,
    /// The languages of the packs; none for all.
    pub languages: Option<Vec<String>>,
}

/// The engine of one server.
struct Shelf {
    engine: Arc<Engine>,
    /// The languages that it was built for.
    languages: Option<Vec<String>>,
    /// The number of the last change in it.
    revision: u64,
    /// The edition of the packs below it.
    edition: u64,
    /// When it was last asked for, counted in uses.
    used: u64,
    /// Something was changed since.
    is_stale: bool,
}

/// The engine of the packs that does not answer what one server does not.
struct Fenced {
    engine: Arc<Engine>,
    /// The edition of the packs in it.
    edition: u64,
    /// What is not answered.
    out_of_scope: Arc<Vec<String>>,
}

impl Library {
    /// A library of what is shipped.
    #[must_use]
    pub fn new(shipped: Engine) -> Self {
        Library {
            shelves: Mutex::new(Shelves {
                shipped: Arc::new(shipped),
                edition: 0,
                withholding: Withholding::default(),
                own: HashMap::new(),
                fenced: HashMap::new(),
                tuning: HashMap::new(),
                uses: 0,
            }),
            building: tokio::sync::Mutex::default(),
        }
    }

    /// The engine over the packs alone.
    #[must_use]
    pub fn shipped(&self) -> Arc<Engine> {
        Arc::clone(&self.shelves().shipped)
    }

    /// Puts other packs in place of those there are, for every server. Building their engine takes a
    /// while. Tells which servers have an engine of their own, to be made anew.
    pub fn replace(&self, packs: KnowledgeBase) -> Vec<GuildId> {
        let engine = Arc::new(self.shipped().over(packs));
        let mut shelves = self.shelves();
        shelves.shipped = engine;
        shelves.edition += 1;
        for shelf in shelves.own.values_mut() {
            shelf.is_stale = true;
        }
        shelves.own.keys().copied().collect()
    }

    /// The engine of a server as it is at hand; without a server, that of the packs. What the server
    /// does not use is held back, and in the packs what it says otherwise and does not answer;
    /// everything, while that is not known.
    #[must_use]
    pub fn of(&self, guild: Option<GuildId>) -> Arc<Engine> {
        let mut shelves = self.shelves();
        shelves.uses += 1;
        let uses = shelves.uses;
        let Some(guild) = guild else { return Arc::clone(&shelves.shipped) };
        let (mut engine, withheld) = match shelves.own.get_mut(&guild) {
            Some(shelf) => {
                shelf.used = uses;
                (Arc::clone(&shelf.engine), shelves.withholding.of_own(guild))
            }
            None => shelves.packs_for(guild),
        };
        if !matches!(withheld, Withheld::Nothing) {
            engine = Arc::new(engine.withholding(withheld));
        }
        let tuning = shelves.tuning.get(&guild);
        tuning.map_or(engine.clone(), |it| Arc::new(engine.tuned(it.region, it.floors)))
    }

    /// What a server is answered from before its own changes, to try others out over it.
    #[must_use]
    pub fn ground(&self, guild: GuildId) -> Ground {
        let (shipped, tuning) = {
            let shelves = self.shelves();
            (Arc::clone(&shelves.shipped), shelves.tuning.get(&guild).cloned())
        };
        Ground::new(shipped, tuning)
    }

    /// Takes on how a server is answered from now on; none as everywhere. True if an engine that is
    /// kept has to be made anew for it.
    pub fn tune(&self, guild: GuildId, tuning: Option<Tuning>) -> bool {
        let mut shelves = self.shelves();
        let languages = tuning.as_ref().and_then(|tuning| tuning.languages.clone());
        match tuning {
            Some(tuning) => shelves.tuning.insert(guild, tuning),
            None => shelves.tuning.remove(&guild),
        };
        let shelf = shelves.own.get_mut(&guild).filter(|shelf| shelf.languages != languages);
        shelf.is_some_and(|shelf| {
            shelf.is_stale = true;
            true
        })
    }

    /// Whether [`Library::of`] gives what is in force in a server, as far as is known.
    #[must_use]
    pub fn is_ready(&self, guild: GuildId) -> bool {
        let shelves = self.shelves();
        match shelves.own.get(&guild) {
            Some(shelf) => !shelf.is_stale,
            None => {
                let is_as_shipped = shelves.languages_of(guild).is_none();
                is_as_shipped && shelves.withholding.is_unchanged(guild)
            }
        }
    }

    /// From now on it is known which servers have changes of their own, and of which entries.
    pub fn know(&self, changed: impl IntoIterator<Item = u64>, replaced: &[Change]) {
        let mut shelves = self.shelves();
        for guild in changed.into_iter().filter_map(guild_of) {
            shelves.withholding.note_server(guild);
        }
        for change in replaced {
            shelves.note(change);
        }
        shelves.withholding.complete();
    }

    /// A server has changed an entry: its engine has to be made anew. True if one is kept.
    pub fn note(&self, change: &Change) -> bool {
        let mut shelves = self.shelves();
        shelves.note(change);
        guild_of(change.server).is_some_and(|guild| shelves.spoil(guild))
    }

    /// A server has changed many things at once, as for [`Library::note`]: what of each entry was done
    /// last, and what is so since.
    pub fn spoil<'c>(
        &self,
        guild: GuildId,
        changed: impl IntoIterator<Item = (&'c str, ChangeKind, Option<&'c Value>)>,
    ) -> bool {
        let mut shelves = self.shelves();
        shelves.withholding.note_server(guild);
        for (entry, kind, after) in changed {
            shelves.note_entry(guild, entry, kind, after);
        }
        shelves.spoil(guild)
    }

    /// Builds the engine of a server, if the one at hand is not what is in force.
    ///
    /// What cannot be laid over the packs is logged and given back, a line each, and the last good
    /// engine stays.
    ///
    /// # Errors
    ///
    /// When the store is away.
    pub async fn load(&self, store: &Store, guild: GuildId) -> Result<Vec<String>, StoreError> {
        let _turn = self.building.lock().await;
        let notes = self.shelves().withholding.notes(guild);
        let changes = match store.overlay(guild.get()).await {
            Ok(changes) => changes,
            Err(error) => {
                self.fence(guild).await;
                return Err(error);
            }
        };
        let revision = changes.last().map_or(0, |change| change.id);
        let (shipped, edition, before, tuning) = {
            let mut shelves = self.shelves();
            let (shipped, edition) = (Arc::clone(&shelves.shipped), shelves.edition);
            let tuning = shelves.tuning.get(&guild).cloned();
            let languages = tuning.as_ref().and_then(|tuning| tuning.languages.clone());
            let before = match shelves.own.get_mut(&guild) {
                Some(shelf)
                    if shelf.revision >= revision
                        && shelf.edition == edition
                        && shelf.languages == languages =>
                {
                    shelf.is_stale = false;
                    return Ok(Vec::new());
                }
                Some(shelf) => Arc::clone(&shelf.engine),
                None => Arc::clone(&shipped),
            };
            (shipped, edition, before, tuning)
        };
        let languages = tuning.as_ref().and_then(|tuning| tuning.languages.clone());
        let mut unread = Vec::new();
        let engine = if changes.is_empty() && languages.is_none() {
            shipped
        } else {
            let layers: Vec<Layer> = changes.iter().filter_map(layer).collect();
            let work = move || build(&Ground::new(shipped, tuning), &layers, guild);
            // Building takes a while, and would hold up whatever else this thread does.
            match tokio::task::spawn_blocking(work).await {
                Ok(Ok(engine)) => Arc::new(engine),
                Ok(Err(found)) => {
                    unread = found;
                    before
                }
                Err(_) => before,
            }
        };
        let mut shelves = self.shelves();
        shelves.uses += 1;
        let used = shelves.uses;
        // They may have been set anew meanwhile, the packs replaced, and something changed.
        let is_stale = shelves.edition != edition
            || shelves.languages_of(guild) != languages.as_deref()
            || shelves.withholding.notes(guild) != notes;
        let shelf = Shelf { engine, languages, revision, edition, used, is_stale };
        shelves.own.insert(guild, shelf);
        shelves.fenced.remove(&guild);
        if shelves.own.len() > KEPT {
            let longest_unused = shelves.own.iter().min_by_key(|(_, shelf)| shelf.used);
            if let Some(guild) = longest_unused.map(|(guild, _)| *guild) {
                shelves.own.remove(&guild);
            }
        }
        Ok(unread)
    }

    /// Has the packs not answer what a server does not, where nothing else of it is at hand.
    async fn fence(&self, guild: GuildId) {
        let (shipped, edition, out_of_scope) = {
            let shelves = self.shelves();
            if shelves.own.contains_key(&guild) || shelves.fenced(guild).is_some() {
                return;
            }
            let out_of_scope = shelves.withholding.out_of_scope(guild);
            (Arc::clone(&shelves.shipped), shelves.edition, out_of_scope)
        };
        if out_of_scope.is_empty() {
            return;
        }
        let laid = Laid::NotAnswered(out_of_scope.to_vec());
        let layer = Layer { id: NOT_ANSWERED.to_owned(), revision: 0, laid };
        let work = move || Ground::new(shipped, None).engine(&[layer]).0;
        let Ok(Some(engine)) = tokio::task::spawn_blocking(work).await else { return };
        let mut shelves = self.shelves();
        if shelves.fenced.len() >= KEPT {
            // They are made again in a moment.
            shelves.fenced.clear();
        }
        let engine = Arc::new(engine);
        shelves.fenced.insert(guild, Fenced { engine, edition, out_of_scope });
    }

    fn shelves(&self) -> MutexGuard<'_, Shelves> {
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelves {
    fn note(&mut self, change: &Change) {
        if let (Some(guild), Some(entry)) = (guild_of(change.server), &change.entry) {
            self.note_entry(guild, entry, change.kind, change.after.as_ref());
        }
    }

    fn note_entry(&mut self, guild: GuildId, entry: &str, kind: ChangeKind, after: Option<&Value>) {
        let shipped = &self.shipped;
        let is_shipped = |id: &EntryId| shipped.knowledge().find(id).is_some();
        self.withholding.note(guild, entry, (kind, after), is_shipped);
    }

    /// What the packs may say in a server whose own engine is not at hand.
    fn packs_for(&self, guild: GuildId) -> (Arc<Engine>, Withheld) {
        let withheld = self.withholding.of_packs(guild);
        if self.withholding.out_of_scope(guild).is_empty() {
            return (Arc::clone(&self.shipped), withheld);
        }
        match self.fenced(guild) {
            Some(fenced) => (Arc::clone(&fenced.engine), withheld),
            None => (Arc::clone(&self.shipped), Withheld::Everything),
        }
    }

    /// The engine of the packs that does not answer what a server does not, as both are now.
    fn fenced(&self, guild: GuildId) -> Option<&Fenced> {
        let out_of_scope = self.withholding.out_of_scope(guild);
        let is_current = |fenced: &&Fenced| {
            fenced.edition == self.edition && fenced.out_of_scope == out_of_scope
        };
        self.fenced.get(&guild).filter(is_current)
    }

    /// Has the engine of a server made anew. True if one is kept.
    fn spoil(&mut self, guild: GuildId) -> bool {
        let shelf = self.own.get_mut(&guild);
        shelf.is_some_and(|shelf| {
            shelf.is_stale = true;
            true
        })
    }

    fn languages_of(&self, guild: GuildId) -> Option<&[String]> {
        self.tuning.get(&guild)?.languages.as_deref()
    }
}

fn guild_of(server: u64) -> Option<GuildId> {
    NonZeroU64::new(server).map(GuildId::from)
}

fn build(ground: &Ground, layers: &[Layer], guild: GuildId) -> Result<Engine, Vec<String>> {
    if ground.speaks_nothing() {
        tracing::warn!(%guild, "no pack is in the languages of a server; it is answered from all");
    }
    let (engine, found) = ground.engine(layers);
    let mut unread = Vec::new();
    for diagnostic in found.iter().filter(|it| it.severity == Severity::Error) {
        unread.push(format!("{}: {}", diagnostic.path, diagnostic.message));
        // The message may quote an entry, which is no text of a channel.
        tracing::error!(%guild, code = diagnostic.code, "{}: {}", diagnostic.path, diagnostic.message);
    }
    engine.ok_or(unread)
}

/// What a published change lays over the packs. None for one that is about no entry.
#[must_use]
pub fn layer(change: &Change) -> Option<Layer> {
    if change.entry.as_deref() == Some(NOT_ANSWERED) {
        let listed = change.after.as_ref().map(examples).unwrap_or_default();
        let laid = Laid::NotAnswered(listed);
        return Some(Layer { id: NOT_ANSWERED.to_owned(), revision: change.id, laid });
    }
    let laid = laid(change.kind, change.before.as_ref(), change.after.as_ref());
    Some(Layer { id: change.entry.clone()?, revision: change.id, laid })
}

/// What is so of an entry after a change of it.
#[must_use]
pub fn laid(kind: ChangeKind, before: Option<&Value>, after: Option<&Value>) -> Laid {
    match (kind, after) {
        (ChangeKind::Quarantine, _) => Laid::Quarantined(before.cloned()),
        (ChangeKind::Retire, _) => Laid::Nothing,
        (ChangeKind::Revert, None) => Laid::Shipped,
        (_, Some(entry)) => Laid::Entry(entry.clone()),
        (_, None) => Laid::Nothing,
    }
}
