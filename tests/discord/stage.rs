//! A stage for the tests: a server with people and channels, and the bot in it.
//!
//! **Invariant:** nothing here leaves the machine: every address is one of loopback.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Duration;

use secrecy::SecretString;
use serde_json::Value;
use signpost::app;
use signpost::config::{self, Config};
use signpost::diagnostic::Source;
use signpost::discord::commands::Name;
use signpost::discord::service::{self, ServiceError, World as Setup};
use signpost::engine::Engine;
use signpost::engine::helplines::{Helplines, Region};
use signpost::engine::trial::Labelled;
use signpost::sandbox::world::{ChannelKind, Id, Moment, World};
use signpost::sandbox::{Logged, Sandbox};
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;

/// How long anything may take. Generous: a busy machine is slow, and what comes is not waited for.
pub(crate) const DEADLINE: Duration = Duration::from_secs(60);

/// The token of the bot.
pub(crate) const TOKEN: &str = "MTE.stage.token-of-the-stage";

/// A server with people and channels.
pub(crate) struct Stage {
    pub(crate) sandbox: Sandbox,
    pub(crate) bot: Id,
    pub(crate) guild: Id,
    /// In the mode `mention`.
    pub(crate) support: Id,
    /// In the mode `auto`.
    pub(crate) open: Id,
    /// In the mode `off`.
    pub(crate) quiet: Id,
    /// In the mode `suggest`.
    pub(crate) hinted: Id,
    pub(crate) forum: Id,
    /// Where the staff is told of things.
    pub(crate) staff_room: Id,
    pub(crate) ana: Id,
    pub(crate) ben: Id,
    pub(crate) moderator: Id,
    /// Whose server it is.
    pub(crate) owner: Id,
    /// The role of the moderator: they may manage messages, and no more.
    pub(crate) staff: Id,
    /// The address of another database than a file in the folder.
    pub(crate) database: Option<String>,
    /// What the bot could not read.
    pub(crate) unread: Vec<String>,
    /// The clock of the bot.
    pub(crate) clock: fn() -> u64,
    /// A folder with a pack that is used instead of the shipped one, and watched.
    pub(crate) knowledge: Option<PathBuf>,
    /// What a change is tried against before it is published.
    pub(crate) labelled: Vec<Labelled>,
    folder: TempDir,
    extra: String,
}

/// A bot that runs, on threads of its own as the program does.
pub(crate) struct Running {
    stop: CancellationToken,
    kill: CancellationToken,
    /// How it ended; nothing if it was killed. Comes when its threads do nothing any more.
    ended: oneshot::Receiver<Option<Result<(), ServiceError>>>,
    threads: Threads,
}

/// Where the system tells of the bot's threads.
type Threads = Arc<Mutex<Vec<PathBuf>>>;

/// Notes the thread that this runs on. Nothing where the system has no such place.
fn note_thread(threads: &Threads) {
    if let Ok(place) = std::fs::read_link("/proc/thread-self") {
        let place = Path::new("/proc").join(place).join("stat");
        threads.lock().unwrap_or_else(PoisonError::into_inner).push(place);
    }
}

impl Running {
    fn start(world: Setup) -> Self {
        let (stop, kill) = (CancellationToken::new(), CancellationToken::new());
        let (tell, ended) = oneshot::channel();
        let threads = Threads::default();
        let running =
            Running { stop: stop.clone(), kill: kill.clone(), ended, threads: threads.clone() };
        std::thread::spawn(move || {
            note_thread(&threads);
            let runtime = tokio::runtime::Builder::new_multi_thread()
                .worker_threads(2)
                .on_thread_start(move || note_thread(&threads))
                .enable_all()
                .build()
                .expect("a runtime");
            let outcome = runtime.block_on(async {
                tokio::select! {
                    outcome = service::run(world, stop) => Some(outcome),
                    () = kill.cancelled() => None,
                }
            });
            // Whatever is under way ends where it waits, as in a process that is killed.
            runtime.shutdown_timeout(DEADLINE);
            // A test that does not care has let go of the other end.
            let _ = tell.send(outcome);
        });
        running
    }

    /// Stops it as Ctrl-C does, and tells how it ended.
    pub(crate) async fn stop(self) -> Result<(), ServiceError> {
        self.stop.cancel();
        self.ended().await
    }

    /// Waits for it to end by itself.
    pub(crate) async fn ended(self) -> Result<(), ServiceError> {
        let ended = tokio::time::timeout(DEADLINE, self.ended).await;
        ended.expect("the bot ends in time").expect("the bot does not panic").expect("no kill")
    }

    /// Kills it: nothing is finished, nothing saved.
    pub(crate) async fn kill(self) {
        self.kill.cancel();
        let ended = tokio::time::timeout(DEADLINE, self.ended).await;
        let ended = ended.expect("it dies in time").expect("the bot does not panic");
        assert!(ended.is_none(), "it was still running");
    }

    /// How long its threads have kept a core busy so far. None where the system does not tell.
    pub(crate) fn busy(&self) -> Option<Duration> {
        // What Linux reports to programs is in hundredths of a second, whatever it counts in.
        const TICK: Duration = Duration::from_millis(10);
        let threads = self.threads.lock().unwrap_or_else(PoisonError::into_inner);
        let ticks = threads.iter().filter_map(|place| {
            let text = std::fs::read_to_string(place).ok()?;
            // The name comes second, in brackets; user and system time are 12 and 13 behind it.
            let fields: Vec<&str> = text.rsplit(')').next()?.split_whitespace().collect();
            Some(fields.get(11)?.parse::<u32>().ok()? + fields.get(12)?.parse::<u32>().ok()?)
        });
        let ticks: Vec<u32> = ticks.collect();
        (!ticks.is_empty()).then(|| TICK * ticks.iter().sum())
    }
}

impl Stage {
    /// A stage with the settings of its channels, and `extra` lines for `[discord]`.
    pub(crate) async fn new(extra: &str) -> Self {
        Stage::with(extra, |_, _| {}).await
    }

    /// The same, where the world is changed before the bot comes.
    pub(crate) async fn with(extra: &str, change: impl FnOnce(&mut World, Id)) -> Self {
        Stage::at(app::now_milliseconds(), extra, change).await
    }

    /// Two stages with one database: the same server, people and channels, each with a bot of its
    /// own. What happens on one, the bot of the other does not hear of.
    pub(crate) async fn two(extra: &str) -> [Self; 2] {
        let now = app::now_milliseconds();
        let first = Stage::at(now, extra, |_, _| {}).await;
        let mut second = Stage::at(now, extra, |_, _| {}).await;
        assert_eq!((first.guild, first.ana), (second.guild, second.ana), "made the same way");
        second.sandbox.act(|world| world.set_worker(1));
        second.database = Some(first.database());
        [first, second]
    }

    async fn at(now: u64, extra: &str, change: impl FnOnce(&mut World, Id)) -> Self {
        let mut world = World::new(Moment(now));
        let bot = world.add_bot("signpost", TOKEN);
        let owner = world.add_user("olga");
        let guild = world.add_guild("The garden", owner);
        let [ana, ben, moderator] = ["ana", "ben", "mo"].map(|name| world.add_user(name));
        let staff = world.add_role(guild, "Staff", 1 << 13);
        world.add_member(guild, ana, &[]);
        world.add_member(guild, ben, &[]);
        world.add_member(guild, moderator, &[staff]);
        world.add_member(guild, bot, &[]);
        let mut channel = |kind, name| world.add_channel(guild, kind, name, None);
        let support = channel(ChannelKind::Text, "support");
        let open = channel(ChannelKind::Text, "open");
        let quiet = channel(ChannelKind::Text, "quiet");
        let hinted = channel(ChannelKind::Text, "hinted");
        let forum = channel(ChannelKind::Forum, "questions");
        let staff_room = channel(ChannelKind::Text, "staff");
        change(&mut world, bot);
        let sandbox = Sandbox::start(world).await.expect("a free port");
        let folder = tempfile::tempdir().expect("a folder for the database");
        Stage {
            sandbox,
            bot,
            guild,
            support,
            open,
            quiet,
            hinted,
            forum,
            staff_room,
            ana,
            ben,
            moderator,
            owner,
            staff,
            database: None,
            unread: Vec::new(),
            clock: app::now_milliseconds,
            knowledge: None,
            labelled: Vec::new(),
            folder,
            extra: extra.to_owned(),
        }
    }

    /// The folder that the bot writes to.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The settings of the bot.
    pub(crate) fn settings(&self) -> String {
        format!(
            "[discord]\napi_base = \"{}\"\ngateway_url = \"{}\"\nauto_channels = [\"{}\"]\n\
             off_channels = [\"{}\"]\nsuggest_channels = [\"{}\"]\nalert_channels = [\"{}\"]\n{}\n\
             [database]\nurl = \"{}\"\n",
            self.sandbox.api_base(),
            self.sandbox.gateway_url(),
            self.open,
            self.quiet,
            self.hinted,
            self.staff_room,
            self.extra,
            self.database(),
        )
    }

    /// The address of the database.
    pub(crate) fn database(&self) -> String {
        let file = || format!("sqlite://{}", self.folder.path().join("signpost.db").display());
        self.database.clone().unwrap_or_else(file)
    }

    fn config(&self) -> Config {
        let text = self.settings();
        let (config, found) = config::parse(Some(Source::new("stage.toml", &text)), []);
        assert!(found.is_empty(), "the stage's settings are right: {found:?}");
        for address in [&config.discord.api_base, &config.discord.gateway_url] {
            let text = address.value.as_str();
            assert!(text.contains("//127.0.0.1:"), "{text} is not on this machine");
        }
        config
    }

    /// Starts the bot, without waiting for anything.
    pub(crate) fn start(&self) -> Running {
        let files = self.knowledge.clone().map(|pack| {
            let read_as = app::watch::Fingerprint::of(std::slice::from_ref(&pack));
            app::watch::watch(vec![pack], read_as)
        });
        let engine = self.knowledge.as_deref().map_or_else(engine, engine_over);
        Running::start(Setup {
            config: self.config(),
            engine,
            files,
            labelled: self.labelled.clone(),
            token: SecretString::from(TOKEN.to_owned()),
            unread: self.unread.clone(),
            clock: self.clock,
        })
    }

    /// Starts the bot, and waits until it is connected and its commands are registered.
    pub(crate) async fn run(&self) -> Running {
        let before = self.sandbox.log().len();
        let running = self.start();
        self.until_registered(before).await;
        running
    }

    /// Waits until a bot that was started is connected and its commands are registered.
    pub(crate) async fn until_registered(&self, position: usize) {
        self.connected_after(position).await;
        self.until(0, "the commands to be registered", |entry| match entry {
            Logged::Request { method, path, .. } if &**method == "POST" => {
                (path.ends_with("/commands") && self.registered() >= Name::ALL.len()).then_some(())
            }
            _ => None,
        })
        .await;
    }

    fn registered(&self) -> usize {
        self.sandbox.act(|world| world.commands(self.bot).len())
    }

    /// Waits until a session is there, new or resumed.
    pub(crate) async fn connected_after(&self, position: usize) {
        self.until(position, "a session", |entry| match entry {
            Logged::Sent { name: Some(name), .. } => {
                matches!(&**name, "GUILD_CREATE" | "RESUMED").then_some(())
            }
            _ => None,
        })
        .await;
    }

    /// Waits for an entry of the log, from a position on.
    pub(crate) async fn until<T>(
        &self,
        position: usize,
        what: &str,
        find: impl FnMut(&Logged) -> Option<T>,
    ) -> T {
        match self.sandbox.log().wait_after(position, DEADLINE, find).await {
            Ok(found) => found,
            Err(waited) => panic!("waited for {what}: {waited}"),
        }
    }

    /// Waits for a request, and gives its body and the answer.
    pub(crate) async fn request(
        &self,
        position: usize,
        method: &str,
        path: &str,
    ) -> (Value, Value) {
        self.until(position, &format!("{method} {path}"), |entry| match entry {
            Logged::Request { method: is, path: at, body, answer, status, .. }
                if &**is == method && at.contains(path) && *status < 300 =>
            {
                let value = |value: &Option<std::sync::Arc<Value>>| {
                    value.as_deref().cloned().unwrap_or_default()
                };
                Some((value(body), value(answer)))
            }
            _ => None,
        })
        .await
    }

    /// Waits for what the bot posts in a channel after a position, as Discord shows it.
    pub(crate) async fn posted(&self, position: usize, channel: Id) -> Value {
        self.request(position, "POST", &format!("/channels/{channel}/messages")).await.1
    }

    /// Waits for what the bot posts in a channel after a position that says something.
    pub(crate) async fn posted_with(&self, position: usize, channel: Id, said: &str) -> Value {
        let path = format!("/channels/{channel}/messages");
        self.until(position, &format!("`{said}` in {channel}"), |entry| match entry {
            Logged::Request { method, path: at, answer: Some(answer), status, .. }
                if &**method == "POST" && at.contains(&path) && *status < 300 =>
            {
                text_of(answer).contains(said).then(|| Value::clone(answer))
            }
            _ => None,
        })
        .await
    }

    /// What the bot posted in a channel so far.
    pub(crate) fn said_in(&self, channel: Id) -> Vec<Value> {
        self.sandbox.act(|world| {
            let all = world.messages_in(channel).into_iter();
            all.filter(|message| message["author"]["id"] == self.bot.to_string()).cloned().collect()
        })
    }

    /// Makes sure that all that was said so far has been dealt with: asks something in a channel of
    /// its own, and waits for the answer. What comes in order is handled in order.
    pub(crate) async fn settle(&self) {
        let position = self.sandbox.log().len();
        let direct = self.sandbox.act(|world| {
            let member = world.add_user("somebody");
            world.add_member(self.guild, member, &[]);
            let direct = world.open_direct(member, self.bot);
            world.say(member, direct, "what is kratom?");
            direct
        });
        self.posted(position, direct).await;
    }

    /// Nothing that the bot sent goes against Discord's published description.
    pub(crate) fn assert_bodies(&self) {
        let bad = self.sandbox.log().bad_bodies();
        assert!(bad.is_empty(), "bodies that Discord would not take:\n{}", bad.join("\n"));
    }
}

/// The engine of all tests that only ask it.
pub(crate) fn shared_engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(engine)
}

/// An engine over the shipped pack.
pub(crate) fn engine() -> Engine {
    engine_over(&Path::new(env!("CARGO_MANIFEST_DIR")).join("knowledge/kratom"))
}

/// An engine over a pack.
fn engine_over(pack: &Path) -> Engine {
    let (knowledge, found) = app::load_knowledge(&[pack.to_owned()]).expect("the pack");
    assert!(!signpost::diagnostic::has_errors(&found), "{found:?}");
    Engine::new(knowledge, Helplines::built_in(), Region::Us, config::defaults::FLOORS)
}

/// All text that a message shows.
pub(crate) fn text_of(message: &Value) -> String {
    let mut text = message["content"].as_str().unwrap_or_default().to_owned();
    for embed in message["embeds"].as_array().into_iter().flatten() {
        for key in ["title", "description"] {
            text.push('\n');
            text.push_str(embed[key].as_str().unwrap_or_default());
        }
        for field in embed["fields"].as_array().into_iter().flatten() {
            text.push_str(&format!("\n{}: {}", text_at(field, "name"), text_at(field, "value")));
        }
    }
    text
}

fn text_at<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_default()
}

/// The id of a message.
pub(crate) fn id_of(message: &Value) -> Id {
    Id::from_json(&message["id"]).expect("a message has an id")
}

/// The `custom_id` of the button or menu with a label or placeholder.
pub(crate) fn component(message: &Value, label: &str) -> String {
    let rows = message["components"].as_array().into_iter().flatten();
    let all = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let mut labels = Vec::new();
    for found in all {
        let shown = found["label"].as_str().or(found["placeholder"].as_str()).unwrap_or_default();
        if shown.contains(label) {
            return found["custom_id"].as_str().unwrap_or_default().to_owned();
        }
        labels.push(shown.to_owned());
    }
    panic!("no `{label}` among {labels:?}");
}
