//! Turns what somebody wrote into the one form that triage and matching read.
//!
//! The path: markup is taken off (`markup`), characters are folded (`characters`), chunks
//! become words (`chunks`, `disguises`, `shorthand`, `homophones`), words become sentences (here).
//!
//! **Invariant:** a [`Query`] can only come from [`normalise`], and normalising its
//! [`Query::canonical`] text gives the same words again.

mod characters;
mod chunks;
mod disguises;
mod homophones;
mod markup;
mod shorthand;

use std::ops::Range;

/// How strongly two neighbouring words are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// They follow each other.
    None,
    /// A comma, a new line, a dash or a bracket stands between them.
    Clause,
    /// A full stop, a question mark or an exclamation mark stands between them.
    Sentence,
}

/// One word or number of a query.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    start: u32,
    end: u32,
    /// What parts it from the word before.
    pub before: Break,
    /// Somebody else's words, or code: nothing for matching, less for triage.
    pub quoted: bool,
    /// The sentence that it stands in ends with a question mark.
    pub asked: bool,
}

/// The normalised form of a question. Matching and triage accept nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// All words, parted by single spaces.
    text: String,
    tokens: Vec<Token>,
}

impl Query {
    /// Every word in order, quoted ones too.
    #[must_use]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The text of one of this query's tokens.
    #[must_use]
    pub fn text_of(&self, token: &Token) -> &str {
        &self.text[token.start as usize..token.end as usize]
    }

    /// The words that are the writer's own, in order.
    pub fn own_words(&self) -> impl Iterator<Item = &str> {
        self.tokens.iter().filter(|token| !token.quoted).map(|token| self.text_of(token))
    }

    /// Whether the writer said nothing of their own.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.own_words().next().is_none()
    }

    /// The sentences, as ranges of tokens. Quoted and own words never share one.
    #[must_use]
    pub fn sentences(&self) -> Vec<Range<usize>> {
        let mut sentences = Vec::new();
        let mut start = 0;
        for (place, token) in self.tokens.iter().enumerate().skip(1) {
            if token.before == Break::Sentence || token.quoted != self.tokens[place - 1].quoted {
                sentences.push(start..place);
                start = place;
            }
        }
        if start < self.tokens.len() {
            sentences.push(start..self.tokens.len());
        }
        sentences
    }

    /// The writer's own words as one plain text with its sentences kept apart.
    #[must_use]
    pub fn canonical(&self) -> String {
        let mut text = String::new();
        let own = self.tokens.iter().filter(|token| !token.quoted);
        for token in own {
            if !text.is_empty() {
                text.push_str(match token.before {
                    Break::None => " ",
                    Break::Clause => ", ",
                    Break::Sentence => ". ",
                });
            }
            text.push_str(self.text_of(token));
        }
        text
    }

    fn push(&mut self, word: &str, before: Break, quoted: bool) {
        let word = shortened(word);
        if word.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        // Texts over 4 GiB are cut off here rather than counted wrong.
        let (Ok(start), Ok(end)) =
            (u32::try_from(self.text.len()), u32::try_from(self.text.len() + word.len()))
        else {
            return;
        };
        self.text.push_str(word);
        self.tokens.push(Token { start, end, before, quoted, asked: false });
    }
}

/// A word, cut where it is longer than any. Whatever looks at all parts of a word stays quick.
fn shortened(word: &str) -> &str {
    /// No word of a language that parts its words is longer. More than is read as words run
    /// together, so that a cut word is not read as others.
    const LONGEST: usize = 64;
    if word.len() <= LONGEST {
        return word;
    }
    let end = word.char_indices().nth(LONGEST).map_or(word.len(), |(end, _)| end);
    word[..end].trim_end_matches(|character: char| !character.is_alphanumeric())
}

/// Normalises what somebody wrote. Linear in its length; never fails.
#[must_use]
pub fn normalise(text: &str) -> Query {
    /// A word and the space after it, as a rule: most texts then need no more room.
    const A_WORD: usize = 4;
    let mut query = Query {
        text: String::with_capacity(text.len()),
        tokens: Vec::with_capacity(text.len().div_ceil(A_WORD)),
    };
    for piece in markup::strip(text) {
        let folded = characters::fold(&piece.text);
        let mut reader = chunks::Reader::new(&mut query, piece.quoted);
        reader.read(&folded);
    }
    homophones::mend(&mut query);
    // Quoting everything is saying it oneself: an inline quotation with nothing around it.
    if query.tokens.iter().all(|token| token.quoted) && !markup::is_block_quoted(text) {
        for token in &mut query.tokens {
            token.quoted = false;
        }
    }
    query
}

#[cfg(test)]
mod tests;
