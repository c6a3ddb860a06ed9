//! What depends on the language of a pack: stems, accents, and which words say little.
//!
//! Stems are Snowball's (Porter, 2001). How common a word is comes from the English list for English
//! and from lists of function words for the languages that have one here; elsewhere the knowledge
//! base alone says which words are common.
//!
//! **Invariant:** a word and the same word typed without its accents have one stem.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};
use serde::{Deserialize, Serialize, Serializer};

use crate::engine::english;

/// The band of what is no English word: rarer than all that are.
const UNKNOWN_BAND: u8 = 15;

/// What a function word says, as the band of an English one: as little as "with" or "from".
const FUNCTION_BAND: u8 = 4;

/// What other words of a language without a list of frequencies say: as much as a plain English one.
const PLAIN_BAND: u8 = 11;

/// Function words, without accents.
const FUNCTION_WORDS: [(&str, &str); 6] = [
    (
        "de",
        "aber als am an auch auf aus bei bin bis bist da damit das dass dein dem den der des die \
         dies diese dieser doch du durch ein eine einem einen einer er es fur gibt hab habe haben habt \
         hat hatte ich ihr im in ist ja kann kein keine konnen man mein meine meinem meinen meiner \
         mich mir mit muss nach nicht noch nur oder ob sein seine sich sie sind so um und uns unser \
         vom von vor wann war warum was welche wenn wer werden wie wieso wir wird wo zu zum zur",
    ),
    (
        "es",
        "a al como con cual cuando de del donde el ella en era es esta este esto ha hay he la las le \
         lo los mas me mi mis muy no nos o para pero por porque puede puedo que quien se ser si sin \
         sobre son su sus tengo tiene tu un una y ya yo",
    ),
    (
        "fr",
        "a ai as au aux avec avez avoir c ce cela ces cette comment d dans de depuis des donc du elle \
         en est est-ce et etre eu fait faire faut il ils j je l la le les leur lui m ma mais me mes \
         moi mon n ne nos notre nous on ont ou par pas peut peux plus pour pourquoi puis qu quand que \
         quel quelle quels qui quoi s sa sans se ses si son sont sur t ta te tes toi ton tu un une \
         vos votre vous y",
    ),
    (
        "it",
        "a ai al alla anche che chi ci come con cosa cui da dal de dei del della delle di dove e ed \
         era gli ha hai ho i il in io la le lo loro ma mi mia mio nei nel nella non o per perche piu \
         posso puo quale quando quanto questa questo qui se si sono su sua suo tra tu un una uno",
    ),
    (
        "nl",
        "aan al als ben bij dan dat de deze die dit door een en er ga geen had heb hebben heeft hem \
         het hij hoe hun ik in is ja je kan kun kunnen maar me met mij mijn moet na naar niet nog nu \
         of om onze ook op over te tot uit van veel voor waar waarom wanneer was wat we wel wie wij \
         wil wordt zal ze zich zijn zo zou",
    ),
    (
        "pt",
        "a ao aos as com como da das de do dos e ela ele em era essa esse esta este eu foi ha isso \
         ja la mais mas me meu minha muito na nao nas no nos o onde os ou para pela pelo pode por \
         porque posso qual quando que quem se sem ser seu sua tem tenho um uma voce",
    ),
];

/// The language of a pack. Saved as its code.
#[derive(Deserialize)]
#[serde(from = "String")]
pub(super) struct Language {
    stemmer: Option<Stemmer>,
    function_words: Vec<&'static str>,
    code: String,
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.code)
    }
}

impl From<String> for Language {
    fn from(code: String) -> Self {
        Language::new(&code)
    }
}

impl Language {
    /// The language of a locale: `en`, `fr-CA`, …
    pub(super) fn new(locale: &str) -> Self {
        let code = locale.split(['-', '_']).next().unwrap_or(locale).to_lowercase();
        let list = FUNCTION_WORDS.iter().find(|(known, _)| *known == code);
        let mut function_words: Vec<&str> =
            list.map_or_else(Vec::new, |(_, words)| words.split_whitespace().collect());
        function_words.sort_unstable();
        Language { stemmer: algorithm(&code).map(Stemmer::create), function_words, code }
    }

    /// Whether the lists of English words apply.
    pub(super) fn is_english(&self) -> bool {
        self.code == "en"
    }

    /// The stem of a normalised word. Accents were dropped when it was normalised.
    pub(super) fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        let plain = self.plain(word);
        let Some(stemmer) = &self.stemmer else { return plain };
        // Snowball's English knows British spellings only in part.
        match plain {
            Cow::Borrowed(word) => stemmer.stem(word),
            Cow::Owned(word) => stemmer.stem(&word).into_owned().into(),
        }
    }

    /// German writes "ae" for "ä" too, whose dots are dropped.
    fn plain<'w>(&self, word: &'w str) -> Cow<'w, str> {
        if self.code != "de" {
            return word.into();
        }
        let mut plain = word.to_owned();
        for (long, short) in [("ae", "a"), ("oe", "o"), ("ue", "u"), ("ß", "ss")] {
            plain = plain.replace(long, short);
        }
        plain.into()
    }

    /// How common a word is: 0 for the most frequent, 15 for what is no word of a known list.
    pub(super) fn band(&self, word: &str) -> u8 {
        if self.is_english() {
            return english::band(word).unwrap_or(UNKNOWN_BAND);
        }
        if self.function_words.is_empty() {
            return PLAIN_BAND;
        }
        let plain = self.plain(word);
        match self.function_words.binary_search(&plain.as_ref()) {
            Ok(_) => FUNCTION_BAND,
            Err(_) => PLAIN_BAND,
        }
    }
}

/// The pieces of a word: its characters where the script sets no spaces between words, so that
/// characters and, as pairs, neighbouring characters are compared; else the word.
pub(super) fn pieces(word: &str) -> impl Iterator<Item = &str> {
    let unspaced = !word.is_ascii() && word.chars().any(is_unspaced);
    let mut rest = word;
    std::iter::from_fn(move || {
        if !unspaced {
            return Some(std::mem::take(&mut rest)).filter(|word| !word.is_empty());
        }
        let first = rest.chars().next()?;
        let end = if is_unspaced(first) {
            first.len_utf8()
        } else {
            rest.find(is_unspaced).unwrap_or(rest.len())
        };
        let (piece, after) = rest.split_at(end);
        rest = after;
        Some(piece)
    })
}

/// Whether a letter belongs to a script that is written without spaces: Chinese, Japanese, Thai,
/// Lao, Khmer and Burmese.
fn is_unspaced(letter: char) -> bool {
    matches!(letter,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

/// The Snowball stemmer of a language, by its two-letter code.
pub(crate) fn algorithm(locale: &str) -> Option<Algorithm> {
    let language = locale.split(['-', '_']).next().unwrap_or(locale);
    Some(match language {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}
