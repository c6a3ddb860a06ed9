//! Which sentences the claims lint finds fault with.
//!
//! 1. An amount is an error however it is written and whoever gives it.
//! 2. A claim in the text's own voice is an error.
//! 3. The same claim attributed is a warning at most; attributed and doubted it is fine.
//! 4. Denials, questions and open statements are fine, unless they only look like it.
//! 5. Words that merely sound like a claim are none.
//! 6. Lines are those of the text, however the Markdown wraps it.

use signpost::diagnostic::Severity;
use signpost::engine::knowledge::claims::{ClaimKind, find_claims};

/// What the lint finds in a text, as "kind" for an error and "kind?" for a warning.
fn found(text: &str) -> String {
    let name = |kind: ClaimKind| kind.code().trim_start_matches("claim-");
    let claims = find_claims(text);
    let names: Vec<_> = claims
        .iter()
        .map(|claim| match claim.severity {
            Severity::Error => name(claim.kind).to_owned(),
            Severity::Warning => format!("{}?", name(claim.kind)),
        })
        .collect();
    names.join(" ")
}

/// Checks a table of texts against what is to be found in them, and reports every miss at once.
fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<_> = cases
        .iter()
        .filter(|(text, expected)| found(text) != *expected)
        .map(|(text, expected)| {
            format!("{text:?}\n  expected {expected:?}, found {:?}", found(text))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} wrong:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn amounts_however_written() {
    check(&[
        ("Take 2.5g.", "amount"),
        ("Low doses are 1–3 grams.", "amount"),
        ("Between 1 and 3 grams is usual.", "amount"),
        ("High doses (>5 g) are discouraged.", "amount"),
        ("Start with five grams.", "amount"),
        ("Start with ５ ｇ.", "amount"),
        ("About ½ teaspoon of powder.", "amount"),
        ("A 1/2 tsp of powder.", "amount"),
        ("Two heaped teaspoons in water.", "amount"),
        ("A tablespoon a day.", "amount"),
        ("A couple of grams is plenty.", "amount"),
        ("Half a gram is enough to start.", "amount"),
        ("A three-gram portion.", "amount"),
        ("It holds 45 mg of mitragynine.", "amount"),
        ("500mcg or 500 µg or 500 μg.", "amount"),
        ("**2** *g* at most.", "amount"),
        ("2\u{200b}g at most.", "amount"),
        ("1,000 milligrams.", "amount"),
        ("Five hundred milligrams.", "amount"),
        ("0.1 oz of leaf.", "amount"),
        ("Four capsules, then wait.", "amount"),
        ("4 size 00 capsules.", "amount"),
        ("Two or three pills.", "amount"),
        ("3 doses.", "amount"),
        ("A dose of 5 is a lot.", "amount"),
        ("Grams: 5", "amount"),
        ("10 mg/kg in rats.", "amount"),
        ("Twice a day.", "amount"),
        ("3 times per day.", "amount"),
        ("3x daily with food.", "amount"),
        ("Every four to six hours.", "amount"),
        ("Every 4 hours.", "amount"),
        ("2 per day.", "amount"),
        ("One user took 8gpd for years.", "amount"),
        ("Is 5 grams too much?", "amount"),
        ("The article says 1-3 grams, which is not established.", "amount"),
        ("Never take 10 grams.", "amount"),
        ("- white: 2 g\n- red: 4 g", "amount amount"),
        ("| low | 1–3 g |", "amount"),
    ]);
}

#[test]
fn numbers_that_are_no_amounts() {
    check(&[
        ("7-hydroxymitragynine and 7-OH bind to the receptors.", ""),
        ("Updated on May 16, 2025.", ""),
        ("Call 1-800-222-1222, 24 hours a day, 7 days a week.", ""),
        ("Call or text 988.", ""),
        ("There are three types of receptors.", ""),
        ("1. Grams are a unit of mass.\n2. Capsules are a form.", ""),
        ("It is sold as powder, as a capsule or as a pill.", ""),
        ("Amounts are often given in grams; this bot gives none.", ""),
        ("This bot gives no dose, in grams or in capsules.", ""),
        ("Exercise for half an hour, several days a week.", ""),
        ("An ounce of prevention is worth more.", ""),
        ("Everyday use and use many times over raise tolerance.", ""),
        ("One capsule may hold more than another.", ""),
        ("The first dose is no test of the second.", ""),
        ("Low and high doses feel different.", ""),
        ("A third of users reported nausea.", ""),
        ("No amount works alike for everyone.", ""),
        ("See https://example.org/5g?dose=3%20grams for the study.", ""),
        ("See [the study](https://example.org/5-grams).", ""),
    ]);
}

#[test]
fn claims_in_its_own_voice() {
    check(&[
        ("Kratom treats chronic pain.", "treats"),
        ("It is an effective treatment for anxiety.", "treats"),
        ("Kratom is good for pain.", "treats"),
        ("Red vein works well for insomnia.", "treats"),
        ("Kratom cures depression.", "cures"),
        ("It can cure addiction.", "cures"),
        ("It is a cure for everything.", "cures"),
        ("Kratom relieves pain.", "relieves"),
        ("Kratom can ease opioid withdrawal.", "relieves"),
        ("It helps with withdrawal.", "relieves"),
        ("The leaves help people with anxiety.", "relieves"),
        ("Kratom provides effective pain relief.", "relieves"),
        ("Kratom is one of the best natural painkillers.", "relieves"),
        ("It has pain-relieving effects.", "relieves"),
        ("Pain is relieved by kratom.", "relieves"),
        ("Kratom is known to relieve pain.", "relieves"),
        ("Use kratom to relieve your pain.", "relieves"),
        ("Studies show that kratom relieves pain.", "relieves"),
        ("Did you know kratom relieves pain?", "relieves"),
        ("Kratom is safe.", "safe"),
        ("Kratom's safe.", "safe"),
        ("kratom is generally considered safe for adults.", "safe"),
        ("It is a natural and safe plant.", "safe"),
        ("It is natural, so it is safe.", "safe"),
        ("Kratom is not an opioid and is safe.", "safe"),
        ("Kratom is not an opioid, so it is safe.", "safe"),
        ("Kratom is harmless.", "safe"),
        ("A risk-free plant.", "safe"),
        ("It works without side effects.", "safe"),
        ("It has no known side effects.", "safe"),
        ("You cannot overdose on kratom.", "safe"),
        ("Kratom is not addictive.", "not-addictive"),
        ("Kratom isn’t habit-forming.", "not-addictive"),
        ("It is non-addictive.", "not-addictive"),
        ("Kratom does not cause dependence.", "not-addictive"),
        ("You cannot become addicted to it.", "not-addictive"),
        ("There is no risk of addiction.", "not-addictive"),
        ("Kratom is safer than opioids.", "safer"),
        ("Its withdrawal is milder than that of opioids.", "safer"),
        ("Kratom is less addictive than morphine.", "safer"),
        ("Compared with opioids, it is safer.", "safer"),
        ("Kratom is a natural alternative to painkillers.", "safer"),
        ("It replaces prescription medicine.", "safer"),
        ("Kratom is legal in Canada.", "legal"),
        ("Kratom is legal.", "legal"),
        ("It is perfectly legal to buy.", "legal"),
        ("It can be legally sold in Texas.", "legal"),
        ("Not only is it natural, it is safe.", "safe"),
        ("There is no doubt that it is safe.", "safe"),
        ("Nothing relieves pain better.", "relieves"),
        ("**Kratom** is *safe*.", "safe"),
        ("# Kratom is safe", "safe"),
        ("- Is safe and natural", "safe"),
        ("Safe? Kratom is safe!", "safe"),
        ("Kratom is very safe and, unlike opioids, it relieves pain.", "safe relieves"),
        ("Kratom is an opioid that relieves pain.", "relieves"),
        ("People take kratom, which relieves pain.", "relieves"),
        ("Thousands of users can't be wrong: it helps with pain.", "relieves"),
        ("Our product is 100% safe.", "safe"),
        ("It has few side effects and is safe to take.", "safe"),
        ("Making it a safe choice, kratom is gentle.", "safe"),
        ("Kratom is as effective as morphine.", "safer"),
        ("Use it instead of prescription medicine.", "safer"),
    ]);
}

#[test]
fn attributed_doubted_and_left_open() {
    check(&[
        ("The article says that kratom is safe.", "safe?"),
        ("Kratom is safe, says the article.", "safe?"),
        ("According to the article, kratom is not addictive.", "not-addictive?"),
        ("The seller calls it a safer alternative to opioids.", "safer?"),
        ("The article calls it a safer alternative to opioids, which is not established.", ""),
        ("The article calls it a safer alternative to opioids. That is a seller's opinion.", ""),
        ("The article says it relieves pain.", ""),
        ("Some people say that it eases withdrawal.", ""),
        ("Some people use it to relieve pain.", ""),
        ("People who take kratom to ease withdrawal should see a clinician.", ""),
        ("It is said to relieve pain.", ""),
        ("It is marketed as a natural painkiller.", ""),
        ("The article describes addiction to kratom as milder; this is disputed.", ""),
        ("Kratom may relieve pain.", "relieves?"),
        ("It is a potentially safer alternative to opioids.", "safer?"),
        ("It is used to treat pain.", "treats?"),
        ("Workers used the leaves to ease fatigue.", ""),
        ("The article says it may be safer than opioids.", ""),
        ("Kratom is safe. The article says so.", "safe"),
        ("The article says a lot about endorphins. Kratom is safe.", "safe"),
        ("Kratom is safe and the article says a lot more.", "safe"),
        ("The article says:\n\n- it relieves pain\n- it is safe", "safe?"),
        ("Kratom is not:\n- safe\n- a cure", ""),
    ]);
}

#[test]
fn denied_and_asked() {
    check(&[
        ("Kratom is not safe for everyone.", ""),
        ("It isn't safe for everyone.", ""),
        ("It is not approved to treat, cure or prevent any disease.", ""),
        ("It is not approved to treat, cure, or prevent any disease.", ""),
        ("It has not been proven to cure anything.", ""),
        ("There is no evidence that kratom is safe.", ""),
        ("Nobody has shown that it is not addictive.", ""),
        ("Natural does not mean safe.", ""),
        ("That it is a plant does not make it safe.", ""),
        ("Do not assume that it is safe.", ""),
        ("Neither article says that it is safe.", ""),
        ("It is far from safe.", ""),
        ("It is not a cure-all.", ""),
        ("It is not a panacea.", ""),
        ("It is no replacement for medicine.", ""),
        ("It is not a safe alternative to medicines.", ""),
        ("Kratom is not without risk.", ""),
        ("Whether it is legal depends on where you live.", ""),
        ("Check that it is legal where you live.", ""),
        ("It is unclear whether it relieves pain.", ""),
        ("That kratom is safe is a myth.", ""),
        ("Is kratom safe?", ""),
        ("is kratom safe", ""),
        ("Does kratom help with withdrawal?", ""),
        ("Is it legal in Canada?", ""),
        ("Kratom is legal in some places and banned in others.", ""),
        ("It is legal, restricted or banned depending on the place.", ""),
        ("The legal status differs by region.", ""),
        ("Kratom is illegal in Thailand.", ""),
        ("Kratom is addictive.", ""),
        ("A doctor can say whether it is safe to stop.", ""),
    ]);
}

#[test]
fn words_that_only_sound_like_it() {
    check(&[
        ("Endorphins relieve pain.", ""),
        ("Endorphins are natural painkillers. They ease stress.", ""),
        ("Activities that relieve stress, such as dancing, release endorphins.", ""),
        ("The body makes endorphins, which dull the feeling of pain.", ""),
        ("Opioids relieve pain by acting on the same receptors.", ""),
        ("A treatment helpline can help with withdrawal.", ""),
        ("A pharmacist can help with questions about pain.", ""),
        ("Ask for help with withdrawal.", ""),
        ("Treat kratom with caution.", ""),
        ("It is safe to say that more research is needed.", ""),
        ("Stay safe, and keep it in a safe place.", ""),
        ("It is safer to ask a doctor first.", ""),
        ("Exercise is no more than one part of it.", ""),
        ("It is no substitute for exercise and sleep.", ""),
        ("The leaves are dried and cured.", ""),
        ("The red kind is said to be milder.", "safer?"),
        ("Stopping suddenly may bring withdrawal.", ""),
        ("People who stop may face withdrawal.", ""),
        ("A dull ache is one sign.", ""),
        ("The fight-or-flight stress response.", ""),
        ("Medical advice, diagnosis or treatment.", ""),
        ("It is no diagnosis, treatment or medical advice.", ""),
        ("Legal advice is for a lawyer.", ""),
        ("An unsafe product.", ""),
    ]);
}

/// A line of its own each, as sellers write them.
#[test]
fn every_stated_claim_is_an_error() {
    let missed: Vec<_> = include_str!("claims/stated.txt")
        .lines()
        .filter(|line| !find_claims(line).iter().any(|claim| claim.severity == Severity::Error))
        .collect();
    assert!(missed.is_empty(), "missed:\n{}", missed.join("\n"));
}

/// Sentences about the very same subjects, as a careful pack has them.
#[test]
fn careful_sentences_are_left_alone() {
    let blamed: Vec<_> = include_str!("claims/careful.txt")
        .lines()
        .filter(|line| !find_claims(line).is_empty())
        .collect();
    assert!(blamed.is_empty(), "blamed:\n{}", blamed.join("\n"));
}

#[test]
fn lines_and_excerpts() {
    let text = "# Heading\n\nThe leaf is green\nand kratom is\nsafe.\r\n\r\n- five grams\n";
    let places: Vec<_> =
        find_claims(text).into_iter().map(|claim| (claim.line, claim.excerpt)).collect();
    assert_eq!(
        places,
        [(5, "The leaf is green and kratom is safe.".to_owned()), (7, "five grams".to_owned()),],
    );
}

#[test]
fn an_excerpt_of_a_long_sentence_shows_the_place() {
    let text = format!("{} and so kratom is safe {}.", "very ".repeat(60), "indeed ".repeat(60));
    let claims = find_claims(&text);
    let excerpt = &claims[0].excerpt;
    assert!(excerpt.contains("kratom is safe"), "{excerpt}");
    assert!(excerpt.starts_with('…') && excerpt.ends_with('…'), "{excerpt}");
    assert!(excerpt.chars().count() <= 102, "{excerpt}");
}

#[test]
fn odd_texts_are_read_to_their_end() {
    for text in
        ["", "\n\n", "?", "...", "](", "<", "5", "g", "'s", "**", "-", "\u{202e}5 g\u{0}", "]("]
    {
        let _ = find_claims(text);
    }
    // One sentence of 80,000 words: linear, or this would not end.
    let long = "kratom is safe, ".repeat(20_000);
    assert!(!find_claims(&long).is_empty());
}
