//! A value together with where it stands, and a list of findings.
//!
//! **Invariant:** a place is made only by stepping into the one above it, so its pointer is right.

use serde_json::Value;

use super::Violation;

/// A value in a body, and its JSON pointer.
#[derive(Clone, Debug)]
pub(super) struct Place<'a> {
    pub(super) value: &'a Value,
    pub(super) at: String,
}

impl<'a> Place<'a> {
    pub(super) fn root(value: &'a Value) -> Self {
        Place { value, at: String::new() }
    }

    /// The pointer of a key, whether it is there or not.
    pub(super) fn key(&self, key: &str) -> String {
        format!("{}/{}", self.at, key.replace('~', "~0").replace('/', "~1"))
    }

    /// What a key holds. Null counts as absent, as Discord takes it.
    pub(super) fn get(&self, key: &str) -> Option<Place<'a>> {
        let value = self.value.get(key).filter(|value| !value.is_null())?;
        Some(Place { value, at: self.key(key) })
    }

    /// The text under a key.
    pub(super) fn text(&self, key: &str) -> Option<&'a str> {
        self.value.get(key)?.as_str()
    }

    /// The number under a key, if it is a whole one that is not negative.
    pub(super) fn number(&self, key: &str) -> Option<u64> {
        self.value.get(key)?.as_u64()
    }

    /// Whether a key holds `true`.
    pub(super) fn is_true(&self, key: &str) -> bool {
        self.value.get(key).and_then(Value::as_bool).unwrap_or_default()
    }

    /// The items of a list; none if it is no list.
    pub(super) fn items(&self) -> impl Iterator<Item = Place<'a>> + use<'a> {
        let at = self.at.clone();
        let items = self.value.as_array().into_iter().flatten();
        items
            .enumerate()
            .map(move |(position, value)| Place { value, at: format!("{at}/{position}") })
    }

    /// The items of the list under a key; none if there is no list.
    pub(super) fn items_of(&self, key: &str) -> impl Iterator<Item = Place<'a>> + use<'a> {
        self.get(key).into_iter().flat_map(|list| list.items())
    }
}

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<Violation>);

impl Findings {
    pub(super) fn add(&mut self, at: String, problem: impl Into<String>) {
        self.0.push(Violation { at, problem: problem.into() });
    }

    /// Adds a finding if a count is above its limit. `counted` names what is counted.
    pub(super) fn at_most(&mut self, limit: usize, count: usize, counted: &str, at: String) {
        if count > limit {
            self.add(at, format!("has {count} {counted}, at most {limit}"));
        }
    }

    /// Adds a finding at each text that was there before. `named` says what they are.
    pub(super) fn unique<'a>(
        &mut self,
        named: &str,
        texts: impl Iterator<Item = (&'a str, String)>,
    ) {
        let mut seen = Vec::new();
        for (text, at) in texts {
            if seen.contains(&text) {
                self.add(at, format!("this {named} was used before"));
            } else {
                seen.push(text);
            }
        }
    }

    pub(super) fn into_list(self) -> Vec<Violation> {
        self.0
    }
}
