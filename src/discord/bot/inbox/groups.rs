//! What waits in an inbox, grouped by likeness.
//!
//! **Invariant:** texts are fetched for each look; what cannot be read is shown as such, and is in a
//! group too.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serenity::model::id::{GuildId, UserId};
use tokio::task::JoinSet;

use super::asked::{Asked, Fetched};
use crate::discord::bot::Bot;
use crate::discord::inbox_button::{Filter, GroupRef};
use crate::engine::alike::alike;
use crate::store::{Awaited, Complaints, InboxItem, InboxKind, StoreError};

/// How many questions are looked at together: each is a request to Discord, which takes about
/// fifty a second. Those behind them come when these are handled.
pub(super) const LOOKED_AT: u32 = 40;

/// From so many people on, what they chose is taken for what the words mean: two may be mistaken
/// together.
pub(in crate::discord::bot) const SEVERAL: u32 = 3;

/// A question that waits, as it reads now.
pub(super) struct Waiting {
    pub(super) item: InboxItem,
    pub(super) found: Fetched,
    /// What people say is wrong with its answer.
    pub(super) complaints: Complaints,
}

/// Questions that are alike, the oldest first. There is at least one.
pub(super) struct Group {
    pub(super) kind: InboxKind,
    /// What was chosen, or complained of.
    pub(super) entry: Option<String>,
    pub(super) members: Vec<Waiting>,
}

impl Group {
    /// Those that can be read.
    pub(super) fn asked(&self) -> impl Iterator<Item = &Asked> {
        self.members.iter().filter_map(|member| match &member.found {
            Fetched::Here(asked) => Some(asked),
            Fetched::Gone | Fetched::Unkept | Fetched::Away => None,
        })
    }

    /// How many people asked, as far as can be told.
    pub(super) fn people(&self) -> usize {
        self.asked().filter_map(|asked| asked.asker).collect::<BTreeSet<UserId>>().len()
    }

    /// What people say is wrong with its answers.
    pub(super) fn complaints(&self) -> Complaints {
        let mut all = Complaints::default();
        for member in &self.members {
            all.facts += member.complaints.facts;
            all.topic += member.complaints.topic;
        }
        all
    }

    /// Whether several people chose the same.
    pub(super) fn is_suggestion(&self) -> bool {
        self.kind == InboxKind::Clarified && self.people() >= SEVERAL as usize
    }

    pub(super) fn reference(&self) -> Option<GroupRef> {
        let question = self.members.first()?.item.question;
        let seen = self.members.iter().map(|member| member.item.at).max()?;
        Some(GroupRef { kind: self.kind, question, seen })
    }

    pub(super) fn awaited(&self) -> Vec<Awaited> {
        let items = self.members.iter().map(|member| &member.item);
        items
            .map(|item| Awaited {
                question: item.question,
                channel: item.channel,
                kind: item.kind.into(),
            })
            .collect()
    }
}

impl Bot {
    /// The oldest questions that wait, in groups: the largest first.
    pub(super) async fn groups(
        self: &Arc<Self>,
        guild: GuildId,
        filter: Filter,
    ) -> Result<Vec<Group>, StoreError> {
        let items = self.store.open_inbox(guild.get(), filter, LOOKED_AT).await?;
        let complaints = if items.iter().any(|item| item.kind == InboxKind::Wrong) {
            self.store.complaints_waiting(guild.get()).await?
        } else {
            BTreeMap::new()
        };
        let mut fetching = JoinSet::new();
        for (place, item) in items.into_iter().enumerate() {
            let bot = Arc::clone(self);
            let said = match item.kind {
                InboxKind::Wrong => complaints.get(&item.question).copied(),
                InboxKind::Unanswered | InboxKind::Clarified => None,
            };
            let complaints = said.unwrap_or_default();
            fetching.spawn(async move {
                let found = bot.asked(guild, item.channel, item.question).await;
                (place, Waiting { item, found, complaints })
            });
        }
        let mut waiting = fetching.join_all().await;
        waiting.sort_by_key(|(place, _)| *place);
        let engine = self.library.of(Some(guild));
        // Comparing takes some milliseconds, during which this thread would do nothing else.
        let grouped = tokio::task::spawn_blocking(move || {
            group(waiting.into_iter().map(|(_, waiting)| waiting).collect(), engine.knowledge())
        });
        Ok(grouped.await.unwrap_or_default())
    }

    /// The group of a question as somebody saw it: without what came later. None if none of it waits
    /// any more.
    pub(super) async fn group(
        self: &Arc<Self>,
        guild: GuildId,
        wanted: GroupRef,
    ) -> Result<Option<Group>, StoreError> {
        let groups = self.groups(guild, Some(wanted.kind)).await?;
        let has =
            |group: &Group| group.members.iter().any(|it| it.item.question == wanted.question);
        Ok(groups.into_iter().find(has).map(|mut group| {
            group.members.retain(|member| member.item.at <= wanted.seen);
            group
        }))
    }
}

fn group(waiting: Vec<Waiting>, knowledge: &crate::engine::knowledge::KnowledgeBase) -> Vec<Group> {
    // What is alike in words and differs in why it is here is two things to do.
    let mut apart: Vec<Group> = Vec::new();
    for waiting in waiting {
        let kind = waiting.item.kind;
        let entry = match kind {
            InboxKind::Unanswered => None,
            InboxKind::Wrong | InboxKind::Clarified => waiting.item.entry.clone(),
        };
        match apart.iter_mut().find(|group| group.kind == kind && group.entry == entry) {
            Some(group) => group.members.push(waiting),
            None => apart.push(Group { kind, entry, members: vec![waiting] }),
        }
    }
    let mut groups = Vec::new();
    for Group { kind, entry, members } in apart {
        let (readable, unreadable): (Vec<_>, Vec<_>) =
            members.into_iter().partition(|it| matches!(it.found, Fetched::Here(_)));
        let (gone, others): (Vec<_>, Vec<_>) =
            unreadable.into_iter().partition(|it| matches!(it.found, Fetched::Gone));
        let (unkept, away): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|it| matches!(it.found, Fetched::Unkept));
        let texts: Vec<&str> = readable
            .iter()
            .map(|it| match &it.found {
                Fetched::Here(asked) => asked.text.as_str(),
                Fetched::Gone | Fetched::Unkept | Fetched::Away => "",
            })
            .collect();
        let places = alike(&texts, knowledge);
        let mut readable: Vec<Option<Waiting>> = readable.into_iter().map(Some).collect();
        let alike = places.into_iter().map(|places| {
            places.into_iter().filter_map(|place| readable.get_mut(place)?.take()).collect()
        });
        let all: Vec<Vec<Waiting>> = alike.chain([gone, unkept, away]).collect();
        let filled = all.into_iter().filter(|members| !members.is_empty());
        groups.extend(filled.map(|members| Group { kind, entry: entry.clone(), members }));
    }
    let first = |group: &Group| group.members.iter().map(|member| member.item.at).min();
    groups.sort_by_key(|group| (std::cmp::Reverse(group.members.len()), first(group)));
    groups
}
