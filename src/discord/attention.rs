//! Whether to speak where nobody asked the bot.
//!
//! The rules, in order: a crisis is always spoken to. What is addressed is answered, unless the
//! channel is off. What is overheard is answered only in a channel that wants it, only where it is
//! clear what is asked and what answers it, and not into a conversation of others.
//!
//! **Invariant:** pure: the time is that of the messages, so the same messages lead to the same
//! silence.

use std::collections::{HashMap, VecDeque};
use std::time::Duration;

use serenity::model::id::{ChannelId, GuildId, UserId};

use super::inbound::{Address, Question};
use super::settings::{Own, Pace};
use crate::config::{Discord, Mode};
use crate::engine::outcome::Outcome;
use crate::engine::{Confidence, Response};

/// The confidence from which an overheard question is answered.
///
/// Well above the floor for those who ask the bot: an answer that nobody asked for is worse than
/// silence. It is the confidence from which each of several questions in one message is answered,
/// for the same reason.
const OVERHEARD_FLOOR: Confidence = Confidence::thousandths(750);

/// How long a channel is left to staff after they wrote in it: a helper types for a minute or
/// two, and reads for as long.
const STAFF_SPOKE: Duration = Duration::from_secs(300);

/// People who write by turns within this time talk to each other.
const CONVERSATION: Duration = Duration::from_secs(90);

/// How many messages of a channel are remembered: enough to see two people take turns.
const REMEMBERED: usize = 8;

/// Channels where nobody spoke lately are forgotten when there are so many: every thread is one.
const MANY_CHANNELS: usize = 4_096;

/// Cooldowns that ended are forgotten when there are so many.
const MANY_COOLDOWNS: usize = 4_096;

/// What to do with what a question came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Speech {
    /// Reply to it.
    Reply,
    /// Show the staff what would be replied.
    Suggest,
    /// Say nothing.
    Silence(Reason),
}

/// Why nothing is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The channel is off.
    Off,
    /// It was not addressed to the bot, in a channel where only that counts.
    NotAddressed,
    /// At this hour only what is addressed counts.
    QuietHours,
    /// Nothing is asked, or it is not clear enough what.
    NotClear,
    /// People talk to each other.
    Conversation,
    /// Staff is there.
    StaffSpoke,
    /// Staff wrote it.
    ByStaff,
    /// This person, this channel or this entry had an answer just now.
    Cooldown,
}

/// What was heard in channels lately, and when the bot last spoke.
pub struct Attention {
    /// Where no other pace is given.
    pace: Pace,
    heard: HashMap<ChannelId, VecDeque<Heard>>,
    /// The time until which each is left alone.
    quiet: HashMap<Quiet, u64>,
}

/// Somebody wrote something.
#[derive(Clone, Copy, Debug)]
struct Heard {
    who: UserId,
    at: u64,
    staff: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Quiet {
    /// In one server: another may want another pace.
    Person(Option<GuildId>, UserId),
    Channel(ChannelId),
    Entry(ChannelId, String),
}

impl Attention {
    /// With the cooldowns of the settings.
    #[must_use]
    pub fn new(settings: &Discord) -> Self {
        Attention { pace: Pace::new(settings), heard: HashMap::new(), quiet: HashMap::new() }
    }

    /// Decides on a question, and takes note of it.
    pub fn decide(&mut self, question: &Question, response: &Response) -> Speech {
        self.decide_in(question, response, &Own::default())
    }

    /// The same in a server that set something for itself.
    pub fn decide_in(&mut self, question: &Question, response: &Response, own: &Own) -> Speech {
        let speech = self.consider(question, response, own);
        self.hear(question);
        if matches!(speech, Speech::Reply | Speech::Suggest) && !question.address.is_to_bot() {
            self.note_answer(question, response, own.pace(self.pace));
        }
        speech
    }

    fn consider(&self, question: &Question, response: &Response, own: &Own) -> Speech {
        if response.outcome == Outcome::Escalate {
            return Speech::Reply;
        }
        let watched = match question.mode {
            Mode::Off => return Speech::Silence(Reason::Off),
            Mode::Mention => false,
            Mode::Suggest | Mode::Auto => true,
        };
        match question.address {
            Address::Direct | Address::Mention | Address::Reply => return Speech::Reply,
            // Whoever opens a post asks all who can help.
            Address::ThreadOpening => {}
            Address::Overheard if watched => {
                if own.quiet_hours().is_some_and(|hours| hours.hold(question.asked_at())) {
                    return Speech::Silence(Reason::QuietHours);
                }
            }
            Address::Overheard => return Speech::Silence(Reason::NotAddressed),
        }
        let opens = question.address == Address::ThreadOpening;
        if question.by_staff && !opens {
            return Speech::Silence(Reason::ByStaff);
        }
        let is_clear = match response.outcome {
            Outcome::Answer => response.is_question && response.confidence >= OVERHEARD_FLOOR,
            Outcome::Refer => true,
            Outcome::Escalate | Outcome::Clarify | Outcome::Fallback => false,
        };
        if !is_clear {
            return Speech::Silence(Reason::NotClear);
        }
        if let Some(reason) = self.others_speak(question) {
            return Speech::Silence(reason);
        }
        // A post of its own is answered however many there are.
        if !opens && self.is_quiet(question, response) {
            return Speech::Silence(Reason::Cooldown);
        }
        if question.mode == Mode::Suggest { Speech::Suggest } else { Speech::Reply }
    }

    /// Whether the channel is in other hands.
    fn others_speak(&self, question: &Question) -> Option<Reason> {
        if question.to_someone {
            return Some(Reason::Conversation);
        }
        let now = question.asked_at();
        let within = |heard: &Heard, span: Duration| now.saturating_sub(heard.at) < millis(span);
        let heard = self.heard.get(&question.channel)?;
        let others = |heard: &&Heard| heard.who != question.asker;
        if heard.iter().filter(others).any(|heard| heard.staff && within(heard, STAFF_SPOKE)) {
            return Some(Reason::StaffSpoke);
        }
        // The asker spoke, somebody else did after that, and now the asker again: they take turns.
        let lately: Vec<&Heard> =
            heard.iter().filter(|heard| within(heard, CONVERSATION)).collect();
        let own = lately.iter().position(|heard| heard.who == question.asker);
        let takes_turns =
            own.is_some_and(|own| lately[own..].iter().any(|heard| heard.who != question.asker));
        takes_turns.then_some(Reason::Conversation)
    }

    fn is_quiet(&self, question: &Question, response: &Response) -> bool {
        let now = question.asked_at();
        quiets(question, response)
            .any(|quiet| self.quiet.get(&quiet).is_some_and(|&until| now < until))
    }

    /// Takes note of a question that is not decided on.
    pub fn hear(&mut self, question: &Question) {
        if self.heard.len() >= MANY_CHANNELS {
            let now = question.asked_at();
            let counts = |heard: &Heard| now.saturating_sub(heard.at) < millis(STAFF_SPOKE);
            self.heard.retain(|_, heard| heard.back().is_some_and(counts));
        }
        let heard = self.heard.entry(question.channel).or_default();
        if heard.len() == REMEMBERED {
            heard.pop_front();
        }
        heard.push_back(Heard {
            who: question.asker,
            at: question.asked_at(),
            staff: question.by_staff,
        });
    }

    fn note_answer(&mut self, question: &Question, response: &Response, pace: Pace) {
        let now = question.asked_at();
        if self.quiet.len() >= MANY_COOLDOWNS {
            self.quiet.retain(|_, until| *until > now);
        }
        for quiet in quiets(question, response) {
            let span = match quiet {
                Quiet::Person(..) => pace.person,
                Quiet::Channel(_) => pace.channel,
                Quiet::Entry(..) => pace.entry,
            };
            self.quiet.insert(quiet, now + millis(span));
        }
    }
}

fn quiets(question: &Question, response: &Response) -> impl Iterator<Item = Quiet> {
    let (asker, channel) = (question.asker, question.channel);
    let entries = response.answers.iter();
    [Quiet::Person(question.guild, asker), Quiet::Channel(channel)]
        .into_iter()
        .chain(entries.map(move |entry| Quiet::Entry(channel, entry.as_str().to_owned())))
}

/// A span in milliseconds.
pub(super) fn millis(span: Duration) -> u64 {
    u64::try_from(span.as_millis()).unwrap_or(u64::MAX)
}
