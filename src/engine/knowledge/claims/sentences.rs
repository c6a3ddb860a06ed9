//! Text as sentences of words, each word with its line.
//!
//! Markdown is read only as far as it decides where a sentence begins and what is not read out:
//! marks of emphasis, addresses of links, mentions.
//! **Invariant:** line breaks inside a paragraph never end a sentence, and headings, list items
//! and table rows are sentences of their own.

use unicode_normalization::UnicodeNormalization as _;

use super::characters::{closes, is_emphasis, is_hidden, number_end, parts, unread, word_end};
use super::markdown::{Opening, opening};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word in lower case, without its apostrophe: `isn't` is `is` and `not`.
    Word,
    /// A number in digits, with its fraction: `2.5`, `1/2`.
    Number,
    /// A punctuation mark that a reader pauses at or that joins quantities.
    Mark,
}

/// A word, a number or a mark.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) text: String,
    /// The line of the text, from 1.
    pub(super) line: usize,
    /// Where it begins and ends in the sentence as shown.
    start: usize,
    end: usize,
}

impl Token {
    pub(super) fn is(&self, text: &str) -> bool {
        self.text == text
    }

    pub(super) fn among(&self, words: &[&str]) -> bool {
        words.contains(&self.text.as_str())
    }
}

/// A sentence, a heading, a list item or a table row.
#[derive(Clone, Debug, Default)]
pub(super) struct Sentence {
    /// Its tokens. A list item begins with those of the line that introduces the list ("The
    /// article says:"), because it is read together with it.
    pub(super) tokens: Vec<Token>,
    /// Where its own tokens begin.
    pub(super) own: usize,
    /// Whether it ends with a question mark.
    pub(super) asks: bool,
    /// The text without marks of emphasis.
    shown: String,
}

impl Sentence {
    /// The words around two tokens, cut to a length that fits a line.
    pub(super) fn excerpt(&self, from: usize, to: usize) -> String {
        /// As much as fits a terminal line beside a message.
        const LONGEST: usize = 100;
        /// How much of what stands before is shown, so that one recognises the place.
        const BEFORE: usize = 40;
        let shown = self.shown.trim();
        if shown.chars().count() <= LONGEST {
            return shown.to_owned();
        }
        let focus = self.tokens[from].start..self.tokens[to].end;
        let begin = self.shown[..focus.start]
            .char_indices()
            .rev()
            .take(BEFORE)
            .filter(|(_, character)| *character == ' ')
            .last()
            .map_or(focus.start, |(place, _)| place + 1);
        let begin = if focus.start <= BEFORE { 0 } else { begin };
        let room = LONGEST.saturating_sub(self.shown[begin..focus.end].chars().count());
        let rest = &self.shown[focus.end..];
        let end = match rest.char_indices().nth(room) {
            None => self.shown.len(),
            Some((cut, _)) => focus.end + rest[..cut].rfind(' ').unwrap_or(0),
        };
        let lead = if begin == 0 { "" } else { "…" };
        let tail = if end == self.shown.len() { "" } else { "…" };
        format!("{lead}{}{tail}", self.shown[begin..end].trim())
    }
}

/// Splits a text into sentences.
pub(super) fn split(text: &str) -> Vec<Sentence> {
    let mut splitter = Splitter::default();
    for (place, line) in text.lines().enumerate() {
        splitter.line(line, place + 1);
    }
    splitter.flush();
    splitter.sentences
}

#[derive(Default)]
struct Splitter {
    sentences: Vec<Sentence>,
    current: Sentence,
    /// The tokens of a line that introduces a list.
    intro: Vec<Token>,
    in_item: bool,
    after_blank: bool,
}

impl Splitter {
    fn line(&mut self, line: &str, number: usize) {
        let indented = line.starts_with("  ") || line.starts_with('\t');
        match opening(line) {
            Opening::Blank => {
                self.flush();
                self.after_blank = true;
                return;
            }
            Opening::Alone(text) => {
                self.flush();
                self.leave_list();
                self.tokens(text, number);
                self.flush();
            }
            Opening::Item(text) => {
                self.flush();
                if !self.in_item {
                    self.intro = self.introduction();
                }
                self.in_item = true;
                self.tokens(text, number);
            }
            Opening::Plain(text) => {
                if self.after_blank && !indented {
                    self.leave_list();
                }
                self.tokens(text, number);
            }
        }
        self.after_blank = false;
    }

    fn leave_list(&mut self) {
        self.in_item = false;
        self.intro.clear();
    }

    /// The sentence before a list, if a colon at its end says that the list completes it.
    fn introduction(&self) -> Vec<Token> {
        let Some(last) = self.sentences.last() else {
            return Vec::new();
        };
        match last.tokens.split_last() {
            Some((colon, rest)) if colon.is(":") => rest.to_vec(),
            _ => Vec::new(),
        }
    }

    fn flush(&mut self) {
        let mut sentence = std::mem::take(&mut self.current);
        if sentence.tokens.is_empty() {
            return;
        }
        if self.in_item && !self.intro.is_empty() {
            sentence.own = self.intro.len();
            sentence.tokens.splice(0..0, self.intro.iter().cloned());
        }
        self.sentences.push(sentence);
    }

    fn push(&mut self, kind: Kind, text: &str, line: usize, start: usize) {
        /// No reader follows a longer sentence. It keeps the lint linear on a giant line.
        const LONGEST: usize = 200;
        if self.current.tokens.len() >= LONGEST {
            let shown = self.current.shown.split_off(start);
            self.flush();
            self.current.shown = shown;
            let end = self.current.shown.len();
            self.current.tokens.push(Token { kind, text: text.to_owned(), line, start: 0, end });
            return;
        }
        let end = self.current.shown.len();
        self.current.tokens.push(Token { kind, text: text.to_owned(), line, start, end });
    }

    /// Reads one line into the current sentence, and into further ones where it ends.
    fn tokens(&mut self, text: &str, line: usize) {
        let characters: Vec<char> =
            text.nfkc().filter(|character| !is_hidden(*character)).collect();
        let at = |place: usize| characters.get(place).copied();
        if !self.current.shown.is_empty() {
            self.current.shown.push(' ');
        }
        let mut place = 0;
        while let Some(character) = at(place) {
            if let Some(end) = unread(&characters, place) {
                place = end;
                continue;
            }
            let start = self.current.shown.len();
            if character.is_numeric() {
                let end = number_end(&characters, place);
                let number: String = characters[place..end].iter().collect();
                self.current.shown.push_str(&number);
                self.push(Kind::Number, &number, line, start);
                place = end;
                continue;
            }
            if character.is_alphabetic() {
                let end = word_end(&characters, place);
                let word: String = characters[place..end].iter().collect();
                self.current.shown.push_str(&word);
                for part in parts(&word.to_lowercase().replace('’', "'")) {
                    self.push(Kind::Word, part, line, start);
                }
                place = end;
                continue;
            }
            place += 1;
            if is_emphasis(character) {
                continue;
            }
            self.current.shown.push(character);
            let spaced = at(place).is_none_or(char::is_whitespace);
            match character {
                '.' | '!' | '?' | '。' | '…' => {
                    let closed = (place..)
                        .find(|&next| !at(next).is_some_and(closes))
                        .is_none_or(|next| at(next).is_none_or(char::is_whitespace));
                    let ends = character == '。'
                        || closed && !(character == '.' && self.after_abbreviation());
                    if ends {
                        self.current.asks |= character == '?';
                        self.flush();
                    }
                }
                // A hyphen inside a word or a range joins; one that stands free is a dash.
                '-' | '–' | '‐' if !spaced => {}
                '-' | '–' | '‐' | '—' => self.push(Kind::Mark, "—", line, start),
                ',' | ';' | ':' | '(' | ')' | '/' | '|' | '=' | '%' => {
                    self.push(Kind::Mark, character.encode_utf8(&mut [0; 4]), line, start);
                }
                _ => {}
            }
        }
    }

    /// Whether the sentence so far ends with a word that is commonly cut short with a full stop.
    fn after_abbreviation(&self) -> bool {
        const CUT_SHORT: &[&str] =
            &["e.g", "i.e", "vs", "approx", "dr", "mr", "mrs", "ms", "prof", "u.s", "u.k"];
        self.current.tokens.last().is_some_and(|last| last.among(CUT_SHORT))
    }
}
