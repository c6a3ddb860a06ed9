//! Where a person may be, and what kind of help a line gives.
//!
//! **Invariant:** both are closed, so a card that forgets a region or a kind does not compile.

use std::fmt;

use serde::{Serialize, Serializer};

/// Where the people of a server live, as far as telephone numbers go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Region {
    /// The United States.
    #[default]
    Us,
    /// Canada.
    Ca,
    /// The United Kingdom.
    Gb,
    /// Australia.
    Au,
    /// The European Union.
    Eu,
    /// Anywhere else, or not known.
    Other,
}

impl Region {
    /// Every region, in the order in which they are offered.
    pub const ALL: [Region; 6] =
        [Region::Us, Region::Ca, Region::Gb, Region::Au, Region::Eu, Region::Other];

    /// The name in settings and files: `US`, `CA`, `GB`, `AU`, `EU` or `other`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Region::Us => "US",
            Region::Ca => "CA",
            Region::Gb => "GB",
            Region::Au => "AU",
            Region::Eu => "EU",
            Region::Other => "other",
        }
    }

    /// The region of that name, in capitals or not. `UK` and `USA` are understood too.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let name = name.trim();
        if name.eq_ignore_ascii_case("UK") {
            return Some(Region::Gb);
        }
        if name.eq_ignore_ascii_case("USA") {
            return Some(Region::Us);
        }
        Region::ALL.into_iter().find(|region| region.name().eq_ignore_ascii_case(name))
    }
}

impl fmt::Display for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Region {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HelplineKind {
    /// Ambulance, fire brigade, police.
    Emergency,
    /// Someone to talk to, day and night, in a mental crisis.
    Crisis,
    /// Advice after somebody took or was given something.
    Poison,
    /// The way into treatment of a dependence.
    Treatment,
    /// Advice after an animal ate something.
    AnimalPoison,
}

impl HelplineKind {
    /// Every kind, the most urgent first.
    pub const ALL: [HelplineKind; 5] = [
        HelplineKind::Emergency,
        HelplineKind::Crisis,
        HelplineKind::Poison,
        HelplineKind::Treatment,
        HelplineKind::AnimalPoison,
    ];

    /// The name in files: `emergency`, `crisis`, `poison`, `treatment` or `animal_poison`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            HelplineKind::Emergency => "emergency",
            HelplineKind::Crisis => "crisis",
            HelplineKind::Poison => "poison",
            HelplineKind::Treatment => "treatment",
            HelplineKind::AnimalPoison => "animal_poison",
        }
    }

    /// The kind of exactly that name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        HelplineKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl fmt::Display for HelplineKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for HelplineKind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
