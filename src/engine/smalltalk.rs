//! Greetings, thanks and questions about the bot itself, said to it.
//!
//! They are no questions for the FAQ, and "I do not have an answer to that" is no answer to them.
//!
//! **Invariant:** pure, and looked at only where triage and the FAQ found nothing.

use super::query::normalise;

/// What was said to the bot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SmallTalk {
    /// Nothing but its name, or a greeting.
    Greeting,
    /// Thanks.
    Thanks,
    /// What it is or what it can do.
    AboutBot,
    /// What can be asked.
    Topics,
}

impl SmallTalk {
    /// What to say to it. None where what the bot is or knows has to be shown.
    #[must_use]
    pub const fn reply(self) -> Option<&'static str> {
        match self {
            SmallTalk::Thanks => Some("You are welcome."),
            SmallTalk::Greeting => Some(
                "Hello! Ask me in your own words, or look through /topics. I am a bot and can be \
                 wrong.",
            ),
            SmallTalk::AboutBot | SmallTalk::Topics => None,
        }
    }
}

/// Whole messages, as they are normalised. Short lists on purpose: what is not plainly small talk
/// is a question that the bot does not know.
const GREETINGS: &[&str] = &[
    "",
    "hi",
    "hello",
    "hey",
    "hiya",
    "yo",
    "hi there",
    "hello there",
    "hey there",
    "hi bot",
    "hello bot",
    "hey bot",
    "good morning",
    "good evening",
    "good afternoon",
    "hi all",
    "hello everyone",
    "hi everyone",
    "gm",
];
const THANKS: &[&str] = &[
    "thanks",
    "thank you",
    "thx",
    "ty",
    "tysm",
    "thanks a lot",
    "thank you so much",
    "thank you bot",
    "thanks bot",
    "many thanks",
    "thanks so much",
    "thank you very much",
    "cheers",
    "good bot",
    "ok",
    "okay",
    "ok thanks",
    "okay thanks",
    "ok thank you",
    "cool",
    "great",
    "nice",
    "got it",
    "got it thanks",
    "i feel better now",
    "that helped",
    "that helped thanks",
    "thanks that helped",
    "thx that helped",
    "perfect",
];
const ABOUT_BOT: &[&str] = &[
    "help",
    "what can you do",
    "what do you do",
    "who are you",
    "what are you",
    "are you a bot",
    "are you human",
    "how do you work",
    "how do i use you",
    "how do i use this",
    "what is this bot",
    "how does this work",
    "commands",
    "what can i ask",
    "what can i ask you",
    "how do i ask",
];
const TOPICS: &[&str] = &["topics", "faq", "list", "questions", "menu", "what do you know"];

/// What a message to the bot is, where it is plainly small talk.
#[must_use]
pub fn read(text: &str) -> Option<SmallTalk> {
    // More words than the longest of the lists.
    const LONGEST: usize = 80;
    if text.len() > LONGEST {
        return None;
    }
    let query = normalise(text);
    let words: Vec<&str> = query.own_words().collect();
    let said = words.join(" ");
    let lists = [
        (GREETINGS, SmallTalk::Greeting),
        (THANKS, SmallTalk::Thanks),
        (ABOUT_BOT, SmallTalk::AboutBot),
        (TOPICS, SmallTalk::Topics),
    ];
    lists.into_iter().find(|(list, _)| list.contains(&said.as_str())).map(|(_, found)| found)
}
