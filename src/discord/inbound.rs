//! From a message to a question: who asks, whether the bot is addressed, and in which words.
//!
//! **Invariant:** pure. What bots, webhooks and Discord itself write is never a question.

use serenity::all::{Message, MessageType};
use serenity::model::id::{ChannelId, GuildId, MessageId, UserId};

use super::directory::{Directory, Thread};
use crate::config::Mode;

/// What somebody wrote, with who, where, when, and whether the bot was addressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// The message to reply to.
    pub id: MessageId,
    /// Where it stands.
    pub channel: ChannelId,
    /// The server; none in a direct message.
    pub guild: Option<GuildId>,
    /// Who asks.
    pub asker: UserId,
    /// Their words, without the mention of the bot.
    pub text: String,
    /// How the bot comes to hear it.
    pub address: Address,
    /// The asker is staff.
    pub by_staff: bool,
    /// It is a reply to, or mentions, somebody other than the bot.
    pub to_someone: bool,
    /// The mode of the channel.
    pub mode: Mode,
    /// When it was last edited, in milliseconds since the Unix epoch; nought if never.
    pub edited_at: u64,
}

/// How the bot comes to hear a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Address {
    /// In a direct message.
    Direct,
    /// The bot, or its role, is mentioned.
    Mention,
    /// It is a reply to the bot.
    Reply,
    /// It opens a thread or a forum post, whose title belongs to it.
    ThreadOpening,
    /// Somebody speaks in a channel.
    Overheard,
}

impl Address {
    /// Whether an answer is expected of the bot.
    #[must_use]
    pub const fn is_to_bot(self) -> bool {
        match self {
            Address::Direct | Address::Mention | Address::Reply => true,
            Address::ThreadOpening | Address::Overheard => false,
        }
    }
}

impl Question {
    /// When it was asked, in milliseconds since the Unix epoch: an id holds the time.
    #[must_use]
    pub fn asked_at(&self) -> u64 {
        milliseconds(self.id)
    }

    /// A link to the message.
    #[must_use]
    pub fn link(&self) -> String {
        self.id.link(self.channel, self.guild)
    }
}

/// A link to a message of a server, of which the store has the numbers.
#[must_use]
pub fn link_to(guild: GuildId, channel: u64, message: u64) -> String {
    format!("https://discord.com/channels/{guild}/{channel}/{message}")
}

/// When a message was written, in milliseconds since the Unix epoch.
#[must_use]
pub fn milliseconds(id: MessageId) -> u64 {
    // serenity gives seconds of a date; the id itself is exact (Discord's documentation,
    // "Snowflakes": milliseconds since 2015, above 22 bits of other things).
    const DISCORD_EPOCH: u64 = 1_420_070_400_000;
    (id.get() >> 22) + DISCORD_EPOCH
}

/// Reads a message. None if nobody asks anything in it.
#[must_use]
pub fn question(message: &Message, directory: &Directory) -> Option<Question> {
    let is_written = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    if message.author.bot || message.webhook_id.is_some() || !is_written {
        return None;
    }
    let bot = directory.bot();
    let place = directory.place(message.channel_id);
    let guild = message.guild_id.or(place.as_ref().map(|place| place.guild));
    let mode = place.as_ref().map_or(Mode::Mention, |place| place.mode);
    let replied_to = message.referenced_message.as_deref();
    let own_role = guild.and_then(|guild| directory.own_role(guild));
    let is_mentioned = message.content.contains(&format!("<@{bot}>"))
        || message.content.contains(&format!("<@!{bot}>"))
        || own_role.is_some_and(|role| message.mention_roles.contains(&role));
    let opening = place.and_then(|place| place.thread).filter(|thread| opens(message, thread));
    let address = if guild.is_none() {
        Address::Direct
    } else if is_mentioned {
        Address::Mention
    } else if replied_to.is_some_and(|message| message.author.id == bot) {
        Address::Reply
    } else if opening.is_some() {
        Address::ThreadOpening
    } else {
        Address::Overheard
    };
    let mut text = without_mention(&message.content, bot);
    if let Some(role) = own_role {
        text = text.replace(&format!("<@&{role}>"), " ");
    }
    if let Some(thread) = opening {
        text = with_title(&thread, &text);
    } else if text.trim().is_empty()
        && address.is_to_bot()
        && let Some(pointed_at) = replied_to.filter(|message| message.author.id != bot)
    {
        // Nothing but a mention, in reply to somebody: that is what the bot should answer.
        text.clone_from(&pointed_at.content);
    }
    let to_someone = replied_to.is_some_and(|message| message.author.id != bot)
        || message.mentions.iter().any(|user| user.id != bot && user.id != message.author.id);
    let by_staff = guild
        .is_some_and(|guild| directory.is_staff(guild, &message.author, message.member.as_deref()));
    let edited_at = message
        .edited_timestamp
        .map_or(0, |time| u64::try_from(time.unix_timestamp_nanos() / 1_000_000).unwrap_or(0));
    Some(Question {
        id: message.id,
        channel: message.channel_id,
        guild,
        asker: message.author.id,
        text,
        address,
        by_staff,
        to_someone,
        mode,
        edited_at,
    })
}

/// The first message of a forum post has the id of the post. A thread that was opened on its own
/// has none; there it is the first that its owner writes.
fn opens(message: &Message, thread: &Thread) -> bool {
    if thread.in_forum {
        return message.id.get() == message.channel_id.get();
    }
    thread.owner == Some(message.author.id) && message.position == Some(0)
}

/// Title, tags and text as one question: the title often is the question, and the tags say what
/// it is about.
fn with_title(thread: &Thread, text: &str) -> String {
    let title = thread.title.trim();
    // A title that ends without a stop would run into the text.
    let stop = if title.ends_with(['.', '?', '!']) { "" } else { "." };
    let mut whole = format!("{title}{stop}\n{text}");
    if !thread.tags.is_empty() {
        whole.push_str(&format!("\n{}.", thread.tags.join(", ")));
    }
    whole
}

fn without_mention(text: &str, bot: UserId) -> String {
    text.replace(&format!("<@{bot}>"), " ").replace(&format!("<@!{bot}>"), " ").trim().to_owned()
}
