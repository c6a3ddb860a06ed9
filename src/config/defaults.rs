//! What holds where nobody set anything: every default in one place.
//!
//! **Invariant:** config/signpost.toml names the same values; a test compares the two.

use std::time::Duration;

use super::{MessageContent, Mode, StaffRequests};
use crate::engine::Confidence;
use crate::engine::decide::Floors;
use crate::engine::helplines::Region;

/// The configuration file of a run that names none.
pub const CONFIG_PATH: &str = "config/signpost.toml";

/// The pack that comes with the program.
pub const KNOWLEDGE_PATH: &str = "knowledge/kratom";

/// A file beside the database of a bot, which has the same default folder.
pub const CACHE_PATH: &str = "signpost.cache";

/// Below this an answer would too often be the wrong one, so the bot asks back instead.
pub const ANSWER_FLOOR: Confidence = Confidence::thousandths(500);

/// Below this even asking back misleads: what is offered has little to do with the question.
pub const CLARIFY_FLOOR: Confidence = Confidence::thousandths(400);

/// Two entries closer than this are a coin toss, so the bot asks which of them is meant.
pub const MARGIN: Confidence = Confidence::thousandths(50);

/// An entry that leaves more than three quarters of what was said unexplained answers another
/// question.
pub const COVERAGE: Confidence = Confidence::thousandths(250);

/// A message rarely holds more questions, and more answers do not fit one reply.
pub const MAX_ANSWERS: u8 = 3;

/// All that an answer needs.
pub const FLOORS: Floors = Floors {
    answer: ANSWER_FLOOR,
    clarify: CLARIFY_FLOOR,
    margin: MARGIN,
    coverage: COVERAGE,
    max_answers: MAX_ANSWERS as usize,
};

/// The helplines of the source articles' main audience.
pub const REGION: Region = Region::Us;

/// The helplines that come with the program, for the operator to verify.
pub const HELPLINES_PATH: &str = "config/helplines.toml";

/// Discord's own HTTP API, in the version that the bot speaks.
pub const DISCORD_API_BASE: &str = "https://discord.com/api/v10";

/// Discord's own gateway.
pub const DISCORD_GATEWAY_URL: &str = "wss://gateway.discord.gg";

/// Where a wrong word does most harm, so a second person reads what a first one wrote.
pub const SENSITIVE_TOPICS: [&str; 2] = ["medical", "legal"];

/// A file beside the program needs no set-up.
pub const DATABASE_URL: &str = "sqlite://signpost.db";

/// A quarter of a year shows what a server asks, and is not kept for ever.
pub const RETENTION: Duration = Duration::from_secs(90 * 24 * 3600);

/// Whatever the application may have: then nothing needs to be set up.
pub const MESSAGE_CONTENT: MessageContent = MessageContent::IfEnabled;

/// A bot that nobody called is a nuisance until a moderator wants it.
pub const MODE: Mode = Mode::Mention;

/// A thread a question is for servers where many ask.
pub const STAFF_REQUESTS: StaffRequests = StaffRequests::Line;

/// Embeds are what people know from other bots.
pub const PLAIN_TEXT: bool = false;

/// Who got an answer reads it before asking the next question; a second one within a minute is
/// mostly a remark on the first.
pub const PERSON_COOLDOWN: Duration = Duration::from_secs(60);

/// Two overheard answers in a row push a conversation off a phone's screen.
pub const CHANNEL_COOLDOWN: Duration = Duration::from_secs(20);

/// Ten minutes back is what a reader of a busy channel still scrolls to.
pub const ENTRY_COOLDOWN: Duration = Duration::from_secs(600);

/// An hour later most people still wait; much later they have left or found out.
pub const ANSWER_MISSED: Duration = Duration::from_secs(3600);
