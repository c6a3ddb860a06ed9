//! Reads folded text chunk by chunk and turns each into words.
//!
//! A chunk is what stands between white space. Most are a word with punctuation around it; the
//! rest are worked out here: leetspeak, letters parted by dots, amounts with their unit, words
//! run together, letters held down.
//!
//! **Invariant:** a number stays a number ("16" is never read as letters), and an unreadable
//! chunk is split, never dropped.

use super::disguises::{
    SPELT_OUT, leet_word, parts_of_run_together, spelt_with_marks, unleet, without_held_keys,
};
use super::{Break, Query};
use super::{characters, shorthand};
use crate::engine::english;

/// Reads text into a query.
pub(super) struct Reader<'q> {
    query: &'q mut Query,
    quoted: bool,
    /// What parts the next word from the last one.
    pending: Break,
    /// The tokens of the sentence at hand start here.
    sentence: usize,
    /// Single letters in a row, not yet written.
    letters: String,
}

impl<'q> Reader<'q> {
    pub(super) fn new(query: &'q mut Query, quoted: bool) -> Self {
        let sentence = query.tokens.len();
        let pending = if sentence == 0 { Break::None } else { Break::Clause };
        Reader { query, quoted, pending, sentence, letters: String::new() }
    }

    /// Reads folded text.
    pub(super) fn read(&mut self, text: &str) {
        for line in text.split('\n') {
            for chunk in line.split_whitespace() {
                self.chunk(chunk);
            }
            self.flush_letters();
            self.part(Break::Clause);
        }
    }

    fn chunk(&mut self, chunk: &str) {
        if chunk.bytes().all(|byte| byte.is_ascii_lowercase()) {
            self.folded_word(chunk);
            return;
        }
        let is_inner = |character: char| character.is_alphanumeric();
        // `$` and `@` may be letters at the start ("$uicide", "@ddicted").
        let is_opening =
            |character: char| is_inner(character) || matches!(character, '$' | '@' | '£' | '€');
        let Some(start) = chunk.find(is_opening) else {
            self.punctuation(chunk);
            return;
        };
        let end = chunk
            .rfind(is_inner)
            .map_or(chunk.len(), |at| at + chunk[at..].chars().next().map_or(0, char::len_utf8));
        self.punctuation(&chunk[..start]);
        if start < end {
            self.core(&chunk[start..end]);
        }
        self.punctuation(&chunk[end.max(start)..]);
    }

    /// A chunk that starts and ends with a letter or a digit.
    fn core(&mut self, core: &str) {
        if !core.is_ascii() && core.chars().any(is_unspaced) {
            self.unspaced(core);
        } else if core.chars().all(char::is_alphabetic) {
            self.word(core);
        } else if core.chars().all(|character| character.is_ascii_digit()) {
            self.push(core);
        } else if core.contains('\'') && core.chars().all(|c| c.is_alphabetic() || c == '\'') {
            self.with_apostrophe(core);
        } else if shorthand::expand(core).is_some() {
            self.word(core);
        } else if let Some(joined) = spelt_with_marks(core) {
            self.word(&joined);
        } else if let Some(number) = plain_number(core) {
            self.push(&number);
        } else if let Some((digits, unit)) = amount(core) {
            // "0verdose" is a word, "5grams" is not.
            match unleet(core) {
                Some(word) if (unit.len() > 2 || digits == "0") && english::is_word(&word) => {
                    self.word(&word);
                }
                _ => {
                    self.core(digits);
                    self.word(unit);
                }
            }
        } else if let Some(word) = leet_word(core) {
            self.word(&word);
        } else {
            self.split(core);
        }
    }

    /// A chunk of scripts that write without spaces: their characters are words of one each, and
    /// what stands between them is a chunk of its own.
    fn unspaced(&mut self, core: &str) {
        let mut rest = core;
        while let Some(first) = rest.chars().next() {
            let end = if is_unspaced(first) {
                let end = first.len_utf8();
                // Some only mark the tone of the one before.
                if first.is_alphanumeric() {
                    self.push(&rest[..end]);
                }
                end
            } else {
                let end = rest.find(is_unspaced).unwrap_or(rest.len());
                self.chunk(&rest[..end]);
                end
            };
            rest = &rest[end..];
        }
    }

    fn with_apostrophe(&mut self, core: &str) {
        if let Some(expanded) = shorthand::expand_contraction(core) {
            for word in expanded.split(' ') {
                self.word(word);
            }
            return;
        }
        for part in core.split('\'').filter(|part| !part.is_empty()) {
            self.word(part);
        }
    }

    /// Anything else: punctuation inside parts it.
    fn split(&mut self, core: &str) {
        let mut rest = core;
        while !rest.is_empty() {
            let start = rest.find(char::is_alphanumeric).unwrap_or(rest.len());
            self.inner_punctuation(&rest[..start]);
            rest = &rest[start..];
            let end = rest
                .find(|character: char| !character.is_alphanumeric() && character != '\'')
                .unwrap_or(rest.len());
            let part = rest[..end].trim_matches('\'');
            if part.chars().all(char::is_alphanumeric) && part.len() < core.len() {
                self.core(part);
            } else {
                // Letters and digits mixed beyond reading: each run is a word.
                self.runs(part);
            }
            rest = &rest[end..];
        }
    }

    fn runs(&mut self, part: &str) {
        let mut rest = part;
        while let Some(first) = rest.chars().next() {
            let digits = first.is_ascii_digit();
            let same = |character: char| {
                character.is_alphanumeric() && character.is_ascii_digit() == digits
            };
            let end = rest.find(|character| !same(character)).unwrap_or(rest.len());
            if end == 0 {
                rest = &rest[first.len_utf8()..];
                continue;
            }
            if digits {
                self.push(&rest[..end]);
            } else {
                self.word(&rest[..end]);
            }
            rest = &rest[end..];
        }
    }

    /// One word of letters: held keys, shorthand and words run together are resolved.
    fn word(&mut self, word: &str) {
        // A letter is read by its neighbours, and what is read as a word may stand in a chunk
        // with others: "漢е" holds the word "е".
        self.folded_word(&characters::fold(word));
    }

    fn folded_word(&mut self, word: &str) {
        let mut characters = word.chars();
        if let (Some(letter), None) = (characters.next(), characters.next())
            && letter.is_alphabetic()
        {
            self.letters.push(letter);
            return;
        }
        self.flush_letters();
        self.written_word(word);
    }

    fn written_word(&mut self, word: &str) {
        let calmed = without_held_keys(word);
        let word = calmed.as_deref().unwrap_or(word);
        if let Some(expanded) = shorthand::expand(word) {
            for word in expanded.split(' ') {
                self.push(word);
            }
            return;
        }
        match parts_of_run_together(word) {
            Some(parts) => {
                for part in parts {
                    match shorthand::expand(part) {
                        Some(expanded) => {
                            for word in expanded.split(' ') {
                                self.push(word);
                            }
                        }
                        None => self.push(part),
                    }
                }
            }
            None => self.push(word),
        }
    }

    fn flush_letters(&mut self) {
        if self.letters.is_empty() {
            return;
        }
        let letters = std::mem::take(&mut self.letters);
        if letters.chars().count() >= SPELT_OUT {
            self.written_word(&letters);
            return;
        }
        let mut buffer = [0; 4];
        for letter in letters.chars() {
            let letter: &str = letter.encode_utf8(&mut buffer);
            match shorthand::expand(letter) {
                Some(expanded) => {
                    for word in expanded.split(' ') {
                        self.push(word);
                    }
                }
                None => self.push(letter),
            }
        }
    }

    fn push(&mut self, word: &str) {
        self.flush_letters();
        let mut before = std::mem::replace(&mut self.pending, Break::None);
        if before == Break::None && is_letter(word) && self.follows_two_letters() {
            // "g e im" are no three letters in a row: the third comes from "i am".
            before = Break::Clause;
        }
        if before == Break::Sentence {
            self.sentence = self.query.tokens.len();
        }
        self.query.push(word, before, self.quoted);
    }

    fn follows_two_letters(&self) -> bool {
        let [.., first, second] = self.query.tokens.as_slice() else { return false };
        second.before == Break::None
            && first.quoted == second.quoted
            && [first, second].iter().all(|token| is_letter(self.query.text_of(token)))
    }

    fn part(&mut self, strength: Break) {
        if !self.query.tokens.is_empty() {
            self.pending = self.pending.max(strength);
        }
    }

    /// Punctuation around a word.
    fn punctuation(&mut self, marks: &str) {
        for mark in marks.chars() {
            match mark {
                '?' | '？' | '؟' => {
                    self.flush_letters();
                    // From the last word back, so that a text of question marks stays linear.
                    let sentence = &mut self.query.tokens[self.sentence..];
                    for token in sentence.iter_mut().rev().take_while(|token| !token.asked) {
                        token.asked = true;
                    }
                    self.part(Break::Sentence);
                }
                '.' | '!' | '…' | '。' | '！' => {
                    self.flush_letters();
                    self.part(Break::Sentence);
                }
                ',' | ';' | ':' | '(' | ')' | '—' | '–' | '-' | '、' | '，' => {
                    self.flush_letters();
                    self.part(Break::Clause);
                }
                '$' | '£' | '€' | '%' => self.sign(mark),
                _ => {}
            }
        }
    }

    /// Punctuation inside a chunk: weaker, since no space follows it.
    fn inner_punctuation(&mut self, marks: &str) {
        for mark in marks.chars() {
            match mark {
                '?' | '!' => self.punctuation("?!".get(..1).unwrap_or_default()),
                '.' | ',' | ';' | ':' | '(' | ')' | '…' | '—' => self.part(Break::Clause),
                '$' | '£' | '€' | '%' => self.sign(mark),
                _ => {}
            }
        }
    }

    fn sign(&mut self, mark: char) {
        self.push(if mark == '%' { "percent" } else { "dollars" });
    }
}

/// A letter alone, as they stand where a word is spelt out.
fn is_letter(word: &str) -> bool {
    let mut characters = word.chars();
    characters.next().is_some_and(|first| first.is_alphabetic() && !is_unspaced(first))
        && characters.next().is_none()
}

/// Scripts that write without spaces: a character is the best word there is without a dictionary.
fn is_unspaced(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{eff}'      // Thai, Lao
        | '\u{1000}'..='\u{109f}'  // Myanmar
        | '\u{1780}'..='\u{17ff}'  // Khmer
        | '\u{3040}'..='\u{30ff}'  // Hiragana, Katakana
        | '\u{3400}'..='\u{9fff}'  // Han
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// "1,000" and "2.5", without the marks that group digits.
fn plain_number(core: &str) -> Option<String> {
    let number = core.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        && core.starts_with(|c: char| c.is_ascii_digit());
    if !number {
        return None;
    }
    let last_comma = core.rfind(',');
    let grouped = last_comma.is_some_and(|at| core.len() - at == 4);
    Some(if grouped { core.replace(',', "") } else { core.replace(',', ".") })
}

/// "5grams", "10mg", "2.5g", "15yo": digits with letters behind.
fn amount(core: &str) -> Option<(&str, &str)> {
    let end = core.find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')?;
    let (digits, unit) = core.split_at(end);
    let fits = digits.ends_with(|c: char| c.is_ascii_digit())
        && digits.starts_with(|c: char| c.is_ascii_digit())
        && unit.chars().all(char::is_alphabetic);
    fits.then_some((digits, unit))
}
