//! What normalising does, case by case.

use super::normalise;

fn check(cases: &[(&str, &str)]) {
    for (written, expected) in cases {
        assert_eq!(normalise(written).canonical(), *expected, "written: {written:?}");
    }
}

#[test]
fn words_and_sentences() {
    check(&[
        ("What are ENDORPHINS?", "what are endorphins"),
        ("hi. what is kratom? thanks!", "hi. what is kratom. thanks"),
        ("one, two\nthree", "one, two, three"),
        ("mitragynine/7-hydroxymitragynine", "mitragynine 7 hydroxymitragynine"),
        ("", ""),
        ("?!", ""),
    ]);
}

#[test]
fn contractions_and_shorthand() {
    check(&[
        ("I can't breathe", "i can not breathe"),
        ("i cant breathe", "i can not breathe"),
        ("he’s not waking", "he is not waking"),
        ("whats kratom's effect", "what is kratom effect"),
        ("won't wouldnt don't", "will not would not do not"),
        ("r u ok", "are you ok"),
        ("she OD'd, he'd know", "she oded, he would know"),
    ]);
}

#[test]
fn dose_for_does() {
    check(&[
        ("dose kratom work like endorphins", "does kratom work like endorphins"),
        ("how dose it feel", "how does it feel"),
        ("hi, dose any1 know", "hi, does anyone know"),
        ("wat dose the word mean", "what does the word mean"),
        // An amount is asked for, or may be.
        ("what dose should i take", "what dose should i take"),
        ("what dose it takes to sleep", "what dose it takes to sleep"),
        ("dose kratom for sleep", "dose kratom for sleep"),
        ("dose kratom daily to feel better", "dose kratom daily to feel better"),
        ("what dose he have to take", "what dose he have to take"),
        ("at what dose it cause harm", "at what dose it cause harm"),
        ("from what dose it cause harm", "from what dose it cause harm"),
        ("what dose it cause harm at", "what dose it cause harm at"),
        ("what dose kratom do people take", "what dose kratom do people take"),
        ("what dose the doctors mean is safe", "what dose the doctors mean is safe"),
        ("dose kratom and feel better", "dose kratom and feel better"),
        ("how dose it safely", "how dose it safely"),
        ("dose kratom two grams", "dose kratom two grams"),
        // What is quoted in between changes nothing.
        ("what dose \"one two three four\" kratom contain", "what does, kratom contain"),
        ("dose of kratom", "dose of kratom"),
        ("the dose it says", "the dose it says"),
        ("first dose. any advice", "first dose. any advice"),
        ("dose", "dose"),
    ]);
}

#[test]
fn disguises() {
    check(&[
        ("k1ll", "kill"),
        ("su1c1de", "suicide"),
        ("su!cide", "suicide"),
        ("he1p", "help"),
        ("kr4tom", "kratom"),
        ("$uicide", "suicide"),
        ("0verdose", "overdose"),
        ("0verdos1ng", "overdosing"),
        ("0ff", "off"),
        ("k¥s", "kys"),
        ("5grams", "5 grams"),
        ("heeeelp meeee", "help me"),
        ("sooooo", "so"),
        ("k i l l m y s e l f", "killmyself"),
        ("k.m.s", "kms"),
        ("idontwanttolive", "i do not want to live"),
        ("ｋｒａｔｏｍ", "kratom"),
        ("𝐤𝐫𝐚𝐭𝐨𝐦", "kratom"),
        ("krаtоm", "kratom"),
        ("ᴋʀᴀᴛᴏᴍ", "kratom"),
        ("kr\u{200b}atom \u{202e}safe", "kratom safe"),
        ("krátöm", "kratom"),
        ("🇰🇮🇱🇱", "kill"),
        ("i 😭 cant 😭 breathe", "i can not breathe"),
    ]);
}

/// A letter held down once is calmed wherever it stands in the word.
#[test]
fn held_letters() {
    check(&[("helllo", "hello"), ("soooo helppp", "so help"), ("aaabaab", "abab")]);
}

/// Texts that took time squared: runs of back-ticks, open links, question marks after many words,
/// letters held down without end.
#[test]
fn long_runs_are_read_to_their_end() {
    const TIMES: usize = 200_000;
    for run in ["`", "[a](http ", "](http", "aaab", "?", "> ", "<:", "\"", "k1ll"] {
        let text = format!("{} {} help", "word ".repeat(10), run.repeat(TIMES));
        let query = normalise(&text);
        let last = query.tokens().last().map(|token| query.text_of(token));
        assert_eq!(last, Some("help"), "{run:?}");
    }
}

#[test]
fn words_end_somewhere() {
    let long = "ab".repeat(50_000);
    let query = normalise(&format!("{long} {long}"));
    assert_eq!(query.own_words().map(str::len).collect::<Vec<_>>(), [64, 64]);
    assert_eq!(normalise(&query.canonical()).canonical(), query.canonical());
}

#[test]
fn numbers_stay_numbers() {
    check(&[
        ("i'm 16", "i am 16"),
        ("5grams or 10mg", "5 grams or 10 mg"),
        ("2.5g", "2.5 g"),
        ("15yo", "15 yo"),
        ("1,000 times", "1000 times"),
        ("3-5g", "3 5 g"),
        ("$20", "dollars 20"),
        ("18+", "18"),
    ]);
}

#[test]
fn markup_is_taken_off() {
    check(&[
        ("<@123> what is kratom", "what is kratom"),
        ("see https://example.com/kill?x=1 ok", "see ok"),
        ("[docs](https://example.com) please", "docs please"),
        ("**bold** ||spoiler|| <:smile:12>", "bold spoiler"),
        ("> quoted words\nmine", "mine"),
        ("`code kill` mine", "mine"),
        ("```\nkill -9\n``` mine", "mine"),
        ("what does \"partial agonist\" mean", "what does partial agonist mean"),
        ("he said \"one two three four\" to me", "he said, to me"),
        ("\"what are endorphins in general\"", "what are endorphins in general"),
    ]);
}

#[test]
fn quoted_words_are_kept_apart() {
    let query = normalise("> i want to die\nwhat do i say");
    assert_eq!(query.tokens().iter().filter(|token| token.quoted).count(), 4);
    assert_eq!(query.canonical(), "what do i say");
}
