//! The words that rules speak of, in classes.
//!
//! **Invariant:** a class is data: words parted by white space, `word~` for a word with its
//! simple inflections, `@class` for the words of another class.

mod actions;
mod body;
mod conditions;
mod frames;
mod people;
mod substances;

/// The name of a class and its words.
pub(super) type Class = (&'static str, &'static str);

/// The name of a phrase and the ways of writing it, each a part of a pattern.
pub(super) type Phrase = (&'static str, &'static [&'static str]);

/// For one in danger, what is wrong with them, and help.
pub(super) const OF_DANGER: &str = "@pronoun|@family|friend|@animal|@breathe|@wake|@respond|@blue|\
    @seizure|@collapse|@chest|@pain|@choke|@verysick|@vomit|@symptom|@blood|@eyes|now|help|hurry|anyone|anybody|someone|somebody|\
    should|still|call|911|999|112|ambulance|hospital|er|doctor|nurse|vet|police|poison|naloxone|\
    narcan|cpr|asleep|sleep|die|dying|dead|water|safe";

/// The words of a class.
pub(super) fn class(name: &str) -> Option<&'static str> {
    [
        actions::CLASSES,
        body::CLASSES,
        conditions::CLASSES,
        frames::CLASSES,
        people::CLASSES,
        substances::CLASSES,
    ]
    .iter()
    .flat_map(|classes| classes.iter())
    .find(|(known, _)| *known == name)
    .map(|(_, words)| *words)
}

/// The ways of writing a phrase.
pub(super) fn phrase(name: &str) -> Option<&'static [&'static str]> {
    frames::PHRASES.iter().find(|(known, _)| *known == name).map(|(_, ways)| *ways)
}

/// Words that no rule needs, but that must not be taken for a misspelt one.
pub(super) fn plain_words() -> impl Iterator<Item = &'static str> {
    frames::PLAIN.split_whitespace()
}
