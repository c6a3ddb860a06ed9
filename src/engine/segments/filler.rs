//! What people say around a question.
//!
//! **Invariant:** words are only taken off the ends, and never all of them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Ways of leading up to a question or out of it that say nothing of what is asked.
///
/// Written for this purpose; longer ones first where one starts another.
static LEADING: &[&str] = &[
    "sorry if this was asked before",
    "sorry if this has been asked before",
    "sorry if this is a stupid question",
    "sorry if this is a dumb question",
    "i have been wondering about",
    "i have been wondering if",
    "i have been wondering",
    "i was just wondering if",
    "i was just wondering",
    "i was wondering whether",
    "i was wondering if",
    "i was wondering",
    "i am wondering if",
    "i am wondering",
    "does anybody here know",
    "does anyone here know",
    "does anybody know if",
    "does anyone know if",
    "does anybody know",
    "does anyone know",
    "do any of you know",
    "do you guys know",
    "do you know if",
    "do you know",
    "anybody know if",
    "anyone know if",
    "anybody know",
    "anyone know",
    "can anybody tell me",
    "can anyone tell me",
    "can someone tell me",
    "can somebody tell me",
    "can you please tell me",
    "can you tell me",
    "could you tell me",
    "could someone tell me",
    "could anyone tell me",
    "would you tell me",
    "please tell me",
    "tell me",
    "can someone please explain",
    "can anyone please explain",
    "can anyone explain",
    "can someone explain",
    "can somebody explain",
    "can you please explain",
    "can you explain",
    "could you explain",
    "could someone explain",
    "please explain",
    "i would like to know",
    "i would love to know",
    "i just want to know",
    "i want to know",
    "i need to know",
    "i am curious if",
    "i am curious about",
    "i am curious",
    "just curious",
    "curious if",
    "curious",
    "just wondering if",
    "just wondering",
    "wondering if",
    "wondering",
    "quick question",
    "dumb question",
    "stupid question",
    "silly question",
    "random question",
    "serious question",
    "noob question",
    "genuine question",
    "honest question",
    "question",
    "good morning",
    "good evening",
    "good afternoon",
    "hi there",
    "hey there",
    "hi",
    "hey",
    "heya",
    "hiya",
    "hello",
    "yo",
    "ok so",
    "okay so",
    "ok",
    "okay",
    "so",
    "well",
    "um",
    "uh",
    "erm",
    "hmm",
    "lol",
    "haha",
    "omg",
    "btw",
    "by the way",
    "guys",
    "everyone",
    "everybody",
    "all",
    "folks",
    "people",
    "friends",
    "bro",
    "bruh",
    "dude",
    "man",
    "mate",
    "team",
    "please",
    "sorry",
    "also",
    "and",
    "but",
    "honestly",
    "seriously",
    "actually",
    "just",
    "like",
    "though",
    "again",
    "then",
    "right",
    "anyway",
    "anyways",
];

static TRAILING: &[&str] = &[
    "thanks in advance",
    "thank you in advance",
    "thanks so much",
    "thank you so much",
    "thanks a lot",
    "thank you",
    "many thanks",
    "thanks",
    "cheers",
    "ty",
    "tia",
    "please",
    "lol",
    "lmao",
    "haha",
    "tbh",
    "imo",
    "guys",
    "everyone",
    "folks",
    "bro",
    "dude",
    "mate",
    "anyone",
    "anybody know",
    "anyone know",
    "i wonder",
    "just curious",
    "just wondering",
    "by the way",
    "btw",
    "though",
    "or what",
    "or something",
    "or not",
    "right",
    "do you know",
    "you know",
    "generally speaking",
    "in general",
];

/// Fillers, each as its words, by the word at the end that they are taken off from. Most questions begin
/// and end with none of these words.
type ByEnd = FxHashMap<&'static str, Vec<Vec<&'static str>>>;

static BY_FIRST: LazyLock<ByEnd> =
    LazyLock::new(|| by_end(LEADING, |words| words.first().copied()));

static BY_LAST: LazyLock<ByEnd> = LazyLock::new(|| by_end(TRAILING, |words| words.last().copied()));

fn by_end(
    fillers: &[&'static str],
    end: impl Fn(&[&'static str]) -> Option<&'static str>,
) -> ByEnd {
    let mut by_end = ByEnd::default();
    for filler in fillers {
        let words: Vec<&str> = filler.split(' ').collect();
        if let Some(end) = end(&words) {
            by_end.entry(end).or_default().push(words);
        }
    }
    by_end
}

/// The words without what leads up to the question and out of it. Never nothing at all, unless
/// there was nothing but filler.
pub(in crate::engine) fn without_filler<'w, 'q>(words: &'w [&'q str]) -> &'w [&'q str] {
    let mut rest = words;
    while let Some(filler) =
        rest.first().and_then(|first| BY_FIRST.get(first)).and_then(|fillers| {
            // "people say …" and "all strains": a single word needs something left to lead to.
            let leads =
                |filler: &[&str]| rest.len() > filler.len() + usize::from(filler.len() == 1);
            fillers.iter().find(|filler| rest.starts_with(filler) && leads(filler))
        })
    {
        rest = &rest[filler.len()..];
    }
    while let Some(filler) = rest.last().and_then(|last| BY_LAST.get(last)).and_then(|fillers| {
        fillers.iter().find(|filler| rest.len() > filler.len() + 1 && rest.ends_with(filler))
    }) {
        rest = &rest[..rest.len() - filler.len()];
    }
    rest
}
