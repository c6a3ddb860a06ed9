//! A server with channels, and the bot in it.

use std::time::Duration;

use anyhow::{Context as _, ensure};
use secrecy::SecretString;
use signpost::app;
use signpost::config;
use signpost::diagnostic::Source;
use signpost::discord::service::{self, ServiceError, World as Setup};
use signpost::sandbox::world::{ChannelKind, Id, Moment, World};
use signpost::sandbox::{Logged, Sandbox};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

/// How long anything may take.
pub(crate) const DEADLINE: Duration = Duration::from_secs(300);

/// The token of the bot.
pub(crate) const TOKEN: &str = "a-token-for-measuring";

/// Channels that are asked in.
const CHANNELS: usize = 8;

/// The stand-in, and what is in it.
pub(crate) struct Stage {
    pub(crate) sandbox: Sandbox,
    pub(crate) bot: Id,
    pub(crate) member: Id,
    pub(crate) channels: Vec<Id>,
    folder: TempDir,
}

/// A bot that runs in this process.
pub(crate) struct Running {
    stop: CancellationToken,
    task: JoinHandle<Result<(), ServiceError>>,
}

impl Running {
    /// Stops it and waits for its end.
    pub(crate) async fn stop(self) -> anyhow::Result<()> {
        self.stop.cancel();
        Ok(self.task.await??)
    }
}

impl Stage {
    pub(crate) async fn new() -> anyhow::Result<Self> {
        let mut world = World::new(Moment(app::now_milliseconds()));
        let bot = world.add_bot("signpost", TOKEN);
        let owner = world.add_user("olga");
        let guild = world.add_guild("The garden", owner);
        let member = world.add_user("ana");
        world.add_member(guild, member, &[]);
        world.add_member(guild, bot, &[]);
        let channels = (0..CHANNELS)
            .map(|place| {
                world.add_channel(guild, ChannelKind::Text, &format!("channel-{place}"), None)
            })
            .collect();
        let sandbox = Sandbox::start(world).await?;
        Ok(Stage { sandbox, bot, member, channels, folder: tempfile::tempdir()? })
    }

    /// The settings with which the program connects to the stand-in.
    pub(crate) fn variables(&self) -> [(&'static str, String); 3] {
        let database = self.folder.path().join("signpost.db");
        [
            ("SIGNPOST_DISCORD_API_BASE", self.sandbox.api_base()),
            ("SIGNPOST_DISCORD_GATEWAY_URL", self.sandbox.gateway_url()),
            ("SIGNPOST_DATABASE_URL", format!("sqlite://{}", database.display())),
        ]
    }

    /// Starts the bot as `signpost run` does: reads the pack, builds the index, connects.
    pub(crate) fn start(&self) -> anyhow::Result<Running> {
        let variables = self.variables().map(|(name, value)| (name.into(), value.into()));
        let (config, found) = config::parse(None::<Source<'_>>, variables);
        ensure!(found.is_empty(), "the settings are wrong: {found:?}");
        let opened = app::open(None, &[])?;
        let world = Setup {
            files: None,
            labelled: Vec::new(),
            config,
            engine: opened.engine.context("the shipped pack cannot be used")?,
            token: SecretString::from(TOKEN.to_owned()),
            unread: Vec::new(),
            clock: app::now_milliseconds,
        };
        let stop = CancellationToken::new();
        Ok(Running { stop: stop.clone(), task: tokio::spawn(service::run(world, stop)) })
    }

    /// Waits for a session, new or resumed.
    pub(crate) async fn connected_after(&self, position: usize) -> anyhow::Result<()> {
        let log = self.sandbox.log();
        let found = log.wait_after(position, DEADLINE, |entry| match entry {
            Logged::Sent { name: Some(name), .. } => {
                matches!(&**name, "GUILD_CREATE" | "RESUMED").then_some(())
            }
            _ => None,
        });
        Ok(found.await?)
    }

    /// Asks the bot something in a channel.
    pub(crate) fn ask(&self, channel: Id, text: &str) -> Id {
        self.sandbox
            .act(|world| world.say(self.member, channel, &format!("<@{}> {text}", self.bot)))
    }

    /// Waits for the reply to a question.
    pub(crate) async fn reply_to(&self, question: Id) -> anyhow::Result<()> {
        let wanted = question.to_string();
        let log = self.sandbox.log();
        let found = log.wait_for(DEADLINE, |entry| match entry {
            Logged::Request { body: Some(body), status: 200, .. } => {
                (body["message_reference"]["message_id"] == wanted.as_str()).then_some(())
            }
            _ => None,
        });
        Ok(found.await?)
    }
}
