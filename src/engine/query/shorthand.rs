//! Contractions and chat shorthand, written out.
//!
//! "not" must be seen as a word of its own, with or without the apostrophe, since it turns a
//! sentence round.
//!
//! **Invariant:** what an expansion gives is never expanded again.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Shorthand and contractions without their apostrophe, sorted.
///
/// Left out on purpose: "ill", "well", "shell", "hell", "id", "wed", "were" and "its", which are
/// words of their own.
static SHORTHAND: &[(&str, &str)] = &[
    ("2day", "today"),
    ("2moro", "tomorrow"),
    ("2morrow", "tomorrow"),
    ("2mrw", "tomorrow"),
    ("2nite", "tonight"),
    ("4ever", "forever"),
    ("abit", "a bit"),
    ("abt", "about"),
    ("aint", "is not"),
    ("alot", "a lot"),
    ("any1", "anyone"),
    ("anymor", "anymore"),
    ("arent", "are not"),
    ("b4", "before"),
    ("bc", "because"),
    ("bcoz", "because"),
    ("bcs", "because"),
    ("bcuse", "because"),
    ("bcuz", "because"),
    ("bcz", "because"),
    ("becoz", "because"),
    ("becuz", "because"),
    ("bout", "about"),
    ("btw", "by the way"),
    ("cannot", "can not"),
    ("cant", "can not"),
    ("cnt", "can not"),
    ("cos", "because"),
    ("couldnt", "could not"),
    ("coz", "because"),
    ("cud", "could"),
    ("culd", "could"),
    ("cus", "because"),
    ("cuz", "because"),
    ("cya", "see you"),
    ("d", "the"),
    ("dat", "that"),
    ("didnt", "did not"),
    ("diff", "difference"),
    ("dis", "this"),
    ("dnt", "do not"),
    ("doesent", "does not"),
    ("doesnt", "does not"),
    ("doez", "does"),
    ("dont", "do not"),
    ("dosent", "does not"),
    ("dosnt", "does not"),
    ("dunno", "do not know"),
    ("dus", "does"),
    ("dusnt", "does not"),
    ("duz", "does"),
    ("em", "them"),
    ("enuf", "enough"),
    ("every1", "everyone"),
    ("evry", "every"),
    ("evry1", "everyone"),
    ("explane", "explain"),
    ("explian", "explain"),
    ("frm", "from"),
    ("gimme", "give me"),
    ("gonna", "going to"),
    ("gotta", "have to"),
    ("gr8", "great"),
    ("gud", "good"),
    ("hadnt", "had not"),
    ("hafta", "have to"),
    ("halp", "help"),
    ("hasnt", "has not"),
    ("hav", "have"),
    ("havent", "have not"),
    ("hes", "he is"),
    ("hlp", "help"),
    ("hows", "how is"),
    ("howz", "how is"),
    ("hv", "have"),
    ("idk", "i do not know"),
    ("im", "i am"),
    ("imma", "i am going to"),
    ("isnt", "is not"),
    ("itll", "it will"),
    ("ive", "i have"),
    ("iz", "is"),
    ("jst", "just"),
    ("jus", "just"),
    ("k", "ok"),
    ("kinda", "kind of"),
    ("kno", "know"),
    ("l8r", "later"),
    ("lemme", "let me"),
    ("liv", "live"),
    ("luv", "love"),
    ("lyf", "life"),
    ("m8", "mate"),
    ("msg", "message"),
    ("mustnt", "must not"),
    ("n", "and"),
    ("nd", "and"),
    ("neednt", "need not"),
    ("nemore", "anymore"),
    ("nvm", "never mind"),
    ("oughta", "ought to"),
    ("outta", "out of"),
    ("pls", "please"),
    ("plz", "please"),
    ("ppl", "people"),
    ("probs", "probably"),
    ("r", "are"),
    ("rly", "really"),
    ("rn", "right now"),
    ("shes", "she is"),
    ("shld", "should"),
    ("shoulda", "should have"),
    ("shouldnt", "should not"),
    ("shud", "should"),
    ("shuld", "should"),
    ("smn", "someone"),
    ("smth", "something"),
    ("some1", "someone"),
    ("sth", "something"),
    ("sum1", "someone"),
    ("sumone", "someone"),
    ("sumthing", "something"),
    ("sumtimes", "sometimes"),
    ("thats", "that is"),
    ("theres", "there is"),
    ("theyll", "they will"),
    ("theyre", "they are"),
    ("theyve", "they have"),
    ("thier", "their"),
    ("thnk", "think"),
    ("tho", "though"),
    ("thru", "through"),
    ("thx", "thanks"),
    ("til", "until"),
    ("tlk", "talk"),
    ("tmrw", "tomorrow"),
    ("tonite", "tonight"),
    ("tysm", "thank you so much"),
    ("u", "you"),
    ("ur", "your"),
    ("urs", "yours"),
    ("uve", "you have"),
    ("wana", "want to"),
    ("wanna", "want to"),
    ("wasnt", "was not"),
    ("wat", "what"),
    ("wats", "what is"),
    ("watz", "what is"),
    ("waz", "was"),
    ("wen", "when"),
    ("werent", "were not"),
    ("weve", "we have"),
    ("whats", "what is"),
    ("whatz", "what is"),
    ("wheres", "where is"),
    ("whos", "who is"),
    ("wht", "what"),
    ("whys", "why is"),
    ("wich", "which"),
    ("wiv", "with"),
    ("wld", "would"),
    ("wnt", "want"),
    ("wont", "will not"),
    ("wot", "what"),
    ("wots", "what is"),
    ("wotz", "what is"),
    ("woulda", "would have"),
    ("wouldnt", "would not"),
    ("wud", "would"),
    ("wuld", "would"),
    ("wut", "what"),
    ("wuts", "what is"),
    ("wuz", "was"),
    ("xcept", "except"),
    ("xplain", "explain"),
    ("y", "why"),
    ("yall", "you all"),
    ("youd", "you would"),
    ("youll", "you will"),
    ("youre", "you are"),
    ("youve", "you have"),
    ("yr", "year"),
    ("yrs", "years"),
];

/// The same, to be found at one look: every word of every message is looked for.
static BY_SHORTHAND: LazyLock<FxHashMap<&str, &str>> =
    LazyLock::new(|| SHORTHAND.iter().copied().collect());

/// What shorthand stands for, if it is shorthand.
pub(super) fn expand(word: &str) -> Option<&'static str> {
    BY_SHORTHAND.get(word).copied()
}

/// What a word with an apostrophe stands for, if the apostrophe marks a contraction.
pub(super) fn expand_contraction(word: &str) -> Option<String> {
    let (stem, ending) = word.rsplit_once('\'')?;
    if stem.contains('\'') || stem.is_empty() {
        return None;
    }
    let tail = match ending {
        "m" => "am",
        "re" => "are",
        "ve" => "have",
        "ll" => "will",
        // "OD'd" is a past, and no wish.
        "d" if matches!(stem, "od" | "ko" | "dm" | "pm") => return Some(format!("{stem}ed")),
        "d" => "would",
        "t" => {
            let verb = match stem {
                "can" => "can",
                "won" => "will",
                "shan" => "shall",
                "ain" => "is",
                _ => stem.strip_suffix('n')?,
            };
            return Some(format!("{verb} not"));
        }
        "s" => match stem {
            "let" => "us",
            "what" | "he" | "she" | "it" | "that" | "there" | "here" | "who" | "how" | "where"
            | "when" | "why" => "is",
            // A possessive, or "is" after a noun: nothing that a reader would miss.
            _ => return Some(stem.to_owned()),
        },
        _ => return None,
    };
    let stem = match stem {
        "y" | "ya" => "you",
        stem => stem,
    };
    Some(format!("{stem} {tail}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_expands_once() {
        assert!(SHORTHAND.is_sorted_by(|left, right| left.0 < right.0));
        for (short, long) in SHORTHAND {
            for word in long.split(' ') {
                assert!(expand(word).is_none(), "{short} -> {long} would be expanded again");
            }
        }
    }
}
