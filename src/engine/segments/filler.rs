//! What people say around a question.
//!
//! **Invariant:** words are only taken off the ends, and never all of them.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

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

/// The first words of what leads up to a question, and the last of what leads out of it: most
/// questions have neither.
static ENDS: LazyLock<(FxHashSet<&str>, FxHashSet<&str>)> = LazyLock::new(|| {
    let first = LEADING.iter().filter_map(|filler| filler.split(' ').next()).collect();
    (first, TRAILING.iter().filter_map(|filler| filler.split(' ').next_back()).collect())
});

/// The words without what leads up to the question and out of it. Never nothing at all, unless
/// there was nothing but filler.
pub(in crate::engine) fn without_filler<'w, 'q>(words: &'w [&'q str]) -> &'w [&'q str] {
    let mut rest = words;
    let (first, last) = (words.first().copied(), words.last().copied());
    if !first.is_some_and(|word| ENDS.0.contains(word))
        && !last.is_some_and(|word| ENDS.1.contains(word))
    {
        return words;
    }
    'leading: loop {
        for filler in LEADING {
            let mut length = 0;
            let fits = filler.split(' ').all(|expected| {
                let same = rest.get(length) == Some(&expected);
                length += 1;
                same
            });
            // "people say …" and "all strains": a single word needs something left to lead to.
            if fits && rest.len() > length + usize::from(length == 1) {
                rest = &rest[length..];
                continue 'leading;
            }
        }
        break;
    }
    'trailing: loop {
        for filler in TRAILING {
            let length = filler.split(' ').count();
            if rest.len() > length + 1
                && filler.split(' ').eq(rest[rest.len() - length..].iter().copied())
            {
                rest = &rest[..rest.len() - length];
                continue 'trailing;
            }
        }
        break;
    }
    rest
}
