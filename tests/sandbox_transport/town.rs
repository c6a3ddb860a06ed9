//! A small world with one bot in it, and a client of twilight-gateway that listens there.

use std::time::Duration;

use signpost::sandbox::world::{ChannelKind, Id, Moment, World};
use signpost::sandbox::{Fault, Logged, Sandbox};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use twilight_gateway::queue::InMemoryQueue;
use twilight_gateway::{
    ConfigBuilder, Event, EventTypeFlags, Intents, Shard, ShardId, StreamExt as _,
};

/// Far more than anything here takes; it is waited out only where something is broken.
pub(crate) const DEADLINE: Duration = Duration::from_secs(30);

pub(crate) const TOKEN: &str = "a-token";

/// Guilds, messages and what they say.
pub(crate) const INTENTS: Intents =
    Intents::GUILDS.union(Intents::GUILD_MESSAGES).union(Intents::MESSAGE_CONTENT);

/// A sandbox with a bot, a person and a channel that both are in.
pub(crate) struct Town {
    pub(crate) sandbox: Sandbox,
    pub(crate) person: Id,
    pub(crate) guild: Id,
    pub(crate) channel: Id,
}

impl Town {
    pub(crate) async fn new() -> Town {
        let mut world = World::new(Moment(1_700_000_000_000));
        let bot = world.add_bot("signpost", TOKEN);
        let person = world.add_user("ada");
        let guild = world.add_guild("town", person);
        world.add_member(guild, bot, &[]);
        let channel = world.add_channel(guild, ChannelKind::Text, "help", None);
        let sandbox = Sandbox::start(world).await.expect("loopback has a port to give");
        Town { sandbox, person, guild, channel }
    }

    pub(crate) fn say(&self, content: &str) -> Id {
        self.sandbox.act(|world| world.say(self.person, self.channel, content))
    }

    /// Says numbered messages and gives what they say.
    pub(crate) fn say_numbers(&self, numbers: std::ops::Range<usize>) -> Vec<String> {
        let said: Vec<String> = numbers.map(|number| format!("message {number}")).collect();
        for content in &said {
            self.say(content);
        }
        said
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.sandbox.api_base())
    }

    /// What is said in the channel, oldest first.
    pub(crate) fn contents(&self) -> Vec<String> {
        self.sandbox.act(|world| {
            let messages = world.messages_in(self.channel).into_iter();
            messages.filter_map(|message| message["content"].as_str().map(str::to_owned)).collect()
        })
    }

    /// Waits for an entry of the log.
    pub(crate) async fn until(&self, what: &str, fits: impl Fn(&Logged) -> bool) {
        self.until_after(0, what, fits).await;
    }

    /// Waits for an entry of the log from a position on.
    pub(crate) async fn until_after(
        &self,
        position: usize,
        what: &str,
        fits: impl Fn(&Logged) -> bool,
    ) {
        let waited = self
            .sandbox
            .log()
            .wait_after(position, DEADLINE, |entry| fits(entry).then_some(()))
            .await;
        if let Err(waited) = waited {
            panic!("waiting for {what}: {waited}");
        }
    }
}

pub(crate) fn is_sent(entry: &Logged, wanted: &str) -> bool {
    matches!(entry, Logged::Sent { name: Some(name), .. } if &**name == wanted)
}

pub(crate) fn is_received(entry: &Logged, wanted: u64) -> bool {
    matches!(entry, Logged::Received { op, .. } if *op == wanted)
}

/// A shard of twilight-gateway that runs until it is dropped.
pub(crate) struct Client {
    heard: UnboundedReceiver<String>,
    running: JoinHandle<()>,
}

impl Client {
    /// Logs in and waits until the bot has its guilds.
    pub(crate) async fn log_in(town: &Town) -> Client {
        let client = Client::start(town);
        town.until("a guild", |entry| is_sent(entry, "GUILD_CREATE")).await;
        client
    }

    pub(crate) fn start(town: &Town) -> Client {
        // Without limits of its own: what it waits for would be time lost here.
        let queue = InMemoryQueue::new(0, 1_000, Duration::ZERO, 1_000);
        let config = ConfigBuilder::new(TOKEN.to_owned(), INTENTS)
            .proxy_url(town.sandbox.gateway_url())
            .queue(queue)
            .build();
        let mut shard = Shard::with_config(ShardId::ONE, config);
        let (tell, heard) = unbounded_channel();
        let running = tokio::spawn(async move {
            while let Some(event) = shard.next_event(EventTypeFlags::all()).await {
                let heard = match event {
                    Ok(Event::MessageCreate(message)) => message.content.clone(),
                    Ok(_) => continue,
                    Err(error) => format!("error: {error}"),
                };
                if tell.send(heard).is_err() {
                    return;
                }
            }
        });
        Client { heard, running }
    }

    /// What it hears, up to and with `last`.
    pub(crate) async fn hear_until(&mut self, last: &str) -> Vec<String> {
        let mut heard: Vec<String> = Vec::new();
        while heard.last().is_none_or(|content| content != last) {
            match timeout(DEADLINE, self.heard.recv()).await {
                Ok(Some(content)) => heard.push(content),
                Ok(None) => panic!("the shard ended after {heard:?}"),
                Err(_) => panic!("{last:?} was not heard, but {heard:?}"),
            }
        }
        heard
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        self.running.abort();
    }
}

/// What is ordered before a fault so that the client notices it soon.
pub(crate) fn impatient() -> Fault {
    Fault::HeartbeatInterval(200)
}
