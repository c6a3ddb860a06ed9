//! How words are bent and miswritten: inflections, confusions, stars.
//!
//! **Invariant:** data and spelling only; what is made of it is the concern of the vocabulary.

/// Real words that people write for another, beside which the other is read as well.
pub(super) const CONFUSED: &[(&str, &str)] = &[
    ("alergic", "allergic"),
    ("atack", "attack"),
    ("attak", "attack"),
    ("barley", "barely"),
    ("blu", "blue"),
    ("breath", "breathe"),
    ("breathe", "breath"),
    ("breef", "breath"),
    ("breev", "breathe"),
    ("breth", "breath"),
    ("caesar", "seizure"),
    ("chock", "choke"),
    ("chocked", "choked"),
    ("chocking", "choking"),
    ("collapes", "collapse"),
    ("conscience", "conscious"),
    ("conshus", "conscious"),
    ("cum", "come"),
    ("cvtting", "cutting"),
    ("ded", "dead"),
    ("dei", "die"),
    ("deid", "died"),
    ("diziness", "dizziness"),
    ("dye", "die"),
    ("dyed", "died"),
    ("faint", "fainted"),
    ("faited", "fainted"),
    ("fanted", "fainted"),
    ("feinted", "fainted"),
    ("greif", "grief"),
    ("hart", "heart"),
    ("hospitol", "hospital"),
    ("hsi", "his"),
    ("hte", "the"),
    ("hurst", "hurts"),
    ("lib", "lip"),
    ("libs", "lips"),
    ("loose", "lose"),
    ("loosing", "losing"),
    ("noone", "nobody"),
    ("nto", "not"),
    ("nvr", "never"),
    ("overdoze", "overdose"),
    ("overdozed", "overdosed"),
    ("overdozing", "overdosing"),
    ("pane", "pain"),
    ("panes", "pains"),
    ("perple", "purple"),
    ("purpel", "purple"),
    ("seezure", "seizure"),
    ("seize", "seizure"),
    ("seizer", "seizure"),
    ("seizers", "seizures"),
    ("sic", "sick"),
    ("sik", "sick"),
    ("stoped", "stopped"),
    ("taht", "that"),
    ("tbreathe", "breathe"),
    ("teh", "the"),
    ("through", "throw"),
    ("throwed", "threw"),
    ("tok", "took"),
    ("trew", "threw"),
    ("trow", "throw"),
    ("trowing", "throwing"),
    ("tuk", "took"),
    ("vommit", "vomit"),
    ("wehn", "when"),
    ("yuo", "you"),
];

/// Words that people write with stars.
pub(super) const STARRED: [&str; 24] = [
    "die", "dying", "died", "dead", "kill", "killed", "killing", "kys", "kms", "suicide",
    "suicidal", "harm", "hurt", "hang", "cut", "cutting", "overdose", "drugs", "death", "shoot",
    "gun", "rope", "kratom", "myself",
];

/// Words of two letters that may be part of a run-together chunk.
pub(super) const TWO_LETTERS: [&str; 24] = [
    "am", "an", "as", "at", "be", "by", "do", "go", "he", "if", "im", "in", "is", "it", "me", "my",
    "no", "of", "on", "or", "so", "to", "up", "we",
];

/// A word with its simple inflections, also those that spelling would not allow ("stoped").
pub(super) fn inflections(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    let mut add = |stem: &str, ending: &str| forms.push([stem, ending].concat());
    add(word, "s");
    if let Some(stem) = word.strip_suffix('e') {
        for ending in ["ed", "ing", "in"] {
            add(stem, ending);
        }
        return forms;
    }
    if let Some(stem) = word.strip_suffix('y')
        && !stem.ends_with(['a', 'e', 'o', 'u'])
    {
        for ending in ["ies", "ied"] {
            add(stem, ending);
        }
        add(word, "ing");
        return forms;
    }
    for ending in ["es", "ed", "ing", "in"] {
        add(word, ending);
    }
    let mut last = word.chars().rev();
    if let (Some(end), Some(vowel)) = (last.next(), last.next())
        && "bdgklmnprt".contains(end)
        && "aeiou".contains(vowel)
    {
        for ending in ["ed", "ing", "in"] {
            add(word, &format!("{end}{ending}"));
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confusions_are_sorted() {
        assert!(CONFUSED.is_sorted_by(|left, right| left.0 < right.0));
    }
}
