//! The server in which the bot is tried: its people, its channels, and the settings for them.
//!
//! **Invariant:** every address in the settings is one of loopback.

use std::collections::BTreeMap;

use anyhow::Context as _;
use signpost::app;
use signpost::sandbox::Sandbox;
use signpost::sandbox::world::permissions::{MANAGE_MESSAGES, VIEW_CHANNEL};
use signpost::sandbox::world::{ChannelKind, Id, Moment, World};
use tempfile::TempDir;

/// The bot's token. It opens nothing but this stand-in.
const TOKEN: &str = "sandbox.token.of-the-example";

/// Who can be acted as.
pub(crate) const PEOPLE: [&str; 4] = ["ana", "ben", "mo", OWNER];

/// Who owns the server.
const OWNER: &str = "olga";

/// A small server, and the stand-in that it lives in.
pub(crate) struct Town {
    pub(crate) sandbox: Sandbox,
    pub(crate) bot: Id,
    /// Channels, threads and direct channels, by the names by which one goes there.
    pub(crate) places: BTreeMap<String, Id>,
    /// Everybody, by name.
    pub(crate) people: BTreeMap<&'static str, Id>,
    pub(crate) forum: Id,
    /// The role of the staff.
    pub(crate) staff: Id,
    folder: TempDir,
}

impl Town {
    /// Builds it and starts the stand-in.
    pub(crate) async fn start() -> anyhow::Result<Town> {
        let mut world = World::new(Moment(app::now_milliseconds()));
        let bot = world.add_bot("signpost", TOKEN);
        let owner = world.add_user(OWNER);
        let guild = world.add_guild("The garden", owner);
        let staff = world.add_role(guild, "Staff", MANAGE_MESSAGES);
        let people = BTreeMap::from(
            PEOPLE.map(|name| (name, if name == OWNER { owner } else { world.add_user(name) })),
        );
        for (name, id) in people.iter().filter(|(name, _)| **name != OWNER) {
            let roles = if *name == "mo" { vec![staff] } else { Vec::new() };
            world.add_member(guild, *id, &roles);
        }
        world.add_member(guild, bot, &[]);
        let kinds = [
            ("support", ChannelKind::Text),
            ("open", ChannelKind::Text),
            ("staff", ChannelKind::Text),
            ("questions", ChannelKind::Forum),
        ];
        let places = BTreeMap::from(
            kinds.map(|(name, kind)| (name.to_owned(), world.add_channel(guild, kind, name, None))),
        );
        // The role of everyone has the id of the server.
        for (who, allow, deny) in
            [(guild, 0, VIEW_CHANNEL), (staff, VIEW_CHANNEL, 0), (bot, VIEW_CHANNEL, 0)]
        {
            world.set_overwrite(places["staff"], who, allow, deny);
        }
        let forum = places["questions"];
        Ok(Town {
            sandbox: Sandbox::start(world).await.context("no free port on 127.0.0.1")?,
            bot,
            places,
            people,
            forum,
            staff,
            folder: tempfile::tempdir().context("no folder for the bot's database")?,
        })
    }

    /// The environment with which the bot comes here.
    pub(crate) fn environment(&self) -> Vec<(&'static str, String)> {
        let database = self.folder.path().join("signpost.db");
        vec![
            ("SIGNPOST_DISCORD_API_BASE", self.sandbox.api_base()),
            ("SIGNPOST_DISCORD_GATEWAY_URL", self.sandbox.gateway_url()),
            ("SIGNPOST_DISCORD_AUTO_CHANNELS", self.places["open"].to_string()),
            ("SIGNPOST_DISCORD_ALERT_CHANNELS", self.places["staff"].to_string()),
            // Of its own, so that a trial leaves nothing behind.
            ("SIGNPOST_DATABASE_URL", format!("sqlite://{}", database.display())),
            ("DISCORD_TOKEN", TOKEN.to_owned()),
        ]
    }

    /// Adds a place that comes later, under a word and a number that go well after `/in`.
    pub(crate) fn add_place(&mut self, word: &str, id: Id) -> String {
        let name = format!("{word}-{}", self.places.len());
        self.places.insert(name.clone(), id);
        name
    }

    /// The name of a channel, as people see it.
    pub(crate) fn place_name(&self, id: Id) -> String {
        let name = self.places.iter().find(|(_, place)| **place == id).map(|(name, _)| name);
        name.map_or_else(|| format!("channel {id}"), |name| format!("#{name}"))
    }
}
